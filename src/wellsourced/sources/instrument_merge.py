"""Instruments (laws, treaties, standards, bodies, programmes, tools) of several dossiers, merged into one register.

Two entries are one instrument when they are of the same class (rules; things) and share a specific official number and
a like name, or the official name, or one is known by the other's name. What is only alike is named a near miss.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePosixPath

import msgspec
from rapidfuzz import fuzz, process

from wellsourced.project.models import Instrument
from wellsourced.sources.import_report import MergeNotes
from wellsourced.sources.reference_merge import free_name
from wellsourced.sources.work_identity import fold, numerals

_RULES = frozenset({"treaty", "soft-law", "eu-act", "statute", "case", "standard"})
#: Identifiers that point to another instrument or to a part, so that sharing one proves nothing.
_FOREIGN = re.compile(r"amend|replace|section|version|edition|bill|report|consolidat|regulations", re.I)
_BELIEVABLE, _NEAR, _LIKELY = 60, 90, 75


@dataclass(frozen=True)
class Listed:
    """An instrument as a dossier lists it, `reference` already being the project's id."""

    origin: str
    instrument: Instrument


def merge_instruments(
    listed: Sequence[Listed], project: Sequence[Instrument], notes: MergeNotes
) -> tuple[tuple[Instrument, ...], dict[tuple[str, str], str]]:
    """All instruments of the project once `listed` have come in, and (origin, id) -> id in the project.

    An instrument that the project has stays as it is, but for former ids and addresses of evidence that come new.
    """
    settled = {instrument.id: instrument for instrument in project}
    ids: dict[tuple[str, str], str] = {}
    for group in _cluster(listed, notes):
        ordered = sorted(group, key=lambda one: -_richness(one.instrument))
        merged = _merge(ordered, notes)
        home = _home(merged, project)
        if home:
            merged = _add_to(settled[home.id], merged, notes)
        else:
            taken = {name for known in settled.values() for name in (known.id, *known.aliases)}
            name = free_name(merged.id, taken)
            if name != merged.id:
                where = PurePosixPath(ordered[0].origin).stem
                notes.renamed.append(f"instrument {merged.id} ({where}) is another one than the first: now {name}")
            merged = msgspec.structs.replace(merged, id=name)
        settled[merged.id] = merged
        ids |= {(one.origin, one.instrument.id): merged.id for one in group}
    return _without_taken_aliases(settled.values()), ids


def same_instrument(a: Instrument, b: Instrument) -> str | None:
    """The ground on which `a` and `b` are one instrument; None where there is none."""
    if (a.kind in _RULES) != (b.kind in _RULES):
        return None
    name_a, name_b = fold(a.official_name), fold(b.official_name)
    if name_a == name_b:
        return "same official name"
    shorts_a, shorts_b = {fold(s) for s in a.short_names}, {fold(s) for s in b.short_names}
    known = bool(shorts_a & shorts_b)
    likeness = fuzz.token_sort_ratio(name_a, name_b)
    begins = _begins(name_a, name_b)
    if (shared := _numbers(a) & _numbers(b)) and (known or likeness >= _BELIEVABLE or begins):
        return f"same official number {min(shared)}"
    if known and a.kind == b.kind and _act_numbers(a) & _act_numbers(b):
        return "same short name, and the same number in the official name"
    if begins and numerals(min(name_a, name_b, key=len)) and a.kind == b.kind:
        return "same number in the official name"
    if numerals(a.official_name) != numerals(b.official_name):
        return None
    if name_a in shorts_b or name_b in shorts_a:
        return "one is known by the other's name"
    if known and likeness >= _LIKELY:
        return "same short name and like official names"
    return None


def _cluster(listed: Sequence[Listed], notes: MergeNotes) -> list[list[Listed]]:
    group_of = list(range(len(listed)))
    members: dict[int, list[int]] = {index: [index] for index in group_of}
    near = []
    for a, b in _pairs(listed):
        one, other = listed[a].instrument, listed[b].instrument
        ground = same_instrument(one, other)
        if ground:
            if group_of[a] != group_of[b]:
                left, right = sorted((group_of[a], group_of[b]))
                for index in members.pop(right):
                    group_of[index] = left
                    members[left].append(index)
            notes.merged_instruments.append(f"{_show(listed[a])}, {_show(listed[b])}: {ground}")
        elif _worth_a_look(one, other):
            near.append((a, b))
    for a, b in near:
        if group_of[a] != group_of[b]:
            notes.near_misses.append(f"instruments {_show(listed[a])} and {_show(listed[b])}: alike in name or number")
    return [[listed[index] for index in sorted(group)] for _, group in sorted(members.items())]


def _pairs(listed: Sequence[Listed]) -> Iterable[tuple[int, int]]:
    pairs: set[tuple[int, int]] = set()
    keys: dict[str, list[int]] = defaultdict(list)
    names = [fold(one.instrument.official_name) for one in listed]
    for index, one in enumerate(listed):
        shorts = {fold(short) for short in one.instrument.short_names}
        for key in {names[index], one.instrument.id, *shorts, *_numbers(one.instrument)}:
            keys[key].append(index)
        number = numerals(one.instrument.official_name)
        if number:
            keys[" ".join(number)].append(index)
    for group in keys.values():
        pairs.update(combinations(sorted(set(group)), 2))
    for index, name in enumerate(names):
        rest = names[index + 1 :]
        found = process.extract(name, rest, scorer=fuzz.token_sort_ratio, score_cutoff=_NEAR, limit=None)
        pairs.update((index, index + 1 + offset) for _, _, offset in found)
    return sorted(pairs)


def _worth_a_look(a: Instrument, b: Instrument) -> bool:
    if a.id == b.id or _numbers(a) & _numbers(b):
        return True
    likeness = fuzz.token_sort_ratio(fold(a.official_name), fold(b.official_name))
    return likeness >= _NEAR or bool({fold(s) for s in a.short_names} & {fold(s) for s in b.short_names})


def _numbers(instrument: Instrument) -> set[str]:
    """Official numbers specific enough to identify: `cets 185`, `108 21`, `18 u s c 2258a`."""
    numbers = set()
    for key, value in instrument.identifiers.items():
        if _FOREIGN.search(key):
            continue
        plain = re.sub(
            r"\b(of|no|nos|act|application|criminal appeal|resolution|a res|public law|iso iec)\b", " ", fold(value)
        )
        plain = " ".join(plain.split())
        digits = re.findall(r"\d+", plain)
        if key.casefold() in ("ets", "cets"):
            numbers.add(f"cets {' '.join(digits)}")
        elif len(digits) >= 2 or any(len(d) >= 4 for d in digits):
            numbers.add(plain)
    return numbers


def _act_numbers(instrument: Instrument) -> set[str]:
    return set(re.findall(r"\b\d+/\d+\b", instrument.official_name))


def _begins(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return long.startswith(short + " ")


def _richness(instrument: Instrument) -> int:
    return sum(1 for value in msgspec.structs.astuple(instrument) if value)


def _merge(ordered: Sequence[Listed], notes: MergeNotes) -> Instrument:
    base = ordered[0].instrument
    others = [one.instrument for one in ordered[1:]]
    names = [base.official_name, *(other.official_name for other in others)]
    # A longer form of the same name is the fuller title ("Directive 2012/29/EU" and its long title).
    official = max((n for n in names if n == names[0] or _begins(fold(n), fold(names[0]))), key=len)
    identifiers: dict[str, str] = {}
    for instrument in (base, *others):
        for key, value in instrument.identifiers.items():
            if key not in identifiers and fold(value) not in {fold(v) for v in identifiers.values()}:
                identifiers[key] = value
    for one in ordered[1:]:
        for name in ("kind", "adopted", "in_force", "parties_as_of", "jurisdiction", "reference"):
            mine, theirs = getattr(base, name), getattr(one.instrument, name)
            if mine and theirs and fold(mine) != fold(theirs):
                notes.contradictions.append(f'instrument {base.id} / {_show(one)}: {name} is "{mine}", not "{theirs}"')
    return msgspec.structs.replace(
        base,
        official_name=official,
        short_names=_distinct(
            (s for i in (base, *others) for s in (*i.short_names, i.official_name)), except_for=official
        ),
        identifiers=identifiers,
        **{
            name: next((value for i in (base, *others) if (value := getattr(i, name))), None)
            for name in ("adopted", "in_force", "parties_as_of", "jurisdiction", "reference")
        },
        evidence=tuple(dict.fromkeys(url for i in (base, *others) for url in i.evidence)),
        note="; ".join(dict.fromkeys(i.note for i in (base, *others) if i.note)) or None,
        aliases=tuple(sorted({other.id for other in others} - {base.id})),
    )


def _distinct(names: Iterable[str], *, except_for: str) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        if fold(name) != fold(except_for):
            found.setdefault(fold(name), name)
    return tuple(found.values())


def _home(instrument: Instrument, project: Sequence[Instrument]) -> Instrument | None:
    named = {name: known for known in project for name in (known.id, *known.aliases)}
    for name in (instrument.id, *instrument.aliases):
        known = named.get(name)
        if known and (
            same_instrument(known, instrument)
            or _likeness(known, instrument) >= _BELIEVABLE
            or _was_called(known, instrument.official_name)
        ):
            return known
    return next((known for known in project if same_instrument(known, instrument)), None)


def _was_called(known: Instrument, name: str) -> bool:
    """Whether a record that was given a better title in the register keeps `name` among its short names."""
    return fold(name) in {fold(short) for short in known.short_names}


def _likeness(a: Instrument, b: Instrument) -> float:
    if (a.kind in _RULES) != (b.kind in _RULES):
        return 0.0
    return float(fuzz.token_sort_ratio(fold(a.official_name), fold(b.official_name)))


def _add_to(known: Instrument, new: Instrument, notes: MergeNotes) -> Instrument:
    for name in ("official_name", "kind", "identifiers", "adopted", "in_force", "reference", "note"):
        if getattr(known, name) != getattr(new, name):
            notes.kept.append(f"instrument {known.id}: {name} differs from the dossiers")
    aliases = {*known.aliases, *new.aliases, new.id} - {known.id}
    return msgspec.structs.replace(
        known,
        evidence=tuple(dict.fromkeys((*known.evidence, *new.evidence))),
        aliases=known.aliases + tuple(sorted(aliases - set(known.aliases))),
    )


def _without_taken_aliases(instruments: Iterable[Instrument]) -> tuple[Instrument, ...]:
    """An id that is one instrument's own is nobody else's alias, and an alias belongs to one only."""
    instruments = sorted(instruments, key=lambda one: one.id)
    taken = {one.id for one in instruments}
    result = []
    for one in instruments:
        aliases = tuple(alias for alias in one.aliases if alias not in taken)
        taken.update(aliases)
        result.append(one if aliases == one.aliases else msgspec.structs.replace(one, aliases=aliases))
    return tuple(result)


def _show(one: Listed) -> str:
    return f"{one.instrument.id} ({PurePosixPath(one.origin).stem})"


def identifiers_as_text(identifiers: Mapping[str, str | int | float] | None) -> dict[str, str]:
    """Identifiers are texts, also where a dossier wrote a bare number."""
    return {key: str(value) for key, value in (identifiers or {}).items()}
