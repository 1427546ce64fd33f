"""Whether two CSL items say the same in a field, allowing for how it is written; and values in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wellsourced.sources import work_identity
from wellsourced.sources.work_identity import fold


def agree(name: str, a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether `a` and `b` say the same in field `name`, allowing for how it is written."""
    x, y = a[name], b[name]
    compare = _COMPARISONS.get(name)
    if compare:
        return compare(x, y)
    if name == "number":
        shared = work_identity.official_numbers(a) & work_identity.official_numbers(b)
        return bool(shared) or _within(fold(str(x)), fold(str(y)))
    if isinstance(x, list | tuple) and isinstance(y, list | tuple):
        return same_names(x, y)
    return fold(str(x)) == fold(str(y))


def same_year(name: str, a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """A record vouches for the year of issue, whatever day it names."""
    return name == "issued" and work_identity.year_of(a) == work_identity.year_of(b) is not None


def same_names(x: Any, y: Any) -> bool:
    """Whether two lists of names (or a list and a body in words) are the same; given names may be initials."""
    a, b = _names(x), _names(y)
    return len(a) == len(b) and all(
        family == other and (not given or not initial or given[0] == initial[0])
        for (family, given), (other, initial) in zip(a, b, strict=True)
    )


def _names(value: Any) -> list[tuple[str, str]]:
    if isinstance(value, str):
        return [(fold(value), "")]
    pairs = ((fold(n.get("literal") or n.get("family", "")), fold(n.get("given", ""))) for n in value)
    return sorted(pairs) if all("literal" in n for n in value) else list(pairs)


def _same_dates(x: Any, y: Any) -> bool:
    a, b = date_parts(x), date_parts(y)
    shared = min(len(a), len(b))
    return a[:shared] == b[:shared] and shared > 0


def _same_pages(x: Any, y: Any) -> bool:
    return fold(str(x)).split()[:1] == fold(str(y)).split()[:1]


def _within(x: str, y: str) -> bool:
    short, long = sorted((x, y), key=len)
    return bool(short) and f" {short} " in f" {long} "


def _same_urls(x: Any, y: Any) -> bool:
    return work_identity.canonical_url(str(x)) == work_identity.canonical_url(str(y))


def _same_dois(x: Any, y: Any) -> bool:
    return work_identity.normal_doi({"DOI": x}) == work_identity.normal_doi({"DOI": y})


_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "edition": lambda x, y: work_identity.ordinal(x) == work_identity.ordinal(y),
    "issued": _same_dates,
    "page": _same_pages,
    "URL": _same_urls,
    "DOI": _same_dois,
}


def date_parts(value: Any) -> list[int]:
    """Year, month, day of a CSL date, as far as given; empty where it is given in words."""
    try:
        return [int(part) for part in value["date-parts"][0]]
    except (KeyError, IndexError, TypeError, ValueError):
        return []


def iso_date(value: Any) -> str:
    """A CSL date as YYYY, YYYY-MM or YYYY-MM-DD."""
    return "-".join(f"{part:02d}" for part in date_parts(value))


def show(value: Any) -> str:
    """A field's value as the import report prints it."""
    if isinstance(value, Mapping):
        return iso_date(value) or str(dict(value))
    if isinstance(value, list | tuple):
        return "; ".join(
            str(n.get("literal") or ", ".join(filter(None, (n.get("family"), n.get("given"))))) for n in value
        )
    return f'"{value}"'
