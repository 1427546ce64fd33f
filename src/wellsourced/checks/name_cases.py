"""Court cases by the words of their parties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wellsourced.checks.name_variants import split_words
from wellsourced.checks.vouching import one_line
from wellsourced.project.models import Instrument
from wellsourced.project.project import Project

Keys = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Case:
    """A case by its parties' words."""

    left: Keys
    right: Keys
    text: str
    instrument: Instrument | None


def collect_cases(project: Project) -> Iterator[Case]:
    for instrument in project.instruments:
        if instrument.kind == "case":
            for name in (instrument.official_name, *instrument.short_names):
                yield from read_case(name, instrument)
    for reference in project.references:
        if " v" in reference.title:
            yield from read_case(reference.title, None)


def read_case(name: str, instrument: Instrument | None) -> Iterator[Case]:
    """The case that a name of the form A v. B names."""
    parts = re.split(r"\s+(?:v|vs|versus)\.?\s+", one_line(name), maxsplit=1)
    if len(parts) == 2:
        yield Case(_party(parts[0]), _party(parts[1]), one_line(name), instrument)


def _party(text: str) -> Keys:
    """The words of a party, without "Case of", "& another" and initials."""
    text = re.sub(r"^(?:Case of|In re|Ex parte)\s+|\s*(?:&|and)\s+(?:Anr|Ors|others?|another)\.?.*$|\(.*$", "", text)
    words = [w for w in split_words(text) if len(w.exact) > 1 or len(text) < 6]
    keys = tuple(w.key for w in words)
    return _PARTIES.get(keys, keys)


_PARTIES: dict[Keys, Keys] = {
    ("us",): ("united", "state"),
    ("usa",): ("united", "state"),
    ("regina",): ("r",),
    ("rex",): ("r",),
}
