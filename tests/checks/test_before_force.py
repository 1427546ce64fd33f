"""INS003: between its adoption and its first day of force a law is told of as a text, but binds nobody."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from check_projects import find_codes

REGISTER: list[dict[str, Any]] = [
    {
        "id": "wax",
        "kind": "treaty",
        "official_name": "Convention on Wax",
        "adopted": "2001-11-23",
        "in_force": "2004-07-01",
    },
]
TODAY = date(2026, 7, 15)


@pytest.mark.parametrize(
    "text",
    [
        "Since 2002 the Convention on Wax has been criticised by keepers.",
        "Since 2001 the Convention on Wax has shaped the laws of many states.",
        "Since 2002 the Convention on Wax has drawn praise.",
        "Since 2001 the Convention on Wax has been open for signature.",
        "Since 2004 the Convention on Wax has required states to count hives.",
    ],
)
def test_what_a_text_may_be_before_it_binds_is_right(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS003", today=TODAY) == []


@pytest.mark.parametrize(
    "text",
    [
        "Since 2002 the Convention on Wax has required states to count hives.",
        "In 2003 two keepers were convicted under the Convention on Wax.",
        "Since 1999 the Convention on Wax has shaped the laws of many states.",
    ],
)
def test_what_only_force_lets_it_do_is_wrong_before(tmp_path: Path, text: str) -> None:
    assert find_codes(tmp_path, text, REGISTER, "INS003", today=TODAY)
