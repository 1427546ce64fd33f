"""Words and phrases of a text, found by index: one pass over the text, then each look-up costs what it finds."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import msgspec

from wellsourced.checks.words.folding import FoldedText, fold

#: Words that may be left out or put in without changing what is said.
DETERMINERS = frozenset({"the", "a", "an"})


class Word(NamedTuple):
    """A word of the folded text. `key`: how it is compared; `exact`: in lower case; `unit`: its sentence."""

    raw: str
    key: str
    exact: str
    start: int
    end: int
    unit: int


class PhraseWord(msgspec.Struct, frozen=True):
    """A word that is looked for. `stem`: any ending will do. `acronym`: in capitals; alone its case counts."""

    key: str
    stem: bool = False
    acronym: bool = False

    def fits(self, exact: str, key: str) -> bool:
        """Whether a word of a text, in lower case and as it is compared, is this one."""
        if self.stem:
            return key.startswith(self.key) or exact.startswith(self.key)
        return self.key in (key, exact)


Phrase = tuple[PhraseWord, ...]
#: First and last word (inclusive) of what was found.
Found = tuple[int, int]


class WordIndex(msgspec.Struct, frozen=True, dict=True):
    """The words of a folded text, without determiners, and where each stands."""

    folded: FoldedText
    words: tuple[Word, ...]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Key or exact form -> numbers of the words."""
        places: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            places.setdefault(word.key, []).append(number)
            if word.exact != word.key:
                places.setdefault(word.exact, []).append(number)
        return places

    @cached_property
    def vocabulary(self) -> list[str]:
        """All forms, sorted, for stems."""
        return sorted(self.places)

    @cached_property
    def units(self) -> tuple[Found, ...]:
        """For each unit (sentence, heading, table cell) its first and last word."""
        units: dict[int, Found] = {}
        for number, word in enumerate(self.words):
            first, _ = units.get(word.unit, (number, number))
            units[word.unit] = (first, number)
        return tuple(units[unit] for unit in sorted(units))

    @cached_property
    def _unit_of(self) -> dict[int, Found]:
        return {self.words[first].unit: (first, last) for first, last in self.units}

    def unit(self, number: int) -> Found:
        """First and last word of the sentence in which the word stands."""
        return self._unit_of[self.words[number].unit]

    def between(self, start: int, end: int) -> Found:
        """The first and last word that `folded.text[start:end]` touches."""
        first = bisect_right(self.words, start, key=lambda word: word.end)
        return first, max(first, bisect_left(self.words, end, key=lambda word: word.start) - 1)

    def find(self, phrase: Phrase) -> Iterator[Found]:
        """Where the phrase stands, in order of the text."""
        candidates = []
        for word in phrase:
            candidates.append(self._candidates(word, len(phrase) == 1))
            if not candidates[-1]:
                return
        if not phrase:
            return
        rarest = min(range(len(phrase)), key=lambda i: len(candidates[i]))
        others = [(i, frozenset(c)) for i, c in enumerate(candidates) if i != rarest]
        for number in candidates[rarest]:
            first = number - rarest
            last = first + len(phrase) - 1
            if first < 0 or last >= len(self.words):
                continue
            if all(first + i in numbers for i, numbers in others) and self._joined(first, last):
                yield first, last

    def _candidates(self, word: PhraseWord, alone: bool) -> Sequence[int]:
        if word.stem:
            start = bisect_left(self.vocabulary, word.key)
            end = bisect_right(self.vocabulary, word.key + "\U0010ffff")
            return sorted({n for form in self.vocabulary[start:end] for n in self.places[form]})
        numbers = self.places.get(word.key, ())
        if word.acronym and alone:
            return [n for n in numbers if _is_acronym(self.words[n].raw, word.key)]
        return numbers

    def _joined(self, first: int, last: int) -> bool:
        """Whether nothing but spaces, brackets, commas, hyphens and quotation marks stands between the words."""
        text = self.folded.text
        for a, b in zip(self.words[first:last], self.words[first + 1 : last + 1], strict=True):
            if a.unit != b.unit:
                return False
            gap = text[a.end : b.start]
            if len(gap) > 1 and _GAP.search(gap):
                return False
        return True


def index_words(folded: FoldedText, units: Sequence[tuple[int, int]]) -> WordIndex:
    """The words of `folded`; `units` are the sentences as ranges of the text that was folded, in order, disjoint.

    What stands outside every unit is divided at paragraph ends, table bars and full stops.
    """
    text = folded.text
    edges = folded.from_source([edge for unit in units for edge in unit])
    words: list[Word] = []
    unit, previous, previous_end = -1, -1, 0
    for match in _WORD_PATTERN.finditer(text):
        start, end = match.span()
        # Odd: inside the sentence that began at the edge before; even: between sentences.
        edge = bisect_right(edges, start)
        if edge != previous:
            unit, previous = unit + 1, edge
        elif text[previous_end:start] != " ":
            end_mark = _CELL_END if edge % 2 else _LOOSE_END
            if end_mark.search(text, previous_end, start):
                unit += 1
        previous_end = end
        raw = match[0]
        exact, key = _forms(raw)
        if exact not in DETERMINERS:
            words.append(Word(raw, key, exact, start, end, unit))
    return WordIndex(folded, tuple(words))


def parse_phrase(phrase: str) -> Phrase:
    """A phrase as written in a register: words, each with `*` where any ending will do; capitals make an acronym."""
    words = []
    if not phrase.isascii():
        phrase = fold(phrase.replace("*", "\ue000")).text.replace("\ue000", "*")
    for match in _PHRASE_WORD.finditer(phrase):
        raw = match[0]
        stem = raw.endswith("*")
        exact = _exact(raw.rstrip("*"))
        if exact in DETERMINERS:
            continue
        acronym = not stem and raw.isupper() and len(exact) > 1 and not exact.isdigit()
        key = _british(exact) if stem else exact if acronym else word_key(exact)
        words.append(PhraseWord(key, stem, acronym))
    return tuple(words)


def word_keys(text: str) -> frozenset[str]:
    """The keys of the words of a folded text, wherever they stand."""
    return frozenset(_forms(raw)[1] for raw in _WORD_PATTERN.findall(text))


def word_forms(text: str) -> frozenset[str]:
    """Keys and exact forms of the words of a folded text: what `WordIndex.places` of it knows."""
    forms = {_forms(raw) for raw in _WORD_PATTERN.findall(text)}
    return frozenset(form for exact, key in forms if exact not in DETERMINERS for form in (exact, key))


def word_key(exact: str) -> str:
    """The form in which words are compared: plural and third person `s` off, `-ize` spelt `-ise`."""
    word = exact
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    return _british(word)


# A dotted acronym, a number, a word (with an apostrophe in it), an ampersand.
_WORD = r"(?:[^\W\d_]\.){2,}[^\W\d_]?|\d+(?:[.,]\d+)*|[^\W_]+(?:'[^\W_]+)*|&"
_WORD_PATTERN = re.compile(_WORD)
_PHRASE_WORD = re.compile(rf"(?:{_WORD})\*?")
_GAP = re.compile(r"[.;:!?|\n]")
_CELL_END = re.compile(r"\|")
_LOOSE_END = re.compile(r"[.!?|\n]")


@lru_cache(maxsize=50_000)  # A text of a million words repeats some ten thousand forms.
def _forms(raw: str) -> tuple[str, str]:
    """Exact form and key of a word."""
    exact = _exact(raw)
    return exact, word_key(exact)


def _exact(raw: str) -> str:
    word = raw.casefold()
    if word == "&":
        return "and"
    if "." in word and not word[0].isdigit():
        word = word.replace(".", "")
    return word.removesuffix("'s")


def _british(word: str) -> str:
    return word.replace("iz", "is").replace("yz", "ys") if len(word) > 4 else word


def _is_acronym(raw: str, key: str) -> bool:
    """Short acronyms are words in small letters ("us", "led"); "ICPs" is the plural of ICP, not ICPS."""
    letters = raw.replace(".", "").removesuffix("'s").removesuffix("'S")
    if letters.isupper():
        return True
    plural = letters[:-1].isupper() and letters.endswith("s")
    return not key.endswith("s") if plural else len(key) > 3
