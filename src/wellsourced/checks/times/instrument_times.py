"""What a sentence says wrongly of the time of an instrument: its adoption, its entry into force, its end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

import msgspec

from wellsourced.checks.names.named import Named
from wellsourced.checks.names.referents import names_without_year
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.times.adoption_dates import find_wrong_adoption
from wellsourced.checks.times.ages import find_wrong_age
from wellsourced.checks.times.anachronisms import find_anachronism
from wellsourced.checks.times.entries_into_force import find_wrong_entry
from wellsourced.checks.times.lifetimes import REPLACED, read_lifetime
from wellsourced.checks.times.said_beginnings import find_wrong_beginning
from wellsourced.checks.times.said_effects import find_wrong_effect
from wellsourced.checks.times.said_ends import find_wrong_end
from wellsourced.checks.times.said_orders import find_wrong_order
from wellsourced.checks.times.said_periods import find_wrong_period
from wellsourced.checks.times.said_states import find_wrong_state
from wellsourced.checks.times.said_times import Wrong, read_words
from wellsourced.checks.times.said_uses import find_pointer, find_wrong_use
from wellsourced.checks.times.spoken_times import Told, find_spoken_times, read_told
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.models import Instrument


def find_wrong_times(
    parsed: ParsedText, found: Sequence[Named], register: NameRegister, today: date | None
) -> tuple[tuple[Named, Wrong], ...]:
    """What a text says wrongly about the times of what it names. `found`: all that it names, in order."""
    starts = [named.mention.start for named in found]
    wrong: list[tuple[Named, Wrong]] = []
    for named in found:
        if named.problem is not None or (named.instrument is None and named.superseded is None):
            continue
        low, high = named.mention.surroundings
        near = found[bisect_left(starts, low) : bisect_left(starts, high)]
        mates = [other for other in near if other is not named]
        if (said := _find_wrong_time(parsed, named, mates, register, today)) is not None:
            wrong.append((named, said))
    return tuple(wrong)


def _find_wrong_time(
    parsed: ParsedText, named: Named, others: Sequence[Named], register: NameRegister, today: date | None
) -> Wrong | None:
    """What a sentence says wrongly about the time of one of the things that it names."""
    start, end = named.mention.surroundings
    before = read_words(parsed, start, named.mention.start)
    if named.superseded is not None:
        return find_wrong_state(named, REPLACED, before, read_words(parsed, named.mention.end, end))
    # The end of the bracket with the letters of the name belongs to the name.
    bracket = parsed.prose.startswith(")", named.mention.end, end)
    behind = read_words(parsed, named.mention.end + bracket, end)
    told = read_told(before, behind)
    then = told if told.times else _read_with_sentence_before(parsed, named, before, behind) or told
    wrong = None
    for each in _readings(named, register):
        assert each.instrument is not None
        life = read_lifetime(each.instrument, register, today)
        found = (
            find_wrong_adoption(parsed, each, life, register, before, behind)
            or find_wrong_entry(each, life, before, behind)
            or find_wrong_end(each, life, register, before, behind)
            or find_wrong_state(each, life, before, behind)
            or find_wrong_effect(each, life, before, behind)
            or find_wrong_period(each, life, before, behind, told)
            or find_wrong_use(each, life, register, then)
            or find_wrong_age(each, life, register, then)
            or find_wrong_beginning(each, life, register, told)
            or find_wrong_order(parsed, each, others, life, register)
            or find_anachronism(each, others, life, register, told)
        )
        if found is None:
            return None
        wrong = wrong or found
    return wrong


def _read_with_sentence_before(parsed: ParsedText, named: Named, before: str, behind: str) -> Told | None:
    """What a sentence tells that points back to the one time of the sentence before: "They met in 2011. By then X"."""
    if find_pointer(f"{before} {behind}") is None:
        return None
    at = bisect_left(parsed.sentences, named.mention.sentence[0], key=lambda sentence: sentence.start)
    if (
        at == 0
        or at >= len(parsed.sentences)
        or "\n\n" in parsed.prose[parsed.sentences[at - 1].end : named.mention.start]
    ):
        return None
    sentence = parsed.sentences[at - 1]
    words = read_words(parsed, max(sentence.start, sentence.end - _NEAR), sentence.end)
    times = find_spoken_times(words)
    if len({(time.first, time.last) for time in times}) != 1:
        return None
    return read_told(f"In {words[times[-1].start : times[-1].end]}, {before}", behind)


#: So many letters of the sentence before are read for a time.
_NEAR = 200


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
        holders = tuple(holder for holder in found if any(name.casefold().startswith(words) for name in holder.names))
    elif named.name is not None and named.mention.name is not None and named.mention.name.year is None:
        names = register.by_keys.get(named.name.keys, ())
        found = tuple({name.instrument.id: name.instrument for name in names if name.instrument}.values())
        holders = tuple(holder for holder in found if words in names_without_year(holder))
    elif named.name is not None and named.mention.kind == "acronym":
        names = tuple(name for name in register.by_keys.get(named.name.keys, ()) if name.whole)
        holders = tuple({name.instrument.id: name.instrument for name in names if name.instrument}.values())
    if not holders:
        return (named,)
    return tuple(msgspec.structs.replace(named, instrument=holder) for holder in holders)
