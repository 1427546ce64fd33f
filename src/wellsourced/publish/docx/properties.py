"""What a Word document says of itself: core, extended and custom properties (ISO/IEC 29500-1, 15.2.12; -2, 11)."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from wellsourced import __version__
from wellsourced.compose.document import Document
from wellsourced.project.dates import parse_date
from wellsourced.publish.metadata.record import ArticleRecord, describe_article
from wellsourced.publish.rendered import Moment

_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TERMS = "http://purl.org/dc/terms/"
_ELEMENTS = "http://purl.org/dc/elements/1.1/"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
#: The one set of properties that programs let users edit ([MS-OLEPS] 3.1.2).
_USER_DEFINED = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
#: Word shows no more of a description.
_LONGEST = 2000


def write_properties(document: Document, moment: Moment) -> dict[str, bytes]:
    """Parts of the package by path. What the article does not say is left out."""
    record = describe_article(document)
    return {
        "docProps/core.xml": _write_core(record, moment),
        "docProps/app.xml": _write_extended(record),
        "docProps/custom.xml": _write_custom(_own_properties(document, record)),
    }


def _write_core(record: ArticleRecord, moment: Moment) -> bytes:
    from lxml.builder import ElementMaker

    names = {"cp": _CORE, "dc": _ELEMENTS, "dcterms": _TERMS, "xsi": _INSTANCE}
    core, elements, terms = (ElementMaker(namespace=space, nsmap=names) for space in (_CORE, _ELEMENTS, _TERMS))
    root = core.coreProperties(elements.title(record.full_title))
    if record.keywords:
        root.append(elements.subject(", ".join(record.keywords)))
    root.append(elements.creator("; ".join(author.name for author in record.contributors)))
    if record.keywords:
        root.append(core.keywords(", ".join(record.keywords)))
    if record.abstract:
        root.append(elements.description(record.abstract[:_LONGEST]))
    if record.doi_url:
        root.append(elements.identifier(record.doi_url))
    root.append(elements.language(record.language))
    root.append(core.revision("1"))
    for name, stamp in (("created", _published(record, moment)), ("modified", _stamp(moment.epoch))):
        element = terms(name, stamp)
        element.set(f"{{{_INSTANCE}}}type", "dcterms:W3CDTF")
        root.append(element)
    if record.version:
        root.append(core.version(record.version))
    return _serialise(root)


def _published(record: ArticleRecord, moment: Moment) -> str:
    """The day on which the oldest version was published, where it is known to the day; else the moment of the build."""
    day = parse_date(record.first_date) if record.first_date and record.first_date.count("-") == 2 else None
    known = day and datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() <= moment.epoch
    return f"{day.isoformat()}T00:00:00Z" if day and known else _stamp(moment.epoch)


def _stamp(epoch: int) -> str:
    return datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _write_extended(record: ArticleRecord) -> bytes:
    from lxml.builder import ElementMaker

    space = f"{_OFFICE}/extended-properties"
    make = ElementMaker(namespace=space, nsmap={None: space})
    root = make.Properties()
    if record.publisher:
        root.append(make.Company(record.publisher))
    root.append(make.Application(f"wellsourced {__version__}"))
    return _serialise(root)


def _own_properties(document: Document, record: ArticleRecord) -> list[tuple[str, str]]:
    """What Word has no property of its own for, verification among it."""
    statuses = Counter(reference.status for reference in document.references)
    counts = ", ".join(f"{count} {status.value}" for status, count in sorted(statuses.items()))
    seen = max((reference.seen for reference in document.references if reference.seen), default=None)
    notices = sum(len(reference.notices) for reference in document.references)
    pairs = [
        ("Version", record.version),
        ("DOI", record.doi),
        ("Licence", record.license),
        ("Licence address", record.license_url),
        ("Date", record.date),
        ("Repository", record.repository),
        ("Address", record.address),
        ("References", counts or None),
        ("References last seen", seen),
        ("Notices on references", str(notices) if notices else None),
        ("Notices on this article", "; ".join(f"{each.kind} {each.date}" for each in record.notices) or None),
        ("Draft", "yes, not for citation" if document.draft else None),
    ]
    return [(name, value) for name, value in pairs if value]


def _write_custom(pairs: list[tuple[str, str]]) -> bytes:
    from lxml.builder import ElementMaker

    space, types = f"{_OFFICE}/custom-properties", f"{_OFFICE}/docPropsVTypes"
    names = {None: space, "vt": types}
    own, typed = ElementMaker(namespace=space, nsmap=names), ElementMaker(namespace=types, nsmap=names)
    root = own.Properties()
    # 0 and 1 are reserved ([MS-OLEPS] 2.1).
    for number, (name, value) in enumerate(pairs, start=2):
        root.append(own.property(typed.lpwstr(value), fmtid=_USER_DEFINED, pid=str(number), name=name))
    return _serialise(root)


def _serialise(root: object) -> bytes:
    from lxml import etree

    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content
