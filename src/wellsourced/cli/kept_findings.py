"""What was checked and has not changed since is not checked again: hooks, editors and CI run the same check many times.

The findings of a whole run are kept in the user's cache under a digest of everything that they depend on: all texts of
the project, what loading said, the style, the day, the rules asked for, and the program's own files.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import msgspec

from wellsourced.cache import Cache, digest
from wellsourced.diagnostics import Findings
from wellsourced.project.program import state_of_program
from wellsourced.project.project import Project

#: An image from a file: whether that is there is asked of the disk, and no digest of texts can know it.
_IMAGE_FILE = re.compile(r"!\[(?!\]\(figure:)")


def keep_findings(
    project: Project,
    *,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    today: date,
    cache: Cache,
    find: Callable[[], Findings],
) -> Findings:
    """The findings of the last run over the same input, else those of `find`, which are kept."""
    if not cache.keeps or any(_IMAGE_FILE.search(text) for text in project.texts.values()):
        return find()
    key = digest(
        "findings",
        state_of_program(),
        project.style,
        msgspec.msgpack.encode((select, ignore, today, sorted(project.texts.items()), project.warnings)),
    )
    return cache.get_or_derive(key, Findings, find)
