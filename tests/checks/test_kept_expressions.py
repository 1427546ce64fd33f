"""Expressions that an earlier run has compiled find what freshly compiled ones find; nothing kept does harm."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import regex

from wellsourced.cache import Cache
from wellsourced.checks.words.kept_expressions import FLAGS, Compiled, compile_expressions

PATTERNS = [
    r"\b(?:hive|colon(?:y|ies))\s(?:of\s)?(?P<who>bees|wasps)\b",
    r"(?-i:Hive)[^.]{0,20}?\bqueens?\b",
    "((",
    r"[\p{L}--[aeiou]]{4,}|ſtraße",
]
SAMPLE = "The Hive of Bees has a queen. A hive of bees, COLONIES WASPS, rhythms; hive and queen. STRASSE"


def _read(compiled: Compiled) -> object:
    if isinstance(compiled, regex.error):
        return str(compiled)
    found = [(match.span(), match.groupdict()) for match in compiled.finditer(SAMPLE)]
    return compiled.pattern, compiled.flags, compiled.groups, found


def _entries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_second_run_compiles_only_what_is_wrong_and_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = [_read(compiled) for compiled in compile_expressions(PATTERNS, Cache(None))]
    assert [_read(compiled) for compiled in compile_expressions(PATTERNS, Cache(tmp_path))] == fresh
    compiled_anew: list[str] = []
    compile_ = regex.compile

    def note(pattern: str, flags: int = 0) -> object:
        compiled_anew.append(pattern)
        return compile_(pattern, flags)

    monkeypatch.setattr(regex, "compile", note)
    assert [_read(compiled) for compiled in compile_expressions(PATTERNS, Cache(tmp_path))] == fresh
    assert [pattern for pattern in compiled_anew if pattern] == ["(("]


def test_another_pattern_is_not_answered_with_what_was_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    compile_expressions(["one"], cache)
    assert [_read(compiled) for compiled in compile_expressions(["two"], cache)] == [_read(regex.compile("two", FLAGS))]


@pytest.mark.parametrize("code", [3, "text", None])
def test_what_is_of_another_shape_is_compiled_again(tmp_path: Path, code: object) -> None:
    cache = Cache(tmp_path)
    fresh = [_read(compiled) for compiled in compile_expressions(PATTERNS, cache)]
    (entry,) = _entries(tmp_path)
    cache.put_value(entry.name, [[pattern, int(FLAGS), code, {}, {}, {}, [], 0, [], 0, 0] for pattern in PATTERNS])
    assert [_read(compiled) for compiled in compile_expressions(PATTERNS, cache)] == fresh
    entry.write_bytes(entry.read_bytes()[:-5] + b"xxxxx")
    assert [_read(compiled) for compiled in compile_expressions(PATTERNS, cache)] == fresh


def test_another_version_reads_nothing_of_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compile_expressions(PATTERNS, Cache(tmp_path))
    monkeypatch.setattr(regex, "__version__", "0")
    compile_expressions(PATTERNS, Cache(tmp_path))
    monkeypatch.setattr(sys, "version", "0")
    compile_expressions(PATTERNS, Cache(tmp_path))
    assert len(_entries(tmp_path)) == 3
