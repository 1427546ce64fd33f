"""FCT: every quantity that is typed is backed by a fact of a source that is cited."""

from __future__ import annotations

from collections.abc import Iterator

from wellsourced.checks.backing.fact_figures import FactFigure
from wellsourced.checks.backing.fact_forms import form_like, template_for
from wellsourced.checks.backing.fact_kinds import unit_class
from wellsourced.checks.backing.fact_matching import Judged, figures_with
from wellsourced.checks.backing.fact_supports import find_supports
from wellsourced.checks.context import Context, ReadText
from wellsourced.checks.registry import rule
from wellsourced.diagnostics import Diagnostic, Edit, Fix, Related, Severity, Span
from wellsourced.manuscript.quantities.quantity import Quantity

#: A number word up to this is a small thing to get wrong.
SMALL = 10


@rule("FCT001", Severity.ERROR, "A quantity is backed by no fact", reads="text")
def unbacked_quantity(context: Context) -> Iterator[Diagnostic]:
    """A quantity is typed that no fact of the cited sources gives.

    ## What it checks

    Every count, share, sum of money, duration or ratio in prose is a fact printed by a template, or agrees with a
    fact of a source that its sentence cites, after rounding to the written precision and with words such as "more
    than", "nearly" or "about". A sentence without a citation leans on the next one, on the end of its paragraph or
    on the one before. A change, share, difference or sum of two facts is backed too, and so is a figure that the
    statement of a fact gives. The abstract and the words of figures lean on all that the article cites. Not
    quantities: years, dates, ages, the numbers of articles, sections and laws, and what an author counts in his own
    text ("three points stand out"). Number words up to ten are only warned of. A project without facts is not
    judged.

    ## Why it matters

    A figure without a source is the first thing a reader repeats and the last that anybody can check.

    ## Example

    ```markdown
    The hotline assessed 512,000 reports [@hotline2024], of which no fact is registered.
    ```

    ## Use instead

    ```markdown
    The hotline assessed {{ fact("hotline-2024") }} reports [@hotline2024].
    ```
    """
    if not context.project.facts:
        return
    for text, judged in _with_verdict(context, "unbacked"):
        quantity = judged.quantity
        words = " ".join(quantity.words.split())
        if judged.cited:
            cited = ", ".join(f"@{key}" for key in judged.cited[:3])
            message = f"No fact of {cited} gives {words!r}"
        else:
            message = f"Nothing is cited for {words!r}"
        yield Diagnostic(
            "FCT001",
            Severity.WARNING if _is_small(quantity) else Severity.ERROR,
            message,
            text.parsed.place(quantity.start, quantity.end),
            help=_advice(context, judged),
        )


@rule("FCT002", Severity.ERROR, "A quantity contradicts its source", fix="unsafe", reads="text")
def contradicting_quantity(context: Context) -> Iterator[Diagnostic]:
    """A cited source says something else about the very thing.

    ## What it checks

    Where no fact of the cited sources agrees with a quantity, but one of them speaks of the same thing (the same unit,
    and the words or the year of the sentence) with another value, the quantity contradicts it. So does a figure that
    belongs to another thing or another year of the same source. A slip of the unit (percentage points for percent,
    dollars for pounds, days for hours) is FCT001.

    ## Why it matters

    The source stands beside the figure and refutes it.

    ## Example

    ```markdown
    In 2024 the hotline acted on 219,000 reports [@hotline2024].
    ```

    ## Use instead

    ```markdown
    In 2024 the hotline acted on 291,000 reports [@hotline2024].
    ```
    """
    for text, judged in _with_verdict(context, "contradicts"):
        quantity, figure = judged.quantity, judged.figures[0]
        replacement = form_like(quantity, figure)
        verbatim = _verbatim(text, quantity)
        place = text.parsed.place(quantity.start, quantity.end)
        fix = None
        if replacement and verbatim and replacement != verbatim:
            fix = Fix(f"write {replacement!r}", (Edit(place, replacement),))
        yield Diagnostic(
            "FCT002",
            Severity.ERROR,
            f"{' '.join(quantity.words.split())!r} contradicts the fact {figure.fact.id!r}: {_value(figure)}",
            place,
            help=f"{figure.fact.statement} (@{figure.source}{_locator(figure)})",
            fix=fix,
            related=(Related(_fact_place(context, figure), "the fact"),),
        )


@rule("FCT003", Severity.WARNING, "Two places disagree about a figure")
def disagreeing_places(context: Context) -> Iterator[Diagnostic]:
    """The same thing has different values in two places.

    ## What it checks

    Two quantities of one unit and one year, for which the same source is cited, in sentences that share most of their
    telling words, agree.

    ## Why it matters

    One of them is wrong, and the reader cannot tell which.

    ## Example

    "In 2024 the hotline acted on 291,000 reports" in one section and "the hotline acted on 300,500 reports in 2024" in
    another.

    ## Use instead

    The same fact in both places.
    """
    from wellsourced.checks.disagreements import find_disagreements

    for text, judged, other_text, other in find_disagreements(context.judged):
        first, second = other.quantity, judged.quantity
        yield Diagnostic(
            "FCT003",
            Severity.WARNING,
            f"{' '.join(second.words.split())!r} here, {' '.join(first.words.split())!r} elsewhere, of the same thing",
            text.parsed.place(second.start, second.end),
            help=f"Both places cite @{judged.cited[0]}. Print one fact in both.",
            related=(Related(other_text.parsed.place(first.start, first.end), "the other value"),),
        )


@rule("FCT004", Severity.WARNING, "A fact is due for review", reads="text")
def outdated_fact(context: Context) -> Iterator[Diagnostic]:
    """A fact is used after the day on which it was to be looked at again.

    ## What it checks

    No fact that a section prints, or that backs a typed figure, has a `review_after` in the past.

    ## Why it matters

    Counts of parties, members and reports go on; whoever wrote `review_after` knew that this one would.

    ## Example

    `review_after: 2025-06-01` with the number of parties to a convention.

    ## Use instead

    Look at the source again, then correct the fact, its `as_of` and `review_after`.
    """
    if context.today is None:
        return
    today = context.today.isoformat()
    project = context.project
    numbers = {fact.id: number for number, fact in enumerate(project.facts) if fact.review_after}
    if not any((project.facts[n].review_after or "9999") < today for n in numbers.values()):
        return
    for text in context.texts:
        uses = [(fact, use.span) for use in text.parsed.facts if (fact := project.resolve_fact(use.id))]
        for judged in context.judged[text]:
            if judged.verdict == "backed" and not judged.quantity.generated:
                place = text.parsed.place(judged.quantity.start, judged.quantity.end)
                uses += [(figure.fact, place) for figure in judged.figures[:1]]
        seen: set[str] = set()
        for fact, span in uses:
            if fact.review_after and fact.review_after < today and fact.id not in seen:
                seen.add(fact.id)
                where = project.where("article/facts.yaml", "facts", numbers[fact.id], "review_after")
                yield Diagnostic(
                    "FCT004",
                    Severity.WARNING,
                    f"The fact {fact.id!r} was to be reviewed after {fact.review_after}",
                    span,
                    help=f"Look at @{fact.source} again; the fact is as of {fact.as_of or 'no stated date'}.",
                    related=(Related(where, "its review date"),),
                )


@rule("FCT006", Severity.INFO, "A typed figure should come from its fact", fix="safe", reads="text")
def typed_fact(context: Context) -> Iterator[Diagnostic]:
    """A figure is typed although a fact of the cited source would print the same words.

    ## What it checks

    Quantities of the article that exactly one fact backs, and that a template prints letter by letter.

    ## Why it matters

    When the fact is corrected, a typed figure stays behind.

    ## Example

    ```markdown
    In 2023 there were 36.2 million reports [@hotline2023].
    ```

    ## Use instead

    ```markdown
    In 2023 there were {{ fact("reports-2023") | millions }} reports [@hotline2023].
    ```
    """
    if context.manuscript is None:
        return
    for text, judged in _with_verdict(context, "backed"):
        quantity = judged.quantity
        if len(judged.figures) != 1 or judged.derived or not judged.directly or text.parsed.path.endswith(".yaml"):
            continue
        figure = judged.figures[0]
        template = template_for(quantity, figure) if figure.own else None
        if template is None or _verbatim(text, quantity) is None:
            continue
        place = text.parsed.place(quantity.start, quantity.end)
        yield Diagnostic(
            "FCT006",
            Severity.INFO,
            f"{' '.join(quantity.words.split())!r} is the fact {figure.fact.id!r}, typed by hand",
            place,
            fix=Fix(f"write {template}", (Edit(place, template),), safe=True),
        )


@rule("FCT007", Severity.ERROR, "A derived figure is wrong", reads="text")
def wrong_derivation(context: Context) -> Iterator[Diagnostic]:
    """A change, share or ratio is not what the figures beside it give.

    ## What it checks

    Where a sentence gives two quantities and the change between them ("from 20 to 24, a rise of 20 per cent"), the
    ratio ("doubled from 12 to 24") or a share ("12 of 48 sites (25%)"), the arithmetic holds, with room for the
    rounding of both.

    ## Why it matters

    A reader with a pencil finds it, and doubts everything else.

    ## Example

    ```markdown
    Reports rose from 20,000 to 25,000, an increase of 20 per cent.
    ```

    ## Use instead

    ```markdown
    Reports rose from 20,000 to 25,000, an increase of 25 per cent.
    ```
    """
    for text, judged in _with_verdict(context, "miscalculated"):
        quantity = judged.quantity
        yield Diagnostic(
            "FCT007",
            Severity.ERROR,
            f"{' '.join(quantity.words.split())!r} does not follow from the figures beside it: "
            f"they give {judged.expected}",
            text.parsed.place(quantity.start, quantity.end),
            help='Compute it from facts: {{ change("before", "after") | number(0) }}, share(...), ratio(...).',
        )


@rule("FCT008", Severity.WARNING, "A figure from a fact stands without its source", reads="text")
def fact_without_citation(context: Context) -> Iterator[Diagnostic]:
    """A template prints a fact, and nothing near it cites the fact's source.

    ## What it checks

    The source of every printed fact is cited in its sentence, in the sentence before or after it, or at the end of its
    paragraph; for a table, in its row or its caption.

    ## Why it matters

    The register knows where the figure comes from, the reader does not.

    ## Example

    ```markdown
    There were {{ fact("reports-2023") | millions }} reports. They rose fast.
    ```

    ## Use instead

    ```markdown
    There were {{ fact("reports-2023") | millions }} reports [@hotline2023]. They rose fast.
    ```
    """
    project = context.project
    present = context.registers.present_ids
    for text in context.texts:
        if text.parsed.path.endswith(".yaml"):
            continue  # captions and the abstract cite nothing; their figures name sources in fields of their own
        generated = [judged for judged in context.judged[text] if judged.quantity.generated]
        if not generated:
            continue
        sentences = text.whole.sentences
        numbers = {sentence.start: number for number, sentence in enumerate(sentences)}
        places = {numbers[judged.sentence.start] for judged in generated}
        supports = find_supports(text.whole, places, present, widely=True)
        for judged in generated:
            near = supports[numbers[judged.sentence.start]]
            for name in judged.quantity.facts:
                fact = project.resolve_fact(name)
                if fact is None:
                    continue
                source = present.get(fact.source, fact.source)
                if source in near.own or source in near.near:
                    continue
                yield Diagnostic(
                    "FCT008",
                    Severity.WARNING,
                    f"The source @{source} of the fact {fact.id!r} is not cited here",
                    text.parsed.place(judged.quantity.start, judged.quantity.end),
                    help=f"Add [@{source}] to the sentence.",
                )
                break


RULES = (
    unbacked_quantity, contradicting_quantity, disagreeing_places, outdated_fact, typed_fact, wrong_derivation,
    fact_without_citation,
)  # fmt: skip


def _with_verdict(context: Context, verdict: str) -> Iterator[tuple[ReadText, Judged]]:
    """Typed quantities with this verdict; what stands in an official title claims nothing."""
    for text in context.texts:
        for judged in context.judged[text]:
            if judged.verdict != verdict or judged.quantity.generated:
                continue
            if verdict != "backed" and _in_title(context, text, judged.quantity):
                continue
            yield text, judged


def _in_title(context: Context, text: ReadText, quantity: Quantity) -> bool:
    start, end = text.index.folded.from_source([quantity.start, quantity.end])
    place = text.index.between(start, end)
    return place[0] < len(text.index.words) and context.registers.titles.hold(text.index, place)


def _is_small(quantity: Quantity) -> bool:
    return quantity.spelled and (abs(quantity.high) <= SMALL or quantity.parts is not None)


def _verbatim(text: ReadText, quantity: Quantity) -> str | None:
    """What the author typed there, if it is one copied stretch of his file."""
    start, end = text.parsed.map.source_range(quantity.start, quantity.end)
    written = text.parsed.source[start:end]
    return written if written == text.parsed.text[quantity.start : quantity.end] else None


def _advice(context: Context, judged: Judged) -> str:
    quantity = judged.quantity
    elsewhere = [f for f in figures_with(context.registers.facts, quantity) if f.source not in judged.cited]
    elsewhere.sort(key=lambda f: -len(f.words & judged.words))
    if elsewhere and len(elsewhere[0].words & judged.words) >= 1:
        figure = elsewhere[0]
        return f"The fact {figure.fact.id!r} of @{figure.source} says so: cite it. ({figure.fact.statement})"
    figures = [f for key in judged.cited for f in context.registers.facts.of_source(key)]
    same = [f for f in figures if unit_class(f.unit) == unit_class(quantity.unit)] or figures
    if same:
        nearest = max(same, key=lambda f: len(f.words & judged.words))
        return f"The nearest fact is {nearest.fact.id!r}: {_value(nearest)}. ({nearest.fact.statement})"
    if judged.cited:
        return (
            "The register holds no figure of this source: add the fact to article/facts.yaml, or take the figure out."
        )
    return "Cite the source, and add the fact to article/facts.yaml."


def _value(figure: FactFigure) -> str:
    value = figure.fact.value
    shown = f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"
    return " ".join(filter(None, (figure.fact.qualifier, shown, figure.fact.unit)))


def _locator(figure: FactFigure) -> str:
    return f", {figure.fact.locator}" if figure.fact.locator else ""


def _fact_place(context: Context, figure: FactFigure) -> Span:
    return context.project.where("article/facts.yaml", "facts", context.registers.fact_numbers[figure.fact.id])
