"""The manuscript: every section expanded, scanned and placed. What `check` and `compose` read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from wellsourced.diagnostics import Diagnostic, Span
from wellsourced.manuscript.spans import SourceMap
from wellsourced.project.models import SectionRole


class Citation(msgspec.Struct, frozen=True):
    """One cited key. `span` covers `@key` in the author's file, `start`/`end` the same in the expanded text.

    `cluster` counts the clusters of the section from 0: `[@a; @b]` is one cluster.
    """

    key: str
    span: Span
    start: int
    end: int
    cluster: int
    form: Literal["bracketed", "narrative"]


class FactUse(msgspec.Struct, frozen=True):
    """A call `fact("id")` (or an id inside `change`, `ratio`, ...) in the author's file; `span` covers the id.

    `start`, `end`: the same in the `source` of the text.
    """

    id: str
    span: Span
    start: int = 0
    end: int = 0


class Heading(msgspec.Struct, frozen=True):
    """A heading as written. `text` without attributes; `span` covers the heading's line, `start`/`end` in `text`."""

    level: int
    text: str
    span: Span
    start: int = 0
    end: int = 0


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of running prose: `text` is the expanded, masked text between `start` and `end`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class ParsedText:
    """A Markdown text, expanded and scanned.

    `source`: as the author wrote it, with the files that it includes in their places. `text`: after Jinja2. `prose`:
    `text` with everything that is not running prose (code, raw blocks, comments, mathematics, addresses, attributes,
    citation keys) blanked out by spaces, of the same length and with the same line ends. `marked`: `text` without code,
    comments and mathematics, likewise.
    Offsets are into `text`; `place` turns them into a span of the author's file, which may be an included one.
    """

    path: str
    source: str
    text: str
    prose: str
    map: SourceMap
    citations: tuple[Citation, ...] = ()
    headings: tuple[Heading, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    facts: tuple[FactUse, ...] = ()
    marked: str = ""

    def place(self, start: int, end: int) -> Span:
        """The span in the author's file of `text[start:end]`."""
        return self.map.span(self.path, start, end)

    @property
    def files(self) -> Mapping[str, str]:
        """The author's files that the text was made of, as written: path -> text; its own and those it includes."""
        return self.map.lines.files(self.path)

    @property
    def words(self) -> int:
        """The number of words of running prose."""
        return len(self.prose.split())


@dataclass(frozen=True)
class ParsedSection:
    """A section of the article with its parsed text."""

    role: SectionRole
    title: str
    parsed: ParsedText
    span: Span


@dataclass(frozen=True)
class Manuscript:
    """All sections in reading order, and the abstract, whose places are in article.yaml.

    `figures`: the words of article/figures/*.yaml, cited and used where these files name references and facts.
    `diagnostics`: what expansion and scanning complained about."""

    sections: tuple[ParsedSection, ...]
    abstract: ParsedText | None = None
    figures: tuple[ParsedText, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    cited: Mapping[str, tuple[Citation, ...]] = field(default_factory=dict)
