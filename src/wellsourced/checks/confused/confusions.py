"""INS007: a thing is named, and the rest of the sentence speaks of another that it is easily confused with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wellsourced.checks.confused.by_authority import (
    TELLS_OF_ANOTHER_COURT,
    find_wrong_authority,
    is_case,
)
from wellsourced.checks.confused.by_subject import clause_of, find_subject_of_another, find_subject_of_denied
from wellsourced.checks.confused.by_succession import find_wrong_succession
from wellsourced.checks.confused.by_title import find_title_of_another
from wellsourced.checks.confused.equations import find_equation
from wellsourced.checks.confused.owners import find_wrong_owner
from wellsourced.checks.names.judgements import alternatives
from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.names.named import Named
from wellsourced.checks.names.referents import end_of, names_without_year
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.names.variants import LINKS
from wellsourced.checks.words.phrases import Word, WordIndex, word_key
from wellsourced.checks.words.word_places import words_between
from wellsourced.manuscript.model import ParsedText
from wellsourced.manuscript.names import OPENERS, head_noun
from wellsourced.project.models import Instrument


class Profiles:
    """The words of the records of instruments: names, notes, numbers, dates, and their bibliography entries."""

    def __init__(self, register: NameRegister) -> None:
        self._register = register
        self._profiles: dict[str, frozenset[str]] = {}

    def of(self, instrument: Instrument) -> frozenset[str]:
        """The words of an instrument's record, as compared."""
        if instrument.id not in self._profiles:
            self._profiles[instrument.id] = frozenset(
                word_key(word) for text in self._texts(instrument) for word in _WORD.findall(text.casefold())
            )
        return self._profiles[instrument.id]

    def is_rare(self, word: Word) -> bool:
        """Whether a word is a proper name that stands in so few records that it tells them from all others."""
        if word.raw.isdigit() or word.exact in _MONTHS or len(word.raw) < 4:
            return False
        return sum(word.key in self.of(other) for other in self._register.by_id.values()) <= _RARE

    def _texts(self, instrument: Instrument) -> list[str]:
        texts = [
            instrument.official_name,
            *instrument.short_names,
            instrument.note or "",
            instrument.jurisdiction or "",
        ]
        texts += [*instrument.identifiers.values(), instrument.status or "", instrument.id.replace("-", " ")]
        for moment in (instrument.adopted, instrument.in_force, str(instrument.until or "")):
            texts.append((moment or "").replace("-", " "))
            if match := re.search(r"\b\d{4}-(\d\d)", moment or ""):
                texts.append(_MONTHS[int(match[1]) - 1] if 0 < int(match[1]) < 13 else "")
        project = self._register.project
        reference = project.resolve_reference(instrument.reference) if instrument.reference else None
        if reference is not None:
            item = reference.item
            texts += [
                str(item.get(k, "")) for k in ("title", "publisher", "authority", "number", "container-title", "note")
            ]
            texts += [
                str(n.get("literal") or n.get("family") or "") for n in item.get("author") or () if isinstance(n, dict)
            ]
            parts = (item.get("issued") or {}).get("date-parts") or ()
            texts += [str(part) for date in parts for part in date[:1]]
        return texts


#: In no more records than this stands a word that tells a thing by itself: its own, and that of a part or a namesake.
_RARE = 2
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


def find_confusion(
    parsed: ParsedText,
    index: WordIndex,
    named: Named,
    others: Sequence[Named],
    register: NameRegister,
    profiles: Profiles,
) -> tuple[Instrument, str] | None:
    """The other instrument of which the sentence speaks, and the words that say so.

    `others`: the mentions of the sentence.
    """
    instrument = named.instrument
    if instrument is None or named.problem is not None:
        return None
    mention = named.mention
    denied = find_subject_of_denied(parsed, index, named, others, register)
    if denied is not None:
        return denied
    if _SAYS_SO.search(parsed.prose, max(mention.surroundings[0], mention.start - 120), mention.surroundings[1]):
        return None
    if _is_asked(parsed, named):
        return None
    equated = find_equation(parsed, named, others, register) or find_wrong_owner(parsed, named, others, register)
    if equated is not None:
        return equated
    dated = _year_of_another(parsed, named, register)
    if dated is not None:
        return dated
    related = find_wrong_succession(parsed, named, others, register) or find_wrong_authority(
        parsed, named, others, register
    )
    if related is not None:
        return related
    court = _wrong_court(parsed, named, others, register)
    if court is not None:
        return court
    owner = _wrong_owner(parsed, named, profiles, register)
    if owner is not None:
        return owner, owner.short_names[0] if owner.short_names else owner.official_name
    if named.weak and instrument.kind not in ("organisation", "programme", "tool"):
        return None  # a surname is no judgment
    confusable = alternatives(instrument, register)
    present = {other.instrument.id for other in others if other.instrument is not None and _is_a_name(other)}
    confusable = tuple(other for other in confusable if other.id not in present and not _has_name(other, named))
    if named.weak:
        return find_subject_of_another(parsed, index, named, others, confusable, register)
    foreign = _foreign_issuer(parsed, named, confusable, register)
    if foreign is not None:
        return foreign
    lent = _lent_owner(parsed, named, confusable, profiles, register)
    if lent is not None:
        return lent
    about = find_subject_of_another(parsed, index, named, others, confusable, register)
    if about is not None:
        return about
    if not confusable or _COMPARES.search(parsed.prose[mention.surroundings[0] : mention.surroundings[1]]):
        return None
    titled = find_title_of_another(index, named, others, confusable, register)
    if titled is not None:
        return titled
    placed = _place_of_another(parsed, named, confusable, profiles)
    if placed is not None:
        return placed
    words = _telling_words(parsed, index, named, others)
    if not words:
        return None
    own = profiles.of(instrument)
    for other in confusable:
        theirs = profiles.of(other)
        for_other = [w for w in words if w.key in theirs and w.key not in own]
        for_own = [w for w in words if w.key in own and w.key not in theirs]
        named_so = _named_in_words(index, named, other, own)
        if named_so:
            return other, named_so
        if (
            len(for_other) >= 2
            and not for_own
            and any(not w.raw.isdigit() and w.exact not in _MONTHS for w in for_other)
        ):
            return other, ", ".join(dict.fromkeys(w.raw for w in for_other))
        if (
            len(for_other) == 1
            and not for_own
            and profiles.is_rare(for_other[0])
            and not _is_place(index, for_other[0])
        ):
            return other, for_other[0].raw
    return None


def _is_place(index: WordIndex, word: Word) -> bool:
    """Whether something takes place there: "met in Bangkok" may be said of many."""
    return index.folded.text[: word.start].endswith((" in ", " at ", " near ", " from ", " to "))


#: The sentence itself tells of the confusion, or denies it.
_SAYS_SO = re.compile(
    r"\b(?:confus\w+|mistook|mistak\w+|mix(?:ed|es|ing)?\sup|misattribut\w+|wrongly|not\s(?:of|by|the))\b"
)
#: A question to be answered by yes or no asserts nothing.
_ASKS = re.compile(
    r"\W{0,6}(?:and\s|but\s)?(?:is|are|was|were|has|have|had|does|do|did|would|could|can|should|may|might|will|must)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:unlike|whereas|while|compared|confus\w*|differ\w*|not|rather|instead|both|predecessor|successor"
    r"|replac\w*|amend\w*|repeal\w*|follow\w*|answer\w*|draws? on|builds? on|based on|than|like|beside|besides|with"
    r"|after|before|own|broke|depart\w*|disagree\w*|diverg\w*|parted|sided|split)\b",
    re.IGNORECASE,
)


def _is_asked(parsed: ParsedText, named: Named) -> bool:
    """Whether the name stands in a question to be answered by yes or no."""
    start, end = named.mention.sentence
    return parsed.prose[start:end].rstrip("*_”\"') \n").endswith("?") and _ASKS.match(parsed.prose, start) is not None


def _has_name(other: Instrument, named: Named) -> bool:
    """Whether the other thing has the very name that stands there, so that it may be meant."""
    words = named.mention.words.casefold().removeprefix("the ")
    return words in names_without_year(other)


def _is_a_name(named: Named) -> bool:
    """Whether a mention names a thing, and is not a part of its title in small letters."""
    return named.mention.identifier is not None or not named.mention.words[0].islower()


def _foreign_issuer(
    parsed: ParsedText, named: Named, confusable: Sequence[Instrument], register: NameRegister
) -> tuple[Instrument, str] | None:
    """Another issuer right behind the name: "(Council of Europe)", "of the European Union"."""
    instrument = named.instrument
    match = _ISSUER.match(parsed.prose, end_of(parsed.prose, named), named.mention.surroundings[1])
    if instrument is None or match is None or instrument.kind == "case":
        return None
    said = match[1] or match[2]
    codes, rest = read_jurisdictions(said.casefold().replace(".", "").split())
    if rest or not codes or register.fits_jurisdiction(instrument, codes):
        return None
    return next(((o, said) for o in confusable if register.fits_jurisdiction(o, codes)), None)


_ISSUER = re.compile(
    r"[\s*_]{1,4}(?:\(((?:[A-Z][\w.]+|of|and|the)(?:\s(?:[A-Z][\w.]+|of|and|the)){0,4})\)"
    r"|of\s(?:the\s)?((?:Council of Europe|European Union|United Nations|African Union|EU|UN)))"
)


def _lent_owner(
    parsed: ParsedText,
    named: Named,
    confusable: Sequence[Instrument],
    profiles: Profiles,
    register: NameRegister,
) -> tuple[Instrument, str] | None:
    """An owner or maker before or behind the name that belongs to the record of the other only."""
    instrument = named.instrument
    assert instrument is not None
    own = profiles.of(instrument)
    for owner in _owners(parsed, named):
        keys = [word_key(w) for w in _WORD.findall(owner.casefold()) if w not in LINKS]
        if not keys or any(key in own for key in keys):
            continue
        codes, rest = read_jurisdictions(owner.casefold().split())
        if codes and not rest and register.fits_jurisdiction(instrument, codes):
            continue
        for other in confusable:
            if all(key in profiles.of(other) for key in keys):
                return other, owner
    return None


def _place_of_another(
    parsed: ParsedText, named: Named, confusable: Sequence[Instrument], profiles: Profiles
) -> tuple[Instrument, str] | None:
    """A body is put where only the other has its seat: "the European Court of Justice in Strasbourg"."""
    instrument = named.instrument
    if instrument is None or instrument.kind != "organisation":
        return None
    end = end_of(parsed.prose, named)
    for pattern in (_SEAT, _MEMBERS):
        match = pattern.match(parsed.prose, end, named.mention.surroundings[1])
        key = word_key(match[1].casefold()) if match is not None else ""
        if match is None or key in profiles.of(instrument) or key in _MONTHS or not read_jurisdictions([key])[1]:
            continue
        for other in confusable:
            if key in profiles.of(other):
                return other, match[1]
    return None


_SEAT = re.compile(
    r",?\s(?:(?:which\s)?(?:is|sits|has\sits\sseat|based|is\sbased|seated|is\sseated)\s)?in\s([A-Z][a-z]{3,20})\b"
    r"(?!\s(?:\d|of\b))"
)


_MEMBERS = re.compile(r"[^.;\d]{1,40}\b(\d{1,3})\s(?:member\s)?(?:states|members|countries)\b")


def _year_of_another(parsed: ParsedText, named: Named, register: NameRegister) -> tuple[Instrument, str] | None:
    """ "the PROTECT Our Children Act of 2003": a year that is none of its own, but one of the other's."""
    instrument = named.instrument
    if instrument is None or instrument.kind not in ("treaty", "eu-act", "statute", "soft-law", "case"):
        return None
    said = _YEAR_BEHIND.match(parsed.prose, end_of(parsed.prose, named), named.mention.surroundings[1])
    own = register.years(instrument)
    if said is None or not own:
        return None
    year = int(said[1])
    if year in own or any(str(year) in (moment or "") for moment in _moments(instrument)):
        return None
    if f"{year}" in " ".join((instrument.note or "", instrument.status or "", *instrument.short_names)):
        return None
    for other in alternatives(instrument, register):
        if year in register.years(other):
            return other, said[1]
    return None


def _moments(instrument: Instrument) -> tuple[str | None, ...]:
    return instrument.adopted, instrument.in_force, str(instrument.until or "")


_YEAR_BEHIND = re.compile(r"\s(?:of\s|\()(?:\d{1,2}\s[A-Z][a-z]{2,8}\s)?((?:18|19|20)\d\d)\b(?![/-]\d)")


def _wrong_court(
    parsed: ParsedText, named: Named, others: Sequence[Named], register: NameRegister
) -> tuple[Instrument, str] | None:
    """A circuit that decided the other case: "the Ninth Circuit held in ..."."""
    instrument = named.instrument
    if instrument is None or instrument.kind != "case":
        return None
    cases = {o.mention.words if o.instrument is None else o.instrument.id for o in others if is_case(o)}
    circuits = {match[1].casefold() for match in _CIRCUIT.finditer(parsed.prose, *named.mention.surroundings)}
    if (
        len(cases) != 1
        or len(circuits) != 1
        or TELLS_OF_ANOTHER_COURT.search(parsed.prose, *named.mention.surroundings)
    ):
        return None
    said = _CIRCUIT.search(parsed.prose, *named.mention.surroundings)
    own = _CIRCUIT_NUMBER.search(instrument.jurisdiction or "")
    if said is None or own is None or _ORDINALS.index(said[1].casefold()) + 1 == int(own[1]):
        return None
    number = str(_ORDINALS.index(said[1].casefold()) + 1)
    for other in alternatives(instrument, register):
        theirs = _CIRCUIT_NUMBER.search(other.jurisdiction or "")
        if theirs is not None and theirs[1] == number:
            return other, said[0]
    return None


_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh"),
)
_CIRCUIT = re.compile(
    r"\b(First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh)\sCircuit\b", re.IGNORECASE
)
_CIRCUIT_NUMBER = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\sCir")
_CAPITALS = r"[A-Z][\w.&-]+(?:\s(?:of\s|and\s|for\s|the\s)?[A-Z][\w.&-]+){0,4}"
_OWNER_BEFORE = re.compile(rf"({_CAPITALS})['’]s?\s$")
_OWNER_BEHIND = re.compile(
    rf"(?:\s\([^()]{{1,30}}\))?,\s(?:the\s)?({_CAPITALS})['’]s?\s"
    rf"|(?:\s\([^()]{{1,30}}\))?,?\s(?:(?:which|that)\s)?(?:(?:was|is|are|has\sbeen)\s)?(?:run|made|built|developed|published|created|written|issued|operated|launched|owned|kept|maintained|sold|donated)\sby\s(?:the\s)?({_CAPITALS})"
    rf"|(?:\s\([^()]{{1,30}}\))?,\s(?:an?|the)\s(?:[a-z-]+\s){{1,3}}(?:of|by|from)\s(?:the\s)?({_CAPITALS})"
    rf"|(?:\s\([^()]{{1,30}}\))?,?\s(?:is\s|was\s)?(?:an?|the)\s({_CAPITALS})\s(?:product|tool|database|service|program|programme|project|system|initiative|hotline|software)"
    rf"|(?:\s\([^()]{{1,30}}\))?,?\s(?:which|that)\s(?:the\s)?({_CAPITALS})\s(?:has\s)?(?:announced|developed|built|made|created|launched|released|published|runs|operates|owns|sells|designed|wrote)\b"
    rf"|(?:\s\([^()]{{1,30}}\))?(?:(?:\s(?!and\b|or\b)[a-z-]{{3,20}}){{0,2}}\s(?:of|by)|(?:\s(?![a-z]+ed\b)[a-z-]{{3,20}}){{0,2}}\sfrom)"
    rf"\s(?:the\s)?({_CAPITALS})"
)


def _telling_words(parsed: ParsedText, index: WordIndex, named: Named, others: Sequence[Named]) -> list[Word]:
    """Capitalised words and years of the sentence outside every mention; countries tell nothing."""
    low, high = words_between(index, *clause_of(parsed, named))
    inside = {
        number
        for other in others
        if other is named or other.known or other.instrument is not None or other.problem is not None
        for first, last in (words_between(index, other.mention.start, other.mention.end),)
        for number in range(first, last + 1)
    }
    inside |= {n for other in others for n in _spelt_out(index, other, low)}
    numbers = [n for n in range(low, high + 1) if n not in inside]
    elsewhere = read_jurisdictions([index.words[n].exact for n in numbers])[1]
    found = []
    for number in (numbers[place] for place in elsewhere):
        word = index.words[number]
        if word.exact in OPENERS or word.exact in LINKS or head_noun(word.raw):
            continue
        year = word.raw.isdigit() and len(word.raw) == 4
        if year or (word.raw[0].isupper() and len(word.raw) > 2 and number != low):
            found.append(word)
    return found


def _spelt_out(index: WordIndex, named: Named, low: int) -> Iterator[int]:
    """The words right before letters in brackets, which are these letters written out."""
    number = words_between(index, named.mention.start, named.mention.end)[0] - 1
    text = index.folded.text
    if named.mention.kind != "acronym" or number < low or "(" not in text[index.words[number].end :][:3]:
        return
    while number >= low and (index.words[number].raw[0].isupper() or index.words[number].exact in LINKS):
        yield number
        number -= 1


def _named_in_words(index: WordIndex, named: Named, other: Instrument, own: frozenset[str]) -> str | None:
    """A short name of the other in so many words: "lays the reporting duty on providers"."""
    mention = named.mention
    low, high = words_between(index, *mention.surroundings)
    keys = {index.words[n].key for n in range(low, high + 1)}
    for short in other.short_names:
        if any(character.isdigit() for character in short):
            continue  # a number names the other, and the text means both
        words = [word_key(w) for w in _WORD.findall(short.casefold()) if w not in LINKS]
        if (
            len(words) >= 3
            and short[:1].islower()
            and all(w in keys for w in words)
            and not all(w in own for w in words)
        ):
            return short
    return None


def _wrong_owner(parsed: ParsedText, named: Named, profiles: Profiles, register: NameRegister) -> Instrument | None:
    """The registered body to whom a programme or tool is given, where its record knows nothing of that body."""
    instrument = named.instrument
    if instrument is None or instrument.kind not in ("programme", "tool"):
        return None
    own = profiles.of(instrument)
    for owner in _owners(parsed, named):
        words = tuple(word_key(w) for w in _WORD.findall(owner.casefold()) if w != "the")
        for name in register.by_keys.get(words, ()):
            body = name.instrument
            if body is None or body.kind != "organisation" or body.id == instrument.id:
                continue
            names = {
                word_key(w) for n in register.by_instrument(body) for w in n.keys if len(w) > 3 and not head_noun(w)
            }
            letters = {word_key(n.casefold()) for n in body.short_names if " " not in n} | {body.id}
            if (
                not letters & own
                and len(names & own) * 2 < max(1, len(names))
                and len(set(words) & own) * 2 < len(words)
            ):
                return body
    return None


_DENIED_OWNER = re.compile(r"\b(?:instead|neither|never|nor|not|rather|unlike)\b", re.IGNORECASE)


def _owners(parsed: ParsedText, named: Named) -> Iterator[str]:
    """Who is said to have or to have made the thing, right before or behind its name."""
    start, end = named.mention.surroundings
    for match in (
        _OWNER_BEFORE.search(parsed.prose, max(start, named.mention.start - 60), named.mention.start),
        _OWNER_BEHIND.match(parsed.prose, end_of(parsed.prose, named), end),
    ):
        if match is not None and _DENIED_OWNER.search(match[0]) is None:
            yield next(group for group in match.groups() if group)
