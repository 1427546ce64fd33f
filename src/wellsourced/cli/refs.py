"""`wellsourced refs`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from wellsourced.cli.main import BROKEN
from wellsourced.cli.options import (
    console,
    find_project,
    format_option,
    load_project,
    print_diagnostics,
    project_option,
)
from wellsourced.diagnostics import has_errors


@click.group("refs")
def command() -> None:
    """List, show and import references and their evidence."""


@command.command("import-dossier")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Report what would change and write nothing.")
@click.option("--brief", is_flag=True, help="Print counts only.")
@project_option
def import_dossier(files: tuple[Path, ...], dry_run: bool, brief: bool, folder: Path | None) -> None:
    """Read evidence dossiers into references/ and article/.

    Works that stand in several dossiers are merged, with a report of what was merged on what ground. What you have
    edited since an earlier import stays as it is.
    """
    from wellsourced.sources.dossier_import import import_dossiers

    report = import_dossiers(files, find_project(folder), write=not dry_run)
    if report.diagnostics:
        print_diagnostics(report.diagnostics, {})
    if has_errors(report.diagnostics):
        sys.exit(BROKEN)
    click.echo(report.render(details=not brief), nl=False)


@command.command("list")
@click.option(
    "--status",
    is_flag=False,
    flag_value="all",
    default=None,
    type=click.Choice(["all", "verified", "partial", "unverified", "stale", "disputed", "retracted"]),
    help="Show the status of each; with a word, only those of that status.",
)
@format_option
@project_option
def list_references(status: str | None, form: str, folder: Path | None) -> None:
    """List the references, with --status what each is vouched for and what is missing."""
    from rich.table import Table

    from wellsourced.project.build_date import today
    from wellsourced.project.status import Status, derive_status

    project = load_project(folder, form)
    rows = [
        (reference, derive_status(reference.item, project.evidence.get(reference.id, ()), today=today()))
        for reference in project.references
    ]
    shown = [(reference, report) for reference, report in rows if status in (None, "all", report.status.value)]
    if form == "json":
        import msgspec

        records = [
            {
                "id": reference.id,
                "title": reference.title,
                "status": report.status.value,
                "missing": list(report.missing),
                "why": list(report.why),
                "seen": report.seen,
            }
            for reference, report in shown
        ]
        click.echo(msgspec.json.format(msgspec.json.encode({"schema": 1, "references": records})).decode())
        return
    if not console().is_terminal:
        for reference, report in shown:
            columns = [reference.id, *([report.status.value] if status else []), reference.title]
            click.echo("\t".join([*columns, *(["; ".join(report.why)] if status and report.why else [])]))
    else:
        table = Table(box=None, pad_edge=False, header_style="bold")
        table.add_column("id", no_wrap=True, max_width=36)
        if status:
            table.add_column("status", no_wrap=True)
        table.add_column("title")
        if status:
            table.add_column("why")
        for reference, report in shown:
            row = [reference.id, *([report.status.value] if status else []), reference.title]
            table.add_row(*row, *(["; ".join(report.why)] if status else []))
        console().print(table)
    counts = {name: sum(report.status is name for _, report in shown) for name in Status}
    words = ", ".join(f"{count} {name.value}" for name, count in counts.items() if count)
    click.echo(f"{len(shown)} references{': ' + words if words and status else ''}", err=not console().is_terminal)


@command.command("show")
@click.argument("key")
@click.option("--style", help="A citation style other than the article's.")
@project_option
def show(key: str, style: str | None, folder: Path | None) -> None:
    """Show the reference KEY: its entry, its status, and what was seen where."""
    from wellsourced.compose.entry import EntryError, render_entry
    from wellsourced.project.build_date import today
    from wellsourced.project.status import derive_status
    from wellsourced.project.styles import StyleError, read_style

    project = load_project(folder)
    reference = project.resolve_reference(key)
    if reference is None:
        from rapidfuzz import process

        nearest = [match[0] for match in process.extract(key, list(project.reference_by_id), limit=3, score_cutoff=50)]
        hint = f"; nearest: {', '.join(nearest)}" if nearest else ""
        raise click.UsageError(f"no reference has the id {key!r}{hint}")
    try:
        csl = read_style(project.root, style or project.article.style)
        entry = render_entry(reference.item, csl, language=project.article.language)
    except (StyleError, EntryError) as error:
        click.echo(f"wellsourced: {error}", err=True)
        sys.exit(BROKEN)
    records = project.evidence.get(reference.id, ())
    report = derive_status(reference.item, records, today=today())
    click.echo(f"{entry}\n\n{reference.id} ({reference.span})")
    if reference.aliases:
        click.echo(f"former ids: {', '.join(reference.aliases)}")
    click.echo(f"status: {report.status.value}{': ' + '; '.join(report.why) if report.why else ''}")
    for need, places in report.confirmed.items():
        click.echo(f"  {need}: {', '.join(places) or 'in the entry'}")
    for field in project.unconfirmed.get(reference.id, ()):
        click.echo(f"  not seen: {field}")
    for record in records:
        click.echo(
            f"\n{record.kind}, seen {record.seen}: {record.url}\n  confirms {', '.join(record.confirms) or 'nothing'}"
        )
        if record.note:
            click.echo(f"  {record.note}")
