"""The cache of parsed YAML changes nothing but the time."""

from __future__ import annotations

import dataclasses
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
BIBLIOGRAPHY = "references/bibliography.yaml"
BEES = """references:
- id: bees
  aliases: [wasps]
  type: book
  title: How bees dance
  author: [{family: Keeper, given: Ann}]
  issued: {date-parts: [[1999, 4]]}
"""


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


def test_a_project_from_the_cache_is_the_project_from_the_files(write_project: WriteProject, tmp_path: Path) -> None:
    root = write_project({BIBLIOGRAPHY: BEES})
    fresh = load(root).project
    assert fresh is not None
    assert [reference.aliases for reference in fresh.references] == [("wasps",)]
    cache = Cache(tmp_path / "cache")
    for _ in range(2):
        kept = load(root, cache=cache).project
        assert kept is not None
        for field in dataclasses.fields(fresh):
            if field.name != "positions":
                assert getattr(kept, field.name) == getattr(fresh, field.name), field.name
        place = ("references", 0, "title")
        assert kept.where(BIBLIOGRAPHY, *place) == fresh.where(BIBLIOGRAPHY, *place)


def test_pointers_are_followed_again_when_either_end_changes(write_project: WriteProject, tmp_path: Path) -> None:
    lead = "rejected:\n- {id: lead, claim: Bees read., why: Nobody saw it., confirmed_by: [hornets]}\n"
    root = write_project({BIBLIOGRAPHY: BEES, "references/rejected.yaml": lead})
    cache = Cache(tmp_path / "cache")
    for name, codes in (("bees", ["CFG019"]), ("hornets", []), ("bees", ["CFG019"])):
        (root / BIBLIOGRAPHY).write_text(BEES.replace("id: bees", f"id: {name}"))
        for _ in range(2):
            assert [d.code for d in load(root, cache=cache).diagnostics] == codes


def test_what_was_kept_is_held_against_the_model_each_time(write_project: WriteProject, tmp_path: Path) -> None:
    root = write_project()
    cache = Cache(tmp_path / "cache")
    (root / "article/facts.yaml").write_text("facts: 3\n")
    for _ in range(2):
        loaded = load(root, cache=cache)
        assert loaded.diagnostics == load(root).diagnostics
        assert [d.code for d in loaded.diagnostics] == ["CFG011"]
