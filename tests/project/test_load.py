"""A project that is in order loads; what may be left out has a default."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wellsourced.diagnostics import Severity
from wellsourced.project.load import find_root, load
from wellsourced.project.project import Positions

WriteProject = Callable[..., Path]

BIBLIOGRAPHY = """\
references:
- id: smith2020
  type: book
  title: A book
  aliases: [smith]
  issued: {date-parts: [[2020]]}
- id: un-x
  type: treaty
  title: A treaty
  volume: 0123
"""


def test_least_project_loads_without_complaint(write_project: WriteProject) -> None:
    root = write_project()
    loaded = load(root)
    assert loaded.diagnostics == ()
    project = loaded.project
    assert project is not None
    assert project.article.title == "A survey"
    assert project.article.style == "chicago-author-date"
    assert [section.path for section in project.sections] == ["sections/00-introduction.md"]
    assert project.references == ()
    assert project.help is None
    assert project.root == root


def test_whole_project_loads_with_places(write_project: WriteProject) -> None:
    root = write_project(
        {
            "references/bibliography.yaml": BIBLIOGRAPHY,
            "article/facts.yaml": "facts:\n- id: f-1\n  statement: S.\n  source: smith\n  value: 12\n",
            "references/evidence.yaml": "evidence:\n  smith2020: []\nunconfirmed:\n  un-x: [issued]\n",
            "references/instruments.yaml": "instruments: []\n",
            "references/deeds.yaml": "deeds:\n- {id: d, what: count bees, of: [tool]}\n",
            "references/rejected.yaml": "rejected:\n- {id: r, claim: c, why: w}\n",
            "article/corrections.yaml": "corrections: []\n",
            "article/terms.yaml": "terms:\n- {id: t, discouraged: [x], preferred: y}\n",
        }
    )
    loaded = load(root)
    assert loaded.diagnostics == ()
    project = loaded.project
    assert project is not None
    smith, treaty = project.references
    assert smith.item == {"id": "smith2020", "type": "book", "title": "A book", "issued": {"date-parts": [[2020]]}}
    assert treaty.item["volume"] == 123
    assert smith.aliases == ("smith",)
    assert str(smith.span) == "references/bibliography.yaml:2:3"
    assert project.resolve_reference("smith") is smith
    assert str(project.where("article/facts.yaml", "facts", 0, "value")) == "article/facts.yaml:5:10"
    assert project.evidence == {"smith2020": ()}
    assert project.unconfirmed == {"un-x": ("issued",)}
    assert project.texts["sections/00-introduction.md"] == "# Introduction\n\nWords.\n"
    assert project.texts["references/bibliography.yaml"] == BIBLIOGRAPHY
    positions: Positions = project.positions["article/terms.yaml"]
    assert positions.span(("terms", 0, "id")).line == 2


def test_optional_files_may_be_empty(write_project: WriteProject) -> None:
    root = write_project({"article/facts.yaml": "", "references/bibliography.yaml": "# nothing yet\n"})
    assert load(root).diagnostics == ()


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_every_line_end_and_a_byte_order_mark_are_accepted(
    write_project: WriteProject, line_end: str, mark: bytes
) -> None:
    article = "title: Ü\nauthors:\n- name: A\nsections:\n- 00-introduction.md\nlanguage: en\n"
    root = write_project(
        {
            "article/article.yaml": mark + article.replace("\n", line_end).encode(),
            "sections/00-introduction.md": mark + "# Ü\n\nx\n".replace("\n", line_end).encode(),
        }
    )
    loaded = load(root)
    assert loaded.diagnostics == ()
    assert loaded.project is not None
    assert loaded.project.sections[0].text == "# Ü\n\nx\n"
    assert str(loaded.project.where("article/article.yaml", "language")) == "article/article.yaml:6:11"
    assert str(loaded.project.where("article/article.yaml", "title", key=True)) == "article/article.yaml:1:1"


def test_sections_keep_their_order_and_get_their_roles(write_project: WriteProject) -> None:
    root = write_project(
        {
            "article/article.yaml": "title: T\nauthors: [{name: A}]\nsections:\n"
            "- b-opening.md\n- {file: a.md, title: Other words}\n- part/c.md\n- z.md\n- {file: y.md, role: section}\n",
            "sections/00-introduction.md": None,
            "sections/b-opening.md": "# Introduction and plan {#sec:x}\n",
            "sections/a.md": "# A\n\n## Introduction\n",
            "sections/part/c.md": "",
            "sections/z.md": "Conclusions\n===========\n",
            "sections/y.md": "# Conclusion\n",
        }
    )
    loaded = load(root)
    assert loaded.diagnostics == ()
    assert loaded.project is not None
    assert [(s.path, s.role, s.title) for s in loaded.project.sections] == [
        ("sections/b-opening.md", "introduction", None),
        ("sections/a.md", "section", "Other words"),
        ("sections/part/c.md", "section", None),
        ("sections/z.md", "conclusion", None),
        ("sections/y.md", "section", None),
    ]
    assert str(loaded.project.sections[1].span) == "article/article.yaml:5:10"


def test_unlisted_section_is_a_warning_that_does_not_stop_the_load(write_project: WriteProject) -> None:
    root = write_project({"sections/01-more.md": "# More\n", "sections/.draft.md": "", "sections/notes.txt": ""})
    loaded = load(root)
    assert [(d.code, d.severity, str(d.span)) for d in loaded.diagnostics] == [
        ("CFG015", Severity.WARNING, "sections/01-more.md:1:1")
    ]
    assert loaded.project is not None
    assert loaded.project.warnings == loaded.diagnostics


def test_root_is_found_from_below(write_project: WriteProject, tmp_path: Path) -> None:
    root = write_project({"sections/deep/er/x.txt": ""})
    assert find_root(root) == root
    assert find_root(root / "sections" / "deep" / "er") == root
    assert find_root(root / "sections" / "00-introduction.md") == root
    assert find_root(tmp_path) is None


def test_the_same_project_gives_the_same_diagnostics_in_the_same_order(write_project: WriteProject) -> None:
    root = write_project(
        {f"sections/{name}.md": "" for name in "zyxwabc"}
        | {"article/facts.yaml": "facts:\n" + "".join(f"- {{id: F{n}, sorce: x}}\n" for n in range(20))}
    )
    first = load(root).diagnostics
    assert len(first) > 40
    assert load(root).diagnostics == first
    assert list(first) == sorted(first, key=lambda d: (d.span, d.code, d.message))


def test_large_bibliography_stays_workable(write_project: WriteProject) -> None:
    entry = (
        "- id: author{0}\n  type: article-journal\n  title: A title of several words, number {0}\n"
        "  author:\n  - {{family: Family{0}, given: Given}}\n  - {{family: Other{0}, given: Given}}\n"
        "  container-title: A journal\n  volume: {0}\n  issued:\n    date-parts:\n    - - 2020\n      - 5\n"
    )
    root = write_project({"references/bibliography.yaml": "references:\n" + "".join(map(entry.format, range(1500)))})
    started = time.perf_counter()
    loaded = load(root)
    seconds = time.perf_counter() - started
    assert loaded.diagnostics == ()
    assert loaded.project is not None
    assert len(loaded.project.references) == 1500
    assert loaded.project.references[-1].span.line == 2 + 1499 * 12
    assert seconds < 3  # a third of a second on an idle machine
