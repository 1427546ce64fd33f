"""Run the rules over the article."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fnmatch import fnmatchcase

from wellsourced.cache import Cache
from wellsourced.checks.apply import apply_keeping, apply_rules
from wellsourced.checks.context import Context
from wellsourced.checks.excuses import apply_excuses, find_excuses, find_yaml_excuses
from wellsourced.checks.registry import REQUIRED, Rule, all_rules, names_code, select_rules
from wellsourced.diagnostics import Diagnostic, Findings
from wellsourced.manuscript.model import Manuscript
from wellsourced.project.figures import data_files
from wellsourced.project.project import Project


def run_checks(
    project: Project,
    manuscript: Manuscript,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    today: date | None = None,
    cache: Cache | None = None,
) -> tuple[Diagnostic, ...]:
    """Everything the rules have to say about the article, in reading order.

    What loading and parsing complained about is included. `select` and `ignore` are codes (`CIT001`) or
    families (`CIT`); `ignore` of article.yaml, there for all files or by path, holds as well, save for rules that are
    required. Without `today` no evidence grows old. Reads no clock, and of the disk only whether images exist (FIG003).
    `cache` spares finding again what is said of texts and registers that have not changed; it changes nothing else.
    """
    findings = run_checks_with_excused(project, manuscript, select=select, ignore=ignore, today=today, cache=cache)
    return findings.diagnostics


def run_checks_with_excused(
    project: Project,
    manuscript: Manuscript,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    today: date | None = None,
    cache: Cache | None = None,
    context: Context | None = None,
) -> Findings:
    """What `run_checks` gives, and beside it what the authors excused and why.

    `cache`: as there. `context`: that of the article and `today`, where the caller goes on to ask it; else one is made.
    """
    select, ignore = tuple(select), tuple(ignore)
    switched_off = project.article.check.ignore
    rules = tuple(r for r in select_rules(select, ignore) if r.required or not names_code(switched_off, r.code))
    known = {rule.code for rule in all_rules()}
    context = context or Context.of_article(project, manuscript, today, cache or Cache(None))
    unnamed = (
        diagnostic
        for diagnostic in (*project.warnings, *manuscript.diagnostics)
        if diagnostic.code not in known
        and (not select or names_code(select, diagnostic.code))
        and not names_code((*ignore, *switched_off), diagnostic.code)
    )
    said = apply_keeping(rules, context, context.kept) if context.kept else apply_rules(rules, context)
    found = [d for d in (*said, *unnamed) if not _ignored_by_path(project, d)]
    return judge_with_excused(context, _only_once(project, found), rules)


def _only_once(project: Project, found: list[Diagnostic]) -> list[Diagnostic]:
    """Without what an included file repeats from section to section, be it with other related places."""
    if not project.fragments:
        return found
    once: dict[object, Diagnostic] = {}
    for diagnostic in found:
        repeated = diagnostic.span.path in project.fragments
        once.setdefault((diagnostic.code, diagnostic.span, diagnostic.message) if repeated else diagnostic, diagnostic)
    return list(once.values())


def judge(context: Context, found: Iterable[Diagnostic], rules: tuple[Rule, ...]) -> tuple[Diagnostic, ...]:
    """Take away what is excused, and add what is wrong with the excuses."""
    return judge_with_excused(context, found, rules).diagnostics


def judge_with_excused(context: Context, found: Iterable[Diagnostic], rules: tuple[Rule, ...]) -> Findings:
    """What `judge` gives, and what was taken away."""
    # A file that two sections include is read in both.
    excuses = list(dict.fromkeys(excuse for text in context.texts for excuse in find_excuses(text.parsed)))
    if context.manuscript is not None:
        texts = context.project.texts
        paths = data_files(context.project)
        excuses += [excuse for path in paths for excuse in find_yaml_excuses(path, texts[path])]
    return apply_excuses(excuses, found, rules)


def _ignored_by_path(project: Project, diagnostic: Diagnostic) -> bool:
    return diagnostic.code not in REQUIRED and any(
        fnmatchcase(diagnostic.span.path, settings.path) and names_code(settings.ignore, diagnostic.code)
        for settings in project.article.check.paths
    )
