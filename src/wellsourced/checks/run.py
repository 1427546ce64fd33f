"""Run the rules over the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fnmatch import fnmatchcase

from wellsourced.checks.context import Context
from wellsourced.checks.excuses import find_excuses, judge_excuses
from wellsourced.checks.registry import Rule, all_rules, names_code, select_rules
from wellsourced.diagnostics import Diagnostic, sort_diagnostics
from wellsourced.manuscript.model import Manuscript
from wellsourced.project.project import Project


def run_checks(
    project: Project,
    manuscript: Manuscript,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    today: date | None = None,
) -> tuple[Diagnostic, ...]:
    """Everything the rules have to say about the article, in reading order.

    What loading and parsing complained about is included. `select` and `ignore` are codes (`CIT001`) or
    families (`CIT`); `ignore` of article.yaml, there for all files or by path, holds as well. Without `today` no
    evidence grows old. Pure: reads neither disk nor clock.
    """
    select = tuple(select)
    settings = project.article.check
    rules = select_rules(select, (*ignore, *settings.ignore))
    known = {rule.code for rule in all_rules()}
    context = Context.of_article(project, manuscript, today)
    unnamed = (
        diagnostic
        for diagnostic in (*project.warnings, *manuscript.diagnostics)
        if diagnostic.code not in known
        and (not select or names_code(select, diagnostic.code))
        and not names_code((*ignore, *settings.ignore), diagnostic.code)
    )
    found = [d for d in (*_apply(rules, context), *unnamed) if not _ignored_by_path(project, d)]
    return judge(context, found, rules)


def judge(context: Context, found: Iterable[Diagnostic], rules: tuple[Rule, ...]) -> tuple[Diagnostic, ...]:
    """Take away what is excused, and add what is wrong with the excuses."""
    excuses = [excuse for text in context.texts for excuse in find_excuses(text.parsed)]
    return sort_diagnostics(judge_excuses(excuses, found, rules))


def _apply(rules: Iterable[Rule], context: Context) -> Iterator[Diagnostic]:
    for rule in rules:
        if rule.scope == "text" or context.manuscript is not None:
            yield from rule.check(context)


def apply_rules(rules: Iterable[Rule], context: Context) -> tuple[Diagnostic, ...]:
    """What the rules find; rules that need the whole article are passed over where there is none."""
    return tuple(_apply(rules, context))


def _ignored_by_path(project: Project, diagnostic: Diagnostic) -> bool:
    return any(
        fnmatchcase(diagnostic.span.path, settings.path) and names_code(settings.ignore, diagnostic.code)
        for settings in project.article.check.paths
    )
