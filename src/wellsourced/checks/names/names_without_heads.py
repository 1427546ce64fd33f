"""Capitalised words without a head noun: a misspelt name of the register, a coined name, or somebody's business."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from wellsourced.checks.names.described_names import (
    humps,
    is_body_of_world,
    is_coined_tool,
    is_described_name,
    is_named_after_noun,
)
from wellsourced.checks.names.hits import Hit
from wellsourced.checks.names.jurisdictions import read_owner
from wellsourced.checks.names.known_names import KnownName
from wellsourced.checks.names.named import Named, misnamed, unknown
from wellsourced.checks.names.names_unregistered import SOMEWHAT_LIKE
from wellsourced.checks.names.public_organs import is_public_organ
from wellsourced.checks.names.resemblance import has_same_words, near_compact, near_pair, near_word_by_word
from wellsourced.checks.names.search import TITLE_LINKS, NameSearch
from wellsourced.checks.names.specific_names import is_role
from wellsourced.checks.words.phrases import Word
from wellsourced.manuscript.mentions import Mention, words_of
from wellsourced.manuscript.names import head_noun

#: Likeness (0-1) from which words without a head noun are taken for a name's misspelling, and words that hold a
#: shorter registered name for that of a longer one.
_LIKE = 0.72


def read_headless(search: NameSearch, mention: Mention, first: int, last: int) -> Iterator[Named]:
    """What capitalised words without a head noun name, if they name one particular thing."""
    words = search.words[first : last + 1]
    raws = [w.raw for w in words]
    if is_role(raws) or (len(words) > 1 and is_public_organ(raws)):
        return
    known = _misspelt_name(search, mention, words)
    if known is not None:
        yield misnamed(mention, known)
    elif is_described_name(mention, search.parsed) and not _is_known_word(search, words):
        like = search.likeness(words)
        yield unknown(mention, like.name if like is not None and like.score > SOMEWHAT_LIKE else None)
    elif mention.kind == "acronym":
        yield Named(mention, known=bool(search.register.vouches((words[0].exact,))) if words else False)


def read_partly_known(
    search: NameSearch, mention: Mention, first: int, last: int, inside: Sequence[Hit]
) -> Iterator[Named]:
    """Words of which some are a name, where a noun before them says that all are one ("the tool Meta PQR")."""
    owner = inside[-1].last
    if owner < last and search.words[owner].raw.endswith(("'s", "s'")):
        start, _ = search.source_range(owner + 1, last)
        rest = words_of(search.parsed.prose, start, mention.end)
        owned = msgspec.structs.replace(mention, start=start, words=rest)
        yield from read_headless(search, owned, owner + 1, last)
        return
    words = search.words[first : last + 1]
    if search.is_vouched(words):
        return
    if pieces := _joined_to_known(search, first, last, inside):
        for begin, end in pieces:
            start, stop = search.source_range(begin, end)
            text = words_of(search.parsed.prose, start, stop)
            yield from read_headless(
                search, msgspec.structs.replace(mention, start=start, end=stop, words=text, acronym=None), begin, end
            )
        return
    if is_body_of_world(mention):
        yield unknown(mention)
        return
    if is_named_after_noun(mention, search.parsed) or _is_coined_behind(search, mention, inside[-1], last):
        yield unknown(mention)


def _joined_to_known(search: NameSearch, first: int, last: int, inside: Sequence[Hit]) -> list[tuple[int, int]]:
    """What "and" or "to" joins to a registered name in one run of capitalised words: "VicFinder and EnCase"."""
    pieces = []
    if inside[0].first - 2 >= first and search.words[inside[0].first - 1].exact in _JOINING:
        pieces.append((first, inside[0].first - 2))
    if inside[-1].last + 2 <= last and search.words[inside[-1].last + 1].exact in _JOINING:
        pieces.append((inside[-1].last + 2, last))
    return [(begin, end) for begin, end in pieces if not _JOINING & {w.exact for w in search.words[begin : end + 1]}]


_JOINING = frozenset({"and", "or", "to", "with", "from"})


def _is_coined_behind(search: NameSearch, mention: Mention, owner: Hit, last: int) -> bool:
    """Whether a coined word behind a body's name is what the body is said to give or somebody to use."""
    bodies = [name.instrument for name in owner.names if name.instrument is not None]
    words = search.words[owner.last + 1 : last + 1]
    if not words or not bodies or any(body.kind != "organisation" for body in bodies):
        return False
    return is_coined_tool(mention, words[0].raw, search.parsed) and not _is_known_word(search, words[:1])


def misspelt_around(search: NameSearch, first: int, last: int, inside: Sequence[Hit]) -> KnownName | None:
    """The name of which all the words are a misspelling, where a shorter name (`inside`) stands among them."""
    if (inside[0].first <= first and inside[-1].last >= last) or inside[-1].last > last or inside[0].first < first:
        return None
    words = search.words[first : last + 1]
    if is_public_organ([w.raw for w in words]) or _is_only_owned(search, first, last, inside):
        return None
    if search.is_named_with_owner(words):
        return None
    near = (
        near_compact(words, search.register, search.index)
        or near_pair(words, search.register)
        or near_word_by_word(words, search.register)
        or search.one_word_off(words)
    )
    if near is not None or len(words) < 3:
        return near
    like = search.likeness(words)
    if like is None or like.score < _LIKE or len(like.shared) < 2:
        return None
    if len(like.name.content) <= max(len(hit.names[0].content) for hit in inside):
        return None
    return like.name if not search.is_vouched(words) and has_same_words(words, search.register) is None else None


def _is_only_owned(search: NameSearch, first: int, last: int, inside: Sequence[Hit]) -> bool:
    """Whether nothing stands beside the names inside but whose they may be: "the UK's Report Remove"."""
    covered = {number for hit in inside for number in range(hit.first, hit.last + 1)}
    beside = [search.words[number] for number in range(first, last + 1) if number not in covered]
    codes, others = read_owner(beside)
    if not beside or any(not beside[n].raw.endswith(("'s", "s'")) for n in others):
        return False
    owned = [name.instrument for hit in inside for name in hit.names if name.instrument is not None]
    return not codes or any(search.register.fits_jurisdiction(thing, codes | {"un"}) for thing in owned)


def _is_known_word(search: NameSearch, words: Sequence[Word]) -> bool:
    register = search.register
    return register.vouches(tuple(w.key for w in words)) or bool(register.acronyms.get(words[0].raw.upper()))


# --- misspellings ----------------------------------------------------------------------------------------------------


def _misspelt_name(search: NameSearch, mention: Mention, words: Sequence[Word]) -> KnownName | None:
    """The registered name of which the words are a misspelling."""
    register, index = search.register, search.index
    known = (
        near_compact(words, register, index)
        or near_pair(words, register)
        or near_word_by_word(words, register)
        or search.one_word_off(words)
        or _in_another_form(search, words)
        or _misspelt_acronym(search, mention)
        or _misspelt_coinage(search, mention)
    )
    if known is None and len(words) > 1:
        coined = [w for w in words if any(c.isupper() for c in w.raw[1:]) and any(c.islower() for c in w.raw)]
        known = next((n for w in coined if (n := near_compact((w,), register, index))), None)
    if known is None and len(words) > 2 and not search.is_vouched(words):
        like = search.likeness(words)
        content = len([w for w in words if w.exact not in TITLE_LINKS])
        enough = 2 if content > 2 else 3
        as_long = like is not None and len(like.name.content) + 1 >= content
        if like is not None and as_long and like.score >= _LIKE and len(like.shared) >= enough:
            known = like.name
    return known


def _in_another_form(search: NameSearch, words: Sequence[Word]) -> KnownName | None:
    """The body's name that ends in another noun for a body here: "X Y Trust" for "X Y Foundation"."""
    if len(words) < 3 or words[-1].exact not in _FORMS or not words[-1].raw[0].isupper():
        return None
    like = search.likeness(words)
    if like is None or like.name.instrument is None or like.name.instrument.kind != "organisation":
        return None
    rest = [w.key for w in words[:-1] if w.key not in TITLE_LINKS]
    other = like.name.content[:-1]
    alike = len(rest) == len(other) >= 2 and like.shared == other and bool(head_noun(like.name.raw[-1]))
    return like.name if alike and not search.is_vouched(words) else None


#: Nouns for what a body is before the law, besides those that head registered names.
_FORMS = frozenset({"trust", "society", "charity", "company", "corporation", "house", "fellowship", "union"})


def _misspelt_acronym(search: NameSearch, mention: Mention) -> KnownName | None:
    """A registered acronym of which these letters lack or have one too many, or exchange two neighbours."""
    letters = mention.words
    register = search.register
    if mention.kind != "acronym" or len(letters) < 4 or not letters.isupper() or letters in register.acronyms:
        return None
    if register.vouches((letters.casefold(),)):
        return None
    return (_one_letter_off(search, letters) if len(letters) >= 5 else None) or _exchanged(search, letters)


def _one_letter_off(search: NameSearch, letters: str) -> KnownName | None:
    """The one acronym of which these letters lack or have one too many ("INHOP")."""
    capitals = search.register.capitals
    shorter = {letters[:at] + letters[at + 1 :] for at in range(len(letters))}
    near = [
        known
        for known in capitals
        if known in shorter or (len(known) == len(letters) + 1 and _lacks_one(letters, known))
    ]
    return capitals[near[0]] if len(near) == 1 else None


def _lacks_one(short: str, long: str) -> bool:
    """Whether a word is another without one letter."""
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at:] == long[at + 1 :]


def _exchanged(search: NameSearch, letters: str) -> KnownName | None:
    """The acronym of which two neighbouring letters are exchanged."""
    register = search.register
    for at in range(len(letters) - 1):
        other = letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
        owners = register.acronyms.get(other)
        if owners:
            return next((n for n in register.by_instrument(owners[0]) if "-".join(n.raw) == other), None)
    return None


def _misspelt_coinage(search: NameSearch, mention: Mention) -> KnownName | None:
    """The coined name of which the word shares all parts but one that is not the last ("VideoDNA")."""
    parts = humps(mention.words)
    if not 2 <= len(parts) <= 3 or search.register.vouches((mention.words.casefold(),)):
        return None
    for at in range(len(parts) - 1):
        rest = (at, *parts[:at], *parts[at + 1 :])
        known = [n for n in search.register.by_hump.get(rest, ()) if humps(n.raw[0]) != parts]
        if known and len(parts[-1]) > 2:
            return known[0]
    return None
