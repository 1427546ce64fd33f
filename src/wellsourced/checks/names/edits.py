"""A registered name of which one word is another, is missing, is too many, or stands in another place.

Names are looked for from their rarest words, wherever these stand in the text, so that commas and small letters in a
name do no harm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.names.known_names import KnownName
from wellsourced.checks.names.public_organs import is_public_organ
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.names.specific_names import FIRM_HEADS, NO_TITLE
from wellsourced.checks.names.variants import LINKS, strip_year
from wellsourced.checks.words.phrases import Word, WordIndex
from wellsourced.manuscript.names import OPENERS, head_noun

#: Longer names than this are compared by their likeness only.
_LONGEST = 16
#: A title of so many naming words is known by all but one of them, in small letters too.
_LONG_TITLE = 5
#: A word in no more names than this says by itself which of them is meant.
_RARE = 6
_WORDS_OF_FREE = """
the a an all its their international national global new draft proposed revised united nations nation union act no
online federal state first second third
"""
#: Words that may be left out or put in without making another name.
_FREE = frozenset(_WORDS_OF_FREE.split())


_QUOTES = ("'", '"')
#: Kinds of things of which even what "and" joins stands in one order: "Coroners and Justice Act".
_LAWS = frozenset({"statute", "treaty", "eu-act"})


class Slip(msgspec.Struct, frozen=True):
    """The words `first` to `last` of a text, which are `name` but for one word, the number of which is `at`."""

    first: int
    last: int
    at: int
    name: KnownName


def one_word_off(words: Sequence[Word], register: NameRegister) -> KnownName | None:
    """The registered name that has one word less than these, or the same in another order."""
    content = _naming_words(words)
    if not 3 <= len(content) <= _LONGEST or is_public_organ([w.raw for w in content]):
        return None
    keys = tuple(w.key for w in content)
    return next(_exchanged(keys, register), None) or next(_added(content, keys, register), None)


def in_another_order(words: Sequence[Word], register: NameRegister) -> KnownName | None:
    """The registered name that has the same words, four or more, in another order."""
    keys = tuple(w.key for w in _naming_words(words))
    return next(_exchanged(keys, register), None) if 4 <= len(keys) <= _LONGEST else None


def _naming_words(words: Sequence[Word]) -> list[Word]:
    content = [w for w in strip_year(words)[0] if w.key not in LINKS]
    while content and content[-1].exact in NO_TITLE:
        content.pop()  # "the Charter of March"
    return content


def _is_other_head(keys: Sequence[str], hole: int, name: KnownName, register: NameRegister) -> bool:
    """Whether only the type word is another, and the rest names one thing: "Accord on the Rights of the Child"."""
    if keys[hole] not in FIRM_HEADS or not head_noun(name.content[hole]):
        return False
    others = tuple(k for i, k in enumerate(keys) if i != hole)
    rarest = min(others, key=lambda k: len(register.by_key.get(k, ())), default="")
    alike = (register.names[n].content for n in register.by_key.get(rarest, ()))
    heads = {c[hole] for c in alike if len(c) == len(keys) and (*c[:hole], *c[hole + 1 :]) == others}
    return len(heads) == 1


def _added(content: Sequence[Word], keys: tuple[str, ...], register: NameRegister) -> Iterator[KnownName]:
    for place in range(1, len(keys)):
        more = content[place]
        if more.key in _FREE or more.key in keys[:place] or more.raw.isupper() or _is_jurisdiction(more.exact):
            continue
        rest = (*keys[:place], *keys[place + 1 :])
        if not more.raw[0].isupper() or more.raw.endswith(("'s", "s'")):
            continue
        for name in register.by_content.get(frozenset(rest), ()):
            if (
                name.content == rest
                and name.instrument is not None
                and len(rest) >= 2
                and (len(rest) > 2 or _tells(list(rest), register))
            ):
                yield name


def _exchanged(keys: tuple[str, ...], register: NameRegister) -> Iterator[KnownName]:
    counts = Counter(keys)
    for name in register.by_content.get(frozenset(keys), ()):
        if name.instrument is None or name.content == keys or Counter(name.content) != counts:
            continue
        if "and" not in name.keys or len(keys) > 4 or name.instrument.kind in _LAWS:
            yield name


def _tells(keys: Sequence[str], register: NameRegister) -> bool:
    """Whether these words say which name is meant: three of them, or two of which one is rare."""
    plain = [k for k in keys if not head_noun(k) and not _is_jurisdiction(k)]
    rare = [k for k in plain if len(register.by_key.get(k, ())) <= _RARE and len(k) > 2]
    return bool(plain) and (len(keys) >= 3 or bool(rare))


def _is_jurisdiction(word: str) -> bool:
    return not read_jurisdictions([word])[1]


# --- anywhere in a text ----------------------------------------------------------------------------------------------


def find_slips(index: WordIndex, register: NameRegister) -> Iterator[Slip]:
    """Registered names of three or more words with one word wrong, wherever they stand.

    Each capitalised word leads to the names of which it is among the rarest words; these are laid over the text.
    """
    done = -1
    for number, word in enumerate(index.words):
        if number <= done or word.key not in register.by_anchor:
            continue
        candidates = register.by_anchor[word.key]
        longest = max((len(name.content) for name, _ in candidates), default=0)
        near = {index.words[n].key for step in (-1, 1) for n in _content_from(index, number, longest + 2, step)}
        for name, place in candidates:
            # Nine in ten lack more than one word hereabouts: laying them over the text would find none.
            if sum(key not in near for key in name.content) > 1:
                continue
            slip = _lay(index, number, name, place, register)
            if slip is not None and slip.first > done:
                done = slip.last
                yield slip
                break


def _lay(index: WordIndex, number: int, name: KnownName, place: int, register: NameRegister) -> Slip | None:
    """A name laid over the text so that its naming word `place` is the word `number`."""
    want = name.content
    before = _content_from(index, number, place + 2, -1)[:0:-1]
    behind = _content_from(index, number, len(want) - place + 1, 1)
    around = [*before, *behind]
    anchor = len(before)
    for back, length in ((place, 0), (place - 1, -1), (place, -1), (place + 1, 1), (place, 1)):
        start = anchor - back
        numbers = around[start : start + len(want) + length] if start >= 0 else []
        if len(numbers) != len(want) + length:
            continue
        at = _slip(tuple(index.words[n].key for n in numbers), want)
        if at is not None and _is_one_name(index, numbers, at, name, register):
            return Slip(numbers[0], numbers[-1], numbers[at], name)
    return None


def _slip(keys: tuple[str, ...], want: tuple[str, ...]) -> int | None:
    """Which of the words is the wrong one, or stands where one is missing; None where not just one is wrong."""
    at = next((i for i, (a, b) in enumerate(zip(keys, want, strict=False)) if a != b), None)
    if at is None:
        return None
    if len(keys) == len(want):
        return at if keys[at + 1 :] == want[at + 1 :] else None
    if len(keys) < len(want):
        return at if at and keys[at:] == want[at + 1 :] else None
    return at if at and keys[at + 1 :] == want[at:] else None


def _is_one_name(index: WordIndex, numbers: Sequence[int], at: int, name: KnownName, register: NameRegister) -> bool:
    """Whether the words read as one name, and what is wrong with it makes it another."""
    words = [index.words[n] for n in numbers]
    keys, want = [w.key for w in words], name.content
    wrong = words[at]
    if len(keys) < len(want):
        gone = want[at]
        if len(want) < 4 or gone in _FREE or gone in keys or _is_jurisdiction(gone):
            return False
        others = keys
    else:
        others = [*keys[:at], *keys[at + 1 :]]
        if _is_jurisdiction(wrong.exact) or wrong.key in want or wrong.raw.isdigit() or wrong.exact in NO_TITLE:
            return False
        if len(keys) > len(want) and (wrong.key in _FREE or wrong.raw.isupper()):
            return False
        if at == 0 and (wrong.exact in OPENERS or wrong.raw.endswith(("'s", "s'"))):
            return False
        if not wrong.raw[0].isupper() and not _is_small_in(words, name, at, index.folded.text):
            return False
    if len(keys) == len(want) and _is_other_head(keys, at, name, register):
        pass
    elif not _tells(others, register):
        return False
    if is_public_organ([w.raw for w in words]):
        return False
    text = index.folded.text
    firm = ",;:.()!?|" if len(want) < 5 or at in (0, len(keys) - 1) else ";:.()!?|"
    gaps = [text[a.end : b.start] for a, b in pairwise(words)]
    if any((gap[-1:] in _QUOTES and len(gap) > 1) or any(mark in gap for mark in firm) for gap in gaps):
        return False
    raws = [raw for key, raw in zip(name.keys, name.raw, strict=True) if key not in LINKS]
    capitals = sum(raw[0].isupper() for raw in raws)
    written = sum(w.raw[0].isupper() for w in words)
    return written > 1 and (2 * written > capitals or len(want) > _LONG_TITLE) and words[0].raw[0].isupper()


def _is_small_in(words: Sequence[Word], name: KnownName, at: int, text: str) -> bool:
    """Whether a title of five naming words or more is in small letters at the place of one that is wrong.

    Linking words stand beside it, as in "on the sale of ..."; else a sentence may go on there with its verb.
    """
    raws = [raw for key, raw in zip(name.keys, name.raw, strict=True) if key not in LINKS]
    if not len(words) == len(raws) >= _LONG_TITLE or not 0 < at < len(raws) - 1:
        return False
    linked = any(text[a.end : b.start].strip() for a, b in pairwise(words[at - 1 : at + 2]))
    return linked and (raws[at].islower() or (len(raws) > _LONG_TITLE and words[at + 1].raw.islower()))


def _content_from(index: WordIndex, number: int, count: int, step: int) -> list[int]:
    """The word and the naming words behind it (before it: `step` -1), so many in all, within its unit."""
    found = [number]
    words, unit = index.words, index.words[number].unit
    at = number + step
    while len(found) < count and 0 <= at < len(words) and words[at].unit == unit:
        if words[at].key not in LINKS:
            found.append(at)
        at += step
    return found
