"""Parts of the printed article, article.pdf, by its structure tree (ISO 32000-1, 14.7 and 14.8).

The tree says what is a heading, table, caption or note, and gives the reading order over page breaks; the words stand
in the pages' marked content, which PDFium reads. Running heads and page numbers are artifacts and no part of the tree.
A paragraph on paper cannot always be told from its neighbours (a term of a definition list, a line of code), and a
hyphen at the end of a line cannot be told from one within a compound: so running text comes out as one stream of blocks
without spaces and hyphens, and is cut to paragraphs where another format has them (`cut_like`).
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from .parts import Collector, Parts, caption, citation, formula, heading, right_to_left, squeeze

_HEADINGS = frozenset({"/H1", "/H2", "/H3", "/H4", "/H5", "/H6"})
_INLINE = frozenset({"/Span", "/Link", "/Strong", "/Em", "/Code", "/Reference", "/Sub", "/Quote", "/Annot", "/Formula"})
#: What stands before the abstract (title, authors, notices, help) and in the table of contents is front matter.
_SILENT = frozenset({"/TOC", "/Figure", "/Title"})


@dataclass
class Printed:
    """Parts of which the running text is still a stream. `flow`: blocks under the heading they stand under."""

    parts: Parts
    flow: list[tuple[str, str]] = field(default_factory=list)

    def cut_like(self, other: Parts) -> Parts:
        """The parts, their running text cut to the paragraphs of `other`.

        What is between two paragraphs and in none of them stays, as a paragraph of its own; one that is not found is
        left out.
        """
        texts = [text for above, text in self.flow if not _is_furniture(above) and above != _REFERENCES]
        entries = [text for above, text in self.flow if above == _REFERENCES]
        paragraphs = _cut(texts, other.paragraphs)
        expected = [text for pair in zip(other.references, other.statuses, strict=True) for text in pair]
        listed = _cut(entries, expected)
        known = {squeeze(text): text for text in expected}
        found = [known.get(squeeze(text), "") for text in listed]
        statuses = set(other.statuses)
        return Parts(
            headings=[each for each in self.parts.headings if not _is_furniture(each)],
            paragraphs=paragraphs,
            captions=self.parts.captions,
            tables=self.parts.tables,
            footnotes=self.parts.footnotes,
            citations=self.parts.citations,
            references=[text for text in found if text and text not in statuses],
            statuses=[text for text in found if text in statuses],
            letters=right_to_left("".join([*self.parts.headings, *self.parts.captions, *self.parts.footnotes, *texts])),
        )


_REFERENCES = "References"
#: Headings of a printed article under which it says what is no part of its text, or says it in another place.
_FURNITURE = frozenset({"Contents", "About this article", "Data behind the figures"})


def _is_furniture(title: str) -> bool:
    return title.split(" ", 1)[-1] in _FURNITURE or title in _FURNITURE or caption(title).startswith("Figure ")


def read_pdf(path: Path) -> Printed:
    """What a reader finds in the printed article, from its abstract on."""
    return _TreeReader(path).read()


def _cut(blocks: Sequence[str], paragraphs: Sequence[str]) -> list[str]:
    """The text of `blocks`, cut where `paragraphs` begin and end, in order."""
    stream = "".join(map(squeeze, blocks))
    cut: list[str] = []
    at = 0
    for paragraph in paragraphs:
        wanted = squeeze(paragraph)
        if not _says_something(wanted):
            cut.append(paragraph)  # Letters from right to left are counted, and all else in it are signs.
            continue
        start = stream.find(wanted, at)
        if start < 0:
            continue
        cut += [stream[at:start], paragraph]
        at = start + len(wanted)
    return [text for text in (*cut, stream[at:]) if _says_something(text) or right_to_left(text)]


def _says_something(text: str) -> bool:
    """Whether there is more in a piece than signs that a page puts between passages."""
    return any(sign.isalnum() or _is_picture(sign) for sign in text) and not text.startswith("Keywords")


def _is_picture(sign: str) -> bool:
    """Whether a sign that is neither letter nor digit is an emoji: these are wide, marks between passages are not."""
    return unicodedata.east_asian_width(sign) == "W" and unicodedata.category(sign) == "So"


class _TreeReader:
    """A walk over the structure tree. Marked content is found by page and number."""

    def __init__(self, path: Path) -> None:
        self._pdf = pikepdf.open(path)
        self._pages = {page.objgen: number for number, page in enumerate(self._pdf.pages)}
        self._texts = _marked_texts(path)
        self._collector = Collector()
        self._printed = Printed(Parts())
        self._heading = ""
        self._begun = False

    def read(self) -> Printed:
        self._block(self._pdf.Root.StructTreeRoot, 0)
        self._end_block()
        return self._printed

    def _block(self, element: pikepdf.Object, page: int) -> None:
        for child, page_of in self._kids(element, page):
            if isinstance(child, str):
                self._collector.add(child)
                continue
            role = str(child.get("/S", ""))
            if role in _SILENT:
                continue
            if role in _HEADINGS:
                self._end_block()
                self._heading = heading(self._text(child, page_of))
                if self._started():
                    self._printed.parts.headings.append(self._heading)
            elif role == "/Caption":
                self._end_block()
                self._add_caption(self._text(child, page_of))
            elif role == "/Table":
                self._end_block()
                self._table(child, page_of)
            elif role in _INLINE or role in ("/Lbl", "/Note"):
                self._inline(child, page_of)
            else:
                self._end_block()
                self._block(child, page_of)
                self._end_block()

    def _inline(self, element: pikepdf.Object, page: int) -> None:
        """An element within a line: its words go to the block around it, a note to the notes."""
        role = str(element.get("/S", ""))
        if role in _SILENT:
            return
        if role == "/Formula":
            self._collector.add(formula(self._raw_text(element, page)))
        elif role == "/Note":
            self._note(element, page)
        elif role == "/Link":
            self._link(element, page)
        elif role == "/Lbl":
            # The mark of a list is its own; a box that is ticked or not is the text's.
            self._collector.add(next((f"{box} " for box in "☐☒" if box in self._raw_text(element, page)), ""))
        else:
            for child, page_of in self._kids(element, page):
                self._collector.add(child) if isinstance(child, str) else self._inline(child, page_of)

    def _link(self, element: pikepdf.Object, page: int) -> None:
        self._collector.push()
        for child, page_of in self._kids(element, page):
            self._collector.add(child) if isinstance(child, str) else self._inline(child, page_of)
        text = self._collector.pop()
        target = self._target(element)
        if target.startswith("ref-") and self._started():
            self._printed.parts.citations.append(citation(text, target))
        self._collector.add(text)

    def _target(self, link: pikepdf.Object) -> str:
        """The name of the place in the document that the annotation of a link leads to, if any."""
        for kid in link.K if isinstance(link.K, pikepdf.Array) else (link.K,):
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                return str(kid.Obj.get("/Dest", ""))
        return ""

    def _note(self, element: pikepdf.Object, page: int) -> None:
        self._printed.parts.footnotes.append(self._text(element, page))

    def _add_caption(self, text: str) -> None:
        # Without a label it is the heading of the data behind a figure, which paper has in an appendix.
        if caption(text).startswith(("Figure ", "Table ")):
            self._printed.parts.captions.append(caption(text))

    def _table(self, table: pikepdf.Object, page: int) -> None:
        rows: list[tuple[str, ...]] = []
        self._rows(table, page, rows)
        self._printed.parts.tables.append(tuple(rows))

    def _rows(self, element: pikepdf.Object, page: int, rows: list[tuple[str, ...]]) -> None:
        for child, page_of in self._kids(element, page):
            if isinstance(child, str):
                continue
            role = str(child.get("/S", ""))
            if role == "/TR":
                cells = [(cell, at) for cell, at in self._kids(child, page_of) if not isinstance(cell, str)]
                rows.append(tuple(self._text(cell, at) for cell, at in cells))
            elif role == "/Caption":
                self._add_caption(self._text(child, page_of))
            else:
                self._rows(child, page_of, rows)

    def _text(self, element: pikepdf.Object, page: int) -> str:
        """The words of an element as one text. A note within it goes to the notes, a mark of a list nowhere."""
        self._collector.push()
        self._inside(element, page)
        return self._collector.pop()

    def _inside(self, element: pikepdf.Object, page: int) -> None:
        for child, page_of in self._kids(element, page):
            if isinstance(child, str):
                self._collector.add(child)
            elif str(child.get("/S", "")) in _INLINE | {"/Note", "/Lbl"}:
                self._inline(child, page_of)
            elif str(child.get("/S", "")) not in _SILENT:
                self._collector.add(" ")
                self._inside(child, page_of)
                self._collector.add(" ")

    def _raw_text(self, element: pikepdf.Object, page: int) -> str:
        pieces = []
        for child, page_of in self._kids(element, page):
            pieces.append(child if isinstance(child, str) else self._raw_text(child, page_of))
        return "".join(pieces)

    def _end_block(self) -> None:
        if (text := self._collector.take()) and self._started():
            self._printed.flow.append((self._heading, text))

    def _started(self) -> bool:
        """Whether the abstract has begun; what stands before it is the title block, in every format its own."""
        if self._heading == "Abstract":
            self._begun = True
        return self._begun

    def _kids(self, element: pikepdf.Object, page: int) -> Iterator[tuple[pikepdf.Object | str, int]]:
        """The children of an element, in order: elements, or the words of marked content, with the page they are on."""
        if "/Pg" in element:
            page = self._pages[element.Pg.objgen]
        kids = element.get("/K", ())
        for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
            if isinstance(kid, int):
                yield self._texts[page].get(kid, ""), page
            elif kid.get("/Type") == "/MCR":
                at = self._pages[kid.Pg.objgen] if "/Pg" in kid else page
                yield self._texts[at].get(int(kid.MCID), ""), at
            elif kid.get("/Type") != "/OBJR":
                yield kid, page


def _marked_texts(path: Path) -> list[dict[int, str]]:
    """For each page, the words of its marked content by number."""
    texts: list[dict[int, str]] = []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        lines = page.get_textpage()
        marked: dict[int, str] = {}
        for piece in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=1):
            number = pdfium.FPDFPageObj_GetMarkedContentID(piece.raw)
            if number >= 0:
                marked[number] = marked.get(number, "") + _piece(piece.raw, lines.raw)
        texts.append(marked)
    return texts


def _piece(piece: object, page: object) -> str:
    size = pdfium.FPDFTextObj_GetText(piece, page, None, 0)
    letters = ctypes.create_string_buffer(size)
    pdfium.FPDFTextObj_GetText(piece, page, ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort)), size)
    return letters.raw[: max(0, size - 2)].decode("utf-16-le", "replace")
