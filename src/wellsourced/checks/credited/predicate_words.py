"""The words and phrases of which predicates are made: tokens, function words, noun phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

#: How the two are tied. `loose`: by nothing but a comma or their neighbourhood.
Tie = Literal[
    "is",
    "as",
    "apposed",
    "listed",
    "named",
    "before",
    "cell",
    "has",
    "uses",
    "within",
    "about",
    "part",
    "compound",
    "called",
    "does",
    "lets",
    "passive",
    "through",
    "there",
    "object",
    "acts",
    "means",
]


class Token(NamedTuple):
    """A word or a mark of punctuation. `low`: in small letters, straight apostrophes, without possessive `s`."""

    raw: str
    low: str
    start: int
    end: int


class Predication(msgspec.Struct, frozen=True):
    """What is said of a thing: `tokens`, of which the first `head` are its noun phrase, the others complement it.

    `mention`: where the name stands. Of `does`, the first token is the verb, the others what follows; of `passive`, the
    first is the verb, the others what stands before it; of `object`, it is what others do to the thing, or with it, and
    the others are who does. Of `acts` and `means` the tokens are a clause, as predicates_in_clause.py says.
    """

    tie: Tie
    tokens: tuple[Token, ...]
    head: int
    mention: tuple[int, int]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """From the name to the tokens `first` to `last`, or the other way round."""
        start, end = self.tokens[first].start, self.tokens[last].end
        return min(start, self.mention[0]), max(end, self.mention[1])


_TOKEN = re.compile(r"[^\W_]+(?:[’'.&/-][^\W_]+)*|[,;:()|.?!\"“”–—=]|(?<=\s)-(?=\s)")


def read_tokens(prose: str, start: int, end: int) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(prose, start, end):
        low = match[0].casefold().replace("’", "'")
        found.append(Token(match[0], low.removesuffix("'s"), match.start(), match.end()))
    return found


def read_words_until(tokens: Sequence[Token], at: int, most: int) -> tuple[Token, ...]:
    """The tokens from `at` on to the next mark that ends a phrase, `most` of them at the most."""
    end = at
    while end < min(len(tokens), at + most) and tokens[end].raw not in STOPS:
        end += 1
    return tuple(tokens[at:end])


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DETERMINERS = words("a an the one another his her its our their this that some any such these those no every two three")
LEFT_OUT = words("one of the a an kind sort type form of")
AUXILIARIES = words("has have had can may will would must should could might does do did")
COPULAS = words("is are was were be been being becomes became become remains remained constitutes constituted")
ADVERBS = words(
    "now also still often usually generally mainly first essentially both thus therefore today already widely commonly"
    " itself themselves sometimes best primarily then long once merely only really in fact effect even simply later"
    " further just perhaps actually currently probably clearly"
)
#: Verbs that, with "as" or alone, say what a thing is.
FORMING = words("forms form formed represents represent represented embodies embodied")
AS_VERBS = words(
    "serves served serve serving acts acted act acting works worked work working functions functioned function"
    " functioning counts counted known described regarded classified seen treated used marketed sold understood"
    " qualifies qualified ranks ranked operates operated operating considered termed labelled listed presented"
    " recognised recognized viewed designed"
)
ABLE = words(
    "able empowered entitled allowed authorised authorized used designed meant bound trained built known made first"
    " power right mandate task duty job ability free competent authority serves served intended set expected needed"
    " created purpose aim goal mission role function it tool means way concluded passed adopted enacted written signed"
    " drafted negotiated drawn approved introduced amended order"
)
#: Words behind which a verb in "-ing" says what a thing does: "capable of", "responsible for".
_BEFORE_DOING = {
    "of": "capable charge task job purpose power consists",
    "for": "responsible used known designed meant intended built made",
    "at": "good aimed excels",
    "in": "specialises specializes specialised engaged consists help helps",
    "with": "tasked charged busy",
    "by": "works",
    "to": "suited",
}
DOING = frozenset((word, link) for link, text in _BEFORE_DOING.items() for word in text.split())
#: Verbs by which a thing lets others do what its users say it does.
LETTING = words(
    "helps help helped lets let allows allow allowed enables enable enabled permits makes made empowers supports"
    " assists"
)
CALLING = words(
    "call calls called considers consider considered deem deems deemed made make makes label labels labelled"
)
STATES = words(
    "status rank form character nature force role function example instance quality standing name title piece"
)
#: Adjectives that stand for one of a set: "the oldest of all treaties".
_EXAMPLES = words("example instance name title")
_ONES = words("first last most best only another")
CALLED = words("called named considered termed labelled deemed")
HAVING = words(
    "has have had having imposes imposed contains contained creates created introduces introduced using with wields"
    " enjoys possesses provides lays exercises exercising establishes established"
)
PREPOSITIONS = words(
    "of for in on against with by to from under about at into between among through within without over during since"
    " after before as across behind upon via per than around towards"
)
BREAKS = words("that which who whose whom but because while whereas when where if although though so unless")
VERBAL = words(
    "is are was were has have had does did can may will would must should been said says goes go took gave came went"
    " saw kept began meant"
)
FUNCTION_WORDS = PREPOSITIONS | BREAKS | VERBAL | AUXILIARIES | COPULAS | ADVERBS | words("and or as not")
STOPS = frozenset(',;:()|.?!"“”–—-=')
ROLES = words("work role training use function status position capacity duty duties task life career")
#: Those through whom a body acts: "X agents", "X's judges".
STAFF = words("agents officers officials staff judges inspectors investigators lawyers prosecutors detectives")
IRREGULAR = words("run built made led held kept sold set given written taken open")


def read_phrases(tie: Tie, tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    """The noun phrase that begins at a token, and those joined to it by "and", "or", "but also"."""
    for _ in range(3):
        while at < len(tokens) and tokens[at].low in LEFT_OUT | DETERMINERS | ADVERBS:
            at += 1
        if at + 1 < len(tokens) and tokens[at].low == "not" and tokens[at + 1].low in ("only", "just", "merely"):
            at += 2
            continue
        while (state := _state(tokens, at)) is not None:
            at = state
            while at < len(tokens) and tokens[at].low in LEFT_OUT | DETERMINERS:
                at += 1
        if at < len(tokens) and tokens[at].low == "among":
            at += 1
            continue
        if at < len(tokens) and tokens[at].low in PREPOSITIONS:
            return
        end, head = at, 0
        while end < len(tokens) and end - at < 18 and tokens[end].raw not in STOPS:
            word = tokens[end].low
            if word in BREAKS and end > at:
                head = head or end - at
            elif not head and end > at and (word in PREPOSITIONS | VERBAL | _SUBJECTS or is_participle(tokens, end)):
                head = end - at
            if word in ("and", "or", "but") and end > at:
                break
            end += 1
        if end == at:
            return
        yield Predication(tie, tuple(tokens[at:end]), head or end - at, where)
        if head and at + head + 1 < end and tokens[at + head].low == "among":
            at += head + 1
            continue  # "the gold standard among scanners"
        if end < len(tokens) and tokens[end].low in ("and", "or", "but"):
            if tie == "apposed" and not all(token.raw.islower() for token in tokens[at:end]):
                return  # a list of names
            at = end + 1
        elif tie in ("is", "as") and end + 1 < len(tokens) and tokens[end].raw == "," and end - at == 1:
            at = end + 1  # "a large, binding treaty"
        else:
            return


#: Whoever "the study we have" is had by.
_SUBJECTS = words("i we you he she they")


def _state(tokens: Sequence[Token], at: int) -> int | None:
    """Where it goes on behind "a fine example of", "the oldest of"; None where nothing of that sort stands there."""
    for n in range(at + 1, min(at + 4, len(tokens))):
        word = tokens[n - 1].low
        states = STATES if n == at + 1 else _EXAMPLES
        if tokens[n].low == "of" and (word in states or word in _ONES or (word.endswith("est") and len(word) > 4)):
            return n + 1
        if tokens[n - 1].raw in STOPS or word in FUNCTION_WORDS:
            return None
    return None


def is_participle(tokens: Sequence[Token], at: int) -> bool:
    """ "a statute adopted in Iceland", "an operation led by"."""
    if at + 1 >= len(tokens):
        return False
    word = tokens[at].low
    return (word.endswith("ed") or word in IRREGULAR) and tokens[at + 1].low in PREPOSITIONS | DETERMINERS
