"""Words around a head noun that are no registered name as they stand: a variant, a misspelling, or not known at all."""

from __future__ import annotations

from collections.abc import Sequence

from wellsourced.checks.names.edits import in_another_order
from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.names.known_names import KnownName
from wellsourced.checks.names.named import Named, Problem, misnamed, unknown
from wellsourced.checks.names.public_organs import is_public_organ
from wellsourced.checks.names.resemblance import has_same_words, near_compact
from wellsourced.checks.names.search import NameSearch
from wellsourced.checks.names.specific_names import NO_TITLE, is_person, is_role, is_specific
from wellsourced.checks.names.variants import LINKS
from wellsourced.checks.words.phrases import Word
from wellsourced.manuscript.mentions import Mention
from wellsourced.manuscript.names import LEGAL_HEADS, head_noun
from wellsourced.project.models import Instrument

#: Likeness (0-1) from which words are taken for a name's misspelling; where they may be no name at all; and from
#: which the name is worth saying.
LIKE, _VERY_LIKE, SOMEWHAT_LIKE = 0.66, 0.8, 0.3
#: A word in no more names than this says something of which is meant.
_RARE = 8
#: Kinds of the register that are no law, standard or case.
_ACTORS = frozenset({"organisation", "programme", "tool"})
#: What treaties have made for them, and are named after: "Lanzarote Committee".
_ORGANS = frozenset({"commission", "committee", "council", "group", "network", "secretariat"})
_WORDS_OF_TREATIES = "act agreement charter convention covenant directive protocol regulation treaty"
#: Head nouns of what has organs.
_TREATY_HEADS = tuple(_WORDS_OF_TREATIES.split())


def judge_unregistered(
    search: NameSearch, mention: Mention, first: int, last: int, nearest: KnownName | None = None
) -> Named | None:
    """What the words `first` to `last` mean; None where they name nothing in particular.

    `nearest`: the registered name of which they are more than a part.
    """
    words = search.words[first : last + 1]
    same = has_same_words(words, search.register)
    if same is not None:
        name, misjoined = same
        if misjoined:
            wrong = Problem("INS002", "the words are joined in another way", name.text)
            return Named(mention, name.instrument, problem=wrong, name=name)
        return search.with_its_year(mention, (name,))
    shorter = _behind_owner(search, mention, first, last) or _behind_jurisdiction(search, mention, first, last)
    if shorter is not None:
        return shorter
    if search.is_vouched(words) or _is_organ(search, words, mention.head):
        return Named(mention, known=True)
    if (dated := _of_issuer_and_date(search, mention, words)) is not None:
        return Named(mention, dated, True, True)
    raws = [w.raw for w in words]
    if is_public_organ(raws):
        exchanged = in_another_order(words, search.register)
        return misnamed(mention, exchanged) if exchanged is not None else None
    misspelt = near_compact(words, search.register, search.index) or search.one_word_off(words)
    if misspelt is not None and _differ_in_state_only(words, misspelt):
        return search.with_its_year(mention, (misspelt,))
    if misspelt is not None:
        return misnamed(mention, misspelt)
    if is_person(raws) or is_role(raws):
        return None
    if nearest is None and not is_specific(mention, raws, search.parsed, search.in_heading(mention)):
        alike = _very_like(search, mention, words)
        return misnamed(mention, alike) if alike is not None else None
    return _most_like(search, mention, words, nearest)


def _differ_in_state_only(words: Sequence[Word], name: KnownName) -> bool:
    """Whether only the state or union before it makes a difference: "UN High Commissioner"."""
    said = [w.key for w in words if w.key not in LINKS]
    here = [said[n] for n in read_jurisdictions(said)[1]]
    there = [name.content[n] for n in read_jurisdictions(name.content)[1]]
    return len(here) > 2 and here == there


def _very_like(search: NameSearch, mention: Mention, words: Sequence[Word]) -> KnownName | None:
    """The name that words of a plain kind are a misspelling of, if it is very like and shares a rare word."""
    like = search.likeness(words)
    wanted = LIKE if search.in_heading(mention) else _VERY_LIKE
    if like is None or like.score < wanted or len(like.shared) < (1 if len(words) == 2 else 2):
        return None
    telling = any(len(search.register.by_key.get(key, ())) <= _RARE for key in like.shared)
    return like.name if telling else None


def _most_like(search: NameSearch, mention: Mention, words: Sequence[Word], nearest: KnownName | None) -> Named:
    """The name that particular words are a misspelling of, or that nothing vouches for them."""
    like = search.likeness(words)
    if like is not None and like.score >= LIKE and _may_be_meant(mention, like.name):
        return misnamed(mention, like.name)
    if nearest is not None and not _is_state(nearest):
        return misnamed(mention, nearest)
    if like is not None and like.score > SOMEWHAT_LIKE and _may_be_meant(mention, like.name):
        return unknown(mention, like.name)
    return unknown(mention)


def _is_state(name: KnownName) -> bool:
    """Whether a vouched name is only that of a state or union ("United States")."""
    return not read_jurisdictions([raw.casefold() for raw in name.raw])[1]


def _may_be_meant(mention: Mention, name: KnownName) -> bool:
    """Whether who writes of a convention could have meant this: not a body or a tool, and the other way round."""
    if _is_state(name):
        return False
    if name.instrument is None or not mention.head or mention.head in name.heads:
        return name.instrument is None or name.instrument.kind != "case"
    return (mention.head in LEGAL_HEADS) != (name.instrument.kind in _ACTORS)


# --- owners and organs -----------------------------------------------------------------------------------------------


def _behind_owner(search: NameSearch, mention: Mention, first: int, last: int) -> Named | None:
    """The name behind its owner: "Canada's Mandatory Reporting Act", "Apple's ... Programme"."""
    for number in range(first, min(last, first + 5)):
        if not search.words[number].raw.endswith(("'s", "s'")):
            continue
        rest = search.words[number + 1 : last + 1]
        same = has_same_words(rest, search.register)
        if same is not None and not same[1]:
            if _is_of_another(search, same[0], search.words[first : number + 1]):
                return misnamed(mention, same[0])
            return search.with_its_year(mention, (same[0],))
        if search.is_vouched(rest):
            return Named(mention, known=True)
    return None


def _behind_jurisdiction(search: NameSearch, mention: Mention, first: int, last: int) -> Named | None:
    """The name behind the state or union whose it is: "German Network Enforcement Act"."""
    codes, other = read_jurisdictions([search.words[n].exact for n in range(first, last + 1)])
    if not codes or not other or other[0] == 0:
        return None
    rest = search.words[first + other[0] : last + 1]
    same = has_same_words(rest, search.register) if len(rest) > 1 else None
    if same is None or same[1]:
        return None
    if same[0].instrument is None:
        return Named(mention, known=True)
    if search.register.fits_jurisdiction(same[0].instrument, codes):
        return search.with_its_year(mention, (same[0],))
    return None


def _of_issuer_and_date(search: NameSearch, mention: Mention, words: Sequence[Word]) -> Instrument | None:
    """The one thing meant by who issued it, what it is and when: "the OECD Recommendation of 2021"."""
    year = mention.name.year if mention.name is not None else None
    if year is None or mention.head not in LEGAL_HEADS:
        return None
    issuer = [
        w.exact.removesuffix("'s")
        for w in words
        if not (head_noun(w.raw) or w.raw.isdigit() or w.exact in _NOT_ISSUERS)
    ]
    register = search.register
    fitting = [
        instrument
        for instrument in register.project.instruments
        if year in register.named_years(instrument)
        and any(mention.head in name.heads for name in register.by_instrument(instrument))
        and issuer
        and all(word in (instrument.jurisdiction or "").casefold().split() for word in issuer)
    ]
    return fitting[0] if len(fitting) == 1 else None


#: Words between an issuer, a noun and a date.
_NOT_ISSUERS = NO_TITLE | {"of", "in", "and", "from", "by"}


def _is_of_another(search: NameSearch, name: KnownName, owner: Sequence[Word]) -> bool:
    """Whether the owner is a state or union that has not made this law."""
    codes, other = read_jurisdictions([w.exact.removesuffix("'s").removesuffix("'") for w in owner])
    if name.instrument is None or name.instrument.kind not in ("treaty", "eu-act", "statute"):
        return False
    return not other and bool(codes) and not search.register.fits_jurisdiction(name.instrument, codes)


def _is_organ(search: NameSearch, words: Sequence[Word], head: str) -> bool:
    """Whether this is the committee (or the like) of a registered treaty: "Lanzarote Committee"."""
    if head not in _ORGANS or not words or head_noun(words[-1].raw) != head:
        return False
    before = tuple(w.key for w in words[:-1])
    return any((*before, treaty) in search.register.by_keys for treaty in _TREATY_HEADS)
