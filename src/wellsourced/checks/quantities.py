"""Quantities of a text as plain numbers: "3.2 million" and "3,200,000" are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from wellsourced.project.dates import MONTHS

_SCALES = {"thousand": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12}
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20,
}  # fmt: skip
_MONTHS = tuple(month.lower() for month in MONTHS)
_MONTH = "|".join(_MONTHS)
_QUANTITY = re.compile(
    rf"(?<![\w.,/-])(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH})\b"
    rf"|(?P<us_month>{_MONTH})\s(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?(?![\w.]*\d))"
    r"|(?<![\w.,/-])(?P<number>\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\w/]*\d)"
    r"(?:[\s-]?(?P<scale>thousand|million|billion|trillion|mn|bn|m)\b)?(?P<share>\s?(?:%|per\s?cent\b))?"
    rf"|\b(?P<word>{'|'.join(_WORDS)})(?:[\s-](?P<word_scale>thousand|million|billion))?\b",
    re.IGNORECASE,
)


class FoundQuantity(NamedTuple):
    """A number at `start` of the text.

    A `year` is four digits of 1900 to 2099 without unit or separator; a `day` is month and day as a number (8 August:
    808).
    """

    kind: Literal["number", "year", "day"]
    value: Decimal
    start: int


def find_quantities(text: str) -> Iterator[FoundQuantity]:
    """Numbers in figures, with their scale, days of the year, and the number words from two to twenty."""
    for match in _QUANTITY.finditer(text):
        if month := match["month"] or match["us_month"]:
            day = int(match["day"] or match["us_day"])
            yield FoundQuantity("day", Decimal((_MONTHS.index(month.lower()) + 1) * 100 + day), match.start())
            continue
        scale = match["scale"] or match["word_scale"]
        if match["word"]:
            value = Decimal(_WORDS[match["word"].lower()])
        else:
            value = Decimal(match["number"].replace(",", "").replace(" ", ""))
        if scale:
            value = value.scaleb(_SCALES[scale.lower()])
        is_year = not scale and not match["share"] and re.fullmatch(r"(?:19|20)\d\d", match["number"] or "")
        yield FoundQuantity("year" if is_year else "number", value.normalize(), match.start())
