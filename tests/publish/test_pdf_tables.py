"""Widths of table columns, as the PDF sets them."""

from __future__ import annotations

from typing import Any

import pytest

from wellsourced.pandoc import Block, read_markdown
from wellsourced.publish.typst.tables import balance_columns, measure_table, plain_text

SENTENCE = "Criminalisation of production, distribution, dissemination, import, export, offer and sale"


def read_table(text: str) -> Block:
    blocks, _ = read_markdown(text)
    return next(block for block in blocks if block["t"] == "Table")


LINE = 88


def balance(table: Block) -> Block:
    return balance_columns(table, LINE)


def widths(table: Block) -> list[Any]:
    return [width.get("c") for _, width in table["c"][2]]


def test_table_of_short_cells_keeps_natural_widths() -> None:
    table = read_table("| A | B |\n|---|---|\n| one | two |\n")
    assert balance(table) == table


def test_long_column_gets_the_room_that_short_ones_leave() -> None:
    table = read_table(f"| Name | Year | What |\n|---|---|---|\n| Convention | 1989 | {SENTENCE} |\n")
    name, year, what = widths(balance(table))
    assert year < name < what
    assert name + year + what == pytest.approx(1, abs=0.01)
    assert what > 0.6


def test_no_column_is_narrower_than_its_longest_word() -> None:
    table = read_table(f"| A | B |\n|---|---|\n| Interoperabilityrequirements | {SENTENCE} {SENTENCE} {SENTENCE} |\n")
    assert widths(balance(table))[0] * 88 >= len("Interoperabilityrequirements")


def test_sensible_widths_of_the_author_stay() -> None:
    rows = "\n".join(f"| {SENTENCE} | {SENTENCE} |" for _ in range(3))
    table = read_table(f"| A | B |\n|-----|----|\n{rows}\n")
    assert balance(table) == table


def test_widths_that_waste_lines_or_cut_words_are_replaced() -> None:
    wasteful = read_table(f"| A | B |\n|----|--------|\n| {SENTENCE} {SENTENCE} | 1 |\n")
    first, second = widths(balance(wasteful))
    assert first > second
    cutting = read_table(f"| A | B |\n|--|------------------------------|\n| Philippines | {SENTENCE} |\n")
    assert widths(balance(cutting))[0] * 88 >= len("Philippines")


def test_words_too_long_for_the_line_share_it() -> None:
    table = read_table(f"| A | B |\n|---|---|\n| {'a' * 200} | {'b' * 200} |\n")
    assert widths(balance(table)) == pytest.approx([0.5, 0.5], abs=0.01)


def test_measure_counts_lines_of_the_fullest_cell() -> None:
    table = balance(read_table(f"| A | B |\n|---|---|\n| x | {SENTENCE * 8} |\n| y | z |\n"))
    lines, highest = measure_table(table, LINE)
    assert 8 <= highest <= 14
    assert lines == highest + 2


def test_empty_table_has_no_trouble() -> None:
    empty = {"t": "Table", "c": [["", [], []], [None, []], [], [["", [], []], []], [], [["", [], []], []]]}
    assert balance(empty) == empty
    assert measure_table(empty, LINE) == (0, 0)


@pytest.mark.parametrize("cell", ["![x](y)", "a\\\nb", "1. one\n2. two", "    code"])
def test_table_with_more_than_running_text_is_never_kept_whole(cell: str) -> None:
    lines = cell.split("\n")
    grid = "\n".join(["+--------------------+", *(f"| {line:<18} |" for line in lines), "+--------------------+"])
    assert measure_table(read_table(grid), LINE)[0] > 1000


def test_plain_text_leaves_notes_out() -> None:
    blocks, _ = read_markdown("A *b* [c](d) `e` $f$^[note]\n\ng")
    assert plain_text(blocks) == "A b c e f g"
