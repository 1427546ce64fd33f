"""What a count of one year comes to in a day, a week or a month."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from wellsourced.checks.backing.derived_amounts import related
from wellsourced.checks.backing.fact_agreement import Interval, agrees
from wellsourced.checks.backing.fact_figures import FactFigure
from wellsourced.checks.backing.fact_kinds import in_days
from wellsourced.manuscript.quantities.quantity import Quantity

_PERIODS = ("hour", "day", "week", "month")
#: Months and leap years differ by so much.
_UNEVEN = Decimal("0.02")


def derive_rate(quantity: Quantity, figures: Sequence[FactFigure]) -> tuple[FactFigure, ...]:
    """ "99,000 reports a day" from the count of a year."""
    if quantity.per not in _PERIODS:
        return ()
    for figure in figures:
        if figure.per in ("", "year") and re.fullmatch(r"\d{4}", figure.fact.as_of or "") and related(quantity, figure):
            value = figure.value * in_days(Decimal(1), quantity.per) / in_days(Decimal(1), "year")
            if agrees(quantity, Interval(value * (1 - _UNEVEN), value * (1 + _UNEVEN))):
                return (figure,)
    return ()
