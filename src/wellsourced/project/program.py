"""Which program this is: keys of kept values hold it, so that nothing another version made is taken for its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import wellsourced


@cache
def state_of_program() -> str:
    """Changes whenever a module or word list that rules rest on does; costs a look at some 220 files."""
    package = Path(wellsourced.__file__).parent
    files: list[tuple[str, int, int]] = []
    for folder in ("checks", "manuscript", "project", "figures"):
        with suppress(OSError):  # the package stands in an archive, which is exchanged as a whole
            files += sorted(_files_below(package / folder, folder))
    return f"{wellsourced.__version__} {files}"


def _files_below(folder: Path, name: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file():
                status = entry.stat()
                yield f"{name}/{entry.name}", status.st_size, status.st_mtime_ns
            elif entry.name != "__pycache__":
                yield from _files_below(Path(entry.path), f"{name}/{entry.name}")
