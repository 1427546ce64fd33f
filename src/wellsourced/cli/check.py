"""`wellsourced check`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wellsourced.cli.baseline import apply_baseline, baseline_options
from wellsourced.cli.forms import Examination, print_examination
from wellsourced.cli.options import (
    exit_with,
    ignore_option,
    load_project,
    project_option,
    report_options,
    select_option,
    strict_option,
)
from wellsourced.cli.review import REVIEW_FORMS, refuse_since, since_option
from wellsourced.diagnostics import Diagnostic, sort_diagnostics
from wellsourced.project.project import Project

if TYPE_CHECKING:
    from wellsourced.cache import Cache
    from wellsourced.diagnostics import Findings
    from wellsourced.manuscript.model import Manuscript
    from wellsourced.report.baseline import Entry


@click.command("check")
@click.option("--fix", "mend", is_flag=True, help="Apply the fixes that are safe, then check again.")
@click.option("--all", "every", is_flag=True, help="Print every note, and what the baseline lets pass.")
@click.option("--rendered", is_flag=True, help="Also render every cited entry with both citation processors (REF011).")
@report_options
@select_option
@ignore_option
@baseline_options
@since_option
@strict_option
@project_option
def command(
    mend: bool,
    every: bool,
    rendered: bool,
    form: str,
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: Path | None,
    update: bool,
    since: str | None,
    strict: bool,
    folder: Path | None,
) -> None:
    """Check sections, references and registers. Exit status 1 if there are errors."""
    refuse_since(since, form)
    project = load_project(folder, form, output)
    if mend and _fix(project, select, ignore):
        project = load_project(folder, form, output)
    manuscript = _parse(project) if rendered or form in REVIEW_FORMS else None
    findings = _find(project, manuscript, select, ignore)
    from wellsourced.report.report import Report

    diagnostics = findings.diagnostics
    if rendered and manuscript:
        diagnostics = sort_diagnostics([*diagnostics, *_compare_renderings(project, manuscript)])
    report = Report(diagnostics, project.texts, findings.excused, base=project.root, strict=strict)
    report = apply_baseline(report, baseline, update=update, concerns=_concerns(select, ignore))
    print_examination(
        Examination(report, project, manuscript, since), form, output, notes=None if every else 3, old=every
    )
    exit_with(report.current, strict=strict)


def _find(
    project: Project, manuscript: Manuscript | None, select: tuple[str, ...], ignore: tuple[str, ...]
) -> Findings:
    """What a check finds, taken from the last run where nothing has changed since."""
    from wellsourced.cache import Cache, find_cache_folder
    from wellsourced.cli.kept_findings import keep_findings
    from wellsourced.project.build_date import today

    cache, day = Cache(find_cache_folder()), today()

    def find() -> Findings:
        from wellsourced.checks.run import run_checks_with_excused

        read = manuscript or _parse(project, cache)
        return run_checks_with_excused(project, read, select=select, ignore=ignore, today=day, cache=cache)

    return keep_findings(project, select=select, ignore=ignore, today=day, cache=cache, find=find)


def _parse(project: Project, cache: Cache | None = None) -> Manuscript:
    from wellsourced.manuscript.parse import parse

    return parse(project, cache=cache)


def _compare_renderings(project: Project, manuscript: Manuscript) -> tuple[Diagnostic, ...]:
    from wellsourced.compose.agreement import compare_renderings
    from wellsourced.pandoc import PandocError

    try:
        return compare_renderings(project, manuscript)
    except PandocError as error:
        raise click.ClickException(f"the entries cannot be rendered: {error}") from None


def _concerns(select: tuple[str, ...], ignore: tuple[str, ...]) -> Callable[[Entry], bool]:
    from wellsourced.checks.registry import names_code

    return lambda entry: (not select or names_code(select, entry.code)) and not names_code(ignore, entry.code)


def _fix(project: Project, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    """Write what safe fixes change."""
    from wellsourced.cli.mending import describe, mend_project, write_mended

    mended = mend_project(project, lambda project: _find(project, None, select, ignore).diagnostics, unsafe=False)
    write_mended(project, mended)
    if mended.texts:
        click.echo(describe(mended), err=True)
    return bool(mended.texts)
