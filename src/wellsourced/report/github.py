"""Diagnostics as workflow commands of GitHub Actions: annotations beside the changed lines of a pull request.

Source of the form and of what is escaped: GitHub's documentation, "Workflow commands for GitHub Actions", and the
`@actions/core` package that writes them.
"""

from __future__ import annotations

from collections.abc import Callable

from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.report.report import Report
from wellsourced.report.terminal import show_controls

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_github(report: Report, locate: Callable[[str], str] = str) -> str:
    """`::error file=...,line=...,title=CODE::message`, one line each, without what the baseline holds.

    `locate` turns a path of the report into one from the top of the repository.
    """
    lines = [_annotate(diagnostic, locate(diagnostic.span.path)) for diagnostic in report.current]
    if told := report.describe_baseline():
        lines.append(f"::notice title=wellsourced::{_escape_data(told)}")
    return "".join(f"{line}\n" for line in lines)


def _annotate(diagnostic: Diagnostic, path: str) -> str:
    span = diagnostic.span
    properties: dict[str, str | int] = {"file": path}
    told = diagnostic.message if diagnostic.help is None else f"{diagnostic.message}\n{diagnostic.help}"
    if span.unit == "paragraph":
        told = f"Paragraph {span.line}: {told}"
    else:
        properties |= {"line": span.line, "endLine": span.end_line}
        # The runner drops an annotation that has columns and spans lines (actions/runner, issue 4167).
        if span.end_line == span.line:
            properties |= {"col": span.column, "endColumn": max(span.column, span.end_column)}
    properties["title"] = diagnostic.code
    written = ",".join(f"{name}={_escape_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {written}::{_escape_data(told)}"


def _escape_data(text: str) -> str:
    text = show_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.replace("%", "%25").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
