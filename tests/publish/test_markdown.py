"""The article as one Markdown file: metadata, numbers, references, figures in words; and read again by pandoc."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
import yaml
from html_documents import compose_markdown

from wellsourced.compose.ast import plain_text, walk
from wellsourced.compose.document import Document
from wellsourced.compose.figures import number_figures
from wellsourced.pandoc import convert
from wellsourced.publish.markdown import write_markdown
from wellsourced.publish.rendered import Moment

MOMENT = Moment(1_790_000_000)


def write(document: Document) -> str:
    rendered = write_markdown(document, MOMENT)
    assert not rendered.diagnostics
    return rendered.content.decode()


def read(text: str) -> Any:
    return json.loads(convert(text, reader="markdown", writer="json").output)


@pytest.fixture(scope="module")
def document() -> Document:
    return compose_markdown(doi="10.5555/tea")


@pytest.fixture(scope="module")
def text(document: Document) -> str:
    return write(document)


def test_metadata_stand_at_the_head_as_yaml(text: str) -> None:
    opening, block, _ = text.split("---\n", 2)
    meta = yaml.safe_load(block)
    assert opening == ""
    assert meta["title"] == "A survey of \\<ordinary\\> things"
    assert meta["subtitle"] == "Tea, rivers & bridges"
    assert meta["author"][0] == {
        "name": "Ada Writer",
        "affiliation": "Institute of Tests",
        "orcid": "https://orcid.org/0000-0002-1825-0097",
    }
    assert meta["author"][1]["email"] == "bela@example.org"
    assert meta["abstract"].startswith("What is known of tea")
    assert meta["keywords"] == ["tea", "rivers"]
    assert str(meta["date"]) == "2026-11-22"
    assert (str(meta["version"]), meta["license"], meta["doi"], meta["lang"]) == (
        "1.2",
        "CC-BY-4.0",
        "10.5555/tea",
        "en-GB",
    )


def test_metadata_that_are_not_given_are_left_out() -> None:
    document = compose_markdown("# One\n\nText.\n", version=None, license=None, abstract=None, keywords=[], help_box={})
    meta = yaml.safe_load(write(document).split("---\n")[1])
    assert not {"version", "license", "abstract", "keywords", "doi", "publisher", "url"} & meta.keys()


def test_pandoc_reads_the_same_headings_and_words(document: Document, text: str) -> None:
    again = read(text)
    assert plain_text(again["meta"]["title"]) == "A survey of <ordinary> things"
    headings = {block["c"][1][0]: plain_text(block["c"][2]) for block in again["blocks"] if block["t"] == "Header"}
    for block in (*document.body, *document.appendices):
        if block["t"] == "Header":
            number = dict(block["c"][1][2]).get("number", "")
            assert headings[block["c"][1][0]].removeprefix("Appendix ") == " ".join(
                each for each in (number, plain_text(block["c"][2])) if each
            )
    written = {plain_text(each) for each in walk(again["blocks"], ("Para",))}
    for paragraph in walk(document.body, ("Para",)):
        assert plain_text(paragraph) in written
    assert len(list(walk(again["blocks"], ("Note",)))) == 1
    assert len(list(walk(again["blocks"], ("Math",)))) == 2
    assert len(list(walk(again["blocks"], ("Table",)))) == 1


def test_every_link_inside_leads_to_something(text: str) -> None:
    again = read(text)
    identifiers = set()
    for element in walk(again["blocks"], ("Header", "Span", "Table", "Div", "Code")):
        identifiers.add(element["c"][1 if element["t"] == "Header" else 0][0])
    targets = {link["c"][2][0] for link in walk(again["blocks"], ("Link",))}
    inside = {target[1:] for target in targets if target.startswith("#")}
    assert {"ref-tea-board", "bend"} <= inside
    assert inside <= identifiers


def test_citation_is_its_words_and_leads_to_the_entry(text: str) -> None:
    assert "[Tea Board 2021, 4](#ref-tea-board)" in " ".join(text.split())
    assert "@" not in text.replace("bela@example.org", "")


def test_reference_has_its_status_and_evidence(text: str) -> None:
    entry = " ".join(text[text.index("[]{#ref-rivers}") :].split("\n\n")[0].split())
    assert "Roe, Alex. 2020." in entry
    assert "**Partly verified: the year was not seen**; seen at" in entry
    assert "[library.example.org](https://library.example.org/rivers)" in entry


def test_figure_is_described_and_its_data_follow() -> None:
    svg = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>').decode()
    source = (
        f"# One\n\n![Rising](data:image/svg+xml;base64,{svg}){{#fig-rise alt='A line that rises'}}\n\n"
        "::: {#fig-rise-data .figure-data title='Rising water'}\n|a|b|\n|--|--|\n|77|2|\n:::\n\nSee [it](#fig-rise).\n"
    )
    document = compose_markdown(source, appendix="")
    text = write(replace(document, body=number_figures(document.body)))
    assert "[]{#fig-rise}**Figure 1.** Rising" in text.replace("\u00a0", " ")
    assert "*Description:* A line that rises" in text
    assert "Data behind Figure 1:" in text
    assert "77" in text
    assert "base64" not in text
    assert not list(walk(read(text)["blocks"], ("Image",)))


def test_parts_in_other_languages_say_so(text: str) -> None:
    assert '[مرحبا]{lang="ar" dir="rtl"}' in text


def test_table_with_cells_over_several_columns_is_written() -> None:
    rows = "| a | b |\n+===+===+\n| over both |\n+---+---+\n| c | d |\n|   +---+\n|   | e |"
    source = f"# One\n\n+---+---+\n{rows}\n+---+---+\n"
    text = write(compose_markdown(source, appendix=""))
    (table,) = walk(read(text)["blocks"], ("Table",))
    assert {"over", "both", "c", "d", "e"} <= set(plain_text(table).split())


def test_draft_says_so() -> None:
    text = write(compose_markdown("# One\n\nText.\n", draft=True))
    assert "> **Draft: not for citation." in text
    assert "status: draft, not for citation" in text


def test_same_document_gives_the_same_bytes(text: str) -> None:
    assert write(compose_markdown(doi="10.5555/tea")) == text
