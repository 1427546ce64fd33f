"""Find sentences that repeat a rejected claim. Precision first: a note about a source claims nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property

import msgspec

from wellsourced.checks.quantities import find_quantities
from wellsourced.checks.words.denial import denials
from wellsourced.checks.words.folding import fold
from wellsourced.checks.words.phrases import WordIndex, index_words
from wellsourced.project.models import RejectedLead

#: Share of the claim's words that a sentence must hold: where figures agree, and where there are none.
SHARE_WITH_FIGURES = 0.65
SHARE_OF_WORDS = 0.8
#: The same for a sentence that leaves the claim's year out.
SHARE_WITHOUT_YEAR = 0.75
#: rapidfuzz token_sort_ratio (0-100) between claim and sentence where no figure vouches for the match.
LIKENESS = 62
#: Share and likeness for claims about sources, which ordinary sentences resemble by chance.
LIKENESS_OF_NOTES = 90

#: A note without a verb still says something where it gives a figure of this size or more.
TELLING = 100

_STOP = frozenset((
    "and", "or", "but", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "is", "are", "was", "were",
    "be", "been", "being", "has", "have", "had", "do", "does", "did", "it", "its", "this", "that", "these", "those",
    "which", "who", "whom", "than", "then", "there", "their", "they", "he", "she", "his", "her", "we", "our", "you",
    "your", "i", "about", "into", "over", "under", "between", "among", "after", "before", "during", "per", "also",
    "such", "so", "if", "more", "most", "less", "least", "some", "any", "all", "other", "one", "out", "up", "down",
    "only", "very", "can", "could", "may", "might", "will", "would", "shall", "should", "must", "not", "no",
    "against", "thousand", "million", "billion", "cent", "percent",
))  # fmt: skip
_NOTE = frozenset((
    "author", "byline", "doi", "isbn", "volume", "page", "record", "excerpt", "copy", "wording", "locator", "search",
    "lead", "aggregator", "explainer", "source", "reference", "listed", "confirmed", "detail", "publication",
    "website", "registry", "profile",
))  # fmt: skip
_CONDITION = frozenset((
    "if", "whether", "would", "until", "once", "unless", "proposed", "proposal", "should", "could", "might", "claim",
    "claimed",
))  # fmt: skip
_CHOICE = re.compile(r"(?P<one>(?:\w+ )?\d[\d,.]*) (?P<bracket>\()?or (?P<other>(?:\w+ )?\d[\d,.]*)(?(bracket)\))")
_VERB = re.compile(
    r"\b(?:appl(?:y|ies|ied)|exists?|finds?|found|stands?|stood|refers?|increases?|is|are|was|were|has|have|had|can|cannot|will|holds?|held|shows?|adds?|publish(?:es|ed)|ruled|rejects?|lets?"
    r"|legali[sz]es|complements|dates|helps?|prevents?|recovers?|covers?|extends?|wrote|led|cut|sets?|[^\W\d_]{3,}ed)\b",
    re.IGNORECASE,
)


#: Kind (see FoundQuantity) and value.
Figure = tuple[str, Decimal]


class Lead(msgspec.Struct, frozen=True):
    """A claim, ready to be compared.

    `words`: keys of its content words; `order`: the same as they stand; `names`: those that are proper names.
    """

    record: RejectedLead
    number: int
    claim: str
    words: frozenset[str]
    order: tuple[str, ...]
    names: frozenset[str]
    figures: frozenset[Figure]
    years: frozenset[Figure]
    denied: bool
    note: bool


class FoundLead(msgspec.Struct, frozen=True):
    """A sentence that repeats a lead, as a range of the folded text."""

    lead: Lead
    start: int
    end: int


def compile_leads(records: Sequence[RejectedLead]) -> tuple[Lead, ...]:
    """The claims that say something and are not confirmed since; alternatives ("a; b") make one lead of each."""
    return tuple(
        lead
        for number, record in enumerate(records)
        if not record.confirmed_by
        for part in _parts(record.claim)
        for variant in _spell_out(part)
        if (lead := _compile(record, number, variant))
    )


def find_leads(leads: Sequence[Lead], index: WordIndex) -> Iterator[FoundLead]:
    """Sentences that repeat a lead, each once. Costs what the words of the leads weigh in the text."""
    if not leads:
        return
    clauses = _Clauses(index)
    seen: set[tuple[int, int]] = set()
    for lead in leads:
        needed = SHARE_WITH_FIGURES if lead.figures else SHARE_OF_WORDS
        counts: Counter[int] = Counter()
        for word in lead.words:
            counts.update({clauses.of(number) for number in index.places.get(word, ())})
        for clause, count in sorted(counts.items()):
            if count < needed * len(lead.words) or not clauses.repeats(clause, lead):
                continue
            first, last = clauses.ranges[clause]
            if (lead.number, first) not in seen:
                seen.add((lead.number, first))
                yield FoundLead(lead, index.words[first].start, index.words[last].end)


def _parts(claim: str) -> list[str]:
    """The alternatives of a claim, without what it says about its own origin in brackets."""
    return re.split(r";\s|\s/\s|,\sor\s", re.sub(r"\s\((?:as|with|for example|several)\s[^()]*\)", "", claim))


def _spell_out(claim: str) -> tuple[str, ...]:
    """A claim that offers two figures ("exactly 35 (or exactly 38) countries") as two claims."""
    choice = _CHOICE.search(claim)
    if choice is None:
        return (claim,)
    before, after = claim[: choice.start()], claim[choice.end() :]
    return (f"{before}{choice['one']}{after}", f"{before}{choice['other']}{after}")


def _compile(record: RejectedLead, number: int, part: str) -> Lead | None:
    folded = fold(part.strip(" '\"."))
    index = index_words(folded, [(0, len(part))])
    words = [w for w in index.words if w.key not in _STOP and not w.raw[0].isdigit() and w.exact not in _STOP]
    quantities = list(find_quantities(folded.text))
    figures = frozenset((q.kind, q.value) for q in quantities if q.kind != "year")
    keys = frozenset(w.key for w in words)
    telling = any(kind == "number" and value >= TELLING for kind, value in figures)
    if not (telling or _VERB.search(folded.text)) or len(keys) < (2 if figures else 3):
        return None
    names = frozenset(
        w.key for w in words if w.raw[0].isupper() and (w.start > 0 or not w.raw[1:].islower() or len(words) < 3)
    )
    return Lead(
        record,
        number,
        folded.text,
        keys,
        tuple(w.key for w in words),
        names,
        figures,
        frozenset((q.kind, q.value) for q in quantities if q.kind == "year"),
        bool(index.words and denials(index, 0, len(index.words) - 1)),
        bool(keys & _NOTE),
    )


class _Clauses:
    """The sentences of a text, divided at semicolons."""

    def __init__(self, index: WordIndex) -> None:
        self._index = index
        ranges: list[tuple[int, int]] = []
        for first, last in index.units:
            start = first
            for number in range(first, last):
                if ";" in index.folded.text[index.words[number].end : index.words[number + 1].start]:
                    ranges.append((start, number))
                    start = number + 1
            ranges.append((start, last))
        self.ranges = ranges
        self._starts = [first for first, _ in ranges]

    @cached_property
    def _figures(self) -> dict[int, set[Figure]]:
        """Clause -> its figures. Read only once a clause has the words and names of a lead."""
        figures: dict[int, set[Figure]] = {}
        word_starts = [word.start for word in self._index.words]
        for quantity in find_quantities(self._index.folded.text):
            number = bisect_right(word_starts, quantity.start) - 1
            if number >= 0:
                figures.setdefault(self.of(number), set()).add((quantity.kind, quantity.value))
        return figures

    def of(self, word: int) -> int:
        """The clause of a word."""
        return bisect_right(self._starts, word) - 1

    def repeats(self, clause: int, lead: Lead) -> bool:
        """Whether the clause says what the lead says."""
        first, last = self.ranges[clause]
        words = self._index.words[first : last + 1]
        keys = {word.key for word in words}
        if not lead.names <= keys:
            return False
        figures = self._figures.get(clause, set())
        years = {figure for figure in figures if figure[0] == "year"}
        if not lead.figures <= figures:
            return False
        if not lead.years <= years and (years or len(lead.words & keys) < SHARE_WITHOUT_YEAR * len(lead.words)):
            return False
        if bool(denials(self._index, first, last)) != lead.denied or (keys & _CONDITION) - lead.words:
            return False
        if lead.figures and not lead.note:
            return True
        from rapidfuzz import fuzz
        from rapidfuzz.distance import LCSseq

        spoken = [word.key for word in words if word.key in lead.words]
        if LCSseq.similarity(lead.order, spoken) < SHARE_OF_WORDS * len(lead.order):
            return False
        text = self._index.folded.text[words[0].start : words[-1].end]
        likeness = fuzz.token_sort_ratio(lead.claim.lower(), text.lower())
        return likeness >= (LIKENESS_OF_NOTES if lead.note else LIKENESS)
