"""Annotations of GitHub: read back as the runner reads them."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from planted import NAME, examine, write_planted

from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.report.baseline import Comparison
from wellsourced.report.github import render_github
from wellsourced.report.report import Report


def read_command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as the runner takes it apart: command, properties, data."""
    match = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line)
    assert match, line
    properties = dict(pair.split("=", 1) for pair in match[2].split(","))
    for name, value in properties.items():
        for code, letter in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            value = value.replace(code, letter)
        properties[name] = value
    return match[1], properties, match[3].replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def annotate(diagnostic: Diagnostic) -> tuple[str, dict[str, str], str]:
    [line] = render_github(Report((diagnostic,))).splitlines()
    return read_command(line)


def test_annotations_name_file_place_and_code(tmp_path: Path) -> None:
    write_planted(tmp_path)
    lines = render_github(examine(tmp_path), lambda path: f"thesis/{path}").splitlines()
    commands = [read_command(line) for line in lines]
    assert [(c, p["title"], p["line"], p["endLine"]) for c, p, _ in commands] == [
        ("error", "COR001", "3", "3"),
        ("error", "CIT001", "3", "3"),
    ]
    assert {p["file"] for _, p, _ in commands} == {f"thesis/sections/{NAME}"}


def test_help_is_a_second_line_and_columns_stand_within_one_line_only() -> None:
    span = Span("a.md", 2, 5, 2, 9)
    command, properties, data = annotate(
        Diagnostic("COR001", Severity.WARNING, "100 % wrong", span, help="Mend, please: it")
    )
    assert (command, data) == ("warning", "100 % wrong\nMend, please: it")
    assert (properties["col"], properties["endColumn"]) == ("5", "9")
    _, properties, _ = annotate(Diagnostic("COR001", Severity.INFO, "m", Span("a.md", 2, 5, 3, 1)))
    assert "col" not in properties
    assert "endColumn" not in properties
    assert annotate(Diagnostic("COR001", Severity.INFO, "m", span))[0] == "notice"


@given(st.text(min_size=1), st.text(min_size=1, max_size=30))
def test_no_message_and_no_path_breaks_out_of_its_command(words: str, path: str) -> None:
    span = Span(path, 1, 1, 1, 2)
    out = render_github(Report((Diagnostic("COR001", Severity.ERROR, words, span, help=words),)))
    assert out.count("\n") == 1
    assert "\r" not in out
    command, properties, _ = read_command(out[:-1])
    assert command == "error"
    assert set(properties) == {"file", "line", "col", "endLine", "endColumn", "title"}


def test_what_the_baseline_holds_is_counted_not_annotated() -> None:
    old = Diagnostic("COR001", Severity.ERROR, "m", Span("a.md", 1, 1, 1, 2))
    assert render_github(Report((old,), comparison=Comparison(frozenset({old})))) == (
        "::notice title=wellsourced::1 old error in the baseline\n"
    )


def test_place_in_a_draft_without_lines_is_a_paragraph() -> None:
    found = Diagnostic("COR001", Severity.ERROR, "m", Span("a.docx", 7, 1, 7, 3, "paragraph"))
    assert annotate(found) == ("error", {"file": "a.docx", "title": "COR001"}, "Paragraph 7: m")
