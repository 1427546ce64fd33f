"""Which program this is: keys of kept values hold it, so that nothing another version made is taken for its own."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import wellsourced


@cache
def state_of_program() -> str:
    """Changes whenever a module or word list that rules rest on does; costs a look at some 150 directory entries."""
    package = Path(wellsourced.__file__).parent
    files: list[tuple[str, int, int]] = []
    for folder in ("checks", "manuscript", "project", "figures"):
        try:
            with os.scandir(package / folder) as entries:
                found = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
        except OSError:  # the package stands in an archive, which is exchanged as a whole
            continue
        files += sorted((f"{folder}/{name}", status.st_size, status.st_mtime_ns) for name, status in found)
    return f"{wellsourced.__version__} {files}"
