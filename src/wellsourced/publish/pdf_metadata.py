"""What Typst cannot say of a PDF: rights, identifier and publisher as Dublin Core in XMP, and how to turn a page."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from wellsourced.compose.document import Document
from wellsourced.publish.metadata.record import describe_article
from wellsourced.publish.typst.blocks import TURNED_PAGE

if TYPE_CHECKING:
    import pikepdf


def describe_pdf(content: bytes, document: Document) -> bytes:
    """The same PDF with licence, DOI, address, publisher and keywords in its XMP packet, and half as large; pages with
    turned tables are shown upright.

    Only properties of schemas that PDF/A knows (ISO 19005-2, 6.6.2.3), so that no extension schema need be described.
    The packet stays readable without a PDF reader; everything else is packed into object streams, which Typst leaves
    out. The same input gives the same bytes.
    """
    import pikepdf

    record = describe_article(document)
    properties: dict[str, object] = {
        "dc:creator": [author.name for author in record.contributors],  # Typst makes one of them all
        "dc:identifier": record.doi_url or record.address,
        "dc:publisher": {record.publisher} if record.publisher else None,
        "dc:subject": set(record.keywords) or None,
        "dc:type": {"Text"},
        "xmpRights:WebStatement": record.license_url,
        "xmpRights:Marked": "True" if record.license else None,
        "dc:rights": record.license,
    }
    written = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for name, value in properties.items():
                if value is not None:
                    metadata[name] = value
        _turn_pages(pdf)
        pdf.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def warm_up() -> None:
    """Import what `describe_pdf` needs, which takes a tenth of a second that other work can fill."""
    import lxml.etree  # noqa: F401
    import pikepdf.models.metadata  # noqa: F401


def _turn_pages(pdf: pikepdf.Pdf) -> None:
    """Have viewers turn each page with a destination of that name clockwise (ISO 32000-1, table 30, `Rotate`)."""
    import pikepdf

    if "/Dests" not in pdf.Root.get("/Names", {}):
        return
    for name, target in pikepdf.NameTree(pdf.Root.Names.Dests).items():
        if str(name).startswith(TURNED_PAGE):
            target[0].Rotate = 90
