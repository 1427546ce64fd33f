"""Mend a project's files: what `fix` and `check --fix` share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import click

from wellsourced.diagnostics import Diagnostic
from wellsourced.project.project import Project

if TYPE_CHECKING:
    from wellsourced.checks.fix import Mended


def mend_project(project: Project, check: Callable[[Project], tuple[Diagnostic, ...]], *, unsafe: bool) -> Mended:
    """What fixing would make of the project's files; nothing is written."""
    from wellsourced.cache import Cache, find_cache_folder
    from wellsourced.checks.fix import mend
    from wellsourced.project.load import load

    cache = Cache(find_cache_folder())

    def reload(texts: Mapping[str, str]) -> Project | None:
        return load(project.root, cache=cache, unsaved=texts).project

    return mend(project, read_raw(project), check=check, reload=reload, unsafe=unsafe)


def read_raw(project: Project) -> dict[str, str]:
    """Path -> text of every file of the project that can be edited, with its own line ends and without its BOM."""
    return {path: (project.root / path).read_bytes().decode("utf-8-sig") for path in project.texts}


def write_mended(project: Project, mended: Mended) -> None:
    """Write the files that change, each under a temporary name and then renamed; a byte order mark stays.

    A file that somebody else changed meanwhile is left alone. Raises ClickException where one cannot be written.
    """
    from wellsourced.sources.data_files import write_atomically

    for path, text in mended.texts.items():
        file = project.root / path
        try:
            before = file.read_bytes()
            if before.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n") != project.texts[path]:
                raise click.ClickException(f"{path} was changed by another program meanwhile; run the command again")
            mark = "\ufeff" if before.startswith(b"\xef\xbb\xbf") else ""
            write_atomically(file, mark + text)
        except OSError as error:
            raise click.ClickException(f"{path} cannot be written: {error.strerror or error}") from None


def describe(mended: Mended) -> str:
    """One line on what was mended: "Mended 3 in 2 files (TRM001 2, CIT002 1)"."""
    from collections import Counter

    codes = ", ".join(f"{code} {n}" for code, n in sorted(Counter(d.code for d in mended.applied).items()))
    files = len(mended.texts)
    return f"Mended {len(mended.applied)} in {files} {'file' if files == 1 else 'files'} ({codes})."
