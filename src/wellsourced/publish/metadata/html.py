"""What the head of a page says of the article to machines: Highwire, Dublin Core and Open Graph tags, and JSON-LD.

Sources: Google Scholar's inclusion guidelines for webmasters (`citation_*`), "Expressing Dublin Core metadata using
HTML/XHTML meta and link elements" (DCMI, 2008), the Open Graph protocol (ogp.me). JSON-LD is data to a browser: no
Content-Security-Policy holds it back, and it runs nothing (HTML Living Standard, "prepare the script element").
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from wellsourced.compose.document import Document
from wellsourced.publish.metadata.record import ArticleRecord, Contributor, describe_article
from wellsourced.publish.metadata.schema_org import describe_in_schema_org
from wellsourced.publish.rendered import Moment

if TYPE_CHECKING:
    from markupsafe import Markup

#: What could end or comment out the script element that the JSON stands in, written in JSON's own way. Inside strings,
#: the only place where these characters occur, both mean the same (RFC 8259, section 7).
_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Tag:
    """A `meta` element. `attribute`: `name`, or `property` for Open Graph. The template escapes `content`."""

    attribute: str
    name: str
    content: str


@dataclass(frozen=True)
class HeadMetadata:
    """What themes/default/html/metadata.html.jinja writes. `canonical`: the page's address on the web."""

    tags: tuple[Tag, ...]
    canonical: str | None
    license: str | None
    json_ld: Markup


def head_metadata(
    document: Document, moment: Moment, *, description: str, pdf: str | None = "article.pdf"
) -> HeadMetadata:
    """The metadata of the article's page.

    `pdf`: where the PDF lies, as seen from the page; named only where the build writes one and the page has an address.
    """
    record = describe_article(document)
    date = record.date or datetime.fromtimestamp(moment.epoch, UTC).date().isoformat()
    pdf_address = urljoin(record.address, pdf) if record.address and pdf and "pdf" in moment.formats else None
    tags = (
        *(Tag("name", name, content) for name, content in _highwire(record, date, pdf_address)),
        *(Tag("name", name, content) for name, content in _dublin_core(record, date, description)),
        *(Tag("property", name, content) for name, content in _open_graph(record, date, description)),
        Tag("name", "twitter:card", "summary"),
    )
    json_ld = render_in_script(describe_in_schema_org(document, record, date, brief=True))
    return HeadMetadata(tags, record.address, record.license_url, json_ld)


def render_in_script(value: object) -> Markup:
    """JSON that can stand in a script element: no text in it closes the element or opens a comment."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_IN_SCRIPT))


def _highwire(record: ArticleRecord, date: str, pdf: str | None) -> Iterator[tuple[str, str]]:
    """Tags of one author stand together, in the order of the authors."""
    yield "citation_title", record.full_title
    for contributor in record.contributors:
        yield from _highwire_author(contributor)
    # Of this version: what is cited is what was read.
    yield "citation_publication_date", date.replace("-", "/")
    yield "citation_language", record.language
    for name, content in (
        ("citation_doi", record.doi),
        ("citation_publisher", record.publisher),
        ("citation_abstract_html_url", record.address),
        ("citation_fulltext_html_url", record.address),
        ("citation_pdf_url", pdf),
        ("citation_keywords", "; ".join(record.keywords)),
    ):
        if content:
            yield name, content


def _highwire_author(contributor: Contributor) -> Iterator[tuple[str, str]]:
    yield "citation_author", contributor.inverted
    for name, content in (
        ("citation_author_institution", contributor.affiliation),
        ("citation_author_orcid", contributor.orcid_url),
        ("citation_author_email", contributor.email),
    ):
        if content:
            yield name, content


def _dublin_core(record: ArticleRecord, date: str, description: str) -> Iterator[tuple[str, str]]:
    yield "DC.title", record.full_title
    for contributor in record.contributors:
        yield "DC.creator", contributor.inverted
    for keyword in record.keywords:
        yield "DC.subject", keyword
    yield "DC.description", description
    yield "DC.date", date
    yield "DC.type", "Text"
    yield "DC.format", "text/html"
    yield "DC.language", record.language
    for name, content in (
        ("DC.publisher", record.publisher),
        ("DC.identifier", record.doi_url),
        ("DC.identifier", record.address),
        ("DC.rights", record.license_url or record.license),
        *(("DC.relation", notice.doi_url) for notice in record.notices),
    ):
        if content:
            yield name, content


def _open_graph(record: ArticleRecord, date: str, description: str) -> Iterator[tuple[str, str]]:
    """What a link to the page looks like elsewhere. Text only: the page has no picture at an address of its own."""
    retracted = any(notice.kind == "retraction" for notice in record.notices)
    yield "og:type", "article"
    yield "og:title", f"Retracted: {record.title}" if retracted else record.title
    yield "og:description", description
    if record.address:
        yield "og:url", record.address
    if record.publisher:
        yield "og:site_name", record.publisher
    language, _, rest = record.language.partition("-")
    # Open Graph wants language_TERRITORY; a bare language or one with a script has no such form.
    if len(rest) == 2:
        yield "og:locale", f"{language.lower()}_{rest.upper()}"
    yield "article:published_time", record.first_date or date
    yield "article:modified_time", date
    for keyword in record.keywords:
        yield "article:tag", keyword
