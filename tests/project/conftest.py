"""Real projects in temporary folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

LEAST = {
    "article/article.yaml": "title: A survey\nauthors:\n  - name: A. Author\nsections:\n  - 00-introduction.md\n",
    "sections/00-introduction.md": "# Introduction\n\nWords.\n",
}

WriteProject = Callable[..., Path]


@pytest.fixture
def write_project(tmp_path: Path) -> WriteProject:
    """Write the least project, with `files` (path -> text or bytes; None leaves one out) over it; returns its root."""

    def write(files: dict[str, str | bytes | None] | None = None) -> Path:
        root = tmp_path / "project"
        for path, content in {**LEAST, **(files or {})}.items():
            if content is None:
                continue
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write
