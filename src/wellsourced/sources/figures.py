"""Figures in a sentence, found by grammar: what counts or measures something, with its unit, qualifier and date.

Not figures: years, dates, ages, clock times, ordinals, p-values, and the numbers that name things (article 34,
section 2258A, No. 182, ISO/IEC 27037, 2011/93/EU, phase 2). Number words count from two upwards, and only before a
plural noun ("nine arrests").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

import msgspec

from wellsourced.project.dates import MONTHS

Qualifier = Literal["about", "almost", "more than", "at least", "up to", "fewer than"]


class Figure(msgspec.Struct, frozen=True):
    """A figure at `start:end` of the sentence.

    `noun`: the words that say what is counted ("seized files"), empty where the sentence leaves them out. `unit`: the
    noun, "percent", "percent of drivers", "USD" or a statistic's name. `date`: YYYY, YYYY-MM or YYYY-MM-DD where the
    sentence dates this figure. `half`: "h1" or "h2" of that year. `years_back`: 1 for "a year before".
    `behind` and `before`: telling words of the clause on either side, in reading order.
    `role`: "low" or "high" end of a range, "ci-low" or "ci-high" of a confidence interval. `joined`: linked to the next
    figure by no more than a conjunction. `is_share`: "12" of "12 of 19"; `is_whole`: the "19".
    """

    start: int
    end: int
    value: int | float
    unit: str = ""
    noun: str = ""
    qualifier: Qualifier | None = None
    date: str | None = None
    half: str | None = None
    years_back: int = 0
    behind: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    role: str | None = None
    joined: bool = False
    is_share: bool = False
    is_whole: bool = False

    @property
    def role_is_interval(self) -> bool:
        """Whether it bounds a confidence interval."""
        return (self.role or "").startswith("ci-")


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of `text` in reading order."""
    intervals = tuple(_confidence_intervals(text))
    covered = [(figure.start, figure.end) for figure in intervals]
    found = [*intervals]
    for match in _CANDIDATE.finditer(text):
        if any(start <= match.start() < end for start, end in covered):
            continue
        figure = _read(text, match)
        if figure:
            found.append(figure)
            covered.append((figure.start, figure.end))
    return _lend_units(text, sorted(found, key=lambda figure: figure.start))


# --- vocabulary ------------------------------------------------------------------------------------------------------

_SMALL = (
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS: dict[str, int] = {word: number for number, word in enumerate(_SMALL, start=2)}
_WORDS |= {word: 10 * number for number, word in enumerate(_TENS, start=2)}
_WORDS |= {
    f"{ten}-{unit}": 10 * tens + units
    for tens, ten in enumerate(_TENS, start=2)
    for units, unit in enumerate(("one", *_SMALL[:8]), start=1)
}
_MAGNITUDES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_MONEY = {"dollar": "USD", "pound": "GBP", "euro": "EUR", "$": "USD", "£": "GBP", "€": "EUR"}
_DURATIONS = r"(?:second|minute|hour|day|week|month|year)s?"


class _Vocabulary(NamedTuple):
    stop: frozenset[str]
    compared: frozenset[str]
    not_plural: frozenset[str]
    plurals: frozenset[str]
    verbs: frozenset[str]
    statistics: Mapping[str, str]
    qualifiers: Mapping[Qualifier, str]


@cache
def _vocabulary() -> _Vocabulary:
    data = tomllib.loads(resources.files("wellsourced.sources").joinpath("figure_words.toml").read_text("utf-8"))
    lists = {key: frozenset(value.split()) for key, value in data.items() if isinstance(value, str)}
    return _Vocabulary(**lists, statistics=data["statistics"], qualifiers=data["qualifiers"])


_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_MONTH = "|".join(MONTHS)
#: How many characters either side of a figure are read; no clause is longer, and no text can make reading slow.
_REACH = 400
_LEADING = "(?:every|the|about|some|nearly|roughly|around|almost)"
_CANDIDATE = re.compile(
    rf"(?<![\w.,/§#&])(?P<currency>US\$|[$£€])?(?P<sign>(?<![\w)])[-−+])?(?:(?P<number>{_NUMBER})(?P<plus>\+)?"
    rf"|(?P<word>\b(?:{_WORD}|one(?=\s+(?:million|billion))))\b)"
    rf"(?:[\s-](?P<magnitude>thousand|million|billion|trillion)\b)?"
    rf"(?P<percent>\s?%|\s+per\s?cent\b(?:age\s+points?)?|\s+percent\b|\s+percentage\s+points?)?",
    re.IGNORECASE,
)
_INTERVAL = re.compile(
    rf"\b(?P<level>\d\d)\s?%\s*CI\s*[:=]?\s*(?P<low>[-−]?(?:{_NUMBER}))\s*(?:-|–|to)\s*(?P<high>[-−]?(?:{_NUMBER}))"
)
_NAMED = re.compile(
    r"(?:\b(?:articles?|arts?\.?|sections?|ss?\.|§+|chapters?|c\.|parts?|nos?\.?|number|nº|n°|annex|phase|stage|version|"
    r"volumes?|vol\.|tables?|paragraphs?|clause|class|grades?|title|levels?|step|division|edition|release|type|"
    r"conventions?|regulations?|directive|resolution|protocol|recommendation|opinion|comment|form|page|pp?\.)\s*)"
    r"(?:(?=[^\s,;\d]{0,40}\d)[^\s,;]{1,60}+(?:,\s+|,?\s+(?:and|to|or)\s+)){0,12}(?:[\w.]{0,20}\d[\w.]{0,20}[-–])?$",
    re.IGNORECASE,
)
_DATE_AFTER = re.compile(rf"^(?:\s*(?:-|–|to|and|or)\s*\d{{1,2}})?(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b")
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages|age of|ages of|age group)\s+(?:[\w-]+\s*(?:to|-|–|and|or)\s*)?$", re.IGNORECASE
)
_AGE_AFTER = re.compile(
    r"^(?:\s?[-–]\s?\d+|\s+to\s+\d+)?[- ]years?[- ]old|^\s+(?:years of age|or (?:over|older|younger))\b"
)
_LIMIT_AGE = re.compile(r"\b(?:before|under|until|below|turned|turning)\s+$", re.IGNORECASE)


# --- one figure ------------------------------------------------------------------------------------------------------


def _read(text: str, match: re.Match[str]) -> Figure | None:
    left, right = text[max(0, match.start() - _REACH) : match.start()], text[match.end() : match.end() + _REACH]
    value = _value(match)
    if _names_something(match, value, left, right):
        return None
    statistic = _statistic(left) if match["number"] else None
    percent = bool(match["percent"])
    noun, after = _noun(right)
    if not noun and (part := re.match(r"^\s+of\s+(?:its|the|their|these|those)\b", right)):
        noun, length = _noun(right[part.end() :])
        after = part.end() + length if noun else 0
    if not noun and (being := re.match(r"^\s+(?:were|are)\b", right)):
        said = _noun(right[being.end() :])[0]
        noun = said if _counts(said) else ""
    duration = re.match(rf"^-({_DURATIONS})\b", right)
    if duration:
        noun, after = duration[1] + ("" if duration[1].endswith("s") else "s"), duration.end()
    if match["word"] and not match["magnitude"] and not percent and not duration and not _counts(noun):
        return None
    if re.match(r"^-[A-Za-z]", right) and not duration and not percent:
        return None
    share = re.match(rf"^\s+(?:of|out of)\s+(?:{_LEADING}\s+)?(?P<whole>{_NUMBER}|{_WORD})\b(?!\s?%)", right)
    end = match.end()
    if percent:
        points = "point" in (match["percent"] or "")
        of = _whole(right)
        more = re.match(r"^\s+(more|fewer|less|higher|lower|faster|slower)\b", right)
        unit = "percentage points" if points else f"percent of {of}" if of else "percent"
        unit = f"percent {more[1]}" if more else f"{statistic}, percent" if statistic else unit
        unit = "percent increase" if match["sign"] == "+" else unit
    elif statistic:
        unit = statistic
    elif share and not noun and not match["magnitude"]:
        rest = right[share.end() :]
        noun, length = _noun(rest)
        unit = f"of {share['whole']} {noun}".strip()
        if _plain_or_word(share["whole"]) <= 10:
            end += share.end() + length  # "9 of 10 cases" is one figure
    else:
        currency = _currency(match, noun)
        unit, noun = (currency, "") if currency else (noun, noun)
    date, half = _date(right if percent else right[after:], percent=percent)
    back = re.match(r"^\s+(?:a|one|the) year (?:before|earlier)\b", right[after:])
    return Figure(
        start=match.start(),
        end=end,
        value=value,
        unit=unit,
        noun="" if percent or statistic else noun,
        qualifier=None if re.fullmatch(_DURATIONS, noun) and left.endswith("over ") else _qualifier(left, right, match),
        date=date,
        half=half,
        years_back=1 if back else 0,
        behind=() if _is_measured(left) else _telling(_up_to_figure(right)),
        before=_telling(_from_figure(left)),
        is_share=bool(share) and unit.startswith("of "),
        is_whole=re.search(rf"(?:\d|\b(?:{_WORD}))\s+(?:of|out of)\s+(?:{_LEADING}\s+)?$", left) is not None,
    )


def _plain_or_word(written: str) -> int | float:
    return _WORDS.get(written.casefold()) or _plain(written)


def _value(match: re.Match[str]) -> int | float:
    if match["number"]:
        digits = match["number"].replace(",", "")
        value: int | float = float(digits) if "." in digits else int(digits)
    else:
        value = _WORDS.get(match["word"].casefold(), 1)
    if match["magnitude"]:
        value = round(value * _MAGNITUDES[match["magnitude"].casefold()], 6)
        value = int(value) if value == int(value) else value
    return -value if match["sign"] in ("-", "−") else value


def _names_something(match: re.Match[str], value: float, left: str, right: str) -> bool:
    """Whether the number is a year, date, age or name, not a figure."""
    written = match["number"] or ""
    small = value <= 31 and value == int(value)
    if match["percent"] or match["currency"]:
        return bool(re.match(r"^\s*CI\b", right))
    if re.fullmatch(r"0\d+", written) or re.search(r"\d\($", left):
        return True
    if match["word"] and match["word"][0].isupper() and not re.search(r"(?:^|[.;:]\s+|[“\"‘(])$", left):
        return True  # "the Five Country Voluntary Principles" is a name
    if re.search(r"\bone(?:\s\w+)? (?:in|out of) $", left):
        return True
    if match["word"] and (
        re.search(r"\b(?:every|first|next|last|past|previous) $", left)
        or re.match(rf"^\s+(?:{_DURATIONS}\s+(?:later|earlier|ago)|years?\s+(?:after|before))\b", right)
    ):
        return True
    if re.search(r"\bn\s*=\s*$", left, re.IGNORECASE):
        return False
    if re.fullmatch(r"(?:1[5-9]|20)\d\d", written) and not match["magnitude"]:
        return True
    if small and _DATE_AFTER.match(right):
        return True
    if small and re.search(rf"\b(?:{_MONTH})\s+(?:\d{{1,2}}\s*[-–]\s*)?$", left):
        return True
    if _AGE_BEFORE.search(left) or _AGE_AFTER.match(right):
        return True
    if value <= 21 and _LIMIT_AGE.search(left) and not _counts(_noun(right)[0]):
        return True
    if _NAMED.search(left) or re.search(r"\bp\s*[=<>]\s*$", left):
        return True
    if re.match(r"^(?:[A-Za-z(/]|\s*(?:am|pm|GMT)\b|\.\d|:\d|-[A-Z]\b|(?:st|nd|rd|th)\b)", right):
        return True
    if match["word"] and re.search(r"\bthe (?:other )?$", left) and value <= 3:
        return True
    # A number after an acronym is part of a name (VIDTF 16, NIST IR 8525), unless it counts what follows.
    named = re.search(r"\b(?!US\b|UK\b|EU\b)[A-Z][A-Z/]+[A-Za-z]*[\s-]$", left)
    return bool(named and not _statistic(left) and "," not in written and not _counts(_noun(right)[0]))


def _statistic(left: str) -> str | None:
    found = re.search(
        r"((?:total )?n|odds ratio|standardised mean difference(?: of)?|[A-Za-z]+\d?)\s*=?\s*$", left, re.I
    )
    if not found:
        return None
    name = found[1].casefold()
    if name in ("d", "g", "r", "n", "total n") and "=" not in found[0]:
        return None
    if name == "or" and found[1] != "OR":
        return None
    return _vocabulary().statistics.get(name)


def _noun(right: str) -> tuple[str, int]:
    """What the figure counts, read from the words behind it, and how many characters that takes."""
    named = re.match(r"\s+[A-Z][\w’']*(?:\s+of)?(?:\s+[A-Z][\w’']*)+\s+([a-z]+)", right)  # "Council of Europe members"
    if named and _is_plural(named[1]) and named[1] not in _vocabulary().stop:
        return " ".join(named[0].split()), named.end()
    words: list[str] = []
    position = 0
    for match in re.finditer(r"\s+([A-Za-z][\w'’/-]*)", right):
        word = match[1]
        if match.start() != position or word.casefold() in _vocabulary().stop or len(words) == 4:
            break
        if word.casefold() in _vocabulary().compared and (words or re.match(r"\s+than\b", right[match.end() :])):
            break
        words.append(word)
        position = match.end()
        if _is_plural(word):
            pair = re.match(r"\s+(and|or)\s+([a-z][\w-]*)(?!\s+(?:an?|the|aged)\b)", right[position:])
            if pair and _is_plural(pair[2]) and pair[2] not in _vocabulary().stop:
                words += [pair[1], pair[2]]
                position += pair.end()
            return " ".join(words), position
    # Without a plural only a short phrase that ends its clause is a unit; a longer run is the sentence going on.
    closed = re.match(r"\s*(?:[.;)]|$)|\s+(?:and\s+\d|per\b)", right[position:])
    if words and len(words) <= 2 and closed and not words[0].casefold().endswith(("ed", "ly", "ing")):
        return " ".join(words), position
    return "", 0


def _whole(right: str) -> str:
    """What a share is a share of: the words behind "of"."""
    match = re.match(rf"^\s+of\s+(?:the\s+|all\s+|its\s+)?(?:(?:{_NUMBER})(?!\s?%)(?=\s)|(?=[A-Za-z]))", right)
    if not match:
        return ""
    words: list[str] = []
    for word in re.findall(r"\s*([A-Za-z][\w'’/-]*|[^\s])", right[match.end() :])[:4]:
        if not word[0].isalpha() or word.casefold() in _vocabulary().stop:
            break
        words.append(word)
        if _is_plural(word):
            break
    return " ".join(words)


def _counts(noun: str) -> bool:
    return any(_is_plural(word) for word in noun.split())


def _is_plural(word: str) -> bool:
    plain = word.casefold()
    if plain in _vocabulary().plurals:
        return True
    return (
        len(plain) > 3
        and plain.endswith("s")
        and not plain.endswith(("ss", "ous", "'s", "’s"))
        and plain not in _vocabulary().not_plural
    )


def _currency(match: re.Match[str], noun: str) -> str | None:
    if match["currency"]:
        return _MONEY[match["currency"][-1]]
    for word in noun.casefold().split():
        if (name := word.removesuffix("s")) in _MONEY:
            return _MONEY[name]
    return None


def _qualifier(left: str, right: str, match: re.Match[str]) -> Qualifier | None:
    if match["plus"]:
        return "more than"
    for qualifier, pattern in _vocabulary().qualifiers.items():
        if re.search(rf"\b(?:{pattern})\s+(?:an? )?$", left, re.IGNORECASE):
            return qualifier
    return "at least" if re.match(r"^(?:\s+[a-z]+)?\s+or more\b", right) else None


def _date(right: str, *, percent: bool) -> tuple[str | None, str | None]:
    """The date that the words behind the figure give it, if they do so before another figure or a new clause."""
    gap = r"(?:\s+(?:of|with|from|by|to|about|among)(?:\s+[A-Za-z'’-]+){1,6}?|\s+(?:were|was|are)\s+[a-z]+)?"
    prepositions = "in|for|of|by|during|as of" if percent else "in|for|of|by|on|at the end of|during|as of"
    match = re.match(
        rf"^(?:\s*\((?![^)]*(?:19|20)\d\d)[^)]*\))?{'' if percent else gap}"
        rf"\s*(?:\(|,\s*)?(?:already\s+)?(?:\b(?:{prepositions})\b)?\s*(?:early |late |mid-)?"
        rf"(?:(?P<half>(?:the )?first half(?:-year)? of|January\s*(?:-|–|to)\s*June|(?:the )?second half(?:-year)? of"
        rf"|July\s*(?:-|–|to)\s*December)\s+)?"
        rf"(?:(?:(?P<day>\d{{1,2}})\s+)?(?P<month>{_MONTH})\s+)?(?P<year>(?:19|20)\d\d)(?!\d|,\d{{3}}|[-–/]\d)",
        right,
    )
    if not match:
        return None, None
    date = match["year"]
    if match["month"]:
        date += f"-{MONTHS.index(match['month']) + 1:02d}"
        date += f"-{int(match['day']):02d}" if match["day"] else ""
    if not match["half"]:
        return date, None
    return date, "h1" if "first" in match["half"] or "January" in match["half"] else "h2"


def _is_measured(left: str) -> bool:
    """Whether the words before say what is measured: "a sensitivity of 69.6%", "a rise of over 300%"."""
    return re.search(r"[a-z] of (?:(?:about|over|almost|nearly|around|some|more than) )?$", left) is not None


def _up_to_figure(right: str) -> str:
    """The words behind the figure, up to the next break or figure."""
    clause = re.split(r"[;.)](?:\s|$)|,\s", right, maxsplit=1)[0]
    return re.split(r"\d", clause, maxsplit=1)[0]


def _from_figure(left: str) -> str:
    """The words before the figure, from the last break or figure on; before a bracket, those that it explains."""
    left = re.sub(r"\s*\([^()]*$", "", left) if re.search(r"\([^()\w]*(?:\w+ ){0,2}$", left) else left
    return re.split(r"\d", re.split(r"[;.(](?:\s|$)|,\s", left)[-1])[-1]


def _telling(text: str) -> tuple[str, ...]:
    """The words of `text` that tell figures apart, as they are written."""
    words = _vocabulary()
    dull = words.stop | words.verbs | words.compared | {*_WORDS, *_MAGNITUDES, "cent", "percent"}
    dull |= {month.casefold() for month in MONTHS}
    found = (word.strip("-'’") for word in re.findall(r"[A-Za-z][A-Za-z'’-]{2,}", text))
    return tuple(word for word in found if word.casefold() not in dull)


# --- figures together ------------------------------------------------------------------------------------------------


def _confidence_intervals(text: str) -> Iterator[Figure]:
    for match in _INTERVAL.finditer(text):
        for end, bound in (("low", "lower"), ("high", "upper")):
            yield Figure(
                start=match.start() if end == "low" else match.start("high"),
                end=match.end("low") if end == "low" else match.end("high"),
                value=_plain(match[end]),
                unit=f"{bound} bound of the {match['level']} percent confidence interval",
                role=f"ci-{end}",
            )


def _plain(written: str) -> int | float:
    digits = written.replace(",", "").replace("−", "-")
    return float(digits) if "." in digits else int(digits)


def _lend_units(text: str, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Figures in a row share what is said once: "150,000 and 300,000 dollars", "0.7 to 5.0 per cent"."""
    result = list(figures)
    for index in range(len(result) - 2, -1, -1):
        figure, follower = result[index], result[index + 1]
        if figure.role or follower.role_is_interval:
            continue
        between = text[figure.end : follower.start]
        if not re.fullmatch(r"\s*(?:-|–|to|and|or)\s*", between):
            continue
        opening = re.search(r"\b(from|between)\s+$", text[: figure.start])
        is_range = "-" in between or "–" in between or (opening is not None and opening[1] == "between")
        is_range = is_range or ("to" in between and opening is None and not figure.unit)
        changes: dict[str, object] = {"joined": True}
        if figure.noun and not _counts(figure.noun) and _counts(follower.noun):
            # "40 programme and 34 comparison schools"
            shared = f"{figure.noun} {follower.noun.split()[-1]}"
            changes |= {"unit": shared, "noun": shared}
        if not figure.unit:
            changes |= {"unit": follower.unit, "noun": follower.noun, "behind": figure.behind or follower.behind}
        if is_range and follower.unit:
            changes |= {"role": "low"}
            result[index + 1] = msgspec.structs.replace(follower, role="high")
        result[index] = msgspec.structs.replace(figure, **changes)
    for index in range(1, len(result)):
        before, figure = result[index - 1], result[index]
        between = text[before.end : figure.start]
        if before.unit and not figure.unit and not figure.role and re.fullmatch(r"\s*(?:-|–|to)\s*", between):
            result[index] = msgspec.structs.replace(figure, unit=before.unit, noun=before.noun)
    return tuple(result)
