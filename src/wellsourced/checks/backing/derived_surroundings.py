"""The words around a quantity that may follow from facts: what changed, which way, and between which years."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from wellsourced.checks.backing.change_words import BY, FALL, MORE, RISE
from wellsourced.checks.backing.fact_figures import FactFigure

#: Pairs of facts are tried for so many facts at most.
MOST_FACTS = 40
_NUMBER = r"(?:\d|[$€£¥]|a |an |one|two|three|four|five|six|seven|eight|nine|ten|half|double|triple|twice)"
_BOUND = re.compile(
    r"\b(?:no |not |slightly |far |much |well )?(?:more|fewer|less|higher|lower|greater) than"
    rf"(?= {_NUMBER})|\bat (?:least|most)\b|\bup to\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?:\s?[-–/]\s?((?:19|20)?\d\d)(?!\d))?(?![\d,.]?\d)")


class Surroundings(msgspec.Struct, frozen=True):
    """What stands `before` and `behind` a quantity in its sentence, and the telling `words` of the sentence."""

    before: str
    behind: str
    words: frozenset[str]

    @property
    def near(self) -> str:
        """The words close by, without bounds such as "more than"."""
        return _BOUND.sub(" ", f"{self.before[-70:]} {self.behind[:40]}")

    @property
    def bare(self) -> str:
        """The words right before the quantity, without bounds."""
        return _BOUND.sub("", self.before[-110:])


def is_change(around: Surroundings) -> bool:
    """Whether the quantity is by how much something rose or fell, or one thing is more than another."""
    return bool(BY.search(around.bare) or MORE.match(around.behind))


def falls(around: Surroundings) -> bool:
    """Whether the word of change nearest to the quantity says "less"."""
    if found := MORE.match(around.behind):
        return bool(FALL.search(found[0]))
    down, up = list(FALL.finditer(around.bare)), list(RISE.finditer(around.bare))
    if not down and not up:
        return bool(FALL.search(around.behind[:40]))
    return bool(down) and (not up or down[-1].start() > up[-1].start())


class Pairs:
    """Pairs of figures, and those of them that the years of the sentence allow."""

    def __init__(self, figures: Iterable[FactFigure], around: Surroundings) -> None:
        """`figures`: those of the sources; what shares neither a word nor a year with the sentence is passed over."""
        found = [_years_of(match) for match in _YEAR.finditer(f"{around.before} {around.behind}")]
        self.years = sorted(found, key=min)
        named = frozenset().union(*found)
        near = (f for f in figures if f.value and (f.words & around.words or f.dated in named))
        self.figures = tuple(islice(near, MOST_FACTS))
        self._shared = {id(figure): len(figure.words & around.words) for figure in self.figures}
        self._most: dict[tuple[str, str | None], int] = {}
        for figure in self.figures:
            key = (figure.unit, figure.fact.as_of)
            self._most[key] = max(self._most.get(key, 0), self._shared[id(figure)])

    def all(self) -> Iterator[tuple[FactFigure, FactFigure]]:
        """Every pair, either way round."""
        for first in self.figures:
            for second in self.figures:
                if first is not second:
                    yield first, second

    def in_time(self) -> Iterator[tuple[FactFigure, FactFigure]]:
        """Pairs of which the second is not the earlier, of the years that the sentence names.

        Where two statements give them, each is the one of its unit and time that shares most words with the sentence.
        """
        for first, second in self.all():
            if (first.fact.as_of or "") > (second.fact.as_of or "") or not self._dated(first, second):
                continue
            if first.fact.statement == second.fact.statement or (self._is_meant(first) and self._is_meant(second)):
                yield first, second

    def _is_meant(self, figure: FactFigure) -> bool:
        return self._shared[id(figure)] == self._most[figure.unit, figure.fact.as_of]

    def _dated(self, first: FactFigure, second: FactFigure) -> bool:
        if not self.years or not first.dated or first.dated == second.dated:
            return True
        if len(self.years) == 1:
            return first.dated in self.years[0] or second.dated in self.years[0]
        if len(self.years) > 2:
            return True
        return first.dated in self.years[0] and second.dated in self.years[-1]


def _years_of(match: re.Match[str]) -> frozenset[str]:
    first, last = match[1], match[2] or ""
    return frozenset((first, last if len(last) == 4 else first[:2] + last)) if last else frozenset((first,))
