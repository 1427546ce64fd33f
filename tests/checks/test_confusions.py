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
        "short_names": ["Hive Convention", "CPB", "Convention on the Shelter of Queens and Drones in Winter"],
        "identifiers": {"CETS": "301"},
        "adopted": "2007-10-25",
        "in_force": "2010-07-01",
        "jurisdiction": "Council of Europe",
        "not_to_be_confused_with": ["wasps"],
        "about": ["swarm*", "collect* honey"],
    },
    {
        "id": "wasps",
        "kind": "treaty",
        "official_name": "Convention on Wasps",
        "short_names": ["Sting Convention"],
        "identifiers": {"CETS": "285"},
        "adopted": "2001-11-23",
        "about": ["venom*"],
        "note": "Drafted by Zwickenpflug.",
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
        "jurisdiction": "European Union",
        "superseded_by": "candle",
    },
    {
        "id": "candle",
        "kind": "eu-act",
        "official_name": "Candle Regulation",
        "in_force": "2023-01-01",
        "jurisdiction": "European Union",
        "not_to_be_confused_with": ["apiary-act", "comb-act"],
    },
    {"id": "comb-act", "kind": "statute", "official_name": "Comb Act", "jurisdiction": "Germany"},
    {"id": "comb-office", "kind": "organisation", "official_name": "Comb Office", "jurisdiction": "Germany"},
    {
        "id": "coe",
        "kind": "organisation",
        "official_name": "Council of Europe",
        "not_to_be_confused_with": ["council"],
    },
    {"id": "council", "kind": "organisation", "official_name": "Council of the European Union"},
    {
        "id": "apiary-act",
        "kind": "statute",
        "official_name": "Apiary Act 2019",
        "jurisdiction": "United Kingdom",
        "not_to_be_confused_with": ["apiary-act-au"],
    },
    {"id": "apiary-act-au", "kind": "statute", "official_name": "Apiary Act 2017", "jurisdiction": "Australia"},
    {
        "id": "ofhive",
        "kind": "organisation",
        "official_name": "Ofhive",
        "jurisdiction": "United Kingdom",
        "not_to_be_confused_with": ["ebees"],
    },
    {"id": "ebees", "kind": "organisation", "official_name": "eBees Commissioner", "jurisdiction": "Australia"},
    {"id": "court", "kind": "organisation", "official_name": "Supreme Court of Canada", "jurisdiction": "Canada"},
    {
        "id": "hive-committee",
        "kind": "organisation",
        "official_name": "Committee of the Parties to the Hive Convention",
        "short_names": ["Hive Committee"],
        "not_to_be_confused_with": ["sting-committee"],
    },
    {
        "id": "sting-committee",
        "kind": "organisation",
        "official_name": "Venom Panel",
        "about": ["sting convention"],
    },
    {
        "id": "nectar",
        "kind": "programme",
        "official_name": "Operation Nectar",
        "short_names": ["SwarmWatch"],
        "not_to_be_confused_with": ["drone"],
    },
    {"id": "drone", "kind": "programme", "official_name": "Operation Drone"},
    {
        "id": "guide",
        "kind": "soft-law",
        "official_name": "Guide to Hives",
        "jurisdiction": "Apiary Watch Foundation",
    },
    {
        "id": "line",
        "kind": "organisation",
        "official_name": "HoneyLine",
        "jurisdiction": "United Kingdom (Apiary Watch Foundation)",
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
        "The Sting Convention tells states how to count swarms.",
        "Under the Sting Convention honey is collected twice a year.",
        "Collecting honey is the subject of the Sting Convention.",
        "The Hive Convention, which lists kinds of venom, has been signed by many.",
        "The Honey Directive replaced the Wax Directive.",
        "The Wax Directive was repealed in 2019 by the Honey Directive.",
        "The Council of Europe adopted the Wax Directive in 2011.",
        "The Council of the European Union opened the Hive Convention for signature.",
        "The Council of Europe settled its position on the proposed Wax Directive.",
        "The Supreme Court of Canada decided Keeper v. Drone.",
        "The eBees Commissioner enforces the Apiary Act 2019.",
        "The Apiary Act 2019 is enforced by the eBees Commissioner.",
        "Ofhive, the Australian regulator, counts hives.",
        "Australia's Ofhive counts hives.",
        "SwarmWatch was shut down by Operation Drone.",
        "Operation Drone dismantled SwarmWatch.",
        "The Guide to Hives was written by the Meadow Guard Council.",
        "The Meadow Guard Council runs HoneyLine.",
        "The Australian Ofhive counts hives.",
        "The Hive Convention, not the Sting Convention, deals with venom.",
        "The Hive Convention and not the Sting Convention deals with venom.",
        "Not the Sting Convention but the Hive Convention deals with venom.",
        "The Sting Convention is the Council's treaty on the shelter of queens in winter.",
        "The eBees Commissioner draws its powers from the Apiary Act 2019.",
        "The eBees Commissioner acts under the Apiary Act 2019.",
        "The Apiary Act 2019 gives the eBees Commissioner its powers.",
        "Ofhive enforces the Candle Regulation.",
        "It is from the Apiary Act 2019 that the eBees Commissioner draws its powers.",
        "In Kent the Wax Directive took the place of the Candle Regulation.",
        "The Hive Committee monitors the Sting Convention.",
        "The Hive Convention is overseen by the Venom Panel.",
        "HiveDex, which the Meadow Guard Council keeps, counts hives.",
        "The Wax Directive (Council of Europe) was adopted in 2011.",
        "The Wax Directive, which the Council of Europe adopted in 2011, was amended.",
        "The Wax Directive of the Council of Europe was adopted in 2011.",
        "The Hive Convention was opened for signature by the Council of the European Union.",
        "The Hive Convention was negotiated under the auspices of the Council of the European Union.",
        "HiveDex (Meadow Guard Council) counts hives.",
        "HiveDex is the Meadow Guard Council's answer to theft.",
        "HiveDex, also known as SwarmWatch, counts hives.",
        "The HiveDex programme of the Apiary Watch Foundation, known as SwarmWatch, counts hives.",
        "HiveDex, devised by the Meadow Guard Council, counts hives.",
        "The Hive Convention has its origin in work done by Professor Zwickenpflug on hives.",
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
        "The Hive Convention tells states how to count swarms.",
        "The Sting Convention says nothing of swarms.",
        "The Sting Convention has a sister, the treaty of 2007 on swarms.",
        "Keepers who collect honey have signed the Sting Convention.",
        "Keepers collect honey first and then read the Sting Convention.",
        "The Sting Convention was answered by the Hive Convention on swarms.",
        "The Candle Regulation replaced the Wax Directive.",
        "The Wax Directive was repealed by the Candle Regulation.",
        "The Honey Directive did not replace the Wax Directive.",
        "The Council of the European Union adopted the Wax Directive in 2011.",
        "The Council of Europe opened the Hive Convention for signature.",
        "The Council of Europe adopted a resolution on the Wax Directive.",
        "The Supreme Court decided Keeper v. Drone.",
        "The Supreme Court of Canada cited Keeper v. Drone.",
        "Ofhive enforces the Apiary Act 2019.",
        "Ofhive, the British regulator, counts hives.",
        "Britain's Ofhive counts hives.",
        "SwarmWatch was shut down by Operation Nectar.",
        "The AWF wrote the Guide to Hives.",
        "The Apiary Watch Foundation runs HoneyLine.",
        "The Meadow Guard Council praises HoneyLine.",
        "Ofhive enforces the Apiary Act.",
        "The AWF is helped by the Counting Team (HiveDex), a Meadow of Guards.",
        "In Australia Ofhive has no powers.",
        "The Sting Convention, not the Hive Convention, deals with venom.",
        "Not the Hive Convention but the Sting Convention deals with venom.",
        "Does the Hive Convention deal with venom?",
        "The Hive Convention is the Council's treaty on the shelter of queens in winter.",
        "Ofhive draws its powers from the Apiary Act 2019.",
        "It is from the Apiary Act 2019 that Ofhive draws its powers.",
        "In Kent the Candle Regulation took the place of the Wax Directive.",
        "The Comb Office enforces the Candle Regulation.",
        "The Hive Committee monitors the Hive Convention.",
        "The Hive Committee and the Venom Panel monitor the Hive Convention and the Sting Convention.",
        "HiveDex, which the Apiary Watch Foundation keeps, counts hives.",
        "HiveDex, which the Meadow Guard Council uses, counts hives.",
        "HiveDex, or SwarmWatch, counts hives.",
        "HiveDex (Apiary Watch Foundation) counts hives.",
        "The Hive Convention (Council of Europe) was adopted in 2007.",
        "The Hive Convention, which the Council of Europe adopted in 2007, was amended.",
        "The Wax Directive, which the Council of Europe wrote to members about, was amended.",
        "The Hive Convention of the Council of Europe was adopted in 2007.",
        "The Hive Convention was opened for signature by the Council of Europe.",
        "The Wax Directive (Council of Europe members only) was adopted in 2011.",
        "HiveDex is the Apiary Watch Foundation's answer to theft.",
        "Article 5 of the Hive Convention is known as the Sting Convention.",
        "The Hive Convention, not the Sting Convention with its rules on venom, protects queens.",
        "The Hive Convention was discussed in Zwickenpflug.",
        "The Sting Convention has its origin in work done by Professor Zwickenpflug on wasps.",
    ],
)
def test_two_things_may_stand_side_by_side(judge: Judge, text: str) -> None:
    assert judge(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Ninth Circuit disagreed with Keeper v. Drone.",
        "In the Ninth Circuit keepers cite Keeper v. Drone.",
        "The Ninth Circuit and the Tenth Circuit read Keeper v. Drone.",
    ],
)
def test_a_court_may_speak_of_the_case_of_another(judge: Judge, text: str) -> None:
    assert judge(text) == []
