"""`wellsourced check`."""

from __future__ import annotations

from pathlib import Path

import click

from wellsourced.cli.options import (
    exit_with,
    format_option,
    ignore_option,
    load_project,
    print_diagnostics,
    project_option,
    select_option,
    strict_option,
)


@click.command("check")
@format_option
@select_option
@ignore_option
@strict_option
@project_option
def command(form: str, select: tuple[str, ...], ignore: tuple[str, ...], strict: bool, folder: Path | None) -> None:
    """Check sections, references and registers. Exit status 1 if there are errors."""
    from wellsourced.checks.run import run_checks
    from wellsourced.manuscript.parse import parse
    from wellsourced.publish.pipeline import today

    project = load_project(folder, form)
    diagnostics = run_checks(project, parse(project), select=select, ignore=ignore, today=today())
    print_diagnostics(diagnostics, project.texts, form)
    exit_with(diagnostics, strict=strict)
