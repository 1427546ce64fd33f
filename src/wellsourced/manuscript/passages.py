"""Passages: the paragraphs, list items, table rows and notes of a text, each with its sentences."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

import msgspec

from wellsourced.manuscript.model import ParsedText, Sentence

#: `head`: the first row of a table. A `note` is the text of a footnote.
PassageKind = Literal["heading", "paragraph", "item", "head", "row", "caption", "quotation", "note"]

_MARKER = re.compile(
    r"(?P<heading>#{1,6}\s)|(?P<item>[-+*]\s|\(?\d+[.)]\s)|(?P<quotation>>)|(?P<row>\|)|(?P<caption>:)"
)
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_NOTE = re.compile(r"^ {0,3}\[\^[^\]\s]+\]:", re.MULTILINE)
_SENTENCE_END = (".", "!", "?", '"', "'", "”", "’", ")", "»")


class Passage(msgspec.Struct, frozen=True):
    """A passage and its sentences in order. `block` counts tables, lists and quotations: its rows or items share it."""

    kind: PassageKind
    sentences: tuple[Sentence, ...]
    block: int

    @property
    def start(self) -> int:
        """Where the first sentence begins."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where the last sentence ends."""
        return self.sentences[-1].end


def divide_passages(parsed: ParsedText) -> tuple[Passage, ...]:
    """The passages of a text, in order. Linear in its length."""
    passages: list[Passage] = []
    block = -1
    for kind, separate, sentences in _join_quotations(parsed):
        previous = passages[-1] if passages else None
        before = previous.kind if previous else None
        if kind == "caption" and before not in ("head", "row"):
            # Above its table, or else the definition of a term.
            passages.append(Passage("caption", tuple(sentences), block := block + 1))
            continue
        table_above = kind == "row" and not separate and before in ("head", "row")
        caption_above = kind == "row" and before == "caption" and not _below_table(passages)
        if not (table_above or caption_above or kind == "caption" or kind == before == "item"):
            block += 1
        passages.append(Passage("head" if kind == "row" and not table_above else kind, tuple(sentences), block))
    tables = {passage.block for passage in passages if passage.kind == "head"}
    return tuple(
        msgspec.structs.replace(p, kind="paragraph") if p.kind == "caption" and p.block not in tables else p
        for p in passages
    )


def _below_table(passages: list[Passage]) -> bool:
    """Whether the caption at the end belongs to the table above it."""
    return len(passages) > 1 and passages[-2].block == passages[-1].block


def _join_quotations(parsed: ParsedText) -> Iterator[tuple[PassageKind, bool, list[Sentence]]]:
    """The groups, of which every line of a quotation is one: these put together, with their sentences made whole."""
    quotation: list[Sentence] = []
    apart = True
    for kind, separate, sentences in _groups(parsed):
        if quotation and (kind != "quotation" or separate):
            yield "quotation", apart, _join_lines(quotation, parsed.prose)
            quotation = []
        if kind == "quotation":
            apart = apart if quotation else separate
            quotation += sentences
        else:
            yield kind, separate, sentences
    if quotation:
        yield "quotation", apart, _join_lines(quotation, parsed.prose)


def _groups(parsed: ParsedText) -> Iterator[tuple[PassageKind, bool, list[Sentence]]]:
    """Kind, whether an empty line stands before it, and sentences."""
    prose, text = parsed.prose, parsed.text
    headings = [(heading.start, heading.end) for heading in parsed.headings]
    notes = {match.start() for match in _NOTE.finditer(text)} if "[^" in text else set()
    kind: PassageKind = "paragraph"
    separate = True
    group: list[Sentence] = []
    for sentence in parsed.sentences:
        line_start = prose.rfind("\n", 0, sentence.start) + 1
        opens = not prose[line_start : sentence.start].strip()
        marker = _MARKER.match(sentence.text) if opens else None
        apart = not group or bool(_PARAGRAPH_END.search(text, group[-1].end, sentence.start))
        heading = headings[bisect_right(headings, (sentence.start, sys.maxsize)) - 1] if headings and opens else (0, 0)
        note = opens and line_start in notes
        if not (apart or marker or note):
            group.append(sentence)
            continue
        if group:
            yield kind, separate, group
        kind = "note" if note else _kind(marker)
        separate, group = apart, [sentence]
        if sentence.start < heading[1]:
            # A heading needs no empty line below it; what follows on the next line is a paragraph.
            end = min(sentence.end, heading[1])
            yield "heading", separate, [Sentence(prose[sentence.start : end], sentence.start, end)]
            rest = prose[end : sentence.end].lstrip()
            kind, start = "paragraph", sentence.end - len(rest)
            group = [Sentence(rest, start, sentence.end)] if rest else []
        elif kind == "heading":
            kind = "paragraph"
    if group:
        yield kind, separate, group


def _kind(marker: re.Match[str] | None) -> PassageKind:
    match marker.lastgroup if marker else None:
        case "heading":
            return "heading"
        case "item":
            return "item"
        case "quotation":
            return "quotation"
        case "row":
            return "row"
        case "caption":
            return "caption"
        case _:
            return "paragraph"


def _join_lines(sentences: list[Sentence], prose: str) -> list[Sentence]:
    """Sentences of a quotation put together again that only the marks in its margin cut."""
    ranges: list[tuple[int, int, bool]] = []
    for sentence in sentences:
        empty = not sentence.text.strip("> \t")
        start, goes_on = sentence.start, not (empty or sentence.text.endswith(_SENTENCE_END))
        if ranges and ranges[-1][2] and not empty:
            start = ranges.pop()[0]
        ranges.append((start, sentence.end, goes_on))
    return [Sentence(prose[start:end], start, end) for start, end, _ in ranges]
