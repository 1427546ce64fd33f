"""Regular expressions that an earlier run has compiled are not compiled again.

The rules rest on some 600 patterns, and CPython compiles patterns in Python: a fifth of a check after an edit. What its
compiler hands to its matcher is a list of numbers, which is kept in the user's cache and handed over again. The matcher
validates such a list before it takes it (`_validate` in CPython's Modules/_sre/sre.c), and the cache knows a damaged
entry by its digest. `re._compiler` and `_sre` are private parts of CPython: where they are other than expected, or
anything is wrong with what was kept, patterns are compiled as ever.
"""

from __future__ import annotations

import atexit
import re
import sys
from array import array
from importlib import import_module
from typing import Any

import msgspec

from wellsourced.cache import Cache, digest, find_cache_folder

#: The program has some 800 patterns, those of imported libraries included; projects add what their registers say. With
#: more than this many kept, those that a run did not need are dropped.
MOST_KEPT = 4_000

#: The matcher's numbers are 32 bits wide (CODESIZE), and so is what `array` calls I.
_NUMBER = "I"
#: A pattern as UTF-8 (half a surrogate pair included), and the flags asked for.
_Key = tuple[bytes, int]


class _Code(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What the matcher needs for a pattern: the flags as read, its code, and the groups: how many, and their names."""

    flags: int
    numbers: bytes
    groups: int
    by_name: dict[str, int]
    by_number: tuple[str | None, ...]


class KeptPatterns:
    """Stands between `re` and its compiler. `compiler` and `matcher` are the modules `re._compiler` and `_sre`."""

    def __init__(self, cache: Cache, compiler: Any, matcher: Any) -> None:
        self._cache, self._matcher, self._compile_anew = cache, matcher, compiler.compile
        self._heard = _Heard(matcher)
        self._key = digest("patterns", sys.version, str(matcher.MAGIC))
        self._kept = self._read()
        self._used: dict[_Key, _Code] = {}
        self._is_new = False
        compiler.compile = self.compile
        compiler._sre = self._heard

    def compile(self, pattern: Any, flags: int = 0) -> Any:
        """As `re._compiler.compile`. Patterns of bytes, and what has been parsed already, are compiled as ever."""
        if not isinstance(pattern, str) or flags & re.DEBUG:
            return self._compile_anew(pattern, flags)
        key = (pattern.encode("utf-8", "surrogatepass"), int(flags))
        code = self._kept.get(key)
        if code is not None:
            try:
                found = self._hand_over(pattern, code)
            except (RuntimeError, TypeError, ValueError, OverflowError):
                pass  # not what we wrote: compiled anew below
            else:
                self._used[key] = code
                return found
        self._heard.last = None
        made = self._compile_anew(pattern, flags)
        if self._heard.last is not None:
            self._used[key] = self._heard.last
            self._is_new = True
        return made

    def write(self) -> None:
        """Keep what this run has compiled, together with what was kept before unless that is too much."""
        if not self._is_new:
            return
        codes = {**self._kept, **self._used}
        if len(codes) > MOST_KEPT:
            codes = self._used
        self._cache.put_value(self._key, list(codes.items()))

    def _read(self) -> dict[_Key, _Code]:
        found = self._cache.get(self._key)
        if found is None:
            return {}
        try:
            return dict(msgspec.msgpack.decode(found, type=list[tuple[_Key, _Code]]))
        except (msgspec.MsgspecError, ValueError):
            return {}

    def _hand_over(self, pattern: str, code: _Code) -> Any:
        numbers = array(_NUMBER, code.numbers).tolist()
        return self._matcher.compile(pattern, code.flags, numbers, code.groups, code.by_name, code.by_number)


class _Heard:
    """The matcher, listened to: `last` is what it was last given to compile."""

    def __init__(self, matcher: Any) -> None:
        self._matcher = matcher
        self.last: _Code | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._matcher, name)

    def compile(
        self,
        pattern: Any,
        flags: int,
        code: list[int],
        groups: int,
        by_name: dict[str, int],
        by_number: tuple[str | None, ...],
    ) -> Any:
        self.last = _Code(flags, array(_NUMBER, code).tobytes(), groups, dict(by_name), tuple(by_number))
        return self._matcher.compile(pattern, flags, code, groups, by_name, by_number)


def keep_patterns() -> None:
    """Let `re` take from the user's cache what it holds, and keep there at the end what was compiled. Never fails."""
    try:
        compiler, matcher = import_module("re._compiler"), import_module("_sre")
    except ImportError:  # another implementation of Python
        return
    if compiler.compile.__module__ != compiler.__name__ or array(_NUMBER).itemsize != matcher.CODESIZE:
        return  # in place already, or other than expected
    cache = Cache(find_cache_folder())
    if cache.keeps:
        atexit.register(KeptPatterns(cache, compiler, matcher).write)
