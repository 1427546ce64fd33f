"""The article's own entry and its reference list for reference managers: BibTeX, RIS and CSL-JSON.

The article's own entry costs no run of pandoc, since every page carries it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wellsourced.compose.document import Document
from wellsourced.publish.bibtex import IN_ADDRESS, write_bibtex_entry
from wellsourced.publish.metadata.record import ArticleRecord, Contributor, describe_article
from wellsourced.publish.ris import write_ris

#: Media types and file endings, for downloads: RIS has none registered; this is what publishers and Zotero use.
MEDIA_TYPES = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
}


#: Variables that pandoc's BibLaTeX writer does not escape.
_VERBATIM = ("DOI", "URL", "ISBN", "ISSN", "PMID", "PMCID")


def article_bibtex(document: Document) -> str:
    """The article as an entry that BibTeX and BibLaTeX read alike; UTF-8, TeX's own characters escaped."""
    return write_bibtex_entry(describe_article(document))


def article_ris(document: Document) -> str:
    """The article as a RIS record; lines end with CR LF."""
    return write_ris([_article_item(describe_article(document))])


def article_csl_json(document: Document) -> str:
    """The article as a CSL-JSON list of one item."""
    return _render_json([_article_item(describe_article(document))])


def references_bibtex(document: Document) -> str:
    """The reference list as BibLaTeX, in its order, written by pandoc: its BibTeX has no DOI. Raises PandocError."""
    from wellsourced.pandoc import convert

    items = [_for_pandoc(item) for item in _items(document)]
    if not items:
        return ""
    written = convert(_render_json(items), reader="csljson", writer="biblatex", arguments=("--wrap=none",)).output
    # BibTeX and biber count braces, escaped or not.
    return written.replace(r"\{", r"\textbraceleft{}").replace(r"\}", r"\textbraceright{}")


def references_ris(document: Document) -> str:
    """The reference list as RIS records, in its order; lines end with CR LF."""
    return write_ris(_items(document))


def references_csl_json(document: Document) -> str:
    """The reference list as CSL-JSON, in its order."""
    return _render_json(_items(document))


def _items(document: Document) -> list[dict[str, Any]]:
    """The items of the reference list as CSL defines them: `aliases` is the project's own."""
    return [{k: v for k, v in reference.item.items() if k != "aliases"} for reference in document.references]


def _for_pandoc(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item as pandoc writes it well.

    It drops `authority`, so that stands as the publisher; does not read fractions; and writes addresses and numbers
    as they are, so what BibTeX takes for the end of a field is encoded in these.
    """
    ready = {name: str(value) if isinstance(value, float) else value for name, value in item.items()}
    if "authority" in ready:
        ready.setdefault("publisher", ready["authority"])
    return ready | {name: str(ready[name]).translate(IN_ADDRESS) for name in _VERBATIM if name in ready}


def _article_item(record: ArticleRecord) -> dict[str, Any]:
    """The article as a CSL item. `article`: not published in a journal (CSL 1.0.2, appendix III)."""
    fields = {
        "id": record.citation_key,
        "type": "article",
        "title": record.full_title,
        "title-short": record.short_title,
        "author": [_csl_name(each) for each in record.contributors],
        "issued": {"date-parts": [[int(part) for part in record.date.split("-")]]} if record.date else None,
        "publisher": record.publisher,
        "version": record.version,
        "abstract": record.abstract,
        "keyword": ", ".join(record.keywords),
        "language": record.language,
        "DOI": record.doi,
        "URL": record.address or record.doi_url,
    }
    return {name: value for name, value in fields.items() if value}


def _csl_name(contributor: Contributor) -> dict[str, str]:
    if contributor.is_body:
        return {"literal": contributor.name}
    parts = {"family": contributor.family, "given": contributor.given, "suffix": contributor.suffix}
    return {name: part for name, part in parts.items() if part}


def _render_json(items: list[dict[str, Any]]) -> str:
    """Two spaces of indent, one line end at the end. Half a character, which no file can hold, becomes U+FFFD."""
    text = json.dumps(items, ensure_ascii=False, indent=2)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") + "\n"
