"""`wellsourced audit`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wellsourced.cli.baseline import apply_baseline, baseline_options
from wellsourced.cli.forms import Examination, print_examination
from wellsourced.cli.main import BROKEN
from wellsourced.cli.options import (
    exit_with,
    ignore_option,
    load_project,
    project_option,
    report_options,
    select_option,
    strict_option,
)
from wellsourced.diagnostics import Diagnostic, Excused


@click.command("audit")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--all", "every", is_flag=True, help="Print what the baseline lets pass, too.")
@report_options
@select_option
@ignore_option
@baseline_options
@strict_option
@project_option
def command(
    files: tuple[Path, ...],
    every: bool,
    form: str,
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: Path | None,
    update: bool,
    strict: bool,
    folder: Path | None,
) -> None:
    """Check loose drafts against this project's registers; - reads Markdown from standard input.

    Markdown and text are placed by line; DOCX, ODT, EPUB, HTML, LaTeX and other kinds that pandoc reads, by paragraph.
    Finds registered errors that return, rejected leads, laws, treaties and bodies that do not exist or are misnamed,
    figures that no source backs, claims without a source, discouraged terms, and citations of unknown or unverified
    works. The drafts need not belong to the project.
    """
    from wellsourced.checks.audit import audit_draft
    from wellsourced.checks.drafts import decode_draft, read_draft
    from wellsourced.checks.registry import names_code
    from wellsourced.project.build_date import today
    from wellsourced.report.report import Report

    project = load_project(folder, form, output)
    texts: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    excused: list[Excused] = []
    broken = False
    for file in files:
        name = "standard-input.md" if str(file) == "-" else file.as_posix()
        draft = decode_draft(name, sys.stdin.buffer.read()) if str(file) == "-" else read_draft(file)
        diagnostics += draft.diagnostics
        if draft.text is None:
            broken = True
            continue
        texts[name] = draft.shown
        findings = audit_draft(name, draft, project, select=select, ignore=ignore, today=today())
        diagnostics += findings.diagnostics
        excused += findings.excused
    report = Report(
        tuple(diagnostics),
        texts,
        tuple(excused),
        base=Path.cwd(),
        command="audit",
        strict=strict,
        complete=not broken,
    )
    report = apply_baseline(
        report,
        baseline,
        update=update,
        concerns=lambda entry: (
            entry.path in texts
            and (not select or names_code(select, entry.code))
            and not names_code(ignore, entry.code)
        ),
    )
    print_examination(Examination(report, project), form, output, old=every)
    if broken:
        sys.exit(BROKEN)
    exit_with(report.current, strict=strict)
