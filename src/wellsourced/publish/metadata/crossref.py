"""The deposit that registers the article's DOI with Crossref. It is written and validated, never sent.

Source: Crossref's metadata deposit schema 5.5.0 (gitlab.com/crossref/schema). An article without a journal is a
`report-paper`: "one or more reports or working papers". Corrections stand in `version_info`, and those with a DOI of
their own in the relations: Crossmark, which has a word for updates, wants the DOI of the publisher's policy, of which
article.yaml knows nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

from wellsourced.compose.document import Document, RenderedReference
from wellsourced.publish.jats.xml import Element, element
from wellsourced.publish.links_and_words import plain_text
from wellsourced.publish.metadata.record import (
    NOTICE_NAMES,
    ArticleRecord,
    Contributor,
    Funder,
    bare_doi,
    clean,
    date_of_item,
)
from wellsourced.publish.rendered import Moment

_VERSION = "5.5.0"
_HOME = f"http://www.crossref.org/schema/{_VERSION}"
_ATTRIBUTES = {
    "version": _VERSION,
    "xmlns": _HOME,
    "xmlns:ai": "http://www.crossref.org/AccessIndicators.xsd",
    "xmlns:fr": "http://www.crossref.org/fundref.xsd",
    "xmlns:jats": "http://www.ncbi.nlm.nih.gov/JATS1",
    "xmlns:rel": "http://www.crossref.org/relations.xsd",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{_HOME} https://www.crossref.org/schemas/crossref{_VERSION}.xsd",
}
#: The longest values that the schema takes, in characters.
_NAME, _BODY, _DEPOSITOR, _KEY, _VERSION_NAME = 200, 511, 130, 128, 100
_EMAIL_LENGTHS = range(6, 201)
#: Prefix of the Funder Registry, whose identifiers are DOIs.
_FUNDER_REGISTRY = "10.13039/"


def name_gaps(record: ArticleRecord) -> tuple[str, ...]:
    """What Crossref must have and article.yaml does not give, by the names of its fields."""
    given = {"doi": record.doi, "address": record.address, "email of an author": _depositor(record).email}
    return tuple(f"`{name}`" for name, value in given.items() if not value)


def write_crossref(document: Document, record: ArticleRecord, date: str, moment: Moment) -> str:
    """The deposit. `date`: ISO, when this version was published. Nothing may be missing: see `name_gaps`."""
    stamp = datetime.fromtimestamp(moment.epoch, UTC).strftime("%Y%m%d%H%M%S")
    depositor = _depositor(record)
    responsible = record.publisher or depositor.name
    head = element(
        "head",
        None,
        element("doi_batch_id", None, f"{stamp}-{record.doi}"[:100]),
        element("timestamp", None, stamp),
        element(
            "depositor",
            None,
            element("depositor_name", None, responsible[:_DEPOSITOR]),
            element("email_address", None, depositor.email),
        ),
        element("registrant", None, responsible[:255]),
    )
    paper = element(
        "report-paper", None, element("report-paper_metadata", _language(record), *_parts(document, record, date))
    )
    root = element("doi_batch", _ATTRIBUTES, head, element("body", None, paper))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _parts(document: Document, record: ArticleRecord, date: str) -> Iterator[Element]:
    """The content of `report-paper_metadata`, in the order of the schema."""
    yield element("contributors", None, *(_contributor(each, index) for index, each in enumerate(record.contributors)))
    subtitle = element("subtitle", None, record.subtitle) if record.subtitle else None
    yield element("titles", None, element("title", None, record.title), subtitle)
    paragraphs = [text for block in document.abstract if (text := clean(plain_text([block])))]
    if paragraphs:
        yield element("jats:abstract", {"xml:lang": record.language}, *(element("jats:p", None, p) for p in paragraphs))
    yield _date(date)
    if record.publisher:
        yield element("publisher", None, element("publisher_name", None, record.publisher))
    if record.funding:
        yield element("fr:program", {"name": "fundref"}, *(_fund_group(funder) for funder in record.funding))
    if record.license_url:
        yield element("ai:program", {"name": "AccessIndicators"}, *_license(record.license_url))
    if relations := list(_relations(record)):
        yield element("rel:program", {"name": "relations"}, *relations)
    yield _version(record, date)
    doi_data = (element("doi", None, record.doi), element("resource", None, record.address))
    yield element("doi_data", None, *doi_data)
    if document.references:
        yield element("citation_list", None, *map(_citation, document.references))


def _depositor(record: ArticleRecord) -> Contributor:
    """Who answers for the record: the corresponding author, else the first who can be written to, else the first."""
    reachable = [one for one in record.contributors if one.email and len(one.email) in _EMAIL_LENGTHS]
    return next((one for one in reachable if one.corresponding), next(iter(reachable), record.contributors[0]))


def _language(record: ArticleRecord) -> dict[str, str]:
    """The schema lists the codes of ISO 639, which have two or three letters."""
    primary = record.language.partition("-")[0].lower()
    return {"language": primary} if len(primary) in (2, 3) else {}


def _contributor(contributor: Contributor, index: int) -> Element:
    attributes = {"sequence": "additional" if index else "first", "contributor_role": "author"}
    if contributor.is_body:
        return element("organization", attributes, contributor.name[:_BODY])
    affiliation = None
    if contributor.affiliation or contributor.ror:
        name = element("institution_name", None, contributor.affiliation) if contributor.affiliation else None
        ror = element("institution_id", {"type": "ror"}, contributor.ror) if contributor.ror else None
        affiliation = element("affiliations", None, element("institution", None, name, ror))
    return element(
        "person_name",
        attributes,
        element("given_name", None, contributor.given[:_NAME]) if contributor.given else None,
        element("surname", None, (contributor.family or contributor.name)[:_NAME]),
        element("suffix", None, contributor.suffix) if contributor.suffix else None,
        *(element("role", {"type": role, "vocab": "credit"}) for role in contributor.roles),
        affiliation,
        element("ORCID", None, contributor.orcid_url) if contributor.orcid_url else None,
    )


def _date(date: str) -> Element:
    """Month and day before the year, as far as they are given."""
    year, month, day = (*date.split("-"), "", "")[:3]
    parts = (("month", month), ("day", day), ("year", year))
    return element(
        "publication_date", {"media_type": "online"}, *(element(tag, None, part) for tag, part in parts if part)
    )


def _fund_group(funder: Funder) -> Element:
    """A funder is known to Crossref by ROR or by its place in the Funder Registry, not by both."""
    doi = bare_doi(funder.id)
    registered = doi if doi and doi.startswith(_FUNDER_REGISTRY) else None
    name = _assertion(
        "funder_name",
        funder.name,
        _assertion("funder_identifier", f"https://doi.org/{registered}") if registered else None,
    )
    ror = funder.id if funder.id and funder.id.startswith("https://ror.org/") else None
    return _assertion(
        "fundgroup",
        None,
        _assertion("ror", ror) if ror else name,
        _assertion("award_number", funder.award) if funder.award else None,
    )


def _assertion(name: str, *content: str | Element | None) -> Element:
    return element("fr:assertion", {"name": name}, *content)


def _license(address: str) -> tuple[Element, Element]:
    return element("ai:free_to_read"), element("ai:license_ref", {"applies_to": "vor"}, address)


def _relations(record: ArticleRecord) -> Iterator[Element]:
    """Versions that this one replaces; notices that stand on their own; the source."""
    doi = {"identifier-type": "doi"}
    for change in record.history:
        if change.doi and change.doi != record.doi:
            if change.kind == "version":
                relation = element("rel:intra_work_relation", {"relationship-type": "replaces", **doi}, change.doi)
            else:
                kind = {"relationship-type": "hasRelatedMaterial", **doi}
                relation = element("rel:inter_work_relation", kind, change.doi)
            words = f"{NOTICE_NAMES.get(change.kind, 'Earlier version')}, {change.date}: {change.note}"
            yield element("rel:related_item", None, element("rel:description", None, words), relation)
    if record.repository:
        kind = {"relationship-type": "isDerivedFrom", "identifier-type": "uri"}
        relation = element("rel:inter_work_relation", kind, record.repository)
        yield element("rel:related_item", None, element("rel:description", None, "Source of the article"), relation)


def _version(record: ArticleRecord, date: str) -> Element:
    """The version and how it came about; where the article has no number, its date is one."""
    notes = (f"{change.date}: {NOTICE_NAMES.get(change.kind, 'Version')}: {change.note}" for change in record.history)
    return element(
        "version_info",
        None,
        element("version", None, (record.version or date)[:_VERSION_NAME]),
        *(element("description", None, note) for note in notes),
    )


def _citation(reference: RenderedReference) -> Element:
    """A work cited: its DOI, which is all that Crossref needs, and the entry as it is printed."""
    item: Any = reference.item
    doi = bare_doi(str(item["DOI"])) if item.get("DOI") else None
    date = date_of_item(item)
    return element(
        "citation",
        {"key": reference.id[:_KEY]},
        element("doi", None, doi) if doi else None,
        element("cYear", None, date[:4]) if date else None,
        element("unstructured_citation", None, clean(plain_text(reference.blocks)) or reference.id),
    )
