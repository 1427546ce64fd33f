"""Abbreviations of a text, and where they are explained."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

import msgspec

from wellsourced.checks.context import Context, ReadText
from wellsourced.diagnostics import Span

#: Known to every reader, whatever the subject; units and file formats.
_COMMON = frozenset(
    {
        "AI",
        "EU",
        "UK",
        "UN",
        "US",
        "USA",
        "TV",
        "ID",
        "IT",
        "IP",
        "PC",
        "CD",
        "DVD",
        "PDF",
        "HTML",
        "URL",
        "WWW",
        "HTTP",
    }
    | {
        "HTTPS",
        "SMS",
        "GPS",
        "DNA",
        "HIV",
        "AIDS",
        "NGO",
        "FAQ",
        "CEO",
        "OK",
        "AM",
        "PM",
        "BC",
        "AD",
        "CE",
        "BCE",
        "USB",
    }
    | {"KB", "MB", "GB", "TB", "DOI", "ISBN", "ISSN", "ISO", "MD5", "SHA", "SHA1", "SHA256", "XML", "JSON", "API", "CV"}
    | {
        "COVID",
        "LGBT",
        "LGBTQ",
        "NATO",
        "UNESCO",
        "UNICEF",
        "PIN",
        "RAM",
        "CPU",
        "GPU",
        "WIFI",
        "JPEG",
        "EUR",
        "USD",
        "GBP",
    }
)
_LETTERS = re.compile(r"(?<![\w@./&’'-])(?:(?:[A-Z]\.){3,8}|[A-Z][A-Z0-9]{1,7})(?=s?(?![\w&]))")
_ROMAN = re.compile(r"[IVX]+")
#: What makes part of a name or number of the letters before it: "LAION-5B", "ISO/IEC 27037", "CETS No. 201".
_NUMBERED = re.compile(r"s?(?:[-/][\w]|\s?\d|\s(?:[Nn]o|[Nn]r|[Aa]rt|[Vv]ol)\b)")
_NAME_HEAD = re.compile(
    r"\s+(?:[A-Z]{2,}\s+){0,4}(?:Act|Bill|Code|Convention|Directive|Law|Regulation|Programme|Program|Project|Protocol)\b"
)
_CAPITALS_BEHIND = re.compile(r"(?:\s+[A-Z]{2,40}\b){1,3}")
_CAPITALS_BEFORE = re.compile(r"(?:\b[A-Z]{2,40}\s+){1,3}$")
#: Words in capitals from which on somebody shouts: so many in a row, or two of which one has so many letters.
_SHOUTED_WORDS, _SHOUTED_LETTERS = 3, 6
_WORD = re.compile(r"[^\W\d_]+")
#: So far back the full name of an abbreviation in brackets may begin.
_NAME_REACH = 160


class Unexplained(NamedTuple):
    """An abbreviation at its first use. `explained_later`: where its full name comes too late."""

    letters: str
    span: Span
    explained_later: Span | None


class _Use(msgspec.Struct, frozen=True):
    """An abbreviation in a text. `explains`: its full name stands beside it; `counts`: as a first use, were it one."""

    letters: str
    span: Span
    explains: bool
    counts: bool


def find_unexplained(context: Context) -> Iterator[Unexplained]:
    """Each abbreviation that is not explained at or before its first use in the article or draft, once."""
    known = _COMMON | _registered(context)
    read = partial(_read, context, known)
    uses = [
        use
        for text in _sections(context)
        for use in context.keep("abbreviations", text, tuple[_Use, ...], partial(read, text))
    ]
    first_use: dict[str, tuple[int, Span]] = {}
    explained: dict[str, tuple[int, Span]] = {}
    for number, use in enumerate(uses):
        if use.explains:
            explained.setdefault(use.letters, (number, use.span))
        if use.counts:
            first_use.setdefault(use.letters, (number, use.span))
    for letters, (number, span) in first_use.items():
        later = explained.get(letters)
        if later is None or later[0] > number:
            yield Unexplained(letters, span, later and later[1])


def _read(context: Context, known: frozenset[str], text: ReadText) -> tuple[_Use, ...]:
    """The abbreviations of one text in order, each at its first explanation and its first use."""
    plain = text.read_words.plain
    headings = [(heading.start, heading.end) for heading in text.parsed.headings]
    explained: set[str] = set()
    used: set[str] = set()
    found = []
    for match in _LETTERS.finditer(plain):
        letters = match[0].replace(".", "")
        start, end = match.span()
        if letters in known:
            continue
        heading = bisect_right(headings, (start, len(plain))) - 1
        in_heading = heading >= 0 and start < headings[heading][1]
        explains = letters not in explained and _explains(plain, start, end, letters)
        counts = letters not in used and not in_heading and not _part_of_name(context, text, plain, start, end, letters)
        if explains or counts:
            found.append(_Use(letters, text.parsed.place(start, end), explains, counts))
        if explains:
            explained.add(letters)
        if counts:
            used.add(letters)
    return tuple(found)


def _sections(context: Context) -> list[ReadText]:
    if context.manuscript is None:
        return list(context.texts)
    sections = {id(section.parsed) for section in context.manuscript.sections}
    return [text for text in context.texts if id(text.parsed) in sections]


def _registered(context: Context) -> frozenset[str]:
    """The abbreviations in names of registered things (other rules see to them) and in preferred terms."""
    instruments = context.project.instruments

    def read() -> frozenset[str]:
        return _letters_in(n for i in instruments for n in (i.official_name, *i.short_names, *i.identifiers.values()))

    in_names = context.registers.kept.keep("abbreviations in names", frozenset[str], read)
    return in_names | _letters_in(term.preferred for term in context.project.terms)


def _letters_in(names: Iterable[str]) -> frozenset[str]:
    return frozenset(match[0].replace(".", "") for name in names for match in _LETTERS.finditer(name))


def _part_of_name(context: Context, text: ReadText, plain: str, start: int, end: int, letters: str) -> bool:
    if _ROMAN.fullmatch(letters) or sum(letter.isalpha() for letter in letters) == 1:
        return True
    if _NUMBERED.match(plain, end) or _NAME_HEAD.match(plain, end):
        return True
    if _is_shouted(plain, start, end):
        return True
    named = context.named[text]
    number = bisect_right(named, start, key=lambda n: n.mention.start) - 1
    mention = named[number].mention if number >= 0 else None
    return mention is not None and mention.kind in ("name", "identifier", "case") and mention.end >= end


def _is_shouted(plain: str, start: int, end: int) -> bool:
    """Whether the letters are a word in capitals among others, for emphasis or in a title."""
    before = _CAPITALS_BEFORE.search(plain, max(0, start - _NAME_REACH), start)
    behind = _CAPITALS_BEHIND.match(plain, end, end + _NAME_REACH)
    run = [*(before[0].split() if before else ()), plain[start:end], *(behind[0].split() if behind else ())]
    return len(run) >= _SHOUTED_WORDS or (len(run) > 1 and max(map(len, run)) >= _SHOUTED_LETTERS)


def _explains(plain: str, start: int, end: int, letters: str) -> bool:
    """Whether the full name stands before the letters, which are in brackets, or behind them in brackets."""
    before = plain[max(0, start - _NAME_REACH) : start]
    behind = plain[end : end + _NAME_REACH].removeprefix("s").lstrip("*_ \n")
    opening = before.rstrip("*_ \"“‘'")
    if opening.endswith(("(", "[", ", or", "(the", "(“", "abbreviated", "short", "called")):
        return _spells(_WORD.findall(opening)[-(2 * len(letters) + 4) :], letters)
    if behind.startswith(("(", ", short for", "stands for", ", or")):
        words = _WORD.findall(behind.split(")")[0])
        return len(words) > 1 and _spells(words[: 2 * len(letters) + 4], letters)
    return False


def _spells(words: list[str], letters: str) -> bool:
    """Whether the words hold the letters in order, the first of them at the beginning of a word."""
    first = letters[0].casefold()
    for number, word in enumerate(words):
        if word[0].casefold() == first:
            rest = iter("".join(words[number:]).casefold())
            if all(not letter.isalpha() or letter in rest for letter in letters.casefold()):
                return True
    return False
