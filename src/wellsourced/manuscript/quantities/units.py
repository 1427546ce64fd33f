"""The words around a figure: what it counts, in which unit, and how exactly it is meant."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple


class Vocabulary(NamedTuple):
    """The lists of words.toml."""

    stop: frozenset[str]
    compared: frozenset[str]
    not_plural: frozenset[str]
    plurals: frozenset[str]
    measured: frozenset[str]
    own: frozenset[str]
    named: frozenset[str]
    numbered: frozenset[str]
    opens: frozenset[str]
    dull: frozenset[str]
    saying: frozenset[str]
    qualifiers: Mapping[str, list[str]]
    currencies: Mapping[str, str]


@cache
def words_to_read() -> Vocabulary:
    """The vocabulary, read once."""
    data = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    lists = {key: frozenset(value.split()) for key, value in data.items() if isinstance(value, str)}
    return Vocabulary(**lists, qualifiers=data["qualifiers"], currencies=data["currencies"])


_DURATION = r"(?:second|minute|hour|day|week|month|year|decade)"
_PERCENT = re.compile(r"\s{0,4}%|(?:\s{1,4}|-)?(?:per(?:\s{1,4}|-)?cent|percent|pct|pc|p\.c\.)(?!\w)")
_POINTS = re.compile(r"(?:\s{0,4}%|(?:\s{1,4}|-)per(?:\s{1,4}|-)?cent(?:age)?)(?:\s{1,4}|-)?points?\b|\s{0,4}pp\b")
_TIMES = re.compile(
    r"\s{0,4}[x×]\b(?!\s?\d)|-?\s{0,4}fold\b|\s{1,4}times(?=\s{1,4}(?:as|more|the|higher|larger|greater|bigger|less|lower|fewer|that"
    r"|what|likelier|longer|faster|their|its)\b|[,.;)]|$)"
)
_MONEY = re.compile(
    r"(?:(?:\s{1,4}|-)(?P<country>US|U\.S\.|American|Australian|Canadian|New Zealand|Singapore|Hong Kong|Swiss))?"
    r"(?:\s{1,4}|-)(?P<name>(?:dollar|euro|pound|yen|rupee|franc|yuan|peso|krona)s?(?:\ssterling)?|won(?=\s(?:a"
    r"|per|in)\b)|[A-Z]{3}\b)"
)
_COUNTRIES = {"Australian": "AUD", "Canadian": "CAD", "New Zealand": "NZD", "Singapore": "SGD", "Hong Kong": "HKD"}
_CODES = frozenset(
    ("USD", "EUR", "GBP", "JPY", "CHF", "AUD", "CAD", "INR", "PHP", "SEK", "NOK", "DKK", "CNY", "KRW", "NZD")
)
_STATISTIC = re.compile(
    r"(?:\b(?P<name>d|g|r|R2|b|OR|RR|HR|IRR|SMD|AUC|AUROC|F1|n|N|beta|kappa|alpha|eta2|odds ratio|risk ratio|"
    r"rate ratio|hazard ratio|effect size|standardi[sz]ed mean difference|mean difference|correlation)"
    r"|(?P<greek>[βκαη]|R²|η²|I²|χ²))"
    r"\s?(?:(?:=|≈|:)|\b(?:of|was|is|were|at)\b)\s?(?:about\s|only\s)?[-−]?$"
    r"|\b(?P<short>OR|RR|HR|IRR|SMD|AUC|AUROC|F1|MD)\s[-−]?$"
)
_EFFECTS = {
    "d": "cohen's d",
    "g": "hedges' g",
    "r": "correlation",
    "or": "odds ratio",
    "rr": "risk ratio",
    "hr": "hazard ratio",
    "irr": "incidence rate ratio",
    "smd": "standardised mean difference",
    "standardized mean difference": "standardised mean difference",
    "b": "beta",
    "β": "beta",
    "rate ratio": "incidence rate ratio",
}
_WORD = re.compile(r"(?:\s{1,4}|-)([^\W\d_][\w'’/-]*)")


#: Amounts of data; bytes alone are the length of something.
_SIZE = re.compile(r"[\s-]{0,2}(?:(?P<short>[kKMGTPE])i?B|(?P<long>(?i:kilo|mega|giga|tera|peta|exa))(?i:bytes?))\b")
_SIZES = {"k": "kilo", "m": "mega", "g": "giga", "t": "tera", "p": "peta", "e": "exa"}
#: "Twenty-odd forces".
_STRONG = re.compile(r"-strong\b")
_ODD = re.compile(r"[-\u2011\s]odd(?=\s)")


def read_unit(left: str, right: str, *, currency: str) -> tuple[str, str, int]:
    """Unit, noun and how many characters of `right` belong to the figure itself (percent sign, currency)."""
    if odd := _ODD.match(right):
        unit, noun, length = read_unit(left, right[odd.end() :], currency=currency)
        return unit, noun, length + odd.end() if length else 0
    if _STRONG.match(right):
        return "person", "people", 0
    if points := _POINTS.match(right):
        return "percentage point", "", points.end()
    if percent := _PERCENT.match(right):
        return "percent", read_noun(_behind_of(right[percent.end() :]))[0], percent.end()
    if currency:
        return f"money:{currency}", read_noun(right)[0], 0
    if money := _MONEY.match(right):
        code = _currency(money["country"] or "", money["name"])
        if code:
            return f"money:{code}", "", money.end()
    if times := _TIMES.match(right):
        return "times", "", times.end()
    if size := _SIZE.match(right):
        unit = _SIZES[(size["short"] or size["long"])[0].lower()] + "byte"
        return unit, unit + "s", size.end()
    statistic = _STATISTIC.search(left[-28:])
    if statistic:
        name = (statistic["name"] or statistic["greek"] or statistic["short"]).lower()
        if name != "n":
            return _EFFECTS.get(name, name), "", 0
        return "participant", "participants", 0
    if deviations := re.match(r"\s(?:standard deviations?|SDs?)\b", right):
        return "effect size", "", deviations.end()
    duration = re.match(rf"(?:\s{{1,4}}|-){_DURATION}s?\b['’]?", right)
    if duration:
        word = duration[0].strip().strip("-'’").rstrip("s")
        return word, word + "s", 0
    noun, head = read_noun(right)
    return singular(head), noun, 0


def read_noun(right: str) -> tuple[str, str]:
    """What a figure counts, read from the words behind it: the phrase and its head; empty if there is none."""
    words = words_to_read()
    right = re.sub(r"^\s(?:of\s(?:its|the|their|these|those|all|our)|different|or\smore)\b", "", right)
    phrase: list[str] = []
    position = 0
    while len(phrase) < 5 and (match := _WORD.match(right, position)):
        word = match[1]
        low = word.lower().removesuffix("'s").removesuffix("’s")
        if low in words.stop:
            # "13 members of the network": the head stands before; "40 of 50": nothing does.
            break
        position = match.end()
        if low in words.compared and not phrase:
            continue
        phrase.append(word)
        if is_plural(word):
            following = _WORD.match(right, position)
            # "reports files": take the last plural of a compound ("sales figures") only when nothing else can follow.
            if (
                following
                and following[1][0].islower()
                and is_plural(following[1])
                and following[1].lower() not in words.stop
                and low in words.measured
            ):
                pass
            return " ".join(phrase), word
    hyphenated = re.match(r"-([a-z]+)\b", right)
    if hyphenated and singular(hyphenated[1]) in words.measured:
        return hyphenated[1], hyphenated[1]
    return "", ""


def is_plural(word: str) -> bool:
    """Whether a word reads as a plural noun."""
    plain = word.lower()
    words = words_to_read()
    if plain in words.plurals:
        return True
    return (
        len(plain) > 3
        and plain.endswith(("s", "s'", "s’"))
        and not plain.endswith(("ss", "ous", "'s", "’s"))
        and plain not in words.not_plural
    )


_IRREGULAR = {
    "people": "person",
    "children": "child",
    "men": "man",
    "women": "woman",
    "parties": "party",
    "media": "medium",
}


def singular(word: str) -> str:
    """The singular of a plural noun, in small letters."""
    plain = word.lower().rstrip("'’")
    if plain in _IRREGULAR:
        return _IRREGULAR[plain]
    if plain.endswith("ies") and len(plain) > 4:
        return plain[:-3] + "y"
    if plain.endswith(("sses", "xes", "ches", "shes")):
        return plain[:-2]
    if plain.endswith("s") and not plain.endswith(("ss", "us", "is")) and len(plain) > 3:
        return plain[:-1]
    return plain


def read_qualifier(left: str, right: str) -> str | None:
    """The word that says how exactly the figure is meant, as one of the names in words.toml."""
    if right.startswith("+"):
        return "more than"
    if left.endswith(("~", "≈")):
        return "about"
    words = left[-48:].lower().replace("\u2063", " ").split()
    if words and words[-1] in ("a", "an", "the") and left[-1:].isspace():
        words.pop()
    phrases = _qualifying_phrases()
    for length in (4, 3, 2, 1):
        if found := phrases.get(" ".join(words[-length:]).strip("(\"“‘'")):
            return _DENIED.get(found, found) if _NEGATION.search(left) else found
    if more := _OR_MORE.match(right):
        return {"more": "at least", "less": "up to"}.get(more.lastgroup or "", "about")
    return None


#: "Nobody works more than five hours": at most five.
_NEGATION = re.compile(
    r"\b(?:nobody|no\sone|never|cannot|not(?!\s(?:only|just|merely|quite|more|less|fewer))|none|no\s[a-z]{3,16}\s[a-z]{3,16})\b"
    r"[^.,;:|]{0,48}$",
    re.IGNORECASE,
)
_DENIED = {"more than": "up to", "fewer than": "at least"}
#: "50 or more", "400-odd", "a dozen states or so".
_OR_MORE = re.compile(
    r"[-\u2011](?P<odd>odd)\b|(?:\s[a-z]+){0,2}?\s(?:(?:or|and)\s(?P<more>more|over|above)\b"
    r"|or\s(?:(?P<less>fewer|less|under|below)|(?P<so>so|thereabouts))\b)"
)


@cache
def _qualifying_phrases() -> dict[str, str]:
    return {phrase: name for name, phrases in words_to_read().qualifiers.items() for phrase in phrases}


def _behind_of(right: str) -> str:
    match = re.match(r"\sof\s(?:the\s|all\s|its\s|their\s|these\s|those\s)?(?:\d[\d,]*\s)?", right)
    return " " + right[match.end() :] if match else right


def _currency(country: str, name: str) -> str:
    if name in _CODES:
        return name
    base = name.lower().removesuffix(" sterling").rstrip("s")
    if base == "dollar" and country in _COUNTRIES:
        return _COUNTRIES[country]
    return words_to_read().currencies.get(base, "")
