"""`wellsourced status`."""

from __future__ import annotations

from pathlib import Path

import click

from wellsourced.cli.options import console, load_project, project_option
from wellsourced.diagnostics import count_by_severity


@click.command("status")
@project_option
def command(folder: Path | None) -> None:
    """Show, per section: words, citations, works cited, works not verified, facts, and open problems."""
    from rich.table import Table

    from wellsourced.cache import Cache, find_cache_folder
    from wellsourced.checks.run import run_checks
    from wellsourced.manuscript.parse import parse
    from wellsourced.project.build_date import today
    from wellsourced.project.status import Status, derive_status

    project = load_project(folder)
    cache = Cache(find_cache_folder())
    manuscript = parse(project, cache=cache)
    diagnostics = run_checks(project, manuscript, today=today(), cache=cache)
    table = Table(title=project.article.title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    table.add_column("section")
    for column in ("words", "citations", "works", "not verified", "facts", "errors", "warnings"):
        table.add_column(column, justify="right")
    total_words = total_citations = 0
    for section in manuscript.sections:
        parsed = section.parsed
        cited = {found.id: found for c in parsed.citations if (found := project.resolve_reference(c.key))}
        doubtful = sum(
            derive_status(reference.item, project.evidence.get(key, ()), today=today()).status is not Status.VERIFIED
            for key, reference in cited.items()
        )
        counts = count_by_severity(d for d in diagnostics if d.span.path in parsed.files)
        total_words += parsed.words
        total_citations += len(parsed.citations)
        row = (len(cited), doubtful, len({use.id for use in parsed.facts}), counts["error"], counts["warning"])
        table.add_row(section.title, f"{parsed.words:,}", f"{len(parsed.citations):,}", *(str(value) for value in row))
    works = {found.id for key in manuscript.cited if (found := project.resolve_reference(key))}
    counts = count_by_severity(diagnostics)
    table.add_section()
    table.add_row(
        "all",
        f"{total_words:,}",
        f"{total_citations:,}",
        str(len(works)),
        "",
        "",
        str(counts["error"]),
        str(counts["warning"]),
    )
    console().print(table)
