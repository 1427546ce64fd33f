"""The article as one HTML file that asks nothing of any network: text, style and script in a single page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from wellsourced import __version__
from wellsourced.compose.document import ContentsEntry, Document, EvidenceLink, RenderedReference
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.project.dates import date_in_words
from wellsourced.project.models import HelpPoint
from wellsourced.project.status import Status
from wellsourced.publish.html_blocks import CitedPlace, Prepared, plain_text, prepare_document, safe_address
from wellsourced.publish.html_fragments import Fragments, write_fragments
from wellsourced.publish.rendered import Moment, Rendered
from wellsourced.report.content_security import content_security_policy

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

#: Adults read English prose silently at about 238 words a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047).
_WORDS_A_MINUTE = 238
#: Search engines and link previews cut descriptions at about this many characters.
_DESCRIPTION_LENGTH = 300
#: Primary language subtags of scripts that are written from right to left.
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})
#: SPDX identifiers of the Creative Commons licences (spdx.org/licenses).
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)")
_PHONE = re.compile(r"\+?\d[\d \u00a0-]{5,}\d")


@dataclass(frozen=True)
class _ContentsLine:
    """A line of the table of contents, and those below it."""

    number: str | None
    title: Markup
    anchor: str
    children: tuple[_ContentsLine, ...] = ()


@dataclass(frozen=True)
class _Entry:
    """A reference with its HTML and the places that cite it. `evidence`: host, kind, addresses of the pages there."""

    reference: RenderedReference
    html: Markup
    evidence: list[tuple[str, str, list[str]]]
    cited: tuple[CitedPlace, ...]


def write_html(document: Document, moment: Moment) -> Rendered:
    """The page as UTF-8 bytes.

    Warnings: PUB001 what pandoc complained of, PUB003 an image that is not embedded, PUB004 an identifier that is
    taken, PUB005 a link that leads off the web.
    Raises PandocError.
    """
    prepared = prepare_document(document)
    fragments = write_fragments(prepared)
    page = _environment().get_template("article.html.jinja").render(_page_values(document, prepared, fragments, moment))
    warnings = tuple(_pandoc_diagnostic(warning.message) for warning in fragments.warnings)
    return Rendered(page.encode(), (*prepared.diagnostics, *warnings))


def _page_values(document: Document, prepared: Prepared, fragments: Fragments, moment: Moment) -> dict[str, Any]:
    """Everything the templates read."""
    article = document.article
    language = article.language.split("-")[0].lower()
    style = _style_sheet(document, prepared)
    script = _theme_text("article.js")
    entries = _entries(document, prepared, fragments)
    references_anchor = _free_anchor("references", document, prepared)
    return {
        "article": article,
        "document": document,
        "fragments": fragments,
        "entries": entries,
        "contents": _contents(document, fragments, references_anchor),
        "references_anchor": references_anchor,
        "notes_anchor": _free_anchor("notes", document, prepared),
        "counts": _status_counts(entries),
        "date": article.date or datetime.fromtimestamp(moment.epoch, UTC).date().isoformat(),
        "description": _description(document),
        "direction": "rtl" if language in _RIGHT_TO_LEFT else "ltr",
        "doi_address": safe_address(f"doi:{article.doi}") if article.doi else None,
        "license_address": _license_address(article.license),
        "minutes": max(1, round(document.words / _WORDS_A_MINUTE)),
        "policy": content_security_policy(style, script),
        "script": script,
        "style": style,
        "version": __version__,
    }


def _entries(document: Document, prepared: Prepared, fragments: Fragments) -> list[_Entry]:
    return [
        _Entry(
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


def _contents(document: Document, fragments: Fragments, references_anchor: str) -> list[_ContentsLine]:
    """The table of contents as a tree of two levels, the reference list in its place before the appendices."""
    appendices = {block["c"][1][0] for block in document.appendices if block["t"] == "Header"}
    lines: list[_ContentsLine] = []
    listed = any(entry.anchor == references_anchor for entry in document.contents) or not document.references
    for entry, title in zip(document.contents, fragments.contents, strict=True):
        if not listed and entry.anchor in appendices:
            lines.append(_references_line(references_anchor))
            listed = True
        _add_line(lines, entry, title)
    if not listed:
        lines.append(_references_line(references_anchor))
    return lines


def _add_line(lines: list[_ContentsLine], entry: ContentsEntry, title: Markup) -> None:
    line = _ContentsLine(entry.number, title, entry.anchor)
    if entry.level == 1 or not lines:
        lines.append(line)
    elif entry.level == 2:
        parent = lines[-1]
        lines[-1] = _ContentsLine(parent.number, parent.title, parent.anchor, (*parent.children, line))


def _references_line(anchor: str) -> _ContentsLine:
    from markupsafe import Markup

    return _ContentsLine(None, Markup("References"), anchor)


def _free_anchor(wanted: str, document: Document, prepared: Prepared) -> str:
    """`wanted`, unless an element of the text has that id and is not what the contents mean by it."""
    headings = {block["c"][1][0] for block in (*document.body, *document.appendices) if block["t"] == "Header"}
    listed = {entry.anchor for entry in document.contents} - headings
    return wanted if wanted in listed or wanted not in prepared.ids else f"ws-{wanted}"


def _status_counts(entries: list[_Entry]) -> list[tuple[Status, int]]:
    """How many works of the reference list have each status, in the order of the statuses; no zeros."""
    statuses = [entry.reference.status for entry in entries]
    return [(status, statuses.count(status)) for status in Status if status in statuses]


def _description(document: Document) -> str:
    """The abstract's opening, cut after a word."""
    text = plain_text(document.abstract) or document.article.subtitle or document.article.title
    if len(text) <= _DESCRIPTION_LENGTH:
        return text
    return text[:_DESCRIPTION_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _license_address(license_name: str | None) -> str | None:
    """Where a Creative Commons licence can be read; None for any other."""
    if license_name == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    found = _CREATIVE_COMMONS.fullmatch(license_name or "")
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/" if found else None


def _style_sheet(document: Document, prepared: Prepared) -> str:
    """The theme's style sheet, and the few rules that this article needs beyond it."""
    size = {"a4": "A4", "us-letter": "letter"}[document.article.paper]
    widths = "".join(f".ws-w{percent}{{width:{percent}%}}" for percent in prepared.widths)
    return f"{_theme_text('article.css')}@page{{size:{size}}}{widths}"


def _pandoc_diagnostic(message: str) -> Diagnostic:
    return Diagnostic("PUB001", Severity.WARNING, f"pandoc, writing HTML: {message}", Span("article/article.yaml"))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Templates of the default theme. Whatever they print is escaped, unless pandoc wrote it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("wellsourced", "themes/default/html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["date_in_words"] = date_in_words
    environment.filters["host"] = _host
    environment.filters["phone_parts"] = _phone_parts
    environment.filters["safe_address"] = safe_address
    environment.filters["traits"] = _traits
    environment.globals["symbols"] = _SYMBOLS
    return environment


#: A sign for each status, so that colour is not the only difference; the words stand beside it.
_SYMBOLS = {
    Status.VERIFIED: "✓",
    Status.PARTIAL: "◐",
    Status.UNVERIFIED: "?",
    Status.STALE: "↻",
    Status.DISPUTED: "≠",
    Status.RETRACTED: "✕",
}


@lru_cache(maxsize=8)
def _theme_text(name: str) -> str:
    return files("wellsourced").joinpath("themes/default/html", name).read_text(encoding="utf-8")


def _host(address: str) -> str:
    """The part of an address that a person would type: "https://www.iwf.org.uk/" -> "iwf.org.uk"."""
    return address.partition("://")[2].partition("/")[0].removeprefix("www.")


def _phone_parts(phone: str) -> list[tuple[str, str | None]]:
    """The text of a phone entry in pieces, with the address to dial for those that are numbers."""
    parts: list[tuple[str, str | None]] = []
    end = 0
    for found in _PHONE.finditer(phone):
        parts.append((phone[end : found.start()], None))
        parts.append((found[0], "tel:" + re.sub(r"[^\d+]", "", found[0])))
        end = found.end()
    return [part for part in (*parts, (phone[end:], None)) if part[0]]


def _traits(point: HelpPoint) -> list[str]:
    """What a reader wants to know of a service before turning to it."""
    traits = [point.region[0].upper() + point.region[1:]] if point.region else []
    if point.anonymous is not None:
        traits.append("anonymous if you wish" if point.anonymous else "not anonymous")
    return traits
