"""Parts of HTML: what the readers of the page and of the e-book share."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from .parts import Collector, Parts, caption, citation, formula, heading

Element = etree._Element

_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "body", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "pre", "aside"}
    | {"figure", "figcaption", "details", "summary", "header", "footer", "nav", "hr"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Drawings are pictures: what they say is in their description. Marks of lists and buttons are the format's own.
_SILENT = frozenset(
    {"svg", "script", "style", "template", "button", "annotation", "annotation-xml", "summary", "title"}
)


class XhtmlReader:
    """A walk over elements of HTML. `skip`: elements that are not the article's text, such as a permalink."""

    def __init__(self, parts: Parts, skip: Callable[[Element], bool], is_note_mark: Callable[[Element], bool]) -> None:
        self.parts = parts
        self._skip, self._is_note_mark = skip, is_note_mark
        self._collector = Collector()

    def read(self, element: Element) -> None:
        """Read the text of an element as body text."""
        self._children(element)
        self._end_paragraph()

    def text(self, element: Element) -> str:
        """The words of an element as one text; its citations are noted."""
        self._collector.push()
        self._inline_children(element)
        return self._collector.pop()

    def _children(self, element: Element) -> None:
        self._collector.add(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child)
            self._collector.add(child.tail)

    def _element(self, element: Element) -> None:
        name = local(element)
        if name in _SILENT or self._skip(element) or self._is_note_mark(element):
            return
        if name == "table":
            self._end_paragraph()
            self._table(element)
        elif name in _HEADINGS:
            self._end_paragraph()
            if text := self.text(element):
                self.parts.headings.append(heading(text))
        elif name == "figcaption":
            self._end_paragraph()
            self.parts.captions.append(caption(self.text(element)))
        elif name == "math" and element.get("display") == "block":
            self._end_paragraph()
            self.parts.paragraphs.append(self.text_of_formula(element))
        elif name in _BLOCKS:
            self._end_paragraph()
            self._children(element)
            self._end_paragraph()
        else:
            self._inline(element)

    def _inline(self, element: Element) -> None:
        name = local(element)
        if name in _SILENT or self._skip(element) or self._is_note_mark(element):
            return
        if name == "math":
            self._collector.add(self.text_of_formula(element))
        elif name in ("br", "wbr"):
            self._collector.add(" " if name == "br" else "")
        elif name == "input":
            self._collector.add("☒ " if element.get("checked") is not None else "☐ ")
        elif name == "a" and "#ref-" in element.get("href", ""):
            label = self.text(element)
            self.parts.citations.append(citation(label, element.get("href", "")))
            self._collector.add(label)
        elif any(isinstance(child.tag, str) and local(child) in _BLOCKS for child in element):
            self._children(element)
        else:
            self._inline_children(element)

    def _inline_children(self, element: Element) -> None:
        self._collector.add(element.text)
        for child in element:
            if isinstance(child.tag, str):
                block = local(child) in _BLOCKS
                self._collector.add(" " if block else "")
                self._inline(child) if not block else self._inline_block(child)
                self._collector.add(" " if block else "")
            self._collector.add(child.tail)

    def _inline_block(self, element: Element) -> None:
        if not self._skip(element) and not self._is_note_mark(element) and local(element) not in _SILENT:
            self._inline_children(element)

    def _table(self, table: Element) -> None:
        rows = []
        for row in table.iter():
            if isinstance(row.tag, str) and local(row) == "tr":
                rows.append(tuple(self.text(cell) for cell in row if local(cell) in ("td", "th")))
            elif isinstance(row.tag, str) and local(row) == "caption":
                self.parts.captions.append(caption(self.text(row)))
        self.parts.tables.append(tuple(rows))

    def _end_paragraph(self) -> None:
        if text := self._collector.take():
            self.parts.paragraphs.append(text)

    @staticmethod
    def text_of_formula(element: Element) -> str:
        """The letters of a formula in MathML, without its annotations."""
        letters = (
            node.text or ""
            for node in element.iter()
            if isinstance(node.tag, str) and local(node) in ("mi", "mn", "mo", "mtext", "ms")
        )
        return formula("".join(letters))


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()


def classes(element: Element) -> frozenset[str]:
    """The classes of an element."""
    return frozenset(element.get("class", "").split())
