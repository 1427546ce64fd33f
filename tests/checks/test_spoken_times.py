"""INS002, INS003: times in words, times of another event of the clause, and which of two things came first."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from check_projects import find_codes

from wellsourced.checks.times.spoken_times import find_spoken_times

REGISTER: list[dict[str, Any]] = [
    {"id": "hives", "kind": "statute", "official_name": "Hive Safety Act", "adopted": "2009-05-02"},
    {"id": "wax", "kind": "treaty", "official_name": "Convention on Wax", "adopted": "1990-07-11"},
    {"id": "case", "kind": "case", "official_name": "Keeper v. Swarm", "adopted": "2018-06-22"},
    {"id": "older", "kind": "case", "official_name": "Queen v. Drone", "adopted": "2014-06-25"},
    {"id": "tool", "kind": "tool", "official_name": "BuzzCheck", "adopted": "2017-01-17"},
    {"id": "net", "kind": "programme", "official_name": "Global Bee Network", "adopted": "2022", "note": "Idea: 2012."},
    {"id": "body", "kind": "organisation", "official_name": "Bee Office"},
]  # fmt: skip
TODAY = date(2026, 7, 15)


@pytest.mark.parametrize(
    "text, years",
    [
        ("in the late eighties", (1985, 1989)),
        ("in the early 1990s", (1990, 1994)),
        ("in the 2010s", (2010, 2019)),
        ("at the turn of the millennium", (1998, 2002)),
        ("on 2 May 2010", (2010, 2010)),
        ("by the end of 2014", (2014, 2014)),
        ("in mid-2009", (2009, 2009)),
    ],
)
def test_a_time_in_words_lies_between_years(text: str, years: tuple[int, int]) -> None:
    assert [(time.first, time.last) for time in find_spoken_times(text)] == [years]


@pytest.mark.parametrize(
    "text", ["See Smith (2010).", "Version 2010a is out.", "Directive 2010/9/EU binds.", "The twenties were wild."]
)
def test_what_names_a_thing_or_two_centuries_is_no_time(text: str) -> None:
    assert find_spoken_times(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "By the late eighties the Convention on Wax was telling keepers what to do.",
        "Keepers in 2004 could already sue under the Hive Safety Act.",
        "Fines under the Hive Safety Act were raining on keepers by the end of 2004.",
        "Keepers sent their first orders abroad in 2002, the Hive Safety Act allowing it.",
        "At the turn of the millennium judges applied the Hive Safety Act daily.",
        "BuzzCheck, sending notices since 2007, runs in Kent.",
        "BuzzCheck has been around since the early nineties.",
        "The year 2004 saw the birth of the Convention on Wax.",
        "It took the Supreme Court until 2015 to decide Keeper v. Swarm.",
        "Keeper v. Swarm, which the Court handed down in the summer of 2012, concerned wings.",
        "On the shelves since the early nineties, BuzzCheck, launched in 2005, sells well.",
        "Handed down in September 2012, Keeper v. Swarm settled the matter.",
        "| Keeper v. Swarm | Supreme Court | 22 June 2008 | stings |",
        "On the statute book since the early sixties, the Hive Safety Act has grown old.",
        "Special courts have sat since the Hive Safety Act, a child of the early nineties.",
        "Keepers compare notes in the Global Bee Network; founded in 2015, it has grown.",
        "A lasting treaty was not agreed on until 2004, with the Convention on Wax.",
        "Queen v. Drone took up, four years later, what Keeper v. Swarm had begun.",
        "Thirteen years on from Keeper v. Swarm, the court returned to wings in Queen v. Drone.",
        "Congress had passed the Hive Safety Act a full decade before it turned to the Convention on Wax.",
        "Those who drafted the Convention on Wax had before them the Hive Safety Act, adopted some years earlier.",
    ],
)
def test_a_time_before_the_beginning_or_the_wrong_order_is_flagged(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS002", "INS003", today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "By the late nineties the Convention on Wax was telling keepers what to do.",
        "Keepers in 2004 could not yet sue under the Hive Safety Act.",
        "BuzzCheck has been around since 2017.",
        "The year 1990 saw the birth of the Convention on Wax.",
        "It took the Supreme Court until 2018 to decide Keeper v. Swarm.",
        "The Convention on Wax was agreed in December 1989.",
        "A survey of 2004 asked for what became the Hive Safety Act.",
        "Keepers counted swarms in 2004, five years before the Hive Safety Act.",
        "Swarms found in 2004 were later traced by BuzzCheck.",
        "In 2012 nobody had heard of BuzzCheck.",
        "The Global Bee Network goes back to an idea of 2012; founded in 2022, it has grown.",
        "Handed down in June 2018, Keeper v. Swarm settled the matter.",
        "| Keeper v. Swarm | Supreme Court | 22 June 2018 | stings |",
        "| Queen v. Drone | cited 4 times since 2009 | 25 June 2014 |",
        "Queen v. Drone began what Keeper v. Swarm took up four years later.",
        "Four years on from Queen v. Drone, the court returned to wings in Keeper v. Swarm.",
        "The Hive Safety Act was amended two years after Keeper v. Swarm.",
        "The Bee Office counted swarms in 2004 and now enforces the Hive Safety Act.",
        "Under the Convention on Wax of 1990, states in 2004 had to report; the Hive Safety Act followed.",
    ],
)
def test_what_was_so_in_its_time_is_right(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS002", "INS003", today=TODAY) == []


def test_a_sentence_that_names_very_many_things_is_read_too(tmp_path: Path) -> None:
    text = f"In 2012 nobody knew {', '.join(['BuzzCheck'] * 100)} and the Hive Safety Act, adopted in 2019."
    assert find_codes(tmp_path, text, REGISTER, "INS002", today=TODAY) == ["INS002"]
