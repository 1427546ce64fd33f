"""What an earlier run has compiled finds what a freshly compiled pattern finds; nothing kept does harm."""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from wellsourced.cache import Cache
from wellsourced.cli.kept_patterns import MOST_KEPT, KeptPatterns

PATTERNS = [
    (r"(?P<day>\d{1,2})\s+(?P<month>[A-Z]\w+)", 0),
    (r"(a)|(?P<last>b)\b", re.IGNORECASE),
    (r"(?<!\w)art(?:icle|\.)?\s+(\d+)(?=[,;.])", re.IGNORECASE),
    (r"(?x) colou?r  # either spelling", 0),
    ("[\ud800-\udfff]|\U0001f600", 0),
    (r"^\W*$", re.MULTILINE | re.ASCII),
]
SAMPLE = "On 3 March, art. 5; article 12. Colour or color: A b B.\n...\n\ud800 \U0001f600 ab"


@pytest.fixture
def compiler() -> Iterator[Any]:
    """`re._compiler` as CPython has it, whatever command ran in this process before; put back as it was."""
    module: Any = import_module("re._compiler")
    compile_, matcher = module.compile, module._sre
    while isinstance(kept := getattr(module.compile, "__self__", None), KeptPatterns):
        module.compile = kept._compile_anew
    module._sre = _sre
    re.purge()
    yield module
    module.compile, module._sre = compile_, matcher
    re.purge()


def _read(pattern: re.Pattern[str]) -> tuple[object, ...]:
    found = [(match.span(), match.groups(), match.groupdict(), match.lastgroup) for match in pattern.finditer(SAMPLE)]
    return pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex), found


def _run(compiler: Any, cache: Cache) -> tuple[KeptPatterns, list[tuple[object, ...]]]:
    """A run of its own: nothing is remembered from before but what the cache holds."""
    re.purge()
    kept = KeptPatterns(cache, compiler, _sre)
    return kept, [_read(re.compile(pattern, flags)) for pattern, flags in PATTERNS]


def test_a_second_run_compiles_nothing_and_finds_the_same(
    compiler: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = [_read(re.compile(pattern, flags)) for pattern, flags in PATTERNS]
    compile_, matcher = compiler.compile, compiler._sre
    first, compiled = _run(compiler, Cache(tmp_path))
    first.write()
    assert compiled == fresh

    def refuse(*_: object) -> None:
        raise AssertionError("parsed again")

    compiler.compile, compiler._sre = compile_, matcher
    with monkeypatch.context() as patched:
        patched.setattr(compiler._parser, "parse", refuse)
        second, handed_over = _run(compiler, Cache(tmp_path))
    assert handed_over == fresh
    assert not second._is_new


def test_a_pattern_that_is_wrong_is_refused_as_ever(compiler: Any, tmp_path: Path) -> None:
    KeptPatterns(Cache(tmp_path), compiler, _sre)
    with pytest.raises(re.error, match="unterminated"):
        re.compile("(open")
    assert re.compile(b"a+", re.IGNORECASE).match(b"AA")


def test_code_that_the_matcher_refuses_is_compiled_anew(compiler: Any, tmp_path: Path) -> None:
    first, compiled = _run(compiler, Cache(tmp_path))
    code = next(iter(first._used.values()))
    for numbers in (b"", b"\x01", b"\xff" * 8, code.numbers[:-4]):
        wrong = type(code)(code.flags, numbers, code.groups, code.by_name, code.by_number)
        Cache(tmp_path).put_value(first._key, [(key, wrong) for key in first._used])
        compiler.compile, compiler._sre = first._compile_anew, _sre
        assert _run(compiler, Cache(tmp_path))[1] == compiled
        compiler.compile, compiler._sre = first._compile_anew, _sre


def test_an_entry_of_another_shape_is_passed_over(compiler: Any, tmp_path: Path) -> None:
    first, compiled = _run(compiler, Cache(tmp_path))
    Cache(tmp_path).put_value(first._key, {"patterns": 3})
    compiler.compile, compiler._sre = first._compile_anew, _sre
    assert _run(compiler, Cache(tmp_path))[1] == compiled


def test_what_is_kept_does_not_grow_for_ever(compiler: Any, tmp_path: Path) -> None:
    first, _ = _run(compiler, Cache(tmp_path))
    code = next(iter(first._used.values()))
    many = [((f"pattern {number}".encode(), 0), code) for number in range(MOST_KEPT)]
    Cache(tmp_path).put_value(first._key, many)
    compiler.compile, compiler._sre = first._compile_anew, _sre
    second, _ = _run(compiler, Cache(tmp_path))
    second.write()
    assert len(second._read()) == len(PATTERNS)


def test_a_command_that_ran_before_in_the_process_changes_nothing(compiler: Any, tmp_path: Path) -> None:
    first, compiled = _run(compiler, Cache(tmp_path))
    first.write()
    assert _run(compiler, Cache(tmp_path))[1] == compiled  # on top of the first, which hands over what it has
