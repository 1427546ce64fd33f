"""Links, images, tables and identifiers are found where pandoc finds them, and each at its exact place."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wellsourced.compose import ast
from wellsourced.manuscript.anchors import find_anchors
from wellsourced.manuscript.links import Links, find_links
from wellsourced.manuscript.parse import parse_text
from wellsourced.manuscript.tables import Table, find_tables
from wellsourced.pandoc import read_together

SNIPPETS = {
    "inline": "See [the *dance*](https://bees.example/a) now.",
    "title": "See [a](https://bees.example/a 'It''s a title') and [b](<https://bees.example/b c> \"T (x)\").",
    "space in the address": "A [b](https://bees.example/a b c) d.",
    "brackets in the address": "A [b](https://bees.example/a_(b)_(c(d))) e ([f](#g)).",
    "brackets in the words": "A [b [c] d](https://bees.example/) e, [f \\] g](#h), [`]`](#i).",
    "address on the next line": 'A [b](\nhttps://bees.example/a\n"T") c [d\ne](#f).',
    "not closed": "A [b](https://bees.example/a c\n\nd) e.",
    "not a link": "A \\[b](c) and \\![d](e) [f] (g).",
    "escapes": "A [b](https://bees.example/a\\_b&amp;c) d.",
    "empty": "A [b]() c [](#d).",
    "nested": "A [b [c](#d) e](#f) g [![h](i.png)](#j).",
    "image": 'A ![b *c*](d.png "T"){#fig:d width=50%} e ![](f.png).',
    "figure": 'Words.\n\n![A caption](bees.png){#fig:bees alt="A bee"}\n\nMore.',
    "reference": "A [b][c] d [e][] f [g] h [B C][c d].\n\n[c]: https://bees.example/c 'T'\n[E]: <https://bees.example/e>\n"
    "[g]: https://bees.example/g\n[C  D]: https://bees.example/cd\n",
    "reference to nothing": "A [b][c] d [e].",
    "definition in a paragraph": "A [b].\nWords go on\n[b]: https://bees.example/ no\n",
    "indented definition": "A [b].\n\n   [b]: https://bees.example/b\n\n    [c]: https://bees.example/c\n",
    "definition in a quotation": "> A [b].\n>\n> [b]: https://bees.example/b\n",
    "heading by its words": "# The dance\n\nSee [The dance], [it][the dance] and [the\ndance][].\n",
    "heading with an identifier": "# The *dance* {#d}\n\nSee [The *dance*] and [dance].\n",
    "autolinks": "A <https://bees.example/a?b=c&d> and <bee@hive.example> and <mailto:bee@hive.example> <b>c</b>.",
    "bare": "A https://bees.example/a b.",
    "code and comments": "A `[b](#c)` <!-- [d](#e) --> $[f](#g)$\n\n    [h](#i)\n\n~~~\n[j](#k)\n~~~\n",
    "citations": "A [@b](#c) [@d; @e] [see @f] [g][@h] [i @j](#k).",
    "footnotes": "A[^1] b^[c [d](#e)] f.\n\n[^1]: G [h](#i).\n\n    J [k](#l).\n",
    "lists": "- A [b](#c)\n- D\n\n    E [f](#g)\n\n1. H [i\n   j](#k)\n",
    "quotation": '> A [b\n> c](#d) e\n> [f](https://bees.example/\n> "T")\n',
    "table": "| A | B |\n|---|---|\n| [c](#d) | ![e](f.png) |\n\n: G [h](#i) {#tbl:g}\n",
    "attributes": "[a](#b){#c .d}, [e]{#f}, `g`{#h .i}, [j]{.k l='m'} [n]{#o+p} [q]{#}.",
    "attributes of blocks": "::: {#a .b}\nC\n:::\n\n~~~ {#d .python}\ne\n~~~\n\n``` {#f}\ng\n```\n\n::: warn\nh\n:::\n",
    "tags": "<div id='a'>\n\nB <span id=\"c\">d</span>\n\n</div>\n",
    "unclosed brackets": "A [b [c](#d) e.\n\nF] [g](#h)",
    "hash in a quotation": "> ## A {#b}\n>\n> C [d](#b)\n",
    "setext": "A *b*\n=====\n\nC {#d}\n------\n\n[A *b*]\n",
    "mail in words": "[a <b@c.example>](#d)",
    "reference in a list": "- [a]\n\n    [a]: https://bees.example/\n",
    "line end after words": "[a]\n[b]\n\n[b]: #c\n",
    "astral": "𝒜 [𝒷](https://bees.example/𝒸) d\u0301 [e\u0301](#f).",
    "exclamation mark": "Look![a](b.png) !\\[c](d) ! [e](#f)",
    "spaced reference": "A [b] [c].\n\n[b]: #d\n[c]: #e\n",
    "chain of brackets": "[a][b][c] [b][] [[a]] [[b]](#x)\n\n[b]: #d\n[c]: #e\n",
}


@pytest.mark.parametrize("text", SNIPPETS.values(), ids=SNIPPETS.keys())
def test_links_and_identifiers_are_those_of_pandoc(text: str) -> None:
    assert _read(text) == _pandoc(text)


HEADINGS = [
    "Words of a heading", "A `co de` *b* _c_ f\\*g &amp; h", "An ![image](j) and a [link](k) [span]{.n}",
    "“Curly” 'single' \"double\" q--r s...t u---v", "It’s 2024's: yes/no, 50 % (a) [b]", "1.2 Numbered", "3. Second",
    "z^2^ and H~2~O ~~struck~~", "snake_case_x **bold**text", "naïve façade — 2024", "日本語 見出し", "-", "…",
    "A note^[in place] here", "Twice", "Twice", "Twice", "twice-1", "A <b>tag</b>", "Given {#one .a}", "One {-}",
    "Emphasis _as_ a _whole phrase_", "dotted.name_and-dash", "Ends with #hash", "\\_escaped\\_ word",
]  # fmt: skip


def test_headings_get_the_identifiers_that_pandoc_makes() -> None:
    text = "\n\n".join(f"# {words}\n\nx" for words in HEADINGS)
    headings = [block["c"][1][0] for block in read_together([text])[0].blocks if block["t"] == "Header"]
    parsed = parse_text("x.md", text)
    found = [anchor.id for anchor in find_anchors(parsed, find_links(parsed), ())]
    assert found == headings


TABLES = {
    "pipe, caption behind": ("| a | b |\n|---|--:|\n| 1 | 2 |\n\n: Cap {#tbl:a}\n", ["Cap"]),
    "pipe, caption before": ("Table: Cap\n\n| a |\n|:-:|\n| 1 |\n\nWords.\n", ["Cap"]),
    "pipe without outer bars": ("a | b\n--|--\n1 | 2\n", [None]),
    "grid": (
        "+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n\n: Cap\n  goes on {#tbl:b .wide}\n",
        ["Cap goes on"],
    ),
    "simple": ("  a   b\n--- ---\n  1   2\n\n: Cap\n", ["Cap"]),
    "multiline": ("-----------\n a    b\n---- ------\n 1    2\n\n 3    4\n-----------\n\n: Cap\n", ["Cap"]),
    "two in a row": ("|a|\n|-|\n|1|\n\n: One\n\n|b|\n|-|\n|2|\n\n: Two\n", ["One", "Two"]),
    "caption between": ("|a|\n|-|\n|1|\n\nTable: One\n\n|b|\n|-|\n|2|\n", ["One", None]),
    "definition list": ("Term\n\n: What it is\n", []),
    "rule and list": ("- a | b\n\n---\n\n* * *\n\nWords -- here | there\n", []),
    "in a quotation": ("> | a |\n> |---|\n> | 1 |\n>\n> : Cap {#tbl:q}\n", ["Cap"]),
    "code": ("~~~\n| a |\n|---|\n| 1 |\n~~~\n", []),
    "div is no caption": ("| a |\n|---|\n| 1 |\n\n::: note\nx\n:::\n", [None]),
}


@pytest.mark.parametrize("text, captions", TABLES.values(), ids=TABLES.keys())
def test_tables_and_captions_are_those_of_pandoc(text: str, captions: list[str | None]) -> None:
    parsed = parse_text("x.md", text)
    assert [_caption(text, table) for table in find_tables(parsed)] == captions
    blocks = read_together([text])[0].blocks
    assert [_pandoc_caption(table) for table in ast.walk(blocks, ("Table",))] == captions
    assert [t.attributes.id for t in find_tables(parsed)] == [t["c"][0][0] for t in ast.walk(blocks, ("Table",))]


PIECES = st.sampled_from(
    ["[", "]", "(", ")", "![", "](", "](#a)", "[b]", "[b]: #c\n", "<", ">", "`", "$", "{", "}", "{#d}", "\n",
    "\n\n", "#",
     "word", " ", " ", "\\", "^[", "[^n]", "[^n]: ", "> ", "- ", "    ", "|", "|-|\n", "\"", "'", "@k", "<!--",
     "-->", ":::",
     "https://bees.example/", "<https://bees.example/>", "+-+\n", "---\n", "é", "𝒜"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=16).map("".join))
@example('[a](b "c\n\n')
def test_a_link_behind_any_text_is_found_at_its_place(before: str) -> None:
    text = f"{before}\n\n-----\n\n# Heading\n\nAfter all [planted words](https://planted.example/x){{#planted}}.\n"
    targets = [element["c"][2][0] for element in ast.walk(read_together([text])[0].blocks, ("Link",))]
    if "https://planted.example/x" not in targets:
        return  # the text before it opened code or a comment
    parsed = parse_text("x.md", text)
    links = find_links(parsed)
    [link] = [link for link in links.links if "planted" in link.target and link.form == "inline"]
    assert text[link.start : link.end] == "[planted words](https://planted.example/x)"
    assert text[link.words_start : link.words_end] == "planted words"
    assert text[link.target_start : link.target_end] == link.target
    assert "planted" in [a.id for a in find_anchors(parsed, links, find_tables(parsed))]


@pytest.mark.parametrize(
    "piece",
    ["[", "](", "[a](", "[a](b", "[a](b \"c", "[a](b \"c\"d", "[a](b 'c'd", "[a]((", "[a]((b(", "![", "[a][", "[^",
    "<", "<a@",
     "{", "{'", "{\"", "{#a", "[a]{", "[a]: ", "\n[a]: b c", "\n[a]:\n", "|", "|-", "\n|-|", "\n+-", "\n+-+\n",
     "---\n", "- -\n",
     ":\n\n", "\\", "`", "# ", "\n# a", "\n# _", "\n# [a](", "\n# `", "> ", "https://", "https://x)", ")", "<a id=",
     "<!--", "# {a"],
)  # fmt: skip
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    """Forty thousand repetitions: what is quadratic here runs into pytest's time limit."""
    parsed = parse_text("x.md", f"[a](https://{piece * 40_000}")
    links = find_links(parsed)
    find_anchors(parsed, links, find_tables(parsed))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.sampled_from("[]()!<>{}#:|-+=\\\"'`^@ \n\tab.é𝒜"), max_size=300))
def test_any_text_is_read(text: str) -> None:
    parsed = parse_text("x.md", text)
    links, tables = find_links(parsed), find_tables(parsed)
    for link in links.links:
        assert 0 <= link.start <= link.words_start <= link.words_end <= link.end <= len(text)
    for anchor in find_anchors(parsed, links, tables):
        assert not anchor.given or text[anchor.start : anchor.end] == anchor.id


def _read(text: str) -> dict[str, list[Any]]:
    parsed = parse_text("x.md", text)
    links: Links = find_links(parsed)
    return {
        "links": sorted(_normal(k.target) for k in links.links if not k.image and k.form != "bare"),
        "images": sorted(_normal(k.target) for k in links.links if k.image),
        "figures": sorted(_normal(k.target) for k in links.links if k.figure),
        "ids": sorted(anchor.id for anchor in find_anchors(parsed, links, find_tables(parsed))),
    }


def _pandoc(text: str) -> dict[str, list[Any]]:
    blocks = read_together([text])[0].blocks
    figures = list(ast.walk(blocks, ("Figure",)))
    places = {"Header": 1, **dict.fromkeys(("Div", "Span", "Code", "CodeBlock", "Link", "Image", "Table", "Figure"), 0)}
    return {
        "links": sorted(_normal(element["c"][2][0]) for element in ast.walk(blocks, ("Link",))),
        "images": sorted(_normal(element["c"][2][0]) for element in ast.walk(blocks, ("Image",))),
        "figures": sorted(_normal(i["c"][2][0]) for f in figures for i in ast.walk(f["c"][2], ("Image",))),
        "ids": sorted(name for tag, at in places.items() for e in ast.walk(blocks, (tag,)) if (name := e["c"][at][0])),
    }


def _normal(target: str) -> str:
    return unquote(target)


def _caption(text: str, table: Table) -> str | None:
    return " ".join(text[table.caption_start : table.caption_end].split()) if table.has_caption else None


def _pandoc_caption(table: dict[str, Any]) -> str | None:
    blocks = table["c"][1][1]
    return ast.plain_text(blocks[0]["c"]) if blocks else None


def test_letters_of_a_paragraph_near_the_top_define_nothing() -> None:
    links = find_links(parse_text("a.md", "# T\n\nAs they say\n[so]: https://bees.example/hives here.\n"))
    assert links.definitions == ()
