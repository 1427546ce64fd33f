"""The head of an article as AST blocks: title, authors, what identifies this version, notices, where to get help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from wellsourced.compose import ast
from wellsourced.compose.document import Document
from wellsourced.pandoc import Block, Inline
from wellsourced.project.dates import date_in_words
from wellsourced.project.models import HelpFile, HelpPoint
from wellsourced.project.status import Status
from wellsourced.publish.links_and_words import safe_address
from wellsourced.publish.metadata.record import (
    ArticleRecord,
    Change,
    Contributor,
    address_of_doi,
    clean,
    describe_article,
)
from wellsourced.publish.rendered import Moment

NOTICE_WORDS = {
    "version": "Version",
    "correction": "Correction",
    "expression-of-concern": "Expression of concern",
    "retraction": "Retraction",
}
_DRAFT = "Draft: not for citation. Some references or statements may be unverified."
_STATUS_WORDS = {Status.PARTIAL: "partly verified"}
_SPACE: Inline = {"t": "Space"}


def write_title_block(document: Document, moment: Moment) -> list[Block]:
    """Blocks with roles, from the title to the help box."""
    record = describe_article(document)
    blocks = [_role("draft", ast.strong(ast.words(_DRAFT)))] if document.draft else []
    blocks.append(_role("title", *ast.words(record.title)))
    if record.subtitle:
        blocks.append(_role("subtitle", *ast.words(record.subtitle)))
    blocks += _write_authors(record.contributors)
    blocks.append(_role("facts", *_join(_facts(record, moment), " · ")))
    if counts := _count_references(document):
        blocks.append(_role("facts", *ast.words(counts)))
    blocks += [_role("notice", *write_change(change)) for change in record.notices]
    return [*blocks, *(_write_help(document.help) if document.help else [])]


def write_change(change: Change) -> list[Inline]:
    """An entry of the article's history: what happened when, in words, with its address."""
    name = NOTICE_WORDS[change.kind]
    if change.version:
        name += f" {change.version}" if change.kind == "version" else f" to version {change.version}"
    inlines = [ast.strong(ast.words(f"{name}, {date_in_words(change.date)}.")), _SPACE, *ast.words(change.note)]
    if change.doi:
        inlines += [_SPACE, _doi(change.doi)]
    return inlines


def _role(name: str, *inlines: Inline) -> Block:
    return {"t": "Div", "c": [["", [], [["role", name]]], [ast.para(*inlines)]]}


def _write_authors(authors: Iterable[Contributor]) -> list[Block]:
    """Authors of one affiliation together, in the order of the first; then who answers letters."""
    groups: dict[str | None, list[Contributor]] = {}
    for author in authors:
        groups.setdefault(author.affiliation, []).append(author)
    blocks: list[Block] = []
    for affiliation, members in groups.items():
        blocks.append(_role("author", *_join([_name(author) for author in members], ", ")))
        if affiliation:
            blocks.append(_role("affiliation", *ast.words(affiliation)))
    letters = [author for author in authors if author.email]
    letters = [author for author in letters if author.corresponding] or letters
    addressed = [
        [*ast.words(author.name), _SPACE, ast.link(ast.words(author.email or ""), address)]
        for author in letters
        if (address := safe_address(f"mailto:{author.email}"))
    ]
    if addressed:
        blocks.append(_role("affiliation", *ast.words("Correspondence:"), _SPACE, *_join(addressed, ", ")))
    return blocks


def _name(author: Contributor) -> list[Inline]:
    """The name, led to the author's own page, and the ORCID record beside it."""
    name = ast.words(author.name)
    inlines = [ast.link(name, author.url)] if author.url else name
    if author.orcid_url:
        inlines = [*inlines, _SPACE, {"t": "Str", "c": "("}, ast.link(ast.words("ORCID"), author.orcid_url)]
        inlines.append({"t": "Str", "c": ")"})
    return inlines


def _facts(record: ArticleRecord, moment: Moment) -> list[list[Inline]]:
    """Date, version, DOI and licence, with their addresses."""
    date = record.date or datetime.fromtimestamp(moment.epoch, UTC).date().isoformat()
    facts = [ast.words(date_in_words(date))]
    if record.version:
        facts.append(ast.words(f"Version {record.version}"))
    if record.doi:
        facts.append([_doi(record.doi)])
    if record.license:
        name = ast.words(record.license)
        facts.append([ast.link(name, record.license_url)] if record.license_url else name)
    if record.publisher:
        facts.append(ast.words(record.publisher))
    return facts


def _doi(doi: str) -> Inline:
    return ast.link(ast.words(f"doi:{doi}"), address_of_doi(doi))


def _count_references(document: Document) -> str:
    """How many works are cited, and how many of them have each status."""
    statuses = Counter(reference.status for reference in document.references)
    if not statuses:
        return ""
    total = len(document.references)
    found = [status for status in Status if statuses[status]]
    counts = [f"{statuses[status]:,} {_STATUS_WORDS.get(status, status.value)}" for status in found]
    return f"{total:,} reference{'' if total == 1 else 's'}: {', '.join(counts)}"


def _write_help(box: HelpFile) -> list[Block]:
    blocks = [_role("help-heading", *ast.words(clean(box.heading)))]
    if box.introduction:
        blocks.append(_role("help", *ast.words(clean(box.introduction))))
    blocks += [_role("help", *_help_point(point)) for point in box.help_points]
    seen = f"Contact points as seen on {date_in_words(box.seen)}; check the linked page before relying on them."
    return [*blocks, _role("help-note", *ast.words(seen))]


def _help_point(point: HelpPoint) -> list[Inline]:
    """Name, whom it serves, telephone, where and how."""
    inlines = [ast.strong(ast.words(f"{clean(point.name)}."))]
    sentences = [f"For {clean(point.for_)}"]
    if point.phone:
        sentences.append(f"Telephone: {clean(point.phone)}")
    traits = [clean(point.region)] if point.region else []
    if point.anonymous is not None:
        traits.append("anonymous if you wish" if point.anonymous else "not anonymous")
    sentences += ["; ".join(traits)] if traits else []
    for sentence in sentences:
        inlines += [_SPACE, *ast.words(sentence[:1].upper() + sentence[1:].rstrip(".") + ".")]
    if address := safe_address(point.url):
        # On paper the words of a link must say where it leads.
        shown = address.partition("://")[2].strip("/").removeprefix("www.")
        inlines += [_SPACE, ast.link(ast.words(shown), address)]
    return inlines


def _join(pieces: Iterable[list[Inline]], between: str) -> list[Inline]:
    joined: list[Inline] = []
    for piece in pieces:
        joined += [{"t": "Str", "c": between.replace(" ", "\u00a0")[0]}] if joined and between[0] != " " else []
        if joined:
            joined += [_SPACE] if between[0] != " " else [_SPACE, {"t": "Str", "c": between.strip()}, _SPACE]
        joined += piece
    return joined
