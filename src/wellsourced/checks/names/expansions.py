"""What letters stand for: acronyms and the full names that a text gives them, in brackets or in so many words."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.names.resemblance import find_likeness, has_same_words
from wellsourced.checks.names.variants import LINKS, split_words
from wellsourced.manuscript.mentions import words_of
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.models import Instrument


class Expansion(msgspec.Struct, frozen=True):
    """`letters` are said to stand for `words`; both stand in `text[start:end]`."""

    letters: str
    words: str
    start: int
    end: int


def find_wrong_expansions(parsed: ParsedText, register: NameRegister) -> tuple[tuple[Expansion, Instrument], ...]:
    """Letters that a text says stand for another name than the register's, each with that for which they stand."""
    found = ((expansion, judge_expansion(expansion, register)) for expansion in find_expansions(parsed))
    return tuple((expansion, meant) for expansion, meant in found if meant is not None)


def find_expansions(parsed: ParsedText) -> Iterator[Expansion]:
    """The expansions that a text gives, in order. Linear: each bracket is looked at once."""
    prose = parsed.prose
    for sentence in parsed.sentences:
        start, end = sentence.start, sentence.end
        text = prose[start:end]
        if "(" in text:
            yield from _in_brackets(prose, start, end)
            yield from _before_brackets(prose, start, end)
        if ":" in text:
            yield from _behind_colon(prose, start, end)
        if (
            "stand" in text
            or " read" in text
            or "acronym" in text
            or "spel" in text
            or "short for" in text
            or "mean" in text
            or "abbreviat" in text
        ):
            yield from _in_words(prose, start, end)
        if (
            "full" in text
            or " from " in text
            or "represent" in text
            or "denot" in text
            or " out," in text
            or " of " in text
        ):
            yield from _beside(prose, start, end, _IN_FULL)
        if "," in text:
            yield from _apposed(prose, start, end)
        marked = any(mark in text for mark in (" — ", " – ", " - ", "=", " [", "|"))
        if marked:
            yield from _beside(prose, start, end, _BESIDE)
        if " is " in text or " was " in text:
            yield from _beside(prose, start, end, _IS)
        if marked or ":" in text or _SHORT.search(text):
            yield from _title_before(prose, start, end, _LETTERS_BEHIND)


def spells(words: str, letters: str) -> bool:
    """Whether the words begin with these letters, in their order; most of the letters must be found.

    "Online Offenders Screening Instrument" is meant to be OOSI; so are words with a letter too few or too many.
    """
    initials = [w[0].upper() for w in re.findall(r"[^\W\d_][\w'’-]*", words) if w.casefold() not in _SMALL]
    capitals = [c for c in letters.upper() if c.isalpha()]
    if len(initials) < 2 or len(capitals) < 2:
        return False
    position = matched = 0
    for capital in capitals:
        try:
            position = initials.index(capital, position) + 1
        except ValueError:
            continue
        matched += 1
    return matched >= 2 and matched >= 0.6 * len(capitals) and len(initials) <= 2 * len(capitals) + 2


def judge_expansion(expansion: Expansion, register: NameRegister) -> Instrument | None:
    """The instrument for which the letters are registered, where the words name another thing."""
    registered = register.acronyms.get(expansion.letters.upper().replace(".", ""), ())
    if not registered:
        return None
    words = split_words(expansion.words)
    same = has_same_words(words, register)
    if same is not None and (same[0].instrument is None or same[0].instrument in registered):
        return None
    other = same[0].instrument if same is not None else None
    if other is not None and any(expansion.letters in name for name in other.short_names):
        return None
    if other is not None and other.kind in _MADE and all(i.kind == "organisation" for i in registered):
        return None  # "BuzzCheck Pro (ABC)": who made it
    like = find_likeness(words, register)
    own = {key for i in registered for name in register.by_instrument(i) for key in name.content}
    content = [w.key for w in words if w.exact not in LINKS and not w.raw.isdigit()]
    known = sum(any(k == o or k[:5] == o[:5] for o in own) for k in content)
    if like is not None and like.name.instrument in registered and like.score >= _SAME:
        return None
    if content and known == len(content):
        return None
    return registered[0]


#: What bodies make and run.
_MADE = ("programme", "tool")
#: A name this like the registered one is a matter of its spelling, not of the letters.
_SAME = 0.8
_SMALL = frozenset(
    {"of", "and", "for", "on", "to", "in", "or", "against", "with", "by", "the", "a", "an", "from", "at", "de"}
)
_LETTERS = r"(?P<letters>[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9&.-]*(?: \d\.\d)?|[A-Z]{2,}(?: Act)?)"
_BEFORE_BRACKET = re.compile(
    r"(?<![\w@])([A-Z][\w.&+-]{1,15}(?: \d\.\d| Act)?)[*_]{0,2}"
    r"(?:[\s>]{1,4}(?:project|programme|program|database|tool|network|study|convention|initiative|agency|test))?[\s>]{1,4}\(([^()\n|]{6,110}(?:\n[^()\n|]{1,90})?)\)"
)
_LETTERS_IN_BRACKET = re.compile(
    r"(?:(?<=[\w.’'”\"*])[\s>]{1,4}\(|(?<=\w), )([A-Z][A-Za-z&-]{1,11}[A-Z0-9])"
    r"(?:\s(?:project|programme|program|database|network|initiative))?\)"
)
_TITLE_END = re.compile(
    r"[A-Z][\w'’-]{0,30}(?:[\s>]{1,4}(?:[A-Z][\w'’-]{0,30}|of|and|for|on|to|in|against|the|&|with|from|by)){1,12}[*_”\"]{0,3}$"
)
_COLON = re.compile(
    r"[\s*_>-]{0,6}(?:\[\^\w{1,9}\]:\s)?([A-Z][\w&-]{1,12})[*_]{0,2}:[*_]{0,2}\s([A-Z][\w'’-]{0,30}(?:[\s>]{1,4}[\w'’&-]{1,30}){1,12})"
)
_STANDS = re.compile(
    r"(?<![\w@])([A-Z][\w.&+-]{1,15}(?: Act)?)[*_”\"']{0,3}(?:,\s[^,.;()\n]{1,40},)?,?[\s>]{1,4}"
    r"(?:[–—-]\s)?(?:\([^()\n]{1,40}\)\s)?(?:(?:which|that)[\s>])?"
    r"(?:stands?|stood|is read as|is spelled out as|is spelt out as|is, in full,|reads|is short|is an abbreviation"
    r"|is the abbreviation|is an acronym"
    r"|short(?=\sfor)|shorthand(?=\sfor)|meaning|means|abbreviates|is the acronym)(?:[\s>]{1,4}(?:for|of))?[\s>]{1,4}"
    r"(?:the[\s>]{1,4})?[“\"'*_]{0,3}([A-Z][\w'’-]{0,30}(?:[\s>]{1,4}[\w'’&-]{1,30}){1,12})"
)
_APPOSED = re.compile(
    r"(?<![\w@])([A-Z][A-Z-][\w.&+-]{0,14}(?: \d\.\d)?)[*_]{0,2},[\s>]{1,4}(?:(?:or|short for|i\.e\.|that is"
    r"|namely)[\s>,]{1,4})?(?:the[\s>]{1,4})?"
    r"([A-Z][\w'’-]{1,30}(?:[\s>]{1,4}(?:[A-Z][\w'’-]{0,30}|of|and|for|on|to|in|against|the|&|\d\.\d)){1,12})[*_]{0,2}"
    r"(?:,|(?=[.;:)](?:\s|$)))"
)
#: Where one of two things that are joined ends and the other begins with its letters: "and T-ES the ...".
_NEXT_LETTERS = re.compile(r"\s(?:and|or|with)\s(?:the\s)?[A-Z][A-Z-][\w.&+-]{0,14}\s(?:the|is|was|stands|means)\b.*")


_IS = re.compile(
    r"(?<![\w@])([A-Z][A-Z-][\w.&+-]{0,14})[*_]{0,2}\s(?:is|was)\s(?:the\s|[A-Z][\w.]{1,20}['’]s\s)[\"“*_]{0,2}"
    r"([A-Z][\w'’-]{1,30}(?:[\s>]{1,4}(?:[A-Z][\w'’-]{0,30}|of|and|for|on|to|in|against|the|&)){1,12})"
)
_BESIDE = re.compile(
    r"(?<![\w@])([A-Z][A-Z-][\w.&+-]{0,14})[*_]{0,2}(?:\s(?:—|–|--?|\|)\s|\s?=\s?|\s\[)(?:the\s)?[\"“*_]{0,2}"
    r"([A-Z][\w'’-]{1,30}(?:[\s>]{1,4}(?:[A-Z][\w'’-]{0,30}|of|and|for|on|to|in|against|the|&)){1,12})"
)


#: What says less than "stands for", or the other way about: "the full name of ABC is ...", "ABC comes from ...".
_IN_FULL = re.compile(
    r"(?:\b[Ff]ull\s(?:name|title|form)\sof\s(?:the\s)?)?(?<![\w@])([A-Z][A-Z-][\w.&+-]{0,14})[*_”\"]{0,3}"
    r"(?:\s(?:is|was)|['’]s\sfull\s(?:name|title)\s(?:is|was)|,?\s\(?whose\sfull\s(?:name|title)\s(?:is|was)"
    r"|,?\s(?:which\s)?(?:represents?|denotes?|spells|comes\sfrom|derives\sfrom|is,\swritten\sout,)"
    r"|,\s(?:an?\s(?:acronym|abbreviation)\s(?:of|for|from)|from|formed\sfrom))\s"
    r"(?:the\s)?[“\"'*_]{0,3}([A-Z][\w'’-]{1,30}(?:[\s>]{1,4}(?:[A-Z][\w'’-]{0,30}|of|and|for|on|to|in|against|the|&)){1,12})"
)
_SHORT = re.compile(r"\b(?:hereafter|hereinafter|abbreviat\w+|short|known as|called|goes by|or [A-Z]{2})")
_LETTERS_BEHIND = re.compile(
    r"(?<=\w)(?:\s\((?:hereafter|hereinafter|abbreviated(?:\sas|\sto)?|short|known\sas)?\s?[“\"]?|\s\[|\s[–—-]\s|:\s|\s\|\s"
    r"|,\s(?:or|known\sas|abbreviated(?:\sas|\sto)?|in\sshort|called)\s|,\s(?=[A-Z]{2,12}\sfor\sshort)"
    r"|\s(?:is|are)\s(?:called|abbreviated(?:\sas|\sto)?|known\sas)\s|\sgoes\sby\s)"
    r"([A-Z][A-Z][A-Za-z&-]{0,11})(?=\sfor\sshort|[”\"\]),.|;]|\s[–—|-]|\s?$)"
)


def _in_brackets(prose: str, start: int, end: int) -> Iterator[Expansion]:
    """ "ABC (A Better Child)"."""
    for match in _BEFORE_BRACKET.finditer(prose, start, end):
        letters, inside = match[1], words_of(prose, match.start(2), match.end(2))
        inside = re.split(r"[,;]| – | - ", inside.removeprefix("the "))[0].strip("“”\"' ")
        if _is_letters(letters) and (
            (_is_title(inside) and spells(inside, letters.split()[0])) or _begin_with(inside, letters)
        ):
            yield Expansion(letters.split()[0], inside, match.start(), match.end())


def _begin_with(words: str, letters: str) -> bool:
    """Whether words in small letters, three or more, begin with just these letters: "electronic data recovery"."""
    naming = [word for word in words.split() if word not in _SMALL]
    if len(naming) < 3 or not letters.isupper() or not all(word.isalpha() and word.islower() for word in naming[1:]):
        return False
    return "".join(word[0] for word in naming).upper() == letters


def _before_brackets(prose: str, start: int, end: int) -> Iterator[Expansion]:
    """ "A Better Child (ABC)", and "(A Better Child, ABC)"."""
    yield from _title_before(prose, start, end, _LETTERS_IN_BRACKET)


def _title_before(prose: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Expansion]:
    """Letters that the pattern finds, with the title that stands right before them and which they begin."""
    for match in pattern.finditer(prose, start, end):
        tail = _TITLE_END.search(prose, max(start, match.start() - 160), match.start())
        if tail is None or not _is_letters(match[1]):
            continue
        words = words_of(prose, tail.start(), tail.end()).split()
        wanted = sum(c.isupper() for c in match[1])
        for first in range(len(words)):
            title = " ".join(words[first:])
            capitals = sum(w[0].isupper() for w in words[first:])
            if capitals <= wanted + 1 and words[first][0] == match[1][0] and _is_title(title):
                if capitals >= wanted - 1 and spells(title, match[1]):
                    yield Expansion(match[1], title, prose.find(words[first], tail.start()), match.end())
                break


def _behind_colon(prose: str, start: int, end: int) -> Iterator[Expansion]:
    """ "ABC: A Better Child." as in a list of abbreviations."""
    match = _COLON.match(prose, start, end)
    if match is not None and _is_letters(match[1]):
        words = _capitalised(words_of(prose, match.start(2), match.end(2)))
        if _is_title(words) and spells(words, match[1]):
            yield Expansion(match[1], words, match.start(1), match.end())


def _in_words(prose: str, start: int, end: int) -> Iterator[Expansion]:
    """ "ABC stands for A Better Child"."""
    for match in _STANDS.finditer(prose, start, end):
        words = _capitalised(words_of(prose, match.start(2), match.end(2)))
        if _is_letters(match[1]) and _is_title(words):
            yield Expansion(match[1].split()[0], words, match.start(), match.end())


def _apposed(prose: str, start: int, end: int) -> Iterator[Expansion]:
    """ "ABC, the A Better Child,"."""
    for match in _APPOSED.finditer(prose, start, end):
        words = words_of(prose, match.start(2), match.end(2))
        if _is_letters(match[1]) and _is_title(words) and spells(words, match[1].split()[0]):
            yield Expansion(match[1].split()[0], words, match.start(), match.end())


def _beside(prose: str, start: int, end: int, pattern: re.Pattern[str]) -> Iterator[Expansion]:
    """ "ABC — A Better Child", "ABC = A Better Child", "ABC [A Better Child]"; "ABC is the A Better Child"."""
    for match in pattern.finditer(prose, start, end):
        words = _capitalised(_NEXT_LETTERS.sub("", words_of(prose, match.start(2), match.end(2))))
        if pattern is _IN_FULL and not _begins_with_all(words, match[1]):
            continue  # "ABC comes from Bavaria and Kent"
        if _is_letters(match[1]) and _is_title(words) and spells(words, match[1]):
            yield Expansion(match[1], words, match.start(), match.end())


def _begins_with_all(words: str, letters: str) -> bool:
    """Whether each of the letters begins one of the words, in their order."""
    initials = iter(word[0].upper() for word in words.split() if word not in _SMALL)
    return all(letter in initials for letter in letters.upper() if letter.isalpha())


def _is_letters(word: str) -> bool:
    first = word.split()[0]
    return sum(c.isupper() for c in first) >= 2 and sum(c.isupper() for c in first) * 2 >= len(first)


def _is_title(words: str) -> bool:
    capitals = [w for w in words.split() if w[:1].isupper()]
    small = [w for w in words.split() if w[:1].islower() and w not in _SMALL]
    return len(capitals) >= 2 and len(small) <= 1 and bool(read_jurisdictions([w.casefold() for w in capitals])[1])


def _capitalised(words: str) -> str:
    """The words up to the last capitalised one before the sentence goes on in small letters."""
    kept: list[str] = []
    for word in words.split():
        if word[:1].isupper() or word in _SMALL or word[:1].isdigit():
            kept.append(word)
        else:
            break
    while kept and kept[-1] in _SMALL:
        kept.pop()
    return " ".join(kept)
