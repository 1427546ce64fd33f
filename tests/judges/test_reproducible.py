"""The same inputs give the same bytes: every file of every format, built twice without a cache."""

from __future__ import annotations

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
    assert build(PROJECT, tmp_path, existing_formats()) == ""
    first, second = hashes(judged_project), hashes(tmp_path)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
