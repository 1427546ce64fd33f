"""What a sentence says a named thing is or does: the noun phrases and verbs that its grammar ties to the name.

Read from the words right behind and right before the name, each at most some dozens: "is a ...", ", the ...,",
"as a ...", "(a ...)", "... such as X", "... called X", "X and other ...", "As a ..., X", table cells, verbs in the
active and the passive. Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from wellsourced.checks.naming import Named
from wellsourced.checks.referents import end_of
from wellsourced.manuscript.model import ParsedText

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
    "within",
    "compound",
    "called",
    "does",
    "passive",
    "through",
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
    first is the verb, the others what stands before it.
    """

    tie: Tie
    tokens: tuple[Token, ...]
    head: int
    mention: tuple[int, int]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """From the name to the tokens `first` to `last`, or the other way round."""
        start, end = self.tokens[first].start, self.tokens[last].end
        return min(start, self.mention[0]), max(end, self.mention[1])


def find_predications(parsed: ParsedText, named: Named, body: bool = False) -> Iterator[Predication]:
    """What the sentence says of a named thing, nearest first. `body`: the thing is one that may act."""
    mention = named.mention
    low, high = mention.surroundings
    end = end_of(parsed.prose, named)
    if grown := _APPOSED_WITHIN.search(parsed.prose, mention.start, end):
        end = grown.start()  # "Report Remove, a tool": the name of it ends at the comma
    where = (mention.start, end)
    behind = _tokens(parsed.prose, end, min(high, end + _REACH))
    before = _tokens(parsed.prose, max(low, mention.start - _REACH), mention.start)
    if behind and behind[0].low == "s" and parsed.prose[behind[0].start - 1] in "'’":
        yield from _role_of(behind, where)
        return
    if before and before[-1].low in ("the", "its"):
        before_verb = before[-2].low if len(before) > 1 else ""
    else:
        before_verb = before[-1].low if before else ""
    if before_verb in _CALLING and behind and behind[0].low in ("a", "an", "the", "one"):
        yield from _phrases("called", behind, 0, where)
    yield from _behind(behind, where)
    yield from _compound(before, behind, where)
    yield from _before(before, behind, where, body)


_REACH = 260
_APPOSED_WITHIN = re.compile(r",\s(?:an?|the|one)\s")
_TOKEN = re.compile(r"[^\W_]+(?:[’'.&/-][^\W_]+)*|[,;:()|.?!\"“”–—]|(?<=\s)-(?=\s)")


def _tokens(prose: str, start: int, end: int) -> list[Token]:
    found = []
    for match in _TOKEN.finditer(prose, start, end):
        low = match[0].casefold().replace("’", "'")
        found.append(Token(match[0], low.removesuffix("'s"), match.start(), match.end()))
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DETERMINERS = _words(
    "a an the one another his her its our their this that some any such these those no every two three"
)
_LEFT_OUT = _words("one of the a an kind sort type form of")
_AUXILIARIES = _words("has have had can may will would must should could might does do did")
_COPULAS = _words("is are was were be been being becomes became become remains remained constitutes constituted")
_ADVERBS = _words(
    "now also still often usually generally mainly first essentially both thus therefore today already widely commonly"
    " itself themselves sometimes best primarily then long once merely only really in fact effect even simply later"
    " further just perhaps actually currently probably clearly"
)
#: Verbs that, with "as" or alone, say what a thing is.
_AS_VERBS = _words(
    "serves served serve serving acts acted act acting works worked work working functions functioned function"
    " functioning counts counted known described regarded classified seen treated used marketed sold understood"
    " qualifies qualified ranks ranked operates operated operating considered termed labelled listed presented"
    " recognised recognized viewed designed"
)
_ABLE = _words("able empowered entitled allowed authorised authorized used designed meant bound trained built known")
_CALLING = _words(
    "call calls called considers consider considered deem deems deemed made make makes label labels labelled"
)
_STATES = _words("status rank form character nature force role function example instance quality standing")
_CALLED = _words("called named considered termed labelled deemed")
_HAVING = _words(
    "has have had having imposes imposed contains contained creates created introduces introduced using with wields"
    " enjoys possesses provides lays exercises exercising establishes established"
)
_PREPOSITIONS = _words(
    "of for in on against with by to from under about at into between among through within without over during since"
    " after before as across behind upon via per than around towards"
)
_BREAKS = _words("that which who whose whom but because while whereas when where if although though so unless")
_VERBAL = _words(
    "is are was were has have had does did can may will would must should been said says goes go took gave came went"
    " saw kept began meant"
)
_FUNCTION_WORDS = _PREPOSITIONS | _BREAKS | _VERBAL | _AUXILIARIES | _COPULAS | _ADVERBS | _words("and or as not")
_STOPS = frozenset(',;:()|.?!"“”–—-')
_ROLES = _words("work role training use function status position capacity duty duties task life career")
_NAMING = (
    *(("such", "as"), ("known", "as"), ("by", "the", "name", "of"), ("calls", "itself"), ("call", "themselves")),
    *(("for", "example"), ("for", "instance"), ("that", "is"), ("e.g",), ("i.e",), ("namely",), ("like",)),
    *(("including",), ("include",), ("includes",), ("included",), ("know", "as"), ("knows", "as"), ("dubbed",)),
    *(("called",), ("named",), ("entitled",), ("titled",), ("termed",), ("especially",)),
)


def _compound(before: Sequence[Token], behind: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "the X suite": a noun right behind the name."""
    if not before or before[-1].low not in ("the", "this", "a", "an", "that"):
        return
    end = 0
    while end < min(4, len(behind)) and behind[end].raw.islower() and behind[end].low not in _FUNCTION_WORDS:
        end += 1
    if end and (end == len(behind) or behind[end].low in _FUNCTION_WORDS or behind[end].raw in _STOPS):
        yield Predication("compound", tuple(behind[:end]), end, where)


# --- behind the name -------------------------------------------------------------------------------------------------


def _behind(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    at = 0
    if at < len(tokens) and tokens[at].raw == "(":
        close = next((n for n in range(1, min(len(tokens), 16)) if tokens[n].raw == ")"), None)
        if close is None:
            return
        if tokens[1].low in _DETERMINERS or tokens[1].raw[0].islower():
            yield from _phrases("apposed", tokens, 1, where)
        at = close + 1
    if at >= len(tokens):
        return
    mark = tokens[at].raw
    if mark in (":", "|", "–", "—", "-"):
        yield from _phrases("cell", tokens, at + 1, where)
        return
    comma = mark == ","
    if comma:
        at += 1
        yield from _behind_insertion(tokens, at, where)
    yield from _listed(tokens, at, where)
    while at < len(tokens) and (tokens[at].low in _ADVERBS or tokens[at].raw == ","):
        at += 1
    if at >= len(tokens):
        return
    word = tokens[at].low
    if comma and (word in _DETERMINERS or tokens[at].raw.endswith(("'s", "’s"))):
        yield from _phrases("apposed", tokens, at, where)
        return
    if word == "being":
        yield from _phrases("as", tokens, at + 1, where)
        return
    if word == "as":
        yield from _phrases("as", tokens, at + 1, where)
        return
    if word == "in" and any(token.low in _ROLES for token in tokens[at + 1 : at + 4]):
        if as_at := next((n for n in range(at + 2, min(at + 5, len(tokens))) if tokens[n].low == "as"), None):
            yield from _phrases("as", tokens, as_at + 1, where)
        return
    if word == "among":
        yield from _phrases("listed", tokens, at + 1, where)
        return
    if comma and tokens[at].raw[0].islower() and word not in _FUNCTION_WORDS:
        end = next((n for n in range(at, min(at + 5, len(tokens))) if tokens[n].raw in _STOPS), None)
        if end is not None and not tokens[end - 1].low.endswith("s"):
            yield from _phrases("apposed", tokens, at, where)
    if word in ("which", "that", "who"):
        at += 1
    yield from _verb(tokens, at, where)


def _behind_insertion(tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    """ "X, founded in 1998, is a ..."."""
    close = next((n for n in range(at, min(at + 14, len(tokens))) if tokens[n].raw in ",;.:("), None)
    if close is None or tokens[close].raw != "," or close + 1 >= len(tokens):
        return
    if tokens[close + 1].low in _COPULAS | _AUXILIARIES | _HAVING:
        yield from _verb(tokens, close + 1, where)


def _role_of(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "X's work as a ..."."""
    for at in range(1, min(5, len(tokens) - 1)):
        if tokens[at].low in _ROLES:
            ahead = range(at + 1, min(at + 4, len(tokens)))
            if as_at := next((n for n in ahead if tokens[n].low == "as"), None):
                yield from _phrases("as", tokens, as_at + 1, where)
            return
    for at in range(1, min(8, len(tokens) - 1)):
        if tokens[at].low == "using":
            yield from _phrases("has", tokens, at + 1, where)


def _verb(tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    """ "is a ...", "has long been regarded as ...", "has ...", and any other verb with what follows it."""
    copula = False
    start = at
    while at < len(tokens) and tokens[at].low in _COPULAS | _ADVERBS | _AUXILIARIES:
        copula = copula or tokens[at].low in _COPULAS
        at += 1
    if at >= len(tokens):
        return
    word = tokens[at].low
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    link = next((n for n in range(at + 1, min(at + 4, len(tokens))) if tokens[n].low in ("as", "into", "among")), None)
    if link is not None and (link == at + 1 or tokens[link].low == "as") and word not in _STOPS:
        yield from _phrases("as", tokens, link + 1, where)
    if word in _AS_VERBS and following == "as":
        return
    if word in _ABLE and following == "to":
        yield Predication("does", _until(tokens, at + 2, 12), 1, where)
    if copula and word in _CALLED:
        yield from _phrases("is", tokens, at + 1, where)
    elif word in ("belongs", "belong", "amounts", "amount") and following == "to":
        yield from _phrases("is", tokens, at + 2, where)
    elif copula:
        if [token.low for token in tokens[at : at + 3]] == ["that", "it", "is"]:
            at += 3
        yield from _phrases("is", tokens, at, where)
        yield from _deed(tokens, at, where)
    else:
        if word in _HAVING:
            yield from _phrases("has", tokens, at + 1, where)
        elif start < at and tokens[at - 1].low in _HAVING:
            yield from _phrases("has", tokens, at, where)
        yield from _deed(tokens, at, where)
        for n in range(at, min(at + 8, len(tokens))):
            if tokens[n].low == "using":
                yield from _phrases("has", tokens, n + 1, where)


def _deed(tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    if at < len(tokens) and tokens[at].raw not in _STOPS:
        yield Predication("does", _until(tokens, at, 12), 1, where)


def _until(tokens: Sequence[Token], at: int, most: int) -> tuple[Token, ...]:
    end = at
    while end < min(len(tokens), at + most) and tokens[end].raw not in _STOPS:
        end += 1
    return tuple(tokens[at:end])


def _listed(tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    """ "X, Y and other ..."."""
    for n in range(at, min(at + 10, len(tokens) - 1)):
        if tokens[n].low in ("and", "or"):
            if tokens[n + 1].low in ("other", "similar", "comparable", "further", "all"):
                yield from _phrases("listed", tokens, n + 2, where)
                return
            end = n + 1
            while end < min(n + 8, len(tokens)) and (
                tokens[end].raw[0].isupper()
                or tokens[end].low in _DETERMINERS
                or tokens[end].low in ("of", "for", "on")
            ):
                end += 1
            if n + 1 < end < len(tokens) and tokens[end].low in ("are", "were", "remain", "became", "serve", "act"):
                yield from _verb(tokens, end, where)
        elif not (tokens[n].raw[0].isupper() or tokens[n].raw == ","):
            return


def _phrases(tie: Tie, tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    """The noun phrase that begins at a token, and those joined to it by "and", "or", "but also"."""
    for _ in range(3):
        while at < len(tokens) and tokens[at].low in _LEFT_OUT | _DETERMINERS | _ADVERBS:
            at += 1
        if at + 1 < len(tokens) and tokens[at].low == "not" and tokens[at + 1].low in ("only", "just", "merely"):
            at += 2
            continue
        while at + 1 < len(tokens) and tokens[at].low in _STATES and tokens[at + 1].low == "of":
            at += 2
            while at < len(tokens) and tokens[at].low in _LEFT_OUT | _DETERMINERS:
                at += 1
        if at < len(tokens) and tokens[at].low == "among":
            at += 1
            continue
        if at < len(tokens) and tokens[at].low in _PREPOSITIONS:
            return
        end, head = at, 0
        while end < len(tokens) and end - at < 18 and tokens[end].raw not in _STOPS:
            word = tokens[end].low
            if word in _BREAKS and end > at:
                head = head or end - at
            elif not head and end > at and (word in _PREPOSITIONS or word in _VERBAL or _is_participle(tokens, end)):
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


def _is_participle(tokens: Sequence[Token], at: int) -> bool:
    """ "a statute adopted in Iceland", "an operation led by"."""
    if at + 1 >= len(tokens):
        return False
    word = tokens[at].low
    return (word.endswith("ed") or word in _IRREGULAR) and tokens[at + 1].low in _PREPOSITIONS | _DETERMINERS


_IRREGULAR = _words("run built made led held kept sold set given written taken open")


# --- before the name -------------------------------------------------------------------------------------------------


def _before(tokens: list[Token], behind: Sequence[Token], where: tuple[int, int], body: bool) -> Iterator[Predication]:
    yield from _opening(tokens, where)
    rest = list(tokens)
    bare = not (rest and rest[-1].low in _DETERMINERS)
    while rest and (rest[-1].low in _DETERMINERS or rest[-1].raw in '"“'):
        rest.pop()
    if not rest:
        return
    if rest[-1].low == "by":
        yield from _passive(rest, where)
    if len(rest) > 1 and rest[-1].low in ("passed", "enacted") and rest[-2].low in ("congress", "parliament"):
        verb, who = rest[-1], rest[-2]  # what a parliament passes is its act
        yield Predication("named", (who._replace(low="act"), verb._replace(low="of"), who), 1, where)
    listed = _list_start(rest)
    if listed is not None:
        yield from _ending("named", rest[:listed], where)
        return
    last = rest[-1]
    if last.raw in (",", ":", "—", "–", "(", "-", "|"):
        if last.raw != "," or _closes(behind):
            if last.raw != "(":
                yield from _ending("before", rest[:-1], where, apposed=True)
            elif not body:
                yield from _ending("before", rest[:-1], where)
    elif last.low in ("is", "are", "was", "were"):
        yield from _subject(rest[:-1], where)
    elif last.low in ("in", "through", "of", "under", "with", "using"):
        if last.low in ("in", "through"):
            yield from _ending("within", rest[:-1], where)
        if last.low != "with":
            yield from _ending("has", rest[:-1], where)
        yield from _done_with(rest[:-1], where)
        if last.low == "under":
            yield from _done_under(behind, where)
    elif (bare or rest[-1].low in _CALLED) and (not body or _predicated(behind, rest[-1])):
        yield from _ending("before", rest, where)
        if behind and behind[0].raw.islower() and behind[0].low not in _FUNCTION_WORDS:
            yield from _around(rest, behind[0], where)


def _closes(behind: Sequence[Token]) -> bool:
    """Whether an apposition ends behind the name, and it is no member of a list."""
    if not behind:
        return True
    following = behind[1].low if len(behind) > 1 else ""
    if behind[0].raw in _STOPS:
        return behind[0].raw != "," or following not in ("and", "or")
    return behind[0].low not in ("and", "or") and not behind[0].low.startswith("say") and behind[0].low != "said"


def _predicated(behind: Sequence[Token], noun: Token) -> bool:
    """Whether what follows a body's name does not make it the subject of a clause ("the tool X runs")."""
    if not behind or behind[0].raw in _STOPS or behind[0].low in ("is", "was", "were"):
        return True
    return noun.low in ("agency", "force", "organisation", "organization", "body", "unit") and (
        behind[0].low in _AUXILIARIES | _PREPOSITIONS or behind[0].low == "and"
    )


def _around(tokens: Sequence[Token], noun: Token, where: tuple[int, int]) -> Iterator[Predication]:
    """ "Europol's yearly X operation": a noun behind the name with what stands before the name."""
    for at in range(len(tokens) - 1, max(-1, len(tokens) - 5), -1):
        if tokens[at].raw.endswith(("'s", "’s")):
            yield Predication("before", (*tokens[at:], noun), len(tokens) - at + 1, where)
            return
        if tokens[at].raw in _STOPS or tokens[at].low in _FUNCTION_WORDS:
            return


def _list_start(tokens: Sequence[Token]) -> int | None:
    """Where "such as", "called" and the like begin, with nothing but other names between them and this one."""
    at = len(tokens)
    for _ in range(24):
        for words in _NAMING:
            if at >= len(words) and tuple(t.low for t in tokens[at - len(words) : at]) == words:
                start = at - len(words)
                while start and tokens[start - 1].raw in ",;(":
                    start -= 1
                return start
        if not at:
            return None
        token = tokens[at - 1]
        if not (token.raw[0].isupper() or token.raw[0].isdigit() or token.raw in ",:." or token.low in _IN_LISTS):
            return None
        at -= 1
    return None


_IN_LISTS = _words("and or the of for on")


def _ending(tie: Tie, tokens: Sequence[Token], where: tuple[int, int], apposed: bool = False) -> Iterator[Predication]:
    """The noun phrases that end where the tokens end, or whose complement does."""
    end = len(tokens)
    while end and tokens[end - 1].low in _BREAKS | _COPULAS | _ADVERBS | _words("goes go"):
        end -= 1
    start = end
    while start and end - start < 16 and tokens[start - 1].raw not in _STOPS:
        start -= 1
    phrase = tokens[start:end]
    if not phrase or phrase[-1].raw.endswith(("'s", "’s")):
        return
    # Every place where a noun phrase may begin: after a determiner, a preposition or a verb; the whole.
    starts = [0] + [
        n + 1
        for n, token in enumerate(phrase)
        if token.low in _DETERMINERS | _PREPOSITIONS | _COPULAS | _BREAKS or token.low in ("and", "or")
    ]
    seen: set[int] = set()
    for first in reversed(starts):
        while first < len(phrase) and phrase[first].low in _LEFT_OUT | _DETERMINERS | _ADVERBS:
            first += 1
        if first >= len(phrase) or first in seen:
            continue
        seen.add(first)
        words = phrase[first:]
        if any(t.low in _COPULAS | _BREAKS | _AUXILIARIES for t in words):
            return
        head = next(
            (
                n
                for n in range(1, len(words))
                if words[n].low in _PREPOSITIONS or _is_participle(words, n) or words[n].low == "and"
            ),
            len(words),
        )
        if apposed:
            if not start and phrase[0].low in _PREPOSITIONS:
                return  # "Among companies, X"
            determined = bool(first) and phrase[first - 1].low in _DETERMINERS
            owned = any(t.raw.endswith(("'s", "’s")) for t in words[: max(0, head - 1)])
            if not (determined or owned):
                continue
        elif head < len(words) and tie == "before":
            continue  # "the treaty of X"
        yield Predication(tie, tuple(words), head, where)


def _opening(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "As a ..., X", "Operating as a ..., X", "Non-binding as it is, X", "A ..., X"."""
    comma = next((n for n, token in enumerate(tokens) if token.raw == ","), None)
    if comma is None or len(tokens) - comma > 3 or comma > 14 or len(tokens) < 3:
        return
    if any(token.low not in _DETERMINERS for token in tokens[comma + 1 :]):
        return
    first = tokens[0].low
    if first in ("as", "being", "though", "while", "although") or (
        first == "like" and tokens[1].low in ("any", "other", "every", "all", "most")
    ):
        yield from _phrases("as", tokens, 1, where)
    elif first in _AS_VERBS and tokens[1].low == "as":
        yield from _phrases("as", tokens, 2, where)
    elif tokens[comma - 1].low in _COPULAS and tokens[1].low == "as":
        yield Predication("is", tuple(tokens[:1]), 1, where)


def _subject(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "This treaty is X", "Among the statutes in force are X"."""
    start = len(tokens)
    while start and tokens[start - 1].raw not in _STOPS and tokens[start - 1].low not in _BREAKS:
        start -= 1
    if start < len(tokens) and tokens[start].low == "among":
        start += 1
    phrase = list(_phrases("named", tokens, start, where))
    if phrase and start + len(phrase[0].tokens) + 3 >= len(tokens):
        yield phrase[0]


def _done_with(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "criminalised in X", "found new material with X": verbs before the name, each with all that stands there."""
    start = len(tokens)
    while start and len(tokens) - start < 12 and tokens[start - 1].raw not in _STOPS:
        start -= 1
    near = tokens[start:]
    for n, token in enumerate(near):
        if token.raw.islower() and token.low not in _FUNCTION_WORDS | _DETERMINERS and len(token.low) > 3:
            yield Predication("through", (token, *near[:n], *near[n + 1 :]), 1, where)


def _done_under(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "Under X, possession is criminalised"."""
    near = [token for token in tokens[:12] if token.raw != ","]
    stop = next((n for n, token in enumerate(near) if token.raw in _STOPS), len(near))
    for n, token in enumerate(near[:stop]):
        if token.low.endswith(("ed", "es")) and token.low not in _FUNCTION_WORDS:
            yield Predication("through", (token, *near[:n], *near[n + 1 : stop]), 1, where)


def _passive(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "arrested by X": the verb, then what stands before it."""
    if len(tokens) < 2 or tokens[-2].raw in _STOPS:
        return
    start = len(tokens) - 2
    while start and len(tokens) - start < 12 and tokens[start - 1].raw not in _STOPS:
        start -= 1
    yield Predication("passive", (tokens[-2], *tokens[start : len(tokens) - 2]), 1, where)
