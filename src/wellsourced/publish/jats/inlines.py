"""Words of the text in JATS: emphasis, links, notes, formulas, images."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from wellsourced.compose import ast
from wellsourced.compose.figures import NAME
from wellsourced.pandoc import Block, Inline
from wellsourced.publish.jats.formulas import Formulas
from wellsourced.publish.jats.images import Images
from wellsourced.publish.jats.names import Names
from wellsourced.publish.jats.xml import Element, append, element

_EMPHASIS = {
    "Emph": "italic",
    "Strong": "bold",
    "Underline": "underline",
    "Strikeout": "strike",
    "Superscript": "sup",
    "Subscript": "sub",
    "SmallCaps": "sc",
}
#: Elements whose text may hold `break` (JATS 1.3 Archiving); elsewhere a line break is white space.
_BREAKING = frozenset({"title", "td", "th", "label", "bold", "italic", "monospace"})
#: Elements that take block-like content between their words.
_BLOCK_TAKING = frozenset({"p", "td", "th", "styled-content", "term"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def language_of(pairs: Iterable[list[str]]) -> str | None:
    """The language that attributes of the text name, if it is one."""
    named = dict(pairs).get("lang", "")
    return named if _LANGUAGE.fullmatch(named) else None


def set_language(elements: Iterable[Element], language: str | None) -> None:
    """Say of the elements that they are in `language`, those that speak another excepted."""
    if language is None:
        return
    for each in elements:
        # `alternatives` are of no language: what they hold is.
        for one in each if each.tag == "alternatives" else (each,):
            one.set("xml:lang", one.get("xml:lang", language))


@dataclass
class InlineWriter:
    """Writes inlines, collecting notes and images on the way. `write_blocks`: how the blocks of a note are written."""

    names: Names
    formulas: Formulas
    images: Images
    notes: list[Element] = field(default_factory=list)

    #: Set by the block writer: notes hold blocks, blocks hold notes.
    write_paragraphs: Callable[[list[Block]], list[Element]] = field(default=lambda _: [])

    def fill(self, parent: Element, inlines: Iterable[Inline]) -> Element:
        """Put inlines into `parent`; returns it."""
        for inline in inlines:
            self._add(parent, inline["t"], inline.get("c"))
        return parent

    def _add(self, parent: Element, tag: str, content: Any) -> None:
        match tag:
            case "Str":
                append(parent, str(content))
            case "Space" | "SoftBreak":
                append(parent, " ")
            case "LineBreak":
                append(parent, element("break") if parent.tag in _BREAKING else "\n")
            case "Quoted":
                opening, closing = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
                append(parent, opening)
                self.fill(parent, content[1])
                append(parent, closing)
            case "Code":
                append(parent, element("monospace", {"id": self.names.name(content[0][0])}, content[1]))
            case "Math":
                display = content[0]["t"] == "DisplayMath"
                block = parent.tag in _BLOCK_TAKING
                append(parent, self.formulas.write(content[1], display=display, block=block))
            case "Link":
                append(parent, self._link(*content))
            case "Image":
                self._add_image(parent, content, "inline-graphic")
            case "Span":
                self._add_span(parent, *content)
            case "Note":
                append(parent, self._note(content))
            case "Cite":
                self.fill(parent, content[1])
            case _ if tag in _EMPHASIS:
                append(parent, self.fill(element(_EMPHASIS[tag]), content))

    def graphic(self, image: Inline) -> Element | None:
        """An image that stands by itself."""
        return self._image(image["c"], "graphic")

    def _add_image(self, parent: Element, content: Any, tag: str) -> None:
        graphic = self._image(content, tag)
        if graphic is None:
            self.fill(parent, content[1])
        else:
            parent.append(graphic)

    def _image(self, content: Any, tag: str) -> Element | None:
        (identifier, _, pairs), inlines, (address, _) = content
        known = dict(pairs)
        description = " ".join((known.get("alt") or ast.plain_text(inlines)).split())
        name = self.names.name(identifier)
        return self.images.write(tag, address, description, name=known.get(NAME, ""), identifier=name)

    def _add_span(self, parent: Element, attr: Any, inlines: list[Inline]) -> None:
        identifier, _, pairs = attr
        language, direction = language_of(pairs), dict(pairs).get("dir")
        if not identifier and not language and direction not in {"ltr", "rtl"}:
            self.fill(parent, inlines)
            return
        attributes = {
            "id": self.names.name(identifier),
            "xml:lang": language,
            "style": f"direction: {direction}" if direction in {"ltr", "rtl"} else None,
        }
        parent.append(self.fill(element("styled-content", attributes), inlines))

    def _link(self, attr: Any, inlines: list[Inline], target: Any) -> Element:
        address = target[0]
        identifier = self.names.name(attr[0])
        if address.startswith("#"):
            attributes = {"id": identifier, "rid": self.names.name(address[1:]) or "nowhere"}
            return self.fill(element("xref", attributes), inlines)
        if address.startswith("mailto:"):
            return self.fill(element("email", {"id": identifier, "xlink:href": address}), inlines)
        return self.fill(external_link(address, identifier=identifier), inlines)

    def _note(self, blocks: list[Block]) -> Element:
        number = str(len(self.notes) + 1)
        name = self.names.own(f"fn{number}")
        note = element("fn", {"id": name}, element("label", None, number))
        # A note inside a note gets the next number.
        self.notes.append(note)
        note.extend(self.write_paragraphs(blocks))
        return element("xref", {"ref-type": "fn", "rid": name}, number)


def external_link(address: str, *words: str, identifier: str | None = None) -> Element:
    """A link that leads out of the article."""
    return element("ext-link", {"id": identifier, "ext-link-type": "uri", "xlink:href": address}, *words)
