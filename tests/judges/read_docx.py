"""Parts of the file for Word, article.docx, by the styles of its paragraphs (ECMA-376 part 1, 17.3)."""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

from .parts import Collector, Parts, Row, caption, citation, formula, heading, words

Element = etree._Element
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
#: Paragraphs that are no part of the text: rules, keywords, what is announced of a cited work.
_SILENT_STYLES = frozenset({"ThematicBreak", "Keywords", "ReferenceNotice", "Statement"})
_SILENT = frozenset({f"{_W}{name}" for name in ("drawing", "instrText", "footnoteRef", "pPr", "rPr", "del", "pict")})
#: Headings that paper has and a page on the web has not, and those below them.
_DATA = "Data behind the figures"


def read_docx(path: Path) -> Parts:
    """What a reader finds in the file: abstract, body, notes, references, appendices."""
    with zipfile.ZipFile(path) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        names = archive.namelist()
        notes = etree.fromstring(archive.read("word/footnotes.xml")) if "word/footnotes.xml" in names else None
        numbering = etree.fromstring(archive.read("word/numbering.xml")) if "word/numbering.xml" in names else None
    reader = _DocxReader(_boxes(numbering))
    for block in document.find(f"{_W}body"):
        reader.block(block)
    for note in () if notes is None else notes.iterfind(f"{_W}footnote"):
        if note.get(f"{_W}type") is None:
            reader.parts.footnotes.append(words(" ".join(reader.text(each) for each in note.iter(f"{_W}p"))))
    return reader.parts


def _boxes(numbering: Element | None) -> dict[str, str]:
    """Lists whose mark is a box that is ticked or not: number of the list -> its mark."""
    if numbering is None:
        return {}
    marks = {}
    for kind in numbering.iterfind(f"{_W}abstractNum"):
        text = kind.find(f"{_W}lvl/{_W}lvlText")
        if text is not None and text.get(f"{_W}val") in ("☐", "☒"):
            marks[kind.get(f"{_W}abstractNumId")] = text.get(f"{_W}val")
    lists = {each.get(f"{_W}numId"): each.find(f"{_W}abstractNumId") for each in numbering.iterfind(f"{_W}num")}
    kinds = {number: kind.get(f"{_W}val") for number, kind in lists.items() if kind is not None}
    return {number: marks[kind] for number, kind in kinds.items() if kind in marks}


class _DocxReader:
    def __init__(self, boxes: dict[str, str]) -> None:
        self.parts = Parts()
        self._boxes = boxes
        self._collector = Collector()
        self._begun = False
        self._in_data = False
        self._ended = False

    def block(self, element: Element) -> None:
        if element.tag == f"{_W}p":
            self._paragraph(element)
        elif element.tag == f"{_W}tbl" and self._begun:
            self._table(element)

    def text(self, element: Element) -> str:
        """The words of an element as one text."""
        self._collector.push()
        self._inline_children(element)
        return self._collector.pop()

    def _paragraph(self, element: Element) -> None:
        style = _style(element)
        if style == "FrontHeading":
            # The abstract opens what is compared, the statements behind the text close it.
            self._ended = self._begun
            self._begun = True
        if not self._begun or self._ended or style in _SILENT_STYLES:
            return
        if style == "FrontHeading" or style.startswith("Heading"):
            self._heading(heading(self.text(element)), style)
        elif style in ("ImageCaption", "TableCaption", "Caption"):
            self.parts.captions.append(caption(self.text(element)))
        elif style == "Bibliography":
            self.parts.references.append(self.text(element))
        elif style == "ReferenceStatus":
            self.parts.statuses.append(self.text(element).partition("; seen at ")[0])
        else:
            self._body_text(element)

    def _heading(self, text: str, style: str) -> None:
        if style in ("FrontHeading", "Heading1"):
            self._in_data = text.endswith(_DATA)
        if not self._in_data:
            self.parts.headings.append(text)

    def _body_text(self, element: Element) -> None:
        mark = element.find(f"{_W}pPr/{_W}numPr/{_W}numId")
        box = "" if mark is None else self._boxes.get(mark.get(f"{_W}val", ""), "")
        self._collector.add(f"{box} ")
        for child in element:
            if child.tag == f"{_M}oMathPara":
                self._end_paragraph()
                self.parts.paragraphs.append(_formula(child))
            else:
                self._inline(child)
        self._end_paragraph()

    def _inline(self, element: Element) -> None:
        if element.tag in _SILENT:
            return
        match element.tag.rpartition("}")[2]:
            case "oMath" | "oMathPara":
                self._collector.add(_formula(element))
            case "t":
                self._collector.add(element.text)
            case "tab" | "br" | "cr":
                self._collector.add(" ")
            case "noBreakHyphen":
                self._collector.add("-")
            case "hyperlink" if str(element.get(f"{_W}anchor", "")).startswith("ref-"):
                label = self.text(element)
                self.parts.citations.append(citation(label, element.get(f"{_W}anchor", "")))
                self._collector.add(label)
            case "p":
                self._collector.add(" ")
                self._inline_children(element)
                self._collector.add(" ")
            case _:
                self._inline_children(element)

    def _inline_children(self, element: Element) -> None:
        for child in element:
            if isinstance(child.tag, str):
                self._inline(child)

    def _table(self, table: Element) -> None:
        rows: list[Row] = []
        for row in table.iterfind(f"{_W}tr"):
            rows.append(tuple(self.text(cell) for cell in row.iterfind(f"{_W}tc") if not _continues(cell)))
        self.parts.tables.append(tuple(rows))

    def _end_paragraph(self) -> None:
        if text := self._collector.take():
            self.parts.paragraphs.append(text)


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val"))


def _continues(cell: Element) -> bool:
    """Whether a cell is the lower part of one that began in a row above (17.4.84)."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _formula(element: Element) -> str:
    letters = (text.text or "" for text in element.iter(f"{_M}t"))
    # A sign above a letter (a hat) and around an expression (a bracket) is a property, not text, in both notations.
    return formula("".join(letters))
