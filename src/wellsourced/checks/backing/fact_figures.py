"""Facts as figures that a quantity of the text can be held against, indexed by source and by value."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

import msgspec

from wellsourced.checks.backing.fact_units import read_fact_base, read_fact_qualifier, read_fact_unit
from wellsourced.checks.words.phrases import word_key
from wellsourced.manuscript.quantities.find import find_figures_of
from wellsourced.manuscript.quantities.quantity import Quantity
from wellsourced.manuscript.quantities.units import is_plural, singular, words_to_read
from wellsourced.project.models import Fact
from wellsourced.project.project import Project

_YEARS = re.compile(r"(?<![\d.,])((?:1[89]|20)\d\d)(?:\s?[-–/]\s?((?:1[89]|20)\d\d|\d\d)(?!\d|-))?(?![\d,]\d)")
_RANGE = re.compile(
    r"\b(?:from|between)\s((?:19|20)\d\d)\s(?:to|and|until)\s((?:19|20)\d\d)|((?:19|20)\d\d)\sto\s((?:19|20)\d\d)"
)
_TOKEN = re.compile(r"[^\W\d_][\w'’-]{2,}")
CLAUSE_END = re.compile(r"[,;:.]\s|\s\(|\)|\s(?:and|but|while|whereas|against|than|or|versus|to|from)\s")


class FactFigure(msgspec.Struct, frozen=True, eq=False):
    """The figure of a fact, or (`own` False) one that only its statement gives.

    `unit`: as in Quantity: "percent", "money:EUR", "day", "odds ratio", "times", or the noun of what is counted.
    `nouns`: stems of all that the unit names; `words`: stems of the telling words of unit and statement; `years`: those
    of `as_of` and the statement. `whole`: 19 where the unit is "of 19 required elements". `near`: stems of the clause
    in which the statement gives the figure; `named`: all words of the unit. `per`: the base of a rate, as in Quantity.
    `span`: the ends of the range that the statement gives, if the figure is one of them.
    """

    fact: Fact
    source: str
    value: Decimal
    unit: str
    nouns: frozenset[str]
    words: frozenset[str]
    years: frozenset[str]
    qualifier: str | None = None
    whole: Decimal | None = None
    own: bool = True
    step: Decimal = Decimal(1)
    near: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    per: str = ""
    span: tuple[Decimal, Decimal] | None = None

    @property
    def month(self) -> str:
        """The month of `as_of` as YYYY-MM, or an empty string."""
        found = re.match(r"\d{4}-\d\d", self.fact.as_of or "")
        return found[0] if found else ""

    @property
    def dated(self) -> str:
        """The year of `as_of`, or an empty string."""
        found = _YEARS.search(self.fact.as_of or "")
        return found[1] if found else ""


class _Place(NamedTuple):
    """A clause of a statement: its quantities, and the stems of its telling words."""

    quantities: tuple[Quantity, ...] = ()
    words: frozenset[str] = frozenset()

    def giving(self, value: Decimal) -> Quantity | None:
        """The quantity of which the value is one end, or all."""
        return next((q for q in self.quantities if abs(value) in (abs(q.low), abs(q.high))), None)


class FactRegister:
    """The facts of a project as figures; each source is read when it is first asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._figures: dict[str, tuple[FactFigure, ...]] = {}
        self._said: dict[str, tuple[FactFigure, ...]] = {}
        self._clauses: dict[str, list[_Place]] = {}

    def of_source(self, source: str) -> tuple[FactFigure, ...]:
        """The figures of the facts of a reference, by its present id."""
        if source not in self._figures:
            facts = self._facts_by_source.get(source, ())
            self._figures[source] = tuple(figure for fact in facts if (figure := self._read(fact, source)))
        return self._figures[source]

    def said_by(self, source: str) -> tuple[FactFigure, ...]:
        """Figures that only the statements of the source's facts give."""
        if source not in self._said:
            self._said[source] = tuple(self._statements(source))
        return self._said[source]

    def with_value(self, low: Decimal, high: Decimal) -> Iterator[FactFigure]:
        """The figures of all facts between two values, at most 50."""
        values = self._by_value
        start = bisect_left(values, low, key=lambda entry: entry[0])
        end = bisect_right(values, high, key=lambda entry: entry[0])
        for _, fact, source in values[start : min(end, start + 50)]:
            yield from (figure for figure in self.of_source(source) if figure.fact is fact)

    @cached_property
    def nouns(self) -> frozenset[str]:
        """What the facts count, in the singular."""
        own = words_to_read().own
        return frozenset(
            singular(word)
            for unit in {fact.unit for fact in self._project.facts if fact.unit}
            for word in re.findall(r"[^\W\d_][\w'-]+", unit)
            if is_plural(word) and singular(word) not in own
        )

    @cached_property
    def _facts_by_source(self) -> Mapping[str, list[Fact]]:
        facts: dict[str, list[Fact]] = {}
        for fact in self._project.facts:
            reference = self._project.resolve_reference(fact.source)
            facts.setdefault(reference.id if reference else fact.source, []).append(fact)
        return facts

    @cached_property
    def _by_value(self) -> list[tuple[Decimal, Fact, str]]:
        return sorted(
            (
                (abs(Decimal(repr(fact.value))), fact, source)
                for source, facts in self._facts_by_source.items()
                for fact in facts
                if isinstance(fact.value, int | float)
            ),
            key=lambda entry: entry[0],
        )

    def _read(self, fact: Fact, source: str) -> FactFigure | None:
        if not isinstance(fact.value, int | float) or isinstance(fact.value, bool):
            return None
        value = Decimal(repr(fact.value))
        unit, scale = read_fact_unit(fact.unit or "")
        whole = re.match(r"(?:out )?of (?:about )?(\d[\d,]*)", fact.unit or "")
        place = self._place(fact.statement, value.scaleb(scale))
        given = place.giving(value.scaleb(scale))
        exponent = value.as_tuple().exponent
        step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
        return FactFigure(
            fact,
            source,
            value.scaleb(scale),
            unit,
            frozenset(stem(word) for word in re.findall(r"[^\W\d_][\w'-]+", fact.unit or "") if is_plural(word))
            | {stem(unit)},
            stems(f"{fact.unit or ''} {fact.statement}"),
            self._years(fact, source),
            fact.qualifier or read_fact_qualifier(fact.unit or ""),
            Decimal(whole[1].replace(",", "")) if whole else None,
            step=step.scaleb(scale),
            near=place.words,
            named=stems(re.sub(r"\([^()]*\)", "", fact.unit or "")),
            per=read_fact_base(fact.unit or "") or (given.per if given else ""),
            span=(given.low, given.high) if given and given.low != given.high else None,
        )

    def _place(self, statement: str, value: Decimal) -> _Place:
        """Where a statement gives a value; nowhere where no clause, or more than one, does."""
        if statement not in self._clauses:
            figures = find_figures_of(statement, self.nouns)
            edges = [0, *(match.end() for match in CLAUSE_END.finditer(statement)), len(statement)]
            self._clauses[statement] = [
                _Place(tuple(f for f in figures if start <= f.start < end), stems(statement[start:end]))
                for start, end in pairwise(edges)
            ]
        found = [place for place in self._clauses[statement] if place.giving(value)]
        return found[0] if len(found) == 1 else _Place()

    def _statements(self, source: str) -> Iterator[FactFigure]:
        seen: set[tuple[str, Decimal, str]] = set()
        for fact in self._facts_by_source.get(source, ()):
            words, years = stems(f"{fact.unit or ''} {fact.statement}"), self._years(fact, source)
            for quantity in find_figures_of(fact.statement, self.nouns):
                for value in dict.fromkeys((quantity.low, quantity.high)):
                    if (key := (fact.statement, value, quantity.unit)) in seen:
                        continue
                    seen.add(key)
                    nouns = frozenset(stem(word) for word in quantity.noun.split())
                    yield FactFigure(
                        fact, source, value, quantity.unit, nouns | {stem(quantity.unit)}, words, years,
                        quantity.qualifier, own=False, step=quantity.step, per=quantity.per,
                        near=self._place(fact.statement, value).words,
                        span=None if quantity.low == quantity.high else (quantity.low, quantity.high),
                    )  # fmt: skip

    def _years(self, fact: Fact, source: str) -> frozenset[str]:
        years = years_in(f"{fact.as_of or ''} ; {fact.statement}")
        if not years_in(fact.statement) and (reference := self._project.resolve_reference(source)):
            issued = reference.item.get("issued")
            parts = issued.get("date-parts") if isinstance(issued, dict) else None
            if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
                years |= {str(parts[0][0])}
        return frozenset(years)


def stems(text: str) -> frozenset[str]:
    """The stems of the telling words of a text."""
    dull = words_to_read().dull
    return frozenset(stem(word) for word in _TOKEN.findall(text) if word.lower() not in dull)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The first six letters of a word's singular: "identified" and "identification" are one."""
    key = word_key(word.lower().removesuffix("'s").removesuffix("’s"))
    return "person" if key in ("people", "persons") else "child" if key == "children" else key[:6]


def years_in(text: str) -> set[str]:
    """The years that a text names, those within a range included."""
    years: set[str] = set()
    for match in _YEARS.finditer(text):
        years.add(match[1])
        if match[2]:
            last = match[2] if len(match[2]) == 4 else match[1][:2] + match[2]
            years |= {str(year) for year in range(int(match[1]), min(int(last), int(match[1]) + 60) + 1)}
    for match in _RANGE.finditer(text):
        first, last = (match[1], match[2]) if match[1] else (match[3], match[4])
        years |= {str(year) for year in range(int(first), min(int(last), int(first) + 60) + 1)}
    return years
