"""The whole of which a number is a part: "one in five", "one parent in five"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from wellsourced.manuscript.alternations import one_of
from wellsourced.manuscript.number_words import FIRST_WORD, Number, read_digits, read_words


class Whole(NamedTuple):
    """What "in five" says, and where it ends; `noun`: what is counted, if it stands before: "one parent in five"."""

    value: Decimal
    end: int
    noun: str | None = None


_ROUND_WHOLES = frozenset(map(Decimal, (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000, 10000, 100000)))
#: What people did or had, behind "one parent in five"; besides, any verb on -ed.
_VERBS = one_of(
    """
    are; began; bought; built; came; can; chose; could; did; do; does; felt; found; gave; got; had; has; have; heard
    held; is; kept; knew; led; left; lost; made; may; met; might; must; need; never; paid; ran; read; said; saw; say
    sent; sold; sought; spent; spoke; stood; think; thought; told; took; want; was; went; were; will; won; would
    wrote; [a-z]{3,16}ed; [a-z]{2,14}(?:ch|sh)es; drops; fails; feels; gets; gives; goes; knows; leaves; lives; makes
    needs; owns; plays; says; sees; speaks; suffers; takes; uses; wants; works
    """
)
#: The same, where a share that opens a clause may stand before.
DID = re.compile(rf"\s(?!(?:began|closed|ended|opened|passed|started)\b){_VERBS}\b")
#: What else may stand behind it: where, among whom, or what they did.
_BEHIND_WHOLE = one_of("across; aged; among; at; from; in; of; on; or; over; that; to; under; who; with; worldwide")
#: "One parent in five": what is counted stands between, and no noun behind.
_SOME_IN = re.compile(
    rf"\s(?P<noun>(?:[^\W\d_][\w-]{{2,20}}\s)?[a-z][\w-]{{2,20}})\s(?:in|out\sof)\s(?:every\s)?(?P<whole>\d{{1,3}}(?![\w,.%]\d|%)"
    rf"|(?:a\s)?(?i:{FIRST_WORD})\b)(?=\s(?:{_VERBS}|{_BEHIND_WHOLE})\b|[.,;:)]|\s\[|\s?$)"
)
_IN = re.compile(
    rf"\s(?P<link>in|out\sof|in\severy)\s(?:every\s)?(?P<whole>\d{{1,3}}(?:,\d{{3}})?(?!\d|[\w,.]\d|%)"
    rf"|(?:a\s)?(?i:{FIRST_WORD})\b)(?!\s?(?:%|per\s?cent|percent))"
)
_SCALED = re.compile(r"\s(?:%|per\s?cent|million|thousand|billion)")


def find_whole(flat: str, number: Number) -> Whole | None:
    """The whole of which a number is a part, right behind it, if it is a round one."""
    value, end = number.value, number.end
    if value != int(value):
        return None
    some_in = _SOME_IN.match(flat, end) if value <= 9 else None
    if some_in:
        whole = _read_whole(flat, some_in)
        if (whole in _ROUND_WHOLES or value == 1) and value < whole:
            return Whole(whole, some_in.end(), some_in["noun"])
    part_of = _IN.match(flat, end)
    if part_of:
        whole, stop = _read_number(flat, part_of)
        any_whole = value == 1 and whole <= 100
        fits = (whole in _ROUND_WHOLES or any_whole) and value < whole and (value <= 10 or whole >= 100)
        if fits and not _SCALED.match(flat[stop : stop + 12]):
            return Whole(whole, stop)
    return None


def counts_some_in(flat: str, end: int) -> bool:
    """Whether "parent in five" or the like stands behind a number that ends at `end`."""
    return _SOME_IN.match(flat, end) is not None


def _read_whole(flat: str, match: re.Match[str]) -> Decimal:
    """The number behind "in"; 0 where the words are none, or more than the match."""
    value, end = _read_number(flat, match)
    return value if end == match.end("whole") else Decimal(0)


def _read_number(flat: str, match: re.Match[str]) -> tuple[Decimal, int]:
    """The number behind "in", and where it ends; 0 where the words are none."""
    written = match["whole"]
    if written[0].isdigit():
        return read_digits(written)[0], match.end("whole")
    start = match.start("whole") + (2 if written.startswith("a ") else 0)
    number = read_words(flat, start, match.end("whole"))
    return (number.value, number.end) if number else (Decimal(0), match.end("whole"))
