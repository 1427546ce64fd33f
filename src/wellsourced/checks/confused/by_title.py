"""INS007: a thing stands with the title of another: "ISO/IEC 27037 on the competence of ...".

Behind an official number, or behind what a thing is said to be: "is the Union's directive on combating ...".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wellsourced.checks.names.named import Named
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.names.variants import LINKS
from wellsourced.checks.words.phrases import WordIndex
from wellsourced.checks.words.word_places import words_between
from wellsourced.manuscript.names import LEGAL_HEADS, head_noun
from wellsourced.project.models import Instrument


def find_title_of_another(
    index: WordIndex, named: Named, others: Sequence[Named], confusable: Sequence[Instrument], register: NameRegister
) -> tuple[Instrument, str] | None:
    """The confusable thing whose title the sentence gives to the named one, and the words of it that stand there.

    `confusable`: those that the sentence does not name. Only where it holds no word that only the own title has.
    """
    instrument = named.instrument
    if instrument is None or not confusable:
        return None
    told = _title_told(index, named, confusable, register)
    if told is not None or named.mention.identifier is None:
        return told
    low, high = words_between(index, *named.mention.surroundings)
    if high - low > _LONGEST:
        return None
    inside = {
        number
        for other in others
        if other.mention.identifier is not None
        for first, last in (words_between(index, other.mention.start, other.mention.end),)
        for number in range(first, last + 1)
    }
    said = {index.words[n].key: index.words[n].raw for n in range(low, high + 1) if n not in inside}
    behind = _title_behind(index, named, high)
    own = _title_words(instrument, register)
    if behind and not _has_run(instrument, behind, register):
        for other in confusable:
            if _has_run(other, behind, register):
                return other, " ".join(behind)
    for other in confusable:
        theirs = _title_words(other, register)
        only = theirs - own
        found = [key for key in said if key in only]
        if not found or any(key in said for key in own - theirs):
            continue
        whole = [key for key in theirs if key in said]
        if len(found) >= 2 and len(whole) >= 0.6 * len(theirs):
            return other, ", ".join(said[key] for key in found)
    return None


def _title_told(
    index: WordIndex, named: Named, confusable: Sequence[Instrument], register: NameRegister
) -> tuple[Instrument, str] | None:
    """The thing whose title holds, in their order, the words behind what the named one is said to be."""
    instrument = named.instrument
    assert instrument is not None
    _, last = words_between(index, named.mention.start, named.mention.end)
    high = words_between(index, *named.mention.surroundings)[1]
    words = index.words[last + 1 : min(high, last + 18) + 1]
    if len(words) < _TOLD or words[0].exact not in ("is", "was"):
        return None
    head = next((n for n, word in enumerate(words[:7]) if head_noun(word.raw) in LEGAL_HEADS), None)
    if head is None or head + 1 >= len(words) or words[head + 1].exact not in ("on", "concerning", "against"):
        return None
    keys = [words[head + 2].key]
    raws = [words[head + 2].raw]
    for word in words[head + 3 :]:
        if word.unit != words[head].unit or word.exact in _END_OF_TITLE:
            break
        if word.key not in LINKS:
            keys.append(word.key)
            raws.append(word.raw)
    keys, raws = keys[:_RUN], raws[:_RUN]
    if len(keys) < _TOLD or any(_holds(name.content, keys) for name in register.by_instrument(instrument)):
        return None
    own = {key for name in register.by_instrument(instrument) for key in name.content}
    if sum(key not in own for key in keys) < 2:
        return None
    for other in confusable:
        if any(_holds(name.content, keys) for name in register.by_instrument(other)):
            return other, " ".join(raws)
    return None


def _holds(title: Sequence[str], keys: Sequence[str]) -> bool:
    """Whether a title holds the words in this order, with or without others between them."""
    rest = iter(title)
    return all(key in rest for key in keys)


#: So few naming words behind "directive on" tell whose title they are of.
_TOLD = 3
_END_OF_TITLE = frozenset({"which", "that", "who", "it", "is", "was", "has", "applies", "adopted"})


def _title_behind(index: WordIndex, named: Named, high: int) -> tuple[str, ...]:
    """The first four naming words of the title that follows a number: "2002/629/JHA on combating ..."."""
    _, last = words_between(index, named.mention.start, named.mention.end)
    if last + 1 > high or index.words[last + 1].exact not in ("on", "concerning", "for", "about", "relating"):
        return ()
    keys = [w.key for w in index.words[last + 1 : min(high, last + 14) + 1] if w.key not in LINKS]
    return tuple(keys[:_RUN]) if len(keys) >= _RUN else ()


def _has_run(instrument: Instrument, run: tuple[str, ...], register: NameRegister) -> bool:
    """Whether one of the names holds these naming words one behind another."""
    return any(
        name.content[at : at + len(run)] == run
        for name in register.by_instrument(instrument)
        for at in range(len(name.content) - len(run) + 1)
    )


#: So many naming words in a row make out a title.
_RUN = 4
#: Sentences of more words say too much of other things.
_LONGEST = 60
_WORD = re.compile(r"[^\W\d_][\w’'-]{2,}")


def _title_words(instrument: Instrument, register: NameRegister) -> frozenset[str]:
    """The naming words of an instrument's titles, without numbers, head nouns and words that most titles have."""
    memory: dict[str, frozenset[str]] = register.memory(_title_words, dict)
    if instrument.id not in memory:
        memory[instrument.id] = frozenset(
            key
            for name in register.by_instrument(instrument)
            for key, raw in zip(name.keys, name.raw, strict=True)
            if key not in LINKS and _WORD.fullmatch(raw) and not head_noun(raw) and key not in _FREQUENT
        )
    return memory[instrument.id]


_IN_MOST_TITLES = """
iso iec nist special publication european parliament council proposal union title general information technology united
state national international digital the new guide
"""
_FREQUENT = frozenset(_IN_MOST_TITLES.split())
