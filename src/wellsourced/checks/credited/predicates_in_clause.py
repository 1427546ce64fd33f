"""The clause in which a name stands, where the thing acts in it or something is done by means of it.

Looser than grammar: what is found here counts only for what takes a verb and its object, or its subject, to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellsourced.checks.credited.predicate_words import (
    ADVERBS,
    AUXILIARIES,
    BREAKS,
    COPULAS,
    DETERMINERS,
    PREPOSITIONS,
    Predication,
    Token,
    words,
)


def find_in_clause(before: Sequence[Token], behind: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "X, built in 1990, soon counted the bees", "Bees can now be counted in every garden through X".

    `acts`: the tokens behind a name that is the subject. `means`: those of the clause around a name that stands behind
    a preposition, `head` of them before it.
    """
    ahead = _until_clause_ends(behind)
    yield from _by_which(behind, where)
    rest = _without_owner(before)
    if not rest or _opens_clause(rest):
        if ahead and not any(token.low in _PROMPTS for token in ahead[:3]):
            yield Predication("acts", ahead, len(ahead), where)
        return
    if rest[-1].low not in _BY_MEANS_OF or _joined(rest, behind):
        return
    start = _start_of_clause(rest)
    around = (*rest[start:], *ahead)
    if not any(_is_another_means(around, n) for n in range(len(around) - 1)):
        yield Predication("means", around, len(rest) - start, where)


def _by_which(behind: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "X, by which the ban was lifted": the clause that says what was done by means of the thing."""
    at = 1 if behind and behind[0].raw == "," else 0
    if len(behind) > at + 2 and behind[at].low in _BY_MEANS_OF and behind[at + 1].low == "which":
        clause = _until_clause_ends(behind[at + 2 :])
        yield Predication("means", clause, len(clause), where)


_BY_MEANS_OF = words("with by through under in using via")
#: What others then do, the thing has not done.
_PROMPTS = words(
    "led leads inspired inspires moved prompted prompts caused causes urged urges asked asks called calls recommends"
    " recommended encourages encouraged advises advised suggests suggested invites invited"
)
_HOLDING = words("held ruled decided holds rules decides")
_LENGTH = 26
_ENDS = frozenset('.;:()|?!–—"“”')
_JOINTS = words(
    "and but while whereas though although because since so or nor yet when where before after until unless"
)
#: What begins a clause with a subject of its own.
_EMBEDS = BREAKS | words("what")
_SUBJECTS = words("it they he she we this these those that which who")


def _until_clause_ends(tokens: Sequence[Token]) -> tuple[Token, ...]:
    end = 0
    while end < min(len(tokens), _LENGTH):
        token = tokens[end]
        told = end and tokens[end - 1].low in _HOLDING and token.low == "that"  # "the court held that"
        embeds = token.low in _EMBEDS and any(other.raw != "," for other in tokens[:end])
        if token.raw in _ENDS or (embeds and not told):
            break
        following = tokens[end + 1] if end + 1 < len(tokens) else None
        if following is not None and (end or following.low in _JOINTS) and _begins_another(token, following):
            break
        end += 1
    return tuple(tokens[:end])


def _begins_another(token: Token, following: Token) -> bool:
    """Whether a clause with a subject of its own begins with these tokens: ", and", "and Clover", "and the"."""
    if token.raw == ",":
        return following.low in _JOINTS | _SUBJECTS
    return token.low in _JOINTS and (
        following.raw[0].isupper() or following.low in DETERMINERS | _SUBJECTS or token.low not in ("and", "or")
    )


def _start_of_clause(tokens: Sequence[Token]) -> int:
    start = len(tokens)
    while start and len(tokens) - start < _LENGTH and tokens[start - 1].raw not in _ENDS:
        if start > 1 and tokens[start - 2].raw == "," and tokens[start - 1].low in _JOINTS:
            break
        start -= 1
    return start


def _opens_clause(tokens: Sequence[Token]) -> bool:
    """Whether nothing that could be a subject or a verb stands before the name: "In all states the X"."""
    rest = [token for token in tokens if token.low not in DETERMINERS]
    while rest and rest[-1].low in ADVERBS | _JOINTS | words("that"):
        rest.pop()
    if not rest or rest[-1].raw in _ENDS or rest[-1].low in BREAKS:
        return True
    comma = rest[-1].raw == ","
    start = _start_of_clause(rest)
    opening = rest[start : len(rest) - comma]
    if not opening or opening[0].low not in PREPOSITIONS or len(opening) > 6:
        return False
    return not any(token.low in COPULAS | AUXILIARIES | PREPOSITIONS for token in opening[1:])


def _joined(before: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Whether other things stand beside this one: "with X and Clover"."""
    if len(behind) > 1 and behind[0].low in ("and", "or", ",") and behind[1].raw[0].isupper():
        return True
    return len(before) > 1 and before[-1].raw[0].isupper()


def _is_another_means(tokens: Sequence[Token], number: int) -> bool:
    """Whether another thing with a name is the means: "with Clover"."""
    return tokens[number].low in ("with", "using", "by", "via", "under") and tokens[number + 1].raw[0].isupper()


def _without_owner(tokens: Sequence[Token]) -> list[Token]:
    """What stands before the name, without determiner, quotation mark and owner: "the Meadow Club's X"."""
    end = len(tokens)
    while end and tokens[end - 1].low in DETERMINERS:
        end -= 1
    if end and tokens[end - 1].raw.endswith(("'s", "’s")) and tokens[end - 1].raw[0].isupper():
        while end and (tokens[end - 1].raw[0].isupper() or tokens[end - 1].low == "the"):
            end -= 1
    return list(tokens[:end])
