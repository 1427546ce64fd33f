"""The text in which quantities are read: lines joined, and whatever is no running prose made unreadable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellsourced.manuscript.markup import blank
from wellsourced.manuscript.model import ParsedText
from wellsourced.manuscript.quantities.contexts import BLOCKED

_DIGIT_RUN = re.compile(r"\d+")
_WRAP = re.compile(r"\n(?P<margin>[ \t>]*)(?=(?P<next>[^\s>]))")
#: What opens a line that does not go on from the one before: heading, list item, table row, definition.
_BLOCK = re.compile(r"#{1,6}\s|[-+*]\s|\(?\d{1,3}[.)]\s|\||:\s")
_NUMBERING = re.compile(
    r"^[ \t>]*(?:#{1,6}[ \t]+)?(?:[-+*][ \t]+)?(?P<number>\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|\(?\d{1,3}\))[ \t]",
    re.MULTILINE,
)
#: Behind a number: what makes a figure of it.
_MEASURED = re.compile(r"\s(?:hundred|thousand|million|billion|trillion|per\s?cent|percent|times|%|€|bn|mn)(?!\w)")
_TEMPLATE = re.compile(r"\{\{[^{}]{0,400}\}\}|\{%[^{}]{0,400}%\}")
#: A letter that is part of no number.
_UNREADABLE = "\u2063"


def flatten(parsed: ParsedText) -> str:
    """The prose, of the same length: paragraphs in one line, without emphasis, locators of citations and names."""
    prose = parsed.prose
    if not re.search(r"\w", prose):
        return ""
    flat = _WRAP.sub(_join_lines, prose).replace("*", " ")
    ranges = [match.span("number") for match in _NUMBERING.finditer(flat) if _is_numbering(match)]
    ranges += _names_in_digits(flat)
    ranges += [match.span() for match in _TEMPLATE.finditer(flat)]
    ranges += _clusters(parsed)
    return blank(flat, ranges, _UNREADABLE)


def _join_lines(wrap: re.Match[str]) -> str:
    """A line end as spaces, where the paragraph goes on behind it."""
    prose = wrap.string
    if _BLOCK.match(prose, wrap.end()) or (wrap.start() and prose[wrap.start() - 1] == "\n"):
        return wrap[0]
    line = prose[prose.rfind("\n", 0, wrap.start()) + 1 : wrap.start()]
    if not line.strip(" \t>") or line.lstrip(" >").startswith("#"):
        return wrap[0]
    return " " * len(wrap[0])


def _names_in_digits(flat: str) -> Iterator[tuple[int, int]]:
    """Names and dates in digits. Only what stands near digits is read."""
    window_start = window_end = -1
    for match in _DIGIT_RUN.finditer(flat):
        if match.start() > window_end + 30:
            if window_end >= 0:
                yield from (m.span() for m in BLOCKED.finditer(flat, window_start, window_end + 30))
            window_start = max(0, match.start() - 26)
        window_end = match.end()
    if window_end >= 0:
        yield from (m.span() for m in BLOCKED.finditer(flat, window_start, min(len(flat), window_end + 30)))


def _is_numbering(match: re.Match[str]) -> bool:
    """Whether a number that opens a line numbers it, as an item of a list or a heading."""
    number = match["number"]
    if number[-1] in ".)":
        return True
    if _MEASURED.match(match.string, match.end("number")):
        return False  # "## 36.2 million reports"
    return "#" in match[0] and ("." in number or match.string[match.end() : match.end() + 1].isupper())


def _clusters(parsed: ParsedText) -> Iterator[tuple[int, int]]:
    """The brackets of citations, with what they say about pages."""
    text = parsed.text
    for citation in parsed.citations:
        if citation.form == "bracketed":
            start = text.rfind("[", max(0, citation.start - 300), citation.start)
            end = text.find("]", citation.end, citation.end + 300)
            yield (citation.start if start < 0 else start), (citation.end if end < 0 else end + 1)
        elif text.startswith(" [", citation.end):
            end = text.find("]", citation.end, citation.end + 200)
            yield citation.end, max(citation.end, end + 1)
