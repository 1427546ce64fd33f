"""The parts of the page that pandoc writes, all in one run: starting pandoc costs more than writing a section."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from markupsafe import Markup

from wellsourced.pandoc import Block, PandocWarning, write_blocks
from wellsourced.publish.html.blocks import SECTION_LEVEL, Prepared
from wellsourced.publish.html.math import mend_math

#: Stands between the parts. No text can produce it: the writer escapes `<`.
_BOUNDARY = "<!--ws-boundary-->"
_ARGUMENTS = ("--wrap=none", "--mathml", "--syntax-highlighting=none", "--section-divs=false")


@dataclass(frozen=True)
class Part:
    """A section of the text, all that is below it included. `anchor`: its id; None for what stands before the first."""

    anchor: str | None
    html: Markup


@dataclass(frozen=True)
class Fragments:
    """HTML of each part. `notes`: the list (`<ol>`) of footnotes, empty where there are none."""

    abstract: Markup
    contents: tuple[Markup, ...]
    sections: tuple[Part, ...]
    references: tuple[Markup, ...]
    appendix_parts: tuple[Part, ...]
    notes: Markup
    warnings: tuple[PandocWarning, ...]

    @property
    def body(self) -> Markup:
        """All sections."""
        return Markup("\n").join(part.html for part in self.sections)

    @property
    def appendices(self) -> Markup:
        """All appendices."""
        return Markup("\n").join(part.html for part in self.appendix_parts)


def write_fragments(prepared: Prepared) -> Fragments:
    """Run pandoc's HTML writer over all parts. Raises PandocError."""
    sections, appendices = split_sections(prepared.body), split_sections(prepared.appendices)
    parts = [
        prepared.abstract,
        *prepared.contents,
        *prepared.references,
        *(blocks for _, blocks in (*sections, *appendices)),
    ]
    boundary: Block = {"t": "RawBlock", "c": ["html", _BOUNDARY]}
    converted = write_blocks([block for part in parts for block in (*part, boundary)], "html5", _ARGUMENTS)
    *written, notes = (Markup(piece.strip()) for piece in _mend(converted.output).split(_BOUNDARY))
    pieces = iter(written)
    return Fragments(
        abstract=next(pieces),
        contents=tuple(itertools.islice(pieces, len(prepared.contents))),
        references=tuple(itertools.islice(pieces, len(prepared.references))),
        sections=tuple(Part(anchor, next(pieces)) for anchor, _ in sections),
        appendix_parts=tuple(Part(anchor, next(pieces)) for anchor, _ in appendices),
        notes=_take_list(notes),
        warnings=converted.warnings,
    )


def _mend(html: str) -> str:
    """Task lists show what was done; they are no form to be filled in."""
    return mend_math(html).replace('<input type="checkbox"', '<input type="checkbox" disabled=""')


def split_sections(blocks: list[Block]) -> list[tuple[str | None, list[Block]]]:
    """The blocks of each section with the id of its heading; first what stands before all sections, if anything does.

    The box around a heading begins before it: see `blocks`.
    """
    starts = [
        index
        for index, block in enumerate(blocks[1:])
        if block["t"] == "Header" and block["c"][0] == SECTION_LEVEL and blocks[index]["t"] == "RawBlock"
    ]
    sections: list[tuple[str | None, list[Block]]] = []
    if before := blocks[: starts[0] if starts else None]:
        sections.append((None, before))
    for start, end in itertools.pairwise([*starts, len(blocks)]):
        sections.append((blocks[start + 1]["c"][1][0], blocks[start:end]))
    return sections


def _take_list(section: Markup) -> Markup:
    """The `<ol>` inside pandoc's own section of footnotes."""
    start, end = section.find("<ol>"), section.rfind("</ol>")
    return section[start : end + len("</ol>")] if start >= 0 else Markup("")
