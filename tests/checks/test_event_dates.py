"""INS002, INS003: each event in the life of a law has a date of its own, and one record's date is not another's."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from check_projects import find_codes

REGISTER: list[dict[str, Any]] = [
    {
        "id": "treaty",
        "kind": "treaty",
        "official_name": "Convention on the Protection of Bees",
        "adopted": "2007-10-25",
        "in_force": "2010-07-01",
        "status": "in force",
    },
    {
        "id": "directive",
        "kind": "eu-act",
        "official_name": "Directive 2011/93/EU of the European Parliament and of the Council on honey",
        "identifiers": {"number": "2011/93/EU"},
        "adopted": "2011-12-13",
        "in_force": "2013-12-18",
        "status": "in force",
        "note": "To be transposed by 18 December 2013.",
    },
    {
        "id": "proposal",
        "kind": "eu-act",
        "official_name": "Proposal for a Regulation derogating from Directive 2011/93/EU",
        "adopted": "2020-09-10",
        "status": "proposal",
    },
    {
        "id": "act",
        "kind": "statute",
        "official_name": "Hive Safety Act 2021",
        "adopted": "2021",
        "status": "in force",
        "jurisdiction": "Australia",
    },
    {
        "id": "act-elsewhere",
        "kind": "statute",
        "official_name": "Hive Safety Act 2023",
        "adopted": "2023-10-26",
        "status": "in force",
        "jurisdiction": "United Kingdom",
    },
    {
        "id": "gone",
        "kind": "eu-act",
        "official_name": "Wasp Directive",
        "adopted": "1995",
        "until": "2018-05-25",
        "superseded_by": "after",
    },
    {
        "id": "after",
        "kind": "eu-act",
        "official_name": "Wasp Regulation",
        "adopted": "2016-04-27",
        "in_force": "2018-05-25",
        "status": "in force",
    },
    {
        "id": "bill",
        "kind": "statute",
        "official_name": "Honest Honey Act",
        "adopted": "2020",
        "status": "bill, not enacted",
    },
    {
        "id": "partly",
        "kind": "statute",
        "official_name": "Nectar Decency Act",
        "status": "in force, partly struck down",
    },
    {"id": "tool", "kind": "tool", "official_name": "BuzzCheck", "adopted": "2009"},
]
TODAY = date(2026, 7, 15)


@pytest.mark.parametrize(
    "text",
    [
        "The Convention on the Protection of Bees was adopted on 1 July 2010.",  # when it entered into force
        "Directive 2011/93/EU was adopted on 18 December 2013.",
        "Keepers obey Directive 2011/93/EU of 13 December 2012.",
        "On 25 October 2009 the Committee of Ministers adopted the Convention on the Protection of Bees.",
        "It was in 2016 that the General Assembly adopted the Convention on the Protection of Bees.",
        "The Hive Safety Act was passed in 2019.",  # by neither record
    ],
)
def test_the_date_of_another_event_is_not_that_of_the_making(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS002", "INS003", today=TODAY) == ["INS002"]


@pytest.mark.parametrize(
    "text",
    [
        "The Convention on the Protection of Bees entered into force on 1 July 2010.",
        "The Convention on the Protection of Bees was signed in 2010 by Norway.",
        "Directive 2011/93/EU of 13 December 2011 is law.",
        "Directive 2011/93/EU, adopted in 2011, had to be transposed by 18 December 2013.",
        "The Convention on the Protection of Bees of 8 May 2007 is a treaty.",  # another step of the same year
        "In 2012 India adopted the Convention on the Protection of Bees.",
        "In 2015 Meadow Software released BuzzCheck.",  # tools are released again and again
        "The Hive Safety Act was passed in 2021.",
        "The Hive Safety Act was passed in 2023.",
        "Directive 2011/93/EU protects honey.",  # the proposal only holds its number
    ],
)
def test_events_on_their_own_dates_are_right(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS002", "INS003", today=TODAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Wasp Directive was repealed in 2020.",
        "In 2014, on a reference from Dublin, the Convention on the Protection of Bees was declared invalid.",
        "Directive 2011/93/EU has since been repealed.",
        "The Wasp Directive was replaced in 2012.",
        "In 2012 the Court of Justice annulled the Wasp Directive.",
        "The Convention on the Protection of Bees was abolished in 2015.",  # in force
        "The Honest Honey Act was repealed in 2021.",  # never in force
    ],
)
def test_an_end_that_the_record_does_not_have_is_found(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS002", "INS003", today=TODAY) == ["INS003"]


@pytest.mark.parametrize(
    "text",
    [
        "The Wasp Directive was repealed on 25 May 2018.",
        "Directive 2011/93/EU was repealed in part.",
        "Two articles of Directive 2011/93/EU were repealed.",
        "Nobody asked whether Directive 2011/93/EU was declared invalid.",
        "The Wasp Directive was repealed in 2016.",  # when its successor was made
        "The Wasp Directive was replaced in 2017.",  # between the two
        "Two articles of the Convention on the Protection of Bees were repealed in 2015.",
        "The Convention on the Protection of Bees was never repealed in 2015.",
        "The Honest Honey Act was withdrawn in 2021.",
        "The Nectar Decency Act was struck down in 1997.",
        "BuzzCheck was withdrawn in 2015.",  # nothing is known of its end
    ],
)
def test_ends_that_fit_or_are_unknown_are_right(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS002", "INS003", today=TODAY) == []
