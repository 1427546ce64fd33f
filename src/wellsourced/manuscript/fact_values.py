"""What sections can say in templates: facts, figures derived from facts, and the filters that print them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from wellsourced.project.dates import date_in_words, parse_date

MINUS = "\u2212"

_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


class FactError(Exception):
    """A fact is used in a way its value does not allow. The message is for the author."""


class Quantity(msgspec.Struct, frozen=True):
    """A figure on its way into the text; `facts` are the ids it was taken or computed from."""

    value: int | float
    facts: tuple[str, ...]

    def __str__(self) -> str:
        return number(self)


class DateValue(msgspec.Struct, frozen=True):
    """A fact whose value is a date (YYYY, YYYY-MM or YYYY-MM-DD)."""

    iso: str
    facts: tuple[str, ...]

    def __str__(self) -> str:
        return print_date(self)


class UnknownFact(msgspec.Struct, frozen=True):
    """Stands in for a fact that does not exist, so that every other error is still found. Prints as `fact?`."""

    facts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{'/'.join(self.facts)}?"


Value = Quantity | DateValue | UnknownFact


def number(value: Any, digits: int | None = None) -> str:
    """Thousands separators and `digits` after the point; as many as the value has if not given."""
    if isinstance(value, UnknownFact):
        return str(value)
    figure = _figure(value)
    if digits is None:
        text = f"{abs(figure):,}" if isinstance(figure, int) else f"{abs(figure):,.10g}"
        if "e" in text:
            text = f"{abs(figure):,.0f}"
    else:
        text = f"{abs(_round_half_up(figure, _digits(digits))):,.{_digits(digits)}f}"
    return MINUS + text if figure < 0 and text.strip("0.,") else text


def rounded(value: Any, significant: int = 2) -> str:
    """To `significant` digits: 21,751,085 | rounded(3) is 21,800,000."""
    if isinstance(value, UnknownFact):
        return str(value)
    figure = _figure(value)
    if figure == 0:
        return "0"
    scale = significant - len(f"{abs(figure):.0f}") if abs(figure) >= 1 else significant
    result = _round_half_up(figure, scale)
    return number(int(result) if scale <= 0 else result)


def millions(value: Any, digits: int = 1) -> str:
    """36.2 million; a zero after the point is dropped."""
    return _scaled(value, 1_000_000, "million", digits)


def billions(value: Any, digits: int = 1) -> str:
    """10.1 billion; a zero after the point is dropped."""
    return _scaled(value, 1_000_000_000, "billion", digits)


def percent(value: Any, digits: int | None = None) -> str:
    """84%."""
    return str(value) if isinstance(value, UnknownFact) else number(value, digits) + "%"


def money(value: Any, symbol: str = "$") -> str:
    """$3,000; from a million on in words: £10.1 billion."""
    if isinstance(value, UnknownFact):
        return str(value)
    size = abs(_figure(value))
    text = billions(value) if size >= 1e9 else millions(value) if size >= 1e6 else number(value)
    return MINUS + symbol + text[1:] if text.startswith(MINUS) else symbol + text


def in_words(value: Any) -> str:
    """Whole numbers from 0 to 100 as words: twenty-six."""
    if isinstance(value, UnknownFact):
        return str(value)
    figure = _figure(value)
    if figure != int(figure) or not 0 <= figure <= 100:
        raise FactError(f"the filter `words` takes whole numbers from 0 to 100, not {number(value)}")
    whole = int(figure)
    if whole == 100:
        return "one hundred"
    if whole < 20:
        return _UNITS[whole]
    return _TENS[whole // 10] + (f"-{_UNITS[whole % 10]}" if whole % 10 else "")


def print_date(value: Any) -> str:
    """3 April 2026, from 2026-04-03; April 2026 from 2026-04."""
    if isinstance(value, UnknownFact):
        return str(value)
    iso = value.iso if isinstance(value, DateValue) else str(value)
    if parse_date(iso) is None:
        raise FactError(f"the filter `date` takes a date such as 2026-04-03, not {iso!r}")
    return date_in_words(iso)


def absolute(value: Any) -> Any:
    """Without its sign, for "fell by 17 per cent"."""
    return Quantity(abs(value.value), value.facts) if isinstance(value, Quantity) else value


FILTERS: dict[str, Callable[..., Any]] = {
    "number": number,
    "rounded": rounded,
    "millions": millions,
    "billions": billions,
    "percent": percent,
    "money": money,
    "words": in_words,
    "date": print_date,
    "abs": absolute,
}


def change(before: Value, after: Value) -> Value:
    """The change from `before` to `after` in per cent of `before`."""
    return _derive(lambda a, b: (b - a) / a * 100, before, after)


def ratio(a: Value, b: Value) -> Value:
    """`a` divided by `b`."""
    return _derive(lambda x, y: x / y, a, b)


def share(part: Value, whole: Value) -> Value:
    """`part` in per cent of `whole`."""
    return _derive(lambda x, y: x / y * 100, part, whole)


def difference(a: Value, b: Value) -> Value:
    """`a` minus `b`."""
    return _derive(lambda x, y: x - y, a, b)


def total(*values: Value) -> Value:
    """The sum of the values."""
    return _derive(lambda *figures: sum(figures), *values)


#: Template function -> what it computes from facts given by id.
DERIVED: dict[str, Callable[..., Value]] = {
    "change": change,
    "ratio": ratio,
    "share": share,
    "difference": difference,
    "sum": total,
}


def _derive(compute: Callable[..., int | float], *values: Value) -> Value:
    facts = tuple(fact for value in values for fact in value.facts)
    if any(isinstance(value, UnknownFact) for value in values):
        return UnknownFact(facts)
    figures = [_figure(value) for value in values]
    try:
        return Quantity(compute(*figures), facts)
    except ZeroDivisionError as error:
        raise FactError("cannot divide by a fact whose value is 0") from error


def _figure(value: Any) -> int | float:
    if isinstance(value, Quantity):
        return value.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, DateValue):
        raise FactError(f"{value.iso} is a date, not a figure; print it with the filter `date`")
    raise FactError(f"expected a figure, got {str(value)!r}")


def _digits(digits: int) -> int:
    if not isinstance(digits, int) or not 0 <= digits <= 10:
        raise FactError(f"digits after the point must be a whole number from 0 to 10, not {digits!r}")
    return digits


def _round_half_up(figure: int | float, digits: int) -> float:
    """Commercial rounding: 0.125 to two digits is 0.13, as readers expect; Python's own rounds half to even."""
    from decimal import ROUND_HALF_UP, Decimal

    return float(Decimal(repr(figure)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))


def _scaled(value: Any, unit: int, word: str, digits: int) -> str:
    if isinstance(value, UnknownFact):
        return str(value)
    text = number(_round_half_up(_figure(value) / unit, _digits(digits)), digits)
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} {word}"
