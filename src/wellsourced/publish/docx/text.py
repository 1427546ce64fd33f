"""The text of a Word document refined: the table of contents as a field, tables with styles of their own, languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wellsourced.publish.direction import is_east_asian, is_right_to_left
from wellsourced.publish.docx.xml import WORD, make, qualified, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CONTENTS_STYLES = frozenset({"TOCHeading", "TOC1", "TOC2"})
#: Contents of the headings of levels 1 and 2, linked; page numbers hidden on the web (ISO/IEC 29500-1, 17.16.5.68).
_FIELD = ' TOC \\o "1-2" \\h \\z '
#: Space behind a table, before the next paragraph: twentieths of a point.
_AFTER_TABLE = 240
#: Height of a picture: 580 points (of 12,700 English Metric Units), which either paper leaves beside a caption.
_HIGHEST = 580 * 12_700
#: Rows up to which a table stays on one page where it can. A longer one leaves no single row behind.
_SHORT_TABLE = 12
#: Styles of pandoc for text in cells, which ours stand for.
_CELL_STYLES = frozenset({"", "Compact", "BodyText", "FirstParagraph"})


def refine_text(root: _Element) -> None:
    """Tabs as tabs, languages by their scripts, pictures with names and without their source."""
    for text in list(root.iter(qualified("w:t"))):
        if "\t" in (text.text or ""):
            _split_at_tabs(text)
    for language in root.iter(qualified("w:lang")):
        # A run in letters from right to left or of East Asia has its language in an attribute of its own (17.3.2.20).
        tag = value(language)
        if is_right_to_left(tag):
            language.set(f"{{{WORD}}}bidi", tag)
        elif is_east_asian(tag):
            language.set(f"{{{WORD}}}eastAsia", tag)
    for number, picture in enumerate(root.iter(qualified("wp:docPr")), start=1):
        picture.set("name", f"Picture {number}")
        if not picture.get("title"):
            picture.attrib.pop("title", None)
    for picture in root.iter(qualified("pic:cNvPr")):
        picture.attrib.pop("descr", None)
    for drawing in root.iter(qualified("w:drawing")):
        _fit_page(drawing)


def _fit_page(drawing: _Element) -> None:
    """A picture with its caption no higher than a page; pandoc sees to the width."""
    for extent in (*drawing.iter(qualified("wp:extent")), *drawing.iter(qualified("a:ext"))):
        width, height = extent.get("cx"), extent.get("cy")
        if width and height and int(height) > _HIGHEST:
            extent.set("cx", str(max(1, int(width) * _HIGHEST // int(height))))
            extent.set("cy", str(_HIGHEST))


def refine_equations(root: _Element) -> None:
    """What pandoc's equations have in an order or together that the schema does not allow (ISO/IEC 29500-1, 22.1.2)."""
    for columns in root.iter(qualified("m:mcPr")):
        columns[:] = sorted(columns, key=lambda each: each.tag != qualified("m:count"))
    for run in root.iter(qualified("m:rPr")):
        style = run.find(qualified("m:sty"))
        if style is not None and run.find(qualified("m:nor")) is not None:
            run.remove(style)  # ordinary text has no style of mathematics


def refine_tables(root: _Element) -> None:
    """Tables as wide as the text, cells in the styles of tables, rows that stay together, space behind."""
    for table in root.iter(qualified("w:tbl")):
        rows = table.findall(qualified("w:tr"))
        for index, row in enumerate(rows):
            header = row.find(f"{qualified('w:trPr')}/{qualified('w:tblHeader')}") is not None
            _keep_together(row)
            with_next = index < len(rows) - 1 and (len(rows) <= _SHORT_TABLE or index in (0, 1, len(rows) - 2))
            for paragraph in row.iter(qualified("w:p")):
                _restyle(paragraph, "TableHeading" if header else "TableText", with_next)
        following = table.getnext()
        while following is not None and following.tag in (qualified("w:bookmarkEnd"), qualified("w:bookmarkStart")):
            following = following.getnext()
        if following is not None and following.tag == qualified("w:p") and _style(following) in _CELL_STYLES:
            _properties(following).append(make("spacing", before=str(_AFTER_TABLE)))


def wrap_contents(root: _Element) -> None:
    """The lines of the table of contents as the field that Word updates, filled already (17.5.2.12, 17.16.5.68)."""
    body = root.find(qualified("w:body"))
    lines = [each for each in body if _style(each) in _CONTENTS_STYLES] if body is not None else []
    if body is None or len(lines) < 2:
        return
    content = make("sdtContent")
    gallery = make("docPartObj", make("docPartGallery", val="Table of Contents"), make("docPartUnique"))
    block = make("sdt", make("sdtPr", gallery), content)
    body.insert(body.index(lines[0]), block)
    content.extend(lines)
    first, last = lines[1], lines[-1]
    at = 0 if first.find(qualified("w:pPr")) is None else 1
    instruction = make("instrText")
    instruction.text = _FIELD
    instruction.set(_SPACE, "preserve")
    begin = (_character("begin"), make("r", instruction), _character("separate"))
    for offset, run in enumerate(begin):
        first.insert(at + offset, run)
    last.append(_character("end"))


def _split_at_tabs(text: _Element) -> None:
    """A text with tab characters as texts with tabs between them (17.3.3.32)."""
    before, *others = (text.text or "").split("\t")
    text.text = before
    for piece in reversed(others):
        following = make("t")
        following.text = piece
        following.set(_SPACE, "preserve")
        text.addnext(following)
        text.addnext(make("tab"))


def _character(kind: str) -> _Element:
    return make("r", make("fldChar", fldCharType=kind))


def _style(paragraph: _Element) -> str:
    return value(paragraph.find(f"{qualified('w:pPr')}/{qualified('w:pStyle')}"))


def _properties(paragraph: _Element) -> _Element:
    found = paragraph.find(qualified("w:pPr"))
    if found is None:
        found = make("pPr")
        paragraph.insert(0, found)
    return found


def _restyle(paragraph: _Element, style: str, with_next: bool) -> None:
    """Give an ordinary paragraph of a cell the style; lists, code and headings keep theirs."""
    if _style(paragraph) not in _CELL_STYLES:
        return
    properties = _properties(paragraph)
    old = properties.find(qualified("w:pStyle"))
    if old is not None:
        properties.remove(old)
    properties.insert(0, make("pStyle", val=style))
    if with_next:
        properties.insert(1, make("keepNext"))


def _keep_together(row: _Element) -> None:
    """No row is cut by the end of a page."""
    properties = row.find(qualified("w:trPr"))
    if properties is None:
        properties = make("trPr")
        row.insert(0, properties)
    properties.insert(0, make("cantSplit"))
