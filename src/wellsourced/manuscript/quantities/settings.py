"""Numbers that somebody chose and nobody found: levels of confidence, parameters, marks of a scale, sizes in pixels."""

from __future__ import annotations

import re
from decimal import Decimal

#: "A confidence level of 95 per cent", "significant at 5 per cent".
_LEVEL_BEFORE = re.compile(
    r"\b(?:confidence|significan(?:ce|t)|credibility|power|alpha|type\sII?|probability\sof\serror)"
    r"(?:\s(?:levels?|intervals?|limits?|thresholds?|errors?|rates?|is|are|was|were|be|of|at|to|set|fixed|kept|held|chosen"
    r"|given|the|an?)){0,6}\s$",
    re.IGNORECASE,
)
_LEVEL_REACHED = re.compile(r"\bsignificant\s(?:an?|the)?\s?$")
_LEVEL_AFTER = re.compile(
    r"\s?(?:%|per\s?cent|percent)\s(?:(?:levels?|degree)\sof\s)?"
    r"(?:confidence|credib\w{3,5}|significance|certainty|intervals?|limits|power|level(?!\sof\s))\b",
)
#: "A p-value below 0.05", "a threshold of 0.8", "set at 0.8".
_PARAMETER = re.compile(
    r"\b(?:p(?:[-\s]values?)?|thresholds?|cut-?offs?(?:\spoints?)?|temperature|learning\srate|parameters?|tolerance|weights?"
    r"|set|fixed)(?:\s(?:is|are|was|were|be|being|of|at|to|set|fixed|below|under|above|over|less|smaller|greater|than)){1,3}\s$",
    re.IGNORECASE,
)
#: "Add up to 100 per cent".
_WHOLE_BEFORE = re.compile(r"\b(?:add|adds|added|sum|sums|summed|total|weighted|normali[sz]ed|scaled)\s(?:up\s)?to\s$")
#: "A scale from 1 to 10", "five levels, 1 to 5", "answers ran from 1 (never) to 5 (always)".
_RANGE_BEFORE = r"(?P<first>\S{1,5}(?:\s\([^()]{1,24}\))?(?:\sto\s|\sand\s|\s?[-–]\s?))?$"
_RANGE_AFTER = re.compile(r"(?:\s\([^()]{1,24}\))?(?:\s?[-–]\s?|\s(?:to|and|through)\s)\w")
_SCALE_BEFORE = re.compile(
    r"\b(?:scales?\s(?:(?:of|from|between|running|ranging|that|runs|ran|goes|went|is|was|a)\s){0,3}"
    r"|(?:scores?|ratings?|marks|levels|grades|answers|responses|values|items)(?:,\s|\s(?:(?:running|ranging|ranged?|runs?|ran"
    r"|goes|went|can|may|be|are|were)\s){0,3}(?:from|between)\s))" + _RANGE_BEFORE,
    re.IGNORECASE,
)
#: "7 on the ten-point scale", "1 = never", "1 (never) to 5".
_SCALE_AFTER = re.compile(
    r"(?:\s[a-z]+){0,3}\son\s(?:a|an|the|this|that|its|their)\s(?:[\w-]{1,20}\s){0,2}scale\b|\s?=\s?[^\W\d_]"
    r"|\s\([a-z ]{1,24}\)\s(?:to|through)\s\d{1,3}\s\("
)
_AVERAGED = re.compile(r"\b(?:mean|average|averaged|median|typical|total|overall)\b", re.IGNORECASE)
_TECHNICAL = re.compile(
    r"[- ]?(?:bits?|[KMG]?Hz|px|pixels?|dpi|fps)\b|\sbytes?\b"
    r"|\s(?:(?:hexadecimal|decimal|binary|significant|random)\s)?(?:digits?|decimals|characters?|figures|places)\b"
    r"|\s?(?:x|×)\s?\d{1,5}\b|\sby\s\d{1,5}\s(?:px|pixels?|cells?|blocks?|squares?|grid|matrix)\b",
    re.IGNORECASE,
)
#: "64 x 64", "coded 0, 1 or 2".
_BY_SO_MANY = re.compile(r"\d\s?[x×]\s?$")
_CODED = re.compile(
    r"\b(?:(?:coded|labell?ed)\s(?:as\s|with\s|from\s)?|numbered\s(?:as|from)\s)(?:[\d, ]|or|and|to){0,16}$"
)


def is_setting(value: Decimal, left: str, right: str) -> bool:
    """Whether a number is a level that statisticians choose, or the hundred per cent to which shares add up."""
    if _LEVEL_AFTER.match(right) or (value == 100 and _WHOLE_BEFORE.search(left[-24:])):
        return True
    return value < 100 and bool(_LEVEL_BEFORE.search(left[-72:])) and not _LEVEL_REACHED.search(left[-72:])


def is_parameter(value: Decimal, left: str, right: str) -> bool:
    """Whether a bare number is set in a program or a test: a part of one, a size in pixels, a number of digits."""
    if _SUM_BEFORE.search(left) or _SUM_AFTER.match(right) or _is_enumeration(value, left, right):
        return True
    if _TECHNICAL.match(right) or _BY_SO_MANY.search(left) or _CODED.search(left[-40:]):
        return True
    return value < 1 and bool(_PARAMETER.search(left[-64:]))


#: "2 + 2 = 4".
_SUM_BEFORE = re.compile(r"\d\s?[=+×÷]\s?$")
_SUM_AFTER = re.compile(r"\s?[+×÷]\s?\d")


def _is_enumeration(value: Decimal, left: str, right: str) -> bool:
    """ "In (1) and (2) the sums differ"."""
    return value < 10 and value == int(value) and left.endswith("(") and right.startswith(")")


def is_mark(value: Decimal, left: str, right: str) -> bool:
    """Whether a whole number is a mark of a scale; a mean of such marks is a finding."""
    if value != int(value) or value > 1000 or _AVERAGED.search(left[-48:]):
        return False
    if _SCALE_AFTER.match(right):
        return True
    scale = _SCALE_BEFORE.search(left[-48:])
    return scale is not None and bool(scale["first"] or _RANGE_AFTER.match(right))
