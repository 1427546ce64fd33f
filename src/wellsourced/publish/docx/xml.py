"""Names of Office Open XML and reading and writing its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SVG_BLIP = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"

_NAMESPACES = {
    "w": WORD,
    "a": DRAWING,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}


def qualified(name: str) -> str:
    """`w:p` as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def make(name: str, *children: _Element, **attributes: str) -> _Element:
    """An element of the word namespace with attributes of it: `make("pStyle", val="Title")`."""
    from lxml import etree

    element = etree.Element(f"{{{WORD}}}{name}", {f"{{{WORD}}}{key}": value for key, value in attributes.items()})
    element.extend(children)
    return element


def value(element: _Element | None) -> str:
    """The attribute `w:val`; empty where there is none."""
    return (element.get(f"{{{WORD}}}val") or "") if element is not None else ""


def parse(content: bytes) -> _Element:
    """A part. Nothing outside it is read."""
    from lxml import etree

    # The limits of libxml2 on size are for strangers' XML; pandoc wrote this, and a long article has megabytes.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(content, parser)


def serialise(root: _Element) -> bytes:
    """The part as UTF-8 with its declaration."""
    from lxml import etree

    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content
