"""The rules and the reviewer's dossier, examined beside the rest of a build.

Rules and dossier are a second and more of pure Python, and so is composing: in one process they take turns. Where the
system can fork and has a second processor, they run in a process of their own, which begins with all that has been
loaded and parsed. Everywhere else they run here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from functools import cached_property
from multiprocessing.connection import Connection
from typing import Protocol

from wellsourced.cache import Cache
from wellsourced.checks.context import Context
from wellsourced.checks.run import run_checks_with_excused
from wellsourced.diagnostics import Findings
from wellsourced.manuscript.model import Manuscript
from wellsourced.project.project import Project


class Examination(Protocol):
    """What the rules find, and the dossier of it."""

    def findings(self) -> Findings:
        """What the rules have to say; waits for it."""
        ...

    def review(self, entries: Mapping[str, str]) -> dict[str, bytes]:
        """The dossier as files, name -> content. `entries`: reference id -> the work as the article prints it."""
        ...


@contextmanager
def examine(project: Project, manuscript: Manuscript, day: date, cache: Cache) -> Iterator[Examination]:
    """Begin to examine the article. Evidence is judged by `day`. Leaving gives up what is not done."""
    here = _Here(project, manuscript, day, cache)
    if not _can_fork():
        yield here
        return
    beside = _Beside(here)
    try:
        yield beside
    finally:
        beside.end()


class _Here:
    """The examination in this process."""

    def __init__(self, project: Project, manuscript: Manuscript, day: date, cache: Cache) -> None:
        self._project, self._manuscript, self._day, self._cache = project, manuscript, day, cache

    def findings(self) -> Findings:
        return self._examined[1]

    def review(self, entries: Mapping[str, str]) -> dict[str, bytes]:
        from wellsourced.review.collect import add_entries, collect_dossier
        from wellsourced.review.json import render_review_json
        from wellsourced.review.page import render_page

        dossier = add_entries(collect_dossier(*self._examined), entries)
        return {
            "review.html": render_page(dossier).encode(errors="replace"),
            "review.json": render_review_json(dossier).encode(),
        }

    @cached_property
    def _examined(self) -> tuple[Context, Findings]:
        context = Context.of_article(self._project, self._manuscript, self._day, self._cache)
        return context, run_checks_with_excused(self._project, self._manuscript, today=self._day, context=context)


class _Beside:
    """The examination in a forked process. Should that end without an answer, it is made here after all."""

    def __init__(self, here: _Here) -> None:
        from multiprocessing import get_context

        fork = get_context("fork")
        self._here = here
        self._pipe, theirs = fork.Pipe()
        self._process = fork.Process(target=_answer, args=(here, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def findings(self) -> Findings:
        try:
            found: Findings = self._pipe.recv()
        except (EOFError, OSError):
            return self._here.findings()
        return found

    def review(self, entries: Mapping[str, str]) -> dict[str, bytes]:
        try:
            self._pipe.send(dict(entries))
            files: dict[str, bytes] = self._pipe.recv()
        except (EOFError, OSError):
            return self._here.review(entries)
        return files

    def end(self) -> None:
        self._pipe.close()
        if self._process.is_alive():
            self._process.kill()
        self._process.join()


def _answer(here: _Here, pipe: Connection) -> None:
    """In the forked process: what is asked for, in the order it is asked for."""
    from wellsourced.review.page import load_template

    # A fault closes the pipe; the one who asks then meets it in his own process, where it is reported.
    with suppress(BaseException), pipe:
        pipe.send(here.findings())
        load_template()
        pipe.send(here.review(pipe.recv()))


def _can_fork() -> bool:
    """Whether a fork is safe, which it is on Linux, and helps, which takes a second processor."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1
