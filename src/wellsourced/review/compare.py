"""What changed between two dossiers: claims, references, facts and named things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from wellsourced.review.claims import normalise_words
from wellsourced.review.dossier import Changes, Claim, Dossier, FactCard, InstrumentCard, ReferenceCard, Section

#: rapidfuzz ratio (0-100) from which two sentences are two states of one claim.
_ALIKE = 90
#: So many claims of the earlier state, before and after the same place in the order, are held against a new one.
_REACH = 40

_Card = TypeVar("_Card", ReferenceCard, FactCard, InstrumentCard)


def mark_changes(before: Dossier, now: Dossier, *, since: str) -> Dossier:
    """`now` with everything marked that `before` did not hold or held otherwise. `since`: "round 1", a git revision.

    Claims are matched within their section, by their words, then by likeness; what a claim cites counts as part of
    it. Linear: of each claim only its neighbourhood is searched.
    """
    earlier = {section.path: section for section in before.sections}
    sections = tuple(_mark_section(earlier.get(section.path), section) for section in now.sections)
    present = {section.path for section in now.sections}
    gone = [section for section in before.sections if section.path not in present]
    references, removed_references = _mark(before.references, now.references, _differences_of_references)
    facts, removed_facts = _mark(before.facts, now.facts, _differing_fields)
    instruments, removed_instruments = _mark(before.instruments, now.instruments, _differing_fields)
    claims = sum(_claimed(section) for section in gone) + sum(
        len(section.removed) + sum(claim.change is not None for claim in section.claims) for section in sections
    )
    counts = {
        "reference": _count(references, removed_references),
        "claim": claims,
        "fact": _count(facts, removed_facts),
        "named thing": _count(instruments, removed_instruments),
    }
    return msgspec.structs.replace(
        now,
        sections=sections,
        references=references,
        facts=facts,
        instruments=instruments,
        changes=Changes(
            since=since,
            headline=_headline(counts, since),
            claims=claims,
            references=counts["reference"],
            facts=counts["fact"],
            instruments=counts["named thing"],
            removed_sections=tuple(section.title for section in gone),
            removed_references=removed_references,
            removed_facts=removed_facts,
            removed_instruments=removed_instruments,
        ),
    )


def _mark_section(before: Section | None, now: Section) -> Section:
    pairs = dict(_match(before.claims if before else (), now.claims))
    claims = tuple(_mark_claim(pairs.get(number), claim) for number, claim in enumerate(now.claims))
    matched = {id(claim) for claim in pairs.values()}
    removed = tuple(
        claim.text for claim in (before.claims if before else ()) if id(claim) not in matched and _is_claim(claim)
    )
    return msgspec.structs.replace(now, claims=claims, removed=removed)


def _match(before: Sequence[Claim], now: Sequence[Claim]) -> Iterator[tuple[int, Claim]]:
    """(Number of a claim, its earlier state)."""
    waiting: dict[str, list[int]] = defaultdict(list)
    for number, claim in enumerate(before):
        waiting[normalise_words(claim.text)].append(number)
    for numbers in waiting.values():
        numbers.reverse()
    left: list[tuple[int, str]] = []
    taken: set[int] = set()
    for number, claim in enumerate(now):
        words = normalise_words(claim.text)
        if waiting.get(words):
            earlier = waiting[words].pop()
            taken.add(earlier)
            yield number, before[earlier]
        else:
            left.append((number, words))
    gone = [(number, normalise_words(claim.text)) for number, claim in enumerate(before) if number not in taken]
    for number, earlier in _match_alike(gone, left):
        yield number, before[earlier]


def _match_alike(gone: Sequence[tuple[int, str]], left: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    from rapidfuzz import fuzz, process

    taken: set[int] = set()
    for position, (number, words) in enumerate(left):
        middle = position * len(gone) // max(1, len(left))
        near = {n: text for n, text in gone[max(0, middle - _REACH) : middle + _REACH] if n not in taken}
        found = process.extractOne(words, near, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if found:
            taken.add(found[2])
            yield number, found[2]


def _mark_claim(before: Claim | None, now: Claim) -> Claim:
    if not _is_claim(now):
        return now
    if before is None:
        return msgspec.structs.replace(now, change="added")
    if normalise_words(before.text) != normalise_words(now.text):
        return msgspec.structs.replace(now, change="changed", before=_as_written(before))
    if _sources(before) != _sources(now) or before.facts != now.facts:
        return msgspec.structs.replace(now, change="changed", before=_as_written(before))
    return now


def _mark(
    before: Iterable[_Card], now: Iterable[_Card], compare: Callable[[_Card, _Card], tuple[str, ...]]
) -> tuple[tuple[_Card, ...], tuple[str, ...]]:
    """Cards with their changes, and the ids that are gone."""
    earlier: Mapping[str, _Card] = {card.id: card for card in before}
    marked: list[_Card] = []
    for card in now:
        if card.id not in earlier:
            marked.append(msgspec.structs.replace(card, change="added"))
        elif differences := compare(earlier[card.id], card):
            marked.append(msgspec.structs.replace(card, change="changed", changed=differences))
        else:
            marked.append(card)
    present = {card.id for card in marked}
    return tuple(marked), tuple(sorted(earlier.keys() - present))


def _differences_of_references(before: ReferenceCard, now: ReferenceCard) -> tuple[str, ...]:
    found = []
    if before.fingerprint != now.fingerprint:
        found.append("the entry")
    if before.status != now.status:
        found.append(f"status: {before.status}, now {now.status}")
    # Whether a record still fits the entry follows from the entry.
    seen, sees = ({msgspec.structs.replace(e, current=True) for e in card.evidence} for card in (before, now))
    if seen != sees:
        found.append(f"evidence: {len(sees - seen)} added, {len(seen - sees)} removed")
    if before.unconfirmed != now.unconfirmed:
        found.append("what was not checked")
    return tuple(found)


def _differing_fields(before: FactCard | InstrumentCard, now: FactCard | InstrumentCard) -> tuple[str, ...]:
    """Names of the fields that differ, save those that follow from the text of the article."""
    derived = ("claims", "change", "changed")
    fields = (field for field in now.__struct_fields__ if field not in derived)
    return tuple(field.replace("_", " ") for field in fields if getattr(before, field) != getattr(now, field))


def _sources(claim: Claim) -> tuple[tuple[str, str | None], ...]:
    return tuple((work.reference or work.key, work.locator) for cluster in claim.clusters for work in cluster.works)


def _as_written(claim: Claim) -> str:
    return " ".join("".join(run.text for run in claim.runs).split())


def _is_claim(claim: Claim) -> bool:
    return claim.standing != "none"


def _claimed(section: Section) -> int:
    return sum(map(_is_claim, section.claims))


def _count(cards: Iterable[ReferenceCard | FactCard | InstrumentCard], removed: Sequence[str]) -> int:
    return len(removed) + sum(card.change is not None for card in cards)


def _headline(counts: Mapping[str, int], since: str) -> str:
    """ "3 references and 12 claims changed since round 1"."""
    words = [f"{count:,} {name if count == 1 else f'{name}s'}" for name, count in counts.items() if count]
    if not words:
        return f"Nothing changed since {since}"
    listed = f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else words[0]
    return f"{listed} changed since {since}"
