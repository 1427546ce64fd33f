"""Our scanner gives positions that pandoc does not; where it finds citations, pandoc must find the same ones."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellsourced.compose import ast
from wellsourced.manuscript.parse import parse_text
from wellsourced.pandoc import READER, convert, read_markdown

CASES = {
    "clusters": "Text [@a, p. 3; see @b] and @a says [p. 3].",
    "suppressed author": "As shown [-@d].",
    "braced": "`@no` and @{h:i} here.",
    "mail is no citation": "write to a@b.example or \\@escaped",
    "code": "Run `x @a y` now.\n\n    indented @b\n\n```\n@c\n```\n\n~~~~ {.py}\n@d\n~~~~\n\nreal @e\n",
    "unclosed fence": "``` unclosed\n@c\n",
    "list continuation is prose": "- item\n\n    @cont\n",
    "comment": "a <!-- @c --> @d\n\n<!--\n\n@e\n\n-->\n\n@f",
    "tag attributes": "<b title='@d'>@e</b>",
    "link text and address": "[x @f](https://example.org/@g) <https://example.org/@h>",
    "bracketed span and image": "[@f]{.s} ![@e](x.png)",
    "inline note": "Word^[note @j]. [^1]\n\n[^1]: Foot [@k].\n",
    "heading": "# H [@a]\n\nSetext @b\n========\n",
    "table": "| a | b |\n|---|---|\n| @c | [@d] |\n",
    "quotation": "> q @f\n> and [@g, art. 5]\n",
    "punctuation after keys": 'x *@c* "@e" @a.b. @a: @a/ @a-b--c',
    "nested brackets": "[see [@c]] [[@d]] [@a][@b] @a[p. 3]",
    "mathematics": "a $5 and $6 @x $y @z$ and $@w$",
    "code span over a blank line": "a `@b\n\nc` @d",
    "definition list": "Term @a\n\n:   What it is [@b].\n",
    "example list": "Before (@g).\n\n(@g) A thing.\n\n(@)  Another.\n\nAs (@g) and @g and [@g] and (@other).\n",
    "example list in a list": "- (@in) x\n\n> (@quoted) y\n\nSee @in, @quoted, @out.\n",
    "line block": "| a line @a\n| another [@b]\n",
}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES.keys())
def test_same_citations_as_pandoc(text: str) -> None:
    assert _keys_found(text) == _keys_of_pandoc(text)


PIECES = st.sampled_from(
    ["@a", "[@b]", "[see @c, p. 4; @d]", "`", "``", "$", "<!--", "-->", "\n\n", "\n", "word", " ", " ", "*", "\\", "^[",
     "]", "(", ")", "[", "> ", "- ", "    ", "~~~\n", "![x](y)", "[t](u)", "<b>", "@{e f}", "a@b", ".", "{.c}", "#"]
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_a_bracketed_citation_behind_any_text_is_found_at_its_place(before: str) -> None:
    text = f"{before}\n\n-----\n\n# Heading\n\nAfter all [@planted, p. 3].\n"
    if "planted" not in _keys_of_pandoc(text):
        return  # the text before it opened code or a comment
    parsed = parse_text("x.md", text)
    found = [citation for citation in parsed.citations if citation.key == "planted"]
    assert [text[citation.start : citation.end] for citation in found] == ["@planted"]
    line = text.split("\n")[found[0].span.line - 1]
    assert line[found[0].span.column - 1 : found[0].span.end_column - 1] == "@planted"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_blanking_keeps_length_and_lines(text: str) -> None:
    text = text.replace("\r", "")
    parsed = parse_text("x.md", text)
    assert len(parsed.prose) == len(text)
    assert [len(line) for line in parsed.prose.split("\n")] == [len(line) for line in text.split("\n")]


def test_headings_are_those_of_pandoc() -> None:
    text = "# One {#a}\n\nTwo\n---\n\n```\n# no\n```\n\n### Three *deep* ###\n\n<!-- # no -->\n\n| a |\n|---|\n| 1 |"
    headings = [(heading.level, heading.text) for heading in parse_text("x.md", text).headings]
    blocks, _ = read_markdown(text)
    assert [(level, words.replace("*", "")) for level, words in headings] == [
        (block["c"][0], ast.plain_text(block["c"][2])) for block in blocks if block["t"] == "Header"
    ]


def test_scanning_is_linear_in_hostile_texts() -> None:
    """Texts that make naive scanners quadratic; the suite would hang if one of these did."""
    for piece in (
        "```",
        "[",
        "<!-- ",
        "$a ",
        "](",
        "{.",
        "[@a; ",
        "<a ",
        "\\",
        "@a@a@a ",
        "@a ",
        " ",
        "\t\n",
        "a. ",
        "| ",
    ):
        parse_text("x.md", piece * (200_000 // len(piece)))


def _keys_found(text: str) -> list[list[str]]:
    clusters: dict[int, list[str]] = {}
    for citation in parse_text("x.md", text).citations:
        clusters.setdefault(citation.cluster, []).append(citation.key)
    return list(clusters.values())


def _clusters(blocks: Any) -> list[list[str]]:
    return [
        [citation["citationId"] for citation in element["c"][0]]
        for element in ast.walk(blocks)
        if element["t"] == "Cite"
    ]


def _keys_of_pandoc(text: str) -> Any:
    blocks = msgspec.json.decode(convert(text, reader=READER, writer="json").output)["blocks"]
    clusters = _clusters(blocks)
    if "planted" in text:
        return {key for cluster in clusters for key in cluster}
    return clusters
