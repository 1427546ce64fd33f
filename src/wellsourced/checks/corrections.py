"""COR: errors of earlier drafts, and leads that were looked into and rejected, must not come back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellsourced.checks.context import Context, ReadText
from wellsourced.checks.leads import Lead, compile_leads, find_leads
from wellsourced.checks.registry import rule
from wellsourced.checks.titles import quoted
from wellsourced.checks.words.wordings import BadPattern, WrongPlace
from wellsourced.diagnostics import Diagnostic, Edit, Fix, Related, Severity, Span

_REGISTER = "article/corrections.yaml"
_REJECTED = "references/rejected.yaml"

_VERDICTS = {
    "nonexistent": "does not exist",
    "misnamed": "is not its name",
    "misattributed": "is credited with what it is not",
    "overstated": "says more than is known",
    "imprecise": "is too imprecise to stand",
    "outdated-term": "is a term no longer used",
    "correct": "is listed as an error",
}


@rule("COR001", Severity.ERROR, "A corrected error has come back", fix="safe", reads="text")
def corrected_error_returns(context: Context) -> Iterator[Diagnostic]:
    """A wording that the corrections register lists as wrong stands in the text.

    ## What it checks

    Every entry of `wrong` in `article/corrections.yaml` is looked for in running prose, headings, footnotes, tables,
    quotations and link texts, and in the title and abstract of `article/article.yaml`. Case, plurals, articles, line
    breaks, emphasis, soft hyphens and the kind of dash or quotation mark do not hide it. Outdated terms may stand in
    quotations and in official titles.

    ## Why it matters

    An error that somebody found, looked up and corrected tends to return with the next copied paragraph. The register
    remembers it, with the source that proves it wrong.

    ## Example

    ```markdown
    Endpoint detection and response identifies abuse material on seized devices.
    ```

    ## Use instead

    ```markdown
    Hash matching recognises files that were assessed before.
    ```
    """
    for text in context.texts:
        for place in context.searches[text].places:
            if not _may_stand(context, text, place):
                yield _describe_return(context, text, place)


@rule("COR002", Severity.WARNING, "A rejected lead is repeated", reads="text")
def rejected_lead_repeated(context: Context) -> Iterator[Diagnostic]:
    """A sentence says what was looked into and could not be confirmed, or proved wrong.

    ## What it checks

    Sentences are compared with the claims of `references/rejected.yaml`: figures and names must agree, and the words
    must be nearly the same. Notes about sources ("the totals of 2024 as seen at the agency") claim nothing and are
    passed over.

    ## Why it matters

    A figure that was already searched for in vain looks as good as any other to the next author.

    ## Example

    ```markdown
    The hotline assessed 92,665 reports in 2023.
    ```

    ## Use instead

    The figure that the issuing body prints, as a fact with its source: `{{ fact("hotline-2023") }}`.
    """
    leads = context.registers.kept.keep("leads", tuple[Lead, ...], lambda: compile_leads(context.project.rejected))
    for text in context.texts:
        corrected = context.searches[text].places
        for found in find_leads(leads, text.index):
            if not found.lead.figures and any(p.start < found.end and found.start < p.end for p in corrected):
                continue  # the register of corrections says it better
            number = found.lead.number
            yield Diagnostic(
                "COR002",
                Severity.WARNING,
                f"This repeats the rejected lead {found.lead.record.id!r}: {_shorten(found.lead.record.claim)}",
                text.place(found.start, found.end),
                help=_shorten(found.lead.record.why, 300),
                related=(Related(context.project.where(_REJECTED, "rejected", number), "rejected here"),),
            )


@rule("CFG110", Severity.ERROR, "A pattern of the corrections register cannot be used", reads="text")
def unusable_pattern(context: Context) -> Iterator[Diagnostic]:
    """A regular expression in `article/corrections.yaml` does not compile, or takes too long.

    ## What it checks

    Each `pattern` is compiled and runs with a time limit over each text.

    ## Why it matters

    A pattern that does not run finds nothing, and its error can return unseen.

    ## Example

    ```yaml
    wrong:
    - pattern: "(convention|treaty"
    ```

    ## Use instead

    ```yaml
    wrong:
    - pattern: "(convention|treaty)"
    ```
    """
    bad: dict[tuple[int, int], BadPattern] = {}
    slow = (pattern for text in context.texts for pattern in context.searches[text].slow)
    for pattern in (*context.registers.corrections.bad, *slow):
        bad.setdefault((pattern.register_number, pattern.number), pattern)
    for pattern in bad.values():
        correction = context.project.corrections[pattern.register_number]
        yield Diagnostic(
            "CFG110",
            Severity.ERROR,
            f"A pattern of the correction {correction.id!r} {pattern.why}",
            context.project.where(
                _REGISTER, "corrections", pattern.register_number, "wrong", pattern.number, "pattern"
            ),
            help="Patterns are Python regular expressions (the `regex` module); often a list of phrases will do.",
        )


def _may_stand(context: Context, text: ReadText, place: WrongPlace) -> bool:
    """An outdated term may stand where it is not the author's own word."""
    if place.wording.correction.verdict != "outdated-term":
        return False
    if quoted(text.parsed, *text.source_range(place.start, place.end)):
        return True
    return context.registers.titles.hold(text.index, text.index.between(place.start, place.end))


def _describe_return(context: Context, text: ReadText, place: WrongPlace) -> Diagnostic:
    correction = place.wording.correction
    span = text.place(place.start, place.end)
    words = _shorten(text.index.folded.text[place.start : place.end])
    entry = context.project.where(_REGISTER, "corrections", place.wording.register_number)
    return Diagnostic(
        "COR001",
        Severity.ERROR,
        f"“{words}” {_VERDICTS[correction.verdict]} (correction {correction.id!r})",
        span,
        help=correction.explanation,
        fix=_replace(text, place, span),
        related=(Related(entry, f"registered here as {correction.verdict}"),),
    )


def _replace(text: ReadText, place: WrongPlace, span: Span) -> Fix | None:
    """The register's replacement, where the author's letters are plain words that nothing else depends on."""
    right = place.wording.correction.right
    written = text.verbatim(place.start, place.end)
    if right is None or not place.wording.plain or written is None or re.search(r"[*_\[\]<>{}`|\\&]", written):
        return None
    return Fix(f"write “{_shorten(right)}”", (Edit(span, right),), safe=True)


def _shorten(words: str, limit: int = 120) -> str:
    words = " ".join(words.split())
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"


RULES = (corrected_error_returns, rejected_lead_repeated, unusable_pattern)
