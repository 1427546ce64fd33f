"""A new survey that builds at once: article, sections, registers, and two verified references to show the form."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from wellsourced.project.schemas import FIGURE, PROJECT_FOLDER, SCHEMA_NAMES, render_schema
from wellsourced.project.status import fingerprint
from wellsourced.project.yaml_positions import read_yaml

TEMPLATE = Path(__file__).parent.parent / "scaffold"
DEFAULT_TITLE = "A survey"
_BIBLIOGRAPHY = "references/bibliography.yaml"
_EVIDENCE = "references/evidence.yaml"
#: Names under which package data would get lost or take effect in the wrong place.
_RENAMED = {"gitignore": ".gitignore"}


class ScaffoldError(Exception):
    """The project cannot be laid out there; the message is for the person at the keyboard."""


def scaffold(directory: Path, *, title: str | None = None) -> tuple[Path, ...]:
    """Lay a six-section survey out in `directory`, which must be empty or not exist; return the files written.

    All or nothing: the files are written to a hidden folder and put in place by renaming. Raises ScaffoldError.
    """
    directory = Path(os.path.abspath(directory))  # noqa: PTH100 - links in the user's own path stay
    _require_empty(directory)
    title = " ".join("".join(c for c in title or "" if c.isprintable() or c.isspace()).split()) or DEFAULT_TITLE
    exists = directory.is_dir()
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".wellsourced-", dir=directory if exists else directory.parent))
    except OSError as error:
        raise ScaffoldError(f"{directory} cannot be made: {error.strerror}.") from error
    try:
        paths = [_write(draft, path, text) for path, text in _render(title)]
        if exists:
            _move_entries(draft, directory)
        else:
            draft.chmod(0o777 & ~_umask())  # mkdtemp makes folders that nobody else can open
            draft.replace(directory)
    except OSError as error:
        raise ScaffoldError(f"{directory} cannot be written: {error.strerror}.") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return tuple(sorted(directory / path for path in paths))


def _require_empty(directory: Path) -> None:
    if directory.is_dir():
        if any(directory.iterdir()):
            raise ScaffoldError(f"{directory} is not empty. Name a new folder, or an empty one.")
    elif os.path.lexists(directory):
        raise ScaffoldError(f"{directory} is a file. Name a new folder, or an empty one.")


def _render(title: str) -> Iterator[tuple[str, str]]:
    for file in sorted(TEMPLATE.rglob("*")):
        if not file.is_file() or file.suffix == ".pyc":
            continue
        path = file.relative_to(TEMPLATE).as_posix()
        text = file.read_text(encoding="utf-8")
        if path == _EVIDENCE:
            text = _insert_fingerprints(text)
        elif file.suffix == ".yaml":
            text = text.replace("TITLE", json.dumps(title, ensure_ascii=False))
        elif file.suffix == ".md":
            text = text.replace("TITLE", title)
        yield _RENAMED.get(path, path), text
    for name in (*SCHEMA_NAMES, FIGURE):
        yield f"{PROJECT_FOLDER}/{name}.schema.json", render_schema(name)


def _insert_fingerprints(evidence: str) -> str:
    """The records' fingerprints, computed from the items beside them so that the two cannot drift apart."""
    bibliography = read_yaml(_BIBLIOGRAPHY, (TEMPLATE / _BIBLIOGRAPHY).read_text(encoding="utf-8")).value
    prints = {item["id"]: fingerprint(item) for item in bibliography["references"]}
    current = ""
    lines = []
    for line in evidence.splitlines(keepends=True):
        current = next((name for name in prints if line.strip() == f"{name}:"), current)
        lines.append(line.replace("FINGERPRINT", prints.get(current, "")))
    return "".join(lines)


def _write(folder: Path, path: str, text: str) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return Path(path)


def _move_entries(draft: Path, directory: Path) -> None:
    """Into a folder that exists: it may be somebody's working directory, so it is not replaced."""
    moved: list[Path] = []
    try:
        for entry in sorted(draft.iterdir()):
            target = directory / entry.name
            entry.rename(target)
            moved.append(target)
    except OSError:
        for target in moved:
            target.rename(draft / target.name)
        raise


def _umask() -> int:
    # Reading the mask needs setting it.
    mask = os.umask(0)
    os.umask(mask)
    return mask
