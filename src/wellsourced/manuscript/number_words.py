"""Written numbers as values: digits with the separators of several locales, and English number words.

Separators: 36,210,368; 36 210 368 (any space); 36.210.368; 36'210'368; 1,20,000; a decimal comma where nothing else
can be meant (one or two digits behind it).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

MAGNITUDES = {
    "hundred": 2, "thousand": 3, "k": 3, "lakh": 5, "million": 6, "mn": 6, "m": 6, "crore": 7, "billion": 9, "bn": 9,
    "b": 9, "trillion": 12, "tn": 12,
}  # fmt: skip

_ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {word: value for value, word in enumerate(_ONES, start=1)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
_SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
_PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip

_SPACES = " \u00a0\u2009\u202f"
#: A number in digits. Every alternative begins with digits, and none can be read in two ways.
DIGITS = (
    r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?"
    rf"|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d{{1,2}}(?!\d))?"
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)(?:,\d{1,2}(?!\d))?|\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)"
    r"|\d{1,3}(?:['’]\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d+[.·]\d+|\d+,\d{1,2}(?![\d,])|\d+|\.\d+)"
)
#: The first word of a number in words; also "a hundred", "a dozen".
FIRST_WORD = "|".join((*_ONES, *_TENS, *_SCALES))
_NEXT = re.compile(
    rf"(?:\s{{1,3}}(?P<and>and\s{{1,3}})?|-(?P<and2>and-)?)(?P<word>{FIRST_WORD})\b(?!['’]s)", re.IGNORECASE
)


class Number(NamedTuple):
    """A number that ends at `end`. `step`: the unit of its last written place (1 for 84, 0.1 for 84.0)."""

    value: Decimal
    step: Decimal
    end: int


def read_digits(written: str) -> tuple[Decimal, Decimal]:
    """Value and step of a match of DIGITS."""
    if written.isdecimal():
        return Decimal(written), Decimal(1)
    plain = re.sub(rf"[{_SPACES}'’]", "", written).replace("·", ".")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+", plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d+,\d{1,2}|0,\d+", plain):
        plain = plain.replace(",", ".")
    else:
        plain = plain.replace(",", "")
    value = Decimal(plain)
    exponent = value.as_tuple().exponent
    return value, Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def read_words(text: str, start: int, end: int) -> Number | None:
    """The number in words whose first word is `text[start:end]`, as long as it goes on: "two hundred and fifty"."""
    first = text[start:end].lower()
    if first not in _VALUES and first not in _SCALES:
        return None
    total, current = 0, _VALUES.get(first) or _SCALES[first]
    last = first
    limit = current if first in _SCALES else 0
    for _ in range(10):
        match = _NEXT.match(text, end)
        if match is None:
            break
        word = match["word"].lower()
        joined = bool(match["and"] or match["and2"])
        if word in _SCALES:
            if joined or (last in _SCALES and _SCALES[last] >= _SCALES[word]) or not current:
                break
            if word == "dozen":
                return Number(Decimal(current * 12), Decimal(1), match.end())
            if word == "hundred":
                if current >= 100:
                    break
                current *= 100
            else:
                total, current = total + current * _SCALES[word], 0
            limit = _SCALES[word]
        else:
            more = _VALUES[word]
            after_tens = last in _TENS and more < 10 and not joined
            if not (after_tens or (last in _SCALES and more < limit)):
                break
            current += more
        last, end = word, match.end()
    value = Decimal(total + current)
    step = Decimal(1)
    if last in _SCALES and last != "dozen":
        step = Decimal(_SCALES[last])
    return Number(value, step, end) if value else None


def read_small(words: str) -> int | None:
    """A number of at most a hundred in words, cardinal or ordinal: "twenty-first", "ten", "a"; None for other words."""
    *tens, last = words.casefold().replace("-", " ").split() or [""]
    last = _IRREGULAR.get(last, last.removesuffix("th"))
    value = _VALUES.get(f"{last.removesuffix('ie')}y" if last.endswith("ie") else last) or _SMALL.get(last)
    if not tens:
        return value
    if value is None or value > 9 or len(tens) > 1 or tens[0] not in _TENS:
        return None
    return _VALUES[tens[0]] + value


#: Ordinals that are not their cardinal with "-th", and what stands for a number.
_IRREGULAR = {"first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight", "ninth": "nine",
              "twelfth": "twelve"}  # fmt: skip
_SMALL = {"a": 1, "hundred": 100}


def read_part(word: str) -> int | None:
    """What "third", "quarters" and the like divide by."""
    word = word.lower()
    return _PARTS.get(word) or _PARTS.get(word.removesuffix("s"))
