"""Citations rendered once for all formats.

pandoc's citeproc runs on a document that holds only the clusters, in order. Its result depends on nothing but
clusters, cited items, style and language, and is kept under that key: editing prose never renders citations again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from wellsourced import pandoc
from wellsourced.cache import Cache, digest
from wellsourced.compose import ast
from wellsourced.pandoc import Block, Inline, PandocWarning

_BIBLIOGRAPHY = "items.json"
_STYLE = "style.csl"
#: Punctuation that a note's number follows (pandoc user's guide, `notes-after-punctuation`).
_CLOSING_MARKS = ".,;:!?…"


class RenderedCitations(msgspec.Struct, frozen=True):
    """Blocks with every cluster in its final words, and the entries of the reference list in the style's order."""

    blocks: list[Block]
    entries: dict[str, list[Block]]
    warnings: tuple[PandocWarning, ...]


def render_citations(
    blocks: list[Block],
    items: Mapping[str, dict[str, Any]],
    *,
    style: str,
    note_style: bool,
    language: str,
    cache: Cache,
) -> RenderedCitations:
    """Render all clusters in `blocks`, in reading order.

    `items`: CSL-JSON items by id; clusters name these ids. A key without an item is printed as pandoc does, in bold
    with a question mark. Raises PandocError.
    """
    clusters = _collect_clusters(blocks)
    cited = sorted({key for cluster, _ in clusters for key in _keys(cluster)} & items.keys())
    if not clusters:
        return RenderedCitations(blocks, {}, ())
    document = pandoc.encode_document([_as_paragraph(cluster, in_note) for cluster, in_note in clusters])
    bibliography = msgspec.json.encode([items[key] for key in cited]).decode()

    def compute() -> bytes:
        converted = pandoc.convert(
            document,
            reader="json",
            writer="json",
            arguments=(
                "--citeproc",
                f"--bibliography={_BIBLIOGRAPHY}",
                f"--csl={_STYLE}",
                "--metadata=link-citations:true",
                f"--metadata=lang:{language}",
            ),
            files={_BIBLIOGRAPHY: bibliography, _STYLE: style},
            # Telling works apart takes citeproc time that grows with their square: 1,500 took 75 seconds.
            timeout=120 + len(cited) ** 2 / 2_000,
        )
        return msgspec.json.encode([msgspec.json.decode(converted.output)["blocks"], converted.warnings])

    key = digest("citations", pandoc.pandoc_version(), document, bibliography, style, language)
    rendered, warnings = msgspec.json.decode(cache.get_or_compute(key, compute))
    words = [_words_of(block) for block in rendered[: len(clusters)]]
    return RenderedCitations(
        _place(blocks, words, move_marks=note_style),
        _entries(rendered[len(clusters) :]),
        msgspec.convert(warnings, tuple[PandocWarning, ...]),
    )


def rename_keys(blocks: list[Block], aliases: Mapping[str, str]) -> list[Block]:
    """Blocks in which clusters name present ids instead of former ones."""

    def change(element: dict[str, Any]) -> list[dict[str, Any]] | None:
        if not any(key in aliases for key in _keys(element)):
            return None
        citations, inlines = element["c"]
        renamed = [{**c, "citationId": aliases.get(c["citationId"], c["citationId"])} for c in citations]
        return [{"t": "Cite", "c": [renamed, inlines]}]

    return ast.rewrite(blocks, ("Cite",), change) if aliases else blocks


def cited_keys(blocks: list[Block]) -> tuple[str, ...]:
    """Every key cited in `blocks`, in order of first mention."""
    return tuple(dict.fromkeys(key for cluster in ast.walk(blocks, ("Cite",)) for key in _keys(cluster)))


def _keys(cluster: Inline) -> list[str]:
    return [citation["citationId"] for citation in cluster["c"][0]]


def _collect_clusters(blocks: list[Block]) -> list[tuple[Inline, bool]]:
    """Clusters in reading order with the number of the note each stands in or will make, and whether it is in a note.

    Note styles refer back to earlier notes by number, so ordinary footnotes count too.
    """
    clusters: list[tuple[Inline, bool]] = []
    notes = 0

    def visit(node: Any, in_note: bool) -> None:
        nonlocal notes
        if isinstance(node, list):
            for child in node:
                visit(child, in_note)
        elif isinstance(node, dict):
            tag = node.get("t")
            if tag == "Cite":
                notes += 0 if in_note else 1
                numbered = [{**citation, "citationNoteNum": notes} for citation in node["c"][0]]
                clusters.append(({"t": "Cite", "c": [numbered, node["c"][1]]}, in_note))
            elif tag == "Note":
                notes += 1
                visit(node["c"], True)
            else:
                visit(node.get("c"), in_note)

    visit(blocks, False)
    return clusters


def _as_paragraph(cluster: Inline, in_note: bool) -> Block:
    return ast.para({"t": "Note", "c": [ast.para(cluster)]} if in_note else cluster)


def _words_of(paragraph: Block) -> list[Inline]:
    """What citeproc made of the one cluster in a paragraph."""
    cluster = next(ast.walk(paragraph, ("Cite",)))
    words: list[Inline] = cluster["c"][1]
    return words


def _place(blocks: list[Block], words: Sequence[list[Inline]], *, move_marks: bool) -> list[Block]:
    """Blocks with the clusters' words put in, in reading order, and notes and superscript numbers closed up.

    What holds no cluster is shared with `blocks`, not copied.
    """
    remaining = iter(words)

    def visit(node: Any) -> Any:
        if isinstance(node, list):
            run = [visit(child) for child in node]
            if any(_is(child, "Cite") for child in run):
                return _close_up(run, move_marks)
            return node if all(new is old for new, old in zip(run, node, strict=True)) else run
        if isinstance(node, dict):
            tag, content = node.get("t"), node.get("c")
            if tag == "Cite":
                return {"t": "Cite", "c": [node["c"][0], next(remaining)]}
            if not isinstance(content, list):
                return node
            new = visit(content)
            return node if new is content else {**node, "c": new}
        return node

    placed: list[Block] = visit(blocks)
    return placed


def _entries(rest: list[Block]) -> dict[str, list[Block]]:
    """Reference id -> blocks of its entry, in the style's order."""
    entries: dict[str, list[Block]] = {}
    for element in ast.walk(rest, ("Div",)):
        if element["c"][0][0].startswith("ref-"):
            entries[element["c"][0][0].removeprefix("ref-")] = element["c"][1]
    return entries


def _close_up(run: list[Any], move_marks: bool) -> list[Any]:
    """Notes and superscript numbers close up to the word before them.

    With `move_marks` they also go behind its punctuation: `word [@a].` becomes `word.¹`.
    """
    result: list[Any] = []
    for index, inline in enumerate(run):
        if not (_is(inline, "Cite") and inline["c"][1] and _is(inline["c"][1][-1], "Note", "Superscript")):
            result.append(inline)
            continue
        citations, words = inline["c"]
        alone = len(words) == 1
        if alone and result and _is(result[-1], "Space", "SoftBreak"):
            result.pop()
        following = run[index + 1] if index + 1 < len(run) else None
        marks = _leading_marks(following) if move_marks else ""
        if marks and following is not None:
            run[index + 1] = {"t": "Str", "c": following["c"][len(marks) :]}
            if alone:
                result.append({"t": "Str", "c": marks})
            else:
                inline = {"t": "Cite", "c": [citations, [*words[:-1], {"t": "Str", "c": marks}, words[-1]]]}
        result.append(inline)
    return [inline for inline in result if not (_is(inline, "Str") and inline["c"] == "")]


def _is(node: Any, *tags: str) -> bool:
    return isinstance(node, dict) and node.get("t") in tags


def _leading_marks(inline: Any) -> str:
    if not _is(inline, "Str"):
        return ""
    text: str = inline["c"]
    return text[: len(text) - len(text.lstrip(_CLOSING_MARKS))]
