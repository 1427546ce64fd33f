"""`wellsourced explain`."""

from __future__ import annotations

import sys

import click

from wellsourced.cli.main import BROKEN
from wellsourced.cli.options import console


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Explain the diagnostic CODE; without one, list all codes."""
    from rich.markdown import Markdown

    from wellsourced.checks.explain import all_codes, explain

    if code is None:
        for name, title in all_codes().items():
            click.echo(f"{name}  {title}")
        return
    text = explain(code.upper())
    if text is None:
        from rapidfuzz import process

        nearest = [match[0] for match in process.extract(code.upper(), list(all_codes()), limit=3)]
        click.echo(f"wellsourced: there is no code {code!r}; nearest: {', '.join(nearest)}", err=True)
        sys.exit(BROKEN)
    screen = console()
    if screen.is_terminal:
        screen.print(Markdown(text))
    else:
        click.echo(text)
