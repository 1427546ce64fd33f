"""`wellsourced fix`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wellsourced.cli.options import (
    console,
    exit_with,
    ignore_option,
    load_project,
    print_diagnostics,
    project_option,
    select_option,
)
from wellsourced.diagnostics import Diagnostic, has_errors
from wellsourced.project.project import Project

if TYPE_CHECKING:
    from wellsourced.checks.fix import Mended


@click.command("fix")
@click.option(
    "--diff", is_flag=True, help="Print what would change and write nothing; exit status 1 if anything would."
)
@click.option("--unsafe", is_flag=True, help="Also fixes that may change what the text says. Look at --diff first.")
@select_option
@ignore_option
@project_option
def command(diff: bool, unsafe: bool, select: tuple[str, ...], ignore: tuple[str, ...], folder: Path | None) -> None:
    """Apply the fixes that checks offer. Code, quotations and official titles are never touched.

    Without --unsafe only fixes that cannot change the meaning are made: former ids, marks, spelling. Exit status 1 if
    errors remain.
    """
    from wellsourced.cli.mending import describe, mend_project, write_mended

    project = load_project(folder)

    def check(project: Project) -> tuple[Diagnostic, ...]:
        from wellsourced.cache import Cache, find_cache_folder
        from wellsourced.checks.run import run_checks
        from wellsourced.manuscript.parse import parse
        from wellsourced.project.build_date import today

        cache = Cache(find_cache_folder())
        manuscript = parse(project, cache=cache)
        return run_checks(project, manuscript, select=select, ignore=ignore, today=today(), cache=cache)

    mended = mend_project(project, check, unsafe=unsafe)
    if diff:
        _print_diff(project, mended)
        sys.exit(1 if mended.texts else 0)
    write_mended(project, mended)
    click.echo(describe(mended) if mended.texts else "Nothing to mend.", err=True)
    offered = sum(1 for d in mended.remaining if d.fix is not None and not (d.fix.safe or unsafe))
    if offered:
        click.echo(f"{offered} more could be mended with --unsafe; look at them with --unsafe --diff first.", err=True)
    if has_errors(mended.remaining):
        texts = {**project.texts, **{path: _normalise(text) for path, text in mended.texts.items()}}
        print_diagnostics([d for d in mended.remaining if d.severity == "error"], texts)
    exit_with(mended.remaining)


def _print_diff(project: Project, mended: Mended) -> None:
    """A unified diff, in colour on a terminal, that `patch -p1` and `git apply` read."""
    from difflib import unified_diff

    from rich.text import Text

    from wellsourced.report.terminal import show_controls

    screen = console()
    for path, text in sorted(mended.texts.items()):
        before, after = project.texts[path], _normalise(text)
        for line in unified_diff(
            before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{path}", f"b/{path}"
        ):
            words = line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
            if not screen.is_terminal:
                click.echo(words, nl=False)
                continue
            style = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")
            screen.print(Text(show_controls(words.rstrip("\n")), style=style), soft_wrap=True)


def _normalise(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
