"""The command line, run as users run it: another process, in a project of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `wellsourced ARGUMENTS` in `folder` (default: the test's own); environment variables may be added."""

    def execute(*arguments: str, folder: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "wellsourced", *arguments],
            cwd=folder or tmp_path,
            env={**os.environ, "COLUMNS": "100", "WELLSOURCED_CACHE": str(tmp_path / "cache"), **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return execute


@pytest.fixture
def survey(run: Run, tmp_path: Path) -> Path:
    """A scaffolded survey."""
    made = run("new", "survey", "--title", "A survey of examples")
    assert made.returncode == 0, made.stderr
    return tmp_path / "survey"
