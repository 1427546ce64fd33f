"""What the record of a thing rules out (`is_not`), compiled, and whether the words of a predicate say it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from wellsourced.checks.credited.kinds import alike, class_nouns
from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.words.phrases import word_key


class RuledOut(msgspec.Struct, frozen=True):
    """A phrase of `is_not`. `words`: its words as compared; `stems`: which of them stand with any ending.

    `head`: the number of the noun that says what kind of thing is meant ("tool" in "tool to detect"); `codes`: the
    states and organisations in it; `content`: the numbers of the other words that count; `verbal`: it says what the
    thing does; `adjectival`: how it is.
    """

    text: str
    words: tuple[str, ...]
    stems: tuple[bool, ...]
    head: int
    codes: frozenset[str]
    content: tuple[int, ...]
    verbal: bool
    adjectival: bool

    def says(self, number: int, word: str) -> bool:
        """Whether a word of a text is this word of the phrase."""
        wanted = self.words[number]
        if word == wanted or (self.stems[number] and word.startswith(wanted)):
            return True
        return len(wanted) > 3 and not (self.adjectival and len(self.words) == 1) and stem_of(word) == stem_of(wanted)


_SMALL = frozenset({"about", "concerning", "of", "by", "for", "to", "in", "on", "against", "and", "at", "with", "from"})
_PREPOSITIONS = _SMALL - {"and"} | {"open", "run", "made", "used"}
DECISIONS = frozenset({"decision", "ruling", "judgment", "judgement"})
#: Adjectives that fit too many organisations to tell any one of them.
VAGUE = frozenset({"european", "international", "federal", "commonwealth", "union", "american", "general", "ec"})


@cache
def compile_ruled_out(is_not: tuple[str, ...]) -> tuple[RuledOut, ...]:
    """The phrases of a record."""
    return tuple(_compile(phrase) for phrase in is_not)


@cache
def _compile(phrase: str) -> RuledOut:
    raw = [
        w
        for w in phrase.replace("-", " ").replace("'s ", " ").split()
        if w.casefold() not in ("the", "a", "an", "legally")
    ]
    words = tuple(word_key(w.rstrip("*").casefold()) for w in raw)
    stems = tuple(w.endswith("*") for w in raw)
    lows = [w.rstrip("*").casefold() for w in raw]
    first_preposition = next((n for n, w in enumerate(lows) if n and w in _PREPOSITIONS), len(lows))
    head = len(lows) - 1 if words[-1] in DECISIONS else first_preposition - 1
    codes, rest = read_codes(lows)
    content = tuple(n for n in rest if lows[n] not in _SMALL and n != head)
    verbal = len(lows) > 1 and (
        (lows[0].endswith("s") and not lows[0].endswith(("ss", "ics", "us", "is")) and words[0] != lows[0])
        or (lows[0].endswith(("ed", "ing")) and lows[1] in ("by", "to", "from", "for"))
        or lows[0] in ("struck", "made", "run", "created", "abolished")
    )
    adjectival = not verbal and (lows[-1].endswith(("ing", "able", "ive", "ary")) or lows == ["open", "source"])
    return RuledOut(phrase.rstrip("*"), words, stems, head, codes, content, verbal, adjectival)


def read_codes(words: Sequence[str]) -> tuple[frozenset[str], list[int]]:
    """The states and organisations named without doubt, and the numbers of the other words."""
    codes: set[str] = set()
    rest: list[int] = []
    number = 0
    while number < len(words):
        for length in (4, 3, 2, 1):
            part = list(words[number : number + length])
            if len(part) < length or (length == 1 and part[0] in VAGUE):
                continue
            found, other = read_jurisdictions(part)
            if found and not other and not (length > 1 and read_jurisdictions(part[:1])[0] and len(found) > 1):
                codes |= found
                number += length
                break
        else:
            rest.append(number)
            number += 1
    return frozenset(codes), rest


@cache
def stem_of(word: str) -> str:
    """A word without its ending: detects, detected, detecting, detection."""
    if word == "made":
        return "mak"
    for ending in ("ising", "izing", "ised", "ized", "ises", "izes", "ise", "ize"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)] + "is"
    for ending in ("ations", "ation", "ings", "ing", "ions", "ion", "ies", "ied", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def find_sequence(phrase: RuledOut, words: Sequence[str]) -> tuple[int, int] | None:
    """Where the words of a phrase stand one behind another; first and last."""
    count = len(phrase.words)
    for first in range(len(words) - count + 1):
        if all(phrase.says(n, words[first + n]) for n in range(count)):
            return first, first + count - 1
    return None


def is_same_thing(phrase: RuledOut, head: str, words: frozenset[str], codes: frozenset[str]) -> bool:
    """Whether a noun and the words around it say in another order what the phrase says."""
    if len(phrase.words) < 2 or not (phrase.content or phrase.codes) or not phrase.codes <= codes:
        return False
    wanted = phrase.words[phrase.head]
    if not (phrase.says(phrase.head, head) or head in alike(wanted)):
        return False
    return all(any(phrase.says(n, word) for word in words) for n in phrase.content)


@cache
def rules_out_class(is_not: tuple[str, ...], name: str) -> bool:
    """Whether a record says in one word or two, without further condition, that a thing is none of a class."""
    nouns = {" ".join(words) for words, of in class_nouns().items() if of == name} | {name}
    return any(phrase.rstrip("*").casefold() in nouns for phrase in is_not)
