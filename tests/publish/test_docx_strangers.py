"""What strangers' texts can and cannot do in the Word document, in Markdown and in plain text."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from docx_reading import find, paragraphs, part, texts, unpack
from html_documents import compose_markdown
from lxml import etree

from wellsourced.compose.ast import plain_text, walk
from wellsourced.compose.document import Document
from wellsourced.pandoc import convert, read_markdown
from wellsourced.publish.docx.writer import write_docx
from wellsourced.publish.markdown import write_markdown
from wellsourced.publish.plain_text import write_plain_text
from wellsourced.publish.rendered import Moment, Rendered

MOMENT = Moment(1_790_000_000)
HOSTILE = "</w:t></w:r><w:x/> <script>alert(1)</script> & \\input{/etc/passwd} {{ 7 * 7 }} ]]> \u200b\u0007"
Write = Callable[[Document, Moment], Rendered]
WRITERS = [write_docx, write_markdown, write_plain_text]


def compose_hostile() -> Document:
    return compose_markdown(
        "# One {#one}\n\nText.\n",
        title=HOSTILE,
        subtitle=HOSTILE,
        short_title=HOSTILE,
        authors=[{"name": HOSTILE, "affiliation": HOSTILE, "email": 'a"b<c>@example.org', "url": 'https://x.org/"><'}],
        keywords=[HOSTILE],
        license=HOSTILE,
        version=HOSTILE,
        doi=HOSTILE,
        publisher=HOSTILE,
        acknowledgements=HOSTILE,
        funding=[{"funder": HOSTILE, "award": HOSTILE}],
        history=[{"date": "2026-01-01", "kind": "correction", "note": HOSTILE, "doi": HOSTILE}],
        help_box={
            "seen": "2026-01-01",
            "heading": HOSTILE,
            "introduction": HOSTILE,
            "help_points": [{"id": "a", "name": HOSTILE, "url": "https://x.org", "for": HOSTILE, "phone": HOSTILE}],
        },
    )


def test_hostile_data_stay_words_in_word() -> None:
    content = write_docx(compose_hostile(), MOMENT).content
    for name, xml in unpack(content).items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(xml)  # well formed, and so no character is in it that XML forbids
    text = part(content)
    assert not find(text, "//w:x")
    assert "</w:t></w:r><w:x/> <script>alert(1)</script>" in paragraphs(text, "Title")[0]


def test_hostile_data_stay_words_in_markdown() -> None:
    content = write_markdown(compose_hostile(), MOMENT).content.decode()
    read = convert(content, reader="markdown", writer="json").output
    assert "alert(1)" in read
    assert not raw_elements(read)
    assert "\a" not in content


def test_hostile_data_send_nothing_to_a_terminal() -> None:
    content = write_plain_text(compose_hostile(), MOMENT).content.decode()
    assert all(sign.isprintable() or sign in "\n\u200b\u00a0" for sign in content)


@pytest.mark.parametrize(
    "source",
    [
        "`<b>x`\\{=html} and `y`\\{.z}",
        "\\\\input{x} \\\\begin{equation}",
        "\\<b onclick=x\\> &lt;i&gt;",
        "[a](<https://x.org/)<script>alert(1)</script>>)",
        "[a](https://x.org/b)\\{onclick=x}",
        "\\::: {.x}\n\nText.",
        "\\---\n\nText.",
        "\\@someone and \\[@other\\]",
        "$a$\\$<b>$b$",
        '<span id="a} <b>" lang="x} <b>">words</span>',
        '<div id="a} <b>">\n\nwords\n\n</div>',
        "# Heading {#h} \\{.x onclick=y}",
    ],
)
def test_what_looks_like_markup_stays_text_in_markdown(source: str) -> None:
    """Read again, the file has what was written: nothing more, nothing raw."""
    document = compose_markdown(f"# One {{#one}}\n\n{source}\n", appendix="", allow_raw=True)
    content = write_markdown(document, MOMENT).content.decode()
    read = convert(content, reader="markdown", writer="json").output
    assert not raw_elements(read)
    assert '[["onclick"' not in read.replace(" ", "")
    blocks = json.loads(read)["blocks"]
    assert plain_text(document.body) in plain_text(blocks)


@pytest.mark.parametrize("write", WRITERS)
def test_raw_markup_never_passes(write: Write) -> None:
    source = (
        "# One {#one}\n\nBefore `<w:p/>`{=openxml} <b onclick=x>bold</b> `\\input{x}`{=tex} after.\n\n"
        '```{=openxml}\n<w:p><w:r><w:t>smuggled</w:t></w:r></w:p>\n```\n\n<div class="x">boxed</div>\n\n'
        "``` {.=html}\n<b>as code</b>\n```\n"
    )
    rendered = write(compose_markdown(source, appendix="", allow_raw=True), MOMENT)
    shown = " ".join(texts(part(rendered.content))) if write is write_docx else rendered.content.decode()
    assert "smuggled" not in shown
    assert "onclick" not in shown
    assert "input" not in shown
    assert "after." in shown
    if write is write_markdown:
        assert not any(block["t"] == "RawBlock" for block in read_markdown(shown)[0])


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "\\\\host\\share", "data:text/html,x"]
)
def test_link_off_the_web_leads_nowhere(write: Write, address: str) -> None:
    document = compose_markdown("# One\n\nText.\n", appendix="")
    body = [
        *document.body,
        {"t": "Para", "c": [{"t": "Link", "c": [["", [], []], [{"t": "Str", "c": "here"}], [address, ""]]}]},
    ]
    rendered = write(replace(document, body=body), MOMENT)
    assert "PUB005" in {each.code for each in rendered.diagnostics}
    everything = b"".join(unpack(rendered.content).values()) if write is write_docx else rendered.content
    assert address.encode() not in everything
    assert b"here" in everything


def test_reader_of_word_fetches_nothing() -> None:
    """A template, picture or object outside the file is what Word would open without asking."""
    content = write_docx(compose_markdown(), MOMENT).content
    for name, xml in unpack(content).items():
        if name.endswith(".rels"):
            for relation in find(etree.fromstring(xml), "//rel:Relationship[@TargetMode='External']"):
                assert relation.get("Type").endswith("/hyperlink")
    fields = "".join(find(part(content), "//w:instrText/text()"))
    assert not any(word in fields for word in ("INCLUDE", "DDE", "LINK", "QUOTE"))


def test_text_that_looks_like_a_field_stays_text() -> None:
    text = part(
        write_docx(compose_markdown('# One\n\n{ INCLUDETEXT "c:\\\\x" } { =1+1 }\n', appendix=""), MOMENT).content
    )
    assert "INCLUDETEXT" not in "".join(find(text, "//w:instrText/text()"))
    assert any("INCLUDETEXT" in each for each in texts(text))


def test_styles_of_ours_cannot_be_taken() -> None:
    source = '# One\n\n::: {custom-style="Title" role="title"}\nUsurper\n:::\n\n[x]{custom-style="Hyperlink"}\n'
    text = part(write_docx(compose_markdown(source, appendix=""), MOMENT).content)
    assert "Usurper" not in paragraphs(text, "Title")
    assert "Usurper" in texts(text)


def image_document(image: bytes, kind: str) -> Document:
    address = f"data:image/{kind};base64," + base64.b64encode(image).decode()
    return compose_markdown(f"# One\n\n![Words]({address}){{alt='What it shows'}}\n", appendix="")


@pytest.mark.parametrize(
    "image, kind",
    [
        (b"\x89PNG\r\n\x1a\nno picture", "png"),
        (b"<svg", "svg+xml"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><image href="/etc/passwd" width="9" height="9"/></svg>', "svg+xml"),
        (b"", "jpeg"),
        (b"RIFFxxxxWEBP", "webp"),
    ],
)
def test_damaged_picture_leaves_its_description(image: bytes, kind: str) -> None:
    rendered = write_docx(image_document(image, kind), MOMENT)
    assert [each.code for each in rendered.diagnostics] == ["PUB021"]
    assert any("What it shows" in each for each in texts(part(rendered.content)))
    assert not any(name.startswith("word/media/") for name in unpack(rendered.content))


def test_svg_of_a_stranger_is_drawn_and_not_embedded() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><script>alert(1)</script>'
        '<rect width="20" height="20" fill="red"/></svg>'
    )
    parts = unpack(write_docx(image_document(svg.encode(), "svg+xml"), MOMENT).content)
    media = {name: content for name, content in parts.items() if "media" in name}
    assert [content[:4] for content in media.values()] == [b"\x89PNG"]
    assert not any(b"<script" in content for content in parts.values())


def test_enormous_drawing_is_drawn_small() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="900000" height="900000"><rect width="9" height="9"/></svg>'
    parts = unpack(write_docx(image_document(svg, "svg+xml"), MOMENT).content)
    (picture,) = (content for name, content in parts.items() if "media" in name)
    assert int.from_bytes(picture[16:20], "big") < 2500


@pytest.mark.parametrize("depth", [60, 2000])
@pytest.mark.parametrize("write", WRITERS)
def test_deep_nesting_ends_in_words_and_not_in_a_crash(write: Write, depth: int) -> None:
    block: dict[str, Any] = {"t": "Para", "c": [{"t": "Str", "c": "deep"}]}
    for _ in range(depth):
        block = {"t": "BlockQuote", "c": [block]}
    document = replace(compose_markdown("# One\n\nText.\n", appendix=""), body=[block])
    rendered = write(document, MOMENT)
    assert rendered.content or any(each.severity == "error" for each in rendered.diagnostics)


@pytest.mark.parametrize("write", WRITERS)
def test_empty_heading_and_heading_in_a_list_make_no_hole_in_the_outline(write: Write) -> None:
    source = "# One {#one}\n\n# []{#void}\n\n- item\n\n  ## Inside {#inside}\n\nSee [there](#inside).\n"
    rendered = write(compose_markdown(source, appendix=""), MOMENT)
    assert rendered.content
    if write is write_docx:
        text = part(rendered.content)
        assert paragraphs(text, "Heading1") == ["One"]
        assert not paragraphs(text, "Heading2")
        assert "inside" in find(text, "//w:bookmarkStart/@w:name")


def raw_elements(read: str) -> list[Any]:
    """Raw elements of a pandoc document as JSON, in its metadata or its text."""
    return list(walk(json.loads(read), ("RawInline", "RawBlock")))
