"""Whether words spell an abbreviation, and from which word on."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
#: Words that an abbreviation may pass over.
_SMALL = frozenset(
    {"of", "and", "for", "on", "to", "in", "or", "against", "with", "by", "the", "a", "an", "from", "at", "into", "de"}
)


def is_abbreviation(word: str) -> bool:
    """Whether a single word is written as abbreviations are: two capitals or more, and they are at least half of it."""
    capitals = sum(letter.isupper() for letter in word)
    return word.isalnum() and word.isascii() and capitals >= 2 and capitals * 2 >= len(word) and word[0].isupper()


def spells_in_full(words: str, letters: str, *, official: bool = False) -> bool:
    """Whether the words, from the first to the last, are what the letters are short for.

    `official`: both are registered as names of one thing, so that it is enough to find the letters in their order
    ("United Nations Children's Fund", UNICEF).
    """
    found = list(_WORD.finditer(words))
    # A name that holds the letters explains nothing, nor do other abbreviations.
    if not found or any(match[0].casefold() == letters.casefold() for match in found) or words.upper() == words:
        return False
    return _judge([match[0] for match in found], letters, official) is not None


def spelt_from(words: str, letters: str) -> int | None:
    """Where in `words` the name begins that ends with them and that the letters are short for; None without one."""
    found = list(_WORD.finditer(words))
    best: tuple[tuple[bool, int], int] | None = None
    # From the last word back: of equally good names the shorter one.
    for number in range(len(found) - 1, -1, -1):
        word = found[number][0]
        if word[0].casefold() != letters[0].casefold() or word.casefold() in _SMALL or word == letters:
            continue
        passed = _judge([match[0] for match in found[number:]], letters)
        if passed is not None and passed[1] <= len(letters) and (best is None or passed < best[0]):
            best = (passed, found[number].start())
    return None if best is None else best[1]


def _judge(words: list[str], letters: str, official: bool = False) -> tuple[bool, int] | None:
    """How well the words spell the letters, the lower the better; None if they do not.

    First whether some letter stands inside a word; then how many words, small ones not counted, give no letter.
    """
    wanted = [letter.casefold() for letter in letters if letter.isalpha()]
    if words[0][0].casefold() != wanted[0]:
        return None
    given = passed = 0
    for word in words:
        if given < len(wanted) and word[0].casefold() == wanted[given]:
            given += 1
        elif word.casefold() not in _SMALL and not word.isdigit():
            passed += 1
    if given == len(wanted):
        return False, passed
    rest = iter("".join(words).casefold())
    inside = all(letter in rest for letter in wanted)
    # "Forensic Toolkit (FTK)": the other letters come out of words that give their first one as well.
    likely = official or (passed <= max(0, len(words) - 2) and given * 2 >= len(wanted) - 1)
    return (True, passed) if inside and likely and letters.isalpha() else None
