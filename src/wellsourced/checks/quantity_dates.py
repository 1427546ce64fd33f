"""The year and the direction (up or down) that a sentence gives each of its quantities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from wellsourced.checks.fact_figures import FactFigure
from wellsourced.manuscript.model import Sentence
from wellsourced.manuscript.quantities import Quantity

Direction = Literal["up", "down", ""]

_LEAD = (
    r"\b(?:in|for|of|during|by|since|until|as of|at the end of|through)\s{1,2}(?:the\s(?:year|end of)\s{1,2})?"
    r"(?:(?:early|late|mid|fiscal|calendar|year|spring|summer|autumn|winter|January|February|March|April|May|June|July|August|"
    r"September|October|November|December|\d{1,2})[\s-]{1,2}){0,3}"
)
_DATED = re.compile(
    rf"(?:{_LEAD}|\()(?P<year>(?:19|20)\d\d)(?![\d,]\d|\s?[-–/]\s?\d|\s(?:to|and|until)\s(?:19|20)\d\d)"
)
_SPAN_BEFORE = re.compile(r"\b(?:19|20)\d\d\s(?:to|and|until|[-–])\s(?:19|20)\d\d")


def date_quantities(prose: str, sentence: Sentence, quantities: Sequence[Quantity]) -> list[str]:
    """For each quantity the year it is given for ("in 2023"), or an empty string.

    The year right behind a quantity is its own; otherwise the one that opens the sentence holds for all without one.
    """
    years: list[str] = []
    claimed: set[int] = set()
    for number, quantity in enumerate(quantities):
        following = quantities[number + 1].start if number + 1 < len(quantities) else sentence.end
        right = prose[quantity.end : min(following, quantity.end + 90)].replace("\n", " ")
        right = re.split(r"[;|]", right, maxsplit=1)[0]
        match = _DATED.search(right)
        if match and not _SPAN_BEFORE.search(right[: match.end() + 1]):
            # Behind the last figure only; "A in 2021 and in 2022 B": 2022 is of B, which a figure cuts off anyway.
            years.append(match["year"])
            claimed.add(quantity.end + match.start("year"))
            continue
        begin = quantities[number - 1].end if number else sentence.start
        left = prose[begin : quantity.start].replace("\n", " ")
        left = re.split(r"[;|]", left)[-1] if number else left
        own = [m for m in _DATED.finditer(left) if begin + m.start("year") not in claimed]
        if own and not _SPAN_BEFORE.search(left):
            years.append(own[-1]["year"])
            continue
        opening = _DATED.match(prose[sentence.start : sentence.start + 60].replace("\n", " "))
        opening = opening or re.match(r"In (?P<year>(?:19|20)\d\d)(?!\d)", prose[sentence.start : sentence.start + 10])
        years.append(opening["year"] if opening else "")
    return years


_DOWN = re.compile(
    r"\b(?:fell|fall|falls|fallen|falling|drop|drops|dropped|dropping|declin\w*|decreas\w*|reduc\w*|down|lower|fewer|less|"
    r"shrank|shrunk|cut|cuts|slower|shorter|smaller|worse|loss|lost|halv\w*)\b(?!\sthan\s(?:\d|half|a\s))",
    re.IGNORECASE,
)
_UP = re.compile(
    r"\b(?:rose|rise|rises|risen|rising|increas\w*|grew|grow|grows|growth|grown|up|higher|more|jump\w*|climb\w*|surg\w*|gain\w*|"
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
    left = prose[begin : quantity.start].replace("\n", " ")
    by = re.search(r"\bby\s(?:\w+\s){0,3}$", left) or re.search(
        r"\b(?:rise|increase|fall|drop|decline|decrease|growth|reduction)\sof\s(?:\w+\s){0,3}$", left
    )
    right = prose[quantity.end : quantity.end + 24].replace("\n", " ")
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
