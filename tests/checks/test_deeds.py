"""INS008 by the register of deeds: what a record does not list among what the thing does is ruled out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from check_projects import slice_text, write_project

from wellsourced.checks.audit import audit_text

DEEDS: list[dict[str, Any]] = [
    {
        "id": "count",
        "what": "count bees",
        "of": ["tool", "organisation"],
        "ways": [{"verbs": ["count*"], "objects": ["bee*", "swarm*"]}],
        "nouns": ["bee counter*"],
    },
    {
        "id": "recover",
        "what": "recover lost combs",
        "of": ["tool"],
        "ways": [{"verbs": ["recover*", "bring back", "brought back"], "objects": ["lost", "no keeper"]}],
        "nouns": ["comb recovery"],
    },
    {
        "id": "open",
        "what": "stand open to the public",
        "of": ["tool"],
        "ways": [
            {"verbs": ["search*", "look up", "account*"], "users": ["public", "parent*"]},
            {"verbs": ["open", "accessible"], "objects": ["to public", "to parent*"]},
        ],
    },
    {
        "id": "small",
        "what": "serve small gardens only",
        "of": ["tool"],
        "ways": [{"verbs": ["for", "reserved"], "objects": ["small gardens only"]}],
    },
    {
        "id": "punish",
        "what": "make anything a crime",
        "of": ["treaty", "statute"],
        "ways": [{"verbs": ["make offence", "punish*"], "objects": ["possess*", "keep*"]}],
        "nouns": ["offence*"],
    },
    {"id": "honey", "what": "deal with honey", "of": ["treaty", "case"], "topics": ["honey"]},
    {
        "id": "spare",
        "what": "do without a warrant",
        "of": ["case"],
        "ways": [{"verbs": ["search*"], "objects": ["without warrant"]}],
    },
    {"id": "arrest", "what": "arrest anybody", "of": ["organisation"], "ways": [{"verbs": ["arrest*"]}]},
    {
        "id": "clear",
        "what": "find that no bee was harmed",
        "of": ["case"],
        "ways": [{"verbs": ["find", "finds", "found", "saw"], "objects": ["no harm", "was not harmed"]}],
    },
    {
        "id": "transposed",
        "what": "need to be written into the law of hives",
        "of": ["treaty"],
        "ways": [
            {"verbs": ["transposed"], "objects": ["into", "before"]},
            {"verbs": ["transposed"], "users": ["keeper*"]},
        ],
    },
]
REGISTER: list[dict[str, Any]] = [
    {"id": "buzz", "kind": "tool", "official_name": "BuzzCheck", "does": ["count"]},
    {"id": "unknown", "kind": "tool", "official_name": "HiveScope"},
    {"id": "treaty", "kind": "treaty", "official_name": "Convention on the Protection of Bees", "does": []},
    {
        "id": "penal",
        "kind": "treaty",
        "official_name": "Convention on Crimes against Bees",
        "does": ["punish", "honey"],
    },
    {"id": "case", "kind": "case", "official_name": "Keeper v. Meadow", "does": []},
    {"id": "club", "kind": "organisation", "official_name": "Apiary Watch Foundation", "does": ["count"]},
]
Judge = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    registers = {"instruments": {"instruments": REGISTER}, "deeds": {"deeds": DEEDS}}
    project = write_project(tmp_path, {"01-bees.md": "Bees.\n"}, **registers)

    def run(text: str) -> list[tuple[str, str]]:
        found = [d for d in audit_text("draft.md", text, project) if d.code == "INS008"]
        return [(d.message.partition("” ")[2], slice_text(text, d)) for d in found]

    return run


@pytest.mark.parametrize(
    "text",
    [
        "BuzzCheck recovers lost combs.",
        "BuzzCheck watches the hive and so recovers lost combs.",
        "Keepers deploy BuzzCheck to recover lost combs.",
        "Lost combs were brought back from the frame with BuzzCheck.",
        "Combs lost in winter, too, are recovered by the Meadow Club's BuzzCheck.",
        "With BuzzCheck, keepers can at any time of the year recover lost combs.",
        "BuzzCheck recovers combs that no keeper has ever seen.",
        "Comb recovery is the technology behind BuzzCheck.",
        "BuzzCheck uses comb recovery.",
        "Built to recover lost combs, BuzzCheck is sold widely.",
        "BuzzCheck's quick recovery of lost combs is praised.",
        "The recovery of lost combs by BuzzCheck takes an hour.",
        "The purpose of BuzzCheck is to recover lost combs.",
        "The work of BuzzCheck consists in recovering lost combs.",
        "BuzzCheck, having recovered the lost combs, stopped.",
        "Keepers trust BuzzCheck, by which lost combs were recovered last year.",
        "BuzzCheck recovers, for all the keepers of the county, lost combs.",
        "BuzzCheck was written to recover lost combs.",
        "BuzzCheck recovers thousands of lost combs.",
        "BuzzCheck's comb recovery is praised.",
    ],
)
def test_a_deed_that_the_record_leaves_out_is_found_however_it_is_said(judge: Judge, text: str) -> None:
    assert [message for message, _ in judge(text)] == ["does not recover lost combs, by its record"]


@pytest.mark.parametrize(
    "text,deed",
    [
        ("Any parent may search BuzzCheck from home.", "stand open to the public"),
        ("BuzzCheck may be searched by the public.", "stand open to the public"),
        ("BuzzCheck is open to any parent.", "stand open to the public"),
        ("Parents were given accounts for BuzzCheck.", "stand open to the public"),
        ("BuzzCheck is for small gardens only.", "serve small gardens only"),
        ("The Convention on the Protection of Bees makes it an offence to keep wasps.", "make anything a crime"),
        ("Keeping wasps is an offence under the Convention on the Protection of Bees.", "make anything a crime"),
        ("The Convention on the Protection of Bees contains an article on honey.", "deal with honey"),
        ("Keeper v. Meadow is the judgment in which the judges ruled on honey.", "deal with honey"),
        ("Apiary Watch Foundation officers arrested two keepers.", "arrest anybody"),
        ("In Keeper v. Meadow the judges held that keepers may be searched without a warrant.", "do without a warrant"),
        ("The Apiary Watch Foundation's officers arrested two keepers.", "arrest anybody"),
        ("In Kent detectives of the Apiary Watch Foundation arrested two keepers.", "arrest anybody"),
        ("Trials followed the arrest of two keepers by officers of the Apiary Watch Foundation.", "arrest anybody"),
    ],
)
def test_every_kind_of_thing_is_asked_its_own_deeds(judge: Judge, text: str, deed: str) -> None:
    assert [message for message, _ in judge(text)] == [f"does not {deed}, by its record"]


@pytest.mark.parametrize(
    "text,deed",
    [
        ("In Keeper v. Meadow the judges found no harm to the bees.", "find that no bee was harmed"),
        ("Keeper v. Meadow found that the swarm was not harmed.", "find that no bee was harmed"),
        (
            "The Convention on the Protection of Bees was transposed into local law.",
            "need to be written into the law of hives",
        ),
        (
            "The Convention on the Protection of Bees was transposed by keepers in May.",
            "need to be written into the law of hives",
        ),
    ],
)
def test_what_denies_may_itself_be_the_deed_and_others_may_do_it(judge: Judge, text: str, deed: str) -> None:
    assert [message for message, _ in judge(text)] == [f"does not {deed}, by its record"]


@pytest.mark.parametrize(
    "text",
    [
        "Keeper v. Meadow did not find that there was no harm.",
        "In Keeper v. Meadow the judges found harm to the bees.",
        "The Convention on the Protection of Bees was not transposed into local law.",
        "The Convention on the Protection of Bees was signed by keepers and transposed nothing.",
    ],
)
def test_the_denial_of_such_a_deed_is_right(judge: Judge, text: str) -> None:
    assert judge(text) == []


def test_what_a_list_leaves_out_is_a_warning(tmp_path: Path) -> None:
    register = [{"id": "buzz", "kind": "tool", "official_name": "BuzzCheck", "does": [], "is_not": ["antivirus"]}]
    project = write_project(
        tmp_path, {"01-bees.md": "Bees.\n"}, instruments={"instruments": register}, deeds={"deeds": DEEDS}
    )
    for text, severity in (("BuzzCheck counts bees.", "warning"), ("BuzzCheck is an antivirus.", "error")):
        assert [str(d.severity) for d in audit_text("draft.md", text, project) if d.code == "INS008"] == [severity]


def test_the_complaint_stands_on_the_thing_and_the_deed(judge: Judge) -> None:
    assert [words for _, words in judge("In May BuzzCheck recovers lost combs.")] == ["BuzzCheck recovers lost"]


@pytest.mark.parametrize(
    "text",
    [
        "BuzzCheck counts bees.",  # listed
        "HiveScope, once the sister of BuzzCheck, does recover lost combs.",
        "HiveScope recovers lost combs.",  # nothing is known of its deeds
        "The Convention on Crimes against Bees makes it an offence to keep wasps.",
        "BuzzCheck does not recover lost combs.",
        "BuzzCheck leaves lost combs to those who recover them.",
        "BuzzCheck described HiveScope as a tool of comb recovery.",
        "The Convention on the Protection of Bees prohibits the punishing of keepers.",
        "The recovery of lost combs by keepers is no matter for BuzzCheck.",
        "The purpose of BuzzCheck is not to recover lost combs.",
        "The Apiary Watch Foundation welcomed the arrest of two keepers by the police.",
        "BuzzCheck recovers nothing that was lost.",
        "BuzzCheck counts what HiveScope recovers from lost combs.",
        "Keepers recovered lost combs, and BuzzCheck counted the bees.",
        "Investigators counted lost combs while BuzzCheck ran.",
        "Nobody is arrested by the Apiary Watch Foundation.",
        "Local officers arrested two keepers with the Apiary Watch Foundation.",
        "The Convention on the Protection of Bees led states to punish the keeping of wasps.",
        "The Convention on the Protection of Bees limits laws that punish the keeping of wasps.",
        "Hives are counted under the Convention on the Protection of Bees, and keeping wasps is an offence at home.",
        "BuzzCheck is open to trained keepers.",
        "Keepers were given accounts for BuzzCheck.",
        "BuzzCheck is for gardens of every size.",
    ],
)
def test_what_it_does_and_what_others_do_is_right(judge: Judge, text: str) -> None:
    assert judge(text) == []


def test_a_text_runs_no_service(judge: Judge) -> None:
    said = judge("The Convention on Crimes against Bees runs a worldwide hive database.")
    assert [message for message, _ in said] == ["does not run a database, by its record"]


@pytest.mark.parametrize(
    "text",
    [
        "Parties to the Convention on Crimes against Bees run hotlines.",
        "Under the Convention on Crimes against Bees, the state runs a hotline.",
        "The Convention on Crimes against Bees runs no database.",
        "The Apiary Watch Foundation runs a hotline.",
        "The Apiary Watch Foundation arrests nobody; keepers do.",
    ],
)
def test_services_of_others_and_deeds_done_to_nobody_are_right(judge: Judge, text: str) -> None:
    assert judge(text) == []
