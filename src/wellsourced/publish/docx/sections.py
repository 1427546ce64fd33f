"""Sections of a Word document: tables too wide for the page stand on landscape pages (ISO/IEC 29500-1, 17.6).

`blocks` marks where such pages begin and end; here the marks become sections. Each has the header and the footer
of the others, and pages go on counting.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from wellsourced.publish.docx.xml import OFFICE_RELATIONS, WORD, make, parse, qualified

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARK = (
    f'<w:p xmlns:w="{WORD}"><w:pPr><w:pStyle w:val="AfterTable"/>'
    '<w:sectPr><w:pgSz w:orient="{}"/></w:sectPr></w:pPr></w:p>'
)
#: Where upright pages end and landscape ones begin, and the other way round.
UPRIGHT_ENDS, TURNED_ENDS = _MARK.format("portrait"), _MARK.format("landscape")
_ORIENTATION, _WIDTH = f"{{{WORD}}}orient", f"{{{WORD}}}w"
_KIND, _RELATION = f"{{{WORD}}}type", f"{{{OFFICE_RELATIONS}}}id"
_BOOKMARKS = (qualified("w:bookmarkStart"), qualified("w:bookmarkEnd"))
#: The width of a table that is as wide as the text, in fiftieths of a per cent (17.18.87).
_FULL = "5000"


def divide_sections(document: _Element, turned: bytes, footer: str) -> bool:
    """Make sections of the marks; whether there are any.

    `turned`: the `w:sectPr` of landscape pages without what repeats on them; `footer`: relationship of their footer.
    """
    body = document.find(qualified("w:body"))
    if body is None or not _marks(body):
        return False
    final = body[-1]
    following, landscape = _later_section(final), _landscape_section(final, parse(turned), footer)
    for table in _turned_tables(body):
        _widen(table, landscape)
    _join_neighbours(body)
    *others, last = _marks(body)
    if _next(last) is final:  # no upright page follows
        body.replace(final, deepcopy(landscape))
        body.remove(last)
    else:
        others.append(last)
        body.replace(final, deepcopy(following))
    for number, mark in enumerate(others):
        upright = _is_upright(mark)
        section = landscape if not upright else final if number == 0 else following
        mark[0].replace(mark[0][-1], deepcopy(section))
        if upright:
            _move_back(mark)
    return True


def _marks(body: _Element) -> list[_Element]:
    """The marks in order: an end of upright pages, an end of landscape ones, and so on."""
    return [each for each in body if _is_mark(each)]


def _is_mark(element: _Element) -> bool:
    return element.find(f"{qualified('w:pPr')}/{qualified('w:sectPr')}") is not None


def _is_upright(mark: _Element) -> bool:
    size = mark.find(f"{qualified('w:pPr')}/{qualified('w:sectPr')}/{qualified('w:pgSz')}")
    return size is not None and size.get(_ORIENTATION) == "portrait"


def _turned_tables(body: _Element) -> list[_Element]:
    turned, found = False, []
    for each in body:
        if _is_mark(each):
            turned = _is_upright(each)
        elif turned and each.tag == qualified("w:tbl"):
            found.append(each)
    return found


def _join_neighbours(body: _Element) -> None:
    """Landscape pages that follow landscape pages at once are one section."""
    for mark in _marks(body):
        following = _next(mark)
        if _is_upright(mark) or following is None or following not in _marks(body):
            continue
        body.remove(following)
        behind = _next(mark)
        if behind is not None and behind.tag == qualified("w:tbl"):
            mark.clear()  # an empty paragraph: Word takes tables with nothing between them for one
        else:
            body.remove(mark)


def _next(element: _Element) -> _Element | None:
    """What follows in the body, bookmarks apart."""
    following = element.getnext()
    while following is not None and following.tag in _BOOKMARKS:
        following = following.getnext()
    return following


def _later_section(final: _Element) -> _Element:
    """The section of the last pages for those that are not the first: no page of theirs lacks its running head."""
    section = deepcopy(final)
    for reference in [each for each in section if each.get(_KIND) == "first"]:
        section.remove(reference)
    for title in section.findall(qualified("w:titlePg")):
        section.remove(title)
    return section


def _landscape_section(final: _Element, turned: _Element, footer: str) -> _Element:
    references = [deepcopy(each) for each in final if each.get(_KIND) == "default"]
    for reference in references:
        if reference.tag == qualified("w:footerReference"):
            reference.set(_RELATION, footer)
    turned[:0] = references
    return turned


def _move_back(mark: _Element) -> None:
    """The end of a section in the paragraph before, where there is one: an empty one may fall on a page of its own."""
    before = mark.getprevious()
    while before is not None and before.tag in _BOOKMARKS:
        before = before.getprevious()
    if before is None or before.tag != qualified("w:p"):
        return
    properties = before.find(qualified("w:pPr"))
    if properties is None:
        properties = make("pPr")
        before.insert(0, properties)
    properties.append(mark[0][-1])
    body = mark.getparent()
    if body is not None:
        body.remove(mark)


def _widen(table: _Element, section: _Element) -> None:
    """A table as wide as the text with columns for the text of a landscape page."""
    width = table.find(f"{qualified('w:tblPr')}/{qualified('w:tblW')}")
    columns = table.findall(f"{qualified('w:tblGrid')}/{qualified('w:gridCol')}")
    size, margins = section.find(qualified("w:pgSz")), section.find(qualified("w:pgMar"))
    if width is None or width.get(_WIDTH) != _FULL or size is None or margins is None:
        return
    room = int(size.get(_WIDTH, "0")) - sum(int(margins.get(f"{{{WORD}}}{side}", "0")) for side in ("left", "right"))
    given = [int(column.get(_WIDTH, "0")) for column in columns]
    for column, old in zip(columns, given, strict=True):
        column.set(_WIDTH, str(round(old * room / sum(given))))
