"""Entries of the reference list in words: what the reader of the article will see of each work."""

from __future__ import annotations

from collections.abc import Mapping

from wellsourced.cache import Cache
from wellsourced.checks.context import Context
from wellsourced.compose import ast
from wellsourced.compose.citations import render_citations
from wellsourced.compose.document import Document
from wellsourced.compose.legal_items import prepare_items
from wellsourced.pandoc import Block, PandocError
from wellsourced.project.status import Status
from wellsourced.project.styles import is_author_date, is_note_style


def entries_of_document(document: Document) -> dict[str, str]:
    """Reference id -> entry, of a document that is composed already."""
    return _words({reference.id: reference.blocks for reference in document.references})


def render_entries(context: Context, *, cache: Cache) -> dict[str, str]:
    """Reference id -> entry, of every work that the article cites; empty where pandoc cannot render them.

    All are rendered in one run, as works of one year and author are told apart only together.
    """
    project = context.project
    cited = _cited(context)
    if not cited:
        return {}
    try:
        rendered = render_citations(
            [ast.para(ast.cite(*cited))],
            prepare_items(project, author_date=is_author_date(project.style)),
            style=project.style,
            note_style=is_note_style(project.style),
            language=project.article.language,
            cache=cache,
        )
    except PandocError:
        return {}
    return _words(rendered.entries)


def _cited(context: Context) -> dict[str, None]:
    """Ids cited by the text and, as the appendix prints only those, verified works of the corrections register."""
    project = context.project
    keys = list(context.manuscript.cited) if context.manuscript else []
    ids = {found.id: None for key in keys if (found := project.resolve_reference(key))}
    if project.article.appendices.corrections:
        for key in (key for correction in project.corrections for key in correction.references):
            if key in project.reference_by_id and context.registers.status(key).status is Status.VERIFIED:
                ids[key] = None
    return ids


def _words(entries: Mapping[str, list[Block]]) -> dict[str, str]:
    return {id: ast.plain_text(blocks) for id, blocks in entries.items()}
