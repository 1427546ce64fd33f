"""A project with planted errors for the tests of the faces: what stands where is known letter by letter."""

from __future__ import annotations

import json
from pathlib import Path

from wellsourced.checks.run import run_checks_with_excused
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.project.project import Project
from wellsourced.report.baseline import Comparison
from wellsourced.report.report import Report

#: Astral, combining and wide characters before the errors; a registered error with a safe correction; an excuse.
SECTION = """# Häuser 🏛 und 漢字

🐝🐝 The ICPS binds, and e\u0301 bees dance [@nobody].

Nobody knows why [@excused]. <!-- wellsourced: allow CIT001: the key is {an example} -->
"""
#: A file name that a URI has to escape.
NAME = "01 bées #1.md"


def write_planted(root: Path, section: str = SECTION) -> None:
    """Write the project; its one section is `sections/NAME`."""
    for folder in ("article", "sections", "references"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    article = {"title": "Bees", "authors": [{"name": "A. Writer"}], "sections": [NAME]}
    corrections = [
        {
            "id": "icps",
            "quote": "The ICPS binds.",
            "wrong": ["ICPS"],
            "verdict": "misnamed",
            "right": "OPSC",
            "explanation": "No convention has that name.",
        }
    ]
    (root / "article/article.yaml").write_text(json.dumps(article), encoding="utf-8")
    (root / "article/corrections.yaml").write_text(json.dumps({"corrections": corrections}, indent=1), encoding="utf-8")
    (root / "sections" / NAME).write_text(section, encoding="utf-8")


def load_planted(root: Path) -> Project:
    loaded = load(root)
    assert loaded.project is not None, loaded.diagnostics
    return loaded.project


def examine(root: Path, *, comparison: Comparison | None = None, strict: bool = False) -> Report:
    """Check the project as it stands on disk."""
    project = load_planted(root)
    findings = run_checks_with_excused(project, parse(project), select=("CIT001", "COR001", "CFG"))
    return Report(
        findings.diagnostics,
        project.texts,
        findings.excused,
        comparison=comparison,
        base=project.root,
        strict=strict,
    )
