"""The text in JATS: sections, paragraphs, lists, quotations, figures, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from wellsourced.compose import ast
from wellsourced.compose.figures import DATA_CLASS, NAME
from wellsourced.pandoc import Block, Inline
from wellsourced.publish.jats.formulas import Formulas
from wellsourced.publish.jats.images import Images
from wellsourced.publish.jats.inlines import InlineWriter, language_of, set_language
from wellsourced.publish.jats.lists import list_label, list_type
from wellsourced.publish.jats.names import Names
from wellsourced.publish.jats.tables import write_table
from wellsourced.publish.jats.xml import Element, append, element

#: What a list item takes; what stands elsewhere than in `p` wants one around it.
_IN_ITEM = frozenset({"p", "list", "def-list"})
#: What a figure takes beside its graphics.
_IN_FIGURE = frozenset(
    {"p", "list", "def-list", "graphic", "alternatives", "code", "disp-quote", "verse-group", "table-wrap"}
)
_SPACES = " \u00a0"


class BlockWriter:
    """Writes blocks; notes, images and names of the whole document come together in `inline`."""

    def __init__(self, names: Names, formulas: Formulas, images: Images) -> None:
        self.names = names
        self.inline = InlineWriter(names, formulas, images, write_paragraphs=self.paragraphs)
        self._figure = "this figure"

    def fill_sections(self, parent: Element, blocks: Iterable[Block], *, outermost: str = "sec") -> None:
        """Put blocks into `parent`, headings as sections; those under no other are of the tag `outermost`."""
        open_sections: list[tuple[int, Element]] = [(0, parent)]
        for block in blocks:
            if block["t"] != "Header":
                open_sections[-1][1].extend(self.block(block))
                continue
            level = block["c"][0]
            while open_sections[-1][0] >= level:
                open_sections.pop()
            section = self._section(outermost if len(open_sections) == 1 else "sec", *block["c"])
            open_sections[-1][1].append(section)
            open_sections.append((level, section))

    def blocks(self, blocks: Iterable[Block]) -> list[Element]:
        """Blocks as elements that a section, quotation or box takes."""
        return [written for block in blocks for written in self.block(block)]

    def paragraphs(self, blocks: Iterable[Block]) -> list[Element]:
        """Blocks as paragraphs, at least one: what notes and definitions hold."""
        return _wrapped(self.blocks(blocks), frozenset({"p"})) or [element("p")]

    def block(self, block: Block) -> list[Element]:
        """A block as elements; none for a list or verse without anything in it."""
        content: Any = block.get("c")
        match block["t"]:
            case "Para" | "Plain":
                return self._paragraph(content)
            case "Header":
                return [self._strayed_heading(*content)]
            case "BlockQuote":
                return [element("disp-quote", None, *self.blocks(content))]
            case "BulletList" | "LineBlock" if not content:
                return []
            case "OrderedList" if not content[1]:
                return []
            case "BulletList":
                return [self._list({"list-type": "bullet"}, content, lambda _: None)]
            case "OrderedList":
                (start, style, delimiter), items = content
                kind = {"list-type": list_type(style["t"])}
                return [self._list(kind, items, lambda place: list_label(start, place, style["t"], delimiter["t"]))]
            case "DefinitionList":
                return [element("def-list", None, *(self._definition(term, each) for term, each in content))]
            case "LineBlock":
                return [element("verse-group", None, *map(self._verse_line, content))]
            case "CodeBlock":
                (identifier, classes, _), text = content
                language = classes[0] if classes else None
                return [element("code", {"id": self.names.name(identifier), "language": language}, text)]
            case "HorizontalRule":
                return [element("p", None, element("hr"))]
            case "Figure":
                return [self._write_figure(*content)]
            case "Table":
                return [write_table(self, content)]
            case "Div" if DATA_CLASS in content[0][1]:
                return self._figure_data(*content)
            case "Div":
                return self._division(*content)
            case _:
                return []

    def caption(self, name: str, attr: Any, blocks: list[Block]) -> list[Element]:
        """Label and caption of a figure or table: "Figure 3" and its words."""
        number = dict(attr[2]).get("number")
        parts = [element("label", None, f"{name} {number}")] if number else []
        if blocks:
            parts.append(element("caption", None, *self.paragraphs(blocks)))
        return parts

    def _section(self, tag: str, _level: int, attr: Any, inlines: list[Inline]) -> Element:
        identifier, _, pairs = attr
        number, language = dict(pairs).get("number"), language_of(pairs)
        section = element(tag, {"id": self.names.name(identifier)})
        if number:
            section.append(element("label", None, f"Appendix {number}" if tag == "app" else number))
        title = element("title")
        section.append(title)
        if language:
            title.append(self.inline.fill(element("styled-content", {"xml:lang": language}), inlines))
        else:
            self.inline.fill(title, inlines)
        return section

    def _strayed_heading(self, _level: int, attr: Any, inlines: list[Inline]) -> Element:
        """A heading inside a quotation or a list, where no section can begin."""
        words = self.inline.fill(element("bold"), inlines)
        return element("p", {"id": self.names.name(attr[0]), "content-type": "heading"}, words)

    def _paragraph(self, inlines: list[Inline]) -> list[Element]:
        if len(inlines) == 1 and inlines[0]["t"] == "Math" and inlines[0]["c"][0]["t"] == "DisplayMath":
            return [self.inline.formulas.write(inlines[0]["c"][1], display=True, block=True)]
        if len(inlines) == 1 and inlines[0]["t"] == "Image":
            graphic = self.inline.graphic(inlines[0])
            return [graphic] if graphic is not None else [self.inline.fill(element("p"), inlines[0]["c"][1])]
        return [self.inline.fill(element("p"), inlines)]

    def _list(self, kind: dict[str, str], items: list[list[Block]], label: Callable[[int], str | None]) -> Element:
        written = element("list", kind)
        for place, blocks in enumerate(items):
            item = element("list-item")
            if (words := label(place)) is not None:
                item.append(element("label", None, words))
            append(item, *(_wrapped(self.blocks(blocks), _IN_ITEM) or [element("p")]))
            written.append(item)
        return written

    def _definition(self, term: list[Inline], definitions: list[list[Block]]) -> Element:
        item = element("def-item", None, self.inline.fill(element("term"), term))
        append(item, *(element("def", None, *self.paragraphs(blocks)) for blocks in definitions))
        return item

    def _verse_line(self, inlines: list[Inline]) -> Element:
        """A line of verse; pandoc writes its indentation as no-break spaces."""
        first = inlines[0]["c"] if inlines and inlines[0]["t"] == "Str" else ""
        words = first.lstrip(_SPACES)
        indent = len(first) - len(words)
        line = element("verse-line", {"indent-level": str(indent) if indent else None})
        return self.inline.fill(line, [{"t": "Str", "c": words}, *inlines[1:]] if indent else inlines)

    def _write_figure(self, attr: Any, caption: Any, blocks: list[Block]) -> Element:
        number = dict(attr[2]).get("number")
        self._figure = f"Figure {number}" if number else "this figure"
        figure = element("fig", {"id": self.names.name(attr[0]), "xml:lang": language_of(attr[2])})
        label_and_caption = self.caption("Figure", attr, caption[1])
        if label_and_caption and any(dict(image["c"][0][2]).get(NAME) for image in ast.walk(blocks, ("Image",))):
            _part_title(label_and_caption[-1])
        append(figure, *label_and_caption, *_wrapped(self.blocks(blocks), _IN_FIGURE))
        return figure

    def _figure_data(self, attr: Any, blocks: list[Block]) -> list[Element]:
        """The table behind a drawn figure."""
        written = self._division(attr, blocks)
        for table in written:
            if table.tag == "table-wrap" and table.find("caption") is None:
                table.set("content-type", DATA_CLASS)
                words = f"Data behind {self._figure}"
                table.insert(0, element("caption", None, element("p", None, words)))
                break
        return written

    def _division(self, attr: Any, blocks: list[Block]) -> list[Element]:
        """The blocks of a division; its identifier and language go to them, because JATS has no such element."""
        identifier, _, pairs = attr
        written = self.blocks(blocks)
        set_language(written, language_of(pairs))
        if name := self.names.name(identifier):
            if not written:
                written = [element("p")]
            own = written[0].get("id")
            if own:
                self.names.aliases[name] = own
            else:
                written[0].set("id", name)
        return written


def _part_title(caption: Element) -> None:
    """Make the strong words that a caption opens with its title."""
    first = caption.find("p")
    strong = first[0] if first is not None and len(first) and not (first.text or "").strip() else None
    if first is None or strong is None or strong.tag != "bold":
        return
    first.text = (strong.tail or "").lstrip()
    strong.tail = None
    first.remove(strong)
    strong.tag = "title"
    caption.insert(0, strong)
    if not first.text and not len(first):
        caption.remove(first)


def _wrapped(elements: Iterable[Element], bare: frozenset[str]) -> list[Element]:
    """The elements, each that is not of the tags `bare` in a paragraph of its own."""
    return [each if each.tag in bare else element("p", None, each) for each in elements]
