"""CITATION.cff, which GitHub, Zenodo and Zotero read beside the article's source.

Source: Citation File Format 1.2.0 (citation-file-format.github.io, doi:10.5281/zenodo.5171937). The format knows
software and datasets; what is to be cited in their stead stands in `preferred-citation`.
"""

from __future__ import annotations

import re
from typing import Any

from wellsourced.publish.metadata.record import NOTICE_NAMES, ArticleRecord, Contributor, without_gaps

#: The patterns of the schema, where they are narrower than what article.yaml takes.
_DOI = re.compile(r"10\.\d{4,9}(\.\d+)?/[A-Za-z0-9:/_;\-.()\[\]\\]+")
_EMAIL = re.compile(r"\S+@\S+\.\S{2,}")
_MESSAGE = "If you use this article, please cite it as below."
_WIDTH = 120


def write_cff(record: ArticleRecord) -> str:
    """The file, YAML."""
    import yaml

    authors = _authors(record)
    doi = record.doi if record.doi and _DOI.fullmatch(record.doi) else None
    shared = {
        "version": record.version,
        "doi": doi,
        "url": record.address or record.doi_url,
        "repository-code": record.repository,
        **_license(record),
    }
    described = {
        "cff-version": "1.2.0",
        "message": _MESSAGE,
        # The text and the data that the article is built from.
        "type": "dataset",
        "title": record.full_title,
        "authors": authors,
        "date-released": _whole_day(record.date),
        **shared,
        "keywords": list(dict.fromkeys(record.keywords)),
        "abstract": record.abstract,
        "preferred-citation": without_gaps(
            {
                # A work of its own outside journals.
                "type": "report",
                "title": record.full_title,
                "authors": authors,
                "year": int(record.date[:4]) if record.date else None,
                "month": int(record.date[5:7]) if record.date and len(record.date) > 4 else None,
                "date-published": _whole_day(record.date),
                **shared,
                "publisher": {"name": record.publisher} if record.publisher else None,
                "languages": _languages(record.language),
                "notes": _notes(record),
            }
        ),
    }
    return str(yaml.dump(without_gaps(described), Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=_WIDTH))


def _authors(record: ArticleRecord) -> list[dict[str, str]]:
    """Each author once: the format takes nobody twice."""
    authors = [_author(each) for each in record.contributors]
    return [author for index, author in enumerate(authors) if author not in authors[:index]]


def _author(contributor: Contributor) -> dict[str, str]:
    email = contributor.email if contributor.email and _EMAIL.fullmatch(contributor.email) else None
    if contributor.is_body:
        named = {"name": contributor.name}
    else:
        named = without_gaps(
            {
                "family-names": contributor.family,
                "given-names": contributor.given,
                "name-suffix": contributor.suffix,
                "affiliation": contributor.affiliation,
            }
        )
    return named | without_gaps({"orcid": contributor.orcid_url, "email": email, "website": contributor.url})


def _license(record: ArticleRecord) -> dict[str, str]:
    if record.spdx_id:
        return {"license": record.spdx_id}
    return {"license-url": record.license_url} if record.license_url else {}


def _whole_day(date: str | None) -> str | None:
    """The format has no months or years for dates."""
    return date if date and len(date) == len("2026-11-22") else None


def _languages(language: str) -> list[str]:
    primary = language.partition("-")[0].lower()
    return [primary] if 2 <= len(primary) <= 3 else []


def _notes(record: ArticleRecord) -> str:
    """What readers of earlier versions must know."""
    return " ".join(f"{NOTICE_NAMES[notice.kind]}, {notice.date}: {notice.note}" for notice in record.notices)


def _dumper() -> type[Any]:
    """The authors stand in the file twice; a YAML alias in a file that people read says nothing to them."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
            return True

    return Dumper
