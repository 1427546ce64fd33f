"""The reviewer's dossier as a form of `check` and `audit`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wellsourced.diagnostics import Findings

if TYPE_CHECKING:
    from wellsourced.cli.forms import Examination
    from wellsourced.review.dossier import Dossier

#: The forms that can show what changed.
REVIEW_FORMS = ("html", "review-json")

since_option = click.option(
    "--since",
    metavar="REF",
    help="With --format html or review-json: mark what changed since this git revision or earlier review.json.",
)


def render_review_page(examination: Examination) -> str:
    """The page. Raises UsageError where `since` leads nowhere."""
    from wellsourced.review.page import render_page

    return render_page(_collect(examination)).encode(errors="replace").decode()


def render_review_object(examination: Examination) -> str:
    """The same as JSON. Raises UsageError where `since` leads nowhere."""
    from wellsourced.review.json import render_review_json

    return render_review_json(_collect(examination))


def refuse_since(since: str | None, form: str) -> None:
    """Raise UsageError where `--since` is given for a form that cannot show it."""
    if since is not None and form not in REVIEW_FORMS:
        raise click.UsageError(f"--since works with --format {' or --format '.join(REVIEW_FORMS)}")


def _collect(examination: Examination) -> Dossier:
    from wellsourced.cache import Cache, find_cache_folder
    from wellsourced.checks.context import Context
    from wellsourced.project.build_date import today
    from wellsourced.review.collect import add_entries, collect_dossier, collect_findings
    from wellsourced.review.entries import render_entries

    findings = Findings(examination.report.diagnostics, examination.report.excused)
    if examination.project is None or examination.manuscript is None:
        return collect_findings(findings)
    context = Context.of_article(examination.project, examination.manuscript, today())
    entries = render_entries(context, cache=Cache(find_cache_folder()))
    dossier = add_entries(collect_dossier(context, findings), entries)
    if examination.since is None:
        return dossier
    from wellsourced.review.compare import mark_changes
    from wellsourced.review.earlier import NoEarlierStateError, read_earlier

    try:
        earlier = read_earlier(examination.since, context)
    except NoEarlierStateError as error:
        raise click.UsageError(f"--since: {error}") from None
    named = Path(examination.since)
    return mark_changes(earlier, dossier, since=named.stem if named.suffix == ".json" else examination.since)
