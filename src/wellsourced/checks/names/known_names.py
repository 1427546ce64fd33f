"""Names as the register knows them: every way in which one may be written, those of parts of others left out.

Beside the instruments stand the names that are vouched for in another way: issuing bodies and publishers of the
bibliography, help points, and bodies that every reader knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from wellsourced.checks.kept_registers import KeptRegisters
from wellsourced.checks.names.jurisdictions import public_bodies
from wellsourced.checks.names.variants import LINKS, Words, find_variants, strip_year
from wellsourced.checks.names.vouching import index_lines, one_line
from wellsourced.checks.words.phrases import WordIndex
from wellsourced.manuscript.names import head_noun
from wellsourced.project.models import Instrument
from wellsourced.project.project import Project

#: The words of a name as they are compared.
Keys = tuple[str, ...]
#: A name as it is kept: the fields of KnownName in their order, the instrument by its id.
_KeptName = tuple[Keys, tuple[str, ...], str, str | None, int | None, bool, bool]


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


def collect_names(kept: KeptRegisters) -> list[KnownName]:
    """Every way in which a registered or vouched name may be written. Linear in what the registers hold."""
    by_id = {instrument.id: instrument for instrument in kept.project.instruments}

    def derive() -> list[_KeptName]:
        return [
            (n.keys, n.raw, n.text, n.instrument.id if n.instrument else None, n.year, n.whole, n.organ)
            for n in _without_parts_of_others(list(_write_names(kept.project)))
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


def _write_names(project: Project) -> Iterator[KnownName]:
    seen: set[tuple[Keys, str | None, int | None, str]] = set()
    sources = [*_registered_names(project.instruments), *_vouched_names(project)]
    lines = index_lines([text for text, _, _ in sources])
    for (_text, instrument, organ), (first, last) in zip(sources, _line_ranges(lines, len(sources)), strict=True):
        words = lines.words[first:last]
        for variant, whole in find_variants(lines.folded.text, words, instrument):
            name = _known_name(variant, instrument, whole, organ)
            if name is None:
                continue
            written = name.raw[0] if len(name.raw) == 1 else ""  # "INTERPOL" and "Interpol"
            mark = (name.keys, instrument.id if instrument else None, name.year, written)
            if mark not in seen:
                seen.add(mark)
                yield name


def _registered_names(instruments: Iterable[Instrument]) -> Iterator[tuple[str, Instrument | None, bool]]:
    for instrument in instruments:
        for name in dict.fromkeys(instrument.names):
            yield one_line(name), instrument, False


def _vouched_names(project: Project) -> Iterator[tuple[str, Instrument | None, bool]]:
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


def _known_name(words: Words, instrument: Instrument | None, whole: bool, organ: bool) -> KnownName | None:
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
