"""Figures that stand together: one lends the other its unit or its magnitude, or both are the ends of a range."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from wellsourced.manuscript.alternations import one_of
from wellsourced.manuscript.number_words import MAGNITUDES
from wellsourced.manuscript.quantities.quantity import Quantity

#: Figures farther apart than this do not belong together.
_FARTHEST = 40
#: So many letters before a figure are read for "from" and for what changed.
_BEFORE = 120
_DASH = re.compile(r"\s?[-–—]\s?")
_LINK = re.compile(
    r"\s(?:to|and|or|and up to|through)\s(?:(?:about|over|nearly|almost|around|more than|some|just under) )?"
)
_OPENING = re.compile(r"\b(from|between)\s+(?:(?:about|around|roughly|some|nearly|almost) )?$", re.IGNORECASE)
_CHANGES = one_of(
    """
    changed?; climbed; cut; declined?; decreased?; doubled; down; drop; dropped; expanded; extended; fall; fallen
    falling; falls; fell; go; gone; grew; grow; grown; growth; improved; increased?; increasing; jumped
    lowered?; moved; raised?; reduced; rise; risen; rises; rising; rose; shrank; surged; tripled; up; went
    """
)
#: "Rose from 3": two figures of which one became the other are no range.
_CHANGED = re.compile(rf"\b{_CHANGES}\b[^.;|]{{0,60}}\bfrom\s[^.;|]{{0,12}}$", re.IGNORECASE)
_SCALE = re.compile(r"(hundred|thousand|million|billion|trillion|mn|bn|tn|lakh|crore|[mMkK])\b", re.IGNORECASE)


def join_ranges(flat: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The figures in order; those that share a unit lend it to each other, and those of a range become one."""
    result: list[Quantity] = []
    for quantity in reversed(found):
        follower = result.pop() if result else None
        result += _join(flat, quantity, follower) if follower else [quantity]
    return result[::-1]


def _join(flat: str, quantity: Quantity, follower: Quantity) -> list[Quantity]:
    """Two figures one behind the other, the last first: as they are, with a unit lent, or one range."""
    between = flat[quantity.end : follower.start]
    if len(between) > _FARTHEST or quantity.parts or follower.parts:
        return [follower, quantity]
    dash = _DASH.fullmatch(between)
    if not dash and not _LINK.fullmatch(between):
        return [follower, quantity]
    lent, follower = _lend(quantity, follower)
    before = flat[max(0, quantity.start - _BEFORE) : quantity.start]
    is_range = bool(dash) or _spans(between, before, has_unit=bool(quantity.unit))
    if is_range and lent.unit == follower.unit and abs(lent.low) < abs(follower.high) and lent.low == lent.high:
        return [_range(flat, lent, follower)]
    return [follower, lent]


def _lend(quantity: Quantity, follower: Quantity) -> tuple[Quantity, Quantity]:
    """Both with the unit that one of them has, and the first in the magnitude of the second: "3 to 5 million"."""
    if not quantity.unit and follower.unit:
        lent = msgspec.structs.replace(quantity, unit=follower.unit, noun=follower.noun, per=follower.per)
    elif quantity.unit.startswith("money:") and not follower.unit.startswith("money:") and not follower.noun:
        lent, follower = quantity, msgspec.structs.replace(follower, unit=quantity.unit)
    else:
        return quantity, follower
    scale = _scale_of(follower.words)
    if not scale or _scale_of(quantity.words) or abs(quantity.low) >= 1000:
        return lent, follower
    low, high, step = lent.low.scaleb(scale), lent.high.scaleb(scale), lent.step.scaleb(scale)
    return msgspec.structs.replace(lent, low=low, high=high, step=step), follower


def _scale_of(words: str) -> int:
    found = _SCALE.search(words)
    return MAGNITUDES[found[1].lower()] if found else 0


def _spans(between: str, before: str, *, has_unit: bool) -> bool:
    """Whether the words around two figures make a range of them: "between 3 and 5", "3 to 5"."""
    opening = _OPENING.search(before)
    if opening is not None and opening[1].lower() == "between" and " and " in between:
        return True
    to = " to " in between or "through" in between
    return to and not _CHANGED.search(before + "0") and (opening is not None or not has_unit)


def _range(flat: str, first: Quantity, last: Quantity) -> Quantity:
    return msgspec.structs.replace(
        last,
        start=first.start,
        words=flat[first.start : last.end],
        low=first.low,
        qualifier=first.qualifier,
        step=min(first.step, last.step),
        spelled=first.spelled and last.spelled,
    )
