"""The document's AST made safe and complete for pandoc's Typst writer.

pandoc writes paragraphs, lists, quotations and tables. What it would get wrong or leave out, and everything through
which a stranger's text could become Typst code, is written here as raw Typst: text, code, links, anchors, headings with
the numbers that compose gave them, figures and images with alt text, equations with alt text, parts in other languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from wellsourced.compose.figures import DATA_CLASS
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.pandoc import Block, Inline
from wellsourced.publish.math_speech import speak
from wellsourced.publish.typst_images import EmbeddedImage, decode_image
from wellsourced.publish.typst_layout import Layout
from wellsourced.publish.typst_tables import Place, PlacedTable, place_table, plain_text
from wellsourced.publish.typst_text import (
    MISSING,
    drop_unprintable,
    escape_markup,
    label_call,
    quote_string,
    raw_block,
    raw_inline,
)

#: Nesting (lists in quotations in notes ...) beyond which a document is refused. Typst ends near 30 nested quotations.
DEEPEST = 28
#: Lines up to which a table stays on one page, and a table row unbroken. A page holds about sixty.
LOW_TABLE, LOW_ROW = 18, 20
#: The call with which a section of a report begins a page.
BEGIN_PAGE = "#begin-page"
#: Name of the destination on a page that holds a turned table, before its number.
TURNED_PAGE = "turned-page-"
SCHEMES = frozenset({"http", "https", "mailto"})
ARTICLE = Span("article/article.yaml")

#: Words by which raw Typst could reach files, packages or other code; refused even where raw blocks are allowed.
_REACHING_OUT = re.compile(r"\b(import|include|eval|plugin|std)\b")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:-[a-z]{4})?(?:-([a-z]{2}))?", re.IGNORECASE)
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)(%|cm|mm|in|px|pt|em)?")
#: CSS pixels are 96 to the inch (CSS Values 3, section 6.2); an em is the size of the text.
_POINTS = {"px": 0.75, "pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54}
_FLUSH = "#place.flush()"
_QUOTES = {"DoubleQuote": ("“", "”"), "SingleQuote": ("‘", "’")}
_IDENTIFIED = {"Div", "Span", "Link", "Image", "Code", "CodeBlock", "Table", "Figure"}
_SPANNED = {"Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"}
#: Tags without an identifier and without elements inside.
_WORDS = {"Str", "Space", "SoftBreak", "LineBreak"}


class NestedTooDeepError(Exception):
    """The document is nested beyond DEEPEST."""


@dataclass
class BlockRewriter:
    """Rewrites blocks in reading order, and gathers complaints and images on the way.

    `anchors`: the identifiers that exist in the whole document. `reserved`: those that belong to the reference list.
    `missing`: characters that no font shows. `damaged`: images that Typst cannot decode. `unset`: equations that pandoc
    or Typst cannot set. `figure_data`: the tables behind drawn figures, taken out for an appendix: heading, identifier,
    blocks as they came. `equations`: the TeX of all equations met. `turned`: how many pages hold a turned table; each
    has a destination, TURNED_PAGE and its number.
    """

    anchors: frozenset[str]
    reserved: frozenset[str]
    missing: frozenset[str]
    layout: Layout
    damaged: frozenset[EmbeddedImage] = frozenset()
    unset: frozenset[str] = frozenset()
    allow_raw: bool = False
    diagnostics: list[Diagnostic] = field(default_factory=list)
    images: list[EmbeddedImage] = field(default_factory=list)
    figure_data: list[tuple[str, str, list[Block]]] = field(default_factory=list)
    equations: dict[str, None] = field(default_factory=dict)
    turned: int = 0
    _figure_name: str = "Figure"
    _labelled: set[str] = field(default_factory=set)
    _linked: set[str] = field(default_factory=set)
    _level: int = 0
    _depth: int = 0
    _part: float = 1.0
    _last_placed: tuple[Block, PlacedTable] | None = None
    _in_link: bool = False
    _nested: bool = False

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
        framed: list[Block] = self._nest(self.blocks, blocks)
        return framed

    def inlines(self, inlines: list[Inline]) -> list[Inline]:
        """The inlines, rewritten. Raises NestedTooDeepError."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise NestedTooDeepError
        rewritten = [new for inline in inlines for new in self._inline(inline)]
        self._depth -= 1
        return _join_markup(rewritten)

    def printable(self, text: str) -> str:
        """`text` with nothing in it that the fonts cannot show."""
        text = drop_unprintable(text)
        return text.translate({ord(character): MISSING for character in self.missing}) if self.missing else text

    def anchor(self, identifier: str) -> str:
        """Typst markup that labels this place; empty where there is nothing to label or the label stands elsewhere."""
        return f"#metadata(none)#{label_call(identifier)}" if self.claim(identifier) else ""

    def stray_anchors(self) -> str:
        """Markup for the text's beginning: labels that links go to but that no block got (a span in a heading, say)."""
        return "".join(self.anchor(name) for name in sorted(self._linked - self._labelled - self.reserved))

    # --- blocks ------------------------------------------------------------------------------------------------------

    def _pages(self, blocks: list[Block]) -> list[Block]:
        """A part of the article. Tables on pages of their own stand where the text breaks anyway.

        That is before the next section, or before the next table with a number, so that numbers stay in order; a table
        that follows its heading at once takes the heading along.
        """
        done: list[Block] = []
        waiting: list[Block] = []  # pages that wait for their place
        heading: list[Block] = []  # a heading that nothing has followed yet
        for block in blocks:
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
                done += [*heading, *self._block(block)]
            else:
                opening = raw_block(f"#sheet(data, turned: {str(turned).lower()})[")
                sheet = [opening, *heading, *self._block(block), raw_block("]")]
                done, waiting = (done + waiting + sheet, []) if heading else (done, waiting + sheet)
            heading = []
        return [*done, *heading, *waiting]

    def _block(self, block: Block) -> list[Block]:
        kind = block["t"]
        content: Any = block.get("c")
        match kind:
            case "Para" | "Plain":
                return [{"t": kind, "c": self.inlines(content)}]
            case "Header":
                return self._header(*content)
            case "BlockQuote":
                return [{"t": kind, "c": self._nest(self.blocks, content)}]
            case "BulletList":
                return [{"t": kind, "c": self._nest(self._items, content)}]
            case "OrderedList":
                return [{"t": kind, "c": [content[0], self._nest(self._items, content[1])]}]
            case "DefinitionList":
                return [
                    {"t": kind, "c": [[self.inlines(term), self._nest(self._items, ways)] for term, ways in content]}
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
                return [raw_block(content[1])] if self._may_pass(*content) else []
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
        opening, closing = _language_switch(dict(pairs), "#[#set text({arguments})", "]")
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
            return [_EMPTY, align, rows, columns, self._nest(self.blocks, blocks)]

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
        inner = self._nest(self.blocks, blocks)
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

    def _nest(self, rewrite: Callable[[Any], Any], content: Any) -> Any:
        before, self._nested = self._nested, True
        rewritten = rewrite(content)
        self._nested = before
        return rewritten

    # --- inlines -----------------------------------------------------------------------------------------------------

    def _inline(self, inline: Inline) -> list[Inline]:
        kind = inline["t"]
        content: Any = inline.get("c")
        match kind:
            case "Str":
                return [raw_inline(escape_markup(self.printable(content)))]
            case "Space" | "SoftBreak":
                return [raw_inline(" ")]
            case "LineBreak":
                return [inline]
            case "Quoted":
                left, right = _QUOTES[content[0]["t"]]
                return [raw_inline(left), *self.inlines(content[1]), raw_inline(right)]
            case "Cite":
                return self.inlines(content[1])
            case "Code":
                code = " ".join(content[1].split("\n"))
                return [raw_inline(f"{self.anchor(content[0][0])}#raw({quote_string(self.printable(code))});")]
            case "Math":
                return self._math(*content)
            case "Link":
                return self._link(*content)
            case "Image":
                return self._image(*content)
            case "Note":
                return [{"t": kind, "c": self._nest(self.blocks, content)}]
            case "Span":
                return self._span(*content)
            case "RawInline":
                return [raw_inline(content[1])] if self._may_pass(*content) else []
            case _ if kind in _SPANNED:
                return [{"t": kind, "c": self.inlines(content)}]
            case _:
                return []

    def _math(self, kind: Any, tex: str) -> list[Inline]:
        """pandoc's own conversion inside a rule that gives the equation its alt text in words (PDF/UA-1, 7.7)."""
        tex = self.printable(tex)
        display = kind["t"] == "DisplayMath"
        if tex in self.unset or not tex.strip():
            self.complain(
                "PUB018",
                Severity.WARNING,
                f'the equation "{" ".join(tex.split())[:80]}" could not be set in the PDF',
                "Its source is printed in its place. Use the commands of LaTeX and amsmath that pandoc reads.",
            )
            return [raw_inline(f'#raw(block: {str(display).lower()}, lang: "tex", {quote_string(tex)});')]
        self.equations[tex] = None
        alt = quote_string(self.printable(speak(tex, display=display)))
        return [raw_inline(f"#[#set math.equation(alt: {alt});"), {"t": "Math", "c": [kind, tex]}, raw_inline("]")]

    def _link(self, attributes: Any, inlines: list[Inline], target: Any) -> list[Inline]:
        anchor = raw_inline(self.anchor(attributes[0]))
        destination = None if self._in_link else self._destination(target[0], inlines)
        if destination is None:
            return [anchor, *self.inlines(inlines)]
        self._in_link = True
        words = self.inlines(inlines) or [raw_inline(escape_markup(self.printable(target[0])))]
        self._in_link = False
        return [anchor, raw_inline(f"#link({destination})["), *words, raw_inline("]")]

    def _destination(self, target: str, words: list[Inline]) -> str | None:
        """The target as Typst code; None, with a complaint, where a reader must not or cannot be sent there."""
        if target.startswith("#"):
            if (name := drop_unprintable(target[1:])) in self.anchors:
                self._linked.add(name)
                return label_call(name)
            self.complain(
                "PUB012",
                Severity.WARNING,
                f'the link "{plain_text(words)}" points to "{target}", which is nowhere in the article',
                "Give the target an identifier, or mend the link. It is printed as plain text.",
            )
            return None
        target = drop_unprintable(target).strip()
        if is_public(target):
            return quote_string(target)
        self.complain(
            "PUB013",
            Severity.WARNING,
            f'the link "{plain_text(words)}" goes to "{target[:80]}", which is not an address on the web',
            "Links go to http, https and mailto addresses and to places in the article. It is printed as plain text.",
        )
        return None

    def _image(self, attributes: Any, inlines: list[Inline], target: Any) -> list[Inline]:
        identifier, _, pairs = attributes
        given = dict(pairs)
        alt = self.printable(given.get("alt") or plain_text(inlines) or target[1] or "Image without a description")
        anchor = self.anchor(identifier)
        image = decode_image(target[0])
        if image is None or image in self.damaged:
            self.complain(
                "PUB014",
                Severity.WARNING,
                f'the image "{alt}" could not be put into the PDF: {target[0][:80]}',
                "Use a sound PNG, JPEG, GIF, WebP or SVG file. The alternative text is printed in its place.",
            )
            return [raw_inline(f"{anchor}#image-missing[{escape_markup(alt)}]")]
        self.images.append(image)
        size = "".join(
            f", {side}: {length}"
            for side in ("width", "height")
            if (length := _length(given.get(side, ""), self.layout, self._part))
        )
        return [raw_inline(f"{anchor}#box(image({quote_string(image.name)}, alt: {quote_string(alt)}{size}))")]

    def _span(self, attributes: Any, inlines: list[Inline]) -> list[Inline]:
        identifier, classes, pairs = attributes
        opening, closing = _language_switch(dict(pairs), "#text({arguments})[", "]")
        words = self.inlines(inlines)
        for style, kind in (("smallcaps", "SmallCaps"), ("underline", "Underline"), ("mark", "Strong")):
            if style in classes:
                words = [{"t": kind, "c": words}]
        anchor = self.anchor(identifier)
        return [raw_inline(anchor + opening), *words, raw_inline(closing)] if anchor or opening else words

    # --- what both need ----------------------------------------------------------------------------------------------

    def complain(self, code: str, severity: Severity, message: str, help: str) -> None:
        """Record a diagnostic. The composed document no longer knows lines, so it points at the article's file."""
        self.diagnostics.append(Diagnostic(code, severity, message, ARTICLE, help))

    def claim(self, identifier: str) -> bool:
        """Whether to put a label here: the identifier is one, and the first of its name."""
        identifier = drop_unprintable(identifier)
        if not identifier:
            return False
        if identifier in self._labelled or identifier in self.reserved:
            self.complain(
                "PUB015",
                Severity.WARNING,
                f'the identifier "{identifier}" stands more than once in the article',
                "Links go to the first place. Give the others identifiers of their own.",
            )
            return False
        self._labelled.add(identifier)
        return True

    def _may_pass(self, language: str, markup: str) -> bool:
        if not self.allow_raw or language.lower() != "typst":
            return False
        if word := _REACHING_OUT.search(markup):
            self.complain(
                "PUB016",
                Severity.ERROR,
                f'raw Typst with "{word[0]}" was left out',
                "Raw Typst in an article may not reach for files, packages or other code.",
            )
            return False
        return True


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


def is_public(target: str) -> bool:
    """Whether a reader may be sent there: an http(s) address with a host, or a mail address."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return parts.scheme.lower() in SCHEMES and bool(parts.netloc or (parts.scheme.lower() == "mailto" and parts.path))


def language_arguments(tag: str) -> str | None:
    """A BCP 47 tag as arguments of Typst's `text`: `lang: "en", region: "GB"`. None if it is not a tag."""
    match = _LANGUAGE.fullmatch(tag.strip())
    if not match:
        return None
    region = f'"{match[2].lower()}"' if match[2] else "none"
    return f'lang: "{match[1].lower()}", region: {region}'


#: Attributes: no identifier, no classes, no pairs.
_EMPTY: list[Any] = ["", [], []]


def _join_markup(inlines: list[Inline]) -> list[Inline]:
    """Neighbouring raw inlines as one: a paragraph is a few nodes then, not hundreds, for pandoc to read and write."""
    joined: list[Inline] = []
    markup: list[str] = []
    for inline in inlines:
        if inline["t"] == "RawInline":
            markup.append(inline["c"][1])
            continue
        if markup:
            joined.append(raw_inline("".join(markup)))
            markup = []
        joined.append(inline)
    return [*joined, raw_inline("".join(markup))] if markup else joined


def _language_switch(pairs: Mapping[str, str], opening: str, closing: str) -> tuple[str, str]:
    arguments = language_arguments(pairs.get("lang", ""))
    return (opening.format(arguments=arguments), closing) if arguments else ("", "")


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
    match = _LENGTH.fullmatch(given.get("width", "").strip())
    return "figure" in given or bool(match and match[2] == "%" and float(match[1]) > 60)


def _length(text: str, layout: Layout, part: float) -> str | None:
    match = _LENGTH.fullmatch(text.strip())
    if not match:
        return None
    if match[2] == "%":
        return f"{min(float(match[1]), 100) * part:.4g}%"
    points = float(match[1]) * {**_POINTS, "em": layout.size}[match[2] or "px"]
    return f"{min(points, layout.widest):g}pt"


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
        case kind if kind in _SPANNED:
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
