"""Organs of states: ministries, courts, parliaments, police forces. There are too many to register, and each is real.

By grammar, not by a list of them: "Ministry of X", "the X Supreme Court", "Metropolitan Police", "Secretary of State".
"""

from __future__ import annotations

from collections.abc import Sequence

from wellsourced.checks.jurisdictions import read_jurisdictions

_WORDS_OF_ORGANS = """
ministry ministries department departments parliament senate congress bundestag bundesrat duma knesset diet
court courts judiciary police constabulary gendarmerie guardia army navy embassy consulate prosecutor
prosecutors ombudsman ombudsperson cabinet treasury chancellery governorate prefecture municipality
legislature circuit sheriff coroner minister ministers president secretary chancellor premier governor mayor
attorney solicitor advocate presidency lords commons representatives
"""
#: Nouns that name an organ of some state, city or church whatever stands around them.
_ORGANS = frozenset(_WORDS_OF_ORGANS.split())
#: Those of unions of states are few and known: a new "European Court of Childhood" is worth a look.
_OF_THE_WORLD = frozenset({"international", "european", "world", "global", "african", "inter-american"})


def is_public_organ(raws: Sequence[str]) -> bool:
    """Whether the words name an organ of a state by its grammar."""
    lowered = [raw.casefold().removesuffix("'s").removesuffix("’s") for raw in raws]
    if not any(word in _ORGANS for word in lowered):
        return False
    return not (lowered[0] in _OF_THE_WORLD and any(word in ("court", "courts") for word in lowered))


def names_state(raws: Sequence[str]) -> bool:
    """Whether one of the words is a state, a people or a union of states."""
    return any(not read_jurisdictions([raw.casefold().removesuffix("'s")])[1] for raw in raws)
