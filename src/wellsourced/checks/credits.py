"""What a sentence says a named thing is, and whether the register rules it out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from wellsourced.checks.denial import is_denied
from wellsourced.checks.jurisdictions import read_jurisdictions
from wellsourced.checks.name_register import NameRegister
from wellsourced.checks.naming import Named
from wellsourced.checks.phrases import Found, WordIndex, parse_phrase
from wellsourced.checks.word_places import words_between
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.models import Instrument


class Credit(msgspec.Struct, frozen=True):
    """A thing is credited with `what` in `text[start:end]`, which its record rules out."""

    what: str
    start: int
    end: int


def find_wrong_credit(parsed: ParsedText, index: WordIndex, named: Named, register: NameRegister) -> Credit | None:
    """What a sentence credits a named thing with, against its record; None where nothing is, or it is denied."""
    instrument = named.instrument
    if instrument is None or named.problem is not None:
        return None
    for credit in (
        *_ruled_out(parsed, index, named, instrument),
        *_described(parsed, named, instrument),
        *_of_another_kind(parsed, named, instrument, register),
        *_deeds(parsed, named, instrument),
    ):
        if not _is_denied(parsed, index, credit, named):
            return credit
    return None


# --- is_not ----------------------------------------------------------------------------------------------------------

_DET = (
    r"(?:an?|the|one of the|another|his|her|its|our|this|that|some|what is called|a kind of|a sort of"
    r"|a type of|the first|the only|the main) "
)
_ADJ = r"(?:[\w’'-]+,? ){0,4}?"
_COPULA = (
    r"(?:is|are|was|were|be|being|been|becomes|became|remains|remained|serves as|served as|acts as|acted as"
    r"|works as|functions as|counts as|known as|described as|regarded as"
    r"|classified as|considered|called|constitutes|constituted|qualifies as|amounts to|belongs to|ranks as"
    r"|ranks among|seen as|treated as|used as|marketed as|sold as|understood as)"
)
_ADVERB = (
    r"(?: (?:now|also|still|often|usually|generally|mainly|in fact|first|essentially|both|thus|therefore"
    r"|today|already|widely|commonly|itself|sometimes|best|primarily|in effect)){0,2}"
)


@cache
def _after_pattern() -> re.Pattern[str]:
    """Between a name and what is said of it behind: "is a", ", an international", "as a"."""
    skip = r"(?: ?\([^()]{1,60}\))?"
    return re.compile(
        rf"{skip},?(?: (?:which|that|who))?{_ADVERB}(?: (?:has|have|had|can|may|will|would|must"
        rf"|should))?(?: been| be)? ?{_COPULA}{_ADVERB} (?:{_DET})?{_ADJ}$"
        rf"|{skip},(?: itself)?(?: as)? (?:{_DET})?{_ADJ}$"
        rf"|{skip} as (?:{_DET})?{_ADJ}$"
        rf"|{skip} [–—-]{{1,2}} (?:{_DET})?{_ADJ}$"
        r"| $"
    )


@cache
def _listed_pattern() -> re.Pattern[str]:
    """ "EnCase and other forensic suites"."""
    return re.compile(
        r"(?:,? [\w.’'&-]+){0,8}?,? (?:and|or) (?:other|similar|comparable|further)(?: such)? (?:[\w’'-]+ ){0,2}?$"
    )


@cache
def _before_pattern() -> re.Pattern[str]:
    """Between what is said and the name behind it: "such as", "called", ", the"."""
    return re.compile(
        r"(?: [\w’'-]+){0,3},? (?:such as|like|including|e\.g\.|called|named|known as|for example|for instance"
        r"|namely)(?: the| its)?(?:[ ,]+[\w.’'&-]+){0,10} ?$"
        r"|(?: (?:against|of|for|on) [\w’' -]{1,60})?,? (?:the |its )?$"
    )


def _ruled_out(parsed: ParsedText, index: WordIndex, named: Named, instrument: Instrument) -> Iterator[Credit]:
    if not instrument.is_not:
        return
    mention = named.mention
    sentence = mention.surroundings
    first, last = words_between(index, mention.start, mention.end)
    low, high = words_between(index, *sentence)
    present = {word.key for word in index.words[low : high + 1]} | {word.exact for word in index.words[low : high + 1]}
    for phrase, keys in _phrases(instrument):
        if any(not key.stem and key.key not in present for key in keys):
            continue
        for found in _find_within(index, keys, low, high):
            if found[0] <= last and found[1] >= first:
                continue
            start, end = index.folded.source_range(index.words[found[0]].start, index.words[found[1]].end)
            if found[0] > last:
                between = _line(parsed.prose, mention.end, start)
                said = _after_pattern().match(between) or _listed_pattern().match(between)
                if between == " " and instrument.kind in ("organisation", "programme"):
                    continue  # "Council of Europe treaties"
                if said is None and _is_verbal(keys[0].key):
                    said = re.match(
                        r"(?: ?\([^()]{1,40}\))?,?(?: (?:which|that|and|also|is|are|was|were|can|has|been|even"
                        r"|now)){0,3} $",
                        between,
                    )
                if said and not _compound(parsed.prose, end, sentence[1]):
                    yield Credit(phrase.rstrip("*"), mention.start, end)
            else:
                between = _line(parsed.prose, end, mention.start)
                before = _line(parsed.prose, sentence[0], start)
                said = _before_pattern().match(between)
                opening = re.match(r"(?:As|Being|Though|While)\b", before)
                if said is None and opening:
                    said = re.match(r"(?: [\w’'-]+){0,2}, (?:the |its )?$", between)
                if said and (
                    "," not in between
                    or re.search(r"\b(?:such as|like|including|called|named|e\.g\.)\b", between)
                    or opening
                ):
                    yield Credit(phrase.rstrip("*"), start, mention.end)


@cache
def _predicate_pattern() -> re.Pattern[str]:
    """What is said of a thing behind its name: "is a ...", ", an ...,", "recognises ...", "decided by ..."."""
    skip = r"(?: ?\([^()]{1,60}\))?"
    return re.compile(
        rf"{skip},?(?: (?:which|that|who))?{_ADVERB} {_COPULA}{_ADVERB} (?:{_DET})?(?P<is>[^.;:()]{{3,90}})"
        rf"|{skip}, (?:{_DET})(?P<apposed>[^,.;:()]{{3,90}})"
        rf"|{skip},? (?:decided|handed down|delivered) by (?:the )?(?P<court>[A-Z][^,.;:()]{{3,60}})"
        rf"|{skip},?(?: (?:which|that|also|even|now|can|could)){{0,3}} (?P<does>(?:uses?|relies on|applies"
        rf"|employs|works by|learns|trains|decides|proves|generates|classifies|detects?|finds?|recogni[sz]es?"
        rf"|identif(?:y|ies)|discovers?|spots?|flags?|scans?|catches|matches) [^.;:()]{{3,70}})"
    )


def _described(parsed: ParsedText, named: Named, instrument: Instrument) -> Iterator[Credit]:
    """The words of a phrase in another order, or by words that mean the same: "a tool for detecting ..."."""
    if not instrument.is_not:
        return
    mention = named.mention
    text = _line(parsed.prose, mention.end, min(mention.surroundings[1], mention.end + 220))
    match = _predicate_pattern().match(text)
    if match is None:
        return
    said = match["is"] or match["apposed"] or match["does"]
    if match["court"]:
        said = f"{match['court']} decision"
    if match["is"]:
        said = re.split(r", | (?:that|which|who|but|because|while|whereas|when|where|if) ", said)[0]
    generic = _GENERIC_NOUNS if match["is"] or match["does"] else frozenset()
    opening = said.casefold().split()[0]
    stems = {_stem(w) for w in re.findall(r"[\w’'-]+", said.casefold())} | {
        _stem(part) for w in re.findall(r"[\w’']+(?:-[\w’']+)+", said.casefold()) for part in w.split("-")
    }
    if re.search(r"\beuropean union\b", said, re.IGNORECASE):
        stems.add("eu")
    if re.search(r"\bunited nations\b", said, re.IGNORECASE):
        stems.add("un")
    for phrase in instrument.is_not:
        wanted = [_stem(w.rstrip("*")) for w in re.findall(r"[\w’'*]+", phrase.casefold()) if w not in _SMALL]
        if len(wanted) > 1 and all(any(_same_stem(w, s) for s in stems) or w in generic for w in wanted):
            rest = [w for w in wanted if w not in generic]
            if not rest or (len(rest) == 1 and not _same_stem(rest[0], _stem(opening))):
                continue
            yield Credit(phrase.rstrip("*"), mention.start, _advance(parsed.prose, mention.end, match[0]))


#: Nouns that a phrase may do without where a verb says the same ("identifies CSAM": a CSAM detection tool).
_GENERIC_NOUNS = frozenset({"tool", "system", "service", "programme"})
_SMALL = frozenset({"of", "by", "the", "a", "an", "for", "to", "in", "on", "against", "and"})
#: Words that say the same of a tool, a law or a body; the first stands for all.
_SYNONYMS = (
    ("detect", "find", "recognise", "recognize", "identify", "identifies", "discover", "spot", "flag", "catch"),
    ("material", "image", "imagery", "content", "file", "picture", "photo", "media", "video"),
    ("suite", "package", "toolkit"),
    ("tool", "software", "program", "product", "application", "solution"),
    ("new", "unknown", "unseen", "uncatalogued", "unfamiliar"),
    ("law", "statute", "act", "legislation"),
    ("decision", "ruling", "judgment", "judgement"),
    ("organisation", "organization", "organi"),
)


@cache
def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    for group in _SYNONYMS:
        if any(word == other or word.rstrip("s") == other or word.removesuffix("es") == other for other in group):
            return group[0]
    for ending in ("ing", "ion", "ed", "ies", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _same_stem(wanted: str, said: str) -> bool:
    return (
        wanted == said or (len(wanted) >= 6 and said.startswith(wanted)) or (len(said) >= 6 and wanted.startswith(said))
    )


@cache
def _phrases_of(is_not: tuple[str, ...]) -> tuple[tuple[str, tuple[object, ...]], ...]:
    return tuple((phrase, parse_phrase(phrase)) for phrase in is_not)


def _phrases(instrument: Instrument):  # type: ignore[no-untyped-def]
    return _phrases_of(instrument.is_not)


def _find_within(index: WordIndex, keys, low: int, high: int) -> Iterator[Found]:  # type: ignore[no-untyped-def]
    """Where a phrase stands among the words `low` to `high`; hyphens and "s" apart, word by word."""
    count = len(keys)
    words = index.words
    for number in range(low, high - count + 2):
        for offset, key in enumerate(keys):
            word = words[number + offset]
            if not (word.key.startswith(key.key) if key.stem else key.key in (word.key, word.exact)):
                break
        else:
            yield number, number + count - 1


def _is_verbal(key: str) -> bool:
    """Whether a phrase says what a thing does ("detects new material", "developed by Google")."""
    return key.endswith(("ed", "ted")) or key in _VERBS or key in ("in", "made", "purpose", "run", "built")


_VERBS = frozenset(
    {"detect", "find", "recognise", "identifie", "identify", "scan", "own", "bind", "run", "require", "criminalise"}
)


def _line(prose: str, start: int, end: int) -> str:
    """On one line, without emphasis; the spaces at its ends stay."""
    text = prose[start:end]
    flat = re.sub(r"[*_>]", "", text)
    squeezed = " ".join(flat.split())
    return (" " if flat[:1].isspace() else "") + squeezed + (" " if flat[-1:].isspace() and squeezed else "")


def _compound(prose: str, end: int, sentence_end: int) -> bool:
    """Whether the noun goes on into another ("treaty body", "law firm")."""
    return bool(
        re.match(
            r"[\s-](?:body|bodies|firm|firms|study|studies|report|officer|officers|reform|review|draft|office|text|texts|committee|system|making|maker|makers|negotiations?|duty|duties|obligations?|law|provisions?|enforcement|proposals?|parties|party)\b",
            prose[end : min(end + 16, sentence_end)],
        )
    )


def _is_denied(parsed: ParsedText, index: WordIndex, credit: Credit, named: Named) -> bool:
    first, last = words_between(index, credit.start, credit.end)
    between = parsed.prose[credit.start : credit.end]
    if re.search(
        r"\b(?:not|never(?! (?:before|seen|\w+ed\b))|no|neither|nor|rather than|instead of|unlike|hardly|cannot"
        r"|without|nothing)\b|n[’']t\b",
        between,
    ):
        return True
    start = named.mention.surroundings[0]
    before = parsed.prose[max(start, credit.start - 60) : credit.start].casefold()
    if re.search(
        r"\b(?:not|no|never|mistak\w+|wrong\w*|false\w*|err\w*|myth|misread\w*|confus\w*|draft|rather than"
        r"|instead of|unlike|nor|neither|whether|if|calls|called|claims?|claimed)\b",
        before,
    ):
        return True
    return is_denied(index, first, min(last, first + 1)) and is_denied(index, max(first, last - 1), last)


# --- another kind of thing -------------------------------------------------------------------------------------------

_NOUNS = {
    "treaty": "treaty",
    "convention": "treaty",
    "covenant": "treaty",
    "directive": "eu-act",
    "regulation": "eu-act",
    "statute": "statute",
    "act of parliament": "statute",
    "law": "law",
    "judgment": "case",
    "ruling": "case",
    "court case": "case",
    "court decision": "case",
    "software": "software",
    "tool": "software",
    "product": "software",
    "app": "software",
    "classifier": "software",
    "crawler": "software",
    "algorithm": "software",
    "agency": "body",
    "organisation": "body",
    "organization": "body",
    "authority": "body",
    "police force": "body",
    "company": "body",
    "charity": "body",
    "ngo": "body",
    "court": "body",
    "database": "database",
    "technical standard": "standard",
    "hotline": "body",
}
#: What a thing of each kind can surely not be.
_CLASHES = {
    "treaty": {"eu-act", "statute", "case", "software", "body", "database", "standard"},
    "eu-act": {"treaty", "case", "software", "body", "database", "standard"},
    "statute": {"treaty", "eu-act", "case", "software", "body", "database", "standard"},
    "soft-law": {"treaty", "statute", "eu-act", "case", "software", "body", "database", "law"},
    "case": {"treaty", "statute", "eu-act", "software", "body", "database", "standard", "law"},
    "standard": {"treaty", "statute", "eu-act", "case", "software", "body", "database", "law"},
    "organisation": {"treaty", "statute", "eu-act", "case", "standard", "law", "software"},
    "programme": {"treaty", "statute", "eu-act", "case", "law"},
    "tool": {"treaty", "statute", "eu-act", "case", "body", "law"},
}


@cache
def _kind_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    nouns = "|".join(sorted(_NOUNS, key=len, reverse=True))
    behind = (
        rf"(?: ?\([^()]{{1,60}}\))?(?:,| –| —|,? (?:which|that)?{_ADVERB} ?(?:is|was|are|were|remains|became"
        rf"|serves as|acts as){_ADVERB})"
        rf" (?:an?|the|one of the)(?: (?!and\b|of\b|for\b|on\b|in\b"
        rf"|to\b)[\w’'-]+,?){{0,3}}? (?P<noun>{nouns})s?\b(?P<rest>[^.;]{{0,60}})"
    )
    before = (
        rf"\b(?:[Aa]s an?|[Uu]nder the|[Tt]he|[Ll]ike the"
        rf"|an?)(?: [\w’'-]+){{0,3}}? (?P<noun>{nouns})s?(?P<rest>(?: (?:of|against|on"
        rf"|for) [\w’' -]{{1,50}})?)(?:,| called| named)? (?:the )?$"
    )
    return re.compile(behind), re.compile(before)


def _of_another_kind(
    parsed: ParsedText, named: Named, instrument: Instrument, register: NameRegister
) -> Iterator[Credit]:
    if named.weak or named.mention.kind == "identifier":
        return
    mention = named.mention
    behind, before = _kind_patterns()
    text = _line(parsed.prose, mention.end, min(mention.surroundings[1], mention.end + 220))
    match = behind.match(text)
    if match:
        if _clashes(match, instrument, register, mention.words):
            yield Credit(match["noun"], mention.start, _advance(parsed.prose, mention.end, text[: match.end("noun")]))
        return
    text = _line(parsed.prose, max(mention.surroundings[0], mention.start - 120), mention.start)
    match = before.search(text)
    if match and re.match(r"\b[Aa]s an?", match[0]) and _clashes(match, instrument, register, mention.words):
        yield Credit(match["noun"], max(mention.surroundings[0], mention.start - len(match[0])), mention.end)


def _clashes(match: re.Match[str], instrument: Instrument, register: NameRegister, words: str) -> bool:
    kind = _NOUNS[match["noun"]]
    rest = match["rest"]
    if (
        re.match(r"[- ](?:for|that|which|used|against|to)\b", rest)
        and kind == "software"
        and instrument.kind not in ("organisation", "case")
    ):
        return False  # "a tool for prosecutors" is a manner of speaking
    following = re.match(r"[ -]([a-z]+)", rest)
    if following and following[1] not in _GOES_ON:
        return False  # "treaty body"
    if match["noun"] in words.casefold():
        return False
    if kind in _CLASHES.get(instrument.kind, ()):
        return True
    owner = re.match(r" (?:of|by|from) (?:the )?((?:[A-Z][\w.]+|of|and)(?: (?:[A-Z][\w.]+|of|and)){0,4})", rest)
    if owner and kind in ("treaty", "statute", "law", "eu-act"):
        codes = read_jurisdictions([w.casefold() for w in owner[1].split() if w != "the"])[0]
        return bool(codes) and not register.fits_jurisdiction(instrument, codes)
    return False


_GOES_ON = frozenset(
    [
        "of",
        "that",
        "which",
        "who",
        "on",
        "in",
        "by",
        "to",
        "for",
        "with",
        "against",
        "and",
        "or",
        "from",
        "under",
        "at",
        "is",
        "was",
        "as",
        "between",
        "but",
        "adopted",
        "signed",
        "passed",
        "run",
        "made",
        "since",
        "has",
        "have",
        "had",
        "it",
        "its",
        "among",
    ]
)


def _advance(prose: str, start: int, flat: str) -> int:
    """Where a stretch of flattened text ends in the prose."""
    wanted = sum(not c.isspace() for c in flat)
    at = start
    while wanted and at < len(prose):
        if not prose[at].isspace() and prose[at] not in "*_>":
            wanted -= 1
        at += 1
    return at


# --- deeds that only another kind of thing does ----------------------------------------------------------------------

_CRIMINAL = frozenset({"criminal law", "criminal statute*", "anti-CSAM law", "law against CSAM", "criminal act"})


@cache
def _deed_patterns() -> tuple[tuple[frozenset[str], re.Pattern[str]], ...]:
    offence = r"(?:offen[cs]es?|crimes?)"
    return (
        (
            _CRIMINAL,
            re.compile(
                rf"(?: ?\([^()]{{1,40}}\))?,?(?: (?:which|that|also|is the \w+ that|was the \w+ that|now"
                rf"|first)){{0,2}} (?:creates?|created|establish(?:es|ed)|introduce[sd]?|defines?"
                rf"|defined) (?:the |an? |new |several )?(?:\w+ )?{offence}\b"
                rf"|(?: ?\([^()]{{1,40}}\))?,?(?: (?:which|that|also|is the \w+ that|was the \w+ that|now"
                rf"|first)){{0,2}} (?:makes?|made) [^.;]{{1,60}}? (?:an? (?:\w+ )?{offence}|illegal|punishable)\b"
                r"|(?: ?\([^()]{1,40}\))?,?(?: (?:which|that|also|is the \w+ that|was the \w+ that|now"
                r"|first)){0,2} (?:criminali[sz]e[sd]?|outlaw(?:s|ed)|punish(?:es|ed)) "
            ),
        ),
        (
            frozenset({"police force*", "police agenc*", "law enforcement agenc*", "law-enforcement agenc*"}),
            re.compile(
                r",?(?: (?:which|that|also|can|may)){0,2} (?:issues? (?:\w+ )?arrest warrants?|arrest(?:s"
                r"|ed) (?:\w+ )?(?:suspects?|offenders?|people)|prosecute[sd]? )"
            ),
        ),
    )


@cache
def _deeds_by_kind() -> tuple[tuple[frozenset[str], str, re.Pattern[str]], ...]:
    """Deeds of laws that no tool or body does, deeds of police and programs that no law does."""
    lead = r"(?: ?\([^()]{1,40}\))?,?(?: (?:which|that|also|now|then|legally|already|further)){0,3} "
    return (
        (
            frozenset({"tool", "programme", "organisation", "soft-law", "standard"}),
            "law",
            re.compile(
                lead + r"(?:criminali[sz]e[sd]?|outlaw(?:s|ed)?|oblig(?:e|es|ed) (?:all|every|each|states?|member"
                r"|parties|providers|countries|platforms)"
                r"|(?:is|are|was) (?:legally )?binding (?:on|for|up)|(?:makes?"
                r"|made) [^.;]{1,60}? (?:an? (?:\w+ )?(?:offen[cs]e|crime)|illegal|punishable)"
                r"|(?:fixes|fixed|sets|lays down) (?:the )?(?:penalt(?:y|ies)|prison terms?|sentences)"
                r"|punish(?:es|ed) )"
            ),
        ),
        (
            frozenset({"treaty", "statute", "eu-act", "case", "standard", "soft-law"}),
            "body or tool",
            re.compile(
                lead + r"(?:scans?|scanned|crawls?|crawled|hashes|arrest(?:s|ed)|employs?|employed|raid(?:s|ed)"
                r"|encrypts?|recovers? (?:deleted|files)"
                r"|images? (?:disks?|drives?)|runs? (?:a|the|its) (?:hotline|database|server)|stores? (?:images"
                r"|hashes|files|copies)|investigate[sd]?) "
            ),
        ),
        (
            frozenset({"tool", "statute", "treaty", "eu-act", "soft-law", "standard", "case"}),
            "police force",
            re.compile(
                lead + r"(?:issues? (?:\w+ )?arrest warrants?|arrest(?:s|ed) |prosecute[sd]? (?:suspects?|offenders?"
                r"|people))"
            ),
        ),
    )


def _deeds(parsed: ParsedText, named: Named, instrument: Instrument) -> Iterator[Credit]:
    mention = named.mention
    if mention.kind == "identifier":
        return
    text = _line(parsed.prose, mention.end, min(mention.surroundings[1], mention.end + 220))
    for phrases, pattern in _deed_patterns():
        if phrases & set(instrument.is_not) and (match := pattern.match(text)):
            what = min(phrases & set(instrument.is_not)).rstrip("*")
            yield Credit(what, mention.start, _advance(parsed.prose, mention.end, match[0]))
    for kinds, what, pattern in _deeds_by_kind():
        if instrument.kind in kinds and (match := pattern.match(text)):
            yield Credit(what, mention.start, _advance(parsed.prose, mention.end, match[0]))
    match = _NOUN_PHRASE.match(text)
    if match and not named.weak:
        words = match["np"].split()
        for number, word in enumerate(words[:4]):
            if not word[0].isupper():
                continue
            pair = [w.casefold() for w in words[number : number + 2]]
            codes, rest = read_jurisdictions(pair)
            if rest:
                codes, rest = read_jurisdictions(pair[:1])
                if pair[0] in _VAGUE_ADJECTIVES:
                    continue
            if codes and not rest and _clashes_with(instrument, codes):
                yield Credit(f"{word} one", mention.start, _advance(parsed.prose, mention.end, match[0]))
                return


_VAGUE_ADJECTIVES = frozenset({"european", "international", "federal", "commonwealth", "union", "american", "general"})
_NOUN_PHRASE = re.compile(
    r"(?: ?\([^()]{1,60}\))?(?:,| is| was| are|, which is|, which was) (?:an?|the"
    r"|one of the) (?P<np>(?:[\w’'-]+ ){0,4}[\w’'-]+)"
)


def _clashes_with(instrument: Instrument, codes: frozenset[str]) -> bool:
    """Whether the register gives another jurisdiction, and only that."""
    own_words = re.findall(r"[a-z]+", (instrument.jurisdiction or "").casefold())
    own, _ = read_jurisdictions(own_words)
    if (
        not own
        or "international" in own_words
        or "global" in own_words
        or "partners" in own_words
        or len(own - {"eu", "coe"}) > 1
    ):
        return False
    return not own & codes
