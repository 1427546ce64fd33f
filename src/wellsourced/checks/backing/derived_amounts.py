"""Values reckoned from figures, and which figures may be reckoned with together."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from wellsourced.checks.backing.fact_agreement import Interval
from wellsourced.checks.backing.fact_figures import FactFigure, stem
from wellsourced.checks.backing.fact_kinds import in_days, same_noun, unit_class
from wellsourced.manuscript.quantities.quantity import Quantity
from wellsourced.manuscript.quantities.units import is_plural, singular

HUNDRED = Decimal(100)


def share_of(part: Decimal, whole: Decimal) -> Interval:
    """A part of a whole, in per cent."""
    return exactly(part / whole * HUNDRED)


def exactly(value: Decimal) -> Interval:
    """The value and no other."""
    return Interval(value, value)


def is_part(part: FactFigure, whole: FactFigure) -> bool:
    """Whether two counts may be part and whole: of one statement and one time, or of one unit and one time."""
    classes = {unit_class(part.unit), unit_class(whole.unit)}
    if classes - {"count"} and (
        len(classes) > 1 or classes & {"percent", "percentage point", "effect", "times", "duration"}
    ):
        return False
    if part.named == whole.named and part.fact.as_of != whole.fact.as_of:
        return False  # two years of one series
    return part.fact.statement == whole.fact.statement or (part.unit == whole.unit and part.dated == whole.dated)


def amount(figure: FactFigure) -> Decimal:
    """The value, a duration in days."""
    return in_days(figure.value, figure.unit) if unit_class(figure.unit) == "duration" else figure.value


def in_order(first: FactFigure, second: FactFigure) -> bool:
    """Whether the second figure is of the same thing in a later year, or in one that is not told."""
    durations = {unit_class(first.unit), unit_class(second.unit)} == {"duration"}
    if first.unit != second.unit and not durations:
        return False
    if first.fact.statement != second.fact.statement and first.named != second.named:
        return False
    if unit_class(first.unit) in ("effect", "percentage point", "times"):
        return False
    if first.nouns.isdisjoint(second.nouns) and not durations:
        return False
    a, b = first.fact.as_of or "", second.fact.as_of or ""
    return a < b if a != b else True


def speaks_of(quantity: Quantity, whole: FactFigure) -> bool:
    """Whether "two thirds of the schools" is a share of what the fact counts."""
    if not quantity.noun:
        return True
    words = [word for word in quantity.noun.split() if is_plural(word)] or quantity.noun.split()[-1:]
    return same_noun(with_unit(quantity, words[-1]), whole) or (
        whole.unit == "percent" and stem(words[-1]) in whole.words
    )


def with_unit(quantity: Quantity, noun: str) -> Quantity:
    """The quantity as a count of what the noun names."""
    return msgspec.structs.replace(quantity, unit=singular(noun))


def related(quantity: Quantity, figure: FactFigure) -> bool:
    """Whether both count the same."""
    return unit_class(quantity.unit) == unit_class(figure.unit) and same_noun(quantity, figure)
