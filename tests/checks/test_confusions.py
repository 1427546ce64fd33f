"""INS007: two things that are easily confused, put for one another in the same breath."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from check_projects import slice_text, write_project

from wellsourced.checks.audit import audit_text
from wellsourced.project.project import Project

REGISTER: list[dict[str, Any]] = [
    {
        "id": "bees",
        "kind": "treaty",
        "official_name": "Convention on the Protection of Bees",
        "short_names": ["Hive Convention", "CPB"],
        "identifiers": {"CETS": "301"},
        "adopted": "2007-10-25",
        "in_force": "2010-07-01",
        "not_to_be_confused_with": ["wasps"],
    },
    {
        "id": "wasps",
        "kind": "treaty",
        "official_name": "Convention on Wasps",
        "short_names": ["Sting Convention"],
        "identifiers": {"CETS": "285"},
        "adopted": "2001-11-23",
    },
    {
        "id": "honey",
        "kind": "eu-act",
        "official_name": "Directive 2011/93/EU of the European Parliament and of the Council on honey",
        "short_names": ["Honey Directive"],
        "adopted": "2011-12-13",
        "not_to_be_confused_with": ["wax"],
    },
    {
        "id": "wax",
        "kind": "eu-act",
        "official_name": "Directive 2011/36/EU of the European Parliament and of the Council on wax",
        "short_names": ["Wax Directive"],
        "adopted": "2011-04-05",
    },
    {"id": "watch", "kind": "organisation", "official_name": "Apiary Watch Foundation", "short_names": ["AWF"]},
    {"id": "guard", "kind": "organisation", "official_name": "Meadow Guard Council", "short_names": ["MGC"]},
    {
        "id": "hivedex",
        "kind": "programme",
        "official_name": "HiveDex",
        "note": "A list of hives, kept by the Apiary Watch Foundation since 1998.",
    },
    {
        "id": "keeper",
        "kind": "case",
        "official_name": "Keeper v. Drone",
        "jurisdiction": "United States (10th Cir.)",
        "not_to_be_confused_with": ["queen"],
    },
    {"id": "queen", "kind": "case", "official_name": "Queen v. Swarm", "jurisdiction": "United States (9th Cir.)"},
]
Judge = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def project(tmp_path: Any) -> Project:
    return write_project(tmp_path, {"01-bees.md": "Bees.\n"}, instruments={"instruments": REGISTER})


@pytest.fixture
def judge(project: Project) -> Judge:
    def run(text: str) -> list[tuple[str, str]]:
        return [(d.code, slice_text(text, d)) for d in audit_text("draft.md", text, project) if d.code == "INS007"]

    return run


@pytest.mark.parametrize(
    "text",
    [
        "The Sting Convention (Hive Convention) was opened for signature.",
        "The Sting Convention, also known as the Hive Convention, was opened for signature.",
        "The Sting Convention, or Hive Convention, was opened for signature.",
        "The Sting Convention (CPB) was opened for signature.",
        "The Wax Directive (Directive 2011/93/EU) was amended.",
        "The Hive Convention of 2001 has been signed by many.",
        "The AWF counts bees, and HiveDex, run by the Meadow Guard Council, counts hives.",
        "The Meadow Guard Council's HiveDex counts hives.",
        "The Meadow Guard Council runs HiveDex for all keepers.",
        "The Ninth Circuit held in Keeper v. Drone that hives are houses.",
    ],
)
def test_two_things_are_not_put_for_one(judge: Judge, text: str) -> None:
    assert "INS007" in [code for code, _ in judge(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The Hive Convention (CETS No. 301) has been signed by many.",
        "The Convention on the Protection of Bees (Hive Convention) has been signed by many.",
        "The Hive Convention and the Sting Convention have been signed by many.",
        "The Hive Convention, the Sting Convention and the Wax Directive have been compared.",
        "The Sting Convention is often confused with the Hive Convention.",
        "The Sting Convention, not the Hive Convention, was meant.",
        "The Hive Convention of 2007 has been signed by many.",
        "The Apiary Watch Foundation's HiveDex counts hives.",
        "The AWF runs HiveDex; the Meadow Guard Council uses it.",
        "The Meadow Guard Council welcomed HiveDex.",
        "The Tenth Circuit held in Keeper v. Drone that hives are houses.",
    ],
)
def test_two_things_may_stand_side_by_side(judge: Judge, text: str) -> None:
    assert judge(text) == []
