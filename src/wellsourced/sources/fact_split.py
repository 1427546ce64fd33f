"""A dossier's fact as one fact for each figure it holds."""

from __future__ import annotations

from wellsourced.project.models import Fact
from wellsourced.sources.dossier import DossierFact, addresses
from wellsourced.sources.reference_merge import MergeNotes


def split_fact(fact: DossierFact, notes: MergeNotes) -> tuple[Fact, ...]:
    """The facts that `fact` holds."""
    return (
        Fact(
            id=fact.id,
            statement=fact.statement,
            source=fact.source,
            value=fact.value,
            unit=fact.unit,
            as_of=fact.as_of,
            locator=fact.locator,
            kind=fact.kind,
            evidence=addresses(fact.evidence_url),
        ),
    )
