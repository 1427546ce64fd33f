"""SVG files of strangers made fit for an EPUB: shapes, text and colours; no script, nothing that leads out.

An EPUB's resources must all be inside it (EPUB 3.3, "Resource locations"), and reading systems differ in how far they
hold an SVG back. So only elements and attributes of SVG itself are kept, and of those none that acts or fetches.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

import msgspec

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ACTING = frozenset({"script", "foreignObject", "handler", "listener", "audio", "video", "iframe", "metadata"})
_MOVING = frozenset({"animate", "animateMotion", "animateTransform", "animateColor", "set", "discard"})
#: Addresses inside the file, and raster images that it carries.
_INSIDE = re.compile(r"#\S*|data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
#: What of CSS would fetch something: an import, or an address that is no place in the file. `\` may spell either.
_FETCHING_STYLE = re.compile(r"@import|\\|url\(\s*(?![\"']?#)", re.IGNORECASE)


class CleanSvg(msgspec.Struct, frozen=True):
    """The SVG as UTF-8; `moving`: it animates something."""

    content: bytes
    moving: bool


def clean_svg_file(content: bytes) -> CleanSvg | None:
    """The SVG without what acts or fetches; None where it is no SVG."""
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, LookupError, ValueError):  # the latter two: an encoding that is none
        return None
    if root.tag != f"{_SVG}svg":
        return None
    cleaned = _clean(root)
    cleaned.set("xmlns", _SVG.strip("{}"))
    cleaned.set("xmlns:xlink", _XLINK.strip("{}"))
    moving = any(element.tag in _MOVING for element in cleaned.iter())
    return CleanSvg(ElementTree.tostring(cleaned, encoding="utf-8", xml_declaration=True), moving)


def _clean(element: ElementTree.Element) -> ElementTree.Element:
    new = ElementTree.Element(element.tag.removeprefix(_SVG))
    new.text, new.tail = element.text, element.tail
    for name, value in element.attrib.items():
        if kept := _attribute(name, value):
            new.set(kept, value)
    for child in element:
        # Comments and processing instructions have no name.
        name = child.tag.removeprefix(_SVG) if isinstance(child.tag, str) and child.tag.startswith(_SVG) else ""
        if not name or name in _ACTING or (name == "style" and _FETCHING_STYLE.search("".join(child.itertext()))):
            continue
        if name in _MOVING and "href" in child.get("attributeName", ""):
            continue
        new.append(_clean(child))
    return new


def _attribute(name: str, value: str) -> str | None:
    """The attribute's name as it is written, or None for one that goes."""
    local = name.removeprefix(_XLINK).removeprefix(_XML)
    if local == "href":
        return ("xlink:href" if name.startswith(_XLINK) else "href") if _INSIDE.fullmatch(value.strip()) else None
    if name.startswith(_XML):
        return f"xml:{local}" if local in {"lang", "space"} else None
    if name.startswith("{") or local.lower().startswith("on") or ":" in local:
        return None
    return None if _FETCHING_STYLE.search(value) else local
