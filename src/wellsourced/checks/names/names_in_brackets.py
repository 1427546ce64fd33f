"""A name that is not registered, and in brackets behind it the letters or the short name of a registered thing."""

from __future__ import annotations

import re

from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.names.known_names import KnownName
from wellsourced.checks.names.named import Named, misnamed
from wellsourced.checks.names.resemblance import has_same_words, likeness_to
from wellsourced.checks.names.search import NameSearch
from wellsourced.checks.names.variants import LINKS, split_words
from wellsourced.checks.words.phrases import Word
from wellsourced.manuscript.mentions import Mention
from wellsourced.manuscript.names import head_noun

#: Likeness (0-1) from which a name beside registered letters is taken for a misspelling of what they stand for.
_LIKE = 0.6


def judge_bracket(search: NameSearch, mention: Mention, first: int, last: int, named: Named | None) -> Named | None:
    """What the grammar read in a name, or that it is a wrong name for what stands in brackets behind it."""
    if named is not None and named.problem is not None:
        return _of_short_name(search, mention, first, last, named)
    meant = _of_letters(search, mention, search.words[first : last + 1], named)
    return misnamed(mention, meant) if meant is not None else named


def _of_letters(
    search: NameSearch, mention: Mention, words: tuple[Word, ...] | list[Word], named: Named | None
) -> KnownName | None:
    """The name for which the letters behind another name stand, where the two are alike: "Hive Comb Board (HCC)"."""
    register = search.register
    owners = register.acronyms.get((mention.acronym or "").upper(), ())
    if not owners or (named is not None and (named.instrument in owners or named.instrument is None)):
        return None
    if named is not None and named.instrument is not None:
        own = (*named.instrument.names, *(other.official_name for other in owners))
        if mention.acronym in own or named.instrument.official_name in own[len(named.instrument.names) :]:
            return None
    same = has_same_words(words, register)
    if same is not None and same[0].instrument in owners:
        return None
    names = [name for owner in owners for name in register.by_instrument(owner) if len(name.content) > 2]
    like = likeness_to(words, names, register)
    if like is None or like.score < _LIKE or len(like.shared) < 2:
        return None
    own_words = {key for owner in owners for name in register.by_instrument(owner) for key in name.keys}
    said = [w for w in words if w.key not in LINKS and not w.raw.isdigit() and read_jurisdictions([w.exact])[1]]
    foreign = [w for w in said if w.key not in own_words and not w.raw.endswith(("'s", "s'"))]
    moved = not foreign and (named is None or len(said) == len(like.name.content))
    behind = foreign and said.index(foreign[-1]) > 0
    return like.name if behind or moved else None


def _of_short_name(search: NameSearch, mention: Mention, first: int, last: int, named: Named) -> Named:
    """A name that nothing vouches for, as the wrong one of the thing whose short name stands in brackets behind it."""
    if named.problem is None or named.problem.code != "INS001":
        return named
    bracket = _BRACKET.match(search.parsed.prose, mention.end)
    if bracket is None:
        return named
    keys = tuple(word.key for word in split_words(bracket[1]))
    names = [name for name in search.register.by_keys.get(keys, ()) if name.instrument is not None and len(keys) > 1]
    said = {w.key for w in search.words[first : last + 1] if w.key not in LINKS}
    for name in names:
        assert name.instrument is not None
        full = next((full for full in search.register.by_instrument(name.instrument) if _shares(full, said)), None)
        if full is not None:
            return misnamed(mention, full)
    return named


def _shares(name: KnownName, said: set[str]) -> bool:
    """Whether a name of two words or more shares its head noun, or two words, with what is said."""
    shared = said & set(name.content)
    return len(name.content) > 1 and (len(shared) > 1 or any(head_noun(key) for key in shared))


_BRACKET = re.compile(r"[*_”\"]{0,3}\s\((?:the\s)?[*_]{0,2}([A-Z][^()\n]{2,60}?)[*_]{0,2}\)")
