"""The JATS article: its people, dates and declarations, its text, and what strangers put into it."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from html_documents import HELP, compose_markdown
from jats_articles import MOMENT, XLINK, XML, read, texts, write
from lxml import etree

from wellsourced.publish.jats.writer import write_jats

PIXEL = (
    "data:image/png;base64,"
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def _svg(content: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">{content}</svg>'
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


# --- metadata ---------------------------------------------------------------------------------------------------------


def test_authors_have_names_identifiers_roles_and_affiliations() -> None:
    people = [
        {
            "name": "Ada van der Brook",
            "family": "van der Brook",
            "orcid": "0000-0002-1825-0097",
            "affiliation": "Institute & Co",
            "ror": "https://ror.org/02mhbdp94",
            "email": "ada@example.org",
            "corresponding": True,
            "roles": ["writing-original-draft", "software"],
        },
        {"name": "Bo Lee", "affiliation": "Institute & Co", "ror": "https://ror.org/02mhbdp94"},
        {"name": "王小明", "family": "王"},
        {"name": "The Collective", "kind": "organisation"},
    ]
    meta = read(write(authors=people)).find("front/article-meta")
    ada, bo, wang, collective = meta.findall("contrib-group/contrib")
    assert (ada.findtext("name/surname"), ada.findtext("name/given-names")) == ("van der Brook", "Ada")
    assert (wang.findtext("name/surname"), wang.find("name").get("name-style")) == ("王", "eastern")
    identifier = ada.find("contrib-id")
    assert identifier.text == "https://orcid.org/0000-0002-1825-0097"
    assert dict(identifier.attrib) == {"contrib-id-type": "orcid", "authenticated": "false"}
    role = ada.find("role")
    assert role.text == "Writing – original draft"
    assert dict(role.attrib) == {
        "vocab": "credit",
        "vocab-identifier": "https://credit.niso.org/",
        "vocab-term": "Writing – original draft",
        "vocab-term-identifier": "https://credit.niso.org/contributor-roles/writing-original-draft/",
    }
    assert collective.findtext("collab") == "The Collective"
    affiliation = meta.find("aff")
    assert len(meta.findall("aff")) == 1
    assert affiliation.findtext("institution-wrap/institution-id") == "https://ror.org/02mhbdp94"
    assert {each.find("xref[@ref-type='aff']").get("rid") for each in (ada, bo)} == {affiliation.get("id")}
    assert ada.get("corresp") == "yes"
    assert ada.find("xref[@ref-type='corresp']").get("rid") == meta.find("author-notes/corresp").get("id")


def test_article_that_says_little_declares_little() -> None:
    root = read(
        write(
            authors=[{"name": "Ada Writer"}],
            subtitle=None, abstract=None, keywords=[], date=None, version=None, license=None, items=[],
        )
    )  # fmt: skip
    assert root.find("front/journal-meta") is None
    meta = root.find("front/article-meta")
    assert [child.tag for child in meta] == [
        "article-categories", "title-group", "contrib-group", "supplementary-material", "permissions",
        "self-uri", "self-uri", "counts",
    ]  # fmt: skip
    assert len(meta.find("permissions")) == 0
    assert root.find("back") is None


def test_declarations_of_the_article_are_made() -> None:
    root = read(
        write(
            doi="10.1234/survey",
            address="https://example.org/survey",
            publisher="House of Tea",
            short_title="Things",
            funding=[
                {"funder": "Water Council", "id": "https://doi.org/10.13039/100000001", "award": "W-1"},
                {"funder": "Friends", "id": "https://ror.org/02mhbdp94"},
            ],
            competing_interests="One of us drinks tea.",
            acknowledgements="We thank the ferryman.\n\nAnd the cook.",
        )
    )
    meta = root.find("front/article-meta")
    assert root.findtext("front/journal-meta/publisher/publisher-name") == "House of Tea"
    assert meta.findtext("article-id[@pub-id-type='doi']") == "10.1234/survey"
    assert meta.find("article-version").get("designator") == "1.2"
    assert meta.find("pub-date").get("iso-8601-date") == "2026-11-22"
    assert texts(meta, "pub-date/*") == ["22", "11", "2026"]
    assert meta.findtext("title-group/alt-title") == "Things"
    assert meta.findtext("permissions/license/{*}license_ref") == "https://creativecommons.org/licenses/by/4.0/"
    assert meta.findtext("author-notes/fn[@fn-type='coi-statement']/p") == "One of us drinks tea."
    assert [each.get("institution-id-type") for each in meta.iter("institution-id")] == ["doi", "ror"]
    assert meta.findtext("funding-group/award-group/award-id") == "W-1"
    assert meta.findtext("funding-group/funding-statement") == (
        "This work was funded by Water Council (award W-1) and Friends."
    )
    assert [each.get(f"{XLINK}href") for each in meta.findall("self-uri")] == [
        "https://example.org/survey", "article.html", "article.pdf",
    ]  # fmt: skip
    assert texts(root, "back/ack/p") == ["We thank the ferryman.", "And the cook."]
    assert meta.find("supplementary-material").get(f"{XLINK}href") == "verification.json"


def test_history_is_events_and_notices_are_linked() -> None:
    history = [
        {"date": "2026-03", "note": "First published.", "version": "1.0", "doi": "10.1234/one"},
        {"date": "2026-05-09", "note": "A length was in feet.", "kind": "correction", "doi": "10.1234/c"},
        {"date": "2026-06-01", "note": "A reader asked.", "kind": "expression-of-concern"},
    ]
    meta = read(write(history=history)).find("front/article-meta")
    events = meta.findall("pub-history/event")
    assert [event.get("event-type") for event in events] == ["version", "correction", "expression-of-concern"]
    assert [event.find("pub-date").get("iso-8601-date") for event in events] == ["2026-03", "2026-05-09", "2026-06-01"]
    notice = meta.find("related-article")
    assert notice.get("related-article-type") == "correction-forward"
    assert notice.get(f"{XLINK}href") == "10.1234/c"
    assert len(meta.findall("related-article")) == 1


def test_abstract_with_leads_is_structured_and_another_is_not() -> None:
    leads = "**Question.** Why?\n\n**Method.** We *read*.\n\nAnd read.\n"
    abstract = read(write(abstract=leads)).find("front/article-meta/abstract")
    assert texts(abstract, "sec/title") == ["Question.", "Method."]
    assert texts(abstract, "sec/p") == ["Why?", "We read.", "And read."]
    plain = read(write(abstract="**Tea** is drunk.\n\nWidely.")).find("front/article-meta/abstract")
    assert texts(plain, "p") == ["Tea is drunk.", "Widely."]


def test_draft_and_help_stand_before_the_text() -> None:
    body = read(write(draft=True, help_box=HELP)).find("body")
    draft, box = body.findall("boxed-text")
    assert body.getparent().get("specific-use") == draft.get("content-type") == "draft"
    assert box.find("list/list-item/p/ext-link").get(f"{XLINK}href") == "https://www.riverwatch.example.org/help"
    assert "anonymous if you wish; telephone: 0808 1000 900" in texts(box, "list/list-item/p")[0]


# --- text -------------------------------------------------------------------------------------------------------------


def test_sections_nest_with_labels_and_links_say_what_they_lead_to() -> None:
    root = read(
        write(
            "# Rivers {#sec:rivers number=1}\n\n## Bends {#sec:bends number=1.1}\n\nSee [the plan](#plan).\n\n"
            "# Bridges {#bridges .unnumbered}\n\nSee [Section 1.1](#sec:bends) and [note](#figure) [@rivers].\n\n"
            f"![A *fine* picture]({PIXEL}){{#figure}}",
            appendix="# Plan {#plan number=A}\n\n## Steps {#steps number=A.1}\n\nOne.",
        )
    )
    rivers, bridges = root.findall("body/sec")
    assert (rivers.findtext("label"), rivers.findtext("sec/label")) == ("1", "1.1")
    assert bridges.find("label") is None
    assert root.findtext("back/app-group/app/label") == "Appendix A"
    assert root.findtext("back/app-group/app/sec/label") == "A.1"
    kinds = {link.get("rid"): link.get("ref-type") for link in root.find("body").iter("xref")}
    assert kinds == {"plan": "app", rivers.find("sec").get("id"): "sec", "figure": "fig", "ref-rivers": "bibr"}
    assert ":" not in rivers.get("id")


def test_figure_has_label_caption_description_and_a_file() -> None:
    written = write(f"# One\n\n![The pixel [@rivers].]({PIXEL}){{#p alt='A dot.'}}\n")
    figure = read(written).find(".//fig")
    assert figure.findtext("label") == "Figure 1"
    assert figure.find("caption/p/xref").get("ref-type") == "bibr"
    graphic = figure.find("graphic")
    assert graphic.findtext("alt-text") == "A dot."
    assert (graphic.get("mimetype"), graphic.get("mime-subtype")) == ("image", "png")
    assert written.files[graphic.get(f"{XLINK}href")] == base64.b64decode(PIXEL.partition(",")[2])


def test_drawing_is_there_as_svg_and_png_without_what_acts() -> None:
    hostile = '<script>alert(1)</script><rect width="4" height="4" onclick="x()" fill="red"/>'
    written = write(f"# One\n\n![]({PIXEL})\n\nA word ![dot]({_svg(hostile)}) beside.\n")
    first, second = read(written).findall(".//alternatives/inline-graphic")
    assert [each.get(f"{XLINK}href") for each in (first, second)] == [
        "article.jats/image-2.svg",
        "article.jats/image-2.png",
    ]
    svg, png = (written.files[graphic.get(f"{XLINK}href")] for graphic in (first, second))
    assert b"<rect" in svg
    assert b"script" not in svg
    assert b"onclick" not in svg
    assert png.startswith(b"\x89PNG")


def test_image_that_cannot_be_read_leaves_its_description_and_a_warning() -> None:
    written = write("# One\n\n![A dot](data:image/svg+xml;base64,AAAA)\n\n![Two dots](data:image/png;base64,A)\n")
    assert [each.code for each in written.diagnostics] == ["PUB041", "PUB041"]
    assert "A dot" in texts(read(written), "body/sec")[0]
    assert written.files == {}


def test_table_keeps_spans_heads_and_alignment() -> None:
    grid = """
# One

+-----+-----+-----+
| a   | b         |
+=====+=====+=====+
| c   | d   | e   |
|     +-----+-----+
|     | - f | g   |
+-----+-----+-----+

: Letters
"""
    wrap = read(write(grid)).find(".//table-wrap")
    assert wrap.findtext("label") == "Table 1"
    assert texts(wrap, "caption/p") == ["Letters"]
    head = wrap.findall("table/thead/tr/th")
    assert [cell.get("colspan") for cell in head] == [None, "2"]
    assert [cell.get("scope") for cell in head] == ["col", "colgroup"]
    assert wrap.find("table/tbody/tr/td").get("rowspan") == "2"
    assert texts(wrap, "table/tbody/tr/td/list/list-item/p") == ["f"]
    aligned = read(write("# One\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n")).findall(".//td")
    assert [cell.get("align") for cell in aligned] == ["right", "center"]


def test_lists_verse_quotations_code_and_definitions_have_their_elements() -> None:
    body = read(
        write(
            "# One\n\n3. three\n4. four\n\n(a) first\n(b) second\n\n- [x] done\n\n| Oh,\n|    indeed\n\n> Said.\n\n"
            "``` python\nx < y\n```\n\nTerm\n:   Meaning\n\n    ``` \n    code\n    ```\n"
        )
    ).find("body/sec")
    numbers, letters, tasks = body.findall("list")
    assert (texts(numbers, "list-item/label"), texts(letters, "list-item/label")) == (["3.", "4."], ["(a)", "(b)"])
    assert (numbers.get("list-type"), letters.get("list-type")) == ("order", "alpha-lower")
    assert texts(tasks, "list-item/p") == ["☒ done"]
    assert [line.get("indent-level") for line in body.findall("verse-group/verse-line")] == [None, "3"]
    assert texts(body, "disp-quote/p") == ["Said."]
    assert body.find("code").get("language") == "python"
    assert body.findtext("code") == "x < y"
    assert texts(body, "def-list/def-item/def/p") == ["Meaning", "code"]


def test_formula_is_tex_mathml_and_words() -> None:
    section = read(write("# One\n\nHere $x^2$ and $\\undefinedcommand{$.\n\n$$\\frac{a}{b}$$\n")).find("body/sec")
    inline = section.find("p/inline-formula")
    assert inline.findtext("alternatives/tex-math") == "x^2"
    assert inline.find("alternatives/{http://www.w3.org/1998/Math/MathML}math") is not None
    assert inline.findtext("alt-text") == "x squared"
    assert section.find("disp-formula/alternatives") is not None


def test_formula_that_pandoc_cannot_read_stays_tex_with_a_warning() -> None:
    written = write("# One\n\nHere $\\frac{$ stands.\n")
    formula = read(written).find(".//inline-formula")
    assert formula.findtext("tex-math") == "\\frac{"
    assert "PUB043" in [each.code for each in written.diagnostics]


def test_notes_stand_behind_the_text_in_the_order_of_their_numbers() -> None:
    root = read(write("# One\n\nA.[^1] B.[^2]\n\n[^1]: First *note*.\n\n    > Quoted.\n\n[^2]: Second."))
    notes = root.findall("back/fn-group/fn")
    assert [note.findtext("label") for note in notes] == ["1", "2"]
    assert [link.get("rid") for link in root.findall("body//xref")] == [note.get("id") for note in notes]
    assert texts(notes[0], "p/disp-quote/p") == ["Quoted."]


def test_language_of_parts_is_kept() -> None:
    text = "# One\n\n[مرحبا]{lang=ar dir=rtl} and\n\n::: {lang=de #teil}\nWort\n:::\n\n[da](#teil)"
    section = read(write(text)).find("body/sec")
    word = section.find("p/styled-content")
    assert (word.get(f"{XML}lang"), word.get("style")) == ("ar", "direction: rtl")
    german = section.findall("p")[1]
    assert (german.get(f"{XML}lang"), german.get("id")) == ("de", "teil")
    assert section.find("p/xref").get("rid") == "teil"


# --- strangers --------------------------------------------------------------------------------------------------------


def test_link_to_nowhere_leaves_its_words_and_a_warning() -> None:
    written = write("# One\n\nSee [there](#nowhere) and [here](#one), [not](javascript:alert(1)).")
    root = read(written)
    assert texts(root, "body/sec/p") == ["See there and here, not."]
    assert [link.get("rid") for link in root.find("body").iter("xref")] == ["one"]
    assert [each.code for each in written.diagnostics] == ["PUB005", "PUB042"]


def test_characters_that_xml_cannot_hold_are_left_out_with_one_warning() -> None:
    document = compose_markdown("# One\n\nText", "", items=[], help_box={})
    marks = "a\x00\x0b\ufffe\ud800z"
    words = [{"t": "Str", "c": marks}, {"t": "Code", "c": [["", [], []], marks]}]
    math = {"t": "Math", "c": [{"t": "InlineMath"}, f"x{marks}"]}
    body = [*document.body, {"t": "Para", "c": [*words, math]}]
    written = write_jats(replace(document, body=body), MOMENT)
    assert [each.code for each in written.diagnostics] == ["PUB040"]
    assert "U+0000" in written.diagnostics[0].message
    assert texts(read(written), "body/sec/p/monospace") == ["az"]


def test_markup_of_strangers_is_text() -> None:
    root = read(
        write(
            "# <b>One</b> & `</title>`\n\n<script>alert(1)</script> ]]> `<!ENTITY x>` &lt;p/&gt; \\<x>\n",
            title="A <article-title> & more",
            keywords=["]]>", '"quoted"'],
        )
    )
    assert root.findtext("front/article-meta/title-group/article-title") == "A <article-title> & more"
    assert texts(root, "front/article-meta/kwd-group/kwd") == ["]]>", '"quoted"']
    assert texts(root, "body/sec/title") == ["One & </title>"]
    assert not list(root.iter("script"))


def test_text_that_is_nested_too_deeply_is_told_from_other_failures() -> None:
    document = compose_markdown("# One\n\nText", "", items=[], help_box={})
    block = {"t": "Para", "c": [{"t": "Str", "c": "x"}]}
    for _ in range(3_000):
        block = {"t": "BlockQuote", "c": [block]}
    # Of which the build makes a complaint in words.
    with pytest.raises(RecursionError):
        write_jats(replace(document, body=[block]), MOMENT)


def test_same_article_has_the_same_bytes() -> None:
    first, second = (write_jats(compose_markdown(), MOMENT) for _ in range(2))
    assert first == second
    assert first.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE article PUBLIC "-//NLM//DTD')
    assert etree.fromstring(first.content).get("dtd-version") == "1.3"
