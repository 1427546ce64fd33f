"""The last pass over a Word document as pandoc writes it: what it cannot say, and bytes that depend on nothing else.

The package is read and written as ISO/IEC 29500-2 has it: parts, their content types, their relationships.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from wellsourced.publish.docx.sections import divide_sections
from wellsourced.publish.docx.text import refine_equations, refine_tables, refine_text, wrap_contents
from wellsourced.publish.docx.theme import TurnedPage
from wellsourced.publish.docx.xml import (
    CONTENT_TYPES,
    DRAWING,
    OFFICE_RELATIONS,
    RELATIONS,
    SVG_BLIP,
    parse,
    qualified,
    serialise,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_DOCUMENT = "word/document.xml"
_DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"
_IMAGE = f"{OFFICE_RELATIONS}/image"
_EMBED = f"{{{OFFICE_RELATIONS}}}embed"
#: The footer of landscape pages, whose number stands further to the right.
_TURNED_FOOTER, _TURNED_FOOTER_ID = "word/footer2.xml", "rIdTurnedFooter"
#: The extension of a picture that names its SVG ([MS-ODRAWXML] 2.3.2.23).
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
#: The first moment that a zip archive can date (PKWARE APPNOTE 4.4.6).
_EARLIEST = 315_532_800
#: pandoc's parts that say nothing: the comments of a text without comments.
_EMPTY = frozenset({"word/comments.xml"})


def finish_package(
    package: bytes,
    *,
    settings: bytes,
    properties: Mapping[str, bytes],
    drawings: Mapping[str, str],
    turned: TurnedPage,
    epoch: int,
) -> bytes:
    """The package with our settings and properties, refined text and tables, and the drawings beside their pictures.

    `drawings`: digest (SHA-256) of a picture -> the SVG it stands for. `turned`: landscape pages, where there are any.
    `epoch` dates every file of the archive.
    """
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    parts |= {"word/settings.xml": settings, **properties}
    document, relations = parse(parts[_DOCUMENT]), parse(parts[_DOCUMENT_RELATIONS])
    refine_text(document)
    refine_equations(document)
    refine_tables(document)
    wrap_contents(document)
    if divide_sections(document, turned.section, _TURNED_FOOTER_ID):
        _add_turned_footer(relations, parts, turned.footer)
    added = _add_drawings(document, relations, parts, drawings)
    parts |= {_DOCUMENT: serialise(document), **added}
    if "word/footnotes.xml" in parts:
        notes = parse(parts["word/footnotes.xml"])
        refine_text(notes)
        refine_equations(notes)
        parts["word/footnotes.xml"] = serialise(notes)
    _drop_empty(parts, relations)
    parts[_DOCUMENT_RELATIONS] = serialise(relations)
    parts["[Content_Types].xml"] = _list_types(parts)
    return _pack(parts, epoch)


def _add_drawings(
    document: _Element, relations: _Element, parts: Mapping[str, bytes], drawings: Mapping[str, str]
) -> dict[str, bytes]:
    """Name the SVG behind each picture that stands for one; returns the new parts. Old Word shows the picture."""
    from lxml import etree

    added: dict[str, bytes] = {}
    targets = {relation.get("Id"): f"word/{relation.get('Target')}" for relation in relations}
    for blip in document.iter(qualified("a:blip")):
        svg = drawings.get(sha256(parts.get(targets.get(blip.get(_EMBED), ""), b"")).hexdigest())
        if svg is None:
            continue
        name = f"media/drawing-{sha256(svg.encode()).hexdigest()[:12]}.svg"
        identifier = f"rIdSvg{len(added) + 1}"
        if f"word/{name}" not in added:
            added[f"word/{name}"] = _for_word(svg)
            etree.SubElement(relations, f"{{{RELATIONS}}}Relationship", Id=identifier, Type=_IMAGE, Target=name)
        else:
            identifier = next(each.get("Id", "") for each in relations if each.get("Target") == name)
        extension = etree.SubElement(
            etree.SubElement(blip, f"{{{DRAWING}}}extLst"), f"{{{DRAWING}}}ext", uri=_SVG_EXTENSION
        )
        etree.SubElement(extension, f"{{{SVG_BLIP}}}svgBlip", {_EMBED: identifier}, nsmap={"asvg": SVG_BLIP})
    return added


def _add_turned_footer(relations: _Element, parts: dict[str, bytes], footer: bytes) -> None:
    from lxml import etree

    parts[_TURNED_FOOTER] = footer
    kind, target = f"{OFFICE_RELATIONS}/footer", posixpath.relpath(_TURNED_FOOTER, "word")
    etree.SubElement(relations, f"{{{RELATIONS}}}Relationship", Id=_TURNED_FOOTER_ID, Type=kind, Target=target)


def _for_word(svg: str) -> bytes:
    """The drawing with references as SVG 1.1 writes them (section 5.6): what Word reads is older than plain `href`."""
    opening = svg.replace("<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ', 1)
    return opening.replace(' href="#', ' xlink:href="#').encode()


def _drop_empty(parts: dict[str, bytes], relations: _Element) -> None:
    for name in _EMPTY & parts.keys():
        del parts[name]
    for relation in list(relations):
        if f"word/{relation.get('Target')}" in _EMPTY:
            relations.remove(relation)


def _list_types(parts: Mapping[str, bytes]) -> bytes:
    """`[Content_Types].xml`: pandoc's, with the drawings, without what is no longer there."""
    from lxml import etree

    types = parse(parts["[Content_Types].xml"])
    for entry in list(types):
        name = entry.get("PartName")
        if name is not None and name.lstrip("/") not in parts:
            types.remove(entry)
    endings = {entry.get("Extension") for entry in types}
    listed = {entry.get("PartName") for entry in types}
    if "svg" not in endings and any(posixpath.splitext(name)[1] == ".svg" for name in parts):
        types.insert(0, etree.Element(f"{{{CONTENT_TYPES}}}Default", Extension="svg", ContentType="image/svg+xml"))
    for name, kind in _OWN_TYPES.items():
        if name in parts and f"/{name}" not in listed:
            etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override", PartName=f"/{name}", ContentType=kind)
    return serialise(types)


_OWN_TYPES = {
    _TURNED_FOOTER: "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
}


def _pack(parts: Mapping[str, bytes], epoch: int) -> bytes:
    """The archive: content types first (ISO/IEC 29500-2, annex C), the others by name, all of one date."""
    moment = datetime.fromtimestamp(max(epoch, _EARLIEST), UTC)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(parts, key=lambda each: (each != "[Content_Types].xml", each != "_rels/.rels", each)):
            entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, parts[name])
    return buffer.getvalue()
