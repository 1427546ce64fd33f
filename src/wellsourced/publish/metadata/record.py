"""What article.yaml says of the article, once, in the terms that indexes and archives share. Every record reads this.

Texts are clean: no line ends, no characters that XML 1.0 (section 2.2) forbids, so that none can break out of a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, urlsplit

from wellsourced.compose.document import Document
from wellsourced.project.dates import parse_date
from wellsourced.project.models import Author
from wellsourced.publish.links_and_words import plain_text
from wellsourced.publish.metadata.names import split_name

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
#: SPDX identifiers of the Creative Commons licences (spdx.org/licenses).
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)")
_ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(?!\d)")
#: What a notice to readers is called, by its kind.
NOTICE_NAMES = {
    "correction": "Correction",
    "expression-of-concern": "Expression of concern",
    "retraction": "Retraction",
}
#: Instead of a title or name of white space only.
_UNTITLED, _UNNAMED = "Untitled", "Anonymous"


@dataclass(frozen=True)
class Contributor:
    """An author. A body has neither `family` nor `given`; a person always has `family`, which may be the whole name."""

    name: str
    family: str | None
    given: str | None
    suffix: str | None
    affiliation: str | None
    ror: str | None
    orcid: str | None
    email: str | None
    url: str | None
    corresponding: bool
    roles: tuple[str, ...]

    @property
    def is_body(self) -> bool:
        return self.family is None

    @property
    def inverted(self) -> str:
        """The name as indexes sort it: "King, Martin Luther, Jr."; a body's as it is."""
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part) or self.name

    @property
    def orcid_url(self) -> str | None:
        return f"https://orcid.org/{self.orcid}" if self.orcid else None


@dataclass(frozen=True)
class Funder:
    """Who paid, by name, registered address and number of the grant."""

    name: str
    id: str | None
    award: str | None


@dataclass(frozen=True)
class Change:
    """An entry of the article's own history. `doi` is bare."""

    kind: Literal["version", "correction", "expression-of-concern", "retraction"]
    date: str
    note: str
    version: str | None
    doi: str | None

    @property
    def doi_url(self) -> str | None:
        return address_of_doi(self.doi) if self.doi else None


@dataclass(frozen=True)
class ArticleRecord:
    """The article as indexes and archives know it.

    `title` and `subtitle` make `full_title`. `date`: ISO, YYYY[-MM[-DD]], when this version was published; `first_date`
    that of the oldest version. `doi` is bare; None where article.yaml gives none, or what is none. `address`: the page
    on the web. `license`: as given; `license_spdx`: where it is an SPDX identifier or expression. `spdx_id`: where it
    is a single one.
    """

    title: str
    subtitle: str | None
    short_title: str | None
    contributors: tuple[Contributor, ...]
    abstract: str
    keywords: tuple[str, ...]
    language: str
    date: str | None
    version: str | None
    license: str | None
    license_spdx: str | None
    doi: str | None
    repository: str | None
    address: str | None
    publisher: str | None
    funding: tuple[Funder, ...]
    history: tuple[Change, ...]

    @property
    def full_title(self) -> str:
        if not self.subtitle:
            return self.title
        return f"{self.title}{' ' if self.title[-1:] in '?!:…' else ': '}{self.subtitle}"

    @property
    def doi_url(self) -> str | None:
        return address_of_doi(self.doi) if self.doi else None

    @property
    def spdx_id(self) -> str | None:
        return self.license_spdx if self.license_spdx and " " not in self.license_spdx else None

    @property
    def license_url(self) -> str | None:
        return address_of_license(self.license_spdx)

    @property
    def first_date(self) -> str | None:
        versions = [change.date for change in self.history if change.kind == "version"]
        return min((*versions, *([self.date] if self.date else [])), default=None)

    @property
    def citation_key(self) -> str:
        """A key that BibTeX takes: first author, year, first word of the title, as far as they have ASCII letters."""
        first = self.contributors[0]
        words = (first.family or first.name, (self.date or "")[:4], *self.title.split())
        author, year, *title = (re.sub(r"[^a-z0-9]", "", _to_ascii(word)) for word in words)
        return f"{author}{year}{next((word for word in title if len(word) > 3), '')}" or "article"

    @property
    def notices(self) -> tuple[Change, ...]:
        """What readers of earlier versions must know, oldest first."""
        return tuple(change for change in self.history if change.kind != "version")


def describe_article(document: Document) -> ArticleRecord:
    """The record of the document's article.yaml."""
    article = document.article
    return ArticleRecord(
        title=clean(article.title) or _UNTITLED,
        subtitle=_clean(article.subtitle),
        short_title=_clean(article.short_title),
        contributors=tuple(_contributor(author) for author in article.authors),
        abstract=clean(plain_text(document.abstract)),
        keywords=tuple(word for keyword in article.keywords if (word := clean(keyword))),
        language=article.language,
        date=article.date,
        version=_clean(article.version),
        license=_clean(article.license),
        license_spdx=_spdx(article.license),
        doi=bare_doi(article.doi),
        repository=web_address(article.repository),
        address=web_address(article.address),
        publisher=_clean(article.publisher),
        funding=tuple(Funder(clean(each.funder), web_address(each.id), _clean(each.award)) for each in article.funding),
        history=tuple(
            Change(entry.kind, entry.date, clean(entry.note), _clean(entry.version), bare_doi(entry.doi))
            for entry in article.history
        ),
    )


def clean(text: object) -> str:
    """The text in one line, without what no file of records can hold."""
    words = str(text)
    if not words.isprintable():
        words = "".join(c for c in words if c.isspace() or not _is_unprintable(c))
    return " ".join(words.split())


def _is_unprintable(character: str) -> bool:
    """Whether it is a control character, half of one, or none at all."""
    return unicodedata.category(character) in {"Cc", "Cs"} or character in "\ufffe\uffff"


def bare_doi(doi: str | None) -> str | None:
    """`10.1234/abc` of any way to write it; None for what is no DOI."""
    found = _DOI.fullmatch(doi.strip()) if doi else None
    return clean(found[1]) if found else None


def address_of_doi(doi: str) -> str:
    """Where a bare DOI leads. Characters that addresses cannot hold are encoded (DOI Handbook, section 2.5.2.4)."""
    return f"https://doi.org/{quote(doi, safe='/:;.,()[]-_~@!$*+=&')}"


def address_of_license(spdx: str | None) -> str | None:
    """Where a licence can be read; None for an expression of several."""
    if spdx is None or " " in spdx:
        return None
    if spdx == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if found := _CREATIVE_COMMONS.fullmatch(spdx):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    return f"https://spdx.org/licenses/{spdx}.html"


def web_address(address: object) -> str | None:
    """The address if it is one of the web, in characters that every format holds."""
    if address is None:
        return None
    text = str(address).strip()
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or clean(text) != text:
        return None
    return quote(text, safe="/:;.,()[]-_~@!$*+=&?#%'")


def date_of_item(item: Mapping[str, Any], variable: str = "issued") -> str | None:
    """A date of a CSL item, ISO as far as it is given in numbers; of a range the first; None where there is none."""
    date = item.get(variable) or {}
    parts = (date.get("date-parts") or [[]])[0]
    iso = "-".join(str(part).zfill(2 if index else 4) for index, part in enumerate(parts))
    if not parts and (written := _ISO_DATE.match(str(date.get("raw") or date.get("literal") or ""))):
        iso = written[0]
    return iso if parse_date(iso) else None


def without_gaps(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record without the names that have nothing to say."""
    return {name: value for name, value in record.items() if value not in (None, "", [])}


def _to_ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold().encode("ascii", "ignore").decode()


def _contributor(author: Author) -> Contributor:
    person = author.kind == "person"
    name = clean(author.name) or _UNNAMED
    family, given, suffix = split_name(name, _clean(author.family)) if person else (None, None, None)
    return Contributor(
        name=name,
        family=family,
        given=given,
        suffix=suffix,
        affiliation=_clean(author.affiliation),
        ror=author.ror,
        orcid=author.orcid,
        email=_clean(author.email),
        url=web_address(author.url),
        corresponding=author.corresponding,
        roles=author.roles,
    )


def _clean(value: object) -> str | None:
    return clean(value) or None if value is not None else None


def _spdx(name: str | None) -> str | None:
    """The licence as SPDX writes it; None where it is no identifier or expression of SPDX."""
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    if not name:
        return None
    try:
        canonical = str(canonicalize_license_expression(name))
    except InvalidLicenseExpression:
        return None
    return None if "LicenseRef-" in canonical else canonical
