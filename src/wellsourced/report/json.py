"""Diagnostics as JSON: one object, versioned; its schema is shipped as schemas/diagnostics.schema.json."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

import msgspec

from wellsourced.diagnostics import (
    JSON_SCHEMA_VERSION,
    Diagnostic,
    Fix,
    Severity,
    Span,
    count_by_severity,
    flatten_span,
)
from wellsourced.report.report import Report

_SURROGATE = re.compile("[\ud800-\udfff]")
_Number = Annotated[int, msgspec.Meta(ge=1)]
_Count = Annotated[int, msgspec.Meta(ge=0)]


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of a file: path from the project root; lines and columns (code points) from 1, the end exclusive.

    Drafts that have no lines (a word processor's) are counted in paragraphs; `unit` says so, else it is absent.
    """

    path: str
    line: _Number
    column: _Number
    end_line: _Number
    end_column: _Number
    unit: Literal["line", "paragraph"] = "line"


class PlacedEdit(Place, frozen=True, kw_only=True):
    """Replace what the place covers by `text`."""

    text: str


class PlacedFix(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Edits that mend a diagnostic. `safe`: the meaning of the text cannot change."""

    title: str
    safe: bool
    edits: tuple[PlacedEdit, ...]


class PlacedNote(Place, frozen=True, kw_only=True):
    """Another place that helps to understand a diagnostic."""

    message: str


class FlatDiagnostic(Place, frozen=True, kw_only=True):
    """One complaint, at its place.

    `new`, only where a baseline was given: whether it lacks this; null for notes, which no baseline keeps.
    """

    code: Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}[0-9]{3}$")]
    severity: Severity
    message: str
    help: str | None
    fix: PlacedFix | None
    related: tuple[PlacedNote, ...]
    new: bool | None = None


class ExcusedDiagnostic(FlatDiagnostic, frozen=True, kw_only=True):
    """A complaint that the author excused: why, and where the excuse stands. It is not counted in the summary."""

    reason: str
    excuse: Place


class BaselineSummary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many errors and warnings are `new` and `old`; how many entries of the baseline are `gone`."""

    new: _Count
    old: _Count
    gone: _Count


class Summary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many of each severity."""

    error: _Count
    warning: _Count
    info: _Count


class JsonReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `wellsourced check --format json` and `wellsourced audit --format json` print."""

    schema: Literal[1]
    diagnostics: tuple[FlatDiagnostic, ...]
    summary: Summary
    excused: tuple[ExcusedDiagnostic, ...] = ()
    baseline: BaselineSummary | None = None


def render_json(found: Report | Iterable[Diagnostic]) -> str:
    """`{"schema": 1, "diagnostics": [...], "summary": {"error": n, ...}, ...}`, as `JsonReport` describes."""
    report = found if isinstance(found, Report) else Report(tuple(found))
    content: dict[str, Any] = {
        "schema": JSON_SCHEMA_VERSION,
        "diagnostics": [_flatten_compared(diagnostic, report) for diagnostic in report.diagnostics],
        "summary": count_by_severity(report.diagnostics),
        "excused": [
            {**_flatten(e.diagnostic), "reason": e.reason, "excuse": flatten_span(e.span)} for e in report.excused
        ],
    }
    if report.comparison is not None:
        kept = [diagnostic for diagnostic in report.diagnostics if diagnostic.severity is not Severity.INFO]
        old = len(report.comparison.old)
        content["baseline"] = {"new": len(kept) - old, "old": old, "gone": len(report.comparison.gone)}
    if _SURROGATE.search(json.dumps(content, ensure_ascii=False)):  # a file name that is not UTF-8
        content = json.loads(_SURROGATE.sub("\ufffd", json.dumps(content, ensure_ascii=False)))
    # ASCII: readable whatever encoding the reader assumes.
    return json.dumps(content, indent=2) + "\n"


def render_json_schema() -> str:
    """The JSON Schema (2020-12) of `JsonReport`, as shipped."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "diagnostics.schema.json",
        **msgspec.json.schema(JsonReport),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _flatten_compared(diagnostic: Diagnostic, report: Report) -> dict[str, Any]:
    if report.comparison is None:
        return _flatten(diagnostic)
    new = None if diagnostic.severity is Severity.INFO else not report.is_old(diagnostic)
    return {**_flatten(diagnostic), "new": new}


def _flatten(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        **flatten_span(diagnostic.span),
        "help": diagnostic.help,
        "fix": _flatten_fix(diagnostic.fix) if diagnostic.fix else None,
        "related": [_place(related.span, message=related.message) for related in diagnostic.related],
    }


def _flatten_fix(fix: Fix) -> dict[str, Any]:
    return {"title": fix.title, "safe": fix.safe, "edits": [_place(edit.span, text=edit.text) for edit in fix.edits]}


def _place(span: Span, **more: str) -> dict[str, Any]:
    return {**flatten_span(span), **more}
