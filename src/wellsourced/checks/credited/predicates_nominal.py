"""Deeds told as nouns, and those done by a body's people: "X's detection of ...", "the detention of ... by X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellsourced.checks.credited.predicate_words import (
    ABLE,
    COPULAS,
    DETERMINERS,
    ROLES,
    STAFF,
    STOPS,
    Predication,
    Token,
    read_phrases,
    read_words_until,
    words,
)
from wellsourced.checks.credited.predicates_before import done_by
from wellsourced.checks.credited.predicates_behind import find_verb

#: A noun for a deed, and the participle of the verb that says the same.
DEED_NOUNS = {
    noun: participle
    for participle, nouns in {
        "accredited": "accreditation",
        "adopted": "adoption",
        "analysed": "analysis",
        "annulled": "annulment",
        "arrested": "arrest arrests",
        "banned": "ban bans",
        "blocked": "blocking",
        "captured": "capture",
        "categorised": "categorisation categorization",
        "certified": "certification",
        "classified": "classification",
        "collected": "collection",
        "compared": "comparison",
        "convicted": "conviction convictions",
        "crawled": "crawling",
        "criminalised": "criminalisation criminalization",
        "decrypted": "decryption",
        "detained": "detention",
        "detected": "detection",
        "enacted": "enactment",
        "enforced": "enforcement",
        "estimated": "estimation",
        "examined": "examination",
        "extracted": "extraction",
        "generated": "generation",
        "identified": "identification",
        "imposed": "imposition",
        "investigated": "investigation investigations",
        "legalised": "legalisation legalization",
        "monitored": "monitoring",
        "prohibited": "prohibition",
        "prosecuted": "prosecution prosecutions",
        "ranked": "ranking",
        "recognised": "recognition",
        "reconstructed": "reconstruction",
        "recovered": "recovery",
        "removed": "removal",
        "retrieved": "retrieval",
        "scanned": "scanning",
        "scored": "scoring",
        "searched": "search searches",
        "seized": "seizure seizures",
        "sentenced": "sentencing",
        "traced": "tracing",
        "unlocked": "unlocking",
        "verified": "verification",
    }.items()
    for noun in nouns.split()
}
_REACH = 12
#: Between the noun for a deed and what it is done to.
_LINKS = words("of on against")
_LIES = COPULAS | words("consists consisted lies lay")


def find_nominal(before: Sequence[Token], behind: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """What is told in nouns right before the name: "the detention of ... by X", "the work of X is ...".

    Where its people stand for a body ("detectives of X"), what they do too.
    """
    rest = list(before)
    while rest and rest[-1].low in DETERMINERS:
        rest.pop()
    if len(rest) > 1 and rest[-1].low == "of":
        noun = rest[-2].low
        if noun in STAFF:
            yield from find_verb(behind, 0, where)
            rest = rest[:-2]
            if rest and rest[-1].low == "by":
                yield from done_by(rest, where)
        elif noun in ROLES | ABLE:
            yield from _task(behind, where)
            return
    if rest and rest[-1].low == "by":
        yield from _nominal_of(rest[:-1], where)


def find_owned_deed(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "X's quick detection of ...". `tokens`: those behind the name, the first its apostrophe."""
    for at in range(1, min(4, len(tokens) - 2)):
        if tokens[at].low in DEED_NOUNS and tokens[at + 1].low in _LINKS:
            verb = tokens[at]._replace(low=DEED_NOUNS[tokens[at].low])
            yield Predication("does", (verb, *read_words_until(tokens, at + 2, _REACH)), 1, where)
            return
    yield from read_phrases("has", tokens, 1, where)


def _nominal_of(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "the detention of eleven men by X": what stands before "by"."""
    for at in range(len(tokens) - 3, max(-1, len(tokens) - _REACH), -1):
        if tokens[at].raw in STOPS:
            return
        if tokens[at].low in DEED_NOUNS and tokens[at + 1].low == "of":
            verb = tokens[at]._replace(low=DEED_NOUNS[tokens[at].low])
            yield Predication("passive", (verb, *tokens[at + 2 :]), 1, where)
            return


def _task(behind: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "(the work of X) consists in checking ...", "is to check ..."."""
    if len(behind) < 3 or behind[0].low not in _LIES:
        return
    at = 2 if behind[1].low in ("in", "of", "to") else 1
    if at == 1 and not behind[1].low.endswith("ing"):
        return
    yield Predication("does", read_words_until(behind, at, _REACH), 1, where)
