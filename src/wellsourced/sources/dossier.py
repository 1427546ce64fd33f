"""Evidence dossiers: the files in which researchers hand in what they found. Read here, imported in `dossier_import`.

Two shapes are known: evidence (`references`, `facts`, `instruments`, `rejected`, `draft_audit`) and help points
(`help_points`). Anything wrong is a diagnostic at its place, with the codes that the project's own data files have.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, Literal

import msgspec

from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.project.csl import CslItem
from wellsourced.project.models import Date, HelpPoint, Id, InstrumentKind, NonEmpty, Record, Verdict
from wellsourced.project.paths import read_text
from wellsourced.project.project import KeyPath
from wellsourced.project.validate import validate
from wellsourced.project.yaml_positions import YamlPositions, read_yaml


class DossierEvidence(Record, frozen=True):
    """What the researcher saw at `url`: the CSL fields in `confirms`."""

    url: NonEmpty
    kind: Literal["primary", "secondary"]
    seen: Date
    confirms: tuple[str, ...] = ()
    note: str | None = None
    by: str | None = None
    review_after: Date | None = None
    disputes: tuple[str, ...] = ()
    notice: Literal["retraction", "correction", "expression-of-concern"] | None = None


class DossierReference(Record, frozen=True):
    """A work and the evidence for it. `status` is the researcher's opinion and is not used."""

    id: NonEmpty
    csl: dict[str, Any]
    evidence: tuple[DossierEvidence, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    status: str | None = None
    relevance: str | None = None


class DossierFact(Record, frozen=True):
    """A finding. `value` may hold several figures in one text; `source` is a reference id of the same dossier."""

    id: Id
    statement: NonEmpty
    source: NonEmpty
    value: int | float | str | None = None
    unit: str | None = None
    as_of: str | None = None
    locator: str | None = None
    evidence_url: str | None = None
    kind: Literal["primary", "secondary"] | None = None


class DossierInstrument(Record, frozen=True):
    """A law, treaty, standard, case, body, programme or tool."""

    id: Id
    kind: InstrumentKind
    official_name: NonEmpty
    short_names: tuple[str, ...] | None = None
    identifiers: dict[str, str | int | float] | None = None
    adopted: str | None = None
    in_force: str | None = None
    parties_as_of: str | None = None
    jurisdiction: str | None = None
    reference: str | None = None
    evidence_url: str | None = None
    note: str | None = None


class DossierLead(Record, frozen=True):
    """A lead that could not be confirmed or was proved wrong."""

    claim: NonEmpty
    why: NonEmpty


class DossierAudit(Record, frozen=True):
    """A finding about a sentence of an earlier draft."""

    quote: NonEmpty
    verdict: Verdict
    correction: NonEmpty
    reference: tuple[str, ...] | str = ()
    evidence_url: str | None = None


class DossierFile(Record, frozen=True):
    """A dossier as it is written. `seen`: when the contact points of a help dossier were seen."""

    references: tuple[DossierReference, ...] = ()
    facts: tuple[DossierFact, ...] = ()
    instruments: tuple[DossierInstrument, ...] = ()
    rejected: tuple[DossierLead, ...] = ()
    draft_audit: tuple[DossierAudit, ...] = ()
    help_points: tuple[HelpPoint, ...] = ()
    seen: Date | None = None


@dataclass(frozen=True)
class Dossier:
    """One file, read and validated. `path` as diagnostics show it; `positions` finds the place of any entry."""

    path: str
    positions: YamlPositions
    content: DossierFile = DossierFile()  # noqa: RUF009 - frozen
    diagnostics: tuple[Diagnostic, ...] = ()

    @cached_property
    def name(self) -> str:
        """The file name without suffix, by which the import report calls it."""
        return PurePosixPath(self.path).stem


def read_dossier(path: Path, root: Path) -> Dossier:
    """Read the dossier at `path`; its diagnostics show the path as seen from `root`. Empty where anything is wrong."""
    shown = _shown_path(path, root)
    unread = YamlPositions(shown, "", 0)
    real = path.resolve()
    text, problem = read_text(real.parent, real.name)
    if text is None:
        problem = problem or _complain(
            "CFG001", Span(shown), "There is no such dossier", "Check the path; give the file, not its folder."
        )
        span = msgspec.structs.replace(problem.span, path=shown)
        return Dossier(shown, unread, diagnostics=(msgspec.structs.replace(problem, span=span),))
    document = read_yaml(shown, text)
    if not document.readable:
        return Dossier(shown, unread, diagnostics=document.diagnostics)
    positions = document.positions
    content, wrong = validate({} if document.value is None else document.value, DossierFile, positions)
    diagnostics = [*document.diagnostics, *wrong]
    if content is None:
        return Dossier(shown, positions, diagnostics=tuple(diagnostics))
    if content.help_points and not content.seen:
        content = msgspec.structs.replace(content, seen=_date_in_comment(text))
    diagnostics += [*_check_ids(content, positions), *_check_items(content.references, positions)]
    if content.help_points and not content.seen:
        span = positions.span(("help_points",), key=True)
        help = "Add `seen: YYYY-MM-DD`: contact points change, and readers are told the date."
        diagnostics.append(_complain("CFG013", span, "It is not said when these contact points were seen", help))
    return Dossier(shown, positions, content, tuple(diagnostics))


def addresses(written: str | None) -> tuple[str, ...]:
    """The http(s) addresses and urns in a dossier's `evidence_url`, which may name several or none."""
    return tuple(found.rstrip(";,") for found in re.findall(r"(?:https?://|urn:)\S+", written or ""))


def _check_ids(content: DossierFile, positions: YamlPositions) -> Iterator[Diagnostic]:
    for key in ("references", "facts", "instruments", "help_points"):
        seen: set[str] = set()
        for index, entry in enumerate(getattr(content, key)):
            if entry.id in seen:
                span = positions.span((key, index, "id"))
                help = "Within one dossier an id means one thing; give one of the two another."
                yield _complain("CFG010", span, f"The id `{entry.id}` stands twice in `{key}`", help)
            seen.add(entry.id)


def _check_items(references: Iterable[DossierReference], positions: YamlPositions) -> Iterator[Diagnostic]:
    for index, reference in enumerate(references):
        places = _ItemPositions(positions, index)
        yield from validate({**reference.csl, "id": reference.id}, CslItem, places)[1]


class _ItemPositions(YamlPositions):
    """Where the parts of a reference's CSL item stand: its `id` is written beside the item."""

    def __init__(self, positions: YamlPositions, index: int) -> None:
        self._dossier = positions
        self._index = index

    def span(self, path: KeyPath, *, key: bool = False) -> Span:
        """The span of the value or key at `path` of the item."""
        return self._dossier.span(self._place(path), key=key)

    def source(self, path: KeyPath) -> str:
        """The text of the value at `path` of the item."""
        return self._dossier.source(self._place(path))

    def _place(self, path: KeyPath) -> KeyPath:
        return ("references", self._index, *(() if path[:1] == ("id",) else ("csl",)), *path)


def _date_in_comment(text: str) -> str | None:
    """A dossier of contact points may date itself in its opening comment: "seen ... on 2026-11-22"."""
    opening = re.match(r"(?:#.*\n|\s*\n)*", text)
    found = re.findall(r"\b\d{4}-\d{2}-\d{2}\b", opening[0]) if opening else []
    return found[-1] if found else None


def _shown_path(path: Path, root: Path) -> str:
    return Path(os.path.relpath(path.absolute(), root.absolute())).as_posix()


def _complain(code: str, span: Span, message: str, help: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, span, help=help)
