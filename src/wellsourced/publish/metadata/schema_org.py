"""The article in the vocabulary of schema.org: a ScholarlyArticle, as JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wellsourced.compose.document import Document, RenderedReference
from wellsourced.publish.metadata.record import (
    NOTICE_NAMES,
    ArticleRecord,
    Change,
    Contributor,
    Funder,
    address_of_doi,
    bare_doi,
    clean,
    date_of_item,
    web_address,
    without_gaps,
)

#: CSL type -> schema.org type of a work cited; what is not listed is a CreativeWork.
_TYPES = {
    "article-journal": "ScholarlyArticle",
    "paper-conference": "ScholarlyArticle",
    "article": "ScholarlyArticle",
    "article-newspaper": "NewsArticle",
    "article-magazine": "Article",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "legislation": "Legislation",
    "bill": "Legislation",
    "regulation": "Legislation",
    "treaty": "Legislation",
    "report": "Report",
    "software": "SoftwareApplication",
    "thesis": "Thesis",
    "post-weblog": "BlogPosting",
    "webpage": "WebPage",
}


def describe_in_schema_org(
    document: Document, record: ArticleRecord, date: str, *, brief: bool = False
) -> dict[str, Any]:
    """The JSON-LD object. `date`: ISO, what stands for the article's own date where it has none.

    `brief`: works cited by their addresses only, for a page that prints the reference list anyway.
    """
    identity = record.doi_url or record.address
    described = {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "@id": identity,
        "headline": record.title,
        "alternativeHeadline": record.subtitle,
        "name": record.full_title,
        "author": [describe_contributor(each) for each in record.contributors],
        "datePublished": record.first_date or date,
        "dateModified": date,
        "version": record.version,
        "creativeWorkStatus": _status(document, record),
        "abstract": record.abstract,
        "keywords": list(record.keywords),
        "inLanguage": record.language,
        "license": record.license_url or record.license,
        # What a licence of SPDX's list lets anybody pass on is free to read.
        "isAccessibleForFree": True if record.license_spdx else None,
        "identifier": _identifier(record.doi),
        "url": record.address or record.doi_url,
        "publisher": {"@type": "Organization", "name": record.publisher} if record.publisher else None,
        "funder": [_funder(each) for each in record.funding],
        "funding": [_grant(each) for each in record.funding if each.award],
        "isBasedOn": _source(record.repository),
        "wordCount": document.words,
        "correction": [_correction(each) for each in record.notices],
        "citation": _addresses(document) if brief else [_cited(each) for each in document.references],
    }
    return without_gaps(described)


def describe_contributor(contributor: Contributor) -> dict[str, Any]:
    """A Person or an Organization."""
    if contributor.is_body:
        return without_gaps(
            {"@type": "Organization", "@id": contributor.ror, "name": contributor.name, "url": contributor.url}
        )
    affiliation = {"@type": "Organization", "@id": contributor.ror, "name": contributor.affiliation}
    return without_gaps(
        {
            "@type": "Person",
            "@id": contributor.orcid_url,
            "name": contributor.name,
            "givenName": contributor.given,
            "familyName": contributor.family,
            "honorificSuffix": contributor.suffix,
            "email": contributor.email,
            "url": contributor.url,
            "affiliation": without_gaps(affiliation) if contributor.affiliation or contributor.ror else None,
        }
    )


def _status(document: Document, record: ArticleRecord) -> str | None:
    if document.draft:
        return "Draft"
    return "Retracted" if any(notice.kind == "retraction" for notice in record.notices) else "Published"


def _identifier(doi: str | None) -> dict[str, str] | None:
    if doi is None:
        return None
    return {"@type": "PropertyValue", "propertyID": "DOI", "value": doi, "url": address_of_doi(doi)}


def _funder(funder: Funder) -> dict[str, Any]:
    return without_gaps({"@type": "Organization", "@id": funder.id, "name": funder.name})


def _grant(funder: Funder) -> dict[str, Any]:
    return {"@type": "Grant", "identifier": funder.award, "funder": _funder(funder)}


def _source(repository: str | None) -> dict[str, str] | None:
    return {"@type": "SoftwareSourceCode", "codeRepository": repository} if repository else None


def _correction(notice: Change) -> dict[str, Any]:
    return without_gaps(
        {
            "@type": "CorrectionComment",
            "name": NOTICE_NAMES[notice.kind],
            "text": notice.note,
            "datePublished": notice.date,
            "identifier": _identifier(notice.doi),
        }
    )


def _addresses(document: Document) -> list[dict[str, str]]:
    """The works cited that have an address, each once."""
    items = [reference.item for reference in document.references]
    addresses = (_doi_url(item) or web_address(item.get("URL")) for item in items)
    return [{"@id": address} for address in dict.fromkeys(addresses) if address]


def _doi_url(item: Mapping[str, Any]) -> str | None:
    doi = bare_doi(str(item["DOI"])) if item.get("DOI") else None
    return address_of_doi(doi) if doi else None


def _cited(reference: RenderedReference) -> dict[str, Any]:
    """A work of the reference list, in what identifies it."""
    item: Mapping[str, Any] = reference.item
    doi_url = _doi_url(item)
    return without_gaps(
        {
            "@type": _TYPES.get(str(item.get("type")), "CreativeWork"),
            "@id": doi_url,
            "name": clean(item.get("title") or reference.id),
            "datePublished": date_of_item(item),
            "url": None if doi_url else web_address(item.get("URL")),
        }
    )
