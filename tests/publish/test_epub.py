"""The EPUB as a file: complete in itself, its links whole both ways, its statements true of its content."""

from __future__ import annotations

import base64
import io
import json
import posixpath
import re
import zipfile
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from html_documents import ITEMS, TEXT, compose_markdown

from wellsourced.compose.document import Document, Notice
from wellsourced.diagnostics import Severity
from wellsourced.publish.epub.writer import write_epub
from wellsourced.publish.rendered import Moment

NOON = Moment(1_795_348_800)  # 2026-11-22 12:00 UTC
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
TYPE = "{http://www.idpf.org/2007/ops}type"

PNG = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000400"
        "01273445170000000049454e44ae426082"
    )
).decode()
TWO_NOTES = "# One\n\nA.^[First *note*.]\n\n# Two\n\nB.[^n]\n\n[^n]:\n    Second.\n\n    More.\n"
GIF = base64.b64encode(b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00;").decode()


class Book:
    """An EPUB opened: `files` in their order, the package document, the pages as trees."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.entries = archive.infolist()
            self.files = {entry.filename: archive.read(entry) for entry in self.entries}
        self.package = ElementTree.fromstring(self.files["EPUB/package.opf"])
        self.pages = {
            name.removeprefix("EPUB/"): ElementTree.fromstring(content)
            for name, content in self.files.items()
            if name.endswith(".xhtml")
        }

    def metadata(self, name: str) -> list[str]:
        """Values of a property, or of an element of Dublin Core."""
        found = [node for node in self.package.iter(f"{OPF}meta") if node.get("property") == name]
        return [node.text or "" for node in (*found, *self.package.iter(DC + name))]

    def item(self, file: str) -> dict[str, str]:
        (found,) = [item.attrib for item in self.package.iter(f"{OPF}item") if item.get("href") == file]
        return found

    @property
    def spine(self) -> list[str]:
        hrefs = {item.get("id"): item.get("href") or "" for item in self.package.iter(f"{OPF}item")}
        return [hrefs[itemref.get("idref")] for itemref in self.package.iter(f"{OPF}itemref")]

    def find(self, tag: str, **attributes: str) -> list[tuple[str, Any]]:
        """Elements of that name with these attributes, with their files; `_` stands for `-`."""
        return [
            (file, node)
            for file, tree in self.pages.items()
            for node in tree.iter(XHTML + tag)
            if all(node.get(name.replace("_", "-")) == value for name, value in attributes.items())
        ]


def write(document: Document, *, complaints: tuple[str, ...] = ()) -> Book:
    rendered = write_epub(document, NOON)
    assert tuple(diagnostic.code for diagnostic in rendered.diagnostics) == complaints
    return Book(rendered.content)


def text_of(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def target(book: Book, file: str, address: str) -> Any:
    """The element that an address in a file leads to."""
    path, _, fragment = address.partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), path)) if path else file
    tree = book.pages[path]
    if not fragment:
        return tree
    (node,) = [node for node in tree.iter() if node.get("id") == fragment]
    return node


# --- the container --------------------------------------------------------------------------------------------------


def test_type_comes_first_and_every_file_is_declared_once() -> None:
    book = write(compose_markdown(f"{TEXT}\n\n![A dot](data:image/png;base64,{PNG})\n"))
    first = book.entries[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.files["mimetype"] == b"application/epub+zip"
    declared = [f"EPUB/{item.get('href')}" for item in book.package.iter(f"{OPF}item")]
    linked = [f"EPUB/{link.get('href')}" for link in book.package.iter(f"{OPF}link") if link.get("rel") == "record"]
    own = ["mimetype", "META-INF/container.xml", "EPUB/package.opf"]
    assert sorted([*declared, *linked, *own]) == sorted(book.files)
    assert len(book.files) == len(book.entries)
    assert set(book.spine) == set(book.pages)


def test_same_moment_gives_the_same_bytes_and_dates_everything() -> None:
    first, second = (write_epub(compose_markdown(), NOON).content for _ in range(2))
    assert first == second
    book = Book(first)
    assert book.metadata("dcterms:modified") == ["2026-11-22T12:00:00Z"]
    assert {entry.date_time for entry in book.entries} == {(2026, 11, 22, 12, 0, 0)}
    assert {entry.date_time[0] for entry in Book(write_epub(compose_markdown(), Moment(0)).content).entries} == {1980}


def test_verification_is_inside_and_linked() -> None:
    book = write(compose_markdown())
    assert len(json.loads(book.files["EPUB/verification.json"])["references"]) == len(ITEMS)
    (record,) = [link for link in book.package.iter(f"{OPF}link") if link.get("rel") == "record"]
    assert (record.get("href"), record.get("media-type")) == ("verification.json", "application/json")


# --- links ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("style", ["chicago-author-date", "ieee", "oscola"])
def test_every_internal_link_leads_to_one_element(style: str) -> None:
    book = write(compose_markdown(style=style, draft=True))
    links = [(file, node.get("href")) for file, node in book.find("a") if "://" not in node.get("href", "")]
    links = [(file, address) for file, address in links if not address.startswith(("mailto:", "tel:"))]
    assert len(links) > 25
    for file, address in links:
        assert target(book, file, address) is not None
    for file, tree in book.pages.items():
        ids = [node.get("id") for node in tree.iter() if node.get("id")]
        assert len(ids) == len(set(ids)), file
        named = {node.get(name) for node in tree.iter() for name in ("aria-labelledby", "aria-details")} - {None}
        assert named <= set(ids)


def test_note_and_reference_to_it_stand_in_one_file_and_lead_to_each_other() -> None:
    book = write(
        compose_markdown("# One\n\nA.^[First *note*.]\n\n# Two\n\nB.[^n]\n\n[^n]:\n    Second.\n\n    More.\n")
    )
    references = book.find("a", role="doc-noteref")
    assert [node.text for _, node in references] == ["1", "2"]
    assert len({file for file, _ in references}) == 2
    for file, reference in references:
        note = target(book, file, reference.get("href"))
        assert (note.tag, note.get(TYPE), note.get("role")) == (f"{XHTML}aside", "footnote", "doc-footnote")
        assert reference.get(TYPE) == "noteref"
        (back,) = [node for node in note.iter(f"{XHTML}a") if node.get("role") == "doc-backlink"]
        assert target(book, file, back.get("href")) is reference
    texts = [text_of(node) for _, node in book.find("aside")]
    assert texts == ["1 First note.", "2 Second. More."]


def test_citation_leads_to_its_work_and_the_work_back_to_each_section() -> None:
    book = write(compose_markdown())
    citations = book.find("a", role="doc-biblioref")
    assert {node.get("href") for _, node in citations} == {f"references.xhtml#ref-{item['id']}" for item in ITEMS}
    entry = target(book, "references.xhtml", "#ref-rivers")
    assert "Partly verified: the year was not seen" in text_of(entry)
    assert "Seen at: library.example.org (primary), index.example.com (secondary), a printed copy" in text_of(entry)
    back = [node for node in entry.iter(f"{XHTML}a") if node.get("role") == "doc-backlink"]
    assert [text_of(node) for node in back] == ["Introduction", "1.1", "A"]
    for node in back:
        assert target(book, "references.xhtml", node.get("href")).get("href") == "references.xhtml#ref-rivers"


def test_citation_with_an_identifier_of_its_own_keeps_it() -> None:
    book = write(compose_markdown("# One\n\n[Roe](#ref-rivers){#roe} and [back](#roe) [@rivers].\n"))
    ((file, link),) = [(file, node) for file, node in book.find("a") if text_of(node) == "back"]
    assert text_of(target(book, file, link.get("href"))) == "Roe"


def test_link_that_leads_nowhere_keeps_its_words_only() -> None:
    book = write(compose_markdown("# One\n\nSee [the moon](#moon).\n"))
    assert not book.find("a", href="#moon")
    assert "See the moon." in text_of(book.pages["chapter-1.xhtml"])


def test_identifiers_that_xml_does_not_hold_still_are_targets() -> None:
    text = "# One {#1-é}\n\n## Two {#ws-note-1}\n\n[first](#1-é) [second](#ws-note-1) ^[Note.]\n"
    book = write(compose_markdown(text))
    for words, heading in (("first", "One"), ("second", "Two")):
        ((file, link),) = [(file, node) for file, node in book.find("a") if text_of(node) == words]
        assert text_of(target(book, file, link.get("href"))) == heading


def test_addresses_hold_only_what_the_url_standard_allows() -> None:
    book = write(
        compose_markdown(
            r"# One" + "\n\n" + r"[x](<https://example.org/a\b?c[]=1#d|e>) [y](https://example.org/%zz%20)"
        )
    )
    addresses = {node.get("href") for _, node in book.find("a") if "example.org/" in node.get("href", "")}
    assert {"https://example.org/a/b?c%5B%5D=1#d%7Ce", "https://example.org/%25zz%20"} <= addresses


# --- reading order --------------------------------------------------------------------------------------------------


def test_pages_come_in_reading_order_and_contents_cover_all_sections_and_subsections() -> None:
    document = compose_markdown()
    book = write(document)
    assert book.spine == [
        "cover.xhtml",
        "title.xhtml",
        "help.xhtml",
        "nav.xhtml",
        "abstract.xhtml",
        "chapter-1.xhtml",
        "chapter-2.xhtml",
        "chapter-3.xhtml",
        "references.xhtml",
        "appendix-1.xhtml",
    ]
    (contents,) = [node for node in book.pages["nav.xhtml"].iter(f"{XHTML}nav") if node.get(TYPE) == "toc"]
    lines = [text_of(link) for link in contents.iter(f"{XHTML}a")]
    assert lines[:3] == [document.article.title, "Report, or get help", "Abstract"]
    assert lines[3:] == [
        "Introduction",
        "1 Rivers",
        "1.1 How they bend",
        "1.2 Kinds",
        "2 Conclusion",
        "References",
        "Appendix A Corrections",
    ]
    (marks,) = [node for node in book.pages["nav.xhtml"].iter(f"{XHTML}nav") if node.get(TYPE) == "landmarks"]
    assert [link.get(TYPE) for link in marks.iter(f"{XHTML}a")] == ["cover", "toc", "bodymatter", "bibliography"]


def test_text_before_the_first_heading_is_kept() -> None:
    book = write(compose_markdown("Before all.\n\n# One\n\nAfter.\n"))
    assert "Before all." in text_of(book.pages["chapter-1.xhtml"])
    assert "After." in text_of(book.pages["chapter-2.xhtml"])


def test_least_article_is_a_whole_book() -> None:
    book = write(compose_markdown("Words.\n", "", items=[], help_box={}, abstract=None, keywords=(), title=" "))
    assert book.spine == ["cover.xhtml", "title.xhtml", "nav.xhtml", "chapter-1.xhtml"]
    assert book.metadata("title")[0] == "Untitled"
    assert "bibliography" not in {node.get(TYPE) for _, node in book.find("a")}
    assert not book.metadata("description")


def test_heading_without_words_still_has_a_line_in_the_contents() -> None:
    book = write(compose_markdown("# {#a}\n\n## {#b}\n\nText.\n"))
    lines = [text_of(node) for file, node in book.find("a") if file == "nav.xhtml"]
    assert "Untitled" in lines
    assert all(lines)


def test_right_to_left_article_turns_its_pages_that_way() -> None:
    spine = write(compose_markdown(language="ar")).package.find(f"{OPF}spine")
    assert spine is not None
    assert spine.get("page-progression-direction") == "rtl"
    book = write(compose_markdown(language="de"))
    assert b"page-progression-direction" not in book.files["EPUB/package.opf"]
    assert {tree.get("dir") for tree in book.pages.values()} == {"ltr"}
    ((_, span),) = book.find("span", lang="ar")
    assert span.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert span.get("dir") == "rtl"


# --- title page and metadata ----------------------------------------------------------------------------------------


def test_identifier_is_the_doi_else_one_that_edits_do_not_change() -> None:
    assert write(compose_markdown(doi="10.1000/tea")).metadata("identifier") == ["https://doi.org/10.1000/tea"]
    first, edited, other = (
        write(compose_markdown(text, title=title)).metadata("identifier")[0]
        for text, title in (("# One\n", "Tea"), ("# Two\n", "Tea"), ("# One\n", "Coffee"))
    )
    assert first.startswith("urn:uuid:")
    assert first == edited != other


def test_metadata_are_those_of_the_article() -> None:
    book = write(compose_markdown(publisher="Tea Press"))
    assert book.metadata("title") == ["A survey of <ordinary> things", "Tea, rivers & bridges"]
    assert book.metadata("creator") == ["Ada Writer", "Béla Író"]
    assert book.metadata("file-as") == ["Writer, Ada", "Író, Béla"]
    assert book.metadata("dcterms:identifier") == ["https://orcid.org/0000-0002-1825-0097"]
    assert book.metadata("language") == ["en-GB"]
    assert book.metadata("date") == ["2026-11-22"]
    assert book.metadata("rights") == ["CC-BY-4.0"]
    assert book.metadata("subject") == ["tea", "rivers"]
    assert book.metadata("publisher") == ["Tea Press"]
    assert book.metadata("description") == ["What is known of tea, rivers and bridges, and how surely it is known."]
    assert not write(compose_markdown()).metadata("publisher")


def test_notices_to_readers_come_before_the_title() -> None:
    history = [
        {"date": "2026-01-01", "note": "First.", "version": "1"},
        {"date": "2026-02-01", "note": "A number was wrong.", "kind": "correction"},
    ]
    book = write(compose_markdown(history=history))
    page = text_of(book.pages["title.xhtml"])
    assert page.index("A number was wrong.") < page.rindex("A survey of <ordinary> things")
    assert "First." in text_of(book.pages["about.xhtml"])
    assert "about.xhtml" not in write(compose_markdown()).pages


def test_announcements_about_a_work_stand_below_it() -> None:
    document = compose_markdown()
    first = replace(document.references[0], notices=(Notice("retraction", "https://example.org/notice", "2026-11-20"),))
    book = write(replace(document, references=(first, *document.references[1:])))
    entry = text_of(target(book, "references.xhtml", f"#{first.anchor}"))
    assert "Retraction notice, seen on 20 November 2026 at https://example.org/notice." in entry


def test_draft_says_so_in_title_and_on_its_first_page() -> None:
    book = write(compose_markdown(draft=True))
    assert book.metadata("title")[0] == "[Draft] A survey of <ordinary> things"
    assert "Draft: not for citation." in text_of(book.pages["title.xhtml"])


@pytest.mark.parametrize(
    "title",
    [
        "</dc:title><script>alert(1)</script> & ]]> \"quoted\" 'twice'",
        "Control \x01\x08\x1b characters \ufffe\uffff",
        "{{ 7 * 7 }} {% raw %} #eval(1) $x$ \\",
        "Donaudampfschifffahrtsgesellschaftskapitän" * 4,
        "A very long title " * 200,
        "שלום עולם",
    ],
)
def test_any_title_is_a_title_and_no_markup(title: str) -> None:
    book = write(compose_markdown(title=title, subtitle=None))
    shown = " ".join(re.sub("[\x00-\x08\x0e-\x1f\ufffe\uffff]", "", title).split())
    assert book.metadata("title") == [shown]
    assert not book.find("script")
    ((_, heading),) = [(file, node) for file, node in book.find("h1") if file == "title.xhtml"]
    assert text_of(heading) == shown


def test_cover_leaves_out_words_that_its_fonts_lack_and_says_so() -> None:
    document = compose_markdown(title="茶の本", subtitle="On tea")
    book = write(document, complaints=("PUB033",))
    ((_, cover),) = book.find("img", role="doc-cover")
    assert cover.get("alt").startswith("Cover: On tea; by Ada Writer, Béla Író;")
    assert "茶の本" in text_of(book.pages["title.xhtml"])
    assert book.files["EPUB/cover.png"].startswith(b"\x89PNG")
    assert book.item("cover.png")["properties"] == "cover-image"


# --- images ---------------------------------------------------------------------------------------------------------


def test_image_is_one_file_of_the_type_that_its_bytes_have() -> None:
    text = f"# One\n\n![A dot](data:image/jpeg;base64,{PNG}) and ![again](data:image/png;base64,{PNG})\n"
    book = write(compose_markdown(text))
    images = [node for file, node in book.find("img") if file != "cover.xhtml"]
    assert [(node.get("src"), node.get("alt")) for node in images] == [
        ("images/image-1.png", "A dot"),
        ("images/image-1.png", "again"),
    ]
    assert book.item("images/image-1.png")["media-type"] == "image/png"
    assert book.files["EPUB/images/image-1.png"] == base64.b64decode(PNG)


@pytest.mark.parametrize(
    "address, code",
    [
        ("data:image/avif;base64,AAAA", "PUB003"),
        ("https://example.org/x.png", "PUB003"),
        ("data:image/png;base64,AAAA", "PUB031"),
        ("data:image/svg+xml;base64," + base64.b64encode(b"<svg").decode(), "PUB031"),
    ],
)
def test_image_that_no_epub_holds_is_replaced_by_its_words(address: str, code: str) -> None:
    book = write(compose_markdown(f"# One\n\nSee ![a dot]({address}).\n"), complaints=(code,))
    assert "See a dot." in text_of(book.pages["chapter-1.xhtml"])
    assert not [name for name in book.files if name.startswith("EPUB/images/")]


def test_svg_of_strangers_neither_acts_nor_fetches() -> None:
    svg = """<!DOCTYPE svg [<!ENTITY file SYSTEM "file:///etc/hostname">]>
    <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
    onload="alert(1)" viewBox="0 0 9 9">
    <script>alert(2)</script><style>@import url(https://evil.example/a.css);</style>
    <foreignObject><p xmlns="http://www.w3.org/1999/xhtml">words</p></foreignObject>
    <image xlink:href="https://evil.example/b.png"/><use href="#here"/><use href="other.svg#there"/>
    <rect id="here" width="4" height="4" fill="url(https://evil.example/c)"
    style="fill: url(&quot;//evil.example&quot;)"/>
    <a xlink:href="javascript:alert(3)"><text>kept</text></a>
    <set attributeName="href" to="https://evil.example/d"/></svg>"""
    address = base64.b64encode(svg.encode()).decode()
    book = write(compose_markdown(f"# One\n\n![A drawing](data:image/svg+xml;base64,{address})\n"))
    written = book.files["EPUB/images/image-1.svg"].decode()
    assert "kept" in written
    assert 'href="#here"' in written
    for trace in ("evil", "alert", "script", "onload", "foreignObject", "other.svg", "DOCTYPE", "ENTITY", "<set"):
        assert trace not in written


def test_undeclared_entity_in_an_svg_leaves_the_image_out() -> None:
    svg = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"><text>&nothing;</text></svg>').decode()
    write(compose_markdown(f"# One\n\n![a](data:image/svg+xml;base64,{svg})\n"), complaints=("PUB031",))


# --- tables, equations, markup --------------------------------------------------------------------------------------


def test_header_cells_have_their_scope_and_captions_their_numbers() -> None:
    book = write(compose_markdown("# One\n\n| A | B | |\n|:--|--:|--|\n| 1 | 2 | 3 |\n\n: Letters\n"))
    assert [node.get("scope") for _, node in book.find("th")] == ["col", "col"]
    ((_, caption),) = book.find("caption")
    assert text_of(caption) == "Letters"
    ((_, box),) = book.find("div", role="region")
    assert (box.get("aria-label"), box.get("tabindex")) == ("Letters", "0")


def test_only_pages_with_equations_declare_mathml_and_each_equation_is_spoken() -> None:
    book = write(compose_markdown())
    declared = [item.get("href") for item in book.package.iter(f"{OPF}item") if item.get("properties") == "mathml"]
    assert declared == ["chapter-2.xhtml"]
    equations = [node for node in book.pages["chapter-2.xhtml"].iter() if node.tag.endswith("}math")]
    assert len(equations) == 2
    assert all(node.get("alttext") and "\\" not in node.get("alttext", "\\") for node in equations)


def test_contents_name_an_equation_by_its_signs_and_no_note() -> None:
    book = write(compose_markdown("# Of $\\pi$ and more^[A note.]\n\nText.\n"))
    ((_, line),) = [(file, node) for file, node in book.find("a", href="chapter-1.xhtml") if node.get(TYPE) is None]
    assert text_of(line) == "Of π and more"


def test_raw_markup_and_unknown_attributes_do_not_get_in() -> None:
    text = '# One\n\n<b onclick="x">bold</b> [a]{width=3 onclick="x" lang="not a language" dir=up} `<i>`{=html}\n'
    book = write(compose_markdown(text, allow_raw=True))
    page = book.files["EPUB/chapter-1.xhtml"].decode()
    assert "onclick" not in page
    assert "<b" not in page.partition("<body")[2].replace("<body", "")
    assert "not a language" not in page
    assert "bold" in page


def test_boxes_to_tick_are_signs() -> None:
    book = write(compose_markdown("# One\n\n- [x] seen\n- [ ] not seen\n"))
    assert [text_of(node) for _, node in book.find("li") if text_of(node).endswith(" seen")] == ["☒ seen", "☐ not seen"]
    assert not book.find("input")


def test_text_nested_too_deeply_is_a_complaint() -> None:
    document = compose_markdown("# One\n")
    block: dict[str, Any] = {"t": "Para", "c": []}
    for _ in range(3_000):
        block = {"t": "BlockQuote", "c": [block]}
    rendered = write_epub(replace(document, body=[*document.body, block]), NOON)
    assert rendered.content == b""
    assert [(each.code, each.severity) for each in rendered.diagnostics] == [("PUB030", Severity.ERROR)]
