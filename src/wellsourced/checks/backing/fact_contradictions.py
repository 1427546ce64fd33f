"""The figure that speaks of the very thing a quantity speaks of, and gives another value."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from wellsourced.checks.backing.fact_agreement import value_agrees
from wellsourced.checks.backing.fact_figures import FactFigure, stem
from wellsourced.checks.backing.fact_kinds import comparable, same_noun, unit_class
from wellsourced.checks.backing.fact_sentences import SourcedSentence
from wellsourced.checks.backing.quantity_dates import is_within
from wellsourced.manuscript.quantities.quantity import Quantity

#: So many telling words must a sentence share with a fact to speak of the same thing; fewer where the year agrees too.
SHARED, SHARED_WITH_YEAR = 3, 1
#: Or this part of the sentence's own telling words.
SHARE_OF_SENTENCE = Decimal("0.4")


def find_mistaken(sourced: SourcedSentence, number: int, agreeing: Sequence[FactFigure]) -> FactFigure | None:
    """The figure that the sentence means, where its words are those of that one and not of any of the agreeing ones.

    "For each female victim $74,691": the fact on male victims agrees, the one on female victims is meant.
    """
    quantity = sourced.quantities[number]
    if quantity.low != quantity.high or len(sourced.figures) < 2:
        return None
    words = sourced.words if len(sourced.quantities) == 1 else sourced.clause(number)
    units = {figure.unit for figure in agreeing}
    for figure in sourced.figures:
        if figure.unit not in units or figure in agreeing or comparable(quantity, figure) is None:
            continue
        if not same_noun(quantity, figure) or value_agrees(quantity, figure):
            continue
        if id(figure) in sourced.taken:
            if _swapped(sourced, number, figure, agreeing):
                return figure
        elif all(_means(words, figure, other) for other in agreeing):
            return figure
    return None


def _swapped(sourced: SourcedSentence, number: int, figure: FactFigure, agreeing: Sequence[FactFigure]) -> bool:
    """Whether another quantity of the sentence has this figure, and the clauses say that the two are exchanged."""
    ours = sourced.clause(number)
    return any(
        figure in others
        and all(_means(ours, figure, other) and _means(sourced.clause(taker), other, figure) for other in agreeing)
        for taker, others in enumerate(sourced.agreeing)
        if taker != number
    )


def _means(words: frozenset[str], figure: FactFigure, other: FactFigure) -> bool:
    """Whether the words are of the one figure's unit or clause, and not of the other's."""
    if figure.unit != other.unit or (figure.span and figure.span == other.span):
        return False
    unit = (figure.named - other.named) & words
    other_unit = (other.named - figure.named) & words
    clause = (figure.near - other.near - figure.nouns) & words
    other_clause = (other.near - figure.near - figure.named) & words
    if other_unit:
        return False
    if unit:
        # Words of its unit that stand in the other's clause, too, tell little.
        return len(other_clause) <= (1 if unit - other.near else 0)
    if not (figure.near and other.near) and figure.fact.statement != other.fact.statement:
        clause, other_clause = (figure.words - other.words) & words, (other.words - figure.words) & words
    elif not figure.near or not other.near:
        return False
    if other_clause:
        return False
    # Within one statement the clauses are set against each other, so that one word tells.
    return len(clause) >= (1 if figure.fact.statement == other.fact.statement else 2)


def find_contradicting(sourced: SourcedSentence, number: int) -> FactFigure | None:
    """The figure on the very thing whose value is another, for a quantity with which no figure agrees."""
    quantity = sourced.quantities[number]
    best: tuple[int, FactFigure] | None = None
    kin = [f for f in sourced.figures if unit_class(f.unit) == unit_class(quantity.unit) and same_noun(quantity, f)]
    for figure in sourced.figures:
        score = _closeness(sourced, number, figure, alone=len(kin) == 1)
        if score is not None and (best is None or score > best[0]):
            best = (score, figure)
    return best[1] if best else None


def _closeness(sourced: SourcedSentence, number: int, figure: FactFigure, *, alone: bool) -> int | None:
    """How near a figure is to what the sentence says; None: it need not be the same thing.

    `alone`: no other figure is of the quantity's unit.
    """
    quantity, date = sourced.quantities[number], sourced.years[number]
    noun = stem(quantity.unit) if quantity.unit else ""
    count = unit_class(quantity.unit) == "count" and bool(quantity.unit)
    factor, same_value = comparable(quantity, figure), _same_value(quantity, figure)
    if factor is None or not same_noun(quantity, figure, strictly=True):
        return None
    if same_value and factor != 1:
        return None  # "48 days" for 48 hours: a slip of the unit, not another value
    if id(figure) in sourced.taken and not same_value:
        return None
    shared = len((sourced.words & figure.words) - ({noun} | figure.nouns if count else {noun}))
    same_year = bool(date) and is_within(date, figure.years)
    if date and figure.years and not same_year and not same_value:
        shared -= 2
    enough = (
        shared >= SHARED
        or (same_year and (shared >= SHARED_WITH_YEAR or count))
        or (same_value and shared >= 1)
        or (count and shared >= 2)
        or (alone and shared >= 2)
        or (shared and shared >= SHARE_OF_SENTENCE * len(sourced.words - {noun}))
    )
    if not enough or not (sourced.supports.own or shared >= SHARED):
        return None
    value = figure.value * factor
    near = bool(value and quantity.low) and Decimal("0.1") < abs(quantity.low / value) < 10
    same_month = bool(figure.month) and figure.month == date
    return shared + 2 * same_year + 3 * same_value + count + 4 * same_month + near


def _same_value(quantity: Quantity, figure: FactFigure) -> bool:
    return quantity.low == quantity.high and abs(quantity.low) == abs(figure.value)
