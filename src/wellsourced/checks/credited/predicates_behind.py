"""What stands behind a name and says what the thing is or does: "is a ...", ", the ...,", "as a ...", verbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellsourced.checks.credited.predicate_words import (
    ABLE,
    ADVERBS,
    AS_VERBS,
    AUXILIARIES,
    BREAKS,
    CALLED,
    COPULAS,
    DETERMINERS,
    DOING,
    FORMING,
    FUNCTION_WORDS,
    HAVING,
    LETTING,
    PREPOSITIONS,
    ROLES,
    STAFF,
    STATES,
    STOPS,
    Predication,
    Token,
    read_phrases,
    read_words_until,
    words,
)


def find_behind(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    at = 0
    if at < len(tokens) and tokens[at].raw == "(":
        close = next((n for n in range(1, min(len(tokens), 16)) if tokens[n].raw == ")"), None)
        if close is None:
            return
        if tokens[1].low in DETERMINERS or tokens[1].raw[0].islower() or tokens[close - 1].raw.islower():
            yield from read_phrases("apposed", tokens, 1, where)
        at = close + 1
    if at + 1 < len(tokens) and tokens[at].low in STAFF:
        at += 1
    if at >= len(tokens):
        return
    mark = tokens[at].raw
    if mark in (":", "|", "–", "—", "-", "="):
        at += 1
        if [token.low for token in tokens[at : at + 2]] in (["that", "is"], ["in", "effect"], ["that", "means"]):
            at += 2
        yield from read_phrases("cell", tokens, at, where)
        if mark != "=" and at < len(tokens) and tokens[at].raw[0].islower() and tokens[at].low.endswith("s"):
            yield from _deed(tokens, at, where)
        return
    comma = mark == ","
    if comma:
        at += 1
        yield from _behind_insertion(tokens, at, where)
        said = _in_other_words(tokens, at)
        if said is not None:
            yield from read_phrases("as", tokens, said, where)
            return
    yield from _listed(tokens, at, where)
    while at < len(tokens) and (tokens[at].low in ADVERBS or tokens[at].raw == ","):
        at += 1
    if at >= len(tokens):
        return
    word = tokens[at].low
    if comma and (word in DETERMINERS or tokens[at].raw.endswith(("'s", "’s"))):
        if not _is_next_of_list(tokens, at):
            yield from read_phrases("apposed", tokens, at, where)
        return
    if word == "being":
        yield from read_phrases("as", tokens, at + 1, where)
        return
    if comma and word == "having":
        yield from _deed(tokens, at + 1, where)
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
    if comma and at + 1 < len(tokens) and tokens[at].raw[0].islower() and tokens[at + 1].low in ("and", "or"):
        return  # "EU, national and international law"
    owned = comma and at + 2 < len(tokens) and tokens[at + 1].raw.islower() and tokens[at + 2].raw in STOPS
    if comma and word not in FUNCTION_WORDS and (owned or tokens[at].raw[0].islower()):
        end = next((n for n in range(at, min(at + 5, len(tokens))) if tokens[n].raw in STOPS), None)
        if end is not None and not tokens[end - 1].low.endswith("s"):
            yield from read_phrases("apposed", tokens, at, where)
    if word in ("which", "that", "who"):
        at += 1
    yield from find_verb(tokens, at, where)


def _is_next_of_list(tokens: Sequence[Token], at: int) -> bool:
    """ "X, the Convention of 1990, and Clover", "A keeps X, B its namesake": whether another thing follows a comma."""
    end = next((n for n in range(at, min(at + 14, len(tokens))) if tokens[n].raw in STOPS), None)
    phrase = tokens[at : end if end is not None else at + 14]
    named = any(token.raw[0].isupper() for token in phrase[1:])
    if named and any(
        token.low in ("its", "their") and phrase[n].low not in PREPOSITIONS for n, token in enumerate(phrase[1:])
    ):
        return True
    return named and end is not None and [token.low for token in tokens[end : end + 2]] in ([",", "and"], [",", "or"])


def _behind_insertion(tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    """ "X, founded in 1998, is a ..."."""
    close = next((n for n in range(at, min(at + 14, len(tokens))) if tokens[n].raw in ",;.:("), None)
    if close is None or tokens[close].raw != "," or close + 1 >= len(tokens):
        return
    if tokens[close + 1].low in COPULAS | AUXILIARIES | HAVING:
        yield from find_verb(tokens, close + 1, where)


def _in_other_words(tokens: Sequence[Token], at: int) -> int | None:
    """Where it goes on behind ", that is, ", ", i.e. a" and ", like any other"; None where nothing of it is there."""
    lows = [token.low for token in tokens[at : at + 4]]
    for phrase in _IN_OTHER_WORDS:
        if tuple(lows[: len(phrase)]) == phrase:
            at += len(phrase)
            while at < len(tokens) and (tokens[at].raw in ",.:" or tokens[at].low in PREPOSITIONS):
                at += 1
            return at
    return None


_IN_OTHER_WORDS = (
    *(("that", "is"), ("i.e",), ("in", "other", "words"), ("that", "means"), ("namely",), ("viz",)),
    *(("like", "any"), ("like", "all"), ("like", "every"), ("like", "other"), ("like", "most"), ("like", "many")),
    *(("as", "any"), ("as", "all"), ("as", "every"), ("just", "like", "any"), ("as", "are", "all")),
    *(("just", "like", "all"), ("just", "like", "other"), ("nothing", "but"), ("nothing", "more", "than")),
    *(("nothing", "less", "than"), ("none", "other", "than"), ("much", "like", "any"), ("as", "is", "any")),
)


def role_of(tokens: Sequence[Token], where: tuple[int, int]) -> Iterator[Predication]:
    """ "X's work as a ..."."""
    if len(tokens) > 2 and tokens[1].low in STAFF:
        yield from find_verb(tokens, 2, where)
    for at in range(1, min(6, len(tokens) - 2)):
        if tokens[at].low in COPULAS and tokens[at + 1].low == "to" and tokens[at - 1].low in ROLES | ABLE:
            yield from _deed(tokens, at + 2, where)
    for at in range(1, min(5, len(tokens) - 1)):
        if tokens[at].low in ROLES:
            ahead = range(at + 1, min(at + 4, len(tokens)))
            if as_at := next((n for n in ahead if tokens[n].low == "as"), None):
                yield from read_phrases("as", tokens, as_at + 1, where)
            return
    for at in range(1, min(8, len(tokens) - 1)):
        if tokens[at].low == "using":
            yield from read_phrases("has", tokens, at + 1, where)


def find_verb(tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    """ "is a ...", "has long been regarded as ...", "has ...", and any other verb with what follows it."""
    copula = False
    start = at
    yield from _about(tokens, at, where)
    while at < len(tokens) and (
        tokens[at].low in COPULAS | ADVERBS | AUXILIARIES
        or (not copula and tokens[at].low.endswith("ly") and len(tokens[at].low) > 5)
    ):
        copula = copula or tokens[at].low in COPULAS
        at += 1
    if at >= len(tokens):
        return
    if copula and tokens[at].raw == ",":  # "is, as everyone knows, a ..."
        close = next((n for n in range(at + 1, min(at + 8, len(tokens))) if tokens[n].raw in STOPS), None)
        if close is not None and tokens[close].raw == "," and close + 1 < len(tokens):
            at = close + 1
    word = tokens[at].low
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    to_be = _to_be(tokens, at)
    if to_be is not None:
        yield from read_phrases("is", tokens, to_be, where)
        return
    link = next((n for n in range(at + 1, min(at + 4, len(tokens))) if tokens[n].low in ("as", "into", "among")), None)
    between = tokens[at + 1 : link] if link is not None else ()
    # "described Y as a crawler" says nothing of X; "conceived in Oslo as a treaty" does.
    of_it = copula or not between or between[0].low in ADVERBS | PREPOSITIONS or between[0].low.endswith("ly")
    if link is not None and (link == at + 1 or (tokens[link].low == "as" and of_it)) and word not in STOPS:
        yield from read_phrases("as", tokens, link + 1, where)
    if word in AS_VERBS and following == "as":
        return
    yield from _abilities(tokens, start, where)
    if copula and word == "to":
        yield from _deed(tokens, at + 1, where)
    if copula:
        yield from _by_whom(tokens, at, where)
    if copula and word == "of":
        yield from read_phrases("has", tokens, at + 1, where)  # "is of general application"
    elif copula and word in CALLED:
        yield from read_phrases("is", tokens, at + 1, where)
    elif (word, following) in _BEING:
        yield from read_phrases("is", tokens, at + 2, where)
    elif copula and (part := _part_of(tokens, at)) is not None:
        yield from read_phrases("part", tokens, part, where)
    elif not copula and word in FORMING and _is_one(tokens, at + 1):
        yield from read_phrases("is", tokens, at + 1, where)
    elif not copula and word in _PLAYING and (state := _role(tokens, at + 1)) is not None:
        yield from read_phrases("is", tokens, state, where)
    elif copula and word == "what":
        yield from _deed(tokens, at + 1, where)
    elif copula:
        used = _used(tokens, at)
        if used is not None:
            yield from read_phrases("uses", tokens, used, where)
            return
        if [token.low for token in tokens[at : at + 3]] == ["that", "it", "is"]:
            at += 3
        yield from read_phrases("is", tokens, at, where)
        yield from _deed(tokens, at, where)
    else:
        used = _used(tokens, at)
        if used is not None:
            yield from read_phrases("uses", tokens, used, where)
        if word in HAVING:
            yield from read_phrases("has", tokens, at + 1, where)
        elif start < at and tokens[at - 1].low in HAVING:
            yield from read_phrases("has", tokens, at, where)
        yield from _deed(tokens, at, where)
        for n in range(at, min(at + 8, len(tokens))):
            if tokens[n].low == "using":
                yield from read_phrases("has", tokens, n + 1, where)


_BEING = frozenset(
    (verb + ending, link)
    for verb, endings, link in (
        ("belong", ("s", "", "ed"), "to"),
        ("amount", ("s", "", "ed"), "to"),
        ("pass", ("es", "", "ed"), "for"),
        ("make", ("s", ""), "up"),
    )
    for ending in endings
)
_PLAYING = words(
    "plays play played takes took fills filled assumes assumed has enjoys enjoyed deserves deserved earns earned bears"
    " bore holds held took gained gains"
)


#: Verbs that say by what a thing works, with the words that follow some of them.
_USING = {
    **dict.fromkeys(
        words(
            "uses used employs employed applies applied performs performed maintains maintained keeps kept hosts hosted"
        ),
        ("",),
    ),
    **dict.fromkeys(words("relies relied rests rested builds built runs based draws depends"), ("on", "upon")),
    **dict.fromkeys(words("works worked operates operated"), ("by", "through", "with", "on")),
    **dict.fromkeys(words("powered driven backed"), ("by",)),
}


def _used(tokens: Sequence[Token], at: int) -> int | None:
    """Where it goes on behind "relies on", "is powered by", "uses"."""
    links = _USING.get(tokens[at].low)
    if links is None:
        return None
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if following in links:
        at += 1
    elif "" not in links:
        return None
    if [token.low for token in tokens[at + 1 : at + 3]] == ["means", "of"]:
        at += 2
    return at + 1


#: Verbs that say what a thing is about, with the words that follow some of them.
_ABOUT: dict[tuple[str, ...], int] = {
    ("turns", "on"): 2,
    ("turned", "on"): 2,
    ("deals", "with"): 2,
    ("dealt", "with"): 2,
    ("is", "about"): 2,
    ("was", "about"): 2,
    ("aims", "at"): 2,
    ("aimed", "at"): 2,
    ("directed", "against"): 2,
    ("directed", "at"): 2,
    ("concerns",): 1,
    ("concerned",): 1,
    ("combats",): 1,
    ("fights",): 1,
    ("targets",): 1,
    ("targeted",): 1,
}


def _about(tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    """ "turns on ...", "is about ..."."""
    for n in range(at, min(at + 3, len(tokens) - 1)):
        for length in (1, 2):
            if skip := _ABOUT.get(tuple(token.low for token in tokens[n : n + length])):
                yield from read_phrases("about", tokens, n + skip, where)
                return
        if tokens[n].raw in STOPS:
            return


def _abilities(tokens: Sequence[Token], start: int, where: tuple[int, int]) -> Iterator[Predication]:
    """ "is able to", "has the power to", "is responsible for ...ing", "not only ... but also", "helps them to"."""
    letting = False
    for n in range(start, min(start + 9, len(tokens) - 1)):
        word, following = tokens[n].low, tokens[n + 1].low
        if tokens[n].raw in STOPS or (word in BREAKS and (word, following) != ("but", "also")):
            return
        letting = letting or word in LETTING
        doing = (word, following) in DOING and n + 2 < len(tokens) and tokens[n + 2].low.endswith("ing")
        able = following == "to" and word in ABLE and not letting
        if doing or able or (word, following) == ("but", "also"):
            yield from _deed(tokens, n + 2, where)
        elif word == "and":
            verb = n + 1
            while verb < len(tokens) - 1 and tokens[verb].low in ADVERBS | _SO:
                verb += 1
            if tokens[verb].low.endswith("s"):
                yield from _deed(tokens, verb, where)
        elif letting and tokens[n + 1].raw.islower() and following not in FUNCTION_WORDS:
            yield Predication("lets", read_words_until(tokens, n + 1, 12), 1, where)


_SO = words("so thereby hence")


def _by_whom(tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    """ "may be searched by parents": what others do with the thing."""
    by = next((n for n in range(at + 1, min(at + 4, len(tokens) - 1)) if tokens[n].low == "by"), None)
    if by is not None and tokens[at].raw not in STOPS:
        yield Predication("object", (tokens[at], *read_words_until(tokens, by + 1, 8)), 1, where)


def _to_be(tokens: Sequence[Token], at: int) -> int | None:
    """Where it goes on behind "said to be", "happens to be", "turned out to be"."""
    for n in range(at, min(at + 5, len(tokens) - 2)):
        if tokens[n].raw in STOPS:
            return None
        if tokens[n].low == "to" and tokens[n + 1].low in ("be", "have"):
            return n + 2 + (tokens[n + 1].low == "have")
    return None


def _part_of(tokens: Sequence[Token], at: int) -> int | None:
    """Where it goes on behind "is part of", "is a cornerstone of"."""
    for n in range(at, min(at + 4, len(tokens) - 1)):
        if tokens[n].low in _PARTS and tokens[n + 1].low == "of":
            return n + 2
        if tokens[n].raw in STOPS:
            return None
    return None


_PARTS = words("part element pillar cornerstone backbone core heart feature creature product")


def _is_one(tokens: Sequence[Token], at: int) -> bool:
    """ "forms a ...", and not "forms part of", "represents the ..."."""
    return at < len(tokens) and tokens[at].low in ("a", "an", "one")


def _role(tokens: Sequence[Token], at: int) -> int | None:
    """Where it goes on behind "the role of", "the rank of a"."""
    for n in range(at, min(at + 5, len(tokens) - 1)):
        if tokens[n].low in STATES | ROLES and tokens[n + 1].low in ("of", "as"):
            return n + 2
        if tokens[n].raw in STOPS:
            return None
    return None


def _deed(tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    if at >= len(tokens) or tokens[at].raw in STOPS:
        return
    said = read_words_until(tokens, at, 12)
    if len(said) == 1 and (on := _behind_inserted(tokens, at + 1)) is not None:
        said += read_words_until(tokens, on, 11)
    yield Predication("does", said, 1, where)


def _behind_inserted(tokens: Sequence[Token], at: int) -> int | None:
    """Where it goes on behind words between commas: "prescribes, for the whole of the Union, the ..."."""
    if at + 1 >= len(tokens) or tokens[at].raw != "," or tokens[at + 1].low not in PREPOSITIONS | ADVERBS:
        return None
    close = next((n for n in range(at + 1, min(at + 12, len(tokens))) if tokens[n].raw in STOPS), None)
    return None if close is None or tokens[close].raw != "," else close + 1


def _listed(tokens: Sequence[Token], at: int, where: tuple[int, int]) -> Iterator[Predication]:
    """ "X, Y and other ..."."""
    for n in range(at, min(at + 10, len(tokens) - 1)):
        if tokens[n].low in ("and", "or"):
            more = n + 1
            while more < len(tokens) and tokens[more].low in ("any", "all", "most", "some", "many", "the", "every"):
                more += 1
            if more < len(tokens) and tokens[more].low in ("other", "similar", "comparable", "further", "such"):
                yield from read_phrases("listed", tokens, more + 1, where)
                return
            if more > n + 1 and tokens[more - 1].low == "all":
                yield from read_phrases("listed", tokens, more, where)
                return
            end = n + 1
            while end < min(n + 8, len(tokens)) and (
                tokens[end].raw[0].isupper() or tokens[end].low in DETERMINERS or tokens[end].low in ("of", "for", "on")
            ):
                end += 1
            if n + 1 < end < len(tokens) and tokens[end].low in ("are", "were", "remain", "became", "serve", "act"):
                yield from find_verb(tokens, end, where)
        elif not (tokens[n].raw[0].isupper() or tokens[n].raw == ","):
            return
