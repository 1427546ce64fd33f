"""The PDF as its readers get it: standards, structure, links, pages. Every test reads a file that Typst compiled."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from html_documents import TEXT, compose_markdown

from wellsourced.compose.document import Document
from wellsourced.diagnostics import Severity
from wellsourced.publish.pdf import write_pdf
from wellsourced.publish.rendered import Moment

MOMENT = Moment(1_795_305_600)
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
    "rkJggg=="
)


def make(document: Document) -> bytes:
    rendered = write_pdf(document, MOMENT)
    # PUB011 would be a warning of Typst, such as a layout that does not settle.
    bad = [each for each in rendered.diagnostics if each.severity is Severity.ERROR or each.code == "PUB011"]
    assert bad == []
    return rendered.content


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def words(content: bytes) -> str:
    return " ".join(" ".join(pages(content)).split())


def outline(content: bytes) -> list[str]:
    def walk(items: list[Any]) -> Iterator[str]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item)
            else:
                yield item.title

    return list(walk(pypdf.PdfReader(io.BytesIO(content)).outline))


def tags(content: bytes) -> list[str]:
    """The structure types of the tag tree, in order."""

    def walk(node: Any) -> Iterator[pikepdf.Dictionary]:
        if isinstance(node, pikepdf.Array):
            for child in node:
                yield from walk(child)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            yield node
            if "/K" in node:
                yield from walk(node.K)

    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [str(node.S).removeprefix("/") for node in walk(pdf.Root.StructTreeRoot.K)]


def named_links(content: bytes) -> set[str]:
    """The names that links to headings go to."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        targets = [each.Dest for page in pdf.pages for each in page.get("/Annots", []) if "/Dest" in each]
        return {str(each) for each in targets if not isinstance(each, pikepdf.Array)}


def named_places(content: bytes) -> dict[str, tuple[int, float]]:
    """Where article.pdf#name opens: page (from 0) and height on it, by name."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        return {name: (numbers[target[0].objgen], float(target[3])) for name, target in names.items()}


def web_links(content: bytes) -> set[str]:
    """The addresses that links on the pages lead to."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return {str(each.A.URI) for page in pdf.pages for each in page.get("/Annots", []) if "/A" in each}


def alternative_texts(content: bytes, kind: str) -> list[str]:
    found = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and str(thing.get("/S", "")) == f"/{kind}" and "/Alt" in thing:
                found.append(str(thing.Alt))
    return found


@pytest.fixture(scope="module")
def article() -> bytes:
    return make(compose_markdown())


def test_standards_are_declared(article: bytes) -> None:
    with pikepdf.open(io.BytesIO(article)) as pdf, pdf.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")


def test_document_properties_come_from_the_article(article: bytes) -> None:
    with pikepdf.open(io.BytesIO(article)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo.Title) == "A survey of <ordinary> things"
        assert str(pdf.docinfo.Author) == "Ada Writer, Béla Író"
        assert "tea" in str(pdf.docinfo.Keywords)
        assert "how surely it is known" in str(pdf.docinfo.Subject)
        assert str(pdf.docinfo.CreationDate).startswith("D:20261122")


def test_bookmarks_are_the_headings_with_the_numbers_given(article: bytes) -> None:
    assert outline(article) == [
        "Report, or get help",
        "Introduction",
        "1 Rivers",
        "1.1 How they bend",
        "1.2 Kinds",
        "2 Conclusion",
        "References",
        "A Corrections",
    ]


def test_headings_without_numbers_stay_unnumbered() -> None:
    content = make(compose_markdown("# One {#one}\n\nText.\n\n# Two {#two}\n\nText."))
    assert outline(content)[1:3] == ["One", "Two"]


def test_unlisted_headings_stay_out_of_contents_and_bookmarks() -> None:
    content = make(compose_markdown("# One {#one}\n\n## Entry {#entry .unlisted .unnumbered}\n\nText."))
    assert "Entry" not in outline(content)
    assert words(content).count("Entry") == 1


def test_front_page_holds_title_block_help_and_keywords(article: bytes) -> None:
    first = " ".join(pages(article)[0].split())
    for expected in (
        "A survey of <ordinary> things",
        "Tea, rivers & bridges",
        "Ada Writer",
        "Institute of Tests",
        "22 November 2026",
        "Version 1.2",
        "CC BY 4.0",
        "how surely it is known",
        "tea, rivers",
        "Report, or get help",
        "River Watch",
        "Anyone who saw a river in trouble",
        "0808 1000 900",
        "seen on 22 November 2026",
    ):
        assert expected in first


def test_help_stands_before_the_text_and_references_before_appendices(article: bytes) -> None:
    text = words(article)
    order = [
        "Report, or get help",
        "Contents",
        "Tea is drunk widely",
        "Bridges help",
        "Tea in Figures",
        "One thing was wrong",
    ]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)


def test_pages_are_numbered_with_their_total(article: bytes) -> None:
    texts = pages(article)
    assert all(f"{number} / {len(texts)}" in text for number, text in enumerate(texts, 1))
    assert pypdf.PdfReader(io.BytesIO(article)).page_labels == [str(n) for n in range(1, len(texts) + 1)]


def test_running_heads_name_article_and_section() -> None:
    body = "# Rivers {#rivers number=1}\n\n" + "A river bends where the ground gives way, slowly and for ever. " * 400
    texts = pages(make(compose_markdown(body, short_title="Of rivers")))
    assert "Of rivers" not in texts[0]
    middle = texts[len(texts) // 2]
    assert "Of rivers" in middle
    assert re.search(r"1\s*Rivers", middle)


def test_contents_give_the_page_of_each_section(article: bytes) -> None:
    texts = pages(article)
    contents = next(text for text in texts if "Contents" in text)
    listed = re.search(r"2\s*Conclusion[\s.\u2060]*(\d+)", contents)
    assert listed
    assert "Bridges help" in texts[int(listed[1]) - 1]


def test_citations_link_to_entries_that_show_their_status(article: bytes) -> None:
    assert {"bend", "ref-rivers", "ref-tea-board", "ref-bridges"} <= named_links(article)
    entries = named_places(article)
    list_page = next(page for page, text in enumerate(pages(article)) if "How Rivers Bend" in text)
    places = [entries[f"ref-{name}"] for name in ("bridges", "rivers", "tea-board")]
    assert {page for page, _ in places} == {list_page}
    assert len({height for _, height in places}) == 3  # three entries, each at its own height
    text = words(article)
    for status in ("Verified on 22 November 2026", "Partly verified: the year was not seen", "Not verified"):
        assert status in text


def test_evidence_is_linked_where_it_has_a_public_address(article: bytes) -> None:
    assert "https://library.example.org/rivers" in web_links(article)
    assert not any(address.startswith("urn:") for address in web_links(article))


def decompressed(content: bytes) -> bytes:
    """The file with every stream readable."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


def test_structure_is_tagged_for_readers(article: bytes) -> None:
    kinds = tags(article)
    assert {
        "Title",
        "H1",
        "H2",
        "P",
        "L",
        "LI",
        "Table",
        "TH",
        "TD",
        "Caption",
        "Link",
        "Note",
        "Formula",
        "TOC",
        "BlockQuote",
    } <= set(kinds)
    assert kinds.count("TH") == 4


def test_formulas_are_said_in_words(article: bytes) -> None:
    found = alternative_texts(article, "Formula")
    assert found == ["E equals m c squared", "integral from 0 to 1 of x squared d x equals 1 over 3"]


def test_images_keep_their_description_and_captions_their_numbers() -> None:
    text = (
        f"# A {{#a}}\n\n![Caption *here*]({PIXEL}){{#fig:a width=30% alt='A green dot' number=3}}\n\nSee [it](#fig:a)."
    )
    content = make(compose_markdown(text))
    assert "A green dot" in " ".join(alternative_texts(content, "Figure"))
    assert "Figure 3. Caption here" in words(content)
    assert "Figure" in tags(content)


def test_long_tables_repeat_their_header_on_every_page() -> None:
    rows = "\n".join(f"| River {number} | {number * 7} |" for number in range(120))
    content = make(compose_markdown(f"# A {{#a}}\n\n| Name | Length in leagues |\n|---|--:|\n{rows}\n\n: Rivers"))
    holding = [text for text in pages(content) if re.search(r"River \d", text)]
    assert len(holding) > 2
    assert all("Length in leagues" in text for text in holding)


def test_draft_is_stamped_on_every_page(article: bytes) -> None:
    assert "DRAFT" not in words(article)
    draft = pages(make(compose_markdown(draft=True)))
    assert all(text.count("DRAFT") >= 2 for text in draft)


def test_paper_is_the_one_asked_for(article: bytes) -> None:
    letter = make(compose_markdown(paper="us-letter"))
    sizes = [
        tuple(round(float(side)) for side in pypdf.PdfReader(io.BytesIO(each)).pages[0].mediabox[2:])
        for each in (article, letter)
    ]
    assert sizes == [(595, 842), (612, 792)]


@pytest.mark.parametrize("style", ["apa", "ieee", "oscola"])
def test_other_citation_styles_make_a_pdf(style: str) -> None:
    content = make(compose_markdown(style=style))
    assert "Tea in Figures" in words(content)


def test_note_styles_put_citations_into_footnotes() -> None:
    content = make(compose_markdown(style="oscola"))
    assert tags(content).count("Note") >= 4


def test_same_document_gives_the_same_bytes_in_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = compose_markdown(TEXT)
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.setattr("tempfile.tempdir", str(folder))
        monkeypatch.chdir(folder)
        made.append(make(document))
    assert made[0] == made[1]


def test_undated_article_takes_the_date_of_the_build() -> None:
    with pikepdf.open(io.BytesIO(make(compose_markdown(date=None)))) as pdf:
        assert str(pdf.docinfo.CreationDate).startswith("D:2026112")


def test_fonts_are_embedded_and_those_of_the_wheel(article: bytes) -> None:
    fonts = set(re.findall(rb"/FontName\s*/[A-Z]{6}\+(\w+)", decompressed(article)))
    assert fonts
    assert all(font.startswith((b"LibertinusSerif", b"NewCM", b"DejaVuSansMono")) for font in fonts)


def test_least_article_makes_a_pdf() -> None:
    document = compose_markdown("# One {#one}\n\nText.", "", help_box={}, items=[])
    bare = replace(
        document, article=type(document.article)(title="T", authors=document.article.authors[:1], sections=("a",))
    )
    assert "Text." in words(make(replace(bare, abstract=[])))


@pytest.mark.parametrize("words", [1, 300, 480, 520, 560, 600, 900])
def test_layout_settles_however_full_the_first_page_is(words: int) -> None:
    text = "".join(f"# Part {number} {{#part-{number}}}\n\nText.\n\n" for number in range(30))
    assert make(compose_markdown(text, abstract="Long words. " * words)).startswith(b"%PDF")


def test_document_without_any_text_makes_a_pdf() -> None:
    document = replace(compose_markdown("# One {#one}", "", help_box={}), body=[], contents=(), references=())
    assert make(document).startswith(b"%PDF-1.7")
