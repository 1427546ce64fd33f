"""The theme's templates of the EPUB filled in: pages, table of contents, package document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

import msgspec

from wellsourced import __version__
from wellsourced.compose.document import Document, RenderedReference
from wellsourced.project.dates import date_in_words
from wellsourced.publish.direction import is_right_to_left
from wellsourced.publish.epub.accessibility import Accessibility
from wellsourced.publish.epub.images import ImageResource
from wellsourced.publish.epub.pages import CitedPlace
from wellsourced.publish.epub.xml import printable, web_address
from wellsourced.publish.metadata.record import ArticleRecord, describe_article
from wellsourced.publish.rendered import Moment
from wellsourced.publish.status_signs import SIGNS, WORK_NOTICES
from wellsourced.publish.verification import FILE as VERIFICATION_FILE
from wellsourced.report.themes import theme_environment, theme_text

if TYPE_CHECKING:
    from jinja2 import Environment

_STYLE_FILE = "article.css"
#: Kind of a page -> its `epub:type` (EPUB Structural Semantics Vocabulary) and its role (DPUB-ARIA 1.1), if it has any.
_SEMANTICS = {
    "titlepage": ("titlepage", ""),
    "help": ("", ""),
    "abstract": ("abstract", "doc-abstract"),
    "chapter": ("chapter", "doc-chapter"),
    "bibliography": ("bibliography", "doc-bibliography"),
    "appendix": ("appendix", "doc-appendix"),
    "colophon": ("colophon", "doc-colophon"),
}
#: The pages that come before the table of contents.
_BEFORE_CONTENTS = frozenset({"titlepage", "help"})
_DIVISIONS = {"titlepage": "frontmatter", "help": "frontmatter", "abstract": "frontmatter", "chapter": "bodymatter"}


class Page(msgspec.Struct, frozen=True):
    """A page of the text. `content`, `notes`: XHTML. `anchor`: the identifier of its heading, where it has one."""

    file: str
    title: str
    kind: str
    anchor: str | None
    content: str
    notes: tuple[str, ...] = ()
    has_math: bool = False


class NavigationLine(msgspec.Struct, frozen=True):
    """A line of the table of contents and those below it."""

    title: str
    address: str
    children: tuple[NavigationLine, ...] = ()


class Entry(msgspec.Struct, frozen=True):
    """A reference with its XHTML. `seen`: host, kind, addresses of the pages there. `cited`: where it is cited."""

    reference: RenderedReference
    id: str
    content: str
    seen: tuple[tuple[str, str, tuple[str, ...]], ...]
    cited: tuple[CitedPlace, ...]


def render_references(entries: Sequence[Entry], heading: str) -> str:
    """The content of the page of references. `heading`: the identifier of its heading."""
    return _render("references.xhtml.jinja", entries=entries, heading=heading)


def render_book(
    document: Document,
    moment: Moment,
    pages: Sequence[Page],
    contents: Iterable[NavigationLine],
    images: Iterable[ImageResource],
    cover_alt: str,
    accessibility: Accessibility,
) -> dict[str, bytes]:
    """Path in the archive -> content of everything that is text: container, package document, pages, style sheet."""
    record = describe_article(document)
    language = record.language
    pages = list(pages)
    shared = {
        "record": record,
        "language": language,
        "direction": "rtl" if is_right_to_left(language) else "ltr",
        "draft": document.draft,
        "pages": pages,
        "style_file": _STYLE_FILE,
        "cover_alt": cover_alt,
    }
    package = {
        "identifier": record.doi_url or _own_identifier(record),
        "date": record.date or datetime.fromtimestamp(moment.epoch, UTC).date().isoformat(),
        "modified": datetime.fromtimestamp(moment.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "contents_at": sum(page.kind in _BEFORE_CONTENTS for page in pages),
        "images": list(images),
        "accessibility": accessibility,
        "verification_file": VERIFICATION_FILE,
        "version": __version__,
    }
    texts = {
        "META-INF/container.xml": _render("container.xml.jinja"),
        "EPUB/package.opf": _render("package.opf.jinja", **shared, **package),
        "EPUB/nav.xhtml": _render("nav.xhtml.jinja", **shared, contents=list(contents)),
        "EPUB/cover.xhtml": _render("cover.xhtml.jinja", **shared),
        **{
            f"EPUB/{page.file}": _render(
                "page.xhtml.jinja",
                **shared,
                page=page,
                semantics=_SEMANTICS[page.kind],
                division=_DIVISIONS.get(page.kind, "backmatter"),
            )
            for page in pages
        },
        f"EPUB/{_STYLE_FILE}": theme_text("epub", _STYLE_FILE),
    }
    return {name: text.encode() for name, text in texts.items()}


def _own_identifier(record: ArticleRecord) -> str:
    """The same for every build and version of an article without a DOI: made from title, authors and language."""
    names = [contributor.name for contributor in record.contributors]
    return uuid5(NAMESPACE_URL, "\n".join([record.full_title, *names, record.language])).urn


def _render(template: str, **values: Any) -> str:
    return printable(_environment().get_template(template).render(values))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """Templates of the default theme. Whatever they print is escaped, unless it was written as XHTML."""
    environment = theme_environment("epub")
    environment.filters["date_in_words"] = date_in_words
    environment.filters["web_address"] = web_address
    environment.globals["symbols"] = SIGNS
    environment.globals["notices"] = WORK_NOTICES
    return environment
