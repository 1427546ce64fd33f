"""A quantity of running prose, and the place at which one is read."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec

from wellsourced.manuscript.quantities.units import read_qualifier

#: How much is read on either side of a number; no phrase is longer, and no text can make reading slow.
_LEFT, _RIGHT = 80, 110
_PERIODS = ("day", "week", "month", "year", "hour", "decade")


Counting = Literal["measured", "registered"]


class Quantity(msgspec.Struct, frozen=True):
    """A quantity at `ParsedText.text[start:end]`: the figure with its currency, magnitude and percent sign.

    `low` and `high` differ for a range. `unit`: "percent", "percentage point", "money:EUR", "times" ("doubled"), a noun
    of what is counted in the singular, or empty. `noun`: what is counted in the words of the text. `qualifier`: "more
    than", "about", ... `step`: the unit of the last written place (100,000 for "36.2 million"). `spelled`: in words.
    `parts`: (1, 5) for "one in five". `generated`: put there by a template, that is, from a fact; `facts`: the ids
    that the template names. `counts`: "registered" for a number word that is a quantity only because a fact counts such
    things ("five strategies"), and for a period in an adjective ("a four-year plan"): it may contradict, no more.
    `per`: the base of a rate ("day", "100000"), or empty.
    """

    start: int
    end: int
    words: str
    low: Decimal
    high: Decimal
    unit: str = ""
    qualifier: str | None = None
    generated: bool = False
    noun: str = ""
    step: Decimal = Decimal(1)
    spelled: bool = False
    parts: tuple[Decimal, Decimal] | None = None
    facts: tuple[str, ...] = ()
    counts: Counting = "measured"
    per: str = ""


class NumberPlace(NamedTuple):
    """Where a number is read: it begins at `flat[start]`, in words if `spelled`; `left`: the words before it."""

    flat: str
    start: int
    left: str
    spelled: bool

    @classmethod
    def at(cls, flat: str, start: int, *, spelled: bool) -> NumberPlace:
        """The place in its line, or in its cell of a table."""
        left = flat[max(0, start - _LEFT) : start]
        left = left[left.rfind("\n") + 1 :]
        return cls(flat, start, left[left.rfind("|") + 1 :], spelled)

    def right(self, end: int) -> str:
        """What stands behind `end`, as far as it is read."""
        return self.flat[end : end + _RIGHT]

    def quantity(
        self, end: int, value: Decimal, step: Decimal, unit: str = "", noun: str = "", *, right: str = ""
    ) -> Quantity:
        """The quantity from here to `end`; `right`: the words behind the number, which may say "or more"."""
        qualifier = read_qualifier(self.left, right)
        if qualifier == "more than" and unit in _PERIODS and self.left.endswith("over "):
            qualifier = None  # "over six months"
        words = self.flat[self.start : end]
        return Quantity(
            self.start, end, words, value, value, unit, qualifier, noun=noun, step=step, spelled=self.spelled
        )
