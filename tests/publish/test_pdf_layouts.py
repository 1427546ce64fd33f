"""The three layouts on both papers, wide tables, and what a published PDF carries: read from the file that was made."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from html_documents import TEXT, compose_markdown
from test_pdf import MOMENT, PIXEL, make, named_places, outline, pages, tags, web_links, words

from wellsourced.compose.document import Document, Notice
from wellsourced.publish.pdf import write_pdf
from wellsourced.publish.verification import render_verification

LAYOUTS = pytest.mark.parametrize("layout", ["article", "two-column", "report"])
PAPERS = pytest.mark.parametrize("paper,size", [("a4", (595, 842)), ("us-letter", (612, 792))])
LONG = "A river bends where the ground gives way, slowly and for ever. " * 60
SENTENCE = "Criminalisation of production, distribution, import, export, offer and sale of goods that rivers carry away"
TWICE = f"{SENTENCE}; {SENTENCE.lower()}"
#: Four columns of two sentences: a dozen lines a row in a column of text, half as many on a turned page.
WIDE = (
    "| State | Core | Duties | Other | More |\n|---|---|---|---|---|\n"
    + "\n".join(f"| State {number} | {TWICE} | {TWICE} | {TWICE} | {TWICE} |" for number in range(4))
    + "\n\n: Laws compared {#tbl:laws number=1}\n"
)
PROSE = "\n\n".join([LONG] * 4)
TWO_SECTIONS = f"# Rivers {{#rivers number=1}}\n\n{PROSE}\n\n# Bridges {{#bridges number=2}}\n\n{PROSE}"


def numbered(text: str, **article: Any) -> Document:
    """A document whose table has its number, as compose gives it."""
    document = compose_markdown(text, **article)
    for block in document.body:
        if block["t"] == "Table":
            block["c"][0] = ["tbl:laws", [], [["number", "1"]]]
    return document


def sizes(content: bytes) -> list[tuple[int, int]]:
    """Width and height of each page as viewers show it."""
    document = pypdfium2.PdfDocument(content)
    return [(round(page.get_width()), round(page.get_height())) for page in document]


def lefts(content: bytes, page: int, word: str) -> list[float]:
    """The left edges of the words on a page, in points."""
    text = pypdfium2.PdfDocument(content)[page].get_textpage()
    search, found = text.search(word), []
    while hit := search.get_next():
        found.append(text.get_charbox(hit[0])[0])
    return found


@LAYOUTS
@PAPERS
def test_layout_has_its_paper_and_all_of_the_text(layout: str, paper: str, size: tuple[int, int]) -> None:
    content = make(compose_markdown(TEXT, layout=layout, paper=paper))
    assert set(sizes(content)) == {size}
    text = words(content)
    for part in ("A survey of <ordinary> things", "how surely it is known", "tea, rivers", "River Watch", "Contents"):
        assert part in text
    order = ["Tea is drunk widely", "Bridges help", "Tea in Figures", "One thing was wrong"]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)


def test_report_has_a_title_page_roman_front_matter_and_sections_that_begin_pages() -> None:
    content = make(compose_markdown(TWO_SECTIONS, layout="report"))
    texts = pages(content)
    labels = pypdf.PdfReader(io.BytesIO(content)).page_labels
    assert labels[:4] == ["i", "ii", "iii", "1"]
    assert "Contents" not in texts[0]
    assert "how surely" not in texts[0]
    assert "how surely" in texts[1]
    assert "Contents" in texts[2]
    begins = [
        number for number, text in enumerate(texts) if "1 Rivers\nA river" in text or "2 Bridges\nA river" in text
    ]
    assert len(begins) == 2
    assert all("A river bends" not in texts[number].split("\nA river")[0] for number in begins)
    assert f"{labels[-1]} / {labels[-1]}" in texts[-1]


@LAYOUTS
def test_contents_heads_and_bookmarks_agree_on_where_a_section_begins(layout: str) -> None:
    content = make(compose_markdown(TWO_SECTIONS, layout=layout, short_title="Of rivers"))
    texts, reader = pages(content), pypdf.PdfReader(io.BytesIO(content))
    contents = " ".join(next(text for text in texts if "Contents" in text).replace(".", " ").split())
    for title, name in (("1 Rivers", "rivers"), ("2 Bridges", "bridges"), ("A Corrections", "corrections")):
        begins = next(number for number, text in enumerate(texts) if re.search(rf"{title}\s+(A river|One thing)", text))
        assert f"{title} {reader.page_labels[begins]}" in contents
        assert named_places(content)[name][0] == begins
        (bookmark,) = [each for each in reader.outline if getattr(each, "title", "") == title]
        assert reader.get_destination_page_number(bookmark) == begins
        if layout == "report":
            assert title not in texts[begins - 1] or begins == 3
            assert reader.page_labels[begins] == "1" or title != "1 Rivers"


def test_two_columns_stand_beside_each_other_under_a_title_across_both() -> None:
    content = make(compose_markdown(TWO_SECTIONS, layout="two-column"))
    left, right = min(lefts(content, 1, "river")), max(lefts(content, 1, "river"))
    assert left < 150
    assert right > 595 / 2
    title = pypdfium2.PdfDocument(content)[0].get_textpage().search("A survey of")
    assert title.get_next()


def test_wide_figure_and_table_span_two_columns_and_narrow_ones_do_not() -> None:
    picture = f"![Cap]({PIXEL}){{alt='A green dot' width=100%}}"
    narrow = "| A | B |\n|---|---|\n| one | two |\n\n: Small {#tbl:small}\n"
    content = make(numbered(f"# A {{#a}}\n\n{LONG}\n\n{picture}\n\n{WIDE}\n\n{LONG}", layout="two-column"))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        boxes = [
            [float(side) for side in attribute.BBox]
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and str(thing.get("/S", "")) in {"/Table", "/Figure"}
            for attribute in (thing.A if isinstance(thing.get("/A"), pikepdf.Array) else [thing.get("/A", {})])
            if "/BBox" in attribute
        ]
    assert boxes
    assert all(box[2] - box[0] > 595 / 2 for box in boxes)
    small = make(compose_markdown(f"# A {{#a}}\n\n{narrow}\n\n{LONG}", layout="two-column"))
    assert "Table" in tags(small)


def test_abstract_too_long_for_a_page_runs_through_the_columns() -> None:
    content = make(compose_markdown(TWO_SECTIONS, layout="two-column", abstract="Long words. " * 1500))
    assert words(content).count("Long words.") == 1500


@pytest.mark.parametrize(
    "article",
    [
        {"title": "A long title. " * 300},
        {"authors": [{"name": f"Author {n}", "affiliation": f"Institute {n}"} for n in range(90)]},
        {"history": [{"date": "2026-02-01", "kind": "correction", "note": "A long note. " * 500}]},
    ],
)
def test_title_block_too_long_for_a_page_is_not_cut_off(article: dict[str, Any]) -> None:
    text = words(make(compose_markdown(TWO_SECTIONS, layout="two-column", **article)))
    assert text.count("A long title.") >= 300 * ("title" in article)
    assert text.count("A long note.") >= 500 * ("history" in article)
    assert ("Institute 89" in text) == ("authors" in article)


@LAYOUTS
def test_draft_is_stamped_on_every_page_of_each_layout(layout: str) -> None:
    assert all("DRAFT" in text for text in pages(make(compose_markdown(draft=True, layout=layout))))


@pytest.mark.parametrize("layout", ["article", "report"])
@PAPERS
def test_table_too_wide_is_shown_turned_on_a_page_of_its_own(layout: str, paper: str, size: tuple[int, int]) -> None:
    text = f"# Laws {{#laws number=1}}\n\nSee [the table](#tbl:laws).\n\n{PROSE}\n\n{WIDE}\n\n{PROSE}"
    content = make(numbered(text, layout=layout, paper=paper, short_title="Of rivers"))
    (turned,) = [number for number, each in enumerate(sizes(content)) if each == size[::-1]]
    assert [each for each in sizes(content) if each != size[::-1]] == [size] * (len(sizes(content)) - 1)
    page = pages(content)[turned]
    assert "Laws compared" in page
    assert "State 3" in page
    assert "Of rivers" in page
    assert named_places(content)["turned-page-1"][0] == turned
    # The text goes on before it and behind it: no page is left half empty for its sake.
    assert pages(content)[turned - 1].count("A river bends") > 10
    assert tags(content).count("TH") == 5
    assert "Caption" in tags(content)


def test_link_to_a_turned_table_leads_to_its_page() -> None:
    content = make(numbered(f"# Laws {{#laws}}\n\nSee [the table](#tbl:laws).\n\n{PROSE}\n\n{WIDE}\n\n{PROSE}"))
    turned = sizes(content).index((842, 595))
    with pikepdf.open(io.BytesIO(content)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        links = [each.Dest for page in pdf.pages for each in page.get("/Annots", []) if "/Dest" in each]
        assert turned in {numbers[each[0].objgen] for each in links if isinstance(each, pikepdf.Array)}


def test_wide_table_longer_than_a_page_has_landscape_pages_that_repeat_its_header() -> None:
    columns = 16
    rows = "\n".join("| " + " | ".join(f"Consequence{n}" for n in range(columns)) + " |" for _ in range(50))
    table = f"|{'Heading | ' * columns}\n|{'---|' * columns}\n{rows}\n"
    content = make(compose_markdown(f"# A {{#a}}\n\n{LONG}\n\n{table}\n\n# B {{#b}}\n\n{LONG}"))
    landscape = [number for number, size in enumerate(sizes(content)) if size == (842, 595)]
    assert len(landscape) >= 2
    assert all("Heading" in pages(content)[number] for number in landscape)
    assert "A river bends" not in pages(content)[landscape[0]]


def test_wide_table_inside_a_list_or_a_quotation_stays_there() -> None:
    inside = "\n".join(f"> {line}" for line in WIDE.splitlines())
    content = make(compose_markdown(f"# A {{#a}}\n\n{inside}\n"))
    assert set(sizes(content)) == {(595, 842)}
    assert "State 3" in words(content)


def test_table_in_the_abstract_makes_a_pdf() -> None:
    document = compose_markdown(TEXT)
    table = next(block for block in numbered(f"# A {{#a}}\n\n{WIDE}").body if block["t"] == "Table")
    assert "State 3" in words(make(replace(document, abstract=[table])))


def test_named_table_that_does_not_fit_leaves_no_gap_in_the_text() -> None:
    rows = "\n".join(f"| Row {number} | {SENTENCE} |" for number in range(9))
    table = f"| Name | What |\n|---|---|\n{rows}\n\n: Rows\n"
    content = make(numbered(f"# A {{#a}}\n\n{LONG}\n\n{LONG}\n\n{LONG}\n\n{table}\n\n{PROSE}"))
    (holding,) = [number for number, text in enumerate(pages(content)) if "Row 0" in text]
    assert "Row 8" in pages(content)[holding]
    assert all(text.count("A river bends") > 10 for text in pages(content)[1:holding])


def test_verification_json_is_attached_as_pdf_a_3() -> None:
    document = compose_markdown()
    content = make(document)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        attached = pdf.attachments["verification.json"]
        assert attached.get_file().read_bytes() == render_verification(document, MOMENT)
        assert attached.get_file().mime_type == "application/json"
        assert "every work cited" in attached.description
        assert pdf.Root.AF[0].AFRelationship == "/Supplement"
    assert json.loads(pypdf.PdfReader(io.BytesIO(content)).attachments["verification.json"][0])["references"]


def test_rights_identifier_and_subjects_are_in_the_metadata() -> None:
    content = make(compose_markdown(doi="10.5555/tea", publisher="The Journal of Tea"))
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:identifier"] == "https://doi.org/10.5555/tea"
        assert xmp["dc:rights"] == "CC-BY-4.0"
        assert xmp["xmpRights:WebStatement"] == "https://creativecommons.org/licenses/by/4.0/"
        assert xmp["dc:publisher"] == {"The Journal of Tea"}
        assert xmp["dc:subject"] == {"tea", "rivers"}
        assert xmp["dc:creator"] == ["Ada Writer", "Béla Író"]
        assert xmp["dc:language"] == {"en-GB"}
        assert b"<dc:rights>" in pdf.Root.Metadata.read_raw_bytes()  # legible without a PDF reader


def test_undeclared_things_are_not_said() -> None:
    document = compose_markdown()
    bare = replace(
        document, article=type(document.article)(title="T", authors=document.article.authors[:1], sections=("a",))
    )
    content = make(bare)
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as xmp:
        assert not {"dc:rights", "dc:identifier", "dc:publisher", "xmpRights:Marked"} & set(xmp)
    assert "About this article" not in words(content)


def test_authors_say_who_answers_letters_and_where_they_are_registered() -> None:
    authors = [
        {
            "name": "Ada Writer",
            "affiliation": "Institute",
            "ror": "https://ror.org/02mhbdp94",
            "email": "a@example.org",
        },
        {"name": "Béla Író", "orcid": "0000-0002-1825-0097", "email": "b@example.org", "corresponding": True},
    ]
    content = make(compose_markdown(authors=authors))
    first = " ".join(pages(content)[0].split())
    assert "Correspondence: Béla Író b@example.org" in first
    assert "a@example.org" not in first
    assert {"https://ror.org/02mhbdp94", "https://orcid.org/0000-0002-1825-0097", "mailto:b@example.org"} <= web_links(
        content
    )


def test_statements_and_history_close_the_text_and_the_newest_notice_opens_it() -> None:
    content = make(
        compose_markdown(
            funding=[{"funder": "Council for Calm Water", "award": "CW-1"}],
            acknowledgements="We thank the ferryman.",
            competing_interests="One of us drinks tea.",
            history=[
                {"date": "2026-01-01", "version": "1.0", "note": "First published."},
                {"date": "2026-02-01", "kind": "correction", "note": "The width was given in feet."},
                {"date": "2026-03-01", "kind": "expression-of-concern", "note": "The depth is in doubt."},
            ],
        )
    )
    text = words(content)
    first = " ".join(pages(content)[0].split())
    assert "Expression of concern, 1 March 2026. The depth is in doubt." in first
    assert "in feet" not in first
    # pypdf does not read the actual text that tells a hyphen from one that divides a word.
    closing = text[text.index("Bridges help") : text.rindex("References")].replace("\u00ad", "-")
    for part in (
        "Council for Calm Water (award CW-1)",
        "We thank the ferryman.",
        "drinks tea",
        "First published.",
        "feet",
    ):
        assert part in closing
    assert "About this article" in outline(content)


def test_notices_about_a_cited_work_are_said_at_its_entry() -> None:
    document = compose_markdown()
    notice = Notice("retraction", "https://journal.example.org/retraction", "2026-11-21")
    marked = replace(document, references=tuple(replace(each, notices=(notice,)) for each in document.references[:1]))
    content = make(replace(marked, body=[], appendices=[]))
    assert "Retraction notice, seen on 21 November 2026 at journal.example.org" in words(content)
    assert "https://journal.example.org/retraction" in web_links(content)


@pytest.mark.parametrize("tex", ["\\ominus", "\\sqrt{}", "\\frac{}{}", "\\nosuchcommand{x}"])
def test_equation_that_cannot_be_set_is_shown_as_code_and_the_others_as_they_are(tex: str) -> None:
    rendered = write_pdf(compose_markdown(f"# A {{#a}}\n\nBefore ${tex}$ and $a^2$ after.\n\n$${tex}$$\n"), MOMENT)
    assert {each.code for each in rendered.diagnostics} == {"PUB018"}
    assert words(rendered.content).count(tex) == 2
    assert tags(rendered.content).count("Formula") == 1
    assert tags(rendered.content).count("Code") == 2


@LAYOUTS
def test_same_document_gives_the_same_bytes_in_each_layout(layout: str) -> None:
    document = numbered(f"# A {{#a}}\n\n{LONG}\n\n{WIDE}\n", layout=layout)
    assert make(document) == make(document)
