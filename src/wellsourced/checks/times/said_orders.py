"""Which of two things is said to have come first, held against the register: "X, four years after Y"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wellsourced.checks.names.named import Named
from wellsourced.checks.names.referents import between, end_of
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.times.lifetimes import Lifetime, read_lifetime
from wellsourced.checks.times.said_times import Wrong
from wellsourced.manuscript.model import ParsedText

#: So many letters before and behind a name are read for "four years after", and so many between two names.
_AROUND, _BETWEEN = 40, 160


def find_wrong_order(
    parsed: ParsedText, named: Named, others: Sequence[Named], life: Lifetime, register: NameRegister
) -> Wrong | None:
    """Said to have come before or after another thing, and by their records came the other way round.

    Both records give a year of adoption, and not the same. `others`: the other things that the sentence names.
    """
    if named.instrument is None or life.adopted is None or life.pending:
        return None
    if named.instrument.kind == "organisation":
        return None  # bodies act at all times, before and after other things
    prose, mention = parsed.prose, named.mention
    for other in others:
        if other.instrument is None or other.problem is not None or other.mention.start < mention.end:
            continue
        low, high = mention.surroundings
        lead = prose[max(low, mention.start - _AROUND) : mention.start]
        gap = between(prose, named, other)
        tail = prose[end_of(prose, other) : max(high, other.mention.end)][:_AROUND]
        said_first = _comes_first(lead, gap, tail) if len(gap) < _BETWEEN else None
        if said_first is None:
            continue
        second = read_lifetime(other.instrument, register, None)
        if second.adopted is None or second.adopted[0] == life.adopted[0] or second.pending:
            continue
        if said_first == (life.adopted[0] < second.adopted[0]):
            continue
        years = f"{life.adopted[0]} and {second.adopted[0]}"
        return Wrong(
            "INS003", f"by the register it was the other way round ({years})", mention.start, other.mention.end, years
        )
    return None


def _comes_first(lead: str, gap: str, tail: str) -> bool | None:
    """Whether the first of two names is said to be the older one; None where nothing is said of it."""
    if _OTHER_EVENT.search(gap) or _OTHER_EVENT.search(lead):
        return None
    if _LATER_THAN_FIRST.search(lead):
        return True
    if _EARLIER_THAN_FIRST.search(lead):
        return False
    if _TOOK_UP.search(gap):
        return False
    if _EARLIER_BEHIND.match(tail):
        return False
    if _LATER_BEHIND.match(tail):
        return True
    if _BEFORE.search(gap):
        return True
    return False if _AFTER.search(gap) else None


_SPAN = r"(?:[\w-]+ ){0,3}(?:years?|decades?)"
#: "Thirteen years on from X, ... Y", "Ten years before X, ... Y": right before the first name.
_LATER_THAN_FIRST = re.compile(rf"\b{_SPAN} (?:after|on from)(?: the)? [*_]?$", re.IGNORECASE)
_EARLIER_THAN_FIRST = re.compile(rf"\b{_SPAN} before(?: the)? [*_]?$", re.IGNORECASE)
#: "X took up, four years later, what Y": the first goes back to the second.
_TOOK_UP = re.compile(rf"^[^.;:]{{0,50}}\b{_SPAN} later,? what(?: the)? [*_]?$")
#: "..., adopted some years earlier": right behind the second name.
_EARLIER_BEHIND = re.compile(rf"[*_]?,? (?:\w+ ){{0,3}}?{_SPAN} (?:before|earlier)\b(?! the)")
_LATER_BEHIND = re.compile(rf"[*_]?,? (?:\w+ ){{0,3}}?{_SPAN} (?:afterwards|later)\b")
#: "X, a decade before Y", "X was passed two years before it turned to Y".
_TO_SECOND = r"(?: (?:it|Congress|Parliament|the [a-z]+|they) [a-z]+(?: to| out| on| with)?)?(?: the| its)? [*_]?$"
_BEFORE = re.compile(rf"\b{_SPAN} (?:ahead of|before|earlier than){_TO_SECOND}")
_AFTER = re.compile(rf"\b{_SPAN} (?:after|later than|on from){_TO_SECOND}")
#: What is dated may be another event in the life of one of the two.
_OTHER_EVENT = re.compile(
    r"\b(?:amend|appl(?:y|ied)|bound|ceased|edition|end(?:ed|s)?\b|entered|entry|expir|extend|force|join|laps|not\b|propos|ratif|repeal"
    r"|replac|revis|sign(?:ed|ator)|struck|tabl(?:e|ed)\b|updat|version|were\b|would)"
)
