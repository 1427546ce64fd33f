"""Organs of states: ministries, courts, parliaments, police forces. There are too many to register, and each is real.

By grammar, not by a list of them: "Ministry of X", "the X Supreme Court", "Metropolitan Police", "the Spanish Data
Protection Agency". Schools of learning, which employ authors, are treated alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.manuscript.names import head_noun

_WORDS_OF_ORGANS = """
ministry ministries department departments parliament senate congress bundestag bundesrat duma knesset court courts
judiciary police constabulary gendarmerie guardia army navy embassy consulate prosecutor prosecutors ombudsman
ombudsperson treasury chancellery governorate prefecture municipality legislature sheriff coroner university college
"""
#: Nouns that name an organ of some state, city or church whatever stands around them.
_ORGANS = frozenset(_WORDS_OF_ORGANS.split())
_WORDS_OF_OFFICES = """
minister ministers president secretary chancellor premier governor mayor attorney solicitor advocate presidency lords
commons representatives circuit cabinet diet academy faculty school
"""
#: Those that do so where they open or end the words.
_OFFICES = frozenset(_WORDS_OF_OFFICES.split())
#: Those of unions of states are few and known: a new "European Court of Childhood" is worth a look.
_OF_THE_WORLD = frozenset({"international", "european", "world", "global", "african", "inter-american"})
_FEW = frozenset({"court", "courts", "ombudsman", "ombudsperson"})
_WORDS_OF_PORTFOLIOS = """
data protection police security intelligence statistics statistical tax customs border health education defence defense
prosecution prosecutions justice interior finance labour labor transport trade communications telecommunications media
broadcasting privacy information competition consumer immigration revenue election electoral audit competition market
markets family families environment cyber cybersecurity digital government gender equality crime criminal investigation
investigations public administration science technology food climate children's aviation nuclear road rail ombudsman
"""
#: What an authority of a state is for.
_PORTFOLIOS = frozenset(_WORDS_OF_PORTFOLIOS.split())
_ADMINISTRATIVE = frozenset(
    {"agency", "authority", "office", "service", "commission", "board", "bureau", "directorate", "inspectorate"}
    | {"commissioner", "council", "force", "administration", "supervisor", "committee", "centre", "center"}
)
_LAWS = frozenset(
    {"act", "convention", "treaty", "directive", "regulation", "charter", "protocol", "bill", "declaration", "covenant"}
    | {"statute"}
)
_JOINING = frozenset({"of", "for", "and", "the", "on", "general", "national", "federal", "state", "central", "royal"})


def is_public_organ(raws: Sequence[str]) -> bool:
    """Whether the words name an organ of a state, or a school of learning, by their grammar."""
    lowered = [raw.casefold().removesuffix("'s").removesuffix("’s") for raw in raws]
    if not lowered or any(head_noun(word) in _LAWS for word in lowered):
        return False
    if any(word in _ORGANS for word in lowered) or lowered[0] in _OFFICES or lowered[-1] in _OFFICES:
        return not (lowered[0] in _OF_THE_WORLD and any(word in _FEW for word in lowered))
    return _is_state_authority(lowered)


def _is_state_authority(lowered: Sequence[str]) -> bool:
    """A state, what the authority is for, and a word for an authority, and nothing else."""
    codes, other = read_jurisdictions(lowered)
    if not codes or codes & {"un", "eu", "coe", "au"} or not any(head_noun(w) in _ADMINISTRATIVE for w in lowered):
        return False
    rest = [lowered[i] for i in other]
    return all(w in _PORTFOLIOS or w in _JOINING or head_noun(w) in _ADMINISTRATIVE for w in rest) and any(
        w in _PORTFOLIOS for w in rest
    )
