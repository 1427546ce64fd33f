"""The forms in which `check` and `audit` report: one row of `FORMS` each; the terminal's own is no row."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

if TYPE_CHECKING:
    from rich.console import Console

    from wellsourced.manuscript.model import Manuscript
    from wellsourced.project.project import Project
    from wellsourced.report.report import Report

TERMINAL = "terminal"


class Examination(msgspec.Struct, frozen=True):
    """What was examined and found. `project` is None where it cannot be read, `manuscript` also for loose drafts.

    `since`: the git revision or the file that a dossier is compared with.
    """

    report: Report
    project: Project | None = None
    manuscript: Manuscript | None = None
    since: str | None = None


def _json(examination: Examination) -> str:
    from wellsourced.report.json import render_json

    return render_json(examination.report)


def _sarif(examination: Examination) -> str:
    from wellsourced.checks.explain import describe_codes
    from wellsourced.report.sarif import render_sarif

    home = _find_home()
    repository = examination.project.article.repository if examination.project else None
    own_pages = examination.project is not None and (examination.project.root / "docs/rules/README.md").is_file()
    web = home or (repository if own_pages else None)
    pages = f"{web.rstrip('/')}/blob/HEAD/docs/rules" if web else None
    return render_sarif(examination.report, describe_codes(), home=home, pages=pages)


def _github(examination: Examination) -> str:
    from wellsourced.report.github import render_github

    report = examination.report
    # Annotations name files from the top of the repository, where the project may be a folder of it.
    return render_github(report, _from(report.base, Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())))


def _junit(examination: Examination) -> str:
    from wellsourced.report.junit import render_junit

    return render_junit(examination.report)


def _line(examination: Examination) -> str:
    from wellsourced.report.line import render_lines

    return render_lines(examination.report, _from(examination.report.base, Path.cwd()))


def _html(examination: Examination) -> str:
    from wellsourced.cli.review import render_review_page

    return render_review_page(examination)


def _review_json(examination: Examination) -> str:
    from wellsourced.cli.review import render_review_object

    return render_review_object(examination)


#: Name of a form -> how an examination becomes its text.
FORMS: Mapping[str, Callable[[Examination], str]] = {
    "json": _json,
    "sarif": _sarif,
    "github": _github,
    "junit": _junit,
    "line": _line,
    "html": _html,
    "review-json": _review_json,
}


def print_examination(
    examination: Examination,
    form: str,
    output: Path | None = None,
    *,
    notes: int | None = None,
    old: bool = False,
) -> None:
    """Print what was found in the form, or write it to `output`, then with a summary on standard error.

    The terminal shows `notes` of each kind of note, and with `old` what the baseline lets pass. How much that is, is
    told in any case: on standard error where the form itself has no words for people.
    """
    from wellsourced.report.terminal import summarise

    report = examination.report
    if output is not None:
        text = _render_plain(report, notes, old) if form == TERMINAL else FORMS[form](examination)
        _write(output, text)
        told = report.describe_baseline()
        click.echo(f"{summarise(report.current, told).plain} ({output})", err=True)
    elif form == TERMINAL:
        _show(report, notes, old)
    else:
        click.echo(FORMS[form](examination), nl=False)
        if told := report.describe_baseline():
            click.echo(f"wellsourced: {told}", err=True)


def _show(report: Report, notes: int | None, old: bool) -> None:
    from wellsourced.cli.options import console

    _render_to(console(), report, notes, old)


def _render_plain(report: Report, notes: int | None, old: bool) -> str:
    from io import StringIO

    from rich.console import Console

    text = StringIO()
    _render_to(Console(file=text, width=100, highlight=False, emoji=False), report, notes, old)
    return text.getvalue()


def _render_to(screen: Console, report: Report, notes: int | None, old: bool) -> None:
    from wellsourced.report.terminal import render_terminal

    shown = report.diagnostics if old else report.current
    render_terminal(shown, report.texts, screen, notes=notes, titles=_titles, told=report.describe_baseline())


def _titles() -> Mapping[str, str]:
    """Every code with its title. They stand in the rules, which are not loaded where nothing has changed."""
    from wellsourced.cache import Cache, digest, find_cache_folder
    from wellsourced.project.program import state_of_program

    def read() -> dict[str, str]:
        from wellsourced.checks.explain import all_codes

        return all_codes()

    return Cache(find_cache_folder()).get_or_derive(digest("titles", state_of_program()), dict[str, str], read)


def _write(output: Path, text: str) -> None:
    from wellsourced.sources.data_files import write_atomically

    try:
        write_atomically(output, text)
    except (PermissionError, IsADirectoryError, NotADirectoryError, FileExistsError) as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}") from None


def _from(base: Path, start: Path) -> Callable[[str], str]:
    """Turns a path relative to `base` into one relative to `start`; what lies outside both stays as it is."""

    def locate(path: str) -> str:
        if Path(path).is_absolute():
            return path
        full = Path(os.path.realpath(base / path))
        start_folder = Path(os.path.realpath(start))
        return full.relative_to(start_folder).as_posix() if full.is_relative_to(start_folder) else full.as_posix()

    return locate


def _find_home() -> str | None:
    """The address of the tool's page, from its own package."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        addresses = metadata("wellsourced").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    named = dict(address.partition(", ")[::2] for address in addresses)
    return next((named[name] for name in ("Repository", "Source", "Homepage") if name in named), None)
