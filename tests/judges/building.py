"""The outputs that are judged: a project built to every format, once in a run of the tests, whatever the workers."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from filelock import FileLock

from wellsourced.publish.formats import FORMATS

REPOSITORY = Path(__file__).parents[2]
PROJECT = Path(__file__).parent / "project"
#: Written into a folder of outputs once all are there.
_BUILT = ".built.json"


def existing_formats() -> tuple[str, ...]:
    """The formats that have a writer."""
    return tuple(name for name, each in FORMATS.items() if find_spec(f"wellsourced.publish.{each.writer[0]}"))


def build_once(root: Path, folder: Path) -> Path:
    """Build the project at `root` to all formats into `folder`, unless another worker has."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        done = folder / _BUILT
        if not done.exists():
            folder.mkdir(exist_ok=True)
            if build(root, folder, existing_formats()):
                # Each by itself, so that a format that fails does not take the others from their judges.
                for name in existing_formats():
                    (folder / f"{name}.failure").write_text(build(root, folder, (name,)))
            done.write_text(json.dumps(hashes(folder)))
    return folder


def hashes(folder: Path) -> dict[str, str]:
    """Every file in a folder of outputs, and the SHA-256 of its bytes.

    In a folder that `build_once` has filled: as they were then, whatever judges have laid beside them since.
    """
    if (folder / _BUILT).exists():
        told: dict[str, str] = json.loads((folder / _BUILT).read_text())
        return told
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".failure")
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def build(root: Path, folder: Path, formats: tuple[str, ...]) -> str:
    """`wellsourced build` as users run it, without a cache. What it says when nothing was built, else nothing."""
    wanted = [argument for name in formats for argument in ("--to", name)]
    command = [sys.executable, "-m", "wellsourced", "build", "--no-cache", "-o", str(folder), *wanted]
    environment = {**os.environ, "COLUMNS": "160"}
    built = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=200, check=False)
    return "" if built.returncode == 0 else f"{built.stdout}\n{built.stderr}".strip()


def output(folder: Path, name: str) -> Path:
    """The main file of a format in a folder of outputs.

    A format whose writer does not exist is skipped; one that was not built fails, with what the build said.
    """
    if name not in existing_formats():
        pytest.skip(f"{name} has no writer")
    path = folder / FORMATS[name].file
    if not path.exists():
        failure = folder / f"{name}.failure"
        pytest.fail(f"{name} was not built: {failure.read_text() if failure.exists() else 'no word why'}")
    return path
