"""Ids for figures that a dossier gives without one: named after what they count, their year or the words around."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from wellsourced.sources.dossier import DossierFact
from wellsourced.sources.figures import Figure
from wellsourced.sources.reference_merge import free_name
from wellsourced.sources.work_identity import fold

YEAR = re.compile(r"(?:19|20)\d\d")


def name_listed(stem: str, figure: Figure, match: Figure | None, taken: Collection[str]) -> str:
    """The id of a figure out of a list of values. `match`: the same figure in the statement."""
    around = match or figure
    names = [word for word in around.behind if word[0].isupper()][:2]  # places and bodies tell shares apart best
    words = figure.noun or (match.noun if match else "") or " ".join(names or around.behind[:2])
    return first_free([f"{stem}-{slug(words)}", *_with_context(stem, slug(words), around)], figure, taken)


def name_drawn(
    fact: DossierFact, figure: Figure, unit: str, parent_unit: str | None, year: str | None, taken: Collection[str]
) -> str:
    """The id of a figure that only the statement holds. `year`: of the figure, where the statement gives one."""
    return first_free(_candidates(fact, figure, unit, parent_unit, year), figure, taken)


def first_free(candidates: Iterable[str], figure: Figure, taken: Collection[str]) -> str:
    """The first candidate that nobody has; else the first with the value behind it."""
    end = f"-{figure.role}" if figure.role in ("low", "high") else ""
    candidates = [name + end for name in candidates]
    for name in candidates:
        if name not in taken:
            return name
    value = re.sub(r"[^0-9]+", "-", f"{figure.value:.10g}").strip("-")
    return free_name(f"{candidates[0]}-{value}", taken)


def _candidates(fact: DossierFact, figure: Figure, unit: str, parent_unit: str | None, year: str | None) -> list[str]:
    parent_years = YEAR.findall(fact.as_of or "")
    same_unit = counted_word(unit) == counted_word(parent_unit)
    what, base = _unit_slug(figure, unit), fact.id
    if year and year not in parent_years:
        if not same_unit:
            return [f"{base}-{what}-{year}", *_with_context(base, f"{what}-{year}", figure)]
        swapped = [base.replace(own, year) for own in parent_years if own in base]
        return [*swapped, f"{base}-vs-{year}"] if swapped else [f"{base}-{year}"]
    said = set(fold(f"{base} {parent_unit or ''}".replace("-", " ")).split())
    told = set(fold(figure.noun).split()) <= said if same_unit else set(what.split("-")) <= set(base.split("-"))
    if told and not what.endswith("percent") and not figure.is_share and not figure.is_whole:
        return [*_with_context(base, "", figure), f"{base}-{what}"]
    return [f"{base}-{what}", *_with_context(base, what, figure)]


def _with_context(base: str, what: str, figure: Figure) -> list[str]:
    """Ids with words from around the figure, fewest first: those behind it, else those before it."""
    said = set(fold(f"{base} {what} {figure.noun}".replace("-", " ")).split())
    behind = [word for word in figure.behind if not set(fold(word).split()) <= said and not _is_money(word)]
    before = [word for word in figure.before if not set(fold(word).split()) <= said and not _is_money(word)]
    choices = [behind[:1], behind[:2], before[-1:], before[-2:], [*before[-1:], *behind[:1]]]
    tail = f"-{what}" if what else ""
    return [f"{base}-{slug(' '.join(words))}{tail}" for words in choices if words]


def _unit_slug(figure: Figure, unit: str) -> str:
    if figure.is_share:
        return slug(unit, keep=4)
    if figure.noun:
        words = [word for word in fold(figure.noun).split() if word not in ("and", "or")]
        return "-".join(words[-2:])
    if unit.startswith("percent of "):
        return f"{slug(unit.removeprefix('percent of '), keep=2)}-percent"
    words = [word for word in (figure.behind[:2] or figure.before[-2:]) if not _is_money(word)]
    if unit.startswith("percent"):
        rises = "increase" in unit or unit == "percent more"
        words = [word for word in words if word != "increase"]
        return "-".join([*(slug(word) for word in words), "increase" if rises else "percent"])
    if unit.isupper():
        return "-".join([*(slug(word) for word in words), unit.casefold()])
    return slug(re.split(r"\s*[(,]", unit)[0], keep=3) or "figure"


def counted_word(unit: str | None) -> str:
    """The word in `unit` that says what is counted: the last of the noun, before any explanation."""
    plain = (unit or "").replace("per cent", "percent")
    words = fold(re.split(r"\s*[(,;]|\s(?:of|with|in|who|at|a|per|from|since)\s", plain)[0]).split()
    if "percent" in words:
        return "percent"
    plurals = (word for word in reversed(words) if word.endswith("s") or word in ("children", "people"))
    return next(plurals, words[-1] if words else "")


def slug(text: str, *, keep: int = 4) -> str:
    """The first `keep` words of `text`, as an id writes them."""
    return "-".join(re.sub(r"[^a-z0-9 ]", "", fold(text)).split()[:keep])


def _is_money(word: str) -> bool:
    return word.casefold().rstrip("s") in ("dollar", "pound", "euro")
