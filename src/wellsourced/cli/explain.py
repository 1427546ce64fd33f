"""`wellsourced explain`."""

from __future__ import annotations

import sys

import click

from wellsourced.cli.main import BROKEN
from wellsourced.cli.options import console


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain the diagnostic CODE; list the codes of a family (CIT), or all codes."""
    from rich.markdown import Markdown

    from wellsourced.checks.explain import all_codes, explain

    name = (code or "").strip().upper()
    titles = all_codes()
    listed = {each: title for each, title in titles.items() if each[:3] == name or code is None}
    if listed:
        for each, title in listed.items():
            click.echo(f"{each}  {title}")
        return
    text = explain(name)
    if text is None:
        from rapidfuzz import process

        families = dict.fromkeys(each[:3] for each in titles)
        nearest = [match[0] for match in process.extract(name, [*titles, *families], limit=3)]
        click.echo(f"wellsourced: there is no code {code!r}; nearest: {', '.join(nearest)}", err=True)
        sys.exit(BROKEN)
    screen = console()
    if screen.is_terminal:
        screen.print(Markdown(text))
    else:
        click.echo(text)
