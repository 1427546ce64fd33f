"""The document's AST made safe for the formats that pandoc writes whole: Word, JATS, Markdown, plain text.

What this pass guarantees: nothing raw; links lead to http, https, mailto or to an identifier; images are embedded;
identifiers occur once; of attributes only the identifier, classes and those of `KEPT` are left. What a number, caption
or status looks like is the writer's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wellsourced.compose import ast
from wellsourced.compose.document import Document
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.pandoc import Block, Inline
from wellsourced.publish.links_and_words import safe_address, shorten, strip_links

#: Attributes that mean something to a writer. `number`, `alt`, `figure` and `title` are compose's own.
KEPT = frozenset({"lang", "dir", "width", "height", "number", "alt", "figure", "title"})
_EMBEDDED = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=]*")
_TAGS = frozenset(
    {"RawInline", "RawBlock", "Cite", "Link", "Image", "Span", "Div", "Code", "CodeBlock", "Header", "Table", "Figure"}
)
#: Tags whose content begins with an `Attr`; a heading's comes second.
_ATTRIBUTED = frozenset({"Span", "Div", "Code", "CodeBlock", "Figure"})


@dataclass(frozen=True)
class NeutralParts:
    """The parts of a document. `references`: blocks of each entry, in the order of `Document.references`."""

    abstract: list[Block]
    body: list[Block]
    references: tuple[list[Block], ...]
    appendices: list[Block]
    diagnostics: tuple[Diagnostic, ...]


def neutral_parts(document: Document) -> NeutralParts:
    """The parts of the document, made safe.

    Warnings: PUB003 an image left out, PUB004 an identifier that is taken, PUB005 a link that leads off the web.
    """
    work = _Pass({reference.anchor for reference in document.references})
    return NeutralParts(
        abstract=work.clean(document.abstract),
        body=work.clean(document.body),
        references=tuple(work.clean(reference.blocks) for reference in document.references),
        appendices=work.clean(document.appendices),
        diagnostics=tuple(work.diagnostics),
    )


@dataclass
class _Pass:
    """One pass in reading order. `taken`: identifiers that exist already, those of the reference list to begin with."""

    taken: set[str]
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def clean(self, blocks: list[Block]) -> list[Block]:
        cleaned: list[Block] = ast.rewrite(blocks, _TAGS, self._change)
        return cleaned

    def _change(self, element: dict[str, Any]) -> list[dict[str, Any]] | None:
        tag, content = element["t"], element["c"]
        match tag:
            case "RawInline" | "RawBlock":
                return []
            case "Cite":
                return list(content[1])
            case "Link":
                return self._link(content)
            case "Image":
                return [self._image(content)]
            case "Header":
                return [{"t": tag, "c": [content[0], self._attr(content[1]), content[2]]}]
            case "Table":
                return [{"t": tag, "c": self._table(content)}]
            case _ if tag in _ATTRIBUTED:
                return [{"t": tag, "c": [self._attr(content[0]), *content[1:]]}]
            case _:
                return None

    def _link(self, content: list[Any]) -> list[Inline]:
        attr, inlines, (target, title) = content
        address = safe_address(target)
        if address is None:
            self._complain(
                "PUB005",
                f"the link to {shorten(target)} leads off the web; its words stand without it",
                "a link may lead to http, https, mailto, a doi: or a heading of this article",
            )
            return list(inlines)
        # Links stand inside a link where a note style cites an address: the outer one stays. Notes follow the link.
        notes: list[Inline] = []
        shown = strip_links(inlines, notes)
        return [{"t": "Link", "c": [self._attr(attr), shown, [address, title]]}, *notes]

    def _image(self, content: list[Any]) -> Inline:
        attr, inlines, (source, title) = content
        if _EMBEDDED.fullmatch(source):
            return {"t": "Image", "c": [self._attr(attr), inlines, [source, title]]}
        self._complain(
            "PUB003",
            f"the image {shorten(source)} is not embedded; its description stands instead",
            "only PNG, JPEG, GIF, WebP and SVG files of the project can be embedded",
        )
        return {"t": "Span", "c": [["", [], []], inlines]}

    def _table(self, content: list[Any]) -> list[Any]:
        attr, caption, columns, head, bodies, foot = content
        return [
            self._attr(attr),
            caption,
            columns,
            [self._attr(head[0]), self._rows(head[1])],
            [[self._attr(one), heads, self._rows(top), self._rows(rows)] for one, heads, top, rows in bodies],
            [self._attr(foot[0]), self._rows(foot[1])],
        ]

    def _rows(self, rows: Iterable[Any]) -> list[Any]:
        return [[self._attr(attr), [[self._attr(cell[0]), *cell[1:]] for cell in cells]] for attr, cells in rows]

    def _attr(self, attr: list[Any]) -> list[Any]:
        identifier, classes, pairs = attr
        if identifier in self.taken:
            self._complain(
                "PUB004",
                f"the identifier {identifier!r} is taken; links to it lead elsewhere",
                "give the element an identifier of its own; those that begin with ref- belong to the reference list",
            )
            identifier = ""
        elif identifier:
            self.taken.add(identifier)
        return [identifier, classes, [pair for pair in pairs if pair[0] in KEPT]]

    def _complain(self, code: str, message: str, advice: str) -> None:
        span = Span("article/article.yaml")
        self.diagnostics.append(Diagnostic(code, Severity.WARNING, message, span, help=advice))
