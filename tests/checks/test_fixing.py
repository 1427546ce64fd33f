"""Fixing: idempotent, exact to the byte outside of its edits, and never in code, quotations or official titles."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from check_projects import make_reference, prove, write_project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wellsourced.checks.fix import Mended, mend
from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic, Edit, Fix, Severity, Span
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.project.project import Project

SECTION = "sections/a.md"
#: The long title holds the discouraged word in its midst.
TITLE = "Convention against the keeping of killer bees in towns"


@pytest.fixture(scope="module")
def bees(tmp_path_factory: pytest.TempPathFactory) -> Project:
    item = make_reference("bee2020", title=TITLE)
    return write_project(
        tmp_path_factory.mktemp("bees"),
        {"a.md": "# One\n\nText.\n"},
        bibliography={"references": [{**item, "aliases": ["old2020"]}]},
        evidence={"evidence": {"bee2020": [prove(item)]}},
        terms={
            "terms": [
                {
                    "id": "africanised",
                    "discouraged": ["killer bees"],
                    "preferred": "Africanised bees",
                    "exceptions": ["official-titles", "quotations"],
                }
            ]
        },
    )


def mend_text(project: Project, raw: str, *, unsafe: bool = True) -> Mended:
    def reload(texts: Mapping[str, str]) -> Project | None:
        return load(project.root, unsaved=texts).project

    before = reload({SECTION: raw.replace("\r\n", "\n").replace("\r", "\n")})
    assert before is not None
    return mend(before, {SECTION: raw}, check=check, reload=reload, unsafe=unsafe)


def check(project: Project) -> tuple[Diagnostic, ...]:
    return run_checks(project, parse(project), select=("TRM001", "CIT002", "CIT003", "CFG102"))


def test_what_is_mended_is_gone_and_nothing_else_moved(bees: Project) -> None:
    raw = "# One\r\n\r\nThe killer bees [@old2020]\tcame\u0301 😀 (@old2020).\r\n\rAnother killer bees.\n"
    mended = mend_text(bees, raw)
    assert mended.texts[SECTION] == (
        "# One\r\n\r\nThe Africanised bees [@bee2020]\tcame\u0301 😀 [@bee2020].\r\n\rAnother Africanised bees.\n"
    )
    assert not [d for d in mended.remaining if d.code in ("TRM001", "CIT002")]


@pytest.mark.parametrize(
    "words",
    [
        "`killer bees`",
        "\n\n```\nkiller bees [@old2020]\n```\n\n",
        "\n\n    killer bees\n\n",
        "$killer bees$",
        "“killer bees”",
        '"the killer bees of [@old2020]"',
        "\n\n> killer bees, says [@old2020]\n\n",
        f"the *{TITLE}*",
        "<!-- killer bees -->",
    ],
)
def test_code_quotations_and_titles_are_never_touched(bees: Project, words: str) -> None:
    """Held against fixes for every such place, even those that no rule offers."""
    raw = f"# One\n\nHere stand {words} indeed.\n"
    assert mend_text(bees, raw).texts == {}

    def offer(project: Project) -> tuple[Diagnostic, ...]:
        text = project.sections[0].text
        return tuple(
            diagnose(text, match.start(), match.end(), "XXX") for match in re.finditer("killer bees|@old2020", text)
        )

    loaded = load(bees.root, unsaved={SECTION: raw}).project
    assert loaded is not None
    mended = mend(loaded, {SECTION: raw}, check=offer, reload=lambda texts: load(bees.root, unsaved=texts).project)
    assert mended.texts == {}
    assert mended.applied == ()


def diagnose(text: str, start: int, end: int, new: str) -> Diagnostic:
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    end_line, end_column = text.count("\n", 0, end) + 1, end - text.rfind("\n", 0, end)
    span = Span(SECTION, line, column, end_line, end_column)
    return Diagnostic("TRM001", Severity.WARNING, "m", span, fix=Fix("t", (Edit(span, new),), safe=True))


def test_of_overlapping_fixes_the_first_stands_and_a_fix_is_whole_or_not_at_all(bees: Project) -> None:
    raw = "one two three\n"
    offered = [diagnose(raw, 0, 3, "ONE"), diagnose(raw, 2, 5, "no"), diagnose(raw, 4, 7, "TWO")]
    outside = Span(SECTION, 9, 1, 9, 4)
    half = Fix("t", (Edit(diagnose(raw, 8, 13, "").span, "half"), Edit(outside, "x")), safe=True)
    offered.append(Diagnostic("TRM001", Severity.WARNING, "m", outside, fix=half))
    loaded = load(bees.root, unsaved={SECTION: raw}).project
    assert loaded is not None
    mended = mend(
        loaded,
        {SECTION: raw},
        check=lambda project: tuple(offered) if project.sections[0].text == raw else (),
        reload=lambda texts: load(bees.root, unsaved=texts).project,
    )
    assert mended.texts == {SECTION: "ONE TWO three\n"}
    assert len(mended.applied) == 2


def test_rules_that_undo_each_other_do_not_go_round_for_ever(bees: Project) -> None:
    def flip(project: Project) -> tuple[Diagnostic, ...]:
        text = project.sections[0].text
        return (diagnose(text, 0, 3, "two" if text.startswith("one") else "one"),)

    loaded = load(bees.root, unsaved={SECTION: "one\n"}).project
    assert loaded is not None
    mended = mend(loaded, {SECTION: "one\n"}, check=flip, reload=lambda texts: load(bees.root, unsaved=texts).project)
    assert mended.texts == {SECTION: "two\n"}


def test_a_fix_that_breaks_the_project_is_not_made(bees: Project) -> None:
    path = "article/article.yaml"
    raw = bees.texts[path]
    start = raw.index('"title"')
    span = Span(path, raw.count("\n", 0, start) + 1, start - raw.rfind("\n", 0, start))
    end = msgspec_replace(span, 7)
    breaking = Diagnostic("TRM001", Severity.WARNING, "m", end, fix=Fix("t", (Edit(end, '"colour"'),), safe=True))
    mended = mend(
        bees, {path: raw}, check=lambda _: (breaking,), reload=lambda texts: load(bees.root, unsaved=texts).project
    )
    assert mended.texts == {}


def msgspec_replace(span: Span, letters: int) -> Span:
    return Span(span.path, span.line, span.column, span.line, span.column + letters)


PIECES = st.sampled_from(
    [
        *("killer bees", "Killer  bees", "`killer bees`", "“killer bees”", "> killer bees", "[@old2020]", "(@old2020)"),
        *("[@old2020, @bee2020]", "words", "e\u0301", "😀", "\t", "*em*", "\r\n", "\n", "\r", "\r\n\r\n", "\n\n"),
        *(
            "- item ",
            TITLE,
            "\n\n```\nkiller bees\n```\n\n",
            "<!-- wellsourced: allow TRM001: no need -->",
            "| a | b |",
        ),
        "[a link](https://bees.example)",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=14), unsafe=st.booleans())
def test_fixing_twice_is_fixing_once_and_the_rest_is_byte_identical(
    bees: Project, pieces: list[str], unsafe: bool
) -> None:
    raw = "# One\n\n" + " ".join(pieces) + "\n"
    once = mend_text(bees, raw, unsafe=unsafe)
    result = once.texts.get(SECTION, raw)
    assert mend_text(bees, result, unsafe=unsafe).texts == {}
    # What any fix may write or take away; outside of it both texts are the same, to the line end.
    edited = r"[Kk]iller\s+bees|Africanised\s+bees|\[?\(?@(?:old|bee)2020\)?\]?|<!--.*?-->|[,;]"
    assert re.sub(edited, "", result) == re.sub(edited, "", raw)
    for untouched in ("`killer bees`", "“killer bees”", "```\nkiller bees\n```"):
        assert result.count(untouched) == raw.count(untouched)
