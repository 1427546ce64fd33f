"""Rules that article.yaml cannot switch off."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from check_projects import slice_text, write_project

from wellsourced.checks.registry import REQUIRED, all_rules
from wellsourced.checks.run import run_checks, run_checks_with_excused
from wellsourced.diagnostics import Diagnostic
from wellsourced.manuscript.parse import parse
from wellsourced.project.project import Project

UNDEFINED = "# T\n\nBees dance [@nobody].\n"


def run(root: Path, settings: dict[str, Any], **arguments: Any) -> tuple[Project, tuple[Diagnostic, ...]]:
    project = write_project(root, {"a.md": UNDEFINED}, article={"check": settings})
    return project, run_checks(project, parse(project), **arguments)


@pytest.mark.parametrize("name", ["CIT001", "cit001", "CIT"])
def test_settings_cannot_switch_off_a_required_rule(tmp_path: Path, name: str) -> None:
    project, found = run(tmp_path, {"ignore": [name]})
    assert [d.code for d in found] == ["CFG105", "CIT001"]
    assert slice_text(project.texts["article/article.yaml"], found[0]) == f'"{name}"'
    assert "CIT001 cannot be switched off for the whole article" in found[0].message
    assert "with a reason" in (found[0].help or "")


def test_nor_can_settings_by_path(tmp_path: Path) -> None:
    project, found = run(tmp_path, {"paths": [{"path": "sections/*", "ignore": ["TRM", "CIT"]}]})
    assert [d.code for d in found] == ["CFG105", "CIT001"]
    assert slice_text(project.texts["article/article.yaml"], found[0]) == '"CIT"'


def test_the_rest_of_a_family_is_switched_off_all_the_same(tmp_path: Path) -> None:
    reference = {"id": "unused", "type": "book", "title": "Bees"}
    bibliography = {"references": [reference]}
    project = write_project(
        tmp_path, {"a.md": UNDEFINED}, bibliography=bibliography, article={"check": {"ignore": ["REF"]}}
    )
    assert "REF007" not in {d.code for d in run_checks(project, parse(project))}
    [told] = [d for d in run_checks(project, parse(project)) if d.code == "CFG105"]
    assert "REF001, REF002, REF003, REF004, REF005" in told.message
    assert "REF007" in (told.help or "")


def test_who_looks_may_narrow_what_is_printed(tmp_path: Path) -> None:
    assert run(tmp_path, {}, ignore=("CIT001",))[1] == ()


def test_a_line_can_be_excused_and_the_excuse_is_handed_out(tmp_path: Path) -> None:
    text = "# T\n\nBees dance [@nobody]. <!-- wellsourced: allow CIT001: the key is\nan example -->\n\nMore [@other].\n"
    project = write_project(tmp_path, {"a.md": text})
    findings = run_checks_with_excused(project, parse(project))
    assert [(d.code, d.span.line) for d in findings.diagnostics] == [("CIT001", 6)]
    [excused] = findings.excused
    assert (excused.diagnostic.code, excused.diagnostic.span.line) == ("CIT001", 3)
    assert excused.reason == "the key is an example"
    assert (excused.span.line, excused.span.end_line) == (3, 4)


def test_rules_say_that_they_are_required() -> None:
    assert {rule.code for rule in all_rules() if rule.required} == REQUIRED


def test_the_guide_for_reviewers_names_all_of_them() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "reviewing.md").read_text(encoding="utf-8")
    listed = guide.split("rules cannot be switched off there", 1)[1].split("Naming them", 1)[0]
    codes = set(re.findall(r"\b[A-Z]{3}\d{3}\b", listed))
    for first, last in re.findall(r"\b([A-Z]{3}\d{3}) to ([A-Z]{3}\d{3})\b", listed):
        codes.update(f"{first[:3]}{number:03}" for number in range(int(first[3:]), int(last[3:])))
    assert codes == REQUIRED
