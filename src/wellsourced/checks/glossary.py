"""TRM004 and TRM005: the glossary explains what the article uses, and by a source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from wellsourced.checks.context import Context, ReadText
from wellsourced.checks.registry import rule
from wellsourced.checks.words.phrases import Phrase, WordIndex, parse_phrase
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.project.models import GlossaryEntry
from wellsourced.project.project import Project, Reference
from wellsourced.project.status import Status

_TERMS = "article/terms.yaml"
_BRACKET = re.compile(r"\s*\(([^()]*)\)")


@rule("TRM004", Severity.INFO, "A glossary term is never used", scope="article")
def unused_term(context: Context) -> Iterator[Diagnostic]:
    """The glossary holds a term that neither abstract nor sections use, so that it is not printed.

    ## What it checks

    The `term` of each entry of `glossary` in `article/terms.yaml`, the abbreviation in brackets behind it, and its
    `forms`, whatever their case and number.

    ## Why it matters

    A glossary of words that the reader never met is padding. The entry is left out of the article; it may wait in the
    register for the sentence that needs it, or the text uses another wording that `forms` should name.

    ## Example

    ```yaml
    - id: waggle-dance
      term: waggle dance
      definition: The movement by which a returning bee tells others where food is.
      references: [frisch1967dance]
    ```

    in an article that only speaks of "the dance".

    ## Use instead

    ```yaml
    - id: waggle-dance
      term: waggle dance
      forms: [the dance]
      definition: The movement by which a returning bee tells others where food is.
      references: [frisch1967dance]
    ```
    """
    glossary = context.project.glossary
    if not glossary or context.manuscript is None:
        return
    sections = {section.parsed.path for section in context.manuscript.sections}
    used: set[str] = set()
    for text in context.texts:
        if text.parsed.path in sections or _is_abstract(text.parsed.path):
            used.update(context.keep("glossary", text, tuple[str, ...], partial(_used_in, glossary, text)))
    for number, entry in enumerate(glossary):
        if entry.id not in used:
            yield Diagnostic(
                "TRM004",
                Severity.INFO,
                f"The article does not use “{entry.term}”, so that the glossary leaves it out",
                context.project.where(_TERMS, "glossary", number, "term"),
                help="Use the term, name the wording that the text uses in `forms`, or let the entry wait.",
            )


@rule("TRM005", Severity.WARNING, "A definition rests on no verified source", scope="article", reads="cited")
def unsourced_definition(context: Context) -> Iterator[Diagnostic]:
    """An entry of the glossary names no reference that is verified, so that the definition is printed without a source.

    ## What it checks

    Of the `references` (works whose definition is followed) and `used_in` (works that use the term in this sense) of
    each entry of `glossary` in `article/terms.yaml`, at least one is verified. Others are left out when the glossary is
    printed.

    ## Why it matters

    A definition decides what is counted and who is meant; the reader must be able to see whose it is.

    ## Example

    ```yaml
    - id: swarm
      term: swarm
      definition: Bees that leave their hive with the old queen.
    ```

    ## Use instead

    ```yaml
    - id: swarm
      term: swarm
      definition: Bees that leave their hive with the old queen.
      references: [seeley2010democracy]
    ```
    """
    status = context.registers.status
    for number, entry in enumerate(context.project.glossary):
        if any(status(source.id).status is Status.VERIFIED for source in sources(context.project, entry)):
            continue
        yield Diagnostic(
            "TRM005",
            Severity.WARNING,
            f"No verified source stands behind the definition of “{entry.term}”",
            context.project.where(_TERMS, "glossary", number, "term"),
            help="Name one in `references`, or, where the wording is the article's own, in `used_in`.",
        )


def _used_in(glossary: Iterable[GlossaryEntry], text: ReadText) -> tuple[str, ...]:
    return tuple(entry.id for entry in used_terms(glossary, [text.index]))


def used_terms(glossary: Iterable[GlossaryEntry], indexes: Sequence[WordIndex]) -> tuple[GlossaryEntry, ...]:
    """The entries that one of the texts uses, in their order."""
    return tuple(
        entry
        for entry in glossary
        if any(next(index.find(phrase), None) for phrase in _phrases(entry) for index in indexes)
    )


def sources(project: Project, entry: GlossaryEntry) -> tuple[Reference, ...]:
    """The references that stand behind a definition, whatever their status."""
    found = map(project.resolve_reference, (*entry.references, *entry.used_in))
    return tuple(reference for reference in found if reference is not None)


def _phrases(entry: GlossaryEntry) -> list[Phrase]:
    """ "end-to-end encryption (E2EE)": the term without the bracket, and what stands in it."""
    written = [_BRACKET.sub("", entry.term), *_BRACKET.findall(entry.term), *entry.forms]
    return [phrase for words in written if (phrase := parse_phrase(words))]


def _is_abstract(path: str) -> bool:
    return path == "article/article.yaml"


RULES = (unused_term, unsourced_definition)
