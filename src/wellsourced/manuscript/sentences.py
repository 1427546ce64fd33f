"""Sentences of running prose, by offset."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellsourced.manuscript.model import Sentence

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]*_]*+(?=\s)")
#: After these a full stop never ends a sentence.
_NEVER = re.compile(
    r"(?:\b(?:v|vs|cf|e\.g|i\.e|viz|dr|mr|mrs|ms|mx|prof|hon|rev|st|gen|col|sgt|lt|arts?|paras?|secs?|chs?|vols?|figs?|tabs?"
    r"|pp?|ss|nos|eds|approx|ca|pub|pub\.\s?l|cir|f\.\s?supp|u\.s\.c|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec))\.$",
    re.IGNORECASE,
)
#: After these it ends one only where a word follows that begins sentences and no names: "in the U.S. The law".
_SELDOM = re.compile(
    r"(?:\b(?:etc|al|ed|no|app|c|s|inc|ltd|corp|co|dept|gov|l|stat|supp|f|2d|3d|4th|reg|res|doc|supra|id|d\.c"
    r"|[a-z]\.[a-z](?:\.[a-z])?)|(?<!\w)[^\W\d_])\.$",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"(?:The|This|These|Those|That|It|Its|They|Their|He|She|His|Her|We|Our|In|On|At|As|A|An|And|But|Or|For|From|By|To|With|Of"
    r"|If|When|While|Where|Since|After|Before|Under|Until|During|However|Moreover|Thus|Hence|Yet|So|Some|Many|Most|More|Few"
    r"|Several|All|Both|Each|Every|No|Not|Only|Even|Here|There|Then|Today|Although|Though|Because|Such|Other|Another|One|Two"
    r"|Three|What|Which|Who|How|Why)\b(?!['’]?[A-Z])"
)
_BLOCK_START = re.compile(r"\s*(?:#{1,6}\s|[-+*]\s|\d+[.)]\s|>|\||:)")
#: So far back an abbreviation is looked for, in characters.
_REACH = 12


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
        if _goes_on(prose, begin, match.start(), match.end()):
            continue
        yield from _trimmed(prose, begin, match.end())
        begin = match.end()
    yield from _trimmed(prose, begin, end)


def _goes_on(prose: str, begin: int, stop: int, end: int) -> bool:
    """Whether the sentence goes on behind the full stop at `stop`, which closing marks follow up to `end`."""
    following = prose[end : end + 80].lstrip(" \t\n[(*_\"“‘'-")
    if following[:1].islower():
        return True
    if prose[stop] != ".":
        return False
    back = max(begin, stop - _REACH)
    if _NEVER.search(prose, back, stop + 1):
        return bool(following) and not (prose[stop - 3 : stop] == "S.C" and _OPENER.match(following))
    return bool(_SELDOM.search(prose, back, stop + 1)) and not _OPENER.match(following)


def _trimmed(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = prose[start:end]
    if stripped := text.strip():
        first = start + text.index(stripped[0])
        yield first, first + len(stripped)
