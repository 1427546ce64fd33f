"""Project and findings to a dossier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from wellsourced.checks.context import Context
from wellsourced.diagnostics import Diagnostic, Excused, Findings, Span, count_by_severity
from wellsourced.review.cards import BIBLIOGRAPHY, arrange, collect_facts, collect_instruments, collect_references
from wellsourced.review.claims import STANDINGS, collect_sections, make_note, make_place
from wellsourced.review.dossier import SCHEMA_VERSION, Counts, Dossier, Excuse, Note, ReferenceCard, Section


def collect_dossier(context: Context, findings: Findings) -> Dossier:
    """Everything a reviewer has to see of the article of `context`, but for the entries of the reference list.

    `findings`: what the rules said of it. Pure, and linear in words and references.
    """
    sections = collect_sections(context, findings.diagnostics)
    references = collect_references(context, sections, findings.diagnostics)
    article = context.project.article
    return Dossier(
        schema=SCHEMA_VERSION,
        title=article.title,
        language=article.language,
        version=None if article.version is None else str(article.version),
        as_of=context.today.isoformat() if context.today else None,
        counts=_count(sections, references, findings.diagnostics),
        sections=sections,
        references=references,
        facts=collect_facts(context, sections),
        instruments=collect_instruments(context, sections),
        excuses=_gather_excuses(findings.excused),
        diagnostics=_elsewhere(sections, references, findings.diagnostics, context.project.fragments),
    )


def add_entries(dossier: Dossier, entries: Mapping[str, str]) -> Dossier:
    """With the works as the article prints them: reference id -> entry in words. What has an entry is cited."""
    references = arrange(
        msgspec.structs.replace(card, entry=entries[card.id], cited=True) if card.id in entries else card
        for card in dossier.references
    )
    counts = msgspec.structs.replace(
        dossier.counts, references_cited=sum(card.cited for card in references), statuses=_count_statuses(references)
    )
    return msgspec.structs.replace(dossier, references=references, counts=counts)


def collect_findings(findings: Findings) -> Dossier:
    """A dossier of nothing but diagnostics, where there is no article that could be read."""
    return Dossier(
        schema=SCHEMA_VERSION,
        title="Findings",
        language="en",
        version=None,
        as_of=None,
        counts=_count((), (), findings.diagnostics),
        sections=(),
        references=(),
        facts=(),
        instruments=(),
        excuses=_gather_excuses(findings.excused),
        diagnostics=tuple(map(make_note, findings.diagnostics)),
    )


def _count(
    sections: Sequence[Section], references: Sequence[ReferenceCard], diagnostics: Sequence[Diagnostic]
) -> Counts:
    claims = [claim for section in sections for claim in section.claims if claim.standing != "none"]
    standings = Counter(claim.standing for claim in claims)
    return Counts(
        words=sum(section.words for section in sections if not section.path.startswith("article/")),
        sentences=sum(section.sentences for section in sections),
        claims=len(claims),
        cited=len(claims) - standings["uncited"],
        uncited=standings["uncited"],
        standings={standing: standings[standing] for standing in STANDINGS if standings[standing]},
        references=len(references),
        references_cited=sum(card.cited for card in references),
        statuses=_count_statuses(references),
        severities=count_by_severity(diagnostics),
        codes=dict(sorted(Counter(diagnostic.code for diagnostic in diagnostics).items())),
    )


def _count_statuses(references: Iterable[ReferenceCard]) -> dict[str, int]:
    return dict(sorted(Counter(card.status for card in references if card.cited).items()))


def _gather_excuses(excused: Iterable[Excused]) -> tuple[Excuse, ...]:
    """One excuse for all that it silences."""
    gathered: dict[Span, list[Excused]] = {}
    for each in excused:
        gathered.setdefault(each.span, []).append(each)
    return tuple(
        Excuse(
            codes=tuple(sorted({each.diagnostic.code for each in found})),
            reason=found[0].reason,
            place=make_place(span),
            silenced=tuple(make_note(each.diagnostic) for each in found),
        )
        for span, found in sorted(gathered.items())
    )


def _elsewhere(
    sections: Sequence[Section],
    references: Sequence[ReferenceCard],
    diagnostics: Iterable[Diagnostic],
    fragments: Iterable[str],
) -> tuple[Note, ...]:
    """Diagnostics that stand neither in a section, or what it includes, nor in the entry of a reference."""
    paths = {section.path for section in sections if not section.path.startswith("article/")} | {*fragments}
    placed = {note for card in references for note in card.diagnostics}
    notes = (make_note(diagnostic) for diagnostic in diagnostics if diagnostic.span.path not in paths)
    return tuple(note for note in notes if note.place.path != BIBLIOGRAPHY or note not in placed)
