"""The baseline: old errors pass, new ones fail, and nobody loses sight of what passes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planted import NAME, SECTION, examine, write_planted

from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.report.baseline import (
    Entry,
    compare_with_baseline,
    make_baseline,
    read_baseline,
    render_baseline,
)
from wellsourced.report.report import Report

PATH = f"sections/{NAME}"


@pytest.fixture
def entries(tmp_path: Path) -> tuple[Entry, ...]:
    """What the baseline of the planted project holds."""
    write_planted(tmp_path)
    report = examine(tmp_path)
    return make_baseline(report.diagnostics, report.texts)


def new_codes(root: Path, section: str, entries: tuple[Entry, ...]) -> list[str]:
    write_planted(root, section)
    report = examine(root)
    old = compare_with_baseline(report.diagnostics, report.texts, entries).old
    return [diagnostic.code for diagnostic in report.diagnostics if diagnostic not in old]


def test_lines_that_move_or_are_indented_anew_are_old(tmp_path: Path, entries: tuple[Entry, ...]) -> None:
    assert [(entry.path, entry.code, entry.count) for entry in entries] == [(PATH, "CIT001", 1), (PATH, "COR001", 1)]
    assert new_codes(tmp_path, SECTION, entries) == []
    moved = SECTION.replace("🐝🐝 The", "New words.\n\n>  🐝🐝   The").replace(">  ", "")
    assert moved != SECTION
    assert new_codes(tmp_path, moved, entries) == []


def test_edited_line_is_new(tmp_path: Path, entries: tuple[Entry, ...]) -> None:
    assert new_codes(tmp_path, SECTION.replace("bees dance", "bees sing"), entries) == ["COR001", "CIT001"]


def test_second_error_of_the_same_kind_on_an_equal_line_is_new(tmp_path: Path, entries: tuple[Entry, ...]) -> None:
    line = SECTION.split("\n")[2]
    assert new_codes(tmp_path, f"{SECTION}\n{line}\n", entries) == ["COR001", "CIT001"]


def test_another_error_of_the_same_code_on_the_same_line_is_new(tmp_path: Path) -> None:
    write_planted(tmp_path, "# T\n\nBees [@one; @two].\n")
    report = examine(tmp_path)
    first, second = report.diagnostics
    entries = make_baseline([first], report.texts)
    assert compare_with_baseline([first], report.texts, entries).old == {first}
    assert compare_with_baseline([second], report.texts, entries).old == frozenset()


def test_entries_that_are_gone_are_told_unless_their_rule_did_not_run(entries: tuple[Entry, ...]) -> None:
    assert compare_with_baseline([], {}, entries).gone == entries
    assert compare_with_baseline([], {}, entries, lambda entry: entry.code == "COR001").gone == entries[1:]


def test_notes_are_not_kept_and_entries_of_rules_that_did_not_run_are(entries: tuple[Entry, ...]) -> None:
    note = Diagnostic("REF007", Severity.INFO, "m", Span("a.md", 1, 1, 1, 2))
    assert make_baseline([note], {"a.md": "text"}) == ()
    assert make_baseline([], {}, keep=entries) == entries


def test_entry_that_a_merge_doubled_passes_no_more_errors(tmp_path: Path, entries: tuple[Entry, ...]) -> None:
    line = SECTION.split("\n")[2]
    assert new_codes(tmp_path, f"{SECTION}\n{line}\n", (*entries, *entries)) == ["COR001", "CIT001"]


def test_what_stands_for_a_whole_file_goes_by_its_message() -> None:
    old = Diagnostic("STR005", Severity.ERROR, "No such role", Span("a.md"))
    other = Diagnostic("STR005", Severity.ERROR, "Another", Span("a.md"))
    entries = make_baseline([old], {"a.md": "# One"})
    assert compare_with_baseline([old, other], {"a.md": "# Two"}, entries).old == {old}


def test_file_is_sorted_one_value_a_line_and_reads_back(entries: tuple[Entry, ...]) -> None:
    text = render_baseline(entries)
    assert read_baseline("b.yaml", text).file.entries == entries  # type: ignore[union-attr]
    assert render_baseline(make_baseline([], {}, keep=reversed(entries))) == text
    assert max(len(line) for line in text.split("\n")) < 140
    assert read_baseline("b.yaml", render_baseline(())).file.entries == ()  # type: ignore[union-attr]


@given(st.lists(st.tuples(st.text(min_size=1, max_size=20), st.text(), st.text(max_size=40), st.integers(0, 50))))
def test_whatever_is_reported_the_file_reads_back_and_holds_it(found: list[tuple[str, str, str, int]]) -> None:
    texts = {path: text for path, text, _, _ in found}
    diagnostics = {
        Diagnostic("COR001", Severity.ERROR, message, Span(path, 1, column + 1, 1, column + 5))
        for path, _, message, column in found
    }
    read = read_baseline("b.yaml", render_baseline(make_baseline(diagnostics, texts)))
    assert read.file is not None, read.diagnostics
    comparison = compare_with_baseline(diagnostics, texts, read.file.entries)
    assert comparison.old == diagnostics
    assert comparison.gone == ()


@pytest.mark.parametrize(
    "text, line, column",
    [
        ("baseline: 2\nentries: []\n", 1, 11),
        ("baseline: 1\nentries:\n- path: a\n  code: cit\n  fingerprint: '0123456789abcdef'\n", 4, 9),
        ("baseline: 1\nentries:\n- path: a\n  code: CIT001\n  fingerprint: '0123456789abcdef'\n  more: 1\n", 6, 3),
        ("baseline: 1\nentries: [\n", 3, 1),
        ("baseline: 1\n", 1, 1),
        ("", 1, 1),
    ],
)
def test_errors_of_the_file_have_a_place(text: str, line: int, column: int) -> None:
    read = read_baseline("b.yaml", text)
    assert read.file is None
    assert read.diagnostics[0].span.path == "b.yaml"
    assert (read.diagnostics[0].span.line, read.diagnostics[0].span.column) == (line, column)


def test_what_passes_is_always_said(tmp_path: Path, entries: tuple[Entry, ...]) -> None:
    report = examine(tmp_path)
    comparison = compare_with_baseline(report.diagnostics, report.texts, entries)
    compared = Report(report.diagnostics, report.texts, comparison=comparison)
    assert compared.describe_baseline() == "2 old errors in the baseline"
    assert compared.current == ()
    assert report.describe_baseline() is None
