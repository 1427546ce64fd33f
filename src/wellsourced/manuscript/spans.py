"""From offsets in a text to lines and columns of the author's file."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

import msgspec

from wellsourced.diagnostics import Span


class LineIndex(msgspec.Struct, frozen=True, dict=True):
    """Line starts of a text with LF line ends."""

    text: str

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """The offset at which each line begins."""
        starts = [0]
        position = self.text.find("\n")
        while position != -1:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return tuple(starts)

    def locate(self, offset: int) -> tuple[int, int]:
        """Line and column (both from 1, columns in code points) of `offset`."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1

    def span(self, path: str, start: int, end: int) -> Span:
        """The span of `text[start:end]`, all of which stands in the file `path`."""
        line, column = self.locate(start)
        end_line, end_column = self.locate(max(start, end))
        return Span(path, line, column, end_line, end_column)

    def files(self, path: str) -> dict[str, str]:
        """The files that the text was put together from: path -> text. `path` is that of the text itself."""
        return {path: self.text}

    def unbroken(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` stands as it is in one file."""
        return 0 <= start <= end <= len(self.text)


class SourceMap(msgspec.Struct, frozen=True, dict=True):
    """Where each piece of an expanded text came from.

    `pieces` are `(start in expanded, start in source, length in source, copied)`, in order of the expanded text. A
    copied piece was taken over letter by letter; any other came out of a template expression and stands for all of it.
    `lines` are those of the source, which may itself have been put together from several files.
    """

    lines: LineIndex
    pieces: tuple[tuple[int, int, int, bool], ...]

    @classmethod
    def identity(cls, source: str) -> SourceMap:
        """The map of a text that was not expanded."""
        return cls(LineIndex(source), ((0, 0, len(source), True),))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(piece[0] for piece in self.pieces)

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """The range of the author's text that `expanded[start:end]` came from."""
        first = self._piece(start)
        last = self._piece(max(start, end - 1))
        source_start = first[1] + (start - first[0] if first[3] else 0)
        source_end = last[1] + (end - last[0] if last[3] else last[2])
        return min(source_start, source_end), max(source_start, source_end)

    def span(self, path: str, start: int, end: int) -> Span:
        """The span in the author's file of `expanded[start:end]`."""
        return self.lines.span(path, *self.source_range(start, end))

    def _piece(self, offset: int) -> tuple[int, int, int, bool]:
        return self.pieces[max(0, bisect_right(self._starts, offset) - 1)]
