"""Which pages a site has, in which order, and what stands on each."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from wellsourced.compose.document import Document
from wellsourced.publish.html.fragments import Fragments, Part
from wellsourced.publish.html.page import Entry

if TYPE_CHECKING:
    from markupsafe import Markup

FIRST = "index.html"
ABOUT_ANCHOR = "ws-about"
#: How long a file name may get, without its ending.
_LONGEST_NAME = 60
#: Search engines cut descriptions at about this many characters.
_DESCRIPTION_LENGTH = 200
_NOTE = re.compile(r'<li id="fn(\d+)"')
_NOTE_LINK = re.compile(r'href="#fn(\d+)"')
_WORK_LINK = re.compile(r'href="#(ref-[^"]+)"')
_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)


@dataclass(frozen=True)
class Turn:
    """A page before or after another."""

    file: str
    label: str


@dataclass(frozen=True)
class SitePage:
    """A page. `anchor`: id of its first heading. `html`: its text; `notes`, `entries`: what that text refers to."""

    kind: Literal["first", "text", "references", "about"]
    file: str
    label: str
    anchor: str | None
    html: Markup
    notes: Markup
    entries: tuple[Entry, ...] = ()
    description: str = ""
    before: Turn | None = None
    after: Turn | None = None

    @property
    def is_first(self) -> bool:
        return self.kind == "first"


def plan_pages(
    document: Document, fragments: Fragments, entries: list[Entry], references_anchor: str, *, about: bool
) -> tuple[SitePage, ...]:
    """The pages in reading order: title and abstract, sections, references, appendices, about the article."""
    from markupsafe import Markup

    notes = _split_notes(str(fragments.notes))
    labels = {entry.anchor: " ".join(filter(None, (entry.number, entry.text))) for entry in document.contents}
    names = _Names()
    nothing = Markup("")

    def text_page(part: Part) -> SitePage:
        label = labels.get(part.anchor or "", part.anchor or document.article.title)
        page = SitePage("text", names.take(part.anchor or ""), label, part.anchor, part.html, nothing)
        return _furnish(page, notes, entries)

    preamble = Markup("\n").join(part.html for part in fragments.sections if part.anchor is None)
    first = SitePage("first", FIRST, "", None, preamble, nothing)
    pages = [_furnish(first, notes, entries, seen=f"{fragments.abstract}\n{preamble}")]
    pages += [text_page(part) for part in fragments.sections if part.anchor is not None]
    if entries:
        pages.append(
            SitePage("references", names.take("references"), "References", references_anchor, nothing, nothing)
        )
    pages += [text_page(part) for part in fragments.appendix_parts]
    if about:
        pages.append(SitePage("about", names.take("about"), "About this article", ABOUT_ANCHOR, nothing, nothing))
    return _bind(pages, document.article.title)


def _furnish(page: SitePage, notes: dict[int, str], entries: list[Entry], *, seen: str | None = None) -> SitePage:
    """The page with the notes and works that its text refers to, and a description from its first words."""
    from markupsafe import Markup

    text = str(page.html if seen is None else seen)
    own = "\n".join(notes[number] for number in dict.fromkeys(map(int, _NOTE_LINK.findall(text))) if number in notes)
    cited = {unquote(unescape(anchor)) for anchor in _WORK_LINK.findall(text + own)}
    return replace(
        page,
        notes=Markup(f"<ol>\n{own}\n</ol>") if own else Markup(""),
        entries=tuple(entry for entry in entries if entry.reference.anchor in cited),
        description=_describe(page),
    )


def _describe(page: SitePage) -> str:
    from markupsafe import Markup

    found = _PARAGRAPH.search(page.html)
    words = Markup(found[1]).striptags() if found else page.label
    if len(words) <= _DESCRIPTION_LENGTH:
        return words
    return words[:_DESCRIPTION_LENGTH].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _split_notes(notes: str) -> dict[int, str]:
    """The items of the list of notes by number, each telling its number: a page has some of them only."""
    starts = list(_NOTE.finditer(notes))
    ends = [*(found.start() for found in starts[1:]), notes.rfind("</ol>")]
    return {
        int(found[1]): notes[found.start() : end].strip().replace("<li ", f'<li value="{found[1]}" ', 1)
        for found, end in zip(starts, ends, strict=bool(starts))
    }


def _bind(pages: list[SitePage], title: str) -> tuple[SitePage, ...]:
    """Each page with the ones before and after it."""
    turns = [Turn(page.file, page.label or title) for page in pages]
    return tuple(
        replace(page, before=before, after=after)
        for page, before, after in zip(pages, [None, *turns[:-1]], [*turns[1:], None], strict=True)
    )


class _Names:
    """File names that are none's yet: ASCII, lower case, as no disk or server tells others apart."""

    def __init__(self) -> None:
        self._taken = {"index"}

    def take(self, wanted: str) -> str:
        ascii_text = unicodedata.normalize("NFKD", wanted).encode("ascii", "ignore").decode().lower()
        stem = re.sub(r"[^a-z0-9]+", "-", ascii_text.removeprefix("sec:")).strip("-")[:_LONGEST_NAME] or "section"
        name, count = stem, 1
        while name in self._taken:
            count += 1
            name = f"{stem}-{count}"
        self._taken.add(name)
        return f"{name}.html"
