"""The base of a rate: "a day", "each month", "daily", "per 100,000 children"."""

from __future__ import annotations

import re
from decimal import Decimal

from wellsourced.manuscript.number_words import MAGNITUDES, read_digits

_PERIODS = "second|minute|hour|day|night|week|month|quarter|year"
_ADVERBS = {
    "hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "yearly": "year", "annually": "year",
}  # fmt: skip
_BASE = (
    rf"(?:(?:a|an|per|each|every|/)\s(?P<period>{_PERIODS})\b|(?P<adverb>{'|'.join(_ADVERBS)})\b"
    r"|(?:per|(?:for|in|out\sof)\severy)\s(?:a\s)?"
    r"(?P<number>\d{1,3}(?:[, \u00a0\u202f]?\d{3})+|100|hundred|thousand|million|mille)\b)"
)
_VERB = r"(?:\s(?:was|were|is|are|be|been|being|has|had|have)){0,2}(?:\s[a-z]{2,14}(?:ed|en|nt|ht|de|in))?"
#: Behind the words that say what is counted, and "of" with some more, or what was done: "were arrested each month".
_BEHIND = re.compile(rf"(?:\sof\s[\w'’-]+(?:\s[\w'’-]+)?)?{_VERB}\s{_BASE}")
_RIGHT_BEHIND = re.compile(rf"\s{_BASE}")
_PER_MILLE = re.compile(r"\s{0,4}‰")


def read_base(right: str, noun: str = "") -> str:
    """The base of the rate that is given before `right`, what is counted included: "day", "100000"; or an empty string.

    `noun`: what is counted; it opens `right`.
    """
    start = right.find(noun, 0, len(noun) + 12) if noun else 0
    if start < 0:
        return ""
    end = start + len(noun)
    found = _RIGHT_BEHIND.match(right) or _BEHIND.match(right, end)
    return _base(found) if found else ""


def read_share_of_base(right: str) -> tuple[Decimal, int] | None:
    """The number of "27 per 1,000" or "3 ‰" and where it ends, for a figure that stands right before it."""
    if sign := _PER_MILLE.match(right):
        return Decimal(1000), sign.end()
    found = _RIGHT_BEHIND.match(right)
    if found is None or not found["number"]:
        return None
    return Decimal(_base(found)), found.end()


def _base(found: re.Match[str]) -> str:
    if period := found["period"]:
        return "day" if period == "night" else period
    if adverb := found["adverb"]:
        return _ADVERBS[adverb]
    number = found["number"]
    if number == "mille":
        return "1000"
    return str(10 ** MAGNITUDES[number]) if number in MAGNITUDES else str(read_digits(number)[0])
