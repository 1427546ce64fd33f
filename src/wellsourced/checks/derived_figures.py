"""Figures that are computed from others: changes, shares, ratios, differences and sums."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

import msgspec

from wellsourced.checks.fact_agreement import Interval, agrees, same_noun, unit_class
from wellsourced.checks.fact_figures import FactFigure
from wellsourced.checks.quantity_dates import unwrap
from wellsourced.manuscript.model import Sentence
from wellsourced.manuscript.quantity import Quantity
from wellsourced.manuscript.quantity_units import is_plural, singular

#: Pairs of facts are tried for so many facts at most.
MOST_FACTS = 40
_ADDED = ("count", "duration")

_CHANGE = re.compile(
    r"\b(?:ris(?:e|es|en|ing)|rose|increas\w*|grew|grow(?:n|th|s|ing)?|up|fell|fall(?:s|en|ing)?|drop\w*"
    r"|declin\w*|decreas\w*|"
    r"down|chang\w*|jump\w*|climb\w*|surg\w*|reduc\w*|more|fewer|less|higher|lower|shrank|cut|gain\w*"
    r"|doubl\w*|tripl\w*|halv\w*)\b",
    re.IGNORECASE,
)
_FALL = re.compile(
    r"\b(?:fell|fall\w*|drop\w*|declin\w*|decreas\w*|down|reduc\w*|fewer|less|lower|shrank|cut|halv\w*)\b", re.I
)
_DIFFERENCE = re.compile(
    r"\b(?:difference|gap|margin|increase|rise|fall|drop|gain|decline)\sof\s(?:\w+\s){0,3}$"
    r"|\b(?:rose|rise|increased|grew|fell|dropped|declined|decreased|up|down|shrank|gained"
    r"|lost)\s(?:by\s(?:\w+\s){0,2}|(?:about|nearly|almost|some|another)\s)?$",
    re.IGNORECASE,
)
_MORE = re.compile(r"(?:\s[\w-]+){0,2}\s(?:more|fewer|less|additional|higher|lower)\b", re.IGNORECASE)
_BOUND = re.compile(
    r"\b(?:no |not )?(?:more|fewer|less|higher|lower|greater) than(?= (?:\d|[$€£]|a |an |one|two|half"
    r"|three|four|five|six|seven"
    r"|eight|nine|ten))|\bat (?:least|most)\b|\bup to\b",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"\b(?:together|combined|in all|altogether|jointly|sum of|in total|totalling|add up to)\b", re.IGNORECASE
)


def derive_from_facts(
    quantity: Quantity, figures: Sequence[FactFigure], before: str, behind: str, words: frozenset[str]
) -> tuple[FactFigure, ...]:
    """The facts from which the quantity follows, if the words around it speak of a change, share, difference or sum.

    `before`, `behind`: the sentence on either side; `words`: its telling words.
    """
    if quantity.low != quantity.high:
        return ()
    figures = [figure for figure in figures if figure.value and figure.words & words][:MOST_FACTS]
    unit = unit_class(quantity.unit)
    around = _BOUND.sub(" ", f"{before[-70:]} {behind[:40]}")
    if unit == "percent":
        return (
            _share(quantity, figures)
            or _rest(quantity, figures, before, behind)
            or (_change(quantity, figures, around) if _CHANGE.search(around) else ())
        )
    if unit == "times":
        return _ratio(quantity, figures)
    bare = _BOUND.sub(" ", before[-40:])
    if _DIFFERENCE.search(bare) or _MORE.match(behind):
        wanted = "percent" if unit == "percentage point" else unit
        for first, second in _pairs(figures):
            series = first.named == second.named and unit_class(first.unit) == wanted and _related(quantity, first)
            if series and second.value > first.value and agrees(quantity, _exact(second.value - first.value)):
                return (first, second)
    if (unit in _ADDED or unit.startswith("money:")) and _SUM.search(f"{before} {behind}"):
        return _sum(quantity, figures)
    return ()


def _share(quantity: Quantity, figures: Sequence[FactFigure]) -> tuple[FactFigure, ...]:
    for figure in figures:
        if figure.whole and _speaks_of(quantity, figure) and agrees(quantity, _percent(figure.value, figure.whole)):
            return (figure,)
    for part, whole in _pairs(figures):
        fits = 0 < part.value < whole.value and _is_part(part, whole) and _speaks_of(quantity, whole)
        if fits and agrees(quantity, _percent(part.value, whole.value)):
            return (part, whole)
    return ()


def _rest(quantity: Quantity, figures: Sequence[FactFigure], before: str, behind: str) -> tuple[FactFigure, ...]:
    """ "The other 38 per cent", "four in five had not": what is left of a hundred."""
    if not (_REST.search(before) or _NOT.match(behind)) or quantity.unit != "percent":
        return ()
    for figure in figures:
        rest = figure.unit == "percent" and 0 < figure.value < 100 and _speaks_of(quantity, figure)
        if rest and not _NEGATED.search(figure.fact.statement) and agrees(quantity, _exact(100 - figure.value)):
            return (figure,)
    return ()


_REST = re.compile(
    r"\b(?:other|remaining|rest,|remainder,)\s(?:(?:about|some|roughly|nearly|almost)\s)?$", re.IGNORECASE
)
_NOT = re.compile(
    r"(?:\s[\w-]+){0,5}?\s(?:(?:had|have|has|were|was|are|is|did|do|does|could|can|would|will)\s(?:not|never)|never|elsewhere"
    r"|(?:had|have|has|were|was|are|is|did|do|does|could|would)n[’']t)\b"
)
_NEGATED = re.compile(r"\b(?:not|never|no|nobody|none|without)\b|n[’']t\b", re.IGNORECASE)


def _change(quantity: Quantity, figures: Sequence[FactFigure], around: str) -> tuple[FactFigure, ...]:
    falls = bool(_FALL.search(around))
    for first, second in _pairs(figures):
        if first.unit == second.unit and _in_order(first, second):
            value = (second.value - first.value) / abs(first.value) * 100
            if (value < 0) == falls and agrees(quantity, _exact(abs(value))):
                return (first, second)
    return ()


def _ratio(quantity: Quantity, figures: Sequence[FactFigure]) -> tuple[FactFigure, ...]:
    for first, second in _pairs(figures):
        series = first.unit == second.unit and _in_order(first, second)
        if series and agrees(quantity, _exact(second.value / first.value)):
            return (first, second)
    for figure in figures:
        grown = figure.unit == "percent" and re.search(r"increase|more|rise|growth", figure.fact.unit or "")
        if grown and agrees(quantity, _exact(1 + figure.value / 100)):
            return (figure,)
    return ()


def _sum(quantity: Quantity, figures: Sequence[FactFigure]) -> tuple[FactFigure, ...]:
    for first, second in _pairs(figures):
        related = first.named == second.named and _related(quantity, first)
        if related and agrees(quantity, _exact(first.value + second.value)):
            return (first, second)
    groups: dict[str, list[FactFigure]] = {}
    for figure in figures:
        groups.setdefault(figure.unit, []).append(figure)
    for group in groups.values():
        whole = sum((figure.value for figure in group), Decimal(0))
        if len(group) > 2 and _related(quantity, group[0]) and agrees(quantity, _exact(whole)):
            return tuple(group)
    return ()


def derive_in_sentence(
    prose: str, sentence: Sentence, quantities: Sequence[Quantity], number: int, years: Sequence[str]
) -> tuple[bool, str] | None:
    """Whether arithmetic yields the quantity from two others of its sentence, and what it yields; None: nothing to do.

    Shares: "12 of 48 sites (25%)". Changes: "from 20 to 24, a rise of 20 per cent"; "24, up 20 per cent from 20".
    """
    quantity = quantities[number]
    if quantity.unit not in ("percent", "percentage point", "times") or quantity.low != quantity.high:
        return None
    others = [n for n in range(len(quantities)) if n != number and quantities[n].low == quantities[n].high]

    def between(a: Quantity, b: Quantity) -> str:
        return unwrap(prose[a.end : b.start])

    if quantity.unit == "percent":
        for a, b in pairwise(others):
            part, whole = quantities[a], quantities[b]
            if (
                part.unit in ("percent", "percentage point", "times")
                or whole.unit in ("percent", "times")
                or part.parts
                or whole.parts
            ):
                continue
            if not re.fullmatch(
                r"\s(?:[\w-]+\s){0,3}(?:out )?of\s(?:the\s|a total of\s|about\s|all\s|some\s)?", between(part, whole)
            ):
                continue
            if _unit_differs(part, whole) or not 0 < part.low <= whole.low:
                continue
            behind = 0 <= quantity.start - whole.end <= 60 and re.fullmatch(
                r"[^.;]{0,40}(?:\(|,\s?or\s|,\s|–\s?|—\s?)(?:about |nearly |almost |some |or |roughly "
                r"|i\.e\. |that is,? )?",
                between(whole, quantity),
            )
            before = 0 <= part.start - quantity.end <= 3 and between(quantity, part).strip() == "("
            if behind or before:
                value = part.low / whole.low * 100
                return agrees(quantity, _spread(part, whole, lambda p, w: p / w * 100)), _show(value, "%")
    around = unwrap(prose[max(sentence.start, quantity.start - 50) : quantity.end + 25])
    if not _CHANGE.search(around) or (
        re.search(r"\b(?:more|less|fewer)\sthan\s$", prose[max(0, quantity.start - 10) : quantity.start])
        and not _CHANGE.search(around.replace("more than", "").replace("less than", "").replace("fewer than", ""))
    ):
        return None
    pair = _change_pair(prose, quantities, others, years, points=quantity.unit == "percentage point")
    if pair is None:
        return None
    before_, after = pair
    if not before_.low or not after.low:
        return None
    if quantity.unit == "percentage point":
        interval = _spread(before_, after, lambda b, a: a - b)
        return agrees(quantity, _absolute(interval)), _show(abs(after.low - before_.low), " percentage points")
    if quantity.unit == "times":
        if re.search(r"\bhalv", quantity.words) or after.low >= before_.low:
            return agrees(quantity, _spread(before_, after, lambda b, a: a / b)), _show(
                after.low / before_.low, " times"
            )
        return None
    if before_.unit == "percent":
        return None
    interval = _spread(before_, after, lambda b, a: (a - b) / b * 100)
    change = (after.low - before_.low) / before_.low * 100
    falls = bool(_FALL.search(re.sub(r"\b(?:less|fewer) than\b", "", around)))
    rises = not falls
    wrong_way = (change < 0) == rises and abs(change) > 1
    return not wrong_way and agrees(quantity, _absolute(interval)), _show(change, "%")


def _change_pair(
    prose: str, quantities: Sequence[Quantity], others: Sequence[int], years: Sequence[str], *, points: bool
) -> tuple[Quantity, Quantity] | None:
    """The only two quantities of one unit between which the sentence draws a change: (before, after)."""
    usable = [
        n for n in others
        if not quantities[n].parts and quantities[n].unit not in ("times", "percentage point")
        and (quantities[n].unit == "percent") == points
    ]  # fmt: skip
    if len(usable) != 2:
        return None
    first, second = quantities[usable[0]], quantities[usable[1]]
    if _unit_differs(first, second):
        return None
    left = unwrap(prose[max(0, first.start - 40) : first.start])
    middle = unwrap(prose[first.end : second.start])
    if len(middle) > 120 or re.search(r"[;|]|\.\s", middle):
        return None
    year_first, year_second = years[usable[0]], years[usable[1]]
    if re.search(r"\bfrom\s(?:\w+\s){0,3}$", left) and re.search(r"\bto\s(?:\w+\s){0,3}$", middle):
        return first, second
    if re.search(r"\b(?:up|down|increase|rise|fall|drop|compared|against|from|than|after)\b[^.]{0,30}$", middle):
        if year_first and year_second and year_first < year_second:
            return first, second
        if re.search(r"\b(?:from|against|compared (?:with|to)|than)\s(?:\w+\s){0,4}$", middle):
            return second, first
    if year_first and year_second and year_first != year_second:
        return (first, second) if year_first < year_second else (second, first)
    return None


def _unit_differs(a: Quantity, b: Quantity) -> bool:
    return bool(a.unit and b.unit and a.unit != b.unit)


def _spread(a: Quantity, b: Quantity, compute: Callable[[Decimal, Decimal], Decimal]) -> Interval:
    """What rounded figures can yield."""

    def ends(quantity: Quantity) -> tuple[Decimal, Decimal]:
        exact = quantity.step == 1 and not quantity.qualifier
        slack = Decimal(0) if exact else quantity.step / 2
        if quantity.qualifier:
            slack = max(slack, abs(quantity.low) * Decimal("0.03"))
        return quantity.low - slack, quantity.low + slack

    values = [compute(x, y) for x in ends(a) for y in ends(b) if x and y]
    return Interval(min(values), max(values)) if values else Interval(Decimal(0), Decimal(0))


def _absolute(interval: Interval) -> Interval:
    if interval.low < 0 < interval.high:
        return Interval(Decimal(0), max(-interval.low, interval.high))
    low, high = sorted((abs(interval.low), abs(interval.high)))
    return Interval(low, high)


def _percent(part: Decimal, whole: Decimal) -> Interval:
    return _exact(part / whole * 100)


def _exact(value: Decimal) -> Interval:
    return Interval(value, value)


def _show(value: Decimal, unit: str) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".").replace("-", "−") + unit


def _pairs(figures: Sequence[FactFigure]) -> Iterator[tuple[FactFigure, FactFigure]]:
    for first in figures:
        for second in figures:
            if first is not second:
                yield first, second


def _is_part(part: FactFigure, whole: FactFigure) -> bool:
    """Whether two counts may be part and whole: of one statement, or of one unit."""
    classes = {unit_class(part.unit), unit_class(whole.unit)}
    if classes - {"count"} and (
        len(classes) > 1 or classes & {"percent", "percentage point", "effect", "times", "duration"}
    ):
        return False
    return part.fact.statement == whole.fact.statement or (part.unit == whole.unit and part.dated == whole.dated)


def _in_order(first: FactFigure, second: FactFigure) -> bool:
    """Whether the second figure is of a later year; where the years do not tell, either may be first."""
    if first.fact.statement != second.fact.statement and first.named != second.named:
        return False
    if unit_class(first.unit) in ("effect", "percentage point", "times") or first.nouns.isdisjoint(second.nouns):
        return False
    a, b = first.fact.as_of or "", second.fact.as_of or ""
    return a < b if a != b else True


def _speaks_of(quantity: Quantity, whole: FactFigure) -> bool:
    """Whether "two thirds of the schools" is a share of what the fact counts."""
    if not quantity.noun:
        return True
    words = [word for word in quantity.noun.split() if is_plural(word)] or quantity.noun.split()[-1:]
    return same_noun(msgspec.structs.replace(quantity, unit=singular(words[-1])), whole)


def _related(quantity: Quantity, figure: FactFigure) -> bool:
    return (
        unit_class(quantity.unit) == unit_class(figure.unit) and same_noun(quantity, figure)
    ) or quantity.unit == "percentage point"
