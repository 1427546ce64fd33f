"""The article as a Word document: pandoc writes the text in the theme's styles, a last pass does what it cannot."""

from __future__ import annotations

from wellsourced.compose.document import Document
from wellsourced.diagnostics import Diagnostic, Severity, Span, sort_diagnostics
from wellsourced.pandoc import NestingError, PandocError, convert_to_bytes
from wellsourced.publish.direction import is_right_to_left
from wellsourced.publish.docx.blocks import write_blocks_for_word
from wellsourced.publish.docx.package import finish_package
from wellsourced.publish.docx.properties import write_properties
from wellsourced.publish.docx.theme import pack_reference, render_parts, render_turned_page
from wellsourced.publish.rendered import Moment, Rendered
from wellsourced.publish.whole_text import encode_printable, lay_out

_REFERENCE = "reference.docx"
_ARGUMENTS = (f"--reference-doc={_REFERENCE}", "--syntax-highlighting=none")
_ARTICLE = Span("article/article.yaml")


def write_docx(document: Document, moment: Moment) -> Rendered:
    """The document as Office Open XML (ISO/IEC 29500, transitional).

    PUB020: no Word document could be made; then `content` is empty. Warnings: PUB003-PUB005 of the shared pass, PUB021
    a picture left out, PUB022 what pandoc complained of.
    """
    try:
        return _write(document, moment)
    except (PandocError, RecursionError) as error:
        words = str(NestingError() if isinstance(error, RecursionError) else error)
        return Rendered(
            b"", (Diagnostic("PUB020", Severity.ERROR, f"no Word document could be made: {words}", _ARTICLE),)
        )


def _write(document: Document, moment: Moment) -> Rendered:
    text = lay_out(document, moment, data_appendix=True)
    prepared = write_blocks_for_word(text, document, moment.fonts)
    theme = render_parts(document)
    direction = "rtl" if is_right_to_left(document.article.language) else "ltr"
    written, warnings = convert_to_bytes(
        encode_printable(prepared.blocks, {"dir": {"t": "MetaString", "c": direction}}),
        reader="json",
        writer="docx",
        arguments=_ARGUMENTS,
        files={_REFERENCE: pack_reference(theme)},
    )
    content = finish_package(
        written,
        settings=theme["word/settings.xml"],
        properties=write_properties(document, moment),
        drawings=prepared.drawings,
        turned=render_turned_page(document),
        epoch=moment.epoch,
    )
    complaints = [
        Diagnostic("PUB022", Severity.WARNING, f"pandoc, writing the Word document: {warning.message}", _ARTICLE)
        for warning in warnings
    ]
    return Rendered(content, sort_diagnostics([*text.diagnostics, *prepared.diagnostics, *complaints]))
