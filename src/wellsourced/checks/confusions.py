"""INS007: a thing is named, and the rest of the sentence speaks of another that it is easily confused with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wellsourced.checks.jurisdictions import read_jurisdictions
from wellsourced.checks.name_register import LINKS, NameRegister
from wellsourced.checks.naming import Named, alternatives
from wellsourced.checks.phrases import Word, WordIndex, word_key
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
    """The other instrument of which the sentence speaks, and the words that say so. `others`: the sentence's mentions."""
    instrument = named.instrument
    if instrument is None or named.problem is not None or named.weak:
        return None
    mention = named.mention
    owner = _wrong_owner(named, others, profiles, parsed)
    if owner is not None:
        return owner, owner.short_names[0] if owner.short_names else owner.official_name
    confusable = alternatives(instrument, register)
    present = {other.instrument.id for other in others if other.instrument is not None}
    confusable = tuple(other for other in confusable if other.id not in present)
    if not confusable or _COMPARES.search(parsed.prose[mention.sentence[0] : mention.sentence[1]]):
        return None
    words = _telling_words(index, named, others)
    if not words:
        return None
    own = profiles.of(instrument)
    for other in confusable:
        theirs = profiles.of(other)
        for_other = [w for w in words if w.key in theirs and w.key not in own]
        for_own = [w for w in words if w.key in own and w.key not in theirs]
        named_so = _named_in_words(index, named, other, register, own)
        if named_so:
            return other, named_so
        if (
            len(for_other) >= 2
            and not for_own
            and any(not w.raw.isdigit() and w.exact not in _MONTHS for w in for_other)
        ):
            return other, ", ".join(dict.fromkeys(w.raw for w in for_other))
    return None


_COMPARES = re.compile(
    r"\b(?:unlike|whereas|while|compared|confus\w*|differ\w*|not|rather|instead|both|predecessor|successor|replac\w*|amend\w*|repeal\w*|follow\w*|answer\w*|draws? on|builds? on|based on|than|like|beside|besides|with)\b",
    re.IGNORECASE,
)


def _telling_words(index: WordIndex, named: Named, others: Sequence[Named]) -> list[Word]:
    """Capitalised words and years of the sentence outside every mention; countries tell nothing."""
    low, high = _range(index, *named.mention.sentence)
    inside = {
        number
        for other in others
        if other is named or other.known or other.instrument is not None
        for first, last in (_range(index, other.mention.start, other.mention.end),)
        for number in range(first, last + 1)
    }
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


def _named_in_words(
    index: WordIndex, named: Named, other: Instrument, register: NameRegister, own: frozenset[str]
) -> str | None:
    """A short name of the other in so many words: "lays the reporting duty on providers"."""
    mention = named.mention
    low, high = _range(index, *mention.sentence)
    keys = {index.words[n].key for n in range(low, high + 1)}
    for short in other.short_names:
        words = [word_key(w) for w in _WORD.findall(short.casefold()) if w not in LINKS]
        if (
            len(words) >= 3
            and short[:1].islower()
            and all(w in keys for w in words)
            and not all(w in own for w in words)
        ):
            return short
    return None


def _wrong_owner(named: Named, others: Sequence[Named], profiles: Profiles, parsed: ParsedText) -> Instrument | None:
    """The body before a possessive, where the record of the thing knows nothing of it: "ICMEC's CyberTipline"."""
    instrument = named.instrument
    if instrument is None or instrument.kind not in ("programme", "tool"):
        return None
    prose = parsed.prose
    for other in others:
        owner = other.instrument
        if owner is None or owner.kind != "organisation" or owner.id == instrument.id:
            continue
        behind = prose[other.mention.end : named.mention.start]
        apposed = prose[named.mention.end : other.mention.start]
        after = prose[other.mention.end : other.mention.end + 2]
        possessive = re.fullmatch(r"['’]s?\s", behind) or (
            re.fullmatch(r",\s(?:the\s)?", apposed) and after in ("'s", "’s")
        )
        if not possessive:
            continue
        record = profiles.of(instrument)
        letters = {word_key(w) for n in (owner.official_name, *owner.short_names) for w in _WORD.findall(n.casefold())}
        names = {word_key(n.casefold()) for n in owner.short_names} | {owner.id}
        if names & record:
            continue
        distinctive = {w for w in letters if len(w) > 3 and not head_noun(w)}
        if len(distinctive & record) * 2 < max(1, len(distinctive)):
            return owner
    return None


def _range(index: WordIndex, start: int, end: int) -> tuple[int, int]:
    first, last = index.folded.from_source([start, end])
    return index.between(first, last)
