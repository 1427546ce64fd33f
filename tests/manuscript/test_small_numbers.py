"""Numbers of at most a hundred in words, as ages and anniversaries have them."""

from __future__ import annotations

import pytest

from wellsourced.manuscript.number_words import read_small


@pytest.mark.parametrize(
    "words, number",
    [
        ("a", 1),
        ("first", 1),
        ("Ten", 10),
        ("ninth", 9),
        ("twelfth", 12),
        ("twentieth", 20),
        ("twenty-first", 21),
        ("thirty fifth", 35),
        ("ninety-nine", 99),
        ("hundredth", 100),
    ],
)
def test_cardinals_and_ordinals_are_numbers(words: str, number: int) -> None:
    assert read_small(words) == number


@pytest.mark.parametrize("words", ["", "th", "dozen", "proud", "twenty ten", "first tenth", "very old indeed"])
def test_other_words_are_none(words: str) -> None:
    assert read_small(words) is None
