"""The reference list in JATS: as the style has it, as fields, and how each entry was verified."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from html_documents import ITEMS, compose_markdown
from jats_articles import MOMENT, XLINK, read, texts
from lxml import etree

from wellsourced.compose.document import Notice
from wellsourced.project.status import Status
from wellsourced.publish.jats.citations import publication_type, write_citation
from wellsourced.publish.jats.writer import write_jats


def _fields(**item: Any) -> list[tuple[str, str]]:
    """The fields of an item's citation: tag and words."""
    citation = write_citation({"id": "x", **item})
    return [] if citation is None else [(each.tag, "".join(each.itertext())) for each in citation]


def _references(style: str = "chicago-author-date", **changes: Any) -> etree._Element:
    document = compose_markdown("# One\n\nThey bend [@rivers; @bridges].", "", style=style, help_box={})
    items = {item["id"]: item for item in ITEMS}
    references = [replace(each, item=items[each.id], **changes) for each in document.references]
    return read(write_jats(replace(document, references=tuple(references)), MOMENT))


def test_entry_is_there_as_words_and_as_fields() -> None:
    root = _references()
    rivers, bridges = root.findall("back/ref-list/ref")
    assert rivers.get("id") == "ref-rivers"
    alternatives = rivers.find("citation-alternatives")
    assert [each.tag for each in alternatives] == ["element-citation", "mixed-citation"]
    assert alternatives.find("element-citation").get("publication-type") == "journal"
    assert "Roe, Alex. 2020" in texts(alternatives, "mixed-citation")[0]
    assert alternatives.find("mixed-citation/italic").text == "Journal of Rivers"
    assert alternatives.findtext("element-citation/pub-id") == "10.1000/bend"
    assert bridges.findtext("citation-alternatives/element-citation/source") == "Bridges"


def test_number_of_a_numeric_style_is_the_label() -> None:
    root = _references("ieee")
    assert texts(root, "back/ref-list/ref/label") == ["[1]", "[2]"]
    assert texts(root, "back/ref-list/ref/citation-alternatives/mixed-citation")[0].startswith("A. Roe")


def test_verification_and_notices_are_said_to_readers_and_to_programs() -> None:
    notice = Notice("retraction", "https://journal.example.org/notice", "2026-11-21")
    root = _references(seen="2026-11-22", status=Status.RETRACTED, status_text="Retracted", notices=(notice,))
    reference = root.find("back/ref-list/ref[@id='ref-rivers']")
    assert texts(reference, "note[@content-type='verification']/p") == [
        "Retracted. Seen at: library.example.org (primary), index.example.com (secondary)."
    ]
    said = reference.find("note[@content-type='retraction']/p")
    assert "".join(said.itertext()) == (
        "Retraction notice about this work: https://journal.example.org/notice (seen on 21 November 2026)."
    )
    metas = root.findall("front/article-meta/custom-meta-group/custom-meta")
    counts = {each.findtext("meta-name"): each.findtext("meta-value") for each in metas if not len(each[0])}
    assert counts == {"references-retracted": "2", "references-last-verified": "2026-11-22"}
    own = next(each for each in metas if each.find("meta-name/xref[@rid='ref-rivers']") is not None)
    values = {each.get("content-type"): each.text for each in own.findall("meta-value/named-content")}
    assert values == {
        "verification-status": "retracted",
        "verification-date": "2026-11-22",
        "notice": "retraction",
    }


def test_address_that_leads_off_the_web_is_not_linked() -> None:
    notice = Notice("correction", "javascript:alert(1)", "2026-11-21")
    root = _references(notices=(notice,))
    assert not [link for link in root.iter("ext-link") if not link.get(f"{XLINK}href").startswith("https://")]


def test_journal_article_has_its_place() -> None:
    fields = _fields(
        type="article-journal",
        title="On <i>Tea</i> and H<sub>2</sub>O</b>",
        author=[
            {"family": "Vries", "non-dropping-particle": "de", "given": "Sanne", "suffix": "Jr."},
            {"literal": "WHO"},
        ],
        **{"container-title": "Tea", "DOI": "https://doi.org/10.1000/X", "PMID": 12345},
        volume=3, issue="2-3", page="45–67",
        issued={"date-parts": [[2020, 2, 3]]}, accessed={"date-parts": [[2026, 1]]}, URL="https://example.org/tea",
    )  # fmt: skip
    assert fields == [
        ("person-group", "de VriesSanneJr.WHO"),
        ("article-title", "On Tea and H2O"),
        ("source", "Tea"),
        ("year", "2020"),
        ("month", "2"),
        ("day", "3"),
        ("volume", "3"),
        ("issue", "2-3"),
        ("fpage", "45"),
        ("lpage", "67"),
        ("pub-id", "10.1000/X"),
        ("pub-id", "12345"),
        ("ext-link", "https://example.org/tea"),
        ("date-in-citation", "2026-01"),
    ]


@pytest.mark.parametrize(
    "page, expected",
    [
        ("12", [("fpage", "12")]),
        ("xii", [("fpage", "xii")]),
        ("S12-S15", [("fpage", "S12"), ("lpage", "S15")]),
        ("1-4, 9", [("page-range", "1-4, 9")]),
        ("e0123456", [("elocation-id", "e0123456")]),
    ],
)
def test_pages(page: str, expected: list[tuple[str, str]]) -> None:
    assert _fields(type="article-journal", page=page) == expected


@pytest.mark.parametrize(
    "issued, expected",
    [
        ({"date-parts": [[2019], [2021]]}, [("year", "2019–2021")]),
        ({"date-parts": [["2019", "11"], [2019, 12]]}, [("year", "2019")]),
        ({"date-parts": [[-44]]}, [("string-date", "-44")]),
        ({"literal": "n.d."}, [("string-date", "n.d.")]),
        ({"raw": "spring 1999"}, [("string-date", "spring 1999")]),
        ({}, []),
    ],
)
def test_dates(issued: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert _fields(type="book", issued=issued) == expected


def test_types_have_the_elements_that_their_readers_look_for() -> None:
    assert _fields(type="chapter", title="One", **{"container-title": "All"}) == [
        ("chapter-title", "One"),
        ("source", "All"),
    ]
    assert _fields(type="dataset", title="Levels", publisher="Archive") == [
        ("data-title", "Levels"),
        ("source", "Archive"),
    ]
    assert _fields(type="standard", title="Cups", number="ISO 3103", authority="ISO") == [
        ("source", "Cups"),
        ("gov", "ISO"),
        ("pub-id", "ISO 3103"),
    ]
    assert _fields(type="webpage", title="Page", **{"container-title": "Site"}) == [
        ("article-title", "Page"),
        ("source", "Site"),
    ]
    assert publication_type({"type": "legal_case"}) == "legal-case"


def test_article_is_a_preprint_where_it_has_what_one_needs() -> None:
    item = {
        "type": "article",
        "title": "Early",
        "author": [{"family": "Roe"}],
        "issued": {"date-parts": [[2024]]},
        "DOI": "10.1000/p",
        "publisher": "arXiv",
    }
    assert publication_type(item) == "preprint"
    assert ("source", "arXiv") in _fields(**item)
    assert publication_type({"type": "article", "title": "Early"}) == "document"


def test_item_without_fields_has_words_only() -> None:
    assert write_citation({"id": "x", "type": "book"}) is None
    document = compose_markdown("# One\n\nThey bend [@rivers].", "", help_box={})
    root = read(write_jats(document, MOMENT))
    assert [each.tag for each in root.find("back/ref-list/ref")] == ["mixed-citation", "note"]
