"""Quantities of running prose: counts, shares, money, ratios, with unit, rounding and words such as "more than"."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from wellsourced.manuscript.model import ParsedText


class Quantity(msgspec.Struct, frozen=True):
    """A quantity at `ParsedText.text[start:end]`.

    `low` and `high` differ for a range. `unit`: "percent", "percentage point", "money:EUR", a noun of what is counted,
    or empty. `qualifier`: "more than", "about", ... `generated`: put there by a template, that is, from a fact.
    """

    start: int
    end: int
    words: str
    low: Decimal
    high: Decimal
    unit: str = ""
    qualifier: str | None = None
    generated: bool = False


def find_quantities(parsed: ParsedText) -> tuple[Quantity, ...]:
    """Every quantity in the prose, in order of the text. Years, section numbers and list ordinals are none."""
    del parsed
    return ()
