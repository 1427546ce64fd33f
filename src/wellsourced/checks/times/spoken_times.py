"""Times as prose speaks of them: dates, and spans such as "the late eighties" or "the turn of the millennium"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from wellsourced.checks.times.lifetimes import Moment
from wellsourced.checks.times.said_times import DATE, said_moment
from wellsourced.manuscript.alternations import one_of

#: What stands for the name in the words of a sentence.
NAME = "\x00"
PREPOSITION = one_of(
    """
    already in; around; as early as; as far back as; as long ago as; circa; early in; late in; towards; as late as
    as of; at; between; back in; before; by; during; even in; from; in; on; only in; since; throughout; until
    """
)
#: Between the preposition and the time: "by the end of".
PART_OF = (
    r"(?:the )?(?:(?:beginning|close|end|middle|start|spring|summer|autumn|winter|(?:[a-z]+ )?years?) (?:of )?)?"
    r"(?:the )?"
)  #: What stands right before a time that says when something was done.
ADVERBIAL = re.compile(rf"\b{PREPOSITION} {PART_OF}$", re.IGNORECASE)
#: The names of decades that are those of one century only: "the twenties" may be of two.
_DECADES = {"sixties": 1960, "seventies": 1970, "eighties": 1980, "nineties": 1990, "noughties": 2000}
#: What part of a decade a word tells, with a year to spare: "the early nineties" may still be 1994.
_PARTS = {"early": (0, 4), "mid": (3, 7), "late": (5, 9), "": (0, 9)}
#: "At the turn of the millennium": some years around it.
_TURN = (1998, 2002)


class SpokenTime(NamedTuple):
    """A time at `text[start:end]`, and the years between which it lies, both included; the moment, if it is a date."""

    start: int
    end: int
    first: int
    last: int
    moment: Moment | None = None


class Told(NamedTuple):
    """The words of a sentence with `NAME` in the place of a name, where that stands, and the times told of."""

    text: str
    at: int
    times: list[SpokenTime]


def read_told(before: str, behind: str) -> Told:
    """What a sentence tells. `before`, `behind`: the words around the name."""
    if _CLEFT.search(before) and (that := _THAT.match(behind)):
        before, behind = "", behind[that.end() :]
    before = _TIME_FIRST.sub(r"\1", before)
    text = f"{before} {NAME}{behind}"
    return Told(text, len(before) + 1, find_spoken_times(text))


#: "It was X that": told as though it began with X; "it was in 2004 that": with the time.
_CLEFT = re.compile(r"^\W*It was(?: the)? ?$")
_THAT = re.compile(r",? (?:that|which|who)\b")
_TIME_FIRST = re.compile(r"^It was (?:already |only )?((?:at|by|during|in|on) [^.;:,]{4,40}?\d\d(?:s|\d\d)?) that\b")


def find_spoken_times(text: str) -> list[SpokenTime]:
    """The times of which a text speaks, in order; those in brackets name things and do not count."""
    return [time for time in _find(text) if not _in_brackets(text, time.start)]


def _find(text: str) -> Iterator[SpokenTime]:
    for match in _pattern().finditer(text):
        moment = None
        if match["turn"]:
            first, last = _TURN
        elif match["year"]:
            first = last = int(match["year"])
            moment = said_moment(match)
        else:
            begin = int(match["decade"][:4]) if match["decade"] else _DECADES[match["word"].casefold()]
            low, high = _PARTS[(match["part"] or match["part2"] or "").casefold()]
            first, last = begin + low, begin + high
        yield SpokenTime(match.start(), match.end(), first, last, moment)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:(?P<turn>turn of the (?:century|millennium)|(?:century|millennium) turned)"
        r"|(?:(?P<part>early|mid|late)[ -])?(?:the )?(?:(?P<part2>early|mid|late)[ -])?"
        rf"(?:(?P<decade>(?:19|20)\d0s)|(?P<word>{'|'.join(_DECADES)})|{DATE}))\b",
        re.IGNORECASE,
    )


def _in_brackets(text: str, at: int) -> bool:
    return any(text.rfind(opening, 0, at) > text.rfind(closing, 0, at) for opening, closing in ("()", "[]"))
