"""TRM: house terminology."""

from __future__ import annotations

from collections.abc import Iterator

from wellsourced.checks.context import Context, ReadText
from wellsourced.checks.registry import rule
from wellsourced.checks.titles import quoted
from wellsourced.checks.words.phrases import Found, parse_phrase
from wellsourced.diagnostics import Diagnostic, Edit, Fix, Related, Severity
from wellsourced.project.models import Term

_NAMING = frozenset({"term", "phrase", "expression", "word", "wording"})


@rule("TRM001", Severity.WARNING, "A discouraged term is used", fix="unsafe", reads="text")
def discouraged_term(context: Context) -> Iterator[Diagnostic]:
    """A word stands in the text that `article/terms.yaml` asks not to use.

    ## What it checks

    Every `discouraged` wording, whatever its case and number. Where the term allows it, official titles (of registered
    instruments and references, and what reads as the name of a law) and quotations are left alone.

    ## Why it matters

    Words take sides. "Pornography" suggests consent, which a child cannot give.

    ## Example

    ```markdown
    Police seized child pornography.
    ```

    ## Use instead

    ```markdown
    Police seized child sexual abuse material.
    ```
    """
    terms = [
        (number, term, [parse_phrase(p) for p in term.discouraged]) for number, term in enumerate(context.project.terms)
    ]
    for text in context.texts:
        if not terms:
            return
        corrected = [(place.start, place.end) for place in context.searches[text].places]
        for number, term, phrases in terms:
            places = sorted({place for phrase in phrases for place in text.index.find(phrase)})
            last = -1
            for place in _longest_first(places):
                start, end = text.index.words[place[0]].start, text.index.words[place[1]].end
                overlaps = any(a < end and start < b for a, b in corrected)
                if place[0] <= last or overlaps or _may_stand(context, text, term, place):
                    continue
                last = place[1]
                yield _describe(context, text, number, term, start, end)


def _longest_first(places: list[Found]) -> list[Found]:
    return sorted(places, key=lambda place: (place[0], -place[1]))


def _may_stand(context: Context, text: ReadText, term: Term, place: Found) -> bool:
    words = text.index.words
    if "official-titles" in term.exceptions and context.registers.titles.hold(text.index, place):
        return True
    if "quotations" not in term.exceptions:
        return False
    # "replaced the term X": a word that is spoken of, quotation marks or not.
    if place[0] > text.index.unit(place[0])[0] and words[place[0] - 1].key in _NAMING:
        return True
    return quoted(text.parsed, *text.source_range(words[place[0]].start, words[place[1]].end))


def _describe(context: Context, text: ReadText, number: int, term: Term, start: int, end: int) -> Diagnostic:
    span = text.place(start, end)
    written = text.verbatim(start, end)
    preferred = term.preferred
    if written and written[:1].isupper():
        preferred = preferred[:1].upper() + preferred[1:]
    return Diagnostic(
        "TRM001",
        Severity.WARNING,
        f"“{text.index.folded.text[start:end]}”: the house term is “{term.preferred}”",
        span,
        help=term.explanation,
        fix=Fix(f"write “{preferred}”", (Edit(span, preferred),)) if written else None,
        related=(Related(context.project.where("article/terms.yaml", "terms", number), "the house rule"),),
    )


RULES = (discouraged_term,)
