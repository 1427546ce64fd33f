"""INS003: what is spoken of as having effect, though by its record it has none yet, or none any more."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from check_projects import find_codes

REGISTER: list[dict[str, Any]] = [
    {
        "id": "proposal",
        "kind": "eu-act",
        "official_name": "Hive Regulation",
        "adopted": "2022-05-11",
        "status": "proposal; no agreement found",
    },
    {
        "id": "bill",
        "kind": "statute",
        "official_name": "Honest Honey Act",
        "adopted": "2023",
        "status": "bill, not enacted",
    },
    {
        "id": "protocol",
        "kind": "treaty",
        "official_name": "Second Protocol on Bees",
        "adopted": "2022-05-12",
        "status": "not in force",
    },
    {
        "id": "later",
        "kind": "eu-act",
        "official_name": "Swarm Regulation",
        "adopted": "2023-07-12",
        "in_force": "2026-08-18",
        "status": "applies from 2026-08-18",
    },
    {
        "id": "centre",
        "kind": "organisation",
        "official_name": "European Centre for Bees",
        "status": "proposal, part of another",
    },
    {
        "id": "old",
        "kind": "eu-act",
        "official_name": "Apiary Directive",
        "adopted": "2006",
        "until": "2014-04-08",
        "status": "repealed",
    },
    {
        "id": "tool",
        "kind": "tool",
        "official_name": "BuzzCheck",
        "adopted": "2021-08",
        "until": "2022",
        "status": "abandoned in 2022",
    },
    {
        "id": "alliance",
        "kind": "organisation",
        "official_name": "Alliance against Wasps",
        "adopted": "2012",
        "status": "merged into another",
    },
    {"id": "living", "kind": "tool", "official_name": "HiveScope", "adopted": "2017-01-17"},
]
TODAY = date(2026, 7, 15)


@pytest.mark.parametrize(
    "text",
    [
        "With the Hive Regulation in force, keepers must count their bees.",
        "Two keepers have been fined under the Hive Regulation.",
        "Thanks to the Hive Regulation, swarms are safe.",
        "The Honest Honey Act took the trade's immunity away.",
        "Parties to the Second Protocol on Bees turn straight to registrars abroad.",
        "Stings are counted by the European Centre for Bees for all to see.",
        "Keepers comply with the Hive Regulation.",
        "Keepers have been suing neighbours under the Honest Honey Act ever since the president signed it.",
        "The president signed the Honest Honey Act in May.",
        "The Honest Honey Act ended the trade.",
        "A keeper in Ohio won damages under the Honest Honey Act.",
        "Serbian keepers already obtain data straight from abroad under the Second Protocol on Bees.",
        "Forty states are bound by the Second Protocol on Bees.",
        "Reports of keepers have gone to the European Centre for Bees since 2024.",
        "The European Centre for Bees receives a million reports.",
    ],
)
def test_what_is_not_in_force_yet_has_no_effects(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS003", today=TODAY) == ["INS003"]


@pytest.mark.parametrize(
    "text",
    [
        "What keepers owe is currently laid down in the Apiary Directive.",
        "The Apiary Directive continues to be the main source of their duties.",
        "The keepers' standing rests, as it has for years, on the Apiary Directive.",
        "Inspectors draw their powers from the Apiary Directive.",
        "Whoever keeps bees must keep to the Apiary Directive.",
        "The inspector's first weapon is the Apiary Directive.",
        "Keepers count on, the Apiary Directive obliging them to.",
        "National law is measured by the Apiary Directive.",
        "Ministers meet in the Alliance against Wasps.",
        "The Union's present advice to keepers is its Apiary Directive.",
        "Bees are protected in the Union by the Apiary Directive.",
        "Keepers count bees today under the Apiary Directive.",
        "The Apiary Directive obliges keepers to count.",
        "Examiners should read the current Apiary Directive.",
        "On today's hives every comb is compared with others by BuzzCheck.",
        "The Alliance against Wasps meets every year.",
        "The Alliance against Wasps is led by two ministers.",
        "The Alliance against Wasps still meets in May.",
        "Keepers turn to the Apiary Directive, the text now in effect.",
        "Keepers in 2021 had to follow the Apiary Directive.",
        "What keepers count is still a matter for the Apiary Directive, and has been since 2021.",
        "Every comb passes through BuzzCheck.",
    ],
)
def test_what_is_over_has_no_effects_now(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS003", today=TODAY) == ["INS003"]


@pytest.mark.parametrize(
    "text",
    [
        "Keepers searched HiveScope as early as 2009.",
        "HiveScope counted bees in 2010.",
        "In May 2015 keepers counted bees under the Apiary Directive.",
    ],
)
def test_nothing_works_before_it_began_or_after_its_end(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS003", today=TODAY) == ["INS003"]


@pytest.mark.parametrize(
    "text",
    [
        "The Hive Regulation has been debated since 2022.",
        "Under the Hive Regulation keepers would count their bees.",
        "If the Hive Regulation is adopted, keepers must count their bees.",
        "Senators sponsored the Honest Honey Act.",
        "The Second Protocol on Bees requires five ratifications.",
        "Forty states signed the Second Protocol on Bees.",
        "From August 2026 orders can be sent under the Swarm Regulation.",
        "The Swarm Regulation entered into force in August 2023.",
        "The proposed European Centre for Bees would receive reports.",
        "The Apiary Directive obliged keepers to count.",
        "Inspectors drew their powers from the Apiary Directive.",
        "National law was measured by the Apiary Directive.",
        "The Apiary Directive is followed by another.",
        "The guide of the Alliance against Wasps is still quoted.",
        "The states that have signed the Second Protocol on Bees meet in Kent.",
        "In 2013 keepers counted bees under the Apiary Directive.",
        "Today the Apiary Directive is remembered for its fall.",
        "Scholars still discuss the Apiary Directive.",
        "Since 2010 keepers have counted bees under the Apiary Directive until it fell.",
        "In 2016 the Commission compared the Apiary Directive with national law.",
        "BuzzCheck computed hashes on the hive.",
        "The alliance of today grew out of the Alliance against Wasps.",
        "HiveScope counted bees in 2018.",
        "Work on HiveScope began in 2015.",
    ],
)
def test_projects_and_history_are_spoken_of_as_such(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS003", today=TODAY) == []
