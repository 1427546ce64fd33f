"""Quantities held against the facts of the sources that their sentence cites."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from check_projects import make_reference, slice_source, slice_text, write_project

from wellsourced.checks.audit import audit_text
from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.project.project import Project


def fact(
    id: str, value: float | None, unit: str, statement: str, source: str = "census", **more: Any
) -> dict[str, Any]:
    return {"id": id, "value": value, "unit": unit, "statement": statement, "source": source, **more}


FACTS = [
    fact("hives-2021", 29397681, "hives", "Beekeepers registered 29,397,681 hives in 2021.", as_of="2021"),
    fact("hives-2023", 36210368, "hives", "Beekeepers registered 36,210,368 hives in 2023.", as_of="2023"),
    fact("lost-share", 21.4, "percent of hives", "In 2023 21.4 per cent of the hives were lost.", as_of="2023"),
    fact("cost-queen", 282734, "USD per queen", "Losing a queen costs 282,734 dollars.", "costs", as_of="2015"),
    fact("cost-drone", 74691, "USD per drone", "Losing a drone costs 74,691 dollars.", "costs", as_of="2015"),
    fact("answer", 48, "hours", "An inspector must answer within 48 hours.", "law", as_of="2024"),
    fact("swarms", 17, "percent lower", "Swarms were 17 per cent lower with training.", "trial", as_of="2022"),
    fact("counties", 12, "of 48 counties", "Training reached 12 of 48 counties.", "trial", as_of="2022"),
    fact("visits-low", 0.7, "percent", "Visits vary from 0.7 to 5.0 per cent of flowers.", "visits"),
    fact("visits-high", 5.0, "percent", "Visits vary from 0.7 to 5.0 per cent of flowers.", "visits"),
    fact("members", 16, "countries", "The union has 16 member countries.", "union", as_of="2024"),
]  # fmt: skip
REGISTER: dict[str, Any] = {
    "facts": {"facts": FACTS},
    "bibliography": {"references": [make_reference(s) for s in ("census", "costs", "law", "trial", "visits", "union")]},
}
NUMBERS = ("FCT001", "FCT002", "FCT003", "FCT006", "FCT007", "FCT008")


@pytest.fixture
def judge(tmp_path: Path) -> Any:
    """What the rules on numbers say of a section: (code, words)."""

    def run(text: str, select: Sequence[str] = ("FCT001", "FCT002", "FCT007")) -> list[tuple[str, str]]:
        project = write_project(tmp_path, {"01-bees.md": text}, **REGISTER)
        found = run_checks(project, parse(project), select=select)
        return [(diagnostic.code, slice_source(project, diagnostic)) for diagnostic in found]

    return run


@pytest.mark.parametrize(
    "text",
    [
        "In 2023 there were 36,210,368 hives [@census].",
        "In 2023 there were 36.2 million hives [@census].",
        "Some 36 million hives stood in 2023 [@census].",
        "More than 36 million hives stood in 2023 [@census].",
        "Nearly 37 million hives stood in 2023 [@census].",
        "Thirty-six million hives stood in 2023 [@census].",
        "One in five hives was lost in winter [@census].",
        "About a fifth of the hives were lost [@census].",
        "Over 20 per cent of the hives were lost [@census].",
        "Hives grew by 23 per cent between 2021 and 2023 [@census].",
        "Inspectors must answer within two days [@law].",
        "Swarms were 17 per cent lower there [@trial].",
        "Training reached a quarter of the counties [@trial].",
        "Visits vary between 0.7 and 5.0 per cent [@visits].",
        "Each queen costs some $283,000 [@costs].",
        "There were 29.4 million hives in 2021 [@census] and 36.2 million in 2023 [@census].",
        "There were 36.2 million hives in 2023. They are counted each spring [@census].",
        "| Year | Hives |\n|---|---|\n| 2023 | 36,210,368 |\n\n: Hives by year [@census]\n",
        "Two reviews agree [@census; @costs].",
        "The union names three reasons.",
    ],
)
def test_what_a_cited_source_says_is_backed(judge: Any, text: str) -> None:
    assert judge(text) == []


@pytest.mark.parametrize(
    "text, words",
    [
        ("In 2023 there were 36,210,386 hives [@census].", "36,210,386"),
        ("In 2023 there were 36.2 billion hives [@census].", "36.2 billion"),
        ("In 2023 there were 29.4 million hives [@census].", "29.4 million"),
        ("Fewer than 36 million hives stood in 2023 [@census].", "36 million"),
        ("More than 25 million hives stood in 2023 [@census].", "25 million"),
        ("Half of the hives were lost in the winter of 2023 [@census].", "Half"),
        ("Losing a queen costs $74,691 [@costs].", "$74,691"),
        ("The union has seventeen member countries [@union].", "seventeen"),
        ("| Year | Hives |\n|---|---|\n| 2023 | 63,210,368 [@census] |\n", "63,210,368"),
        ("A note.[^1]\n\n[^1]: There were 63.2 million hives in 2023 [@census].\n", "63.2 million"),
        ("> In 2023 there were\n> some 63.2 million\n> hives [@census].\n", "63.2 million"),
    ],
)
def test_another_value_of_the_very_thing_contradicts(judge: Any, text: str, words: str) -> None:
    assert judge(text) == [("FCT002", words)]


@pytest.mark.parametrize(
    "text, words",
    [
        ("The office employs 212 clerks [@census].", "212"),
        ("It costs 5 million euros a year.", "5 million euros"),
        ("Inspectors must answer within 48 days [@law].", "48"),
        ("A queen costs £282,734 [@costs].", "£282,734"),
        ("Swarms fell by 17 percentage points [@trial].", "17 percentage points"),
        ("There were 36.2 million hives in 2023 [@law].", "36.2 million"),
    ],
)
def test_what_no_cited_source_says_is_unbacked(judge: Any, text: str, words: str) -> None:
    assert judge(text) == [("FCT001", words)]


def test_the_places_are_those_of_the_file_with_other_line_ends_too(tmp_path: Path) -> None:
    project = write_project(tmp_path, {"01-bees.md": ""}, **REGISTER)
    text = "# Bees\r\n\r\nWords 😀 first,\r\nthen 212 clerks [@census].\r\n"
    (tmp_path / "sections" / "01-bees.md").write_bytes(text.encode())
    project = load(tmp_path).project or project
    (found,) = run_checks(project, parse(project), select=("FCT001",))
    assert (found.span.line, found.span.column, found.span.end_column) == (4, 6, 9)


def test_help_names_the_source_that_says_so(tmp_path: Path) -> None:
    found = complaints(tmp_path, "There were 36,210,368 hives in 2023 [@law].", "FCT001")
    assert "hives-2023" in (found[0].help or "")
    assert "@census" in (found[0].help or "")


def test_a_contradiction_shows_the_fact_and_offers_its_figure(tmp_path: Path) -> None:
    (found,) = complaints(tmp_path, "In 2023 there were 63.2 million hives [@census].", "FCT002")
    assert "hives-2023" in found.message
    assert "36,210,368" in found.message
    assert found.related[0].span.path == "article/facts.yaml"
    assert found.fix is not None
    assert not found.fix.safe
    assert found.fix.edits[0].text == "36.2 million"


def test_small_number_words_are_only_warned_of(tmp_path: Path) -> None:
    (found,) = complaints(tmp_path, "The office visited three countries [@census].", "FCT001")
    assert found.severity is Severity.WARNING


def test_a_project_without_facts_is_not_judged(tmp_path: Path) -> None:
    project = write_project(tmp_path, {"01-bees.md": "There were 40 hives."})
    assert run_checks(project, parse(project), select=("FCT001",)) == ()


def test_official_titles_claim_nothing(tmp_path: Path) -> None:
    title = "Forty things about 212 clerks of the bee office"
    references = [make_reference("census", title)]
    project = write_project(
        tmp_path,
        {"01-bees.md": f"It is called *{title}* [@census]."},
        facts={"facts": FACTS[:1]},
        bibliography={"references": references},
    )
    assert run_checks(project, parse(project), select=("FCT001",)) == ()


def test_a_loose_draft_is_judged_too(tmp_path: Path) -> None:
    project = write_project(tmp_path, {"01-bees.md": ""}, **REGISTER)
    text = "In 2023 there were 63.2 million hives [@census]."
    (found,) = audit_text("draft.md", text, project, select=("FCT001", "FCT002", "FCT006"))
    assert (found.code, slice_text(text, found)) == ("FCT002", "63.2 million")


# --- derived figures ---


@pytest.mark.parametrize(
    "text",
    [
        "Hives rose from 20,000 to 25,000, an increase of 20 per cent.",
        "Hives rose from 20,000 in 2019 to 25,000 in 2020, a rise of 30 per cent.",
        "Some 12 of 48 hives (30%) failed.",
        "Losses grew from 20 to 30 per cent, a rise of 15 percentage points.",
    ],
)
def test_a_derived_figure_must_follow_from_those_beside_it(judge: Any, text: str) -> None:
    assert [code for code, _ in judge(text, ("FCT007",))] == ["FCT007"]


@pytest.mark.parametrize(
    "text",
    [
        "Hives rose from 20,000 to 25,000, an increase of 25 per cent.",
        "Hives rose from 29.4 million to 36.2 million, an increase of about 23 per cent.",
        "Some 12 of 48 hives (25%) failed.",
        "Losses grew from 20 to 30 per cent, a rise of 10 percentage points.",
        "Hives fell from 25,000 to 20,000, a drop of 20 per cent.",
        "There were 20,000 hives and 25,000 bees, and 40 per cent of them were tired.",
    ],
)
def test_right_arithmetic_and_mere_neighbours_pass(judge: Any, text: str) -> None:
    assert judge(text, ("FCT007",)) == []


# --- two places, review dates, facts typed by hand, facts without a source ---


def test_two_sections_that_disagree_are_shown_together(tmp_path: Path) -> None:
    sections = {
        "01-bees.md": "In 2023 the office counted 40 tired queens in the northern hives [@census].\n",
        "02-more.md": "The northern hives held 44 tired queens in 2023, the office counted [@census].\n",
    }
    project = write_project(tmp_path, sections, **REGISTER)
    (found,) = run_checks(project, parse(project), select=("FCT003",))
    assert slice_source(project, found) == "44"
    assert found.related[0].span.path == "sections/01-bees.md"


def test_the_same_figure_rounded_is_no_disagreement(tmp_path: Path) -> None:
    sections = {
        "01-bees.md": "In 2023 the office counted 36,210,368 hives of beekeepers [@census].\n",
        "02-more.md": "In 2023 the office counted some 36 million hives of beekeepers [@census].\n",
    }
    project = write_project(tmp_path, sections, **REGISTER)
    assert run_checks(project, parse(project), select=("FCT003",)) == ()


@pytest.mark.parametrize("today, expected", [(date(2025, 6, 1), 0), (date(2025, 6, 2), 2), (None, 0)])
def test_a_fact_is_due_the_day_after_its_review_date(tmp_path: Path, today: date | None, expected: int) -> None:
    due = fact("hives-2023", 36210368, "hives", "There were 36,210,368 hives in 2023.", review_after="2025-06-01")
    text = 'There were {{ fact("hives-2023") }} hives [@census].\n'
    project = write_project(
        tmp_path,
        {"01-bees.md": text, "02-more.md": "There were 36.2 million hives in 2023 [@census].\n"},
        facts={"facts": [due]},
        bibliography=REGISTER["bibliography"],
    )
    found = run_checks(project, parse(project), select=("FCT004",), today=today)
    assert len(found) == expected
    assert [slice_source(project, d) for d in found] == ["hives-2023", "36.2 million"][:expected]


@pytest.mark.parametrize(
    "written, template",
    [
        ("36,210,368", '{{ fact("hives-2023") }}'),
        ("36.2 million", '{{ fact("hives-2023") | millions }}'),
        ("36 million", '{{ fact("hives-2023") | millions(0) }}'),
        ("36,210,000", '{{ fact("hives-2023") | rounded(4) }}'),
    ],
)
def test_a_typed_fact_becomes_a_template_that_prints_the_same(tmp_path: Path, written: str, template: str) -> None:
    text = f"In 2023 there were {written} hives [@census].\n"
    (found,) = complaints(tmp_path, text, "FCT006")
    assert found.fix is not None
    assert found.fix.safe
    assert [edit.text for edit in found.fix.edits] == [template]
    fixed = text.replace(written, template)
    project = write_project(tmp_path, {"01-bees.md": fixed}, **REGISTER)
    assert parse(project).sections[0].parsed.text == text


def test_a_printed_fact_stands_with_its_source(tmp_path: Path) -> None:
    text = (
        'There were {{ fact("hives-2023") | millions }} hives.\n\n'
        'There were {{ fact("hives-2021") | millions }} hives [@census].\n\n'
        'Of {{ fact("hives-2021") | millions }} hives many fell. That is known [@census].\n'
    )
    project = write_project(tmp_path, {"01-bees.md": text}, **REGISTER)
    (found,) = run_checks(project, parse(project), select=("FCT008",))
    assert found.span.line == 1
    assert slice_source(project, found).startswith("{{")


def complaints(root: Path, text: str, code: str) -> tuple[Diagnostic, ...]:
    project: Project = write_project(root, {"01-bees.md": text}, **REGISTER)
    return run_checks(project, parse(project), select=(code,))
