"""JUnit XML: valid by the schema of Jenkins's xUnit plugin, whatever the words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from planted import NAME, examine, write_planted

from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.report.baseline import Comparison
from wellsourced.report.junit import render_junit
from wellsourced.report.report import Report


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas/junit-10.xsd"))


def render(report: Report) -> etree._Element:
    tree = etree.fromstring(render_junit(report).encode("utf-8"))
    schema().assertValid(tree)
    return tree


def test_each_file_is_a_suite_and_each_error_a_failing_case(tmp_path: Path) -> None:
    write_planted(tmp_path)
    tree = render(examine(tmp_path))
    suites = {suite.get("name"): suite for suite in tree}
    assert set(suites) == {"article/article.yaml", "article/corrections.yaml", f"sections/{NAME}"}
    failing = suites[f"sections/{NAME}"]
    assert (failing.get("tests"), failing.get("failures"), failing.get("skipped")) == ("3", "2", "1")
    assert [case.find("failure").get("type") for case in failing if case.find("failure") is not None] == [
        "COR001",
        "CIT001",
    ]
    assert f"sections/{NAME}:3:8: error[COR001]" in failing[0].find("failure").text
    assert failing[0].get("classname") == "sections.01 bées #1_md"
    [excused] = [case for case in failing if case.find("skipped") is not None]
    assert excused.find("skipped").get("message").endswith("the key is {an example}")
    assert (tree.get("tests"), tree.get("failures")) == ("5", "2")


def test_file_without_failures_has_one_passing_case(tmp_path: Path) -> None:
    write_planted(tmp_path)
    [case] = next(suite for suite in render(examine(tmp_path)) if suite.get("name") == "article/article.yaml")
    assert len(case) == 0


@pytest.mark.parametrize("strict", [False, True])
def test_warnings_fail_only_where_they_fail_the_run(strict: bool) -> None:
    found = Diagnostic("REF002", Severity.WARNING, "m", Span("a.md"))
    tree = render(Report((found,), strict=strict))
    assert tree.get("failures") == str(int(strict))
    assert bool(tree.xpath("//skipped[@message='a warning']")) is not strict


def test_old_errors_are_skipped_and_notes_are_told() -> None:
    old = Diagnostic("COR001", Severity.ERROR, "m", Span("a.md", 1, 1, 1, 2))
    note = Diagnostic("REF007", Severity.INFO, "cited nowhere", Span("b.yaml", 3, 1, 3, 2), help="Cite it.")
    tree = render(Report((old, note), comparison=Comparison(frozenset({old}))))
    assert tree.get("failures") == "0"
    assert tree.xpath("//skipped/@message") == ["in the baseline"]
    assert tree.xpath("//system-out/text()") == ["b.yaml:3:1: info[REF007]: cited nowhere\nCite it."]


@given(st.text(alphabet=st.characters(), max_size=60), st.text(max_size=20))
def test_no_words_make_it_invalid(words: str, path: str) -> None:
    found = Diagnostic("COR001", Severity.ERROR, f"{words}\x00\x1b\udc80\ufffe", Span(path or "x"), help=words)
    note = Diagnostic("COR001", Severity.INFO, words, Span(path or "x"))
    render(Report((found, note), {path: words}))


def test_place_in_a_draft_without_lines_is_a_paragraph() -> None:
    found = Diagnostic("COR001", Severity.ERROR, "m", Span("a.docx", 7, 1, 7, 3, "paragraph"))
    assert render(Report((found,))).xpath("//testcase/@name") == ["COR001 paragraph 7 m"]
