"""pandoc's HTML as XML: parsed, kept to what XHTML and EPUB allow, written."""

from __future__ import annotations

import re
from collections.abc import Set
from urllib.parse import quote, urlsplit, urlunsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from wellsourced.publish.links_and_words import safe_address

_MATHML = "{http://www.w3.org/1998/Math/MathML}"
_EPUB = "http://www.idpf.org/2007/ops"
#: What XML 1.0 (section 2.2) does not hold, and halves of characters, which UTF-8 does not.
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.:-]*")
_HOST = re.compile(r"[\w.:@%~!$&'()*+,;=\[\]-]*")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_DIRECTIONS = frozenset({"ltr", "rtl", "auto"})
#: Attributes that any element may have here, and those of one element.
_ANYWHERE = frozenset({"id", "class", "style", "role", "tabindex", "epub:type", "aria-label", "aria-labelledby"})
_OF_ELEMENT = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height", "aria-details"},
    "ol": {"type", "start"},
    "th": {"rowspan", "colspan", "scope"},
    "td": {"rowspan", "colspan"},
}


def printable(text: str) -> str:
    """The text without characters that XML does not hold."""
    return _NO_XML.sub("", text)


def parse_fragment(html: str, tag: str = "div") -> Element:
    """The elements that pandoc wrote, inside one of the name `tag`. No element has a namespace: `math` says its own.

    Raises ElementTree.ParseError.
    """
    root = ElementTree.fromstring(f'<{tag} xmlns:epub="{_EPUB}">{printable(html)}</{tag}>')
    for element in root.iter():
        if meaning := element.attrib.pop(f"{{{_EPUB}}}type", None):
            element.set("epub:type", meaning)
        if element.tag.startswith(_MATHML):
            element.tag = element.tag.removeprefix(_MATHML)
            if element.tag == "math":
                element.set("xmlns", _MATHML.strip("{}"))
    return root


def write_inside(element: Element) -> str:
    """What stands inside the element, as XML."""
    from html import escape

    inside = "".join(ElementTree.tostring(child, encoding="unicode") for child in element)
    return escape(element.text or "", quote=False) + inside


def web_address(address: str) -> str | None:
    """An address of the web that holds nothing but what the URL standard allows; None for what cannot be mended.

    Browsers read `\\` as `/` and let brackets pass; reading systems and their judges need not (url.spec.whatwg.org,
    "URL writing").
    """
    safe = safe_address(address)
    if safe is None or safe.startswith("#"):
        return None
    parts = urlsplit(safe.replace("\\", "/") if not safe.startswith("mailto:") else safe)
    if not _HOST.fullmatch(parts.netloc):
        return None
    path, query, fragment = (_encode(part) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, parts.netloc, path, query, fragment))


def _encode(part: str) -> str:
    return quote(_BARE_PERCENT.sub("%25", part), safe="%/:?@!$&'()*+,;=-._~")


def safe_identifier(identifier: str) -> str:
    """The identifier if XML and an address can hold it, else one made from it."""
    if _IDENTIFIER.fullmatch(identifier) and not identifier.startswith("ws-"):
        return identifier
    return "id-" + "".join(c if re.fullmatch(r"[\w.-]", c, re.ASCII) else f"-{ord(c):x}-" for c in identifier)


def keep_known_attributes(element: Element) -> None:
    """Drop what XHTML does not allow on this element; languages for XML, too."""
    allowed: Set[str] = _OF_ELEMENT.get(element.tag, frozenset())
    language, direction = element.get("lang", ""), element.get("dir", "")
    for name in list(element.attrib):
        if name not in _ANYWHERE and name not in allowed:
            del element.attrib[name]
    if _LANGUAGE.fullmatch(language):
        element.set("lang", language)
        element.set("xml:lang", language)
    if direction in _DIRECTIONS:
        element.set("dir", direction)
