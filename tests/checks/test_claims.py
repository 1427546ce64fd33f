"""CLM: claims, paragraphs and sections without enough sources behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from check_projects import Check, make_reference, prove, slice_text, write_project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wellsourced.checks.audit import audit_text
from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.parse import parse
from wellsourced.project.project import Project

ITEMS = [make_reference("a"), make_reference("b", "Another study of bees", aliases=["old-b"])]
FILES: dict[str, Any] = {
    "bibliography": {"references": ITEMS},
    "evidence": {"evidence": {item["id"]: [prove(item)] for item in ITEMS}},
}


def claims(check: Check, text: str, *codes: str) -> tuple[Diagnostic, ...]:
    return check(f"# Bees\n\n{text}\n", select=codes or ("CLM001",), **FILES)


@pytest.mark.parametrize(
    "text, flagged",
    [
        ("Bees [@a].\n\nThe list was closed\nin March 2021. Nobody minded.", "The list was closed\nin March 2021."),
        ("Bees fly [@a]. *Most countries* keep none. Nobody minds. So it is [@a].", "*Most countries* keep none."),
        ("- Smoke leads to calm [@a].\n- Food leads to calm.", "Food leads to calm."),
        ("> Bees fly.\n\nThen losses doubled.", "Then losses doubled."),
        ("Bees [@a].[^1]\n\nWasps.[^2]\n\n[^1]: Studies show it.\n[^2]: Studies agree on it.", "Studies agree on it."),
        ("Losses doubled, see [below](#sec:b) and [@sec:b].", "Losses doubled, see [below](#sec:b) and [@sec:b]."),
        ("Bees like tea.\tLosses doubled in 2010 \U0001f41d e\u0301.", "Losses doubled in 2010 \U0001f41d e\u0301."),
        ("{{ 'Bees' }} never sleep.", "{{ 'Bees' }} never sleep."),
    ],
)  # fmt: skip
def test_claim_without_a_source_is_reported_at_its_sentence(check: Check, text: str, flagged: str) -> None:
    (found,) = claims(check, text)
    assert (found.code, found.severity) == ("CLM001", Severity.WARNING)
    assert slice_text(f"# Bees\n\n{text}\n", found).removeprefix("- ") == flagged


@pytest.mark.parametrize(
    "text",
    [
        "The register was closed in March 2021 [@a].",
        "The register was closed in March 2021. This was a mistake [@a].",
        "Studies show that smoke calms [@a]. It also leads to fewer stings. This prevents losses.",
        "Law causes trouble for keepers. Bees like tea. The register was closed in 2021 [@a].",
        "| Land | Hives |\n|:--|--:|\n| Finland | 5,600 |\n\n: Hives, after @a",
        "| Land | Hives |\n|:--|--:|\n| Finland [@a] | 5,600 |",
        "Two laws matter [@a]:\n\n- The first law of its kind was adopted in 2010.\n- The second led to losses.",
        "> Losses doubled in 2010.\n\n[@a, 5] says so.",
        "Losses doubled in 2010.[^1]\n\n[^1]: @a, p. 5.",
        "One study reports fewer losses. Its record could not be confirmed.",
        "Should losses have doubled in 2010?",
        "## Losses doubled in 2010",
        "```\nLosses doubled in 2010.\n```",
        "Most of this article is about the first law, of 2010.",
    ],
)
def test_what_is_sourced_or_claims_nothing_is_left_alone(check: Check, text: str) -> None:
    assert claims(check, text) == ()


def test_sentence_that_goes_on_is_reported_where_it_adds_a_figure(check: Check) -> None:
    text = "Smoke calms [@a]. This prevents losses. It also saved 4,000 hives in 2010. Nobody minds."
    (found,) = claims(check, text)
    assert slice_text(f"# Bees\n\n{text}\n", found) == "It also saved 4,000 hives in 2010."


def test_next_paragraph_vouches_for_nothing(check: Check) -> None:
    assert len(claims(check, "The register was closed in 2021.\n\nThis was a mistake [@a].")) == 1


def test_words_of_article_yaml_cite_nothing_and_need_nothing(check: Check) -> None:
    abstract = "Losses doubled in 2010. Most countries keep no register."
    assert (
        check("# Bees\n\nA box.\n", select=("CLM",), article={"abstract": abstract, "title": "The first law of 2010"})
        == ()
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Losses doubled in 2010 (Keeper and Hive 2011, p. 5).",
        "Losses doubled in 2010 [3, 4].",
        "Losses doubled in 2010 ([source](https://hive.example)).",
        "Losses doubled in 2010.[^1]",
        "Losses doubled in 2010. [@a]",
    ],
)
def test_loose_drafts_may_cite_in_other_ways(tmp_path: Path, sentence: str) -> None:
    project = write_project(tmp_path, {"01-bees.md": "# Bees\n\nA box.\n"}, **FILES)
    assert audit_text("draft.md", f"{sentence}\n", project, select=("CLM001",)) == ()
    assert len(audit_text("draft.md", "Losses doubled in 2010.\n", project, select=("CLM001",))) == 1


LONG = "Keepers in the north speak of hard winters and of good food for their colonies in spring, and they like it so. "


@pytest.mark.parametrize(
    "text, expected",
    [
        (f"The register was closed in 2021. {LONG}{LONG}", 1),
        (f"The register was closed in 2021 [@a]. {LONG}{LONG}", 0),
        (f"The register was closed in 2021. {LONG}", 0),
        (f"{LONG}{LONG}{LONG}", 0),
        (f"- The register was closed in 2021. {LONG}{LONG}", 0),
        (f"This article is about the first register. {LONG}{LONG}", 0),
    ],
)
def test_paragraph_with_claims_and_no_source(check: Check, text: str, expected: int) -> None:
    found = claims(check, f"Bees fly [@a].\n\n{text}", "CLM002")
    assert [d.code for d in found] == ["CLM002"] * expected
    if found:
        assert slice_text(f"# Bees\n\nBees fly [@a].\n\n{text}\n", found[0]) == text.strip()


def test_one_source_carries_a_section(check: Check) -> None:
    more = f"{LONG}{LONG}{LONG}"
    one = f"{more} [@b]. {more} [@old-b]. {more} [@b]."
    (whole,) = claims(check, one, "CLM003")
    assert (whole.severity, whole.span.line, len(whole.related)) == (Severity.INFO, 1, 3)
    (part,) = claims(check, f"Bees [@a].\n\n## Winter\n\n{one}", "CLM003")
    assert part.span.line == 5
    assert claims(check, f"{one} [@a].", "CLM003") == ()
    assert claims(check, f"{more} [@b]. {more} {more}", "CLM003") == ()


def test_this_article_makes_hardly_a_claim_without_a_source(repository: Project) -> None:
    manuscript = parse(repository)
    sentences = sum(len(section.parsed.sentences) for section in manuscript.sections)
    assert len(run_checks(repository, manuscript, select=("CLM001", "CLM002"))) * 100 < sentences


def test_this_article_without_its_citations_is_full_of_them(repository: Project) -> None:
    section = next(s for s in repository.sections if s.path.endswith("02-legal.md"))
    text = section.text
    for key in sorted(repository.reference_by_id, key=len, reverse=True):
        text = text.replace(f"@{key}", "")
    found = audit_text("draft.md", text.replace('{{ fact("', "5 ("), repository, select=("CLM",))
    assert sum(d.code == "CLM001" for d in found) > 30
    assert sum(d.code == "CLM002" for d in found) >= 8


PIECES = st.sampled_from(
    [
        "Losses doubled. ",
        "In 2010 ",
        "[@a] ",
        "[^n]",
        "\n\n",
        "\n",
        "| ",
        "- ",
        "> ",
        "# ",
        "because of ",
        "It ",
        "never ",
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(PIECES, max_size=25).map("".join))
def test_places_lie_in_the_text_whatever_it_is(tmp_path: Path, text: str) -> None:
    project = write_project(tmp_path, {"01-bees.md": "# Bees\n\nA box.\n"}, **FILES)
    for found in audit_text("draft.md", text, project, select=("CLM", "STR", "TRM")):
        assert slice_text(text, found).strip() or found.code == "CLM003"
