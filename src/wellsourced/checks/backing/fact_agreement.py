"""Whether a quantity of the text says what a figure says: units, rounding, and words such as "more than"."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import msgspec

from wellsourced.checks.backing.fact_figures import FactFigure
from wellsourced.checks.backing.fact_kinds import as_parts, comparable, unit_class
from wellsourced.manuscript.quantities.quantity import Quantity

#: How far "about" may be off, and how far below a figure "nearly" may stay.
ABOUT, NEARLY = Decimal("0.05"), Decimal("0.08")
#: "Nearly doubled" is said of 1.8 times, "nearly half" of 45 per cent.
NEARLY_TIMES, NEARLY_PART = Decimal("0.12"), Decimal("0.1")
#: "Tripled" is said of 2.85 to 3.15 times, "tenfold" of nine to eleven.
MULTIPLE, MANY_TIMES = Decimal("0.05"), Decimal("0.1")
#: "Fewer than 100" should not be said of 40.
FEWER = Decimal("0.6")
#: "Just over 100" may be said of 106, "well over 100" of 108.
JUST, WELL_OVER = Decimal("0.06"), Decimal("1.08")
#: "More than 673" may be said of 690.
MORE = Decimal("1.03")


class Interval(msgspec.Struct, frozen=True):
    """A value that is known to lie between two bounds."""

    low: Decimal
    high: Decimal


def agrees(quantity: Quantity, values: Interval, *, of_figure: str | None = None) -> bool:
    """Whether a value within the interval can be given as the quantity is written.

    `of_figure`: the figure's own qualifier ("more than" 80).
    """
    if quantity.low != quantity.high:
        low, high = quantity.low - quantity.step / 2, quantity.high + quantity.step / 2
        width = abs(quantity.high - quantity.low)
        narrow = width <= abs(quantity.high) * Decimal("0.35")
        return narrow and values.low <= high and values.high >= low
    written = abs(quantity.low)
    low, high = sorted((abs(values.low), abs(values.high)))
    slack = rounding(quantity)
    nearly = NEARLY_TIMES if quantity.unit == "times" else NEARLY_PART if quantity.parts else NEARLY
    place = written / 4 if quantity.parts else _place(written)
    just = min(place * Decimal("0.4"), Decimal(5)) if quantity.parts else written * JUST
    return _agrees(written, Interval(low, high), _Room(slack, place, nearly, just), quantity.qualifier, of_figure)


def value_agrees(quantity: Quantity, figure: FactFigure) -> bool:
    """Whether the figure's value, in the quantity's unit, can be given as the quantity is written."""
    if as_parts(quantity, figure):
        return True
    factor = comparable(quantity, figure)
    if factor is None:
        return False
    value = figure.value * factor
    converted = factor != 1 and (unit_class(quantity.unit) == "duration" or bool(quantity.per))
    slack = abs(value) * Decimal("0.02") if converted else Decimal(0)
    if figure.whole and unit_class(quantity.unit) == "percent":
        return False
    return agrees(quantity, Interval(value - slack, value + slack), of_figure=figure.qualifier)


def agrees_with_end(quantity: Quantity, value: Decimal) -> tuple[bool, bool]:
    """For a range: whether the value is its low end, and its high end, after rounding."""
    slack = rounding(quantity)
    return abs(abs(quantity.low) - abs(value)) <= slack, abs(abs(quantity.high) - abs(value)) <= slack


def rounding(quantity: Quantity) -> Decimal:
    """How far a value may be from the written figure and still be rounded to it.

    A whole number below a thousand in digits is exact; zeros at the end of a longer one may be rounded, but two
    figures always count ("2,000" is not 2,140); "36 million" is rounded to a million.
    """
    if quantity.parts or quantity.unit == "times":
        return _fraction_slack(quantity)
    step, written = quantity.step, abs(quantity.high)
    if step < 1 or written == 0 or unit_class(quantity.unit) in ("percent", "percentage point", "effect"):
        return step / 2
    if step >= 10**6:
        return step / 2
    if written < 1000:
        return Decimal("0.5") if step <= 1 else min(step / 2, Decimal("0.5"))
    digits = len(str(int(written)))
    zeros = len(str(int(written))) - len(str(int(written)).rstrip("0"))
    return Decimal(10) ** min(zeros, max(0, digits - 2)) / 2


def _fraction_slack(quantity: Quantity) -> Decimal:
    if quantity.unit == "times":
        return (
            abs(quantity.low) * (MULTIPLE if abs(quantity.low) < 10 else MANY_TIMES)
            if quantity.spelled
            else quantity.step / 2
        )
    part, whole = quantity.parts or (Decimal(1), Decimal(2))
    wide = 2 if quantity.qualifier == "about" else 1
    if not quantity.spelled and whole > 10:
        return Decimal(50) / whole
    # "One in five" is nearer than one in four or one in six; "two thirds" and "half" are within two points.
    if part == 1 and whole > 2:
        return min(quantity.low - 100 / (whole + Decimal("0.5")), Decimal("2.5")) * wide
    return Decimal(2) * wide if whole <= 4 else min(Decimal(50) / whole, Decimal(4)) * wide


class _Room(NamedTuple):
    """How far words may be off: by rounding; up to the next figure; below, for "nearly" (a share); for "just over"."""

    slack: Decimal
    place: Decimal
    nearly: Decimal
    just: Decimal


def _agrees(written: Decimal, values: Interval, room: _Room, qualifier: str | None, of_figure: str | None) -> bool:
    low, high = values.low, values.high
    near = low - room.slack <= written <= high + room.slack
    if of_figure in ("more than", "at least") and qualifier in ("fewer than", "up to", "almost", "just under"):
        return False
    if of_figure in ("fewer than", "up to", "almost") and qualifier in ("more than", "at least", "just over"):
        return False
    if qualifier is None:
        return near
    if of_figure in ("more than", "at least") and qualifier in ("more than", "at least", "just over") and near:
        return True
    if qualifier == "about":
        return near or low * (1 - ABOUT) <= written <= high * (1 + ABOUT)
    if qualifier == "more than":
        return high > written and low < _next_figure(written, room.place)
    if qualifier == "just over":
        return high > written and low <= written + room.just
    if qualifier == "at least":
        return high >= written and low < _next_figure(written, room.place)
    if qualifier == "almost":
        if of_figure == "almost" and low <= written <= high:
            return True
        return low < written and high >= max(written * (1 - room.nearly), written - room.place)
    if qualifier == "just under":
        return low < written and high >= written - room.just
    if qualifier in ("well over", "well under"):
        return low > written * WELL_OVER if qualifier == "well over" else high < written * (2 - WELL_OVER)
    if qualifier == "up to":
        return (of_figure in ("up to", None, "about", "almost", "fewer than") and near) or (
            low <= written and high >= written * Decimal("0.9")
        )
    if qualifier == "fewer than":
        if of_figure in ("fewer than", "up to") and low <= written <= high:
            return True
        return low < written and high >= written * FEWER and high > written - room.place
    return near


def _next_figure(written: Decimal, place: Decimal) -> Decimal:
    """Up to where "more than" may be said: the next figure of as many digits, or a little more than the figure itself.

    "More than 36 million" is not said of 37.5 million, nor "more than 30 million" of 41 million.
    """
    return max(written + place, written * MORE)


def _place(written: Decimal) -> Decimal:
    """The unit of the last digit that is not zero; five of them where that digit is a five (25,000: 5,000)."""
    sign, digits, exponent = written.normalize().as_tuple()
    del sign
    unit = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return unit * 5 if digits[-1] == 5 and len(digits) > 1 else unit
