"""What is spoken of as law in force now, though it is a proposal, has lapsed or was replaced."""

from __future__ import annotations

import re
from functools import cache

from wellsourced.checks.names.named import Named
from wellsourced.checks.times.clauses import is_genitive
from wellsourced.checks.times.lifetimes import Lifetime
from wellsourced.checks.times.said_times import BRACKET, CAUTIOUS, Wrong
from wellsourced.manuscript.alternations import one_of

_NOW = re.compile(r"\b(?:at present|currently|now|nowadays|presently|still|these days|today)\b", re.IGNORECASE)
_NOT_NOW = re.compile(r"\b(?:before|cannot|could|did|had|if|no longer|not|once|until|used to|was|were|whether|would)\b")
_PAST_YEAR = re.compile(r"\b(?:in|since|from|until|during|throughout|by) (?:\w+ )?(?:19|20)\d\d\b", re.IGNORECASE)


def find_wrong_state(named: Named, life: Lifetime, before: str, behind: str) -> Wrong | None:
    """Spoken of as law in force now, though it is not. `before`, `behind`: the words around the name."""
    if not (life.pending or life.over or named.superseded is not None):
        return None
    if named.instrument is not None and named.instrument.kind == "organisation" and is_genitive(before):
        return None  # what a body has left is still there
    if life.pending and not life.never_began and _ENTERED.match(behind):
        return None  # the day on which it applies is set: whether it entered into force is for `find_wrong_entry`
    state = _now_behind_pattern().match(behind)
    said_now = state is not None and _NOW.search(state[0])
    if CAUTIOUS.search(before) or (not said_now and CAUTIOUS.search(behind[:160])):
        return None
    past = _PAST_YEAR.search(before)
    if state is None and (not past or "still" in behind[:60]):
        state = _STILL.match(behind) or _TO_THIS_DAY.match(behind)
        if state is None and (life.pending or named.superseded):
            state = _OPERATES.match(behind)
    if state is None and life.over and not past and (_NOW.search(before) or _NOW.search(behind)):
        state = _OPERATES.match(behind) or _PRESENT.match(behind) or _find_reliance(before)
    if state is None:
        return None
    where = (named.mention.start, named.mention.end)
    if named.superseded is not None:
        successor = named.superseded.official_name
        return Wrong("INS003", f"it was replaced by {successor}", *where, successor)
    in_past = past or next((m for m in _PAST_YEAR.finditer(behind) if _may_have_been(int(m[0][-4:]), life)), None)
    if life.over and in_past and not ("still" in state[0] and life.until is None):
        return None
    reason = "by the register it is not in force" if life.pending else "by the register it is over"
    return Wrong(
        "INS003", f"{reason} ({named.instrument.status or life.until})" if named.instrument else reason, *where
    )


def _find_reliance(before: str) -> re.Match[str] | None:
    """What rests on the thing now, told before it: "can still rely on", "is today governed by"."""
    return None if _NOT_NOW.search(before) else _RELIES.search(before)


def _may_have_been(year: int, life: Lifetime) -> bool:
    """Whether a thing that is over was not over yet in a year."""
    return life.until is None or year <= life.until[0]


# --- how a sentence says it ------------------------------------------------------------------------------------------


@cache
def _now_behind_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{BRACKET},? ?(?:which |that )?(?:is|are|remains?)(?: the [a-z]+)?(?: still| now| currently| today"
        rf"| already| fully)? ?(?:in force|in effect|binding law|applicable law|the law in force|in use)\b"
        rf"|{BRACKET},? (?:which |that )?(?:is|are|remains?) (?:still )?(?:the|an?) (?:present|current|valid|governing"
        rf"|good|applicable|existing|latest|newest|prevailing|binding)"
        r" (?!draft|version of the (?:draft|proposal))[a-z]+\b"
        rf"|{BRACKET},? (?:which |that )?(?:is|are|remains?)(?: still| now)? (?:the|an?) (?:law|text|standard|act"
        rf"|edition|rule|instrument)s? (?:in force|now in force|in use|that applies|to follow|of today|of the day)\b"
        rf"|{BRACKET}, (?:which is |still |now |currently )?(?:the \w+ )?(?:still |now |currently |then )in force"
    )


#: What rests on a law, right before its name.
_RELIES = re.compile(
    r"\b(?:rel(?:y|ies) on|rests? on|(?:is|are|remains?|stays?)(?: \w+)? (?:governed|covered|regulated|bound|ruled) by"
    r"|(?:is|are|remains?)(?: \w+)? (?:based on|subject to)|(?:act|work|operate)s? (?:on|under)|appl(?:y|ies)|invokes?"
    r"|appeals? to|cites?|follows?|complie?s? with|falls? under|transposes?)(?: the)? ?$"
)
#: What laws and bodies do as long as they last.
_DOES = one_of(
    """
    allows; applies; covers; defines; gives; helps; invites; is; keeps; lays; lets; obliges; offers; operates
    permits; protects; provides; publishes; runs; scans; serves; sets; works
    """
)
_PRESENT = re.compile(rf"(?: \([^()]{{1,40}}\))?,?(?: (?:still|now|currently|today))? {_DOES}\b")
#: What only law in force does.
_BINDS = one_of(
    r"""
    allows; applies(?! from| as of| only| in \d| since); bans; bars; binds; compels; empowers; enables; ends
    entitles; gives; grants; holds; lets; mandates; orders; outlaws; permits; protects; strips; criminalises
    criminalizes; entered into force; forces; governs; guarantees; has entered into force; imposes; is binding
    is in force; is law; makes it; obliges; prohibits; punishes; regulates; requires(?! \w+ ratif)
    """
)
_OPERATES = re.compile(rf"(?: \([^()]{{1,40}}\))?,?(?: (?:now|already|today|currently|also)){{0,2}} {_BINDS}\b")
_ENTERED = re.compile(r"(?: \([^()]{1,40}\))?,? (?:has |had )?entered into force\b")
_STILL = re.compile(
    r"(?: \([^()]{1,40}\))?,? (?:which |that )?(?:is |are )?(?:still|now|currently|today|continues to"
    r"|remains?) (?:apply|valid|good law|in force|binding|applicable|an? |oblig|requir|allow|govern|regulat|bind)"
)
#: Behind the name of a law or anywhere in its clause: it works now.
_TO_THIS_DAY = re.compile(
    r"[^.;:]{0,60}\bto (?:this|the present) day\b|, [^.;:]{1,30}\bnow (?:must|have to|are bound|need to)\b"
)
