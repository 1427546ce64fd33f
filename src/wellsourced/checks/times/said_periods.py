"""What is said to have worked at a time before it applied, or after it ended."""

from __future__ import annotations

import re
from functools import cache

from wellsourced.checks.names.named import Named
from wellsourced.checks.times.clauses import is_genitive, is_of_clause, is_of_reduced_clause
from wellsourced.checks.times.lifetimes import Lifetime, Moment, is_before, write_moment
from wellsourced.checks.times.said_times import BRACKET, CAUTIOUS, DATE, Wrong
from wellsourced.checks.times.spoken_times import ADVERBIAL, Told
from wellsourced.manuscript.alternations import one_of


def find_wrong_period(named: Named, life: Lifetime, before: str, behind: str, told_of: Told) -> Wrong | None:
    """Said to have worked at a time at which it did not apply. `before`, `behind`: the words around the name."""
    if CAUTIOUS.search(before) or CAUTIOUS.search(behind):
        return None
    state = _STATE.search(behind[:120])
    cue = state or _BASIS.search(before) or _WORKED.match(behind)
    said = _find_time(told_of, anywhere=state is not None)
    if said is None:
        return None
    # Between its adoption and its first day of force a law is criticised, signed and copied: it is told of as a text.
    is_text = life.adopted is not None and life.in_force != life.adopted and not is_before(said, life.adopted)
    told = cue is not None or (not is_text and _is_told_as_fact(before, behind))
    ended = life.until is not None and is_before(life.until, said)
    if (state is None and is_genitive(before)) or (not told and not ended):
        return None
    goes_on = _goes_on(named, before, behind) or _STILL_ITSELF.search(behind)
    if ended and not (goes_on or (cue and not is_of_reduced_clause(before))):
        return None  # courts and scholars go on speaking of what is over
    where = (named.mention.start, named.mention.end)
    start = life.start
    if start is not None and is_before(said, start):
        right = write_moment(start)
        return Wrong("INS003", f"at that time it did not apply: the register has {right}", *where, right)
    if life.never_began:
        return Wrong("INS003", "by the register it was not in force", *where)
    if life.until is not None and ended:
        return Wrong("INS003", f"at that time it no longer applied: it ended on {write_moment(life.until)}", *where)
    if life.over and life.until is None and named.instrument is not None and _STILL_ITSELF.search(behind):
        return Wrong("INS003", f"by the register it is over ({named.instrument.status})", *where)
    return None


def _find_time(told: Told, *, anywhere: bool) -> Moment | None:
    """The one time of which a sentence speaks, where it is that of the name's clause, or may stand `anywhere`.

    None where there are several.
    """
    text, at, times = told
    found = [time for time in times if time.moment is not None and ADVERBIAL.search(text[: time.start])]
    if len({time.first for time in found}) != 1:
        return None
    if not anywhere and not any(is_of_clause(text, at, time.start, time.end) for time in found):
        return None
    return found[0].moment


def _is_told_as_fact(before: str, behind: str) -> bool:
    """ "In 2004 X scanned ...": a sentence that begins with the time, or ends with it, and tells what then happened."""
    if _PREPARED.search(before) or _PREPARED.search(_ISSUED.sub("", behind)):
        return False
    opened = _opening_time_pattern().match(before)
    if opened is not None and not _ANOTHER_CLAUSE.search(before[opened.end() :]):
        return True
    if _done_then_pattern().match(behind) or (_time_next_pattern().match(behind) and _USED_NEAR.search(before)):
        return True
    closed = _closing_time_pattern().match(behind)
    return closed is not None and bool(_BASIS_NEAR.search(before))


def _goes_on(named: Named, before: str, behind: str) -> bool:
    """ "Since 2020 X has published ...": whether the sentence begins with the time, and the body goes on working."""
    opened = _opening_time_pattern().match(before)
    if opened is None or before[opened.end() :].strip(" ,the") or named.instrument is None:
        return False
    return named.instrument.kind in ("organisation", "programme", "tool") and bool(_WORKS_ON.match(behind))


# --- times of which a sentence speaks --------------------------------------------------------------------------------

#: "early 2009", "mid-2009", "the summer of 2009".
_ABOUT = r"(?:(?:early|late|mid|the)[ -])?"


@cache
def _opening_time_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:Already|Back|As early as) )?(?:In|By|Since|During|Throughout|On) "
        rf"{_ABOUT}{DATE}"
        r"(?=[ ,]|$)",
        re.IGNORECASE,
    )


@cache
def _closing_time_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?: (?:was|were|had been|have been))? [a-z]+ed (?:in|on|during|since) {DATE}")


@cache
def _time_next_pattern() -> re.Pattern[str]:
    """The time right behind the name: "searched X as early as 2009"."""
    return re.compile(
        rf"{BRACKET},? (?:already |even )?(?:in(?: the)?|as early as|since|throughout|back in|during)"
        rf" {_ABOUT}{DATE}"
    )


@cache
def _done_then_pattern() -> re.Pattern[str]:
    """What it did, and when: "X compared uploads in 2004"."""
    return re.compile(
        rf"{BRACKET} (?:already )?(?!entered)(?:[a-z]{{2,}}ed|met|held|sent|took|ran|gave|led|was|were)\b"
        rf"[^.;:,]{{0,60}}? (?:in|since|as early as) (?:early |late )?{DATE}"
    )


# --- what it is said to have done then -------------------------------------------------------------------------------

_ANOTHER_CLAUSE = re.compile(r"[.;:]\s|,.*,|\b(?:that|which|who|whether|and)\b")
#: What others did by a law, right before its name.
_BY_LAW = one_of(
    r"""
    allowed by; applied; applying; as required by; based on; bound by; charged under; comply with; complied with
    complying with; covered by; followed; governed by; obeyed; protected by; breach(?:ed)? of; by virtue of
    convicted under; enforced; enforcing; falls under; fell under; in accordance with; in line with; invoked
    invoking; obliged by; on the basis of; prosecuted under; pursuant to; relied (?:up)?on; rely (?:up)?on
    relying (?:up)?on; report under; required by; rested on; rests? on; thanks to; under; used; uses; using
    violat(?:ed|ion of)
    """
)
_BASIS = re.compile(rf"\b{_BY_LAW}(?: the| its)?$", re.IGNORECASE)
_BASIS_NEAR = re.compile(r"\b(?:by virtue of|in accordance with|on the basis of|pursuant to|under)(?: the| its)?$")
#: What a law or a body did.
_DID = one_of(
    r"""
    allowed; allows; applied; applies; banned; bans; binds; bound; changed; compelled; covered; covers; criminalised
    criminalises; criminalized; ensured; forced; forces; gave; governed; governs; guided; in effect; in force
    in operation; in use; laid; let; made; oblige[ds]?; permits; permitted; prohibit(?:ed|s)?; protected; protects
    provided; provides; published; publishes; punished; punishes; regulated; regulates; require[ds]?(?! \w+ ratif)
    served; serves; set
    """
)
_WORKED = re.compile(
    r"(?! (?:had |has )?applie[ds] (?:for|in|to)\b)"
    r"(?!.{0,40}\b(?:was|were) (?:made|set|laid|published|provided|changed|given)\b)"
    r"(?:'s rules|’s rules)?,?(?: (?:had|has|was|were|already|then|also|still|both|itself"
    rf"|in fact)){{0,3}} {_DID}\b"
)
#: What was done with the thing, right before its name.
_USED_NEAR = re.compile(
    r"\b(?:appl(?:y|ied)|consulted|deployed|enforced|follow(?:ed)?|invoked?|obeyed|queried|ran|searched|use[sd]?"
    r"|[a-z]+(?:ed|t|nt)\b[^.;:,]{0,50}\b(?:at|by|in|through|under|via|with))(?: the(?: first)?| its)? ?$",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"\b(?:(?:then|already|still|long been|been) in force|in force (?:at (?:that|the) time|then|for years"
    r"|worldwide|everywhere|already)|already applied|then in effect"
    r"|when (?:it|the \w+) was in force|had (?:already )?been in force)\b"
)
_WORKS_ON = re.compile(
    r"(?! (?:had|has) (?:long )?(?:been )?(?:abolished|closed|dissolved|gone|merged|over|wound up)\b)"
    r"(?: \([^()]{1,40}\))?(?: (?:has|have|had|also|again|still)){0,2} (?:been )?[a-z]+(?:ed|s|ing|nt|ft|ve|de)\b"
)
#: What a body does at all times.
_ISSUED = re.compile(r" (?:issued|published|released|reported) (?=its |an? )")
#: What is said of a thing at a time when it was still being made, tested by a court, or spoken of by others.
_MAKING = one_of(
    r"""
    acquir\w*; agree\w*; annul\w*; asked; became; become; began; begin; bought; call(?:s|ed) for; called
    campaign\w*; cit\w+; compared? (?:it|the|this|what)\b; conclu\w*; consult\w*; creat\w*; decid\w*; demand\w*
    award\w*; bid; brought back; choos\w*; chose; concern\w*; contract\w*; debat\w*; draft\w*; idea; lobb\w*
    develop; developed; developing; edition; emerg\w*; enact\w*; establish\w*; evaluat\w*; forerunner; found\w*
    gave rise; grew; implement\w*; inspir\w*; introduc\w*; invalid\w*; join\w*; known as; launch\w*; led to
    model\w*; named; now; open\w*; origin\w*; pass\w*; prepar\w*; present\w*; publish\w*; ratif\w*; recommend\w*
    releas\w*; renam\w*; reported; request\w*; review\w*; root\w*; ruled; set up; sign(?:ed|ing|s)?; start\w*
    struck; stud(?:y|ied|ies); succe\w*; survey\w*; tabled; test(?:ed|s); today; transpos\w*; unveil\w*; upheld
    urg\w*; version; vot\w*; what is now; wrote
    work(?:ed|ing) on
    """
)
_PREPARED = re.compile(rf"\b{_MAKING}\b", re.IGNORECASE)
_STILL_ITSELF = re.compile(r"\bstill (?:an?|its|the|independent|separate)\b|\bon its own\b")
