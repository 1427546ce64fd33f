"""The official numbers of registered things: who has each, and every way in which it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from wellsourced.checks.kept_registers import KeptRegisters
from wellsourced.checks.names.vouching import one_line
from wellsourced.manuscript.identifiers import Identifier, find_identifiers
from wellsourced.project.models import Instrument
from wellsourced.project.project import Project

_Numbers = dict[tuple[str, str], tuple[Identifier, ...]]
_Owners = dict[tuple[str, str], tuple[Instrument, ...]]


def collect_identifiers(kept: KeptRegisters) -> tuple[_Owners, _Numbers, _Owners]:
    """Official numbers: who has each; every way each is written, and for each of these whose it is."""
    owners: dict[tuple[str, str], list[Instrument]] = {}
    numbers: dict[tuple[str, str], list[Identifier]] = {}
    holders: dict[tuple[str, str], list[Instrument]] = {}
    by_id = {instrument.id: instrument for instrument in kept.project.instruments}
    read = kept.keep(
        "numbers of instruments", list[tuple[str, Identifier]], lambda: list(_read_identifiers(kept.project))
    )
    for name, found in read:
        owner, place = by_id[name], (found.scheme, found.number)
        numbers.setdefault(place, []).append(found)
        holders.setdefault(place, []).append(owner)
        if owner not in owners.setdefault(place, []):
            owners[place].append(owner)
    return (
        {k: tuple(v) for k, v in owners.items()},
        {k: tuple(v) for k, v in numbers.items()},
        {k: tuple(v) for k, v in holders.items()},
    )


def _read_identifiers(project: Project) -> Iterator[tuple[str, Identifier]]:
    """Instrument by id, and a way in which a number of it is written."""
    for instrument in project.instruments:
        for name in instrument.names:
            for found in find_identifiers(one_line(_AMENDS.split(name, maxsplit=1)[0])):
                yield instrument.id, found
        for key, value in instrument.identifiers.items():
            key = key.replace("_", " ").casefold()
            value = re.sub(r"No\. (\d+), ((?:19|20)\d\d)", r"No. \1 of \2", one_line(value))
            if key == "docket":
                value = value.replace(", ", ", docket ")
            if key == "ilo":
                value = value.lstrip("C")
            if key.startswith(_OF_OTHERS):
                continue
            for found in find_identifiers(f"{_SCHEMES.get(key, key.upper())} {value}".strip()):
                yield instrument.id, msgspec.structs.replace(found, type="") if key == "number" else found
            for found in find_identifiers(value):
                yield instrument.id, found


#: Keys of `identifiers` whose numbers are those of other instruments.
_OF_OTHERS = ("amend", "authority", "replac", "repeal", "consolid", "regulation")
_SCHEMES = {
    "public law": "Pub. L. No.",
    "usc": "",
    "us code": "",
    "stat": "",
    "iso": "",
    "ilo": "ILO Convention No.",
    "nist": "NIST",
    "law": "",
    "application": "application no.",
    "ets": "CETS No.",
    "cets": "CETS No.",
    "act": "Act",
    "docket": "docket",
    "section": "section",
    "grant agreement": "grant agreement",
    "unga": "General Assembly",
    "appeal": "",
    "number": "Directive",
    "bill": "Bill",
    "unts": "UNTS",
}
#: What follows in a title is about other acts.
_AMENDS = re.compile(r" (?:and )?(?:amending|replacing|repealing) ")


def is_slip(a: str, b: str) -> bool:
    """Whether two numbers of one length differ by two exchanged digits or by one wrong one."""
    if len(a) != len(b):
        return False
    different = [i for i in range(len(a)) if a[i] != b[i]]
    if len(different) == 1:
        return len(a) > 2
    return len(different) == 2 and sorted(a[i] for i in different) == sorted(b[i] for i in different)
