"""A dossier's fact as one fact for each figure it holds: in its value, and in the words of its statement.

The figures of a value written as a list ("79 arrests; 39 children") each become a fact `<id>-<what is counted>`; the id
of the list goes, and stays readable as `part_of`. Figures that only the statement holds become facts beside the one
that was stated, named after what they count or, where they count the same, after their year.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from wellsourced.project.models import Fact
from wellsourced.sources.dossier import DossierFact, addresses
from wellsourced.sources.figures import Figure, Qualifier, find_figures
from wellsourced.sources.reference_merge import MergeNotes, free_name
from wellsourced.sources.work_identity import fold

_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_BRACKETS: dict[str, Qualifier] = {
    "more than": "more than", "over": "more than", "at least": "at least", "up to": "up to", "about": "about",
    "approximately": "about", "almost": "almost", "nearly": "almost", "fewer than": "fewer than", "under": "fewer than",
}  # fmt: skip


def split_fact(fact: DossierFact, taken: Iterable[str], notes: MergeNotes) -> tuple[Fact, ...]:
    """The facts that `fact` holds, the stated ones first. `taken`: ids that others have."""
    names = set(taken)
    figures = find_figures(fact.statement)
    claimed: dict[Figure, Fact] = {}
    listed = _listed_figures(fact)
    if listed:
        stated = _name_listed(fact, listed, figures, claimed, names)
        notes.split_facts.append(f"{fact.id}: {', '.join(one.id for one in stated)}")
    else:
        own = _match(figures, claimed, fact.value, fact.unit)
        unit, qualifier = _without_qualifier(fact.unit)
        stated = [_fact(fact, fact.id, fact.value, unit, qualifier or (own.qualifier if own else None), fact.as_of)]
        if own:
            claimed[own] = stated[0]
    drawn = _name_drawn(fact, figures, claimed, stated, names)
    if drawn:
        notes.drawn_facts.append(f"{fact.id}: {', '.join(one.id for one in drawn)}")
    return (*stated, *drawn)


def _fact(
    fact: DossierFact,
    name: str,
    value: int | float | str | None,
    unit: str | None,
    qualifier: Qualifier | None,
    as_of: str | None,
) -> Fact:
    return Fact(
        id=name,
        statement=fact.statement,
        source=fact.source,
        value=value,
        unit=unit or None,
        qualifier=qualifier if value is not None else None,
        as_of=as_of,
        locator=fact.locator,
        kind=fact.kind,
        evidence=addresses(fact.evidence_url),
        part_of=fact.id if name != fact.id else None,
    )


def _without_qualifier(unit: str | None) -> tuple[str | None, Qualifier | None]:
    """ "hashes (more than)" as unit and qualifier."""
    match = re.fullmatch(r"(.*?)\s*\(([a-z ]+)\)", unit or "")
    if match and match[2] in _IN_BRACKETS:
        return match[1], _IN_BRACKETS[match[2]]
    return unit, None


# --- figures that the value lists ------------------------------------------------------------------------------------


def _listed_figures(fact: DossierFact) -> list[Figure]:
    """The figures of a value that is a text, unless it is a date."""
    if not isinstance(fact.value, str) or re.fullmatch(r"\d{4}(-\d\d){0,2}", fact.value):
        return []
    figures: list[Figure] = []
    for part in fact.value.split(";"):
        # "35+/38 countries": two counts of the same; brackets only explain.
        plain = re.sub(r"(\d\+?)/(\d)", r"\1 to \2", re.sub(r"\([^)]*\)", "", part))
        figures += find_figures(plain)
    return figures


def _name_listed(
    fact: DossierFact,
    listed: Sequence[Figure],
    figures: Sequence[Figure],
    claimed: dict[Figure, Fact],
    names: set[str],
) -> list[Fact]:
    stem = re.sub(r"(?:-(?:19|20)\d\d){2,}$", "", fact.id)
    dates = [part.strip() for part in (fact.as_of or "").split(";")]
    dated = len(dates) == len(listed) > 1
    result = []
    for index, figure in enumerate(listed):
        match = _match(figures, claimed, figure.value, figure.unit or fact.unit)
        as_of = dates[index] if dated else fact.as_of
        if dated and as_of:
            name = f"{stem}-{as_of}"
        else:
            around = match or figure
            words = figure.noun or (match.noun if match else "") or " ".join(_names(around) or around.behind[:2])
            name = _free([f"{stem}-{_slug(words)}", *_with_context(stem, _slug(words), figure, around)], figure, names)
        names.add(name)
        unit = figure.unit or _without_qualifier(fact.unit)[0]
        qualifier = figure.qualifier or (match.qualifier if match else None)
        result.append(_fact(fact, name, figure.value, unit, qualifier, as_of))
        if match:
            claimed[match] = result[-1]
    return result


def _names(figure: Figure) -> list[str]:
    """Names of places and bodies behind the figure: what tells two shares of the same thing apart."""
    return [word for word in figure.behind if word[0].isupper()][:2]


# --- figures that only the statement holds ---------------------------------------------------------------------------


def _match(
    figures: Sequence[Figure], claimed: Container[Figure], value: int | float | str | None, unit: str | None
) -> Figure | None:
    """The unclaimed figure of the statement that is `value`, preferring one that counts the same."""
    if value is None or isinstance(value, str):
        return None
    same = [
        figure
        for figure in figures
        if abs(figure.value) == abs(value) and figure not in claimed and not figure.role_is_interval
    ]
    return min(same, key=lambda figure: counted_word(figure.unit) != counted_word(unit), default=None)


def _name_drawn(
    fact: DossierFact,
    figures: Sequence[Figure],
    claimed: Mapping[Figure, Fact],
    stated: Sequence[Fact],
    names: set[str],
) -> list[Fact]:
    parent_unit = _without_qualifier(fact.unit)[0] if not isinstance(fact.value, str) else None
    result: list[Fact] = []
    estimate = stated[0]  # what the next confidence interval belongs to
    for index, figure in enumerate(figures):
        if figure in claimed:
            estimate = claimed[figure]
            continue
        if figure.role_is_interval:
            name = _free([f"{estimate.id}-{figure.role}"], figure, names)
            unit = f"{_statistic(estimate)}, {figure.unit}"
        else:
            unit = figure.unit or _borrowed_unit(fact, parent_unit, figures, index, claimed)
            same = [one for one in (*stated, *result) if one.value == figure.value]
            said = counted_word(unit) in {counted_word(one.unit) for one in same}
            if said and (figure.noun or not (figure.behind or figure.before)):
                continue
            name = _free(_candidates(fact, figure, unit, parent_unit), figure, names)
        names.add(name)
        result.append(_fact(fact, name, figure.value, unit, figure.qualifier, _as_of(fact, figure)))
        if not figure.role_is_interval:
            estimate = result[-1]
    return result


def _statistic(fact: Fact) -> str:
    return re.split(r"\s*[(,]", fact.unit or "estimate")[0]


def _borrowed_unit(
    fact: DossierFact,
    parent_unit: str | None,
    figures: Sequence[Figure],
    index: int,
    claimed: Mapping[Figure, Fact],
) -> str:
    """The unit of a figure that leaves it out: the stated fact's, or that of the figure before it in the clause."""
    figure = figures[index]
    is_share = counted_word(parent_unit) == "percent"
    clause = fact.statement.rfind(";", 0, figure.start)
    before = [one for one in figures[:index] if one.start > clause and one.unit and not one.role_is_interval]
    own = any(one in claimed for one in figures[:index] if one.start > clause)
    same_scale = isinstance(figure.value, float) == isinstance(fact.value, float)
    if parent_unit and not is_share and same_scale and (own or not before):
        return parent_unit
    if before and (figure.value <= 100 or not before[-1].unit.startswith("percent")):
        return before[-1].unit
    if is_share and figure.value <= 100:
        return "percent"
    plurals = re.findall(r"[A-Za-z][a-z-]+[^s\W]s\b", fact.statement[: figure.start])
    return plurals[0].casefold() if plurals else (parent_unit or "")


def _candidates(fact: DossierFact, figure: Figure, unit: str, parent_unit: str | None) -> list[str]:
    """Ids for a figure, the best first."""
    parent_years = _YEAR.findall(fact.as_of or "")
    year = _year(fact, figure)
    other_year = year if year and year not in parent_years else None
    same_unit = counted_word(unit) == counted_word(parent_unit)
    slug = _unit_slug(figure, unit)
    base = fact.id
    if other_year and same_unit:
        swapped = [base.replace(own, other_year) for own in parent_years if own in base]
        return [*swapped, f"{base}-vs-{other_year}"] if swapped else [f"{base}-{other_year}"]
    if other_year:
        return [f"{base}-{slug}-{other_year}", *_with_context(base, f"{slug}-{other_year}", figure)]
    if same_unit and not slug.endswith("percent"):
        return [*_with_context(base, "", figure), f"{base}-{slug}"]
    return [f"{base}-{slug}", *_with_context(base, slug, figure)]


def _with_context(base: str, slug: str, figure: Figure, around: Figure | None = None) -> list[str]:
    """Ids with words from around the figure, fewest first: those behind it, else those before it."""
    said = set(fold(f"{base} {slug} {figure.noun}".replace("-", " ")).split())
    around = around or figure
    behind = [word for word in around.behind if not set(fold(word).split()) <= said]
    before = [word for word in around.before if not set(fold(word).split()) <= said]
    choices = [behind[:1], behind[:2], before[-1:], before[-2:], [*before[-1:], *behind[:1]]]
    tail = f"-{slug}" if slug else ""
    return [f"{base}-{_slug(' '.join(words))}{tail}" for words in choices if words]


def _free(candidates: Iterable[str], figure: Figure, names: set[str]) -> str:
    candidates = [name + (f"-{figure.role}" if figure.role in ("low", "high") else "") for name in candidates]
    for name in candidates:
        if name not in names:
            return name
    value = re.sub(r"[^0-9]+", "-", f"{figure.value:.10g}").strip("-")
    return free_name(f"{candidates[0]}-{value}", names)


def _unit_slug(figure: Figure, unit: str) -> str:
    if figure.noun:
        words = [word for word in fold(figure.noun).split() if word not in ("and", "or")]
        return "-".join(words[-2:])
    if unit.startswith("percent of "):
        return f"{_slug(unit.removeprefix('percent of '), keep=2)}-percent"
    words = [word for word in (figure.behind[:2] or figure.before[-2:]) if not _is_money(word)]
    if unit.startswith("percent"):
        rises = "increase" in unit or unit == "percent more"
        return "-".join([*(_slug(word) for word in words), "increase" if rises else "percent"])
    if unit.isupper():
        return "-".join([*(_slug(word) for word in words), unit.casefold()])
    return _slug(unit, keep=3) or "figure"


def _is_money(word: str) -> bool:
    return word.rstrip("s") in ("dollar", "pound", "euro")


def _year(fact: DossierFact, figure: Figure) -> str | None:
    if figure.date:
        return figure.date[:4]
    years = _YEAR.findall(fact.as_of or "")
    return str(int(years[0]) - figure.years_back) if figure.years_back and years else None


def _as_of(fact: DossierFact, figure: Figure) -> str | None:
    """The figure's own date; else the fact's. A half-year of another year ends on the same day of that year."""
    parent = fact.as_of if fact.as_of and ";" not in fact.as_of else None
    year = _year(fact, figure)
    if year is None:
        return parent
    if (
        parent
        and re.fullmatch(r"\d{4}-\d\d(-\d\d)?", parent)
        and (figure.half or figure.years_back or parent[:4] == year)
    ):
        date = figure.date or ""
        return date if len(date) > 4 and not figure.half else year + parent[4:]
    return figure.date or year


def counted_word(unit: str | None) -> str:
    """The word in `unit` that says what is counted: the last of the noun, before any explanation."""
    plain = re.split(
        r"\s*[(,;]|\s(?:of|with|in|who|at|a|per|from|since)\s", (unit or "").replace("per cent", "percent")
    )[0]
    words = fold(plain).split()
    if "percent" in words:
        return "percent"
    return next(
        (word for word in reversed(words) if word.endswith("s") or word in ("children", "people")),
        words[-1] if words else "",
    )


def _slug(text: str, *, keep: int = 4) -> str:
    return "-".join(re.sub(r"[^a-z0-9 ]", "", fold(text)).split()[:keep])
