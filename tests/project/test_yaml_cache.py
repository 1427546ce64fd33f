"""The cache of parsed YAML changes nothing but the time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wellsourced.cache import Cache
from wellsourced.project.load import load
from wellsourced.project.yaml_cache import read_cached_yaml
from wellsourced.project.yaml_positions import read_yaml

WriteProject = Callable[..., Path]

TEXTS = ["a: &x {k: [1, 2.5, ~, true]}\nb: [*x, 'é𝄞']\nc: 9223372036854775807\nd:\n", "", "- x\n"]
PATHS = [(), ("a",), ("a", "k", 1), ("b", 0, "k", 3), ("b", 1), ("c",), ("d",), ("gone",), ("b", 9)]


@pytest.mark.parametrize("text", TEXTS)
def test_second_reading_gives_the_same_values_and_places(tmp_path: Path, text: str) -> None:
    cache = Cache(tmp_path)
    plain = read_yaml("f.yaml", text)
    for _ in range(2):
        document = read_cached_yaml("f.yaml", text, cache)
        assert (document.value, document.diagnostics, document.readable) == (plain.value, (), True)
        for path in PATHS:
            for key in (True, False):
                assert document.positions.span(path, key=key) == plain.positions.span(path, key=key)
    assert [file for file in tmp_path.rglob("*") if file.is_file()]


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "a: [\n", "a: !x y\n", "a: 1e999\n"])
def test_complaints_come_back_every_time(tmp_path: Path, text: str) -> None:
    cache = Cache(tmp_path)
    readings = [read_cached_yaml("f.yaml", text, cache) for _ in range(3)]
    assert readings[0].diagnostics
    assert readings[0].diagnostics == readings[1].diagnostics == readings[2].diagnostics


def test_the_same_text_under_another_name_has_its_own_places(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    read_cached_yaml("one.yaml", "a: b\n", cache)
    assert read_cached_yaml("two.yaml", "a: b\n", cache).positions.span(("a",)).path == "two.yaml"


def test_damaged_entries_are_read_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    read_cached_yaml("f.yaml", "a: b\n", cache)
    for file in tmp_path.rglob("*"):
        if file.is_file():
            file.write_bytes(b"nonsense")
    assert read_cached_yaml("f.yaml", "a: b\n", cache).value == {"a": "b"}


def test_an_edited_file_is_seen_at_once(write_project: WriteProject, tmp_path: Path) -> None:
    root = write_project()
    cache = Cache(tmp_path / "cache")
    assert load(root, cache=cache).diagnostics == ()
    assert load(root, cache=cache).project is not None
    article = root / "article/article.yaml"
    article.write_text(article.read_text().replace("A survey", "Another"))
    project = load(root, cache=cache).project
    assert project is not None
    assert project.article.title == "Another"
    article.write_text(article.read_text().replace("title", "titel"))
    assert [d.code for d in load(root, cache=cache).diagnostics] == ["CFG012"]
