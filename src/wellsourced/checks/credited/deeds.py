"""Deeds of the project's own register (references/deeds.yaml), and whether the words of a predicate say them.

Of a thing whose record lists what it does (`does`), every other deed that is asked of its kind is ruled out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

from wellsourced.checks.credited.predicate_words import DETERMINERS, Predication, Tie, Token, words
from wellsourced.checks.credited.predicates_nominal import DEED_NOUNS
from wellsourced.checks.words.phrases import PhraseWord, parse_phrase, word_key
from wellsourced.project.models import Deed, Instrument

#: Words of a phrase, and those of a text as they are compared: the forms of one word.
_Phrase = tuple[PhraseWord, ...]
_Word = tuple[str, str]

#: Ties whose first token is a verb with the thing as subject, as agent or as means.
_DONE: frozenset[Tie] = frozenset({"does", "lets", "passive", "through", "there"})
#: So far behind its verb may the rest of it stand: "bring the files back".
_PARTICLE = 9
#: So many words from its verb may an object stand in a clause.
_NEAR = 10
#: So many words of a complement still belong to a noun: "a duty to search".
_COMPLEMENT = 4


class _Way(msgspec.Struct, frozen=True):
    """A way of saying a deed, its words compared as those of a text are."""

    verbs: tuple[_Phrase, ...]
    objects: tuple[_Phrase, ...]
    users: tuple[_Phrase, ...]


class _Asked(msgspec.Struct, frozen=True):
    """A deed, compiled."""

    what: str
    ways: tuple[_Way, ...]
    nouns: tuple[_Phrase, ...]
    topics: tuple[_Phrase, ...]


class Said(NamedTuple):
    """A deed said of a thing in `text[start:end]`; `object`: from where to where the words for its object stand."""

    what: str
    start: int
    end: int
    object: tuple[int, int]


def find_deeds_ruled_out(predication: Predication, instrument: Instrument, deeds: tuple[Deed, ...]) -> Iterator[Said]:
    """The deeds with which a predicate credits a thing, against its record."""
    if instrument.does is None or not _may_count(predication, instrument.kind):
        return
    tokens = predication.tokens
    for deed in _ruled_out(deeds, instrument.kind, instrument.does):
        place = _says(predication, deed)
        if place is not None:
            said = tokens[place.object[0]].start, tokens[place.object[1]].end
            yield Said(deed.what, *predication.span(place.first, place.last), said)


def _may_count(predication: Predication, kind: str) -> bool:
    """Whether what is done in such a clause is done by a thing of the kind.

    What is done with a body, others do; what is found in a tool or a set of data is not found by it.
    """
    if kind == "organisation":
        return predication.tie not in ("acts", "lets", "means", "through", "there")
    if kind in ("tool", "programme"):
        within = (
            predication.tie == "means" and predication.head and predication.tokens[predication.head - 1].low == "in"
        )
        return not within and predication.tie != "there"
    return True


@cache
def _ruled_out(deeds: tuple[Deed, ...], kind: str, does: tuple[str, ...]) -> tuple[_Asked, ...]:
    """The deeds that are asked of a kind and not among those that a thing does."""
    return tuple(_compile(deed) for deed in deeds if kind in deed.of and deed.id not in does)


@cache
def _compile(deed: Deed) -> _Asked:
    def read(phrases: Sequence[str]) -> tuple[_Phrase, ...]:
        return tuple(parse_phrase(phrase) for phrase in phrases)

    ways = tuple(_Way(read(way.verbs), read(way.objects), read(way.users)) for way in deed.ways)
    return _Asked(deed.what, ways, read(deed.nouns), read(deed.topics))


class _Place(NamedTuple):
    """The first and last token that say a deed, and those of its object."""

    first: int
    last: int
    object: tuple[int, int]


def _place(found: tuple[int, int] | None) -> _Place | None:
    return None if found is None else _Place(*found, found)


def _says(predication: Predication, deed: _Asked) -> _Place | None:
    tokens = predication.tokens
    if predication.tie in _DONE:
        return _says_verb(tokens, deed.ways, predication.tie)
    if predication.tie == "object":
        return _says_verb(tokens, deed.ways, predication.tie, used=True)
    if predication.tie in ("acts", "means"):
        return _says_in_clause(predication, deed)
    if predication.tie in ("part", "within"):
        return None
    if predication.tie == "about":
        return _place(_find_any(deed.topics, tokens))
    found = _find_any(deed.nouns, tokens[: predication.head + _COMPLEMENT])
    exact = predication.tie in _SAYING_WHAT
    if found is not None and found[0] < predication.head and (exact or found[1] >= predication.head - 1):
        return _place(found)
    return _place(_says_topic(tokens, predication, deed))


def _says_topic(tokens: Sequence[Token], predication: Predication, deed: _Asked) -> tuple[int, int] | None:
    """ "is the judgment on hives", "contains an article about hives"."""
    if predication.tie not in _SAYING_WHAT or not deed.topics:
        return None
    link = next((n for n in range(predication.head, len(tokens)) if tokens[n].low in _ON), None)
    return None if link is None else _find_any(deed.topics, tokens, link + 1)


_ON = words("on about concerning regarding against")
_SAYING_WHAT = words("is as apposed has called cell")


def _says_verb(tokens: Sequence[Token], ways: Sequence[_Way], tie: Tie, *, used: bool = False) -> _Place | None:
    """Whether the first token is the verb of a deed, and the others hold its object, or its subject where `used`."""
    forms = [_forms(token.low) for token in tokens]
    for way in ways:
        if bool(way.users) != used or not any(_is_verb(verb, forms, tie) for verb in way.verbs):
            continue
        wanted = way.users if used else way.objects
        if not wanted:
            return _Place(0, min(1, len(tokens) - 1), (0, 0))  # with "nobody", which denies it
        found = _find_any(wanted, tokens, 1)
        if found is not None and tokens[0].low in _AGAINST and _is_of_a_deed(tokens, found[0]):
            continue  # "prohibits the detection of hives"
        if found is not None:
            return _Place(0, found[1], found)
    return None


def _is_of_a_deed(tokens: Sequence[Token], at: int) -> bool:
    """Whether what stands there is what another deed is done to: "the detection of hives"."""
    while at and tokens[at - 1].low in DETERMINERS:
        at -= 1
    return at > 1 and tokens[at - 1].low == "of" and tokens[at - 2].low in _OTHER_DEEDS


_OTHER_DEEDS = frozenset(DEED_NOUNS) | words(
    "weakening breaking undermining reporting matching interception processing"
)


def _says_in_clause(predication: Predication, deed: _Asked) -> _Place | None:
    """Where a verb stands in a clause and its object behind it, or before it where it is done by means of the thing."""
    tokens = predication.tokens
    ways = [way for way in deed.ways if way.users or way.objects]
    for number, token in enumerate(tokens):
        if predication.tie == "acts" and token.low in _AGAINST:
            return None
        if number and tokens[number - 1].low in DETERMINERS:
            continue  # "the weakening of"
        if not any(_begins(verb, token) for way in ways for verb in way.verbs):
            continue
        place = _says_verb(tokens[number : number + _NEAR], ways, "does")
        if place is not None:
            return _Place(number, number + place.last, (number + place.object[0], number + place.object[1]))
        if predication.tie == "means":
            start = max(0, number - _NEAR)
            turned = (token, *tokens[start:number])
            place = _says_verb(turned, ways, "passive") or _says_verb(turned, ways, "object", used=True)
            if place is not None:
                at = start - 1
                return _Place(at + place.object[0], number, (at + place.object[0], at + place.object[1]))
    return None


#: Behind these a thing does not do what follows: "limits duties to count".
_AGAINST = words(
    "against bar bars barred exclude excludes excluded forbid forbids forbade limit limits limited oppose opposes"
    " opposed prevent prevents prevented prohibit prohibits prohibited reject rejects rejected restrict restricts"
    " restricted refuse refuses refused lack lacks lacked fail fails failed stop stops"
)


def _begins(verb: _Phrase, token: Token) -> bool:
    return any(verb[0].fits(*form) for form in _forms(token.low))


def _is_verb(verb: _Phrase, forms: Sequence[Sequence[_Word]], tie: Tie) -> bool:
    """Whether the first word is the verb, and the rest of it ("back") stands near."""
    if len(forms[0]) > 1 or not any(verb[0].fits(*form) and _is_inflected(verb[0], form) for form in forms[0]):
        return False
    near = forms[1 : 1 + _PARTICLE] if tie in ("does", "lets") else forms[1:]
    return all(any(part.fits(*form) for word in near for form in word) for part in verb[1:])


def _is_inflected(verb: PhraseWord, word: _Word) -> bool:
    """Whether a word that begins as a verb does is a form of it, and no noun made of it ("protection")."""
    return not verb.stem or bool(_ENDING.fullmatch(word[0], min(len(verb.key), len(word[0]))))


_ENDING = re.compile(r"[^aeiou]?(?:e|es|ed|s|ing|y|ies|ied|ying|t|)")


def _find_any(phrases: Sequence[_Phrase], tokens: Sequence[Token], at: int = 0) -> tuple[int, int] | None:
    return next((found for phrase in phrases if (found := _find(phrase, tokens, at)) is not None), None)


def _find(phrase: _Phrase, tokens: Sequence[Token], at: int = 0) -> tuple[int, int] | None:
    """Where the words of a phrase stand one behind another, hyphened words apart; first and last token."""
    forms = [
        (number, form)
        for number in range(at, len(tokens))
        if not _is_amount(tokens, number)
        for form in _forms(tokens[number].low)
        if form[0] not in _PASSED_OVER
    ]
    count = len(phrase)
    for first in range(len(forms) - count + 1):
        if all(phrase[n].fits(*forms[first + n][1]) for n in range(count)):
            return forms[first][0], forms[first + count - 1][0]
    if count < 3 or phrase[0].key != "to":
        return None
    for first in range(len(forms) - count):  # "to search stored files": a word more before the noun
        last = forms[first + count]
        if phrase[-1].fits(*last[1]) and all(phrase[n].fits(*forms[first + n][1]) for n in range(count - 1)):
            return forms[first][0], last[0]
    return None


#: Words of a noun phrase that change nothing of what is meant.
_PASSED_OVER = words("the a an any some all every each both their its such whole entire")
_AMOUNTS = words("hundreds thousands millions billions dozens scores masses lots")


def _is_amount(tokens: Sequence[Token], number: int) -> bool:
    """Whether a word belongs to "millions of": "hashes of millions of files" are hashes of files."""
    low = tokens[number].low
    if low in _AMOUNTS:
        return number + 1 < len(tokens) and tokens[number + 1].low == "of"
    return low == "of" and number > 0 and tokens[number - 1].low in _AMOUNTS


@lru_cache(maxsize=50_000)  # A text of a million words repeats some ten thousand forms.
def _forms(low: str) -> tuple[_Word, ...]:
    """The parts of a word between hyphens, in lower case and as they are compared."""
    parts = (part.removesuffix("'") for part in low.split("-") if part)
    return tuple((part, word_key(part)) for part in parts)
