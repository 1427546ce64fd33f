"""Every code explains itself, and the pages are current."""

from __future__ import annotations

import re

import pytest
from check_projects import ROOT

from wellsourced.checks.explain import all_codes, explain, write_rule_pages
from wellsourced.checks.registry import all_rules
from wellsourced.diagnostics import Severity


def test_pages_of_the_rules_are_current() -> None:
    pages = write_rule_pages()
    folder = ROOT / "docs/rules"
    assert {file.name for file in folder.glob("*.md")} == set(pages)
    for name, page in pages.items():
        assert (folder / name).read_text(encoding="utf-8") == page, f"write_rule_pages gives another {name}"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_rule_is_documented_under_fixed_headings(rule) -> None:  # type: ignore[no-untyped-def]
    prose = re.sub(r"```.*?```", "", rule.documentation, flags=re.DOTALL)
    headings = re.findall(r"^## (.+)$", prose, re.MULTILINE)
    assert headings == ["What it checks", "Why it matters", "Example", "Use instead"]
    assert not re.search(r"^ ", prose, re.MULTILINE)


def test_codes_are_unique_and_explained_in_any_case() -> None:
    codes = [rule.code for rule in all_rules()]
    assert len(codes) == len(set(codes))
    for code in all_codes():
        page = explain(code.lower())
        assert page is not None
        assert page.startswith(f"# {code}: ")
    assert explain("XYZ999") is None
    assert explain("") is None


def test_severity_of_what_rules_report_is_the_severity_they_state() -> None:
    assert {rule.severity for rule in all_rules()} == set(Severity)


def test_every_code_in_the_source_is_explained() -> None:
    used: set[str] = set()
    for file in (ROOT / "src/wellsourced").rglob("*.py"):
        used |= set(re.findall(r'"((?:CIT|REF|FCT|COR|TRM|STR|SAF|CFG|PUB)\d{3})"', file.read_text(encoding="utf-8")))
    assert used <= set(all_codes())
