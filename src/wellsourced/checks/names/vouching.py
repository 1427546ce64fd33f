"""Texts that vouch for the names and numbers in them: verified entries, notes of the register, facts, help points.

They hold several times the words of an article, and few of them are ever asked for: which words and official numbers
they hold is kept from run to run, and only lines that hold every word of a phrase are read for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from wellsourced.checks.kept_registers import KeptRegisters
from wellsourced.checks.words.folding import fold, fold_lines
from wellsourced.checks.words.phrases import PhraseWord, WordIndex, index_words, word_forms
from wellsourced.manuscript.identifiers import find_identifiers
from wellsourced.project.project import Project


class VouchingTexts:
    """The texts of one project, each a line."""

    def __init__(self, kept: KeptRegisters) -> None:
        self._kept = kept
        self._known: dict[tuple[str, ...], bool] = {}

    def hold_word(self, form: str) -> bool:
        """Whether any text holds this word, by its key or in small letters."""
        return form in self._lines_by_form

    def hold_words(self, keys: tuple[str, ...]) -> bool:
        """Whether a text holds these words in this order, with nothing but spaces and light marks between."""
        if keys not in self._known:
            self._known[keys] = self._find(keys)
        return self._known[keys]

    def hold_number(self, scheme: str, number: str) -> bool:
        """Whether a text holds this official number."""
        return (scheme, number) in self._numbers

    def _find(self, keys: tuple[str, ...]) -> bool:
        if not keys:
            return False
        places = [self._lines_by_form.get(key, ()) for key in keys]
        common = set(min(places, key=len)).intersection(*places)
        lines = index_lines([self._texts[number] for number in sorted(common)])
        return next(lines.find(tuple(PhraseWord(key) for key in keys)), None) is not None

    @cached_property
    def _texts(self) -> list[str]:
        return _collect(self._kept.project)

    @cached_property
    def _lines_by_form(self) -> dict[str, list[int]]:
        return self._kept.keep("vouching lines by word", dict[str, list[int]], self._read_words)

    def _read_words(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, text in enumerate(fold_lines(self._texts)):
            for form in word_forms(text):
                found.setdefault(form, []).append(number)
        return found

    @cached_property
    def _numbers(self) -> frozenset[tuple[str, str]]:
        return self._kept.keep("vouched numbers", frozenset[tuple[str, str]], self._read_numbers)

    def _read_numbers(self) -> frozenset[tuple[str, str]]:
        return frozenset((i.scheme, i.number) for text in self._texts for i in find_identifiers(text))


def index_lines(lines: Sequence[str]) -> WordIndex:
    """The words of the lines, each line a unit of its own."""
    text = "\n\n".join(lines)
    ranges, position = [], 0
    for line in lines:
        ranges.append((position, position + len(line)))
        position += len(line) + 2
    return index_words(fold(text), ranges)


def one_line(text: str) -> str:
    """`text` with every white space as one space."""
    return " ".join(text.split())


def _collect(project: Project) -> list[str]:
    """What vouches for the names and numbers in it: bibliography entries, notes of the register, facts, help points."""
    texts: dict[str, None] = {}
    for reference in project.references:
        item = reference.item
        for value in item.values():
            if isinstance(value, str) and len(value) > 3:
                texts[one_line(value)] = None
        if item.get("volume") and item.get("page"):
            texts[one_line(f"{item['volume']} {item.get('container-title', '')} {item['page']}")] = None
        if item.get("type") in ("legislation", "bill", "regulation", "legal_case", "treaty") and item.get("number"):
            texts[one_line(f"Directive {item['number']}")] = None
    for instrument in project.instruments:
        for text in (
            instrument.official_name,
            instrument.note,
            instrument.jurisdiction,
            *instrument.identifiers.values(),
        ):
            if text:
                texts[one_line(text)] = None
    for fact in project.facts:
        texts[one_line(fact.statement)] = None
        if fact.locator:
            texts[one_line(fact.locator)] = None
    if project.help is not None:
        for point in project.help.help_points:
            texts[one_line(f"{point.name} {point.note or ''}")] = None
    return list(texts)
