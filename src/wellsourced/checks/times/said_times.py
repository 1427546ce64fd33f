"""What a sentence says of a time: the words around a name, dates in words, and the complaint about a wrong one."""

from __future__ import annotations

import re

import msgspec

from wellsourced.checks.times.lifetimes import Moment
from wellsourced.manuscript.alternations import one_of
from wellsourced.manuscript.model import ParsedText

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|spring"
    "|summer|autumn|fall|winter)"
)
#: Day, month and year in either order; the year may stand alone. To be read with `said_moment`.
DATE = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?:(?P<month>{_MONTH})(?: of"
    rf"| (?P<day2>\d{{1,2}}),)?,? )?(?P<year>(?:18|19|20)\d\d)\b(?![/-]\d)"
)
#: A bracket right behind a name: its letters, its number.
BRACKET = r"(?: ?\([^()]{1,60}\))?"
_AUXILIARY = one_of(
    """
    already; and; are; been; being; finally; first; formally; had; has; have; in turn; is; it; itself; jointly
    later; officially; only; publicly; that; then; was; were; when; which; who
    """
)
#: Auxiliaries, pronouns and adverbs between a name and what is said of it.
AUXILIARIES = rf"(?:,? ?{_AUXILIARY}){{0,5}}"
_DOUBTS = one_of(
    r"""
    (?-i:may); abandon\w*; adopted; after; amend\w*; announced; as a (?:bill|draft); before; could; debat\w*
    discuss\w*; drafted; drafts?\b; expired?s?; extended; failed; future; histor\w*; if\b; laps\w+; later; merged
    might; negotiat\w*; neither; never; no longer; nobody; none; nor; not; not yet; nothing; once; pending; planned
    plans; predecessor; prolong\w*; propos\w*; recast; remember\w*; repeal\w*; replaced; replacement; revoked; shall
    should; until; were to; what (?:is now|(?:later )?became); will; withdr\w*; without; would
    """
)
#: Whoever says so knows that a thing is not law yet, or no longer.
CAUTIOUS = re.compile(rf"\b{_DOUBTS}\b", re.IGNORECASE)


class Wrong(msgspec.Struct, frozen=True):
    """A time that does not fit, said in `text[start:end]`. INS002: a wrong date; INS003: spoken of at a wrong time."""

    code: str
    reason: str
    start: int
    end: int
    right: str | None = None


def read_words(parsed: ParsedText, start: int, end: int) -> str:
    """The words of a range on one line, without emphasis; a space before them stays."""
    words = re.sub(r"[\s*_>]", " ", parsed.prose[start:end])
    return (" " if words[:1].isspace() else "") + " ".join(words.split())


def said_moment(match: re.Match[str]) -> Moment:
    """The moment that a pattern with `DATE` has found; a season is no month."""
    month = _MONTHS.get((match["month"] or "").casefold(), 0)
    return int(match["year"]), month, int(match["day"] or match["day2"] or 0)
