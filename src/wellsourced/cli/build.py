"""`wellsourced build`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wellsourced.cli.main import BROKEN
from wellsourced.cli.options import console, find_project, print_diagnostics, project_option, strict_option
from wellsourced.diagnostics import Severity, count_by_severity
from wellsourced.project.models import OUTPUT_FORMATS

if TYPE_CHECKING:
    from wellsourced.publish.pipeline import Output

#: So many files are named in one line.
_ON_A_LINE = 3


@click.command("build")
@click.option(
    "--to", "formats", multiple=True, type=click.Choice([*OUTPUT_FORMATS, "all"]), help="What to write; repeatable."
)
@click.option("--site", is_flag=True, help="Write one page a section as well, into build/site/.")
@click.option("--draft", is_flag=True, help="Build in spite of errors and stamp DRAFT on every page.")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), help="Folder to write to. [build/]")
@click.option("--no-cache", is_flag=True, help="Keep nothing from and for other builds.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@strict_option
@project_option
def command(
    formats: tuple[str, ...],
    site: bool,
    draft: bool,
    output: Path | None,
    no_cache: bool,
    quiet: bool,
    strict: bool,
    folder: Path | None,
) -> None:
    """Build the article: load, parse, check, compose, publish.

    Errors stop the build, with --strict warnings too. Files appear only when all of them are complete.
    """
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from wellsourced.cache import Cache, find_cache_folder
    from wellsourced.publish.pipeline import build

    root = find_project(folder)
    screen = console(stderr=True)
    cache = Cache(None if no_cache else find_cache_folder())
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True, disable=quiet or not screen.is_terminal) as progress:
        task = progress.add_task("load", total=None)
        built = build(
            root,
            formats=OUTPUT_FORMATS if "all" in formats else formats,
            site=site,
            folder=output,
            draft=draft,
            strict=strict,
            cache=cache,
            progress=lambda stage: progress.update(task, description=stage),
        )
    shown = tuple(d for d in built.diagnostics if d.severity is not Severity.INFO and not (quiet and built.outputs))
    if shown:
        print_diagnostics(shown, built.texts)
    if not built.outputs:
        counts = count_by_severity(built.diagnostics)
        found = _count(counts["error"], "error") + (f" and {_count(counts['warning'], 'warning')}" if strict else "")
        hint = "" if built.broken or draft else "; --draft builds anyway, with DRAFT on every page"
        click.echo(f"wellsourced: nothing was built: {found}{hint}.", err=True)
        sys.exit(BROKEN if built.broken else 1)
    if not quiet:
        wrote = "DRAFT: wrote" if draft else "Wrote"
        files = [(_shown(output), _size(output.size)) for output in built.outputs]
        if len(files) <= _ON_A_LINE:
            click.echo(f"{wrote} {', '.join(f'{path} ({size})' for path, size in files)} in {built.seconds:.1f} s.")
        else:
            click.echo(f"{wrote} {len(files)} outputs in {built.seconds:.1f} s:")
            width = max(len(path) for path, _ in files)
            for path, size in files:
                click.echo(f"  {path:{width}}  {size:>9}")


def _shown(output: Output) -> str:
    """The file, or the folder of an output that is many files."""
    path = _relative(output.path)
    return path if output.path.name.startswith(("article.", "review.")) else path.removesuffix(output.path.name)


def _relative(path: Path) -> str:
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _size(size: int) -> str:
    if size < 1_000:
        return f"{size} bytes"
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} KB"
