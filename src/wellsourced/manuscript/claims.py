"""Claims: sentences that say something about the world that a reader could check, and by which words they do.

English wording; of a text in another language the quantities and dates are found. A sentence is no claim that asks,
recommends, supposes, says what was not found, or speaks of the article itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from wellsourced.manuscript import claim_wording as wording
from wellsourced.manuscript.attribution import Attribution
from wellsourced.manuscript.mentions import Mention
from wellsourced.manuscript.model import ParsedText, Sentence
from wellsourced.manuscript.passages import Passage
from wellsourced.manuscript.quantities.quantity import Quantity

ClaimKind = Literal["quantity", "date", "actor", "causal", "superlative", "research"]

#: Wording that claims less than a figure, a date or a name does.
SOFT: frozenset[ClaimKind] = frozenset({"causal", "superlative"})

_WORD = re.compile(r"[a-z]+")
#: A year bound to what happened in it; "the proposal of 2022" is a name.
_DATE = re.compile(
    r"\b(?:[Ii]n|[Oo]n|[Ss]ince|[Bb]y|[Ff]rom|[Uu]ntil|[Bb]etween|[Dd]uring|[Aa]fter|[Bb]efore)"
    r"(?:\s+(?:[Ee]arly|[Mm]id|[Ll]ate|the)\b-?)?(?:\s+\d{1,2})?(?:\s+[A-Z][a-z]{2,8})?(?:\s+\d{1,2},)?"
    r"\s+(?:1[5-9]|20)\d\d\b"
)
#: How many letters behind a name or number are looked at.
_REACH = 60


class Claim(msgspec.Struct, frozen=True):
    """A sentence (or table row) at `ParsedText.text[start:end]` that makes a checkable claim, and what makes it one."""

    start: int
    end: int
    sentence: Sentence
    kinds: tuple[ClaimKind, ...]


def find_claims(
    parsed: ParsedText,
    quantities: Sequence[Quantity],
    mentions: Sequence[Mention],
    attribution: Attribution | None = None,
) -> tuple[Claim, ...]:
    """The claims of a text, in order, cited or not. `quantities` and `mentions` are those of the text, in order."""
    found: list[Claim] = []
    finder = _Finder(parsed, quantities, mentions)
    for passage in (attribution or Attribution(parsed)).passages:
        if passage.kind in ("heading", "head", "caption"):
            continue
        for sentence in _units(passage):
            if kinds := finder.kinds(sentence, in_table=passage.kind == "row"):
                found.append(Claim(sentence.start, sentence.end, sentence, kinds))
    return tuple(found)


def _units(passage: Passage) -> Iterator[Sentence]:
    """Sentences; of a table row the whole, without the bars at its ends."""
    if passage.kind != "row":
        yield from passage.sentences
        return
    text = " ".join(sentence.text for sentence in passage.sentences)
    start = passage.start + (len(text) - len(text.lstrip("| \t")))
    end = passage.end - (len(text) - len(text.rstrip("| \t")))
    if start < end:
        yield Sentence(text.strip("| \t"), start, end)


class _Finder:
    """Judges sentence by sentence."""

    def __init__(self, parsed: ParsedText, quantities: Sequence[Quantity], mentions: Sequence[Mention]) -> None:
        self._prose = parsed.prose
        self._quantities, self._mentions = quantities, mentions
        self._quantity_starts = [quantity.start for quantity in quantities]
        self._mention_starts = [mention.start for mention in mentions]
        self._dates = [match.start() for match in _DATE.finditer(parsed.prose)]

    def kinds(self, sentence: Sentence, *, in_table: bool) -> tuple[ClaimKind, ...]:
        """By what the sentence makes a claim; nothing where it makes none."""
        quantities = _between(self._quantity_starts, sentence)
        if in_table:
            return ("quantity",) if quantities else ()
        if sentence.text.endswith("?"):
            return ()
        text = " ".join(sentence.text.lstrip("-+*>[] \t\n").split())
        lower = text.casefold()
        words = set(_WORD.findall(lower))
        kinds = tuple(self._signs(sentence, quantities, text, lower, words))
        return _without_talk(kinds, lower, words) if kinds else ()

    def _signs(
        self, sentence: Sentence, quantities: range, text: str, lower: str, words: set[str]
    ) -> Iterator[ClaimKind]:
        if any(not self._counts_own_points(self._quantities[number]) for number in quantities) or (
            wording.is_trend(words)
        ):
            yield "quantity"
        if _between(self._dates, sentence) and not wording.dates_the_reading(lower):
            yield "date"
        mentions = _between(self._mention_starts, sentence)
        acting = wording.has_acting(words)
        if acting and (wording.name_acts(text) or any(self._acts(self._mentions[n], sentence) for n in mentions)):
            yield "actor"
        if wording.is_causal(lower, words):
            yield "causal"
        if wording.is_superlative(lower, words):
            yield "superlative"
        if wording.names_research(lower, words):
            yield "research"

    def _acts(self, mention: Mention, sentence: Sentence) -> bool:
        # Runs of capitals without a head noun are judged by `name_acts`; an acronym in brackets is no subject.
        if mention.kind == "proper" or self._prose[mention.start - 1 : mention.start] == "(":
            return False
        return wording.acts_next(self._prose[mention.end : min(sentence.end, mention.end + _REACH)])

    def _counts_own_points(self, quantity: Quantity) -> bool:
        stretch = self._prose[quantity.start : quantity.end + _REACH].split(maxsplit=1)
        return len(stretch) > 1 and wording.counts_own_points(stretch[0], stretch[1])


def _between(starts: list[int], sentence: Sentence) -> range:
    return range(bisect_left(starts, sentence.start), bisect_left(starts, sentence.end))


def _without_talk(kinds: tuple[ClaimKind, ...], text: str, words: set[str]) -> tuple[ClaimKind, ...]:
    """The signs of a claim that remain when it is considered how the sentence speaks."""
    left = set(kinds)
    if wording.is_about_itself(text):
        return ()
    if wording.states_lack(text) and (left <= SOFT or not wording.says_more(text)):
        return ()
    if wording.recommends(words) and not left & {"actor", "research"}:
        return ()
    if wording.speaks_of_itself(text):
        left -= {*SOFT, "date"}
    if wording.supposes(text, words) or wording.defines(text):
        left -= SOFT
    return tuple(kind for kind in kinds if kind in left)
