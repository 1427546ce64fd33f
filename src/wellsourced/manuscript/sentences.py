"""Sentences of running prose, by offset."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellsourced.manuscript.model import Sentence

_END = re.compile(r"[.!?…]+[\"'”’)\]*_]*(?=\s)")
#: After these a full stop does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:v|vs|cf|e\.g|i\.e|etc|al|ed|eds|no|nos|art|arts|para|paras|p|pp|ch|sec|vol|vols|fig|figs|tab|app|approx|ca"
    r"|c|s|ss|dr|mr|mrs|ms|prof|st|inc|ltd|corp|co|dept|gov|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec"
    r"|pub|l|stat|u\.s|u\.s\.c|u\.k|e\.u|u\.n|cir|supp|f|2d|3d|reg|res|doc|supra|id)|(?<!\w)[A-Z])\.$",
    re.IGNORECASE,
)
_BLOCK_START = re.compile(r"\s*(?:#{1,6}\s|[-+*]\s|\d+[.)]\s|>|\||:)")


def split_sentences(prose: str) -> tuple[Sentence, ...]:
    """The sentences of a text whose markup is blanked out. Headings, list items and table rows stand for themselves."""
    return tuple(
        Sentence(prose[start:end], start, end)
        for block_start, block_end in _blocks(prose)
        for start, end in _sentences(prose, block_start, block_end)
    )


def _blocks(prose: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, headings, list items and table rows: (start, end)."""
    begin: int | None = None
    position = 0
    for line in prose.split("\n"):
        start, position = position, position + len(line) + 1
        blank = not line or line.isspace()
        if begin is not None and (blank or _BLOCK_START.match(line)):
            yield begin, start
            begin = None
        if not blank and begin is None:
            begin = start
    if begin is not None:
        yield begin, len(prose)


def _sentences(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for match in _END.finditer(prose, start, end):
        following = prose[match.end() : match.end() + 80].lstrip(" \t\n[(*_\"“‘'-")[:1]
        if following.islower() or _ABBREVIATION.search(prose, max(begin, match.start() - 12), match.start() + 1):
            continue
        yield from _trimmed(prose, begin, match.end())
        begin = match.end()
    yield from _trimmed(prose, begin, end)


def _trimmed(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = prose[start:end]
    if stripped := text.strip():
        first = start + text.index(stripped[0])
        yield first, first + len(stripped)
