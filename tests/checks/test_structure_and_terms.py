"""Headings, sections, house terminology, excuses, settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from check_projects import slice_text, write_project

from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.parse import parse

Check = Callable[..., tuple[Diagnostic, ...]]
TERMS = {
    "terms": [
        {
            "id": "csam",
            "discouraged": ["child pornography", "child porn"],
            "preferred": "child sexual abuse material",
            "exceptions": ["official-titles", "quotations"],
        },
        {"id": "offender", "discouraged": ["predator"], "preferred": "person who offends"},
    ]
}


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, int]]:
    return [(d.code, d.span.line) for d in diagnostics]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("# T\n\nA.\n\n## U\n\nB.\n\n### V\n\nC.\n\n## W\n\nD.\n", []),
        ("# T\n\nA.\n\n### V\n\nB.\n", [("STR001", 5)]),
        ("# T\n\nA.\n\n```\n### no heading\n```\n", []),
        ("## T\n\nA.\n", [("STR001", 1), ("STR003", 1)]),
        ("A.\n", [("STR003", 1)]),
        ("# T\n", [("STR002", 1)]),
        ("# T\n\n<!-- nothing -->\n\n```\ncode\n```\n\n## U\n", [("STR002", 1)]),
        ("T\n=\n\n- A list.\n", []),
    ],
)
def test_headings_and_empty_sections(check: Check, text: str, expected: list[tuple[str, int]]) -> None:
    assert sorted(codes(check(text, select=("STR",)))) == sorted(expected)


def test_long_article_needs_introduction_and_conclusion_in_their_places(tmp_path: Path) -> None:
    def run(*roles: str) -> list[str]:
        sections = {f"{n}.md": f"# T{n}\n\nText.\n" for n in range(len(roles))}
        entries = [{"file": f"{n}.md", "role": role} for n, role in enumerate(roles)]
        project = write_project(tmp_path, sections, article={"sections": entries})
        return [d.code for d in run_checks(project, parse(project), select=("STR",))]

    assert run("introduction", "section", "conclusion") == []
    assert run("section", "section", "section") == ["STR004", "STR004"]
    assert run("section", "section") == []
    assert run("section", "introduction", "conclusion") == ["STR005"]


def test_discouraged_term_is_a_warning_with_the_preferred_one(check: Check) -> None:
    text = "# T\n\nThey seized *child*\nPornography. Predators too, says “the predator”.\n"
    first, second, third = check(text, terms=TERMS, select=("TRM",))
    assert (first.code, first.severity) == ("TRM001", Severity.WARNING)
    assert slice_text(text, first) == "child*\nPornography"
    assert first.fix is not None
    assert not first.fix.safe
    assert [slice_text(text, d) for d in (second, third)] == ["Predators", "predator"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The statute says “child pornography”.",
        "> child pornography\n> again",
        "The Child Pornography Prevention Act of 1996 was struck down.",
        "The Optional Protocol on the sale of children, child prostitution and child pornography binds states.",
        "Code: `child pornography`.",
        "Child pornographers are not meant here.",
    ],
)
def test_term_may_stand_in_titles_and_quotations(check: Check, sentence: str) -> None:
    instruments = {
        "instruments": [
            {
                "id": "opsc",
                "kind": "treaty",
                "official_name": "Optional Protocol to the Convention on the Rights of the Child on the sale of"
                " children, child prostitution and child pornography",
            }
        ]
    }
    assert check(f"# T\n\n{sentence}\n", terms=TERMS, instruments=instruments, select=("TRM",)) == ()


EXCUSE = "<!-- wellsourced: allow TRM001: the words of the court -->"


@pytest.mark.parametrize(
    "text, expected",
    [
        (f"{EXCUSE}\nA predator.", []),
        (f"A predator. {EXCUSE}", []),
        (f"{EXCUSE}\n\nA predator.", [("CFG102", 3), ("TRM001", 5)]),
        (f"Nothing. {EXCUSE}\nA predator.", [("CFG102", 3), ("TRM001", 4)]),
        ("<!-- wellsourced: allow TRM001 -->\nA predator.", [("CFG101", 3), ("TRM001", 4)]),
        ("<!-- wellsourced: allow TRM001: -->\nA predator.", [("CFG101", 3), ("TRM001", 4)]),
        ("<!-- wellsourced: allow TRM01: why -->\nA predator.", [("CFG103", 3), ("TRM001", 4)]),
        ("<!-- wellsourced: because -->\nA predator.", [("CFG103", 3), ("TRM001", 4)]),
        ("<!-- wellsourced: allow TRM001, COR001: why -->\nA predator.", [("CFG102", 3)]),
        (f"```\n{EXCUSE}\n```\n\nA predator.", [("TRM001", 7)]),
        (f"`{EXCUSE}` is how. A predator.", [("TRM001", 3)]),
        ("<!-- WELLSOURCED: allow trm001 : a reason\nover two lines -->\nA predator.", []),
    ],
)
def test_excuses(check: Check, text: str, expected: list[tuple[str, int]]) -> None:
    assert codes(check(f"# T\n\n{text}\n", terms=TERMS)) == expected


def test_excuse_of_a_rule_that_does_not_run_is_not_idle(check: Check) -> None:
    text = f"# T\n\n{EXCUSE}\nA predator.\n"
    assert check(text, terms=TERMS, ignore=("TRM",)) == ()
    assert check(text, terms=TERMS, select=("CFG", "STR")) == ()


def test_settings_of_the_article_switch_rules_off(tmp_path: Path) -> None:
    def run(settings: dict[str, Any], **arguments: Any) -> list[str]:
        project = write_project(
            tmp_path,
            {"a.md": "# T\n\nA predator.\n", "b.md": "# U\n\nA predator.\n"},
            terms=TERMS,
            article={"check": settings},
        )
        return [d.span.path for d in run_checks(project, parse(project), **arguments)]

    assert run({}) == ["sections/a.md", "sections/b.md"]
    assert run({"ignore": ["TRM001"]}) == []
    assert run({"ignore": ["trm"]}) == []
    assert run({"paths": [{"path": "sections/a*", "ignore": ["TRM"]}]}) == ["sections/b.md"]
    assert run({}, select=("COR",)) == []
    assert run({}, select=("TRM001",)) == ["sections/a.md", "sections/b.md"]
    assert run({}, ignore=("TRM001",)) == []


def test_settings_that_name_no_rule_are_flagged_at_their_place(tmp_path: Path) -> None:
    settings = {"ignore": ["REF07", "STR"], "paths": [{"path": "*", "ignore": ["XYZ"]}]}
    project = write_project(tmp_path, {"a.md": "# T\n\nText.\n"}, article={"check": settings})
    found = run_checks(project, parse(project))
    assert [d.code for d in found] == ["CFG104", "CFG104"]
    assert [slice_text(project.texts["article/article.yaml"], d) for d in found] == ['"REF07"', '"XYZ"']
    assert found[0].help == "Nearest: REF007"
