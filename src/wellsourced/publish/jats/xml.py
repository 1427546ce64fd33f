"""Elements of JATS and their text form. Names have the prefixes that `NAMESPACES` declares: `xlink:href`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree

Element = ElementTree.Element
#: What an element is made of: words or elements; None is nothing.
Content = str | Element | None

#: The public identifier leads to the DTD through a reader's catalogue; the file name is no address that a careless
#: reader would fetch.
_DOCTYPE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD with MathML3 v1.3 '
    '20210610//EN" "JATS-archivearticle1-3-mathml3.dtd">\n'
)
NAMESPACES = {
    "xmlns:mml": "http://www.w3.org/1998/Math/MathML",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:ali": "http://www.niso.org/schemas/ali/1.0/",
}
#: Characters that no XML 1.0 document holds (XML 1.0, section 2.2), and halves of characters.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Elements that hold nothing but elements, so that white space between these means nothing.
_CONTAINERS = (
    "article processing-meta front journal-meta publisher article-meta article-version-alternatives article-categories "
    "subj-group title-group contrib-group contrib name aff institution-wrap author-notes pub-date pub-history event "
    "permissions license abstract kwd-group funding-group award-group counts custom-meta-group custom-meta "
    "supplementary-material body back sec app-group app ack fn-group fn ref-list ref citation-alternatives "
    "element-citation person-group note list list-item def-list def-item def fig caption alternatives graphic "
    "inline-graphic table-wrap table thead tbody tfoot tr disp-quote verse-group boxed-text "
    "colgroup"
)


def element(tag: str, attributes: Mapping[str, str | None] | None = None, *content: Content) -> Element:
    """An element. Attributes that are None are left out."""
    made = Element(tag, {name: value for name, value in (attributes or {}).items() if value is not None})
    append(made, *content)
    return made


def append(parent: Element, *content: Content) -> None:
    """Put words and elements behind what the parent holds."""
    for part in content:
        if isinstance(part, str):
            if len(parent):
                parent[-1].tail = (parent[-1].tail or "") + part
            else:
                parent.text = (parent.text or "") + part
        elif part is not None:
            parent.append(part)


def write_xml(root: Element) -> tuple[bytes, tuple[str, ...]]:
    """The document as UTF-8, and which characters had to be left out because XML cannot hold them."""
    dropped: set[str] = set()

    def clean(text: str) -> str:
        dropped.update(FORBIDDEN.findall(text))
        return FORBIDDEN.sub("", text)

    for node in root.iter():
        for name, value in node.items():
            if FORBIDDEN.search(value):
                node.set(name, clean(value))
        if node.text and FORBIDDEN.search(node.text):
            node.text = clean(node.text)
        if node.tail and FORBIDDEN.search(node.tail):
            node.tail = clean(node.tail)
    _indent(root, "\n", frozenset(_CONTAINERS.split()))
    text = ElementTree.tostring(root, encoding="unicode")
    return f"{_DOCTYPE}{text}\n".encode(), tuple(sorted(dropped))


def _indent(node: Element, line: str, containers: frozenset[str]) -> None:
    if node.tag not in containers or not len(node) or (node.text and node.text.strip()):
        return
    inner = f"{line}  "
    node.text = inner
    for child in node:
        _indent(child, inner, containers)
        child.tail = inner
    node[-1].tail = line
