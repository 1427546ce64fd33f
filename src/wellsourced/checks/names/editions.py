"""The version or edition that stands with a name, held against the newest that its record knows."""

from __future__ import annotations

import re

from wellsourced.checks.names.named import Problem
from wellsourced.checks.names.search import NameSearch
from wellsourced.manuscript.mentions import Mention
from wellsourced.project.models import Instrument

#: Keys of `identifiers` that hold the version or edition of a text.
_KEYS = ("version", "edition")


def judge_edition(search: NameSearch, mention: Mention, instrument: Instrument | None) -> Problem | None:
    """Whether a version or edition beside a name is a later one than the last that its record gives.

    Earlier ones have existed, as a rule; so nothing is said of them.
    """
    if instrument is None or instrument.kind not in ("soft-law", "standard"):
        return None
    known = [_read(value) for key, value in instrument.identifiers.items() if key in _KEYS]
    newest = max((number for number in known if number is not None), default=None)
    if newest is None:
        return None
    prose, (begin, stop) = search.parsed.prose, mention.sentence
    said = _BEHIND.match(prose, mention.end, stop) or _BEFORE.search(
        prose, max(begin, mention.start - 60), mention.start
    )
    number = _read(next(filter(None, said.groups()))) if said is not None else None
    if said is None or number is None or number <= newest:
        return None
    written = next(filter(None, said.groups()))
    return Problem("INS002", f"“{written}” is not its version or edition", instrument.official_name)


def _read(text: str) -> tuple[int, ...] | None:
    """The number at the beginning: "5.0" is (5,), "3.1 (2014)" is (3, 1), "2nd" and "second" are (2,)."""
    word = text.casefold().split()[0]
    if word in _ORDINALS:
        return (_ORDINALS.index(word) + 1,)
    match = re.match(r"\d{1,2}(?:\.\d{1,2}){0,2}", word)
    if match is None:
        return None
    parts = [int(part) for part in match[0].split(".")]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return tuple(parts)


_WORDS_OF_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS = _WORDS_OF_ORDINALS.split()
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_VERSION = r"(?:[Vv]ersion|[Vv]\.|[Vv]ers\.|[Vv]er\.)\s?(\d{1,2}(?:\.\d{1,2}){0,2})\b(?!\s(?:of|per)\b)"
_BEHIND = re.compile(
    rf"[*_”\"]{{0,3}}(?:\s\([A-Z][\w&-]{{1,12}}\))?[,;:]?\s\(?(?:(?:in|now\sin)\s(?:its|the)\s|the\s|now\s)?"
    rf"(?:{_VERSION}|({_ORDINAL})\s(?:revised\s)?edition\b|[Ee]dition\s(\d{{1,2}})\b)"
)
_BEFORE = re.compile(
    rf"(?:\b({_ORDINAL})\s(?:revised\s)?edition|\b[Vv]ersion\s(\d{{1,2}}(?:\.\d{{1,2}}){{0,2}}))\sof\s(?:the\s)?[*_“\"]{{0,3}}$",
    re.IGNORECASE,
)
