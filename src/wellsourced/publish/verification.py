"""verification.json: what is known of every work the article cites, for programs. docs/verification.md describes it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any, Final, Literal

import msgspec

from wellsourced import __version__
from wellsourced.compose.document import Document, RenderedReference
from wellsourced.project.models import ArticleFile
from wellsourced.project.status import Status, fingerprint
from wellsourced.publish.rendered import Moment

#: Grows when a field changes its meaning or goes; new fields do not count.
SCHEMA_VERSION: Final = 1
#: Name of the file beside the outputs, and of the attachment inside them.
FILE = "verification.json"
#: The formats that lead to the file or carry it.
CARRIERS = frozenset({"html", "pdf", "epub", "jats", "site", "metadata"})
_SURROGATE = re.compile("[\ud800-\udfff]")


class Generator(msgspec.Struct, frozen=True):
    """The program that wrote the file."""

    name: str
    version: str


class HistoryEntry(msgspec.Struct, frozen=True):
    """A version of the article, or a notice to the readers of an earlier one."""

    kind: Literal["version", "correction", "expression-of-concern", "retraction"]
    date: str
    note: str
    version: str | None
    doi: str | None


class VerifiedArticle(msgspec.Struct, frozen=True):
    """The article whose references these are. Dates are ISO 8601, `language` is a BCP 47 tag, `doi` is bare."""

    title: str
    subtitle: str | None
    version: str | None
    doi: str | None
    date: str | None
    language: str
    style: str
    license: str | None
    address: str | None
    draft: bool
    history: tuple[HistoryEntry, ...]


class SeenAt(msgspec.Struct, frozen=True):
    """A public page on which the work was seen.

    `host`: the registrable domain. `confirms`: the CSL fields of the entry that were seen there.
    """

    url: str
    host: str
    kind: Literal["primary", "secondary"]
    seen: str
    confirms: tuple[str, ...]


class WorkNotice(msgspec.Struct, frozen=True):
    """What an authority announced about the work, where and when that was seen."""

    kind: Literal["retraction", "correction", "expression-of-concern"]
    url: str
    seen: str


class VerifiedReference(msgspec.Struct, frozen=True):
    """An entry of the reference list.

    `anchor`: its identifier in the article's outputs. `statement`: the status in words, as readers see it. `seen`: the
    latest day on which what proves the work was seen. `fingerprint`: SHA-256 over the canonical JSON of the CSL item.
    """

    id: str
    anchor: str
    type: str | None
    title: str | None
    doi: str | None
    url: str | None
    status: Status
    statement: str
    seen: str | None
    fingerprint: str
    evidence: tuple[SeenAt, ...]
    notices: tuple[WorkNotice, ...]


class Summary(msgspec.Struct, frozen=True):
    """How many works the reference list has, in all and by status; every status is listed."""

    references: int
    statuses: dict[Status, int]


class Verification(msgspec.Struct, frozen=True):
    """The verification of an article's references. `built`: the moment (UTC) that the build is dated to."""

    schema: Literal[1]
    generator: Generator
    built: str
    article: VerifiedArticle
    summary: Summary
    references: tuple[VerifiedReference, ...]


def render_verification(document: Document, moment: Moment) -> bytes:
    """The file as UTF-8. The same document and moment give the same bytes."""
    verification = _verification(document, moment)
    try:
        encoded = msgspec.json.encode(verification)
    except UnicodeEncodeError:  # half a character, which a data file can write but no output can hold
        text = json.dumps(msgspec.to_builtins(verification), ensure_ascii=False)
        encoded = _SURROGATE.sub("\ufffd", text).encode()
    return msgspec.json.format(encoded, indent=2) + b"\n"


def render_verification_schema() -> str:
    """The JSON Schema (2020-12) of the file, as shipped."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "verification.schema.json",
        "title": FILE,
        **msgspec.json.schema(Verification),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _verification(document: Document, moment: Moment) -> Verification:
    statuses = [reference.status for reference in document.references]
    return Verification(
        schema=SCHEMA_VERSION,
        generator=Generator("wellsourced", __version__),
        built=datetime.fromtimestamp(moment.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        article=_article(document.article, document.draft),
        summary=Summary(len(statuses), {status: statuses.count(status) for status in Status}),
        references=tuple(_reference(reference) for reference in document.references),
    )


def _article(article: ArticleFile, draft: bool) -> VerifiedArticle:
    return VerifiedArticle(
        title=article.title,
        subtitle=article.subtitle,
        version=_text(article.version),
        doi=article.doi,
        date=article.date,
        language=article.language,
        style=article.style,
        license=article.license,
        address=article.address,
        draft=draft,
        history=tuple(
            HistoryEntry(entry.kind, entry.date, entry.note, _text(entry.version), entry.doi)
            for entry in article.history
        ),
    )


def _reference(reference: RenderedReference) -> VerifiedReference:
    item = reference.item
    return VerifiedReference(
        id=reference.id,
        anchor=reference.anchor,
        type=_text(item.get("type")),
        title=_text(item.get("title")),
        doi=_text(item.get("DOI")),
        url=_text(item.get("URL")),
        status=reference.status,
        statement=reference.status_text,
        seen=reference.seen,
        fingerprint=fingerprint(item),
        evidence=tuple(
            SeenAt(link.url, link.host, "primary" if link.kind == "primary" else "secondary", link.seen, link.confirms)
            for link in reference.evidence
        ),
        notices=tuple(WorkNotice(notice.kind, notice.url, notice.seen) for notice in reference.notices),
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
