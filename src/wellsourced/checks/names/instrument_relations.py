"""What the records of instruments say of each other, and of which acts single sections are registered."""

from __future__ import annotations

import re

from wellsourced.checks.names.known_names import Keys
from wellsourced.checks.names.variants import split_words, strip_year
from wellsourced.checks.names.vouching import one_line
from wellsourced.manuscript.identifiers import find_identifiers
from wellsourced.project.models import Instrument
from wellsourced.project.project import Project

_SECTION_OF = re.compile(r"[Ss]ection (?P<number>\d[\w.]*) of (?:the )?(?P<act>[A-Z][^,;(]+)")
_SECTION_BEHIND = re.compile(r"(?P<act>[A-Z][^,;(]+?)(?: \([^()]*\))?,? (?:section|s\.?) (?P<number>\d[\w.]*)")


def confusable_pairs(project: Project) -> list[tuple[str, Instrument]]:
    """An instrument by its id, and another that it is easily confused with, whichever of the two says so."""
    by_id = {instrument.id: instrument for instrument in project.instruments}
    return [
        pair
        for instrument in project.instruments
        for other in instrument.not_to_be_confused_with
        if other in by_id
        for pair in ((instrument.id, by_id[other]), (other, instrument))
    ]


def collect_replaced(project: Project) -> dict[tuple[str, str], Instrument]:
    """Official numbers that an instrument says it replaces."""
    return {
        (number.scheme, number.number): instrument
        for instrument in project.instruments
        for key, value in instrument.identifiers.items()
        if key.casefold().startswith(("replac", "repeal"))
        for number in find_identifiers(one_line(value))
    }


def collect_years(project: Project) -> dict[str, int]:
    """The year of the bibliography entry of each instrument."""
    years: dict[str, int] = {}
    for instrument in project.instruments:
        reference = project.resolve_reference(instrument.reference) if instrument.reference else None
        parts = (reference.item.get("issued") or {}).get("date-parts") if reference else None
        if parts and parts[0] and str(parts[0][0]).isdigit():
            years[instrument.id] = int(parts[0][0])
    return years


def collect_sections(project: Project) -> dict[Keys, frozenset[str]]:
    """The words of acts of which single sections are registered -> the numbers of these."""
    found: dict[Keys, set[str]] = {}
    for instrument in project.instruments:
        for name in instrument.names:
            match = _SECTION_OF.match(name) or _SECTION_BEHIND.match(name)
            if match is not None:
                keys = tuple(w.key for w in strip_year(split_words(match["act"]))[0])
                found.setdefault(keys, set()).add(match["number"].casefold())
    return {keys: frozenset(numbers) for keys, numbers in found.items()}
