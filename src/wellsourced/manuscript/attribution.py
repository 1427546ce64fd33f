"""Which sources stand behind a sentence: those cited in it, in the one after, or for its whole table or list."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property

import msgspec

from wellsourced.manuscript.model import Citation, ParsedText, Sentence
from wellsourced.manuscript.passages import Passage, divide_passages

_MARK = re.compile(r"\[\^([^\]\s]+)\](:?)")
_RUN = re.compile(r"\S+")
#: So far beyond a sentence its keys and marks are looked for, in characters.
_EDGE = 300


class Attribution(msgspec.Struct, frozen=True, eq=False, dict=True):
    """The passages of a text and the sources of every stretch of it. Made once a text; each question is cheap."""

    parsed: ParsedText

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Paragraphs, items, rows and notes, in order."""
        return divide_passages(self.parsed)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all passages, in order."""
        return tuple(sentence for passage in self.passages for sentence in passage.sentences)

    def passage_number(self, offset: int) -> int:
        """The number of the passage in which the offset lies, or of the last one before it."""
        return max(0, bisect_right(self._passage_starts, offset) - 1)

    def sentence_number(self, offset: int) -> int:
        """The number in `sentences` of the one in which the offset lies, or of the last one before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def cited_within(self, start: int, end: int) -> tuple[Citation, ...]:
        """The citations in `text[start:end]`, and those of the footnotes whose marks stand there.

        With what stands at its edges: keys and marks are no prose, so that a sentence begins behind a narrative
        citation and ends before a mark.
        """
        start, end = self._left_edge(start), self._right_edge(end)
        found = list(self._between(start, end))
        marks = self._marks
        for number in range(bisect_left(marks, (start, "")), bisect_left(marks, (end, ""))):
            found += self._notes.get(marks[number][1], ())
        return tuple(dict.fromkeys(found))

    def sources_of(self, start: int, end: int) -> tuple[Citation, ...]:
        """The citations that vouch for what stands at `text[start:end]`, in order of the text.

        Those of the sentences it touches and of the one after in the same passage. In a table those of the row, of the
        head and of the caption; in a list item also those of the sentence that introduces the list; in a block
        quotation those of the whole quotation and of the sentences before and after it; in a footnote also those of
        the sentence that bears its mark. A sentence that ends in a colon has the sources of the list behind it.
        """
        if not self.passages:
            return ()
        first, last = self.passage_number(start), self.passage_number(max(start, end - 1))
        found: list[Citation] = []
        for number in range(first, last + 1):
            found += self._of_passage(number, start, end)
        return tuple(sorted(dict.fromkeys(found), key=lambda citation: citation.start))

    def _of_passage(self, number: int, start: int, end: int) -> Iterable[Citation]:
        passage = self.passages[number]
        match passage.kind:
            case "head" | "row" | "caption":
                yield from self.cited_within(passage.start, passage.end)
                for shared in self._shared.get(passage.block, ()):
                    yield from self.cited_within(shared.start, shared.end)
            case "quotation":
                yield from self.cited_within(passage.start, passage.end)
                if number:
                    before = self.passages[number - 1].sentences[-1]
                    yield from self.cited_within(before.start, before.end)
                if number + 1 < len(self.passages):
                    after = self.passages[number + 1].sentences[0]
                    yield from self.cited_within(after.start, after.end)
            case _:
                yield from self._of_sentences(number, start, end)

    def _of_sentences(self, number: int, start: int, end: int) -> Iterable[Citation]:
        passage = self.passages[number]
        sentences = passage.sentences
        first = max(0, bisect_right(sentences, start, key=lambda s: s.start) - 1)
        last = max(first, bisect_left(sentences, end, key=lambda s: s.start) - 1)
        reach = sentences[min(last + 1, len(sentences) - 1)].end
        yield from self.cited_within(sentences[first].start, reach)
        if passage.kind == "item":
            lead = self._leads.get(passage.block)
            if lead:
                yield from self.cited_within(lead.start, lead.end)
        elif passage.kind == "note":
            for place in self._marks_of_notes.get(number, ()):
                bearer = self.sentences[self.sentence_number(place)]
                yield from self._between(bearer.start, bearer.end)
        if last == len(sentences) - 1 and sentences[last].text.endswith(":"):
            following = self.passages[number + 1] if number + 1 < len(self.passages) else None
            if following and following.kind in ("item", "quotation"):
                yield from self.cited_within(following.start, following.end)

    def _left_edge(self, start: int) -> int:
        """Where the keys before a sentence begin, if nothing but keys and spaces lies between it and the one before."""
        reached = max(0, start - _EDGE)
        before = self.parsed.prose[reached:start]
        left = reached + len(before.rstrip())
        gap = self.parsed.text[left:start]
        paragraph = gap.rfind("\n\n")
        if paragraph >= 0:
            return left + paragraph
        mark = _RUN.match(gap) if left else None  # what touches the sentence before belongs to it
        return left + (mark.end() if mark else 0)

    def _right_edge(self, end: int) -> int:
        """Where the marks behind a sentence end, and the keys behind it on the last line of a paragraph."""
        behind = self.parsed.prose[end : end + _EDGE]
        gap = self.parsed.text[end : end + len(behind) - len(behind.lstrip())]
        line, newline, _ = gap.partition("\n")
        if newline or end + len(gap) >= len(self.parsed.text):
            return end + len(line)
        mark = _RUN.match(gap)
        return end + (mark.end() if mark else 0)

    def _between(self, start: int, end: int) -> tuple[Citation, ...]:
        citations = self.parsed.citations
        return citations[bisect_left(self._citation_starts, start) : bisect_left(self._citation_starts, end)]

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _passage_starts(self) -> list[int]:
        return [passage.start for passage in self.passages]

    @cached_property
    def _citation_starts(self) -> list[int]:
        return [citation.start for citation in self.parsed.citations]

    @cached_property
    def _shared(self) -> dict[int, list[Passage]]:
        """Table -> its head and caption."""
        shared: dict[int, list[Passage]] = {}
        for passage in self.passages:
            if passage.kind in ("head", "caption"):
                shared.setdefault(passage.block, []).append(passage)
        return shared

    @cached_property
    def _leads(self) -> dict[int, Sentence]:
        """List -> the sentence that introduces it."""
        leads: dict[int, Sentence] = {}
        for before, passage in zip(self.passages, self.passages[1:], strict=False):
            if passage.kind == "item" and before.kind == "paragraph" and before.sentences[-1].text.endswith(":"):
                leads.setdefault(passage.block, before.sentences[-1])
        return leads

    @cached_property
    def _marks(self) -> list[tuple[int, str]]:
        """Places and labels of footnote marks."""
        text = self.parsed.text
        if "[^" not in text:
            return []
        return [(match.start(), match[1]) for match in _MARK.finditer(text) if not match[2]]

    @cached_property
    def _note_labels(self) -> dict[int, str]:
        """Number of a note's passage -> its label."""
        text = self.parsed.text
        found: dict[int, str] = {}
        for number, passage in enumerate(self.passages):
            if passage.kind == "note":
                match = _MARK.search(text, text.rfind("\n", 0, passage.start) + 1)
                if match:
                    found[number] = match[1]
        return found

    @cached_property
    def _notes(self) -> dict[str, tuple[Citation, ...]]:
        """Label -> the citations of the footnote, to the end of its paragraph or the beginning of the next."""
        text = self.parsed.text
        notes: dict[str, tuple[Citation, ...]] = {}
        starts = [match for match in _MARK.finditer(text) if match[2]] if "[^" in text else []
        for number, match in enumerate(starts):
            following = starts[number + 1].start() if number + 1 < len(starts) else len(text)
            paragraph = text.find("\n\n", match.end(), following)
            notes.setdefault(match[1], self._between(match.end(), following if paragraph < 0 else paragraph))
        return notes

    @cached_property
    def _marks_of_notes(self) -> dict[int, list[int]]:
        """Number of a note's passage -> where its marks stand."""
        places: dict[str, list[int]] = {}
        for place, label in self._marks:
            places.setdefault(label, []).append(place)
        return {number: places.get(label, []) for number, label in self._note_labels.items()}
