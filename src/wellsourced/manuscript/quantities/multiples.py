"""Words that multiply: "doubled", "twice as many", "a tenfold increase"."""

from __future__ import annotations

import re
from decimal import Decimal

from wellsourced.manuscript.alternations import one_of
from wellsourced.manuscript.number_words import read_words
from wellsourced.manuscript.quantities.candidates import MULTIPLES
from wellsourced.manuscript.quantities.quantity import NumberPlace, Quantity

#: What stands behind "twice" where it compares.
_COMPARED = re.compile(
    r"\s"
    + one_of(
        """
        as; bigger; faster; greater; her; higher; his; its; larger; less; likelier; longer; lower; more; that; the
        their; this; those; what
        """
    )
    + r"\b"
)
_AFTER_FOLD = one_of(
    """
    as; between; decrease; drop; during; fall; from; greater; growth; higher; in; increase; jump; larger; more; over
    rise; since; surge; to; within
    """
)
#: What stands behind "tenfold" where it tells of growth; also the end of the sentence.
_GROWN = re.compile(rf"\s{_AFTER_FOLD}\b|\s?(?:[^\w\s]|$)")
_OWNED = re.compile(r"\s(?:the|its|their|this|that)\b")
_DOWN_OR_UP = re.compile(r"\s(?:down|up)\b")


def is_multiple(word: str) -> bool:
    """Whether a word, in small letters, multiplies what it speaks of."""
    return word in MULTIPLES or word.endswith("fold")


def read_multiple(place: NumberPlace, end: int, word: str) -> Quantity | None:
    """The multiple that `word` is, which ends at `end`; None where it multiplies nothing."""
    value = _read_fold(place, end, word) if word.endswith("fold") else _read_word(place, end, word)
    return place.quantity(end, value, Decimal("0.1"), "times") if value is not None else None


def _read_fold(place: NumberPlace, end: int, word: str) -> Decimal | None:
    number = read_words(word.removesuffix("fold"), 0, len(word) - 4)
    return number.value if number is not None and _GROWN.match(place.flat, end) else None


def _read_word(place: NumberPlace, end: int, word: str) -> Decimal | None:
    if word in ("double", "twice", "thrice", "triple") and not _COMPARED.match(place.flat, end):
        return None
    if word == "halves" and not _OWNED.match(place.flat[end : end + 8]):
        return None
    if word in ("doubling", "halving", "tripling") and _DOWN_OR_UP.match(place.flat[end : end + 6]):
        return None
    return MULTIPLES[word]
