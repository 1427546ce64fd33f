"""INS002, INS003: letters that two things share may mean either; a case may stand behind the court that decided it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from check_projects import find_codes

REGISTER: list[dict[str, Any]] = [
    {
        "id": "convention",
        "kind": "treaty",
        "official_name": "Convention on Rare Combs",
        "short_names": ["CRC"],
        "adopted": "1989-11-20",
        "in_force": "1990-09-02",
    },
    {
        "id": "coalition",
        "kind": "organisation",
        "official_name": "Comb Rescue Coalition",
        "short_names": ["CRC (Comb Rescue Coalition)"],
        "adopted": "2013",
    },
    {
        "id": "case",
        "kind": "case",
        "official_name": "Keeper v. Drone",
        "jurisdiction": "United Kingdom",
        "adopted": "1999",
    },
]
TODAY = date(2026, 7, 15)


@pytest.mark.parametrize(
    "text",
    [
        "The CRC was adopted in 1989.",
        "The CRC entered into force in 1990.",
        "In the Court of Appeal's *Keeper v. Drone* the judges were divided.",
        "The Supreme Court's Keeper v. Drone is well known.",
    ],
)
def test_what_is_right_of_one_of_them_is_right(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS002", "INS003", today=TODAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Comb Rescue Coalition was founded in 1989.",
        "The CRC was founded in 1952.",
        "The Supreme Court's Keeper v. Dreck is well known.",
    ],
)
def test_what_is_wrong_of_both_is_wrong(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS002", "INS003", today=TODAY)
