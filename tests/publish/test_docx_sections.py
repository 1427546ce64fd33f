"""Landscape pages of the Word document: for the tables that the PDF turns, and as the other pages in all else."""

from __future__ import annotations

import calendar
from typing import Any

import pypdfium2
import pytest
from docx_reading import W, find, part, unpack, words
from html_documents import compose_markdown
from test_docx import write

from wellsourced.compose.document import Document
from wellsourced.publish.pdf import write_pdf
from wellsourced.publish.rendered import Moment

MONTHS = list(calendar.month_name)[1:]


def table(name: str, columns: list[str]) -> str:
    """A table with a caption: a row of heads, a row of one word."""
    cells = [name, *("frozen" for _ in columns)]
    lines = (["River", *columns], ["---"] * len(cells), cells)
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + f"\n\n: {name} by month\n\n"


WIDE, NARROW = table("Aller", MONTHS), table("Brook", MONTHS[:3])
LONG = "A sentence of a cell that goes on until it has filled a line of its own and another one beneath it. "
HIGH = f"| A | B | C | D | E |\n|--|--|--|--|--|\n| {' | '.join([LONG * 2] * 5)} |\n\n: High rows\n\n"
QUOTED = "".join(f"> {line}\n" for line in WIDE.splitlines())


def article(text: str, **settings: Any) -> Document:
    """An article that ends where its text ends."""
    settings = {"items": [], "appendix": "", "help_box": {}, **settings}
    return compose_markdown(text, settings.pop("appendix"), **settings)


def sections(text: Any) -> list[tuple[bool, list[str]]]:
    """Of each section whether it is landscape, and the words of its paragraphs and tables, a table as one text."""
    found: list[tuple[bool, list[str]]] = []
    said: list[str] = []
    for each in find(text, "/w:document/w:body/*"):
        if each.tag in (f"{W}p", f"{W}tbl") and (told := words(each)):
            said.append(told)
        for section in [each] if each.tag == f"{W}sectPr" else find(each, "w:pPr/w:sectPr"):
            found.append((bool(find(section, "w:pgSz[@w:orient='landscape']")), said))
            said = []
    return found


def shapes(content: bytes) -> list[bool]:
    return [landscape for landscape, _ in sections(part(content))]


def test_wide_table_has_a_landscape_section_with_its_caption_and_heading() -> None:
    text = part(write(article(f"# One {{#one}}\n\nBefore.\n\n## The months {{#two}}\n\n{WIDE}After.")))
    before, turned, after = sections(text)
    assert [landscape for landscape, _ in (before, turned, after)] == [False, True, False]
    assert before[1][-1] == "Before."
    assert turned[1][0].endswith("The months")
    assert turned[1][1] == "Aller by month"
    assert turned[1][2].startswith("RiverJanuary")
    assert after[1] == ["After."]


def test_article_without_wide_tables_has_one_section() -> None:
    content = write(article(f"# One {{#one}}\n\n{NARROW}After."))
    assert shapes(content) == [False]
    assert "word/footer2.xml" not in unpack(content)


@pytest.mark.parametrize("layout", ["article", "report"])
@pytest.mark.parametrize("paper", ["a4", "us-letter"])
@pytest.mark.parametrize(
    "text, count",
    [(WIDE, 1), (NARROW, 0), (HIGH, 1), (QUOTED, 0), (f"{WIDE}Between.\n\n{HIGH}", 2)],
    ids=["wide", "narrow", "high", "in a quotation", "two"],
)
def test_word_turns_the_tables_that_the_pdf_turns(text: str, count: int, paper: str, layout: str) -> None:
    document = article(f"# One {{#one}}\n\nBefore.\n\n{text}After.", paper=paper, layout=layout)
    assert shapes(write(document)).count(True) == count
    printed = pypdfium2.PdfDocument(write_pdf(document, Moment(0)).content)
    assert sum(page.get_width() > page.get_height() for page in printed) == count


def test_text_of_two_columns_is_judged_by_the_one_that_word_has() -> None:
    assert shapes(write(article(f"# One {{#one}}\n\n{WIDE}After.", layout="two-column"))) == [False, True, False]


@pytest.mark.parametrize("paper, width, height", [("a4", 16838, 11906), ("us-letter", 15840, 12240)])
def test_table_fills_the_landscape_page(paper: str, width: int, height: int) -> None:
    text = part(write(article(f"# One {{#one}}\n\n{HIGH}After.", paper=paper)))
    (size,) = find(text, "//w:pgSz[@w:orient='landscape']")
    assert (int(size.get(f"{W}w")), int(size.get(f"{W}h"))) == (width, height)
    (margins,) = find(size, "../w:pgMar")
    room = width - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    columns = [int(each) for each in find(text, "//w:tblGrid/w:gridCol/@w:w")]
    assert abs(sum(columns) - room) <= len(columns)


def test_pages_go_on_with_their_heads_and_numbers() -> None:
    content = write(article(f"# One {{#one}}\n\n{WIDE}After."))
    text = part(content)
    first, turned, last = find(text, "//w:sectPr")
    relations = {
        each.get("Id"): each.get("Target")
        for each in find(part(content, "word/_rels/document.xml.rels"), "//rel:Relationship")
    }

    def repeated(section: Any) -> set[tuple[str, str]]:
        references = find(section, "w:headerReference | w:footerReference")
        return {(each.get(f"{W}type"), relations[find(each, "@r:id")[0]]) for each in references}

    # The first page of the article has no running head; no other page lacks it.
    assert [bool(find(each, "w:titlePg")) for each in (first, turned, last)] == [True, False, False]
    assert repeated(last) == {("default", "header1.xml"), ("default", "footer1.xml")}
    assert repeated(first) == repeated(last) | {("first", "header2.xml"), ("first", "footer1.xml")}
    assert repeated(turned) == {("default", "header1.xml"), ("default", "footer2.xml")}
    assert not find(text, "//w:pgNumType")
    footer = part(content, "word/footer2.xml")
    assert find(footer, "//w:instrText")[0].text.strip() == "PAGE"
    assert find(footer, "//w:tab[@w:val='right']/@w:pos") == ["14344"]
    types = find(part(content, "[Content_Types].xml"), "//*[@PartName='/word/footer2.xml']/@ContentType")
    assert types == ["application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"]


def test_wide_tables_that_follow_one_another_share_their_pages() -> None:
    text = part(write(article(f"# One {{#one}}\n\n{WIDE}## Two {{#two}}\n\n{HIGH}After.")))
    assert [landscape for landscape, _ in sections(text)] == [False, True, False]
    assert {"Aller by month", "High rows"} <= set(sections(text)[1][1])


def test_wide_tables_without_captions_stay_apart_on_their_pages() -> None:
    """Word shows tables with nothing between them as one."""
    bare = f"{WIDE.split(': ')[0]}{HIGH.split(': ')[0]}"
    text = part(write(article(f"# One {{#one}}\n\nBefore.\n\n{bare}After.")))
    assert [landscape for landscape, _ in sections(text)] == [False, True, False]
    assert len(find(text, "//w:tbl")) == 2
    assert not find(text, "//w:tbl[following-sibling::*[1][self::w:tbl]]")


def test_article_that_ends_with_a_wide_table_has_no_empty_page_behind_it() -> None:
    text = part(write(article(f"# One {{#one}}\n\nBefore.\n\n{WIDE}")))
    assert [landscape for landscape, _ in sections(text)] == [False, True]
    assert find(text, "/w:document/w:body/w:sectPr/w:pgSz/@w:orient") == ["landscape"]


def test_section_ends_in_the_last_paragraph_before_a_wide_table() -> None:
    text = part(write(article(f"# One {{#one}}\n\nBefore.\n\n{WIDE}After.")))
    ends = find(text, "//w:p[w:pPr/w:sectPr]")
    # Behind the table stands one without words or height, for a section ends in a paragraph.
    assert [words(each) for each in ends] == ["Before.", ""]
    assert find(ends[1], "w:pPr/w:pStyle/@w:val") == ["AfterTable"]


def test_table_may_stand_right_before_a_wide_one() -> None:
    text = part(write(article(f"# One {{#one}}\n\n{NARROW}{WIDE}After.")))
    before, turned, _ = sections(text)
    assert before[1][-1].startswith("RiverJanuary")
    assert turned[1][0] == "Aller by month"


def test_landscape_pages_run_from_right_to_left_as_the_others_do() -> None:
    text = part(write(article(f"# One {{#one}}\n\n{WIDE}After.", language="ar")))
    assert len(find(text, "//w:sectPr/w:bidi")) == 3


def test_same_document_gives_the_same_bytes() -> None:
    document = article(f"# One {{#one}}\n\n{WIDE}After.")
    assert write(document) == write(document)
