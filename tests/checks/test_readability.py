"""STR006 to STR008: lengths of sentences, paragraphs and sections."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from check_projects import Check, make_reference, prove, slice_text, write_project

from wellsourced.checks.audit import audit_text
from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.parse import parse
from wellsourced.project.project import Project

ITEM = make_reference("a")
FILES = {"bibliography": {"references": [ITEM]}, "evidence": {"evidence": {"a": [prove(ITEM)]}}}
TWENTY = "one two three four five six seven eight nine ten " * 2


def lengths(check: Check, text: str, code: str, **limits: int) -> tuple[Diagnostic, ...]:
    return check(f"# Bees\n\n{text}\n", select=(code,), article={"check": {"limits": limits}}, **FILES)


@pytest.mark.parametrize(
    "text, expected",
    [
        (f"{TWENTY.strip()}.", 0),
        (f"{TWENTY} more.", 1),
        (f"{TWENTY.strip()} [@a, pp. 5--7 and the long note there].", 0),
        (f"{TWENTY.strip()} <!-- a comment of words -->.", 0),
        (f"Bees.\n\n- {TWENTY} more.", 1),
        (f"Bees.[^1]\n\n[^1]: {TWENTY} more.", 1),
        (f"> {TWENTY} more.", 0),
        (f"## {TWENTY} more", 0),
        (f"| A |\n|--|\n| {TWENTY} more. |", 0),
        (f"{TWENTY.strip()} – -- * more.", 1),
        (f"{TWENTY.strip()} – -- ….", 0),
    ],
)
def test_long_sentence_counts_words_and_not_citations(check: Check, text: str, expected: int) -> None:
    found = lengths(check, text, "STR006", sentence=20)
    assert [(d.code, d.severity) for d in found] == [("STR006", Severity.INFO)] * expected


def test_long_sentence_is_reported_at_its_place_with_its_length(check: Check) -> None:
    sentence = TWENTY.capitalize().replace("five", "five\n") + " more."
    text = f"A box. {sentence} A hive."
    (found,) = lengths(check, text, "STR006", sentence=20)
    assert slice_text(f"# Bees\n\n{text}\n", found) == sentence
    assert "21 words" in found.message
    assert lengths(check, text, "STR006") == ()


def test_long_paragraph(check: Check) -> None:
    text = f"{TWENTY.strip()}. {TWENTY.strip()} [@a]."
    (found,) = lengths(check, f"Bees.\n\n{text}\n\nHives.", "STR007", paragraph=39)
    assert slice_text(f"# Bees\n\nBees.\n\n{text}\n", found) == text
    assert lengths(check, text, "STR007", paragraph=40) == ()


def test_loose_draft_is_measured_by_the_limits_of_the_project(tmp_path: Path) -> None:
    project = write_project(tmp_path, {"01.md": "# T\n\nA.\n"}, article={"check": {"limits": {"sentence": 20}}})
    assert [d.code for d in audit_text("draft.md", f"{TWENTY} more.\n", project, select=("STR",))] == ["STR006"]


def sections(lengths: Mapping[str, int]) -> dict[str, str]:
    return {name: f"# {name}\n\n{'Bees fly. ' * (length // 2)}\n" for name, length in lengths.items()}


@pytest.mark.parametrize(
    "lengths, roles, expected",
    [
        ({"1.md": 100, "2.md": 110, "3.md": 90, "4.md": 30}, {}, ["sections/4.md"]),
        ({"1.md": 100, "2.md": 110, "3.md": 90, "4.md": 300}, {}, ["sections/4.md"]),
        ({"1.md": 100, "2.md": 110, "3.md": 90, "4.md": 60}, {}, []),
        ({"1.md": 100, "2.md": 20}, {}, []),
        ({"1.md": 10, "2.md": 110, "3.md": 90, "4.md": 100}, {"1.md": "introduction"}, []),
        ({"1.md": 0, "2.md": 110, "3.md": 90, "4.md": 100}, {}, ["sections/1.md"]),
    ],
)
def test_unbalanced_section(
    tmp_path: Path, lengths: dict[str, int], roles: dict[str, str], expected: list[str]
) -> None:
    entries = [{"file": name, "role": roles.get(name, "section")} for name in lengths]
    project = write_project(tmp_path, sections(lengths), article={"sections": entries})
    found = run_checks(project, parse(project), select=("STR008",))
    assert [d.span.path for d in found] == expected
    assert all(d.span.line == 1 and d.severity is Severity.INFO for d in found)


def test_this_article_has_no_section_out_of_proportion(repository: Project) -> None:
    assert run_checks(repository, parse(repository), select=("STR007", "STR008")) == ()
