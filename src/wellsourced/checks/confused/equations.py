"""Two names put for one thing, though they are two: "the Optional Protocol on ... (OPAC)", "A, or B, was adopted"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wellsourced.checks.confused.owners import owners_of
from wellsourced.checks.names.judgements import alternatives
from wellsourced.checks.names.named import Named
from wellsourced.checks.names.referents import between, referent
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.words.phrases import word_key
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.models import Instrument


def find_equation(
    parsed: ParsedText, named: Named, others: Sequence[Named], register: NameRegister
) -> tuple[Instrument, str] | None:
    """The other thing for which a name is put, and the words that name it. `others`: the mentions of the sentence."""
    instrument = referent(named, register) if named.problem is None else None
    if instrument is None:
        return None
    if named.mention.identifier is not None and named.mention.identifier.scheme == "eu":
        found = _name_before_number(parsed, named, instrument, register)
        if found is not None:
            return found
    before = [other for other in others if other.mention.end <= named.mention.start]
    if not before:
        return None
    first = before[-1]
    start, end = named.mention.surroundings
    prose = parsed.prose
    called = _called_beside_owner(prose, named, before)
    if called is not None:
        first = called
    other = referent(first, register) if first.problem is None else None
    if other is None or other.id == instrument.id or _is_namesake(first, instrument):
        return None
    if not _may_be_taken_for(instrument, other, named, first, register):
        if called is None and not _CALLED.fullmatch(between(prose, first, named)):
            return None
        if not _are_two_of_a_kind(instrument, other, register):
            return None
    of_other = other in alternatives(instrument, register) and not _holds(other, named, register)
    if of_other and _is_only_number(parsed, named, first, others) and not _TELLS_OF_TWO.search(prose, start, end):
        return other, first.mention.words
    gap = between(prose, first, named)
    behind = prose[named.mention.end : min(end, named.mention.end + 40)]
    if (len(gap) > 60 and called is None) or _DENIES.search(prose, max(start, first.mention.start - 80), end):
        return None
    owned = instrument.id in owners_of(other, register)
    bracketed = not owned and _OPENS.fullmatch(gap) and _CLOSES.match(behind)  # "BuzzCheck (Clover)": its maker
    joined = _JOINS.fullmatch(gap) or (_EQUALS.fullmatch(gap) and _ENDS.match(behind))
    opened = prose[max(start, first.mention.start - 40) : first.mention.start]
    if _PART_OF.search(opened):
        return None  # "Title V of the Meadow Act is known as Clover"
    joined = joined or (_MEANT.fullmatch(gap) and _BY_IT.search(opened) and _ENDS.match(behind))
    apposed = _APPOSES.fullmatch(gap) and _ENDS.match(behind) and not _in_list(parsed, before)
    if not (bracketed or joined or apposed or called) or _is_short_for(named, first):
        return None
    if _holds(other, named, register) or _holds(instrument, first, register):
        return None
    return other, first.mention.words


def _is_namesake(named: Named, instrument: Instrument) -> bool:
    """Whether what stands there may be short for an instrument, too: there are many a "Criminal Code"."""
    words = named.mention.words.casefold().removeprefix("the ")
    return " " in words and any(words in name.casefold() for name in instrument.names)


def _called_beside_owner(prose: str, named: Named, before: Sequence[Named]) -> Named | None:
    """ "the X programme of Clover, known as Y": the X that is called Y, with its owner between the two."""
    if len(before) < 2 or not _CALLED.fullmatch(between(prose, before[-1], named)):
        return None
    return before[-2] if _OF_OWNER.fullmatch(between(prose, before[-2], before[-1])) else None


_CALLED = re.compile(
    r"[*_\"”]{0,2},?\s(?:(?:also|better|officially|formally|commonly|widely)\s)?(?:known\sas|called|named|a\.k\.a\.|aka)\s(?:the\s)?[\"“*_]{0,2}"
)
_OF_OWNER = re.compile(r"[*_\"”]{0,2}(?:\s[a-z]+){0,3}\s(?:of|by|from)\s(?:the\s)?")


def _are_two_of_a_kind(instrument: Instrument, other: Instrument, register: NameRegister) -> bool:
    """Whether both are programmes, or both tools, and neither is part of the other or spoken of by its record."""
    if instrument.kind != other.kind or instrument.kind not in ("programme", "tool") or _speaks_of(instrument, other):
        return False
    return instrument.id not in owners_of(other, register) and other.id not in owners_of(instrument, register)


def _is_only_number(parsed: ParsedText, named: Named, first: Named, others: Sequence[Named]) -> bool:
    """Whether a sentence has one name and one number that is a thing's own, and nothing else that has a record."""
    if named.mention.identifier is None or named.mention.identifier.scheme == "usc" or first.mention.identifier:
        return False
    gap = parsed.prose[first.mention.end : named.mention.start]
    if len(gap) > 60 or not _HAS_NUMBER.search(gap):
        return False
    meant = {other.instrument.id for other in others if other.instrument is not None}
    return len(meant) == 2 and not first.weak


_HAS_NUMBER = re.compile(
    r"\b(?:has|bears|carries|got|given|is|was|numbers?|numbered|registered|published|cited|listed)\b"
)
#: Two things are spoken of, not one.
_TELLS_OF_TWO = re.compile(
    r"\b(?:not|unlike|confus\w+|mistak\w+|instead|rather|differ\w*|whereas|while|nor|and|both|amend\w*|replac\w*|repeal\w*"
    r"|supplement\w*|extend\w*|exten[ds]\w*|prolong\w*|revis\w*|recast|follow\w*|implement\w*|transpos\w*|build\w*"
    r"|based|under|than|before|after|predecessor|successor|proposal|proposed|draft\w*|later|former\w*|turned|became"
    r"|with|from|to|but|or|cites?|refers?|complement\w*|besides?|beside|in\splace|derogat\w*|propos\w*)\b|n[’']t\b",
    re.IGNORECASE,
)


def _holds(instrument: Instrument, named: Named, register: NameRegister) -> bool:
    """Whether an instrument has the official number too."""
    number = named.mention.identifier
    owners = register.owners.get((number.scheme, number.number), ()) if number else ()
    return any(owner.id == instrument.id for owner in owners)


_OPENS = re.compile(
    r"[\s*_]{0,4}\((?:(?:also|better|best|formally|officially|commonly|popularly|widely|in\sfull|in\sshort|or|or\srather|as|i\.e\."
    r"|that\sis|a\.k\.a\.|aka|=|short|short\sfor|hereafter|hereinafter|the\sso-called|so-called)[\s,:]{1,2})?"
    r"(?:(?:known\sas|called|named|referred\sto\sas|abbreviated|entitled|titled)\s)?(?:as\s|to\s)?(?:the\s)?[\"“*_]?"
)
_CLOSES = re.compile(r"[\"”*_]{0,2}(?:\)|,\s[^()]{0,30}\))")
_JOINS = re.compile(
    r",?\s(?:(?:also|better|officially|formally|commonly)\s)?(?:(?:is|are|was)\s)?(?:also\s)?(?:known\sas|called|named"
    r"|a\.k\.a\.|aka|that\sis,|i\.e\.,?|(?<=,\s)or)\s(?:the\s)?[\"“*_]?"
)
#: Verbs that make two names one, where nothing follows.
_EQUALS = re.compile(
    r"[*_\"”]{0,2}\s?(?:=|≡|(?:is|was|are|means|meant|equals|equalled|is\snothing\s(?:else\s)?(?:but|than)|is\sthe\ssame\s(?:thing\s)?as"
    r"|is\sidentical\s(?:to|with)|is\s(?:just\s|only\s|simply\s)?(?:another|the\sother|the\sofficial|the\sfull|the\sshort|the\scommon|a)"
    r"\s(?:name|term|word|title|abbreviation)\s(?:for|of)|is\s(?:short|shorthand)\sfor|stands\sfor|goes\sby\s(?:the\sname|the\stitle)\sof"
    r"|goes\sunder\sthe\sname\s(?:of)?|,?\swhich\s(?:is\s(?:also\s)?(?:called|known\sas)|many\scall|some\scall|we\scall|they\scall"
    r"|is\sthe\ssame\sas)|is\sreferred\sto\sas|is\sabbreviated(?:\sas|\sto)?|is\sin\sfact|was\srenamed))\s?(?:the\s)?[\"“*_]{0,2}"
)
#: Between two names, where the words before the first make them one.
_MEANT = re.compile(
    r"[*_\"”]{0,2}(?:,?\s(?:we|they|one|people|is|was|are)\s(?:mean|meant|understand|is\smeant)?\s?|\sis\s)(?:the\s)?[\"“*_]{0,2}"
)
_BY_IT = re.compile(r"(?:\b[Bb]y|\b(?:name|title|letters|acronym|abbreviation)s?\s(?:of|for))\s(?:the\s)?[\"“*_]{0,2}$")
_PART_OF = re.compile(
    r"\b(?:title|part|section|chapter|schedule|article|annex)\s[\dIVXA-Z]+\sof\s(?:the\s)?$", re.IGNORECASE
)
_APPOSES = re.compile(
    r"(?:,|\s[–—])\s(?:the\s|tabled\sas\s|numbered\s|adopted\sas\s|published\sas\s|registered\sas\s)?[*_\"“]?"
)
_ENDS = re.compile(r"[*_\"”]?(?:\s[–—]|,(?!\s(?:and|or)\b)|[;.:)]|$)")
_DENIES = re.compile(
    r"\b(?:not|unlike|confus\w+|mistak\w+|mistook|instead|wrongly|rather|differ\w*|mix\w*|whereas|nor|neither|former\w*|recast|revised)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)


def _may_be_taken_for(
    instrument: Instrument, other: Instrument, named: Named, first: Named, register: NameRegister
) -> bool:
    """Whether two things are of a sort that one could be taken for the other."""
    if any(of.id == other.id for of in alternatives(instrument, register)):
        return True
    if "identifier" not in (named.mention.kind, first.mention.kind) and named.mention.kind != "acronym":
        return False
    legal = ("treaty", "eu-act", "statute", "case")
    return instrument.kind == other.kind and instrument.kind in legal and not _speaks_of(instrument, other)


def _is_short_for(named: Named, first: Named) -> bool:
    """Whether letters in brackets are the initials of the name before them, which another thing shares."""
    letters = [c for c in named.mention.words if c.isupper()]
    initials = [c for c in first.mention.words if c.isupper()]
    return named.mention.kind == "acronym" and letters == initials


def _speaks_of(one: Instrument, other: Instrument) -> bool:
    """Whether one of two records mentions the other, which may explain that both are named in a breath."""
    return any(
        name.casefold() in (a.note or "").casefold() or name.casefold() in a.official_name.casefold()
        for a, b in ((one, other), (other, one))
        for name in (*b.short_names, *b.identifiers.values())
        if len(name) > 3
    )


def _in_list(parsed: ParsedText, before: Sequence[Named]) -> bool:
    """Whether the two stand in a list of more."""
    if len(before) < 2:
        return False
    return "," in parsed.prose[before[-2].mention.end : before[-1].mention.start][:3]


def _name_before_number(
    parsed: ParsedText, named: Named, instrument: Instrument, register: NameRegister
) -> tuple[Instrument, str] | None:
    """ "the Anti-Trafficking Directive 2011/93/EU": a name that another act has, right before the number."""
    mention = named.mention
    match = _NAME_BEFORE.search(parsed.prose, max(mention.surroundings[0], mention.start - 60), mention.start)
    type_word = mention.identifier.type if mention.identifier else ""
    if match is None or not type_word:
        return None
    words = match[1].split()
    for first in range(len(words)):
        parts = [part for word in words[first:] for part in re.findall(r"[^\W_]+", word.casefold())]
        keys = (*(word_key(part) for part in parts), word_key(type_word))
        owners = [name.instrument for name in register.by_keys.get(keys, ()) if name.instrument is not None]
        if any(owner.id == instrument.id for owner in owners):
            return None
        if owners:
            return owners[0], f"{' '.join(words[first:])} {type_word.capitalize()}"
    return None


_NAME_BEFORE = re.compile(r"\b([A-Z][\w-]+(?:\s[A-Z][\w’'-]+){0,3})\s$")
