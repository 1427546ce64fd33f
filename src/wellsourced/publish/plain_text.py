"""The article as plain text: lines of at most 74 characters, headings underlined, addresses spelled out."""

from __future__ import annotations

import re
import textwrap
from typing import Any

from wellsourced.compose import ast
from wellsourced.compose.document import ContentsEntry, Document
from wellsourced.diagnostics import Diagnostic, Severity, Span, sort_diagnostics
from wellsourced.pandoc import Block, Inline, PandocError, convert
from wellsourced.publish.links_and_words import plain_text, strip_links
from wellsourced.publish.rendered import Moment, Rendered
from wellsourced.publish.typst.tables import balance_columns
from wellsourced.publish.whole_text import describe_figure, describe_image, encode_printable, lay_out, refuse, role_of

#: Characters a line: what letters and mail have room for (RFC 5322, section 2.1.1, has 78), with a margin.
WIDTH = 74
_ARGUMENTS = ("--wrap=auto", f"--columns={WIDTH}", "--reference-location=document")
_BLOCK_TAGS = frozenset({"Div", "Header", "Table"})
_INLINE_TAGS = frozenset({"Image", "Link", "Span", "SmallCaps"})
#: What headings of these levels are underlined with.
_LINES = {1: "=", 2: "-"}
#: pandoc says so of every equation that no letters of Unicode can write; its TeX stands there.
_EXPECTED = "Could not convert TeX math"
_ARTICLE = Span("article/article.yaml")


def write_plain_text(document: Document, moment: Moment) -> Rendered:
    """The article as UTF-8 text.

    PUB024: it could not be made; then `content` is empty. Warnings: PUB003-PUB005 of the shared pass, PUB023 what
    pandoc complained of.
    """
    try:
        return _write(document, moment)
    except (PandocError, RecursionError) as error:
        return refuse("plain text", error)


def _write(document: Document, moment: Moment) -> Rendered:
    text = lay_out(document, moment, data_appendix=False)
    blocks = _prepare([*text.front, *_contents(text.contents), *text.text])
    if any(True for _ in ast.walk(blocks, ("Note",))):
        blocks += _heading(1, "Notes")  # pandoc writes them last of all
    converted = convert(encode_printable(blocks), reader="json", writer="plain", arguments=_ARGUMENTS)
    complaints = [
        Diagnostic("PUB023", Severity.WARNING, f"pandoc, writing plain text: {warning.message}", _ARTICLE)
        for warning in converted.warnings
        if _EXPECTED not in warning.message
    ]
    # Lines are broken now: spaces that hold words together have done what they are for, and would hide from a search.
    content = re.sub("[\u00a0\u2000-\u2006]", " ", converted.output).encode()
    return Rendered(content, sort_diagnostics([*text.diagnostics, *complaints]))


def _contents(entries: tuple[ContentsEntry, ...]) -> list[Block]:
    """The table of contents, a line an entry, numbers in a column."""
    if not entries:
        return []
    lines: list[list[Inline]] = []
    for entry in entries:
        indent = "\u00a0" * (3 * min(entry.level - 1, 3))
        number = f"{entry.number}\u00a0\u00a0" if entry.number else ""
        first, *rest = textwrap.wrap(entry.text, WIDTH - len(indent) - len(number)) or [""]
        lines.append([{"t": "Str", "c": f"{indent}{number}{first}"}])
        lines += [[{"t": "Str", "c": "\u00a0" * len(indent + number) + line}] for line in rest]
    return [*_heading(1, "Contents"), {"t": "LineBlock", "c": lines}]


def _heading(level: int, words: str, inlines: list[Inline] | None = None) -> list[Block]:
    """A heading with a line beneath it. `inlines`: the same words with their formulas, where one line holds them."""
    wrapped = textwrap.wrap(words, WIDTH) or [words]
    lines: list[list[Inline]] = [[{"t": "Str", "c": line}] for line in wrapped]
    if inlines and len(wrapped) == 1:
        lines = [inlines]
    if mark := _LINES.get(level):
        lines.append([{"t": "Str", "c": mark * max(map(len, wrapped))}])
    return [{"t": "LineBlock", "c": lines}]


def _prepare(blocks: list[Block]) -> list[Block]:
    described = ast.rewrite(blocks, ("Figure",), describe_figure)
    spelled = ast.rewrite(described, _INLINE_TAGS, _spell_out)
    prepared: list[Block] = ast.rewrite(spelled, _BLOCK_TAGS, _lay_out)
    return prepared


def _spell_out(inline: dict[str, Any]) -> list[Inline] | None:
    tag: str = inline["t"]
    content: Any = inline["c"]
    match tag:
        case "Image":
            return [describe_image(inline)]
        case "Span" | "SmallCaps":
            return list(content[1] if tag == "Span" else content)
        case _:
            _, words, (address, _) = content
            shown = address.removeprefix("mailto:")
            if address.startswith("#") or _same(plain_text(words), shown):
                return list(words)
            return [*words, {"t": "Space"}, {"t": "Str", "c": f"<{shown}>"}]


def _same(words: str, address: str) -> bool:
    """Whether the words of a link say where it leads."""
    bare = [each.removeprefix("https://").removeprefix("http://").rstrip("/") for each in (words, address)]
    return bare[0] == bare[1] or f"doi.org/{words.removeprefix('doi:')}" == bare[1]


def _lay_out(block: dict[str, Any]) -> list[Block] | None:
    tag: str = block["t"]
    content: Any = block["c"]
    match tag:
        case "Header":
            level, _, words = content
            notes = [inline for inline in words if inline["t"] == "Note"]
            return [*_heading(level, plain_text(words), strip_links(words)), *([ast.para(*notes)] if notes else [])]
        case "Table":
            _, (_, caption), *rest = content
            table = {"t": "Table", "c": [["", [], []], [None, []], *rest]}
            return [*caption, balance_columns(table, line=WIDTH - 4)]
    match role_of(block):
        case "title":
            return _heading(1, plain_text(content[1]))
        case "front-heading" | "help-heading":
            return _heading(1, plain_text(content[1]))
        case "status" | "reference-notice" | "help":
            return [{"t": "BlockQuote", "c": content[1]}]
        case "draft" | "notice":
            return [{"t": "HorizontalRule"}, *content[1], {"t": "HorizontalRule"}]
        case _:
            return list(content[1])
