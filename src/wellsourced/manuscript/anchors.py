"""What in a Markdown text can be linked to: identifiers of headings, figures, tables, divs, spans, code and links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from wellsourced.manuscript.attributes import read_attributes
from wellsourced.manuscript.headings import identify_headings
from wellsourced.manuscript.links import Links
from wellsourced.manuscript.model import ParsedText
from wellsourced.manuscript.tables import Table
from wellsourced.project.figures import ANCHOR, SCHEME

#: Identifiers with these beginnings are printed by what they name: `@fig:counts` as "Figure 3".
PRINTED_REFERENCES = ("sec:", "fig:", "tbl:")

AnchorKind = Literal["heading", "figure", "table", "link", "other"]


class Anchor(msgspec.Struct, frozen=True):
    """An identifier. `given`: the author wrote it, at `text[start:end]`; otherwise its heading stands there."""

    id: str
    kind: AnchorKind
    start: int
    end: int
    given: bool = True


def find_anchors(parsed: ParsedText, links: Links, tables: Iterable[Table]) -> tuple[Anchor, ...]:
    """Every identifier of a text, in order."""
    found = [Anchor(name, "heading", start, end, given) for name, start, end, given in identify_headings(parsed)]
    known = {anchor.start for anchor in found if anchor.given}
    for link in links.links:
        if link.image and link.target.startswith(SCHEME) and not link.attributes.id:
            # A figure drawn from its file is found under its name.
            name = ANCHOR + link.target.removeprefix(SCHEME)
            found.append(Anchor(name, "figure", link.target_start, link.target_end))
        if link.attributes.id:
            kind: AnchorKind = "figure" if link.image else "link"
            found.append(Anchor(link.attributes.id, kind, link.attributes.id_start, link.attributes.id_end))
    for table in tables:
        if table.attributes.id:
            found.append(Anchor(table.attributes.id, "table", table.attributes.id_start, table.attributes.id_end))
    known |= {anchor.start for anchor in found}
    found += [anchor for anchor in (*_braced(parsed), *_tagged(parsed)) if anchor.start not in known]
    return tuple(sorted(found, key=lambda anchor: (anchor.start, anchor.end)))


#: Lines whose end may hold attributes: divs, fences, and headings in quotations, which `Heading` leaves out.
_ATTRIBUTED_LINE = re.compile(r"[ \t>]*(?::{3,}[ \t]*(?:[\w-]+[ \t]*)?|`{3,}[ \t]*|~{3,}[ \t]*|#{1,6}[ \t][^\n]*)$")
_TAG = re.compile(r"<[A-Za-z][A-Za-z0-9]*\s[^<>]{0,300}?\bid\s*=\s*[\"']?(?P<id>[^\s\"'<>]+)")


def _braced(parsed: ParsedText) -> Iterator[Anchor]:
    """Of spans, divs and code."""
    text, marked = parsed.text, parsed.marked
    position = marked.find("{")
    while position != -1:
        attributes = read_attributes(marked, position)
        if attributes and attributes.id and _has_bearer(text, marked, position):
            yield Anchor(attributes.id, "other", attributes.id_start, attributes.id_end)
        position = marked.find("{", position + 1)


def _has_bearer(text: str, marked: str, position: int) -> bool:
    """Whether something stands before the brace that attributes can belong to."""
    if text[position - 1 : position] == "`" and position:
        return True
    if marked[position - 1 : position] == "]" and position:
        return True
    line_start = text.rfind("\n", max(0, position - 300), position) + 1
    return _ATTRIBUTED_LINE.fullmatch(text, line_start, position) is not None


def _tagged(parsed: ParsedText) -> Iterator[Anchor]:
    """Of HTML tags; pandoc reads div and span, and a project may allow the others."""
    if "<" in parsed.marked:
        for match in _TAG.finditer(parsed.marked):
            yield Anchor(match["id"], "other", *match.span("id"))
