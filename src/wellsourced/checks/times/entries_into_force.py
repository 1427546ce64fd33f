"""When a thing is said to have come into force, held against the register: "in force since 2010"."""

from __future__ import annotations

import re
from functools import cache

from wellsourced.checks.names.named import Named
from wellsourced.checks.times.adoption_dates import EDITION_OF
from wellsourced.checks.times.lifetimes import Lifetime, Moment, agrees, is_before, write_moment
from wellsourced.checks.times.said_times import AUXILIARIES, BRACKET, DATE, Wrong, said_moment

_ENTERED = (
    r"(?:(?:has |had |have )?(?:been )?(?:applicable|at work|binding|effective|in effect|in force|in operation"
    r"|operational|up and running)"
    r"|(?:has |have |had )?(?:applied|applies)|became law|came into effect|came into force|comes into force|commenced"
    r"|entered into effect|entered into force|force|takes effect|took effect)"
)
_PARTS = r"(?:articles?|chapters?|duties|obligations|parts?|provisions?|rules?|sections?|titles?)"
#: Parts of a law may apply at other times than the law.
_PART_OF = re.compile(rf"\b{_PARTS}\b[^.;:]{{0,40}} (?:of|in|under)(?: the)? ?$", re.IGNORECASE)
_PART = re.compile(rf"(?:the )?{_PARTS}\b.* of\b", re.IGNORECASE)
_IN_PART = re.compile(r"\b(?:fully|in full|in part|in stages|largely|mostly|partially|partly)\b")

#: "If X had been in force in 2009, the state would have been liable".
_SUPPOSED = re.compile(r"\b(?:[Hh]ad|[Ii]f|[Ww]ere)(?: the| its)? ?$")
_THEN_IT_WOULD = re.compile(r"\b(?:could|might|would)\b")


def find_wrong_entry(named: Named, life: Lifetime, before: str, behind: str) -> Wrong | None:
    """ "... in force since 2010", where it came into force in 2012, or never did.

    `before`, `behind`: the words around the name.
    """
    of_a_part = EDITION_OF.search(before) or _PART_OF.search(before) or _PART.match(named.mention.words)
    match = None if of_a_part else _find_entry(before, behind)
    if match is None or (_SUPPOSED.search(before) and _THEN_IT_WOULD.search(behind)):
        return None
    said = said_moment(match)
    where = (named.mention.start, named.mention.end)
    if life.never_began:
        return Wrong("INS003", "by the register it is not in force", *where)
    known = life.start
    if known is None or _IN_PART.search(match[0]):
        return None
    other = life.in_force is not None and not agrees(said, life.in_force)
    if other and named.instrument is not None and named.instrument.kind == "eu-act" and _soon(said, life, match[0]):
        return (
            None  # acts of the Union enter into force weeks after they are made, and the register has when they apply
        )
    if other and not (life.adopted and agrees(said, life.adopted)):
        right = write_moment(known)
        return Wrong("INS003", f"the register has {right} for its entry into force", *where, right)
    if is_before(said, known):
        return Wrong("INS003", f"it was adopted only in {write_moment(known)}", *where, write_moment(known))
    return None


def _soon(said: Moment, life: Lifetime, words: str) -> bool:
    """Whether the time said for an entry into force is not that of the application, but soon after the adoption."""
    if life.adopted is None or life.in_force is None or _APPLIED.search(words):
        return False
    months = (said[0] - life.adopted[0]) * 12 + (said[1] or life.adopted[1]) - life.adopted[1]
    return 0 <= months <= _MONTHS_TO_FORCE and is_before((*life.adopted[:2], 0), (*life.in_force[:2], 0))


_APPLIED = re.compile(r"\bappl")
#: Published within some weeks, in force twenty days later (Article 297 of the Treaty on the Functioning of the EU).
_MONTHS_TO_FORCE = 4


def _find_entry(before: str, behind: str) -> re.Match[str] | None:
    """The first date that is said to be that of the entry into force, with the words that say so."""
    match = _behind_pattern().match(behind) or _before_pattern().search(before)
    if match is not None:
        return match
    around = before[-60:] + " \x00" + behind[:60]
    return next((found for pattern in _around_patterns() if (found := pattern.search(around))), None)


# --- how a sentence says it; \x00 stands for the name ----------------------------------------------------------------


@cache
def _behind_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{BRACKET}{AUXILIARIES},? ?{_ENTERED} ?(?:there |here |generally |in full |only |[a-z]+ ){{0,2}}(?:since|from"
        rf"|in|on|as of|as early as)(?: about| early| late| the)? {DATE}"
    )


@cache
def _before_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b[Ii]n force (?:since|from) {DATE},(?: the| its)?$")


@cache
def _around_patterns() -> tuple[re.Pattern[str], ...]:
    """ "The entry into force of X in 2010", "it was in 2010 that X entered into force", "X (in force 2010)"."""
    return (
        re.compile(rf"\b(?:entry into force|commencement) of (?:the |its )?\x00{BRACKET},? (?:in|on) {DATE}"),
        re.compile(
            rf"\b{DATE} (?:that|was the year (?:in which|when)|is the year (?:in which|when)|saw)(?: the)?"
            rf" \x00{BRACKET} (?:entered into force|came into force|took effect|came into effect|commenced|became law"
            r"|enter into force)\b"
        ),
        re.compile(
            rf"^(?:In|On) {DATE},?(?: the| its)? \x00{BRACKET} (?:entered into force|came into force|took effect"
            r"|came into effect|commenced|became law)\b(?! (?:for|in|there))"
        ),
        re.compile(
            rf"\x00{BRACKET} began to (?:apply|bind)(?! (?:for|in|to)\b)(?: [\w-]+){{0,5}}? (?:in|on)(?: the)? {DATE}"
        ),
        re.compile(rf"\x00 \(in (?:force|effect) (?:since |from |in )?{DATE}\)"),
    )
