"""What a sentence says wrongly of the time of an instrument: its adoption, its entry into force, its end."""

from __future__ import annotations

from datetime import date

from wellsourced.checks.adoption_dates import find_wrong_adoption
from wellsourced.checks.entries_into_force import find_wrong_entry
from wellsourced.checks.lifetimes import REPLACED, read_lifetime
from wellsourced.checks.name_register import NameRegister
from wellsourced.checks.named import Named
from wellsourced.checks.said_effects import find_wrong_effect
from wellsourced.checks.said_periods import find_wrong_period
from wellsourced.checks.said_states import find_wrong_state
from wellsourced.checks.said_times import Wrong, read_words
from wellsourced.manuscript.model import ParsedText


def find_wrong_time(parsed: ParsedText, named: Named, register: NameRegister, today: date | None) -> Wrong | None:
    """What a sentence says wrongly about the time of an instrument that it names."""
    start, end = named.mention.surroundings
    before = read_words(parsed, start, named.mention.start)
    if named.superseded is not None:
        return find_wrong_state(named, REPLACED, before, read_words(parsed, named.mention.end, end))
    if named.instrument is None:
        return None
    # The end of the bracket with the letters of the name belongs to the name.
    bracket = parsed.prose.startswith(")", named.mention.end, end)
    behind = read_words(parsed, named.mention.end + bracket, end)
    life = read_lifetime(named.instrument, register, today)
    return (
        find_wrong_adoption(parsed, named, life, register, before, behind)
        or find_wrong_entry(named, life, before, behind)
        or find_wrong_state(named, life, before, behind)
        or find_wrong_effect(named, life, before, behind)
        or find_wrong_period(named, life, before, behind)
    )
