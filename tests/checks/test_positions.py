"""What is found stands in the author's file exactly where it is said to stand, whatever stands around it.

A citation, wording, name, quantity or address is planted in every construct of Markdown that holds prose. There must be
one diagnostic for it, and its span must cut exactly what was planted out of the file as it is on disk.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from check_projects import make_reference, write_project
from hypothesis import given, settings
from hypothesis import strategies as st
from position_documents import (
    ADDRESSES,
    LINE_ENDS,
    NO_PROSE,
    NOISE,
    PLANTS,
    PROSE,
    WORDS_ONLY,
    encode,
    make,
    slice_file,
)

from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Span
from wellsourced.manuscript.parse import parse, parse_text
from wellsourced.pandoc import read_together
from wellsourced.project.load import load
from wellsourced.project.models import Fact

CODES = tuple({plant.code for plant in PLANTS.values()})
REGISTERS: dict[str, Any] = {
    "bibliography": {"references": [make_reference("apis-2020")]},
    "facts": {"facts": [{"id": "hives", "statement": "There were 12 hives.", "source": "apis-2020", "value": 12}]},
    "corrections": {
        "corrections": [
            {"id": "one", "quote": "A", "verdict": "imprecise", "explanation": "No.", "wrong": ["wrong phrase"]}
        ]
    },
    "terms": {"terms": [{"id": "old", "discouraged": ["old wording"], "preferred": "new wording"}]},
    "instruments": {
        "instruments": [{"id": "awa-2019", "kind": "statute", "official_name": "Apiary Welfare Act 2019"}],
    },
}
Found = tuple[str, str, str]


def find(root: Path, sections: Mapping[str, bytes], fragments: Mapping[str, bytes] | None = None) -> list[Found]:
    """Check a project with these files: path, code and what the file holds there."""
    files = {f"sections/{name}": content for name, content in {**sections, **(fragments or {})}.items()}
    write_project(root, dict.fromkeys(sections, "# T\n"), **REGISTERS)
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    project = load(root).project
    assert project is not None
    found = run_checks(project, parse(project), select=CODES)
    return [(d.span.path, d.code, slice_file(files[d.span.path], d.span)) for d in found]


def documents() -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
    """Name, text and what must be found in it, for each plant in each construct, with ever another noise before it."""
    noises = cycle(NOISE)
    for constructs, heard in ((PROSE, True), (WORDS_ONLY, True), (NO_PROSE, False), (ADDRESSES, False)):
        for construct, template in constructs.items():
            for kind, plant in PLANTS.items():
                address = plant.code == "LNK003"
                if (constructs is WORDS_ONLY and address) or (
                    constructs is ADDRESSES and (address or set(plant.written) & set(" []"))
                ):
                    continue
                text = f"# Title\n\nStart.\n\n{make(template, construct, plant.written, next(noises))}\n\nEnd.\n"
                yield f"{construct}, {kind}", text, [(plant.code, plant.marked)] if heard else []


DOCUMENTS = tuple(documents())


def test_every_plant_in_every_construct_is_found_at_its_place(tmp_path: Path) -> None:
    contents = {
        f"{number:04}.md": encode(text, LINE_ENDS[number % len(LINE_ENDS)], mark=number % 5 == 0)
        for number, (_, text, _) in enumerate(DOCUMENTS)
    }
    found = find(tmp_path, contents)
    _compare(
        {f"sections/{number:04}.md": (name, expected) for number, (name, _, expected) in enumerate(DOCUMENTS)}, found
    )


def test_every_plant_in_every_construct_of_an_included_file_is_found_once_at_its_place(tmp_path: Path) -> None:
    fragments = {
        f"f/{number:04}.md": encode(text.removeprefix("# Title\n\n"), LINE_ENDS[-number % len(LINE_ENDS)])
        for number, (_, text, _) in enumerate(DOCUMENTS)
    }
    body = "".join(f'\n\n{{% include "{name}" %}}\n\nBetween 😀.' for name in fragments)
    sections = {"one.md": f"# One{body}\n".encode(), "two.md": f"# Two{body}\n".replace("\n", "\r\n").encode()}
    found = find(tmp_path, sections, fragments)
    expected = {f"sections/f/{number:04}.md": (name, wanted) for number, (name, _, wanted) in enumerate(DOCUMENTS)}
    _compare(expected, found)


def _compare(expected: Mapping[str, tuple[str, list[tuple[str, str]]]], found: list[Found]) -> None:
    gathered: dict[str, list[tuple[str, str]]] = {}
    for path, code, marked in found:
        gathered.setdefault(path, []).append((code, marked))
    assert set(gathered) <= set(expected)
    wrong = {
        name: gathered.get(path, []) for path, (name, wanted) in expected.items() if gathered.get(path, []) != wanted
    }
    assert wrong == {}


LETTERS = st.lists(
    st.sampled_from([
        *"abc xyz,;-'’“”()", "😀", "👩‍👩‍👧", "e\u0301", "\u0308", "\u00a0", "\u202f", "\u200b", "\u2028", "\u0085", "א",
        "ب", "漢", "\t", "&amp;", "\\*", "*a*", "`c`", "$a$", "{{ fact('hives') }}", "[b](c)", "<i>d</i>",
    ]),
    max_size=12,
).map("".join)  # fmt: skip
BLOCKS = st.tuples(
    st.sampled_from([*PROSE.items(), *NO_PROSE.items()]), st.sampled_from(list(PLANTS.values())), LETTERS, st.booleans()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=8), st.sampled_from(LINE_ENDS), st.booleans())
def test_documents_put_together_at_random(blocks: list[Any], line_end: str, mark: bool) -> None:
    text, expected = "# Title\n", []
    for (construct, template), plant, letters, planted in blocks:
        noise = f"o {letters.strip()} e " if construct not in ("grid table", "simple table") else ""
        noise = noise.replace("'hives'", '"hives"')
        text += f"\n{make(template, construct, plant.written if planted else 'nothing', noise)}\n\nBetween.\n"
        if planted and construct in PROSE:
            expected.append((plant.code, plant.marked))
    with tempfile.TemporaryDirectory() as folder:
        found = find(Path(folder), {"a.md": encode(text, line_end, mark=mark)})
    assert [(code, marked) for _, code, marked in found] == expected


def test_columns_count_code_points(tmp_path: Path) -> None:
    write_project(tmp_path, {"a.md": "# T\n\n😀👩‍👧e\u0301 [@lost-key]\n"}, **REGISTERS)
    project = load(tmp_path).project
    assert project is not None
    (found,) = run_checks(project, parse(project), select=("CIT001",))
    # One for the face, three for the family (two people and a joiner), two for the accented letter, a space, a bracket.
    assert found.span == Span("sections/a.md", 3, 9, 3, 18)


@pytest.mark.parametrize("line_end", LINE_ENDS)
@pytest.mark.parametrize(
    "text, marked",
    [
        ("A wrong\nphrase.", "wrong\nphrase"),
        ("> A wrong\n> phrase.", "wrong\n> phrase"),
        ("- A wrong\n  phrase.", "wrong\n  phrase"),
        ("> - A wrong\n>   phrase.", "wrong\n>   phrase"),
        ("A *wrong* phrase.", "wrong* phrase"),
        ("A **wrong phrase**.", "wrong phrase"),
        ("A __wrong__ _phrase_.", "wrong__ _phrase"),
        ("A wrong&nbsp;phrase.", "wrong&nbsp;phrase"),
        ("A wrong\u00a0phrase.", "wrong\u00a0phrase"),
        ("A wro\u00adng phrase.", "wro\u00adng phrase"),
        ("A wrong<!-- so --> phrase.", "wrong<!-- so --> phrase"),
        ("A wrong {{ 'phrase' }}.", "wrong {{ 'phrase' }}"),
        ("A {{ 'wrong phrase' }}.", "{{ 'wrong phrase' }}"),
        ("A {% if 1 %}wrong{% endif %} phrase.", "wrong{% endif %} phrase"),
        ("A wrong\tphrase.", "wrong\tphrase"),
        ("A wrong\\\nphrase.", "wrong\\\nphrase"),
    ],
)
def test_wording_with_markup_inside(tmp_path: Path, text: str, marked: str, line_end: str) -> None:
    content = encode(f"# T\n\n😀 {text}\n" if text[0] == "A" else f"# T\n\n{text}\n", line_end)
    found = find(tmp_path, {"a.md": content})
    assert [(code, cut.replace("\r\n", "\n").replace("\r", "\n")) for _, code, cut in found] == [("COR001", marked)]


HIDDEN = {"CodeBlock", "Code", "Math", "RawInline", "RawBlock"}
READ_AS = {
    "heading with attributes": "Header",
    "setext heading": "Header",
    "nested list": "BulletList",
    "list continuation": "BulletList",
    "lettered list": "OrderedList",
    "example list": "OrderedList",
    "nested quotation": "BlockQuote",
    "quotation, lazy": "BlockQuote",
    "footnote, second paragraph": "Note",
    "inline note in a table": "Note",
    "footnote of a table": "Note",
    "footnote in a quotation": "Note",
    "pipe table head": "Table",
    "table caption": "Table",
    "grid table": "Table",
    "simple table": "Table",
    "definition list": "DefinitionList",
    "defined term": "DefinitionList",
    "tilde definition": "DefinitionList",
    "strikeout": "Strikeout",
    "nested emphasis": "Strong",
    "strong, underscores": "Strong",
    "straight quotes": "Quoted",
    "line block": "LineBlock",
    "nested div": "Div",
    "span": "Span",
    "link text": "Link",
    "reference link": "Link",
    "image alternative": "Image",
}


def test_pandoc_reads_the_constructs_as_they_are_meant() -> None:
    constructs = {**PROSE, **WORDS_ONLY, **NO_PROSE, **ADDRESSES}
    fact = {"hives": Fact("hives", "There were 12 hives.", "apis-2020", 12)}
    texts = [
        parse_text("x.md", f"Start.\n\n{make(template, name, 'planted')}\n\nEnd.\n", facts=fact).text
        for name, template in constructs.items()
    ]
    for name, read in zip(constructs, read_together(texts), strict=True):
        above = set().union(*_above_the_plant(read.blocks, frozenset()))
        if name in READ_AS:
            assert READ_AS[name] in above, name
        # The words of an autolink are its address.
        assert ("Str" in above) == (name in PROSE or name in WORDS_ONLY or name == "autolink"), name
        assert not (above & HIDDEN) or name in NO_PROSE, name


def _above_the_plant(element: Any, above: frozenset[str]) -> Iterator[frozenset[str]]:
    """What stands around the planted word in pandoc's tree."""
    if isinstance(element, dict):
        tag = frozenset([element["t"]]) if "t" in element else frozenset()
        for value in element.values():
            yield from _above_the_plant(value, above | tag)
    elif isinstance(element, list):
        for value in element:
            yield from _above_the_plant(value, above)
    elif isinstance(element, str) and "planted" in element and above & ({"Str"} | HIDDEN):
        yield above


def test_a_section_that_begins_with_a_definition_mark_is_read_by_itself() -> None:
    first, second = read_together([":   no term above", "plain"])
    assert [block["t"] for block in first.blocks] == ["Para"]
    assert [block["t"] for block in second.blocks] == ["Para"]
