"""Citations rendered apart from the text are those that pandoc renders within it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from wellsourced.cache import Cache
from wellsourced.compose import ast
from wellsourced.compose.citations import rename_keys, render_citations
from wellsourced.manuscript.parse import parse
from wellsourced.pandoc import Block, convert, encode_document, read_markdown
from wellsourced.project.load import load
from wellsourced.project.project import Project
from wellsourced.project.styles import StyleError, is_note_style, read_style

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def project() -> Project:
    loaded = load(REPOSITORY)
    assert loaded.project, loaded.diagnostics
    return loaded.project


@pytest.fixture(scope="module")
def blocks(project: Project) -> list[Block]:
    """The body of the repository's own article, before citations are rendered."""
    text = "\n\n".join(section.parsed.text for section in parse(project).sections)
    return rename_keys(read_markdown(text)[0], project.reference_aliases)


@pytest.mark.parametrize("style", ["chicago-author-date", "apa", "ieee", "oscola", "nature"])
def test_same_as_rendering_the_whole_document(project: Project, blocks: list[Block], style: str) -> None:
    csl = read_style(REPOSITORY, style)
    items = {reference.id: reference.item for reference in project.references}
    ours = render_citations(
        blocks, items, style=csl, note_style=is_note_style(csl), language="en-GB", cache=Cache(None)
    )
    whole = _render_whole(blocks, items, csl)
    text = [block for block in whole if not _is_reference_list(block)]
    assert _clusters(ours.blocks) == _clusters(text)
    assert len(_clusters(text)) > 250
    assert _plain(ours.blocks) == _plain(text)
    references = next(block for block in whole if _is_reference_list(block))
    assert [_words(entry) for entry in ours.entries.values()] == [_words(entry["c"][1]) for entry in references["c"][1]]
    assert list(ours.entries) == [entry["c"][0][0].removeprefix("ref-") for entry in references["c"][1]]


def test_note_follows_punctuation_and_closes_up(project: Project) -> None:
    key = project.references[0].id
    csl = read_style(REPOSITORY, "oscola")
    blocks, _ = read_markdown(f"A claim [@{key}], and *another* [@{key}].")
    rendered = render_citations(
        blocks,
        {key: project.references[0].item},
        style=csl,
        note_style=True,
        language="en-GB",
        cache=Cache(None),
    )
    shape = [inline.get("c") if inline["t"] == "Str" else inline["t"] for inline in rendered.blocks[0]["c"]]
    assert shape == ["A", "Space", "claim,", "Cite", "Space", "and", "Space", "Emph", ".", "Cite"] or shape == [
        "A", "Space", "claim", ",", "Cite", "Space", "and", "Space", "Emph", ".", "Cite",
    ]  # fmt: skip


def test_editing_prose_does_not_render_citations_again(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = project.references[0].id
    items = {key: project.references[0].item}
    csl = read_style(REPOSITORY, "apa")
    settings: dict[str, Any] = {"style": csl, "note_style": False, "language": "en-GB", "cache": Cache(tmp_path)}
    before, _ = read_markdown(f"Words [@{key}].")
    after, _ = read_markdown(f"Quite other words, in *two* parts [@{key}].\n\nAnd a paragraph.")
    first = render_citations(before, items, **settings)
    # Without pandoc on hand, only what the cache holds can be had.
    monkeypatch.setattr("wellsourced.pandoc.pandoc_path", lambda: "/nonexistent")
    second = render_citations(after, items, **settings)
    assert _clusters(first.blocks) == _clusters(second.blocks)
    assert first.entries == second.entries


def test_unknown_style_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(StyleError, match="chicago-author-date"):
        read_style(tmp_path, "chicago-autor-date")
    with pytest.raises(StyleError, match="not the name"):
        read_style(tmp_path, "../../etc/passwd")


def _render_whole(blocks: list[Block], items: dict[str, Any], csl: str) -> list[Block]:
    converted = convert(
        encode_document(blocks),
        reader="json",
        writer="json",
        arguments=(
            "--citeproc",
            "--bibliography=items.json",
            "--csl=style.csl",
            "--metadata=link-citations:true",
            "--metadata=lang:en-GB",
        ),
        files={"items.json": msgspec.json.encode(list(items.values())).decode(), "style.csl": csl},
    )
    whole: list[Block] = msgspec.json.decode(converted.output)["blocks"]
    return whole


def _is_reference_list(block: Block) -> bool:
    return bool(block["t"] == "Div" and block["c"][0][0] == "refs")


def _clusters(blocks: Any) -> list[str]:
    return [_words(element["c"][1]) for element in ast.walk(blocks) if element["t"] == "Cite"]


def _words(node: Any) -> str:
    """The words with notes, as readers see them."""
    return " ".join(str(element["c"]) for element in ast.walk(node) if element["t"] == "Str")


def _plain(blocks: list[Block]) -> str:
    return convert(encode_document(blocks), reader="json", writer="plain", arguments=("--wrap=none",)).output


@pytest.mark.parametrize(
    "csl, words",
    [
        ("", "not well-formed XML"),
        ("<style><info>", "not well-formed XML"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><style>&a;</style>', "declares a document type"),
        ('<style><link rel="independent-parent" href="file:///etc/passwd"/></style>', "no citation style 'passwd'"),
        ('<style><link rel="independent&#45;parent" href=""/></style>', "'' is not the name of a citation style"),
    ],
)
def test_broken_style_of_the_project_is_named(tmp_path: Path, csl: str, words: str) -> None:
    (tmp_path / "references/styles").mkdir(parents=True)
    (tmp_path / "references/styles/own.csl").write_text(csl, encoding="utf-8")
    with pytest.raises(StyleError, match=r"references/styles/own\.csl") as refused:
        read_style(tmp_path, "own")
    assert words in str(refused.value)
