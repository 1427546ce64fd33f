"""Tables of a Markdown text: where each begins and ends, and its caption.

Grammar: pandoc user's guide, "Tables": pipe and grid tables, and simple and multiline tables with a head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from wellsourced.manuscript.attributes import Attributes, read_attributes
from wellsourced.manuscript.model import ParsedText


class Table(msgspec.Struct, frozen=True):
    """A table at `text[start:end]`, without its caption.

    `caption_start`, `caption_end`: the caption's words, -1 where there is none. `attributes`: those of the caption.
    """

    start: int
    end: int
    caption_start: int = -1
    caption_end: int = -1
    attributes: Attributes = Attributes()

    @property
    def has_caption(self) -> bool:
        """Whether a caption stands before or behind it."""
        return self.caption_start != -1


def find_tables(parsed: ParsedText) -> tuple[Table, ...]:
    """The tables of a text, in order."""
    marked = parsed.marked
    if "-" not in marked:
        return ()
    return tuple(_Reader(parsed.text, marked).read())


_RULE = re.compile(r"^[ \t>]*[-|:+=][-|:+= \t]*$")
_DASHES = re.compile(r"^[ \t>]*-+(?:[ \t]+-+)*[ \t]*$")
_CAPTION = re.compile(r"[ \t>]*(?::(?![:!-/;-@\[-`{-~])|[Tt]able:)[ \t]*")


class _Reader:
    """Lines with their offsets; each is looked at a bounded number of times."""

    def __init__(self, text: str, marked: str) -> None:
        self.text = text
        self.lines = marked.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def read(self) -> Iterator[Table]:
        free_from = 0
        for number, line in enumerate(self.lines):
            if number < free_from or "-" not in line:
                continue
            rows = self._rows(number, line, free_from)
            if rows is None:
                continue
            first, last = rows
            before, after = self._caption_before(first, free_from), None
            if before is None:
                after = self._caption_after(last)
            free_from = (after[1] if after else last) + 1
            yield self._make(first, last, before or after)

    def _rows(self, number: int, line: str, free_from: int) -> tuple[int, int] | None:
        """First and last line of the table whose rule under the head, or first border, is line `number`."""
        if not _RULE.match(line):
            return None
        bare = line.strip(" \t>")
        if bare.startswith("+") and "+" in bare[1:]:
            last = number
            while last + 1 < len(self.lines) and self.lines[last + 1].strip(" \t>")[:1] in ("|", "+"):
                last += 1
            return (number, last) if last > number else None
        if self._blank(number - 1) or number - 1 < free_from:
            return None
        if "|" in bare or ("+" in bare and "-" in bare):
            if "|" not in self.lines[number - 1] or "=" in bare:
                return None
            return number - 1, self._end_of_rows(number)
        if not _DASHES.match(line) or len(bare.split()) < 2:
            return None
        first = number - 1
        while first - 1 >= free_from and not self._blank(first - 1):
            first -= 1
        multiline = self._is_border(first)
        if not multiline and first != number - 1:
            return None
        return first, self._closing_border(number) if multiline else self._end_of_rows(number)

    def _end_of_rows(self, number: int) -> int:
        while number + 1 < len(self.lines) and not self._blank(number + 1):
            number += 1
        return number

    def _closing_border(self, number: int) -> int:
        """The border that ends a multiline table, blank lines between its rows passed over."""
        for last in range(number + 1, min(len(self.lines), number + 500)):
            if self._is_border(last):
                return last
        return self._end_of_rows(number)

    def _is_border(self, number: int) -> bool:
        bare = self.lines[number].strip(" \t>")
        return len(bare) >= 3 and not bare.strip("-")

    def _blank(self, number: int) -> bool:
        return not (0 <= number < len(self.lines)) or not self.lines[number].strip(" \t>")

    def _caption_after(self, last: int) -> tuple[int, int] | None:
        number = last + 1
        while number < len(self.lines) and number - last <= 20 and self._blank(number):
            number += 1
        if number >= len(self.lines) or number == last + 1 or not _CAPTION.match(self.lines[number]):
            return None
        return number, self._end_of_rows(number)

    def _caption_before(self, first: int, free_from: int) -> tuple[int, int] | None:
        number = first - 1
        while number >= free_from and first - number <= 20 and self._blank(number):
            number -= 1
        if number < free_from or number == first - 1:
            return None
        last = number
        while number - 1 >= free_from and not self._blank(number - 1) and last - number < 50:
            number -= 1
        return (number, last) if _CAPTION.match(self.lines[number]) else None

    def _make(self, first: int, last: int, caption: Sequence[int] | None) -> Table:
        start, end = self.starts[first], self.starts[last + 1] - 1
        if caption is None:
            return Table(start, end)
        begin, stop = self.starts[caption[0]], self.starts[caption[1] + 1] - 1
        mark = _CAPTION.match(self.text, begin)
        words_start = mark.end() if mark else begin
        words = self.text[words_start:stop].rstrip()
        attributes = Attributes()
        if words.endswith("}") and (brace := words.rfind("{")) != -1:
            found = read_attributes(self.text, words_start + brace)
            if found and found.end == words_start + len(words):
                attributes, words = found, words[:brace].rstrip()
        return Table(start, end, words_start, words_start + len(words), attributes)
