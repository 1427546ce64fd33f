"""Data files: what is written reads back as the same values, and what did not change keeps its text."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellsourced.project.yaml_positions import read_yaml
from wellsourced.sources.data_files import render_data_file, write_atomically

PATH = "article/facts.yaml"
printable = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"), include_characters="\n\t"), max_size=60
)
scalars = (
    printable | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
)
entries = st.dictionaries(
    st.sampled_from(["statement", "value", "aliases", "issued", "note"]), scalars | st.lists(scalars)
)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), entries, max_size=4))
def test_what_is_written_reads_back_under_yaml_1_2(data: dict[str, dict[str, Any]]) -> None:
    content = {"facts": [{"id": name, **entry} for name, entry in sorted(data.items())]}
    document = read_yaml(PATH, render_data_file(PATH, content))
    assert not document.diagnostics
    assert repr(document.value) == repr(content)


@pytest.mark.parametrize(
    "text",
    [
        *("2019", "no", "1e3", "0o17", "0123", "0x1F", "~", "null", "True", "1:30", "2024-05-01", ".5", "5.", "+1"),
        *("1_000", "", " x", "x ", "- a", "a: b", "#x", "*a", "&a", "!t", "%x", "@x", "`x", "=", "<<", "a\nb", "{a}"),
        *("[a]", "'", '"'),
    ],
)
def test_texts_that_look_like_something_else_stay_texts(text: str) -> None:
    content = {"facts": [{"id": "a", "value": text}]}
    assert read_yaml(PATH, render_data_file(PATH, content)).value == content


@given(
    st.lists(st.from_regex(r"[a-z]{1,3}", fullmatch=True), unique=True, max_size=6),
    st.dictionaries(st.from_regex(r"[a-z]{1,3}", fullmatch=True), st.integers(0, 9), max_size=6),
)
def test_renewing_a_file_gives_the_new_content_whatever_stood_there(old: list[str], new: dict[str, int]) -> None:
    before = render_data_file(PATH, {"facts": [{"id": name, "value": 1} for name in sorted(old)]})
    content = {"facts": [{"id": name, "value": value} for name, value in sorted(new.items())]}
    assert read_yaml(PATH, render_data_file(PATH, content, before)).value == content


ODD_LAYOUTS = [
    "facts: []\n",
    "facts: [{id: b, value: 2}]\n",
    "{facts: [{id: b, value: 2}]}\n",
    "facts:\n    -   id: b\n        value: 2\n",
    "facts:\n-\n  id: b\n  value: 2\n",
    "---\nfacts:\n- id: b\n  value: 2\n...\n",
    "facts:\n- &x {id: b, value: 2}\n",
    "# only a remark\n",
    "facts:\n- id: b\n  value: >-\n    2\n",
    "facts:\n- id: b\n  value: 2",
]


@pytest.mark.parametrize("layout", ODD_LAYOUTS)
def test_any_layout_can_be_added_to(layout: str) -> None:
    content = {"facts": [{"id": "a", "value": 1}, {"id": "b", "value": 2}]}
    assert read_yaml(PATH, render_data_file(PATH, content, layout)).value == content


def test_remarks_stay_with_the_entry_below_them() -> None:
    before = "# head\nfacts:\n# on b\n- id: b\n  value: 2  # two\n\n# on d\n- id: d\n  value: 4\n# the end\n"
    content = {"facts": [{"id": name, "value": value} for name, value in zip("abcd", (1, 2, 3, 5), strict=True)]}
    after = render_data_file(PATH, content, before)
    assert "# on b\n- id: b\n  value: 2  # two\n" in after
    assert "# on d\n- id: d\n  value: 5\n" in after
    assert after.startswith("# head\nfacts:\n")


def test_the_schema_is_named_in_the_first_line() -> None:
    first = render_data_file(PATH, {"facts": []}).split("\n")[0]
    assert first == "# yaml-language-server: $schema=../src/wellsourced/schemas/facts.schema.json"
    assert (Path(__file__).parents[2] / "article" / first.partition("=")[2]).exists()


def test_a_failed_write_leaves_the_old_file_and_no_rubbish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text("old")

    def refuse(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        write_atomically(file, "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text("old")
    file.chmod(0o640)
    write_atomically(file, "new")
    assert (file.read_text(), file.stat().st_mode & 0o777) == ("new", 0o640)
