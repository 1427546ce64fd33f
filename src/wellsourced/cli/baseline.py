"""`--baseline` and `--update-baseline` of check and audit."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from wellsourced.cli.main import BROKEN

if TYPE_CHECKING:
    from wellsourced.report.baseline import Entry, ReadBaseline
    from wellsourced.report.report import Report


def baseline_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The two options; their values come as `baseline` and `update`."""
    function = click.option(
        "--update-baseline",
        "update",
        is_flag=True,
        help="Write the file of --baseline: what is wrong now counts as old.",
    )(function)
    return click.option(
        "--baseline",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Errors that this file holds are old; only new ones fail.",
    )(function)


def apply_baseline(report: Report, baseline: Path | None, *, update: bool, concerns: Callable[[Entry], bool]) -> Report:
    """The report compared with the baseline; with `update` the file is written first.

    `concerns` tells of an entry whether its rule ran on its file this time; others are left alone. Exits 2 where the
    file cannot be read.
    """
    if baseline is None:
        if update:
            raise click.UsageError("--update-baseline needs --baseline FILE: the file to write.")
        return report
    from wellsourced.report.baseline import compare_with_baseline, make_baseline, render_baseline
    from wellsourced.sources.data_files import write_atomically

    read = _read(baseline, may_be_absent=update)
    entries = read.file.entries if read.file else ()
    if update:
        kept = [entry for entry in entries if not concerns(entry)]
        entries = make_baseline(report.diagnostics, report.texts, kept)
        try:
            write_atomically(baseline, render_baseline(entries))
        except (PermissionError, IsADirectoryError, NotADirectoryError, FileExistsError) as error:
            raise click.UsageError(f"{baseline} cannot be written: {error.strerror}") from None
        click.echo(f"Wrote {len(entries)} {'entry' if len(entries) == 1 else 'entries'} to {baseline}.", err=True)
    comparison = compare_with_baseline(report.diagnostics, report.texts, entries, concerns)
    compared = replace(report, comparison=comparison)
    return compared if update else _tell_gone(compared, entries, read)


def _read(baseline: Path, *, may_be_absent: bool) -> ReadBaseline:
    from wellsourced.cli.options import print_diagnostics
    from wellsourced.project.paths import read_text
    from wellsourced.report.baseline import ReadBaseline, read_baseline

    text, problem = read_text(baseline.parent, baseline.name)
    name = baseline.as_posix()
    if problem is not None:
        print_diagnostics([replace(problem, span=replace(problem.span, path=name))], {})
        sys.exit(BROKEN)
    if text is None:
        if may_be_absent:
            return ReadBaseline(None)
        raise click.UsageError(f"there is no baseline {name}; --update-baseline writes it.")
    read = read_baseline(name, text)
    if read.file is None:
        print_diagnostics(read.diagnostics, {name: text})
        sys.exit(BROKEN)
    return read


def _tell_gone(report: Report, entries: tuple[Entry, ...], read: ReadBaseline) -> Report:
    from wellsourced.diagnostics import Diagnostic, Severity

    gone = report.comparison.gone if report.comparison else ()
    if not gone:
        return report
    one = len(gone) == 1
    told = Diagnostic(
        "CFG106",
        Severity.INFO,
        f"{len(gone)} {'entry' if one else 'entries'} of the baseline {'is' if one else 'are'} gone",
        read.places[entries.index(gone[0])],
        help="--update-baseline takes what no longer occurs out of the file.",
    )
    return replace(report, diagnostics=(*report.diagnostics, told))
