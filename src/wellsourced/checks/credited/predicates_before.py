"""What stands before a name and says what the thing is: "... such as X", "As a ..., X", "arrested by X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellsourced.checks.credited.kinds import class_nouns
from wellsourced.checks.credited.predicate_words import (
    ADVERBS,
    AS_VERBS,
    AUXILIARIES,
    BREAKS,
    CALLED,
    COPULAS,
    DETERMINERS,
    FUNCTION_WORDS,
    LEFT_OUT,
    PREPOSITIONS,
    ROLES,
    STATES,
    STOPS,
    Predication,
    Tie,
    Token,
    is_participle,
    read_phrases,
    words,
)
from wellsourced.checks.words.phrases import word_key

NAMING = (
    *(("such", "as"), ("known", "as"), ("by", "the", "name", "of"), ("calls", "itself"), ("call", "themselves")),
    *(("for", "example"), ("for", "instance"), ("that", "is"), ("e.g",), ("i.e",), ("namely",), ("like",)),
    *(("including",), ("include",), ("includes",), ("included",), ("know", "as"), ("knows", "as"), ("dubbed",)),
    *(("called",), ("named",), ("entitled",), ("titled",), ("termed",), ("especially",), ("notably",)),
    *(("among", "them"), ("amongst", "them"), ("above", "all"), ("first", "of", "all"), ("in", "particular")),
    *(("particularly",), ("specifically",), ("chiefly",), ("viz",), ("among", "which"), ("not", "least")),
    *(("most", "of", "all"), ("for", "one"), ("i.e",), ("to", "wit")),
)
_NAMING_ENDS = frozenset(mark[-1] for mark in NAMING)
#: Behind the last of some things, these make them examples of what stands before.
_AMONG_THEM = (("among", "them"), ("amongst", "them"), ("included",), ("being", "one"), ("for", "example"))


def find_before(
    tokens: list[Token], behind: Sequence[Token], where: tuple[int, int], body: bool
) -> Iterator[Predication]:
    yield from _opening(tokens, behind, where)
    yield from _cleft(tokens, where)
    rest = list(tokens)
    bare = not (rest and rest[-1].low in DETERMINERS)
    while rest and (rest[-1].low in DETERMINERS or rest[-1].raw in '"“'):
        rest.pop()
    owned = _without_owner(rest)
    if len(owned) < len(rest) and owned and owned[-1].low in _OWNED_BEHIND:
        rest = owned  # "searched by the Meadow Club's X"
    if not rest:
        return
    if owned:
        yield from _used_by_others(owned, where)
    if (
        len(rest) > 2
        and rest[-1].low in PREPOSITIONS
        and rest[-2].low in _NAMING_ENDS
        and _list_start(rest[:-1], 0) is not None
    ):
        rest.pop()  # "covered by EU law, notably by X"
    if rest[-1].low == "by":
        yield from done_by(rest, where)
    if len(rest) > 1 and rest[-1].low in ("passed", "enacted") and rest[-2].low in ("congress", "parliament"):
        verb, who = rest[-1], rest[-2]  # what a parliament passes is its act
        yield Predication("named", (who._replace(low="act"), verb._replace(low="of"), who), 1, where)
    listed = _list_start(rest)
    if listed is not None:
        yield from _ending("named", rest[:listed], where)
        return
    yield from _of_its_own(rest, where)
    counted = _counted(rest, behind) or _among_them(rest, behind)
    if counted is not None:
        yield from _ending("named", rest[:counted], where)
        return
    last = rest[-1]
    if last.low in _DRIVING:
        yield from _driven(rest, where)
    if last.raw in (",", ":", "—", "–", "(", "-", "|"):
        if last.raw != "," or _closes(behind):
            if last.raw != "(":
                yield from _ending("before", rest[:-1], where, apposed=True)
            elif not body:
                yield from _ending("before", rest[:-1], where)
    elif last.low in ("is", "are", "was", "were"):
        if not behind or behind[0].raw in STOPS or behind[0].low in FUNCTION_WORDS:  # not "is an X regulation"
            yield from _subject(rest[:-1], where)
    elif last.low in ("in", "through", "of", "under", "with", "using"):
        if last.low in ("in", "through"):
            yield from _ending("within", rest[:-1], where)
        if last.low != "with":
            yield from _ending("has", rest[:-1], where)
        yield from _done_with("there" if last.low == "in" else "through", rest[:-1], where)
        if last.low == "under":
            yield from _done_under(behind, where)
            yield from _state_under(rest[:-1], where)
            if len(rest) < 2 or rest[-2].raw in STOPS:
                yield from _state_under(behind, where)
    elif (bare or rest[-1].low in CALLED) and (not body or _predicated(behind, rest[-1])):
        yield from _ending("before", rest, where)
        if behind and behind[0].raw.islower() and behind[0].low not in FUNCTION_WORDS:
            yield from _around(rest, behind[0], where)


def _without_owner(tokens: Sequence[Token]) -> list[Token]:
    """What stands before an owner who is named ("by the Meadow Club's X"), or all of it where none is."""
    end = len(tokens)
    if not end or not tokens[-1].raw.endswith(("'s", "’s")) or not tokens[-1].raw[0].isupper():
        return list(tokens)
    while end and (tokens[end - 1].raw[0].isupper() or tokens[end - 1].low == "the"):
        end -= 1
    return list(tokens[:end])


#: Words behind which a thing may stand with its owner before it.
_OWNED_BEHIND = words("by with in under through of using behind is are was were via")


def _used_by_others(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "Parents may search X": the verb, then who stands before it."""
    verb = tokens[-1]
    at = len(tokens) - 1 - (verb.low in PREPOSITIONS)
    if at < 1 or tokens[at].low in FUNCTION_WORDS or tokens[at].raw in STOPS:
        return
    start = at
    while start and at - start < 10 and tokens[start - 1].raw not in STOPS:
        start -= 1
    if start < at:
        yield Predication("object", (tokens[at], *tokens[start:at]), 1, where)


#: What stands between a means and the thing that works by it: "is the technology behind X", "powers X".
_DRIVING = words("behind powers drives underlies underpins")


def _driven(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "Clover is the technology behind X": by what the thing works."""
    end = len(tokens) - 1
    if tokens[-1].low == "behind":
        end = next((n for n in range(end - 1, max(0, end - 6), -1) if tokens[n].low in COPULAS), 0)
    start = end
    while start and tokens[start - 1].raw not in STOPS and tokens[start - 1].low not in BREAKS:
        start -= 1
    yield from read_phrases("uses", tokens[:end], start, where)


def _state_under(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "is a crime under X", "Under X it is a crime": what a law makes of something."""
    for n, token in enumerate(tokens[:-1]):
        if token.low in COPULAS and tokens[n + 1].low in DETERMINERS | words("illegal unlawful punishable"):
            yield from read_phrases("has", tokens, n + 1, where)


def _closes(behind: Sequence[Token]) -> bool:
    """Whether an apposition ends behind the name, and it is no member of a list."""
    if not behind:
        return True
    if (word_key(behind[0].low),) in class_nouns():
        return False  # "the Clover Act, EU law"
    following = behind[1].low if len(behind) > 1 else ""
    if behind[0].raw in STOPS:
        return behind[0].raw != "," or following not in ("and", "or")
    if behind[0].low in _GAPPED:
        return False  # "A is a decision of the Ninth Circuit, B one of the Tenth"
    return behind[0].low not in ("and", "or") and not behind[0].low.startswith("say") and behind[0].low != "said"


_GAPPED = words("one that those a an the another its")


def _predicated(behind: Sequence[Token], noun: Token) -> bool:
    """Whether what follows a body's name does not make it the subject of a clause ("the tool X runs")."""
    if not behind or behind[0].raw in STOPS or behind[0].low in ("is", "was", "were"):
        return True
    return noun.low in ("agency", "force", "organisation", "organization", "body", "unit") and (
        behind[0].low in AUXILIARIES | PREPOSITIONS or behind[0].low == "and"
    )


def _around(tokens: Sequence[Token], noun: Token, where: tuple[int, int]) -> Iterator[Predication]:
    """ "Europol's yearly X operation": a noun behind the name with what stands before the name."""
    for at in range(len(tokens) - 1, max(-1, len(tokens) - 5), -1):
        if tokens[at].raw.endswith(("'s", "’s")):
            yield Predication("before", (*tokens[at:], noun), len(tokens) - at + 1, where)
            return
        if tokens[at].raw in STOPS or tokens[at].low in FUNCTION_WORDS:
            return


def _list_start(tokens: Sequence[Token], most: int = 24) -> int | None:
    """Where "such as", "called" and the like begin, with nothing but other names between them and this one."""
    at = len(tokens)
    for _ in range(most + 1):
        for mark in NAMING:
            if at >= len(mark) and tuple(t.low for t in tokens[at - len(mark) : at]) == mark:
                start = at - len(mark)
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


_IN_LISTS = words("and or the of for on")


def _counted(tokens: Sequence[Token], behind: Sequence[Token]) -> int | None:
    """Where "two tools," ends, before a list of as many things of which this is one."""
    start = len(tokens)
    while start and (tokens[start - 1].raw[0].isupper() or tokens[start - 1].low in _BEFORE_NAMES):
        start -= 1
    if start in (0, len(tokens)) or tokens[start].raw not in ",:(":
        return None
    noun = start
    while noun and tokens[noun - 1].raw not in STOPS and start - noun < 6:
        noun -= 1
    count = next((_COUNTS[token.low] for token in tokens[noun:start] if token.low in _COUNTS), None)
    if count is None:
        return None
    after = 0
    while after < len(behind) and (behind[after].raw[0].isupper() or behind[after].low in _BEHIND_NAMES):
        after += 1
    named = 1 + _joins(tokens[start + 1 :]) + _joins(behind[: after + 1])
    return start if not count or named == count else None


def _joins(tokens: Sequence[Token]) -> int:
    """How many things are joined to another here, by a comma, "and" or both."""
    found = 0
    for n, token in enumerate(tokens):
        ahead = tokens[n + 1] if n + 1 < len(tokens) else None
        if ahead is not None and not (ahead.raw[0].isupper() or ahead.low in _BEHIND_NAMES):
            continue
        found += token.raw == "," or (token.low in ("and", "or") and not (n and tokens[n - 1].raw == ","))
    return found


#: How many things follow; 0 where any number may.
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "several": 0, "various": 0, "following": 0}
_BEFORE_NAMES = words(", : ( and or the of for on")
_BEHIND_NAMES = words(", and or the of for on another one a an two")


def _among_them(tokens: Sequence[Token], behind: Sequence[Token]) -> int | None:
    """Where the things end of which this is one: "treaties, X among them"."""
    at = 1 if behind and behind[0].raw == "," else 0
    if not any(tuple(t.low for t in behind[at : at + len(mark)]) == mark for mark in _AMONG_THEM):
        return None
    end, nearest = len(tokens), None
    while end and (tokens[end - 1].raw[0].isupper() or tokens[end - 1].low in _IN_LISTS or tokens[end - 1].raw == ","):
        end -= 1
        if tokens[end].raw == "," and end:
            nearest = nearest or end
            if tokens[end - 1].raw[0].islower():
                return end
    return nearest


def _ending(tie: Tie, tokens: Sequence[Token], where: tuple[int, int], apposed: bool = False) -> Iterator[Predication]:
    """The noun phrases that end where the tokens end, or whose complement does."""
    end = len(tokens)
    while end and tokens[end - 1].low in BREAKS | COPULAS | ADVERBS | _GOES:
        end -= 1
    start = end
    while start and end - start < 16 and tokens[start - 1].raw not in STOPS:
        start -= 1
    phrase = tokens[start:end]
    if not phrase or phrase[-1].raw.endswith(("'s", "’s")):
        return
    # Every place where a noun phrase may begin: after a determiner, a preposition or a verb; the whole.
    starts = [0] + [
        n + 1
        for n, token in enumerate(phrase)
        if token.low in DETERMINERS | PREPOSITIONS | COPULAS | BREAKS or token.low in ("and", "or")
    ]
    seen: set[int] = set()
    for first in reversed(starts):
        while first < len(phrase) and phrase[first].low in LEFT_OUT | DETERMINERS | ADVERBS:
            first += 1
        if first >= len(phrase) or first in seen:
            continue
        seen.add(first)
        said = phrase[first:]
        if any(t.low in COPULAS | BREAKS | AUXILIARIES for t in said):
            return
        head = next(
            (
                n
                for n in range(1, len(said))
                if said[n].low in PREPOSITIONS or is_participle(said, n) or said[n].low == "and"
            ),
            len(said),
        )
        if apposed:
            if not start and phrase[0].low in PREPOSITIONS and first < 3:
                continue  # "Among the companies, X"
            determined = bool(first) and phrase[first - 1].low in DETERMINERS
            owned = any(t.raw.endswith(("'s", "’s")) for t in said[: max(0, head - 1)])
            if not (determined or owned):
                continue
        elif head < len(said) and tie == "before":
            continue  # "the treaty of X"
        yield Predication(tie, tuple(said), head, where)


_GOES = words("goes go")


def _is_outstanding(behind: Sequence[Token]) -> bool:
    """ "... is the oldest", "is the only one"."""
    return any(
        token.low in ("most", "first", "only", "best", "last") or (token.low.endswith("est") and len(token.low) > 4)
        for n, token in enumerate(behind[:7])
        if n and behind[n - 1].low in ("the", "its")
    )


def _opening(tokens: Sequence[Token], behind: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "As a ..., X", "Operating as a ..., X", "Non-binding as it is, X", "A ..., X"."""
    comma = next((n for n, token in enumerate(tokens) if token.raw == ","), None)
    if comma is None or len(tokens) - comma > 3 or comma > 14 or len(tokens) < 3:
        return
    if any(token.low not in DETERMINERS for token in tokens[comma + 1 :]):
        return
    first = tokens[0].low
    if first in ("nothing", "none", "little") and len(tokens) > 2:
        skip = next((n for n in range(1, 4) if tokens[n].low in ("but", "than")), None)
        if skip is not None:
            yield from read_phrases("as", tokens, skip + 1, where)
            return
    if first in ("among", "amongst", "of") and _is_outstanding(behind):
        yield from read_phrases("as", tokens, 2 if tokens[1].low == "all" else 1, where)
        return
    if (first.endswith("ed") or first in _DRAWN) and len(tokens) > 2:
        yield from _made_to(tokens[:comma], where)
    if first in ("as", "being", "though", "while", "although") or (
        first == "like" and tokens[1].low in ("any", "other", "every", "all", "most")
    ):
        yield from read_phrases("as", tokens, 1, where)
    elif first in AS_VERBS and tokens[1].low == "as":
        yield from read_phrases("as", tokens, 2, where)
    elif tokens[comma - 1].low in COPULAS and tokens[1].low == "as":
        yield Predication("is", tuple(tokens[:1]), 1, where)


_DRAWN = words("built drawn made meant set written")


def _made_to(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "Drawn up to count bees, X ...": what a thing was made for."""
    at = next((n for n in range(1, min(4, len(tokens) - 1)) if tokens[n].low == "to"), None)
    if at is not None:
        yield Predication("does", tuple(tokens[at + 1 : at + 13]), 1, where)


def _subject(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "This treaty is X", "Among the statutes in force are X"."""
    start = len(tokens)
    while start and tokens[start - 1].raw not in STOPS and tokens[start - 1].low not in BREAKS:
        start -= 1
    if 1 < start < len(tokens) and tokens[start - 1].low in ("that", "which", "who"):
        yield Predication("does", tuple(tokens[start:]), 1, where)  # "a tool that recovers files is X"
    if start < len(tokens) and tokens[start].low == "among":
        start += 1
    phrase = list(read_phrases("named", tokens, start, where))
    if phrase and start + len(phrase[0].tokens) + 3 >= len(tokens):
        yield phrase[0]


def _of_its_own(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "NIST says in its publication X": the noun with the name for which "its" stands."""
    end = len(tokens) - (tokens[-1].raw == ",")
    at = next((n for n in range(end - 1, max(0, end - 6), -1) if tokens[n].low in ("its", "their", "own")), None)
    if at is None or at + 1 >= end or any(t.raw in STOPS or t.low in FUNCTION_WORDS for t in tokens[at + 1 : end]):
        return
    last = next((n for n in range(at - 1, max(-1, at - 10), -1) if tokens[n].raw[0].isupper()), None)
    if last is None or any(token.raw in STOPS for token in tokens[last:at]):
        return
    first = last
    while first and (tokens[first - 1].raw[0].isupper() or tokens[first - 1].low in ("of", "the", "for")):
        first -= 1
    while tokens[first].raw[0].islower():
        first += 1
    said = (*tokens[first : last + 1], *tokens[at + 1 : end])
    yield Predication("before", said, len(said), where)


def _cleft(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "If any treaty was made against this, it is X"."""
    if not tokens or tokens[0].low != "if":
        return
    end = len(tokens)
    while end and tokens[end - 1].low in DETERMINERS:
        end -= 1
    if end > 3 and tokens[end - 1].low in ("is", "was") and tokens[end - 2].low == "it" and tokens[end - 3].raw == ",":
        start = next((n for n in range(1, end) if tokens[n].low in DETERMINERS), 1)
        yield from read_phrases("named", tokens[: end - 3], start, where)


def _done_with(tie: Tie, tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "criminalised in X", "found new material with X": verbs before the name, each with all that stands there."""
    start = len(tokens)
    while start and len(tokens) - start < 12 and tokens[start - 1].raw not in STOPS:
        start -= 1
    near = tokens[start:]
    for n, token in enumerate(near):
        if token.raw.islower() and token.low not in FUNCTION_WORDS | DETERMINERS and len(token.low) > 3:
            yield Predication(tie, (token, *near[:n], *near[n + 1 :]), 1, where)


def _done_under(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "Under X, possession is criminalised"."""
    near = [token for token in tokens[:12] if token.raw != ","]
    stop = next((n for n, token in enumerate(near) if token.raw in STOPS), len(near))
    for n, token in enumerate(near[:stop]):
        if token.low.endswith(("ed", "es")) and token.low not in FUNCTION_WORDS:
            yield Predication("through", (token, *near[:n], *near[n + 1 : stop]), 1, where)


def done_by(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "arrested by X": the verb, then what stands before it."""
    if len(tokens) < 2 or tokens[-2].raw in STOPS:
        return
    for n in range(len(tokens) - 3, max(0, len(tokens) - 10), -1):
        if tokens[n].low in STATES | ROLES and tokens[n + 1].low == "of":  # "the role of a court is played by"
            yield from read_phrases("as", tokens, n + 2, where)
            break
        if tokens[n].low in COPULAS and n + 1 < len(tokens) - 2 and tokens[n + 1].raw[0].islower():
            verb = tokens[n + 1]  # "is made a crime by"
            yield Predication("passive", (verb, *tokens[max(0, n - 8) : n]), 1, where)
            break
    start = len(tokens) - 2
    while start and len(tokens) - start < 12 and tokens[start - 1].raw not in STOPS:
        start -= 1
    yield Predication("passive", (tokens[-2], *tokens[start : len(tokens) - 2]), 1, where)
