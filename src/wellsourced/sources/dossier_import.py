"""Bring evidence dossiers into a project: `wellsourced refs import-dossier FILE...`.

Importing is a pure function of the dossiers and the project's data files; `import_dossiers` reads, plans and writes.
A second run changes nothing, and what the user edited since stays: an entry that the project has is never overwritten,
and where it differs from the dossiers the report says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from wellsourced.diagnostics import Diagnostic, Severity, Span, has_errors, sort_diagnostics
from wellsourced.project.models import (
    BibliographyFile,
    Correction,
    CorrectionsFile,
    EvidenceFile,
    EvidenceRecord,
    Fact,
    FactsFile,
    HelpFile,
    Instrument,
    InstrumentsFile,
    RejectedFile,
    RejectedLead,
)
from wellsourced.project.status import derive_status
from wellsourced.project.yaml_positions import read_yaml
from wellsourced.sources.data_files import render_data_file, write_atomically
from wellsourced.sources.dossier import Dossier, addresses, read_dossier
from wellsourced.sources.fact_merge import merge_facts, rewrite_sources
from wellsourced.sources.instrument_merge import Listed, identifiers_as_text, merge_instruments
from wellsourced.sources.reference_merge import Entry, MergeNotes, Work, free_name, merge_references, settle_in_project
from wellsourced.sources.work_identity import fold

_CLASSES: Mapping[str, type[Any]] = {
    "references/bibliography.yaml": BibliographyFile,
    "references/evidence.yaml": EvidenceFile,
    "references/instruments.yaml": InstrumentsFile,
    "references/rejected.yaml": RejectedFile,
    "article/facts.yaml": FactsFile,
    "article/corrections.yaml": CorrectionsFile,
    "article/help.yaml": HelpFile,
}
#: Verdicts under which the draft's own words must not come back. Under the others the words may be harmless in
#: themselves ("the name of a tool"), and a person decides what the check looks for.
_WRONG_IN_ITSELF = frozenset({"nonexistent", "misnamed", "outdated-term"})


@dataclass(frozen=True)
class ImportReport:
    """What an import did. `counts`: (what, number) in order of printing; `written`: files that changed."""

    diagnostics: tuple[Diagnostic, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    notes: MergeNotes = field(default_factory=MergeNotes)
    written: tuple[str, ...] = ()

    def rows(self) -> tuple[tuple[str, int], ...]:
        """(what, number) for a table."""
        return self.counts

    def render(self, *, details: bool = True) -> str:
        """The report as plain text; without `details` only the counts and the files written."""
        width = max((len(name) for name, _ in self.counts), default=0)
        lines = [f"{name:<{width}}  {number:>5}" for name, number in self.counts]
        lines += ["", f"written: {', '.join(self.written) if self.written else 'nothing, all is as it was'}"]
        if details:
            for title, entries in _sections(self.notes):
                if entries:
                    lines += ["", f"{title} ({len(entries)})", *(f"  {entry}" for entry in entries)]
        return "\n".join(lines) + "\n"


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


def import_dossiers(paths: Sequence[Path], project_root: Path, *, write: bool = True) -> ImportReport:
    """Read the dossiers at `paths` into the data files of the project at `project_root`.

    With an error in any dossier or data file nothing is written and the report holds the diagnostics. `write=False`
    only plans. Raises OSError where a file cannot be written.
    """
    dossiers = tuple(read_dossier(path, project_root) for path in paths)
    registers, complaints = read_registers(project_root)
    diagnostics = sort_diagnostics([*complaints, *(d for dossier in dossiers for d in dossier.diagnostics)])
    if has_errors(diagnostics):
        return ImportReport(diagnostics=diagnostics)
    texts, report = plan_import(dossiers, registers)
    changed = {path: text for path, text in texts.items() if registers.texts.get(path) != text}
    if write:
        for path, text in changed.items():
            write_atomically(project_root / path, text)
    return replace(report, diagnostics=diagnostics, written=tuple(sorted(changed)))


def plan_import(dossiers: Sequence[Dossier], registers: Registers) -> tuple[dict[str, str], ImportReport]:
    """Path -> new text of each data file that the dossiers speak to, and the report."""
    notes = MergeNotes()
    entries = [entry for dossier in dossiers for entry in _entries(dossier)]
    merged = merge_references(entries, notes)
    works, final_ids = settle_in_project(merged, registers.works, notes)
    ids = {(entry.origin, entry.id): final_ids[work.id] for work in merged for entry in work.entries}

    listed = [one for dossier in dossiers for one in _listed(dossier, ids)]
    instruments, _ = merge_instruments(listed, registers.instruments, notes)
    reported = [one for dossier in dossiers for one in rewrite_sources(dossier.facts, dossier.name, ids)]
    facts = merge_facts(reported, registers.facts, notes)
    rejected = _add_leads(dossiers, registers.rejected)
    corrections = _add_corrections(dossiers, registers.corrections, ids, notes)
    help_file = _add_help(dossiers, registers.help, notes)

    raw = registers.raw
    contents: dict[str, dict[str, Any]] = {}
    if entries:
        contents["references/bibliography.yaml"] = {"references": [_item(work, raw) for work in _by_id(works)]}
        contents["references/evidence.yaml"] = _evidence(works, raw)
    if listed:
        contents["references/instruments.yaml"] = {"instruments": _written(_by_id(instruments), "instruments", raw)}
    if any(dossier.rejected for dossier in dossiers):
        contents["references/rejected.yaml"] = {"rejected": _written(_by_id(rejected), "rejected", raw)}
    if reported:
        contents["article/facts.yaml"] = {"facts": _written(_by_id(facts), "facts", raw)}
    if any(dossier.draft_audit for dossier in dossiers):
        contents["article/corrections.yaml"] = {"corrections": _written(corrections, "corrections", raw)}
    if help_file and any(dossier.help_points for dossier in dossiers):
        known = help_file == registers.help
        contents["article/help.yaml"] = dict(raw["help_file"]) if known else _plain(help_file)
    texts = {path: render_data_file(path, data, registers.texts.get(path)) for path, data in contents.items()}

    statuses = Counter(str(derive_status(work.item, work.records).status) for work in works)
    counts = [
        ("references read", len(entries)),
        ("references distinct", len(merged)),
        ("references in the project", len(works)),
        *((f"  {status}", number) for status, number in statuses.most_common()),
        ("evidence records", sum(len(work.records) for work in works)),
        ("facts read", len(reported)),
        ("facts split", len(notes.split_facts)),
        ("facts with figures drawn from the statement", len(notes.drawn_facts)),
        ("facts merged", len(notes.merged_facts)),
        ("facts in the project", len(facts)),
        ("instruments read", len(listed)),
        ("instruments in the project", len(instruments)),
        ("rejected leads", len(rejected)),
        ("corrections", len(corrections)),
        ("help points", len(help_file.help_points) if help_file else 0),
    ]
    return texts, ImportReport(counts=tuple(counts), notes=notes)


# --- reading the project ---------------------------------------------------------------------------------------------


def read_registers(root: Path) -> tuple[Registers, tuple[Diagnostic, ...]]:
    """The data files of the project at `root`; a file that is not there is empty."""
    texts: dict[str, str] = {}
    files: dict[str, Any] = {}
    raw: dict[str, Any] = {}
    diagnostics: list[Diagnostic] = []
    for path, shape in _CLASSES.items():
        try:
            texts[path] = (root / path).read_text(encoding="utf-8")
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            diagnostics.append(_complain(Span(path), f"{path} cannot be read: {error}"))
            continue
        document = read_yaml(path, texts[path].removeprefix("\ufeff").replace("\r\n", "\n"))
        diagnostics += document.diagnostics
        if not document.readable or has_errors(document.diagnostics):
            continue
        try:
            files[path] = msgspec.convert(document.value, shape)
            raw[path] = document.value
        except msgspec.ValidationError as error:
            message, _, where = str(error).partition(" - at `$")
            steps = re.findall(r"\.([^.\[\]`]+)|\[(\d+)\]", where)
            span = document.positions.span(tuple(int(number) if number else name for name, number in steps))
            diagnostics.append(_complain(span, message))
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
    entries: dict[str, Mapping[str, Any]] = {"help_file": raw.get("article/help.yaml", {})}
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


# --- from the dossiers -----------------------------------------------------------------------------------------------


def _entries(dossier: Dossier) -> Iterable[Entry]:
    for index, reference in enumerate(dossier.references):
        records = tuple(
            EvidenceRecord(
                url=seen.url,
                kind=seen.kind,
                confirms=seen.confirms,
                seen=seen.seen,
                fingerprint="0" * 64,  # set when the item is final
                by=seen.by,
                note=seen.note,
                review_after=seen.review_after,
                disputes=seen.disputes,
                notice=seen.notice,
            )
            for seen in reference.evidence
        )
        yield Entry(
            origin=dossier.name,
            span=dossier.positions.span(("references", index)),
            item={"id": reference.id, **reference.csl},
            records=records,
            unconfirmed=reference.unconfirmed,
            relevance=reference.relevance or "",
        )


def _listed(dossier: Dossier, ids: Mapping[tuple[str, str], str]) -> Iterable[Listed]:
    for one in dossier.instruments:
        reference = ids.get((dossier.name, one.reference), one.reference) if one.reference else None
        instrument = Instrument(
            id=one.id,
            kind=one.kind,  # type: ignore[arg-type]
            official_name=one.official_name,
            short_names=one.short_names or (),
            identifiers=identifiers_as_text(one.identifiers),
            adopted=one.adopted,
            in_force=one.in_force,
            parties_as_of=one.parties_as_of,
            jurisdiction=one.jurisdiction,
            reference=reference,
            evidence=addresses(one.evidence_url),
            note=_note(one.note, one.evidence_url),
        )
        yield Listed(dossier.name, instrument)


def _note(note: str | None, evidence: str | None) -> str | None:
    """The note; evidence that has no address is kept in it."""
    if not evidence or addresses(evidence):
        return note
    return f"{note + '; ' if note else ''}evidence: {evidence.strip('()')}"


def _add_leads(dossiers: Iterable[Dossier], known: Sequence[RejectedLead]) -> tuple[RejectedLead, ...]:
    leads = {lead.id: lead for lead in known}
    claims = {fold(lead.claim) for lead in known}
    for dossier in dossiers:
        for lead in dossier.rejected:
            if fold(lead.claim) in claims:
                continue
            claims.add(fold(lead.claim))
            name = free_name(_slug(lead.claim), leads)
            leads[name] = RejectedLead(id=name, claim=lead.claim, why=lead.why)
    return tuple(leads.values())


def _add_corrections(
    dossiers: Iterable[Dossier],
    known: Sequence[Correction],
    ids: Mapping[tuple[str, str], str],
    notes: MergeNotes,
) -> tuple[Correction, ...]:
    """In the order of the audit, those of the project first. Once there, `wrong`, `unless`, `right` are the user's."""
    corrections = {one.id: one for one in known}
    quotes = {fold(one.quote): one.id for one in known}
    for dossier in dossiers:
        for audit in dossier.draft_audit:
            listed = (audit.reference,) if isinstance(audit.reference, str) else audit.reference
            name = quotes.get(fold(audit.quote)) or free_name(_correction_id(audit.quote), corrections)
            planned = Correction(
                id=name,
                quote=audit.quote,
                verdict=audit.verdict,  # type: ignore[arg-type]
                explanation=audit.correction,
                wrong=(audit.quote,) if audit.verdict in _WRONG_IN_ITSELF else (),
                references=tuple(ids.get((dossier.name, reference), reference) for reference in listed),
                evidence=addresses(audit.evidence_url),
            )
            old = corrections.get(name)
            if old is None:
                corrections[name] = planned
                quotes[fold(audit.quote)] = name
                continue
            changed = [
                part
                for part in ("quote", "verdict", "explanation", "references", "evidence")
                if getattr(old, part) != getattr(planned, part)
            ]
            if changed:
                notes.kept.append(f"correction {name}: {', '.join(changed)} differ from the dossiers")
    return tuple(corrections.values())


def _correction_id(quote: str) -> str:
    """The acronym that the quoted words introduce in brackets, else a slug of their first telling words."""
    acronym = re.search(r"\(([A-Z][A-Za-z]*[A-Z])\)", quote)
    return acronym[1].casefold() if acronym else _slug(quote, words=5)


def _add_help(dossiers: Iterable[Dossier], known: HelpFile | None, notes: MergeNotes) -> HelpFile | None:
    for dossier in dossiers:
        if not dossier.help_points:
            continue
        if known is None:
            known = HelpFile(seen=dossier.seen or date.today().isoformat(), help_points=dossier.help_points)
            continue
        points = {point.id: point for point in known.help_points}
        for point in dossier.help_points:
            if points.setdefault(point.id, point) != point:
                notes.kept.append(f"help point {point.id} differs from the dossier")
        if len(points) > len(known.help_points):
            known = msgspec.structs.replace(known, help_points=tuple(points.values()))
    return known


# --- into the files --------------------------------------------------------------------------------------------------

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
    return {name: values for name, values in sections.items() if values or name == "evidence"}


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


def _slug(text: str, *, words: int = 8) -> str:
    telling = [word for word in fold(text).split() if word not in _SMALL_WORDS]
    slug = "-".join((telling or fold(text).split())[:words])[:60].strip("-")
    ascii_only = re.sub(r"[^a-z0-9-]+", "", slug).strip("-")
    return ascii_only or "entry"


_SMALL_WORDS = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "its", "of", "on", "or", "such"}
    | {"that", "the", "this", "to", "was", "with"}
)


def _sections(notes: MergeNotes) -> list[tuple[str, list[str]]]:
    return [
        ("references merged", notes.merged),
        ("instruments merged", notes.merged_instruments),
        ("facts merged", notes.merged_facts),
        ("facts split: the id of the list is gone, each figure has its own", notes.split_facts),
        ("facts drawn from statements", notes.drawn_facts),
        ("renamed", notes.renamed),
        ("kept as the project has it", notes.kept),
        ("contradictions: the first value stays", notes.contradictions),
        ("near misses, not merged", notes.near_misses),
        ("undated pages: date of access from the primary evidence", notes.accessed),
    ]


def _complain(span: Span, message: str) -> Diagnostic:
    return Diagnostic(
        "DOS003", Severity.ERROR, message, span, help="The project's own files must be right before more comes in."
    )
