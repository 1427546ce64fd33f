"""The article as JATS: Archiving and Interchange tag set, version 1.3 (ANSI/NISO Z39.96-2021), with MathML 3.

Written by our own hand over `neutral_parts`, because pandoc's writer (3.9) has no labels, loses line blocks, spans of
rows and columns and the reference list's fields, and embeds images as `data:` addresses, which archives refuse. Images
are files in `article.jats/` beside the XML: the two are what an archive takes. docs/rules/PUB040.md to PUB043.md say
what is complained of.
"""

from __future__ import annotations

from wellsourced.compose.document import Document
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.project.dates import date_in_words
from wellsourced.project.models import HelpFile, HelpPoint
from wellsourced.publish.jats.blocks import BlockWriter
from wellsourced.publish.jats.formulas import convert_formulas
from wellsourced.publish.jats.front import complete_front, write_front, write_paragraphs
from wellsourced.publish.jats.images import Images
from wellsourced.publish.jats.inlines import external_link
from wellsourced.publish.jats.names import Names, settle_links
from wellsourced.publish.jats.references import write_references
from wellsourced.publish.jats.xml import NAMESPACES, Element, append, element, write_xml
from wellsourced.publish.links_and_words import safe_address, shorten
from wellsourced.publish.metadata.record import describe_article
from wellsourced.publish.neutral_blocks import NeutralParts, neutral_parts
from wellsourced.publish.rendered import Moment, Rendered

_VERSION = "1.3"
_TAG_SET = {
    "tagset-family": "jats",
    "base-tagset": "archiving",
    "mathml-version": "3.0",
    "table-model": "xhtml",
}
_DRAFT = "Draft. This version is not ready for publication. Do not cite or share it."


def write_jats(document: Document, moment: Moment) -> Rendered:
    """The article as UTF-8 XML, valid against the DTD, and its images.

    Warnings: those of `neutral_parts`, PUB040 characters left out, PUB041 an image left out, PUB042 a link that leads
    nowhere, PUB043 what pandoc complained of in formulas.
    Raises PandocError.
    """
    parts = neutral_parts(document)
    formulas = convert_formulas((parts.abstract, parts.body, *parts.references, parts.appendices))
    names = Names()
    writer = BlockWriter(names, formulas, Images(moment.fonts))
    root = _article(document, parts, writer, moment)
    nowhere = settle_links(root, names)
    content, dropped = write_xml(root)
    diagnostics = (
        *parts.diagnostics,
        *writer.inline.images.diagnostics,
        *map(_lost_link, nowhere),
        *(_complain("PUB043", f"pandoc, writing a formula for JATS: {warning}") for warning in formulas.warnings),
        *_dropped_characters(dropped),
    )
    return Rendered(content, diagnostics, writer.inline.images.files)


def _article(document: Document, parts: NeutralParts, writer: BlockWriter, moment: Moment) -> Element:
    """The whole article. Parts are written in reading order, so that notes are counted in it."""
    record = describe_article(document)
    attributes = {
        "article-type": "review-article",
        "dtd-version": _VERSION,
        "xml:lang": record.language,
        "specific-use": "draft" if document.draft else None,
    }
    root = element("article", {**NAMESPACES, **attributes}, element("processing-meta", _TAG_SET))
    front = write_front(document, record, parts.abstract, writer, moment)
    root.append(front)
    root.append(_body(document, parts, writer))
    if len(back := _back(document, parts, writer)):
        root.append(back)
    complete_front(front, root, document)
    return root


def _body(document: Document, parts: NeutralParts, writer: BlockWriter) -> Element:
    body = element("body")
    if document.draft:
        box = element("boxed-text", {"content-type": "draft"}, element("p", None, element("bold", None, _DRAFT)))
        body.append(box)
    if document.help:
        body.append(_help_box(document.help, writer.names))
    writer.fill_sections(body, parts.body)
    return body


def _back(document: Document, parts: NeutralParts, writer: BlockWriter) -> Element:
    """What follows the text. Notes come last, because references and appendices have some, too."""
    back = element("back")
    if thanks := document.article.acknowledgements:
        back.append(element("ack", None, element("title", None, "Acknowledgements"), *write_paragraphs(thanks)))
    append(back, write_references(document.references, parts.references, writer))
    if parts.appendices:
        group = element("app-group")
        writer.fill_sections(group, parts.appendices, outermost="app")
        back.append(group)
    if writer.inline.notes:
        back.append(element("fn-group", None, *writer.inline.notes))
    return back


def _help_box(box: HelpFile, names: Names) -> Element:
    """Where readers can report or get help."""
    attributes = {"id": names.own("help"), "content-type": "help"}
    written = element("boxed-text", attributes, element("caption", None, element("title", None, box.heading)))
    if box.introduction:
        append(written, *write_paragraphs(box.introduction))
    points = [element("list-item", None, *_help_point(point)) for point in box.help_points]
    append(written, element("list", {"list-type": "simple"}, *points))
    seen = (
        f"Contact points as seen on {date_in_words(box.seen)}; services change, so follow the link for what is offered"
    )
    append(written, element("p", None, f"{seen} today."))
    return written


def _help_point(point: HelpPoint) -> list[Element]:
    address = safe_address(point.url)
    name = external_link(address, point.name) if address else element("bold", None, point.name)
    facts = [point.region[0].upper() + point.region[1:]] if point.region else []
    if point.anonymous is not None:
        facts.append("anonymous if you wish" if point.anonymous else "not anonymous")
    if point.phone:
        facts.append(f"telephone: {point.phone}")
    words = f", for {point.for_}." + (f" {'; '.join(facts)}." if facts else "")
    return [element("p", None, name, words)]


# --- complaints -------------------------------------------------------------------------------------------------------


def _complain(code: str, message: str, advice: str | None = None) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, message, Span("article/article.yaml"), help=advice)


def _lost_link(target: str) -> Diagnostic:
    return _complain(
        "PUB042",
        f"a link leads to {shorten(target)}, which is not there; its words stand without it",
        "give the target an identifier, or mend the link",
    )


def _dropped_characters(dropped: tuple[str, ...]) -> list[Diagnostic]:
    if not dropped:
        return []
    named = ", ".join(f"U+{ord(character):04X}" for character in dropped[:8]) + (" ..." if len(dropped) > 8 else "")
    return [
        _complain(
            "PUB040",
            f"characters that XML cannot hold are left out of the JATS article: {named}",
            "they are control characters; delete them from the text",
        )
    ]
