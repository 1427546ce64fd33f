"""The project's registers that an import fills: read with their text, written so that what did not change stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from wellsourced.diagnostics import Diagnostic, has_errors
from wellsourced.project.models import (
    DATA_FILES,
    Correction,
    EvidenceFile,
    EvidenceRecord,
    Fact,
    HelpFile,
    Instrument,
    RejectedLead,
)
from wellsourced.project.paths import read_text
from wellsourced.project.registers import check_registers
from wellsourced.project.validate import validate
from wellsourced.project.yaml_positions import YamlDocument, read_yaml
from wellsourced.sources.data_files import render_data_file
from wellsourced.sources.reference_merge import Work

#: Settings and terminology are the author's own; an import touches the other files.
_CLASSES: Mapping[str, type[Any]] = {
    path: model for path, model in DATA_FILES.items() if path not in ("article/article.yaml", "article/terms.yaml")
}


@dataclass(frozen=True)
class Registers:
    """The project's data files that an import touches: their content, and their text by path.

    `raw`: list (`references`, `facts`, ...) -> id -> entry as it is written, which may spell out defaults.
    """

    works: tuple[Work, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    rejected: tuple[RejectedLead, ...] = ()
    facts: tuple[Fact, ...] = ()
    corrections: tuple[Correction, ...] = ()
    help: HelpFile | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def read_registers(root: Path) -> tuple[Registers, tuple[Diagnostic, ...]]:
    """The data files of the project at `root`; a file that is not there is empty."""
    texts: dict[str, str] = {}
    files: dict[str, Any] = {}
    raw: dict[str, Any] = {}
    documents: dict[str, YamlDocument] = {}
    diagnostics: list[Diagnostic] = []
    for path, shape in _CLASSES.items():
        text, problem = read_text(root, path)
        if problem:
            diagnostics.append(problem)
        if text is None:
            continue
        texts[path] = text
        document = read_yaml(path, text)
        diagnostics += document.diagnostics
        if document.readable and document.value is not None:
            files[path], wrong = validate(document.value, shape, document.positions)
            raw[path] = document.value
            diagnostics += wrong
            documents[path] = document
    # Only what makes an entry ambiguous; a pointer that leads nowhere may be what the import is to mend.
    diagnostics += [problem for problem in check_registers(documents) if problem.code == "CFG010"]
    if has_errors(diagnostics):
        return Registers(), tuple(diagnostics)
    return _registers(files, raw, texts), tuple(diagnostics)


def _registers(files: Mapping[str, Any], raw: Mapping[str, Any], texts: Mapping[str, str]) -> Registers:
    evidence: EvidenceFile = files.get("references/evidence.yaml", EvidenceFile(evidence={}))
    works = []
    for item in raw.get("references/bibliography.yaml", {}).get("references", ()):
        name = item["id"]
        works.append(
            Work(
                item={key: value for key, value in item.items() if key != "aliases"},
                records=evidence.evidence.get(name, ()),
                unconfirmed=evidence.unconfirmed.get(name, ()),
                relevance=evidence.relevance.get(name, ""),
                aliases=tuple(item.get("aliases", ())),
            )
        )
    entries: dict[str, Mapping[str, Any]] = {}
    for content in raw.values():
        for key, value in content.items():
            if isinstance(value, list):
                entries[key] = {entry["id"]: entry for entry in value}
            elif isinstance(value, dict):
                entries[key] = value
    return Registers(
        works=tuple(works),
        instruments=getattr(files.get("references/instruments.yaml"), "instruments", ()),
        rejected=getattr(files.get("references/rejected.yaml"), "rejected", ()),
        facts=getattr(files.get("article/facts.yaml"), "facts", ()),
        corrections=getattr(files.get("article/corrections.yaml"), "corrections", ()),
        help=files.get("article/help.yaml"),
        texts=texts,
        raw=entries,
    )


def render_registers(new: Registers, old: Registers) -> dict[str, str]:
    """Path -> text of the registers of `new` that differ from `old`. Entries that mean the same keep their text."""
    raw = old.raw
    contents: dict[str, dict[str, Any]] = {}
    if _by_id(new.works) != _by_id(old.works):
        contents["references/bibliography.yaml"] = {"references": [_item(work, raw) for work in _by_id(new.works)]}
        contents["references/evidence.yaml"] = _evidence(new.works, raw)
    for path, key, records in (
        ("references/instruments.yaml", "instruments", _by_id(new.instruments)),
        ("references/rejected.yaml", "rejected", _by_id(new.rejected)),
        ("article/facts.yaml", "facts", _by_id(new.facts)),
        ("article/corrections.yaml", "corrections", list(new.corrections)),
    ):
        # In what order the user has them is the user's affair as long as nothing comes in.
        if _by_id(records) != _by_id(getattr(old, key)):
            contents[path] = {key: _written(records, key, raw)}
    if new.help and new.help != old.help:
        contents["article/help.yaml"] = _plain(new.help)
    texts = {path: render_data_file(path, data, old.texts.get(path)) for path, data in contents.items()}
    return {path: text for path, text in texts.items() if old.texts.get(path) != text}


_ITEM_ORDER = (
    *("id", "aliases", "type", "title", "title-short", "author", "editor", "authority", "issued", "accessed", "genre"),
    *("number", "edition", "version", "container-title", "collection-title", "volume", "issue", "section", "page"),
    *("page-first", "publisher", "publisher-place", "event-title", "event-place", "jurisdiction"),
)
_LAST = ("DOI", "ISBN", "ISSN", "PMID", "PMCID", "URL")
_FACT_ORDER = ("id", "aliases", "value", "qualifier", "unit", "as_of", "statement", "source", "locator", "kind")


def _item(work: Work, raw: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    item = {**work.item, **({"aliases": list(work.aliases)} if work.aliases else {})}
    if item == raw.get("references", {}).get(work.id):
        return dict(raw["references"][work.id])
    middle = sorted(key for key in item if key not in _ITEM_ORDER and key not in _LAST)
    return {key: item[key] for key in (*_ITEM_ORDER, *middle, *_LAST) if key in item}


def _evidence(works: Iterable[Work], raw: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    ordered = _by_id(works)
    known = raw.get("evidence", {})
    sections = {
        "evidence": {work.id: _records(work, known.get(work.id, [])) for work in ordered if work.records},
        "unconfirmed": {work.id: list(work.unconfirmed) for work in ordered if work.unconfirmed},
        "relevance": {work.id: work.relevance for work in ordered if work.relevance},
    }
    ours = {work.id for work in works}
    for (
        name,
        values,
    ) in sections.items():  # What stands there for a reference that is no longer listed is not ours to drop.
        values |= {key: value for key, value in raw.get(name, {}).items() if key not in ours}
    return {name: dict(sorted(values.items())) for name, values in sections.items() if values or name == "evidence"}


def _records(work: Work, known: Sequence[Any]) -> list[Any]:
    """The records as the file has them; new ones behind."""
    same = msgspec.convert(known, tuple[EvidenceRecord, ...])
    return (
        [*known, *map(_plain, work.records[len(same) :])]
        if work.records[: len(same)] == same
        else [_plain(record) for record in work.records]
    )


def _written(records: Iterable[Any], key: str, raw: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The entries as the file has them, where they mean the same; new and changed ones in our order of keys."""
    known = raw.get(key, {})
    return [
        dict(known[one.id]) if one.id in known and msgspec.convert(known[one.id], type(one)) == one else _plain(one)
        for one in records
    ]


def _plain(record: msgspec.Struct) -> dict[str, Any]:
    data: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    if "statement" in data:
        rest = [key for key in data if key not in _FACT_ORDER]
        return {key: data[key] for key in (*_FACT_ORDER, *rest) if key in data}
    return data


def _by_id(records: Iterable[Any]) -> list[Any]:
    return sorted(records, key=lambda record: str(record.id))
