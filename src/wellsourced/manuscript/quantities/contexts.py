"""What is written with digits and yet measures nothing: names, dates, ages, places in documents, telephone numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from wellsourced.manuscript.quantities.ages import is_age
from wellsourced.manuscript.quantities.settings import is_mark, is_parameter, is_setting
from wellsourced.manuscript.quantities.units import words_to_read
from wellsourced.project.dates import MONTHS

_MONTH = "|".join((*MONTHS, *(month[:3] + r"\.?" for month in MONTHS)))
_LINKS = frozenset(("and", "to", "or", "&", "through"))
_DATE_AFTER = re.compile(
    rf"(?:\s{{0,2}}(?:-|–|to|and|or)\s{{0,2}}\d{{1,2}})?(?:st|nd|rd|th)?\s{{1,2}}(?:of\s{{1,2}})?(?:{_MONTH})\b"
)
_DATE_BEFORE = re.compile(
    rf"\b(?:{_MONTH})\s{{1,2}}(?:the\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s{{0,2}}(?:[-–]|to|and|or)\s{{0,2}})?$"
)
_CLOCK = re.compile(
    r":\d\d\b|\s?(?:a\.?m\.?|p\.?m\.?|o['’]clock|hrs?\b|h\b|GMT|UTC|CET)(?!\w)|\.\d\d\s?(?:am|pm|GMT|UTC)"
)
#: "24 hours a day", "a 24-hour helpline", "a 12-point plan".
_ROUTINE = re.compile(
    r"-hours?\s(?:help|hot)?(?:line|service|support|news|clock)s?\b"
    r"|-(?:page|item|step|word|character|digit|minute read|part|tier|inch)\b"
    r"|-point\b(?!\s(?:rise|fall|drop|increase|decrease|decline|gain|gap|lead|jump|difference)\b)"
)
#: "Ten years ago", "over the past 20 years": dates, told from another one.
_DURATION = re.compile(r"\s{1,4}(?:years?|months?|weeks?|days?|decades?|hours?|minutes?)\b")
_RELATIVE_AFTER = re.compile(_DURATION.pattern + r"\s{1,4}ago\b")
_RELATIVE_BEFORE = re.compile(r"\b(?:past|last|next|following|coming|previous|recent)\s{1,4}$", re.IGNORECASE)
_HOURS_A_DAY = re.compile(r"\shours\s(?:a|per)\sday\b")
_ONE_OF_MANY = re.compile(r"\s?(?:[-–—:/]|(?:to|and|in|of|out|per|for)\b)")
_DAYS_A_YEAR = re.compile(r"\sdays\s(?:a|per|of the)\syear\b")
_DAYS_A_WEEK = re.compile(r"\sdays\s(?:a|per)\sweek\b")
#: "Per 100,000 people", "for every 100": the base of a rate. "The Group of 77".
_OF_EVERY = re.compile(r"\bper\s$|\b(?:for|in|of|out of)\severy\s$|\b(?:Group\sof|top)\s$", re.IGNORECASE)
_CALL = re.compile(
    r"\b(?:call|dial|ring|phone|telephone|tel\.?|number|text|helpline|hotline|line|freephone|fax"
    r"|on)\s*[:(]?\s*(?:the\s)?$",
    re.I,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_YEAR_COUNTED = re.compile(
    r"\b(?:more than|over|at least|nearly|almost|fewer than|less than|sample of|samples of|survey of"
    r"|surveys of|surveyed|"
    r"interviewed|among|n\s?=|total of|all|recruited|analysed|analyzed|examined|some|another)\s+$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|in|by|until|from|before|after|during)\s+(?:[a-z]+\s+){0,2}$", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?<![\w.])(?P<first>[.!?;:|\n]\s{0,3}[\"'“‘(]?)?(?P<word>[a-z]?[A-Z][\w'’]*)[ \u00a0]$")
#: Stretches whose digits name or date something, found before anything is read.
BLOCKED = re.compile(
    r"\b10\.\d{4,9}/\S{1,200}"  # DOI
    r"|\b(?:arXiv:)?\d{4}\.\d{4,5}(?:v\d+)?\b"
    r"|\b(?:ISSN|PMID|OCLC|CVE)[\s:-]{0,3}\d[\d-]{3,14}|\bEN\s\d{3}\s\d{3}"
    r"|\b[A-Z][\w'’-]+,?\s(?:19|20)\d\d[a-z]?[,:]\s\d{1,4}[-–]\d{1,4}(?=[,.;)])"
    r"|\(\d{4}\)\s\d{1,3}\s[A-Z][A-Za-z. ]{1,15}\d{1,4}"
    r"|\b[Ee]quations?\s\(\d+\)|\bISBN[\s:-]{0,3}[\dX -]{9,17}[\dX]"
    r"|\b\d{4}-\d\d(?:-\d\d)?\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2}\.\d{1,2}\.(?:19|20)\d\d\b"
    r"|(?<![\w.])\+\d[\d ()./-]{6,20}\d|\(\d{2,5}\)\s?\d[\d -]{4,12}\d|\b\d{1,5}(?:-\d{2,5}){2,5}\b"
    r"|\b0\d{2,4}[ -]\d[\d -]{2,12}\d|(?<![\d.,])\d{2,4}[ -]\d{2,4}[ -]\d{4}(?![\d,.]\d)"
    r"|\b(?:24/7|9/11|7/7|50[-/]50|360[- ]degree)\b"
    r"|\b(?!\d{1,3}(?:\.\d{3})+(?!\d|\.\d))\d+(?:\.\d+){2,}\b"
    r"|\[(?:19|20)\d\d\]\s(?:\d{1,2}\s)?[A-Z][A-Za-z. ]{1,20}\d{1,5}"
    r"|\b\d{1,4}\s(?:U\.\s?S\.(?:\s?C\.(?:\s?A\.)?)?|USC|F\.(?:\s?(?:2d|3d|4th|Supp\.))?|S\.\s?Ct\."
    r"|C\.\s?F\.\s?R\.|CFR|Stat\.|Fed\.\sReg\.)"
    r"\s(?:§{1,2}\s?)?\d[\w().-]{0,15}"
    r"|\bECLI:[\w:.]+|\b(?:COM|SWD|JOIN|SEC)\s?\(\d{4}\)\s?\d+(?:\sfinal)?|\bA/RES/\d+/\d+|\b(?:ISO|IEC"
    r"|ISO/IEC|IEEE|NIST|ASTM|BS|EN|RFC|FIPS|ETSI)(?:\s[A-Z]{1,4})?\s\d[\d.:/-]*"
    r"|\b(?:CETS|ETS|SEV|Cmnd?|Cm|PE|PL)\.?\s(?:No\.?\s)?\d+|\bH\.\s?R\.\s\d+|\bS\.\s\d+\b"
    r"|\bp\s?(?:-value)?\s?(?:[=<>≤]|was|of)\s?\.?\d[\d.]*|\b\d\d(?:\.\d)?\s?(?:%|per\s?cent"
    r"|percent)\s(?:CI|confidence\sintervals?|credible\sintervals?)"
)


def names_something(
    written: str, value: Decimal, left: str, right: str, *, spelled: bool, counted: bool, measured: bool
) -> bool:
    """Whether the number between `left` and `right` (windows of its paragraph) is a name, date, age or place.

    `counted`: a plural noun stands behind; `measured`: percent, money or a magnitude is part of it.
    """
    if _DATE_AFTER.match(right) and value <= 31 and value == int(value):
        return True
    if is_setting(value, left, right):
        return True
    if measured:
        return False
    if is_mark(value, left, right):
        return True
    if _is_numbered(left, right, counted=counted and not _OF_ONE.match(right)):
        return True
    if value <= 31 and not spelled and _DATE_BEFORE.search(left[-28:]):
        return True
    if _RELATIVE_AFTER.match(right) or (_DURATION.match(right) and _RELATIVE_BEFORE.search(left[-24:])):
        return True
    if not spelled and not counted and written in ("0", "1") and not _ONE_OF_MANY.match(right):
        return True  # "returns 0 or 1"
    around_the_clock = (
        (value == 365 and _DAYS_A_YEAR.match(right))
        or (value == 24 and _HOURS_A_DAY.match(right))
        or (value == 7 and _DAYS_A_WEEK.match(right))
    )
    if around_the_clock or _ROUTINE.match(right) or _OF_EVERY.search(left[-16:]):
        return True
    if value <= 99 and is_age(value, left, right, counted=counted):
        return True
    if spelled:
        return False
    if not counted and value == int(value) and "," not in written and _is_label(value, left, right):
        return True
    if (
        re.fullmatch(r"\d\d[.]\d\d", written)
        and value < 24
        and not counted
        and re.search(r"\b(?:at|until|from|by)\s$", left)
    ):
        return True
    if re.fullmatch(r"0\d+", written) or (_CLOCK.match(right) and value <= 24) or is_parameter(value, left, right):
        return True
    if re.fullmatch(r"116[ \u00a0]\d{3}", written) and not counted:
        return True
    if re.fullmatch(r"116\d{3}|112|999|911|988|211", written) and (
        _CALL.search(left[-24:]) or re.match(r"\s(?:help|hot)?lines?\b", right)
    ):
        return True
    if _is_year(written, left, counted=counted):
        return True
    name = _NAME_BEFORE.search(left[-28:])
    return bool(
        name
        and not counted
        and name["word"] not in words_to_read().opens
        and (value == int(value) or re.fullmatch(r"\d\.\d{1,2}", written))
        and "," not in written
    )


def _is_label(value: Decimal, left: str, right: str) -> bool:
    """A whole number that counts nothing and stands behind a noun ("port 443", "the top 10") or in an address."""
    if _ADDRESS.match(right):
        return True
    if value >= 10_000 and left[-1:] != " ":
        return False
    word = _LAST_WORD.search(left[-24:])
    if word is None:
        return False
    words, plain = words_to_read(), word[1].lower()
    if plain in ("a", "an"):
        return True
    return not (
        plain in words.stop
        or plain in words.opens
        or plain.capitalize() in words.opens
        or plain in words.dull
        or plain.endswith(("ed", "s", "ing", "ly"))
        or plain in words.measured
        or plain in words.saying
    )


_LAST_WORD = re.compile(r"([A-Za-z][a-z]+|\ba)[.]?\s{1,3}$")
_ADDRESS = re.compile(
    r"\s(?:[A-Z]\w+\s){1,3}(?:Street|Avenue|Road|Lane|Square|Boulevard|Place|Drive)\b|\s?°|\s(?:noon"
    r"|midnight)\b|\s[A-Z]s\b|\(\d"
)


def is_plain_year(written: str, left: str) -> bool:
    """Whether four digits can be nothing but a year, whatever stands behind them."""
    return "1900" <= written <= "2099" and bool(_YEAR.fullmatch(written)) and not _YEAR_COUNTED.search(left[-24:])


#: "Level 3 of the taxonomy".
_OF_ONE = re.compile(r"\sof\s(?:the|its|this|that)\b")


def _is_numbered(left: str, right: str, *, counted: bool) -> bool:
    """Whether a word that numbers stands before, be it before a list: "articles 16 and 34", "nos. 4, 5"."""
    words = left.replace("\u2063", " ").split()[-16:]
    if words and words[-1] == "(" and right[:1] == ")":
        words.pop()  # "recitals (12) to (14)"
    listed = False
    while len(words) > 1 and (words[-1].lower() in _LINKS or any(c.isdigit() for c in words[-1])):
        if words[-1][-1] in ".;:" or (words[-1].lower() in _LINKS and not any(c.isdigit() for c in words[-2])):
            return False
        if re.search(r"\d,\d{3}", words[-1]):
            return False  # "lower figures (600,000 and 850,000)"
        if words[-1][0] == "(" and words[-1][-1] == ")" and not words[-1][1:-1].isdigit():
            return False  # "the experiment (n=419) 38 per cent"
        words.pop()
        listed = True
    if not words:
        return False
    word = words[-1].lower().lstrip("([\"'“‘")
    if word.rstrip(".") in words_to_read().named or word in words_to_read().named:
        return not (listed and counted)
    if words[-1].lstrip("([")[:1].isupper() and word in words_to_read().numbered and len(words) > 1 and not listed:
        return True  # "Year 9 pupils"
    return not counted and (word in words_to_read().numbered or word.rstrip(".") in words_to_read().numbered)


def _is_year(written: str, left: str, *, counted: bool) -> bool:
    if not _YEAR.fullmatch(written):
        return False
    if counted and written < "1900":
        return bool(_SINCE.search(left))
    return not (counted and _YEAR_COUNTED.search(left) and not _SINCE.search(_YEAR_COUNTED.sub("", left)))
