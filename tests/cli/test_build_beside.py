"""The rules run beside the build where they can, and in it where they cannot: the reader sees no difference."""

from __future__ import annotations

import multiprocessing
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from wellsourced.cache import Cache
from wellsourced.checks.run import run_checks_with_excused
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.publish.examination import examine

from .conftest import Run

needs_two_processors = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="needs Linux and two processors"
)


@needs_two_processors
def test_one_processor_gives_the_same_bytes_as_two(run: Run, survey: Path) -> None:
    assert run("build", "--to", "html", "-o", "two", folder=survey).returncode == 0
    whole = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(whole)})
    try:
        assert run("build", "--to", "html", "-o", "one", folder=survey).returncode == 0
    finally:
        os.sched_setaffinity(0, whole)
    for name in ("article.html", "review.html", "review.json"):
        assert (survey / "one" / name).read_bytes() == (survey / "two" / name).read_bytes(), name


@needs_two_processors
def test_a_process_that_is_killed_loses_nothing(survey: Path) -> None:
    project = load(survey).project
    assert project is not None
    manuscript, day = parse(project), date(2026, 11, 22)
    with examine(project, manuscript, day, Cache(None)) as examination:
        (child,) = multiprocessing.active_children()
        child.kill()
        assert examination.findings() == run_checks_with_excused(project, manuscript, today=day)
        assert set(examination.review({})) == {"review.html", "review.json"}
    assert not multiprocessing.active_children()


@needs_two_processors
def test_leaving_early_ends_the_process(survey: Path) -> None:
    project = load(survey).project
    assert project is not None
    with examine(project, parse(project), date(2026, 11, 22), Cache(None)):
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()


def test_what_an_earlier_build_left_in_a_folder_of_its_own_goes(run: Run, survey: Path) -> None:
    assert run("build", "--to", "jats", "--to", "site", "-o", "out", folder=survey).returncode == 0
    left = [survey / "out/site/page-now-gone.html", survey / "out/article.jats/figure-now-gone.svg"]
    for path in left:
        path.parent.mkdir(exist_ok=True)
        path.write_text("left over", encoding="utf-8")
    kept = survey / "out/notes-of-the-author.txt"
    kept.write_text("mine", encoding="utf-8")
    assert run("build", "--to", "jats", "--to", "site", "-o", "out", folder=survey).returncode == 0
    assert kept.exists()
    assert not [path for path in left if path.exists()]
