"""TRM002 and TRM003: one spelling, and abbreviations explained."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from check_projects import Check, make_reference, prove, slice_text, write_project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wellsourced.checks.audit import audit_text
from wellsourced.checks.run import run_checks
from wellsourced.checks.spelling import read_spelling
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.parse import parse
from wellsourced.manuscript.spans import LineIndex
from wellsourced.project.project import Project


def spelt(check: Check, text: str, **files: Any) -> tuple[Diagnostic, ...]:
    return check(f"# T\n\n{text}\n", select=("TRM002",), **files)


def words(text: str, found: tuple[Diagnostic, ...]) -> list[str]:
    return [slice_text(f"# T\n\n{text}\n", d) for d in found]


def mend(text: str, found: tuple[Diagnostic, ...]) -> str:
    """The text with the safe fixes applied, from the end, so that places stay right."""
    starts = LineIndex(text).starts
    edits = [edit for d in found if d.fix and d.fix.safe for edit in d.fix.edits]
    for edit in sorted(edits, key=lambda e: e.span, reverse=True):
        start, end = (
            starts[line - 1] + column - 1
            for line, column in ((edit.span.line, edit.span.column), (edit.span.end_line, edit.span.end_column))
        )
        text = text[:start] + edit.text + text[end:]
    return text


AMERICAN = {"article": {"language": "en-US"}}
ANY = {"article": {"check": {"spelling": "any"}}}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("They organized it.", ["organized"]),
        ("The organization, the *color*\nand the center of it.", ["organization", "color", "center"]),
        ("Behavior was analyzed. Offenses were labeled.", ["Behavior", "analyzed", "Offenses", "labeled"]),
        ("A training program was canceled.", ["program", "canceled"]),
        ("> Organizations said so.\n\nColor was their own.", ["Color"]),
        ("| A | B |\n|--|--|\n| color | x |", ["color"]),
        ("Bees.[^1]\n\n[^1]: In color.", ["color"]),
        ("Colors, e.g. gray.", ["Colors", "gray"]),
    ],
)
def test_american_words_in_a_british_article(check: Check, text: str, expected: list[str]) -> None:
    found = spelt(check, text)
    assert words(text, found) == expected
    assert {(d.code, d.severity) for d in found} == {("TRM002", Severity.WARNING)}


@pytest.mark.parametrize(
    "text",
    [
        "They organised the colour of the centre.",
        "Sizes, prizes, citizens and seizure; advise, exercise, surprise; a metre, a judgment, a licence.",
        "The National Center for Missing & Exploited Children and the World Health Organization.",
        "The Center for Bees said so. Organization for Bees.",
        "They call it “the color”.",
        "`color` and <https://color.example/center> and [a link](color.html){.center}.",
        "The computer program ran.",
        "The DEFENSE RESTS.",
        "A report on the law of color and honor of bees.",
    ],
)
def test_names_quotations_titles_and_code_keep_their_spelling(check: Check, text: str) -> None:
    item = make_reference("law", "On the law of color and honor of bees")
    assert spelt(check, text, bibliography={"references": [item]}, evidence={"evidence": {"law": [prove(item)]}}) == ()


def test_british_words_in_an_american_article(check: Check) -> None:
    text = "They organised the colour and advised on a programme; improvisation, precise, unauthorised."
    found = spelt(check, text, **AMERICAN)
    assert words(text, found) == ["organised", "colour", "programme", "unauthorised"]


def test_without_a_spelling_only_the_rarer_side_of_a_mixture_is_reported(check: Check) -> None:
    assert spelt(check, "Color and center.", **ANY) == ()
    text = "The colour of it. The color and the center."
    assert words(text, spelt(check, text, **ANY)) == ["colour"]
    # British with -ize throughout (Oxford) is no mixture.
    assert spelt(check, "They organize the colour and recognize it.", **ANY) == ()
    assert spelt(check, "El color de la organización.", article={"language": "es"}) == ()


def test_fix_keeps_capitals_and_leaves_the_rest(tmp_path: Path) -> None:
    text = "# T\n\nOrganizations e\u0301 label\u00adled \U0001f41d behavior; “color”.\n"
    project = write_project(tmp_path, {"01.md": text})
    found = run_checks(project, parse(project), select=("TRM002",))
    assert mend(text, found) == text.replace("Organizations", "Organisations").replace("behavior", "behaviour")


def test_word_out_of_a_template_is_reported_without_a_fix(check: Check) -> None:
    (found,) = spelt(check, "{{ 'color' }} of bees.")
    assert found.fix is None


def test_title_and_abstract_are_spelt_alike(check: Check) -> None:
    (found,) = check("# T\n\nBees.\n", select=("TRM002",), article={"abstract": "The behavior of bees."})
    assert (found.span.path, found.span.end_column - found.span.column) == ("article/article.yaml", len("behavior"))


def test_what_readers_are_told_of_versions_and_thanks_is_checked_as_well(check: Check) -> None:
    told = {
        "acknowledgements": "The behavior of bees was explained to us.",
        "competing_interests": "One of us keeps bees of every color.",
        "history": [{"date": "2026-11-22", "note": "A favorite hive came in."}],
    }
    found = check("# T\n\nBees.\n", select=("TRM002",), article=told)
    assert {d.span.path for d in found} == {"article/article.yaml"}
    assert len(found) == 3


@pytest.mark.parametrize(
    "text, expected",
    [
        ("An e-mail, an email, an email.", ["e-mail"]),
        ("E-mails and e-mail, an email.", ["email"]),
        ("Work online, on-line or online.", ["on-line"]),
        ("The dataset, the dataset and the data set.", ["data set"]),
        ("The dataset and the data set out below.", []),
        ("An e-mail and “email”, `email`.", []),
        ("They email. The Email Act.", []),
        ("Cyber crime and cyber-crime.", ["cyber-crime"]),
    ],
)
def test_compounds_written_in_several_ways(check: Check, text: str, expected: list[str]) -> None:
    found = spelt(check, text)
    assert words(text, found) == expected
    assert all(d.related for d in found)


def test_compound_is_mended_where_a_hyphen_is_all(check: Check) -> None:
    safe, unsafe = spelt(check, "Work on-line or online; a data set, the dataset, datasets. Go online.")
    assert safe.fix is not None
    assert unsafe.fix is not None
    assert (safe.fix.safe, safe.fix.edits[0].text, unsafe.fix.safe) == (True, "online", False)


def test_tables_of_spelling_hold_together() -> None:
    spelling = read_spelling()
    assert len(spelling.to_american) == len(spelling.to_british)
    assert not set(spelling.to_british) & set(spelling.to_american)
    for british in ("organised", "colours", "centre", "analysing", "travelled", "defence", "fulfil", "unrecognised"):
        american = spelling.american(british)
        assert american is not None
        assert spelling.british(american) == british
    for word in ("size", "prized", "advise", "supervised", "citizen", "analyses", "improvisation", "seized"):
        assert (spelling.british(word), spelling.american(word)) == (None, None)


def unexplained(check: Check, *paragraphs: str, **files: Any) -> list[tuple[str, bool]]:
    text = "\n\n".join(("# T", *paragraphs)) + "\n"
    found = check(text, select=("TRM003",), **files)
    return [(slice_text(text, d), bool(d.related)) for d in found]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("The MLAT is slow. So is the MLAT.", [("MLAT", False)]),
        ("The MLAT is slow. A mutual legal assistance treaty (MLAT) helps.", [("MLAT", True)]),
        ("A mutual legal assistance treaty (MLAT) helps. The MLAT is slow; MLATs are.", []),
        ("The *mutual legal\nassistance treaty* (the “MLAT”) helps.", []),
        ("The MLAT (mutual legal assistance treaty) helps.", []),
        ("MLAT stands for mutual legal assistance treaty.", []),
        ("The hive (MLAT) is full.", [("MLAT", False)]),
        ("The MLATs are slow.", [("MLAT", False)]),
        ("E2EE hides it.", [("E2EE", False)]),
        ("The A.B.C.D. is slow.", [("A.B.C.D.", False)]),
        ("| A | MLAT |\n|--|--|\n| a | b |", [("MLAT", False)]),
        ("In the EU, the UK and the US, AI reads a PDF by SHA-256 or MD5.", []),
        ("Part XIV of ISO/IEC 27037, LAION-5B, CETS No. 201, NIST SP 800-88, the PROTECT Act.", []),
        ("THIS IS SHOUTED.", []),
        ("`MLAT`, <https://x.example/MLAT>, [@MLAT2010].", []),
        ("## The MLAT\n\nA mutual legal assistance treaty (MLAT) helps.", []),
        ("R.B. v. Estonia and J. K. Beekeeper.", []),
    ],
)
def test_abbreviation_needs_its_full_name_first(check: Check, text: str, expected: list[tuple[str, bool]]) -> None:
    assert unexplained(check, text) == expected


def test_registers_explain_their_own_abbreviations(check: Check) -> None:
    files = {
        "instruments": {
            "instruments": [{"id": "x", "kind": "tool", "official_name": "Bee Box", "short_names": ["BBX"]}]
        },
        "terms": {"terms": [{"id": "y", "discouraged": ["bug"], "preferred": "honey bee insect (HBI)"}]},
    }
    assert unexplained(check, "The BBX holds an HBI and a QQX.", **files) == [("QQX", False)]


def test_abbreviation_is_explained_by_an_earlier_section_and_not_by_a_later_one(tmp_path: Path) -> None:
    sections = {"1.md": "# A\n\nThe bee box (BBX), the QQX.\n", "2.md": "# B\n\nA BBX. A quick queen index (QQX).\n"}
    project = write_project(tmp_path, sections)
    (found,) = run_checks(project, parse(project), select=("TRM003",))
    assert (found.span.path, found.span.line) == ("sections/1.md", 3)
    assert found.related[0].span.path == "sections/2.md"


def test_this_article_keeps_to_one_spelling_and_explains_its_abbreviations(repository: Project) -> None:
    assert run_checks(repository, parse(repository), select=("TRM002", "TRM003")) == ()


PIECES = st.sampled_from(
    [
        *("color ", "e-mail ", "email ", "data set ", "dataset ", "MLAT ", "(MLAT) ", "treaty "),
        *("“", "”", "*", ".", "\n", "\n\n", "> ", "\u00ad"),
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(PIECES, max_size=30).map("".join))
def test_fixes_mend_and_are_idempotent_whatever_the_text(tmp_path: Path, text: str) -> None:
    project = write_project(tmp_path, {"1.md": "# T\n\nA.\n"})
    found = audit_text("draft.md", text, project, select=("TRM",))
    once = mend(text, found)
    again = audit_text("draft.md", once, project, select=("TRM",))
    assert mend(once, again) == once
    assert once.replace("colour", "color").replace("email", "e-mail").replace("e-mail", "email") == text.replace(
        "e-mail", "email"
    )
