"""On which sources a sentence rests: those that it cites, or those that are cited around it.

A sentence without a citation leans on the sentence after it, on the end of its paragraph and on the sentence before; a
row of a table on the caption.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping
from itertools import pairwise

import msgspec

from wellsourced.manuscript.model import ParsedText


class Supports(msgspec.Struct, frozen=True):
    """Ids of the sources on which a sentence rests: `own` in it, `near` around it."""

    own: tuple[str, ...]
    near: tuple[str, ...]


def find_supports(
    parsed: ParsedText, wanted: Collection[int], present_id: Mapping[str, str], *, widely: bool = False
) -> Mapping[int, Supports]:
    """On which sources the sentences with these numbers rest; `widely`: also where they cite sources of their own."""
    sentences = parsed.sentences
    starts = [sentence.start for sentence in sentences]
    cited: dict[int, list[str]] = {}
    for citation in parsed.citations:
        number = max(0, bisect_right(starts, citation.start) - 1)
        if (
            number
            and not re.search(r"\w", parsed.prose[starts[number] : citation.start])
            and citation.form == "bracketed"
        ):
            number -= 1  # "... in 2023. [@key]" belongs to what stands before
        key = present_id.get(citation.key, citation.key)
        cited.setdefault(number, []).append(key)
    blocks = _paragraphs(parsed)
    result = {}
    for number in wanted:
        own = tuple(dict.fromkeys(cited.get(number, ())))
        near: list[str] = []
        if widely or not own:
            first, last = blocks[number]
            if parsed.prose[sentences[number].start] == "|":
                around = range(max(0, first - 1), min(len(sentences), last + 2))
            else:
                around = [n for n in (number + 1, last, number - 1) if first <= n <= last]  # type: ignore[assignment]
            near = [key for n in around for key in cited.get(n, ())]
        result[number] = Supports(own, tuple(dict.fromkeys(near)))
    return result


def header_of(parsed: ParsedText, number: int) -> str:
    """The first row of the table in which the sentence with this number is a row; else an empty string."""
    prose, sentences = parsed.prose, parsed.sentences
    if prose[sentences[number].start] != "|":
        return ""
    start = prose.rfind("\n\n", max(0, sentences[number].start - 20_000), sentences[number].start) + 1
    first = bisect_left([s.start for s in sentences[max(0, number - 400) : number + 1]], start) + max(0, number - 400)
    return sentences[min(first, number)].text if prose[sentences[min(first, number)].start] == "|" else ""


def _paragraphs(parsed: ParsedText) -> list[tuple[int, int]]:
    """For each sentence the first and last sentence of its paragraph."""
    sentences, prose = parsed.sentences, parsed.prose
    edges = [0]
    for number in range(1, len(sentences)):
        between = prose[sentences[number - 1].end : sentences[number].start]
        if re.search(r"\n[ \t>]*\n", between) or prose[sentences[number].start] == "#":
            edges.append(number)
    edges.append(len(sentences))
    blocks: list[tuple[int, int]] = []
    for first, following in pairwise(edges):
        blocks += [(first, following - 1)] * (following - first)
    return blocks
