"""Six poor drafts with twenty planted errors each: they are found at their places, and the rest is let be.

An error that the rules cannot find says so in its record, `not_found` with the reason: so many, and no more.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from wellsourced.checks.audit import audit_text
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.project.load import load
from wellsourced.project.project import Project

DRAFTS = Path(__file__).parent / "drafts"
NUMBERS = range(1, 7)


@pytest.fixture(scope="module")
def article() -> Project:
    project = load(Path(__file__).parents[2]).project
    assert project is not None
    return project


def audit(article: Project, number: int) -> tuple[Diagnostic, ...]:
    text = (DRAFTS / f"draft-{number}.md").read_text(encoding="utf-8")
    return audit_text(f"draft-{number}.md", text, article, today=date(2026, 11, 22))


def planted(number: int) -> list[dict[str, object]]:
    errors: list[dict[str, object]] = yaml.safe_load((DRAFTS / f"draft-{number}.yaml").read_text(encoding="utf-8"))[
        "errors"
    ]
    return errors


def overlaps(diagnostic: Diagnostic, error: dict[str, object]) -> bool:
    start, end = (diagnostic.span.line, diagnostic.span.column), (diagnostic.span.end_line, diagnostic.span.end_column)
    return start < (error["line"], error["end_column"]) and (error["line"], error["column"]) < end


def fits(diagnostic: Diagnostic, error: dict[str, object]) -> bool:
    return diagnostic.code.startswith(tuple(error["codes"])) and overlaps(diagnostic, error)  # type: ignore[arg-type]


@pytest.mark.parametrize("number", NUMBERS)
def test_planted_errors_are_found_at_their_places(article: Project, number: int) -> None:
    found, errors = audit(article, number), planted(number)
    assert len(errors) == 20
    missed = [(e["line"], e["words"]) for e in errors if not any(fits(d, e) for d in found)]
    assert missed == [(e["line"], e["words"]) for e in errors if "not_found" in e]


def test_all_but_one_of_the_planted_errors_are_found() -> None:
    assert sum("not_found" in error for number in NUMBERS for error in planted(number)) == 1


@pytest.mark.parametrize("number", NUMBERS)
def test_nothing_else_is_complained_about(article: Project, number: int) -> None:
    errors = planted(number)
    alarms = [
        (d.span.line, d.span.column, d.code, d.message)
        for d in audit(article, number)
        if d.severity is not Severity.INFO and not any(overlaps(d, e) for e in errors)
    ]
    assert alarms == []
