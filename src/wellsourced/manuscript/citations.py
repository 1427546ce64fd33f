"""Citations in pandoc's syntax, each with its exact place.

Grammar: pandoc user's guide, "Citation syntax": a key begins with a letter, digit or `_` and may hold single internal
punctuation from `:.#$%&-+?<>~/`; `@{...}` takes anything.
"""

from __future__ import annotations

import re
from typing import Literal

import msgspec

_KEY = re.compile(
    r"(?<![^\W_])(?<!\\)@(?:\{(?P<braced>[^{}\s]+)\}|(?P<plain>\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*))",
)
#: An item of a numbered list of examples, `(@label) text`: what calls it by its label is no citation.
_EXAMPLE = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?\(@([\w-]+)\)(?=[ \t])", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n[ \t]*\n")


class FoundCitation(msgspec.Struct, frozen=True):
    """A cited key at `text[start:end]`; `cluster` counts clusters from 0."""

    key: str
    start: int
    end: int
    cluster: int
    form: Literal["bracketed", "narrative"]


def find_citations(live: str) -> tuple[FoundCitation, ...]:
    """All citations in a text whose code, comments and mathematics are blanked out.

    `@label` of an example list is none, as pandoc reads it; `[@label]` is one.
    """
    found: list[FoundCitation] = []
    clusters: dict[tuple[str, int], int] = {}
    brackets = _brackets(live) if "@" in live else []
    examples = set(_EXAMPLE.findall(live)) if "(@" in live else set()
    for match in _KEY.finditer(live):
        start, end = match.span()
        opening = _enclosing(brackets, start, end)
        if opening is None and match["plain"] in examples:
            continue
        form: Literal["bracketed", "narrative"] = "narrative" if opening is None else "bracketed"
        group = clusters.setdefault((form, start if opening is None else opening), len(clusters))
        found.append(FoundCitation(match["braced"] or match["plain"], start, end, group, form))
    return tuple(found)


def _brackets(live: str) -> list[tuple[int, int]]:
    """Pairs of brackets that can be clusters: not links, images, spans, notes or footnote labels; innermost first."""
    pairs: list[tuple[int, int]] = []
    open_at: list[int] = []
    breaks = iter([*(match.start() for match in _PARAGRAPH.finditer(live)), len(live)])
    next_break = next(breaks)
    for match in re.finditer(r"\\.|\[|\]", live, re.DOTALL):
        place = match.start()
        if place > next_break:
            open_at.clear()
            while place > next_break:
                next_break = next(breaks)
        if match[0] == "[":
            open_at.append(place)
        elif match[0] == "]" and open_at:
            opening = open_at.pop()
            if live[opening - 1 : opening] not in ("^", "!") and live[place + 1 : place + 2] not in ("(", "{", "["):
                pairs.append((opening, place))
    return sorted(pairs)


def _enclosing(brackets: list[tuple[int, int]], start: int, end: int) -> int | None:
    """The opening of the innermost pair around a key."""
    from bisect import bisect_left

    index = bisect_left(brackets, (start, 0)) - 1
    # Nesting is shallow in prose; a bound keeps a hostile text linear.
    for opening, closing in reversed(brackets[max(0, index - 20) : index + 1]):
        if closing >= end:
            return opening
    return None
