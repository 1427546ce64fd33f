"""INS008: a statute is law in its own state, and in no other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from check_projects import slice_text, write_project

from wellsourced.checks.audit import audit_text

REGISTER: list[dict[str, Any]] = [
    {"id": "hives", "kind": "statute", "official_name": "Hives Act 2019", "jurisdiction": "Canada"},
    {"id": "swarms", "kind": "statute", "official_name": "Swarms Act, 1996", "jurisdiction": "South Africa"},
    {
        "id": "bees",
        "kind": "treaty",
        "official_name": "Convention on the Protection of Bees",
        "jurisdiction": "United Nations",
    },
]
Judge = Callable[[str], list[str]]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    project = write_project(tmp_path, {"01-bees.md": "Bees.\n"}, instruments={"instruments": REGISTER})
    return lambda text: [slice_text(text, d) for d in audit_text("d.md", text, project) if d.code == "INS008"]


@pytest.mark.parametrize(
    "text",
    [
        "In Australia, the Hives Act 2019 applies.",
        "In Ireland the Hives Act 2019 makes it an offence to move a hive.",
        "Keepers are few; in Ireland the Hives Act 2019 protects them.",
        "Courts in Japan apply the Hives Act 2019.",
        "Brazilian courts have applied the Hives Act 2019.",
        "Indian prosecutors charged two keepers under the Hives Act 2019.",
        "| State | Statute |\n|---|---|\n| Ireland | Hives Act 2019 |",
        "The Swarms Act, 1996, an Irish statute, is often cited.",
    ],
)
def test_a_statute_is_given_to_another_state(judge: Judge, text: str) -> None:
    assert len(judge(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "In Canada, the Hives Act 2019 applies.",
        "In Ireland the Hives Act 2019 is read with envy.",
        "In Ireland the Hives Act 2019 does not apply.",
        "Courts in Canada apply the Hives Act 2019.",
        "Courts in Japan cite the Hives Act 2019.",
        "Irish companies comply with the Hives Act 2019.",
        "| State | Statute |\n|---|---|\n| Canada | Hives Act 2019 |",
        "The Hives Act 2019 of Canada is often cited.",
        "The Swarms Act, 1996, a South African statute, is often cited.",
        "The Swarms Act, 1996 is South African law.",
        "| State | Statute |\n|---|---|\n| Australia | Bee Code |",
        "In Ireland the Convention on the Protection of Bees applies.",
    ],
)
def test_its_own_state_and_what_is_no_law_there_are_let_be(judge: Judge, text: str) -> None:
    assert judge(text) == []
