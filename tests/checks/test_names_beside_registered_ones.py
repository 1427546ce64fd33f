"""What stands beside a registered name, or is like one, and is neither: states, owners, years, titles of works."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from check_projects import write_project

from wellsourced.checks.audit import audit_text

REGISTER: list[dict[str, Any]] = [
    {
        "id": "remove",
        "kind": "tool",
        "official_name": "Wasp Remove",
        "short_names": ["Keepers' Wasp Remove"],
        "jurisdiction": "United Kingdom (Committee for Hives)",
        "adopted": "2021-06",
    },
    {
        "id": "nectar",
        "kind": "programme",
        "official_name": "Project Nectar",
        "adopted": "2017-01-17",
        "note": "Grew out of what the court had said in Keeper v. Drone.",
    },
    {
        "id": "office",
        "kind": "organisation",
        "official_name": "Office of the UN High Keeper for Wild Bees",
        "jurisdiction": "international (UN)",
    },
    {
        "id": "bees",
        "kind": "treaty",
        "official_name": "Convention on the Protection of Bees",
        "short_names": ["Hive Convention"],
        "adopted": "2007-10-25",
        "jurisdiction": "Council of Europe",
        "note": "Approved 12 Jul 2006.",
    },
    {"id": "wasps", "kind": "treaty", "official_name": "Sting Convention", "adopted": "2001-11-23"},
    {
        "id": "advice",
        "kind": "soft-law",
        "official_name": "Recommendation on Swarms in Cities",
        "adopted": "2021-05-31",
        "jurisdiction": "OECD",
    },
    {"id": "case", "kind": "case", "official_name": "Queen v. Swarm", "adopted": "2008-12-02"},
    {"id": "drone-case", "kind": "case", "official_name": "Worker v. Drone", "adopted": "1990-04-18"},
    {"id": "swarm-note", "kind": "tool", "official_name": "Combs", "note": "Used in Worker v. Drone (1990)."},
    {
        "id": "guelph",
        "kind": "case",
        "official_name": "Guelph v. Comb",
        "adopted": "2003-05-06",
        "jurisdiction": "Canada (Supreme Court)",
    },
    {"id": "foundation", "kind": "organisation", "official_name": "Klara Beemann Foundation"},
    {"id": "ranger", "kind": "organisation", "official_name": "MEADOWPOL"},
    {"id": "pollen", "kind": "tool", "official_name": "PollenDNA"},
    {
        "id": "panel",
        "kind": "organisation",
        "official_name": "Committee on the Rights of the Bee",
        "jurisdiction": "international (UN)",
    },
    {
        "id": "charter",
        "kind": "treaty",
        "official_name": "United Nations Convention on the Rights of the Bee",
        "jurisdiction": "international (UN)",
    },
    {"id": "press", "kind": "organisation", "official_name": "ABC Apiary"},
    {"id": "hive-standard", "kind": "standard", "official_name": "ISO/IEC 27937:2012", "adopted": "2012"},
    {"id": "needs", "kind": "programme", "official_name": "International Lost Swarm Exploration"},
]


@pytest.fixture
def flagged(tmp_path: Any) -> Callable[[str], list[str]]:
    project = write_project(tmp_path, {"01-bees.md": "Bees.\n"}, instruments={"instruments": REGISTER})

    def run(text: str) -> list[str]:
        found = audit_text("draft.md", text, project)
        return [d.code for d in found if d.code in ("INS001", "INS002")]

    return run


@pytest.mark.parametrize(
    "text",
    [
        "The UK's Wasp Remove has been praised by many.",
        "The UK Wasp Remove helps keepers.",
        "In 2020 Project Nectar grew.",
        "Between 2018 and 2020 Project Nectar sent ten thousand notices.",
        "In May 2024 Project Nectar was seven years old.",
        "The Committee for Hives owns the tool.",
        "The Office of the High Keeper for Wild Bees published a report.",
        "The OECD Recommendation of 2021 was welcomed.",
        "In Keeper v. Drone the judges had spoken of hives.",
        "The Hive Convention was approved on 12 July 2006.",
        "The Hive Convention was signed by Singapore in November 2015.",
        "Project Nectar was launched in Australia in 2021.",
        "A second edition of the Hive Convention was published in 2019.",
        "The Hive Convention was adopted in July 2007 and opened for signature in October 2007.",
        "The Sting Convention was opened for signature in November 2001, the Hive Convention almost six years later.",
        'An essay, "A Treaty for the Honey Guardians", drew many replies.',
        '"Time for a World Treaty on Honey" was the title of an op-ed.',
        "In the novel *The Committee for Silent Hives* a keeper resigns.",
        "The Queen's Swarming Safety is a feature of the hive.",
        "Our own project, called Lantern, ran from May to July.",
        "The project, called Lantern in what follows, ran from May to July.",
        "The Klara Beemann Foundation runs a hotline.",
        "The Wabe Trust funds research.",
        "Keepers met with MEADOWPOL HiveNow staff.",
        "The Supreme Court of Canada decided Guelph v. Comb.",
        "The High Court of Australia cited Guelph v. Comb.",
        "Guelph v. Comb (Supreme Court of Canada) was about combs.",
        "The United Nations Committee on the Rights of the Bee met.",
        "NBC Apiary reported it.",
        "The ISO 27000 family of standards grows.",
        "Critics of the Convention disagree.",
        "Signature of the Treaty took place in Rome.",
        "A training needs Analysis 'Lost Swarm Exploration' appeared in 2021.",
        "It is 2007; the Hive Convention is adopted, keepers begin to count, and in April 2014 all is done.",
        "Argued in January 2008, Queen v. Swarm was decided in December.",
        "Hive Day is kept every year.",
        "The HKO Recommendation on Swarms in Cities was welcomed, and so was Freedonia's Hive Convention.",
        "The United States signed the Hive Convention in 2015.",
        "The Hive Convention was first published in 1999.",
        "The Hive Convention, in the words of its guardians, grew from 2004 on.",
    ],
)
def test_what_is_right_beside_a_name_is_let_be(flagged: Callable[[str], list[str]], text: str) -> None:
    assert flagged(text) == []


@pytest.mark.parametrize(
    "text, code",
    [
        ("The Committee for Silent Hives met in Rome.", "INS001"),
        ("The European Committee on the Rights of the Bee met.", "INS002"),
        ("Critics of the Honey Convention disagree.", "INS001"),
        ('A treaty titled "Convention on Honey Guardians" has been signed.', "INS001"),
        ("The OECD Recommendation of 2019 was welcomed.", "INS001"),
        ("In Moth v. Beetle the judges spoke of hives.", "INS001"),
        ("The tools: PollenDNA (pictures), SwarmSonar Guard (sounds).", "INS001"),
        ("Under HONEYHASH, Europol's programme for schools, keepers learn to count.", "INS001"),
        ("It was on 25 October 2005 that the Hive Convention was opened for signature.", "INS002"),
        ("In Worker v. Drone (1985) the judges spoke of hives.", "INS002"),
        ("The duty was affirmed on 2 December 2003 in Queen v. Swarm.", "INS002"),
        ("The Hive Convention was opened for signature in July 2007.", "INS002"),
        ("The project, called Lantern, ran from May to July.", "INS001"),
        ("The Klara Beemann Trust runs a hotline.", "INS002"),
        ("The Klara Beemann Society runs a hotline.", "INS002"),
        ("Keepers count with MEADOWPOL SwarmSight Mobile, which ships in nine languages.", "INS001"),
        ("Hives came before the High Court of Australia in Guelph v. Comb.", "INS002"),
        ("Guelph v. Comb was decided by the High Court of Australia.", "INS002"),
        ("Opened for signature on 23 November 2001, the Hive Convention has many parties.", "INS002"),
    ],
)
def test_what_is_wrong_is_still_found(flagged: Callable[[str], list[str]], text: str, code: str) -> None:
    assert code in flagged(text)
