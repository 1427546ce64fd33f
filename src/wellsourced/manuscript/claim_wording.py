"""The wording by which a sentence claims something, and the wording by which it claims nothing. English.

Every pattern is bounded and runs only where one of its words stands in the sentence, so a text is judged in linear
time. Texts are given in small letters, on one line.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[,;:.()]")

_CAUSAL = re.compile(
    r"\b(?:lead(?:s|ing)? to\b|led to\b|because of\b|due to\b|as a result\b|result(?:s|ed)? in\b"
    r"|contribut(?:es|ed) to\b"
    r"|(?:is|are|was|were|been) (?:\w+ )?(?:associated|correlated) with\b|correlates? with\b"
    r"|(?:is|are|was|were|been) (?:\w+ )?linked to\b"
    r"|caused (?!by\b)\w|causes (?!of\b|and\b|for\b|are\b|were\b|is\b)\w"
    r"|(?:reduces|reduced|increases|decreases|decreased|improves|lowers|raises|worsens|deters|deterred|prevents"
    r"|prevented|drives)(?= (?:the|a|an|its|their|this|that|these|both|all|many|more|most|some|or|and|[a-z]{5,})\b)"
    r"|increased the )"
)

_NO_SUPERLATIVE = (
    r"arrest|best-known|breast|chest|contest|digest|earnest|forest|guest|harvest|honest|interest|invest"
    r"|manifest|modest|nearest|nest|newest|latest|next|pest|protest|quest|request|rest|test|tempest|vest|west"
)
#: "The first half", "the first is tracing": an ordinal, and no superlative.
_ORDINAL = (
    r"and|are|article|chapter|column|concerns|covers|day|days|draft|edition|few|figure|five|four|had|half|has"
    r"|is|limb|line|message|month|months|of|paragraph|part|phase|place|point|quarter|question|regulation|row"
    r"|section|set|sets|six|stage|step|table|takes|tenth|third|three|two|version|was|way|week|weeks|were|will"
    r"|year|years"
)
_SUPERLATIVE = re.compile(
    rf"\bthe (?:(?:world[’']s |country[’']s )?first (?!(?:{_ORDINAL})\b)[a-z]|only [a-z]|sole [a-z]"
    rf"|most [a-z]|vast majority\b|(?!(?:{_NO_SUPERLATIVE})\b)[a-z]{{2,12}}est\b)"
    r"|(?<!at )(?<!the )\bmost (?:of (?:the|these|those|all)|[a-z]+s|[a-z]+ [a-z]+s)\b"
    r"|\b(?:never|always|unprecedented)\b|\bmajority of\b|\bnone of the\b"
    r"|\b(?:all|every) (?:[a-z]+ )?(?:states?|countr(?:y|ies)|nations?|governments?|providers?|platforms?"
    r"|companies|users?|members?|parties|police|children|child|courts?|people|year|day|minute|second)\b"
)

_RESEARCH = re.compile(
    r"\b(?:stud(?:y|ies)|research|evidence|experts|scholars|surveys?|data|statistics|researchers|scientists|analysts"
    r"|observers|literature) (?:(?!(?:should|must|may|can|could|would|to|not) )[a-z]+ ){0,2}"
    r"(?:shows?|suggests?|finds?|found|indicates?|agrees?|demonstrates?|reveals?"
    r"|confirms?|proves?|says?|believes?|argues?|warns?|estimates?|concludes?|showed|suggested|indicated|revealed"
    r"|confirmed|proved|agreed|concluded|points? to)\b"
    r"|\bit is (?:[a-z]+ )?(?:known|accepted|agreed|believed|recogni[sz]ed|documented|established|estimated)\b"
    r"|\b(?:has|have) been (?:[a-z]+ )?(?:shown|proven|proved|estimated|documented)\b"
    r"|\b(?:is|are) (?:[a-z]+ )?(?:known|estimated|believed) to\b|\baccording to\b"
)

_PLAIN = re.compile(r"[a-z-]+|[;:]")
#: So many words further on the verb may stand.
_REPORTING_REACH = 12
#: Behind these the verb reports nothing: "should say", "do not say", "reports and claims".
_NO_REPORT = frozenset(
    {"not", "and", "or", "to", "should", "must", "may", "might", "can", "could", "will", "would", "the"}
)
_FINDS_THAT = re.compile(
    r"\b(?<!it )(?<!this )(?<!that )(?:finds|found|concluded|concludes|argues|argued|suggests|suggested|shows|showed"
    r"|reported|says|said|warned|warns|held|holds|stated|states) that\b"
)

_SELF = re.compile(
    r"\b(?:this|the present|present) (?:article|paper|survey|review|section|chapter|report|appendix|table|figure)\b"
    r"|\bthe (?:next|previous|following|last|first|second|third|fourth|fifth|sixth) (?:section|chapter|table|figure)\b"
    r"|\bthe sections? (?:on|about|above|below)\b|\b(?:section|chapter|table|figure|appendix) \d"
    r"|\bthe (?:table|figure|list|chapters?|sections?|conclusion|introduction|appendix|appendices) "
    r"(?:above|below|shows|names|lists|compares|describes|answers|takes|covers|follows)"
    r"|\b(?:used|cited|quoted|given|treated|reported|described|followed|discussed|seen|left out|meant|considered)"
    r" (?:only )?here\b|\bhere (?:only|it|as|we)\b"
    r"|\b(?:sources?|pages?|studies|study|texts?|records?) (?:seen|read|verified|cited|quoted)\b"
    r"|\bas (?:far as )?read\b"
)
_SELF_SUBJECT = re.compile(
    r"(?:[a-z]+ ){0,4}(?:this|the present) (?:article|paper|survey|review|section|chapter|appendix|table|figure)\b"
    r"|(?:the )?(?:table|figure|section|chapter|appendix|sections|chapters)\b"
    r"|(?:[a-z]+,? ){0,3}we (?!(?:now )?(?:know|live|see)\b)[a-z]+\b"
)
_LACK = re.compile(
    r"\b(?:not|no|nor|neither|none|nothing|little|few)(?: [\w'’,-]+){0,9}? (?:was|were|is|are|been|be)"
    r" (?:\w+ )?(?:seen|found|known|verified|confirmed|read|available|clear|understood|completed|traced|published)\b"
    r"|\b(?:was|were|is|are|been|be|could|can)(?:n[’']t| not|not) (?:yet |be |been |always |reliably ){0,2}"
    r"(?:seen|found|known|verified|confirmed|read|clear|understood|completed|traced|measured|settled|established|shown)\b"
    r"|\b(?:is|are|remains?|was) (?:still |largely |an? )?(?:the )?(?:unknown|unclear|unsettled|open|untested)\b"
    r"|\bno (?:study|studies|source|sources|evaluation|evidence|trial|trials) "
    r"|\bstandard of verification\b"
)
_SECOND_PART = re.compile(r"[;:]|, (?:but|and|yet|whereas|while)\b")
_SUPPOSING = frozenset({"may", "might", "could", "would", "can", "cannot"})
_CONDITION = re.compile(r"(?:if|suppose|imagine|whether|until|where|unless|once)\b")
_DEFINING = re.compile(
    r"\b(?:means|denotes|is called|are called|is defined as|are defined as|refers to|stands for|is short for)\b"
)
_AS_OF = re.compile(r"\b(?:seen|read|checked|accessed)\b.{0,40}\b(?:19|20)\d\d\b|\bcut-off\b")
_CONTINUES = re.compile(
    r"(?:it|its|they|their|this|that|these|those|both|such|he|she|his|her|neither|each"
    r"|the (?:same|former|latter|other))\b"
)
_CONCLUDES = re.compile(r"(?:so|thus|hence|therefore|in short|in sum|taken together|all in all|and yet|but|yet)\b")


def has_acting(words: set[str]) -> bool:
    """Whether a verb of acting stands among the words."""
    return not words.isdisjoint(_words()["acting"])


def name_acts(text: str) -> bool:
    """Whether a capitalised name stands before a verb of acting ("Europol announced"). `text` in its own letters."""
    lists = _words()
    name = ""
    for number, token in enumerate(_TOKEN.findall(text)):
        if token[0].isupper():
            name = "" if number == 0 and token.casefold() in lists["no_names"] else token
        elif token in lists["acting"]:
            if name:
                return True
            name = ""
        elif token not in lists["between"] and not (token.endswith("ly") and name):
            name = ""
    return False


def acts_next(text: str) -> bool:
    """Whether `text`, which follows a name, goes on with a verb of acting."""
    lists = _words()
    brackets = 0
    for token in _TOKEN.findall(text):
        if token in "()":
            brackets += 1 if token == "(" else -1
        elif token in lists["acting"]:
            return True
        elif not (
            brackets or token in lists["between"] or token.endswith("ly") or token == "of" or token[:4].isdigit()
        ):
            return False
    return False


def is_causal(text: str, words: set[str]) -> bool:
    """Whether one thing is said to cause another, or to go with it."""
    return not words.isdisjoint(_words()["causal"]) and _CAUSAL.search(text) is not None


def is_superlative(text: str, words: set[str]) -> bool:
    """Whether something is said to be the first, the greatest, the only one, or true without exception."""
    marked = not words.isdisjoint(_words()["superlative"]) or "est " in text or "est," in text
    return marked and _SUPERLATIVE.search(text) is not None


def names_research(text: str, words: set[str]) -> bool:
    """Whether somebody's finding or common knowledge is called upon."""
    lists = _words()
    if not words.isdisjoint(lists["research"]) and _RESEARCH.search(text):
        return True
    if words.isdisjoint(lists["reporting"]):
        return False
    return _reports(text) or _FINDS_THAT.search(text) is not None


def _reports(text: str) -> bool:
    """Whether a verb of reporting stands behind one who reports, in the same part of the sentence."""
    lists = _words()
    left, before = 0, ""
    for word in _PLAIN.findall(text):
        if word in ";:":
            left = 0
        elif left and word in lists["reporting"] and before not in _NO_REPORT:
            return True
        left = _REPORTING_REACH if word in lists["reporters"] else left - 1 if left else 0
        before = word
    return False


def is_trend(words: set[str]) -> bool:
    """Whether a figure is said to have moved."""
    return not words.isdisjoint(_words()["trends"])


def counts_own_points(number: str, following: str) -> bool:
    """Whether a small number counts what the author is about to say: "three reasons", "two new kinds"."""
    lists = _words()
    small = number.casefold() in lists["small"] or (number.isdigit() and int(number) <= len(lists["small"]))
    return small and any(word in lists["points"] for word in following.casefold().split()[:3])


def announces(text: str) -> bool:
    """Whether the author announces so many points: "Four messages run through this section"."""
    first, _, rest = text.partition(" ")
    return counts_own_points(first, rest)


def speaks_of_itself(text: str) -> bool:
    """Whether the article speaks of itself: "this section", "the sources seen", "not used here"."""
    return _SELF.search(text) is not None


def is_about_itself(text: str) -> bool:
    """Whether the article, or who writes it, is the subject."""
    return _SELF_SUBJECT.match(text) is not None


def states_lack(text: str) -> bool:
    """Whether the sentence says what was not found or is not known."""
    return _LACK.search(text) is not None


def says_more(text: str) -> bool:
    """Whether the sentence has a second part, set off from the first."""
    return _SECOND_PART.search(text) is not None


def recommends(words: set[str]) -> bool:
    """Whether it says what ought to be."""
    return "should" in words or "ought" in words


def supposes(text: str, words: set[str]) -> bool:
    """Whether it says what may be, or would be if something were."""
    return not words.isdisjoint(_SUPPOSING) or _CONDITION.match(text) is not None


def defines(text: str) -> bool:
    """Whether it says what a word means."""
    return _DEFINING.search(text) is not None


def dates_the_reading(text: str) -> bool:
    """Whether its date is that of the reading: "as of", "seen in"."""
    return _AS_OF.search(text) is not None


def continues(text: str) -> bool:
    """Whether it goes on about what the sentence before spoke of."""
    return _CONTINUES.match(text) is not None


def concludes(text: str) -> bool:
    """Whether it draws the sum of the sentences before."""
    return _CONCLUDES.match(text) is not None


@cache
def _words() -> dict[str, frozenset[str]]:
    """The lists of claim_words.toml by name."""
    text = Path(__file__).with_name("claim_words.toml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}
