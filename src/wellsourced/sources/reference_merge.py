"""References of several dossiers, merged into one list of works and settled among those the project has.

Which id stays: that of the entry whose own evidence carries furthest (`verified` before `partial`), then of the one
with most CSL fields, then of the one that comes first. The same entry gives the CSL item; the others only fill what it
lacks. Where they contradict it, its value stays, the contradiction is reported, and a record seen beside the other
value no longer confirms that field. A work that the project has already stays exactly as the project has it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, combinations, count
from pathlib import PurePosixPath
from typing import Any

import msgspec
from rapidfuzz import fuzz, process

from wellsourced.diagnostics import Span
from wellsourced.project.models import EvidenceRecord
from wellsourced.project.status import UNDATED_TYPES, Status, derive_status, fingerprint
from wellsourced.sources import work_identity
from wellsourced.sources.csl_agreement import agree, date_parts, iso_date, same_names, same_year, show
from wellsourced.sources.import_report import MergeNotes
from wellsourced.sources.work_identity import fold, near_miss, same_work

_RANK = {Status.VERIFIED: 0, Status.PARTIAL: 1, Status.UNVERIFIED: 2}
#: Fields that mean the same whatever the type of the item, so that an entry of another type may fill them.
_FREE_FIELDS = frozenset({"DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID", "issued", "title-short", "language"})
_BODY_FIELDS = ("author", "authority", "publisher")
#: Any two works that share a ground have titles at least this alike (0-100, order of words ignored), or share an id.
_BLOCKING = 60


@dataclass(frozen=True)
class Entry:
    """A reference as a dossier has it. `origin`: its path; `item`: CSL-JSON with `id`, without `aliases`."""

    origin: str
    span: Span
    item: Mapping[str, Any]
    records: tuple[EvidenceRecord, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    relevance: str = ""

    @property
    def id(self) -> str:
        """The id it has there."""
        return str(self.item["id"])


@dataclass(frozen=True)
class Work:
    """One distinct work. `item` has its final id; `entries`: what it was merged from (none if the project's own)."""

    item: Mapping[str, Any]
    records: tuple[EvidenceRecord, ...]
    unconfirmed: tuple[str, ...]
    relevance: str
    aliases: tuple[str, ...]
    entries: tuple[Entry, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """The id under which it is cited."""
        return str(self.item["id"])


def merge_references(entries: Sequence[Entry], notes: MergeNotes) -> tuple[Work, ...]:
    """The distinct works of `entries` (in reading order of the dossiers)."""
    works: list[Work] = []
    taken: set[str] = set()
    clusters = _cluster(entries, notes)
    # A page that stands for several works (a list, a series) is nobody's address in particular.
    pages = Counter(url for members in clusters for url in {work_identity.normal_url(one.item) for one in members})
    shared = frozenset(url for url, number in pages.items() if url and number > 1)
    for members in clusters:
        ordered = sorted(members, key=_preference)
        work = _merge(ordered, _free_id(ordered[0], taken, notes), shared, notes)
        taken.add(work.id)
        works.append(work)
    return _with_aliases(works)


def settle_in_project(
    works: Sequence[Work], project: Sequence[Work], notes: MergeNotes
) -> tuple[tuple[Work, ...], dict[str, str]]:
    """All works of the project once `works` have come in, and planned id -> id in the project.

    The project's item is never touched: where `works` differ from it, that is noted, and their records only add what
    was seen at addresses that the project does not have.
    """
    settled = {work.id: work for work in project}
    ids: dict[str, str] = {}
    for work in works:
        home = _home(work, project)
        if home is None:
            new_id = free_name(work.id, {name for known in settled.values() for name in (known.id, *known.aliases)})
            if new_id != work.id:
                notes.renamed.append(f"{work.id} is another work than the project's `{work.id}`: now {new_id}")
            item = {**work.item, "id": new_id}
            print_ = fingerprint(item)
            records = tuple(msgspec.structs.replace(record, fingerprint=print_) for record in work.records)
            settled[new_id] = replace(work, item=item, records=records)
            ids[work.id] = new_id
        else:
            settled[home.id] = _add_to(settled[home.id], work, notes)
            ids[work.id] = home.id
    return _with_aliases(settled.values()), ids


def _home(work: Work, project: Sequence[Work]) -> Work | None:
    named = {name: known for known in project for name in (known.id, *known.aliases)}
    for name in (work.id, *work.aliases):
        if name in named and _is_import_of(named[name], work):
            return named[name]
    return next((known for known in project if same_work(work.item, known.item)), None)


def _is_import_of(known: Work, work: Work) -> bool:
    """Whether the project's item of the same id came from `work`, perhaps edited since; or is another work."""
    addresses = {record.url for record in known.records}
    if any(record.url in addresses for record in work.records):
        return True
    alike = work_identity.title_likeness(work.item, known.item) >= _BLOCKING
    return alike and not work_identity.contradiction(work.item, known.item)


def _add_to(known: Work, work: Work, notes: MergeNotes) -> Work:
    notes.kept += [f"reference {known.id}: {line}" for line in _contradictions(known.item, work.item)]
    print_ = fingerprint(known.item)
    addresses = {record.url for record in known.records}
    new = tuple(_adapt(r, work.item, known.item, print_) for r in work.records if r.url not in addresses)
    return replace(
        known,
        records=known.records + new,
        unconfirmed=tuple(dict.fromkeys((*known.unconfirmed, *work.unconfirmed))),
        relevance=known.relevance or work.relevance,
        aliases=tuple(dict.fromkeys((*known.aliases, *work.aliases))),
        entries=known.entries + work.entries,
    )


def _preference(entry: Entry) -> tuple[Any, ...]:
    item = _with_access(entry.item, entry.records)
    print_ = fingerprint(item)
    records = [msgspec.structs.replace(record, fingerprint=print_) for record in entry.records]
    return (_RANK.get(derive_status(item, records).status, 3), -len(entry.item))


# --- which entries are one work --------------------------------------------------------------------------------------


def _cluster(entries: Sequence[Entry], notes: MergeNotes) -> list[list[Entry]]:
    """Entries grouped by work, groups in order of first appearance."""
    group_of = list(range(len(entries)))
    members: dict[int, list[int]] = {index: [index] for index in group_of}
    grounds: list[tuple[int, int, str]] = []
    near: list[tuple[int, int, str]] = []
    for a, b in _alike_pairs(entries):
        if ground := same_work(entries[a].item, entries[b].item):
            grounds.append((a, b, ground))
        elif reason := near_miss(entries[a].item, entries[b].item):
            near.append((a, b, reason))
    for a, b, ground in grounds:
        left, right = group_of[a], group_of[b]
        if left == right:
            continue
        if clash := _clash(entries, members[left], members[right]):
            near.append((a, b, f"{ground}, but {clash}"))
            continue
        for index in members.pop(right):
            group_of[index] = left
            members[left].append(index)
    _note_grounds(entries, members, grounds, notes)
    for a, b, reason in near:
        if group_of[a] != group_of[b]:
            notes.near_misses.append(f"{_name(entries[a])} and {_name(entries[b])}: {reason}")
    return [[entries[i] for i in sorted(group)] for _, group in sorted(members.items(), key=lambda m: min(m[1]))]


def _alike_pairs(entries: Sequence[Entry]) -> Iterable[tuple[int, int]]:
    """Pairs of indices (a < b) worth comparing: alike in title, or equal in id, DOI, number or address."""
    pairs: set[tuple[int, int]] = set()
    keys: dict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        item = entry.item
        for key in (work_identity.normal_doi(item), work_identity.normal_url(item), f"id {entry.id}"):
            if key:
                keys[key].append(index)
        for number in work_identity.official_numbers(item):
            keys[number].append(index)
        keys[f"title {fold(str(item.get('title', '')).partition(':')[0])}"].append(index)
    for group in keys.values():
        pairs.update(combinations(group, 2))
    titles = [fold(str(entry.item.get("title", ""))) for entry in entries]
    for index, title in enumerate(titles):
        rest = titles[index + 1 :]
        for _, _, offset in process.extract(
            title, rest, scorer=fuzz.token_sort_ratio, score_cutoff=_BLOCKING, limit=None
        ):
            pairs.add((index, index + 1 + offset))
    return sorted(pairs)


def _clash(entries: Sequence[Entry], left: Sequence[int], right: Sequence[int]) -> str | None:
    for a in left:
        for b in right:
            if against := work_identity.contradiction(entries[a].item, entries[b].item):
                return f"{_name(entries[a])} and {_name(entries[b])}: {against}"
    return None


def _note_grounds(
    entries: Sequence[Entry],
    members: Mapping[int, Sequence[int]],
    grounds: Iterable[tuple[int, int, str]],
    notes: MergeNotes,
) -> None:
    for group in members.values():
        if len(group) > 1:
            found = sorted({ground for a, b, ground in grounds if a in group and b in group})
            names = ", ".join(_name(entries[index]) for index in sorted(group))
            notes.merged.append(f"{names}: {'; '.join(found)}")


def _name(entry: Entry) -> str:
    return f"{entry.id} ({PurePosixPath(entry.origin).stem})"


def _free_id(entry: Entry, taken: set[str], notes: MergeNotes) -> str:
    free = free_name(entry.id, taken)
    if free != entry.id:
        notes.renamed.append(f"{_name(entry)} is another work than the `{entry.id}` of an earlier dossier: now {free}")
    return free


def free_name(name: str, taken: Collection[str]) -> str:
    """`name`, or `name-2`, `name-3`, ... if that is taken."""
    candidates = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(candidate for candidate in candidates if candidate not in taken)


def _with_aliases(works: Iterable[Work]) -> tuple[Work, ...]:
    """`works` with every id of their entries that is not another work's as an alias."""
    works = tuple(works)
    taken = {work.id for work in works}
    result = []
    for work in works:
        names = dict.fromkeys((*work.aliases, *(entry.id for entry in work.entries)))
        aliases = sorted(name for name in names if name not in taken)
        taken.update(aliases)
        result.append(replace(work, aliases=tuple(aliases)))
    return tuple(result)


# --- one work of several entries -------------------------------------------------------------------------------------


def _merge(ordered: Sequence[Entry], final_id: str, shared: Collection[str], notes: MergeNotes) -> Work:
    base, *others = ordered
    item = {**base.item, "id": final_id}
    for other in others:
        item = _fill(item, other.item, shared)
    item = _with_access(item, [record for entry in ordered for record in entry.records])
    if "accessed" in item and "accessed" not in base.item:
        notes.accessed.append(f"{final_id}: {iso_date(item['accessed'])}")
    for other in others:
        notes.contradictions += [f"{final_id} / {_name(other)}: {line}" for line in _contradictions(item, other.item)]
    print_ = fingerprint(item)
    records: list[EvidenceRecord] = []
    for entry in ordered:
        for record in entry.records:
            adapted = _adapt(record, entry.item, item, print_)
            if any(one.url == record.url and one.kind != record.kind for one in records):
                notes.contradictions.append(f"{final_id}: {record.url} is called primary and secondary: secondary")
            records = _unite(records, adapted)
    return Work(
        item=item,
        records=tuple(records),
        unconfirmed=tuple(dict.fromkeys(line for entry in ordered for line in entry.unconfirmed)),
        relevance="; ".join(dict.fromkeys(entry.relevance for entry in ordered if entry.relevance)),
        aliases=(),
        entries=tuple(ordered),
    )


def _fill(item: Mapping[str, Any], other: Mapping[str, Any], shared: Collection[str]) -> dict[str, Any]:
    """`item` with the fields it lacks, and its date as exact as either gives it. `shared`: addresses not to fill in."""
    filled = dict(item)
    same_type = item.get("type") == other.get("type")
    named = any(item.get(f) for f in _BODY_FIELDS[:2])
    for name, value in other.items():
        if name in item or name == "id" or (name == "URL" and work_identity.normal_url(other) in shared):
            continue
        if name in _BODY_FIELDS and (named or item.get("publisher")):
            continue  # Two dossiers rarely agree on which field holds the body; one name is enough to cite.
        if same_type or name in _FREE_FIELDS:
            filled[name] = value
    if "issued" in item and "issued" in other:
        short, long = sorted((item["issued"], other["issued"]), key=lambda d: len(date_parts(d)))
        if item["issued"] is short and date_parts(long)[: len(date_parts(short))] == date_parts(short):
            filled["issued"] = long
    return filled


def _with_access(item: Mapping[str, Any], records: Iterable[EvidenceRecord]) -> dict[str, Any]:
    """`item` with the day on which an undated page was last seen at a primary address: that is when it was accessed."""
    if "issued" in item or "accessed" in item or item.get("type") not in UNDATED_TYPES:
        return dict(item)
    days = [r.seen for r in records if r.kind == "primary" and r.url.startswith(("http://", "https://"))]
    if not days:
        return dict(item)
    return {**item, "accessed": {"date-parts": [[int(part) for part in max(days).split("-")]]}}


def _contradictions(item: Mapping[str, Any], other: Mapping[str, Any]) -> Iterable[str]:
    for name in item:
        if name not in ("id", "accessed") and name in other and not agree(name, item, other):
            yield f"{name} is {show(item[name])}, not {show(other[name])}"


def _adapt(
    record: EvidenceRecord, seen_item: Mapping[str, Any], item: Mapping[str, Any], print_: str
) -> EvidenceRecord:
    """The record as evidence for `item`, when it was made for `seen_item`."""
    confirms, dropped = [], []
    for name in record.confirms:
        if name in _BODY_FIELDS and name in seen_item:
            same = [body for body in _BODY_FIELDS if body in item and same_names(item[body], seen_item[name])]
            confirms += same if name not in same else [name]
            if not same:
                dropped.append(name)
        elif (
            name not in item or (name in seen_item and agree(name, item, seen_item)) or same_year(name, item, seen_item)
        ):
            confirms.append(name)
        else:
            dropped.append(name)
    note = record.note
    if dropped:
        values = ", ".join(f"{name} as {show(seen_item.get(name, 'not recorded'))}" for name in dropped)
        note = f"{note + '; ' if note else ''}seen there with {values}: does not count for these fields"
    return msgspec.structs.replace(record, confirms=tuple(dict.fromkeys(confirms)), note=note, fingerprint=print_)


def _unite(records: Sequence[EvidenceRecord], new: EvidenceRecord) -> list[EvidenceRecord]:
    """`records` with `new`; what was seen at one address is one record."""
    old = next((record for record in records if record.url == new.url), None)
    if old is None:
        return [*records, new]
    united = msgspec.structs.replace(
        old,
        # Two readers who disagree on whether a page is the issuer's own: the weaker reading counts.
        kind=old.kind if old.kind == new.kind else "secondary",
        confirms=tuple(dict.fromkeys((*old.confirms, *new.confirms))),
        seen=max(old.seen, new.seen),
        note="; ".join(dict.fromkeys(text for text in (old.note, new.note) if text)) or None,
        disputes=tuple(dict.fromkeys((*old.disputes, *new.disputes))),
        notice=old.notice or new.notice,
    )
    return [united if record is old else record for record in records]
