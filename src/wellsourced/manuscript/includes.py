"""Included files put in their places, and the way back from the text so made to each file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from wellsourced.diagnostics import Span
from wellsourced.manuscript.spans import LineIndex
from wellsourced.project.includes import MOST_LEVELS, find_directives


class Inclusion(NamedTuple):
    """One use of a file. `start`, `end`: of the directive, in the file of the use numbered `parent`.

    The first use is the section itself, which nothing includes (`parent` is -1).
    """

    path: str
    lines: LineIndex
    parent: int
    start: int
    end: int


class Stretch(NamedTuple):
    """From `start` on, the text is that of a file from `file_start` on, in the use numbered `inclusion`."""

    start: int
    inclusion: int
    file_start: int


class IncludedLines(LineIndex, frozen=True):
    """The lines of a text put together from several files; its spans are those of the files."""

    inclusions: tuple[Inclusion, ...]
    stretches: tuple[Stretch, ...]

    def span(self, path: str, start: int, end: int) -> Span:  # noqa: ARG002 - each file has its own
        """The span of `text[start:end]` in the file that holds it.

        Where it goes beyond one file, a directive stands for what it includes.
        """
        first, last = self._stretch(start), self._stretch(max(start, end - 1))
        begin = (first.inclusion, first.file_start + start - first.start)
        finish = (last.inclusion, last.file_start + max(start, end) - last.start)
        # A file has a higher number than the one that includes it.
        while begin[0] != finish[0]:
            use = self.inclusions[max(begin[0], finish[0])]
            if begin[0] > finish[0]:
                begin = (use.parent, use.start)
            else:
                finish = (use.parent, use.end)
        use = self.inclusions[begin[0]]
        return use.lines.span(use.path, begin[1], max(begin[1], finish[1]))

    def files(self, path: str) -> dict[str, str]:  # noqa: ARG002
        """The texts that these lines are made of, by path, each once."""
        return {use.path: use.lines.text for use in self.inclusions}

    def unbroken(self, start: int, end: int) -> bool:
        """Whether one file holds `text[start:end]` as it stands."""
        return self._stretch(start) == self._stretch(max(start, end - 1))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(stretch.start for stretch in self.stretches)

    def _stretch(self, offset: int) -> Stretch:
        return self.stretches[max(0, bisect_right(self._starts, offset) - 1)]


def include(path: str, text: str, fragments: Mapping[str, str]) -> LineIndex:
    """The text of a section with the files that it includes in place of the directives.

    `fragments`: path -> text of every file that may be included; a directive that names none of them stays as it is,
    for the expansion of templates to refuse. The line end that closes an included file is left off, so that a file can
    stand in the middle of a line.
    """
    if not fragments or not find_directives(text):
        return LineIndex(text)
    builder = _Builder(fragments)
    builder.add(path, text, text, -1, (0, 0), 0)
    return IncludedLines("".join(builder.parts), tuple(builder.inclusions), tuple(builder.stretches))


class _Builder:
    def __init__(self, fragments: Mapping[str, str]) -> None:
        self._fragments = fragments
        self._lines: dict[str, LineIndex] = {}
        self._length = 0
        self.parts: list[str] = []
        self.inclusions: list[Inclusion] = []
        self.stretches: list[Stretch] = []

    def add(self, path: str, text: str, used: str, parent: int, directive: tuple[int, int], level: int) -> None:
        """Add a file; `used`: so much of its text as is taken over."""
        number = len(self.inclusions)
        lines = self._lines.setdefault(path, LineIndex(text))
        self.inclusions.append(Inclusion(path, lines, parent, *directive))
        position = 0
        for found in find_directives(used) if level < MOST_LEVELS else ():
            included = self._fragments.get(found.path) if found.file else None
            if included is None:
                continue
            self._copy(number, used, position, found.start)
            place = (found.start, found.end)
            self.add(found.path, included, included.removesuffix("\n"), number, place, level + 1)
            position = found.end
        self._copy(number, used, position, len(used))

    def _copy(self, number: int, text: str, start: int, end: int) -> None:
        # An empty stretch at the very end keeps the end of the text in the section.
        if start < end or not self.stretches or self.inclusions[number].parent == -1:
            self.stretches.append(Stretch(self._length, number, start))
            self.parts.append(text[start:end])
            self._length += end - start
