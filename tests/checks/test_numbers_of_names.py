"""The number that stands with a name is its own: of dockets, bills, reports, trials, grants, resolutions and acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from check_projects import write_project

from wellsourced.checks.audit import audit_text

REGISTER: list[dict[str, Any]] = [
    {
        "id": "hive",
        "kind": "case",
        "official_name": "Hive v. Meadow",
        "identifiers": {"docket": "16-402", "reporter": "573 U.S. 373"},
        "adopted": "2014-06-25",
    },
    {
        "id": "comb",
        "kind": "case",
        "official_name": "R. v. Comb",
        "identifiers": {"reporter": "[2001] 1 SCR 45"},
        "adopted": "2001-01-26",
    },
    {
        "id": "swarm",
        "kind": "case",
        "official_name": "Swarm v. Meadow",
        "identifiers": {"docket": "21-1333"},
        "adopted": "2023",
    },
    {
        "id": "honey-bill",
        "kind": "statute",
        "official_name": "Honest Honey Act",
        "identifiers": {"bill": "S. 1207; H.R. 2732"},
    },
    {
        "id": "wax-bill",
        "kind": "statute",
        "official_name": "Clean Wax Act",
        "identifiers": {"bill": "S. 1199"},
        "not_to_be_confused_with": ["honey-bill"],
    },
    {
        "id": "act",
        "kind": "statute",
        "official_name": "Stray Swarms Act 2021",
        "identifiers": {"act": "No. 76, 2021"},
        "adopted": "2021",
    },
    {
        "id": "treaty",
        "kind": "treaty",
        "official_name": "Convention against Cold Combs",
        "identifiers": {"UN": "A/RES/79/243"},
        "adopted": "2024-12-24",
    },
    {
        "id": "advice",
        "kind": "soft-law",
        "official_name": "Recommendation on Bees in the Garden",
        "identifiers": {"OECD": "OECD/LEGAL/0389"},
    },
    {"id": "trial", "kind": "programme", "official_name": "Calm Keepers", "identifiers": {"NCT": "NCT05531409"}},
    {"id": "other-trial", "kind": "programme", "official_name": "Kind Smoke", "identifiers": {"NCT": "NCT06300957"}},
    {"id": "grant", "kind": "programme", "official_name": "POLLEN", "identifiers": {"grant_agreement": "883341"}},
    {"id": "comment", "kind": "soft-law", "official_name": "General comment No. 25 (2021) on bees", "adopted": "2021"},
    {
        "id": "directive",
        "kind": "eu-act",
        "official_name": "Directive 2002/58/EC",
        "short_names": ["Smoke Directive"],
        "identifiers": {"number": "2002/58/EC"},
    },
    {
        "id": "proposal",
        "kind": "eu-act",
        "official_name": "Proposal for a Regulation on honey",
        "identifiers": {"procedure": "2022/0155(COD)"},
    },
]


@pytest.fixture
def codes(tmp_path: Any) -> Callable[[str], list[str]]:
    project = write_project(tmp_path, {"01-bees.md": "Bees.\n"}, instruments={"instruments": REGISTER})
    wanted = ("INS001", "INS002", "INS004", "INS007")
    return lambda text: [d.code for d in audit_text("draft.md", text, project) if d.code in wanted]


Codes = Callable[[str], list[str]]


@pytest.mark.parametrize(
    "text",
    [
        "In *Hive v. Meadow*, No. 16-420, the court asked for more.",
        "*Hive v. Meadow*, 573 U.S. 373, No. 16-204, is from June.",
        "In *Hive v. Meadow*, docketed as No. 21-1333, the court asked for more.",
        "*R. v. Comb*, [2001] 1 SCR 54, was read aloud.",
        "*R. v. Comb*, [2001] 1 S.C.R. 145, was read aloud.",
        "The bill, 573 U.S. 373 (2009), was struck down.",
        "The Clean Wax Act (S. 1991) was read twice.",
        "The Honest Honey Act, introduced as H.R. 2723, was read twice.",
        "The Stray Swarms Act 2021 (No. 67, 2021) is short.",
        "The Convention against Cold Combs was adopted by resolution 79/234 of the General Assembly.",
        "The General Assembly adopted the convention in resolution 79/234.",
        "The convention is G.A. Res. 79/234.",
        "| Title | Year | Symbol |\n|---|---|---|\n| Recommendation on Bees in the Garden | 2021 | OECD/LEGAL/0398 |",
        "Calm Keepers is registered as trial NCT05351409.",
        "POLLEN (Horizon 2020, grant agreement 838341) is over.",
        "General comment No. 25 (2020) is on bees.",
        "Directive 2002/58/EU is on smoke.",
        "The proposal (procedure 2022/0515(COD)) is on honey.",
    ],
)
def test_another_number_than_its_own_is_wrong(codes: Codes, text: str) -> None:
    assert set(codes(text)) == {"INS002"}


@pytest.mark.parametrize(
    "text",
    [
        "The Clean Wax Act (S. 1207) was read twice.",
        "The Clean Wax Act, introduced as H.R. 2732, was read twice.",
    ],
)
def test_the_number_of_what_it_is_confused_with_is_said_to_be_that(codes: Codes, text: str) -> None:
    assert codes(text) == ["INS007"]


@pytest.mark.parametrize(
    "text",
    [
        "In *Hive v. Meadow*, 573 U.S. 373, No. 16-402, the court asked for more.",
        "*Hive v. Meadow*, 573 U.S. 373 (2014), and *Swarm v. Meadow*, No. 21-1333, differ.",
        "*R. v. Comb*, [2001] 1 SCR 45, was read aloud.",
        "The Clean Wax Act (S. 1199) and the Honest Honey Act (S. 1207, H.R. 2732) were read twice.",
        "The Stray Swarms Act 2021 (No. 76, 2021) is short.",
        "The Convention against Cold Combs was adopted by resolution 79/243 of the General Assembly.",
        "The General Assembly adopted the convention in its resolution 79/243 of 24 December 2024.",
        "| Title | Year | Symbol |\n|---|---|---|\n| Recommendation on Bees in the Garden | 2021 | OECD/LEGAL/0389 |",
        "Calm Keepers is registered as trial NCT05531409 and Kind Smoke as NCT06300957.",
        "Another trial (NCT01234567) has ended, and grant agreement 101098765 pays for it.",
        "POLLEN (Horizon 2020, grant agreement 883341) is over.",
        "General comment No. 25 (2021) is on bees.",
        "The Smoke Directive, Directive 2002/58/EC, is on smoke.",
        "The proposal (procedure 2022/0155(COD)) is on honey.",
        "An appeal (No. 22-1234) is pending, and S. 4051 is a bill of another kind.",
        "See the journal (vol. 3, no. 2, 2020) on the Stray Swarms Act 2021.",
    ],
)
def test_its_own_number_and_those_of_others_are_right(codes: Codes, text: str) -> None:
    assert codes(text) == []
