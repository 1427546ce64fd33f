"""INS007: a thing is said to be about what another is about: "ISO/IEC 27043 tells how evidence is preserved".

What a thing is about stands in its record (`about`): sets of words, each of which tells it from all that it is easily
confused with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from wellsourced.checks.names.judgements import alternatives
from wellsourced.checks.names.named import Named
from wellsourced.checks.names.referents import between, end_of, referent
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.words.phrases import Phrase, WordIndex, parse_phrase
from wellsourced.checks.words.word_places import words_between
from wellsourced.manuscript.model import ParsedText
from wellsourced.manuscript.names import head_noun
from wellsourced.project.models import Instrument

#: The words of a set stand no further from each other than this.
_SPREAD = 12


def find_subject_of_another(
    parsed: ParsedText,
    index: WordIndex,
    named: Named,
    others: Sequence[Named],
    confusable: Sequence[Instrument],
    register: NameRegister,
) -> tuple[Instrument, str] | None:
    """The confusable thing of which a sentence speaks, and the words that say so.

    `confusable`: those that the sentence does not name. `others`: the mentions of the sentence.
    """
    instrument = referent(named, register)
    if instrument is None or not any(other.about for other in confusable):
        return None
    low, high = clause_of(parsed, named)
    if _TELLS_OF_TWO.search(parsed.prose, low, high) or _tells_of_another(parsed, named, low, high):
        return None
    near = [o for o in others if low <= o.mention.start < high]
    first, last = words_between(index, low, high)
    inside = {n for other in near for n in _numbers(index, other)}
    free = [n for n in range(first, last + 1) if n not in inside]
    if any(_find(index, free, _mark(text)) for text in instrument.about):
        return None
    heads = {n: head for n in free if (head := head_noun(index.words[n].raw))}
    for other in confusable:
        if not _comparable(instrument.kind, other.kind) or _is_part(other, instrument):
            continue
        theirs = _heads(other, register) - _heads(instrument, register)
        for text in other.about:
            if _is_titled_so(instrument, _mark(text), register):
                continue
            found = _find(index, free, _mark(text))
            if found and any(head in theirs for n, head in heads.items() if n not in found):
                continue  # the other may be meant by its noun: "its protocol on racism"
            if not found or not _is_nearest(index, named, near, found, instrument.kind):
                continue
            if _is_said_of(parsed, index, named, found, low):
                return other, ", ".join(index.words[n].raw for n in sorted(found))
    return None


def find_subject_of_denied(
    parsed: ParsedText, index: WordIndex, named: Named, others: Sequence[Named], register: NameRegister
) -> tuple[Instrument, str] | None:
    """The confusable thing that is denied beside the name, where the sentence says what just that thing is about.

    "The GDPR and not the Law Enforcement Directive governs police processing": the denial sets the two over against
    each other, so what is said is said of the first.
    """
    instrument = referent(named, register)
    if instrument is None:
        return None
    low, high = clause_of(parsed, named)
    for other in others:
        rival = referent(other, register) if other.problem is None else None
        if rival is None or not rival.about or rival not in alternatives(instrument, register):
            continue
        first, second = sorted((named, other), key=lambda one: one.mention.start)
        gap = between(parsed.prose, first, second)
        denial = _AND_NOT if second is other else _BUT
        if denial.fullmatch(gap) is None:
            continue
        if second is named and _NOT_BEFORE.search(parsed.prose, low, first.mention.start) is None:
            continue
        place = (low, first.mention.start), (second.mention.end, high)
        if second is named:
            place = (low, max(low, first.mention.start - _DENIAL)), place[1]
        if any(_TELLS_OF_TWO.search(parsed.prose, *part) for part in place):
            continue
        near = [o for o in others if low <= o.mention.start < high]
        inside = {n for one in near for n in _numbers(index, one)}
        start, last = words_between(index, low, high)
        free = [n for n in range(start, last + 1) if n not in inside]
        if any(_find(index, free, _mark(text)) for text in instrument.about):
            continue
        found = next((f for text in rival.about if (f := _find(index, free, _mark(text)))), ())
        if found and not _is_said_beside(parsed, index, second, found):
            return rival, ", ".join(index.words[n].raw for n in sorted(found))
    return None


def _is_said_beside(parsed: ParsedText, index: WordIndex, second: Named, found: Sequence[int]) -> bool:
    """Whether the words are said of the second thing alone: "and not the other with its rules on hives"."""
    start, _ = index.folded.source_range(index.words[min(found)].start, index.words[max(found)].end)
    return start >= second.mention.end and _OF_ITS_OWN.match(parsed.prose, second.mention.end, start) is not None


_OF_ITS_OWN = re.compile(r"[*_]?(?:,?\s(?:with|which|whose|that)\b|,\s(?:the|an?)\b|\s\()")
#: Between a name and that of what is denied beside it; and the other way about, with the letters of its "not the ".
_AND_NOT = re.compile(
    r"[*_]?,?\s(?:and\s|but\s)?(?:not|rather\sthan|instead\sof)\s(?:(?:under|by|from|in)\s)?(?:the\s)?[*_]?"
)
_BUT = re.compile(r"[*_]?,?\sbut\s(?:(?:under|by|from|in)\s)?(?:the\s)?[*_]?")
_NOT_BEFORE = re.compile(r"\bnot\s(?:(?:under|by|from|in)\s)?(?:the\s)?[*_]?$", re.IGNORECASE)
_DENIAL = 16


def _comparable(kind: str, other: str) -> bool:
    """Whether what two things are about can be compared: a court and the treaty it applies are about the same."""
    return _FAMILY[kind] == _FAMILY[other] or {kind, other} == {"statute", "tool"}


_FAMILY = {
    **dict.fromkeys(("treaty", "eu-act", "statute", "soft-law", "standard"), "law"),
    **dict.fromkeys(("organisation", "programme", "tool"), "actor"),
    "case": "case",
}


def clause_of(parsed: ParsedText, named: Named) -> tuple[int, int]:
    """The part of the sentence in which the name stands, between semicolons."""
    low, high = named.mention.surroundings
    low = max(low, parsed.prose.rfind(";", low, named.mention.start) + 1)
    behind = parsed.prose.find(";", named.mention.end, high)
    return low, behind if behind >= 0 else high


def _tells_of_another(parsed: ParsedText, named: Named, low: int, high: int) -> bool:
    """Whether a thing without a name stands beside the named one: "the treaty of 2001", "its companion directive"."""
    end = end_of(parsed.prose, named)
    return any(
        not named.mention.start <= match.start() < end and _SAME.fullmatch(parsed.prose, end, match.start()) is None
        for match in _UNNAMED.finditer(parsed.prose, low, high)
    )


#: Between a name and the noun that says what it is: "X is the", "X, the".
_SAME = re.compile(r"[*_]?,?\s(?:(?:is|was|remains|became)\s)?(?:(?:now|still|also)\s)?")
_UNNAMED = re.compile(
    r"\b(?:the|its|that|this|these|their|an?|(?:the\s)?(?:first|second|third|same|earlier|later|older|newer|companion|sister))\s"
    r"(?:[a-z-]+\s){0,2}(?:treaty|convention|protocol|covenant|charter|act|law|statute|bill|directive|regulation|decision"
    r"|judgment|judgement|ruling|case|opinion|standard|guide|guideline|code|section|index|agreement)s?\s(?:of|on|against|in|from)\b"
)


def _numbers(index: WordIndex, named: Named) -> range:
    first, last = words_between(index, named.mention.start, named.mention.end)
    return range(first, last + 1)


@cache
def _mark(text: str) -> Phrase:
    return parse_phrase(text)


def _find(index: WordIndex, free: Sequence[int], mark: Phrase) -> tuple[int, ...]:
    """The numbers of the words of a set, near each other in any order; empty where one is missing."""
    places = [[n for n in free if word.fits(index.words[n].exact, index.words[n].key)] for word in mark]
    if not places or not all(places):
        return ()
    for anchor in places[0]:
        nearest = tuple(min(numbers, key=lambda n: abs(n - anchor)) for numbers in places)
        if max(nearest) - min(nearest) <= _SPREAD and len(set(nearest)) == len(nearest):
            return nearest
    return ()


def _is_titled_so(instrument: Instrument, mark: Phrase, register: NameRegister) -> bool:
    """Whether the names of a thing hold these words themselves."""
    keys = {key for name in register.by_instrument(instrument) for key in name.keys}
    return all(any(word.fits(key, key) for key in keys) for word in mark)


def _heads(instrument: Instrument, register: NameRegister) -> frozenset[str]:
    """The head nouns in the names of a thing."""
    return frozenset(head for name in register.by_instrument(instrument) for head in name.heads)


def _is_part(other: Instrument, instrument: Instrument) -> bool:
    """Whether the other is a protocol to the instrument, or an act on it: what it is about is not foreign to it."""
    whole = f" {other.official_name.casefold()} "
    return any(len(name) > 5 and f" {name.casefold()} " in whole for name in instrument.names)


def _is_nearest(index: WordIndex, named: Named, near: Sequence[Named], found: Sequence[int], kind: str) -> bool:
    """Whether no other thing of the kind stands nearer to the words."""
    return all(
        _distance(index, named, found) <= _distance(index, other, found)
        for other in near
        if other.instrument is not None and other.instrument.kind == kind
    )


def _distance(index: WordIndex, named: Named, found: Sequence[int]) -> int:
    numbers = _numbers(index, named)
    return min((min(abs(n - numbers[0]), abs(n - numbers[-1])) for n in found), default=0)


def _is_said_of(parsed: ParsedText, index: WordIndex, named: Named, found: Sequence[int], low: int) -> bool:
    """Whether the words are said of the thing itself, and not of somebody who then has to do with it."""
    first, last = index.words[min(found)], index.words[max(found)]
    start, end = index.folded.source_range(first.start, last.end)
    prose = parsed.prose
    if start >= named.mention.end:
        return _ASIDE.search(prose, named.mention.end, start) is None
    if end > named.mention.start:
        return True
    return _OF_SOMEBODY.search(prose, low, start) is None and _ASIDE.search(prose, end, named.mention.start) is None


#: Behind such words the sentence tells of another time or another actor.
_ASIDE = re.compile(
    r",\s(?:and|but|so|then|who|whose|after|before|once)\b|\b(?:then|later|afterwards|after|before|when|once|until|although|because"
    r"|since|if|whose|followed|ends?|begins?|over from)\b",
    re.IGNORECASE,
)
#: Before what is said of somebody: "laboratories that preserve evidence", "who extracts the data".
_OF_SOMEBODY = re.compile(
    r"\b(?:that|who|which|whose|when|where|if|once|after|before|whoever|anyone|those)\b", re.IGNORECASE
)
#: A sentence that compares or denies speaks of another by intent.
_TELLS_OF_TWO = re.compile(
    r"\b(?:unlike|whereas|while|compared|confus\w*|differ\w*|not|cannot|no|never|nor|neither|none|nothing|rather|instead"
    r"|both(?!\shouses\b)|(?<!more\s)(?<!less\s)(?<!fewer\s)than|than(?=\s[a-z]*[A-Z])"
    r"|elsewhere|outside|inside|exempt\w*|another|others?|predecessor|successor|besides?|mistak\w*|wrongly|complement\w*|supplement\w*"
    r"|builds? on|based on|draws? on|alongside|read with|together with"
    r"|extend\w*|beyond|already|in turn|meanwhile|separate\w*|aside|apart|except)\b|n[’']t\b",
    re.IGNORECASE,
)
