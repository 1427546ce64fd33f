"""Where a table stands and how wide its columns are: from what the cells hold."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest
from typing import Any

from wellsourced.pandoc import Block
from wellsourced.publish.typst.layout import Layout
from wellsourced.publish.typst.text import LONG_WORD

#: A column whose cells are no longer than this is not broken, unless the table is so much lower with a smaller number.
SHORT, MUCH_LOWER = (20, 13, 9), 0.75
#: Widths that the author gave are set aside where they make the table this much taller.
TOO_TALL = 1.25
#: Lines that no page holds.
UNKNOWN_HEIGHT = 10_000
#: A table is too wide for its place where a row takes so many lines there, and where a wider place would make the whole
#: table so much lower: enough to be worth a page of its own, or a second one.
HIGH_ROW, LOWER, MUCH_WIDER = 9, 0.7, 0.45
#: The part of a page's lines that what floats may take by our count, which errs on the high side.
FLOATING = 0.85
#: Characters of room beside the longest word of a column: the cell's inset, at its usual size and at its least.
ROOM, LEAST_ROOM = 3.0, 1.7


class Place(Enum):
    """Where a table stands: in the text, across both columns, or on pages of its own, upright or turned."""

    COLUMN = "column"
    SPAN = "span"
    SHEET = "sheet"
    TURNED = "turned"


@dataclass(frozen=True)
class PlacedTable:
    """A pandoc `Table` with columns balanced for its place.

    `floats`: it goes to the head or foot of a page, or to one of its own, and is never broken. `tight`: it fits only
    with narrow insets. `lines`, `highest`: about how many lines it takes, and how many its highest row (see
    `measure_table`). `opening`: how many its caption, its header and its first two rows take, which should not stand
    apart.
    """

    table: Block
    place: Place
    floats: bool
    tight: bool
    lines: int
    highest: int
    opening: int


def place_table(table: Block, layout: Layout, *, anywhere: bool = True) -> PlacedTable:
    """The narrowest place that does a table justice. Not `anywhere`: it must stay in its column."""
    cells = _read_cells(table)
    place = _choose_place(cells, layout) if anywhere else Place.COLUMN
    line = {Place.COLUMN: layout.line, Place.TURNED: layout.turned_line}.get(place, layout.page_line)
    rows = _row_lines(cells, line)
    lines, highest = _count(cells, rows)
    room = layout.turned_lines if place is Place.TURNED else FLOATING * layout.page_lines
    # A table in the text floats where the text can name it by its number.
    free = place is not Place.COLUMN or (anywhere and cells.numbered)
    return PlacedTable(
        _set_widths(table, _balance(cells, line)),
        place,
        floats=place is not Place.SHEET and free and lines <= room,
        tight=not _words_fit(cells, line, ROOM),
        lines=lines,
        highest=highest,
        opening=math.ceil(cells.caption / line) + sum(rows[: cells.heads + 2]),
    )


def balance_columns(table: Block, line: int) -> Block:
    """A pandoc `Table` whose columns have widths in proportion to their text.

    Tables that fit on one line a row are returned as they are. Widths that the author gave stay, unless they cut words
    or make the table much taller than need be: a pipe table with a long line gets the widths of its dashes, whether or
    not anybody meant them (pandoc manual, `pipe_tables`). A column is never narrower than its longest word, as long as
    all columns together leave room for that. `line`: characters that a line holds over all columns.
    """
    return _set_widths(table, _balance(_read_cells(table), line))


def measure_table(table: Block, line: int) -> tuple[int, int]:
    """About how many lines a table takes once it is balanced, and how many its highest row.

    A table with anything but running text in its cells cannot be judged, and counts as too high for any page.
    """
    cells = _read_cells(table)
    return _count(cells, _row_lines(cells, line))


@dataclass(frozen=True)
class _Cells:
    """What is to be known of a table's cells: `lengths` of their texts by column, `words`: the longest of each column.

    `given`: the author's widths, 0 where there is none. `running`: the cells hold nothing but running text. `caption`:
    its length. `heads`: header rows.
    """

    lengths: list[list[int]]
    words: list[int]
    given: list[float]
    running: bool
    numbered: bool
    caption: int
    heads: int

    @property
    def longest(self) -> list[int]:
        return [max(column, default=0) for column in self.lengths]


def _read_cells(table: Block) -> _Cells:
    attributes, (_, caption), columns, head, bodies, foot = table["c"]
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    texts = _column_texts(rows, len(columns))
    return _Cells(
        lengths=[list(map(len, column)) for column in texts],
        words=[max((len(word) for text in column for word in text.split()), default=0) for column in texts],
        given=[width.get("c", 0.0) for _, width in columns],
        running=all(_is_running_text(cell) for _, cells in rows for cell in cells),
        numbered="number" in dict(attributes[2]),
        caption=len(plain_text(caption)),
        heads=len(head[1]),
    )


def _is_running_text(cell: Any) -> bool:
    _, _, row_span, column_span, blocks = cell
    if row_span != 1 or column_span != 1 or len(blocks) > 1:
        return False
    return all(
        block["t"] in {"Plain", "Para"} and not any(inline["t"] in {"LineBreak", "Image"} for inline in block["c"])
        for block in blocks
    )


def _choose_place(cells: _Cells, layout: Layout) -> Place:
    if layout.columns == 1:
        return Place.TURNED if _deserves_turning(cells, layout.line, layout) else Place.COLUMN
    # In a narrow column rows are high soon; what spans the columns must fit on one page, for it floats.
    if _words_fit(cells, layout.line) and not _gains(cells, layout.line, layout.page_line, high=5, lower=LOWER):
        return Place.COLUMN
    if _deserves_turning(cells, layout.page_line, layout):
        return Place.TURNED
    if not cells.numbered and _words_fit(cells, layout.line):
        return Place.COLUMN  # what floats is found by its number only
    lines, _ = _count(cells, _row_lines(cells, layout.page_line))
    return Place.SPAN if lines <= FLOATING * layout.page_lines else Place.SHEET


def _deserves_turning(cells: _Cells, line: int, layout: Layout) -> bool:
    if not _words_fit(cells, line):
        return True
    lines, _ = _count(cells, _row_lines(cells, layout.turned_line))
    return _gains(cells, line, layout.turned_line, HIGH_ROW, LOWER if lines <= layout.turned_lines else MUCH_WIDER)


def _words_fit(cells: _Cells, line: int, room: float = LEAST_ROOM) -> bool:
    """Whether no word need be cut."""
    return sum(min(word, LONG_WORD) + room for word in cells.words) <= line


def _gains(cells: _Cells, line: int, wider: int, high: int, lower: float) -> bool:
    """Whether rows are high here, and the table is much lower where lines are wider."""
    here, there = (_count(cells, _row_lines(cells, each)) for each in (line, wider))
    return here[1] != UNKNOWN_HEIGHT and here[1] >= high and there[0] <= lower * here[0]


def _balance(cells: _Cells, line: int) -> list[float]:
    """Fractions of the line for the columns; those given, 0 for none, where the table is best left as it is."""
    given, words, longest = cells.given, cells.words, cells.longest
    room = ROOM if _words_fit(cells, line, ROOM) else LEAST_ROOM
    if not all(given) and sum(longest) + room * len(longest) <= line:
        return given
    means = [sum(column) / max(len(column), 1) for column in cells.lengths]
    demands = [(max(most, 1) * max(mean, 1)) ** 0.43 for most, mean in zip(longest, means, strict=True)]
    widths: list[float] = []
    lowest = math.inf
    for short in SHORT:
        floors = [max(word + room, min(most + room, short)) for word, most in zip(words, longest, strict=True)]
        shares = _share(floors, demands, line)
        height = sum(_lines_at(cells, shares, line))
        if height < MUCH_LOWER * lowest:
            widths, lowest = shares, height
    fits = all(word + 2 <= line * width for word, width in zip(words, given, strict=True))
    hopeless = sum(words) + room * len(words) >= line
    if all(given) and (fits or hopeless) and sum(_lines_at(cells, given, line)) <= TOO_TALL * lowest:
        return given
    return [round(width, 3) for width in widths]


def _set_widths(table: Block, widths: list[float]) -> Block:
    attributes, caption, columns, *rest = table["c"]
    if [width.get("c", 0.0) for _, width in columns] == widths:
        return table
    specs = [[align, {"t": "ColWidth", "c": width}] for (align, _), width in zip(columns, widths, strict=True)]
    return {"t": "Table", "c": [attributes, caption, specs, *rest]}


def _row_lines(cells: _Cells, line: int) -> list[int]:
    """About how many lines each row takes once the columns are balanced."""
    widths = _balance(cells, line)
    return _lines_at(cells, widths if all(widths) else [1.0] * len(widths), line)


def _lines_at(cells: _Cells, widths: list[float], line: int) -> list[int]:
    """The same at these widths: as many as the fullest cell of the row."""
    lines = [
        [math.ceil((length + 2) / max(line * width, 1)) for length in column]
        for column, width in zip(cells.lengths, widths, strict=True)
    ]
    return [max(1, *row) for row in zip_longest(*lines, fillvalue=0)]


def _count(cells: _Cells, rows: list[int]) -> tuple[int, int]:
    return (sum(rows), max(rows, default=0)) if cells.running else (UNKNOWN_HEIGHT, UNKNOWN_HEIGHT)


def plain_text(node: Any) -> str:
    """The words of an AST node, notes left out."""
    parts: list[str] = []
    _gather(node, parts)
    return " ".join("".join(parts).split())


def _share(floors: list[float], demands: list[float], line: int) -> list[float]:
    """Fractions of the line that sum to 1: by demand, but no column under its floor (unless the floors do not fit)."""
    if sum(floors) >= line:
        return [floor / sum(floors) for floor in floors]
    fixed: set[int] = set()
    while True:
        room = line - sum(floors[index] for index in fixed)
        demand = sum(demands[index] for index in range(len(floors)) if index not in fixed)
        shares = [floors[i] if i in fixed else room * demands[i] / demand for i in range(len(floors))]
        below = {i for i in range(len(floors)) if i not in fixed and shares[i] < floors[i]}
        if not below:
            return [share / line for share in shares]
        fixed |= below


def _column_texts(rows: list[Any], columns: int) -> list[list[str]]:
    """The text of each cell by column; cells that span several columns do not count."""
    texts: list[list[str]] = [[] for _ in range(columns)]
    for _, cells in rows:
        position = 0
        for _, _, _, span, blocks in cells:
            if span == 1 and position < columns:
                texts[position].append(plain_text(blocks))
            position += span
    return texts


def _gather(node: Any, parts: list[str]) -> None:
    if isinstance(node, list):
        for child in node:
            _gather(child, parts)
    elif isinstance(node, dict):
        match node.get("t"):
            case "Str":
                parts.append(node["c"])
            case "Code" | "Math" | "CodeBlock":
                parts.append(node["c"][1])
            case "Space" | "SoftBreak" | "LineBreak":
                parts.append(" ")
            case "Link" | "Image" | "Cite" | "Span" | "Div" | "Quoted":
                _gather(node["c"][1], parts)
            case "Note" | "RawInline" | "RawBlock":
                pass
            case "Para" | "Plain" | "Header":
                _gather(node["c"], parts)
                parts.append(" ")
            case _:
                _gather(node.get("c"), parts)
