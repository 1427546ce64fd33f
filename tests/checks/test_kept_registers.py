"""What is kept of the registers changes how long a check takes, never what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellsourced.cache import Cache
from wellsourced.checks.run import run_checks_with_excused
from wellsourced.diagnostics import Findings
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load

REPOSITORY = Path(__file__).parents[2]
_LEAD = """rejected:
- id: hotline-total
  claim: The hotline assessed 92,665 reports in 2023.
  why: No page of the hotline gives this figure.
"""
_SECTION = """# Introduction

The hotline assessed 92,665 reports in 2023. The Treaty on Unheard Matters binds all states.
"""


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """An article with one section, which repeats a rejected lead."""
    for path, text in {
        "article/article.yaml": "title: Survey\nauthors:\n- name: A. Writer\nsections: [01.md]\n",
        "references/rejected.yaml": _LEAD,
        "sections/01.md": _SECTION,
    }.items():
        file = tmp_path / "survey" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "survey"


def _check(root: Path, cache: Cache | None = None) -> Findings:
    project = load(root).project
    assert project is not None
    return run_checks_with_excused(project, parse(project), cache=cache)


def test_this_article_is_judged_alike_without_and_with_a_cold_and_a_warm_cache(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    without = _check(REPOSITORY)
    assert _check(REPOSITORY, cache) == without
    assert any(tmp_path.glob("cache/*/*"))
    assert _check(REPOSITORY, cache) == without


@pytest.mark.parametrize("damage", [b"", b"\xc1 no MessagePack", b"\x93\x01\x02\x03"])
def test_what_is_damaged_is_derived_again(survey: Path, tmp_path: Path, damage: bytes) -> None:
    folder = tmp_path / "cache"
    expected = _check(survey, Cache(folder))
    assert "COR002" in {d.code for d in expected.diagnostics}
    entries = sorted(folder.glob("*/*"))
    for entry in entries:
        # Of the right digest, so that only what it says is wrong.
        Cache(folder).put(entry.name, damage)
    assert _check(survey, Cache(folder)) == expected
    for entry in entries:
        entry.write_bytes(b"cut off")
    assert _check(survey, Cache(folder)) == expected


def test_a_changed_register_is_read_anew(survey: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    assert "COR002" in {d.code for d in _check(survey, cache).diagnostics}
    (survey / "references/rejected.yaml").write_text(_LEAD.replace("92,665", "81,001"), encoding="utf-8")
    assert "COR002" not in {d.code for d in _check(survey, cache).diagnostics}
