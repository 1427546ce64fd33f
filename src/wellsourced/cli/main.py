"""`wellsourced`: the group of commands, and what happens when something goes wrong.

Exit status: 0 clean, 1 errors found, 2 the project or the call is broken, 70 a fault of our own
(EX_SOFTWARE of sysexits.h).
"""

from __future__ import annotations

import atexit
import errno
import gc
import importlib
import io
import os
import sys

import click

from wellsourced import __version__

BROKEN = 2
CRASHED = 70

#: What fails where the disk is full or gone, or the machine out of memory or files: no fault of the program.
_MACHINE = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENOMEM, errno.EMFILE, errno.ENFILE)

#: Command -> (module that defines it, its line in --help). Modules are imported only when their command runs.
COMMANDS = {
    "build": ("wellsourced.cli.build", "Build the article as HTML and PDF."),
    "check": ("wellsourced.cli.check", "Check sections, references and registers."),
    "audit": ("wellsourced.cli.audit", "Check a loose draft against this project's registers."),
    "fix": ("wellsourced.cli.fix", "Apply the fixes that checks offer."),
    "status": ("wellsourced.cli.status", "Show words, citations and open problems per section."),
    "refs": ("wellsourced.cli.refs", "List, show and import references and their evidence."),
    "protect": ("wellsourced.cli.protect", "Add names that must not be published, as hashes."),
    "explain": ("wellsourced.cli.explain", "Explain a diagnostic code."),
    "new": ("wellsourced.cli.new", "Lay out a new survey."),
    "completion": ("wellsourced.cli.completion", "Print the completion script of a shell."),
}


class _LazyGroup(click.Group):
    """A group that imports a command's module only to run it, so that --help answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        from wellsourced.cli.kept_patterns import keep_patterns

        keep_patterns()
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from rapidfuzz import process

            nearest = process.extractOne(args[0], list(COMMANDS), score_cutoff=60)
            hint = f" Did you mean {nearest[0]!r}?" if nearest else ""
            raise click.UsageError(f"No such command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="wellsourced")
def cli() -> None:
    """Build a survey article from Markdown sections and a verified bibliography, and let nothing unvouched through.

    Commands look for the project in the present folder and those above it.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its status. Prints no traceback, whatever happens."""
    # Documents and registers are large trees without cycles; looking for cycles in them at the usual pace costs a tenth
    # of a build, and at 200,000 still a thirtieth of a check.
    gc.set_threshold(1_000_000, 20, 50)
    # When it ends, Python looks for cycles among all that is left: a fifth of a check, for memory that goes anyway.
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        # A terminal may lack a letter that a file holds; it is then spelt as an escape.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        cli.main(args=arguments, prog_name="wellsourced")
    except BrokenPipeError:
        # The reader of our output has gone (`| head`); nothing is left to say, and nowhere to say it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(BROKEN)
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _MACHINE:
            where = f" ({error.filename})" if error.filename else ""
            click.echo(f"wellsourced: {error.strerror}{where}; nothing more could be written.", err=True)
            sys.exit(BROKEN)
        sys.exit(_report_crash(error))


def _report_crash(error: Exception) -> int:
    import tempfile
    import traceback

    details = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile("w", prefix="wellsourced-crash-", suffix=".txt", delete=False) as file:
            file.write(f"wellsourced {__version__}, Python {sys.version}\n{details}")
            where = f"Details are in {file.name}."
    except OSError:
        where = ""
    click.echo(
        f"wellsourced: a fault of the program itself: {type(error).__name__}: {error}\n{where}\n"
        "Nothing was written. Please report it, with that file, as README.md says under “Reporting a fault”.",
        err=True,
    )
    return CRASHED
