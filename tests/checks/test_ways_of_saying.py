"""INS rules: one and the same error in the many forms of words in which a draft may say it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from check_projects import write_project

from wellsourced.checks.audit import audit_text
from wellsourced.project.project import Project

REGISTER: list[dict[str, Any]] = [
    {
        "id": "combprint",
        "kind": "tool",
        "official_name": "CombPrint",
        "jurisdiction": "Meadowsoft",
        "is_not": ["facial recognition", "classifier*", "proprietary", "finds new combs"],
    },
    {
        "id": "meadowsoft",
        "kind": "organisation",
        "official_name": "Meadowsoft",
        "is_not": ["court", "police force*"],
    },
    {"id": "orchard", "kind": "organisation", "official_name": "Orchard Data Trust", "short_names": ["ODT"]},
    {
        "id": "drift",
        "kind": "treaty",
        "official_name": "Convention on Pollen Drift",
        "short_names": ["Drift Convention"],
        "identifiers": {"CETS": "901"},
        "adopted": "2011-03-04",
        "jurisdiction": "Council of Europe",
        "is_not": ["UN treaty", "soft law"],
        "not_to_be_confused_with": ["spray"],
    },
    {
        "id": "spray",
        "kind": "treaty",
        "official_name": "Convention on Sprayed Hives",
        "short_names": ["Spray Convention"],
        "identifiers": {"CETS": "944"},
        "adopted": "2017-09-08",
        "jurisdiction": "Council of Europe",
    },
    {
        "id": "hive-act",
        "kind": "statute",
        "official_name": "Hive Safety Act 2019",
        "adopted": "2019",
        "jurisdiction": "Australia",
        "is_not": ["Canadian statute"],
    },
    {
        "id": "kerala",
        "kind": "case",
        "official_name": "R. v. Honeydew",
        "adopted": "2003",
        "jurisdiction": "Canada",
    },
    {"id": "nabr", "kind": "organisation", "official_name": "NABREP", "short_names": ["NABREP network"]},
    {"id": "swarm", "kind": "programme", "official_name": "Swarm Watch Across Regions", "short_names": ["SWAR"]},
]


def codes(root: Path, text: str) -> list[str]:
    project: Project = write_project(root, {"01-bees.md": "# Bees\n"}, instruments={"instruments": REGISTER})
    select = ("INS001", "INS002", "INS003", "INS004", "INS007", "INS008")
    return [diagnostic.code for diagnostic in audit_text("draft.md", text, project, select=select)]


@pytest.mark.parametrize(
    "text",
    [
        "A facial recognition engine, CombPrint knows every bee.",
        "Nothing but a classifier, CombPrint knows every bee.",
        "CombPrint relies on facial recognition.",
        "CombPrint happens to be a classifier.",
        "CombPrint is, as all know, a classifier.",
        "CombPrint plays the role of a classifier.",
        "CombPrint, i.e. a classifier, is old.",
        "CombPrint = classifier",
        "Many use CombPrint: it is a classifier.",
        "Many pay for CombPrint, because it's proprietary.",
        "Many use CombPrint. It is a classifier.",
        "Classifiers, CombPrint among them, are slow.",
        "Classifiers, notably CombPrint, are slow.",
        "Two classifiers, CombPrint and another, were tried.",
        "Of all classifiers, CombPrint is the oldest.",
        "CombPrint helps keepers to find new combs.",
        "CombPrint is capable of finding new combs.",
        "With CombPrint, keepers find new combs.",
        "If there is a court, it is Meadowsoft.",
        "The work of a court is done by Meadowsoft.",
        "The Drift Convention forms a UN treaty of its own.",
        "The Hive Safety Act 2019 is part of Canadian law.",
    ],
)
def test_credit_is_found_in_each_form(tmp_path: Path, text: str) -> None:
    assert codes(tmp_path, text) == ["INS008"]


@pytest.mark.parametrize(
    "text",
    [
        "CombPrint is nothing like a classifier, and not one.",
        "CombPrint was almost a classifier.",
        "CombPrint helps those who find new combs.",
        "Nobody should call CombPrint a classifier.",
        "Meadowsoft reports to a police force.",
        "Meadowsoft helps a court to decide.",
        "Three things, a classifier, CombPrint and Meadowsoft, were compared.",
        "The Drift Convention replaced no UN treaty.",
    ],
)
def test_what_is_denied_or_said_of_others_is_no_credit(tmp_path: Path, text: str) -> None:
    assert codes(tmp_path, text) == []


@pytest.mark.parametrize(
    "text, code",
    [
        ("The Drift Convention is short for the Spray Convention.", "INS007"),
        ("The Drift Convention (known as the Spray Convention) is old.", "INS007"),
        ("The Drift Convention has the number CETS No. 944.", "INS007"),
        ("The Drift Convention on Sprayed Hives is old.", "INS007"),
        ("Orchard Data Trust, the maker of CombPrint, is small.", "INS007"),
        ("CombPrint, compiled by ODT, is old.", "INS007"),
        ("The adoption of the Drift Convention in 2009 was noted.", "INS002"),
        ("The Drift Convention goes back to 2009.", "INS002"),
        ("In 2009 the Drift Convention was adopted.", "INS002"),
        ("The Drift Convention, adopted by the European Union, is old.", "INS002"),
        ("The Canadian parliament passed the Hive Safety Act 2019.", "INS002"),
        ("The Hive Safety Act 2019 (Canada) is strict.", "INS002"),
        ("R. v. Honeydaw decided it.", "INS002"),
        ("Reports come from NABRE, a network.", "INS002"),
        ("SWAR — Swans Without Any Rest — is old.", "INS004"),
        ("Keepers deployed HiveHunter on every farm.", "INS001"),
        ("BuzzSentry flags every swarm.", "INS001"),
    ],
)
def test_names_dates_owners_and_states_in_other_words(tmp_path: Path, text: str, code: str) -> None:
    assert codes(tmp_path, text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "The Drift Convention is short for the Convention on Pollen Drift.",
        "The Drift Convention has the number CETS No. 901.",
        "The adoption of the Drift Convention in 2011 was noted.",
        "The Australian parliament passed the Hive Safety Act 2019.",
        "The Hive Safety Act 2019 (Australia) is strict.",
        "Meadowsoft, the maker of CombPrint, is small.",
        "R. v. Honeydew decided it.",
        "SWAR — Swarm Watch Across Regions — is old.",
        "McDonald flags every swarm.",
        "Keepers use YouTube to teach.",
    ],
)
def test_what_is_right_passes_in_the_same_forms(tmp_path: Path, text: str) -> None:
    assert codes(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Forty states have ratified the Hive Safety Act 2019.",
        "The Hive Safety Act 2019 was ratified by forty states.",
        "The Hive Safety Act 2019, which has been opened for signature, is short.",
        "States parties to the Hive Safety Act 2019 report each year.",
        "The Hive Safety Act 2019 binds the states that have ratified it.",
        "Sweden acceded to CombPrint in 2018.",
    ],
)
def test_only_treaties_are_ratified(tmp_path: Path, text: str) -> None:
    assert codes(tmp_path, text) == ["INS008"]


@pytest.mark.parametrize(
    "text",
    [
        "Forty states have ratified the Drift Convention.",
        "States parties to the Drift Convention use CombPrint.",
        "The Hive Safety Act 2019 was ratified by Parliament.",
        "The Hive Safety Act 2019 has not been ratified, as it is no treaty.",
        "Nobody has ratified the Hive Safety Act 2019.",
        "Those who ratified the Drift Convention before the Hive Safety Act 2019 are few.",
    ],
)
def test_treaties_and_denials_may_speak_of_ratifying(tmp_path: Path, text: str) -> None:
    assert codes(tmp_path, text) == []


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Keepers can still rely on the Nectar Act 1999.", ["INS003"]),
        ("Today the trade is governed by the Nectar Act 1999.", ["INS003"]),
        ("Courts still apply the Nectar Act 1999.", ["INS003"]),
        ("Keepers no longer rely on the Nectar Act 1999 today.", []),
        ("Until 2010 the trade was governed by the Nectar Act 1999.", []),
        ("Those who still rely on it would break the Nectar Act 1999.", []),
    ],
)
def test_what_is_over_is_not_relied_on_now(tmp_path: Path, text: str, expected: list[str]) -> None:
    nectar = {
        "id": "nectar",
        "kind": "statute",
        "official_name": "Nectar Act 1999",
        "adopted": "1999",
        "until": "2010-01-01",
        "jurisdiction": "Australia",
        "status": "repealed",
    }
    instruments = {"instruments": [*REGISTER, nectar]}
    project: Project = write_project(tmp_path, {"01-bees.md": "# Bees\n"}, instruments=instruments)
    today = date(2026, 7, 15)
    found = audit_text("draft.md", text, project, select=("INS003", "INS008"), today=today)
    assert [diagnostic.code for diagnostic in found] == expected
