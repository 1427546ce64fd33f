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
from wellsourced.sources.fact_names import YEAR, counted_word, first_free, name_drawn, name_listed
from wellsourced.sources.figures import Figure, Qualifier, find_figures
from wellsourced.sources.import_report import MergeNotes
from wellsourced.sources.reference_merge import free_name

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
        name = f"{stem}-{as_of}" if dated and as_of else name_listed(stem, figure, match, names)
        names.add(name)
        unit = figure.unit or _without_qualifier(fact.unit)[0]
        qualifier = figure.qualifier or (match.qualifier if match else None)
        result.append(_fact(fact, name, figure.value, unit, qualifier, as_of))
        if match:
            claimed[match] = result[-1]
    return result


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
            name = first_free([f"{estimate.id}-{figure.role}"], figure, names)
            unit = f"{_statistic(estimate)}, {figure.unit}"
        else:
            unit = figure.unit or _borrowed_unit(fact, parent_unit, figures, index, claimed)
            same = [one for one in (*stated, *result) if one.value == figure.value]
            said = counted_word(unit) in {counted_word(one.unit) for one in same}
            if said and (figure.noun or not (figure.behind or figure.before)):
                continue
            name = name_drawn(fact, figure, unit, parent_unit, _year(fact, figure), names)
            if figure.role == "high" and estimate.id.endswith("-low"):
                name = free_name(f"{estimate.id.removesuffix('-low')}-high", names)
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
    """The unit of a figure that leaves it out: that of the figure before it in the clause, else the stated fact's."""
    figure = figures[index]
    clause = fact.statement.rfind(";", 0, figure.start)
    before = [
        one
        for one in figures[:index]
        if one.start > clause
        and (one.unit or one in claimed)
        and not one.role_is_interval
        # "21 reports with 61 files, 15 of them ...": what comes with something is not what the sentence is about.
        and not re.search(r"\bwith (?:\w+ ){0,2}$", fact.statement[: one.start])
        and not (figure.value > 100 and counted_word(one.unit) == "percent")
    ]
    words = re.findall(r"[A-Za-z][a-z-]+[^s\W]s\b", fact.statement[: figure.start])
    if re.search(r"\w \($", fact.statement[: figure.start]) and not before and words:
        words = words[-1:]
    # What the brackets explain is the stated figure, not this one.
    lent = re.sub(r"\s*\([^()]*\)$", "", parent_unit or "") if _may_lend(fact, parent_unit, figure) else None
    if before and (before[-1] not in claimed or lent is None):
        return before[-1].unit or lent or ""
    return lent or (words[0].casefold() if words else "")


def _may_lend(fact: DossierFact, parent_unit: str | None, figure: Figure) -> bool:
    """Whether the stated fact's unit can be that of `figure`: a share has at most 100, a statistic is no count."""
    if isinstance(fact.value, str) or not parent_unit:
        return False
    if counted_word(parent_unit) == "percent":
        return figure.value <= 100
    if counted_word(parent_unit).rstrip("s") in ("day", "week", "month", "year", "hour"):
        return False
    return isinstance(figure.value, float) == isinstance(fact.value, float)


def _year(fact: DossierFact, figure: Figure) -> str | None:
    if figure.date:
        return figure.date[:4]
    years = YEAR.findall(fact.as_of or "")
    return str(int(years[0]) - figure.years_back) if figure.years_back and years else None


def _as_of(fact: DossierFact, figure: Figure) -> str | None:
    """The figure's own date; else the fact's. A half-year of another year ends on the same day of that year."""
    parent = fact.as_of if not isinstance(fact.value, str) or ";" not in (fact.as_of or "") else None
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
