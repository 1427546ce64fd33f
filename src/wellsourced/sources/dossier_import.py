"""Bring evidence dossiers into a project: `wellsourced refs import-dossier FILE...`.

Importing is a pure function of the dossiers and the project's data files; `import_dossiers` reads, plans and writes.
A second run changes nothing, and what the user edited since stays: an entry that the project has is never overwritten,
and where it differs from the dossiers the report says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from wellsourced.diagnostics import Diagnostic, Severity, has_errors, sort_diagnostics
from wellsourced.project.models import Correction, EvidenceRecord, HelpFile, Instrument, RejectedLead
from wellsourced.project.status import derive_status
from wellsourced.sources.data_files import write_atomically
from wellsourced.sources.dossier import Dossier, addresses, read_dossier
from wellsourced.sources.fact_merge import Reported, merge_facts
from wellsourced.sources.import_report import ImportReport, MergeNotes
from wellsourced.sources.instrument_merge import Listed, identifiers_as_text, merge_instruments
from wellsourced.sources.reference_merge import Entry, free_name, merge_references, settle_in_project
from wellsourced.sources.registers import Registers, read_registers, render_registers
from wellsourced.sources.work_identity import fold

#: Verdicts under which the draft's own words must not come back. Under the others the words may be harmless in
#: themselves ("the name of a tool"), and a person decides what the check looks for.
_WRONG_IN_ITSELF = frozenset({"nonexistent", "misnamed", "outdated-term"})


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
    if write:
        for path, text in texts.items():
            write_atomically(project_root / path, text)
    return replace(report, diagnostics=sort_diagnostics((*diagnostics, *report.diagnostics)))


def plan_import(dossiers: Sequence[Dossier], registers: Registers) -> tuple[dict[str, str], ImportReport]:
    """Path -> new text of each data file that changes, and the report; no text where the report holds errors."""
    notes = MergeNotes()
    entries = [entry for dossier in dossiers for entry in _entries(dossier)]
    merged = merge_references(entries, notes)
    works, final_ids = settle_in_project(merged, registers.works, notes)
    ids = _Ids(
        {(entry.origin, entry.id): final_ids[work.id] for work in merged for entry in work.entries},
        {name: work.id for work in works for name in (*work.aliases, work.id)},
    )
    if complaints := tuple(_check_pointers(dossiers, ids)):
        return {}, ImportReport(diagnostics=complaints)

    listed = [one for dossier in dossiers for one in _listed(dossier, ids)]
    instruments, _ = merge_instruments(listed, registers.instruments, notes)
    reported = [
        Reported(dossier.path, msgspec.structs.replace(fact, source=ids.resolve(dossier.path, fact.source)))
        for dossier in dossiers
        for fact in dossier.content.facts
    ]
    facts = merge_facts(reported, registers.facts, notes)
    new = replace(
        registers,
        works=works,
        instruments=instruments,
        facts=facts,
        rejected=_add_leads(dossiers, registers.rejected),
        corrections=_add_corrections(dossiers, registers.corrections, ids, notes),
        help=_add_help(dossiers, registers.help, notes),
    )
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
        ("rejected leads", len(new.rejected)),
        ("corrections", len(new.corrections)),
        ("help points", len(new.help.help_points) if new.help else 0),
    ]
    texts = render_registers(new, registers)
    return texts, ImportReport(counts=tuple(counts), notes=notes, written=tuple(sorted(texts)))


@dataclass(frozen=True)
class _Ids:
    """From the ids that dossiers use to those of the project."""

    own: Mapping[tuple[str, str], str]
    all: Mapping[str, str]

    def resolve(self, origin: str, name: str) -> str | None:
        """The reference that the dossier `origin` calls `name`: its own, else the project's or another dossier's."""
        return self.own.get((origin, name)) or self.all.get(name)


def _check_pointers(dossiers: Iterable[Dossier], ids: _Ids) -> Iterable[Diagnostic]:
    for dossier in dossiers:
        content = dossier.content
        pointers = [
            *(("facts", i, "source", (fact.source,)) for i, fact in enumerate(content.facts)),
            *(("instruments", i, "reference", (one.reference or "",)) for i, one in enumerate(content.instruments)),
            *(("draft_audit", i, "reference", _as_list(one.reference)) for i, one in enumerate(content.draft_audit)),
        ]
        for key, index, field_, names in pointers:
            for name in names:
                if name and ids.resolve(dossier.path, name) is None:
                    yield Diagnostic(
                        "CFG018" if key == "facts" else "CFG019",
                        Severity.ERROR,
                        f"There is no reference `{name}`",
                        dossier.positions.span((key, index, field_)),
                        help="Name a reference of this dossier, of one that is imported with it, or of the project.",
                    )


def _as_list(reference: tuple[str, ...] | str) -> tuple[str, ...]:
    return (reference,) if isinstance(reference, str) else reference


# --- from the dossiers -----------------------------------------------------------------------------------------------


def _entries(dossier: Dossier) -> Iterable[Entry]:
    for index, reference in enumerate(dossier.content.references):
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
            origin=dossier.path,
            span=dossier.positions.span(("references", index)),
            item={"id": reference.id, **reference.csl},
            records=records,
            unconfirmed=reference.unconfirmed,
            relevance=reference.relevance or "",
        )


def _listed(dossier: Dossier, ids: _Ids) -> Iterable[Listed]:
    for one in dossier.content.instruments:
        reference = ids.resolve(dossier.path, one.reference) if one.reference else None
        instrument = Instrument(
            id=one.id,
            kind=one.kind,
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
        yield Listed(dossier.path, instrument)


def _note(note: str | None, evidence: str | None) -> str | None:
    """The note; evidence that has no address is kept in it."""
    if not evidence or addresses(evidence):
        return note
    return f"{note + '; ' if note else ''}evidence: {evidence.strip('()')}"


def _add_leads(dossiers: Iterable[Dossier], known: Sequence[RejectedLead]) -> tuple[RejectedLead, ...]:
    leads = {lead.id: lead for lead in known}
    claims = {fold(lead.claim) for lead in known}
    for dossier in dossiers:
        for lead in dossier.content.rejected:
            if fold(lead.claim) in claims:
                continue
            claims.add(fold(lead.claim))
            name = free_name(_slug(lead.claim), leads)
            leads[name] = RejectedLead(id=name, claim=lead.claim, why=lead.why)
    return tuple(leads.values())


def _add_corrections(
    dossiers: Iterable[Dossier],
    known: Sequence[Correction],
    ids: _Ids,
    notes: MergeNotes,
) -> tuple[Correction, ...]:
    """In the order of the audit, those of the project first. Once there, `wrong`, `unless`, `right` are the user's."""
    corrections = {one.id: one for one in known}
    quotes = {fold(one.quote): one.id for one in known}
    for dossier in dossiers:
        for audit in dossier.content.draft_audit:
            listed = _as_list(audit.reference)
            name = quotes.get(fold(audit.quote)) or free_name(_correction_id(audit.quote), corrections)
            planned = Correction(
                id=name,
                quote=audit.quote,
                verdict=audit.verdict,
                explanation=audit.correction,
                wrong=(audit.quote,) if audit.verdict in _WRONG_IN_ITSELF else (),
                references=tuple(dict.fromkeys(ids.resolve(dossier.path, name) or name for name in listed)),
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
        if not dossier.content.help_points:
            continue
        if known is None:
            known = HelpFile(seen=dossier.content.seen or "", help_points=dossier.content.help_points)
            continue
        points = {point.id: point for point in known.help_points}
        for point in dossier.content.help_points:
            if points.setdefault(point.id, point) != point:
                notes.kept.append(f"help point {point.id} differs from the dossier")
        if len(points) > len(known.help_points):
            known = msgspec.structs.replace(known, help_points=tuple(points.values()))
    return known


def _slug(text: str, *, words: int = 8) -> str:
    telling = [word for word in fold(text).split() if word not in _SMALL_WORDS]
    slug = "-".join((telling or fold(text).split())[:words])[:60].strip("-")
    ascii_only = re.sub(r"[^a-z0-9-]+", "", slug).strip("-")
    return ascii_only or "entry"


_SMALL_WORDS = frozenset(
    {"a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "its", "of", "on", "or", "such"}
    | {"that", "the", "this", "to", "was", "with"}
)
