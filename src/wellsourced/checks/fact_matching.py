"""Each quantity of a text held against the facts of the sources that its sentence cites.

A sentence without a citation leans on the sentence after it, on the end of its paragraph and on the sentence before; a
row of a table on the caption; the abstract on everything the article cites.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from wellsourced.checks.derived_figures import derive_from_facts, derive_in_sentence
from wellsourced.checks.fact_agreement import Interval, agrees, agrees_with_end, comparable, same_noun, unit_class
from wellsourced.checks.fact_figures import CLAUSE_END, FactFigure, FactRegister, stem, stems
from wellsourced.checks.quantity_dates import date_quantities, direction_of, direction_of_figure, unwrap
from wellsourced.manuscript.model import ParsedText, Sentence
from wellsourced.manuscript.quantity import Quantity

Verdict = Literal["backed", "contradicts", "miscalculated", "unbacked"]
#: So many telling words must a sentence share with a fact to speak of the same thing; fewer where the year agrees too.
SHARED, SHARED_WITH_YEAR = 3, 1
#: Or this part of the sentence's own telling words.
SHARE_OF_SENTENCE = Decimal("0.4")


#: Where an author reckons with figures of his own.
_ASSUMED = re.compile(
    r"\b(?:by our (?:own )?(?:arithmetic|calculation|reckoning)|suppose|imagine|we assume"
    r"|for illustration|hypothetical)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class Judged:
    """A quantity with its verdict.

    `figures`: those that agree, or the one that contradicts; empty for arithmetic within the sentence. `cited`: ids of
    the sources that the sentence, or what it leans on, cites; `directly`: they stand in the sentence itself.
    `year`: the year that the sentence gives the quantity. `expected`: what the arithmetic yields.
    """

    quantity: Quantity
    sentence: Sentence
    verdict: Verdict
    figures: tuple[FactFigure, ...] = ()
    cited: tuple[str, ...] = ()
    directly: bool = True
    year: str = ""
    words: frozenset[str] = frozenset()
    expected: str = ""
    derived: bool = False


@dataclass(frozen=True)
class Supports:
    """Ids of the sources on which a sentence rests: `own` in it, `near` around it."""

    own: tuple[str, ...]
    near: tuple[str, ...]


#: So many sources are looked through whole.
_FEW_SOURCES = 40


def judge_quantities(
    parsed: ParsedText,
    quantities: Sequence[Quantity],
    register: FactRegister,
    present_id: Mapping[str, str],
    anywhere: Collection[str] = (),
) -> tuple[Judged, ...]:
    """The verdict on every quantity of a text. `anywhere`: sources that back whatever the text cites nothing for."""
    if not quantities:
        return ()
    starts = [sentence.start for sentence in parsed.sentences]
    by_sentence: dict[int, list[Quantity]] = {}
    for quantity in quantities:
        number = bisect_right(starts, quantity.start) - 1
        if number >= 0 and quantity.start < parsed.sentences[number].end:
            by_sentence.setdefault(number, []).append(quantity)
    supports = find_supports(parsed, by_sentence, present_id)
    return tuple(
        judged
        for number, found in by_sentence.items()
        for judged in _Bench(
            parsed, parsed.sentences[number], found, supports[number], register, anywhere, _header(parsed, number)
        ).judge()
    )


def find_supports(
    parsed: ParsedText, wanted: Collection[int], present_id: Mapping[str, str], *, widely: bool = False
) -> Mapping[int, Supports]:
    """On which sources the sentences with these numbers rest; `widely`: also where they cite sources of their own."""
    sentences = parsed.sentences
    starts = [sentence.start for sentence in sentences]
    cited: dict[int, list[str]] = {}
    for citation in parsed.citations:
        number = max(0, bisect_right(starts, citation.start) - 1)
        if (
            number
            and not re.search(r"\w", parsed.prose[starts[number] : citation.start])
            and citation.form == "bracketed"
        ):
            number -= 1  # "... in 2023. [@key]" belongs to what stands before
        key = present_id.get(citation.key, citation.key)
        cited.setdefault(number, []).append(key)
    blocks = _paragraphs(parsed)
    result = {}
    for number in wanted:
        own = tuple(dict.fromkeys(cited.get(number, ())))
        near: list[str] = []
        if widely or not own:
            first, last = blocks[number]
            if parsed.prose[sentences[number].start] == "|":
                around = range(max(0, first - 1), min(len(sentences), last + 2))
            else:
                around = [n for n in (number + 1, last, number - 1) if first <= n <= last]  # type: ignore[assignment]
            near = [key for n in around for key in cited.get(n, ())]
        result[number] = Supports(own, tuple(dict.fromkeys(near)))
    return result


def _header(parsed: ParsedText, number: int) -> str:
    """The first row of the table in which the sentence is a row."""
    prose, sentences = parsed.prose, parsed.sentences
    if prose[sentences[number].start] != "|":
        return ""
    start = prose.rfind("\n\n", max(0, sentences[number].start - 20_000), sentences[number].start) + 1
    first = bisect_left([s.start for s in sentences[max(0, number - 400) : number + 1]], start) + max(0, number - 400)
    return sentences[min(first, number)].text if prose[sentences[min(first, number)].start] == "|" else ""


def _paragraphs(parsed: ParsedText) -> list[tuple[int, int]]:
    """For each sentence the first and last sentence of its paragraph."""
    sentences, prose = parsed.sentences, parsed.prose
    edges = [0]
    for number in range(1, len(sentences)):
        between = prose[sentences[number - 1].end : sentences[number].start]
        if re.search(r"\n[ \t>]*\n", between) or prose[sentences[number].start] == "#":
            edges.append(number)
    edges.append(len(sentences))
    blocks: list[tuple[int, int]] = []
    for first, following in pairwise(edges):
        blocks += [(first, following - 1)] * (following - first)
    return blocks


@dataclass
class _Bench:
    """One sentence with its quantities before the facts."""

    parsed: ParsedText
    sentence: Sentence
    quantities: list[Quantity]
    supports: Supports
    register: FactRegister
    anywhere: Collection[str]
    header: str = ""
    taken: set[int] = field(default_factory=set)

    def judge(self) -> Iterator[Judged]:
        keys = self.supports.own or self.supports.near
        self.figures = tuple(figure for key in keys for figure in self.register.of_source(key))
        text = self.parsed.prose[self.sentence.start : self.sentence.end]
        self.text = " ".join(text.split())
        self.words = stems(text) | stems(self.header)
        self.years = date_quantities(self.parsed.prose, self.sentence, self.quantities)
        if self.header and len(in_row := set(re.findall(r"\|\s*((?:19|20)\d\d)\s*(?=\|)", self.text))) == 1:
            self.years = [year or next(iter(in_row)) for year in self.years]
        agreeing = self.agreeing = [self._agreeing(number) for number in range(len(self.quantities))]
        self.taken = {id(figure) for figures in agreeing for figure in figures}
        for number, quantity in enumerate(self.quantities):
            yield self._verdict(number, quantity, agreeing[number], keys)

    def _verdict(
        self, number: int, quantity: Quantity, agreeing: tuple[FactFigure, ...], keys: tuple[str, ...]
    ) -> Judged:
        def verdict(
            verdict: Verdict, figures: tuple[FactFigure, ...] = (), *, expected: str = "", derived: bool = False
        ) -> Judged:
            return Judged(
                quantity, self.sentence, verdict, figures, keys, bool(self.supports.own), self.years[number],
                self.words, expected, derived,
            )  # fmt: skip

        if quantity.generated:
            return verdict("backed", tuple(f for f in self.figures if f.fact.id in quantity.facts))
        arithmetic = derive_in_sentence(self.parsed.prose, self.sentence, self.quantities, number, self.years)
        if arithmetic is not None:
            right, expected = arithmetic
            if right or not agreeing:
                return verdict("backed" if right else "miscalculated", expected=expected, derived=True)
        if agreeing:
            meant = self._mistaken(number, quantity, agreeing)
            return verdict("contradicts", (meant,)) if meant else verdict("backed", agreeing)
        prose = self.parsed.prose
        before = unwrap(prose[self.sentence.start : quantity.start])
        behind = unwrap(prose[quantity.end : self.sentence.end])
        derived = derive_from_facts(quantity, self.figures, before, behind, self.words)
        if derived:
            return verdict("backed", derived, derived=True)
        contradicting = self._contradicting(number, quantity)
        date = self.years[number]
        dated = contradicting is not None and bool(date) and date in (contradicting.month, contradicting.dated)
        said = [] if dated else [figure for key in keys for figure in self.register.said_by(key)]
        if quantity.low != quantity.high:
            if len(self._agreeing_range(number, quantity, said)) > 1:
                return verdict("backed")
        elif any(self._said(quantity, figure, date) for figure in said):
            return verdict("backed")
        if self._counts_citations(quantity):
            return verdict("backed")
        if not keys and self._anywhere(quantity):
            return verdict("backed")
        if quantity.spelled and ((self.anywhere and not keys) or _ASSUMED.search(self.text)):
            return verdict("backed")  # what a figure or the abstract shows, and what the author assumes
        if (kind := quantity.counts) != "measured" and not self.supports.own:
            return verdict("backed")
        if contradicting:
            return verdict("contradicts", (contradicting,))
        return verdict("unbacked" if kind == "measured" else "backed")

    # --- agreement ---

    def _agreeing(self, number: int) -> tuple[FactFigure, ...]:
        quantity = self.quantities[number]
        if quantity.generated:
            return tuple(figure for figure in self.figures if figure.fact.id in quantity.facts)
        if quantity.low != quantity.high:
            return self._agreeing_range(number, quantity, self.figures)
        return tuple(figure for figure in self.figures if self._agrees(number, quantity, figure))

    def _agrees(self, number: int, quantity: Quantity, figure: FactFigure) -> bool:
        if not self._comparable(number, quantity, figure):
            return False
        return _value_agrees(quantity, figure)

    def _comparable(self, number: int, quantity: Quantity, figure: FactFigure) -> bool:
        if comparable(quantity, figure) is None and not _as_parts(quantity, figure):
            return False
        if not self._same_thing(quantity, figure):
            return False
        year = self.years[number]
        if year and not self._of_date(year, quantity, figure):
            return False
        ours = direction_of(self.parsed.prose, self.sentence, self.quantities, number)
        theirs = direction_of_figure(figure)
        return not (ours and theirs and ours != theirs)

    def _same_thing(self, quantity: Quantity, figure: FactFigure) -> bool:
        """Whether both count the same: the fact's own noun decides, its statement where no fact has the noun."""
        if same_noun(quantity, figure):
            return True
        if any(stem(quantity.unit) == stem(other.unit) for other in self.figures if other is not figure):
            return False
        if stem(quantity.unit) in figure.words:
            return True
        return len(str(abs(quantity.low)).strip("0.").replace(".", "")) >= 3 and len(self.words & figure.words) >= 2

    def _of_date(self, date: str, quantity: Quantity, figure: FactFigure) -> bool:
        """Whether the figure may be of that year or month; another of its series, exactly of it, has precedence."""
        year, month = date[:4], date if len(date) > 4 else ""
        if not figure.years:
            return True
        if year not in figure.years:
            return False
        if month and figure.month and figure.month != month:
            return not any(
                other.month == month and other.named == figure.named and not _value_agrees(quantity, other)
                for other in self.figures
            )
        if figure.dated == year or not figure.dated:
            return True
        return not any(
            other.dated == year and other.unit == figure.unit and other.nouns == figure.nouns and other is not figure
            and not _value_agrees(quantity, other)
            for other in self.figures
        )  # fmt: skip

    def _agreeing_range(self, number: int, quantity: Quantity, figures: Sequence[FactFigure]) -> tuple[FactFigure, ...]:
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
            and self._agrees(number, quantity, figure)
        )

    def _said(self, quantity: Quantity, figure: FactFigure, year: str) -> bool:
        factor = comparable(quantity, figure)
        if factor is None or not same_noun(quantity, figure):
            return False
        if year and figure.years and year[:4] not in figure.years:
            return False
        if len(self.words & figure.words) < 2:
            return False
        return agrees(quantity, Interval(figure.value * factor, figure.value * factor), of_figure=figure.qualifier)

    def _counts_citations(self, quantity: Quantity) -> bool:
        """ "Two studies [@a; @b]": the author counts what he cites."""
        number = len(self.supports.own or self.supports.near)
        return quantity.spelled and bool(quantity.noun) and quantity.low == number and number > 1

    def _anywhere(self, quantity: Quantity) -> bool:
        slack = abs(quantity.high) * Decimal("0.3") + 1
        figures = (
            # What a figure file names is soon looked through, and among all facts small numbers are too many.
            (figure for source in self.anywhere for figure in self.register.of_source(source))
            if len(self.anywhere) <= _FEW_SOURCES
            else self.register.with_value(abs(quantity.low) - slack, abs(quantity.high) + slack)
        )
        return any(
            figure.source in self.anywhere and comparable(quantity, figure) and _value_agrees(quantity, figure)
            for figure in figures
        )

    # --- contradiction ---

    def _mistaken(self, number: int, quantity: Quantity, agreeing: tuple[FactFigure, ...]) -> FactFigure | None:
        """The figure that the sentence means, where its words are those of that one and not of any that agrees.

        "For each female victim $74,691": the fact on male victims agrees, the one on female victims is meant.
        """
        if quantity.low != quantity.high or len(self.figures) < 2:
            return None
        words = self.words if len(self.quantities) == 1 else self._clause(number)
        units = {figure.unit for figure in agreeing}
        for figure in self.figures:
            if figure.unit not in units or figure in agreeing or comparable(quantity, figure) is None:
                continue
            if not same_noun(quantity, figure) or _value_agrees(quantity, figure):
                continue
            if id(figure) in self.taken:
                if self._swapped(number, figure, agreeing):
                    return figure
            elif all(_means(words, figure, other) for other in agreeing):
                return figure
        return None

    def _swapped(self, number: int, figure: FactFigure, agreeing: tuple[FactFigure, ...]) -> bool:
        """Whether another quantity of the sentence has this figure, and the clauses say that the two are exchanged."""
        ours = self._clause(number)
        return any(
            figure in others
            and all(_means(ours, figure, other) and _means(self._clause(taker), other, figure) for other in agreeing)
            for taker, others in enumerate(self.agreeing)
            if taker != number
        )

    def _clause(self, number: int) -> frozenset[str]:
        """The telling words of the clause in which a quantity stands."""
        quantity, prose = self.quantities[number], self.parsed.prose
        before = re.split(CLAUSE_END, unwrap(prose[self.sentence.start : quantity.start]))[-1]
        after = re.split(CLAUSE_END, unwrap(prose[quantity.end : self.sentence.end]), maxsplit=1)[0]
        return stems(f"{before} {after}")

    def _contradicting(self, number: int, quantity: Quantity) -> FactFigure | None:
        """The figure that speaks of the very thing and gives another value."""
        best: tuple[int, FactFigure] | None = None
        direct = bool(self.supports.own)
        year = self.years[number][:4]
        noun = stem(quantity.unit) if quantity.unit else ""
        ours = unit_class(quantity.unit)
        kin = [f for f in self.figures if unit_class(f.unit) == ours and same_noun(quantity, f)]
        for figure in self.figures:
            shared = len((self.words & figure.words) - ({noun} | figure.nouns if ours == "count" and noun else {noun}))
            same_value = _same_value(quantity, figure)
            factor = comparable(quantity, figure)
            if factor is None or not same_noun(quantity, figure, strictly=True):
                continue
            if same_value and factor != 1:
                continue  # "48 days" for 48 hours: a slip of the unit, not another value
            if id(figure) in self.taken and not same_value:
                continue
            same_year = bool(year) and year in figure.years
            if year and figure.years and not same_year and not same_value:
                shared -= 2
            score = shared + (2 if same_year else 0) + (3 if same_value else 0)
            count = ours == "count" and bool(quantity.unit)
            score += 1 if count else 0
            score += 4 if figure.month and figure.month == self.years[number] else 0
            score += (
                1
                if factor
                and figure.value
                and quantity.low
                and Decimal("0.1") < abs(quantity.low / (figure.value * factor)) < 10
                else 0
            )
            enough = (
                shared >= SHARED
                or (same_year and (shared >= SHARED_WITH_YEAR or count))
                or (same_value and shared >= 1)
                or (count and shared >= 2)
                or (len(kin) == 1 and shared >= 2)
                or (shared and shared >= SHARE_OF_SENTENCE * len(self.words - {noun}))
            )
            if enough and (direct or shared >= SHARED) and (best is None or score > best[0]):
                best = (score, figure)
        return best[1] if best else None


def _means(words: frozenset[str], figure: FactFigure, other: FactFigure) -> bool:
    """Whether the words are of the one figure's unit or clause, and not of the other's."""
    if figure.unit != other.unit:
        return False
    unit, other_unit = (figure.named - other.named) & words, (other.named - figure.named) & words
    clause = (figure.near - other.near - figure.nouns) & words
    other_clause = (other.near - figure.near - figure.named) & words
    if other_unit:
        return False
    if unit:
        return len(other_clause) <= 1
    if not figure.near or not other.near or other_clause:
        return False
    # Within one statement the clauses are set against each other, so that one word tells.
    return len(clause) >= (1 if figure.fact.statement == other.fact.statement else 2)


def _value_agrees(quantity: Quantity, figure: FactFigure) -> bool:
    if _as_parts(quantity, figure):
        return True
    factor = comparable(quantity, figure)
    if factor is None:
        return False
    value = figure.value * factor
    slack = abs(value) * Decimal("0.02") if factor != 1 and unit_class(quantity.unit) == "duration" else Decimal(0)
    if figure.whole and unit_class(quantity.unit) == "percent":
        return False
    return agrees(quantity, Interval(value - slack, value + slack), of_figure=figure.qualifier)


def _as_parts(quantity: Quantity, figure: FactFigure) -> bool:
    """ "Nine out of ten" against the fact 9 "of 10 cases"."""
    return bool(quantity.parts and figure.whole and quantity.parts == (figure.value, figure.whole))


def _same_value(quantity: Quantity, figure: FactFigure) -> bool:
    return quantity.low == quantity.high and abs(quantity.low) == abs(figure.value)


def figures_with(register: FactRegister, quantity: Quantity) -> list[FactFigure]:
    """Figures of any source that agree with the quantity exactly."""
    low, high = abs(quantity.low), abs(quantity.high)
    return [
        figure
        for figure in register.with_value(low, high)
        if comparable(quantity, figure) and same_noun(quantity, figure) and abs(figure.value) in (low, high)
    ]
