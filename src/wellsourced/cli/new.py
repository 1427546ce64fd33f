"""`wellsourced new`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wellsourced.cli.main import BROKEN


@click.command("new")
@click.argument("directory", type=click.Path(path_type=Path))
@click.option("--title", help="The survey's title.")
def command(directory: Path, title: str | None) -> None:
    """Lay out a six-section survey in DIRECTORY. It builds at once."""
    from wellsourced.project.scaffold import ScaffoldError, scaffold

    try:
        written = scaffold(directory, title=title)
    except ScaffoldError as error:
        click.echo(f"wellsourced: {error}", err=True)
        sys.exit(BROKEN)
    click.echo(f"Laid out {len(written)} files in {directory}. Next:\n\n  cd {directory}\n  wellsourced build\n")
