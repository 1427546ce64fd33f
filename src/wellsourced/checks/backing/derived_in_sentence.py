"""Arithmetic within a sentence: whether a share, change or ratio follows from the quantities beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from wellsourced.checks.backing.change_words import CHANGE, FALL
from wellsourced.checks.backing.derived_amounts import HUNDRED
from wellsourced.checks.backing.fact_agreement import Interval, agrees
from wellsourced.checks.backing.quantity_dates import unwrap
from wellsourced.manuscript.model import Sentence
from wellsourced.manuscript.quantities.quantity import Quantity

#: Between a part and its whole: "12 of 48 sites".
_OF = re.compile(r"\s(?:[\w-]+\s){0,3}(?:out )?of\s(?:the\s|a total of\s|about\s|all\s|some\s)?")
#: Between the whole and the share: "12 of 48 sites (25%)".
_THAT_IS = re.compile(
    r"[^.;]{0,40}(?:\(|,\s?or\s|,\s|–\s?|—\s?)(?:about |nearly |almost |some |or |roughly |i\.e\. |that is,? )?"
)
_THAN = re.compile(r"\b(?:more|less|fewer)\sthan\b")
_FEWER_THAN = re.compile(r"\b(?:less|fewer) than\b")


class Arithmetic(NamedTuple):
    """Whether a quantity is what the figures beside it give, and what they give: "25%"."""

    right: bool
    expected: str


def derive_in_sentence(
    prose: str, sentence: Sentence, quantities: Sequence[Quantity], number: int, years: Sequence[str]
) -> Arithmetic | None:
    """Whether arithmetic yields the quantity from two others of its sentence; None: there is nothing to reckon.

    Shares: "12 of 48 sites (25%)". Changes: "from 20 to 24, a rise of 20 per cent"; "24, up 20 per cent from 20".
    """
    quantity = quantities[number]
    if quantity.unit not in ("percent", "percentage point", "times") or quantity.low != quantity.high:
        return None
    others = [n for n in range(len(quantities)) if n != number and quantities[n].low == quantities[n].high]
    if quantity.unit == "percent" and (share := _share(prose, quantities, others, quantity)):
        return share
    around = unwrap(prose[max(sentence.start, quantity.start - 50) : quantity.end + 25])
    if not CHANGE.search(around) or (
        _THAN.search(prose, max(0, quantity.start - 10), quantity.start) and not CHANGE.search(_THAN.sub("", around))
    ):
        return None
    pair = _change_pair(prose, quantities, others, years, points=quantity.unit == "percentage point")
    if pair is None or not pair[0].low or not pair[1].low:
        return None
    return _change(quantity, *pair, falls=bool(FALL.search(_FEWER_THAN.sub("", around))))


def _share(prose: str, quantities: Sequence[Quantity], others: Sequence[int], quantity: Quantity) -> Arithmetic | None:
    """ "12 of 48 sites (25%)", "25% (12 of 48 sites)"."""

    def between(a: Quantity, b: Quantity) -> str:
        return unwrap(prose[a.end : b.start])

    for a, b in pairwise(others):
        part, whole = quantities[a], quantities[b]
        ratios = part.unit in ("percent", "percentage point", "times") or whole.unit in ("percent", "times")
        if ratios or part.parts or whole.parts or not _OF.fullmatch(between(part, whole)):
            continue
        if _unit_differs(part, whole) or not 0 < part.low <= whole.low:
            continue
        behind = 0 <= quantity.start - whole.end <= 60 and _THAT_IS.fullmatch(between(whole, quantity))
        before = 0 <= part.start - quantity.end <= 3 and between(quantity, part).strip() == "("
        if behind or before:
            given = _spread(part, whole, lambda p, w: p / w * HUNDRED)
            return Arithmetic(agrees(quantity, given), _show(part.low / whole.low * HUNDRED, "%"))
    return None


def _change(quantity: Quantity, before: Quantity, after: Quantity, *, falls: bool) -> Arithmetic | None:
    if quantity.unit == "percentage point":
        given = _absolute(_spread(before, after, lambda b, a: a - b))
        return Arithmetic(agrees(quantity, given), _show(abs(after.low - before.low), " percentage points"))
    if quantity.unit == "times":
        if not re.search(r"\bhalv", quantity.words) and after.low < before.low:
            return None
        given = _spread(before, after, lambda b, a: a / b)
        return Arithmetic(agrees(quantity, given), _show(after.low / before.low, " times"))
    if before.unit == "percent":
        return None
    given = _absolute(_spread(before, after, lambda b, a: (a - b) / b * HUNDRED))
    change = (after.low - before.low) / before.low * HUNDRED
    wrong_way = (change < 0) != falls and abs(change) > 1
    return Arithmetic(not wrong_way and agrees(quantity, given), _show(change, "%"))


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


def _show(value: Decimal, unit: str) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".").replace("-", "−") + unit
