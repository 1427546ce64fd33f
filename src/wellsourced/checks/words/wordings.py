"""Find the wrong wordings of the corrections register in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import regex

from wellsourced.cache import Cache
from wellsourced.checks.words.denial import is_denied
from wellsourced.checks.words.kept_expressions import compile_expressions
from wellsourced.checks.words.phrases import Found, Phrase, WordIndex, parse_phrase
from wellsourced.project.models import Correction, WrongWording

#: Seconds that one regular expression may take over one text, and more per million characters of it.
TIME_LIMIT = 1.0


class Wording(msgspec.Struct, frozen=True):
    """One entry of `wrong`, ready to be looked for.

    `number`: which entry of which correction it is. `plain`: a phrase, which a replacement may stand for; `bracketed`:
    its closing bracket belongs to it.
    """

    correction: Correction
    register_number: int
    number: int
    parts: tuple[tuple[Phrase, ...], ...] = ()
    pattern: regex.Pattern[str] | None = None
    within: int | None = None
    unless: tuple[Phrase, ...] = ()
    deniable: bool = False
    plain: bool = False
    bracketed: bool = False


class BadPattern(msgspec.Struct, frozen=True):
    """A regular expression that cannot be used, and why."""

    register_number: int
    number: int
    why: str


class Register(msgspec.Struct, frozen=True):
    """The corrections register, compiled. Patterns that do not compile stand in `bad`."""

    wordings: tuple[Wording, ...]
    bad: tuple[BadPattern, ...] = ()


class WrongPlace(msgspec.Struct, frozen=True):
    """Where a wrong wording stands: `start` to `end` of the folded text."""

    wording: Wording
    start: int
    end: int


class Search(msgspec.Struct, frozen=True):
    """What was found, in order of the text, and the patterns that ran out of time."""

    places: tuple[WrongPlace, ...]
    slow: tuple[BadPattern, ...]


def compile_register(corrections: Sequence[Correction], cache: Cache) -> Register:
    """Prepare the register for any number of texts. `cache` spares compiling regular expressions anew."""
    patterns = [
        (correction_number, number, entry.pattern)
        for correction_number, correction in enumerate(corrections)
        for number, entry in enumerate(correction.wrong)
        if isinstance(entry, WrongWording) and entry.pattern is not None
    ]
    found = compile_expressions([pattern for _, _, pattern in patterns], cache)
    compiled = {(a, b): expression for (a, b, _), expression in zip(patterns, found, strict=True)}
    wordings: list[Wording] = []
    bad: list[BadPattern] = []
    for register_number, correction in enumerate(corrections):
        unless = tuple(map(parse_phrase, correction.unless))
        for number, entry in enumerate(correction.wrong):
            expression = compiled.get((register_number, number))
            if isinstance(expression, regex.error):
                bad.append(BadPattern(register_number, number, f"does not compile: {expression}"))
            else:
                wordings.append(_prepare(correction, register_number, number, entry, unless, expression))
    return Register(tuple(wordings), tuple(bad))


def find_wrong_wordings(register: Register, index: WordIndex) -> Search:
    """Every return of a registered error. Overlapping places of one correction are one place, the longest."""
    finder = _Finder(index)
    by_correction: dict[int, list[WrongPlace]] = {}
    for wording in register.wordings:
        for start, end in finder.find(wording):
            by_correction.setdefault(wording.register_number, []).append(WrongPlace(wording, start, end))
    merged = [place for places in by_correction.values() for place in _merge(places)]
    merged.sort(key=lambda place: (place.start, place.end, place.wording.register_number))
    return Search(tuple(merged), tuple(finder.slow))


def _prepare(
    correction: Correction,
    register_number: int,
    number: int,
    entry: str | WrongWording,
    unless: tuple[Phrase, ...],
    expression: regex.Pattern[str] | None,
) -> Wording:
    if isinstance(entry, str):
        return Wording(
            correction,
            register_number,
            number,
            parts=((parse_phrase(entry),),),
            unless=unless,
            plain="*" not in entry,
            bracketed=entry.rstrip().endswith(")"),
        )
    unless = (*unless, *map(parse_phrase, entry.unless))
    if expression is not None:
        return Wording(correction, register_number, number, pattern=expression, unless=unless)
    parts = tuple(
        tuple(parse_phrase(phrase) for phrase in ((part,) if isinstance(part, str) else part)) for part in entry.all
    )
    return Wording(correction, register_number, number, parts=parts, within=entry.within, unless=unless, deniable=True)


class _Finder:
    """One search of one text: phrases that several wordings share are looked for once."""

    def __init__(self, index: WordIndex) -> None:
        self._index = index
        self._found: dict[Phrase, list[Found]] = {}
        self.slow: list[BadPattern] = []

    def find(self, wording: Wording) -> Iterator[tuple[int, int]]:
        words = self._index.words
        if wording.pattern is not None:
            yield from self._find_pattern(wording, wording.pattern)
            return
        parts = [self._places(part) for part in wording.parts]
        for first, last in parts[0] if len(parts) == 1 else _find_together(parts, self._index, wording.within):
            if not self._is_right(wording, first, last):
                end = words[last].end
                yield words[first].start, end + (wording.bracketed and self._index.folded.text[end : end + 1] == ")")

    def _find_pattern(self, wording: Wording, pattern: regex.Pattern[str]) -> Iterator[tuple[int, int]]:
        text = self._index.folded.text
        try:
            spans = [m.span() for m in pattern.finditer(text, timeout=TIME_LIMIT * (1 + len(text) / 1e6)) if m[0]]
        except TimeoutError:
            why = f"takes more than {TIME_LIMIT:g} s on one text"
            self.slow.append(BadPattern(wording.register_number, wording.number, why))
            return
        for start, end in spans:
            first, last = self._index.between(start, end)
            if first >= len(self._index.words) or not self._is_right(wording, first, last):
                yield start, end

    def _is_right(self, wording: Wording, first: int, last: int) -> bool:
        if wording.deniable and is_denied(self._index, first, last):
            return True
        if not wording.unless:
            return False
        start, end = self._index.unit(first)[0], self._index.unit(last)[1]
        return any(_holds(self._places((phrase,)), start, end) for phrase in wording.unless)

    def _places(self, phrases: Sequence[Phrase]) -> list[Found]:
        for phrase in phrases:
            if phrase not in self._found:
                self._found[phrase] = list(self._index.find(phrase))
        if len(phrases) == 1:
            return self._found[phrases[0]]
        return sorted({place for phrase in phrases for place in self._found[phrase]})


def _holds(places: Sequence[Found], first: int, last: int) -> bool:
    """Whether one of the places (of one phrase, in order) lies among the words `first` to `last`."""
    number = bisect_left(places, (first, 0))
    return number < len(places) and places[number][1] <= last


def _find_together(parts: Sequence[list[Found]], index: WordIndex, within: int | None) -> Iterator[Found]:
    """For each sentence that holds one of every part: the smallest stretch that does, no word used twice."""
    by_unit: list[dict[int, list[Found]]] = []
    for part in parts:
        units: dict[int, list[Found]] = {}
        for place in part:
            units.setdefault(index.words[place[0]].unit, []).append(place)
        by_unit.append(units)
    for unit in sorted(set.intersection(*(set(units) for units in by_unit))):
        window = _smallest_stretch([units[unit] for units in by_unit])
        if window and (within is None or window[1] - window[0] < within):
            yield window


def _smallest_stretch(parts: Sequence[list[Found]]) -> Found | None:
    """Around each place of the rarest part, the nearest place of every other that shares no word with it."""
    rarest = min(range(len(parts)), key=lambda number: len(parts[number]))
    others = sorted((part for number, part in enumerate(parts) if number != rarest), key=len)
    best: Found | None = None
    for anchor in parts[rarest]:
        chosen = [anchor]
        for part in others:
            nearest = _nearest(part, chosen)
            if nearest is None:
                break
            chosen.append(nearest)
        else:
            first, last = min(place[0] for place in chosen), max(place[1] for place in chosen)
            if best is None or last - first < best[1] - best[0]:
                best = (first, last)
    return best


def _nearest(part: Sequence[Found], chosen: Sequence[Found]) -> Found | None:
    """The place nearest to those chosen so far that overlaps none of them."""
    first, last = min(place[0] for place in chosen), max(place[1] for place in chosen)
    middle = bisect_left(part, (first, 0))
    candidates = []
    for numbers in (range(middle, len(part)), range(middle - 1, -1, -1)):
        for number in numbers:
            place = part[number]
            if all(place[1] < other[0] or place[0] > other[1] for other in chosen):
                candidates.append(place)
                break
    return min(candidates, key=lambda place: max(place[1], last) - min(place[0], first), default=None)


def _merge(places: Iterable[WrongPlace]) -> Iterator[WrongPlace]:
    """Of places that overlap, the longest; of equals, the first of the register."""
    kept: list[WrongPlace] = []
    for place in sorted(places, key=lambda p: (p.start, -p.end, p.wording.number)):
        if kept and place.start < kept[-1].end:
            if place.end - place.start > kept[-1].end - kept[-1].start:
                kept[-1] = place
        else:
            kept.append(place)
    yield from kept
