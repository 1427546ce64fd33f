"""The metadata of a JATS article: identifiers, titles, people, dates, licence, history, abstract, funding, counts."""

from __future__ import annotations

from collections.abc import Mapping

from wellsourced.compose import ast
from wellsourced.compose.document import Document
from wellsourced.pandoc import Block, Inline
from wellsourced.project.dates import date_in_words
from wellsourced.publish.formats import FORMATS
from wellsourced.publish.jats.blocks import BlockWriter
from wellsourced.publish.jats.inlines import external_link
from wellsourced.publish.jats.people import write_people
from wellsourced.publish.jats.references import write_verification_meta
from wellsourced.publish.jats.xml import Element, append, element
from wellsourced.publish.metadata.record import ArticleRecord, Change, Funder
from wellsourced.publish.rendered import Moment
from wellsourced.publish.verification import FILE as VERIFICATION_FILE

#: `related-article-type` of a link from an article to a notice about it, and `date-type` of the notice's date (JATS 1.3
#: Tag Library).
_NOTICES = {
    "correction": ("correction-forward", "corrected"),
    "retraction": ("retraction-forward", "retracted"),
    "expression-of-concern": ("expression-of-concern", "expression-of-concern"),
}
_REGISTRY = "https://doi.org/10.13039/"


def write_front(
    document: Document, record: ArticleRecord, abstract: list[Block], writer: BlockWriter, moment: Moment
) -> Element:
    """The `front`. An article has no journal: `journal-meta` names its publisher, or is left out.

    `counts` and the meta-data of the references come with `complete_front`, once the text is written.
    """
    people = write_people(record.contributors, writer.names)
    meta = element("article-meta")
    append(
        meta,
        element("article-id", {"pub-id-type": "doi"}, record.doi) if record.doi else None,
        _version(record, draft=document.draft),
        element("article-categories", None, _heading("Review article")),
        _titles(record),
        people.group,
        *people.affiliations,
        _author_notes(document, people.notes),
        _date("pub-date", record.date, {"date-type": "pub", "publication-format": "electronic"}),
        _verification_file(),
        _history(record),
        _permissions(record),
        *_addresses(record, moment),
        *_related(record),
        _abstract(abstract, writer),
        _keywords(record),
        _funding(record),
    )
    publisher = record.publisher
    journal = None
    if publisher:
        journal = element("journal-meta", None, element("publisher", None, element("publisher-name", None, publisher)))
    return element("front", None, journal, meta)


def complete_front(front: Element, article: Element, document: Document) -> None:
    """Add to the metadata what is known once the text is written: counts, and how references were verified."""
    meta = front.find("article-meta")
    if meta is None:
        raise ValueError("front without article-meta")

    def count(tag: str, found: int) -> Element | None:
        return element(tag, {"count": str(found)}) if found else None

    references = document.references
    append(
        meta,
        element(
            "counts",
            None,
            count("fig-count", sum(1 for _ in article.iter("fig"))),
            count("table-count", sum(1 for _ in article.iter("table-wrap"))),
            count("equation-count", sum(1 for _ in article.iter("disp-formula"))),
            count("ref-count", len(references)),
            count("word-count", document.words),
        ),
        write_verification_meta(references, article),
    )


def _heading(words: str) -> Element:
    return element("subj-group", {"subj-group-type": "heading"}, element("subject", None, words))


def _version(record: ArticleRecord, *, draft: bool) -> Element | None:
    versions = []
    if record.version:
        attributes = {"article-version-type": "version", "designator": record.version, "iso-8601-date": record.date}
        versions.append(element("article-version", attributes, record.version))
    if draft:
        versions.append(element("article-version", {"article-version-type": "draft"}, "Draft, not for publication"))
    if len(versions) < 2:
        return versions[0] if versions else None
    return element("article-version-alternatives", None, *versions)


def _titles(record: ArticleRecord) -> Element:
    return element(
        "title-group",
        None,
        element("article-title", None, record.title),
        element("subtitle", None, record.subtitle) if record.subtitle else None,
        element("alt-title", {"alt-title-type": "running-head"}, record.short_title) if record.short_title else None,
    )


def _author_notes(document: Document, correspondence: tuple[Element, ...]) -> Element | None:
    notes = list(correspondence)
    if statement := document.article.competing_interests:
        # JATS4R, "Conflict of interest (COI) statements", version 1.1, recommendations 1 and 2.
        notes.append(element("fn", {"fn-type": "coi-statement"}, *write_paragraphs(statement)))
    return element("author-notes", None, *notes) if notes else None


def write_paragraphs(text: str) -> list[Element]:
    """Plain text as paragraphs; blank lines part them."""
    return [element("p", None, words) for part in text.split("\n\n") if (words := " ".join(part.split()))]


def _date(tag: str, iso: str | None, attributes: Mapping[str, str]) -> Element | None:
    if not iso:
        return None
    year, month, day = (*iso.split("-"), "", "")[:3]
    return element(
        tag,
        {**attributes, "iso-8601-date": iso},
        element("day", None, day) if day else None,
        element("month", None, month) if month else None,
        element("year", None, year),
    )


def _verification_file() -> Element:
    """The record of how each reference was verified, a file beside this one."""
    words = "How each reference of this article was verified: status, dates and the public pages it was seen on"
    attributes = {
        "content-type": "verification-record",
        "mimetype": "application",
        "mime-subtype": "json",
        "xlink:href": VERIFICATION_FILE,
    }
    caption = element("caption", None, element("title", None, "Verification record"), element("p", None, words))
    return element("supplementary-material", attributes, caption)


def _history(record: ArticleRecord) -> Element | None:
    return element("pub-history", None, *map(_event, record.history)) if record.history else None


def _event(change: Change) -> Element:
    kind = "pub" if change.kind == "version" else _NOTICES[change.kind][1]
    return element(
        "event",
        {"event-type": change.kind},
        element("event-desc", None, change.note),
        element("article-id", {"pub-id-type": "doi"}, change.doi) if change.doi else None,
        element("article-version", {"designator": change.version}, change.version) if change.version else None,
        _date("pub-date", change.date, {"date-type": kind}),
    )


def _permissions(record: ArticleRecord) -> Element:
    """JATS4R wants the element in every article. article.yaml does not say who holds the copyright; nor do we."""
    if not record.license:
        return element("permissions")
    address = record.license_url
    reference = element("ali:license_ref", None, address) if address else None
    name = external_link(address, record.license) if address else record.license
    words = element("license-p", None, "Licence: ", name)
    return element("permissions", None, element("license", None, reference, words))


def _addresses(record: ArticleRecord, moment: Moment) -> list[Element]:
    beside = [("html", "text/html"), ("pdf", "application/pdf"), ("epub", "application/epub+zip")]
    written = [
        element("self-uri", {"content-type": media_type, "xlink:href": FORMATS[name].file})
        for name, media_type in beside
        if name in moment.formats
    ]
    if record.address:
        written.insert(0, element("self-uri", {"content-type": "landing-page", "xlink:href": record.address}))
    return written


def _related(record: ArticleRecord) -> list[Element]:
    """Links to notices about the article, and to the repository it is made in."""
    related = []
    for change in record.notices:
        if change.doi:
            attributes = {
                "related-article-type": _NOTICES[change.kind][0],
                "ext-link-type": "doi",
                "xlink:href": change.doi,
            }
            related.append(element("related-article", attributes, f"{change.note} ({date_in_words(change.date)})"))
    if record.repository:
        attributes = {"link-type": "source", "ext-link-type": "uri", "xlink:href": record.repository}
        related.append(element("related-object", attributes, "Sources of this article"))
    return related


def _abstract(blocks: list[Block], writer: BlockWriter) -> Element | None:
    """The abstract; paragraphs that open with strong words make it a structured one, these its titles."""
    if not blocks:
        return None
    abstract = element("abstract")
    if sum(_lead(block) is not None for block in blocks) < 2:
        append(abstract, *writer.blocks(blocks))
        return abstract
    here = abstract
    for block in blocks:
        lead = _lead(block)
        if lead is None:
            append(here, *writer.block(block))
            continue
        here = element("sec", None, element("title", None, lead))
        append(here, *writer.block({"t": "Para", "c": _without_lead(block["c"])}))
        abstract.append(here)
    return abstract


def _lead(block: Block) -> str | None:
    """The words in strong emphasis that a paragraph opens with, where more follows."""
    content = block.get("c")
    if block["t"] != "Para" or not isinstance(content, list) or len(content) < 2 or content[0]["t"] != "Strong":
        return None
    return ast.plain_text(content[0]["c"]) or None


def _without_lead(inlines: list[Inline]) -> list[Inline]:
    rest = list(inlines[1:])
    while rest and rest[0]["t"] in {"Space", "SoftBreak"}:
        rest.pop(0)
    return rest


def _keywords(record: ArticleRecord) -> Element | None:
    words = [element("kwd", None, word) for word in record.keywords]
    return element("kwd-group", {"kwd-group-type": "author"}, *words) if words else None


def _funding(record: ArticleRecord) -> Element | None:
    """Awards and the statement in words (JATS4R, "Funding information")."""
    if not record.funding:
        return None
    said = [each.name + (f" (award {each.award})" if each.award else "") for each in record.funding]
    words = f"This work was funded by {said[0] if len(said) == 1 else ', '.join(said[:-1]) + ' and ' + said[-1]}."
    return element("funding-group", None, *map(_award, record.funding), element("funding-statement", None, words))


def _award(funder: Funder) -> Element:
    wrap = element("institution-wrap", None, element("institution", None, funder.name))
    if funder.id:
        kind: dict[str, str] = {"institution-id-type": "uri"}
        if funder.id.startswith("https://ror.org/"):
            kind = {"institution-id-type": "ror", "vocab": "ror", "vocab-identifier": "https://ror.org/"}
        elif funder.id.startswith(_REGISTRY):
            kind = {"institution-id-type": "doi", "vocab": "open-funder-registry"}
            kind["vocab-identifier"] = "10.13039/open-funder-registry"
        wrap.append(element("institution-id", kind, funder.id))
    return element(
        "award-group",
        None,
        element("funding-source", None, wrap),
        element("award-id", {"award-id-type": "award-number"}, funder.award) if funder.award else None,
    )
