"""INS003: what is said to have been used, obeyed or at work before it began or after it ended, and ages."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from check_projects import find_codes

REGISTER: list[dict[str, Any]] = [
    {"id": "wax", "kind": "treaty", "official_name": "Convention on Wax", "adopted": "2011-05-11",
     "in_force": "2014-08-01", "status": "in force"},
    {"id": "hives", "kind": "statute", "official_name": "Hive Safety Act", "adopted": "2009-05-02"},
    {"id": "gone", "kind": "eu-act", "official_name": "Wasp Directive", "adopted": "2006-03-15", "until": "2014-04-08"},
    {"id": "case", "kind": "case", "official_name": "Keeper v. Swarm", "adopted": "2018-06-22"},
    {"id": "base", "kind": "programme", "official_name": "Bee Image Database", "adopted": "2014-12"},
    {"id": "tool", "kind": "tool", "official_name": "BuzzCheck", "adopted": "2017-01-17"},
    {"id": "dead", "kind": "tool", "official_name": "StingHash", "adopted": "2019-08", "until": "2022-01-01"},
    {"id": "centre", "kind": "organisation", "official_name": "European Honey Centre", "adopted": "2013-01-01"},
]  # fmt: skip
TODAY = date(2026, 7, 15)


@pytest.mark.parametrize(
    "text",
    [
        # the time of the clause, wherever it stands
        "Keepers were in 2012 warned by BuzzCheck.",
        "It was BuzzCheck that in 2012 stopped the swarm.",
        "In the first year of the drought, 2012, nine farms sent each other signals through BuzzCheck.",
        "Those who in 2012 feared a swarm turned to BuzzCheck, which was then a year old.",
        "In 2023 the pictures that a farmer had put on the shelf were compared by StingHash.",
        "With the Convention on Wax in force, the year 2010 saw the first fines.",
        # what was demanded, given, told
        "In 2019 keepers stored honey for two years as the Wasp Directive demanded of them.",
        "In 2008 farms took down hives within a day, because the Hive Safety Act told them to.",
        "In 2004 the inspector used the powers that the Hive Safety Act gives him.",
        # the time of an event
        "In its judgment of March 2010 the court measured the state by the standard set by the Convention on Wax.",
        "The complaint of 2006 named four breaches of the Hive Safety Act.",
        "His 2008 extradition was governed by the Hive Safety Act.",
        "The letters of 2010 were answered by the European Honey Centre within a week.",
        "What stopped the swarm in 2012 was BuzzCheck.",
        "Inspectors in Kent searched in 2012 with the help of BuzzCheck.",
        "Early in 2012 swarms were stopped by BuzzCheck.",
        # words that point back
        "The hive taken from him in May 2012 was checked against the Bee Image Database that very evening.",
        "The hives seized in 2012 were there and then compared with the Bee Image Database.",
        "The raid was in 2010. The pictures were graded in the Bee Image Database the same month.",
        # ages
        "The letters of 2010 reached the European Honey Centre, which was at that time in its third year of operation.",
        "In 2017 the Bee Image Database celebrated its tenth anniversary.",
        "In 2019, in its seventh year of application, the Convention on Wax was invoked by a keeper.",
        "In 2020 BuzzCheck was only eleven years old.",
    ],
)
def test_a_use_before_the_beginning_or_after_the_end_is_flagged(tmp_path: Path, text: str) -> None:
    assert "INS003" in find_codes(tmp_path, text, REGISTER, "INS002", "INS003", today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        # the same in a year that fits
        "Keepers were in 2019 warned by BuzzCheck.",
        "In its judgment of March 2019 the court measured the state by the standard set by the Convention on Wax.",
        "The letters of 2015 were answered by the European Honey Centre, at that time in its third year of operation.",
        "In 2012 keepers stored honey for two years as the Wasp Directive demanded of them.",
        "In December 2024 the Bee Image Database celebrated its tenth anniversary.",
        # the time of something else
        "The attacks of 2005 were studied by the European Honey Centre a decade afterwards.",
        "Swarms seen in 2012 end in BuzzCheck, which is new.",
        "The fund pays keepers for stings suffered in 1999, as the Hive Safety Act provides.",
        "Hives taken in 1999 are in the Bee Image Database.",
        "Swarms photographed in 2006 were recognised by means of the Bee Image Database.",
        "The judgment of March 2009 is cited in the report on the Convention on Wax.",
        "The keeper, whose bees had flown since 1998, won in Keeper v. Swarm.",
        "The search of the hive in 2009 was the subject of Keeper v. Swarm.",
        "The experts who founded the European Honey Centre had worked in Kent since 2005.",
        "The hotline was founded in 1996 and belongs to the European Honey Centre.",
        "The farm, at work since 1996, is a member of the European Honey Centre.",
        "Under the Hive Safety Act, honey from 2004 may be sold.",
        "Keepers who were born in 2002 came of age under the Hive Safety Act.",
        "In 2012 the court cited the Convention on Wax.",
        # made, planned, awaited
        "In 2010 ministers debated the Convention on Wax.",
        "In 2013 the Home Office awarded the contract for the Bee Image Database.",
        "In 2012 nobody could have consulted the Bee Image Database.",
        "If the Convention on Wax had been in force in 2009, the state would have been liable.",
        "From 2003 to 2014 the farms had lists of their own, which the Bee Image Database replaced.",
        "In 2008 the keepers wrote the first lines of BuzzCheck.",
        # what is over is still spoken of
        "In 2016 the Court struck down national laws made under the Wasp Directive.",
        "In 2019 the Court interpreted the Wasp Directive, which applied to the facts of the case.",
        "In 2020 a court was still hearing a claim that had arisen under the Wasp Directive.",
        "In 2023 the maker explained why it had given up StingHash.",
        # two sentences
        "The raid was in 2010. Five years later the pictures were graded in the Bee Image Database.",
    ],
)
def test_a_use_in_its_time_or_a_time_of_something_else_is_right(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS002", "INS003", today=TODAY) == []
