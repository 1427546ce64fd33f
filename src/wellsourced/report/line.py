"""Diagnostics one a line, as compilers print them: for editors, grep and problem matchers."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from wellsourced.diagnostics import Severity
from wellsourced.report.report import Report
from wellsourced.report.terminal import show_controls

_WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render_lines(report: Report, locate: Callable[[str], str] = str) -> str:
    """`path:line:column: severity: message [CODE]`, one line each, without what the baseline holds.

    `locate` turns a path of the report into the one to print (relative to where the reader stands). Places in a draft
    without lines are paragraphs: `path: paragraph n: severity: ...`.
    """
    return "".join(
        f"{_flatten(str(replace(d.span, path=locate(d.span.path))))}: {_WORDS[d.severity]}: "
        f"{_flatten(d.message)} [{d.code}]\n"
        for d in report.current
    )


def _flatten(text: str) -> str:
    return show_controls(" ".join(text.split()))
