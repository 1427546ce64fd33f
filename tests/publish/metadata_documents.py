"""Documents for the tests of metadata: made directly, since nothing of the text is asked for."""

from __future__ import annotations

from typing import Any

import msgspec

from wellsourced.compose.document import Document, RenderedReference
from wellsourced.project.models import ArticleFile
from wellsourced.project.status import Status

HISTORY = [
    {"date": "2026-10-01", "kind": "version", "version": "1.0", "note": "First version."},
    {"date": "2026-11-22", "kind": "correction", "version": 1.1, "note": "A <wrong> date & its reason."},
]

#: An article that says everything it can of itself, none of it easy.
FULL: dict[str, Any] = {
    "title": "Tea, rivers & <bridges>: {all} of 100 % them_",
    "subtitle": 'With "quotes" and \\ strokes',
    "authors": [
        {
            "name": "Ada van der Writer",
            "family": "van der Writer",
            "affiliation": "Institute of Tests & Trials",
            "ror": "https://ror.org/05dxps055",
            "orcid": "0000-0002-1825-0097",
            "email": "ada@example.org",
            "corresponding": True,
            "roles": ["conceptualization", "writing-original-draft"],
        },
        {"name": "王小明", "family": "王"},
        {"name": "Tea Board", "kind": "organisation", "url": "https://tea.example.org"},
    ],
    "abstract": "What is **known** of tea.\n\nAnd of rivers & bridges.",
    "keywords": ["tea", "rivers, bent", "bridges"],
    "date": "2026-11-22",
    "version": "1.1",
    "license": "CC-BY-4.0",
    "doi": "10.1234/survey",
    "repository": "https://code.example.org/survey",
    "address": "https://survey.example.org/article.html",
    "publisher": "Example Press",
    "funding": [{"funder": "Fund for Tests", "id": "https://ror.org/021nxhr62", "award": "T-1"}],
    "history": HISTORY,
    "sections": ["00.md"],
}

#: What article.yaml must hold, and no more.
MINIMAL: dict[str, Any] = {"title": "A title", "authors": [{"name": "Ada Writer"}], "sections": ["00.md"]}

ITEMS: tuple[dict[str, Any], ...] = (
    {
        "id": "rivers",
        "type": "article-journal",
        "title": "How Rivers & Streams Bend",
        "container-title": "Journal of Rivers",
        "author": [
            {"family": "Roe", "given": "Alex", "non-dropping-particle": "de la"},
            {"family": "Šćepanović", "given": "Ž."},
        ],
        "issued": {"date-parts": [[2020, 3]]},
        "volume": 12,
        "issue": "3",
        "page": "45-67",
        "DOI": "10.1000/bend",
        "ISSN": "1234-5679",
        "aliases": ["streams"],
    },
    {
        "id": "tea-board",
        "type": "report",
        "title": "Tea in Figures",
        "author": [{"literal": "Tea Board"}],
        "publisher": "Tea Board",
        "number": "TB 7",
        "issued": {"date-parts": [[2021, 5, 4]]},
        "accessed": {"date-parts": [[2026, 11, 1]]},
        "URL": "https://tea.example.org/figures",
    },
    {
        "id": "tea-act",
        "type": "legislation",
        "title": "Tea Act 2019",
        "authority": "Parliament",
        "number": "c. 14",
        "issued": {"date-parts": [[2019]]},
    },
)


def article_of(**settings: Any) -> ArticleFile:
    return msgspec.convert({**FULL, **settings}, ArticleFile)


def document_of(article: ArticleFile | None = None, *, references: bool = True, **settings: Any) -> Document:
    """A document whose article is `FULL` with these settings, and which cites `ITEMS`."""
    from wellsourced.pandoc import read_markdown

    article = article or article_of(**settings)
    return Document(
        article=article,
        draft=False,
        help=None,
        abstract=read_markdown(article.abstract)[0] if article.abstract else [],
        body=[],
        references=tuple(_reference(item) for item in ITEMS) if references else (),
        appendices=[],
        contents=(),
        note_style=False,
        words=1000,
    )


def _reference(item: dict[str, Any]) -> RenderedReference:
    words = item["title"].split()
    text = [each for word in words for each in ({"t": "Str", "c": word}, {"t": "Space"})][:-1]
    return RenderedReference(
        id=item["id"],
        anchor=f"ref-{item['id']}",
        blocks=[{"t": "Para", "c": text}],
        status=Status.VERIFIED,
        status_text="Verified on 22 November 2026",
        evidence=(),
        item=item,
        seen="2026-11-22",
    )
