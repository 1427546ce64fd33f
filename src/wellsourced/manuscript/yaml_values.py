"""The text of a value of a data file, led back word by word to the file, which may fold, indent and quote it."""

from __future__ import annotations

import re

from wellsourced.diagnostics import Span
from wellsourced.manuscript.spans import LineIndex, SourceMap

_WORD = re.compile(r"[^\s'\"\\]+")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\n]*)?\n")
#: What may stand between two words of the file: white space, quotation marks, escapes of these.
_GAP = re.compile(r"(?:[\s'\"]|\\(?:[nrt\s\"\\/]|$))*")


class ValueLines(LineIndex, frozen=True):
    """The lines of a value; its spans are those of the file. No stretch of it may be edited as it stands."""

    origin: SourceMap

    def span(self, path: str, start: int, end: int) -> Span:
        """The span in the file of `text[start:end]`."""
        return self.origin.span(path, start, end)

    def files(self, path: str) -> dict[str, str]:
        """The data file."""
        return {path: self.origin.lines.text}

    def unbroken(self, start: int, end: int) -> bool:  # noqa: ARG002
        """Never: quotation marks and escapes of YAML would have to be written."""
        return False


def locate_value(value: str, file: LineIndex, start: int, end: int) -> ValueLines:
    """The lines of `value`, which `file.text[start:end]` writes. Places are those of all of it if escapes hide it."""
    pieces: list[tuple[int, int, int, bool]] = []
    header = _BLOCK_HEADER.match(file.text, start, end)
    position = header.end() if header else start
    read = 0
    for word in _WORD.finditer(value):
        found = file.text.find(word[0], position, end)
        if found == -1 or not _GAP.fullmatch(file.text, position, found):
            pieces = []
            break
        if word.start() > read:
            pieces.append((read, position, found - position, False))
        pieces.append((word.start(), found, len(word[0]), True))
        position, read = found + len(word[0]), word.end()
    if pieces and read < len(value):
        pieces.append((read, position, 0, False))
    return ValueLines(value, SourceMap(file, tuple(pieces) or ((0, start, end - start, False),)))
