"""Fixtures of the tests of the checks: a section checked in a fresh project, and the repository's own article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from check_projects import ROOT, Check, write_project

from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.project.project import Project


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """Check a section text in a fresh project; further arguments are data files, `select` and `ignore` rules."""

    def run(
        text: str, *, select: tuple[str, ...] = (), ignore: tuple[str, ...] = (), **files: Any
    ) -> tuple[Diagnostic, ...]:
        project = write_project(tmp_path, {"01-bees.md": text}, **files)
        return run_checks(project, parse(project), select=select, ignore=ignore)

    return run


@pytest.fixture(scope="session")
def repository() -> Project:
    """The article of this repository."""
    project = load(ROOT).project
    assert project is not None
    return project
