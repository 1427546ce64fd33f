"""Small projects into which dossiers are imported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .imported_project import ImportedProject

DOSSIERS = Path(__file__).parent / "dossiers"


@pytest.fixture
def empty_project(tmp_path: Path) -> ImportedProject:
    """A project without registers."""
    root = tmp_path / "project"
    root.mkdir()
    return ImportedProject(root)


@pytest.fixture
def pair() -> tuple[Path, Path]:
    """Two dossiers that overlap."""
    return DOSSIERS / "a-materials.yaml", DOSSIERS / "b-climate.yaml"


@pytest.fixture
def imported(empty_project: ImportedProject, pair: tuple[Path, Path]) -> ImportedProject:
    """A project into which the pair was imported."""
    empty_project.run(*pair)
    return empty_project


@pytest.fixture
def write_dossier(tmp_path: Path) -> Callable[[str | bytes], Path]:
    """Write a dossier and return its path."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "hostile.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
