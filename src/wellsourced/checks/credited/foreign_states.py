"""A statute at work in a state whose law it is not: "In Canada the Meadow Act applies", "| Canada | Meadow Act |"."""

from __future__ import annotations

import re
from typing import NamedTuple

from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.names.named import Named
from wellsourced.checks.names.referents import end_of
from wellsourced.checks.names.register import NameRegister
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.models import Instrument


class ForeignState(NamedTuple):
    """The state to which a sentence gives a statute, as written, and from where to where this is said."""

    words: str
    start: int
    end: int


def find_foreign_state(
    parsed: ParsedText, named: Named, instrument: Instrument, register: NameRegister
) -> ForeignState | None:
    """The state in which a statute is said to be law, where the register has it in another.

    Only of statutes: acts of the European Union and treaties are law in many states.
    """
    if instrument.kind != "statute" or named.weak:
        return None
    prose, mention = parsed.prose, named.mention
    low, high = mention.surroundings
    start, end = max(low, mention.start - _REACH), end_of(prose, named)
    line = prose.rfind("\n", 0, mention.start) + 1
    found = _IN_STATE.search(prose, start, mention.start)
    if found is not None and not _RULES.match(prose, end, min(high, end + _REACH)):
        found = None
    for pattern in (_OF_OFFICIALS, _THEIR_OFFICIALS):
        found = found or pattern.search(prose, start, mention.start)
    found = found or _ROW.match(prose, line, mention.start)
    if found is None:
        return None
    codes, rest = read_jurisdictions(re.findall(r"[a-z]+", found["state"].casefold()))
    if rest or not codes or codes & _OF_STATES or register.fits_jurisdiction(instrument, codes):
        return None
    if _has_namesake(mention.words, codes, register):
        return None
    return ForeignState(found["state"], found.start("state"), end)


def _has_namesake(words: str, codes: frozenset[str], register: NameRegister) -> bool:
    """Whether the state has a law of such a name, too: there are many a "Criminal Code"."""
    name = words.casefold().removeprefix("the ")
    return any(
        register.fits_jurisdiction(law, codes) and any(name in own.casefold() for own in law.names)
        for law in register.project.instruments
        if law.kind == "statute" and law.jurisdiction
    )


#: Organisations of states have no statutes.
_OF_STATES = frozenset({"un", "eu", "coe", "au", "ilo", "asean", "league"})
_REACH = 120
_STATE = r"(?P<state>[A-Z][A-Za-z]+(?:\s[A-Z][a-z]+)?)"
#: Up to the name, a state at the head of the sentence or of a clause.
_IN_STATE = re.compile(
    rf"(?:In|For|(?<=[;:]\s)in|(?<=,\sand\s)in|(?<=,\sbut\s)in)\s(?:the\s)?{_STATE},?\s(?:the\s)?[*_]?$"
)
#: Behind the name, what a law in force does.
_RULES = re.compile(
    r"[*_]?\s(?:still\s|now\s|also\s|alone\s)?(?:applies|requires|obliges|compels|criminalises|criminalizes|punishes|makes"
    r"|prohibits|forbids|bans|outlaws|governs|regulates|covers|imposes|sets|lays|defines|allows|permits|protects|provides"
    r"|contains|gives|empowers|is\sthe\slaw|is\sin\sforce|has\sbeen\sin\sforce|holds)\b"
)
#: Those who apply their own state's law and no other. Companies obey the laws of all states that they work in.
_OFFICIALS = (
    r"(?:[Cc]ourts?|[Jj]udges?|[Pp]rosecutors?|[Pp]olice(?:\sofficers)?|[Dd]etectives|[Tt]ribunals?|[Jj]uries|[Ll]awmakers"
    r"|[Ll]egislators?)"
)
_APPLY = (
    r"(?:have\s|has\s|may\s|can\s|must\s|often\s|now\s)?(?:apply|applies|applied|enforce[sd]?|passed|pass|enacted|enact|adopted"
    r"|(?:prosecute[sd]?|charge[sd]?|sentence[sd]?|convict(?:s|ed)?|act|acts|acted|rule[sd]?)(?:\s[a-z]+){0,2}\sunder)"
)
_OF_OFFICIALS = re.compile(rf"\b{_OFFICIALS}\sin\s(?:the\s)?{_STATE}\s{_APPLY}\s(?:the\s)?[*_]?$")
_THEIR_OFFICIALS = re.compile(rf"{_STATE}\s{_OFFICIALS}\s{_APPLY}\s(?:the\s)?[*_]?$")
#: The row of a table that begins with a state.
_ROW = re.compile(rf"\|\s*{_STATE}\s*\|[^\n]{{0,120}}$")
