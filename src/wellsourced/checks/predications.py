"""What a sentence says a named thing is or does: the noun phrases and verbs that its grammar ties to the name.

Read from the words right behind and right before the name, each at most some dozens: "is a ...", ", the ...,",
"as a ...", "(a ...)", "... such as X", "... called X", "X and other ...", "As a ..., X", table cells, verbs in the
active and the passive. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wellsourced.checks.naming import Named
from wellsourced.checks.predicate_words import (
    CALLING,
    FUNCTION_WORDS,
    STOPS,
    Predication,
    Token,
    read_phrases,
    read_tokens,
)
from wellsourced.checks.predicates_before import find_before
from wellsourced.checks.predicates_behind import find_behind, role_of
from wellsourced.checks.referents import end_of
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
        return
    if before and before[-1].low in ("the", "its"):
        before_verb = before[-2].low if len(before) > 1 else ""
    else:
        before_verb = before[-1].low if before else ""
    if before_verb in CALLING and behind and behind[0].low in ("a", "an", "the", "one"):
        yield from read_phrases("called", behind, 0, where)
    yield from find_behind(behind, where)
    yield from _compound(before, behind, where)
    yield from find_before(before, behind, where, body)


_REACH = 260
_APPOSED_WITHIN = re.compile(r",\s(?:an?|the|one)\s")


def _compound(before: Sequence[Token], behind: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "the X suite": a noun right behind the name."""
    if not before or before[-1].low not in ("the", "this", "a", "an", "that"):
        return
    end = 0
    while end < min(4, len(behind)) and behind[end].raw.islower() and behind[end].low not in FUNCTION_WORDS:
        end += 1
    if end and (end == len(behind) or behind[end].low in FUNCTION_WORDS or behind[end].raw in STOPS):
        yield Predication("compound", tuple(behind[:end]), end, where)
