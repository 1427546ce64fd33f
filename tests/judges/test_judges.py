"""The bench itself: what is skipped says why, the lock names no machine, every format is built."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wellsourced.publish.formats import FORMATS

from .building import existing_formats, output
from .conftest import Bench
from .judging import FOLDER, JUDGES, MissingJudgeError, find_judge


@pytest.mark.parametrize("name", JUDGES)
def test_judge_is_here_or_says_why_not(name: str) -> None:
    try:
        found = find_judge(name)
    except MissingJudgeError as missing:
        pytest.skip(f"{name}: {missing}")
    assert found.version
    assert found.command or (found.home and found.home.is_dir())


def test_missing_judge_skips_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    told: list[tuple[str, object]] = []
    with pytest.raises(pytest.skip.Exception, match="verapdf is not on PATH"):
        Bench(lambda key, words: told.append((key, words)))("verapdf")
    assert told[0][0] == "judge missing"


def test_lock_names_no_place_of_download() -> None:
    packages = json.loads((FOLDER / "package-lock.json").read_text())["packages"]
    assert packages["node_modules/vnu-jar"]["integrity"]
    assert not [name for name, package in packages.items() if "resolved" in package]


@pytest.mark.parametrize("name", FORMATS)
def test_project_is_built_to_every_format(judged_project: Path, name: str) -> None:
    assert output(judged_project, name).stat().st_size > 300


@pytest.mark.parametrize("name", FORMATS)
def test_article_is_built_to_every_format(judged_article: Path, name: str) -> None:
    assert output(judged_article, name).stat().st_size > 300


def test_formats_are_all_written() -> None:
    assert existing_formats()
