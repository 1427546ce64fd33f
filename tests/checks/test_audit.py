"""Any draft can be held against the registers of a project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from check_projects import slice_text
from hypothesis import given, settings
from hypothesis import strategies as st

from wellsourced.checks.audit import audit_text
from wellsourced.checks.drafts import decode_draft, read_draft
from wellsourced.project.project import Project

HOSTILE = st.sampled_from([*"ab .\n#*_`[]@(){}<>|-:;!\"'“\\&$~^=\t\r\x00\x1b\u202e\u00ad\U0001d11e"])


def test_the_made_up_convention_is_found_in_any_draft(repository: Project) -> None:
    draft = "A draft.\r\n\r\nThe ICPS\r\nbinds states.\r\n"
    [found] = audit_text("draft.txt", draft, repository, select=("COR",))
    assert (found.code, found.span.line, found.span.column, found.span.end_column) == ("COR001", 3, 5, 9)
    assert str(found.span) == "draft.txt:3:5"


def test_byte_order_mark_moves_no_column(repository: Project) -> None:
    [found] = audit_text("draft.md", "\ufeffICPS.", repository, select=("COR",))
    assert (found.span.line, found.span.column) == (1, 1)


def test_indented_plain_text_is_text(repository: Project) -> None:
    text = "    The ICPS binds states.\n\n\tThe ICPS again.\n"
    found = audit_text("draft.txt", text, repository, select=("COR",))
    assert [(d.span.line, d.span.column) for d in found] == [(1, 9), (3, 6)]
    assert audit_text("draft.md", text, repository) == ()


def test_citations_and_headings_of_a_draft_are_checked(repository: Project) -> None:
    text = "## Law\n\nBees dance [@no-such-key].\n\n#### Deep\n"
    assert [d.code for d in audit_text("draft.md", text, repository)] == ["CIT001", "STR001"]


def test_templates_of_a_draft_do_not_run(repository: Project) -> None:
    assert audit_text("draft.md", "It has {{ 7 * 7 }} and {% for x in y %} braces.", repository) == ()


def test_draft_is_not_blamed_for_what_only_an_article_has(repository: Project) -> None:
    assert audit_text("draft.md", "A plain sentence.\n", repository) == ()
    assert audit_text("draft.md", "", repository) == ()


@pytest.mark.parametrize(
    "data, line, words",
    [
        (b"fine\nb\xe4d", 2, "not UTF-8"),
        ("ICPS".encode("utf-16"), 1, "not UTF-8"),
        (b"a\nb\x00c", 2, "NUL"),
    ],
)
def test_what_is_no_text_is_refused_at_its_place(tmp_path: Path, data: bytes, line: int, words: str) -> None:
    file = tmp_path / "draft.md"
    file.write_bytes(data)
    draft = read_draft(file)
    assert draft.text is None
    [found] = draft.diagnostics
    assert (found.code, found.span.line) == ("CFG120", line)
    assert words in found.message


def test_folder_missing_file_and_pipe_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in (".", "missing.md", "pipe", "x" * 5000):
        draft = read_draft(tmp_path / name)
        assert draft.text is None
        assert draft.diagnostics[0].code == "CFG120"


def test_huge_draft_is_refused_without_reading_it(tmp_path: Path) -> None:
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(10**12)
    assert "larger" in read_draft(tmp_path / "huge.md").diagnostics[0].message
    assert decode_draft("-", b"fine").text == "fine"


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(
        alphabet=st.sampled_from([*"ab .\n#*_`[]@(){}<>|-:;!\"'“\\&$~^=\t\r\x00\x1b\u202e\u00ad\U0001d11e"]),
        max_size=120,
    )
)
def test_no_draft_makes_the_audit_fail(repository: Project, text: str) -> None:
    for diagnostic in audit_text("draft.md", text, repository):
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert 1 <= diagnostic.span.line <= diagnostic.span.end_line <= len(lines)
        assert diagnostic.span.end_column <= len(lines[diagnostic.span.end_line - 1]) + 1


@settings(max_examples=60, deadline=None)
@given(
    before=st.text(alphabet=st.sampled_from([*"xy .,\n*𝄞é\u0301\t—“”"]), max_size=40),
    after=st.text(alphabet=st.sampled_from([*"xy .,\n*𝄞é\u0301\t—“”"]), max_size=40),
)
def test_planted_error_is_sliced_exactly(repository: Project, before: str, after: str) -> None:
    text = f"Text.{before}\n\nSo ICPS is.\n\n{after}"
    found = [d for d in audit_text("draft.md", text, repository) if d.code == "COR001"]
    assert [slice_text(text, d) for d in found] == ["ICPS"]


@pytest.mark.parametrize(
    "unit", ["child ", "GDPR combat ", "“", "'", "x @a ", "[@a; ", "|a", "convention for the ", "# ", "> ", "<!-- "]
)
def test_hostile_drafts_do_not_hang(repository: Project, unit: str) -> None:
    """A quadratic rule would run into the time limit of the suite."""
    text = unit * (200_000 // len(unit))
    assert all(diagnostic.span.line == 1 for diagnostic in audit_text("draft.md", text, repository))
