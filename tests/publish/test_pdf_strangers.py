"""Text from strangers in the PDF: it appears as it was written, runs nothing, and never breaks the build."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from typing import Any

import msgspec
import pikepdf
import pytest
from html_documents import compose_markdown
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from test_pdf import PIXEL, decompressed, make, named_links, outline, tags, words

from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.pandoc import Block
from wellsourced.project.models import Author
from wellsourced.publish.pdf import write_pdf
from wellsourced.publish.rendered import Moment

HOSTILE = (
    '#import "article.typ": * #panic("x") #eval("1") @key $x$ $ 5 // line /* block */ <l> [a] ]] *b* _c_ ~ \\ \\u{41} '
    "-- ... 'q' \"q\" `r` = + - 1. / t: x; a.b(c) https://example.org/*x*/"
)


def paragraph(text: str) -> Block:
    """A paragraph of words as pandoc gives them."""
    inlines: list[Any] = []
    for word in text.split():
        inlines += [{"t": "Str", "c": word}, {"t": "Space"}]
    return {"t": "Para", "c": inlines[:-1]}


def write(*blocks: Block, **article: Any) -> tuple[bytes, list[Diagnostic]]:
    document = replace(compose_markdown("# One {#one}", "", help_box={}, **article), body=list(blocks), references=())
    rendered = write_pdf(document, Moment(0))
    return rendered.content, list(rendered.diagnostics)


def write_markdown(text: str, **article: Any) -> tuple[bytes, list[Diagnostic]]:
    rendered = write_pdf(compose_markdown(text, "", help_box={}, **article), Moment(0))
    return rendered.content, list(rendered.diagnostics)


def codes(diagnostics: list[Diagnostic]) -> list[str]:
    return [each.code for each in diagnostics]


def test_markup_of_typst_appears_as_written() -> None:
    content, diagnostics = write(paragraph(HOSTILE))
    assert diagnostics == []
    assert HOSTILE in words(content)


@pytest.mark.parametrize(
    "start", ["= x", "- x", "+ x", "/ x: y", "1. x", "#x", "// x", "/* x", "| x", "[x](y)", "---", "&x;"]
)
def test_beginnings_of_lines_make_no_structure(start: str) -> None:
    content, _ = write(paragraph(start), {"t": "BulletList", "c": [[paragraph(start)]]})
    assert words(content).count(start) == 2
    assert tags(write(paragraph(start))[0]) == tags(write(paragraph("x"))[0])


@pytest.mark.parametrize("kind", ["Emph", "Strong", "Superscript", "Subscript", "SmallCaps", "Strikeout", "Underline"])
def test_what_follows_a_style_is_no_call(kind: str) -> None:
    styled = {"t": kind, "c": [{"t": "Str", "c": "aa"}]}
    content, _ = write({"t": "Para", "c": [styled, {"t": "Str", "c": "(bb)[cc];.dd"}]})
    assert "(bb)[cc];.dd" in words(content)


def test_code_appears_as_written() -> None:
    code = 'x = "`#panic()`" \\ ${y}'
    block = {"t": "CodeBlock", "c": [["", ['python"); #panic('], []], code + "\n```\n#panic()"]}
    content, diagnostics = write({"t": "Para", "c": [{"t": "Code", "c": [["", [], []], code]}]}, block)
    assert diagnostics == []
    assert words(content).count(code) == 2


def test_article_data_appear_as_written() -> None:
    document = compose_markdown(
        title=HOSTILE, subtitle=HOSTILE, keywords=[HOSTILE], short_title="#x $y", license="]#panic()"
    )
    article = msgspec.structs.replace(document.article, authors=(Author(name='"#panic()', affiliation="$x] <y>"),))
    content = make(replace(document, article=article))
    text = words(content)
    for expected in ("#panic", '"#panic()', "$x] <y>", "]#panic()", "#x $y"):
        assert expected in text
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.docinfo.Title) == HOSTILE


@pytest.mark.parametrize(
    "identifier", ['a"b', "a\\b", "<x>", "é", "ünï cødé", "#)", "1", "-", "a\u0000b", "sec:one", "x" * 300]
)
def test_identifiers_of_any_characters_can_be_linked_to(identifier: str) -> None:
    attributes = [identifier, [], []]
    link = {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": "there"}], ["#" + identifier, ""]]}
    content, diagnostics = write(
        {"t": "Header", "c": [1, attributes, [{"t": "Str", "c": "Here"}]]},
        {"t": "Para", "c": [link]},
    )
    assert diagnostics == []
    assert len(named_links(content)) == 1


@pytest.mark.parametrize(
    "block",
    [
        {"t": "Div", "c": [["x", [], []], [paragraph("a")]]},
        {"t": "Para", "c": [{"t": "Span", "c": [["x", [], []], [{"t": "Str", "c": "a"}]]}]},
        {"t": "CodeBlock", "c": [["x", [], []], "a"]},
        {"t": "Header", "c": [1, ["", [], []], [{"t": "Span", "c": [["x", [], []], [{"t": "Str", "c": "a"}]]}]]},
        {"t": "Figure", "c": [["x", [], []], [None, []], [paragraph("a")]]},
    ],
    ids=lambda block: str(block["t"]),
)
def test_every_kind_of_identifier_can_be_linked_to(block: Block) -> None:
    link = {"t": "Link", "c": [["", [], []], [{"t": "Str", "c": "there"}], ["#x", ""]]}
    content, diagnostics = write(block, {"t": "Para", "c": [link]})
    assert diagnostics == []
    assert "Link" in tags(content)


def test_link_to_nowhere_becomes_text_with_a_warning() -> None:
    content, diagnostics = write_markdown("# One {#one}\n\nSee [over there](#nowhere).")
    assert codes(diagnostics) == ["PUB012"]
    assert '"#nowhere"' in diagnostics[0].message
    assert "See over there." in words(content)


def test_identifier_used_twice_goes_to_the_first_place_with_a_warning() -> None:
    content, diagnostics = write_markdown("# One {#one}\n\n::: {#one}\nText.\n:::\n\n[See](#one)")
    assert codes(diagnostics) == ["PUB015"]
    assert "Text." in words(content)


def test_identifier_of_a_reference_cannot_be_taken_over() -> None:
    rendered = write_pdf(compose_markdown("# One {#one}\n\n[x]{#ref-rivers} and [@rivers]", ""), Moment(0))
    assert "PUB015" in codes(list(rendered.diagnostics))
    assert rendered.content


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "other.html", "//host/x", "data:text/html,x", "http://"]
)
def test_links_off_the_web_become_text_with_a_warning(address: str) -> None:
    content, diagnostics = write_markdown(f"# One {{#one}}\n\nSee [this]({address}).")
    assert codes(diagnostics) == ["PUB013"]
    assert "See this." in words(content)
    assert b"/URI(" + address.encode() not in decompressed(content)


def test_links_in_the_help_box_off_the_web_are_not_linked() -> None:
    box = {"seen": "2026-11-22", "help_points": [{"id": "a", "name": "A", "url": "urn:x:y", "for": "all"}]}
    content = make(compose_markdown(help_box=box))
    assert b"urn:x:y" not in content


def test_characters_without_a_glyph_are_reported_and_shown_as_squares() -> None:
    content, diagnostics = write_markdown("# One {#one}\n\nA 漢 and 😀 here.", title="Of 漢")
    assert codes(diagnostics) == ["PUB017"]
    assert "漢 (U+6F22" in diagnostics[0].message
    assert "A □ and □ here." in words(content)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.docinfo.Title) == "Of 漢"


def test_greek_cyrillic_hebrew_and_arabic_have_glyphs() -> None:
    content, diagnostics = write_markdown(
        "# One {#one}\n\nΕλλάδα, Кириллица, [שלום]{lang=he}, [مرحبا]{lang=ar dir=rtl}."
    )
    assert diagnostics == []
    assert "Ελλάδα, Кириллица" in words(content)


def test_parts_in_another_language_say_so() -> None:
    content, _ = write_markdown(
        "# One {#one}\n\nHe said [bonjour tout le monde]{lang=fr-FR}.\n\n::: {lang=de}\nGuten Tag.\n:::"
    )
    spoken = set(re.findall(rb"/Lang ?\(([^)]*)\)", decompressed(content)))
    assert spoken == {b"en-GB", b"fr-FR", b"de"}


def test_control_characters_are_left_out() -> None:
    content, diagnostics = write(paragraph("a\u0000b\u0007c\ufeffd\uffffe"))
    assert diagnostics == []
    assert "abcde" in words(content)


def test_words_too_long_for_a_line_stay_on_the_page() -> None:
    long = "ab" * 150
    content, _ = write(paragraph(long), paragraph("https://example.org/" + long))
    assert words(content).replace(" ", "").count(long) == 2


def test_raw_blocks_are_dropped_unless_allowed() -> None:
    raw = [{"t": "RawBlock", "c": ["typst", '#panic("ran")']}, {"t": "RawBlock", "c": ["html", "<b>x</b>"]}]
    content, diagnostics = write(paragraph("Text."), *raw)
    assert "Text." in words(content)
    assert diagnostics == []
    _, diagnostics = write(paragraph("Text."), *raw, allow_raw=True)
    assert codes(diagnostics) == ["PUB010"]
    assert "panicked" in diagnostics[0].message


@pytest.mark.parametrize(
    "markup", ['#import "@preview/x:1.0.0": *', '#eval("1")', '#include "main.typ"', "#std.x", '#plugin("x")']
)
def test_allowed_raw_typst_may_not_reach_out(markup: str) -> None:
    _, diagnostics = write(paragraph("Text."), {"t": "RawBlock", "c": ["typst", markup]}, allow_raw=True)
    assert codes(diagnostics) == ["PUB016"]


def test_allowed_raw_typst_reads_no_file_outside() -> None:
    _, diagnostics = write(
        paragraph("x"), {"t": "RawBlock", "c": ["typst", '#read("../../../etc/passwd")']}, allow_raw=True
    )
    assert codes(diagnostics) == ["PUB010"]
    assert "root:" not in diagnostics[0].message


def test_attributes_meant_for_typst_are_not_passed_on() -> None:
    content, _ = write_markdown('# One {#one}\n\n[a]{typst:text:fill="panic()"}\n\n::: {typst:inset="panic()"}\nb\n:::')
    assert content


def test_skipped_heading_levels_do_not_break_the_structure() -> None:
    content, _ = write_markdown("### Three {#a}\n\nx\n\n# One {#b}\n\nx\n\n#### Four {#c}\n\nx")
    assert outline(content)[:3] == ["Three", "One", "Four"]


def test_headings_inside_lists_become_strong_text() -> None:
    content, diagnostics = write_markdown("# One {#one}\n\n- # Inner {#inner}\n\n    text\n\n[to it](#inner)")
    assert diagnostics == []
    assert "Inner" not in outline(content)


def test_links_and_notes_in_headings_are_not_repeated() -> None:
    content, diagnostics = write_markdown("# One [site](https://example.org) two^[The note.] {#one}\n\nx")
    assert diagnostics == []
    assert words(content).count("The note.") == 1
    assert outline(content)[0] == "One site two"


def test_formula_that_pandoc_cannot_read_is_shown_as_source_with_a_warning() -> None:
    content, diagnostics = write_markdown('# One {#one}\n\n$\\unknown{#panic()}$ and $\\text{" #panic() "}$')
    assert codes(diagnostics) == ["PUB018"]
    assert "\\unknown{#panic()}" in words(content)


@pytest.mark.parametrize(
    "target",
    ["picture.png", "/etc/passwd", "https://example.org/x.png", "data:image/png;base64,@@", "data:text/html,x"],
)
def test_images_that_are_not_embedded_leave_their_description_and_a_warning(target: str) -> None:
    image = {"t": "Image", "c": [["", [], []], [{"t": "Str", "c": "Described"}], [target, ""]]}
    content, diagnostics = write({"t": "Para", "c": [image]})
    assert codes(diagnostics) == ["PUB014"]
    assert "Described" in words(content)


def test_damaged_image_leaves_its_description_and_a_warning() -> None:
    image = {"t": "Image", "c": [["", [], []], [{"t": "Str", "c": "Described"}], ["data:image/png;base64,AAAA", ""]]}
    content, diagnostics = write({"t": "Para", "c": [image]})
    assert codes(diagnostics) == ["PUB014"]
    assert "Described" in diagnostics[0].message
    assert "Described" in words(content)


def test_tall_content_in_table_cells_is_not_cut_off() -> None:
    code = {"t": "CodeBlock", "c": [["", [], []], "\n".join(f"line{number}" for number in range(150))]}
    cell = [["", [], []], {"t": "AlignDefault"}, 1, 1, [code]]
    body = [["", [], []], 0, [], [[["", [], []], [cell]]]]
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]]
    nothing = [["", [], []], []]
    content, _ = write({"t": "Table", "c": [["", [], []], [None, []], columns, nothing, [body], nothing]})
    assert "line149" in words(content)


def test_image_sizes_are_lengths_and_nothing_else() -> None:
    image = {"t": "Image", "c": [["", [], [["width", "1cm, panic()"], ["height", "9" * 400]]], [], [PIXEL, ""]]}
    content, diagnostics = write({"t": "Para", "c": [image]})
    assert content
    assert diagnostics == []


@pytest.mark.parametrize("depth", [60, 3000])
def test_nesting_without_end_is_an_error_and_no_crash(depth: int) -> None:
    blocks = [paragraph("deep")]
    for _ in range(depth):
        blocks = [{"t": "BlockQuote", "c": blocks}]
    content, diagnostics = write(*blocks)
    assert content == b""
    assert codes(diagnostics) == ["PUB010"]
    assert "nested" in diagnostics[0].message


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=12))
@example(["\r"])
@example(["a", "a\r"])
def test_any_text_makes_a_pdf(strings: list[str]) -> None:
    texts = [{"t": "Str", "c": text} for text in strings]
    attributes = [strings[0], strings, [["lang", strings[-1]], ["number", strings[-1]]]]
    content, diagnostics = write(
        {"t": "Header", "c": [1, attributes, texts]},
        {"t": "Para", "c": [*texts, {"t": "Emph", "c": texts}, *texts]},
        {"t": "BulletList", "c": [[{"t": "Plain", "c": texts}]]},
        {"t": "DefinitionList", "c": [[texts, [[{"t": "Plain", "c": texts}]]]]},
        {
            "t": "Para",
            "c": [{"t": "Code", "c": [attributes, strings[0]]}, {"t": "Math", "c": [{"t": "InlineMath"}, "x"]}],
        },
    )
    assert [each.message for each in diagnostics if each.severity is Severity.ERROR] == []
    plain = [each for each in strings if each.isascii() and each.isalnum()]
    assert all(unicodedata.normalize("NFC", each) in words(content).replace(" ", "") for each in plain)


def test_a_mark_that_no_font_sets_over_its_letter_is_replaced_and_named() -> None:
    content, diagnostics = write(
        {"t": "Header", "c": [1, ["h", [], []], [{"t": "Str", "c": "0\u0332"}]]}, paragraph("e\u0301 stays")
    )
    assert content
    assert [each.code for each in diagnostics] == ["PUB017"]
    assert "combining low line" in diagnostics[0].message
    assert "é stays" in unicodedata.normalize("NFC", words(content))
