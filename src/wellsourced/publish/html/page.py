"""What the templates read: the article's text, entries, notices and downloads, the same for one page and for many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from wellsourced import __version__
from wellsourced.compose.document import ContentsEntry, Document, EvidenceLink, RenderedReference
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.project.status import Status
from wellsourced.publish.direction import is_right_to_left
from wellsourced.publish.html.blocks import CitedPlace, Prepared
from wellsourced.publish.html.fragments import Fragments
from wellsourced.publish.html.reuse import cite_in_words, list_downloads, name_roles
from wellsourced.publish.links_and_words import plain_text, safe_address
from wellsourced.publish.metadata.html import head_metadata
from wellsourced.publish.metadata.record import Change, address_of_license, describe_article
from wellsourced.publish.rendered import Moment
from wellsourced.report.themes import theme_text

if TYPE_CHECKING:
    from markupsafe import Markup

#: Adults read English prose silently at about 238 words a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047).
_WORDS_A_MINUTE = 238
#: Search engines and link previews cut descriptions at about this many characters.
_DESCRIPTION_LENGTH = 300
#: Files of the theme that make the script, each complete in itself.
_SCRIPTS = ("article.js", "search.js")
_SCRIPT_MARGIN = re.compile(r"^(?: *//.*\n| +|\n)", re.MULTILINE)
_STYLE_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


@dataclass(frozen=True)
class ContentsLine:
    """A line of the table of contents, and those below it."""

    number: str | None
    title: Markup
    anchor: str
    children: tuple[ContentsLine, ...] = ()


@dataclass(frozen=True)
class Entry:
    """A reference with its HTML and the places that cite it. `evidence`: host, kind, addresses of the pages there."""

    reference: RenderedReference
    html: Markup
    evidence: list[tuple[str, str, list[str]]]
    cited: tuple[CitedPlace, ...]


def article_values(document: Document, prepared: Prepared, fragments: Fragments, moment: Moment) -> dict[str, Any]:
    """Everything that the templates read of the article. `page` and `site` are None: there is one page."""
    article = document.article
    record = describe_article(document)
    date = article.date or datetime.fromtimestamp(moment.epoch, UTC).date().isoformat()
    entries = _entries(document, prepared, fragments)
    references_anchor = _free_anchor("references", document, prepared)
    credits = name_roles(article.authors)
    description = _description(document)
    return {
        "article": article,
        "citation": cite_in_words(record, date),
        "contents": _contents(document, fragments, references_anchor),
        "counts": _status_counts(entries),
        "credits": credits,
        "date": date,
        "description": description,
        "direction": "rtl" if is_right_to_left(article.language) else "ltr",
        "document": document,
        "doi_address": safe_address(f"doi:{article.doi}") if article.doi else None,
        "downloads": list_downloads(document),
        "entries": entries,
        "fragments": fragments,
        "has_about": bool(
            credits or record.funding or article.competing_interests or article.acknowledgements or record.history
        ),
        "license_address": address_of_license(record.license_spdx),
        "metadata": head_metadata(document, moment, description=description),
        "minutes": max(1, round(document.words / _WORDS_A_MINUTE)),
        "notes_anchor": _free_anchor("notes", document, prepared),
        "notice": _standing_notice(record.notices),
        "page": None,
        "record": record,
        "references_anchor": references_anchor,
        "retracted": any(notice.kind == "retraction" for notice in record.notices),
        "site": None,
        "version": __version__,
    }


def style_sheet(document: Document, prepared: Prepared) -> str:
    """The theme's style sheet, and the few rules that this article needs beyond it."""
    size = {"a4": "A4", "us-letter": "letter"}[document.article.paper]
    widths = "".join(f".ws-w{percent}{{width:{percent}%}}" for percent in prepared.widths)
    return f"{_STYLE_COMMENT.sub('', theme_text('html', 'article.css'))}@page{{size:{size}}}{widths}"


def script() -> str:
    """The theme's script, without its comments and indents: they stand on lines of their own."""
    return "".join(_SCRIPT_MARGIN.sub("", theme_text("html", name)) for name in _SCRIPTS)


def complaints(prepared: Prepared, fragments: Fragments) -> tuple[Diagnostic, ...]:
    """What was left out of the text, and what pandoc said."""
    return (*prepared.diagnostics, *(_pandoc_diagnostic(warning.message) for warning in fragments.warnings))


def _entries(document: Document, prepared: Prepared, fragments: Fragments) -> list[Entry]:
    return [
        Entry(
            reference,
            html,
            _group_evidence(reference.evidence),
            prepared.citations.get(reference.anchor, ()),
        )
        for reference, html in zip(document.references, fragments.references, strict=True)
    ]


def _group_evidence(links: tuple[EvidenceLink, ...]) -> list[tuple[str, str, list[str]]]:
    """Pages of one host and kind together, in the order of the first; an address that cannot be opened is left out."""
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for link in links:
        addresses = groups.setdefault((link.host, link.kind), {})
        if address := safe_address(link.url):
            addresses[address] = None
    return [(host, kind, list(addresses)) for (host, kind), addresses in groups.items()]


def _contents(document: Document, fragments: Fragments, references_anchor: str) -> list[ContentsLine]:
    """The table of contents as a tree of two levels, the reference list in its place before the appendices."""
    appendices = {block["c"][1][0] for block in document.appendices if block["t"] == "Header"}
    lines: list[ContentsLine] = []
    listed = any(entry.anchor == references_anchor for entry in document.contents) or not document.references
    for entry, title in zip(document.contents, fragments.contents, strict=True):
        if not listed and entry.anchor in appendices:
            lines.append(_references_line(references_anchor))
            listed = True
        _add_line(lines, entry, title)
    if not listed:
        lines.append(_references_line(references_anchor))
    return lines


def _add_line(lines: list[ContentsLine], entry: ContentsEntry, title: Markup) -> None:
    line = ContentsLine(entry.number, title, entry.anchor)
    if entry.level == 1 or not lines:
        lines.append(line)
    elif entry.level == 2:
        parent = lines[-1]
        lines[-1] = ContentsLine(parent.number, parent.title, parent.anchor, (*parent.children, line))


def _references_line(anchor: str) -> ContentsLine:
    from markupsafe import Markup

    return ContentsLine(None, Markup("References"), anchor)


def _free_anchor(wanted: str, document: Document, prepared: Prepared) -> str:
    """`wanted`, unless an element of the text has that id and is not what the contents mean by it."""
    headings = {block["c"][1][0] for block in (*document.body, *document.appendices) if block["t"] == "Header"}
    listed = {entry.anchor for entry in document.contents} - headings
    return wanted if wanted in listed or wanted not in prepared.ids else f"ws-{wanted}"


def _status_counts(entries: list[Entry]) -> list[tuple[Status, int]]:
    """How many works of the reference list have each status, in the order of the statuses; no zeros."""
    statuses = [entry.reference.status for entry in entries]
    return [(status, statuses.count(status)) for status in Status if status in statuses]


def _description(document: Document) -> str:
    """The abstract's opening, cut after a word."""
    text = plain_text(document.abstract) or document.article.subtitle or document.article.title
    if len(text) <= _DESCRIPTION_LENGTH:
        return text
    return text[:_DESCRIPTION_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _standing_notice(notices: tuple[Change, ...]) -> Change | None:
    """What the reader must know first: that the article was retracted, otherwise the newest notice."""
    retractions = [notice for notice in notices if notice.kind == "retraction"]
    return next(reversed(retractions or notices), None)


def _pandoc_diagnostic(message: str) -> Diagnostic:
    return Diagnostic("PUB001", Severity.WARNING, f"pandoc, writing HTML: {message}", Span("article/article.yaml"))
