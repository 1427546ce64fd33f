"""Quantities of a text as plain numbers: "3.2 million" and "3,200,000" are one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_SCALES = {"thousand": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12}
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20,
}  # fmt: skip
_QUANTITY = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\w/]*\d)"
    r"(?:[\s-]?(?P<scale>thousand|million|billion|trillion|mn|bn|m)\b)?(?P<share>\s?(?:%|per\s?cent\b))?"
    rf"|\b(?P<word>{'|'.join(_WORDS)})(?:[\s-](?P<wordscale>thousand|million|billion))?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class FoundQuantity:
    """A number at `start` of the text. `year`: four digits of 1900 to 2099 without unit or separator."""

    value: Decimal
    start: int
    year: bool = False


def find_quantities(text: str) -> Iterator[FoundQuantity]:
    """Numbers in figures, with their scale, and the number words from two to twenty."""
    for match in _QUANTITY.finditer(text):
        if match["word"]:
            value = Decimal(_WORDS[match["word"].lower()])
            scale = match["wordscale"]
        else:
            try:
                value = Decimal(match["number"].replace(",", "").replace(" ", ""))
            except InvalidOperation:
                continue
            scale = match["scale"]
        year = not scale and not match["share"] and bool(re.fullmatch(r"(?:19|20)\d\d", match["number"] or ""))
        if scale:
            value = value.scaleb(_SCALES[scale.lower()])
        yield FoundQuantity(value.normalize(), match.start(), year)
