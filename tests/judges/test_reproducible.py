"""The same inputs give the same bytes: every file of every format, built twice without a cache."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .building import PROJECT, build, existing_formats, hashes


def test_second_build_gives_the_same_bytes(
    judged_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What may differ from one machine to the next: the time, where it is, its language, the order of its hashes.
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    first, second = judged_project, tmp_path / "second"
    assert build(PROJECT, second, existing_formats()) == ""
    if _day(first) != _day(second):
        # The tests have run over midnight, and the review says on which day the statuses hold.
        first = tmp_path / "first"
        assert build(PROJECT, first, existing_formats()) == ""
    before, after = hashes(first), hashes(second)
    assert sorted(before) == sorted(after)
    assert [name for name in before if before[name] != after[name]] == []


def _day(folder: Path) -> str:
    """The day that the review in a folder of outputs tells."""
    told: str = json.loads((folder / "review.json").read_text(encoding="utf-8"))["as_of"]
    return told
