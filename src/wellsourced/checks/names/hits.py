"""Registered names where they stand in a text just as they are registered, the longest at each place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wellsourced.checks.names.known_names import KnownName
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.words.phrases import Word, WordIndex


@dataclass(frozen=True)
class Hit:
    """A registered or vouched name at the words `first` to `last` (inclusive)."""

    first: int
    last: int
    names: tuple[KnownName, ...]


def find_hits(index: WordIndex, register: NameRegister) -> Iterator[Hit]:
    """Registered and vouched names in the text, the longest at each place."""
    words, trie = index.words, register.trie
    number = 0
    while number < len(words):
        node = trie.get(words[number].key)
        if node is None:
            number += 1
            continue
        best: Hit | None = None
        at = number
        unit = words[number].unit
        while node is not None:
            names = node.get("")
            if names:
                fitting = tuple(n for n in names if _written_alike(words, number, n))
                if fitting and _joined(index, number, at):
                    best = Hit(number, at, fitting)
            at += 1
            if at >= len(words) or words[at].unit != unit:
                break
            node = node.get(words[at].key)
        if best is None:
            number += 1
        else:
            yield best
            number = best.last + 1


def _joined(index: WordIndex, first: int, last: int) -> bool:
    """Whether no full stop, semicolon or bar stands between the words of a name."""
    text, words = index.folded.text, index.words
    return not any(
        _BREAK.search(text, a.end, b.start)
        for a, b in zip(words[first:last], words[first + 1 : last + 1], strict=True)
        if b.start - a.end > 1
    )


def _written_alike(words: Sequence[Word], first: int, name: KnownName) -> bool:
    """Whether the capitals are those of a name: "Take It Down" is one, "take it down" is not."""
    count = len(name.raw)
    if count == 1:
        raw, known = words[first].raw, name.raw[0]
        letters = raw.replace(".", "").removesuffix("'s")
        if known.isupper():
            return letters == known or (letters[:-1] == known and letters.endswith("s"))
        if known[1:].islower():
            return raw[0].isupper() == known[0].isupper() and (raw[0].isupper() or known[0].islower())
        return raw[0].isupper() or letters == known
    capitals = 0
    wanted = 0
    for number, known in enumerate(name.raw):
        if known[0].isupper():
            wanted += 1
            capitals += words[first + number].raw[0].isupper()
    if count <= 3:
        return capitals == wanted
    return wanted == 0 or ((words[first].raw[0].isupper() or not name.raw[0][0].isupper()) and capitals > 0)


_BREAK = re.compile(r"[;!?|\n]|\.(?=\s+[A-Z][a-z])")
