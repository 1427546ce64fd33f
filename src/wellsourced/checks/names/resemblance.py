"""How like a name is to those of the register: same words otherwise joined, most words the same, a letter wrong."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.names.known_names import KnownName
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.names.variants import LINKS, strip_year
from wellsourced.checks.words.phrases import Word, WordIndex
from wellsourced.manuscript.names import head_noun

#: A word so frequent in the register does not lead to candidates when a rarer one is there; and so many are tried.
_MOST_CANDIDATES = 60
#: rapidfuzz ratio from which two words are taken for one misspelt.
_MISSPELT = 80
#: The same for two words of names that are as a whole a letter or two apart.
_WORD_MISSPELT = 50


class Likeness(msgspec.Struct, frozen=True):
    """A name that is like the words, how much (0-1), and the naming words that both share."""

    name: KnownName
    score: float
    shared: tuple[str, ...]


def has_same_words(words: Sequence[Word], register: NameRegister) -> tuple[KnownName, bool] | None:
    """A name of the same words, and whether it joins them in another way ("on" for "of").

    A name cut short behind its head noun ("Terminology Guidelines") or late in a long title is the same name.
    """
    core, _ = strip_year(words)
    core = [w for w in core if w.exact not in ("no", "nos") and not w.raw.isdigit()] or list(core)
    keys = tuple(w.key for w in core)
    if keys in register.by_keys:
        return register.by_keys[keys][0], False
    content = tuple(key for key in keys if key not in LINKS)
    if len(content) < 2:
        return None
    for name in register.by_content.get(frozenset(content), ()):
        if len(name.content) != len(content):
            continue
        if name.content != content:
            behind = head_noun(core[-1].raw) or (len(core) > 2 and core[-2].exact == "of")
            moved = behind and name.content[0] == content[-1] and name.content[1:] == content[:-1]
            if moved or (
                head_noun(name.raw[-1]) and name.content[-1] == content[0] and name.content[:-1] == content[1:]
            ):
                return name, False
            continue
        return name, _joined_otherwise(keys, name.keys)
    return _cut_short(core, content, keys, register)


def _joined_otherwise(keys: Sequence[str], registered: Sequence[str]) -> bool:
    """Whether another linking word stands where the register has one; one left out or put in is no matter."""
    a, b = _links_between(keys), _links_between(registered)
    return any(x and y and x != y and not {*x} & {*y} for x, y in zip(a, b, strict=False))


def _links_between(keys: Sequence[str]) -> list[tuple[str, ...]]:
    found: list[list[str]] = [[]]
    for key in keys:
        if key in LINKS:
            found[-1].append(key)
        else:
            found.append([])
    return [tuple(links) for links in found]


def _cut_short(
    core: Sequence[Word], content: tuple[str, ...], keys: tuple[str, ...], register: NameRegister
) -> tuple[KnownName, bool] | None:
    candidates = register.by_first.get(content[:2], ())
    fitting = [n for n in candidates if len(n.content) > len(content) and n.content[: len(content)] == content]
    if not fitting or len({n.instrument.id if n.instrument else "" for n in fitting}) > 1:
        return None
    name = fitting[0]
    ends_in_head = bool(head_noun(core[-1].raw))
    if not (ends_in_head or len(content) >= 0.6 * len(name.content)):
        return None
    return name, _joined_otherwise(keys, name.keys[: len(keys)])


def find_likeness(words: Sequence[Word], register: NameRegister) -> Likeness | None:
    """The registered name most like these words."""
    core, _ = strip_year(words)
    content = [w for w in core if w.key not in LINKS and not w.raw.isdigit()]
    if not content:
        return None
    keys = [w.key for w in content]
    near = {key: _near_keys(key, register) for key in keys}
    counts: dict[int, int] = {}
    for key in sorted(
        dict.fromkeys(keys), key=lambda k: min((len(register.by_key[n]) for n in near[k]), default=10**9)
    ):
        for other in near[key]:
            numbers = register.by_key[other]
            if len(numbers) > 5 * _MOST_CANDIDATES and counts:
                continue
            for number in numbers[: 5 * _MOST_CANDIDATES]:
                counts[number] = counts.get(number, 0) + 1
    best: Likeness | None = None
    for number in sorted(counts, key=lambda n: -counts[n])[:_MOST_CANDIDATES]:
        name = register.names[number]
        like = _compare(keys, near, name, register)
        if best is None or like.score > best.score:
            best = like
    return best


def likeness_to(words: Sequence[Word], names: Sequence[KnownName], register: NameRegister) -> Likeness | None:
    """Which of some names is most like these words."""
    core, _ = strip_year(words)
    keys = [w.key for w in core if w.key not in LINKS and not w.raw.isdigit()]
    near = {key: _near_keys(key, register) for key in keys}
    likes = [_compare(keys, near, name, register) for name in names] if keys else []
    return max(likes, key=lambda like: like.score, default=None)


def _near_keys(key: str, register: NameRegister) -> tuple[str, ...]:
    """Naming words of the register that the word is, or is a misspelling or another form of."""
    found = [key] if key in register.by_key else []
    if len(key) >= 5:
        edges = register.key_by_edge
        for other in dict.fromkeys((*edges.get(key[:3], ()), *edges.get(f"~{key[-3:]}", ()))):
            if other == key:
                continue
            if (abs(len(other) - len(key)) <= 3 and fuzz.ratio(key, other) >= _MISSPELT) or _of_one_stem(key, other):
                found.append(other)
    return tuple(found)


def _of_one_stem(a: str, b: str) -> bool:
    """Whether two words are one but for what is put to the stem: "storing" and "stored"."""
    stem = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return stem >= _SHORTEST_STEM and a[stem:] in _ENDINGS and b[stem:] in _ENDINGS


_SHORTEST_STEM = 4
_ENDINGS = frozenset({"", "e", "ed", "er", "ing", "ion", "ive", "ment", "or", "ory", "y"})


def _compare(
    keys: Sequence[str], near: dict[str, tuple[str, ...]], name: KnownName, register: NameRegister
) -> Likeness:
    rest = list(name.content)
    total = sum(_weight(k, register) for k in keys) + sum(_weight(k, register) for k in rest)
    matched = 0.0
    shared = []
    for key in keys:
        for other in (key, *near[key]):
            if other in rest:
                rest.remove(other)
                matched += (_weight(key, register) + _weight(other, register)) * (1.0 if other == key else 0.9)
                shared.append(other)
                break
    return Likeness(name, matched / total if total else 0.0, tuple(shared))


def _weight(key: str, register: NameRegister) -> float:
    """Rare words say more about what is named; head nouns and jurisdictions less."""
    if key not in register.weights:
        register.weights[key] = _weigh(key, register)
    return register.weights[key]


def _weigh(key: str, register: NameRegister) -> float:
    count = len(register.by_key.get(key, ()))
    weight = 1 + math.log((1 + len(register.names)) / (1 + count)) if count else 3.0
    weight = min(weight, 4.0)
    if head_noun(key):
        return weight * 0.5
    if not read_jurisdictions([key])[1] or key in ("international", "national", "nation", "state", "global"):
        return weight * 0.5
    return weight


def near_compact(words: Sequence[Word], register: NameRegister, index: WordIndex) -> KnownName | None:
    """The name of which these capitalised words are a misspelling, by a letter or two."""
    if not words or len(words) > 12:
        return None
    if len(words) == 2 and words[1].raw.islower() and index.folded.text[words[0].end : words[1].start] == "-":
        return None  # "Child-rights groups"
    found = _near_compact(words, register)
    if found is None:
        owner = next((n for n, w in enumerate(words) if w.raw.endswith(("'s", "s'"))), None)
        if owner is None or owner + 1 == len(words):
            return None
        words = words[owner + 1 :]
        found = _near_compact(words, register)
    if found is None or (len(words) == 1 and _is_a_word(words[0], register, index)):
        return None
    return found


def near_pair(words: Sequence[Word], register: NameRegister) -> KnownName | None:
    """The name of two words, the first of which stands here before a word much like the second."""
    if len(words) != 2 or not all(w.raw[0].isupper() for w in words):
        return None
    second = words[1].key
    for name in register.by_first_word.get(words[0].key, ()):
        other = name.keys[1]
        if name.instrument is None or len(name.keys) != 2 or len(words[0].key) < 4:
            continue
        if other == second:
            return None
        if min(len(other), len(second)) >= 5 and (other[:4] == second[:4] or fuzz.ratio(other, second) >= 70):
            return name
    return None


def near_word_by_word(words: Sequence[Word], register: NameRegister) -> KnownName | None:
    """The name of two or three words of which one or two are misspelt here, each much like its own ("Celebright X")."""
    if not 2 <= len(words) <= 3 or not all(w.raw[0].isupper() for w in words):
        return None
    keys = [w.exact.removesuffix("'s") for w in words]
    for number, key in enumerate(keys):
        for other in register.by_word.get(words[number].key, ()) if len(key) > 2 else ():
            raws = [raw.casefold() for raw in other.raw]
            if len(raws) != len(keys) or other.instrument is None or other.instrument.kind == "case":
                continue
            pairs = [(a, b) for a, b in zip(keys, raws, strict=True) if a != b]
            if pairs and len(pairs) < len(keys) and all(_is_misspelt(a, b, register) for a, b in pairs):
                return other
    return None


def _is_misspelt(a: str, b: str, register: NameRegister) -> bool:
    """Whether a long word that nothing vouches for is one with a letter or two wrong."""
    return min(len(a), len(b)) >= 6 and not register.vouching.hold_word(a) and fuzz.ratio(a, b) >= _MISSPELT


def _near_compact(words: Sequence[Word], register: NameRegister) -> KnownName | None:
    written = tuple(w.raw for w in words)
    if written not in register.compact_memory:
        register.compact_memory[written] = _find_near_compact(words, register)
    return register.compact_memory[written]


def _find_near_compact(words: Sequence[Word], register: NameRegister) -> KnownName | None:
    compact = "".join(w.raw.removesuffix("'s") for w in words).casefold().replace("-", "")
    if len(compact) < 6:
        return None
    if compact in register.by_compact:
        same = register.by_compact[compact]
        apart = len(words) > 1 and len(same.raw) == 1 and tuple(w.key for w in words) not in register.by_keys
        return same if apart and _is_coined(same) and same.instrument is not None else None
    camel = any(c.isupper() for w in words for c in w.raw[1:]) and not words[0].raw.isupper()
    for cut in range(1, 5):
        known = register.by_compact.get(compact[:-cut])
        if camel and len(compact) - cut >= 8 and known is not None and len(words) == 1 and _is_coined(known):
            return known
    allowed = 1 if len(compact) < (7 if camel or len(words) > 1 else 10) else 2 if len(compact) < 16 else 3
    best: tuple[int, str] | None = None
    edges = register.compact_by_edge
    for other in dict.fromkeys((*edges.get(compact[:3], ()), *edges.get(f"~{compact[-3:]}", ()))):
        if abs(len(other) - len(compact)) > allowed or not _is_coined(register.by_compact[other]):
            continue
        distance = OSA.distance(compact, other, score_cutoff=allowed)
        if distance <= allowed and (best is None or distance < best[0]):
            best = (distance, other)
    if best is None or other_number(compact, best[1]) or not _alike_word_by_word(words, register.by_compact[best[1]]):
        return None
    return register.by_compact[best[1]]


#: So short words in capitals are letters, each of which counts.
_LETTERS = 4


def _alike_word_by_word(words: Sequence[Word], name: KnownName) -> bool:
    """Whether each word may be the name's misspelt; "Safety" is no misspelt "Act", however few letters apart."""
    if len(words) != len(name.raw):
        return True
    pairs = list(zip((w.exact.removesuffix("'s") for w in words), (raw.casefold() for raw in name.raw), strict=True))
    letters = (pair for w, pair in zip(words, pairs, strict=True) if w.raw.isupper() and len(w.raw) <= _LETTERS)
    if any(sorted(a) != sorted(b) for a, b in letters):
        return False  # PQD is a misspelt PDQ, and NBC no misspelt ABC
    return all(a == b or fuzz.ratio(a, b) >= _WORD_MISSPELT for a, b in pairs)


def other_number(a: str, b: str) -> bool:
    """Whether two names differ in their digits only; that is for the rules on numbers and editions."""
    return [c for c in a if not c.isdigit()] == [c for c in b if not c.isdigit()]


def _is_a_word(word: Word, register: NameRegister, index: WordIndex) -> bool:
    """Whether a word is used in small letters, or in what vouches."""
    return register.vouching.hold_word(word.key) or any(
        index.words[n].raw.islower() for n in index.places.get(word.key, ())[:20]
    )


def _is_coined(name: KnownName) -> bool:
    """Whether a name is no ordinary word or surname: inner capitals, digits, or several words."""
    if name.instrument is None and not name.organ and len(name.raw) < 2:
        return False
    if name.instrument is not None and name.instrument.kind == "case":
        return False
    raw = name.raw[0]
    return len(name.raw) > 1 or any(c.isupper() for c in raw[1:]) or len(raw) >= 7
