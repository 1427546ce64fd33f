"""pandoc AST made fit for the page: nothing raw, nothing a stranger could abuse, everything the page's links need.

What this pass guarantees of the blocks it returns (the page's Content-Security-Policy is the second line of defence):
- raw HTML is gone unless the project allows it, raw blocks of other formats always;
- links lead to http, https, mailto or into the page; images are embedded `data:` images;
- of attributes only ids, classes, `lang`, `dir` and sizes are left: pandoc would write `{onclick=...}` as it stands;
- no `style` attribute comes out of pandoc's writer, because the policy forbids them: alignments of cells and widths of
  images become classes. Widths of columns are left to the browser: pandoc guesses them from the source's dashes;
- every id occurs once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from wellsourced.compose.document import Document
from wellsourced.compose.figures import DATA_CLASS, NAME
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.pandoc import Block, Inline
from wellsourced.publish.links_and_words import WRAPPERS, plain_text, safe_address, shorten, strip_links
from wellsourced.publish.ties import stays_whole, tie_words

#: pandoc's `Attr`: id, classes, key-value pairs.
Attr = list[Any]

#: Prefix of the page's own ids and classes; authors' ones of that prefix are dropped.
OWN = "ws-"
#: Level of a section's heading in the page; the title is the heading of level 1.
SECTION_LEVEL = 2
#: Raster images and SVG; a browser runs no script in an SVG that stands in `img`.
_EMBEDDED_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif|svg\+xml);base64,[A-Za-z0-9+/=]*")
_RESERVED_ID = re.compile(rf"(?:fn|fnref)\d+|{OWN}.*|ref-.*|cited-.*")
#: CSS pixels in a unit (CSS Values and Units, section 6.2); an em is the size of the text on a desk.
_PIXELS = {"px": 1, "": 1, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "pt": 4 / 3, "pc": 16, "em": 19}
_PLAIN_ATTRIBUTES = frozenset({"lang", "dir"})
_LEAVES = frozenset({"Str", "Space", "SoftBreak", "LineBreak"})
#: What scrolls by itself can be reached by keyboard; the script takes away the stops that nobody needs.
_STOP = ["tabindex", "0"]


@dataclass(frozen=True)
class CitedPlace:
    """A section that cites a work: its number (or title, where it has none) and the id of the first citation there."""

    label: str
    anchor: str


@dataclass(frozen=True)
class Prepared:
    """The document's blocks, ready for pandoc's HTML writer.

    `citations`: anchor of a reference -> the places that cite it, in reading order. `widths`: percentages for which the
    style sheet needs a rule `.ws-w35 { width: 35% }`.
    """

    abstract: list[Block]
    contents: tuple[list[Block], ...]
    body: list[Block]
    references: tuple[list[Block], ...]
    appendices: list[Block]
    citations: dict[str, tuple[CitedPlace, ...]]
    widths: tuple[int, ...]
    ids: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


def prepare_document(document: Document) -> Prepared:
    """The document's blocks for the page."""
    references = {reference.anchor for reference in document.references}
    work = _Preparation(document.article.allow_raw, references, document.figures)
    work.reserve(entry.anchor for entry in document.contents)
    work.section = "Abstract"
    abstract = work.blocks(document.abstract)
    work.section = "Beginning"
    body = work.blocks(document.body)
    appendices = work.blocks(document.appendices)
    work.section = None
    return Prepared(
        abstract=abstract,
        contents=tuple([{"t": "Plain", "c": work.inlines(strip_links(entry.title))}] for entry in document.contents),
        body=body,
        references=tuple(work.reference(reference.blocks) for reference in document.references),
        appendices=appendices,
        citations={anchor: tuple(places.values()) for anchor, places in work.places.items()},
        widths=tuple(sorted(work.widths)),
        ids=frozenset(work.ids | references),
        diagnostics=tuple(work.diagnostics),
    )


@dataclass
class _Preparation:
    """One pass in reading order; what it has seen so far decides ids and back-links."""

    allow_raw: bool
    references: set[str]
    drawings: Mapping[str, str] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    reserved: set[str] = field(default_factory=set)
    section: str | None = None
    places: dict[str, dict[str, CitedPlace]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    widths: set[int] = field(default_factory=set)
    tables: int = 0
    figure: str = "this figure"
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def reserve(self, anchors: Iterable[str]) -> None:
        """Keep these ids for headings, wherever in the document they come."""
        self.reserved.update(anchors)

    # --- blocks -------------------------------------------------------------------------------------------------------

    def blocks(self, blocks: Iterable[Block]) -> list[Block]:
        return [prepared for block in blocks for prepared in self.block(block)]

    def block(self, block: Block) -> list[Block]:
        kind: str = block["t"]
        content: Any = block.get("c")
        match kind:
            case "Para" | "Plain":
                return [{"t": kind, "c": self.inlines(content)}]
            case "Header":
                return self.header(content)
            case "BlockQuote":
                return [{"t": kind, "c": self.blocks(content)}]
            case "BulletList":
                return [{"t": kind, "c": [self.blocks(item) for item in content]}]
            case "OrderedList":
                return [{"t": kind, "c": [content[0], [self.blocks(item) for item in content[1]]]}]
            case "DefinitionList":
                items = [[self.inlines(term), [self.blocks(one) for one in meanings]] for term, meanings in content]
                return [{"t": kind, "c": items}]
            case "LineBlock":
                return [{"t": kind, "c": [self.inlines(line) for line in content]}]
            case "Div" if DATA_CLASS in content[0][1]:
                return self.figure_data(*content)
            case "Div":
                return [{"t": kind, "c": [self.attr(content[0]), self.blocks(content[1])]}]
            case "Figure":
                number = dict(content[0][2]).get("number")
                self.figure = f"Figure {number}" if number else "this figure"
                caption = [
                    self.short_caption(content[1][0]),
                    _numbered(self.figure, number, self.blocks(content[1][1])),
                ]
                return [{"t": kind, "c": [self.attr(content[0]), caption, self.blocks(content[2])]}]
            case "Table":
                return [self.table(content)]
            case "CodeBlock":
                identifier, classes, _ = self.attr(content[0])
                return [{"t": kind, "c": [[identifier, classes, [_STOP]], content[1]]}]
            case "RawBlock":
                return [block] if self.allow_raw and content[0] in {"html", "html5"} else []
            case _:
                return [block]

    def figure_data(self, attr: Attr, blocks: list[Block]) -> list[Block]:
        """The table behind a drawn figure, folded away."""
        identifier = self.attr(attr)[0]
        opening = f'<details class="{OWN}data"' + (f' id="{escape(identifier)}">' if identifier else ">")
        return [
            _html(f"{opening}<summary>Data behind {escape(self.figure)}</summary>"),
            *self.blocks(blocks),
            _html("</details>"),
        ]

    def header(self, content: list[Any]) -> list[Block]:
        """A heading one level down (the title is h1), with its number before it and a permalink beside it.

        The box around the two is raw HTML: pandoc would take a `Div` that begins with a heading for a section.
        """
        level, (identifier, classes, pairs), inlines = content
        number = dict(pairs).get("number")
        words = plain_text(inlines)
        if number or level == 1:
            self.section = number or words
        self.ids.add(identifier)
        shown = self.inlines(inlines)
        if number:
            text = f"Appendix {number}" if level == 1 and number.isalpha() else number
            shown = [_span([f"{OWN}number"], [_str(text)]), {"t": "Space"}, *shown]
        heading = {
            "t": "Header",
            "c": [min(level + SECTION_LEVEL - 1, 6), [identifier, self.classes(classes), []], shown],
        }
        label = f"Link to {'section ' + number if number else 'this section'}: {words}"
        permalink = _link([f"{OWN}permalink"], [["aria-label", label]], [_str("#")], f"#{identifier}")
        return [_html(f'<div class="{OWN}heading">'), heading, {"t": "Plain", "c": [permalink]}, _html("</div>")]

    def reference(self, blocks: list[Block]) -> list[Block]:
        """An entry of the reference list. Its paragraphs are bare: pandoc writes a style's columns as `div`."""
        bare = [{**block, "t": "Plain"} if block["t"] == "Para" else block for block in blocks]
        return self.blocks(bare)

    def table(self, content: list[Any]) -> Block:
        """A table inside a region that scrolls by itself and can be focused to be scrolled by keyboard."""
        attr, (short, long), columns, head, bodies, foot = content
        self.tables += 1
        caption = plain_text(long)
        alignments = [column[0]["t"] for column in columns]
        grid = _Grid(alignments)
        new_head = [self.attr(head[0]), self.rows(head[1], grid)]
        new_bodies = [
            [self.attr(one), rows_head, self.rows(top, grid), self.rows(rows, grid)]
            for one, rows_head, top, rows in bodies
        ]
        new_foot = [self.attr(foot[0]), self.rows(foot[1], grid)]
        plain = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in columns]
        number = dict(attr[2]).get("number")
        new_caption = [self.short_caption(short), _numbered(f"Table {number}", number, self.blocks(long))]
        table = {"t": "Table", "c": [self.attr(attr), new_caption, plain, new_head, new_bodies, new_foot]}
        label = caption or f"Table {self.tables}"
        pairs = [["role", "region"], ["aria-label", label], _STOP]
        return _div([f"{OWN}table"], pairs, [table])

    def rows(self, rows: list[Any], grid: _Grid) -> list[Any]:
        out = []
        for attr, cells in rows:
            grid.start_row()
            new_cells = []
            for cell_attr, alignment, row_span, column_span, blocks in cells:
                identifier, classes, pairs = self.attr(cell_attr)
                new_attr = [identifier, [*classes, *grid.place_cell(alignment["t"], row_span, column_span)], pairs]
                new_cells.append([new_attr, {"t": "AlignDefault"}, row_span, column_span, self.blocks(blocks)])
            out.append([self.attr(attr), new_cells])
        return out

    def short_caption(self, inlines: list[Inline] | None) -> list[Inline] | None:
        return None if inlines is None else self.inlines(inlines)

    # --- inlines ------------------------------------------------------------------------------------------------------

    def inlines(self, inlines: Iterable[Inline]) -> list[Inline]:
        out: list[Inline] = []
        for inline in tie_words(inlines):
            kind = inline["t"]
            if kind == "Str" and stays_whole(inline["c"]):
                out.append(_span([f"{OWN}whole"], [inline]))
            elif kind in _LEAVES:
                out.append(inline)
            elif kind in WRAPPERS:
                out.append({"t": kind, "c": self.inlines(inline["c"])})
            else:
                out.extend(self.inline(kind, inline))
        return out

    def inline(self, kind: str, inline: Inline) -> list[Inline]:
        content: Any = inline.get("c")
        match kind:
            case "Cite":
                return [_span(["citation"], self.inlines(content[1]))]
            case "Link":
                return self.link(content)
            case "Image":
                return [self.image(content)]
            case "Note":
                return [{"t": kind, "c": self.blocks(content)}]
            case "Span":
                return [{"t": kind, "c": [self.attr(content[0]), self.inlines(content[1])]}]
            case "Quoted":
                return [{"t": kind, "c": [content[0], self.inlines(content[1])]}]
            case "Math" if content[0]["t"] == "DisplayMath":
                return [_span([f"{OWN}equation"], [inline], [["role", "group"], ["aria-label", "Equation"], _STOP])]
            case "Code":
                return [{"t": kind, "c": [self.attr(content[0]), content[1]]}]
            case "RawInline":
                return [inline] if self.allow_raw and content[0] in {"html", "html5"} else []
            case _:
                return [inline]

    def link(self, content: list[Any]) -> list[Inline]:
        attr, inlines, (target, title) = content
        address = safe_address(target)
        if address is None:
            self.complain(
                "PUB005",
                f"the link to {shorten(target)} leads off the web; the page shows its words only",
                "a link may lead to http, https, mailto, a doi: or a heading of this article",
            )
            return [_span([], self.inlines(inlines))]
        identifier, classes, pairs = self.attr(attr)
        if address[1:] in self.references:
            identifier, title = self.cited(address[1:]), ""
        # Links stand inside a link where a note style cites an address: the outer one stays. Notes follow the link.
        notes: list[Inline] = []
        shown = strip_links(self.inlines(inlines), notes)
        return [{"t": "Link", "c": [[identifier, classes, pairs], shown, [address, title]]}, *notes]

    def cited(self, anchor: str) -> str:
        """Note that the present section cites `anchor`; the id for this citation."""
        if self.section is None:
            return ""
        self.counts[anchor] = self.counts.get(anchor, 0) + 1
        identifier = f"cited-{anchor.removeprefix('ref-')}-{self.counts[anchor]}"
        self.ids.add(identifier)
        self.places.setdefault(anchor, {}).setdefault(self.section, CitedPlace(self.section, identifier))
        return identifier

    def image(self, content: list[Any]) -> Inline:
        attr, inlines, (source, title) = content
        if (drawing := self.drawings.get(dict(attr[2]).get(NAME, ""))) and not attr[0]:
            return self.drawing(drawing, dict(attr[2]).get("alt", ""))
        if not _EMBEDDED_IMAGE.fullmatch(source):
            self.complain(
                "PUB003",
                f"the image {shorten(source)} is not embedded; the page shows its description instead",
                "only PNG, JPEG, GIF, WebP, AVIF and SVG files of the project can be embedded in the page",
            )
            return _span([f"{OWN}missing-image"], self.inlines(inlines))
        identifier, classes, pairs = self.attr(attr)
        sizes = dict(attr[2])
        width = sizes.get("width", "")
        if (percent := re.fullmatch(r"(\d{1,3})(?:\.\d+)?%", width)) and 0 < int(percent[1]) <= 100:
            classes = [*classes, self.width_class(int(percent[1]))]
        else:
            pixels = {name: _pixels(sizes.get(name, "")) for name in ("width", "height")}
            pairs = [*pairs, *([name, str(number)] for name, number in pixels.items() if number)]
        return {"t": "Image", "c": [[identifier, classes, pairs], self.inlines(inlines), [source, title]]}

    def drawing(self, svg: str, alt: str) -> Inline:
        """A figure drawn here, in the page itself, so that the style sheet colours it; narrow screens scroll it."""
        opening = f'<svg role="img" aria-label="{escape(alt)}"'
        label = escape(f"{self.figure}, drawing")
        region = f'<span class="{OWN}drawing" role="group" aria-label="{label}" tabindex="0">'
        return _raw(f"{region}{svg.replace('<svg', opening, 1)}</span>")

    # --- attributes ---------------------------------------------------------------------------------------------------

    def attr(self, attr: Attr) -> Attr:
        identifier, classes, pairs = attr
        if identifier:
            if identifier in self.ids or identifier in self.reserved or _RESERVED_ID.fullmatch(identifier):
                self.complain(
                    "PUB004",
                    f"the identifier {identifier!r} is taken; links to it lead elsewhere",
                    "give the element an identifier of its own; fn1, fnref1, ref-, cited- and ws- belong to the page",
                )
                identifier = ""
            else:
                self.ids.add(identifier)
        return [identifier, self.classes(classes), [pair for pair in pairs if pair[0] in _PLAIN_ATTRIBUTES]]

    def classes(self, classes: list[str]) -> list[str]:
        return [name for name in classes if not name.startswith(OWN)]

    def width_class(self, percent: int) -> str:
        self.widths.add(percent)
        return f"{OWN}w{percent}"

    def complain(self, code: str, message: str, advice: str) -> None:
        span = Span("article/article.yaml")
        self.diagnostics.append(Diagnostic(code, Severity.WARNING, message, span, help=advice))


class _Grid:
    """Which columns the cells of a table stand in, so that a column's alignment reaches each of its cells."""

    def __init__(self, alignments: list[str]) -> None:
        self.alignments = alignments
        self.hanging = [0] * len(alignments)  # rows that a cell from above still covers, by column
        self.column = 0

    def start_row(self) -> None:
        self.column = 0
        self.skip_covered()

    def skip_covered(self) -> None:
        while self.column < len(self.hanging) and self.hanging[self.column]:
            self.hanging[self.column] -= 1
            self.column += 1

    def place_cell(self, alignment: str, row_span: int, column_span: int) -> list[str]:
        """Classes for the next cell of the row."""
        if alignment == "AlignDefault":
            alignment = self.alignments[min(self.column, len(self.alignments) - 1)]
        for column in range(self.column, min(self.column + column_span, len(self.hanging))):
            self.hanging[column] = row_span - 1
        self.column += column_span
        self.skip_covered()
        return {"AlignRight": [f"{OWN}right"], "AlignCenter": [f"{OWN}centre"]}.get(alignment, [])


def _pixels(size: str) -> int | None:
    """`1.5cm` in CSS pixels, 96 to the inch; None for percentages and what is no size."""
    found = re.fullmatch(r"(\d{1,5}(?:\.\d{1,4})?)(px|in|cm|mm|pt|pc|em|)", size)
    return max(1, round(float(found[1]) * _PIXELS[found[2]])) if found else None


def _str(text: str) -> Inline:
    return {"t": "Str", "c": text}


def _span(classes: list[str], inlines: list[Inline], pairs: Iterable[list[str]] = ()) -> Inline:
    return {"t": "Span", "c": [["", classes, list(pairs)], inlines]}


def _link(classes: list[str], pairs: list[list[str]], inlines: list[Inline], target: str) -> Inline:
    return {"t": "Link", "c": [["", classes, pairs], inlines, [target, ""]]}


def _numbered(name: str, number: str | None, caption: list[Block]) -> list[Block]:
    """A caption that begins with its number, where it has one."""
    if not number:
        return caption
    label = _span([f"{OWN}label"], [_str(f"{name}.")])
    if caption and caption[0]["t"] in ("Para", "Plain"):
        return [{"t": caption[0]["t"], "c": [label, {"t": "Space"}, *caption[0]["c"]]}, *caption[1:]]
    return [{"t": "Plain", "c": [label]}, *caption]


def _raw(tag: str) -> Inline:
    return {"t": "RawInline", "c": ["html", tag]}


def _html(tag: str) -> Block:
    return {"t": "RawBlock", "c": ["html", tag]}


def _div(classes: list[str], pairs: list[list[str]], blocks: list[Block]) -> Block:
    return {"t": "Div", "c": [["", classes, pairs], blocks]}
