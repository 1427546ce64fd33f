"""Simple Dublin Core in XML, as repositories harvest it.

Source: Open Archives Initiative, Protocol for Metadata Harvesting 2.0, section "Dublin Core" (oai_dc); its fifteen
elements are those of ISO 15836-1.
"""

from __future__ import annotations

from xml.etree import ElementTree

from wellsourced.publish.jats.xml import element
from wellsourced.publish.metadata.record import ArticleRecord

_OAI = "http://www.openarchives.org/OAI/2.0/oai_dc/"
_NAMESPACES = {
    "xmlns:oai_dc": _OAI,
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": f"{_OAI} http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
}


def write_dublin_core(record: ArticleRecord, date: str) -> str:
    """The record. `date`: ISO, when this version was published."""
    language = {"xml:lang": record.language}
    named = (
        ("title", record.full_title, language),
        *(("creator", each.inverted, {}) for each in record.contributors),
        *(("subject", keyword, language) for keyword in record.keywords),
        ("description", record.abstract, language),
        ("publisher", record.publisher, {}),
        ("date", date, {}),
        ("type", "Text", {}),
        ("identifier", record.doi_url, {}),
        ("identifier", record.address, {}),
        ("source", record.repository, {}),
        ("language", record.language, {}),
        *(("relation", change.doi_url, {}) for change in record.history if change.doi != record.doi),
        ("rights", record.license_url or record.license, {}),
    )
    root = element("oai_dc:dc", _NAMESPACES, *(element(f"dc:{tag}", more, text) for tag, text, more in named if text))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
