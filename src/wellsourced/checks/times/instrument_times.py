"""What a sentence says wrongly of the time of an instrument: its adoption, its entry into force, its end."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from wellsourced.checks.names.named import Named
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.times.adoption_dates import find_wrong_adoption
from wellsourced.checks.times.entries_into_force import find_wrong_entry
from wellsourced.checks.times.lifetimes import REPLACED, read_lifetime
from wellsourced.checks.times.said_effects import find_wrong_effect
from wellsourced.checks.times.said_ends import find_wrong_end
from wellsourced.checks.times.said_periods import find_wrong_period
from wellsourced.checks.times.said_states import find_wrong_state
from wellsourced.checks.times.said_times import Wrong, read_words
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.models import Instrument


def find_wrong_time(parsed: ParsedText, named: Named, register: NameRegister, today: date | None) -> Wrong | None:
    """What a sentence says wrongly about the time of an instrument that it names."""
    start, end = named.mention.surroundings
    before = read_words(parsed, start, named.mention.start)
    if named.superseded is not None:
        return find_wrong_state(named, REPLACED, before, read_words(parsed, named.mention.end, end))
    wrong = [_find_in_record(parsed, each, register, today) for each in _readings(named, register)]
    return wrong[0] if wrong and all(wrong) else None


def _readings(named: Named, register: NameRegister) -> tuple[Named, ...]:
    """What is named, once for each record that bears the name or the number as its own.

    Two statutes may differ in nothing but the year, and others hold an act's number in their titles.
    """
    if named.instrument is None:
        return ()
    words = named.mention.words.casefold()
    number = named.mention.identifier
    holders: tuple[Instrument, ...] = ()
    if number is not None:
        found = register.identifiers.get((number.scheme, number.number), ())
        holders = tuple(holder for holder in found if any(name.startswith(words) for name in _names(holder)))
    elif named.name is not None and named.mention.name is not None and named.mention.name.year is None:
        names = register.by_keys.get(named.name.keys, ())
        found = tuple({name.instrument.id: name.instrument for name in names if name.instrument}.values())
        holders = tuple(holder for holder in found if words in _names_without_year(holder))
    if not holders:
        return (named,)
    return tuple(msgspec.structs.replace(named, instrument=holder) for holder in holders)


def _names(instrument: Instrument) -> tuple[str, ...]:
    return tuple(name.casefold() for name in (instrument.official_name, *instrument.short_names))


def _names_without_year(instrument: Instrument) -> tuple[str, ...]:
    return tuple(_YEAR_BEHIND.sub("", name) for name in _names(instrument))


_YEAR_BEHIND = re.compile(r",? (?:of )?(?:19|20)\d\d$")


def _find_in_record(parsed: ParsedText, named: Named, register: NameRegister, today: date | None) -> Wrong | None:
    if named.instrument is None:
        return None
    start, end = named.mention.surroundings
    before = read_words(parsed, start, named.mention.start)
    # The end of the bracket with the letters of the name belongs to the name.
    bracket = parsed.prose.startswith(")", named.mention.end, end)
    behind = read_words(parsed, named.mention.end + bracket, end)
    life = read_lifetime(named.instrument, register, today)
    return (
        find_wrong_adoption(parsed, named, life, register, before, behind)
        or find_wrong_entry(named, life, before, behind)
        or find_wrong_end(named, life, register, before, behind)
        or find_wrong_state(named, life, before, behind)
        or find_wrong_effect(named, life, before, behind)
        or find_wrong_period(named, life, before, behind)
    )
