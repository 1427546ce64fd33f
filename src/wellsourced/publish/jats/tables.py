"""Tables in JATS: the XHTML table model inside `table-wrap`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wellsourced.publish.jats.inlines import language_of, set_language
from wellsourced.publish.jats.xml import Element, append, element

if TYPE_CHECKING:
    from wellsourced.publish.jats.blocks import BlockWriter

_ALIGNMENTS = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}
#: What a cell takes beside words; the rest goes into a paragraph.
_IN_CELL = frozenset({"p", "list", "def-list", "disp-quote", "verse-group", "code", "graphic", "alternatives"})


def write_table(writer: BlockWriter, content: list[Any]) -> Element:
    """The table with its label and caption."""
    attr, (_, caption), columns, head, bodies, foot = content
    names = writer.names
    grid = _Grid([_ALIGNMENTS.get(alignment["t"]) for alignment, _ in columns])
    table = element("table")
    if any("c" in width for _, width in columns):
        widths = [f"{width['c']:.2%}" if "c" in width else None for _, width in columns]
        table.append(element("colgroup", None, *(element("col", {"width": width}) for width in widths)))
    # `tfoot` stands before `tbody`, as in XHTML 1.
    if head[1]:
        table.append(_part(writer, "thead", head[0], _rows(writer, head[1], grid, header_columns=0, header=True)))
    written_bodies = []
    for one, header_columns, top, rows in bodies:
        cells = _rows(writer, top, grid, header_columns=0, header=True)
        cells += _rows(writer, rows, grid, header_columns=header_columns, header=False)
        if cells:
            written_bodies.append(_part(writer, "tbody", one, cells))
    if foot[1]:
        table.append(_part(writer, "tfoot", foot[0], _rows(writer, foot[1], grid, header_columns=0, header=False)))
    if not written_bodies:
        written_bodies = [element("tbody", None, element("tr", None, element("td")))]
    append(table, *written_bodies)
    wrap = element("table-wrap", {"id": names.name(attr[0]), "xml:lang": language_of(attr[2])})
    append(wrap, *writer.caption("Table", attr, caption), table)
    return wrap


class _Grid:
    """Which columns the cells of a table stand in, so that a column's alignment reaches each of its cells."""

    def __init__(self, alignments: list[str | None]) -> None:
        self.alignments = alignments
        self.hanging = [0] * len(alignments)  # rows that a cell from above still covers, by column
        self.column = 0

    def start_row(self) -> None:
        self.column = 0
        self._skip_covered()

    def place_cell(self, row_span: int, column_span: int) -> int:
        """The column of the next cell of the row."""
        column = self.column
        for covered in range(column, min(column + column_span, len(self.hanging))):
            self.hanging[covered] = row_span - 1
        self.column += column_span
        self._skip_covered()
        return column

    def alignment(self, column: int) -> str | None:
        return self.alignments[min(column, len(self.alignments) - 1)] if self.alignments else None

    def _skip_covered(self) -> None:
        while self.column < len(self.hanging) and self.hanging[self.column]:
            self.hanging[self.column] -= 1
            self.column += 1


def _part(writer: BlockWriter, tag: str, attr: Any, rows: list[Element]) -> Element:
    return element(tag, {"id": writer.names.name(attr[0])}, *rows)


def _rows(writer: BlockWriter, rows: list[Any], grid: _Grid, *, header_columns: int, header: bool) -> list[Element]:
    written = []
    for attr, cells in rows:
        grid.start_row()
        row = element("tr", {"id": writer.names.name(attr[0])})
        for cell in cells:
            row.append(_cell(writer, cell, grid, header_columns=header_columns, header=header))
        if not len(row):
            row.append(element("td"))
        written.append(row)
    return written


def _cell(writer: BlockWriter, cell: Any, grid: _Grid, *, header_columns: int, header: bool) -> Element:
    attr, alignment, row_span, column_span, blocks = cell
    column = grid.place_cell(row_span, column_span)
    names_row = not header and column < header_columns
    attributes = {
        "id": writer.names.name(attr[0]),
        "align": _ALIGNMENTS.get(alignment["t"]) or grid.alignment(column),
        "rowspan": str(row_span) if row_span > 1 else None,
        "colspan": str(column_span) if column_span > 1 else None,
    }
    if header or names_row:
        scope = "row" if names_row else ("colgroup" if column_span > 1 else "col")
        written = element("th", {**attributes, "scope": scope})
    else:
        written = element("td", attributes)
    language = language_of(attr[2])
    if len(blocks) == 1 and blocks[0]["t"] in {"Para", "Plain"} and not language:
        return writer.inline.fill(written, blocks[0]["c"])
    contents = writer.blocks(blocks)
    # Cells have no language of their own.
    set_language(contents, language)
    append(written, *(each if each.tag in _IN_CELL else element("p", None, each) for each in contents))
    return written
