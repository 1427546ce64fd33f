"""FCT: figures come from facts, and facts from verified sources."""

from __future__ import annotations

from collections.abc import Iterator

from wellsourced.checks.context import Context
from wellsourced.checks.registry import rule
from wellsourced.diagnostics import Diagnostic, Related, Severity
from wellsourced.project.status import Status


@rule("FCT005", Severity.ERROR, "A fact's source is not verified", reads="text")
def fact_of_unverified_source(context: Context) -> Iterator[Diagnostic]:
    """A section uses a figure whose source nobody can vouch for.

    ## What it checks

    The source of every fact that a section uses has the status `verified`.

    ## Why it matters

    The figure is printed as certain even where its source is not cited beside it.

    ## Example

    `{{ fact("reports-2024") }}` with a source that is `partial`.

    ## Use instead

    Complete the evidence of the source, or give the fact another source.
    """
    project = context.project
    numbers = {fact.id: number for number, fact in enumerate(project.facts)}
    for text in context.texts:
        seen: set[str] = set()
        for use in text.parsed.facts:
            fact = project.resolve_fact(use.id)
            if fact is None or fact.id in seen:
                continue
            seen.add(fact.id)
            reference = project.resolve_reference(fact.source)
            where = Related(project.where("article/facts.yaml", "facts", numbers[fact.id], "source"), "its source")
            if reference is None:
                message = f"The source {fact.source!r} of the fact {fact.id!r} is not in the bibliography"
                yield Diagnostic("FCT005", Severity.ERROR, message, use.span, related=(where,))
                continue
            report = context.registers.status(reference.id)
            if report.status is not Status.VERIFIED:
                yield Diagnostic(
                    "FCT005",
                    Severity.ERROR,
                    f"The source {reference.id!r} of the fact {fact.id!r} is {report.status}, not verified",
                    use.span,
                    help="; ".join(report.why) or "Record evidence in references/evidence.yaml.",
                    related=(where,),
                )


@rule("FCT010", Severity.ERROR, "A fact does not exist", fix="unsafe")
def unknown_fact(context: Context) -> Iterator[Diagnostic]:
    """A section asks for a fact that `article/facts.yaml` does not hold.

    ## What it checks

    Every id given to `fact`, `change`, `ratio` and the like is the id, or a former id, of a fact.

    ## Why it matters

    There is no figure to print, and a figure typed instead would have no source.

    ## Example

    ```markdown
    {{ fact("ncmec-report-2023") }}
    ```

    ## Use instead

    ```markdown
    {{ fact("ncmec-reports-2023") }}
    ```
    """
    yield from context.reported("FCT010")


@rule("FCT011", Severity.ERROR, "A fact is used against its kind")
def fact_against_kind(context: Context) -> Iterator[Diagnostic]:
    """A fact is calculated or formatted as what it is not.

    ## What it checks

    Sums, changes and ratios take numbers, date filters take dates, and a fact without a value prints none.

    ## Why it matters

    The result would be a figure that no source gives.

    ## Example

    ```markdown
    {{ change("opsc-in-force", "opsc-adopted") }}
    ```

    ## Use instead

    Facts of the kind that the calculation needs.
    """
    yield from context.reported("FCT011")


@rule("FCT012", Severity.ERROR, "A template cannot run")
def template_error(context: Context) -> Iterator[Diagnostic]:
    """An expression between `{{ }}` or `{% %}` cannot be read, or does what sections may not do.

    ## What it checks

    Templates are Jinja2, cut down to facts, arithmetic, conditions and loops. Names must be defined.

    ## Why it matters

    The reader would see the expression instead of the figure.

    ## Example

    ```markdown
    {{ fact("ncmec-reports-2023" }}
    ```

    ## Use instead

    ```markdown
    {{ fact("ncmec-reports-2023") }}
    ```
    """
    yield from context.reported("FCT012")


@rule("FCT013", Severity.INFO, "A fact is used by a former id", fix="safe")
def former_fact_id(context: Context) -> Iterator[Diagnostic]:
    """A fact is used by an id that it had before.

    ## What it checks

    Ids in templates are present ids of facts, not their `aliases`.

    ## Why it matters

    The figure is right, but whoever searches the sections for the present id will not find it.

    ## Example

    ```markdown
    {{ fact("reports-23") }}
    ```

    ## Use instead

    ```markdown
    {{ fact("ncmec-reports-2023") }}
    ```
    """
    yield from context.reported("FCT013")


RULES = (fact_of_unverified_source, unknown_fact, fact_against_kind, template_error, former_fact_id)
