"""Fixtures of the outside judges. The lines about them at the end of the run are in tests/conftest.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .building import PROJECT, REPOSITORY, build_once
from .judging import Judge, MissingJudgeError, find_judge


class Bench:
    """Where a test calls its judges. `judge(name)`: the judge, or the test is skipped with the reason."""

    def __init__(self, record: Callable[[str, object], None]) -> None:
        self._record = record

    def __call__(self, name: str) -> Judge:
        try:
            judge = find_judge(name)
        except MissingJudgeError as missing:
            self._record("judge missing", f"{name}: {missing}")
            pytest.skip(f"{name}: {missing}")
        self._record("judge ran", f"{name} {judge.version}".strip())
        return judge

    def says(self, name: str, verdict: str) -> None:
        """Put a judge's verdict into the summary of the run, a short line."""
        self._record("judge said", f"{name}: {verdict}")


@pytest.fixture
def judge(record_property: Callable[[str, object], None]) -> Bench:
    """The judges, by name: see `judging.JUDGES`."""
    return Bench(record_property)


@pytest.fixture(scope="session")
def judged_project(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder with the judges' project in every format, built once for all workers. `building.output` finds one."""
    return build_once(PROJECT, _shared(tmp_path_factory, worker_id) / "project")


@pytest.fixture(scope="session")
def judged_article(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder with this repository's article in every format, built once for all workers."""
    return build_once(REPOSITORY, _shared(tmp_path_factory, worker_id) / "article")


def _shared(factory: pytest.TempPathFactory, worker: str) -> Path:
    """A folder that all workers of a run share: above their own ones, where there are several."""
    base = factory.getbasetemp()
    return (base if worker == "master" else base.parent) / "judged"
