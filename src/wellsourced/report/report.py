"""What one run of `check` or `audit` found, as every face of it is given it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import msgspec

from wellsourced.diagnostics import Diagnostic, Excused, Severity
from wellsourced.report.baseline import Comparison


class RuleDescription(msgspec.Struct, frozen=True):
    """A code in words. `summary`: one sentence; `documentation`: the whole page, Markdown."""

    code: str
    title: str
    severity: Severity
    summary: str
    documentation: str


class Report(msgspec.Struct, frozen=True, dict=True):
    """What was found in `texts` (path -> text with LF line ends), which holds all that was examined.

    `base` is the absolute folder that paths are relative to. `comparison` is None where no baseline was given.
    `complete` is False where the project could not be read to its end. With `strict`, warnings fail, too.
    """

    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str] = msgspec.field(default_factory=dict)
    excused: tuple[Excused, ...] = ()
    comparison: Comparison | None = None
    base: Path = msgspec.field(default_factory=Path.cwd)
    command: str = "check"
    strict: bool = False
    complete: bool = True

    @cached_property
    def current(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that the baseline does not hold; all, without one."""
        return tuple(diagnostic for diagnostic in self.diagnostics if not self.is_old(diagnostic))

    def is_old(self, diagnostic: Diagnostic) -> bool:
        """Whether the baseline holds the diagnostic."""
        return self.comparison is not None and diagnostic in self.comparison.old

    def fails(self, diagnostic: Diagnostic) -> bool:
        """Whether this diagnostic makes the run fail."""
        stopping = (Severity.ERROR, Severity.WARNING) if self.strict else (Severity.ERROR,)
        return diagnostic.severity in stopping and not self.is_old(diagnostic)

    def describe_baseline(self) -> str | None:
        """What the baseline lets pass, in one sentence; None without one. It is said in every form of output."""
        if self.comparison is None:
            return None
        counts = [
            f"{number} old {severity if number == 1 else f'{severity}s'}"
            for severity in (Severity.ERROR, Severity.WARNING)
            if (number := sum(diagnostic.severity is severity for diagnostic in self.comparison.old))
        ]
        return f"{' and '.join(counts) or 'nothing old'} in the baseline"
