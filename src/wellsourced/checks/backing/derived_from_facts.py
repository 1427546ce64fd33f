"""Quantities that no fact gives outright, but that follow from facts: changes, shares, multiples, differences, sums."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wellsourced.checks.backing.change_words import CHANGE, OF_BEFORE, TO
from wellsourced.checks.backing.derived_changes import derive_change, derive_difference, derive_ratio, derive_remainder
from wellsourced.checks.backing.derived_rates import derive_rate
from wellsourced.checks.backing.derived_shares import derive_portion, derive_rest, derive_share, derive_sum
from wellsourced.checks.backing.derived_surroundings import Pairs, Surroundings, is_change
from wellsourced.checks.backing.fact_figures import FactFigure
from wellsourced.checks.backing.fact_kinds import unit_class
from wellsourced.manuscript.quantities.quantity import Quantity

_DIFFERENCE = re.compile(
    r"\b(?:differences?|gap|margin|gulf|distance)\b[^.;|]{0,60}?\b(?:of|is|was|are|were|at|to|by)\s(?:[\w-]+\s){0,3}$",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"(?:\s[\w-]+){0,2}\s(?:more|fewer|less|additional|higher|lower)\b", re.IGNORECASE)
_SUM = re.compile(
    r"\b(?:together|combined|in all|altogether|jointly|sum of|in total|totalling|totalled|add(?:s|ed)? up to"
    r"|taken together|between them|all told|(?:two|three|both|all) years|cumulative(?:ly)?)\b",
    re.IGNORECASE,
)


def derive_from_facts(
    quantity: Quantity, figures: Sequence[FactFigure], around: Surroundings
) -> tuple[FactFigure, ...]:
    """The facts from which the quantity follows, if the words around it speak of a change, share, difference or sum."""
    if quantity.low != quantity.high:
        return ()
    pairs = Pairs(figures, around)
    unit = unit_class(quantity.unit)
    if unit == "percent":
        return _derive_percent(quantity, pairs, around)
    if unit == "times":
        return derive_ratio(quantity, pairs, around)
    points = quantity.unit in ("percentage point", "point")
    if not points and unit not in ("count", "duration") and not unit.startswith("money:"):
        return ()
    if rate := derive_rate(quantity, pairs.figures):
        return rate
    if is_change(around) or _DIFFERENCE.search(around.bare) or _FURTHER.match(around.behind):
        difference = derive_difference(quantity, pairs, points=points)
        if difference:
            return difference
    if points:
        return ()
    if _SUM.search(f"{around.before} {around.behind}"):
        return derive_sum(quantity, pairs.figures)
    return derive_portion(quantity, pairs.figures, around) if unit == "count" else ()


def _derive_percent(quantity: Quantity, pairs: Pairs, around: Surroundings) -> tuple[FactFigure, ...]:
    if TO.search(around.bare) and OF_BEFORE.match(around.behind):
        return derive_remainder(quantity, pairs)
    if is_change(around):
        return derive_change(quantity, pairs, around)
    return (
        derive_share(quantity, pairs.figures)
        or derive_rest(quantity, pairs.figures, around)
        or (derive_change(quantity, pairs, around) if CHANGE.search(around.near) else ())
    )
