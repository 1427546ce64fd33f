"""Evidence dossiers: the files in which researchers hand in what they found. Read here, imported in `dossier_import`.

Two shapes are known: evidence (`references`, `facts`, `instruments`, `rejected`, `draft_audit`) and help points
(`help_points`). Anything wrong is a diagnostic at its place: DOS001 (cannot be read), DOS002 (wrong shape).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Literal, TypeVar

import msgspec

from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.project.csl import CslItem
from wellsourced.project.models import Date, HelpPoint, NonEmpty, Record
from wellsourced.project.yaml_positions import YamlPositions, read_yaml

#: A dossier of a hundred references has some 200 kB; a file a hundred times as large is not a dossier.
MAX_BYTES = 20_000_000


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

    id: NonEmpty
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

    id: NonEmpty
    kind: NonEmpty
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
    verdict: NonEmpty
    correction: NonEmpty
    reference: tuple[str, ...] | str = ()
    evidence_url: str | None = None


@dataclass(frozen=True)
class Dossier:
    """One file, read and validated. `positions` finds the place of any of its entries."""

    path: str
    positions: YamlPositions
    references: tuple[DossierReference, ...] = ()
    facts: tuple[DossierFact, ...] = ()
    instruments: tuple[DossierInstrument, ...] = ()
    rejected: tuple[DossierLead, ...] = ()
    draft_audit: tuple[DossierAudit, ...] = ()
    help_points: tuple[HelpPoint, ...] = ()
    seen: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def name(self) -> str:
        """The file name without suffix, by which the import report calls it."""
        return PurePosixPath(self.path).stem


_LISTS: Mapping[str, type[Record]] = {
    "references": DossierReference,
    "facts": DossierFact,
    "instruments": DossierInstrument,
    "rejected": DossierLead,
    "draft_audit": DossierAudit,
    "help_points": HelpPoint,
}
_T = TypeVar("_T")


def read_dossier(path: Path, root: Path) -> Dossier:
    """Read one dossier. Entries of the wrong shape are left out and reported, with positions, in `diagnostics`."""
    shown = _shown_path(path, root)
    text, problem = _read_text(path, shown)
    if problem:
        return Dossier(shown, YamlPositions(shown, "", 0), diagnostics=(problem,))
    document = read_yaml(shown, text)
    positions, diagnostics = document.positions, list(document.diagnostics)
    if not document.readable:
        return Dossier(shown, positions, diagnostics=tuple(diagnostics))
    if not isinstance(document.value, dict):
        diagnostics.append(_complain(positions.span(()), "A dossier is a mapping of lists", _expected_keys()))
        return Dossier(shown, positions, diagnostics=tuple(diagnostics))

    lists: dict[str, tuple[Any, ...]] = {}
    for key, value in document.value.items():
        if key == "seen" and isinstance(value, str):
            continue
        if key not in _LISTS:
            diagnostics.append(
                _complain(positions.span((key,), key=True), f"A dossier has no `{key}`", _expected_keys())
            )
        elif value is not None and not isinstance(value, list):
            diagnostics.append(_complain(positions.span((key,)), f"`{key}` must be a list", "Begin entries with `-`."))
        else:
            entries, complaints = _read_entries(value or [], _LISTS[key], key, positions)
            lists[key] = entries
            diagnostics += complaints
    diagnostics += _check_items(lists.get("references", ()), document.value, positions)
    seen = document.value.get("seen") or _date_in_comment(text)
    return Dossier(shown, positions, **lists, seen=seen, diagnostics=tuple(diagnostics))


def addresses(written: str | None) -> tuple[str, ...]:
    """The http(s) addresses and urns in a dossier's `evidence_url`, which may name several or none."""
    return tuple(found.rstrip(";,") for found in re.findall(r"(?:https?://|urn:)\S+", written or ""))


def _read_text(path: Path, shown: str) -> tuple[str, Diagnostic | None]:
    span = Span(shown)
    try:
        if path.stat().st_size > MAX_BYTES:
            return "", _complain(span, "The file is too large for a dossier", f"At most {MAX_BYTES:,} bytes.", "DOS001")
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        return "", _complain(span, f"The dossier cannot be read: {reason}", "Check the path.", "DOS001")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode("utf-8-sig", "replace")) + 1
        span = Span(shown, line, column, line, column + 1)
        return "", _complain(span, "The dossier is not UTF-8", "Save it as UTF-8.", "DOS001")
    return text.replace("\r\n", "\n").replace("\r", "\n"), None


def _read_entries(
    values: Sequence[Any], shape: type[_T], key: str, positions: YamlPositions
) -> tuple[tuple[_T, ...], list[Diagnostic]]:
    entries, complaints = [], []
    for index, value in enumerate(values):
        try:
            entries.append(msgspec.convert(value, shape))
        except msgspec.ValidationError as error:
            message, _, where = str(error).partition(" - at `$")
            path = (key, index, *_key_path(where))
            complaints.append(_complain(positions.span(path), message, f"In entry {index + 1} of `{key}`."))
    return tuple(entries), complaints


def _check_items(
    references: Iterable[DossierReference], data: Mapping[str, Any], positions: YamlPositions
) -> list[Diagnostic]:
    complaints = []
    listed = data.get("references")
    indices = {id(entry.get("csl")): index for index, entry in enumerate(listed or []) if isinstance(entry, dict)}
    for reference in references:
        try:
            msgspec.convert({**reference.csl, "id": reference.id}, CslItem)
        except msgspec.ValidationError as error:
            message, _, where = str(error).partition(" - at `$")
            index = next(
                (
                    i
                    for i, entry in enumerate(listed or [])
                    if isinstance(entry, dict) and entry.get("id") == reference.id
                ),
                indices.get(id(reference.csl), 0),
            )
            span = positions.span(("references", index, "csl", *_key_path(where)))
            complaints.append(_complain(span, message, f"`{reference.id}` is not a CSL-JSON item."))
    return complaints


def _key_path(where: str) -> tuple[str | int, ...]:
    """msgspec's `.author[0].family` + backtick as the steps of a path."""
    return tuple(int(index) if index else key for key, index in re.findall(r"\.([^.\[\]`]+)|\[(\d+)\]", where))


def _date_in_comment(text: str) -> str | None:
    """A dossier of contact points dates itself in its opening comment: "seen ... on 2026-11-22"."""
    opening = re.match(r"(?:#.*\n|\s*\n)*", text)
    found = re.findall(r"\b\d{4}-\d{2}-\d{2}\b", opening[0]) if opening else []
    return found[-1] if found else None


def _expected_keys() -> str:
    return f"Expected are {', '.join(_LISTS)}."


def _shown_path(path: Path, root: Path) -> str:
    absolute = path.absolute()
    if absolute.is_relative_to(root.absolute()):
        return absolute.relative_to(root.absolute()).as_posix()
    return Path(os.path.relpath(absolute, root.absolute())).as_posix()


def _complain(span: Span, message: str, help: str, code: str = "DOS002") -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, span, help=help)
