"""Parts of the archive's copy, article.jats.xml."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from .parts import Collector, Parts, caption, citation, formula, heading, words
from .read_xhtml import Element, XhtmlReader, local

_BLOCKS = frozenset(
    {"p", "sec", "list", "list-item", "def-list", "def-item", "term", "def", "disp-quote", "verse-group", "boxed-text"}
    | {"app", "app-group", "fig", "table-wrap", "body", "back", "abstract", "disp-formula-group", "code", "preformat"}
    | {"fn", "fn-group", "fig-group", "ack", "ref-list", "list-group"}
)
_SILENT = frozenset({"alt-text", "long-desc", "graphic", "inline-graphic", "label", "tex-math"})


def read_jats(path: Path) -> Parts:
    """What a reader finds in the archive's copy: abstract, body, notes, references, appendices."""
    root = etree.parse(str(path), etree.XMLParser(load_dtd=False, resolve_entities=False, no_network=True)).getroot()
    reader = _JatsReader()
    abstract = root.find("front/article-meta/abstract")
    if abstract is not None:
        reader.parts.headings.append("Abstract")
        reader.read_abstract(abstract)
    reader.block(root.find("body"))
    # The reference list is written before the appendices in `back`; a reader meets them in the order of their kinds.
    for kind in ("ref-list", "app-group", "fn-group", "glossary"):
        for element in root.findall(f"back/{kind}"):
            reader.block(element)
    return reader.parts


class _JatsReader:
    def __init__(self) -> None:
        self.parts = Parts()
        self._collector = Collector()

    def read_abstract(self, abstract: Element) -> None:
        """A structured abstract: its titles are the first words of their paragraphs elsewhere."""
        for part in abstract.iter("p"):
            title = part.getprevious()
            lead = f"{self.text(title)} " if title is not None and local(title) == "title" else ""
            self.parts.paragraphs.append(words(lead + self.text(part)))

    def block(self, element: Element) -> None:
        name = local(element)
        if name in _SILENT or (name == "boxed-text" and element.get("content-type") == "help"):
            return
        if name in ("sec", "app", "ref-list"):
            self._heading(element)
        match name:
            case "fig" | "table-wrap":
                self._end_paragraph()
                self._captioned(element)
            case "ref":
                self._reference(element)
            case "fn":
                notes = [self.text(part) for part in element if local(part) != "label"]
                self.parts.footnotes.append(words(" ".join(notes)))
            case "disp-formula":
                self._end_paragraph()
                self.parts.paragraphs.append(_formula(element))
            case "verse-group":
                self._end_paragraph()
                self.parts.paragraphs.append(words(" ".join(self.text(line) for line in element.iter("verse-line"))))
            case _:
                self._end_paragraph()
                self._children(element)
                self._end_paragraph()

    def text(self, element: Element) -> str:
        """The words of an element as one text."""
        self._collector.push()
        self._inline_children(element)
        return self._collector.pop()

    def _heading(self, element: Element) -> None:
        label, title = element.find("label"), element.find("title")
        if title is not None:
            number = f"{self.text(label)} " if label is not None else ""
            self.parts.headings.append(heading(number + self.text(title)))

    def _children(self, element: Element) -> None:
        self._collector.add(element.text)
        for child in element:
            if isinstance(child.tag, str):
                name = local(child)
                if name in _BLOCKS or name in ("disp-formula", "ref"):
                    self.block(child)
                elif name != "title" or local(element) not in ("sec", "app", "ref-list"):
                    self._inline(child)
            self._collector.add(child.tail)

    def _inline(self, element: Element) -> None:
        name = local(element)
        if name in _SILENT or (name == "xref" and element.get("ref-type") == "fn"):
            return
        if name in ("inline-formula", "disp-formula"):
            self._collector.add(_formula(element))
        elif name == "xref" and element.get("ref-type") == "bibr":
            label = self.text(element)
            self.parts.citations.append(citation(label, element.get("rid", "")))
            self._collector.add(label)
        elif name == "break":
            self._collector.add(" ")
        else:
            self._inline_children(element)

    def _inline_children(self, element: Element) -> None:
        self._collector.add(element.text)
        for child in element:
            if isinstance(child.tag, str):
                space = " " if local(child) in _BLOCKS else ""
                self._collector.add(space)
                self._inline(child)
                self._collector.add(space)
            self._collector.add(child.tail)

    def _captioned(self, element: Element) -> None:
        label, words_of = element.find("label"), element.find("caption")
        if label is not None and words_of is not None:
            self.parts.captions.append(caption(f"{self.text(label)} {self.text(words_of)}"))
        for table in element.iter("table"):
            rows = (tuple(self.text(cell) for cell in row if local(cell) in ("td", "th")) for row in table.iter("tr"))
            self.parts.tables.append(tuple(rows))

    def _reference(self, element: Element) -> None:
        printed = element.find(".//mixed-citation")
        self.parts.references.append("" if printed is None else self.text(printed))
        for said in element.iter("named-content"):
            if said.get("content-type") == "verification-status":
                self.parts.statuses.append(self.text(said))

    def _end_paragraph(self) -> None:
        if text := self._collector.take():
            self.parts.paragraphs.append(text)


def _formula(element: Element) -> str:
    math = next((part for part in element.iter() if isinstance(part.tag, str) and local(part) == "math"), None)
    return formula("") if math is None else XhtmlReader.text_of_formula(math)
