"""The loaded project: frozen, validated, and every value knows where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from wellsourced.diagnostics import Diagnostic, Span
from wellsourced.project.models import (
    ArticleFile,
    Correction,
    Deed,
    EvidenceRecord,
    Fact,
    GlossaryEntry,
    HelpFile,
    Instrument,
    RejectedLead,
    SafetyFile,
    SectionRole,
    Term,
)

if TYPE_CHECKING:
    from wellsourced.project.figures import Figure

KeyPath = tuple[str | int, ...]


class Positions(Protocol):
    """Where the values of one YAML file stand."""

    def span(self, path: KeyPath, *, key: bool = False) -> Span:
        """The span of the value at `path` (`("facts", 3, "value")`), or of its key; of the nearest parent if absent."""


class Reference(msgspec.Struct, frozen=True):
    """A bibliography entry. `item`: the CSL-JSON mapping exactly as read (with `id`, without `aliases`)."""

    id: str
    item: dict[str, Any]
    aliases: tuple[str, ...]
    span: Span

    @property
    def title(self) -> str:
        """The title, or an empty string."""
        return str(self.item.get("title", ""))


class Section(msgspec.Struct, frozen=True):
    """A section as the author wrote it. `text` has LF line ends and no BOM; lines and columns are those of the file."""

    path: str
    role: SectionRole
    text: str
    title: str | None
    span: Span


@dataclass(frozen=True)
class Project:
    """Everything read from disk. `warnings` are the load's complaints that do not stop work.

    `style`: the CSL of the article's citation style. `fragments`: path -> text of the files that sections include; they
    are among the `texts`. `figures`: name -> record of article/figures/NAME.yaml.
    """

    root: Path
    article: ArticleFile
    sections: tuple[Section, ...]
    references: tuple[Reference, ...] = ()
    evidence: Mapping[str, tuple[EvidenceRecord, ...]] = field(default_factory=dict)
    unconfirmed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relevance: Mapping[str, str] = field(default_factory=dict)
    instruments: tuple[Instrument, ...] = ()
    deeds: tuple[Deed, ...] = ()
    rejected: tuple[RejectedLead, ...] = ()
    facts: tuple[Fact, ...] = ()
    corrections: tuple[Correction, ...] = ()
    terms: tuple[Term, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()
    help: HelpFile | None = None
    safety: SafetyFile = field(default_factory=SafetyFile)
    style: str = ""
    positions: Mapping[str, Positions] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    fragments: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    warnings: tuple[Diagnostic, ...] = ()

    @cached_property
    def reference_by_id(self) -> Mapping[str, Reference]:
        """Reference id -> reference (aliases not included)."""
        return {reference.id: reference for reference in self.references}

    @cached_property
    def reference_aliases(self) -> Mapping[str, str]:
        """Former id -> present id."""
        return {alias: reference.id for reference in self.references for alias in reference.aliases}

    @cached_property
    def fact_by_id(self) -> Mapping[str, Fact]:
        """Fact id -> fact (aliases not included)."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def fact_aliases(self) -> Mapping[str, str]:
        """Former fact id -> present id."""
        return {alias: fact.id for fact in self.facts for alias in fact.aliases}

    def resolve_reference(self, key: str) -> Reference | None:
        """The reference cited as `key`, which may be a former id."""
        return self.reference_by_id.get(self.reference_aliases.get(key, key))

    def resolve_fact(self, key: str) -> Fact | None:
        """The fact used as `key`, which may be a former id."""
        return self.fact_by_id.get(self.fact_aliases.get(key, key))

    def where(self, path: str, *keys: str | int, key: bool = False) -> Span:
        """The span of the value at `keys` in the data file `path`."""
        positions = self.positions.get(path)
        return positions.span(keys, key=key) if positions else Span(path)
