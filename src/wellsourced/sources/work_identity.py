"""Whether two CSL items describe the same work, and on what ground.

A wrong merge puts one work's evidence under another's name, so every ground needs agreement beyond itself, and what is
merely alike is named a near miss and left to a reader. Two items are never the same work when their titles count
differently ("part 1", "2023"), when one is a law and the other a bill or a report, when only one is a press release,
or when both carry a DOI, edition, volume or year and these differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from rapidfuzz import fuzz

from wellsourced.project.status import OFFICIAL_TYPES

Item = Mapping[str, Any]

#: From what likeness of titles (0-100) on a shared DOI, number or address is believed, and a pair is worth a look.
_BELIEVABLE, _NEAR = 70, 88
_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_[ce]id|ref|source|clang|_lang)$", re.I)
_NUMBER_WORDS = re.compile(
    r"\b(no|nos|number|public law|pub l|resolution|general assembly|application|criminal action|act|final|"
    r"a res|cets|ets|republic)\b"
)
_NEWS = re.compile(r"press|news|statement|speech|blog|media release", re.I)


def same_work(a: Item, b: Item) -> str | None:
    """The ground on which `a` and `b` are the same work, in words for the import report; None where there is none."""
    if contradiction(a, b):
        return None
    titles = title_likeness(a, b)
    if (doi := normal_doi(a)) and doi == normal_doi(b) and titles >= _BELIEVABLE:
        return f"same DOI {doi}"
    if (shared := official_numbers(a) & official_numbers(b)) and titles >= _BELIEVABLE and _issuers_agree(a, b):
        return f"same official number {min(shared).partition('|')[2]}"
    if (url := normal_url(a)) and url == normal_url(b) and _same_title(a, b, subtitle_may_lack=True):
        return f"same address {url}"
    if _same_title(a, b) and _issuers_agree(a, b) and year_of(a) == year_of(b) is not None:
        return "same title, issuing body and year"
    if _one_lacks_subtitle(a, b) and a.get("type") == b.get("type") and _same_first_author(a, b):
        return "same main title, first author and year"
    if a.get("id") == b.get("id") and _main_title(a) == _main_title(b) and _issuers_agree(a, b):
        return "same id, main title and issuing body"
    return None


def near_miss(a: Item, b: Item) -> str | None:
    """Why a reader should look at the pair although it is not merged; None where there is no reason."""
    reasons = []
    if (doi := normal_doi(a)) and doi == normal_doi(b):
        reasons.append(f"same DOI {doi}")
    if (url := normal_url(a)) and url == normal_url(b):
        reasons.append(f"same address {url}")
    if (likeness := title_likeness(a, b)) >= _NEAR and (_issuers_agree(a, b) or year_of(a) == year_of(b)):
        reasons.append(f"titles {likeness:.0f} % alike")
    if reasons and (against := contradiction(a, b)):
        reasons.append(f"but {against}")
    return ", ".join(reasons) or None


def contradiction(a: Item, b: Item) -> str | None:
    """What proves that `a` and `b` are two works; None where nothing does."""
    if _class_of(a) != _class_of(b):
        return f"one is a {a.get('type')}, the other a {b.get('type')}"
    if numerals(str(a.get("title", ""))) != numerals(str(b.get("title", ""))) and not (
        official_numbers(a) & official_numbers(b)
    ):
        return "the titles differ in a number"
    if (doi := normal_doi(a)) and (other := normal_doi(b)) and doi != other:
        return f"the DOIs are {doi} and {other}"
    if _is_news(a) != _is_news(b) and not (
        a.get("type") == b.get("type") and (a.get("issued") == b.get("issued") or normal_url(a) == normal_url(b))
    ):
        return "one is a news release"
    for field in ("edition", "volume"):
        if a.get(field) and b.get(field) and ordinal(a[field]) != ordinal(b[field]):
            if field == "volume" and _class_of(a) in OFFICIAL_TYPES:
                continue  # A treaty stands in several series, a case in several reports.
            return f"the {field}s are {a[field]} and {b[field]}"
    if (x := year_of(a)) and (y := year_of(b)) and x != y:
        return f"the years are {x} and {y}"
    return None


def title_likeness(a: Item, b: Item) -> float:
    """0 to 100. A short title counts where the other item gives it as its `title-short`."""
    titles_a, titles_b = _titles(a), _titles(b)
    return max((float(fuzz.token_sort_ratio(x, y)) for x in titles_a for y in titles_b), default=0.0)


def normal_doi(item: Item) -> str | None:
    """The DOI in lower case without resolver."""
    doi = str(item.get("DOI", "")).strip().casefold()
    return re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", doi) or None


def normal_url(item: Item) -> str | None:
    """The address without what does not tell pages apart: scheme, `www.`, fragment, tracking, a slash at the end."""
    return canonical_url(str(item.get("URL", "")))


@lru_cache(maxsize=65536)
def canonical_url(url: str) -> str | None:
    """See `normal_url`."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return None
    if not host:
        return None
    query = urlencode(sorted((k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.match(k)))
    path = unquote(parts.path).rstrip("/")
    return f"{host}{path}{'?' + query if query else ''}"


def official_numbers(item: Item) -> frozenset[str]:
    """`type|number` for each official number specific enough to identify the item (four digits, or two groups)."""
    kind = str(item.get("type", ""))
    numbers = set()
    for part in str(item.get("number", "")).split(";"):
        plain = _NUMBER_WORDS.sub(" ", fold(part))
        digits = re.findall(r"\d+", plain)
        if (kind in OFFICIAL_TYPES or kind == "report") and (len(digits) >= 2 or any(len(d) >= 4 for d in digits)):
            numbers.add(f"{kind}|{' '.join(plain.split())}")
        elif kind == "treaty" and digits and re.search(r"\bc?ets\b", fold(part)):
            # The European series runs on in the Council of Europe series.
            numbers.add(f"{kind}|cets {digits[0]}")
    return frozenset(numbers)


def year_of(item: Item) -> int | None:
    """The year of issue."""
    try:
        return int(item["issued"]["date-parts"][0][0])
    except (KeyError, IndexError, TypeError, ValueError):
        return None


def issuers(item: Item) -> frozenset[str]:
    """Folded names of everybody who issued the item: bodies, and the family name of the first personal author."""
    names = {fold(str(item[field])) for field in ("authority", "publisher") if item.get(field)}
    for position, name in enumerate(item.get("author") or ()):
        if name.get("literal"):
            names.add(fold(name["literal"]))
        elif position == 0 and name.get("family"):
            names.add(fold(name["family"]))
    return frozenset(names)


def same_body(a: str, b: str) -> bool:
    """Whether two folded names are one body: equal, one within the other, or one the initials of the other."""
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if _contains(long.split(), short.split()):
        return True
    initials = "".join(word[0] for word in long.split() if word not in _SMALL_WORDS)
    return " " not in short and len(short) >= 3 and short == initials


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, without accents, punctuation and doubled spaces; `&` reads "and"."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ").replace("’", "").replace("'", "")).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def numerals(title: str) -> tuple[str, ...]:
    """The digits and Roman numerals of a title, sorted: two reports of one series differ in nothing else."""
    words = fold(title).split()
    return tuple(sorted(w for w in words if any(c.isdigit() for c in w) or re.fullmatch(r"i{2,3}|iv|vi{0,3}|ix", w)))


_SMALL_WORDS = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to"})


def _same_title(a: Item, b: Item, *, subtitle_may_lack: bool = False) -> bool:
    x, y = _plain_title(a), _plain_title(b)
    if not x or not y:
        return False
    if x == y:
        return True
    if not subtitle_may_lack:
        return False
    shorter, longer = sorted((x, y), key=len)
    return len(shorter.split()) >= 4 and longer.startswith(shorter + " ")


def _plain_title(item: Item) -> str:
    return re.sub(r"^(the|an?) ", "", fold(str(item.get("title", ""))))


def _main_title(item: Item) -> str:
    return fold(str(item.get("title", "")).partition(":")[0])


def _one_lacks_subtitle(a: Item, b: Item) -> bool:
    short, long = sorted((str(a.get("title", "")), str(b.get("title", ""))), key=len)
    return len(fold(short).split()) >= 6 and ":" not in short and fold(short) == fold(long.partition(":")[0])


def _same_first_author(a: Item, b: Item) -> bool:
    if year_of(a) is None or year_of(a) != year_of(b) or not a.get("author") or not b.get("author"):
        return False
    first, other = a["author"][0], b["author"][0]
    return bool(first.get("family")) and fold(first["family"]) == fold(other.get("family", ""))


def ordinal(value: object) -> str:
    """`9` for 9, "9" and "9th edition"."""
    return re.sub(r"^(\d+)(st|nd|rd|th)\b.*", r"\1", fold(str(value)))


def _titles(item: Item) -> set[str]:
    return {t for t in (_plain_title(item), fold(str(item.get("title-short", "")))) if t}


def _issuers_agree(a: Item, b: Item) -> bool:
    names_a, names_b = issuers(a), issuers(b)
    if _class_of(a) in OFFICIAL_TYPES and not (names_a and names_b):
        return True  # Acts are often listed without the body that passed them; number, title and year then decide.
    return any(same_body(x, y) for x in names_a for y in names_b)


def _class_of(item: Item) -> str:
    kind = str(item.get("type", ""))
    if kind in OFFICIAL_TYPES:
        return kind
    return {"chapter": "part", "entry": "part", "book": "whole", "collection": "whole"}.get(kind, "work")


def _is_news(item: Item) -> bool:
    kind = str(item.get("type", ""))
    return kind in {"article-newspaper", "post-weblog", "speech"} or bool(_NEWS.search(str(item.get("genre", ""))))


def _contains(words: Iterable[str], part: list[str]) -> bool:
    words = list(words)
    return any(words[i : i + len(part)] == part for i in range(len(words) - len(part) + 1)) and len(part) >= 2
