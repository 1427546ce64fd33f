"""Texts that nobody would write, as JATS: whatever stands in whatever, the DTD has no complaint."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.publish.html_documents import compose_markdown
from wellsourced.compose.document import Document
from wellsourced.publish.jats.writer import write_jats
from wellsourced.publish.rendered import Moment

from .conftest import Bench

_PIXEL = "data:image/png;base64,iVBORw0KGgo="
_NOTHING: list[Any] = ["", [], []]
_COLUMNS = [[{"t": "AlignCenter"}, {"t": "ColWidth", "c": 0.5}], [{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]]

_names = st.sampled_from(["", "", "one", "Two:2", "3", "é", "fn1", "ref-rivers", "help", "a b<&"])
_attributes = st.tuples(
    _names,
    st.sampled_from([[], ["python"], ["figure-data"]]),
    st.sampled_from([[], [["lang", "ar"]], [["lang", "no tag"]], [["dir", "rtl"]], [["number", "2"]], [["alt", "x"]]]),
).map(list)
_words = st.sampled_from(["word", " ", "\u00a0\u00a0in", "]]>", "<&\"'", "\x07", "", "\u202e", "𝄞"]).map(
    lambda text: {"t": "Str", "c": text}
)


def _inlines(inner: st.SearchStrategy[Any], blocks: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    many = st.lists(inner, max_size=3)
    return st.one_of(
        _words,
        st.sampled_from([{"t": "Space"}, {"t": "LineBreak"}, {"t": "SoftBreak"}]),
        st.builds(
            lambda tag, content: {"t": tag, "c": content},
            st.sampled_from(["Emph", "Strong", "Superscript", "Strikeout", "SmallCaps", "Underline"]),
            many,
        ),
        many.map(lambda content: {"t": "Quoted", "c": [{"t": "DoubleQuote"}, content]}),
        st.builds(lambda attr, content: {"t": "Span", "c": [attr, content]}, _attributes, many),
        st.builds(
            lambda attr, content, target: {"t": "Link", "c": [attr, content, [target, ""]]},
            _attributes,
            many,
            st.sampled_from(["#one", "#ref-rivers", "#nowhere", "#", "https://example.org/?a&b", "mailto:a@b", "x:y"]),
        ),
        st.builds(
            lambda attr, content, source: {"t": "Image", "c": [attr, content, [source, ""]]},
            _attributes,
            many,
            st.sampled_from([_PIXEL, "data:image/png;base64,A", "missing.png"]),
        ),
        _attributes.map(lambda attr: {"t": "Code", "c": [attr, "a < b"]}),
        st.lists(blocks, max_size=2).map(lambda content: {"t": "Note", "c": content}),
    )


def _blocks(inner: st.SearchStrategy[Any], inlines: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    many, words = st.lists(inner, max_size=3), st.lists(inlines, max_size=3)
    cell = st.tuples(
        _attributes, st.just({"t": "AlignRight"}), st.integers(1, 3), st.integers(1, 3), st.lists(inner, max_size=2)
    ).map(list)
    rows = st.lists(st.tuples(_attributes, st.lists(cell, max_size=3)).map(list), max_size=2)
    return st.one_of(
        words.map(lambda content: {"t": "Para", "c": content}),
        words.map(lambda content: {"t": "Plain", "c": content}),
        many.map(lambda content: {"t": "BlockQuote", "c": content}),
        st.lists(many, max_size=2).map(lambda content: {"t": "BulletList", "c": content}),
        st.builds(
            lambda start, style, items: {"t": "OrderedList", "c": [[start, {"t": style}, {"t": "OneParen"}], items]},
            st.integers(0, 5000),
            st.sampled_from(["Decimal", "LowerRoman", "UpperAlpha"]),
            st.lists(many, max_size=2),
        ),
        st.lists(st.tuples(words, st.lists(many, max_size=2)).map(list), max_size=2).map(
            lambda content: {"t": "DefinitionList", "c": content}
        ),
        st.lists(words, max_size=2).map(lambda content: {"t": "LineBlock", "c": content}),
        _attributes.map(lambda attr: {"t": "CodeBlock", "c": [attr, "x = 1\n"]}),
        st.just({"t": "HorizontalRule"}),
        st.builds(lambda attr, content: {"t": "Div", "c": [attr, content]}, _attributes, many),
        st.builds(
            lambda level, attr, content: {"t": "Header", "c": [level, attr, content]},
            st.integers(1, 6),
            _attributes,
            words,
        ),
        st.builds(
            lambda attr, caption, content: {"t": "Figure", "c": [attr, [None, caption], content]},
            _attributes,
            many,
            many,
        ),
        st.builds(
            lambda attr, caption, head, top, body, foot: {
                "t": "Table",
                "c": [
                    attr,
                    [None, caption],
                    _COLUMNS,
                    [_NOTHING, head],
                    [[_NOTHING, 1, top, body]],
                    [_NOTHING, foot],
                ],
            },
            _attributes,
            many,
            rows,
            rows,
            rows,
            rows,
        ),
    )  # fmt: skip


def _texts() -> st.SearchStrategy[list[Any]]:
    paragraph = _words.map(lambda word: {"t": "Para", "c": [word]})
    inlines = st.recursive(_words, lambda inner: _inlines(inner, paragraph), max_leaves=4)
    paragraphs = st.lists(inlines, max_size=3).map(lambda content: {"t": "Para", "c": content})
    return st.lists(st.recursive(paragraphs, lambda inner: _blocks(inner, inlines), max_leaves=8), max_size=4)


@cache
def _document() -> Document:
    return compose_markdown("# One\n\nThey bend [@rivers].", "")


@pytest.fixture
def dtd(judge: Bench) -> etree.DTD:
    home = judge("jats-dtds").home
    assert home is not None
    return _load(home)


@cache
def _load(home: Path) -> etree.DTD:
    return etree.DTD(str(home / "1.3/JATS-archivearticle1-3-mathml3.dtd"))


def _errors(document: Document, dtd: etree.DTD) -> list[str]:
    root = etree.fromstring(write_jats(document, Moment(0)).content)
    dtd.validate(root)
    return [f"{entry.line}: {entry.message}" for entry in dtd.error_log]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(body=_texts(), appendices=_texts(), abstract=_texts())
def test_whatever_stands_in_whatever_is_valid(
    dtd: etree.DTD, body: list[Any], appendices: list[Any], abstract: list[Any]
) -> None:
    document = replace(_document(), body=body, appendices=appendices, abstract=abstract)
    assert _errors(document, dtd) == []


@pytest.mark.parametrize("style", ["chicago-author-date", "ieee", "oscola", "nature"])
def test_article_is_valid_in_every_kind_of_style(dtd: etree.DTD, style: str) -> None:
    assert _errors(compose_markdown(style=style), dtd) == []


def test_least_article_is_valid(dtd: etree.DTD) -> None:
    least = compose_markdown(
        "# One\n\nText.", "", items=[], help_box={}, authors=[{"name": "Ada"}], subtitle=None, abstract=None,
        keywords=[], date=None, version=None, license=None,
    )  # fmt: skip
    assert _errors(least, dtd) == []
    assert _errors(replace(least, body=[]), dtd) == []


def test_formulas_stand_wherever_words_do(dtd: etree.DTD) -> None:
    text = r"""
# One $x$ and $$y$$ {#one}

*A $$\begin{aligned} a &= b \\ c &= \text{d & e} \end{aligned}$$*

| a $x$ | $$\sum_i \hat{x}_i \overbrace{a+b}^{n} \not= \color{red}{z}$$ |
|---|---|
| $\mathbb{R} \mathcal{L} \mathfrak{g} \left\{ \frac{a}{b} \right.$ | 2 |
| $\sin x$ | $\binom{n}{k} \sqrt[3]{x} \xrightarrow{f}$ |

: Sums $s$

Term $t$
:   $$d$$

| verse $v$ and $$w$$

- $$\begin{array}{l|r} 1 & 2 \\ \hline 3 & 4 \end{array}$$
- $\mbox{a}$, $\mathrm{sin}x'$, $\dots$, $\substack{a\\b}$, $\cancel{x}$,
  $\boxed{y}$, $\phantom{z}$, $\href{x}{y}$
"""
    assert _errors(compose_markdown(text, "", help_box={}), dtd) == []
