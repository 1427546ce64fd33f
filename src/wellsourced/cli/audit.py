"""`wellsourced audit`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wellsourced.cli.main import BROKEN
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
from wellsourced.diagnostics import Diagnostic


@click.command("audit")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@format_option
@select_option
@ignore_option
@strict_option
@project_option
def command(
    files: tuple[Path, ...],
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    folder: Path | None,
) -> None:
    """Check loose Markdown or text drafts against this project's registers; - reads standard input.

    Finds registered errors that return, rejected leads, discouraged terms, and citations of unknown or unverified
    works. The drafts need not belong to the project.
    """
    from wellsourced.checks.audit import audit_text
    from wellsourced.checks.drafts import decode_draft, read_draft
    from wellsourced.publish.pipeline import today

    project = load_project(folder, form)
    texts: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    broken = False
    for file in files:
        name = "standard-input.md" if str(file) == "-" else file.as_posix()
        draft = decode_draft(name, sys.stdin.buffer.read()) if str(file) == "-" else read_draft(file)
        diagnostics += draft.diagnostics
        if draft.text is None:
            broken = True
            continue
        texts[name] = draft.text
        diagnostics += audit_text(name, draft.text, project, select=select, ignore=ignore, today=today())
    print_diagnostics(tuple(diagnostics), texts, form)
    if broken:
        sys.exit(BROKEN)
    exit_with(diagnostics, strict=strict)
