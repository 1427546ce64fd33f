"""The article as plain text: lines that fit, headings, contents, notes and references that say where they come from."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from html_documents import compose_markdown

from wellsourced.compose.document import Document
from wellsourced.compose.figures import number_figures
from wellsourced.publish.plain_text import WIDTH, write_plain_text
from wellsourced.publish.rendered import Moment

MOMENT = Moment(1_790_000_000)


def write(document: Document) -> str:
    rendered = write_plain_text(document, MOMENT)
    assert not rendered.diagnostics
    return rendered.content.decode()


@pytest.fixture(scope="module")
def text() -> str:
    return write(compose_markdown(doi="10.5555/tea"))


def test_lines_are_short_unless_a_word_is_long(text: str) -> None:
    for line in text.splitlines():
        assert len(line) <= WIDTH or max(map(len, line.split())) > 40 or "very_long_line_of_code" in line


def test_title_block_comes_first(text: str) -> None:
    lines = text.splitlines()
    assert lines[0] == "A survey of <ordinary> things"
    assert lines[1] == "=" * len(lines[0])
    head = text[: text.index("Abstract")]
    for fact in ("Tea, rivers & bridges", "Ada Writer", "Institute of Tests", "22 November 2026", "doi:10.5555/tea"):
        assert fact in head
    assert "https://orcid.org/0000-0002-1825-0097" in head
    assert "River Watch." in head


def test_contents_list_the_headings_with_their_numbers(text: str) -> None:
    lines = text[text.index("\nContents\n") : text.index("\nIntroduction\n====")].split("\n")
    assert [line for line in lines if line][2:] == [
        "Introduction",
        "1  Rivers",
        "   1.1  How they bend",
        "   1.2  Kinds",
        "2  Conclusion",
        "References",
        "A  Corrections",
    ]


def test_headings_are_numbered_and_underlined(text: str) -> None:
    assert "\n1 Rivers\n========\n" in text
    assert "\n1.1 How they bend\n-----------------\n" in text
    assert "\nAppendix A Corrections\n=====" in text


def test_notes_stand_together_at_the_end(text: str) -> None:
    assert "agrees.[1]" in " ".join(text.split())
    notes = text[text.index("\nNotes\n=====") :]
    assert "[1] A note of its own" in notes


def test_address_of_a_link_is_spelled_out_where_its_words_do_not() -> None:
    source = "# One {#one}\n\nSee [the page](https://x.example.org/a), <https://y.example.org>, [above](#one).\n"
    text = write(compose_markdown(source, appendix=""))
    assert "the page <https://x.example.org/a>, https://y.example.org, above." in text


def test_reference_has_its_status_and_evidence(text: str) -> None:
    joined = " ".join(text.split())
    assert (
        "Partly verified: the year was not seen; seen at library.example.org <https://library.example.org/rivers>"
        in joined
    )


def test_table_is_legible(text: str) -> None:
    rows = [line for line in text.splitlines() if line.strip().startswith(("First", "Second"))]
    assert len(rows) == 2
    assert "Rivers by length" in text
    assert ": Rivers" not in text


def test_figure_is_described_and_its_data_follow() -> None:
    svg = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>').decode()
    source = (
        f"# One {{#one}}\n\n![Rising](data:image/svg+xml;base64,{svg}){{#fig-rise alt='A line that rises'}}\n\n"
        "::: {#fig-rise-data .figure-data title='Rising water'}\n|a|b|\n|--|--|\n|77|2|\n:::\n"
    )
    document = compose_markdown(source, appendix="")
    text = write(replace(document, body=number_figures(document.body)))
    assert "Figure 1. Rising\n\nDescription: A line that rises\n\nData behind Figure 1:" in text
    assert "77" in text


def test_formula_without_letters_of_its_own_keeps_its_tex(text: str) -> None:
    assert "E = mc²" in text
    assert "\\frac{1}{3}" in text


def test_nothing_optional_is_asked_for() -> None:
    document = compose_markdown(
        "Text.\n", appendix="", help_box={}, subtitle=None, abstract=None, keywords=[], version=None, date=None
    )
    assert write(document).startswith("A survey of <ordinary> things\n")


def test_same_document_gives_the_same_bytes(text: str) -> None:
    assert write(compose_markdown(doi="10.5555/tea")) == text
