"""Sentences as readers will see them, whatever was written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellsourced.manuscript.parse import parse_text
from wellsourced.review.wording import TextParts, plain_text

MARKUP = [
    "[",
    "]",
    "(",
    ")",
    "@key",
    "[@a, p. 3; @b]",
    "@c [p. 4]",
    "*",
    "_",
    "`",
    "<",
    "<!--",
    "-->",
    "{#x}",
    "{",
    "}",
    "\\",
]
WORDS = [
    "bees",
    "hive.",
    " ",
    "\n",
    "\n\n",
    "| ",
    "> ",
    "- ",
    "![x](y)",
    "[^1]",
    "[^1]: ",
    "\ue000",
    "\ue0001\ue001",
    "é",
    "𝒳",
]


def words_of(text: str) -> str:
    return plain_text(TextParts(parse_text("x.md", text)).runs(0, len(text)))


@pytest.mark.parametrize(
    "written, read",
    [
        ("Plain words, 3 % of them.", "Plain words, 3 % of them."),
        ("*Some* **strong** and _quiet_ words", "Some strong and quiet words"),
        ("snake_case_names and 2 * 3 stay", "snake_case_names and 2 * 3 stay"),
        ('A [link](https://e.example "t") and ![an image](x.png).', "A link and an image."),
        ("Cited [see @a, p. 3]. Then", "Cited. Then"),
        ("@a [p. 3] says so [-@b].", "@a [p. 3] says so."),
        ("A note[^n] and a mark<!-- wellsourced: allow CIT001: why -->.", "A note and a mark."),
        ("- an item\n  over two lines", "an item over two lines"),
        ("> quoted\n> lines", "quoted lines"),
        ("| a | b |", "a | b"),
        ("AT\\&T and \\* stars", "AT&T and * stars"),
        ("Letters \ue0001\ue001 of nobody", "Letters 1 of nobody"),
    ],
)
def test_markup_is_taken_away(written: str, read: str) -> None:
    assert words_of(written) == read


@given(st.lists(st.sampled_from(MARKUP + WORDS), max_size=60).map("".join))
@settings(deadline=None, max_examples=200)
def test_any_text_is_read_and_keeps_no_marks(text: str) -> None:
    runs = TextParts(parse_text("x.md", text)).runs(0, len(text))
    assert "\ue000" not in plain_text(runs)
    assert all(run.text for run in runs)


@pytest.mark.parametrize(
    "piece", ["[", "[^", "[a](", "<!--", "<a ", "*", "_", "{#", "`", "\\", "(@a ", "[@a ", "> ", " "]
)
def test_long_runs_of_one_mark_are_read(piece: str) -> None:
    """Each pattern is linear: these would hang for hours if one were not, and the suite ends what hangs."""
    words_of(piece * 50_000)
