"""Court cases by the words of their parties."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wellsourced.checks.names.known_names import Keys
from wellsourced.checks.names.variants import split_words
from wellsourced.checks.names.vouching import one_line
from wellsourced.manuscript.names import find_names
from wellsourced.project.models import Instrument
from wellsourced.project.project import Project

#: Words of so many parties that they lead to no case.
_FREQUENT = frozenset({"commission", "people", "r", "state", "united", "v"})
#: So many letters of a party's words are compared to find cases like it, and so many cases are tried a word.
_EDGE, _MOST_CASES = 3, 200


@dataclass(frozen=True, eq=False)
class Case:
    """A case by its parties' words."""

    left: Keys
    right: Keys
    text: str
    instrument: Instrument | None


class CaseRegister:
    """The cases of a register, of its notes and of the bibliography, by the beginnings of their parties' words."""

    def __init__(self, project: Project) -> None:
        self._cases = tuple(_collect_cases(project))
        self._by_edge: dict[str, list[int]] = {}
        for number, case in enumerate(self._cases):
            for key in {k[:_EDGE] for k in (*case.left, *case.right) if k not in _FREQUENT}:
                self._by_edge.setdefault(key, []).append(number)

    def like(self, case: Case) -> Iterator[Case]:
        """Cases that share a word, or the beginning of one, with the case."""
        keys = [key for key in (*case.left, *case.right) if key not in _FREQUENT]
        numbers = (number for key in keys for number in self._by_edge.get(key[:_EDGE], ())[:_MOST_CASES])
        yield from (self._cases[number] for number in dict.fromkeys(numbers))


def _collect_cases(project: Project) -> Iterator[Case]:
    for instrument in project.instruments:
        if instrument.kind == "case":
            for name in instrument.names:
                yield from read_case(name, instrument)
    for reference in project.references:
        if " v" in reference.title:
            yield from read_case(reference.title, None)
    for instrument in project.instruments:  # last: what is registered itself comes before what a note only names
        note = instrument.note or ""
        for noted in find_names(note, 0, len(note)) if " v" in note else ():
            if noted.kind == "case":
                yield from read_case(note[noted.start : noted.end], None)


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
