"""When a thing is said to have begun, in freer forms: "founded in the nineties, X", "X, a child of the eighties"."""

from __future__ import annotations

import re
from functools import cache

from wellsourced.checks.names.named import Named
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.times.adoption_dates import ACTING, AT_FIRST, SET_UP, SET_UP_BEHIND, is_of_a_part
from wellsourced.checks.times.lifetimes import Lifetime
from wellsourced.checks.times.said_times import AUXILIARIES, BRACKET, Wrong
from wellsourced.checks.times.spoken_times import PART_OF, SpokenTime, Told
from wellsourced.manuscript.alternations import one_of

#: What begins a thing, said of it as done.
_BEGUN = one_of(
    """
    adopted; agreed(?: on)?; agreed upon; born; concluded; created; decided; delivered; drawn up; enacted; established
    founded; handed down; issued; launched; opened for signature; passed; promulgated; published; released
    rendered; set up; signed; unveiled
    """
)
#: In what state a thing is from its beginning on, said with "since".
_THERE = one_of(
    """
    around; at work; good law; in being; in existence; in force; in operation; in use; law; on the books
    on the statute book; operational; up and running
    """
)
_OFFSPRING = one_of("child; creation; creature; invention; law; offspring; product; relic; text; work")


def find_wrong_beginning(named: Named, life: Lifetime, register: NameRegister, told: Told) -> Wrong | None:
    """Said to have begun in years of which the record knows none."""
    instrument = named.instrument
    if instrument is None or life.start is None or life.never_began:
        return None
    text, at, times = told
    known = register.noted_years(instrument)
    for time in times:
        if any(time.first <= year <= time.last for year in known):
            continue
        if time.last + 1 == min(known) and _AGREED.search(text[: time.start]):
            continue  # what is agreed on in one year is adopted in the next
        too_early = time.last < min(known)
        if _begins(text, at, time, instrument.kind) or (too_early and _goes_on(text, at, time)):
            right = instrument.adopted or instrument.in_force
            where = (named.mention.start, named.mention.end)
            return Wrong("INS002", f"the register has {right} for its beginning", *where, right)
    return None


def _begins(text: str, at: int, time: SpokenTime, kind: str) -> bool:
    """Whether the time is said to be that of the beginning."""
    lead, tail = text[: time.start], text[time.end :]
    if time.start < at:
        between = text[time.end : at]
        opening = _SET_UP_FIRST if kind in ACTING else _OPENED
        opened = opening.search(lead) is not None and _THEN_NAME.fullmatch(between) is not None
        if kind in ACTING:
            return opened or _SAW_BIRTH.fullmatch(between) is not None
        return (
            opened
            or _SAW_BIRTH.fullmatch(between) is not None
            or _took_until(lead, between)
            or (_NOT_UNTIL.search(lead) is not None and _WITH.fullmatch(between) is not None)
        )
    between = text[at + 1 : time.start]
    if is_of_a_part(between, text[:at]) or AT_FIRST.search(between):
        return False
    begun = _set_up_behind() if kind in ACTING else _begun_behind()
    if begun.fullmatch(between) or (_it_began().fullmatch(between) and _IT.match(tail)):
        return True
    in_cell = between.startswith(" |") and between.endswith("| ") and tail.startswith(" |")
    return kind == "case" and in_cell and not any(character.isdigit() for character in between)


def _goes_on(text: str, at: int, time: SpokenTime) -> bool:
    """ "X, sending notices since 2007,"."""
    return time.start > at and _DOING_SINCE.fullmatch(text[at + 1 : time.start]) is not None


_AGREED = re.compile(r"\b(?:agreed|concluded) (?:in|on)[\w ]*$")
#: "Handed down in", "On the statute book since": right before the time, at the beginning of its clause.
_OPENED = re.compile(
    rf"(?:^\W*|[,;] )(?:(?:first|already|only|formally|originally) )?"
    rf"(?:{_BEGUN}(?: (?:at|by|in)(?: the)? [\w ]{{2,30}}?)? (?:in|on|during)|{_THERE} (?:ever )?since) {PART_OF}$",
    re.IGNORECASE,
)
_SET_UP_FIRST = re.compile(
    rf"(?:^\W*|[,;] )(?:(?:first|already|only|formally|originally) )?"
    rf"(?:{SET_UP}(?: (?:at|by|in)(?: the)? [\w ]{{2,30}}?)? (?:in|on|during)|{_THERE} (?:ever )?since) {PART_OF}$",
    re.IGNORECASE,
)
#: "The year 1997 saw the birth of".
_SAW_BIRTH = re.compile(
    r" (?:brought|saw) the (?:adoption|advent|arrival|birth|creation|enactment|foundation|founding"
    r"|launch|opening|passage"
    r"|signature|signing) of(?: the)? "
)
#: "It took the court until 1992 to decide".
_UNTIL = re.compile(rf"\b[Ii]t took [\w ]{{2,40}} until {PART_OF}$")
_TO_MAKE = re.compile(
    r" (?:for \w+ )?to (?:adopt|agree on|conclude|decide|enact|found|hand down|launch|open|pass)(?: the)? "
)


def _took_until(lead: str, between: str) -> bool:
    return _UNTIL.search(lead) is not None and _TO_MAKE.fullmatch(between) is not None


#: Between such a time and the name: whose the thing is.
_THEN_NAME = re.compile(r",(?: the| its)?(?: [A-Z][\w’'. ]{1,30}['’]s?)? ")
_NOT_UNTIL = re.compile(rf"\b{_BEGUN} (?:only )?(?:in|on|until) {PART_OF}$")
_WITH = re.compile(r",? (?:by|in|with)(?: the)? ")
_DOING_SINCE = re.compile(rf"{BRACKET}, (?:[a-z]+ing (?:[\w’'-]+ ){{0,4}}|{_THERE} )(?:ever )?since {PART_OF}")
_IT = re.compile(r",? (?:it|this|they)\b")


@cache
def _begun_behind() -> re.Pattern[str]:
    return re.compile(
        rf"{BRACKET}{AUXILIARIES},? ?(?:{_BEGUN}[^.;:,\d]{{0,40}}? (?:in|on|during)"
        rf"|(?:the )?[A-Z][\w ]{{1,40}}? {_BEGUN}[^.;:,\d]{{0,40}}? (?:in|on)"
        rf"|(?:an? |the )?(?:late |true )?{_OFFSPRING} of|dat(?:es|ed|ing) (?:back )?(?:from|to)|go(?:es|ing) back to"
        rf"|{_THERE} (?:ever )?since) {PART_OF}"
    )


@cache
def _set_up_behind() -> re.Pattern[str]:
    """The same of what acts itself, and must be said to have been set up."""
    return re.compile(
        rf"{BRACKET}(?:{SET_UP_BEHIND}[^.;:,\d]{{0,40}}? (?:in|on|during)"
        rf"|(?: (?:is|was))? (?:an? |the )(?:late |true )?{_OFFSPRING} of|,? dat(?:es|ed|ing) (?:back )?(?:from|to)"
        rf"|,? go(?:es|ing) back to|(?: (?:is|was|has been)|,) {_THERE} (?:ever )?since) {PART_OF}"
    )


@cache
def _it_began() -> re.Pattern[str]:
    """ "...; founded in 2012, it has grown": between the name and the time."""
    return re.compile(rf"{BRACKET}[^.;:]{{0,60}}; {_BEGUN} (?:in|on) {PART_OF}")
