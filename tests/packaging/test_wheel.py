"""The wheel alone, in an empty environment, builds a survey: themes, schemas, styles and templates travel in it."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]


def test_installed_wheel_builds_a_scaffolded_survey(tmp_path: Path) -> None:
    _run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path, REPOSITORY)
    wheel = next(tmp_path.glob("wellsourced-*.whl"))
    venv.create(tmp_path / "env", with_pip=True)
    program = tmp_path / "env" / "bin"
    _run(program / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    _run(program / "wellsourced", "new", "survey", cwd=tmp_path)
    built = _run(program / "wellsourced", "build", "--strict", cwd=tmp_path / "survey")
    assert "Wrote build/article.html" in built
    assert (tmp_path / "survey/build/article.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "survey/build/article.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    explained = _run(program / "wellsourced", "explain", "COR001", cwd=tmp_path)
    assert "COR001" in explained


def _run(*command: object, cwd: Path | None = None) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    run = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    if run.returncode != 0:
        pytest.fail(f"{command}: {run.stdout}{run.stderr}")
    return run.stdout
