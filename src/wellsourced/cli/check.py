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
from wellsourced.diagnostics import Diagnostic
from wellsourced.project.project import Project


@click.command("check")
@click.option("--fix", "mend", is_flag=True, help="Apply the fixes that are safe, then check again.")
@click.option("--all", "every", is_flag=True, help="Print every note, not the first few of each kind.")
@format_option
@select_option
@ignore_option
@strict_option
@project_option
def command(
    mend: bool,
    every: bool,
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    folder: Path | None,
) -> None:
    """Check sections, references and registers. Exit status 1 if there are errors."""
    project = load_project(folder, form)
    diagnostics = _check(project, select, ignore)
    if mend and _fix(project, diagnostics):
        project = load_project(folder, form)
        diagnostics = _check(project, select, ignore)
    print_diagnostics(diagnostics, project.texts, form, notes=None if every else 3)
    exit_with(diagnostics, strict=strict)


def _check(project: Project, select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    from wellsourced.checks.run import run_checks
    from wellsourced.manuscript.parse import parse
    from wellsourced.publish.pipeline import today

    return run_checks(project, parse(project), select=select, ignore=ignore, today=today())


def _fix(project: Project, diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Write what safe fixes change. The files' own line ends and byte order marks stay."""
    from wellsourced.checks.fix import apply_safe_fixes
    from wellsourced.sources.data_files import write_atomically

    fixed = apply_safe_fixes(diagnostics, project.texts)
    for path, text in fixed.texts.items():
        before = (project.root / path).read_bytes()
        mark = "\ufeff" if before.startswith(b"\xef\xbb\xbf") else ""
        ends = "\r\n" if b"\r\n" in before else "\n"
        write_atomically(project.root / path, mark + text.replace("\n", ends))
    if fixed.applied:
        click.echo(f"Mended {len(fixed.applied)} in {len(fixed.texts)} files.", err=True)
    return bool(fixed.applied)
