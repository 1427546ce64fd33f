"""A sentence with its quantities and the figures of its sources: which of them agree."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from functools import cached_property

import msgspec

from wellsourced.checks.backing.change_words import OF_BEFORE, TO
from wellsourced.checks.backing.fact_agreement import ABOUT, Interval, agrees, agrees_with_end, value_agrees
from wellsourced.checks.backing.fact_dates import is_of_date
from wellsourced.checks.backing.fact_figures import CLAUSE_END, FactFigure, FactRegister, stem, stems
from wellsourced.checks.backing.fact_kinds import as_parts, comparable, other_kind, same_noun
from wellsourced.checks.backing.fact_negations import denies
from wellsourced.checks.backing.fact_supports import Supports
from wellsourced.checks.backing.quantity_dates import (
    date_quantities,
    direction_of,
    direction_of_figure,
    is_within,
    unwrap,
)
from wellsourced.manuscript.model import ParsedText, Sentence
from wellsourced.manuscript.quantities.quantity import Quantity

#: In a sentence of no more telling words, one is enough.
FEW_WORDS = 4
#: So many sources are looked through whole.
_FEW_SOURCES = 40


class SourcedSentence(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A sentence, its quantities, and what it rests on. Methods take the place of a quantity in `quantities`.

    `anywhere`: sources that back whatever the text cites nothing for; `header`: the first row of the table in which the
    sentence is a row.
    """

    parsed: ParsedText
    sentence: Sentence
    quantities: Sequence[Quantity]
    supports: Supports
    register: FactRegister
    anywhere: Collection[str] = ()
    header: str = ""

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The ids of the sources on which the sentence rests."""
        return self.supports.own or self.supports.near

    @cached_property
    def figures(self) -> tuple[FactFigure, ...]:
        """The figures of their facts."""
        return tuple(figure for key in self.keys for figure in self.register.of_source(key))

    @cached_property
    def said(self) -> tuple[FactFigure, ...]:
        """The figures that only the statements of their facts give."""
        return tuple(figure for key in self.keys for figure in self.register.said_by(key))

    @cached_property
    def text(self) -> str:
        """The sentence in one line."""
        return " ".join(self._prose.split())

    @cached_property
    def words(self) -> frozenset[str]:
        """The stems of its telling words, and of those of the header."""
        return stems(self._prose) | stems(self.header)

    @cached_property
    def years(self) -> list[str]:
        """For each quantity the year, or month, for which it is given; or an empty string."""
        years = date_quantities(self.parsed.prose, self.sentence, self.quantities)
        if self.header and len(in_row := set(re.findall(r"\|\s*((?:19|20)\d\d)\s*(?=\|)", self.text))) == 1:
            return [year or next(iter(in_row)) for year in years]
        return years

    @cached_property
    def agreeing(self) -> list[tuple[FactFigure, ...]]:
        """For each quantity the figures that agree with it; for a range, those of its ends."""
        return [self._agreeing(number) for number in range(len(self.quantities))]

    @cached_property
    def taken(self) -> frozenset[int]:
        """The identities of the figures that agree with any quantity."""
        return frozenset(id(figure) for figures in self.agreeing for figure in figures)

    def before(self, number: int) -> str:
        """What stands before a quantity."""
        return unwrap(self.parsed.prose[self.sentence.start : self.quantities[number].start])

    def behind(self, number: int) -> str:
        """What stands behind a quantity."""
        return unwrap(self.parsed.prose[self.quantities[number].end : self.sentence.end])

    def clause(self, number: int) -> frozenset[str]:
        """The stems of the telling words of the clause in which a quantity stands."""
        before = re.split(CLAUSE_END, self.before(number))[-1]
        after = re.split(CLAUSE_END, self.behind(number), maxsplit=1)[0]
        return stems(f"{before} {after}")

    def saying(self, number: int) -> tuple[FactFigure, ...]:
        """The figures of statements that give the quantity; for a range, those that give both its ends."""
        quantity = self.quantities[number]
        if quantity.low != quantity.high:
            ends = self._agreeing_range(number, self.said)
            return ends if len(ends) > 1 else ()
        return tuple(figure for figure in self.said if self._says(number, figure))

    def counts_citations(self, number: int) -> bool:
        """ "Two studies [@a; @b]": the author counts what he cites."""
        quantity = self.quantities[number]
        return quantity.spelled and bool(quantity.noun) and quantity.low == len(self.keys) > 1

    def is_given_anywhere(self, number: int) -> bool:
        """Whether one of the sources `anywhere` gives the quantity."""
        quantity = self.quantities[number]
        slack = abs(quantity.high) * Decimal("0.3") + 1
        figures = (
            # What a figure file names is soon looked through, and among all facts small numbers are too many.
            (figure for source in self.anywhere for figure in self.register.of_source(source))
            if len(self.anywhere) <= _FEW_SOURCES
            else self.register.with_value(abs(quantity.low) - slack, abs(quantity.high) + slack)
        )
        return any(
            figure.source in self.anywhere and comparable(quantity, figure) and value_agrees(quantity, figure)
            for figure in figures
        )

    @property
    def _prose(self) -> str:
        return self.parsed.prose[self.sentence.start : self.sentence.end]

    # --- agreement ---

    def _agreeing(self, number: int) -> tuple[FactFigure, ...]:
        quantity = self.quantities[number]
        if quantity.generated:
            return tuple(figure for figure in self.figures if figure.fact.id in quantity.facts)
        if quantity.low != quantity.high:
            return self._agreeing_range(number, self.figures)
        return tuple(figure for figure in self.figures if self._agrees(number, figure))

    def _agrees(self, number: int, figure: FactFigure) -> bool:
        return self._speaks_of_it(number, figure) and value_agrees(self.quantities[number], figure)

    def _speaks_of_it(self, number: int, figure: FactFigure) -> bool:
        """Whether a figure is of the same unit, thing, time and direction."""
        quantity = self.quantities[number]
        if comparable(quantity, figure) is None and not as_parts(quantity, figure):
            return False
        if not self._same_thing(quantity, figure):
            return False
        if self._is_denied(number, figure) or len(self.words & figure.words) < self._words_wanted(quantity):
            return False
        year = self.years[number]
        if year and not is_of_date(quantity, year, figure, self.figures):
            return False
        if quantity.unit == "percent" and direction_of_figure(figure) and self._is_left(number):
            return False
        return not self._is_opposed(number, figure)

    def _is_opposed(self, number: int, figure: FactFigure) -> bool:
        """Whether the one rises and the other falls."""
        ours = direction_of(self.parsed.prose, self.sentence, self.quantities, number)
        if not ours:
            return False
        theirs = direction_of_figure(self._own(figure) or figure)
        return bool(theirs) and ours != theirs

    def _own(self, figure: FactFigure) -> FactFigure | None:
        """The figure that a fact gives as its value, for one that its statement gives."""
        value, statement = abs(figure.value), figure.fact.statement
        return next((f for f in self.figures if abs(f.value) == value and f.fact.statement == statement), None)

    def _is_left(self, number: int) -> bool:
        """ "Fell to a third of what it was"."""
        return bool(TO.search(self.before(number)[-110:]) and OF_BEFORE.match(self.behind(number)))

    def _is_denied(self, number: int, figure: FactFigure) -> bool:
        return self.quantities[number].unit == figure.unit == "percent" and denies(self.behind(number), figure)

    def _words_wanted(self, quantity: Quantity) -> int:
        """How many telling words a sentence must share with a figure: more where many figures would agree."""
        return 2 if quantity.parts and len(self.words) > FEW_WORDS else 1 if quantity.qualifier or quantity.parts else 0

    def _same_thing(self, quantity: Quantity, figure: FactFigure) -> bool:
        """Whether both count the same: the fact's own noun decides, its statement where no fact has the noun."""
        if same_noun(quantity, figure):
            return True
        if any(stem(quantity.unit) == stem(other.unit) for other in self.figures if other is not figure):
            return False
        if stem(quantity.unit) in figure.words:
            return True
        if other_kind(quantity, figure):
            return False
        return len(str(abs(quantity.low)).strip("0.").replace(".", "")) >= 3 and len(self.words & figure.words) >= 2

    def _agreeing_range(self, number: int, figures: Sequence[FactFigure]) -> tuple[FactFigure, ...]:
        quantity = self.quantities[number]
        ends: tuple[list[FactFigure], list[FactFigure]] = ([], [])
        for figure in figures:
            factor = comparable(quantity, figure)
            if factor is None or not self._same_thing(quantity, figure):
                continue
            for end, hit in zip(ends, agrees_with_end(quantity, figure.value * factor), strict=True):
                if hit:
                    end.append(figure)
        if ends[0] and ends[1]:
            return (ends[0][0], ends[1][0])
        low, high = sorted((abs(quantity.low), abs(quantity.high)))
        return tuple(
            figure
            for figure in figures
            if ((not ends[0] and not ends[1]) or low < abs(figure.value) < high)
            and self._agrees(number, figure)
            and (figure.span is None or _spans(quantity, figure.span))
        )

    def _says(self, number: int, figure: FactFigure) -> bool:
        quantity, year = self.quantities[number], self.years[number]
        factor = comparable(quantity, figure)
        if factor is None or not same_noun(quantity, figure) or self._is_denied(number, figure):
            return False
        if self._is_opposed(number, figure) or (direction_of_figure(figure) and self._is_left(number)):
            return False
        if year and figure.years and not is_within(year, figure.years):
            return False
        if year and (twin := self._own(figure)) and not is_of_date(quantity, year, twin, self.figures):
            return False
        if len(self.words & figure.words) < (2 if len(self.words) > FEW_WORDS else 1):
            return False
        return agrees(quantity, Interval(figure.value * factor, figure.value * factor), of_figure=figure.qualifier)


def _spans(quantity: Quantity, ends: tuple[Decimal, Decimal]) -> bool:
    """Whether a range says roughly the same as one that the source gives."""
    return quantity.qualifier == "about" and all(
        abs(ours - theirs) <= abs(theirs) * ABOUT
        for ours, theirs in zip((quantity.low, quantity.high), ends, strict=True)
    )
