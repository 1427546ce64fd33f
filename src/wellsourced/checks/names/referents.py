"""Which record speaks for a mention, where a name or a number stands in several."""

from __future__ import annotations

import re

from wellsourced.checks.names.named import Named
from wellsourced.checks.names.register import NameRegister
from wellsourced.project.models import Instrument

#: So many letters between two names at the most, where the one is said of the other.
NEAR = 90


def referent(named: Named, register: NameRegister) -> Instrument | None:
    """The instrument that has the name as its own. None where a record only holds it among other words, or several do.

    "UNICEF" is no name of the guidelines that a record calls "Guidelines (UNICEF)"; "18 U.S.C. 2258A" is none of the
    programme that rests on it.
    """
    instrument = named.instrument
    if instrument is None:
        return None
    identifier = named.mention.identifier
    if identifier is not None:
        holders = register.identifiers.get((identifier.scheme, identifier.number), ())
        legal = [holder for holder in holders if holder.kind not in ("programme", "organisation", "tool")]
        return instrument if instrument in legal else legal[0] if len(legal) == 1 else None
    if named.name is None or len(named.name.keys) > 1:
        return instrument
    names = register.by_keys.get(named.name.keys, ())
    own = {
        name.instrument.id: name.instrument
        for name in names
        if name.instrument is not None
        and any(text.casefold() == named.name.raw[0].casefold() for text in name.instrument.names)
    }
    if instrument.id in own:
        return instrument
    return next(iter(own.values())) if len(own) == 1 else None


def end_of(prose: str, named: Named) -> int:
    """Where the name ends with all that belongs to it: the bracket of its letters, the year, the point of "Inc."."""
    match = _TAIL.match(prose, named.mention.end)
    return match.end() if match else named.mention.end


def between(prose: str, first: Named, second: Named) -> str:
    """What stands between two names, the second behind the first, without what belongs to the first."""
    return prose[min(end_of(prose, first), second.mention.start) : second.mention.start]


def gap_to(prose: str, named: Named, other: Named) -> tuple[str, bool]:
    """What stands between two names, and whether the other stands behind the first."""
    if other.mention.end <= named.mention.start:
        return between(prose, other, named), False
    return between(prose, named, other), True


def is_said_between(prose: str, named: Named, other: Named, ahead: re.Pattern[str], back: re.Pattern[str]) -> bool:
    """Whether nothing stands between two names but words that a pattern fits as a whole.

    `ahead` where the other stands behind the first, `back` where it stands before.
    """
    words, is_ahead = gap_to(prose, named, other)
    return len(words) < NEAR and (ahead if is_ahead else back).fullmatch(words) is not None


def names_without_year(instrument: Instrument) -> frozenset[str]:
    """The names of a thing in small letters, with and without the year at their end."""
    names = {name.casefold() for name in instrument.names}
    return frozenset(names | {_YEAR_BEHIND.sub("", name) for name in names})


_YEAR_BEHIND = re.compile(r"(?: of|,)?(?: of)? (?:19|20)\d\d$")
_TAIL = re.compile(r"\)|[!?](?=,|\s[a-z(])|\s(?:19|20)\d\d(?=[\s,;:)]|$)|\.(?=\s[a-z])")
