"""The register of named things, compiled once a run: every way a registered name may be written, found by its words.

Building is linear in the register; each index is made when it is first asked for, and a look-up costs what it finds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from wellsourced.checks.kept_registers import KeptRegisters
from wellsourced.checks.names.cases import CaseRegister
from wellsourced.checks.names.described_names import humps
from wellsourced.checks.names.instrument_relations import (
    collect_replaced,
    collect_sections,
    collect_years,
    confusable_pairs,
)
from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.names.known_names import Keys, KnownName, collect_names
from wellsourced.checks.names.numbers import collect_identifiers, is_slip
from wellsourced.checks.names.vouching import VouchingTexts
from wellsourced.manuscript.identifiers import Identifier
from wellsourced.project.models import Instrument
from wellsourced.project.project import Project

T = TypeVar("T")

#: A word in more names than this leads to none of them.
_MOST_NAMES = 60


@dataclass(frozen=True, eq=False)
class NameRegister:
    """Names by their words, official numbers by scheme, parties of cases, texts that vouch for what they name."""

    names: tuple[KnownName, ...]
    by_keys: Mapping[Keys, tuple[KnownName, ...]]
    trie: Mapping[Any, Any]
    identifiers: Mapping[tuple[str, str], tuple[Instrument, ...]]
    numbers: Mapping[tuple[str, str], tuple[Identifier, ...]]
    owners: Mapping[tuple[str, str], tuple[Instrument, ...]]
    kept: KeptRegisters
    confusable: Mapping[str, tuple[Instrument, ...]]
    replaced: Mapping[tuple[str, str], Instrument]
    reference_years: Mapping[str, int]
    compact_memory: dict[tuple[str, ...], KnownName | None] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    _near_numbers: dict[tuple[str, str], Identifier | None] = field(default_factory=dict)
    _memory: dict[Any, Any] = field(default_factory=dict)

    @property
    def project(self) -> Project:
        """The project whose register this is."""
        return self.kept.project

    def memory(self, owner: object, make: Callable[[], T]) -> T:
        """What a function has worked out from this register and wants to find again: made once, for each `owner`."""
        if owner not in self._memory:
            self._memory[owner] = make()
        kept: T = self._memory[owner]
        return kept

    @cached_property
    def cases(self) -> CaseRegister:
        """The cases of the register and of the bibliography."""
        return CaseRegister(self.project)

    @cached_property
    def vouching(self) -> VouchingTexts:
        """What vouches for names beside the register."""
        return VouchingTexts(self.kept)

    @cached_property
    def by_content(self) -> Mapping[frozenset[str], tuple[KnownName, ...]]:
        """Names by the set of their naming words."""
        return _group((frozenset(name.content), name) for name in self.names)

    @cached_property
    def by_key(self) -> Mapping[str, list[int]]:
        """Naming word -> numbers of the names that hold it; organs of states are nobody's near miss."""
        found: dict[str, list[int]] = {}
        for number, name in enumerate(self.names):
            if not name.organ and len(name.content) > 1:
                for key in dict.fromkeys(name.content):
                    found.setdefault(key, []).append(number)
        return found

    @cached_property
    def by_compact(self) -> Mapping[str, KnownName]:
        """Names run together in small letters ("photodna"), to find those with a letter wrong."""
        found: dict[str, KnownName] = {}
        for name in self.names:
            if len(name.raw) <= 12:
                found.setdefault("".join(name.raw).casefold().replace("-", ""), name)
        return found

    @cached_property
    def compact_by_edge(self) -> Mapping[str, list[str]]:
        """First three and last three letters -> compact names."""
        return _edges(compact for compact in self.by_compact if len(compact) >= 6)

    @cached_property
    def key_by_edge(self) -> Mapping[str, list[str]]:
        """First three and last three letters -> naming words."""
        return _edges(key for key in self.by_key if len(key) >= 5)

    @cached_property
    def by_id(self) -> Mapping[str, Instrument]:
        """Instruments by id."""
        return {instrument.id: instrument for instrument in self.project.instruments}

    def names_of(self, name: KnownName) -> tuple[KnownName, ...]:
        """The name and all others of its instrument."""
        return (name,) if name.instrument is None else self.by_instrument(name.instrument)

    def by_instrument(self, instrument: Instrument) -> tuple[KnownName, ...]:
        """The names of an instrument."""
        return self._by_instrument.get(instrument.id, ())

    @cached_property
    def _by_instrument(self) -> Mapping[str, tuple[KnownName, ...]]:
        return _group((name.instrument.id, name) for name in self.names if name.instrument is not None)

    @cached_property
    def identifiers_of(self) -> Mapping[str, tuple[Identifier, ...]]:
        """The official numbers of each instrument, by its id."""
        return _group(
            (owner.id, number)
            for place, instruments in self.identifiers.items()
            for number, owner in zip(self.numbers[place], self.owners[place], strict=True)
            if owner in instruments
        )

    @cached_property
    def by_first(self) -> Mapping[Keys, tuple[KnownName, ...]]:
        """First two naming words -> names."""
        found: dict[Keys, list[KnownName]] = {}
        for name in self.names:
            found.setdefault(name.content[:2], []).append(name)
        return {key: tuple(names[:50]) for key, names in found.items()}

    @cached_property
    def by_anchor(self) -> Mapping[str, tuple[tuple[KnownName, int], ...]]:
        """Each of the two rarest naming words -> registered names of three to sixteen words, and its place there."""
        found: list[tuple[str, tuple[KnownName, int]]] = []
        for name in self.names:
            words = name.content
            if name.instrument is None or name.instrument.kind == "case" or not 3 <= len(words) <= 16:
                continue
            places = sorted(range(len(words)), key=lambda i: len(self.by_key.get(words[i], ())))
            found += ((words[place], (name, place)) for place in places[:2])
        counts = Counter(word for word, _ in found)
        return _group((word, pair) for word, pair in found if counts[word] <= _MOST_NAMES)

    @cached_property
    def capitals(self) -> Mapping[str, KnownName]:
        """Names of one word in capitals, of five letters or more."""
        return {
            name.raw[0]: name
            for name in self.names
            if len(name.raw) == 1 and len(name.raw[0]) >= 5 and name.raw[0].isupper() and name.instrument is not None
        }

    @cached_property
    def sections(self) -> Mapping[Keys, frozenset[str]]:
        """The words of acts of which single sections are registered -> the numbers of these."""
        return collect_sections(self.project)

    @cached_property
    def by_hump(self) -> Mapping[tuple[Any, ...], tuple[KnownName, ...]]:
        """Parts of a coined word but one ("DNA" of PhotoDNA), and the place of that one -> names."""
        return _group(
            ((hole, *parts[:hole], *parts[hole + 1 :]), name)
            for name in self.names
            if name.instrument is not None and len(name.raw) == 1 and len(parts := humps(name.raw[0])) > 1
            for hole in range(len(parts))
        )

    @cached_property
    def by_first_word(self) -> Mapping[str, tuple[KnownName, ...]]:
        """First word -> names of two words."""
        return _group((name.keys[0], name) for name in self.names if len(name.keys) == 2)

    @cached_property
    def by_word(self) -> Mapping[str, tuple[KnownName, ...]]:
        """Each word -> names of two or three words that hold it."""
        return _group((key, name) for name in self.names if 2 <= len(name.keys) <= 3 for key in name.keys)

    @cached_property
    def _numbers_by_scheme(self) -> Mapping[tuple[str, int], list[tuple[str, str]]]:
        found: dict[tuple[str, int], list[tuple[str, str]]] = {}
        for scheme, number in self.identifiers:
            found.setdefault((scheme, len(number)), []).append((scheme, number))
        return found

    def near_number(self, number: Identifier) -> Identifier | None:
        """A registered number of the scheme with two digits exchanged, or one wrong; of several the first."""
        place = (number.scheme, number.number)
        if place not in self._near_numbers:
            near = [
                other
                for other in self._numbers_by_scheme.get((number.scheme, len(number.number)), ())[:5000]
                if is_slip(number.number, other[1])
            ]
            self._near_numbers[place] = self.numbers[near[0]][0] if near else None
        return self._near_numbers[place]

    def number_of(self, instrument: Instrument, scheme: str) -> Identifier | None:
        """An instrument's own number in a scheme."""
        held = self.identifiers_of.get(instrument.id, ())
        return next((i for i in held if i.scheme == scheme), None)

    def related(self, instrument: Instrument, others: Sequence[Instrument]) -> bool:
        """Whether an instrument is one of the others, or one of the two has superseded the other."""
        return any(
            instrument.id == other.id or other.superseded_by == instrument.id or instrument.superseded_by == other.id
            for other in others
        )

    def shares_letters(self, instrument: Instrument, owners: Sequence[Instrument]) -> bool:
        """Whether one of two is a part, an amendment or an edition of the other, by their words."""
        own = {key for name in self.by_instrument(instrument) for key in name.content}
        return any(
            len(own & set(name.content)) * 2 >= len(name.content) > 1
            for owner in owners
            for name in self.by_instrument(owner)
        )

    def vouches(self, keys: Keys) -> bool:
        """Whether a verified text holds these words in this order."""
        return self.vouching.hold_words(keys)

    def fits_jurisdiction(self, instrument: Instrument, codes: frozenset[str]) -> bool:
        """Whether an instrument may be of one of these jurisdictions, as far as the register says."""
        if not instrument.jurisdiction:
            return True
        words = re.findall(r"[a-z]+", instrument.jurisdiction.casefold())
        words += re.findall(r"[a-z]+", instrument.official_name.casefold())[:4]
        own = read_jurisdictions(words)[0]
        return not own or not codes or bool(own & codes)

    def years(self, instrument: Instrument) -> frozenset[int]:
        """The years that may stand with an instrument's name; empty where the register gives none."""
        memory: dict[str, frozenset[int]] = self.memory(NameRegister.years, dict)
        if instrument.id not in memory:
            named = set(self.named_years(instrument))
            for i in self.identifiers_of.get(instrument.id, ()):
                named.update(int(y) for y in re.findall(r"\b((?:19|20)\d\d)\b", f"{i.number} {i.edition}"))
            for value in (instrument.identifiers or {}).values():
                named.update(int(y) for y in re.findall(r"\b((?:19|20)\d\d)\b", value))
            if named and instrument.id in self.reference_years:
                named.add(self.reference_years[instrument.id])
            memory[instrument.id] = frozenset(named)
        return memory[instrument.id]

    def noted_years(self, instrument: Instrument) -> frozenset[int]:
        """All years that a record gives for anything, those in its names, its notes and its bibliography entry too."""
        memory: dict[str, frozenset[int]] = self.memory(NameRegister.noted_years, dict)
        if instrument.id not in memory:
            texts = (instrument.note, instrument.status, instrument.adopted, instrument.in_force, str(instrument.until))
            years = {int(year) for text in texts for year in re.findall(r"\b((?:18|19|20)\d\d)\b", text or "")}
            entry = {self.reference_years[instrument.id]} if instrument.id in self.reference_years else set()
            memory[instrument.id] = frozenset(years | entry | self.years(instrument))
        return memory[instrument.id]

    def named_years(self, instrument: Instrument) -> frozenset[int]:
        """The years in an instrument's names and of its adoption."""
        adopted = {int(y) for y in re.findall(r"\b((?:18|19|20)\d\d)\b", instrument.adopted or "")}
        return frozenset(adopted | {n.year for n in self.by_instrument(instrument) if n.year is not None})

    @cached_property
    def acronyms(self) -> Mapping[str, tuple[Instrument, ...]]:
        """Registered acronyms, in capitals -> what they stand for."""
        return _group(
            (short.upper(), instrument)
            for instrument in self.project.instruments
            for short in instrument.short_names
            if is_acronym(short)
        )


def compile_names(kept: KeptRegisters) -> NameRegister:
    """Compile the register of a project. Linear in what it holds."""
    project = kept.project
    names = collect_names(kept)
    identifiers, numbers, owners = collect_identifiers(kept)
    return NameRegister(
        names=tuple(names),
        by_keys=_group((name.keys, name) for name in names),
        trie=_build_trie(names),
        identifiers=identifiers,
        numbers=numbers,
        owners=owners,
        kept=kept,
        confusable=_group(confusable_pairs(project)),
        replaced=collect_replaced(project),
        reference_years=collect_years(project),
    )


def is_acronym(name: str) -> bool:
    """Whether a short name is letters: ICSE, T-CY, EMPACT, but also UNCRC or AviaTor."""
    return " " not in name and sum(c.isupper() for c in name) >= 2 and not any(c.islower() for c in name[1:-1])


def _group(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, tuple[Any, ...]]:
    found: dict[Any, list[Any]] = {}
    for key, value in pairs:
        values = found.setdefault(key, [])
        if value not in values[-8:]:
            values.append(value)
    return {key: tuple(values) for key, values in found.items()}


def _edges(words: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[:3], []).append(word)
        found.setdefault(f"~{word[-3:]}", []).append(word)
    return found


def _build_trie(names: Iterable[KnownName]) -> dict[Any, Any]:
    trie: dict[Any, Any] = {}
    for name in names:
        node = trie
        for key in name.keys:
            node = node.setdefault(key, {})
        node.setdefault("", []).append(name)
    return trie
