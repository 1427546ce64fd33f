"""INS007: a law, a case or a body is given to an authority, a court or a state that it does not belong to.

"The Council of Europe adopted the Digital Services Act": whose law it is stands in the record (`jurisdiction`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wellsourced.checks.confused.by_enforcer import (
    ENFORCED_KINDS,
    codes_of,
    find_wrong_regulator,
    find_wrong_treaty,
    read_codes,
)
from wellsourced.checks.names.judgements import alternatives
from wellsourced.checks.names.named import Named
from wellsourced.checks.names.referents import NEAR, end_of, gap_to, referent
from wellsourced.checks.names.register import NameRegister
from wellsourced.manuscript.alternations import one_of
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.models import Instrument

_LAWS = ("treaty", "eu-act", "statute")


def find_wrong_authority(
    parsed: ParsedText, named: Named, others: Sequence[Named], register: NameRegister
) -> tuple[Instrument, str] | None:
    """The authority, court or state whose the thing is not, as another thing and the words that say so."""
    instrument = referent(named, register) if named.problem is None else None
    if instrument is None:
        return None
    if instrument.kind == "organisation":
        return (
            _wrong_lawgiver(parsed, named, instrument, others, register)
            or _wrong_state(parsed, named, instrument, register)
            or find_wrong_treaty(parsed, named, instrument, others, register)
        )
    if instrument.kind == "case":
        return _wrong_court(parsed, named, instrument, others, register)
    if instrument.kind in _LAWS and (of := _lawgiver_in_name(named, instrument, register)):
        return of
    if instrument.kind in ENFORCED_KINDS:
        return find_wrong_regulator(parsed, named, instrument, others, register)
    return _wrong_state(parsed, named, instrument, register) if instrument.kind in ("programme", "tool") else None


# --- who makes laws --------------------------------------------------------------------------------------------------


def _wrong_lawgiver(
    parsed: ParsedText, named: Named, body: Instrument, others: Sequence[Named], register: NameRegister
) -> tuple[Instrument, str] | None:
    """A body that is said to have made the law of another: the other body, and the law's name."""
    codes = codes_of(body)
    if not codes or not _LAWGIVER.search(body.official_name):
        return None
    prose = parsed.prose
    for other in others:
        law = referent(other, register) if other.problem is None else None
        if law is None or law.kind not in _LAWS:
            continue
        gap, behind = gap_to(prose, named, other)
        made = (_MAKES_LAW if behind else _MADE_LAW).fullmatch(gap)
        if made is None and not behind and _WHICH.fullmatch(gap):
            made = _WHICH_MADE.match(prose, named.mention.end)  # "the Act, which the Commission adopted"
        if len(gap) > NEAR or made is None or register.fits_jurisdiction(law, codes):
            continue
        if "(" in gap and prose[named.mention.end : named.mention.end + 1] not in (")", ","):
            continue  # "Clover (Council of Europe states only)"
        for rival in (*alternatives(body, register), *_lawgivers(register)):
            if codes_of(rival) and register.fits_jurisdiction(law, codes_of(rival)):
                return rival, other.mention.words
    return None


def _lawgiver_in_name(named: Named, law: Instrument, register: NameRegister) -> tuple[Instrument, str] | None:
    """The other lawgiver of "the Meadow Convention of the African Union", where the name is read with its owner."""
    match = _OF_LAWGIVER.search(named.mention.words)
    if match is None:
        return None
    words = match[1].casefold()
    for body in _lawgivers(register):
        if any(words == name.casefold() for name in body.names) and codes_of(body):
            return None if register.fits_jurisdiction(law, codes_of(body)) else (body, match[1])
    return None


_OF_LAWGIVER = re.compile(r"\sof\s(?:the\s)?((?:Council\sof\s)?[A-Z][\w\s]*)$")


def _lawgivers(register: NameRegister) -> tuple[Instrument, ...]:
    def find() -> tuple[Instrument, ...]:
        bodies = (i for i in register.project.instruments if i.kind == "organisation")
        return tuple(body for body in bodies if _LAWGIVER.search(body.official_name))

    return register.memory(_lawgivers, find)


_LAWGIVER = re.compile(r"\b(?:Council|Commission|Parliament|Assembly|Union|Nations|Ministers|Commons|Lords|Congress)\b")
_MADE = one_of(
    r"""
    adopted; adopts; agreed on; concluded; drafted; drew up; enacted; enacts; issued; negotiated; opened; passed; passes
    promulgated; proposed; proposes; put forward; tabled; tables; wrote
    """
)
_LATER = (
    r"(?:,?\s(?:has|had|itself|first|finally|formally|also|then|jointly|already|later|unanimously"
    r"|in\s(?:[A-Z][a-z]+\s)?\d{4}))"
)
_MAKES_LAW = re.compile(
    rf"{_LATER}{{0,3}},?\s{_MADE}\s(?:the\s|its\s|their\s)?(?:(?:proposed|new|revised|draft)\s)?[*_]?"
    rf"|{_LATER}{{0,3}},?\s(?:settled|agreed|adopted|reached|took|fixed|found)\s(?:on\s)?(?:its|a|an)\s(?:\w+\s)?"
    rf"(?:position|approach|mandate)\s(?:on|for|towards)\s(?:the\s)?(?:(?:proposed|new|revised|draft)\s)?[*_]?"
    r"|['’]s?\s(?:(?:own|proposed|new|revised|draft)\s)?[*_]?"
)
#: Between a law and the body that stands behind it as its maker.
_MADE_LAW = re.compile(
    r"[*_]?\s\((?:the\s)?|[*_]?\sof\s(?:the\s)?"
    r"|[*_]?,?\s(?:which\s)?(?:(?:was|were|is|had\sbeen)\s)?(?:first\s|then\s|finally\s)?(?:adopted|negotiated|concluded|drafted|drawn\sup"
    r"|opened\sfor\ssignature|prepared|made|proposed|tabled|signed)"
    r"\s(?:by|within|in|at|under\sthe\sauspices\sof|under\sthe\sroof\sof|under\sthe\saegis\sof)\s(?:the\s)?"
)
_WHICH = re.compile(r"[*_]?(?:\s\([^()]{1,30}\))?,?\s(?:which|that)\s(?:the\s)?")
_WHICH_MADE = re.compile(rf"[*_]?{_LATER}{{0,2}}\s{_MADE}\b(?!\s(?:about|against|for|on|to)\b)")


# --- courts ----------------------------------------------------------------------------------------------------------


def _wrong_court(
    parsed: ParsedText, named: Named, case: Instrument, others: Sequence[Named], register: NameRegister
) -> tuple[Instrument, str] | None:
    """The one court of a sentence with one case that the case does not come from."""
    low, high = named.mention.surroundings
    cases = {o.instrument.id if o.instrument else "" for o in others if is_case(o)}
    if len(cases) != 1 or TELLS_OF_ANOTHER_COURT.search(parsed.prose, low, high):
        return None
    courts = [
        (o, o.instrument)
        for o in others
        if o.instrument is not None and _COURT.search(o.instrument.official_name) and _by_own_name(o, o.instrument)
    ]
    if len({court.id for _, court in courts}) != 1 or not case.jurisdiction:
        return None
    mention, court = courts[0]
    if _is_of_court(case, court, register):
        return None
    rival = next(
        (o for o in alternatives(case, register) if o.kind == "case" and _is_of_court(o, court, register)), None
    )
    return rival or court, mention.mention.words


def _by_own_name(named: Named, body: Instrument) -> bool:
    """Whether a body is named in full, as the record has it: "the Supreme Court" is that of any state."""
    words = named.mention.words.casefold().removeprefix("the ")
    return body.kind == "organisation" and any(words == n.casefold() for n in body.names)


def is_case(named: Named) -> bool:
    """Whether a mention names a case, by its parties or in short."""
    return named.mention.kind == "case" or (named.instrument is not None and named.instrument.kind == "case")


def _is_of_court(case: Instrument, court: Instrument, register: NameRegister) -> bool:
    """Whether a case may come from a court, as far as the records tell."""
    inside = re.search(r"\(([^()]*)\)", case.jurisdiction or "")
    if inside is not None and any(name.casefold() in inside[1].casefold() for name in court.names):
        return True
    supreme = "Supreme" in court.official_name
    if inside is not None and "Court" not in inside[1]:
        return supreme and not re.search(r"[A-Z]", inside[1].replace("Supreme", ""))
    if inside is not None and ("Supreme" in inside[1]) != supreme:
        return False
    codes = codes_of(court)
    return not codes or register.fits_jurisdiction(case, codes)


_COURT = re.compile(r"\b(?:Court|Tribunal)\b")
#: The case goes from court to court, or one court speaks of another's case.
TELLS_OF_ANOTHER_COURT = re.compile(
    r"\b(?:appeal\w*|affirm\w*|revers\w*|vacat\w*|remand\w*|cit(?:es?|ed|ing)|certiorari|review\w*|refus\w*|refer\w*|follow\w*"
    r"|later|(?:dis)?agree\w*|dissent\w*|distinguish\w*|before(?!\s(?:the\s)?(?:[A-Z][\w.]*\s(?:of\s)?(?:the\s)?){1,6}in\s)|below|lower|overrul\w*|reli\w*|echo\w*|quot\w*|appl(?:y|ied|ies)"
    r"|against|not\s(?:the|by)|unlike|neither|nor|while|whereas|similar\w*|like|too|also|both|build\w*|drew|draws?|pending|lawyers?|split\w*|parted|reject\w*|conflict\w*|contrary|opposite)\b",
    re.IGNORECASE,
)


# --- states ----------------------------------------------------------------------------------------------------------


def _wrong_state(
    parsed: ParsedText, named: Named, body: Instrument, register: NameRegister
) -> tuple[Instrument, str] | None:
    """A body said to be of the state of one that it is easily confused with: "Ofcom, the Australian regulator"."""
    own = read_codes(body.jurisdiction or "")
    if not own or "un" in own:
        return None
    for said in _said_states(parsed, named):
        codes = read_codes(said)
        if len(codes) != 1 or codes & own or register.fits_jurisdiction(body, codes):
            continue
        rival = next((o for o in alternatives(body, register) if codes & read_codes(o.jurisdiction or "")), None)
        if rival is not None:
            return rival, said
    return None


def _said_states(parsed: ParsedText, named: Named) -> Iterator[str]:
    """Words that may be those of a state right before the name, or of what it is called behind it."""
    low, high = named.mention.surroundings
    for match in (
        _STATE_BEFORE.search(parsed.prose, max(low, named.mention.start - 30), named.mention.start),
        _STATE_WITHIN.match(named.mention.words),
        _OF_STATE.match(parsed.prose, end_of(parsed.prose, named), high),
    ):
        if match is not None:
            yield (match[1] or match[2]).removesuffix("'s").removesuffix("’s")


_CAPITALS = r"([A-Z][\w.]{1,14}(?:\s[A-Z][a-z]{2,10})?)"
_STATE_BEFORE = re.compile(rf"\b(?:{_CAPITALS}['’]s|[Tt]he\s{_CAPITALS})\s$")
_STATE_WITHIN = re.compile(rf"(?:[Tt]he\s)?{_CAPITALS}['’]s\s")
_OF_STATE = re.compile(
    r"(?:,|\sis)\s(?:(?:now|also|itself)\s)?(?:an?\s|the\s)?([A-Z][a-z]{2,12}(?:\s[A-Z][a-z]{2,10})?)(?:['’]s)?\s(?:[a-z-]+\s){0,2}"
    r"(?:regulator|watchdog|police|hotline|tipline|helpline|agency|authority|charity|body|force|centre|center|clearinghouse"
    r"|clearing\shouse|court|foundation|network|organisation|organization|programme|database|unit)\b"
)
