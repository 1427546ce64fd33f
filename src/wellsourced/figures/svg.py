"""matplotlib's SVG made fit for the page: no style, no script, nothing that leads out, colours that a theme can change.

What is kept is a short list of elements and attributes. `style` attributes become attributes of presentation, which
the page's Content-Security-Policy allows; a colour of the palette also becomes a class (`fig-f-one`, `fig-s-one`), and
the style sheet gives it its value in either scheme. Where no style sheet is, in the PDF, the attribute holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from xml.etree import ElementTree

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_ELEMENTS = frozenset({"svg", "g", "defs", "path", "use"})
_ATTRIBUTES = frozenset({"d", "id", "transform", "x", "y", "width", "height", "viewBox"})
#: What of CSS has an attribute of the same name (SVG 1.1, appendix "Property index").
_PRESENTATION = frozenset(
    {"fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap", "stroke-dasharray", "stroke-dashoffset"}
    | {"opacity", "fill-opacity", "stroke-opacity", "stroke-miterlimit", "fill-rule"}
)
_DEFAULTS = {"stroke-linejoin": "round", "stroke-linecap": "butt"}
_NUMBER = re.compile(r"-?\d+\.\d{3,}")


def clean_svg(svg: str, *, name: str, colours: Mapping[str, str]) -> str:
    """The SVG with nothing but shapes. `name` keeps its ids apart from others in one page; `colours`: role -> hex."""
    roles = {colour.lower(): role for role, colour in colours.items()}
    root = ElementTree.fromstring(svg)
    cleaned = _clean(root, roles)
    cleaned.set("xmlns", _SVG)
    for attribute, value in _DEFAULTS.items():
        cleaned.set(attribute, value)
    _drop_blanks(cleaned)
    # Each letter of a drawing refers to its outline by id: a short one spares a fifth of the page.
    _number_ids(cleaned, f"f{sha256(name.encode()).hexdigest()[:7]}-")
    ElementTree.indent(cleaned, space="")
    return ElementTree.tostring(cleaned, encoding="unicode", short_empty_elements=True).replace("\n", "")


def _clean(element: ElementTree.Element, roles: Mapping[str, str]) -> ElementTree.Element:
    new = ElementTree.Element(_local(element.tag))
    for attribute, value in element.attrib.items():
        local = _local(attribute)
        if local == "style":
            for declaration in value.split(";"):
                key, _, setting = (part.strip() for part in declaration.partition(":"))
                if key in _PRESENTATION and setting:
                    new.set(key, _round(setting))
        elif local == "href" and value.startswith("#"):
            new.set("href", value)
        elif local in _ATTRIBUTES or local in _PRESENTATION:
            # A scale of letters is a small number: rounded like a place, every letter would be a quarter too big.
            new.set(local, value if local in ("id", "transform") and "scale" in value else _round(value))
    classes = [
        f"fig-{letter}-{roles[colour]}"
        for attribute, letter in (("fill", "f"), ("stroke", "s"))
        if (colour := new.get(attribute, "").lower()) in roles
    ]
    if classes:
        new.set("class", " ".join(classes))
    for child in element:
        if _local(child.tag) in _ELEMENTS:
            cleaned = _clean(child, roles)
            if cleaned.tag not in ("g", "defs") or len(cleaned):
                new.append(cleaned)
    return new


def _drop_blanks(root: ElementTree.Element) -> None:
    """Without the outlines of spaces, which are none (SVG wants `d`), and without what refers to them."""
    blank = {f"#{element.get('id')}" for element in root.iter("path") if not element.get("d")}
    for parent in root.iter():
        for child in list(parent):
            if (child.tag == "path" and not child.get("d")) or (child.tag == "use" and child.get("href") in blank):
                parent.remove(child)


def _number_ids(root: ElementTree.Element, prefix: str) -> None:
    """Short ids, only where something refers to them; the same for the same drawing."""
    wanted = {value[1:] for element in root.iter() if (value := element.get("href"))}
    new: dict[str, str] = {}
    for element in root.iter():
        old = element.attrib.pop("id", None)
        if old in wanted:
            # matplotlib defines a letter where it is first used and never again.
            new.setdefault(old, f"{prefix}{len(new)}")
            element.set("id", new[old])
    for element in root.iter():
        if href := element.get("href"):
            element.set("href", "#" + new.get(href[1:], ""))


def _local(tag: str) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _round(value: str) -> str:
    return _NUMBER.sub(lambda match: f"{float(match[0]):.2f}".rstrip("0").rstrip("."), value)
