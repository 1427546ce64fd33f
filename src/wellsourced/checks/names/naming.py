"""Mentions held against the register: which instrument is meant, and whether it is named rightly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wellsourced.checks.names.domains import find_wrong_domains
from wellsourced.checks.names.edits import Slip, find_slips
from wellsourced.checks.names.hits import Hit, find_hits
from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.names.named import Named, misnamed
from wellsourced.checks.names.named_cases import read_named_case
from wellsourced.checks.names.names_as_registered import judge_registered
from wellsourced.checks.names.names_with_heads import read_headed
from wellsourced.checks.names.names_without_heads import misspelt_around, read_headless, read_partly_known
from wellsourced.checks.names.official_numbers import join_numbers, read_number
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.names.search import NameSearch
from wellsourced.checks.words.phrases import WordIndex
from wellsourced.manuscript.mentions import Mention, find_mentions, words_of
from wellsourced.manuscript.model import ParsedText
from wellsourced.manuscript.names import head_noun


def resolve_mentions(parsed: ParsedText, index: WordIndex, register: NameRegister) -> tuple[Named, ...]:
    """The things that a text names, each with the instrument of the register that it names, in order.

    `index` holds the words of `parsed.prose`. Linear in the length of the text.

    Registered names are found first, then those that are one but for a word; what the grammar sees is read in their
    light. A registered name that belongs to no mention is a mention of its own.
    """
    search = NameSearch(parsed, index, register)
    mentions = find_mentions(parsed)
    hits = list(find_hits(index, register))
    hit_at = {number: hit for hit in hits for number in range(hit.first, hit.last + 1)}
    slips = [slip for slip in find_slips(index, register) if _stands(search, slip, hit_at)]
    slipped = {number for slip in slips for number in range(slip.first, slip.last + 1)}
    found = [_misnamed_by(search, slip) for slip in slips]
    taken = {hit_at[number] for number in slipped if number in hit_at}
    for mention, (first, last) in zip(mentions, search.word_ranges(mentions), strict=True):
        numbers = range(first, last + 1)
        if mention.kind != "identifier" and not slipped.isdisjoint(numbers):
            continue
        inside = list(dict.fromkeys(hit_at[n] for n in numbers if n in hit_at))
        if mention.kind in ("proper", "acronym"):
            named, takes = _read_capitals(search, mention, first, last, inside)
        else:
            named = _read_by_grammar(search, mention, first, last, inside)
            takes = bool(named)
        found += named
        taken.update(inside if takes else ())
    found += [judge_registered(search, hit) for hit in hits if hit not in taken]
    addresses = list(find_wrong_domains(search))
    if addresses:
        found = [named for named in found if not any(_overlap(named, other) for other in addresses)] + addresses
    found.sort(key=lambda named: (named.mention.start, -named.mention.end))
    return tuple(join_numbers(search, found))


def _overlap(a: Named, b: Named) -> bool:
    return a.mention.start < b.mention.end and b.mention.start < a.mention.end


def _stands(search: NameSearch, slip: Slip, hit_at: Mapping[int, Hit]) -> bool:
    """Whether no registered name stands there that is as long, or goes on beyond."""
    numbers = range(slip.first, slip.last + 1)
    content = len(slip.name.content)
    for hit in dict.fromkeys(hit_at[n] for n in numbers if n in hit_at):
        if hit.last == slip.last and _is_of_jurisdiction(search, slip.first, hit):
            return False
        if hit.first < slip.first or hit.last > slip.last or len(hit.names[0].content) >= content - 1:
            return False
        if hit.first <= slip.at <= hit.last and content < 5:
            return False
    return not search.is_vouched(search.words[slip.first : slip.last + 1])


def _is_of_jurisdiction(search: NameSearch, first: int, hit: Hit) -> bool:
    """Whether nothing stands from `first` to a registered name but whose it is: "United Nations Committee on ..."."""
    codes, rest = read_jurisdictions([word.exact for word in search.words[first : hit.first]])
    owners = [name.instrument for name in hit.names if name.instrument is not None and name.instrument.jurisdiction]
    return bool(codes) and not rest and any(search.register.fits_jurisdiction(owner, codes) for owner in owners)


def _misnamed_by(search: NameSearch, slip: Slip) -> Named:
    """The words of a slip as a mention of the name that they are but for a word."""
    start, end = search.source_range(slip.first, slip.last)
    words = search.words[slip.first : slip.last + 1]
    head = next((noun for word in words if (noun := head_noun(word.raw))), "")
    text = words_of(search.parsed.prose, start, end)
    return misnamed(Mention(start, end, "name", text, head, sentence=search.sentence(start)), slip.name)


def _read_capitals(
    search: NameSearch, mention: Mention, first: int, last: int, inside: Sequence[Hit]
) -> tuple[Sequence[Named], bool]:
    """What capitalised words without a head noun name, and whether they say all of the registered names inside."""
    if not inside:
        return list(read_headless(search, mention, first, last)), False
    if misspelt := misspelt_around(search, first, last, inside):
        return [misnamed(mention, misspelt)], True
    if inside[0].first > first or inside[-1].last < last:
        return list(read_partly_known(search, mention, first, last, inside)), False
    if mention.acronym and len(inside) == 1 and inside[0].last == last:
        return [judge_registered(search, inside[0], mention)], True
    return [], False


def _read_by_grammar(
    search: NameSearch, mention: Mention, first: int, last: int, inside: Sequence[Hit]
) -> Sequence[Named]:
    """What a case, an official number or a name around a head noun names; nothing where it is none in particular."""
    if mention.kind == "case":
        named = read_named_case(search, mention)
    elif mention.kind == "identifier":
        named = read_number(search, mention, first, last, inside)
    else:
        named = read_headed(search, mention, first, last, inside)
    return [named] if named is not None else []
