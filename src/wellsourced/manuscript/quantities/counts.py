"""Number words: which of them measure the world, and which count the author's own points."""

from __future__ import annotations

import re
from decimal import Decimal

from wellsourced.manuscript.alternations import one_of
from wellsourced.manuscript.quantities.quantity import Counting, NumberPlace
from wellsourced.manuscript.quantities.units import words_to_read

_ORDINAL = re.compile(r"\s(?:first|second|third|(?:four|fif|six|seven|eigh|nin)th)\b")
_OF_THEM = re.compile(r"\s(?:of\sthe|of\sthem)\b")
_IN_A_NAME = re.compile(r"[^\s.:;!?\"“‘'(*\u2063\]|]\s*$")
_DETERMINERS = one_of(
    """
    all; any; both; each of the; every; first; following; her; his; its; last; next; of; other; our; past; previous
    same; coming; the; their; these; those
    """
)
#: "The three strategies": things that the text has named already, or will name.
_DETERMINED = re.compile(rf"\b{_DETERMINERS}\s$", re.IGNORECASE)
_MEASURED_OF = re.compile(
    r"\b(?:group|maximum|minimum|period|range|sample|sentence|term|than|total) of\s$", re.IGNORECASE
)
#: "A team of nine", "every two minutes".
_TEAM_OF = re.compile(r"\b(?:team|panel|staff|crew|jury|squad|delegation|workforce)\sof\s(?:only\s|just\s|some\s)?$")
_EVERY = re.compile(r"\bevery\s$", re.IGNORECASE)
_SHORT_PERIODS = ("second", "minute", "hour")
_FIRST_IN = re.compile(r"\bfirst\b.{0,24}\bin\s$|\b(?:one|two) or\s$")
_OR_SO = re.compile(r"\s{1,4}or\s(?:more|three|four|five|six|so)\b")
_RELATIVE_TIME = re.compile(
    r"\s(?:years?|months?|weeks?|days?|decades?|hours?|minutes?)\s"
    r"(?:(?:later|earlier|ago|apart|on)\b|(?P<rule>before|after)\b)"
)


def count_in_words(
    place: NumberPlace, value: Decimal, unit: str, noun: str, right: str, nouns: frozenset[str]
) -> Counting | None:
    """How a number word counts (see Quantity.counts); None where it measures nothing.

    `right`: the words behind it; `nouns`: what facts count, in the singular.
    """
    words, left = words_to_read(), place.left
    named = place.flat[place.start].isupper() and _IN_A_NAME.search(left)
    if value > 10:
        counted = not named and not _ORDINAL.match(right) and (bool(noun) or not _OF_THEM.match(right))
        return "measured" if counted else None
    if value > 1 and _TEAM_OF.search(left):
        return "measured"
    if value == 1 or not unit or unit in words.own or named:
        return None
    if unit in _SHORT_PERIODS and _EVERY.search(left):
        return "measured"
    if _DETERMINED.search(left) and not _MEASURED_OF.search(left):
        return None
    since = _RELATIVE_TIME.match(right)
    if _FIRST_IN.search(left) or _OR_SO.match(right) or (since and not since["rule"]):
        return None
    if unit in words.measured:
        return "registered" if since or right.startswith("-") else "measured"
    return "registered" if unit in nouns else None
