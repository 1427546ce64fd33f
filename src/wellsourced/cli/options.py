"""Options and the loading of a project, as several commands share them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from wellsourced.cli.forms import FORMS, TERMINAL, Examination, print_examination
from wellsourced.cli.main import BROKEN
from wellsourced.diagnostics import Diagnostic, has_errors
from wellsourced.project.paths import find_root
from wellsourced.project.project import Project

project_option = click.option(
    "-C",
    "--project",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="The project's folder, if not the present one.",
)
strict_option = click.option("--strict", is_flag=True, help="Let warnings fail, too.")


#: For commands that list; `report_options` are for those that find fault.
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)


def report_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--format` and `--output`; their values come as `form` and `output`."""
    function = click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write the report to this file; a summary is printed.",
    )(function)
    return click.option(
        "--format",
        "form",
        type=click.Choice([TERMINAL, *FORMS]),
        default=TERMINAL,
        show_default=True,
        help="How to report.",
    )(function)


def _read_codes(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Codes and families, in capitals, given apart or with commas between.

    One that nothing has is refused: a slip in `--select` would call every text clean.
    """
    names = tuple(name.strip().upper() for value in values for name in value.split(",") if name.strip())
    if names:
        from wellsourced.checks.explain import all_codes

        known = {name for code in all_codes() for name in (code, code[:3])}
        for name in names:
            if name not in known:
                raise click.BadParameter(f"no rule and no family is called {name!r}; {_name_nearest(name, known)}")
    return names


def _name_nearest(name: str, known: set[str]) -> str:
    from rapidfuzz import process

    nearest = [match[0] for match in process.extract(name, sorted(known), limit=3, score_cutoff=60)]
    return f"nearest: {', '.join(nearest)}" if nearest else "`wellsourced explain` lists them"


select_option = click.option(
    "--select",
    multiple=True,
    metavar="CODES",
    callback=_read_codes,
    help="Only these codes or families (CIT,COR001); may be repeated.",
)
ignore_option = click.option(
    "--ignore",
    multiple=True,
    metavar="CODES",
    callback=_read_codes,
    help="Not these codes or families; may be repeated.",
)


def find_project(folder: Path | None) -> Path:
    """The root of the project around the present folder or `folder`. Raises UsageError where there is none."""
    start = folder or Path.cwd()
    root = find_root(start)
    if root is None:
        raise click.UsageError(
            f"there is no project in {start} or above it: no article/article.yaml. "
            "`wellsourced new DIR` lays one out; -C DIR names another folder."
        )
    return root


def load_project(folder: Path | None, form: str = TERMINAL, output: Path | None = None) -> Project:
    """Load the project, or report everything that is wrong with it and exit 2."""
    from wellsourced.cache import Cache, find_cache_folder
    from wellsourced.project.load import load

    root = find_project(folder)
    loaded = load(root, cache=Cache(find_cache_folder()))
    if loaded.project is None:
        from wellsourced.project.paths import read_text
        from wellsourced.report.report import Report

        paths = dict.fromkeys(diagnostic.span.path for diagnostic in loaded.diagnostics)
        texts = {path: text for path in paths if (text := read_text(root, path).text) is not None}
        report = Report(loaded.diagnostics, texts, base=root, complete=False)
        print_examination(Examination(report), form, output)
        sys.exit(BROKEN)
    return loaded.project


def print_diagnostics(diagnostics: Sequence[Diagnostic], texts: Mapping[str, str]) -> None:
    """Print diagnostics for the terminal, on standard output."""
    from wellsourced.report.terminal import render_terminal

    render_terminal(diagnostics, texts, console())


def console(*, stderr: bool = False) -> Any:
    """A rich console on standard output or error; plain where that is not a terminal. Letters stay what they are."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=False, emoji=False)


def exit_with(diagnostics: Sequence[Diagnostic], *, strict: bool = False) -> None:
    """Leave with 1 if the diagnostics hold errors (with `strict`, warnings), else with 0."""
    sys.exit(1 if has_errors(diagnostics, strict=strict) else 0)
