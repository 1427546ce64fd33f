"""The parts of the page that pandoc writes, all in one run: starting pandoc costs more than writing a section."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from wellsourced.pandoc import Block, PandocWarning, write_blocks
from wellsourced.publish.html_blocks import Prepared

#: Stands between the parts. No text can produce it: the writer escapes `<`.
_BOUNDARY = "<!--ws-boundary-->"
_ARGUMENTS = ("--wrap=none", "--mathml", "--syntax-highlighting=none", "--section-divs=false")


@dataclass(frozen=True)
class Fragments:
    """HTML of each part. `notes`: the list (`<ol>`) of footnotes, empty where there are none."""

    abstract: Markup
    contents: tuple[Markup, ...]
    body: Markup
    references: tuple[Markup, ...]
    appendices: Markup
    notes: Markup
    warnings: tuple[PandocWarning, ...]


def write_fragments(prepared: Prepared) -> Fragments:
    """Run pandoc's HTML writer over all parts. Raises PandocError."""
    parts = [prepared.abstract, *prepared.contents, prepared.body, *prepared.references, prepared.appendices]
    boundary: Block = {"t": "RawBlock", "c": ["html", _BOUNDARY]}
    converted = write_blocks([block for part in parts for block in (*part, boundary)], "html5", _ARGUMENTS)
    *written, notes = (Markup(piece.strip()) for piece in converted.output.split(_BOUNDARY))
    first_reference = 2 + len(prepared.contents)
    return Fragments(
        abstract=written[0],
        contents=tuple(written[1 : first_reference - 1]),
        body=written[first_reference - 1],
        references=tuple(written[first_reference:-1]),
        appendices=written[-1],
        notes=_take_list(notes),
        warnings=converted.warnings,
    )


def _take_list(section: Markup) -> Markup:
    """The `<ol>` inside pandoc's own section of footnotes."""
    start, end = section.find("<ol>"), section.rfind("</ol>")
    return section[start : end + len("</ol>")] if start >= 0 else Markup("")
