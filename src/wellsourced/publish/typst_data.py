"""The article's own data for the Typst template: title block, help box, reference list, words of the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from wellsourced.compose.document import Document, RenderedReference
from wellsourced.project.dates import date_in_words, parse_date
from wellsourced.project.models import ArticleFile, HelpFile
from wellsourced.publish.typst_blocks import is_public
from wellsourced.publish.typst_tables import plain_text

_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-(?:SA|ND))?)-(\d\.\d)")
#: So many entries fill a page by and large, and the text begins on the next; more fill two, and the text follows on.
_PAGE_OF_CONTENTS = {"a4": range(20, 59), "us-letter": range(20, 55)}
#: Contents of more entries are set closer, so that up to some sixty stand on one page.
_MANY_ENTRIES = 42
#: Characters beyond which an entry may break over pages.
_LONG_ENTRY = 1200
#: Characters that a running head holds beside the space between its two titles.
_RUNNING_HEAD = 102
#: Characters up to which the help box is kept on one page. A page holds about 6,000 in its size.
_LOW_BOX = 3000


def template_data(document: Document, printable: Callable[[str], str]) -> dict[str, Any]:
    """What `article.typ` reads from `sys.inputs.article`.

    Strings that land on a page go through `printable`, metadata do not.
    """
    article = document.article
    data = {
        "title": article.title,
        "subtitle": article.subtitle,
        "running_title": article.short_title or article.title,
        "running_title_fits": _fits_running_head(document),
        "authors": _authors(article),
        "facts": _facts(article),
        "keywords": list(article.keywords),
        "help": _help(document.help) if document.help else None,
        "references": [_reference(reference) for reference in document.references],
        "contents_fill_page": len(document.contents) in _PAGE_OF_CONTENTS[article.paper],
        "contents_close": len(document.contents) > _MANY_ENTRIES,
        "draft": document.draft,
        "paper": article.paper,
        "words": {
            "abstract": "Abstract",
            "keywords": "Keywords",
            "contents": "Contents",
            "references": "References",
            "seen_at": "seen at",
            "draft": "DRAFT",
            "draft_note": "Draft: not for citation. Some references or statements may be unverified.",
        },
    }
    return {**_each_string(data, printable), **_language(article.language), "metadata": _metadata(document)}


def _fits_running_head(document: Document) -> bool:
    """Whether the article's title and every section's number and title stand on one line.

    Judged by characters: measuring on each page costs a tenth of the compilation.
    """
    sections = [len(entry.text) + len(entry.number or "") for entry in document.contents if entry.level == 1]
    title = document.article.short_title or document.article.title
    return len(title) + max(sections, default=0) <= _RUNNING_HEAD


def _authors(article: ArticleFile) -> list[dict[str, Any]]:
    return [
        {
            "name": author.name,
            "affiliation": author.affiliation,
            "link": f"https://orcid.org/{author.orcid}" if author.orcid else _public(author.url),
            "orcid": author.orcid,
        }
        for author in article.authors
    ]


def _facts(article: ArticleFile) -> list[dict[str, str | None]]:
    """The line under the authors: date, version, DOI, licence; `link` where there is an address."""
    facts: list[dict[str, str | None]] = []
    if article.date:
        facts.append({"text": date_in_words(article.date), "link": None})
    if article.version is not None:
        facts.append({"text": f"Version {article.version}", "link": _public(article.repository)})
    if article.doi:
        doi = article.doi.removeprefix("https://doi.org/")
        facts.append({"text": f"doi:{doi}", "link": f"https://doi.org/{doi}"})
    if article.license:
        match = _CREATIVE_COMMONS.fullmatch(article.license)
        link = f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/" if match else None
        facts.append({"text": f"CC {match[1]} {match[2]}" if match else article.license, "link": link})
    return facts


def _help(box: HelpFile) -> dict[str, Any]:
    return {
        "heading": box.heading,
        "introduction": box.introduction,
        "whole": sum(len(point.name + point.for_ + (point.region or "")) for point in box.help_points) < _LOW_BOX,
        "seen": f"Contact points as seen on {date_in_words(box.seen)}; check the linked page before relying on them.",
        "points": [
            {
                "name": point.name,
                "url": _public(point.url),
                "for": _capitalise(point.for_),
                "region": _capitalise(point.region) if point.region else None,
                "phone": point.phone,
                "anonymous": "anonymous" if point.anonymous else None,
            }
            for point in box.help_points
        ],
    }


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _reference(reference: RenderedReference) -> dict[str, Any]:
    seen: dict[str, str] = {}
    for link in reference.evidence:
        if is_public(link.url):
            seen.setdefault(link.host, link.url)
    return {
        "anchor": reference.anchor,
        "long": len(plain_text(reference.blocks)) > _LONG_ENTRY,
        "status": str(reference.status),
        "status_text": reference.status_text,
        "evidence": [{"host": host, "url": url} for host, url in seen.items()],
    }


def _metadata(document: Document) -> dict[str, Any]:
    article = document.article
    full = parse_date(article.date) if article.date and article.date.count("-") == 2 else None
    return {
        "title": article.title,
        "authors": [author.name for author in article.authors],
        "keywords": list(article.keywords),
        "description": " ".join((plain_text(document.abstract) or article.subtitle or "").split()) or None,
        "date": [full.year, full.month, full.day] if full else None,
    }


def _language(tag: str) -> dict[str, str | None]:
    language, _, rest = tag.partition("-")
    region = re.search(r"(?:^|-)([A-Za-z]{2})$", rest)
    well_formed = re.fullmatch(r"[A-Za-z]{2,3}", language)
    return {"lang": language.lower() if well_formed else "en", "region": region[1].lower() if region else None}


def _public(url: str | None) -> str | None:
    return url if url and is_public(url) else None


def _each_string(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_string(item, change) for item in value]
    if isinstance(value, dict):
        return {key: _each_string(item, change) for key, item in value.items()}
    return value
