"""What stands behind a name and says what the thing is or does: "is a ...", ", the ...,", "as a ...", verbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellsourced.checks.predicate_words import (
    ABLE,
    ADVERBS,
    AS_VERBS,
    AUXILIARIES,
    CALLED,
    COPULAS,
    DETERMINERS,
    FUNCTION_WORDS,
    HAVING,
    ROLES,
    STOPS,
    Predication,
    Token,
    read_phrases,
)


def find_behind(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    at = 0
    if at < len(tokens) and tokens[at].raw == "(":
        close = next((n for n in range(1, min(len(tokens), 16)) if tokens[n].raw == ")"), None)
        if close is None:
            return
        if tokens[1].low in DETERMINERS or tokens[1].raw[0].islower():
            yield from read_phrases("apposed", tokens, 1, where)
        at = close + 1
    if at >= len(tokens):
        return
    mark = tokens[at].raw
    if mark in (":", "|", "–", "—", "-"):
        yield from read_phrases("cell", tokens, at + 1, where)
        return
    comma = mark == ","
    if comma:
        at += 1
        yield from _behind_insertion(tokens, at, where)
    yield from _listed(tokens, at, where)
    while at < len(tokens) and (tokens[at].low in ADVERBS or tokens[at].raw == ","):
        at += 1
    if at >= len(tokens):
        return
    word = tokens[at].low
    if comma and (word in DETERMINERS or tokens[at].raw.endswith(("'s", "’s"))):
        yield from read_phrases("apposed", tokens, at, where)
        return
    if word == "being":
        yield from read_phrases("as", tokens, at + 1, where)
        return
    if word == "as":
        yield from read_phrases("as", tokens, at + 1, where)
        return
    if word == "in" and any(token.low in ROLES for token in tokens[at + 1 : at + 4]):
        if as_at := next((n for n in range(at + 2, min(at + 5, len(tokens))) if tokens[n].low == "as"), None):
            yield from read_phrases("as", tokens, as_at + 1, where)
        return
    if word == "among":
        yield from read_phrases("listed", tokens, at + 1, where)
        return
    if comma and tokens[at].raw[0].islower() and word not in FUNCTION_WORDS:
        end = next((n for n in range(at, min(at + 5, len(tokens))) if tokens[n].raw in STOPS), None)
        if end is not None and not tokens[end - 1].low.endswith("s"):
            yield from read_phrases("apposed", tokens, at, where)
    if word in ("which", "that", "who"):
        at += 1
    yield from _verb(tokens, at, where)


def _behind_insertion(tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    """ "X, founded in 1998, is a ..."."""
    close = next((n for n in range(at, min(at + 14, len(tokens))) if tokens[n].raw in ",;.:("), None)
    if close is None or tokens[close].raw != "," or close + 1 >= len(tokens):
        return
    if tokens[close + 1].low in COPULAS | AUXILIARIES | HAVING:
        yield from _verb(tokens, close + 1, where)


def role_of(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "X's work as a ..."."""
    for at in range(1, min(5, len(tokens) - 1)):
        if tokens[at].low in ROLES:
            ahead = range(at + 1, min(at + 4, len(tokens)))
            if as_at := next((n for n in ahead if tokens[n].low == "as"), None):
                yield from read_phrases("as", tokens, as_at + 1, where)
            return
    for at in range(1, min(8, len(tokens) - 1)):
        if tokens[at].low == "using":
            yield from read_phrases("has", tokens, at + 1, where)


def _verb(tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    """ "is a ...", "has long been regarded as ...", "has ...", and any other verb with what follows it."""
    copula = False
    start = at
    while at < len(tokens) and tokens[at].low in COPULAS | ADVERBS | AUXILIARIES:
        copula = copula or tokens[at].low in COPULAS
        at += 1
    if at >= len(tokens):
        return
    word = tokens[at].low
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    link = next((n for n in range(at + 1, min(at + 4, len(tokens))) if tokens[n].low in ("as", "into", "among")), None)
    if link is not None and (link == at + 1 or tokens[link].low == "as") and word not in STOPS:
        yield from read_phrases("as", tokens, link + 1, where)
    if word in AS_VERBS and following == "as":
        return
    if word in ABLE and following == "to":
        yield Predication("does", _until(tokens, at + 2, 12), 1, where)
    if copula and word in CALLED:
        yield from read_phrases("is", tokens, at + 1, where)
    elif word in ("belongs", "belong", "amounts", "amount") and following == "to":
        yield from read_phrases("is", tokens, at + 2, where)
    elif copula:
        if [token.low for token in tokens[at : at + 3]] == ["that", "it", "is"]:
            at += 3
        yield from read_phrases("is", tokens, at, where)
        yield from _deed(tokens, at, where)
    else:
        if word in HAVING:
            yield from read_phrases("has", tokens, at + 1, where)
        elif start < at and tokens[at - 1].low in HAVING:
            yield from read_phrases("has", tokens, at, where)
        yield from _deed(tokens, at, where)
        for n in range(at, min(at + 8, len(tokens))):
            if tokens[n].low == "using":
                yield from read_phrases("has", tokens, n + 1, where)


def _deed(tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    if at < len(tokens) and tokens[at].raw not in STOPS:
        yield Predication("does", _until(tokens, at, 12), 1, where)


def _until(tokens: Sequence[Token], at: int, most: int) -> tuple[Token, ...]:
    end = at
    while end < min(len(tokens), at + most) and tokens[end].raw not in STOPS:
        end += 1
    return tuple(tokens[at:end])


def _listed(tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    """ "X, Y and other ..."."""
    for n in range(at, min(at + 10, len(tokens) - 1)):
        if tokens[n].low in ("and", "or"):
            if tokens[n + 1].low in ("other", "similar", "comparable", "further", "all"):
                yield from read_phrases("listed", tokens, n + 2, where)
                return
            end = n + 1
            while end < min(n + 8, len(tokens)) and (
                tokens[end].raw[0].isupper() or tokens[end].low in DETERMINERS or tokens[end].low in ("of", "for", "on")
            ):
                end += 1
            if n + 1 < end < len(tokens) and tokens[end].low in ("are", "were", "remain", "became", "serve", "act"):
                yield from _verb(tokens, end, where)
        elif not (tokens[n].raw[0].isupper() or tokens[n].raw == ","):
            return
