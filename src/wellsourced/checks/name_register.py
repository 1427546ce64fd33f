"""The register of named things, compiled once a run: every way a registered name may be written, found by its words.

Beside the instruments stand the names that are vouched for in another way: issuing bodies and publishers of the
bibliography, titles, help points. Building is linear in the register; a look-up costs what it finds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from wellsourced.checks.described_names import humps
from wellsourced.checks.jurisdictions import public_bodies, read_jurisdictions
from wellsourced.checks.kept_registers import KeptRegisters
from wellsourced.checks.name_cases import Case, Keys, collect_cases
from wellsourced.checks.name_numbers import collect_identifiers, is_slip
from wellsourced.checks.name_variants import LINKS, Words, find_variants, split_words, strip_year
from wellsourced.checks.phrases import WordIndex
from wellsourced.checks.vouching import VouchingTexts, index_lines, one_line
from wellsourced.manuscript.identifiers import Identifier, find_identifiers
from wellsourced.manuscript.names import head_noun
from wellsourced.project.models import Instrument
from wellsourced.project.project import Project

#: A word in more names than this leads to none of them.
_MOST_NAMES = 60


@dataclass(frozen=True, eq=False)
class KnownName:
    """A way to write a name. `keys`: its words as compared, without year; `text`: as a reader would write it.

    `instrument` is None where the name is vouched for in another way. `whole`: the name as registered, not a part.
    """

    keys: Keys
    raw: tuple[str, ...]
    text: str
    instrument: Instrument | None
    year: int | None = None
    whole: bool = True
    organ: bool = False

    @cached_property
    def content(self) -> Keys:
        """The words that name."""
        return tuple(key for key in self.keys if key not in LINKS)

    @cached_property
    def heads(self) -> frozenset[str]:
        """The head nouns in the name."""
        return frozenset(head for raw in self.raw if (head := head_noun(raw)))


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

    @property
    def project(self) -> Project:
        """The project whose register this is."""
        return self.kept.project

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The cases of the register and of the bibliography."""
        return tuple(collect_cases(self.project))

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
        found: dict[Keys, set[str]] = {}
        for instrument in self.project.instruments:
            for name in (instrument.official_name, *instrument.short_names):
                match = _SECTION_OF.match(name) or _SECTION_BEHIND.match(name)
                if match is not None:
                    keys = tuple(w.key for w in strip_year(split_words(match["act"]))[0])
                    found.setdefault(keys, set()).add(match["number"].casefold())
        return {keys: frozenset(numbers) for keys, numbers in found.items()}

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
    def _numbers_by_scheme(self) -> Mapping[tuple[str, int], list[tuple[str, str]]]:
        found: dict[tuple[str, int], list[tuple[str, str]]] = {}
        for scheme, number in self.identifiers:
            found.setdefault((scheme, len(number)), []).append((scheme, number))
        return found

    def near_number(self, number: Identifier) -> Identifier | None:
        """A registered number of the scheme with two digits exchanged, or one wrong."""
        place = (number.scheme, number.number)
        if place not in self._near_numbers:
            near = [
                other
                for other in self._numbers_by_scheme.get((number.scheme, len(number.number)), ())[:5000]
                if is_slip(number.number, other[1])
            ]
            self._near_numbers[place] = self.numbers[near[0]][0] if len(near) == 1 else None
        return self._near_numbers[place]

    def number_of(self, instrument: Instrument, scheme: str) -> Identifier | None:
        """An instrument's own number in a scheme."""
        held = self.identifiers_of.get(instrument.id, ())
        return next((i for i in held if i.scheme == scheme), None)

    def related(self, instrument: Instrument, others: Sequence[Instrument]) -> bool:
        """Whether one of two instruments is part of the other, or amends it, by their names."""
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
        own = self._jurisdictions(instrument)
        return not own or not codes or bool(own & codes)

    def _jurisdictions(self, instrument: Instrument) -> frozenset[str]:
        words = re.findall(r"[a-z]+", (instrument.jurisdiction or "").casefold())
        words += re.findall(r"[a-z]+", instrument.official_name.casefold())[:4]
        codes = read_jurisdictions(words)[0]
        return codes if instrument.jurisdiction else frozenset()

    def years(self, instrument: Instrument) -> frozenset[int]:
        """The years that may stand with an instrument's name; empty where the register gives none."""
        if instrument.id not in self._years:
            named = set(self.named_years(instrument))
            for i in self.identifiers_of.get(instrument.id, ()):
                named.update(int(y) for y in re.findall(r"\b((?:19|20)\d\d)\b", f"{i.number} {i.edition}"))
            for value in (instrument.identifiers or {}).values():
                named.update(int(y) for y in re.findall(r"\b((?:19|20)\d\d)\b", value))
            if named and instrument.id in self.reference_years:
                named.add(self.reference_years[instrument.id])
            self._years[instrument.id] = frozenset(named)
        return self._years[instrument.id]

    @cached_property
    def _years(self) -> dict[str, frozenset[int]]:
        return {}

    def named_years(self, instrument: Instrument) -> frozenset[int]:
        """The years in an instrument's names and of its adoption."""
        adopted = {int(y) for y in re.findall(r"\b((?:18|19|20)\d\d)\b", instrument.adopted or "")}
        return frozenset(adopted | {n.year for n in self.by_instrument(instrument) if n.year is not None})

    def cases_like(self, case: Case) -> Iterator[Case]:
        """Registered cases that share a word, or the beginning of one, with the case."""
        seen: dict[int, None] = {}
        for key in (*case.left, *case.right):
            if key in _FREQUENT_PARTIES:
                continue
            for number in self._cases_by_edge.get(key[:3], ())[:200]:
                seen[number] = None
        yield from (self.cases[number] for number in seen)

    @cached_property
    def _cases_by_edge(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, case in enumerate(self.cases):
            for key in {k[:3] for k in (*case.left, *case.right) if k not in _FREQUENT_PARTIES}:
                found.setdefault(key, []).append(number)
        return found

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
    names = _names_of(kept)
    by_keys = _group((name.keys, name) for name in names)
    identifiers, numbers, owners = collect_identifiers(kept)
    return NameRegister(
        tuple(names),
        by_keys,
        _build_trie(names),
        identifiers,
        numbers,
        owners,
        kept,
        _collect_confusable(project),
        _collect_replaced(project),
        _collect_years(project),
    )


def _collect_confusable(project: Project) -> dict[str, tuple[Instrument, ...]]:
    by_id = {instrument.id: instrument for instrument in project.instruments}
    pairs = [
        pair
        for instrument in project.instruments
        for other in instrument.not_to_be_confused_with
        if other in by_id
        for pair in ((instrument.id, by_id[other]), (other, instrument))
    ]
    return _group(pairs)


def _collect_replaced(project: Project) -> dict[tuple[str, str], Instrument]:
    """Official numbers that an instrument says it replaces."""
    return {
        (number.scheme, number.number): instrument
        for instrument in project.instruments
        for key, value in instrument.identifiers.items()
        if key.casefold().startswith(("replac", "repeal"))
        for number in find_identifiers(one_line(value))
    }


def _collect_years(project: Project) -> dict[str, int]:
    """The year of the bibliography entry of each instrument."""
    years: dict[str, int] = {}
    for instrument in project.instruments:
        reference = project.resolve_reference(instrument.reference) if instrument.reference else None
        parts = (reference.item.get("issued") or {}).get("date-parts") if reference else None
        if parts and parts[0] and str(parts[0][0]).isdigit():
            years[instrument.id] = int(parts[0][0])
    return years


_SECTION_OF = re.compile(r"[Ss]ection (?P<number>\d[\w.]*) of (?:the )?(?P<act>[A-Z][^,;(]+)")
_SECTION_BEHIND = re.compile(r"(?P<act>[A-Z][^,;(]+?)(?: \([^()]*\))?,? (?:section|s\.?) (?P<number>\d[\w.]*)")
_FREQUENT_PARTIES = frozenset({"united", "state", "r", "people", "commission", "v"})


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


# --- the ways to write a name ----------------------------------------------------------------------------------------


#: A name as it is kept: the fields of KnownName in their order, the instrument by its id.
_KeptName = tuple[Keys, tuple[str, ...], str, str | None, int | None, bool, bool]


def _names_of(kept: KeptRegisters) -> list[KnownName]:
    by_id = {instrument.id: instrument for instrument in kept.project.instruments}

    def derive() -> list[_KeptName]:
        return [
            (n.keys, n.raw, n.text, n.instrument.id if n.instrument else None, n.year, n.whole, n.organ)
            for n in _without_parts_of_others(list(_compile(kept.project)))
        ]

    return [
        KnownName(keys, raw, text, by_id[owner] if owner else None, year, whole, organ)
        for keys, raw, text, owner, year, whole, organ in kept.keep("names", list[_KeptName], derive)
    ]


def _without_parts_of_others(names: Sequence[KnownName]) -> Iterator[KnownName]:
    """The names without those parts of one that are the whole name of another ("FTK Imager")."""
    whole: dict[Keys, set[str]] = {}
    for name in names:
        if name.whole and name.instrument is not None:
            whole.setdefault(name.keys, set()).add(name.instrument.id)
    for name in names:
        owners = whole.get(name.keys)
        if name.whole or name.instrument is None or owners is None or name.instrument.id in owners:
            yield name


def _compile(project: Project) -> Iterator[KnownName]:
    seen: set[tuple[Keys, str | None, int | None]] = set()
    sources = [*_registered(project.instruments), *_vouched(project)]
    lines = index_lines([text for text, _, _ in sources])
    for (_text, instrument, organ), (first, last) in zip(sources, _line_ranges(lines, len(sources)), strict=True):
        words = lines.words[first:last]
        for variant, whole in find_variants(lines.folded.text, words, instrument):
            name = _known(variant, instrument, whole, organ)
            if name is None:
                continue
            mark = (name.keys, instrument.id if instrument else None, name.year)
            if mark not in seen:
                seen.add(mark)
                yield name


def _registered(instruments: Iterable[Instrument]) -> Iterator[tuple[str, Instrument | None, bool]]:
    for instrument in instruments:
        for name in dict.fromkeys((instrument.official_name, *instrument.short_names)):
            yield one_line(name), instrument, False


def _vouched(project: Project) -> Iterator[tuple[str, Instrument | None, bool]]:
    names: dict[str, None] = {}
    for reference in project.references:
        item = reference.item
        for role in ("author", "editor", "publisher-author", "collection-editor", "recipient"):
            for person in item.get(role) or ():
                if isinstance(person, Mapping) and person.get("literal"):
                    names[one_line(str(person["literal"]))] = None
        for key in ("publisher", "authority"):
            if item.get(key):
                names[one_line(str(item[key]))] = None
    if project.help is not None:
        for point in project.help.help_points:
            names[one_line(point.name)] = None
    for name in names:
        yield name, None, False
    for name in public_bodies():
        yield name, None, True


def _line_ranges(index: WordIndex, count: int) -> Iterator[tuple[int, int]]:
    """For each line its first word and the word behind its last. A line feed of the folded text parts lines."""
    breaks = [match.start() for match in re.finditer("\n", index.folded.text)]
    position = 0
    words = index.words
    for number in range(count):
        limit = breaks[number] if number < len(breaks) else len(index.folded.text) + 1
        first = position
        while position < len(words) and words[position].start < limit:
            position += 1
        yield first, position


def _known(words: Words, instrument: Instrument | None, whole: bool, organ: bool) -> KnownName | None:
    core, year = strip_year(words)
    if not core:
        return None
    keys = tuple(word.key for word in core)
    if len(keys) == 1 and (
        len(keys[0]) < 2 or keys[0].isdigit() or (not core[0].raw[0].isupper() and core[0].raw.islower())
    ):
        return None
    if len(keys) == 1 and head_noun(core[0].raw):
        return None
    if all(word.exact in LINKS or word.raw[0].isdigit() for word in core):
        return None
    return KnownName(keys, tuple(w.raw for w in core), " ".join(w.raw for w in words), instrument, year, whole, organ)


# --- official numbers, cases, and texts that vouch -------------------------------------------------------------------
