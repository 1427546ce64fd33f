"""Whether a share is of those who did something, or of those who did not."""

from __future__ import annotations

import re

from wellsourced.checks.backing.fact_figures import FactFigure, stem

_VERB = r"(?:had|have|has|were|was|are|is|did|do|does|could|can|would|will)"
_NOT = re.compile(
    rf"(?:\s(?!(?:that|which|who|whose)\b)[\w-]+){{0,5}}?,?\s(?:{_VERB}\s(?:not|never)|never|{_VERB}n[’']t"
    r"|without|failed\sto|remained)\b(?P<done>(?:\s(?:been|yet|even|ever))?\s[\w-]{4,})?"
)
_CLAUSE = re.compile(r"[,;.]\s|\sand\s")
_ELSEWHERE = re.compile(r"\b(?:abroad|elsewhere|outside)\b")
_NEGATED = re.compile(r"\b(?:not|never|no|nobody|none|without|outside|except)\b|n[’']t\b", re.IGNORECASE)


def is_denied(behind: str) -> bool:
    """Whether the words behind a share say that those had or did not: "of the offences were not cleared"."""
    return _NOT.match(behind) is not None or _ELSEWHERE.search(behind) is not None


def is_negative(figure: FactFigure) -> bool:
    """Whether the fact is of what did not happen: its unit, or what its statement says behind the value, denies it."""
    statement = figure.fact.statement
    digits = f"{abs(figure.value.normalize()):,f}"
    start = statement.find(digits)
    behind = _CLAUSE.split(statement[start:], maxsplit=1)[0] if start >= 0 else statement
    return _NEGATED.search(f"{figure.fact.unit or ''} {behind}") is not None


def denies(behind: str, figure: FactFigure) -> bool:
    """Whether the words behind a share deny the very thing that the fact says of the share it gives."""
    found = _NOT.match(behind)
    if found is None or not found["done"] or is_negative(figure):
        return False
    return stem(found["done"].split()[-1]) in figure.words
