"""What is said to have been used, obeyed or at work at a time before it began or after it ended."""

from __future__ import annotations

import re
from functools import cache

from wellsourced.checks.names.named import Named
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.times.clauses import (
    PAST,
    is_genitive,
    is_of_clause,
    is_of_reduced_clause,
)
from wellsourced.checks.times.lifetimes import Lifetime, Moment, is_before, write_moment
from wellsourced.checks.times.said_times import BRACKET, Wrong
from wellsourced.checks.times.spoken_times import NAME, SpokenTime, Told
from wellsourced.manuscript.alternations import one_of

_LAWS = ("treaty", "statute", "eu-act", "soft-law", "case", "standard")


def find_wrong_use(named: Named, life: Lifetime, register: NameRegister, told: Told) -> Wrong | None:
    """Used at a time at which it did not exist: "in 2012 the site had to apply X", "the ruling of 2001 cites X"."""
    instrument = named.instrument
    if instrument is None or life.start is None or life.never_began:
        return None
    text, at, times = told
    before, behind = text[:at], text[at + 1 :]
    law = instrument.kind in _LAWS
    if not times or _is_otherwise(before, text, law=law):
        return None
    demanded = _demanded().search(text)
    reach = demanded.start() if demanded is not None and demanded.start() < at < demanded.end() else at
    if not _is_used(before, behind, law=law):
        return None
    pointed = find_pointer(text) is not None and len({time.first for time in times}) == 1
    if not pointed and not any(_is_its_time(text, reach, time) for time in times):
        return None
    where = (named.mention.start, named.mention.end)
    start = life.adopted if life.adopted and _READ.search(before) else life.start
    known = register.noted_years(instrument) - {moment[0] for moment in (life.adopted, life.in_force) if moment}
    if all(_is_too_early(time, start) and time.last not in known for time in times):
        right = write_moment(start)
        return Wrong("INS003", f"by the register it began in {right}", *where, right)
    if all(_is_too_late(time, life, text) for time in times) and _is_obeyed(before, behind, law=law):
        assert life.until is not None
        return Wrong("INS003", f"by the register it ended on {write_moment(life.until)}", *where)
    return None


def _is_otherwise(before: str, text: str, *, law: bool) -> bool:
    """Whether the sentence tells of the making of the thing, of its absence, or of what came later."""
    if _NOT_SO.search(text) or _AWAITED.search(before) or is_genitive(before):
        return True
    return law and _LAWMAKING.search(text) is not None


def find_pointer(text: str) -> re.Match[str] | None:
    """Words that point back to the one time of a text: "by then", "that very evening"."""
    return _POINTER.search(text)


def _is_too_early(time: SpokenTime, start: Moment) -> bool:
    return is_before(time.moment, start) if time.moment is not None else time.last < start[0]


def _is_too_late(time: SpokenTime, life: Lifetime, text: str) -> bool:
    """Whether a time lies behind the end, or goes on from it ("since")."""
    if life.until is None:
        return False
    if time.moment is not None:
        goes_on = time.moment == life.until and _SINCE.search(text[: time.start]) is not None
        return goes_on or is_before(life.until, time.moment)
    return time.first > life.until[0]


_SINCE = re.compile(r"\bsince $", re.IGNORECASE)


# --- whether the time is that of what is told ------------------------------------------------------------------------


def _is_its_time(text: str, at: int, time: SpokenTime) -> bool:
    if is_of_clause(text, at, time.start, time.end):
        return True
    lead, tail = text[: time.start], text[time.end :]
    if _THE_YEAR.search(lead):
        return True
    if time.start > at or _BREAK.search(text, time.end, at):
        return False
    opened = _OPEN_NP.search(lead) or text[time.start :].casefold().startswith("the ")
    event = _EVENT_OF.search(lead) is not None or (opened and _EVENT_BEHIND.match(tail))
    if not event:
        return _YEAR_APART.search(lead) is not None
    return bool(_BY_EVENT.search(lead) or _IN_EVENT.search(lead) or _acted_then().search(text, time.end, at))


_BREAK = re.compile(r"[.;:–—|]|\b(?:which|who|whom|whose)\b")
_EVENTS = one_of(
    """
    action; application; arrest; audit; case; circular; complaint; conviction; decision; extradition; hearing; inquiry
    inspection; investigation; judgment; judgement; letters?; letters rogatory; meeting; motion; operation; opinion
    order; prosecution; raid; report; request; requests; ruling; search; sentence; submission; summit; survey; tip-off
    transfer; trial; verdict; warrant; website
    """
)
#: "The judgment of", "in its ruling of".
_EVENT_OF = re.compile(rf"\b{_EVENTS} (?:of|from) (?:the (?:spring|summer|autumn|winter) of )?$")
#: "His 2008 extradition".
_OPEN_NP = re.compile(r"\b(?:an?|her|his|its|my|our|the|their)(?: [A-Z]?[\w’']+)? $", re.IGNORECASE)
_EVENT_BEHIND = re.compile(rf" (?:[a-z-]+ )?{_EVENTS}\b")
#: "In its judgment of": what the court then did was done in it.
_BY_EVENT = re.compile(rf"^(?:After|At|By|During|In|Under|With)\b[^,;:]*\b{_EVENTS} (?:of|from) (?:\w+ )*$")
#: "The committee, in its report of".
_IN_EVENT = re.compile(
    rf", (?:by|in|under) (?:an?|her|his|its|our|the|their) (?:[a-z]+ )?{_EVENTS} (?:of|from) (?:\w+ )*$"
)
#: "The year was", ", the year".
_THE_YEAR = re.compile(r"(?:^|, )[Tt]he year (?:was )?$")
#: "In the second year of the pandemic, 2021,".
_YEAR_APART = re.compile(
    r"(?:^|[;:.] )(?:In|During|By|At)\b[^.;:,]*\b(?:end|height|month|season|year|years)\b[^.;:,]*, $"
)


@cache
def _acted_then() -> re.Pattern[str]:
    """What those who acted say of the event itself: "leaned on", "was handled by"."""
    did = one_of(
        """
        addressed; applied; argued; borrowed; breached; charged; cited; claimed; compelled; convicted; condemned
        criticised; complied; depended; drew; enforced; followed; found; had; held; infringed; insisted; invoked
        leaned; named; quoted; read; reminded; relied; rested; satisfied; searched; turned; used; violated
        """
    )
    done = one_of(
        """
        answered; assisted; backed; based; carried out; conducted; coordinated; decided; executed; financed; forwarded
        founded; governed; handled; issued; led; made; ordered; prepared; processed; received; run; served; supported
        taken; transmitted
        """
    )
    return re.compile(rf"\b(?:(?<!\bwas )(?<!\bwere ){did}|(?:was|were)(?: \w+ly)? {done})\b")


# --- whether it is said to be used -----------------------------------------------------------------------------------


def _is_used(before: str, behind: str, *, law: bool) -> bool:
    """Whether somebody is said to have used it, or it to have worked."""
    if _demanded().search(f"{before[-40:]}{NAME}{behind[:60]}"):
        return True
    if _OBJECT.search(before):
        return True
    if law:
        by_law = _BY_LAW.search(before)
        found = by_law and _PAST.search(before, 0, by_law.start())
        if is_of_reduced_clause(before):
            found = _LAID_DOWN.search(before)
        return bool(found or _law_did().match(behind) or _bound().match(behind))
    by = _BY_MEANS.search(before)
    if by is not None and not is_of_reduced_clause(before):
        return _PAST.search(before, 0, by.end()) is not None or _PAST.search(behind) is not None
    return _did().match(behind) is not None


def _is_obeyed(before: str, behind: str, *, law: bool) -> bool:
    """Whether it is said to have been at work itself; courts and scholars go on speaking of laws that are over."""
    if _OLD_CASE.search(before) or _OLD_CASE.search(behind):
        return False
    if _demanded().search(f"{before[-40:]}{NAME}{behind[:60]}"):
        return True
    if law:
        by_law = _BY_LAW.search(before) and not is_of_reduced_clause(before)
        return bool((by_law and not _COURTS.search(before)) or _law_did().match(behind))
    return bool(_BY_MEANS.search(before) or _did().match(behind))


_OLD_CASE = re.compile(
    r"\b(?:after its|appeal\w*|arisen|case law|clos(?:ed|ing)|committed|compensat\w*|dat(?:a|ed) from|earlier|guide"
    r"|history|interpret\w*|legacy|older|old|pending|proceedings|recalled|records? of|remembered"
    r"|still (?:applied|followed|hear\w*)|temporal|transition\w*)\b"
)
_COURTS = re.compile(r"\b(?:Advocate General|chamber|courts?|Court|judges?|tribunals?)\b")
_OF_IT = r"(?:(?:Articles?|Chapters?|Parts?|[Ss]ections?) [\w()]+ of )?(?:(?:the|its|their|his|an?|this) )?"
_WHOSE = r"(?:[A-Z][\w.]*['’]s? )?"
_BASES = one_of(
    """
    against; as required by; barred by; because of; bound by; breach(?:es)? of; by means of; by virtue of
    conformity with; governed by; in accordance with; in line with; obliged by; on the basis of; on the strength of
    protected by; pursuant to; required by; shielded by; thanks to; through; under; using; violations? of
    """
)
_BY_LAW = re.compile(rf"\b{_BASES} {_OF_IT}{_WHOSE}$", re.IGNORECASE)
#: What a law has laid down is there since the law is.
_LAID_DOWN = re.compile(
    rf"\b(?:fixed|guaranteed|imposed|laid down|made|prescribed|protected|required|set) (?:by|in|under)"
    rf" {_OF_IT}{_WHOSE}$"
)
_MEANS = one_of(
    """
    against; at; by; by means of; by way of; from; in; into; on the part of; over; thanks to; through; to; using; via
    with; with the (?:aid|help) of; within
    """
)
#: A noun that says what it is: "the scanner X".
_MEANS_NOUN = r"(?:(?:[a-z-]+ )?(?:app|classifier|database|helpline|hotline|matcher|scanner|service|system|tool) )?"
_BY_MEANS = re.compile(rf"\b{_MEANS} (?:(?:the|its|their|an?) )?{_WHOSE}{_MEANS_NOUN}$", re.IGNORECASE)
_USES = one_of(
    """
    applied; applying; breached; broke; broken; called; cited; citing; complied with; complying with; consulted
    consulting; contacted; deployed; deploying; disobeyed; employed; enforced; enforcing; fed; followed; following
    had; having; heeded; ignored; disregarded; neglected; infringed; invoked; invoking; joined; leaned on; met; obeyed
    observed; operated; phoned; queried; quoted; ran; rang; relied (?:up)?on; relying (?:up)?on; rested on; satisfied
    searched; searching; turned to; used; using; violated; wrote to
    """
)
_OBJECT = re.compile(rf"\b{_USES} {_OF_IT}{_WHOSE}{_MEANS_NOUN}$")
#: What is done with a text that need not be in force.
_READ = re.compile(rf"\b(?:cit(?:ed|ing)|had|having|joined|quoted) {_OF_IT}{_WHOSE}$")
_PAST = re.compile(rf"\b{PAST}\b")
_ADVERB = r"(?:already|also|both|even|had|itself|still|then|which|[a-z]+ly|(?:by|in) \d{4})"
_ADVERBS = rf"(?:,? ?{_ADVERB}){{0,3}}"


@cache
def _demanded() -> re.Pattern[str]:
    """ "As X demanded", "the powers which X gives": between the words and the name only articles."""
    verbs = one_of(
        """
        allowed; asked; compelled; demanded; forced; forbade; gave; granted; imposed; laid down; let; made; obliged
        ordered; permitted; prescribed; provided; required; set; told
        """
    )
    gives = one_of("allows; asks for; demands; gives; grants; imposes; lays down; prescribes; requires")
    return re.compile(
        rf"\b(?:(?:as|because|since|that|what|which) {_OF_IT}{NAME}{BRACKET}(?: had| then| already){{0,2}} {verbs}"
        rf"|(?:that|which) {_OF_IT}{NAME}{BRACKET} {gives})\b"
        rf"|\b[Ww]ith {_OF_IT}{NAME}{BRACKET} in (?:force|place|use)\b",
        re.IGNORECASE,
    )


@cache
def _law_did() -> re.Pattern[str]:
    """What a law has done to people."""
    verbs = one_of(
        r"""
        allowed; applied(?! (?:for|in|to)\b); banned; barred; bound; compelled; covered; criminalised; entitled
        forbade; forced; gave; governed; granted; guarded; guided; held; imposed; kept; let; made; obliged; permitted
        prohibited; protected; punished; regulated; required; ruled; shielded; stopped; told
        """
    )
    return re.compile(rf"{BRACKET}(?:[’']s (?:rules|duties|safeguards))?,?{_ADVERBS} (?:have |has )?{verbs}\b(?! by)")


@cache
def _bound() -> re.Pattern[str]:
    """What was done with a law: "was applied", "to which it was bound"."""
    verbs = one_of("applied; binding; breached; cited; consulted; enforced; followed; infringed; invoked; obeyed; used")
    return re.compile(
        rf"{BRACKET},?{_ADVERBS} (?:was|were|been)(?: \w+ly| then| already)? {verbs}\b"
        rf"|{BRACKET},? (?:as (?:binding )?law|which (?:by then|already|then) (?:applied|bound)"
        r"|to which [^.;:,]*bound)\b"
        rf"|{BRACKET}(?: before (?:them|him|her|it))? as binding law\b"
    )


@cache
def _did() -> re.Pattern[str]:
    """What a body, a programme or a tool has done, or what was done with it; its making is for other words."""
    irregular = one_of(
        "began to; caught; found; gave; held; kept; led; met; ran; sent; spoke; stood; told; took; was at; went on"
    )
    used = one_of(
        """
        at work; available; connected; consulted; deployed; fed; in (?:daily )?use; installed; passing; queried; running
        searched; sending; used; [a-z]+ing
        """
    )
    return re.compile(
        rf"{BRACKET},?{_ADVERBS} (?:(?:was|were|been)(?: already| still| then)? {used}|{irregular}"
        rf"|(?:has |have )?(?!need|speed)[a-z]{{2,}}ed)\b"
    )


# --- words by which a sentence says that it was otherwise ------------------------------------------------------------

_DAYS = r"(?:afternoon|day|evening|hour|minute|month|morning|night|spring|summer|autumn|week|winter|year)"
_POINTER = re.compile(
    rf"\b(?:at (?:that|the) (?:moment|time)|by (?:that time|then)|there and then|on the spot"
    rf"|that (?:very |same )?{_DAYS}|the (?:very )?same {_DAYS}"
    r"|then (?:already )?(?:in (?:force|its|use)|at work)|which then)\b"
)
_OTHERWISE = one_of(
    r"""
    a decade (?:after|ago|before|earlier|later); abandon\w*; afterwards; ancest\w*; anticipat\w*; award\w*
    back then no\w*; before (?:it|the) \w+; beta; bid; bills?; brought back; came into (?:being|force|existence)
    campaign\w*; challeng\w*; choos\w*; chose; claims?; conceiv\w*; concern\w*; contract\w* for; could have; creat\w+
    debat\w*; design\w*; develop\w*; discuss\w*; draft\w*; drew up; earlier; established; eventually; explained why
    first proposed; forebear\w*; forerunner\w*; foreshadow\w*; former\w*; found(?:ed|ers?|ing); future; gave rise
    gone; green paper; grew; had \w+ existed; hoped; ideas?; if; incorrect\w*; inspir\w*; introduc\w*; invent\w*
    later; laid the; launch\w*; led to; lobb\w*; merg\w*; mistak\w*; model\w*; myths?; named after; negotiat\w*
    neither; never; no; no longer; nobody; none; nor; not; nothing; now; nowadays; on paper; origin\w*; paved
    pilot\w*; plan(?:s|ned|ning)?; preced\w*; precursor\w*; predat\w*; predecessor\w*; prepar\w*; presented; promis\w*
    propos\w*; prototyp\w*; recall\w*; recast; renam\w*; repeal\w*; replac\w*; retro\w*; roots?; since then
    still to come; sub(?:ject of|sequent\w*); succe\w+; superse\w*; supplement\w*; tabled?; these days; to come; today
    took over; took the place; trilogues?; under the name; unless; until; voted; was to; were to
    what (?:became|is|was); whether; white paper; worked on; working on; would; writ(?:e|ing|ten); wrong\w*; wrote
    years? (?:after|ago|before|earlier|from|later|on)
    """
)
_NOT_SO = re.compile(
    rf"\b{_OTHERWISE}\b|n[’']t\b|(?<!as )\b(?-i:may|might|should|shall|can|will)\b",
    re.IGNORECASE,
)
_LAWMAKING = re.compile(
    r"\b(?:adopt|amend|ratif|reform|revis)[a-z]*\b|\bsign(?:ed|ing|s|ator(?:y|ies)|atures?)\b", re.IGNORECASE
)
#: Right before the name: what was told was so before there was such a thing.
_AWAITED = re.compile(
    r"\b(?:ahead of|amended by|before|extended by|overtaken by|overturned by|prior to|reversed by|settled by"
    r"|struck down by|until|without|upheld (?:by|in)|widened by)(?: the| its)? ?$"
)
