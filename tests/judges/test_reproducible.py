"""The same inputs give the same bytes: every file of every format, built twice without a cache."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from .building import PROJECT, build, existing_formats


def test_second_build_gives_the_same_bytes(
    judged_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What may differ from one machine to the next: the time, where it is, its language, the order of its hashes.
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    assert build(PROJECT, tmp_path, existing_formats()) == ""
    first, second = _hashes(judged_project), _hashes(tmp_path)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def _hashes(folder: Path) -> dict[str, str]:
    """Every file in a folder of outputs, and the SHA-256 of its bytes."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".failure")
    named = {path.relative_to(folder).as_posix(): path for path in files if not path.name.startswith(".")}
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in named.items()}
