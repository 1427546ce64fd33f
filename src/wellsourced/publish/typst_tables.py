"""Widths of table columns: from what the cells hold, where the author gave none."""

from __future__ import annotations

import math
from typing import Any

from wellsourced.pandoc import Block

#: Characters that a line of table text holds over the whole measure, in the template's table size.
LINE = 88


def balance_columns(table: Block) -> Block:
    """A pandoc `Table` whose columns have widths in proportion to their text.

    Tables that fit on one line a row, and tables whose author gave widths, are returned as they are. A column is never
    narrower than its longest word, as long as all columns together leave room for that.
    """
    attributes, caption, columns, head, bodies, foot = table["c"]
    if _are_chosen([width["c"] for _, width in columns if width["t"] == "ColWidth"]):
        return table
    texts = _column_texts([*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]], len(columns))
    longest = [max(map(len, column), default=0) for column in texts]
    if sum(longest) + 3 * len(columns) <= LINE:
        return table
    floors = [3.0 + max((len(word) for text in column for word in text.split()), default=0) for column in texts]
    means = [sum(map(len, column)) / max(len(column), 1) for column in texts]
    demands = [math.sqrt(max(most, 1) * max(mean, 1)) for most, mean in zip(longest, means, strict=True)]
    widths = _share(floors, demands)
    specs = [
        [align, {"t": "ColWidth", "c": round(width, 3)}] for (align, _), width in zip(columns, widths, strict=True)
    ]
    return {"t": "Table", "c": [attributes, caption, specs, head, bodies, foot]}


def _are_chosen(widths: list[float]) -> bool:
    """Whether the author chose the widths.

    A pipe table with a long line gets the widths of its dashes (pandoc manual, `pipe_tables`), which are about equal
    where the author thought of no widths: `---` beside `:---:`.
    """
    return bool(widths) and max(widths) > 1.8 * min(widths)


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
