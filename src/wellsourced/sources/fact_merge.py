"""Facts of several dossiers: split into one figure each, pointed at the merged references, united where they repeat."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import msgspec
from rapidfuzz import fuzz

from wellsourced.project.models import Fact
from wellsourced.sources.dossier import DossierFact
from wellsourced.sources.fact_names import counted_word
from wellsourced.sources.fact_split import split_fact
from wellsourced.sources.import_report import MergeNotes
from wellsourced.sources.reference_merge import free_name
from wellsourced.sources.work_identity import fold

#: A figure of this many digits other than zeros at its end is not met twice by chance in one source.
_TELLING_DIGITS = 4
_SAME_STATEMENT = 70


@dataclass(frozen=True)
class Reported:
    """A fact as a dossier gives it, `source` already being the project's reference id."""

    origin: str
    fact: DossierFact


def merge_facts(reported: Sequence[Reported], project: Sequence[Fact], notes: MergeNotes) -> tuple[Fact, ...]:
    """All facts of the project once `reported` have come in. A fact that the project has stays as it is."""
    named = _name_apart(reported, notes)
    taken = {one.fact.id for one in named}
    planned = _unite([fact for one in named for fact in split_fact(one.fact, taken, notes)], notes)
    ids = {fact.id for fact in planned}
    settled = {fact.id: fact for fact in project}
    former = {alias: fact.id for fact in project for alias in fact.aliases}
    by_figure: dict[tuple[str, object], list[Fact]] = defaultdict(list)
    for fact in project:
        by_figure[_figure(fact)].append(fact)
    renamed: dict[str, str] = {}
    for fact in planned:
        is_drawn = fact.part_of in ids
        fact = msgspec.structs.replace(fact, part_of=renamed.get(fact.part_of or "", fact.part_of))
        known = settled.get(fact.id) or settled.get(former.get(fact.id, ""))
        if known is not None and not _is_another(known, fact):
            if known.id == fact.id and known != fact:
                changed = [name for name in fact.__struct_fields__ if getattr(known, name) != getattr(fact, name)]
                notes.kept.append(f"fact {fact.id}: {', '.join(changed)} differ from the dossiers")
            continue
        twin = next((one for one in by_figure[_figure(fact)] if _is_twin(one, fact)), None)
        if twin is not None:
            renamed[fact.id] = twin.id
            if not is_drawn and known is None:
                settled[twin.id] = _add_alias(settled[twin.id], fact, notes)
            continue
        name = free_name(fact.id, {*settled, *former})
        if name != fact.id:
            notes.renamed.append(f"fact {fact.id} is another finding than the project's: now {name}")
            renamed[fact.id] = name
        settled[name] = msgspec.structs.replace(fact, id=name)
    return _without_taken_aliases(settled.values())


def _is_twin(known: Fact, fact: Fact) -> bool:
    """Whether a fact of the project, under whatever id, is this finding."""
    return (known.statement == fact.statement and known.unit == fact.unit) or _same_finding(known, fact)


def _add_alias(known: Fact, fact: Fact, notes: MergeNotes) -> Fact:
    notes.merged_facts.append(f"{fact.id} is {known.id}")
    return msgspec.structs.replace(
        known,
        aliases=tuple(dict.fromkeys((*known.aliases, fact.id))),
        evidence=tuple(dict.fromkeys((*known.evidence, *fact.evidence))),
    )


def _is_another(known: Fact, fact: Fact) -> bool:
    """Whether the project's fact of the same id is another finding, and not this one edited."""
    alike = fuzz.token_set_ratio(fold(known.statement), fold(fact.statement)) >= _SAME_STATEMENT
    return known.source != fact.source and not alike


def _name_apart(reported: Sequence[Reported], notes: MergeNotes) -> list[Reported]:
    """The same id for another source or figure gets a number behind it."""
    first: dict[str, list[DossierFact]] = defaultdict(list)
    taken = {one.fact.id for one in reported}
    result = []
    for one in reported:
        fact = one.fact
        earlier = first[fact.id]
        if earlier and not any(_repeats(fact, other) for other in earlier):
            name = free_name(fact.id, taken)
            taken.add(name)
            where = PurePosixPath(one.origin).stem
            notes.renamed.append(f"fact {fact.id} ({where}) is another figure or source than the first: now {name}")
            fact = msgspec.structs.replace(fact, id=name)
        first[one.fact.id].append(one.fact)
        result.append(Reported(one.origin, fact))
    return result


def _repeats(a: DossierFact, b: DossierFact) -> bool:
    if a.source != b.source or a.value != b.value:
        return False
    return a.value is not None or fold(a.statement) == fold(b.statement)


def _unite(facts: Sequence[Fact], notes: MergeNotes) -> list[Fact]:
    """One fact for each figure. What a dossier states itself comes before what was read out of a statement."""
    ids = {fact.id for fact in facts}
    drawn = [fact for fact in facts if fact.part_of in ids]
    stated = [fact for fact in facts if fact.part_of not in ids]
    united: dict[str, Fact] = {}
    home: dict[str, str] = {}
    by_figure: dict[tuple[str, object], list[str]] = defaultdict(list)
    for fact in stated:
        twin = next((name for name in by_figure[_figure(fact)] if _same_finding(united[name], fact)), None)
        home[fact.id] = twin or fact.id
        if twin is None:
            united[fact.id] = fact
            by_figure[_figure(fact)].append(fact.id)
            continue
        if fact.id != twin:
            notes.merged_facts.append(f"{fact.id} is {twin}")
        united[twin] = _merge(united[twin], fact)
    for fact in drawn:
        fact = msgspec.structs.replace(fact, part_of=home[fact.part_of or ""])
        known = (united[name] for name in by_figure[_figure(fact)])
        if any(_same_drawn(other, fact) if other.part_of in ids else _same_finding(other, fact) for other in known):
            continue  # Nobody knows its id yet, so nothing has to lead from it to the other.
        name = free_name(fact.id, united)
        united[name] = msgspec.structs.replace(fact, id=name)
        by_figure[_figure(fact)].append(name)
    return list(united.values())


def _merge(old: Fact, new: Fact) -> Fact:
    return msgspec.structs.replace(
        old,
        evidence=tuple(dict.fromkeys((*old.evidence, *new.evidence))),
        aliases=tuple(dict.fromkeys((*old.aliases, *([new.id] if new.id != old.id else [])))),
        locator=old.locator or new.locator,
        qualifier=old.qualifier or new.qualifier,
        unit=old.unit or new.unit,
        as_of=max(old.as_of, new.as_of, key=_exactness),
    )


def _exactness(as_of: str | None) -> int:
    """How exactly a date is given; words about it count less than a date."""
    return len(as_of) if as_of and re.fullmatch(r"\d{4}(-\d\d){0,2}", as_of) else bool(as_of)


def _same_drawn(a: Fact, b: Fact) -> bool:
    """Two figures read out of statements: of one statement they are two, of twin statements they are one."""
    if a.part_of == b.part_of:
        return a.statement != b.statement and counted_word(a.unit) == counted_word(b.unit)
    return _same_finding(a, b)


def _figure(fact: Fact) -> tuple[str, object]:
    return (fact.source, fact.value if fact.value is not None else fold(fact.statement))


def _same_finding(a: Fact, b: Fact) -> bool:
    """Same source and value are given: whether unit and date agree too, and the value is no coincidence."""
    if a.value is None:
        return True
    if a.statement == b.statement and a.id != b.id:
        return False  # one statement gives the same number twice, of different things
    years_a, years_b = set(re.findall(r"\d{4}", a.as_of or "")), set(re.findall(r"\d{4}", b.as_of or ""))
    if years_a and years_b and not years_a & years_b:
        return False
    if counted_word(a.unit) != counted_word(b.unit) and a.unit and b.unit and not _is_telling(a.value):
        return False
    alike = fuzz.token_set_ratio(fold(a.statement), fold(b.statement)) >= _SAME_STATEMENT
    return a.id == b.id or _is_telling(a.value) or alike


def _is_telling(value: int | float | str) -> bool:
    digits = re.sub(r"\D", "", str(value)).strip("0")
    return not isinstance(value, str) and len(digits) >= _TELLING_DIGITS


def _without_taken_aliases(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    facts = sorted(facts, key=lambda fact: fact.id)
    taken = {fact.id for fact in facts}
    result = []
    for fact in facts:
        aliases = tuple(alias for alias in fact.aliases if alias not in taken)
        taken.update(aliases)
        result.append(fact if aliases == fact.aliases else msgspec.structs.replace(fact, aliases=aliases))
    return tuple(result)
