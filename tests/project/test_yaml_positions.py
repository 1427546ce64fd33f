"""YAML 1.2 values and their exact places."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellsourced.diagnostics import Span
from wellsourced.project.yaml_positions import MAX_DEPTH, YamlDocument, read_yaml


def read(text: str) -> YamlDocument:
    return read_yaml("f.yaml", text)


def slice_span(text: str, span: Span) -> str:
    lines = text.split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    middle = lines[span.line : span.end_line - 1]
    return "\n".join(
        [lines[span.line - 1][span.column - 1 :], *middle, lines[span.end_line - 1][: span.end_column - 1]]
    )


def place(span: Span) -> tuple[int, int, int, int]:
    return (span.line, span.column, span.end_line, span.end_column)


# YAML 1.2.2, 10.3.2: core schema tag resolution; and what YAML 1.1 would have made of the same words.
@pytest.mark.parametrize(
    "written,value",
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("off", "off"), ("y", "y"), ("N", "N"), ("NO", "NO"),
        ("true", True), ("True", True), ("TRUE", True), ("tRUE", "tRUE"), ("false", False), ("FALSE", False),
        ("null", None), ("Null", None), ("NULL", None), ("~", None), ("", None), ("nULL", "nULL"), ("none", "none"),
        ("0123", 123), ("0o17", 15), ("0x1F", 31), ("0b11", "0b11"), ("-12", -12), ("+12", 12), ("-0o7", "-0o7"),
        ("1_000", "1_000"), ("1:30", "1:30"), ("12:30:45", "12:30:45"), ("0o18", "0o18"), ("0X1F", "0X1F"),
        ("1e3", 1000.0), ("1E3", 1000.0), ("1.5", 1.5), ("-1.5e-3", -0.0015), (".5", 0.5), ("5.", 5.0), ("1e", "1e"),
        ("2024-05-01", "2024-05-01"), ("2024-05-01T10:00:00Z", "2024-05-01T10:00:00Z"), ("2024", 2024),
        ("1.2.3", "1.2.3"), (".", "."), ("+", "+"), ("e3", "e3"), ("=", "="), ("<<", "<<"),
        ("'12'", "12"), ('"true"', "true"), ("'~'", "~"), ("! 12", "12"), ("!!str 12", "12"), ("!!int 12", 12),
        ("!!float 12", 12.0), ("!!null ~", None), ("!!bool true", True), ("9223372036854775807", 2**63 - 1),
    ],
)  # fmt: skip
def test_scalars_are_what_yaml_1_2_says(written: str, value: Any) -> None:
    document = read(f"key: {written}\n")
    assert document.diagnostics == ()
    assert document.value == {"key": value}
    assert type(document.value["key"]) is type(value)


@pytest.mark.parametrize(
    "written", [".inf", "-.INF", "+.Inf", ".nan", ".NaN", "1e400", "-1e999", str(2**63), "9" * 5000]
)
def test_numbers_out_of_range_are_errors(written: str) -> None:
    (diagnostic,) = read(f"a: 1\nkey: {written}\n").diagnostics
    assert (diagnostic.code, place(diagnostic.span)) == ("CFG011", (2, 6, 2, 6 + len(written)))


def test_norway_as_a_key_stays_text() -> None:
    assert read("no: Norway\nnull: x\n").diagnostics[0].code == "CFG007"
    assert read("no: Norway\n").value == {"no": "Norway"}


def test_places_of_keys_values_and_items() -> None:
    text = (
        "a: one\nlist:\n  - x\n  - y: [1, 'two', {z: \"3\"}]\n    w: |\n      block\n      scalar\n\n# comment\nlast:\n"
    )
    at = read(text).positions
    assert place(at.span(("a",))) == (1, 4, 1, 7)
    assert place(at.span(("a",), key=True)) == (1, 1, 1, 2)
    assert place(at.span(("list", 0))) == (3, 5, 3, 6)
    assert place(at.span(("list", 0), key=True)) == (3, 5, 3, 6)
    assert slice_span(text, at.span(("list", 1, "y"))) == "[1, 'two', {z: \"3\"}]"
    assert slice_span(text, at.span(("list", 1, "y", 1))) == "'two'"
    assert slice_span(text, at.span(("list", 1, "y", 2, "z"))) == '"3"'
    assert slice_span(text, at.span(("list", 1, "w"))) == "|\n      block\n      scalar"
    assert place(at.span(("list", 1))) == (4, 5, 7, 13)
    assert slice_span(text, at.span(("list", 1))).startswith("y: [1")
    assert place(at.span(("last",))) == (10, 6, 10, 6)


def test_places_of_what_is_absent_are_the_nearest_parents() -> None:
    at = read("a:\n  b: 1\nc: [x]\n").positions
    assert at.span(("a", "missing")) == at.span(("a",))
    assert at.span(("a", "b", "c", 3)) == at.span(("a", "b"))
    assert at.span(("c", 7)) == at.span(("c",))
    assert place(at.span(())) == (1, 1, 3, 7)


def test_columns_count_code_points() -> None:
    text = 'é𝄞ñ: "e\u0301👩‍👧 x"\n日本: [𝄞, 語, "\\u00e9", z]\n'
    at = read(text).positions
    assert place(at.span(("é𝄞ñ",))) == (1, 6, 1, 6 + len('"e\u0301👩‍👧 x"'))
    assert place(at.span(("日本", 1))) == (2, 9, 2, 10)
    assert slice_span(text, at.span(("日本", 3))) == "z"


@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
def test_line_breaks_of_yaml_1_1_are_plain_text(character: str) -> None:
    document = read(f'a: x{character}y\nb: "p{character} q"\nc: z\n')
    assert document.value == {"a": f"x{character}y", "b": f"p{character} q", "c": "z"}
    assert place(document.positions.span(("c",))) == (3, 4, 3, 5)


def test_an_alias_stands_where_it_is_written() -> None:
    document = read("a: &x {k: [1, 2]}\nb: *x\nc: [*x, &s t, *s]\n")
    assert document.value["b"] == {"k": [1, 2]}
    assert document.value["c"][2] == "t"
    assert place(document.positions.span(("b",))) == (2, 4, 2, 6)
    assert place(document.positions.span(("c", 2))) == (3, 15, 3, 17)
    # What is inside of an alias stands where it was written.
    assert place(document.positions.span(("b", "k", 1))) == (1, 15, 1, 16)


def test_duplicate_keys_name_both_places() -> None:
    document = read("a: 1\nb:\n  c: 1\n  d: 2\n  'c': 3\na: 2\n")
    assert [(d.code, place(d.span), place(d.related[0].span)) for d in document.diagnostics] == [
        ("CFG005", (5, 3, 5, 6), (3, 3, 3, 4)),
        ("CFG005", (6, 1, 6, 2), (1, 1, 1, 2)),
    ]


def test_merge_keys_have_no_meaning() -> None:
    document = read("a: &a {x: 1}\nb: {<<: *a}\n")
    assert document.value["b"] == {"<<": {"x": 1}}


@pytest.mark.parametrize(
    "text,code,line,column",
    [
        ("a: b: c\n", "CFG004", 1, 5),
        ("a:\n\t- b\n", "CFG004", 2, 1),
        ("a: [1, 2\nb: 3\n", "CFG004", 2, 2),
        ("a: 'x\n", "CFG004", 2, 1),
        ("a: 1\n  b: 2\n", "CFG004", 2, 4),
        ("a: @x\n", "CFG004", 1, 4),
        ("a: 1\nb\nc: 2\n", "CFG004", 3, 1),
        ("a: *none\n", "CFG004", 1, 4),
        ("a: &x [*x]\n", "CFG006", 1, 8),
        ("a: &x {b: {c: *x}}\n", "CFG006", 1, 15),
        ("a: 1\n---\nb: 2\n", "CFG007", 2, 1),
        ("? [a, b]\n: c\n", "CFG007", 1, 3),
        ("{a: b}: c\n", "CFG007", 1, 1),
        ("a: 1\n12: x\n", "CFG007", 2, 1),
        ("a: !!python/object/apply:os.system [x]\n", "CFG007", 1, 4),
        ("a: !secret x\n", "CFG007", 1, 4),
        ("a: !!binary aGk=\n", "CFG007", 1, 4),
        ("a: !!set {x}\n", "CFG007", 1, 4),
        ("a: !!int x\n", "CFG011", 1, 4),
        ("a: b\nc: d\0e\n", "CFG003", 2, 5),
        ("a: \x07\n", "CFG003", 1, 4),
        ("a: x\ufeffy\n", "CFG003", 1, 5),
        ('a: "x\\0y"\n', "CFG003", 1, 4),
        ("a: \ue001\n", "CFG020", 1, 4),
        ('a: "\\uE0FF"\n', "CFG020", 1, 4),
    ],
)
def test_refused_with_place(text: str, code: str, line: int, column: int) -> None:
    diagnostic = read(text).diagnostics[0]
    assert (diagnostic.code, diagnostic.span.line, diagnostic.span.column) == (code, line, column)
    assert diagnostic.help


def test_escaped_control_characters_do_not_arrive() -> None:
    assert read('a: "x\\0y\\ue000"\n').value == {"a": "x\ufffdy\ufffd"}


def test_billion_laughs_is_refused() -> None:
    lines = ["a0: &a0 [lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    document = read("\n".join(lines))
    assert not document.readable
    assert [d.code for d in document.diagnostics] == ["CFG006"]
    assert document.diagnostics[0].span.line > 5


def test_many_aliases_of_a_large_value_are_refused() -> None:
    text = f"a: &a [{', '.join('x' * 1000)}]\nb: [{', '.join(['*a'] * 1000)}]\n"
    assert [d.code for d in read(text).diagnostics] == ["CFG006"]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "[\n"])
def test_deep_nesting_is_refused(opening: str) -> None:
    document = read(opening * 50_000)
    assert [d.code for d in document.diagnostics] == ["CFG006"]
    allowed = read("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    assert allowed.diagnostics == ()


_WORDS = st.text(
    st.characters(
        blacklist_categories=("Cs", "Cc", "Co", "Cn"),
        blacklist_characters='\x85\u2028\u2029\ufeff"\\',
    ),
    max_size=12,
)
_LEAVES = st.one_of(_WORDS.map(lambda text: f'"{text}"'), st.integers(-99, 99).map(str), st.just("null"))


@st.composite
def planted(draw: st.DrawFn) -> tuple[str, dict[tuple[str | int, ...], str]]:
    """A YAML text and, for each path, the scalar as it stands in the text."""
    leaves: dict[tuple[str | int, ...], str] = {}

    def flow(path: tuple[str | int, ...], depth: int) -> str:
        kind = draw(st.sampled_from(["leaf", "leaf", "list", "map"] if depth < 3 else ["leaf"]))
        if kind == "leaf":
            leaves[path] = draw(_LEAVES)
            return leaves[path]
        size = draw(st.integers(0, 3))
        gap = draw(st.sampled_from([" ", "  ", "\n      "]))
        if kind == "list":
            return "[" + f",{gap}".join(flow((*path, index), depth + 1) for index in range(size)) + "]"
        keys = draw(st.lists(_WORDS, min_size=size, max_size=size, unique=True))
        return "{" + f",{gap}".join(f'"{key}": {flow((*path, key), depth + 1)}' for key in keys) + "}"

    lines = []
    for key in draw(st.lists(st.from_regex(r"[a-zé𝄞]{1,5}", fullmatch=True), min_size=1, max_size=4, unique=True)):
        lines.append(draw(st.sampled_from(["", "# é comment 𝄞", ""])))
        if draw(st.booleans()):
            lines.append(f"k{key}: {flow((f'k{key}',), 0)}")
        else:
            items = range(draw(st.integers(1, 3)))
            lines.append(f"k{key}:")
            lines += [f"  - {flow((f'k{key}', index), 1)}" for index in items]
    return "\n".join(lines) + "\n", leaves


@settings(max_examples=150, deadline=None)
@given(planted())
def test_a_position_cuts_the_planted_scalar_out_of_the_file(
    example: tuple[str, dict[tuple[str | int, ...], str]],
) -> None:
    text, leaves = example
    document = read(text)
    assert document.diagnostics == ()
    for path, written in leaves.items():
        assert slice_span(text, document.positions.span(path)) == written
        value = document.value
        for step in path:
            value = value[step]
        assert value == (written[1:-1] if written.startswith('"') else None if written == "null" else int(written))


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("ab:-?[]{}&*!|>'\"%@` \n\t#,0.é\x00\u2028\ue000<"), max_size=40))
def test_no_text_brings_the_reader_down(text: str) -> None:
    document = read(text)
    assert document.readable or document.diagnostics
    for diagnostic in document.diagnostics:
        assert diagnostic.span.line <= text.count("\n") + 1
