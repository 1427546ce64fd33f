"""CFG: what settings and baselines silence."""

from __future__ import annotations

from collections.abc import Iterator

from wellsourced.checks.context import Context
from wellsourced.checks.excuses import name_nearest
from wellsourced.checks.registry import all_rules, names_code, rule
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.project.project import KeyPath

_FILE = "article/article.yaml"


@rule("CFG104", Severity.WARNING, "The settings switch off a rule that does not exist", scope="article", reads="cited")
def unknown_rule_in_settings(context: Context) -> Iterator[Diagnostic]:
    """`check.ignore` in article.yaml names a code or family that nothing has.

    ## What it checks

    Every entry of `check.ignore` and `check.paths[].ignore` is the code of a rule or a family of rules.

    ## Why it matters

    A mistyped code switches nothing off, and one that was renamed hides that the exception is no longer needed.

    ## Example

    ```yaml
    check:
      ignore: [REF07]
    ```

    ## Use instead

    ```yaml
    check:
      ignore: [REF007]
    ```
    """
    known = {name for rule in all_rules() for name in (rule.code, rule.family)}
    for place, name in _ignored(context):
        if name.upper() not in known:
            yield Diagnostic(
                "CFG104",
                Severity.WARNING,
                f"No rule and no family is called {name!r}",
                context.project.where(_FILE, *place),
                help=name_nearest(name, known),
            )


@rule("CFG105", Severity.ERROR, "The settings switch off a rule that must run", scope="article", reads="cited")
def required_rule_in_settings(context: Context) -> Iterator[Diagnostic]:
    """`check.ignore` in article.yaml, there for all files or by path, names a rule that cannot be switched off.

    ## What it checks

    No entry names one of the rules that keep unvouched matter from the reader, or the family of one: undefined
    citations (CIT001), references that are not verified (REF001 to REF005), registered errors (COR001), unknown
    instruments (INS001), figures that no source backs or that contradict it (FCT001, FCT002), and what must never be
    published: hidden services, protected names, operational detail (SAF001, SAF005, SAF006). They run all the same.

    ## Why it matters

    One line of settings would silence them for every sentence to come, and no reader would know. An excuse stands
    beside the sentence, covers no other, and gives a reason that reviewers see.

    ## Example

    ```yaml
    check:
      ignore: [REF]
    ```

    ## Use instead

    ```yaml
    check:
      ignore: [REF006, REF007]
    ```

    and, where a single line has to stand as it is:

    ```markdown
    <!-- wellsourced: allow REF002: the publisher confirmed the year by letter -->
    ```
    """
    required = [rule.code for rule in all_rules() if rule.required]
    for place, name in _ignored(context):
        kept = [code for code in required if names_code((name,), code)]
        if not kept:
            continue
        off = [rule.code for rule in all_rules() if rule.family == name.upper() and not rule.required]
        yield Diagnostic(
            "CFG105",
            Severity.ERROR,
            f"{', '.join(kept)} cannot be switched off for the whole article"
            if place[1] == "ignore"
            else f"{', '.join(kept)} cannot be switched off for whole files",
            context.project.where(_FILE, *place),
            help="Excuse a line with a reason instead: <!-- wellsourced: allow CODE: reason -->"
            + (f"; of this family, {', '.join(off)} may be named." if off else "."),
        )


@rule("CFG106", Severity.INFO, "Entries of the baseline are gone")
def gone_entries_of_baseline(_context: Context) -> Iterator[Diagnostic]:
    """The file given with `--baseline` holds errors that no longer occur.

    ## What it checks

    Every entry of the baseline whose rule ran on its file still matches as many errors as it counts.

    ## Why it matters

    An entry that is left over would let the same error pass should it return to the same line.

    ## Example

    A baseline that names `[@nobody]` in a sentence that now cites a reference.

    ## Use instead

    Write the baseline anew: `wellsourced check --baseline FILE --update-baseline`.
    """
    yield from ()


def _ignored(context: Context) -> Iterator[tuple[KeyPath, str]]:
    """Every entry of `check.ignore` and `check.paths[].ignore`, with its place."""
    settings = context.project.article.check
    for number, name in enumerate(settings.ignore):
        yield ("check", "ignore", number), name
    for entry, path in enumerate(settings.paths):
        for number, name in enumerate(path.ignore):
            yield ("check", "paths", entry, "ignore", number), name


RULES = (unknown_rule_in_settings, required_rule_in_settings, gone_entries_of_baseline)
