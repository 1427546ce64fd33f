"""`wellsourced protect`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wellsourced.cli.main import BROKEN
from wellsourced.cli.options import load_project, project_option


@click.command("protect")
@project_option
def command(folder: Path | None) -> None:
    """Add names of private persons to those that must not be published.

    Names are read from standard input, one a line, or asked for without being shown; never from the command line, which
    shells remember. Only salted hashes are written, to article/safety.yaml. Exit status 2 if a line holds no name.
    """
    from wellsourced.sources.name_register import SAFETY_FILE, protect_names

    project = load_project(folder)
    names = _ask() if sys.stdin.isatty() else [line.strip() for line in _read_lines() if line.strip()]
    if not names:
        raise click.UsageError("there are no names on standard input: one a line is expected")
    try:
        done = protect_names(project.root, names)
    except OSError as error:
        click.echo(f"{SAFETY_FILE} cannot be written: {error.strerror or error}", err=True)
        sys.exit(BROKEN)
    known = f"; {done.known} protected before" if done.known else ""
    click.echo(f"{done.added} {'name' if done.added == 1 else 'names'} added to {SAFETY_FILE}{known}.")
    if done.refused:
        places = ", ".join(map(str, done.refused))
        click.echo(f"Not added: number {places} of those given. A name has one to four words of letters.", err=True)
        sys.exit(BROKEN)


def _read_lines() -> list[str]:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise click.UsageError("the names on standard input are not UTF-8") from error


def _ask() -> list[str]:
    """Names typed one after the other, not shown; an empty one ends."""
    names: list[str] = []
    while name := click.prompt("Name (empty: done)", default="", show_default=False, hide_input=True).strip():
        names.append(name)
    return names
