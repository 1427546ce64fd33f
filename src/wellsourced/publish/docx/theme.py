"""The Word document that pandoc takes styles, page and running heads from, made of the theme's templates."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from wellsourced.compose.document import Document
from wellsourced.publish.direction import is_right_to_left
from wellsourced.publish.metadata.record import describe_article

if TYPE_CHECKING:
    from jinja2 import Environment

#: Part of the package -> the template that makes it.
_PARTS = {
    "[Content_Types].xml": "content-types.xml.jinja",
    "_rels/.rels": "rels.xml.jinja",
    "word/document.xml": "document.xml.jinja",
    "word/_rels/document.xml.rels": "document-rels.xml.jinja",
    "word/styles.xml": "styles.xml.jinja",
    "word/settings.xml": "settings.xml.jinja",
    "word/header1.xml": "header.xml.jinja",
    "word/header2.xml": "header-first.xml.jinja",
    "word/footer1.xml": "footer.xml.jinja",
}


def render_parts(document: Document) -> dict[str, bytes]:
    """The parts of the reference document: path in the package -> XML."""
    environment, values = _environment(), _values(document)
    return {part: environment.get_template(name).render(values).encode() for part, name in _PARTS.items()}


def _values(document: Document) -> dict[str, object]:
    record = describe_article(document)
    edition = ["DRAFT"] if document.draft else []
    edition += [f"Version {record.version}"] if record.version else []
    edition += [f"doi:{record.doi}"] if record.doi else []
    return {
        "language": record.language,
        "paper": document.article.paper,
        "rtl": is_right_to_left(record.language),
        "running_title": record.short_title or record.title,
        "edition": " · ".join(edition),
        "turned": False,
    }


@dataclass(frozen=True)
class TurnedPage:
    """Landscape pages: their section (`w:sectPr`, as XML), and their footer."""

    section: bytes
    footer: bytes


def render_turned_page(document: Document) -> TurnedPage:
    """Landscape pages for tables that are too wide."""
    environment, values = _environment(), {**_values(document), "turned": True}
    return TurnedPage(
        environment.get_template("turned-section.xml.jinja").render(values).encode(),
        environment.get_template(_PARTS["word/footer1.xml"]).render(values).encode(),
    )


def pack_reference(parts: dict[str, bytes]) -> bytes:
    """The parts as a package, for `--reference-doc`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("wellsourced", "themes/default/docx"),
        # The styles are built of pieces of markup; the one value in them escapes itself.
        autoescape=lambda name: name != "styles.xml.jinja",
        undefined=StrictUndefined,
    )
