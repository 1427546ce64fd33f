"""Ages of persons, and limits of age: "aged 17 to 20", "under 18", "Anna, 34, works there"."""

from __future__ import annotations

import re
from decimal import Decimal

_AGE_BEFORE = re.compile(
    r"\bage of (?:consent|majority|criminal responsibility|marriage)\b[^.,;]{0,48}$|\b(?:aged?|ages|age of"
    r"|ages of|age group|age range|age|minors of|turned|turning|turns)\s+"
    r"(?:(?:of|is|at|over|under|below|above|from|between|about|around)\s+)?(?:[\w-]{1,12}\s{0,2}(?:to|-|–"
    r"|and|or)\s{0,2})?$",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(
    r"(?:\s?[-–]\s?\w{1,9}|\s+(?:to|and|or)\s+\w{1,9})?[- ]years?[- ]olds?\b|\s+years?\s+(?:of\s+age|old)\b"
    r"|-\s(?:and|or|to)\s\w{1,9}-year"
    r"|\s+(?:or|and|years?\s+(?:or|and))\s+(?:over|older|younger|under|above|below|up)\b|-year-olds?\b"
    r"(?:\s+and\s)?|\s?\+(?=\s*(?:year|[.,;)]))",
    re.IGNORECASE,
)
_MEAN_BEFORE = re.compile(r"\b(?:mean|average|median)\b[^.;:]{0,40}$", re.IGNORECASE)
_MEAN_AFTER = re.compile(r"\syears?(?:\sold|\sof\sage)?,?\son\s(?:average|the\smean)\b")
_AGE_LIMIT = re.compile(
    r"\b(?:under|below|before|until|over|above|be at (?:least|most)|children under|persons? under"
    r"|younger than|older than)\s+(?:the\s)?$",
    re.I,
)
_PERSONS = re.compile(
    r"\b(?:she|he|who|they|I)\s(?:was|is|were|turned|had turned)\s(?:only\s|just\s)?$|\b(?:child(?:ren)?"
    r"|minors?|persons?|people|anyone|girls?|boys?|adults?|men|women|pupils|adolescents|youths?|"
    r"those|someone|user|users|teenagers?|individuals?|victims?)\s+(?:who\s+(?:is|are|was|were)\s+)?"
    r"(?:(?:of|from|between)\s+)?(?:\w{1,9}\s{0,2}(?:to|-|–|and|or)\s{0,2})?$",
    re.IGNORECASE,
)
#: "He was 34"; "Anna, 34, works there".
_HE_WAS = re.compile(r"\b(?:she|he)\s(?:was|is|turned|had turned)\s(?:only\s|just\s)?$", re.IGNORECASE)
_SOMEBODY = re.compile(r"[A-Z][a-z]+,\s$")


def is_age(value: Decimal, left: str, right: str, *, counted: bool) -> bool:
    """ "Aged 17 to 20", "under 18", "16 or over", "18-year-olds"."""
    if value != int(value) or _MEAN_BEFORE.search(left) or _MEAN_AFTER.match(right):
        return False  # no law names such an age; somebody measured it
    if _AGE_AFTER.match(right) or _AGE_BEFORE.search(left[-72:]):
        return True
    if not counted and (
        _HE_WAS.search(left[-28:]) or (value > 9 and _SOMEBODY.search(left[-24:]) and right[:1] == ",")
    ):
        return True
    return not counted and value <= 25 and bool(_AGE_LIMIT.search(left[-24:]) or _PERSONS.search(left[-48:]))
