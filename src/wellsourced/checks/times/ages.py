"""How old a thing is said to have been in a year: "in 2015, in its tenth year", "marked its fifth birthday in 2012"."""

from __future__ import annotations

import re
from functools import cache

from wellsourced.checks.names.named import Named
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.times.lifetimes import Lifetime
from wellsourced.checks.times.said_times import BRACKET, Wrong
from wellsourced.checks.times.spoken_times import NAME, Told
from wellsourced.manuscript.alternations import one_of
from wellsourced.manuscript.number_words import read_small


def find_wrong_age(named: Named, life: Lifetime, register: NameRegister, told: Told) -> Wrong | None:
    """Said to be of an age in a year, and its record has no year from which it could be that old then."""
    instrument = named.instrument
    if instrument is None or life.start is None or life.never_began:
        return None
    text, _, times = told
    if len({time.first for time in times}) != 1 or times[0].moment is None:
        return None
    found = next((match for pattern in _patterns() if (match := pattern.search(text)) is not None), None)
    if found is None or _DENIED.search(text):
        return None
    number = _read_number(found["number"])
    year = times[0].first
    if number is None or any(
        year - begun in _ages(found["unit"], number) for begun in register.noted_years(instrument)
    ):
        return None
    where = (named.mention.start, named.mention.end)
    began = min(moment[0] for moment in (life.adopted, life.in_force) if moment is not None)
    return Wrong(
        "INS003", f"by the register it began in {began}, which makes it another age in {year}", *where, f"{began}"
    )


def _read_number(words: str) -> int | None:
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits is not None else read_small(words)


def _ages(unit: str, number: int) -> range:
    """The differences between the year and the first one that fit: an anniversary is exact, a year of life is not."""
    if re.match(r"anniversar|birthday|jubilee", unit):
        return range(number, number + 1)
    if unit == "year":
        return range(number - 1, number + 1)
    return range(number - 1, number + 2)


#: Whoever says so speaks of a start that the record may not know, or denies it.
_DENIED = re.compile(r"\b(?:almost|if|nearly|never|not|of (?:negotiations?|preparation)|since|would)\b|n[’']t\b")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    number = r"(?P<number>\d{1,3}(?:st|nd|rd|th)?|(?:[a-z]{5,7}[- ])?[a-z]{1,11})"
    feast = r"(?P<unit>anniversary|birthday|jubilee|year)"
    life = one_of("application; being; existence; force; its existence; its life; life; operation; service; use; work")
    lead = one_of(
        """
        already; and; at (?:that|the) time; being; by that time; by then; had been; is; only; said to be; still; then
        was; were; which; when; who
        """
    )
    marked = one_of("celebrated; had; kept; marked; observed; reached; saw; turned")
    going = one_of("been (?:at work|in (?:force|operation|place|service|use)|running); existed; run; worked")
    return (
        re.compile(rf"{NAME}{BRACKET}(?:,? ?{lead}){{0,5}},? in its {number} (?P<unit>year)\b"),
        re.compile(rf"\bin its {number} (?P<unit>year)(?: of {life})?,(?: the| its)? {NAME}", re.IGNORECASE),
        re.compile(rf"{NAME}{BRACKET} (?:\w+ly |then )?{marked} (?:its|their) {number} {feast}\b"),
        re.compile(rf"{NAME}['’]s? {number} (?P<unit>anniversary|birthday|jubilee)\b"),
        re.compile(rf"\b{number} (?P<unit>anniversary|birthday|jubilee) of (?:the |its )?{NAME}"),
        re.compile(rf"{NAME}{BRACKET}(?:,? ?{lead}){{1,4}} (?:just |only )?{number} (?P<unit>years) old\b"),
        re.compile(
            rf"{NAME}{BRACKET},? (?:which )?(?:by then |then )?had"
            rf"(?: by then| then)? {going} for {number} (?P<unit>years?)\b"
        ),
    )
