"""Reading Word documents in tests: parts of the package, paragraphs with their styles."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "cust": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
W = f"{{{NAMES['w']}}}"


def unpack(content: bytes) -> dict[str, bytes]:
    """The parts of the package by path."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def part(content: bytes, name: str = "word/document.xml") -> Any:
    """A part as XML."""
    return etree.fromstring(unpack(content)[name])


def find(root: Any, path: str) -> list[Any]:
    """XPath with the names above."""
    return root.xpath(path, namespaces=NAMES)  # type: ignore[no-any-return]


def words(element: Any) -> str:
    """The words of an element; a tab is a space."""
    pieces = find(element, ".//w:t | .//w:tab | .//w:br")
    return "".join(each.text or "" if each.tag == f"{W}t" else " " for each in pieces).strip()


def paragraphs(root: Any, style: str) -> list[str]:
    """The words of every paragraph of a style (its id)."""
    return [words(each) for each in find(root, f"//w:p[w:pPr/w:pStyle/@w:val='{style}']")]


def texts(root: Any) -> list[str]:
    """The words of all paragraphs."""
    return [words(each) for each in find(root, "//w:p")]
