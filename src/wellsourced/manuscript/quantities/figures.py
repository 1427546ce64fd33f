"""One figure: its value with magnitude and fraction, what it measures, and whether it measures anything."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from wellsourced.manuscript.alternations import one_of
from wellsourced.manuscript.number_words import MAGNITUDES, Number, read_digits, read_words
from wellsourced.manuscript.quantities.candidates import Candidate
from wellsourced.manuscript.quantities.contexts import is_plain_year, names_something
from wellsourced.manuscript.quantities.counts import count_in_words
from wellsourced.manuscript.quantities.multiples import is_multiple, read_multiple
from wellsourced.manuscript.quantities.quantity import Counting, NumberPlace, Quantity
from wellsourced.manuscript.quantities.rates import read_base, read_share_of_base
from wellsourced.manuscript.quantities.shares import (
    find_fraction,
    read_every,
    read_half,
    read_share,
    read_single_part,
    word_end,
)
from wellsourced.manuscript.quantities.units import read_unit
from wellsourced.manuscript.quantities.wholes import counts_some_in, find_whole

_CODES = {
    "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR",
}  # fmt: skip
_HALVES = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_AND_A_HALF = re.compile(r"\s(?:and a half)\b|-and-a-half\b")
#: "A year and a half"; the article stands before.
_AND_A_HALF_MORE = re.compile(r"\s(year|month|week|day|hour|minute|decade)\sand\sa\shalf\b")
_MAGNITUDE = re.compile(
    r"[ \u00a0\u202f-]{0,4}(?P<word>hundred|thousand|million|billion|trillion|lakh|crore)\b(?:-(?=dollar|euro|pound))?"
    r"|\s{0,4}(?P<short>mn|bn|tn)\b|(?P<tight>[mMkKbB])\b(?!\s?(?:/|per\b))",
    re.IGNORECASE,
)
#: Behind four digits: what makes a quantity of them that could be a year.
_MEASURED = re.compile(
    r"[\s-]{0,4}(?:%|per\s?cent|percent|hundred|thousand|million|billion|trillion|dollar|euro|pound|times)|[kmKMx½¼¾]|:\d"
)
_AFTER_ONE = one_of(
    r"""
    and; billion; dozen; eighth; fifth; fourth; half; hundred; hundredth; in; million; ninth; of\sa; out; pct; per
    percent; percentage; quarter; seventh; sixth; tenth; third; thousand; trillion
    """
)
#: Behind "one": what makes a quantity of it.
_ONE_OF = re.compile(rf"[\s-]{_AFTER_ONE}\b")
#: What makes a name of a number ("256-bit", "41a", "24/7", "twenty-first"), and the units that may be glued to it.
_GLUED = re.compile(r"[^\W\d_]|[-–][^\W\d_]|/|:\d|\.\d|\u2063")
_GLUED_UNIT = re.compile(
    r"[-–]?(?:fold|percent|per[- ]cent|pct?\b|odd\s|strong\b|[kKMGTPE]i?B\b"
    r"|(?:year|month|week|day|hour|minute|second)s?\b|dollar|euro|pound|country|nation|member|state|person|[xX]\b|pp\b)"
)
_COLON = re.compile(r":(\d{1,2})(?![\d:])")
#: Numbers that stand for "very many" in an idiom.
_BIG = frozenset({Decimal(12), Decimal(100), Decimal(1000), Decimal(10**6), Decimal(10**9)})
_MANY = re.compile(r"\b(?:couple of|few|hundreds of|many|several|tens of|thousands of)\s$")


def read_figure(flat: str, found: Candidate, nouns: frozenset[str]) -> Quantity | None:
    """The quantity that begins with the candidate; None where it measures nothing. `nouns`: as of find_quantities."""
    place = NumberPlace.at(flat, found.start, spelled=found.spelled)
    written = flat[found.number : found.end]
    word = written.lower()
    if found.spelled:
        if is_multiple(word):
            return read_multiple(place, found.end, word)
        if word == "every":
            return read_every(place, found.end)
        if word == "half":
            return read_half(place, found.end)
        if word.split()[0] in ("a", "an"):
            if find_fraction(flat, found.end):
                return read_single_part(place, found.end)
            if longer := _AND_A_HALF_MORE.match(flat, found.end):
                return place.quantity(longer.end(), Decimal("1.5"), Decimal("0.5"), longer[1], longer[1] + "s")
        number = _read_number_words(place, found, word)
    else:
        number = _read_number_digits(place, found, written)
    if number is None:
        return None
    if found.spelled and number.value in _BIG and re.match(r"-[a-z]", flat[number.end : number.end + 2]):
        return None  # "a million-dollar question"
    fraction = find_fraction(flat, number.end) if number.value < 100 else None
    if fraction and number.value < fraction[0]:
        return read_share(place, fraction[1], number.value, fraction[0])
    if number.value in _BIG and _MANY.search(place.left):
        return None
    scaled = _scale(flat, found, number)
    if scaled is None and _is_glued(flat, number.end):
        return None
    return _read_rest(place, found, scaled or number, nouns, scaled=scaled is not None)


# --- the number ------------------------------------------------------------------------------------------------------


def _read_number_digits(place: NumberPlace, found: Candidate, written: str) -> Number | None:
    flat = place.flat
    if not found.currency and is_plain_year(written, place.left) and not _MEASURED.match(flat, found.end):
        return None
    value, step = read_digits(written)
    part = _HALVES.get(flat[found.end : found.end + 1])
    if part:
        value, step = value + part, part
    value = -value if found.sign in ("-", "−", "–") else value
    return Number(value, step, found.end + bool(part))


def _read_number_words(place: NumberPlace, found: Candidate, word: str) -> Number | None:
    """A number in words: "a million", "two hundred and fifty", "three and a half"."""
    flat = place.flat
    if word == "one" and not (_ONE_OF.match(flat, found.end) or counts_some_in(flat, found.end)):
        return None
    first = found.end + 1 if word == "a" else found.start
    number = read_words(flat, first, word_end(flat, first))
    half = _AND_A_HALF.match(flat, number.end) if number else None
    if number is None or half is None:
        return number
    # "three and a half" and "a million and a half"
    more = number.step / 2 if number.step >= 1000 else Decimal("0.5")
    return Number(number.value + more, more, half.end())


def _scale(flat: str, found: Candidate, number: Number) -> Number | None:
    """The number with the magnitude behind it ("36.2 million", "$5bn"), if there is one."""
    magnitude = _MAGNITUDE.match(flat, number.end)
    if magnitude is None:
        return None
    tight = magnitude["tight"]
    if tight and (found.spelled or not (found.currency or tight in "kmM")):
        return None
    scale = MAGNITUDES[(magnitude["word"] or magnitude["short"] or tight).lower()]
    return Number(number.value.scaleb(scale), number.step.scaleb(scale), magnitude.end())


def _is_glued(flat: str, end: int) -> bool:
    return bool(_GLUED.match(flat, end) and not _GLUED_UNIT.match(flat, end) and not _COLON.match(flat, end))


# --- what it measures ------------------------------------------------------------------------------------------------

_SURE = re.compile(
    r"\s(?:behind|certain|clear|committed|convinced|correct|dedicated|reliable|right|safe|secure|sure)\b"
)
_FACTOR = re.compile(r"\bfactor\sof\s(?:about\s|some\s|almost\s|over\s)?$")
#: A point that parts thousands, where what is counted is whole: nothing else is written with three decimals.
_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_WORDS_OF_MEASURES = """
day decade degree gram hour kilo kilogram kilometer kilometre liter litre meter metre mile minute month percent point
second times week year
"""
_MEASURES = frozenset((*_WORDS_OF_MEASURES.split(), "percentage point"))


def _read_rest(
    place: NumberPlace, found: Candidate, number: Number, nouns: frozenset[str], *, scaled: bool
) -> Quantity | None:
    """What stands behind a number: the whole of which it is a part, the other side of a ratio, or a unit."""
    flat, (value, _, end) = place.flat, number
    spelled = found.spelled
    whole = None if scaled or found.currency else find_whole(flat, number)
    if whole is not None:
        share = read_share(place, whole.end, value, whole.value)
        return msgspec.structs.replace(share, noun=whole.noun) if share and whole.noun else share
    if spelled and value == 1 and flat[found.number : found.end].lower() == "one":
        if not _ONE_OF.match(flat, found.end):
            return None
    elif not spelled and (other := _COLON.match(flat, end)):
        return _read_ratio(place, value, other)
    return _read_measure(place, found, number, nouns, scaled=scaled)


def _read_ratio(place: NumberPlace, value: Decimal, other: re.Match[str]) -> Quantity | None:
    """ "3:1"; a time of day is none."""
    if (len(other[1]) == 2 and value < 25 and int(other[1]) < 60) or not Decimal(other[1]):
        return None
    right = _line(place.right(other.start()))
    return place.quantity(other.end(), value / Decimal(other[1]), Decimal("0.01"), "times", right=right)


def _line(right: str) -> str:
    """The words behind a number in its line, or in its cell of a table."""
    return right.split("\n", 1)[0].split("|", 1)[0]


def _read_measure(
    place: NumberPlace, found: Candidate, number: Number, nouns: frozenset[str], *, scaled: bool
) -> Quantity | None:
    """A number with its unit and what it counts."""
    (value, step, end), spelled = number, found.spelled
    written, left, right = place.flat[found.number : found.end], place.left, _line(place.right(end))
    if not found.currency and not scaled and (part := read_share_of_base(right)) and value < part[0]:
        share = read_share(place, end + part[1], value, part[0])
        return msgspec.structs.replace(share, step=step / part[0] * 100) if share else None
    unit, noun, length = read_unit(left, right, currency=_CODES.get(found.currency, found.currency))
    if unit == "percent" and value == 100 and _SURE.match(place.flat, end + length):
        return None
    money = unit.startswith("money:")
    if not spelled and not scaled and _GROUPED.fullmatch(written) and (money or _is_count(unit, noun)):
        value, step = value * 1000, Decimal(1)  # "1.250 children"
    if not unit and _FACTOR.search(left):
        unit = "times"
    measured = scaled or bool(found.currency) or money or unit in ("percent", "percentage point", "times")
    counted = bool(noun or unit)
    if names_something(written, value, left, right, spelled=spelled, counted=counted, measured=measured):
        return None
    counts: Counting | None = "measured"
    if spelled and not measured:
        counts = count_in_words(place, value, unit, noun, right, nouns)
    if counts is None:
        return None
    base = "" if unit == "times" else read_base(right[length:], noun)
    quantity = place.quantity(end + length, value, step, unit, noun, right=right)
    return msgspec.structs.replace(quantity, per=base, counts=counts)


def _is_count(unit: str, noun: str) -> bool:
    """Whether whole things are counted: "children", not "years", "kilometres" or "per cent"."""
    return bool(noun) and noun.endswith(("s", "children", "people", "women", "men")) and unit not in _MEASURES
