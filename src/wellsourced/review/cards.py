"""Cards: what is known of each reference, fact and instrument, and every sentence that rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wellsourced.checks.context import Context
from wellsourced.compose.legal_items import prepare_items
from wellsourced.diagnostics import Diagnostic
from wellsourced.project.project import Reference
from wellsourced.project.status import OFFICIAL_TYPES, fingerprint, issuer_name
from wellsourced.review.claims import make_note, make_place
from wellsourced.review.dossier import Claim, Evidence, FactCard, InstrumentCard, ReferenceCard, Section

BIBLIOGRAPHY = "references/bibliography.yaml"


def collect_references(
    context: Context, sections: Sequence[Section], diagnostics: Iterable[Diagnostic]
) -> tuple[ReferenceCard, ...]:
    """One card a reference, still without its entry."""
    citing: dict[str, list[str]] = {}
    for claim in _claims(sections):
        for id in claim.references:
            citing.setdefault(id, []).append(claim.id)
    drawn: dict[str, list[str]] = {}
    for fact in context.project.facts:
        if source := context.project.resolve_reference(fact.source):
            drawn.setdefault(source.id, []).append(fact.id)
    complaints = _by_reference(context.project.references, diagnostics)
    prepared = prepare_items(context.project, author_date=True)
    return arrange(
        _reference_card(
            context,
            reference,
            label_item(prepared[reference.id]),
            tuple(citing.get(reference.id, ())),
            tuple(drawn.get(reference.id, ())),
            complaints.get(reference.id, ()),
        )
        for reference in context.project.references
    )


def arrange(cards: Iterable[ReferenceCard]) -> tuple[ReferenceCard, ...]:
    """The cited ones first, each part in order of the labels."""
    return tuple(sorted(cards, key=lambda card: (not card.cited, card.label.casefold(), card.id)))


def collect_facts(context: Context, sections: Sequence[Section]) -> tuple[FactCard, ...]:
    """One card a fact, in the order of the register."""
    project = context.project
    using: dict[str, list[str]] = {}
    for claim in _claims(sections):
        for id in claim.facts:
            using.setdefault(id, []).append(claim.id)
    return tuple(
        FactCard(
            id=fact.id,
            statement=fact.statement,
            value=fact.value,
            qualifier=fact.qualifier,
            unit=fact.unit,
            as_of=fact.as_of,
            source=project.reference_aliases.get(fact.source, fact.source),
            locator=fact.locator,
            evidence=fact.evidence,
            claims=tuple(using.get(fact.id, ())),
        )
        for fact in project.facts
    )


def collect_instruments(context: Context, sections: Sequence[Section]) -> tuple[InstrumentCard, ...]:
    """One card an instrument, by official name."""
    aliases = context.project.reference_aliases
    naming: dict[str, list[str]] = {}
    for claim in _claims(sections):
        for id in claim.instruments:
            naming.setdefault(id, []).append(claim.id)
    cards = [
        InstrumentCard(
            id=instrument.id,
            kind=instrument.kind,
            official_name=instrument.official_name,
            short_names=instrument.short_names,
            identifiers=instrument.identifiers,
            adopted=instrument.adopted,
            in_force=instrument.in_force,
            until=instrument.until,
            status=instrument.status,
            jurisdiction=instrument.jurisdiction,
            superseded_by=instrument.superseded_by,
            reference=aliases.get(instrument.reference, instrument.reference) if instrument.reference else None,
            evidence=instrument.evidence,
            note=instrument.note,
            not_to_be_confused_with=instrument.not_to_be_confused_with,
            is_not=instrument.is_not,
            claims=tuple(naming.get(instrument.id, ())),
        )
        for instrument in context.project.instruments
    ]
    return tuple(sorted(cards, key=lambda card: (card.official_name.casefold(), card.id)))


def label_item(item: Mapping[str, Any]) -> str:
    """Author and year, as a reviewer would call the work: "Grimm and Roe 2024"; laws and the like by title."""
    names = next((item[field] for field in ("author", "editor") if item.get(field)), None)
    if item.get("type") in OFFICIAL_TYPES:
        issuer = str(item.get("title-short") or item.get("title") or item.get("id", ""))
    elif names:
        called = [str(name.get("family") or name.get("literal") or name.get("given") or "") for name in names]
        issuer = called[0] if len(called) == 1 else " and ".join(called) if len(called) == 2 else f"{called[0]} et al."
    else:
        issuer = str(item.get("title-short") or issuer_name(item) or item.get("title") or item.get("id", ""))
    year = _year(item)
    return f"{_shorten(issuer)} {year or 'n.d.'}"


def _reference_card(
    context: Context,
    reference: Reference,
    label: str,
    claims: tuple[str, ...],
    facts: tuple[str, ...],
    diagnostics: Iterable[Diagnostic],
) -> ReferenceCard:
    report = context.registers.status(reference.id)
    present = fingerprint(reference.item)
    item = reference.item
    return ReferenceCard(
        id=reference.id,
        type=str(item.get("type", "")),
        label=label,
        title=reference.title,
        address=f"https://doi.org/{item['DOI']}" if item.get("DOI") else item.get("URL"),
        entry=None,
        cited=bool(claims),
        status=str(report.status),
        why=report.why,
        confirmed=report.confirmed,
        missing=report.missing,
        seen=report.seen,
        fingerprint=present,
        evidence=tuple(
            Evidence(
                url=record.url,
                kind=record.kind,
                seen=record.seen,
                by=record.by,
                confirms=record.confirms,
                disputes=record.disputes,
                notice=record.notice,
                note=record.note,
                review_after=record.review_after,
                current=record.fingerprint == present,
            )
            for record in context.project.evidence.get(reference.id, ())
        ),
        unconfirmed=tuple(context.project.unconfirmed.get(reference.id, ())),
        relevance=context.project.relevance.get(reference.id),
        facts=facts,
        claims=claims,
        diagnostics=tuple(map(make_note, diagnostics)),
        place=make_place(reference.span),
    )


def _by_reference(references: Sequence[Reference], diagnostics: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
    """Diagnostics that lie in an entry of the bibliography, by its id."""
    from bisect import bisect_right

    order = sorted(references, key=lambda reference: reference.span)
    starts = [reference.span.line for reference in order]
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        number = bisect_right(starts, diagnostic.span.line) - 1
        if diagnostic.span.path == BIBLIOGRAPHY and number >= 0 and diagnostic.span.line <= order[number].span.end_line:
            found.setdefault(order[number].id, []).append(diagnostic)
    return found


def _claims(sections: Sequence[Section]) -> Iterable[Claim]:
    return (claim for section in sections for claim in section.claims)


def _year(item: Mapping[str, Any]) -> str:
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    return str(parts[0][0]) if parts and parts[0] else ""


def _shorten(name: str, length: int = 48) -> str:
    return name if len(name) <= length else name[:length].rsplit(" ", 1)[0].rstrip(",;: ") + " …"
