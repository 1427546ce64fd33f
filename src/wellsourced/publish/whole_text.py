"""Everything of an article in reading order, as AST blocks, for the formats that pandoc writes whole and that have no
template of ours: Word, Markdown, plain text.

What is no ordinary text stands in a `Div` or `Span` with the attribute `role` (`title`, `status`, ...), of which each
writer makes what its format has. No text of a section can carry that attribute (`neutral_blocks.KEPT`). Headings,
figures and tables have their numbers in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wellsourced.compose import ast
from wellsourced.compose.document import ContentsEntry, Document, EvidenceLink, Notice, RenderedReference
from wellsourced.compose.figures import DATA_CLASS
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.pandoc import Block, Inline, NestingError, PandocError, encode_document
from wellsourced.project.dates import date_in_words
from wellsourced.project.status import Status
from wellsourced.publish.links_and_words import safe_address, strip_links
from wellsourced.publish.neutral_blocks import NeutralParts, neutral_parts
from wellsourced.publish.rendered import Moment, Rendered
from wellsourced.publish.statements import write_about
from wellsourced.publish.status_signs import WORK_NOTICES
from wellsourced.publish.title_block import write_title_block

REFERENCES_ANCHOR = "references"
DATA_ANCHOR = "appendix-data"
#: Control characters as JSON writes them, and what is no character; an even number of backslashes before.
_CONTROLS = re.compile(r"(?<!\\)((?:\\\\)*)(?:\\u00(?:0[0-8bcef]|1[0-9a-f]|7f)|[\x7f-\x9f\ufffe\uffff])")
#: Levels of headings that the formats have.
_DEEPEST = 6


@dataclass(frozen=True)
class WholeText:
    """The article in three parts: what stands before the table of contents, its entries, and the text.

    `front` holds the abstract, too; `abstract` is it without its role.
    """

    front: list[Block]
    abstract: list[Block]
    contents: tuple[ContentsEntry, ...]
    text: list[Block]
    diagnostics: tuple[Diagnostic, ...]


def lay_out(document: Document, moment: Moment, *, data_appendix: bool) -> WholeText:
    """The article in reading order.

    `data_appendix`: whether the tables behind drawn figures make the last appendix; otherwise each follows its figure.
    """
    parts = neutral_parts(document)
    numbering = _Numbering(set_data_aside=data_appendix)
    body = numbering.change(parts.body)
    appendices = numbering.change(parts.appendices)
    if numbering.data:
        appendices += _write_data_appendix(numbering.data, parts.appendices)
    references_anchor = _free_anchor(REFERENCES_ANCHOR, parts)
    references = _write_references(document.references, parts.references, references_anchor)
    front = write_title_block(document, moment)
    if parts.abstract:
        front += [role("front-heading", ast.para(*ast.words("Abstract"))), role("abstract", *parts.abstract)]
    if document.article.keywords:
        keywords = ast.words(", ".join(document.article.keywords))
        front.append(role("keywords", ast.para(ast.strong(ast.words("Keywords:")), {"t": "Space"}, *keywords)))
    return WholeText(
        front=front,
        abstract=parts.abstract,
        contents=_list_contents(document, references_anchor if references else None, bool(numbering.data)),
        text=[*body, *references, *appendices, *write_about(document)],
        diagnostics=parts.diagnostics,
    )


def encode_printable(blocks: list[Block], meta: Mapping[str, Any] | None = None) -> str:
    """A pandoc document without control characters: XML forbids them (XML 1.0, section 2.2), terminals obey them."""
    return _CONTROLS.sub(r"\1", encode_document(blocks, meta))


def role(name: str, *blocks: Block) -> Block:
    """Blocks that are no ordinary text."""
    return {"t": "Div", "c": [["", [], [["role", name]]], list(blocks)]}


def role_of(element: dict[str, Any]) -> str | None:
    """The role of a `Div` or `Span`."""
    for key, value in element["c"][0][2]:
        if key == "role":
            return str(value)
    return None


def number_span(number: str) -> Inline:
    """A heading's number."""
    return {"t": "Span", "c": [["", [], [["role", "number"]]], [{"t": "Str", "c": number}]]}


def number_in_words(number: str, level: int) -> list[str]:
    """The number as it stands before a heading: "2.1"; of an appendix "Appendix A"."""
    return ["Appendix", number] if level == 1 and number.isalpha() else [number]


def describe_figure(figure: Block) -> list[Block]:
    """A `Figure` in words: its caption, and what a reader would see."""
    (identifier, *_), (_, caption), blocks = figure["c"]
    described: list[Block] = []
    for image in ast.walk(blocks, ("Image",)):
        if words := _alternative(image):
            described.append(ast.para({"t": "Emph", "c": ast.words("Description:")}, {"t": "Space"}, *ast.words(words)))
    if not described:
        described = blocks  # a table or text as a figure; images in it are gone through by themselves
    anchor: Inline = {"t": "Span", "c": [[identifier, [], []], []]}
    if caption and caption[0]["t"] in ("Para", "Plain"):
        return [ast.para(anchor, *caption[0]["c"]), *caption[1:], *described]
    return [ast.para(anchor), *caption, *described] if identifier else [*caption, *described]


def describe_image(image: Inline) -> Inline:
    """An `Image` in words."""
    words = _alternative(image)
    return {"t": "Span", "c": [[image["c"][0][0], [], []], ast.words(f"[Picture: {words}]" if words else "[Picture]")]}


def _alternative(image: Inline) -> str:
    attr, inlines, (_, title) = image["c"]
    return str(dict(attr[2]).get("alt") or ast.plain_text(inlines) or title)


def join_entries(blocks: list[Block]) -> list[Block]:
    """Blocks in which each entry of the reference list is one paragraph with its notices and status, line by line."""
    joined: list[Block] = []
    for block in blocks:
        name = role_of(block) if block["t"] == "Div" else None
        before = joined[-1] if joined and joined[-1]["t"] == "Div" and role_of(joined[-1]) == "entry" else None
        if name in ("status", "reference-notice") and before and before["c"][1][-1:] and _is_para(before["c"][1][-1]):
            *first, last = before["c"][1]
            line = {"t": "Para", "c": [*last["c"], {"t": "LineBreak"}, *block["c"][1][0]["c"]]}
            joined[-1] = {"t": "Div", "c": [before["c"][0], [*first, line]]}
        else:
            joined.append(block)
    return joined


def _is_para(block: Block) -> bool:
    return block["t"] in ("Para", "Plain")


@dataclass
class _Numbering:
    """Puts numbers into words. `data`: the tables behind drawn figures, set aside: heading, identifier, blocks."""

    set_data_aside: bool
    figure: str = "Figure"

    def __post_init__(self) -> None:
        self.data: list[tuple[str, str, list[Block]]] = []

    def change(self, blocks: list[Block]) -> list[Block]:
        flat = _keep_headings_on_top(blocks)
        changed: list[Block] = ast.rewrite(flat, ("Header", "Figure", "Table", "Div"), self._change)
        return changed

    def _change(self, element: dict[str, Any]) -> list[dict[str, Any]] | None:
        tag, content = element["t"], element["c"]
        match tag:
            case "Header":
                return [_number_heading(*content)]
            case "Table":
                attr, (short, caption), *rest = content
                return [{"t": tag, "c": [attr, [short, _label(caption, "Table", attr)], *rest]}]
            case "Figure":
                attr, (short, caption), blocks = content
                number = dict(attr[2]).get("number")
                self.figure = f"Figure {number}" if number else "Figure"
                return [{"t": tag, "c": [attr, [short, _label(caption, "Figure", attr)], blocks]}]
            case "Div" if DATA_CLASS in content[0][1]:
                return self._figure_data(*content)
            case _:
                return None

    def _figure_data(self, attr: list[Any], blocks: list[Block]) -> list[Block]:
        title = dict(attr[2]).get("title", "")
        if self.set_data_aside:
            self.data.append((f"{self.figure}. {title}", attr[0], blocks))
            return []
        words = f"Data behind {self.figure[0].lower()}{self.figure[1:]}:" if self.figure == "Figure" else None
        heading = ast.para(*ast.words(words or f"Data behind {self.figure}:"))
        return [{"t": "Div", "c": [[attr[0], [], [["role", "figure-data"]]], [heading, *blocks]]}]


def _keep_headings_on_top(blocks: list[Block]) -> list[Block]:
    """Blocks in which a heading inside a list, a quotation or a table is a paragraph: it is no place in the outline."""

    def lower(heading: dict[str, Any]) -> list[dict[str, Any]]:
        _, attr, words = heading["c"]
        return [ast.para({"t": "Span", "c": [[attr[0], [], []], [ast.strong(words)]]})]

    kept: list[Block] = []
    for block in blocks:
        if block["t"] == "Div":
            kept.append({"t": "Div", "c": [block["c"][0], _keep_headings_on_top(block["c"][1])]})
        else:
            kept += [block] if block["t"] == "Header" else ast.rewrite([block], ("Header",), lower)
    return kept


def _number_heading(level: int, attr: list[Any], inlines: list[Inline]) -> Block:
    """A heading without notes and links: it is said again in the contents and in running heads."""
    notes: list[Inline] = []
    words = strip_links(inlines, notes)
    level = min(level, _DEEPEST)
    if not ast.plain_text(words):
        return {"t": "Para", "c": [{"t": "Span", "c": [[attr[0], [], []], []]}, *inlines]}
    number = dict(attr[2]).get("number")
    if number:
        words = [number_span("\u00a0".join(number_in_words(number, level))), {"t": "Space"}, *words]
    return {"t": "Header", "c": [level, [attr[0], attr[1], []], [*words, *notes]]}


def _label(caption: list[Block], name: str, attr: list[Any]) -> list[Block]:
    """A caption with "Figure 3." before it."""
    number = dict(attr[2]).get("number")
    if not number:
        return caption
    label = [ast.strong([{"t": "Str", "c": f"{name}\u00a0{number}."}]), {"t": "Space"}]
    if caption and caption[0]["t"] in ("Para", "Plain"):
        return [{"t": caption[0]["t"], "c": [*label, *caption[0]["c"]]}, *caption[1:]]
    return [{"t": "Plain", "c": label[:1]}, *caption]


def _write_data_appendix(data: Sequence[tuple[str, str, list[Block]]], appendices: list[Block]) -> list[Block]:
    letter = chr(ord("A") + sum(block["t"] == "Header" and block["c"][0] == 1 for block in appendices))
    blocks = [_number_heading(1, [DATA_ANCHOR, [], [["number", letter]]], ast.words("Data behind the figures"))]
    for title, identifier, tables in data:
        blocks += [ast.header(2, identifier, ast.words(title), classes=("unnumbered",)), *tables]
    return blocks


def _free_anchor(wanted: str, parts: NeutralParts) -> str:
    taken = {block["c"][1][0] for block in (*parts.body, *parts.appendices) if block["t"] == "Header"}
    return f"ws-{wanted}" if wanted in taken else wanted


def _write_references(
    references: Sequence[RenderedReference], entries: Sequence[list[Block]], anchor: str
) -> list[Block]:
    """The reference list: each entry, beneath it what is known of its verification."""
    if not references:
        return []
    blocks = [ast.header(1, anchor, ast.words("References"), classes=("unnumbered",))]
    for reference, entry in zip(references, entries, strict=True):
        blocks.append({"t": "Div", "c": [[reference.anchor, [], [["role", "entry"]]], entry]})
        blocks += [role("reference-notice", ast.para(*_notice(notice))) for notice in reference.notices]
        blocks.append(role("status", ast.para(*_status(reference))))
    return blocks


def _status(reference: RenderedReference) -> list[Inline]:
    """The status in words and the pages that prove it: one of each host."""
    words = ast.words(reference.status_text)
    inlines = words if reference.status is Status.VERIFIED else [ast.strong(words)]
    pages = list(_pages(reference.evidence))
    if pages:
        inlines = [*inlines, *ast.words("; seen at")]
        for index, (host, address) in enumerate(pages):
            comma: list[Inline] = [{"t": "Str", "c": ","}] if index else []
            inlines += [*comma, {"t": "Space"}, ast.link(ast.words(host), address)]
    return [*inlines, {"t": "Str", "c": "."}]


def _pages(links: Iterable[EvidenceLink]) -> Iterable[tuple[str, str]]:
    pages: dict[str, str] = {}
    for link in links:
        if address := safe_address(link.url):
            pages.setdefault(link.host, address)
    return pages.items()


def _notice(notice: Notice) -> list[Inline]:
    """What an authority announced about the work."""
    inlines = [ast.strong(ast.words(WORK_NOTICES[notice.kind]))]
    inlines += [{"t": "Str", "c": ","}, {"t": "Space"}, *ast.words(f"seen on {date_in_words(notice.seen)}")]
    if address := safe_address(notice.url):
        inlines += [{"t": "Space"}, *ast.words("at"), {"t": "Space"}, ast.link(ast.words(address), address)]
    return [*inlines, {"t": "Str", "c": "."}]


def _list_contents(document: Document, references: str | None, data: bool) -> tuple[ContentsEntry, ...]:
    """The contents with the reference list and the appendix of data in their places."""
    appendices = {block["c"][1][0] for block in document.appendices if block["t"] == "Header"}
    entries = list(document.contents)
    if references and all(entry.anchor != references for entry in entries):
        at = next((index for index, entry in enumerate(entries) if entry.anchor in appendices), len(entries))
        entries.insert(at, ContentsEntry(1, None, ast.words("References"), "References", references))
    if data:
        letter = chr(ord("A") + sum(b["t"] == "Header" and b["c"][0] == 1 for b in document.appendices))
        title = "Data behind the figures"
        entries.append(ContentsEntry(1, letter, ast.words(title), title, DATA_ANCHOR))
    return tuple(entries)


def refuse(kind: str, error: PandocError | RecursionError) -> Rendered:
    """No output of this kind, and why (PUB024)."""
    words = str(NestingError() if isinstance(error, RecursionError) else error)
    span = Span("article/article.yaml")
    return Rendered(b"", (Diagnostic("PUB024", Severity.ERROR, f"no {kind} could be made: {words}", span),))
