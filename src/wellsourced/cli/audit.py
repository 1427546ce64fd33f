"""`wellsourced audit`."""

from __future__ import annotations

from pathlib import Path

import click

from wellsourced.cli.options import (
    exit_with,
    format_option,
    load_project,
    print_diagnostics,
    project_option,
    strict_option,
)


@click.command("audit")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option
@strict_option
@project_option
def command(files: tuple[Path, ...], form: str, strict: bool, folder: Path | None) -> None:
    """Check loose Markdown or text drafts against this project's registers.

    Finds registered errors that return, rejected leads, discouraged terms, and citations of unknown or unverified
    works. The drafts need not belong to the project.
    """
    from wellsourced.checks.audit import audit_files

    project = load_project(folder, form)
    audited = audit_files(files, project)
    print_diagnostics(audited.diagnostics, audited.texts, form)
    if audited.broken:
        raise click.exceptions.Exit(2)
    exit_with(audited.diagnostics, strict=strict)
