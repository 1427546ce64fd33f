"""The ways in which a registered name may be written: without brackets, year, issuer, or the tail of its title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.words.folding import fold
from wellsourced.checks.words.phrases import Word, index_words
from wellsourced.manuscript.names import head_noun
from wellsourced.project.models import Instrument

#: Words that join the others and name nothing.
LINKS = frozenset(
    {"of", "and", "for", "on", "to", "in", "or", "against", "with", "by", "from", "concerning", "relating", "regarding"}
    | {"into", "between", "under", "at", "as", "through", "that", "its", "their", "respecting", "upon"}
)
Words = Sequence[Word]


def split_words(text: str) -> tuple[Word, ...]:
    """The words of a short text."""
    return index_words(fold(text), ((0, len(text)),)).words


def find_variants(text: str, words: Words, instrument: Instrument | None) -> Iterator[tuple[Words, bool]]:
    """The ways in which a name may be written, and whether each is the whole of it."""
    if not words:
        return
    gaps = ["", *(text[a.end : b.start] for a, b in pairwise(words))]
    depth = _bracket_depth(text, words, gaps)
    yield words, True
    outside = [word for word, deep in zip(words, depth, strict=True) if not deep]
    bare = len(outside) < len(words)
    if bare and outside:
        yield outside, True
    yield from (found for found in _inside_brackets(words, depth, gaps) if not _is_whereabouts(found[0]))
    for parts in _cut_at(words, gaps, ";"):
        yield parts, True
    for parts in _cut_at(words, gaps, " - ", ":", first_only=True):
        if len(parts) > 1 or parts[0].raw.isupper():
            yield parts, True
    kind = instrument.kind if instrument else ""
    if kind in ("tool", "programme") or instrument is None:
        pieces = list(_cut_at(words, gaps, ",", "(", ")"))
        yield from ((part, False) for part in pieces if _capital(part))
    elif kind == "standard":
        yield from ((part, False) for part in _cut_at(words, gaps, ",") if len(part) > 1)
    else:
        before = next(iter(_cut_at(words, gaps, ",", first_only=True)), None)
        if (
            before
            and len(before) < len(words)
            and words[len(before)].exact in ("section", "part", "rule", "article", "chapter")
        ):
            yield before, False
    if kind == "tool" and len(outside) <= 8:
        yield from ((part, False) for part in _cut_at_word(outside, "and") if _capital(part))
    yield from _without_front(outside)
    yield from _eu_title(outside)


def _is_whereabouts(words: Words) -> bool:
    """Whether brackets hold but states and links between them: "Hive Inspectorate (England and Wales)"."""
    named = [word.exact for word in words if word.exact not in LINKS]
    return len(words) > 1 and not read_jurisdictions(named)[1]


def _without_front(words: Words) -> Iterator[tuple[Words, bool]]:
    """Without "Council of Europe" or another jurisdiction before it, and without "Proposal for a"."""
    lowered = [word.exact for word in words]
    if lowered[:1] == ["proposal"] and len(words) > 3:
        yield words[2:], False
    for length in (4, 3, 2, 1):
        if len(words) - length >= 2 and not read_jurisdictions(lowered[:length])[1]:
            rest = words[length:]
            named = [w for w in rest if w.exact not in LINKS and not is_year(w.raw)]
            if rest[0].raw[0].isupper() and len(named) >= 2:
                yield rest, False
            return


def _eu_title(words: Words) -> Iterator[tuple[Words, bool]]:
    """The title of an act of the European Union without number and date, with the type word before it."""
    lowered = [word.exact for word in words]
    try:
        at = lowered.index("parliament", 0, 12)
    except ValueError:
        return
    if lowered[at : at + 4] != ["parliament", "and", "of", "council"]:
        return
    rest = at + 4
    while rest < len(words) and (lowered[rest] == "of" or lowered[rest].isdigit() or lowered[rest] in _MONTHS):
        rest += 1
    if rest < len(words):
        yield [words[0], *words[rest:]], False
        stop = next((i for i in range(rest, len(words)) if lowered[i] in ("amending", "repealing")), len(words))
        if stop < len(words):
            stop -= lowered[stop - 1] == "and"
            yield [words[0], *words[rest:stop]], False


def _bracket_depth(text: str, words: Words, gaps: Sequence[str]) -> list[bool]:
    depth, deep = [], text[max(0, words[0].start - 1) : words[0].start] == "("
    for gap in gaps:
        for letter in gap:
            deep = letter == "(" or (deep and letter != ")")
        depth.append(deep)
    return depth


def _inside_brackets(words: Words, depth: Sequence[bool], gaps: Sequence[str]) -> Iterator[tuple[Words, bool]]:
    group: list[Word] = []
    for word, deep, gap in zip(words, depth, gaps, strict=True):
        if group and (not deep or "(" in gap or "," in gap or ";" in gap):
            yield from _bracket_name(group)
            group = []
        if deep:
            group.append(word)
    yield from _bracket_name(group)


def _bracket_name(group: Words) -> Iterator[tuple[Words, bool]]:
    if group and group[0].exact in ("formerly", "now", "later", "earlier"):
        group = group[1:]
    if not group:
        return
    if len(group) == 1:
        if sum(c.isupper() for c in group[0].raw) >= 2 and not read_jurisdictions([group[0].exact])[0]:
            yield group, False
    elif _capital(group) and not is_year(group[0].raw) and (len(group) > 2 or head_noun(group[-1].raw)):
        yield group, False


def _cut_at(words: Words, gaps: Sequence[str], *marks: str, first_only: bool = False) -> Iterator[Words]:
    """The parts between these marks; nothing where there is none."""
    parts: list[list[Word]] = [[]]
    for word, gap in zip(words, gaps, strict=True):
        if parts[-1] and any(mark in gap for mark in marks):
            parts.append([])
        parts[-1].append(word)
    if len(parts) > 1:
        yield from parts[:1] if first_only else parts


def _cut_at_word(words: Words, cut: str) -> Iterator[Words]:
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.exact == cut:
            parts.append([])
        else:
            parts[-1].append(word)
    if len(parts) > 1 and all(parts):
        yield from parts


def _capital(words: Words) -> bool:
    return bool(words) and any(c.isupper() for c in words[0].raw)


def strip_year(words: Words) -> tuple[Words, int | None]:
    """A name without the year before or behind it ("Act 2023", "Act of 2003", "1923 Convention"), and the year."""
    if len(words) > 2 and is_year(words[-1].raw):
        stop = len(words) - 1
        if words[stop - 1].exact in _MONTHS and stop > 2 and words[stop - 2].raw.isdigit():
            stop -= 2
        if words[stop - 1].exact == "of":
            stop -= 1
        return words[:stop], int(words[-1].raw)
    if len(words) > 1 and is_year(words[-1].raw):
        return words[:-1], int(words[-1].raw)
    if len(words) > 1 and is_year(words[0].raw):
        return words[1:], int(words[0].raw)
    return words, None


_WORDS_OF_MONTHS = """
january february march april may june july august september october november december
"""
_MONTHS = frozenset(_WORDS_OF_MONTHS.split())


def is_year(raw: str) -> bool:
    """Whether a word is a year of the last or this century, or shortly before."""
    return len(raw) == 4 and raw.isdigit() and 1850 <= int(raw) <= 2100
