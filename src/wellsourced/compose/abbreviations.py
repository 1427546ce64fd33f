"""The list of abbreviations: those that the text uses, with what text or register of named things say they stand for.

Nothing is listed that the text does not use, and nothing whose full name neither gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from wellsourced.checks.names.expansions import find_expansions
from wellsourced.compose import ast
from wellsourced.compose.initials import is_abbreviation, spells_in_full, spelt_from
from wellsourced.manuscript.model import Manuscript, ParsedText
from wellsourced.manuscript.words import ReadWords
from wellsourced.pandoc import Block, Inline
from wellsourced.project.models import Instrument
from wellsourced.project.project import Project
from wellsourced.project.status import Status, StatusReport

ABBREVIATIONS_ANCHOR = "appendix-abbreviations"


class Abbreviation(NamedTuple):
    """`letters` stand for `words`; `reference` is the work that they name: a law, treaty, judgment or standard."""

    letters: str
    words: str
    reference: str | None


def write_abbreviations(project: Project, manuscript: Manuscript, statuses: Mapping[str, StatusReport]) -> list[Block]:
    """The appendix: a table of two columns, with a citation where the record's reference is verified."""
    found = find_abbreviations(project, manuscript)
    if not found:
        return []
    rows = [[[ast.strong(ast.words(one.letters))], _describe(one, project, statuses)] for one in found]
    return [
        ast.header(1, ABBREVIATIONS_ANCHOR, ast.words("Abbreviations")),
        ast.table([ast.words("Short"), ast.words("In full")], rows, widths=[0.2, 0.8]),
    ]


def find_abbreviations(project: Project, manuscript: Manuscript) -> tuple[Abbreviation, ...]:
    """The abbreviations that abstract, sections and figures use and that can be written out, by letters."""
    abstract = () if manuscript.abstract is None else (manuscript.abstract,)
    sections = (section.parsed for section in manuscript.sections)
    texts = [_Text(parsed) for parsed in (*abstract, *sections, *manuscript.figures)]
    register = _read_register(project.instruments)
    explained: dict[str, str] = {}
    for text in texts:
        for letters, words in _explained(text, register):
            explained.setdefault(letters, words)
    used = {letters for text in texts for letters in _used(text.plain, register, explained)}
    found = []
    for letters in used:
        owners = register.get(letters, ())
        if letters in explained:
            owner = _owner(owners, explained[letters])
            found.append(Abbreviation(letters, _begin(explained[letters]), _work(owner)))
        elif len({one.words for one in owners}) == 1:
            # Letters registered for several things mean nothing for certain where the text does not say.
            found.append(Abbreviation(letters, _begin(owners[0].words), _work(owners[0].instrument)))
    return tuple(sorted(found, key=lambda one: (one.letters.casefold(), one.letters)))


class _Text:
    """A text; `plain`: what a reader reads of it, letter for letter at its place."""

    def __init__(self, parsed: ParsedText) -> None:
        self.parsed = parsed
        self.plain = _MARKS.sub(lambda match: " " * len(match[0]), ReadWords(parsed).plain)


class _Registered(NamedTuple):
    """What letters stand for by the register, in the first of its names that spells them."""

    words: str
    instrument: Instrument


_Register = Mapping[str, Sequence[_Registered]]

#: Emphasis, the brackets of links and what is left of their addresses, marks of notes and block quotations.
_MARKS = re.compile(r"\]\(\s*\)|\[\^[^\]\s]{1,40}\]|[\[\]*]|(?<!\w)_|_(?!\w)|^[ \t]{0,3}>[> \t]{0,20}", re.MULTILINE)
_WORKS = frozenset({"treaty", "soft-law", "eu-act", "statute", "case", "standard"})
#: A word with two capitals or more, and perhaps a plural s; not part of an address or of a longer name.
_TOKEN = re.compile(r"(?<![\w@./&’'-])[A-Z][A-Za-z0-9]{1,11}(?![\w&])")
_ACT = re.compile(r"((?:[A-Z]{2,12} ){1,4})Act")
_OF_ACT = re.compile(r"\s+Act\b")
#: What makes part of a number or name of the letters before it: "CETS No. 201", "ISO 27037".
_NUMBERED = re.compile(r"[-/\s]?\d|\s(?:No|Nos|Nr)\b")
_IN_BRACKETS = re.compile(r"\(\s*(?:the\s+|abbreviated\s+|or\s+)?[“\"']?([A-Z][A-Za-z0-9]{1,11})[”\"']?\s*[),;]")
_FULL_IN_BRACKETS = re.compile(r"\s+\(\s*(?:the\s+|short\s+for\s+)?([^()\n]{4,120}(?:\n[^()\n]{1,90})?)\)")
#: So far back the full name of an abbreviation in brackets may begin, and where it cannot go on.
_REACH = 200
_EDGE = re.compile(r"[;:!?()|“”\"]|\.\s|\n\s*\n")


def _read_register(instruments: Sequence[Instrument]) -> _Register:
    """Letters -> the things registered under them that have a name to write them out with."""
    register: dict[str, list[_Registered]] = {}
    for instrument in instruments:
        names = instrument.names
        acts = {name for name in names if _ACT.fullmatch(name)}
        for short in names:
            act = _ACT.fullmatch(short)
            if not (act or is_abbreviation(short)):
                continue
            # Of "AI Act" and "EU AI Act", of "POCSO" and "POCSO Act" the first is enough.
            if act and (act[1].strip() in names or any(short.endswith(f" {other}") for other in acts)):
                continue
            letters = act[1].replace(" ", "") if act else short
            full = [
                name for name in names if spells_in_full(name, letters, official=True) and (not act or " Act" in name)
            ]
            if short == instrument.official_name:
                # What goes by its letters has its full name among the others, even if that spells them badly.
                full += [name for name in names if _is_full_name(name, short)]
            if full:
                register.setdefault(short, []).append(_Registered(full[0], instrument))
    return register


def _is_full_name(name: str, letters: str) -> bool:
    words = name.split()
    return len(words) > 2 and letters not in name and name[0] == letters[0] and not any(map(is_abbreviation, words))


def _used(plain: str, register: _Register, explained: Mapping[str, str]) -> Iterator[str]:
    for match in _TOKEN.finditer(plain):
        word = match[0]
        if word.endswith("s") and word not in explained and word not in register:
            word = word[:-1]
        if word in explained or (word in register and not _NUMBERED.match(plain, match.end())):
            yield word
    even = " ".join(plain.split())
    yield from (name for name in register if " " in name and name in even)
    yield from (letters for letters in explained if " " in letters)


def _explained(text: _Text, register: _Register) -> Iterator[tuple[str, str]]:
    """The abbreviations that the text writes out: "Full Name (ABC)", "ABC (Full Name)", "ABC stands for Full Name"."""
    plain = text.plain
    for match in _IN_BRACKETS.finditer(plain):
        if is_abbreviation(match[1]):
            # Some acts have the letters before their last word: Clarifying Lawful Overseas Use of Data (CLOUD) Act.
            act = " Act" if _OF_ACT.match(plain, match.end()) else ""
            words = _name_before(plain, match.start(), match[1], register.get(match[1] + act, ()))
            if words:
                yield _singular(match[1] + act, words + act)
    for match in _TOKEN.finditer(plain):
        behind = _FULL_IN_BRACKETS.match(plain, match.end()) if is_abbreviation(match[0]) else None
        words = _even(re.split(r"[,;]", behind[1])[0]) if behind else ""
        if " " in words and spells_in_full(words, match[0]):
            yield _singular(match[0], words)
    for expansion in find_expansions(text.parsed):
        if is_abbreviation(expansion.letters):
            yield expansion.letters, _even(expansion.words)


def _singular(letters: str, words: str) -> tuple[str, str]:
    """ "VCPs", "varroa control plans" -> "VCP", "varroa control plan"."""
    if not (letters.endswith("s") and letters[:-1].isupper()):
        return letters, words
    if words.endswith("ies"):
        return letters[:-1], f"{words[:-3]}y"
    return letters[:-1], words.removesuffix("s")


def _name_before(plain: str, end: int, letters: str, owners: Sequence[_Registered]) -> str | None:
    """The full name that ends before the bracket: a registered one, or the words that spell the letters."""
    before = plain[max(0, end - _REACH) : end]
    even = _even(before)
    for owner in owners:
        names = sorted(owner.instrument.names, key=lambda n: (not spells_in_full(n, letters, official=True), -len(n)))
        for name in names:
            if name != letters and even.casefold().endswith(name.casefold()):
                return even[len(even) - len(name) :]
    edges = [match.end() for match in _EDGE.finditer(before)]
    clause = _even(before[edges[-1] if edges else 0 :])
    start = spelt_from(clause, letters)
    return None if start is None else clause[start:]


def _owner(owners: Sequence[_Registered], words: str) -> Instrument | None:
    named = [one.instrument for one in owners if words.casefold() in map(str.casefold, one.instrument.names)]
    if named or len(owners) == 1:
        return named[0] if named else owners[0].instrument
    return None


def _work(instrument: Instrument | None) -> str | None:
    """The reference of what is itself a work; that of a body or a tool is something said of it, which would mislead."""
    return instrument.reference if instrument and instrument.kind in _WORKS else None


def _even(text: str) -> str:
    return " ".join(text.split()).strip(" ,–—-“”‘\"'")


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]


def _describe(one: Abbreviation, project: Project, statuses: Mapping[str, StatusReport]) -> list[Inline]:
    words = ast.words(ast.apostrophes(one.words))
    reference = project.resolve_reference(one.reference) if one.reference else None
    if reference is None or statuses[reference.id].status is not Status.VERIFIED:
        return words
    return [*words, {"t": "Space"}, ast.cite(reference.id)]
