"""Sections become one body: numbers, anchors, refused markup, pandoc's warnings at their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellsourced.cache import Cache
from wellsourced.compose import ast
from wellsourced.compose.sections import read_sections
from wellsourced.diagnostics import Span
from wellsourced.manuscript.model import ParsedSection
from wellsourced.manuscript.parse import parse_text
from wellsourced.pandoc import read_markdown, read_together
from wellsourced.project.models import SectionRole


def _section(text: str, role: SectionRole = "section", path: str = "sections/a.md") -> ParsedSection:
    parsed = parse_text(path, text, facts={})
    title = parsed.headings[0].text if parsed.headings else "Untitled"
    return ParsedSection(role, title, parsed, Span("article/article.yaml"))


def test_only_sections_are_numbered() -> None:
    sections = (
        _section("# Introduction\n\n## Scope\n", "introduction"),
        _section("# Methods\n\n## One\n\n### Deep\n\n## Two\n"),
        _section("# Law {.unnumbered}\n\n## Plain {.unnumbered}\n\n## Counted\n"),
        _section("# Conclusion\n", "conclusion"),
    )
    body = read_sections(sections, root=Path(), allow_raw=False, cache=Cache(None))
    assert [(entry.number, entry.text) for entry in body.contents] == [
        (None, "Introduction"),
        (None, "Scope"),
        ("1", "Methods"),
        ("1.1", "One"),
        ("1.2", "Two"),
        (None, "Law"),
        (None, "Plain"),
        ("2.1", "Counted"),
        (None, "Conclusion"),
    ]
    deep = next(block for block in body.blocks if block["t"] == "Header" and block["c"][0] == 3)
    assert ["number", "1.1.1"] in deep["c"][1][2]


def test_anchors_are_unique_and_links_follow() -> None:
    one = _section("# One\n\n## Scope\n\nSee [here](#scope).\n", path="sections/1.md")
    two = _section(
        "# Two\n\n## Scope\n\nSee [here](#scope) and [a div](#ref-x).\n\n::: {#ref-x}\nX\n:::\n", path="sections/2.md"
    )
    body = read_sections((one, two), root=Path(), allow_raw=False, cache=Cache(None))
    anchors = [entry.anchor for entry in body.contents]
    assert len(anchors) == len(set(anchors))
    targets = [element["c"][2][0] for element in ast.walk(body.blocks) if element["t"] == "Link"]
    assert targets[0] == f"#{anchors[1]}"
    assert targets[1] == f"#{anchors[3]}"
    assert targets[0] != targets[1]
    # `ref-` is where the reference list lives.
    assert not targets[2].startswith("#ref-")


def test_texts_read_together_are_read_each_for_itself() -> None:
    texts = [
        "# Same\n\nA[^1] [Same] [link]\n\n[^1]: note one\n\n[link]: https://one.example\n",
        "# Same\n\nB[^1] [Same] [link]\n\n[^1]: note two\n\n``` never closed\n",
        "<!-- never closed\n\n# Same\n\n[link]",
        "",
        "# Last\n",
    ]
    together = [read.blocks for read in read_together(texts)]
    assert together == [read_markdown(text)[0] for text in texts]


@pytest.mark.parametrize(
    "raw", ["<b onclick='x()'>bold</b>", "```{=html}\n<script>alert(1)</script>\n```", "\\input{x}"]
)
def test_raw_markup_is_refused_with_its_place(raw: str) -> None:
    section = _section(f"# One\n\nWords {raw} more.\n" if "\n" not in raw else f"# One\n\n{raw}\n")
    body = read_sections((section,), root=Path(), allow_raw=False, cache=Cache(None))
    assert {diagnostic.code for diagnostic in body.diagnostics} == {"SAF090"}
    assert body.diagnostics[0].span.line >= 3
    assert not [element for element in ast.walk(body.blocks) if element["t"].startswith("Raw")]
    trusted = read_sections((section,), root=Path(), allow_raw=True, cache=Cache(None))
    assert not trusted.diagnostics
    assert [element for element in ast.walk(trusted.blocks) if element["t"].startswith("Raw")]


def test_comments_disappear_without_a_word() -> None:
    body = read_sections(
        (_section("# One\n\n<!-- a note to self -->\n\nWords.\n"),), root=Path(), allow_raw=False, cache=Cache(None)
    )
    assert not body.diagnostics
    assert "self" not in ast.plain_text(body.blocks)


def test_warning_of_pandoc_points_at_the_author_s_line() -> None:
    text = "# One\n\nWords.[^1]\n\n[^1]: first\n\n[^1]: second\n"
    body = read_sections(
        (_section("# Zero\n"), _section(text, path="sections/b.md")), root=Path(), allow_raw=False, cache=Cache(None)
    )
    assert [(d.code, d.span.path, d.span.line) for d in body.diagnostics] == [("STR090", "sections/b.md", 7)]
    assert "\ue010" not in body.diagnostics[0].message


def test_damaged_cache_entries_are_recomputed(tmp_path: Path) -> None:
    section = _section("# One\n\nWords.\n")
    first = read_sections((section,), root=Path(), allow_raw=False, cache=Cache(tmp_path))
    entries = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert entries
    for entry in entries:
        entry.write_bytes(entry.read_bytes()[:-3] + b"xxx")
    assert read_sections((section,), root=Path(), allow_raw=False, cache=Cache(tmp_path)) == first
    assert read_sections((section,), root=Path(), allow_raw=False, cache=Cache(tmp_path)) == first


def test_cache_is_pruned_from_the_longest_unused(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number in range(10):
        cache.put(f"{number}{'0' * 63}", b"x" * 1000)
    cache.prune(limit=5000)
    kept = sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file())
    assert 0 < kept <= 5000


def test_images_of_the_project_travel_inside(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures/a b.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    (tmp_path / "sections/near.png").write_bytes(b"near")
    text = "# One\n\n![A](near.png) ![B](<figures/a b.svg>) ![B](<../figures/a b.svg>)\n"
    body = read_sections((_section(text),), root=tmp_path, allow_raw=False, cache=Cache(None))
    targets = [element["c"][2][0] for element in ast.walk(body.blocks, ("Image",))]
    assert [target.split(",")[0] for target in targets] == ["data:image/png;base64", *["data:image/svg+xml;base64"] * 2]
    assert not body.diagnostics


@pytest.mark.parametrize("target", ["gone.png", "../../outside.png", "/etc/passwd.png", "notes.exe", "link.png"])
def test_image_that_cannot_be_used_stays_as_it_is(target: str, tmp_path: Path) -> None:
    (tmp_path / "outside.png").write_bytes(b"outside")
    root = tmp_path / "project"
    (root / "sections").mkdir(parents=True)
    (root / "sections/notes.exe").write_bytes(b"x")
    (root / "sections/link.png").symlink_to(tmp_path / "outside.png")
    body = read_sections((_section(f"# One\n\n![A]({target})\n"),), root=root, allow_raw=False, cache=Cache(None))
    assert [element["c"][2][0] for element in ast.walk(body.blocks, ("Image",))] == [target]
    assert not body.diagnostics


def test_two_paragraphs_of_a_meaning_stay_two() -> None:
    section = _section("# T\n\nTerm\n:   One.\n\n    Two.\n:   Another.\n")
    (terms,) = ast.walk(
        read_sections((section,), root=Path(), allow_raw=False, cache=Cache(None)).blocks, ("DefinitionList",)
    )
    first, second = terms["c"][0][1]
    assert [block["t"] for block in first] == ["Para", "Para"]
    assert [block["t"] for block in second] == ["Plain"]
