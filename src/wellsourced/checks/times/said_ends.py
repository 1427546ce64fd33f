"""When a thing is said to have ended, held against the register: "repealed in 2015", where it ended in 2018."""

from __future__ import annotations

import re
from functools import cache

from wellsourced.checks.names.named import Named
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.times.lifetimes import (
    Lifetime,
    Moment,
    agrees,
    is_before,
    read_moments,
    write_moment,
)
from wellsourced.checks.times.said_times import BRACKET, DATE, Wrong, said_moment
from wellsourced.manuscript.alternations import one_of
from wellsourced.project.models import Instrument

#: What ends a law, all of it.
_ENDED_AS_LAW = one_of("abolished; annulled; declared invalid; invalidated; repealed; rescinded; revoked; struck down")
#: What also ends bodies, tools and editions, or a law by itself.
_ENDED = one_of(
    """
    abandoned; ceased to apply; closed down; discontinued; disbanded; dissolved; expired; lapsed; replaced; shut down
    superseded; withdrawn; wound up
    """
)
_LAWS = ("treaty", "statute", "eu-act")


def find_wrong_end(named: Named, life: Lifetime, register: NameRegister, before: str, behind: str) -> Wrong | None:
    """ "X was repealed in 2015". `before`, `behind`: the words around the name.

    Of what no end is on record, only the end as law of what the register has in force, or never in force, is wrong.
    """
    instrument = named.instrument
    match = _find_end(before, behind)
    if instrument is None:
        return None
    if match is None:
        return _ended_at_all(named, instrument, life, before, behind)
    said = said_moment(match)
    where = (named.mention.start, named.mention.end)
    if instrument.until:
        by_successor = _dates_of_successor(instrument, register)
        texts = (str(instrument.until), instrument.status or "", instrument.note or "")
        ends = [*by_successor, *(moment for text in texts for moment in read_moments(text))]
        if any(agrees(said, end) for end in ends):
            return None
        if any(is_before(made, said) for made in by_successor) and life.until and is_before(said, life.until):
            return None  # what one act repeals ends some time after that was made
        right = write_moment(life.until or said)
        return Wrong("INS003", f"by the register it ended on {right}", *where, right)
    if life.over or instrument.kind not in _LAWS or not _AS_LAW.search(match[0]):
        return None
    if life.never_began:
        return Wrong("INS003", "by the register it never was in force", *where)
    if _IN_FORCE.fullmatch(instrument.status or ""):
        return Wrong("INS003", "by the register it is in force", *where)
    return None


def _ended_at_all(named: Named, instrument: Instrument, life: Lifetime, before: str, behind: str) -> Wrong | None:
    """ "X was declared invalid", without a date, of what the register has in force."""
    if life.over or instrument.kind not in _LAWS or not _IN_FORCE.fullmatch(instrument.status or ""):
        return None
    in_list = _OF_A_PART.search(before) and not _OPENING.match(before)
    if _OPEN.search(before) or in_list or _undated_pattern().match(behind) is None:
        return None
    return Wrong("INS003", "by the register it is in force", named.mention.start, named.mention.end)


_AS_LAW = re.compile(rf"\b{_ENDED_AS_LAW}\b")
_IN_FORCE = re.compile(r"in force(?!.*\b(?:in part|partly|repeal\w*|struck)\b).*")


def _dates_of_successor(instrument: Instrument, register: NameRegister) -> list[Moment]:
    """When what took its place was made and began to apply."""
    successor = register.by_id.get(instrument.superseded_by or "")
    texts = (successor.adopted, successor.in_force) if successor is not None else ()
    return [moment for text in texts for moment in read_moments(text or "")]


def _find_end(before: str, behind: str) -> re.Match[str] | None:
    """The date that is said to be that of the end of the thing itself, and of no part of it."""
    if _OPEN.search(before):
        return None
    match = None if _OF_A_PART.search(before) else _passive_pattern().match(behind)
    around = before[-90:] + " \x00" + behind[:80]
    return match or next((found for pattern in _active_patterns() if (found := pattern.search(around))), None)


_OPEN = re.compile(
    r"\b(?:almost|attempt\w*|claim\w*|had|if|never|nobody|not|plan\w*|propos\w*|sought|tried|unless|until|want\w*|would"
    r"|whether|wrongly)\b",
    re.IGNORECASE,
)
#: What stands before it is what ended, or another thing: "the second part of", "A and".
_OF_A_PART = re.compile(r"(?:,|\b(?:and|by|for|from|in|like|of|or|than|to|under|with))(?: the| its)? ?$", re.IGNORECASE)
#: An adverbial at the beginning of the sentence, up to the name: "In 2014, on a reference from Dublin, the".
_OPENING = re.compile(r"^\W*(?:After|At|By|During|In|On|Since|With)\b(?:(?!\b(?:and|or)\b)[^.;:])*,(?: the| its)? ?$")


@cache
def _passive_pattern() -> re.Pattern[str]:
    auxiliaries = r"(?:,? (?:finally|formally|has been|itself|later|only|then|was|were|which)){0,4}"
    return re.compile(
        rf"{BRACKET}{auxiliaries} (?:{_ENDED_AS_LAW}|{_ENDED})\b(?! (?:in part|only))[^.;:,\d]{{0,60}}?"
        rf"\b(?:in|on|with effect from|as of) {DATE}"
    )


@cache
def _undated_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{BRACKET},? (?:which )?(?:was|has(?: since)? been|had(?: since)? been) (?:finally |later )?{_ENDED_AS_LAW}\b"
        r"(?! (?:as|by (?!the)|in (?:part|so far)|insofar|only|there|where)\b)"
    )


@cache
def _active_patterns() -> tuple[re.Pattern[str], ...]:
    """ "The court annulled X in 2014", "In 2014 the court annulled X"."""
    return (
        re.compile(rf"\b{_ENDED_AS_LAW} (?:the |its )?\x00{BRACKET},? (?:in|on) {DATE}"),
        re.compile(rf"\b(?:[Ii]n|[Oo]n) {DATE},? [^.;:,\d]{{1,50}}? {_ENDED_AS_LAW} (?:the |its )?\x00"),
    )
