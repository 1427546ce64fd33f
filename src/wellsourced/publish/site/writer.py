"""The article as a site: a page a section, the reference list, the appendices; one style sheet, script and index."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from wellsourced.compose.document import Document
from wellsourced.publish.html.blocks import prepare_document
from wellsourced.publish.html.fragments import write_fragments
from wellsourced.publish.html.page import article_values, complaints, script, style_sheet
from wellsourced.publish.html.reuse import other_formats, verification_address
from wellsourced.publish.html.templates import environment
from wellsourced.publish.rendered import Moment, Rendered
from wellsourced.publish.site.links import Anchors
from wellsourced.publish.site.pages import SitePage, plan_pages
from wellsourced.publish.site.search import write_search_index
from wellsourced.report.content_security import site_security_policy

FOLDER = "site"


def write_site(document: Document, moment: Moment) -> Rendered:
    """The site's first page, and its other pages and parts as further files.

    Warnings: those of `html.write_html`, unless that page is written as well and has said them. Raises PandocError.
    """
    prepared = prepare_document(document)
    fragments = write_fragments(prepared)
    values = article_values(document, prepared, fragments, moment)
    pages = plan_pages(document, fragments, values["entries"], values["references_anchor"], about=values["has_about"])
    parts = {
        "style.css": style_sheet(document, prepared),
        "script.js": script(),
        "search-index.js": write_search_index(pages, prepared, values),
    }
    values |= {
        **other_formats(moment, "site"),
        "policy": site_security_policy(),
        "site": {name.partition(".")[0].replace("-", "_"): _versioned(name, text) for name, text in parts.items()},
        "verification": verification_address(moment, up="../"),
    }
    written = _write_pages(pages, values)
    first, *others = written
    files = {f"{FOLDER}/{name}": text.encode() for name, text in (*parts.items(), *((n, written[n]) for n in others))}
    said = () if "html" in moment.formats else complaints(prepared, fragments)
    return Rendered(written[first].encode(), said, files)


def _write_pages(pages: tuple[SitePage, ...], values: dict[str, Any]) -> dict[str, str]:
    """File name -> page, in reading order; links between pages lead to their files."""
    template = environment().get_template("site.html.jinja")
    written = {}
    for page in pages:
        own = values if page.is_first else {**values, "metadata": None, "description": page.description}
        written[page.file] = template.render({**own, "page": page})
    anchors = Anchors(pages, written)
    return {file: anchors.link_pages(file, text) for file, text in written.items()}


def _versioned(name: str, text: str) -> str:
    """The address of a part that changes with its content: no browser keeps the one of an earlier version."""
    return f"{name}?v={sha256(text.encode()).hexdigest()[:8]}"
