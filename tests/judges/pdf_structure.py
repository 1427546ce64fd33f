"""The structure tree of a PDF as assistive technology walks it (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pikepdf

#: Operators that put something on the page: text, images and forms, paths, shadings (ISO 32000-1, annex A).
_PAINTING = frozenset({"Tj", "TJ", "'", '"', "Do", "sh", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})


@dataclass(frozen=True)
class Element:
    """A structure element: its type without the slash, the types around it, outermost first, and its dictionary."""

    kind: str
    around: tuple[str, ...]
    entry: pikepdf.Dictionary

    def attribute(self, name: str) -> pikepdf.Object | None:
        """An attribute of any owner."""
        attributes = self.entry.get("/A", [])
        owned = attributes if isinstance(attributes, pikepdf.Array) else [attributes]
        return next((each[name] for each in owned if isinstance(each, pikepdf.Dictionary) and name in each), None)


def elements(pdf: pikepdf.Pdf) -> list[Element]:
    """All elements of the tree, in reading order."""
    return list(_walk(pdf.Root.StructTreeRoot.K, ()))


def _walk(node: pikepdf.Object, around: tuple[str, ...]) -> Iterator[Element]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _walk(child, around)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        kind = str(node.S).removeprefix("/")
        yield Element(kind, around, node)
        if "/K" in node:
            yield from _walk(node.K, (*around, kind))


def grids(pdf: pikepdf.Pdf) -> list[list[list[Element]]]:
    """The tables: rows of cells."""
    tables = (each.entry for each in elements(pdf) if each.kind == "Table")
    return [[_inside(row.entry, "TH", "TD") for row in _inside(table, "TR")] for table in tables]


def _inside(entry: pikepdf.Dictionary, *kinds: str) -> list[Element]:
    """The elements of these kinds, those of tables inside left out."""
    return [each for each in _walk(entry.K, ()) if each.kind in kinds and "Table" not in each.around]


def row_widths(grid: list[list[Element]]) -> list[int]:
    """How many columns each row fills, cells that reach down from rows above counted in (ISO 14289-1, 7.5)."""
    reaching: list[int] = [0] * (len(grid) + 1)
    widths = []
    for number, row in enumerate(grid):
        spans = [(int(cell.attribute("/ColSpan") or 1), int(cell.attribute("/RowSpan") or 1)) for cell in row]
        widths.append(sum(columns for columns, _ in spans) + reaching[number])
        for columns, rows in spans:
            for below in range(number + 1, min(number + rows, len(grid))):
                reaching[below] += columns
    return widths


def continued_on(pdf: pikepdf.Pdf) -> set[tuple[int, int]]:
    """The pages on which a table goes on that began on another."""
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    going_on = set()
    for grid in grids(pdf):
        own = {place for row in grid for cell in row for place in _pages_of(cell.entry)}
        going_on |= {place for place in own if pages[place] > min(map(pages.__getitem__, own))}
    return going_on


def _pages_of(node: pikepdf.Object) -> Iterator[tuple[int, int]]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _pages_of(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/Pg" in node:
            yield node.Pg.objgen
        if "/K" in node:
            yield from _pages_of(node.K)


def unmarked_content(pdf: pikepdf.Pdf) -> list[str]:
    """What is painted on a page and is neither part of the tree nor an artifact (ISO 14289-1, 7.1)."""
    found = []
    for number, page in enumerate(pdf.pages, 1):
        marks: list[bool] = []
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in {"BDC", "BMC"}:
                tag, properties = instruction.operands[0], instruction.operands[1:]
                marks.append(str(tag) == "/Artifact" or any("/MCID" in each for each in properties))
            elif operator == "EMC":
                marks.pop()
            elif operator in _PAINTING and not any(marks):
                found.append(f"page {number}: {operator}")
    return found


def jumps(pdf: pikepdf.Pdf) -> list[int]:
    """For each page, how often what is painted next is read before what was painted last.

    What floats is painted where it stands and read where the text names it: a figure, a footnote, one jump each.
    """
    order: dict[tuple[int, int], list[int]] = {}

    def read(node: pikepdf.Object, page: tuple[int, int] | None) -> None:
        if isinstance(node, int) and page is not None:
            order.setdefault(page, []).append(int(node))
        elif isinstance(node, pikepdf.Array):
            for child in node:
                read(child, page)
        elif isinstance(node, pikepdf.Dictionary):
            page = node.Pg.objgen if "/Pg" in node else page
            if node.get("/Type") == "/MCR":
                read(node.MCID, page)
            elif "/K" in node:
                read(node.K, page)

    read(pdf.Root.StructTreeRoot.K, None)
    found = []
    for page in pdf.pages:
        rank = {number: place for place, number in enumerate(order.get(page.obj.objgen, []))}
        marks = (i.operands[1] for i in pikepdf.parse_content_stream(page) if str(i.operator) == "BDC")
        painted = [rank[int(each.MCID)] for each in marks if "/MCID" in each and int(each.MCID) in rank]
        found.append(sum(after < before for before, after in pairwise(painted)))
    return found


def heading_levels(pdf: pikepdf.Pdf) -> list[int]:
    """The levels of the headings, in order."""
    return [int(each.kind[1]) for each in elements(pdf) if re.fullmatch(r"H[1-6]", each.kind)]
