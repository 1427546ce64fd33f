"""The one record everybody speaks: a diagnostic with a code, a severity and an exact place in a file."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Literal

import msgspec

JSON_SCHEMA_VERSION = 1


class Severity(StrEnum):
    """How bad it is. Only `error` stops a build; `--strict` makes warnings stop it too."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of a file. `path` is relative to the project root, with forward slashes.

    Lines and columns count from 1; columns count Unicode code points, as editors do; the end is exclusive.
    A span with only a path (line 1, column 1, empty) stands for the whole file. Where a file has no lines, as a word
    processor's has none, `unit` is "paragraph": `line` counts its paragraphs, `column` the letters of one.
    """

    path: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    unit: Literal["line", "paragraph"] = "line"

    def __str__(self) -> str:
        if self.unit == "paragraph":
            return f"{self.path}: paragraph {self.line}"
        return f"{self.path}:{self.line}:{self.column}"


class Edit(msgspec.Struct, frozen=True):
    """Replace what `span` covers by `text`."""

    span: Span
    text: str


class Fix(msgspec.Struct, frozen=True):
    """Edits that mend a diagnostic. `safe`: the meaning of the text cannot change."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


class Related(msgspec.Struct, frozen=True):
    """Another place that helps to understand a diagnostic."""

    span: Span
    message: str


class Diagnostic(msgspec.Struct, frozen=True):
    """One complaint. `message` says what is wrong, `help` what was expected or what to do."""

    code: str
    severity: Severity
    message: str
    span: Span
    help: str | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()


class Excused(msgspec.Struct, frozen=True):
    """A diagnostic that the author excused. `reason`: why; `span`: of the excuse itself."""

    diagnostic: Diagnostic
    reason: str
    span: Span


class Findings(msgspec.Struct, frozen=True):
    """What the rules have to say, in reading order, and what was excused."""

    diagnostics: tuple[Diagnostic, ...]
    excused: tuple[Excused, ...] = ()


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """In reading order: by file, place, then code; exact repetitions removed."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=lambda d: (d.span, d.code, d.message)))


def count_by_severity(diagnostics: Iterable[Diagnostic]) -> dict[str, int]:
    """`{"error": n, "warning": n, "info": n}`, zeros included."""
    counts = {str(severity): 0 for severity in Severity}
    for diagnostic in diagnostics:
        counts[str(diagnostic.severity)] += 1
    return counts


def has_errors(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> bool:
    """Whether the diagnostics stop a build: any error; with `strict`, any warning too."""
    stopping = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(diagnostic.severity in stopping for diagnostic in diagnostics)


def flatten_span(span: Span) -> dict[str, Any]:
    """A span as the flat keys of the JSON form: path, line, column, end_line, end_column; `unit`, if not lines."""
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        **({"unit": span.unit} if span.unit != "line" else {}),
    }
