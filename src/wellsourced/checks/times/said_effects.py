"""What is said to have effect though it has none: done under a proposal, laid down in what was repealed, "today's"."""

from __future__ import annotations

import re

from wellsourced.checks.names.named import Named
from wellsourced.checks.times import effect_words as say
from wellsourced.checks.times.clauses import is_genitive
from wellsourced.checks.times.lifetimes import Lifetime
from wellsourced.checks.times.said_times import Wrong

#: Laws, which take effect by being made; treaties are signed long before.
_LAWS = ("statute", "eu-act")
_ACTORS = ("organisation", "programme", "tool")
_REACH = 160
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?!/)")


def find_wrong_effect(named: Named, life: Lifetime, before: str, behind: str) -> Wrong | None:
    """Said to have effects, though it is not in force yet or no longer. `before`, `behind`: the words around the name.

    What is over counts where the sentence speaks of the present.
    """
    instrument = named.instrument
    if instrument is None or not (life.pending or life.over):
        return None
    if instrument.kind == "organisation" and is_genitive(before):
        return None  # what a body has left is still there
    text = f"{before} \x00{behind[:_REACH]}"
    if life.in_force is not None and life.pending and any(int(m[0]) >= life.in_force[0] for m in _YEAR.finditer(text)):
        return None  # it speaks of the time at which it will apply
    if _bound_afterwards(life, before, text):
        return _wrong(named, life)
    if say.DENIED.search(text) or not _is_law_now(life, before, behind):
        if say.HEDGED.search(text) or (life.over and _is_of_past(text, life)):
            return None
        kind = instrument.kind
        if life.pending and not _has_effect_already(kind, life, before, behind, text):
            return None
        if not life.pending and not _has_effect_still(kind, before, behind, text):
            return None
    return _wrong(named, life)


def _wrong(named: Named, life: Lifetime) -> Wrong:
    reason = "by the register it is not in force" if life.pending else "by the register it is over"
    status = named.instrument.status if named.instrument else None
    return Wrong("INS003", f"{reason} ({status or life.until})", named.mention.start, named.mention.end)


def _bound_afterwards(life: Lifetime, before: str, text: str) -> bool:
    """Whether somebody is said to have had to obey it at a time at which it was over: "in 2021 had to follow X"."""
    if life.until is None or not say.OBLIGED.search(before) or say.DENIED.search(text) or _NOBODY.search(before):
        return False
    years = {int(year[0]) for year in _YEAR.finditer(text)}
    return len(years) == 1 and min(years) > life.until[0]


_NOBODY = re.compile(r"\b(?:as if|before|nobody|no|no one|none|who)\b", re.IGNORECASE)


def _is_of_past(text: str, life: Lifetime) -> bool:
    """Whether a text speaks of a time at which what is over may still have had effect."""
    years = (int(year[0]) if (year := _YEAR.search(found[0])) else 0 for found in say.IN_PAST.finditer(text))
    return any(life.until is None or year <= life.until[0] for year in years)


def _is_law_now(life: Lifetime, before: str, behind: str) -> bool:
    """Said in so many words: "with X in force", "the present advice is X", "X remains the law", "the current X"."""
    return bool(
        (life.over and say.CURRENT.search(before))
        or (say.WITH.search(before) and say.in_force_behind().match(behind))
        or say.CURRENT_IS.search(before)
        or say.called_current().match(behind)
    )


def _has_effect_already(kind: str, life: Lifetime, before: str, behind: str, text: str) -> bool:
    """Of what is not in force yet: it is obeyed, something was done under it, it was made, a body is at work."""
    fact = say.NOW.search(text) or say.PERFECT.search(text)
    if say.RELIANCE.search(before) or say.OBEYED.search(before) or say.DONE_UNDER.search(before):
        return True
    if _has_effect_now(kind, before, behind) or say.leaves().match(behind):
        return True
    if kind == "treaty" and say.PARTIES.search(before) and say.parties_do().match(behind):
        return True
    if say.has_done().match(behind) or (life.never_began and say.came_into_force().match(behind)):
        return True
    if kind in _LAWS:
        under = say.BASIS.search(before) and (
            fact or say.DID.search(before) or (life.never_began and say.MUST.search(text))
        )
        made = say.ENACTED.search(before) or say.was_enacted().match(behind)
        return bool(under or made or say.FOLLOWED.search(before))
    if kind in _ACTORS:
        at_work = say.works_now().match(behind) or say.goes_on().match(behind) or say.SENT_TO.search(before)
        return bool(at_work or (fact and (say.TO.search(before) or say.BASIS.search(before))))
    return bool(fact and say.BASIS.search(before))


def _has_effect_now(kind: str, before: str, behind: str) -> bool:
    """Something rests on it, is done by it or goes on because of it, and nothing before that is told of the past."""
    rests = say.RESTS.search(before)
    if rests is None and kind in ("organisation", "programme"):
        rests = say.WITHIN.search(before)
    if rests is not None:
        return say.PAST.search(before, 0, rests.start()) is None
    if say.PAST.search(before):
        return False
    if say.WHAT_IT.search(before) and say.wants().match(behind):
        return True
    return before.rstrip(" the").endswith(",") and say.allowing().match(behind) is not None


def _has_effect_still(kind: str, before: str, behind: str, text: str) -> bool:
    """Of what is over: it is obeyed now, something is done under it, it binds, a body goes on."""
    if _has_effect_now(kind, before, behind):
        return True
    now = say.NOW.search(text)
    present = now or (say.PRESENT.search(text) and not say.PAST.search(text))
    if say.RELIANCE.search(before) or say.DONE_UNDER.search(before) or say.LAW_IS.search(before):
        return True
    if present and (say.BASIS.search(before) or say.OBEYED.search(before)):
        return True
    if (say.FOLLOWED.search(before) and not say.PAST.search(before)) or (kind in _LAWS and say.binds().match(behind)):
        return True
    if kind in ("organisation", "programme") and (say.goes_on().match(behind) or (now and say.TO.search(before))):
        return True
    return kind in _ACTORS and bool(say.BY_TOOL.search(before) or (now and say.works_now().match(behind)))
