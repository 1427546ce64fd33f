"""Shares, rests, portions and sums that follow from facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from wellsourced.checks.backing.derived_amounts import (
    HUNDRED,
    exactly,
    is_part,
    related,
    share_of,
    speaks_of,
    with_unit,
)
from wellsourced.checks.backing.derived_surroundings import Surroundings
from wellsourced.checks.backing.fact_agreement import Interval, agrees
from wellsourced.checks.backing.fact_figures import FactFigure
from wellsourced.checks.backing.fact_kinds import same_noun, unit_class
from wellsourced.checks.backing.fact_negations import is_denied, is_negative
from wellsourced.manuscript.quantities.quantity import Quantity


def derive_share(quantity: Quantity, figures: Sequence[FactFigure]) -> tuple[FactFigure, ...]:
    """What one figure is of another, or of the whole that its unit names."""
    for figure in figures:
        if figure.whole and speaks_of(quantity, figure) and agrees(quantity, share_of(figure.value, figure.whole)):
            return (figure,)
    for part in figures:
        for whole in figures:
            fits = part is not whole and 0 < part.value < whole.value and is_part(part, whole)
            fits = fits and (speaks_of(quantity, whole) or speaks_of(quantity, part))
            if fits and agrees(quantity, share_of(part.value, whole.value)):
                return (part, whole)
    return ()


def derive_rest(quantity: Quantity, figures: Sequence[FactFigure], around: Surroundings) -> tuple[FactFigure, ...]:
    """ "The other 38 per cent", "four in five had not": what is left of a hundred."""
    other = bool(_REST.search(around.before) or is_denied(around.behind))
    for figure in figures:
        rest = figure.unit == "percent" and 0 < figure.value < HUNDRED and speaks_of(quantity, figure)
        if rest and is_negative(figure) != other and agrees(quantity, exactly(HUNDRED - figure.value)):
            return (figure,)
    return ()


_REST = re.compile(
    r"\b(?:other|remaining|rest,|remainder,)\s(?:(?:about|some|roughly|nearly|almost)\s)?$", re.IGNORECASE
)


def derive_sum(quantity: Quantity, figures: Sequence[FactFigure]) -> tuple[FactFigure, ...]:
    """Two figures of one series together, or all of one unit."""
    for number, first in enumerate(figures):
        for second in figures[number + 1 :]:
            series = first.named == second.named and related(quantity, first)
            if series and agrees(quantity, exactly(first.value + second.value)):
                return (first, second)
    groups: dict[str, list[FactFigure]] = {}
    for figure in figures:
        groups.setdefault(figure.unit, []).append(figure)
    for group in groups.values():
        whole = sum((figure.value for figure in group), Decimal(0))
        if len(group) > 2 and related(quantity, group[0]) and agrees(quantity, exactly(whole)):
            return tuple(group)
    return ()


def derive_portion(quantity: Quantity, figures: Sequence[FactFigure], around: Surroundings) -> tuple[FactFigure, ...]:
    """ "Some 700 of the 1,284 keepers wanted to stop": a share that a fact gives in per cent, counted out.

    Of the shares of a statement only the one whose clause has most of the sentence's words is meant.
    """
    for whole in figures:
        if unit_class(whole.unit) != "count" or not (related(quantity, whole) or _counts_part(quantity, whole, around)):
            continue
        shares = [
            figure for figure in figures
            if figure.unit == "percent" and figure.fact.statement == whole.fact.statement and figure.near
        ]  # fmt: skip
        if not shares:
            continue
        best = max(len(figure.near & around.words) for figure in shares)
        for figure in shares:
            meant = best and len(figure.near & around.words) == best
            if meant and agrees(quantity, _rounded(figure.value * whole.value / HUNDRED)):
                return (figure, whole)
    return ()


def _counts_part(quantity: Quantity, whole: FactFigure, around: Surroundings) -> bool:
    """ "700 of the 1,284 keepers": the noun stands behind the whole."""
    found = re.match(r"\s(?:out\s)?of\s(?:the\s|its\s|these\s|those\s)?\d[\d.,\s]{0,11}\s(\w+)", around.behind)
    return bool(found and not quantity.unit and same_noun(with_unit(quantity, found[1]), whole))


def _rounded(value: Decimal) -> Interval:
    return Interval(value - Decimal("0.5"), value + Decimal("0.5"))
