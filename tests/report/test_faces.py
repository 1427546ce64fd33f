"""Diagnostics for people and for programs."""

from __future__ import annotations

import io
import json
import re
from importlib.resources import files

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from wellsourced.diagnostics import Diagnostic, Edit, Fix, Related, Severity, Span
from wellsourced.report.json import JsonReport, render_json, render_json_schema
from wellsourced.report.terminal import render_terminal

SPAN = Span("sections/a.md", 2, 5, 2, 9)
FOUND = Diagnostic(
    "COR001",
    Severity.ERROR,
    "“ICPS” does not exist",
    SPAN,
    help="Name the real instruments.",
    fix=Fix("write “OPSC”", (Edit(SPAN, "OPSC"),), safe=True),
    related=(Related(Span("article/corrections.yaml", 3, 3, 9, 1), "registered here"),),
)


def render(text: str, *diagnostics: Diagnostic, width: int = 80, terminal: bool = False) -> str:
    console = Console(
        file=io.StringIO(), width=width, force_terminal=terminal, color_system="standard" if terminal else None
    )
    render_terminal(diagnostics, {"sections/a.md": text}, console)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_diagnostic_is_shown_like_a_compilers() -> None:
    assert render("# T\nThe ICPS binds.\n", FOUND) == (
        "error[COR001]: “ICPS” does not exist\n"
        " --> sections/a.md:2:5\n"
        "  |\n"
        "2 | The ICPS binds.\n"
        "  |     ^^^^\n"
        "  |\n"
        "  = help: Name the real instruments.\n"
        "  = fix: write “OPSC” (safe)\n"
        "  = see: article/corrections.yaml:3:3: registered here\n"
        "\n"
        "1 error in 1 file; 1 with a fix\n"
    )


BEFORE = ["\t", "a\tb ", "漢字 ", "e\u0301e\u0301 ", "👩\u200d👩\u200d👧 ", "x" * 400, "漢" * 300, "\x1b[31m", "\u202e"]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("width", [24, 60, 200])
def test_carets_stand_below_the_words(before: str, width: int) -> None:
    text = f"{before}ICPS and so on and so forth, {before}"
    span = Span("sections/a.md", 1, len(before) + 1, 1, len(before) + 5)
    lines = render(text, Diagnostic("COR001", Severity.ERROR, "m", span), width=width).split("\n")
    source, carets = lines[3], lines[4]
    column = cell_len(source[: source.index("ICPS")])
    assert carets.index("^") == column
    assert carets.count("^") == 4
    assert cell_len(source) <= max(width, 24)


def test_spans_over_lines_show_first_and_last() -> None:
    text = "\n".join(f"line {n}" for n in range(1, 11))
    out = render(text, Diagnostic("COR001", Severity.ERROR, "m", Span("sections/a.md", 2, 6, 9, 5)))
    assert "2 | line 2" in out
    assert "9 | line 9" in out
    assert "line 5" not in out
    assert "..." in out


def test_terminal_sequences_of_sources_are_shown_not_sent() -> None:
    text = "\x1b]0;owned\x07 \x9b31m ICPS \u202e evil"
    found = Diagnostic("COR001", Severity.ERROR, "say \x1b[2J", Span("sections/a.md", 1, 1, 1, 2), help="\x1b[1mhelp")
    for terminal in (False, True):
        out = render(text, found, terminal=terminal)
        out = re.sub(r"\x1b\[[\d;]*m", "", out) if terminal else out
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", out)


def test_colours_only_on_a_terminal() -> None:
    assert "\x1b[" not in render("ICPS", FOUND)
    assert "\x1b[" in render("ICPS", FOUND, terminal=True)


def test_files_that_are_not_at_hand_and_odd_spans_are_no_problem() -> None:
    odd = [
        Span("other.md"),
        Span("sections/a.md", 99, 1, 99, 5),
        Span("sections/a.md", 1, 50, 1, 60),
        Span("sections/a.md", 1, 3, 1, 3),
    ]
    out = render("ICPS", *(Diagnostic("COR001", Severity.WARNING, "m", span) for span in odd))
    assert "4 warnings in 2 files" in out
    assert render("ICPS") == "Nothing to complain about.\n"


@given(st.text(max_size=60), st.integers(1, 70), st.integers(0, 70), st.integers(20, 90))
def test_no_source_line_breaks_the_rendering(text: str, column: int, length: int, width: int) -> None:
    span = Span("sections/a.md", 1, column, 1, column + length)
    render(text, Diagnostic("COR001", Severity.INFO, text, span, help=text), width=width)


def test_json_is_flat_versioned_and_counts() -> None:
    report = json.loads(render_json([FOUND]))
    assert report["schema"] == 1
    assert report["summary"] == {"error": 1, "warning": 0, "info": 0}
    [found] = report["diagnostics"]
    assert found == {
        "code": "COR001",
        "severity": "error",
        "message": "“ICPS” does not exist",
        "path": "sections/a.md",
        "line": 2,
        "column": 5,
        "end_line": 2,
        "end_column": 9,
        "help": "Name the real instruments.",
        "fix": {
            "title": "write “OPSC”",
            "safe": True,
            "edits": [
                {"path": "sections/a.md", "line": 2, "column": 5, "end_line": 2, "end_column": 9, "text": "OPSC"}
            ],
        },
        "related": [
            {
                "path": "article/corrections.yaml",
                "line": 3,
                "column": 3,
                "end_line": 9,
                "end_column": 1,
                "message": "registered here",
            }
        ],
    }


def test_json_keeps_its_schema_and_the_shipped_schema_is_current() -> None:
    bare = Diagnostic("CFG001", Severity.INFO, "\udc80 odd \x1b", Span("x"))
    report = msgspec.json.decode(render_json([FOUND, bare]), type=JsonReport)
    assert report.summary.info == 1
    assert (files("wellsourced") / "schemas/diagnostics.schema.json").read_text(
        encoding="utf-8"
    ) == render_json_schema()
    assert msgspec.json.decode(render_json([]), type=JsonReport).diagnostics == ()


def test_thousands_of_complaints_about_one_long_line_show_only_its_neighbourhood() -> None:
    text = "word [@nobody] " * 20_000
    spans = [Span("sections/a.md", 1, 15 * n + 7, 1, 15 * n + 14) for n in range(500)]
    shown = render(text, *(Diagnostic("CIT001", Severity.ERROR, "No reference", span) for span in spans))
    lines = shown.split("\n")
    for source, carets in zip(lines[3::7], lines[4::7], strict=False):
        assert cell_len(source) <= 80
        marked = source[carets.index("^") : carets.rindex("^") + 1]
        assert marked == "@nobody"
