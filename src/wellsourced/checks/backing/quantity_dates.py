"""The year and the direction (up or down) that a sentence gives each of its quantities."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

from wellsourced.checks.backing.fact_figures import FactFigure
from wellsourced.manuscript.model import Sentence
from wellsourced.manuscript.quantities.quantity import Quantity
from wellsourced.project.dates import MONTHS

Direction = Literal["up", "down", ""]

_LEAD = (
    r"\b(?:in|for|of|during|by|since|until|as of|at the end of|through|throughout)\s{1,2}"
    r"(?:the\s(?:year|end of|whole of|course of|(?:first|second|third|fourth|last)\s(?:half|quarter)\sof)\s{1,2})?"
    r"(?:the\s)?(?:(?:early|late|mid|fiscal|financial|budget|academic|school|reporting|calendar|year|spring|summer|autumn"
    r"|winter|January|February|March|April|May|June|July|August|September|October|November|December|\d{1,2})[\s-]{1,2}){0,3}"
)
_DATED = re.compile(
    rf"(?:{_LEAD}|\()(?P<year>(?:19|20)\d\d)(?:\s?[-–/]\s?(?P<last>(?:20)?\d\d)(?!\d|[-–/]))?"
    r"(?![\d,]\d|\s?[-–/]\s?\d|\s(?:to|and|until)\s(?:19|20)\d\d)"
)
_OPENING = re.compile(
    rf"[\"“‘'(\[\s]{{0,3}}(?:{_DATED.pattern}|(?:The year )?(?P<bare>(?:19|20)\d\d)\s(?=saw|brought|had"
    rf"|was|gave|ended|closed)"
    r"|The (?P<adjective>(?:19|20)\d\d)\s(?:total|figure|count|number|sum|tally)s?\b)",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"(?:\s[\w-]+){0,3}\s(?:the\sprevious\syear|(?:a|one|the|two|three|four|five|\d+)\syears?"
    r"|the\syear)\s(?:before|earlier|ago|later|on)\b"
)
_LAST_YEAR = re.compile(r"(?:\s[\w-]+){0,3}\s(?:(?:a|one|the)\syear\s(?:before|earlier)|the previous year)\b")
_BREAK = re.compile(
    r"[,;:|\[]|\s(?:when|while|which|that|who|whose|where|whereas|after|before|because|but|if|than"
    r"|against)\s|\sfrom\s(?=(?:about\s|some\s|nearly\s|almost\s|over\s|just\s|under\s)?[$€£]?(?:\d|[a-z]+\s(?:per|in)\s))|\sand\s(?=in\s|by\s|for\s|since\s|of\s)"
)


_CAME_FROM = re.compile(r"\b(?:up|down)\sfrom\s(?:(?:about|some|around|nearly|almost|just|over|under)\s){0,2}\W?$")
#: "2022: 32.1 million; 2023: 36.2 million".
_LABEL = re.compile(r"(?<![\d.,])((?:19|20)\d\d):\s{1,2}\W?$")


def date_quantities(prose: str, sentence: Sentence, quantities: Sequence[Quantity]) -> list[str]:
    """For each quantity the year it is given for ("in 2023"), with the month if that stands there, or an empty string.

    A year that is no calendar year is "2022/23".

    The year right behind a quantity is its own; otherwise the one that opens the sentence holds for all without one.
    """
    opening = _OPENING.match(unwrap(prose[sentence.start : sentence.start + 60]))
    years: list[str] = []
    for number, quantity in enumerate(quantities):
        following = quantities[number + 1].start if number + 1 < len(quantities) else sentence.end
        right = unwrap(prose[quantity.end : min(following, quantity.end + 90)])
        if _YEAR_BEFORE.match(right):
            told = next((year for year in reversed(years) if year), "")
            back = _LAST_YEAR.match(right)
            years.append(str(int(told[:4]) - 1) if back and told else "")
            continue
        if _CAME_FROM.search(prose, max(sentence.start, quantity.start - 40), quantity.start):
            years.append("")  # "up from 500": of another year
            continue
        labelled = _LABEL.search(prose, max(sentence.start, quantity.start - 20), quantity.start)
        if labelled is not None:
            years.append(labelled[1])
            continue
        behind = _BREAK.split(right, maxsplit=1)[0]
        match = _DATED.search(behind)
        if match is None:
            begin = max(quantities[number - 1].end if number else sentence.start, quantity.start - 70)
            before = _BREAK.split(unwrap(prose[begin : quantity.start]))[-1]
            dates = list(_DATED.finditer(before))
            # Behind another figure, the date may be that figure's.
            match = dates[-1] if dates and (number == 0 or dates[-1].start() > 40) else None
        held = opening and ";" not in prose[sentence.start : quantity.start]
        years.append(_date(match) if match else _date(opening) if opening and held else "")
    return years


def unwrap(prose: str) -> str:
    """A stretch of prose in one line, without the margin marks of block quotations."""
    return _MARGIN.sub(" ", prose) if "\n" in prose or ">" in prose else prose


_MARGIN = re.compile(r"\s*\n[\s>]*|^[\s>]+")


def _date(match: re.Match[str]) -> str:
    month = next((n for n, name in enumerate(MONTHS, start=1) if name in match[0]), 0)
    groups = match.groupdict()
    last = groups.pop("last", None)
    year = next(group for group in groups.values() if group)
    if last:
        # "2022-23" is a year of its own; a longer span dates nothing.
        return f"{year}/{last[-2:]}" if int(last[-2:]) == (int(year) + 1) % 100 else ""
    return f"{year}-{month:02d}" if month else year


def is_within(date: str, years: Collection[str]) -> bool:
    """Whether the year of a date, or both years of "2022/23", are among these years."""
    split = "/" in date
    return date[:4] in years and (not split or str(int(date[:4]) + 1) in years)


_BOUND = re.compile(
    r"(?:no |not )?(?:more|fewer|less|higher|lower|greater) than $|at (?:least|most) $|up to $", re.IGNORECASE
)
_DOWN = re.compile(
    r"\b(?:fell|fall|falls|fallen|falling|drop|drops|dropped|dropping|declin\w*|decreas\w*|reduc\w*|down"
    r"|lower|fewer|less|"
    r"shrank|shrunk|cut|cuts|slower|shorter|smaller|worse|loss|lost|halv\w*)\b(?!\sthan\s(?:\d|half|a\s))",
    re.IGNORECASE,
)
_UP = re.compile(
    r"\b(?:rose|rise|rises|risen|rising|increas\w*|grew|grow|grows|growth|grown|up|higher|more|jump\w*"
    r"|climb\w*|surg\w*|gain\w*|"
    r"faster|longer|larger|doubl\w*|tripl\w*|expand\w*)\b(?!\s(?:than\s(?:\d|half|a\s)|to\b))",
    re.IGNORECASE,
)


def direction_of(prose: str, sentence: Sentence, quantities: Sequence[Quantity], number: int) -> Direction:
    """Whether the sentence says "rose by" or "fell by" of a share or change."""
    quantity = quantities[number]
    if quantity.unit not in ("percent", "percentage point"):
        return ""
    if quantity.low < 0:
        return "down"
    begin = max(quantities[number - 1].end if number else sentence.start, quantity.start - 60)
    left = _BOUND.sub("", unwrap(prose[begin : quantity.start]))
    by = re.search(r"\bby\s(?:\w+\s){0,3}$", left) or re.search(
        r"\b(?:rise|increase|fall|drop|decline|decrease|growth|reduction)\sof\s(?:\w+\s){0,3}$", left
    )
    right = unwrap(prose[quantity.end : quantity.end + 24])
    after = re.match(
        r"\s(more|fewer|less|higher|lower|faster|slower|increase|rise|growth|drop|fall|decline|decrease|reduction)\b",
        right,
    )
    if after:
        return "down" if _DOWN.search(after[0]) or after[1] == "slower" else "up"
    if by or re.search(r"\b(?:fell|dropped|declined|rose|grew|increased|decreased)\s(?:\w+\s){0,2}$", left):
        down, up = list(_DOWN.finditer(left)), list(_UP.finditer(left))
        if down or up:
            return "down" if not up or (down and down[-1].start() > up[-1].start()) else "up"
    return ""


def direction_of_figure(figure: FactFigure) -> Direction:
    """Whether the fact is a rise or a fall, where its sign, unit or statement leaves no doubt."""
    if figure.unit not in ("percent", "percentage point"):
        return ""
    if figure.value < 0:
        return "down"
    text = f"{figure.fact.unit or ''} {figure.fact.statement}"
    unit = figure.fact.unit or ""
    if re.search(r"\b(?:increase|more|higher|growth|rise|faster)\b", unit):
        return "up"
    if re.search(r"\b(?:decrease|fewer|less|lower|decline|fall|drop|reduction)\b", unit):
        return "down"
    down, up = bool(_CHANGE_DOWN.search(text)), bool(_CHANGE_UP.search(text))
    return "" if down == up else "down" if down else "up"


_CHANGE_DOWN = re.compile(
    r"\b(?:fell|dropped|declined|decreased|fall of|drop of|decline of|decrease of|reduction of|reduced)\b", re.I
)
_CHANGE_UP = re.compile(
    r"\b(?:rose|grew|increased|rise of|increase of|growth of|jumped|climbed|surged)\b", re.IGNORECASE
)
