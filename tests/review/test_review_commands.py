"""The dossier as commands write it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from review_projects import bees, write_files


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    return write_files(tmp_path / "survey", bees())


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wellsourced", *arguments],
        cwd=root,
        env={**os.environ, "WELLSOURCED_CACHE": str(root.parent / "cache"), "SOURCE_DATE_EPOCH": "1795305600"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_build_writes_page_and_json_the_same_twice(survey: Path) -> None:
    written = []
    for _ in range(2):
        built = run(survey, "build", "--to", "html", "--draft", "--no-cache")
        assert built.returncode == 0, built.stdout + built.stderr
        written.append([(survey / "build" / name).read_bytes() for name in ("review.html", "review.json")])
    assert written[0] == written[1]
    page, dossier = written[0][0].decode(), json.loads(written[0][1])
    assert page.startswith("<!DOCTYPE html>")
    assert dossier["title"] == "A survey of bees"
    assert dossier["as_of"] == "2026-11-22"
    assert not list((survey / "build").glob(".partial-*"))


def test_build_and_check_say_the_same(survey: Path) -> None:
    assert run(survey, "build", "--to", "html", "--draft").returncode == 0
    checked = run(survey, "check", "--format", "review-json")
    assert checked.returncode == 1
    assert json.loads(checked.stdout) == json.loads((survey / "build/review.json").read_text(encoding="utf-8"))
    page = run(survey, "check", "--format", "html", "-o", "page.html")
    assert page.returncode == 1
    assert (survey / "page.html").read_text(encoding="utf-8") == (survey / "build/review.html").read_text(
        encoding="utf-8"
    )


def test_stopped_build_leaves_the_last_dossier(survey: Path) -> None:
    assert run(survey, "build", "--to", "html", "--draft").returncode == 0
    before = (survey / "build/review.json").read_bytes()
    (survey / "sections/honey.md").write_text("# Honey\n\nMore [@nobody1].\n", encoding="utf-8")
    assert run(survey, "build", "--to", "html").returncode == 1
    assert (survey / "build/review.json").read_bytes() == before


def test_broken_project_is_a_page_of_its_faults(survey: Path) -> None:
    (survey / "article/article.yaml").write_text("title: [", encoding="utf-8")
    done = run(survey, "check", "--format", "html")
    assert done.returncode == 2
    assert "CFG004" in done.stdout
    assert done.stdout.startswith("<!DOCTYPE html>")


def test_audit_of_a_draft_is_a_page_of_its_faults(survey: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("Bees sing [@nobody1].\n", encoding="utf-8")
    done = run(survey, "audit", str(draft), "--format", "review-json")
    assert done.returncode == 1
    assert "CIT001" in [note["code"] for note in json.loads(done.stdout)["diagnostics"]]
