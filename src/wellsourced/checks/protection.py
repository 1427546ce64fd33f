"""What no fix may touch: code, quotations, official titles. They are other people's words, or not words at all."""

from __future__ import annotations

from collections.abc import Mapping

from wellsourced.cache import Cache
from wellsourced.checks.context import ReadText
from wellsourced.checks.kept_registers import KeptRegisters
from wellsourced.checks.titles import OfficialTitles, collect_titles, quoted
from wellsourced.manuscript.parse import parse_text
from wellsourced.project.project import Project

#: Excuses are comments, which are no prose either; a name that is mended becomes an official title.
_EXCUSES, _NAMES = "CFG", "INS"


class Protection:
    """Asked of each edit before it is made. Only Markdown is protected: data files hold neither code nor prose."""

    def __init__(self, project: Project, texts: Mapping[str, str]) -> None:
        """`texts`: path -> text with LF line ends."""
        self._project = project
        self._texts = texts
        self._read: dict[str, ReadText] = {}
        self._titles: OfficialTitles | None = None

    def holds(self, path: str, start: int, end: int, code: str) -> bool:
        """Whether `text[start:end]` of the file must stay as it is, whatever a rule with this code proposes."""
        if path.endswith((".yaml", ".yml")):
            return False
        read = self._reading(path)
        source, marked = read.parsed.source, read.parsed.marked
        if code[:3] != _EXCUSES and any(
            letter.isspace() and not source[start + number].isspace() for number, letter in enumerate(marked[start:end])
        ):
            return True
        return quoted(read.parsed, start, end) or (code[:3] != _NAMES and self._in_title(read, start, end))

    def _reading(self, path: str) -> ReadText:
        if path not in self._read:
            self._read[path] = ReadText(parse_text(path, self._texts[path]))
        return self._read[path]

    def _in_title(self, read: ReadText, start: int, end: int) -> bool:
        if self._titles is None:
            self._titles = collect_titles(KeptRegisters(self._project, Cache(None)))
        folded_start, folded_end = read.index.folded.from_source([start, end])
        first, last = read.index.between(folded_start, folded_end)
        inside = first < len(read.index.words) and read.index.words[first].start < folded_end
        return inside and self._titles.hold(read.index, (first, last))
