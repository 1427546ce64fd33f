"""Records for archives of source and of publications: CodeMeta and Zenodo."""

from __future__ import annotations

from html import escape
from typing import Any

from wellsourced.compose.document import Document
from wellsourced.publish.links_and_words import plain_text
from wellsourced.publish.metadata.record import NOTICE_NAMES, ArticleRecord, Contributor, clean, without_gaps
from wellsourced.publish.metadata.schema_org import describe_contributor, describe_in_schema_org


def describe_in_codemeta(document: Document, record: ArticleRecord, date: str) -> dict[str, Any]:
    """codemeta.json (CodeMeta 3.0, w3id.org/codemeta): the article's source, and the article made of it.

    The people stand under both: readers of CodeMeta look for them at the top.
    """
    article = describe_in_schema_org(document, record, date)
    for name in ("@context", "citation"):
        article.pop(name, None)
    return without_gaps(
        {
            "@context": "https://w3id.org/codemeta/3.0",
            "@type": "SoftwareSourceCode",
            "name": record.full_title,
            "description": record.abstract,
            "author": [describe_contributor(each) for each in record.contributors],
            "codeRepository": record.repository,
            "dateModified": date,
            "datePublished": record.first_date or date,
            "license": record.license_url,
            "keywords": list(record.keywords),
            "programmingLanguage": "Markdown",
            "identifier": record.doi_url,
            "url": record.address,
            "version": record.version,
            "funder": article.get("funder"),
            "referencePublication": article,
        }
    )


def describe_to_zenodo(document: Document, record: ArticleRecord, date: str) -> dict[str, Any]:
    """zenodo.json: the metadata of a deposition (developers.zenodo.org, "Representation: Deposit metadata").

    The same object under `.zenodo.json` is what Zenodo reads from a repository. `description` and `notes` are HTML.
    """
    return without_gaps(
        {
            "title": record.full_title,
            "upload_type": "publication",
            "publication_type": "report",
            "publication_date": f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10],
            "creators": [_zenodo_creator(each) for each in record.contributors],
            "description": f"<p>{escape(record.abstract or record.full_title)}</p>",
            # What nobody may pass on is not for everybody.
            "access_right": "open" if record.spdx_id else "closed",
            "license": record.spdx_id.lower() if record.spdx_id else None,
            "doi": record.doi,
            "keywords": list(record.keywords),
            "notes": "".join(
                f"<p>{NOTICE_NAMES[notice.kind]}, {notice.date}: {escape(notice.note)}</p>" for notice in record.notices
            ),
            "related_identifiers": _zenodo_relations(record),
            "references": [clean(plain_text(reference.blocks)) for reference in document.references],
            "version": record.version,
        }
    )


def _zenodo_creator(contributor: Contributor) -> dict[str, str]:
    return without_gaps(
        {"name": contributor.inverted, "affiliation": contributor.affiliation, "orcid": contributor.orcid}
    )


def _zenodo_relations(record: ArticleRecord) -> list[dict[str, str]]:
    """What the article is a new version of, what speaks of it, and where it stands and comes from."""
    relations = [
        (change.doi, "isNewVersionOf" if change.kind == "version" else "isDocumentedBy")
        for change in record.history
        if change.doi != record.doi
    ]
    relations += [(record.address, "isIdenticalTo"), (record.repository, "isDerivedFrom")]
    return [{"identifier": identifier, "relation": relation} for identifier, relation in relations if identifier]
