"""`wellsourced completion`."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the completion script of SHELL: `eval "$(wellsourced completion bash)"` in its start-up file."""
    from wellsourced.cli.main import cli

    completion = get_completion_class(shell)
    assert completion is not None
    click.echo(completion(cli, {}, "wellsourced", "_WELLSOURCED_COMPLETE").source())
