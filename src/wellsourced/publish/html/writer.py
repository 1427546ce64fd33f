"""The article as one HTML file that asks nothing of any network: text, style and script in a single page."""

from __future__ import annotations

from wellsourced.compose.document import Document
from wellsourced.publish.html.blocks import prepare_document
from wellsourced.publish.html.fragments import write_fragments
from wellsourced.publish.html.page import article_values, complaints, script, style_sheet
from wellsourced.publish.html.reuse import other_formats, verification_address
from wellsourced.publish.html.templates import environment
from wellsourced.publish.rendered import Moment, Rendered
from wellsourced.report.content_security import content_security_policy


def write_html(document: Document, moment: Moment) -> Rendered:
    """The page as UTF-8 bytes.

    Warnings: PUB001 what pandoc complained of, PUB003 an image that is not embedded, PUB004 an identifier that is
    taken, PUB005 a link that leads off the web.
    Raises PandocError.
    """
    prepared = prepare_document(document)
    fragments = write_fragments(prepared)
    style, code = style_sheet(document, prepared), script()
    values = {
        **article_values(document, prepared, fragments, moment),
        **other_formats(moment, "html"),
        "policy": content_security_policy(style, code),
        "script": code,
        "style": style,
        "verification": verification_address(moment),
    }
    page = environment().get_template("article.html.jinja").render(values)
    return Rendered(page.encode(), complaints(prepared, fragments))
