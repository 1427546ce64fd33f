"""The document's AST made safe and complete for pandoc's Typst writer.

pandoc writes paragraphs, lists, quotations and tables. What it would get wrong or leave out, and everything through
which a stranger's text could become Typst code, is written here as raw Typst: text, code, links, anchors, headings with
the numbers that compose gave them, figures and images with alt text, equations with alt text, parts in other languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from wellsourced.compose.figures import DATA_CLASS
from wellsourced.pandoc import Block, Inline
from wellsourced.publish.typst.inlines import (
    DEEPEST,
    LENGTH,
    SPANNED,
    InlineRewriter,
    NestedTooDeepError,
    language_switch,
)
from wellsourced.publish.typst.tables import Place, PlacedTable, place_table, plain_text
from wellsourced.publish.typst.text import (
    drop_unprintable,
    escape_markup,
    label_call,
    quote_string,
    raw_block,
    raw_inline,
)

#: Lines up to which a table stays on one page, and a table row unbroken. A page holds about sixty.
LOW_TABLE, LOW_ROW = 18, 20
#: Lines up to which a paragraph goes to the next page with what it announces.
LOW_LEAD = 3
#: The call with which a section of a report begins a page.
BEGIN_PAGE = "#begin-page"
#: Name of the destination on a page that holds a turned table, before its number.
TURNED_PAGE = "turned-page-"

_FLUSH = "#place.flush()"
#: What a paragraph that ends with a colon announces.
_ANNOUNCED = {"Table", "BulletList", "OrderedList", "DefinitionList", "BlockQuote", "LineBlock", "CodeBlock"}
_IDENTIFIED = {"Div", "Span", "Link", "Image", "Code", "CodeBlock", "Table", "Figure"}
#: Tags without an identifier and without elements inside.
_WORDS = {"Str", "Space", "SoftBreak", "LineBreak"}


@dataclass
class BlockRewriter(InlineRewriter):
    """Rewrites blocks in reading order, and gathers complaints and images on the way.

    `figure_data`: the tables behind drawn figures, taken out for an appendix: heading, identifier, blocks as they came.
    `turned`: how many pages hold a turned table; each has a destination, TURNED_PAGE and its number.
    """

    figure_data: list[tuple[str, str, list[Block]]] = field(default_factory=list)
    turned: int = 0
    _figure_name: str = "Figure"
    _level: int = 0
    _last_placed: tuple[Block, PlacedTable] | None = None

    def blocks(self, blocks: list[Block]) -> list[Block]:
        """The blocks, rewritten. Raises NestedTooDeepError."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise NestedTooDeepError
        running = self._depth == 1 and not self._nested
        rewritten = self._pages(blocks) if running else [new for block in blocks for new in self._block(block)]
        self._depth -= 1
        return rewritten

    def framed(self, blocks: list[Block]) -> list[Block]:
        """The same for blocks inside a frame, where no page can begin and no heading is one of the article's own."""
        framed: list[Block] = self.nest(self.blocks, blocks)
        return framed

    # --- blocks ------------------------------------------------------------------------------------------------------

    def _pages(self, blocks: list[Block]) -> list[Block]:
        """A part of the article. Tables on pages of their own stand where the text breaks anyway.

        That is before the next section, or before the next table with a number, so that numbers stay in order; a table
        that follows its heading at once takes the heading along.
        """
        done: list[Block] = []
        waiting: list[Block] = []  # pages that wait for their place
        heading: list[Block] = []  # a heading that nothing has followed yet
        for before, block, behind in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
            if block["t"] == "Header":
                done += heading
                if block["c"][0] == 1:
                    done, waiting = done + waiting, []
                heading = self._block(block)
                continue
            turned = self._own_page(block)
            if turned is None:
                if _has_number(block):
                    done, waiting = done + waiting, []
                written = self._lead_in(block, before) if self._leads(block, behind) else self._block(block)
                done += [*heading, *written]
            else:
                opening = raw_block(f"#sheet(data, turned: {str(turned).lower()})[")
                sheet = [opening, *heading, *self._block(block), raw_block("]")]
                done, waiting = (done + waiting + sheet, []) if heading else (done, waiting + sheet)
            heading = []
        return [*done, *heading, *waiting]

    def _leads(self, block: Block, behind: Block | None) -> bool:
        """Whether a paragraph announces, with a colon and in a few lines, what stands right behind it."""
        if block["t"] != "Para" or behind is None or behind["t"] not in _ANNOUNCED:
            return False
        if behind["t"] == "Table" and (self._placed(behind).floats or self._own_page(behind) is not None):
            return False
        words = plain_text(block)
        return words.endswith(":") and len(words) <= LOW_LEAD * self.layout.line

    def _lead_in(self, block: Block, before: Block | None) -> list[Block]:
        indented = str(before is not None and before["t"] == "Para").lower()
        opening, closing = raw_inline(f"#lead-in(indented: {indented})["), raw_inline("]")
        return [{"t": "Para", "c": [opening, *self.inlines(block["c"]), closing]}]

    def _block(self, block: Block) -> list[Block]:
        kind = block["t"]
        content: Any = block.get("c")
        match kind:
            case "Para" | "Plain":
                return [{"t": kind, "c": self.inlines(content)}]
            case "Header":
                return self._header(*content)
            case "BlockQuote":
                return [{"t": kind, "c": self.nest(self.blocks, content)}]
            case "BulletList":
                return [{"t": kind, "c": self.nest(self._items, content)}]
            case "OrderedList":
                return [{"t": kind, "c": [content[0], self.nest(self._items, content[1])]}]
            case "DefinitionList":
                return [
                    {"t": kind, "c": [[self.inlines(term), self.nest(self._items, ways)] for term, ways in content]}
                ]
            case "LineBlock":
                return [{"t": kind, "c": [self.inlines(line) for line in content]}]
            case "CodeBlock":
                return self._code_block(*content)
            case "Div":
                return self._div(*content)
            case "Table":
                return self._table(block)
            case "Figure":
                return self._figure(*content)
            case "RawBlock":
                return [raw_block(content[1])] if self.may_pass(*content) else []
            case "HorizontalRule":
                return [raw_block("#thematic-break")]
            case _:
                return []

    def _header(self, level: int, attributes: Any, inlines: list[Inline]) -> list[Block]:
        identifier, classes, pairs = attributes
        bare = _without_notes_and_links(inlines)
        words = self.inlines(bare)
        if not self.printable(plain_text(bare)).strip():  # PDF/UA-1 allows no empty heading
            return [{"t": "Para", "c": [raw_inline(self.anchor(identifier)), *self.inlines(inlines)]}]
        if self._nested:  # a heading inside a list or a table is no place in the outline
            return [{"t": "Para", "c": [raw_inline(self.anchor(identifier)), {"t": "Strong", "c": words}]}]
        # PDF/UA-1 (ISO 14289-1, 7.4.2): heading levels are not skipped.
        self._level = min(level, self._level + 1)
        number = dict(pairs).get("number", "") if "unnumbered" not in classes else ""
        label = f"#{label_call(identifier)}" if self.claim(identifier) else ""
        listed = "false" if "unlisted" in classes else "true"
        opening = f"#section-heading({self._level}, {quote_string(self.printable(number))}, listed: {listed})["
        # What floats belongs to its section, and does not move into the next.
        begin = [raw_block(BEGIN_PAGE if self.layout.name == "report" else _FLUSH)] if level == 1 else []
        notes = list(_notes(inlines))
        after = [{"t": "Para", "c": self.inlines(notes)}] if notes else []
        return [*begin, {"t": "Para", "c": [raw_inline(opening), *words, raw_inline("]" + label)]}, *after]

    def _code_block(self, attributes: Any, code: str) -> list[Block]:
        identifier, classes, _ = attributes
        language = classes[0] if classes and re.fullmatch(r"[a-zA-Z0-9+#-]{1,24}", classes[0]) else ""
        arguments = f"block: true, lang: {quote_string(language) if language else 'none'}"
        return [raw_block(f"{self.anchor(identifier)}#raw({arguments}, {quote_string(self.printable(code))})")]

    def _div(self, attributes: Any, blocks: list[Block]) -> list[Block]:
        identifier, classes, pairs = attributes
        if DATA_CLASS in classes:
            self.figure_data.append((f"{self._figure_name}. {dict(pairs).get('title', '')}", identifier, blocks))
            return []
        opening, closing = language_switch(dict(pairs), "#[#set text({arguments})", "]")
        anchor = self.anchor(identifier)
        inner = self.blocks(blocks)
        if anchor and inner and inner[0]["t"] in {"Para", "Plain"}:
            inner = [{"t": inner[0]["t"], "c": [raw_inline(anchor), *inner[0]["c"]]}, *inner[1:]]
        elif anchor:
            inner = [raw_block(anchor), *inner]
        return [raw_block(opening), *inner, raw_block(closing)] if opening else inner

    def _own_page(self, block: Block) -> bool | None:
        """Whether a block of the running text has pages of its own, and whether they are turned."""
        placed = self._placed(block) if block["t"] == "Table" else None
        if placed is None or placed.floats or placed.place not in (Place.SHEET, Place.TURNED):
            return None
        return placed.place is Place.TURNED

    def _table(self, table: Block) -> list[Block]:
        # A table inside a list, a quotation or a note stays there: a page cannot begin in the middle of those.
        placed = self._placed(table, anywhere=self._depth == 1 and not self._nested)
        table = placed.table
        attributes, (_, caption), columns, head, bodies, foot = table["c"]
        identifier, _, pairs = attributes
        caption_blocks = self._with_number(dict(pairs).get("number"), "Table", self.blocks(caption))
        anchor = self.anchor(identifier)
        rewritten = {
            "t": "Table",
            "c": [
                _EMPTY,
                [None, caption_blocks],
                columns,
                [_EMPTY, self._rows(head[1])],
                [[_EMPTY, heads, self._rows(first), self._rows(rest)] for _, heads, first, rest in bodies],
                [_EMPTY, self._rows(foot[1])],
            ],
        }
        arguments = {
            "whole": placed.lines <= LOW_TABLE,
            "whole-rows": placed.highest <= LOW_ROW,
            "heads": len(head[1]),
            "floats": placed.floats,
            "spans": placed.place is Place.SPAN,
            "turned": placed.place is Place.TURNED and placed.floats,
            "tight": placed.tight,
            "opening": min(placed.opening, LOW_TABLE),
        }
        call = ", ".join(f"{name}: {str(value).lower()}" for name, value in arguments.items())
        if arguments["turned"]:
            self.turned += 1
            name = quote_string(f"{TURNED_PAGE}{self.turned}")
            opening = f"#turned-page(data, {name}, table-block.with({call}))["
        else:
            opening = f"#table-block({call})["
        return [raw_block(opening + anchor), rewritten, raw_block("]")]

    def _placed(self, table: Block, *, anywhere: bool = True) -> PlacedTable:
        """Where a table stands: asked for twice, before it is written and as it is, in the same state."""
        if self._last_placed is None or self._last_placed[0] is not table:
            self._last_placed = table, place_table(table, self.layout, anywhere=anywhere)
        return self._last_placed[1]

    def _rows(self, rows: list[Any]) -> list[Any]:
        def cell(cell: Any) -> Any:
            _, align, rows, columns, blocks = cell
            return [_EMPTY, align, rows, columns, self.nest(self.blocks, blocks)]

        return [[_EMPTY, [cell(each) for each in cells]] for _, cells in rows]

    def _figure(self, attributes: Any, caption: Any, blocks: list[Block]) -> list[Block]:
        identifier, _, pairs = attributes
        number = dict([*_pairs_of_image(blocks), *pairs]).get("number")
        self._figure_name = f"Figure {number}" if number else "Figure"
        words = self._with_number(number, "Figure", self.blocks(caption[1]))
        label = f"#{label_call(identifier)}" if self.claim(identifier) else ""
        spans = self.layout.columns > 1 and self._depth == 1 and not self._nested and _wants_width(blocks)
        call = '#figure(kind: image, scope: "parent"' if spans else "#figure(kind: image"
        # What spans two columns was drawn for the width of a page of one.
        self._part = self.layout.drawn_part if spans else 1.0
        inner = self.nest(self.blocks, blocks)
        self._part = 1.0
        if not words:
            return [raw_block(call + ")["), *inner, raw_block("]" + label)]
        if len(words) == 1 and words[0]["t"] in {"Para", "Plain"}:
            opening = {
                "t": "Plain",
                "c": [raw_inline(call + ", caption: ["), *words[0]["c"], raw_inline("])[")],
            }
            return [opening, *inner, raw_block("]" + label)]
        return [raw_block(call + ", caption: ["), *words, raw_block("])["), *inner, raw_block("]" + label)]

    def _with_number(self, number: str | None, name: str, caption: list[Block]) -> list[Block]:
        if not number:
            return caption
        prefix = raw_inline(f"#strong[{escape_markup(self.printable(f'{name} {number}.'))}] ")
        if caption and caption[0]["t"] in {"Para", "Plain"}:
            return [{"t": caption[0]["t"], "c": [prefix, *caption[0]["c"]]}, *caption[1:]]
        return [{"t": "Plain", "c": [prefix]}, *caption]

    def _items(self, items: list[list[Block]]) -> list[list[Block]]:
        return [self.blocks(item) for item in items]


def collect_anchors(blocks: Any) -> frozenset[str]:
    """Every identifier in these AST nodes."""
    found: set[str] = set()
    pending = [blocks]
    while pending:
        node = pending.pop()
        if isinstance(node, list):
            # Most of a text are words and spaces, which have no identifiers.
            pending.extend(child for child in node if not (isinstance(child, dict) and child.get("t") in _WORDS))
        elif isinstance(node, dict):
            content: Any = node.get("c")
            if node.get("t") == "Header":
                found.add(content[1][0])
            elif node.get("t") in _IDENTIFIED:
                found.add(content[0][0])
            pending.append(content)
    return frozenset(drop_unprintable(identifier) for identifier in found if identifier)


#: Attributes: no identifier, no classes, no pairs.
_EMPTY: list[Any] = ["", [], []]


def _pairs_of_image(blocks: list[Block]) -> list[list[str]]:
    """The attributes of a figure's image: pandoc leaves there what the author wrote behind the picture."""
    match blocks:
        case [{"t": "Plain" | "Para", "c": [{"t": "Image", "c": [[_, _, pairs], *_]}]}]:
            return list(pairs)
    return []


def _has_number(block: Block) -> bool:
    return block["t"] == "Table" and "number" in dict(block["c"][0][2])


def _wants_width(blocks: list[Block]) -> bool:
    """Whether a figure was made for the width of a page: drawn from facts, or to fill most of the line."""
    given = dict(_pairs_of_image(blocks))
    match = LENGTH.fullmatch(given.get("width", "").strip())
    return "figure" in given or bool(match and match[2] == "%" and float(match[1]) > 60)


def _without_notes_and_links(inlines: list[Inline]) -> list[Inline]:
    """A heading is repeated in the contents and the running head, where notes and links must not be repeated."""
    return [new for inline in inlines for new in _bare(inline)]


def _bare(inline: Inline) -> list[Inline]:
    match inline["t"]:
        case "Note" | "Image":
            return []
        case "Link" | "Span":
            return _without_notes_and_links(inline["c"][1])
        case "Cite":
            return _without_notes_and_links(inline["c"][1])
        case kind if kind in SPANNED:
            return [{"t": kind, "c": _without_notes_and_links(inline["c"])}]
        case "Quoted":
            return [{"t": "Quoted", "c": [inline["c"][0], _without_notes_and_links(inline["c"][1])]}]
        case _:
            return [inline]


def _notes(node: Any) -> Iterator[Inline]:
    if isinstance(node, list):
        for child in node:
            yield from _notes(child)
    elif isinstance(node, dict):
        if node.get("t") == "Note":
            yield node
        else:
            yield from _notes(node.get("c"))
