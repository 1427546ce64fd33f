"""Each quantity of a text held against the facts of the sources that its sentence cites.

What a sentence without a citation rests on, `fact_supports` says; the abstract rests on everything the article cites.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from wellsourced.checks.backing.derived_from_facts import derive_from_facts
from wellsourced.checks.backing.derived_in_sentence import derive_in_sentence
from wellsourced.checks.backing.derived_surroundings import Surroundings
from wellsourced.checks.backing.fact_contradictions import find_contradicting, find_mistaken
from wellsourced.checks.backing.fact_dates import is_exactly_of
from wellsourced.checks.backing.fact_figures import FactFigure, FactRegister
from wellsourced.checks.backing.fact_kinds import comparable, same_noun
from wellsourced.checks.backing.fact_sentences import SourcedSentence
from wellsourced.checks.backing.fact_supports import find_supports, header_of
from wellsourced.manuscript.model import ParsedText, Sentence
from wellsourced.manuscript.quantities.quantity import Quantity

Verdict = Literal["backed", "contradicts", "miscalculated", "unbacked"]

#: Where an author reckons with figures of his own.
_ASSUMED = re.compile(
    r"\b(?:by our (?:own )?(?:arithmetic|calculation|reckoning)|suppose|imagine|we assume"
    r"|for illustration|hypothetical)\b",
    re.IGNORECASE,
)


class Judged(msgspec.Struct, frozen=True, eq=False):
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
        for judged in _judge(
            SourcedSentence(
                parsed, parsed.sentences[number], found, supports[number], register, anywhere,
                header_of(parsed, number),
            )
        )
    )  # fmt: skip


def _judge(sourced: SourcedSentence) -> Iterator[Judged]:
    for number, quantity in enumerate(sourced.quantities):
        found = _verdict(sourced, number)
        yield Judged(
            quantity, sourced.sentence, found.verdict, found.figures, sourced.keys, bool(sourced.supports.own),
            sourced.years[number], sourced.words, found.expected, found.derived,
        )  # fmt: skip


class _Verdict(msgspec.Struct, frozen=True):
    """A verdict with its grounds; the fields are those of Judged."""

    verdict: Verdict
    figures: tuple[FactFigure, ...] = ()
    expected: str = ""
    derived: bool = False


_BACKED = _Verdict("backed")


def _verdict(sourced: SourcedSentence, number: int) -> _Verdict:
    quantity, agreeing = sourced.quantities[number], sourced.agreeing[number]
    if quantity.generated:
        return _Verdict("backed", tuple(f for f in sourced.figures if f.fact.id in quantity.facts))
    arithmetic = derive_in_sentence(sourced.parsed.prose, sourced.sentence, sourced.quantities, number, sourced.years)
    if arithmetic is not None and (arithmetic.right or not agreeing):
        verdict: Verdict = "backed" if arithmetic.right else "miscalculated"
        return _Verdict(verdict, expected=arithmetic.expected, derived=True)
    if agreeing:
        meant = find_mistaken(sourced, number, agreeing)
        return _Verdict("contradicts", (meant,)) if meant else _Verdict("backed", agreeing)
    around = Surroundings(sourced.before(number), sourced.behind(number), sourced.words)
    derived = derive_from_facts(quantity, sourced.figures, around)
    if derived:
        return _Verdict("backed", derived, derived=True)
    contradicting = find_contradicting(sourced, number)
    date = sourced.years[number]
    dated = contradicting is not None and bool(date) and is_exactly_of(contradicting, date)
    if not dated and (said := sourced.saying(number)):
        meant = find_mistaken(sourced, number, said)
        return _Verdict("contradicts", (meant,)) if meant else _BACKED
    if _needs_no_source(sourced, number):
        return _BACKED
    if contradicting:
        return _Verdict("contradicts", (contradicting,))
    return _Verdict("unbacked") if quantity.counts == "measured" else _BACKED


def _needs_no_source(sourced: SourcedSentence, number: int) -> bool:
    """What the author counts or assumes himself, and what the whole of the article vouches for."""
    quantity, cites = sourced.quantities[number], bool(sourced.keys)
    if sourced.counts_citations(number) or (not cites and sourced.is_given_anywhere(number)):
        return True
    if quantity.spelled and ((sourced.anywhere and not cites) or _ASSUMED.search(sourced.text)):
        return True  # what a figure or the abstract shows, and what the author assumes
    return quantity.counts != "measured" and not sourced.supports.own


def figures_with(register: FactRegister, quantity: Quantity) -> list[FactFigure]:
    """Figures of any source that agree with the quantity exactly."""
    low, high = abs(quantity.low), abs(quantity.high)
    return [
        figure
        for figure in register.with_value(low, high)
        if comparable(quantity, figure) and same_noun(quantity, figure) and abs(figure.value) in (low, high)
    ]
