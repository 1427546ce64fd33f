"""The formats an article is published in: name, main file, writer."""

from __future__ import annotations

from importlib import import_module

import msgspec

from wellsourced.publish.rendered import Writer


class Format(msgspec.Struct, frozen=True):
    """A format. `file`: path of its main file from the output folder. `writer`: module in this package, function.

    `folder`: one that the format has to itself; what a build does not write there is left from an earlier one. `sets`:
    its writer sets or draws words itself, with the fonts of the project.
    """

    name: str
    file: str
    writer: tuple[str, str]
    folder: str | None = None
    sets: bool = False

    def load_writer(self) -> Writer:
        """The writer, imported when wanted: a build of one format does not pay for the others."""
        module, function = self.writer
        writer: Writer = getattr(import_module(f"wellsourced.publish.{module}"), function)
        return writer


FORMATS = {
    each.name: each
    for each in (
        Format("html", "article.html", ("html.writer", "write_html")),
        Format("pdf", "article.pdf", ("pdf", "write_pdf"), sets=True),
        Format("docx", "article.docx", ("docx.writer", "write_docx"), sets=True),
        Format("epub", "article.epub", ("epub.writer", "write_epub"), sets=True),
        Format("jats", "article.jats.xml", ("jats.writer", "write_jats"), "article.jats", sets=True),
        Format("markdown", "article.md", ("markdown", "write_markdown")),
        Format("text", "article.txt", ("plain_text", "write_plain_text")),
        Format("site", "site/index.html", ("site.writer", "write_site"), "site"),
        Format("metadata", "metadata/CITATION.cff", ("metadata.writer", "write_metadata"), "metadata"),
    )
}
