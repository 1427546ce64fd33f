"""The Word document: its styles, numbers, notes, links, contents, languages, properties, and its bytes."""

from __future__ import annotations

import base64
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx_reading import NAMES, W, find, paragraphs, part, texts, unpack, words
from html_documents import TEXT, compose_markdown

from wellsourced.compose.document import Document, Notice
from wellsourced.compose.figures import number_figures
from wellsourced.publish.docx.writer import write_docx
from wellsourced.publish.rendered import Moment

MOMENT = Moment(1_790_000_000)
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><defs>'
    '<path id="a" d="M0 0h9v9z"/></defs><use href="#a"/></svg>'
)
FULL: dict[str, Any] = {
    "doi": "10.5555/tea",
    "short_title": "Ordinary things",
    "publisher": "Journal of Tea",
    "repository": "https://code.example.org/tea",
    "funding": [{"funder": "Tea Council", "id": "https://doi.org/10.13039/1", "award": "T-1"}],
    "acknowledgements": "We thank the ferryman.",
    "competing_interests": "One of us drinks tea.",
    "history": [
        {"date": "2025-01-02", "note": "First published.", "version": "1.0"},
        {"date": "2025-03-04", "kind": "correction", "note": "A width was wrong.", "doi": "10.5555/tea.c1"},
    ],
}


def write(document: Document, moment: Moment = MOMENT) -> bytes:
    rendered = write_docx(document, moment)
    assert rendered.content
    assert not rendered.diagnostics
    return rendered.content


@pytest.fixture(scope="module")
def content() -> bytes:
    return write(compose_markdown(**FULL))


@pytest.fixture(scope="module")
def text(content: bytes) -> Any:
    return part(content)


# --- the head ---------------------------------------------------------------------------------------------------------


def test_title_block_stands_in_styles_of_its_own(text: Any) -> None:
    assert paragraphs(text, "Title") == ["A survey of <ordinary> things"]
    assert paragraphs(text, "Subtitle") == ["Tea, rivers & bridges"]
    assert paragraphs(text, "Author") == ["Ada Writer (ORCID)", "Béla Író"]
    assert "Institute of Tests" in paragraphs(text, "Affiliation")
    facts = " ".join(paragraphs(text, "ArticleFacts"))
    assert all(fact in facts for fact in ("22 November 2026", "Version 1.2", "doi:10.5555/tea", "CC-BY-4.0"))
    assert "3 references: 1 verified, 1 partly verified, 1 unverified" in facts


def test_author_leads_to_the_orcid_record(content: bytes) -> None:
    assert "https://orcid.org/0000-0002-1825-0097" in link_targets(content)


def test_help_box_stands_before_the_abstract(text: Any) -> None:
    order = texts(text)
    assert paragraphs(text, "HelpHeading") == ["Report, or get help"]
    river = next(each for each in paragraphs(text, "HelpText") if each.startswith("River Watch."))
    assert "0808 1000 900" in river
    assert "riverwatch.example.org/help" in river
    assert order.index("Report, or get help") < order.index("Abstract") < order.index("Contents")


def test_notice_of_a_correction_stands_at_the_head(text: Any) -> None:
    assert paragraphs(text, "Notice") == ["Correction, 4 March 2025. A width was wrong. doi:10.5555/tea.c1"]


def test_draft_says_so_on_every_page() -> None:
    content = write(compose_markdown(draft=True))
    assert "not for citation" in paragraphs(part(content), "DraftNotice")[0]
    assert "DRAFT" in words(part(content, "word/footer1.xml"))


def test_what_is_not_given_is_not_printed() -> None:
    document = compose_markdown(
        subtitle=None, keywords=[], abstract=None, version=None, license=None, help_box={}, authors=[{"name": "Ada"}]
    )
    content = write(document)
    text = part(content)
    for style in ("Subtitle", "Affiliation", "Notice", "HelpHeading", "Keywords", "Abstract", "Statement"):
        assert not paragraphs(text, style), style
    assert "About this article" not in texts(text)
    names = find(part(content, "docProps/custom.xml"), "//cust:property/@name")
    assert not {"Version", "DOI", "Licence"} & set(names)


def test_undated_article_bears_the_day_of_the_build() -> None:
    assert "21 September 2026" in paragraphs(part(write(compose_markdown(date=None))), "ArticleFacts")[0]


def test_statements_close_the_document(text: Any) -> None:
    statements = paragraphs(text, "Statement")
    assert "Funding. Tea Council (award T-1)." in statements
    assert "Acknowledgements. We thank the ferryman." in statements
    assert "Competing interests. One of us drinks tea." in statements
    assert "Version 1.0, 2 January 2025. First published." in statements


# --- the text ---------------------------------------------------------------------------------------------------------


def test_headings_have_real_styles_and_their_numbers(text: Any) -> None:
    assert paragraphs(text, "Heading1") == [
        "Introduction",
        "1 Rivers",
        "2 Conclusion",
        "References",
        "Appendix\u00a0A Corrections",
    ]
    assert paragraphs(text, "Heading2") == ["1.1 How they bend", "1.2 Kinds"]


def test_contents_are_a_field_that_is_filled_already(text: Any) -> None:
    (block,) = find(text, "//w:sdt[w:sdtPr/w:docPartObj/w:docPartGallery/@w:val='Table of Contents']")
    assert [each.get(f"{W}fldCharType") for each in find(block, ".//w:fldChar")] == ["begin", "separate", "end"]
    assert "TOC" in "".join(find(block, ".//w:instrText/text()"))
    lines = [words(each) for each in find(block, ".//w:p")]
    assert lines == [
        "Contents",
        "Introduction",
        "1 Rivers",
        "1.1 How they bend",
        "1.2 Kinds",
        "2 Conclusion",
        "References",
        "A Corrections",
    ]


def test_every_link_inside_leads_to_a_bookmark(text: Any) -> None:
    marks = set(find(text, "//w:bookmarkStart/@w:name"))
    targets = set(find(text, "//w:hyperlink/@w:anchor"))
    assert {"ref-tea-board", "bend", "references"} <= targets
    assert targets <= marks


def test_captions_have_their_numbers_and_styles() -> None:
    source = (
        f"# One {{#one}}\n\n![A pixel]({PIXEL}){{#fig-a alt='One dot'}}\n\n|a|b|\n|--|--|\n|1|2|\n\n: Few {{#tbl-a}}\n"
    )
    text = part(write(numbered(compose_markdown(source, appendix=""))))
    assert paragraphs(text, "ImageCaption") == ["Figure\u00a01. A pixel"]
    assert paragraphs(text, "TableCaption") == ["Table\u00a01. Few"]
    caption = next(each for each in find(text, "//w:p") if words(each).startswith("Table"))
    assert caption.getnext().tag == f"{W}tbl"


def test_picture_has_its_description() -> None:
    source = f"# One\n\n![A pixel]({PIXEL}){{alt='One dot'}}\n"
    content = write(compose_markdown(source, appendix=""))
    (picture,) = find(part(content), "//wp:docPr")
    assert picture.get("descr") == "One dot"
    assert b"base64" not in unpack(content)["word/document.xml"]


def test_picture_is_no_larger_than_the_page() -> None:
    source = f"# One\n\n![wide]({PIXEL}){{width=5000px}}\n\n![high]({PIXEL}){{width=1cm height=900cm}}\n"
    extents = find(part(write(compose_markdown(source, appendix=""))), "//wp:extent | //a:ext[@cx]")
    assert len(extents) == 4
    assert all(int(each.get("cx")) <= 391.2 * 12_700 and int(each.get("cy")) <= 600 * 12_700 for each in extents)


def test_table_repeats_its_header_and_keeps_rows_whole(text: Any) -> None:
    (table,) = find(text, "//w:tbl[.//w:t='First']")
    rows = find(table, "w:tr")
    assert [bool(find(row, "w:trPr/w:tblHeader")) for row in rows] == [True, False, False]
    assert all(find(row, "w:trPr/w:cantSplit") for row in rows)
    assert {style for row in rows[:1] for style in find(row, ".//w:pStyle/@w:val")} == {"TableHeading"}
    assert {style for row in rows[1:] for style in find(row, ".//w:pStyle/@w:val")} == {"TableText"}
    assert find(table, "w:tblPr/w:tblStyle/@w:val") == ["Table"]


def test_note_is_a_footnote(content: bytes, text: Any) -> None:
    assert len(find(text, "//w:footnoteReference")) == 1
    notes = part(content, "word/footnotes.xml")
    assert "A note of its own, which cites (Span 1999) and ends." in " ".join(paragraphs(notes, "FootnoteText"))


def test_formulas_are_those_of_word(text: Any) -> None:
    assert len(find(text, "//m:oMath")) == 2
    assert len(find(text, "//m:oMathPara")) == 1


def test_reference_has_its_style_status_and_evidence(content: bytes, text: Any) -> None:
    entries = paragraphs(text, "Bibliography")
    assert len(entries) == 3
    assert any(entry.startswith("Roe, Alex. 2020.") for entry in entries)
    assert "Partly verified: the year was not seen; seen at library.example.org, index.example.com." in paragraphs(
        text, "ReferenceStatus"
    )
    assert "https://library.example.org/rivers" in link_targets(content)


def test_retraction_is_told_beside_the_entry() -> None:
    document = compose_markdown()
    notice = Notice("retraction", "https://journal.example.org/notice", "2026-05-01")
    references = tuple(
        replace(each, notices=(notice,)) if each.id == "rivers" else each for each in document.references
    )
    text = part(write(replace(document, references=references)))
    assert paragraphs(text, "ReferenceNotice") == [
        "Retraction notice, seen on 1 May 2026 at https://journal.example.org/notice."
    ]
    order = texts(text)
    entry = next(index for index, each in enumerate(order) if each.startswith("Roe, Alex. 2020."))
    assert order[entry + 1].startswith("Retraction notice")


def test_numeric_style_keeps_its_numbers() -> None:
    entries = paragraphs(part(write(compose_markdown(style="ieee"))), "Bibliography")
    assert [entry[:3] for entry in entries] == ["[1]", "[2]", "[3]"]


# --- figures ----------------------------------------------------------------------------------------------------------


def drawn_document() -> Document:
    address = "data:image/svg+xml;base64," + base64.b64encode(DRAWN.encode()).decode()
    source = (
        f"# One {{#one}}\n\n![Rising]({address}){{#fig-rise alt='A line that rises' figure=rise}}\n\n"
        "::: {#fig-rise-data .figure-data title='Rising water'}\n|a|b|\n|--|--|\n|77|2|\n:::\n"
    )
    return replace(numbered(compose_markdown(source, appendix="")), figures={"rise": DRAWN})


def test_drawing_stands_as_svg_with_a_picture_for_old_programs() -> None:
    content = write(drawn_document())
    parts = unpack(content)
    (svg,) = (name for name in parts if name.endswith(".svg"))
    assert b'xlink:href="#a"' in parts[svg]
    relations = {
        each.get("Id"): each.get("Target") for each in find(part(content, "word/_rels/document.xml.rels"), "//*")
    }
    (blip,) = find(part(content), "//a:blip")
    (named,) = find(blip, ".//asvg:svgBlip")
    embed = f"{{{NAMES['r']}}}embed"
    assert f"word/{relations[named.get(embed)]}" == svg
    assert parts[f"word/{relations[blip.get(embed)]}"].startswith(b"\x89PNG")
    assert b'Extension="svg"' in parts["[Content_Types].xml"]


def test_data_behind_figures_are_the_last_appendix() -> None:
    text = part(write(drawn_document()))
    assert paragraphs(text, "Heading1")[-1] == "Appendix\u00a0A Data behind the figures"
    assert paragraphs(text, "Heading2") == ["Figure 1. Rising water"]
    assert "A Data behind the figures" in paragraphs(text, "TOC1")
    assert find(text, "//w:tbl[.//w:t='77']")


# --- language and page ------------------------------------------------------------------------------------------------


def test_language_of_the_text_and_of_its_parts() -> None:
    source = "# One\n\nA [Haus]{lang=de}, a [بيت]{lang=ar dir=rtl}, a [家]{lang=ja}.\n"
    content = write(compose_markdown(source, appendix="", language="en-US"))
    styles = part(content, "word/styles.xml")
    assert find(styles, "//w:docDefaults//w:lang/@w:val") == ["en-US"]
    text = part(content)
    assert find(text, "//w:r[w:t='Haus']/w:rPr/w:lang/@w:val") == ["de"]
    assert find(text, "//w:r[w:t='بيت']/w:rPr/w:lang/@w:bidi") == ["ar"]
    assert find(text, "//w:r[w:t='بيت']/w:rPr/w:rtl")
    assert find(text, "//w:r[w:t='家']/w:rPr/w:lang/@w:eastAsia") == ["ja"]


def test_article_from_right_to_left() -> None:
    content = write(compose_markdown("# مقدمة\n\nنص.\n", appendix="", language="ar"))
    assert find(part(content), "//w:sectPr/w:bidi")
    assert find(part(content), "//w:p[.//w:t='نص.']/w:pPr/w:bidi")


@pytest.mark.parametrize("paper, width", [("a4", "11906"), ("us-letter", "12240")])
def test_page_is_that_of_the_article(paper: str, width: str) -> None:
    (size,) = find(part(write(compose_markdown(paper=paper))), "//w:sectPr/w:pgSz")
    assert size.get(f"{W}w") == width


def test_pages_have_running_heads_and_numbers(content: bytes) -> None:
    assert words(part(content, "word/header1.xml")) == "Ordinary things"
    assert not words(part(content, "word/header2.xml"))  # the first page has its title
    assert "PAGE" in "".join(find(part(content, "word/footer1.xml"), "//w:instrText/text()"))


# --- properties and bytes ---------------------------------------------------------------------------------------------


def test_properties_say_what_the_document_is(content: bytes) -> None:
    core = part(content, "docProps/core.xml")
    assert find(core, "//dc:title/text()") == ["A survey of <ordinary> things: Tea, rivers & bridges"]
    assert find(core, "//dc:creator/text()") == ["Ada Writer; Béla Író"]
    assert find(core, "//dc:language/text()") == ["en-GB"]
    assert find(core, "//cp:keywords/text()") == ["tea, rivers"]
    assert find(core, "//dc:description/text()")[0].startswith("What is known of tea")
    assert find(core, "//dc:identifier/text()") == ["https://doi.org/10.5555/tea"]
    assert find(core, "//dcterms:created/text()") == ["2025-01-02T00:00:00Z"]
    assert find(core, "//dcterms:modified/text()") == ["2026-09-21T14:13:20Z"]
    custom = part(content, "docProps/custom.xml")
    own = {each.get("name"): "".join(each.itertext()) for each in find(custom, "//cust:property")}
    assert own["Version"] == "1.2"
    assert own["DOI"] == "10.5555/tea"
    assert own["Licence"] == "CC-BY-4.0"
    assert own["References"] == "1 partial, 1 unverified, 1 verified"
    assert own["Notices on this article"] == "correction 2025-03-04"


def test_same_document_gives_the_same_bytes(content: bytes) -> None:
    assert write(compose_markdown(**FULL)) == content
    with zipfile.ZipFile(BytesIO(content)) as package:
        entries = package.infolist()
    assert {entry.date_time for entry in entries} == {(2026, 9, 21, 14, 13, 20)}
    assert entries[0].filename == "[Content_Types].xml"


def test_bytes_do_not_depend_on_the_environment(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert write(compose_markdown(**FULL)) == content


def test_moment_before_zip_archives_is_written_as_their_first() -> None:
    content = write(compose_markdown("# One\n\nText.\n"), Moment(0))
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert package.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_relationships_lead_to_parts_that_are_there(content: bytes) -> None:
    parts = unpack(content)
    for each in find(part(content, "word/_rels/document.xml.rels"), "//rel:Relationship[not(@TargetMode)]"):
        assert f"word/{each.get('Target')}" in parts
    types = find(etree_types(content), "//*/@PartName")
    assert all(name.lstrip("/") in parts for name in types)


def test_text_of_every_construct_is_there(text: Any) -> None:
    everything = " ".join(texts(text))
    for words_of in (
        "Upper course",
        "Where it begins.",
        "A quotation of a paragraph",
        "very_long_line_of_code",
        "مرحبا",
    ):
        assert words_of in everything
        assert words_of in TEXT
    assert "Where it begins." in paragraphs(text, "Definition")
    assert "Upper course" in paragraphs(text, "DefinitionTerm")
    assert paragraphs(text, "BlockText")
    assert paragraphs(text, "SourceCode")


# --- what the tests share ---------------------------------------------------------------------------------------------


def link_targets(content: bytes) -> set[str]:
    relations = part(content, "word/_rels/document.xml.rels")
    return set(find(relations, "//rel:Relationship[@TargetMode='External']/@Target"))


def etree_types(content: bytes) -> Any:
    return part(content, "[Content_Types].xml")


def numbered(document: Document) -> Document:
    """With figures and tables numbered, as compose does it."""
    return replace(document, body=number_figures(document.body))
