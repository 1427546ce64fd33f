"""Parts of the e-book, article.epub: its pages in the order of its spine (EPUB 3.3, section 5.7)."""

from __future__ import annotations

import posixpath
import zipfile
from pathlib import Path

from lxml import etree

from .parts import Parts, words
from .read_xhtml import Element, XhtmlReader, classes, local

_OPF = "{http://www.idpf.org/2007/opf}"
_TYPE = "{http://www.idpf.org/2007/ops}type"
#: Pages that are the e-book's own, by the semantics they declare (EPUB 3 Structural Semantics Vocabulary).
_FURNITURE = frozenset({"cover", "titlepage", "toc", "colophon", "dedication", "copyright-page", "acknowledgments"})
_AIDS = frozenset({"ws-back", "ws-symbol", "ws-legend", "ws-keywords"})


def read_epub(path: Path) -> Parts:
    """What a reader finds in the e-book: abstract, chapters with their notes, references, appendices."""
    parts = Parts()
    reader = XhtmlReader(parts, _is_aid, lambda element: "noteref" in _types(element))
    with zipfile.ZipFile(path) as book:
        for page in _pages(book):
            _read_page(etree.fromstring(book.read(page)), reader)
    return parts


def _pages(book: zipfile.ZipFile) -> list[str]:
    """The names of the pages in reading order."""
    container = etree.fromstring(book.read("META-INF/container.xml"))
    package = next(str(each.get("full-path")) for each in container.iter("{*}rootfile"))
    root = etree.fromstring(book.read(package))
    names = {item.get("id"): item.get("href", "") for item in root.iter(f"{_OPF}item")}
    spine = (names[item.get("idref")] for item in root.iter(f"{_OPF}itemref"))
    return [posixpath.join(posixpath.dirname(package), name) for name in spine]


def _read_page(page: Element, reader: XhtmlReader) -> None:
    for section in page.findall("{*}body/*"):
        types = _types(section)
        if types & _FURNITURE or local(section) == "nav" or not types:
            continue
        if "bibliography" in types:
            _read_references(section, reader)
        elif "footnotes" in types or "endnotes" in types:
            for note in section.iter("{*}aside"):
                reader.parts.footnotes.append(reader.text(note))
        else:
            reader.read(section)


def _read_references(section: Element, reader: XhtmlReader) -> None:
    reader.parts.headings += [words(reader.text(title)) for title in section.iter("{*}h1")]
    for entry in section.iter("{*}li"):
        if entry.get("id", "").startswith("ref-"):
            reader.parts.references += [reader.text(part) for part in entry if "ws-entry" in classes(part)]
            reader.parts.statuses += [reader.text(part) for part in entry if "ws-status" in classes(part)]


def _is_aid(element: Element) -> bool:
    if classes(element) & _AIDS:
        return True
    return local(element) == "p" and "".join(element.itertext()).startswith("Keywords:")


def _types(element: Element) -> frozenset[str]:
    return frozenset(element.get(_TYPE, "").split())
