"""The identifiers of headings: those given, and those that pandoc makes of their words.

Rules: pandoc user's guide, "Extension: auto_identifiers".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from wellsourced.manuscript.attributes import read_attributes
from wellsourced.manuscript.model import ParsedText


def identify_headings(parsed: ParsedText) -> tuple[tuple[str, int, int, bool], ...]:
    """For each heading (identifier, start, end, given): of a given one its place, of another that of the heading."""
    return tuple(_identify(parsed))


def make_identifier(words: str) -> str:
    """What pandoc makes of the words of a heading; `section` where nothing is left."""
    plain = _plain(words).lower()
    kept = "".join(letter for letter in plain if letter.isalnum() or letter.isspace() or letter in "_-.")
    joined = "-".join(kept.split())
    first = next((number for number, letter in enumerate(joined) if letter.isalpha()), len(joined))
    return joined[first:] or "section"


def _identify(parsed: ParsedText) -> Iterator[tuple[str, int, int, bool]]:
    taken: dict[str, int] = {}
    for heading in parsed.headings:
        line_end = parsed.text.find("\n", heading.start, heading.end)
        line = parsed.text[heading.start : heading.end if line_end == -1 else line_end]
        brace = line.rfind("{")
        given = read_attributes(parsed.text, heading.start + brace) if brace != -1 else None
        # `text[start:end]` of a heading made by a template may not be what stands in the file; the place still is.
        if given and given.id:
            taken.setdefault(given.id, 0)
            yield given.id, given.id_start, given.id_end, True
            continue
        base = identifier = make_identifier(heading.text)
        while identifier in taken:
            taken[base] += 1
            identifier = f"{base}-{taken[base]}"
        taken.setdefault(identifier, 0)
        yield identifier, heading.start, heading.end, False


_REMOVED = re.compile(r"\^\[[^\]]*\]|<!--.*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
_CODE = re.compile(r"(`+)(.+?)\1(?!`)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
#: Behind the words of a link or span.
_TARGET = re.compile(r"\](?:\((?:[^()]|\([^()]*\))*\))?(?:\{[^{}]*\})?")
_EMPHASIS = re.compile(r"(?<![^\W_])_+(?=[^\W_])|(?<=[^\W_])_+(?![^\W_])")


def _plain(words: str) -> str:
    """The words without markup. Code keeps its letters, dashes and dots made of ASCII vanish as the typographic do."""
    code: list[str] = []

    def keep(match: re.Match[str]) -> str:
        code.append(match[2].strip())
        return f"\ue000{len(code) - 1}\ue001"

    words = _CODE.sub(keep, words)
    words = _REMOVED.sub("", words)
    words = html.unescape(_ESCAPED.sub(lambda match: "\ue002" if match[1] == "_" else " " * (match[1] == " "), words))
    words = _TARGET.sub("", words)
    # "H_2_ and _emphasis_": an underscore is a letter only inside a word.
    words = _EMPHASIS.sub("", words)
    words = re.sub(r"--+|\.\.\.", "", words).replace("\ue002", "_")
    return re.sub(r"\ue000(\d+)\ue001", lambda match: code[int(match[1])] if int(match[1]) < len(code) else "", words)
