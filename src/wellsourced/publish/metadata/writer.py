"""Records of the article for indexes, archives and reference managers: the folder metadata/, all from article.yaml."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from wellsourced.compose.document import Document
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.project.models import ArticleFile
from wellsourced.publish import exports
from wellsourced.publish.formats import FORMATS
from wellsourced.publish.metadata.archives import describe_in_codemeta, describe_to_zenodo
from wellsourced.publish.metadata.cff import write_cff
from wellsourced.publish.metadata.crossref import name_gaps, write_crossref
from wellsourced.publish.metadata.dublin_core import write_dublin_core
from wellsourced.publish.metadata.names import holds_family
from wellsourced.publish.metadata.record import ArticleRecord, bare_doi, clean, describe_article
from wellsourced.publish.metadata.schema_org import describe_in_schema_org
from wellsourced.publish.rendered import Moment, Rendered


def write_metadata(document: Document, moment: Moment) -> Rendered:
    """CITATION.cff, and beside it the other records. A draft is described, but has nothing to be deposited with.

    Info: PUB050 no record for Crossref, PUB053 a licence without an SPDX identifier. Warnings: PUB051 what is no DOI,
    PUB052 a family name that is no part of the name. Raises PandocError.
    """
    record = describe_article(document)
    date = record.date or datetime.fromtimestamp(moment.epoch, UTC).date().isoformat()
    texts = {
        "codemeta.json": _render_json(describe_in_codemeta(document, record, date)),
        "schema-org.jsonld": _render_json(describe_in_schema_org(document, record, date)),
        "dublin-core.xml": write_dublin_core(record, date),
        "article.bib": exports.article_bibtex(document),
        "article.ris": exports.article_ris(document),
        "article.csl.json": exports.article_csl_json(document),
    }
    if document.references:
        texts |= {
            "references.bib": exports.references_bibtex(document),
            "references.ris": exports.references_ris(document),
            "references.csl.json": exports.references_csl_json(document),
        }
    gaps = name_gaps(record)
    if not document.draft:
        texts["zenodo.json"] = _render_json(describe_to_zenodo(document, record, date))
        if not gaps:
            texts["crossref.xml"] = write_crossref(document, record, date, moment)
    folder = PurePosixPath(FORMATS["metadata"].file).parent
    return Rendered(
        write_cff(record).encode(),
        (*_complaints(document.article, record), *([_no_crossref(gaps)] if gaps else [])),
        {str(folder / name): text.encode() for name, text in texts.items()},
    )


def _render_json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _no_crossref(gaps: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        "PUB050",
        Severity.INFO,
        f"no record for Crossref is written: article.yaml gives no {' and no '.join(gaps)}",
        Span("article/article.yaml"),
        help="Crossref wants `doi`, `address` (where the DOI leads) and the `email` of an author; all else is optional",
    )


def _complaints(article: ArticleFile, record: ArticleRecord) -> Iterator[Diagnostic]:
    span = Span("article/article.yaml")
    for doi in (article.doi, *(entry.doi for entry in article.history)):
        if doi is not None and bare_doi(doi) is None:
            yield Diagnostic(
                "PUB051",
                Severity.WARNING,
                f"{doi!r} is no DOI, so no record names it",
                span,
                help="a DOI is 10., four to nine digits, a slash and a suffix: 10.1000/182",
            )
    for author in article.authors:
        if author.kind == "person" and author.family and not holds_family(clean(author.name), clean(author.family)):
            yield Diagnostic(
                "PUB052",
                Severity.WARNING,
                f"the family name {author.family!r} is no part of the name {author.name!r}",
                span,
                help="indexes get the last word of the name as the family name; write `family` as it stands in `name`",
            )
    if record.license and not record.license_spdx:
        yield Diagnostic(
            "PUB053",
            Severity.INFO,
            f"the licence {record.license!r} is no SPDX identifier, so archives are told of none",
            span,
            help="use an identifier of spdx.org/licenses where the licence has one: CC-BY-4.0",
        )
