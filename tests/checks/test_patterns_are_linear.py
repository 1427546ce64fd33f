"""No regular expression of the program can be driven into catastrophic backtracking by a hostile text.

Every compiled pattern of every module is found and fed repetitions of its own letters and words, 8 KB each. The bound
is processor time per KB, some hundred times what a pattern needs: it is passed only by patterns whose time explodes.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
import regex

import wellsourced

SIZE = 4_000
ATTACKS = 20
#: Processor seconds for the whole of it; an exponential pattern takes hours, a quadratic one a third of a second.
BOUND = 0.2
PATTERN_TYPES = (re.Pattern, type(regex.compile("a")))


def find_patterns() -> Iterator[tuple[str, Any]]:
    for module in pkgutil.walk_packages(wellsourced.__path__, "wellsourced."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        for name, value in vars(loaded).items():
            for path, pattern in inside(name, value, 0):
                yield f"{module.name.removeprefix('wellsourced.')}.{path}", pattern


def inside(name: str, value: Any, depth: int) -> Iterator[tuple[str, Any]]:
    if isinstance(value, PATTERN_TYPES):
        yield name, value
    elif depth < 3 and isinstance(value, list | tuple | set | frozenset):
        for number, member in enumerate(value):
            yield from inside(f"{name}[{number}]", member, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        for key, member in value.items():
            yield from inside(f"{name}[{key!r}]", member, depth + 1)
    elif depth < 3 and is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from inside(f"{name}.{field.name}", getattr(value, field.name), depth + 1)
    elif depth < 3 and isinstance(value, msgspec.Struct):
        for member in value.__struct_fields__:
            yield from inside(f"{name}.{member}", getattr(value, member), depth + 1)


#: One name for each pattern: modules import them from each other.
PATTERNS = {pattern.pattern: (name, pattern) for name, pattern in find_patterns() if isinstance(pattern.pattern, str)}
PATTERNS_BY_NAME = dict(PATTERNS.values())


def tokens_of(pattern: str) -> list[str]:
    """Words and letters that the pattern is about, and what breaks a match."""
    words = set(re.findall(r"[A-Za-z]{2,12}", re.sub(r"\\[A-Za-z]|\(\?P?<\w+>", " ", pattern)))
    letters = {letter for letter in pattern if not letter.isalnum()}
    return sorted({*sorted(words)[:40], *letters, *" \n\t.,;:-–'\"()[]0aAé1@_/", "Aa", "12", "a ", ". ", "\n\n"})


def test_the_patterns_of_the_program_are_found() -> None:
    assert len(PATTERNS) > 100


@pytest.mark.parametrize("name", sorted(PATTERNS_BY_NAME))
def test_pattern_takes_linear_time(name: str) -> None:
    """Drawn at random, but the same each time; hypothesis took ten times as long over as many texts."""
    pattern = PATTERNS_BY_NAME[name]
    everywhere = is_searched(name)
    tokens, chance = tokens_of(pattern.pattern), random.Random(name)
    for _ in range(ATTACKS):
        unit = "".join(chance.choice(tokens) for _ in range(chance.randint(1, 4)))
        start, end = chance.choice(tokens), chance.choice(tokens)
        text = start + (unit * SIZE)[:SIZE] + end
        # Machines are shared: what seems slow is measured again.
        fast = any(measure(pattern, text, everywhere=everywhere) < BOUND for _ in range(3))
        assert fast, f"{name} on {start!r} + {unit!r} * n + {end!r}"


def measure(pattern: Any, text: str, *, everywhere: bool) -> float:
    started = time.process_time()
    if everywhere:
        for _ in pattern.finditer(text):
            pass
    pattern.match(text)
    pattern.fullmatch(text)
    return time.process_time() - started


@cache
def sources() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in Path(wellsourced.__path__[0]).rglob("*.py"))


def is_searched(name: str) -> bool:
    """Whether the program looks for the pattern everywhere in a text, not only at one place."""
    identifier = re.escape(re.split(r"[\[]", name.rsplit(".", 1)[-1])[0])
    only_matched = re.search(rf"\b{identifier}\.(?:match|fullmatch)\(", sources())
    searched = re.search(rf"\b{identifier}\.(?:finditer|search|sub|subn|findall|split)\(", sources())
    return bool(searched or not only_matched)
