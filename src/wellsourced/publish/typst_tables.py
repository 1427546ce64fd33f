"""Widths of table columns: from what the cells hold, where the author gave none."""

from __future__ import annotations

import math
from itertools import zip_longest
from typing import Any

from wellsourced.pandoc import Block

#: Characters that a line of table text holds over the whole measure, in the template's table size.
LINE = 88
#: A column whose cells are no longer than this is not broken.
SHORT = 20
#: Widths that the author gave are set aside where they make the table this much taller.
TOO_TALL = 1.25
#: Lines that no page holds.
UNKNOWN_HEIGHT = 10_000


def balance_columns(table: Block) -> Block:
    """A pandoc `Table` whose columns have widths in proportion to their text.

    Tables that fit on one line a row are returned as they are. Widths that the author gave stay, unless they cut words
    or make the table much taller than need be: a pipe table with a long line gets the widths of its dashes, whether or
    not anybody meant them (pandoc manual, `pipe_tables`). A column is never narrower than its longest word, as long as
    all columns together leave room for that.
    """
    attributes, caption, columns, head, bodies, foot = table["c"]
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    texts = _column_texts(rows, len(columns))
    given = [width.get("c", 0.0) for _, width in columns]
    longest = [max(map(len, column), default=0) for column in texts]
    if not all(given) and sum(longest) + 3 * len(columns) <= LINE:
        return table
    words = [max((len(word) for text in column for word in text.split()), default=0) for column in texts]
    floors = [max(word + 3.0, min(most + 2.0, SHORT)) for word, most in zip(words, longest, strict=True)]
    means = [sum(map(len, column)) / max(len(column), 1) for column in texts]
    demands = [(max(most, 1) * max(mean, 1)) ** 0.43 for most, mean in zip(longest, means, strict=True)]
    widths = _share(floors, demands)
    fits = all(word + 2 <= LINE * width for word, width in zip(words, given, strict=True))
    if all(given) and (fits or sum(floors) >= LINE) and _height(texts, given) <= TOO_TALL * _height(texts, widths):
        return table
    specs = [
        [align, {"t": "ColWidth", "c": round(width, 3)}] for (align, _), width in zip(columns, widths, strict=True)
    ]
    return {"t": "Table", "c": [attributes, caption, specs, head, bodies, foot]}


def measure_table(table: Block) -> tuple[int, int]:
    """About how many lines a balanced table takes, and how many its highest row.

    A table with anything but running text in its cells cannot be judged, and counts as too high for any page.
    """
    _, _, columns, head, bodies, foot = table["c"]
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    if not all(_is_running_text(cell) for _, cells in rows for cell in cells):
        return UNKNOWN_HEIGHT, UNKNOWN_HEIGHT
    given = [width.get("c", 0.0) for _, width in columns]
    lines = _row_lines(_column_texts(rows, len(columns)), given if all(given) else [1.0] * len(columns))
    return sum(lines), max(lines, default=0)


def _is_running_text(cell: Any) -> bool:
    _, _, row_span, column_span, blocks = cell
    if row_span != 1 or column_span != 1 or len(blocks) > 1:
        return False
    return all(
        block["t"] in {"Plain", "Para"} and not any(inline["t"] in {"LineBreak", "Image"} for inline in block["c"])
        for block in blocks
    )


def _height(texts: list[list[str]], widths: list[float]) -> int:
    return sum(_row_lines(texts, widths))


def _row_lines(texts: list[list[str]], widths: list[float]) -> list[int]:
    """About how many lines each row takes: as many as its fullest cell."""
    lines = [
        [math.ceil((len(text) + 2) / max(LINE * width, 1)) for text in column]
        for column, width in zip(texts, widths, strict=True)
    ]
    return [max(1, *row) for row in zip_longest(*lines, fillvalue=0)]


def plain_text(node: Any) -> str:
    """The words of an AST node, notes left out."""
    parts: list[str] = []
    _gather(node, parts)
    return " ".join("".join(parts).split())


def _share(floors: list[float], demands: list[float]) -> list[float]:
    """Fractions of the line that sum to 1: by demand, but no column under its floor (unless the floors do not fit)."""
    if sum(floors) >= LINE:
        return [floor / sum(floors) for floor in floors]
    fixed: set[int] = set()
    while True:
        room = LINE - sum(floors[index] for index in fixed)
        demand = sum(demands[index] for index in range(len(floors)) if index not in fixed)
        shares = [floors[i] if i in fixed else room * demands[i] / demand for i in range(len(floors))]
        below = {i for i in range(len(floors)) if i not in fixed and shares[i] < floors[i]}
        if not below:
            return [share / LINE for share in shares]
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
