"""The words of a text that a reader reads, counted without citations."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

import msgspec

from wellsourced.manuscript.markup import blank
from wellsourced.manuscript.model import ParsedText

_BLOCK = re.compile(r"\S+")


class ReadWords(msgspec.Struct, frozen=True, eq=False, dict=True):
    """`plain`: the prose of the text, of its length, in which whole citation clusters are spaces."""

    parsed: ParsedText

    @cached_property
    def plain(self) -> str:
        """The prose without clusters: brackets, locators and all."""
        prose = self.parsed.prose
        ranges: list[tuple[int, int]] = []
        for citation in self.parsed.citations:
            start = prose.rfind("[", max(0, citation.start - 200), citation.start)
            end = prose.find("]", citation.end, citation.end + 200)
            if citation.form == "bracketed" and start >= 0 and end >= 0:
                ranges.append((start, end + 1))
        return blank(prose, ranges)

    @cached_property
    def _starts(self) -> list[int]:
        return [match.start() for match in _BLOCK.finditer(self.plain) if _is_word(match[0])]

    def count(self, start: int, end: int) -> int:
        """How many words begin in `text[start:end]`."""
        return bisect_left(self._starts, end) - bisect_left(self._starts, start)


def _is_word(block: str) -> bool:
    return block[0].isalnum() or any(letter.isalnum() for letter in block[1:40])
