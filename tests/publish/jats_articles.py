"""JATS articles of the tests, as their elements."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from html_documents import compose_markdown
from lxml import etree

from wellsourced.compose.document import Document
from wellsourced.compose.figures import number_figures
from wellsourced.publish.jats.writer import write_jats
from wellsourced.publish.rendered import Moment, Rendered

MOMENT = Moment(1_795_305_600, ("html", "pdf", "jats"))
XLINK = "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"


def write(text: str = "# One\n\nText.", **settings: Any) -> Rendered:
    """The output of an article with this text and these settings; no help box, no appendix unless given."""
    settings = {"appendix": "", "help_box": {}, **settings}
    document = compose_markdown(text, settings.pop("appendix"), **settings)
    return write_jats(replace(document, body=number_figures(document.body)), MOMENT)


def read(written: Rendered | Document) -> etree._Element:
    """The article's elements. A document is written first."""
    rendered = write_jats(written, MOMENT) if isinstance(written, Document) else written
    return etree.fromstring(rendered.content)


def texts(root: etree._Element, path: str) -> list[str]:
    """The words of the elements at `path`."""
    return [" ".join("".join(found.itertext()).split()) for found in root.findall(path)]
