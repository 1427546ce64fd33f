"""Parts of the page, article.html, and of the site, site/*.html."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from .parts import Parts, heading, words
from .read_xhtml import Element, XhtmlReader, classes, local

#: Not the article's text: links that help to move about, and what the page says about itself.
_AIDS = frozenset({"ws-permalink", "ws-keywords", "footnote-back", "ws-symbol", "ws-reuse", "ws-legend"})


def read_html(path: Path) -> Parts:
    """What a reader finds in the page: abstract, body, references, appendices, notes."""
    parts = Parts()
    _read_page(html.parse(str(path)).getroot(), parts)
    return parts


def read_site(index: Path) -> Parts:
    """What a reader finds in the site who follows its contents from page to page, beginning with site/index.html."""
    parts = Parts()
    contents = html.parse(str(index)).getroot().xpath("//nav[contains(@class, 'ws-contents')]//a/@href")
    for name in dict.fromkeys(link.partition("#")[0] for link in contents):
        _read_page(html.parse(str(index.parent / name)).getroot(), parts)
    return parts


def _read_page(root: Element, parts: Parts) -> None:
    reader = XhtmlReader(parts, lambda element: bool(classes(element) & _AIDS), _is_note_mark)
    for section in root.get_element_by_id("ws-text"):
        if not isinstance(section.tag, str):
            continue
        names = classes(section)
        # The works that a page of the site cites are repeated below it.
        if "ws-references" in names and "ws-cited-here" not in names:
            _read_references(section, reader)
        elif "ws-notes" in names:
            _read_notes(section, reader)
        elif names & {"ws-abstract", "ws-body"}:
            reader.read(section)


def _is_note_mark(element: Element) -> bool:
    return "footnote-ref" in classes(element)


def _read_references(section: Element, reader: XhtmlReader) -> None:
    reader.parts.headings += [heading(reader.text(title)) for title in section.iter("h2")]
    for entry in section.iter("li"):
        if entry.get("id", "").startswith("ref-"):
            reader.parts.references += [reader.text(part) for part in entry if "ws-entry" in classes(part)]
            reader.parts.statuses += [reader.text(part) for part in entry if "ws-status" in classes(part)]


def _read_notes(section: Element, reader: XhtmlReader) -> None:
    for note in section.iter("li"):
        if note.get("id", "").startswith("fn"):
            reader.parts.footnotes.append(words(" ".join(reader.text(part) for part in note if local(part) != "a")))
