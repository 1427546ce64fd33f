"""Hold any loose draft against a project's registers, without the draft belonging to the project."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import msgspec

from wellsourced.checks.apply import apply_rules
from wellsourced.checks.context import Context
from wellsourced.checks.drafts import Draft
from wellsourced.checks.registry import select_rules
from wellsourced.checks.run import judge_with_excused
from wellsourced.diagnostics import Diagnostic, Findings
from wellsourced.manuscript.parse import parse_text
from wellsourced.project.project import Project

MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd")


def audit_text(
    path: str,
    text: str,
    project: Project,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    today: date | None = None,
) -> tuple[Diagnostic, ...]:
    """What the project's registers have to say about a draft, in reading order.

    Corrections, rejected leads, terms, undefined and unverified citations and the order of headings; not what only a
    whole article can have (roles, unused references). The text is read as Markdown; unless `path` ends like a
    Markdown file, indentation means nothing. Templates are not run. Settings of article.yaml do not apply. Pure: `path`
    is only a name. A BOM and any kind of line end are accepted; lines and columns are those of the file.
    """
    return audit_text_with_excused(path, text, project, select=select, ignore=ignore, today=today).diagnostics


def audit_draft(
    path: str,
    draft: Draft,
    project: Project,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    today: date | None = None,
) -> Findings:
    """What `audit_text_with_excused` gives for a draft that could be read, whatever its kind (see drafts.read_draft).

    Places in a draft that was converted are paragraphs of it.
    """
    if draft.converted is None:
        return audit_text_with_excused(path, draft.text or "", project, select=select, ignore=ignore, today=today)
    # Converted drafts are Markdown, whatever their names end with.
    findings = _examine(path, draft.converted.markdown, project, select, ignore, today)
    place = draft.converted.placed
    return Findings(
        tuple(map(place, findings.diagnostics)),
        tuple(
            msgspec.structs.replace(e, diagnostic=place(e.diagnostic), span=draft.converted.place(e.span))
            for e in findings.excused
        ),
    )


def audit_text_with_excused(
    path: str,
    text: str,
    project: Project,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    today: date | None = None,
) -> Findings:
    """What `audit_text` gives, and beside it what the draft's own excuses excuse."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not path.lower().endswith(MARKDOWN_SUFFIXES):
        # Four spaces would make code of a paragraph; no-break spaces keep the columns and mean nothing.
        text = re.sub(r"^[ \t]+(?=\S)", lambda match: "\u00a0" * len(match[0]), text, flags=re.MULTILINE)
    return _examine(path, text, project, select, ignore, today)


def _examine(
    path: str, markdown: str, project: Project, select: Iterable[str], ignore: Iterable[str], today: date | None
) -> Findings:
    rules = select_rules(select, ignore)
    context = Context.of_text(project, parse_text(path, markdown), today)
    return judge_with_excused(context, apply_rules(rules, context), rules)
