"""Names with a head noun ("Convention", "Agency"): a registered name with more words around it, or none."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from wellsourced.checks.names.editions import judge_edition
from wellsourced.checks.names.hits import Hit
from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.names.known_names import KnownName
from wellsourced.checks.names.named import Named, Problem, misnamed
from wellsourced.checks.names.names_in_brackets import judge_bracket
from wellsourced.checks.names.names_unregistered import judge_unregistered
from wellsourced.checks.names.resemblance import has_same_words
from wellsourced.checks.names.search import TITLE_LINKS, NameSearch
from wellsourced.checks.names.specific_names import NO_TITLE, is_plain
from wellsourced.checks.names.variants import LINKS
from wellsourced.checks.words.phrases import Word
from wellsourced.manuscript.mentions import Mention, words_of
from wellsourced.manuscript.names import acronym_behind, head_noun
from wellsourced.project.models import Instrument

#: Links over which the title of a law or treaty goes on behind its head noun.
_SUBJECT_LINKS = frozenset({"against", "concerning", "for", "on", "regarding", "relating", "to"})
_WORDS_OF_STAGES = """
amended art article articles both called chapter current draft eventual existing former future late new old original
part planned present proposed recast recent revised said section sections so so-called
"""
#: What is said of a law beside its name, or addresses a person, and belongs to no name.
_BESIDE_NAMES = frozenset(_WORDS_OF_STAGES.split()) | {"dr", "mr", "mrs", "ms", "prof"}


def read_headed(search: NameSearch, mention: Mention, first: int, last: int, inside: Sequence[Hit]) -> Named | None:
    """What a name around a head noun names. `first`, `last`: its words; `inside`: the registered names among them."""
    return judge_bracket(search, mention, first, last, _read_words(search, mention, first, last, inside))


def _read_words(search: NameSearch, mention: Mention, first: int, last: int, inside: Sequence[Hit]) -> Named | None:
    if inside and (inside[0].first > first or inside[-1].last < last):
        known = _longer_name(search, first, last, inside)
        if known is not None:
            return misnamed(mention, known)
    at = _head(search, mention, first, last)
    covering = next((hit for hit in inside if hit.first <= at <= hit.last), None)
    if covering is not None:
        return _judge_grown(search, mention, first, last, covering, inside)
    if inside and inside[-1].last == last and inside[-1].first - 2 > first:
        part = _judge_part_of(search, mention, first, inside[-1])
        if part is not None:
            return part
    return judge_unregistered(search, mention, first, last)


def _judge_part_of(search: NameSearch, mention: Mention, first: int, whole: Hit) -> Named | None:
    """The known thing that a registered one provides for: "the European Production Order of the Regulation"."""
    if search.words[whole.first - 1].exact not in ("of", "under"):
        return None
    part = judge_unregistered(search, mention, first, whole.first - 2)
    return part if part is not None and part.problem is None else None


def _longer_name(search: NameSearch, first: int, last: int, inside: Sequence[Hit]) -> KnownName | None:
    """A registered name longer than those inside, which all the words are but for one of them."""
    words = search.words[first : last + 1]
    if search.is_named_with_owner(words):
        return None
    known = search.one_word_off(words) or _in_other_forms(search, words)
    longest = max(len(hit.names[0].content) for hit in inside)
    if known is None or len(known.content) <= longest or has_same_words(words, search.register) is not None:
        return None
    return known


def _in_other_forms(search: NameSearch, words: Sequence[Word]) -> KnownName | None:
    """The registered name that has all of these words, one of them misspelt or in another form, and no other."""
    like = search.likeness(words)
    said = [word for word in words if word.key not in LINKS and not word.raw.isdigit()]
    if like is None or like.name.instrument is None or search.is_vouched(words):
        return None
    return like.name if len(said) > 2 and len(like.shared) == len(said) == len(like.name.content) else None


def _head(search: NameSearch, mention: Mention, first: int, last: int) -> int:
    """The number of the head noun: the first ("Convention on the Rights ..."), or the only one."""
    return next((n for n in range(first, last + 1) if head_noun(search.words[n].raw) == mention.head), first)


# --- a registered name with more words around it ---------------------------------------------------------------------


def _judge_grown(
    search: NameSearch, mention: Mention, first: int, last: int, hit: Hit, inside: Sequence[Hit]
) -> Named | None:
    start, end = search.source_range(hit.first, hit.last)
    grown = msgspec.structs.replace(mention, start=min(mention.start, start), end=max(mention.end, end))
    if grown.end > mention.end:
        prose = search.parsed.prose
        letters, words = acronym_behind(prose, grown.end, mention.sentence[1]), words_of(prose, grown.start, grown.end)
        grown = msgspec.structs.replace(grown, acronym=letters, words=words)
    names = hit.names
    lead = _right_before(search, first, hit.first)
    codes, other = read_jurisdictions([search.words[n].exact for n in lead])
    if other:
        if not _is_apart(search, [lead[place] for place in other], inside):
            return judge_unregistered(search, grown, lead[0], hit.last, names[0])
    elif lead:
        names = _of_jurisdictions(search, names, codes)
        if not names:
            wanted = hit.names[0]
            wrong = Problem("INS002", "it is the law of another jurisdiction", wanted.text)
            return Named(grown, wanted.instrument, problem=wrong, name=wanted)
    trail = _right_behind(search, hit.last, last)
    if trail and not head_noun(search.words[hit.last].raw) and not _is_apart(search, trail, inside):
        return judge_unregistered(search, grown, hit.first, last, names[0])
    if another := _title_of_another(search, hit, last):
        confused = Problem("INS007", f"its title is that of {another.official_name}", names[0].text)
        return Named(grown, names[0].instrument, False, True, False, confused, names[0])
    same = has_same_words(search.words[hit.first : last + 1], search.register) if last > hit.last else None
    if same is not None and same[1] and same[0].instrument is not None:
        wrong = Problem("INS002", "the words are joined in another way", same[0].text)
        return Named(grown, same[0].instrument, problem=wrong, name=same[0])
    if _goes_on(search, hit, last, inside):
        if not is_plain(hit.names[0]):
            return misnamed(grown, names[0])
        return judge_unregistered(search, mention, first, last)
    return _judge_parts(search, mention, grown, hit, names)


def _of_jurisdictions(search: NameSearch, names: Sequence[KnownName], codes: frozenset[str]) -> tuple[KnownName, ...]:
    return tuple(n for n in names if n.instrument is None or search.register.fits_jurisdiction(n.instrument, codes))


def _judge_parts(search: NameSearch, mention: Mention, grown: Mention, hit: Hit, names: Sequence[KnownName]) -> Named:
    """Whether year, number, section, issuer and spelling go with the name."""
    judge = search.judge
    names = judge.of_place(names, mention)
    chosen, problem = judge.year(names, mention.name.year if mention.name else None)
    problem = problem or judge.number(mention, chosen) or judge.section(hit, grown)
    problem = problem or judge.issuer(hit, grown, chosen) or judge.number_of_words(hit)
    problem = problem or judge_edition(search, grown, chosen.instrument)
    if problem is None and (made := judge.maker(grown, chosen)) is not None:
        grown, problem = made
    return Named(grown, chosen.instrument, problem is None, True, False, problem, chosen)


# --- the words around it ---------------------------------------------------------------------------------------------


def _right_before(search: NameSearch, first: int, at: int) -> list[int]:
    """The words right before a name, back to the nearest linking word, without years and "proposed"."""
    lead: list[int] = []
    for number in range(at - 1, first - 1, -1):
        word = search.words[number]
        if word.exact in TITLE_LINKS or word.unit != search.words[at].unit:
            break
        if word.raw.isdigit() or word.exact in _BESIDE_NAMES:
            continue
        lead.insert(0, number)
    return lead


def _right_behind(search: NameSearch, at: int, last: int) -> list[int]:
    """The words right behind a name, up to the nearest linking word or number."""
    trail: list[int] = []
    for number in range(at + 1, last + 1):
        word = search.words[number]
        if word.exact in TITLE_LINKS or word.raw.isdigit() or word.exact in ("no", "nos"):
            break
        trail.append(number)
    return trail


def _is_apart(search: NameSearch, numbers: Sequence[int], inside: Sequence[Hit]) -> bool:
    """Whether words beside a name are somebody's name of their own: a known body, an owner, letters."""
    for number in numbers:
        word = search.words[number]
        if any(hit.first <= number <= hit.last for hit in inside):
            continue
        if word.raw.endswith(("'s", "s'", "'")) or word.exact in _BESIDE_NAMES:
            continue
        if word.raw.isupper() and len(word.raw) > 1:
            continue
        return False
    return True


# --- a title that goes on behind the name ----------------------------------------------------------------------------


def _title_of_another(search: NameSearch, hit: Hit, last: int) -> Instrument | None:
    """What the head noun and the words behind it name, where it is another thing ("X Convention on Cybercrime")."""
    words = search.words
    head = next((n for n in range(hit.last, hit.first, -1) if head_noun(words[n].raw)), None)
    if head is None or head != hit.last or last <= hit.last:
        return None
    keys = tuple(w.key for w in words[head : last + 1])
    own = {name.instrument.id for name in hit.names if name.instrument is not None}
    owners = [n.instrument for n in search.register.by_keys.get(keys, ()) if n.instrument is not None]
    return owners[0] if own and owners and not any(o.id in own for o in owners) else None


def _goes_on(search: NameSearch, hit: Hit, last: int, inside: Sequence[Hit]) -> bool:
    """Whether a title goes on behind the name with words that its instrument does not have."""
    words = search.words
    if hit.last + 2 > last or words[hit.last + 1].exact not in (*_SUBJECT_LINKS, "of"):
        return False
    if not head_noun(words[hit.last].raw):
        return False
    own = {key for name in hit.names for other in search.register.names_of(name) for key in other.keys}
    tail = [n for n in range(hit.last + 2, last + 1) if words[n].raw[0].isupper()]
    foreign = [
        words[n].exact
        for n in tail
        if words[n].key not in own
        and words[n].exact not in NO_TITLE
        and not any(other.first <= n <= other.last for other in inside)
    ]
    shared = {words[n].key for n in tail if words[n].key in own}
    of = words[hit.last + 1].exact == "of"
    if not foreign and len(shared) > 2 and not _is_title_of(search, hit, last):
        return True  # its own words in another order
    if len(shared) >= (1 if of else 2) and foreign:
        return True  # its own title with a wrong word
    if of:
        return False
    return len(foreign) >= 2 and bool(read_jurisdictions(foreign)[1])


def _is_title_of(search: NameSearch, hit: Hit, last: int) -> bool:
    """Whether the words behind a name stand in one of its instrument's names in this order."""
    behind = search.words[hit.last + 1 : last + 1]
    tail = tuple(w.key for w in behind if w.key not in LINKS and not w.raw.isdigit())
    return any(
        other.content[at : at + len(tail)] == tail
        for name in hit.names
        for other in search.register.names_of(name)
        for at in range(len(other.content) - len(tail) + 1)
    )
