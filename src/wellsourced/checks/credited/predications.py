"""What a sentence says a named thing is or does: the noun phrases and verbs that its grammar ties to the name.

Read from the words right behind and right before the name, each at most some dozens: "is a ...", ", the ...,",
"as a ...", "(a ...)", "... such as X", "... called X", "X and other ...", "As a ..., X", table cells, verbs in the
active and the passive. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wellsourced.checks.credited.predicate_words import (
    AUXILIARIES,
    CALLING,
    COPULAS,
    DETERMINERS,
    FUNCTION_WORDS,
    PREPOSITIONS,
    STOPS,
    Predication,
    Token,
    read_phrases,
    read_tokens,
    words,
)
from wellsourced.checks.credited.predicates_before import find_before
from wellsourced.checks.credited.predicates_behind import find_behind, role_of
from wellsourced.checks.credited.predicates_in_clause import find_in_clause
from wellsourced.checks.credited.predicates_nominal import find_nominal, find_owned_deed
from wellsourced.checks.credited.predicates_of_pronouns import find_by_pronoun
from wellsourced.checks.names.named import Named
from wellsourced.checks.names.referents import end_of
from wellsourced.manuscript.model import ParsedText


def find_predications(parsed: ParsedText, named: Named, body: bool = False) -> Iterator[Predication]:
    """What the sentence says of a named thing, nearest first. `body`: the thing is one that may act."""
    mention = named.mention
    low, high = mention.surroundings
    end = end_of(parsed.prose, named)
    if grown := _APPOSED_WITHIN.search(parsed.prose, mention.start, end):
        end = grown.start()  # "Report Remove, a tool": the name of it ends at the comma
    where = (mention.start, end)
    behind = read_tokens(parsed.prose, end, min(high, end + _REACH))
    before = read_tokens(parsed.prose, max(low, mention.start - _REACH), mention.start)
    if behind and behind[0].low == "s" and parsed.prose[behind[0].start - 1] in "'’":
        yield from role_of(behind, where)
        yield from find_owned_deed(behind, where)
        return
    if before and before[-1].low in ("the", "its"):
        before_verb = before[-2].low if len(before) > 1 else ""
    else:
        before_verb = before[-1].low if before else ""
    if before_verb in CALLING and behind and behind[0].low in ("a", "an", "the", "one"):
        yield from read_phrases("called", behind, 0, where)
    if not _ends_insertion(before, behind):
        yield from find_behind(behind, where)
    yield from _compound(before, behind, where)
    yield from find_before(before, behind, where, body)
    yield from find_nominal(before, behind, where)
    yield from _with_it(before, behind, where)
    yield from _possessor(parsed, before, where)
    if before and before[-1].low == "in":
        yield from _in_case(behind, where)
    yield from find_by_pronoun(parsed, where, high)
    yield from find_in_clause(before, behind, where)


_REACH = 260


def _ends_insertion(before: Sequence[Token], behind: Sequence[Token]) -> bool:
    """Whether what stands behind the comma is said of another thing.

    "Clover, once a product of X, is a suite", "As an act of X, the Clover Act counts".
    """
    rest = [token for token in before if token.low not in DETERMINERS]
    if len(behind) < 2 or behind[0].raw != "," or not rest or rest[-1].low not in PREPOSITIONS:
        return False
    return behind[1].low in COPULAS | AUXILIARIES or rest[0].low == "as"


_APPOSED_WITHIN = re.compile(r",\s(?:an?|the|one)\s")


def _with_it(before: Sequence[Token], behind: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "use X to recover files", "With X, police recover files": what is done by means of the thing."""
    lows = [token.low for token in before if token.low not in DETERMINERS]
    if behind and behind[0].low == "to" and lows and lows[-1] in _USES and len(behind) > 1:
        yield Predication("lets", tuple(behind[1:13]), 1, where)
    elif tuple(lows) in _BY_MEANS or tuple(lows) in (("with",), ("using",), ("through",), ("by",)):
        at = 1 if behind and behind[0].raw == "," else 0
        for n in range(at, min(at + 7, len(behind) - 1)):
            if behind[n].raw in STOPS:
                return
            if n > at and behind[n].raw.islower() and behind[n].low not in FUNCTION_WORDS | DETERMINERS:
                yield Predication("lets", tuple(behind[n : n + 12]), 1, where)


_USES = words(
    "use uses used using apply applied employ employs employed run ran need needs try tried deploy deploys deployed"
    " install installs installed"
)
_BY_MEANS = (("thanks", "to"), ("by", "means", "of"), ("by", "way", "of"), ("with", "help", "of"), ("by", "use", "of"))


def _possessor(parsed: ParsedText, before: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "the police's X Unit": who has the thing, with the noun that ends its name."""
    if not before or not before[-1].raw.endswith(("'s", "’s")) or not before[-1].raw[0].islower():
        return
    own = read_tokens(parsed.prose, *where)
    if len(own) > 1 and own[-1].raw.isalpha():
        yield Predication("before", (before[-1], own[-1]._replace(raw=own[-1].low)), 2, where)


def _in_case(behind: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "In X the Supreme Court held": who decided."""
    at = 1 if behind and behind[0].raw == "," else 0
    if at + 1 >= len(behind) or behind[at].low != "the":
        return
    end = at + 1
    while end < len(behind) and (behind[end].raw[0].isupper() or behind[end].low in ("of", "for", "the")):
        end += 1
    if end > at + 1:
        yield Predication("within", tuple(behind[at + 1 : end]), end - at - 1, where)


def _compound(before: Sequence[Token], behind: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "the X suite": a noun right behind the name."""
    if not before or before[-1].low not in ("the", "this", "a", "an", "that"):
        return
    end = 0
    while (
        end < min(4, len(behind)) and behind[end].raw.islower() and behind[end].low not in FUNCTION_WORDS | DETERMINERS
    ):
        end += 1
    if end < len(behind) and behind[end].low in DETERMINERS:
        return  # "the X replaced a ..."
    if end > 1 and behind[0].low.endswith("s"):
        return  # "the X prohibits general monitoring"
    if end and (end == len(behind) or behind[end].low in FUNCTION_WORDS or behind[end].raw in STOPS):
        yield Predication("compound", tuple(behind[:end]), end, where)
