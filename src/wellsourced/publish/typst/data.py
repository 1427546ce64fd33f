"""The article's own data for the Typst template: title block, help box, reference list, words of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from wellsourced.compose.document import Document, Notice, RenderedReference
from wellsourced.project.dates import date_in_words, parse_date
from wellsourced.project.models import HelpFile
from wellsourced.project.status import Status
from wellsourced.publish.metadata.record import ArticleRecord, describe_article
from wellsourced.publish.status_signs import WORK_NOTICES
from wellsourced.publish.typst.inlines import is_public
from wellsourced.publish.typst.layout import Layout, layout_of
from wellsourced.publish.typst.tables import plain_text

_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-(?:SA|ND))?)-(\d\.\d)")
_STATUS_WORDS = {Status.PARTIAL: "partly verified"}
#: What the list of attachments says of verification.json.
ATTACHMENT = "What is known of every work cited: status, date, and the pages where it was seen"
#: Contents of so many entries, if they end on their page, leave the rest of it empty.
_PAGE_OF_CONTENTS = 20
#: Ways to set the contents, closer and closer: size of the text, space above a section and above a subsection, in em.
_DENSITIES = ((1.0, 0.9, 0.6), (0.9, 0.66, 0.42), (0.87, 0.58, 0.36), (0.84, 0.5, 0.3))
#: Height of an entry's line in em, and of the heading over the contents in points.
_ENTRY, _CONTENTS_HEADING = 0.69, 48.0
#: Characters beyond which an entry may break over pages.
_LONG_ENTRY = 1200
#: Characters that a running head holds, beside the space between its two titles, for each of a line of table text.
_RUNNING_HEAD = 102 / 88
#: Characters up to which the help box is kept on one page. A page holds about 6,000 in its size.
_LOW_BOX = 3000


def template_data(document: Document, printable: Callable[[str], str]) -> dict[str, Any]:
    """What `article.typ` reads from `sys.inputs.article`.

    Strings that land on a page go through `printable`, metadata do not.
    """
    article, record = document.article, describe_article(document)
    data = {
        "title": article.title,
        "subtitle": article.subtitle,
        "running_title": article.short_title or article.title,
        "running_title_fits": _fits_running_head(document),
        "authors": _authors(record),
        "letters": _letters(record),
        "facts": _facts(record, document),
        "keywords": list(article.keywords),
        "help": _help(document.help) if document.help else None,
        "references": [_reference(reference) for reference in document.references],
        "contents": _fit_contents(document, layout_of(article)),
        "draft": document.draft,
        "page": layout_of(article).for_template(),
        "words": {
            "at": "at",
            "attachment": ATTACHMENT,
            "letters": "Correspondence:",
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


def _fit_contents(document: Document, layout: Layout) -> dict[str, object]:
    """The widest way to set the contents that ends on one page; the widest of all where none does."""
    for size, section, entry in _DENSITIES:
        spaces = (section if each.level == 1 else entry for each in document.contents)
        height = _CONTENTS_HEADING + sum(_ENTRY + space for space in spaces) * size * layout.size
        if height <= layout.text_height * layout.columns:
            whole = len(document.contents) >= _PAGE_OF_CONTENTS
            return {"size": size, "section": section, "entry": entry, "fills_page": whole}
    size, section, entry = _DENSITIES[0]
    return {"size": size, "section": section, "entry": entry, "fills_page": False}


def _fits_running_head(document: Document) -> bool:
    """Whether the article's title and every section's number and title stand on one line.

    Judged by characters: measuring on each page costs a tenth of the compilation.
    """
    sections = [len(entry.text) + len(entry.number or "") for entry in document.contents if entry.level == 1]
    title = document.article.short_title or document.article.title
    return len(title) + max(sections, default=0) <= _RUNNING_HEAD * layout_of(document.article).page_line


def _authors(record: ArticleRecord) -> list[dict[str, Any]]:
    return [
        {
            "name": author.name,
            "link": _public(author.url),
            "orcid": author.orcid_url,
            "affiliation": author.affiliation,
            "affiliation_link": _public(author.ror),
        }
        for author in record.contributors
    ]


def _letters(record: ArticleRecord) -> list[dict[str, str | None]]:
    """Who answers letters: the corresponding authors, without any those with an address."""
    reachable = [author for author in record.contributors if author.email]
    return [
        {"name": author.name, "email": author.email, "link": _public(f"mailto:{author.email}")}
        for author in [each for each in reachable if each.corresponding] or reachable
    ]


def _facts(record: ArticleRecord, document: Document) -> list[dict[str, str | None]]:
    """The line under the authors, from the date to the count of references; `link` where there is an address."""
    facts: list[tuple[str | None, str | None]] = [
        (date_in_words(record.date) if record.date else None, None),
        (f"Version {record.version}" if record.version else None, record.repository),
        (f"doi:{record.doi}" if record.doi else None, record.doi_url),
        (_name_license(record.license), record.license_url),
        (record.publisher, record.address),
        (_count_references(document), None),
    ]
    return [{"text": text, "link": _public(link)} for text, link in facts if text]


def _name_license(license: str | None) -> str | None:
    match = _CREATIVE_COMMONS.fullmatch(license or "")
    return f"CC {match[1]} {match[2]}" if match else license


def _count_references(document: Document) -> str | None:
    """How many works are cited, and how many of them have each status."""
    if not document.references:
        return None
    statuses = Counter(reference.status for reference in document.references)
    counts = [f"{statuses[each]:,} {_STATUS_WORDS.get(each, each.value)}" for each in Status if statuses[each]]
    total = len(document.references)
    return f"{total:,} reference{'' if total == 1 else 's'}: {', '.join(counts)}"


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
        "notices": [_notice(notice) for notice in reference.notices],
        "evidence": [{"host": host, "url": url} for host, url in seen.items()],
    }


def _notice(notice: Notice) -> dict[str, str | None]:
    """What an authority announced about the work, in words."""
    url = _public(notice.url)
    text = f"{WORK_NOTICES[notice.kind]}, seen on {date_in_words(notice.seen)}"
    return {"text": text, "url": url, "host": urlsplit(url).hostname if url else None}


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
