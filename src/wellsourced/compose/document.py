"""The composed document: what every writer of a format reads, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from wellsourced.pandoc import Block, Inline
from wellsourced.project.models import ArticleFile, HelpFile
from wellsourced.project.status import Status


@dataclass(frozen=True)
class EvidenceLink:
    """A public page on which a reference was seen."""

    url: str
    host: str
    kind: str  # "primary" or "secondary"
    seen: str
    confirms: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """What an authority announced about a work; `url` is where it was seen, `seen` the day (ISO)."""

    kind: Literal["retraction", "correction", "expression-of-concern"]
    url: str
    seen: str


@dataclass(frozen=True)
class RenderedReference:
    """An entry of the reference list: its rendering by the citation style and what is known of its verification.

    `anchor` is the id that citations link to (`ref-` + id). `blocks` are pandoc AST blocks of the entry.
    `status_text` says the status in words, with the date: "Verified on 22 November 2026". `seen`: that date (ISO), the
    latest day of the records that prove it. `item`: the entry as CSL-JSON, as the bibliography has it.
    """

    id: str
    anchor: str
    blocks: list[Block]
    status: Status
    status_text: str
    evidence: tuple[EvidenceLink, ...]
    item: Mapping[str, Any] = field(default_factory=dict)
    seen: str | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the table of contents. `number` is None for unnumbered sections ("1", "1.2", "A")."""

    level: int  # 1 for a section, 2 for a subsection
    number: str | None
    title: list[Inline]
    text: str
    anchor: str


@dataclass(frozen=True)
class Document:
    """The whole article, ready for any format.

    `body` and `appendices` are pandoc AST blocks. Every `Header` has an identifier unique in the document; level 1 is a
    section; numbered ones carry the attribute `number` ("2.1"), unnumbered ones the class `unnumbered`; the first
    appendix header is level 1 with number "A". Every `Cite` holds its final rendering: links to `#ref-...`, or a Note.
    The reference list stands between body and appendices.

    Figures and tables with a caption carry the attribute `number` ("3"). A figure drawn from facts is a `Figure` whose
    image is an SVG as `data:` address with the attributes `alt` and `figure` (its name), followed by a `Div` of the
    class `figure-data` that holds its table; `figures` are the drawings again, name -> SVG, for writers that put them
    into the page. Their colours have classes (`fig-f-one`, `fig-s-ink`), which a style sheet may set.
    """

    article: ArticleFile
    draft: bool
    help: HelpFile | None
    abstract: list[Block]
    body: list[Block]
    references: tuple[RenderedReference, ...]
    appendices: list[Block]
    contents: tuple[ContentsEntry, ...]
    note_style: bool
    words: int
    figures: Mapping[str, str] = field(default_factory=dict)
