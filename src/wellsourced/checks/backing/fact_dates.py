"""Whether a figure is of the year or month for which a sentence gives a quantity."""

from __future__ import annotations

from collections.abc import Sequence

from wellsourced.checks.backing.fact_agreement import value_agrees
from wellsourced.checks.backing.fact_figures import FactFigure
from wellsourced.checks.backing.quantity_dates import is_within
from wellsourced.manuscript.quantities.quantity import Quantity


def is_of_date(quantity: Quantity, date: str, figure: FactFigure, figures: Sequence[FactFigure]) -> bool:
    """Whether the figure may be of that year or month; another of its series, exactly of it, has precedence.

    `date`: as of date_quantities; `figures`: those of all sources of the sentence.
    """
    year, month = date[:4], date if "-" in date else ""
    if not figure.years:
        return True
    if not is_within(date, figure.years):
        return False
    if month and figure.month and figure.month != month:
        return not any(
            other.month == month and other.named == figure.named and not value_agrees(quantity, other)
            for other in figures
        )
    if "/" in date or figure.dated == year or not figure.dated:
        return True
    return not any(
        other.dated == year and other.unit == figure.unit and other.nouns == figure.nouns and other is not figure
        and not value_agrees(quantity, other)
        for other in figures
    )  # fmt: skip


def is_exactly_of(figure: FactFigure, date: str) -> bool:
    """Whether a figure is of this very year or month."""
    return date in (figure.month, figure.dated) or ("/" in date and is_within(date, figure.years))
