"""Regular expressions of a register, compiled once and kept from run to run.

`regex` compiles in Python: half a dozen long patterns take as long as all other rules on corrections. What is kept is
what it pickles of a pattern, plain values that its matcher, written in C, takes back. It is found by the patterns and
the versions of what compiled them, so nothing goes stale. The matcher believes what it is given, as Python believes its
own .pyc files; the cache is the user's, and knows a damaged entry by its digest.
"""

from __future__ import annotations

import copyreg
import sys
from collections.abc import Sequence
from typing import Any, TypeAlias

import msgspec
import regex

from wellsourced.cache import Cache, digest

#: Case does not matter; nested sets and scoped flags as in version 1 of the patterns of `regex`.
FLAGS = regex.IGNORECASE | regex.VERSION1

Compiled: TypeAlias = "regex.Pattern[str] | regex.error"


class _Pickled(msgspec.Struct, array_like=True, frozen=True):
    """What `regex` needs to make a pattern again, in its order and of exactly these types."""

    pattern: str
    flags: int
    code: bytes
    group_index: dict[str, int]
    index_group: dict[int, str]
    named_lists: dict[str, tuple[()]]
    named_list_indexes: list[tuple[()]]
    required_offset: int
    required_letters: tuple[int, ...]
    required_flags: int
    groups: int


def compile_expressions(patterns: Sequence[str], cache: Cache) -> list[Compiled]:
    """Each of `patterns` compiled with `FLAGS`, or what is wrong with it."""
    if not patterns or not cache.keeps:
        return [_compile(pattern) for pattern in patterns]
    key = digest("expressions", sys.version, regex.__version__, str(int(FLAGS)), *patterns)
    made: list[Compiled] = []

    def pickle() -> list[_Pickled | None]:
        made.extend(_compile(pattern) for pattern in patterns)
        return [_pickle(compiled) for compiled in made]

    kept = cache.get_or_derive(key, list[_Pickled | None], pickle)
    return made or [_unpickle(pattern, pickled) for pattern, pickled in zip(patterns, kept, strict=True)]


def _compile(pattern: str) -> Compiled:
    try:
        return regex.compile(pattern, FLAGS)
    except regex.error as error:
        return error


def _pickle(compiled: Compiled) -> _Pickled | None:
    """None for what is compiled each time: what is wrong, and what another version may pickle otherwise."""
    if isinstance(compiled, regex.error):
        return None
    try:
        return msgspec.convert(_reduce(compiled)[1], _Pickled)
    except msgspec.ValidationError:
        return None


def _unpickle(pattern: str, pickled: _Pickled | None) -> Compiled:
    if pickled is None or pickled.pattern != pattern:
        return _compile(pattern)
    restore, _ = _reduce(regex.compile(""))
    compiled: regex.Pattern[str] = restore(*msgspec.structs.astuple(pickled))
    return compiled


def _reduce(compiled: regex.Pattern[str]) -> tuple[Any, tuple[Any, ...]]:
    """How `pickle` would make the pattern again: a function and its arguments."""
    reduce: Any = copyreg.dispatch_table[regex.Pattern]
    function, arguments = reduce(compiled)
    return function, arguments
