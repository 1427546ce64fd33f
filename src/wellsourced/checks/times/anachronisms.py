"""What is told of a thing at a time at which it did not exist yet: "by the late eighties X was telling ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wellsourced.checks.names.named import Named
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.times.clauses import is_genitive, is_of_clause
from wellsourced.checks.times.lifetimes import Lifetime
from wellsourced.checks.times.said_times import Wrong
from wellsourced.checks.times.spoken_times import Told
from wellsourced.manuscript.alternations import one_of


def find_anachronism(
    named: Named, others: Sequence[Named], life: Lifetime, register: NameRegister, told: Told
) -> Wrong | None:
    """Told as having been there in a year before its first.

    Only where the time belongs to the clause of the name, and nothing else named there could be what it is the time
    of. `others`: the other things that the sentence names.
    """
    instrument = named.instrument
    if instrument is None or life.never_began or life.start is None:
        return None
    first, noted = _first_year(life), register.noted_years(instrument)
    text, at, times = told
    if not times or any(time.last >= first or time.last in noted for time in times):
        return None
    if _TO_COME.search(text) or _UNTIL_IT.search(text, 0, at) or is_genitive(text[:at]):
        return None
    if any(_may_be_of(other, first, register) for other in others):
        return None
    if not any(is_of_clause(text, at, time.start, time.end) for time in times):
        return None
    where = (named.mention.start, named.mention.end)
    return Wrong("INS003", f"by the register it began in {first}", *where, f"{first}")


def _first_year(life: Lifetime) -> int:
    """The year in which a thing began to exist."""
    return min(moment[0] for moment in (life.adopted, life.in_force) if moment is not None)


def _may_be_of(other: Named, first: int, register: NameRegister) -> bool:
    """Whether the time may be that of another thing, which was there before."""
    if other.instrument is None:
        return other.superseded is not None
    years = register.noted_years(other.instrument)
    return other.instrument.kind != "organisation" and (not years or min(years) < first)


#: Right before the name: what was told was so as long as there was no such thing.
_UNTIL_IT = re.compile(r"\b(?:ahead of|before|prior to|until)(?: the| its)? $")
_WORDS = one_of(
    r"""
    agreed; aim\w*; at issue; award\w*; bid; brought back; chose\w*; choos\w*; contract\w*; debat\w*; lobb\w*
    on paper; present; presented; subject of; trilogues?; wrote; work(?:ed|ing)? on; amend\w*; ancest\w*; announc\w*
    anticipat\w*; are; asked for; based on; bec[ao]m\w*; born; build\w*; built; call(?:ed|s|ing)? for; codif\w*
    conceiv\w*; consolidat\w*; correct\w*; could have; could not; demand\w*; descend\w*; develop\w*; discuss\w*
    draft\w*; earlier; error\w*; experience\w*; first step\w*; follow\w*; forerunner\w*; foreshadow\w*; gave rise
    grew; grow\w*; has; have; histor\w*; idea\w*; if; implement\w*; inspir\w*; is; laid the; later; led to; lesson\w*
    mistak\w*; model\w*; negotiat\w*; never; no; no longer; nobody; none; nor; not; nothing; now; origin\w*; paved
    pioneer\w*; plan(?:s|ned|ning)?; preced\w*; precurs\w*; predat\w*; predecessor\w*; prepar\w*; promis\w*; propos\w*
    recall\w*; renam\w*; repeal\w*; replac\w*; respon[ds]\w*; retro\w*; root\w*; seeds?; since then; still; succe\w*
    superse\w*; tabled?; then; today; took over; too early; under the name; unless; was to; were to
    what (?:became|had|is|was|were|would); will; without; would; wrong\w*
    """
)
#: What is said of a time at which a thing was still to come, or of what it goes back to.
_TO_COME = re.compile(rf"\b{_WORDS}\b|n[’']t\b", re.IGNORECASE)
