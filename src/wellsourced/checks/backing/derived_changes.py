"""Changes, ratios and what was left, as they follow from two facts or from one that states a change."""

from __future__ import annotations

import re
from decimal import Decimal

from wellsourced.checks.backing.derived_amounts import HUNDRED, amount, exactly, in_order, related, share_of
from wellsourced.checks.backing.derived_surroundings import Pairs, Surroundings, falls
from wellsourced.checks.backing.fact_agreement import agrees
from wellsourced.checks.backing.fact_figures import FactFigure
from wellsourced.checks.backing.fact_kinds import RATIOS, unit_class
from wellsourced.manuscript.quantities.quantity import Quantity

_COMPARED = re.compile(r"\s(?:as|that|those|the|what|more|higher|larger|greater|bigger|longer|less|lower)\b")


def derive_change(quantity: Quantity, pairs: Pairs, around: Surroundings) -> tuple[FactFigure, ...]:
    """ "Rose by 20 per cent": from one figure to a later one, or as a multiple that a fact states."""
    down = falls(around)
    for first, second in pairs.in_time():
        if in_order(first, second):
            value = (amount(second) - amount(first)) / abs(amount(first)) * HUNDRED
            if (value < 0) == down and agrees(quantity, exactly(abs(value))):
                return (first, second)
    for figure in pairs.figures:
        grown = (figure.value - 1) * HUNDRED
        if figure.unit == "times" and (grown < 0) == down and agrees(quantity, exactly(abs(grown))):
            return (figure,)
    return ()


def derive_remainder(quantity: Quantity, pairs: Pairs) -> tuple[FactFigure, ...]:
    """ "Fell to a third of what it was": the later figure as a share of the earlier."""
    for first, second in pairs.in_time():
        later = in_order(first, second) and first.fact.as_of != second.fact.as_of
        if later and agrees(quantity, share_of(second.value, first.value)):
            return (first, second)
    for figure in pairs.figures:
        if (change := _signed(figure)) is not None and agrees(quantity, exactly(HUNDRED + change)):
            return (figure,)
    return ()


def derive_difference(quantity: Quantity, pairs: Pairs, *, points: bool) -> tuple[FactFigure, ...]:
    """ "500 more than in 2022", "gained 6.9 percentage points" (`points`): one figure less another."""
    unit = "percent" if points else unit_class(quantity.unit)
    for first, second in pairs.in_time():
        series = first.fact.statement == second.fact.statement
        series = series or first.named <= second.named or second.named <= first.named
        series = series and unit_class(first.unit) == unit and (points or related(quantity, first))
        if series and agrees(quantity, exactly(abs(second.value - first.value))):
            return (first, second)
    return ()


def derive_ratio(quantity: Quantity, pairs: Pairs, around: Surroundings) -> tuple[FactFigure, ...]:
    """ "Doubled", "three times as many": of two figures, of a stated change, or a ratio that a fact gives."""
    for first, second in pairs.in_time():
        if in_order(first, second) and agrees(quantity, exactly(amount(second) / amount(first))):
            return (first, second)
    for figure in pairs.figures:
        change = _signed(figure)
        if change is not None and agrees(quantity, exactly(1 + change / HUNDRED)):
            return (figure,)
        if figure.unit in RATIOS and agrees(quantity, exactly(figure.value)):
            return (figure,)
    if _COMPARED.match(around.behind):
        for less, more in pairs.all():
            apart = (more.named ^ less.named) & around.words
            alike = less.unit == more.unit and less.dated == more.dated and bool(less.named & more.named)
            alike = alike or (less.fact.statement == more.fact.statement and _are_counts(less, more))
            if apart and alike and less.unit != "percent" and agrees(quantity, exactly(more.value / less.value)):
                return (less, more)
    return ()


def _are_counts(first: FactFigure, second: FactFigure) -> bool:
    return unit_class(first.unit) == unit_class(second.unit) == "count"


def _signed(figure: FactFigure) -> Decimal | None:
    """The change in per cent that a figure states, if it states one."""
    if figure.unit != "percent":
        return None
    unit = figure.fact.unit or ""
    if figure.value < 0 or re.search(r"\b(?:increase|more|rise|growth|higher)\b", unit):
        return figure.value
    if re.search(r"\b(?:decrease|less|fewer|lower|decline|fall|drop|reduction)\b", unit):
        return -figure.value
    stated = f"{figure.fact.statement}"
    if re.search(rf"\b(?:rose|grew|increased|climbed|jumped)\sby\s[^.;]{{0,12}}{figure.value.normalize():f}\b", stated):
        return figure.value
    if re.search(rf"\b(?:fell|dropped|declined|decreased)\sby\s[^.;]{{0,12}}{figure.value.normalize():f}\b", stated):
        return -figure.value
    return None
