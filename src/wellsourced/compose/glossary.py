"""The glossary: the terms of the register that the article uses, defined in plain words and sourced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wellsourced.checks.context import ReadText
from wellsourced.checks.glossary import used_terms
from wellsourced.compose import ast
from wellsourced.manuscript.model import Manuscript
from wellsourced.pandoc import Block, Inline
from wellsourced.project.models import GlossaryEntry
from wellsourced.project.project import Project
from wellsourced.project.status import Status, StatusReport
from wellsourced.project.styles import is_author_date, is_note_style

GLOSSARY_ANCHOR = "appendix-glossary"
_HOW_TO_READ = (
    "The definitions are in this article’s own words. A source that a definition follows is named with “after”; the "
    "other sources named use the term in the sense given here."
)
_SPACE: Inline = {"t": "Space"}
_STOP: Inline = {"t": "Str", "c": "."}


def write_glossary(project: Project, manuscript: Manuscript, statuses: Mapping[str, StatusReport]) -> list[Block]:
    """The appendix: a definition list by term, each term the anchor `term-ID`. Empty where no term is used."""
    if not project.glossary:
        return []
    abstract = () if manuscript.abstract is None else (manuscript.abstract,)
    texts = (*abstract, *(section.parsed for section in manuscript.sections))
    used = sorted(
        used_terms(project.glossary, [ReadText(parsed).index for parsed in texts]),
        key=lambda entry: (entry.term.casefold(), entry.id),
    )
    if not used:
        return []
    printed = {entry.id: entry for entry in used}
    items = [
        [[_anchored(entry)], [[ast.para(*_define(entry, project, statuses, printed))]]] for entry in printed.values()
    ]
    return [
        ast.header(1, GLOSSARY_ANCHOR, ast.words("Glossary")),
        ast.para(*ast.words(_HOW_TO_READ)),
        {"t": "DefinitionList", "c": items},
    ]


def _anchored(entry: GlossaryEntry) -> Inline:
    return {"t": "Span", "c": [[f"term-{entry.id}", [], []], ast.words(_begin(entry.term))]}


def _define(
    entry: GlossaryEntry,
    project: Project,
    statuses: Mapping[str, StatusReport],
    printed: Mapping[str, GlossaryEntry],
) -> list[Inline]:
    """The definition, its sources, and where to look as well."""
    definition = ast.apostrophes(entry.definition.strip())
    followed = _verified(entry.references, project, statuses)
    used = [key for key in _verified(entry.used_in, project, statuses) if key not in followed]
    inlines = ast.words(definition)
    if followed or used:
        inlines = [*ast.words(definition.removesuffix(".")), _SPACE, *_cite(followed, used, project.style), _STOP]
    also = [printed[key] for key in dict.fromkeys(entry.see) if key in printed and key != entry.id]
    if also:
        inlines += [_SPACE, *ast.words("See also"), _SPACE]
        for number, other in enumerate(also):
            inlines += [*ast.words(","), _SPACE] if number else []
            inlines.append(ast.link(ast.words(other.term), f"#term-{other.id}"))
        inlines.append(_STOP)
    return inlines


def _cite(followed: Sequence[str], used: Sequence[str], style: str) -> list[Inline]:
    """One cluster, "after" before each work that is followed, since some styles put a cluster into their own order."""
    if is_author_date(style) or is_note_style(style):
        return [ast.cite(*followed, *used, prefixes=dict.fromkeys(followed, "after"))]
    # Numbers stand in brackets of their own, outside of which a prefix would run on from the definition.
    after = [*ast.words("(after"), _SPACE, ast.cite(*followed), {"t": "Str", "c": ")"}] if followed else []
    return [*after, *([_SPACE] if followed and used else []), *([ast.cite(*used)] if used else [])]


def _verified(keys: Iterable[str], project: Project, statuses: Mapping[str, StatusReport]) -> Sequence[str]:
    found = [reference.id for key in keys if (reference := project.resolve_reference(key))]
    return [key for key in dict.fromkeys(found) if statuses[key].status is Status.VERIFIED]


def _begin(words: str) -> str:
    return words[:1].upper() + words[1:]
