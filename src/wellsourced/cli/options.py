"""Options and the loading of a project, as several commands share them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

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
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
strict_option = click.option("--strict", is_flag=True, help="Let warnings fail, too.")


def _known_codes(_context: click.Context, _parameter: click.Parameter, codes: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse a code that nothing has: a slip in `--select` would call every text clean."""
    if codes:
        from wellsourced.checks.explain import all_codes

        known = {name for code in all_codes() for name in (code, code[:3])}
        for code in codes:
            if code.upper() not in known:
                raise click.BadParameter(f"no rule and no family is called {code!r}; docs/rules lists them")
    return codes


select_option = click.option(
    "--select",
    multiple=True,
    metavar="CODE",
    callback=_known_codes,
    help="Only these codes or families (CIT, COR001).",
)
ignore_option = click.option(
    "--ignore", multiple=True, metavar="CODE", callback=_known_codes, help="Not these codes or families."
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


def load_project(folder: Path | None, form: str = "text") -> Project:
    """Load the project, or print everything that is wrong with it and exit 2."""
    from wellsourced.cache import Cache, find_cache_folder
    from wellsourced.project.load import load

    root = find_project(folder)
    loaded = load(root, cache=Cache(find_cache_folder()))
    if loaded.project is None:
        print_diagnostics(loaded.diagnostics, {}, form)
        sys.exit(BROKEN)
    return loaded.project


def print_diagnostics(
    diagnostics: Sequence[Diagnostic], texts: Mapping[str, str], form: str, *, notes: int | None = None
) -> None:
    """Print diagnostics on standard output in the form `text` (`notes` of each kind of note) or `json` (all)."""
    if form == "json":
        from wellsourced.report.json import render_json

        click.echo(render_json(diagnostics))
        return
    from wellsourced.report.terminal import render_terminal

    render_terminal(diagnostics, texts, console(), notes=notes)


def console(*, stderr: bool = False) -> Any:
    """A rich console on standard output or error; plain where that is not a terminal."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=False)


def exit_with(diagnostics: Sequence[Diagnostic], *, strict: bool = False) -> None:
    """Leave with 1 if the diagnostics hold errors (with `strict`, warnings), else with 0."""
    sys.exit(1 if has_errors(diagnostics, strict=strict) else 0)
