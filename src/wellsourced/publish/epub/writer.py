"""The article as EPUB 3.3: pandoc writes the text, everything around it is ours, and every claim in it is derived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError

from wellsourced.compose import ast
from wellsourced.compose.document import Document, EvidenceLink, RenderedReference
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.pandoc import Block, PandocError, write_blocks
from wellsourced.publish.epub.accessibility import Content, describe_accessibility
from wellsourced.publish.epub.cover import CoverError, draw_cover
from wellsourced.publish.epub.front import FrontPages, write_front_pages
from wellsourced.publish.epub.package import pack_epub
from wellsourced.publish.epub.pages import Binder, CitedPlace, Written
from wellsourced.publish.epub.parts import Parts, prepare_parts
from wellsourced.publish.epub.templates import Entry, NavigationLine, Page, render_book, render_references
from wellsourced.publish.epub.xml import web_address
from wellsourced.publish.metadata.record import clean, describe_article
from wellsourced.publish.rendered import Moment, Rendered
from wellsourced.publish.verification import FILE as VERIFICATION_FILE
from wellsourced.publish.verification import render_verification

_ARTICLE = Span("article/article.yaml")
#: Stands between the fragments. No text can produce it: the writer escapes `<`.
_BOUNDARY = "<!--ws-boundary-->"
_ARGUMENTS = ("--wrap=none", "--mathml", "--syntax-highlighting=none", "--section-divs=false")
_ABSTRACT, _KEYWORDS, _REFERENCES, _ABOUT = "Abstract", "Keywords", "References", "About this article"
_HELP, _UNTITLED = "Help", "Untitled"
_REFERENCES_FILE = "references.xhtml"


def write_epub(document: Document, moment: Moment) -> Rendered:
    """The article as EPUB. Whatever goes wrong is a diagnostic; then `content` is empty.

    PUB030: no EPUB could be made. PUB031: an image that no EPUB holds. PUB032: a warning of pandoc. PUB033: a
    title that the cover's fonts cannot show. PUB003, PUB004, PUB005: as in `neutral_parts`.
    """
    try:
        return _write(document, moment)
    except RecursionError:
        help = "take apart lists, quotations or notes that stand inside one another"
        return Rendered(b"", (_failure("the article is nested too deeply for an EPUB", help),))
    except (PandocError, ParseError, CoverError) as error:
        return Rendered(b"", (_failure(str(error), None),))


def _write(document: Document, moment: Moment) -> Rendered:
    parts = prepare_parts(document)
    front = write_front_pages(document, moment)
    fragments, warnings = _write_fragments(document, parts, front)
    cover = draw_cover(document, moment.fonts)
    book = _bind(document, parts, fragments)
    accessibility = describe_accessibility(book.content)
    files = {
        **render_book(document, moment, book.pages, book.contents, parts.images, cover.alt, accessibility),
        "EPUB/cover.png": cover.content,
        **{f"EPUB/{image.file}": image.content for image in parts.images},
        f"EPUB/{VERIFICATION_FILE}": render_verification(document, moment),
    }
    diagnostics = (*parts.diagnostics, *warnings, *cover.diagnostics)
    return Rendered(pack_epub(files, epoch=moment.epoch), diagnostics)


@dataclass(frozen=True)
class _Fragments:
    """XHTML of each part, as pandoc wrote it."""

    title: str
    help: str
    about: str
    abstract: str
    chapters: tuple[str, ...]
    references: tuple[str, ...]
    notes: tuple[str, ...]


def _write_fragments(document: Document, parts: Parts, front: FrontPages) -> tuple[_Fragments, list[Diagnostic]]:
    """Run pandoc's HTML writer over all parts at once. Raises PandocError."""
    groups = [
        [front.title, front.help, front.about, _abstract(document, parts)],
        [chapter.blocks for chapter in parts.chapters],
        list(parts.references),
        list(parts.notes),
    ]
    boundary: Block = {"t": "RawBlock", "c": ["html", _BOUNDARY]}
    converted = write_blocks(
        [block for group in groups for part in group for block in (*part, boundary)], "html5", _ARGUMENTS
    )
    pieces = iter(converted.output.split(_BOUNDARY))
    (title, help, about, abstract), chapters, references, notes = (
        tuple(next(pieces).strip() for _ in group) for group in groups
    )
    warnings = [
        Diagnostic("PUB032", Severity.WARNING, f"pandoc, writing the EPUB: {warning.message}", _ARTICLE)
        for warning in converted.warnings
    ]
    return _Fragments(title, help, about, abstract, chapters, references, notes), warnings


def _abstract(document: Document, parts: Parts) -> list[Block]:
    """The abstract and the keywords with a heading; nothing where there is neither."""
    keywords = describe_article(document).keywords
    blocks = [*parts.abstract]
    if keywords:
        label = ast.strong(ast.words("Keywords:"))
        blocks.append(ast.para(label, {"t": "Space"}, *ast.words(", ".join(keywords))))
    heading = _ABSTRACT if parts.abstract else _KEYWORDS
    return [ast.header(1, "", ast.words(heading)), *blocks] if blocks else []


@dataclass(frozen=True)
class _Book:
    """The pages in reading order, the table of contents, and what the pages hold."""

    pages: tuple[Page, ...]
    contents: tuple[NavigationLine, ...]
    content: Content


def _bind(document: Document, parts: Parts, fragments: _Fragments) -> _Book:
    """The pages with all links between them. Raises ParseError."""
    binder = Binder(frozenset(reference.anchor for reference in document.references), fragments.notes)
    entries = [binder.reserve(_REFERENCES_FILE, reference.anchor) for reference in document.references]
    sketches = _sketch_pages(document, parts, fragments)
    roots = [[binder.take_up(sketch.file, fragment) for fragment in sketch.fragments] for sketch in sketches]
    heading = binder.reserve(_REFERENCES_FILE, "references")
    written = [
        [binder.write(sketch.file, root, sketch.title) for root in each]
        for sketch, each in zip(sketches, roots, strict=True)
    ]
    pages = []
    for sketch, each in zip(sketches, written, strict=True):
        if sketch.file == _REFERENCES_FILE:
            content = render_references(_entries(document, entries, each, binder), heading)
            anchor: str | None = heading
        else:
            content = "".join(one.content for one in each)
            anchor = binder.targets[sketch.anchor][1] if sketch.anchor in binder.targets else None
        notes = tuple(note for one in each for note in one.notes)
        equations = sum(one.equations for one in each)
        title = binder.titles.get(sketch.anchor) or sketch.title
        pages.append(Page(sketch.file, title, sketch.kind, anchor, content, notes, equations > 0))
    counted = Content(
        pictures=parts.pictures,
        undescribed=parts.undescribed,
        moving=sum(image.moving for image in parts.images),
        drawings=parts.drawings,
        equations=sum(one.equations for each in written for one in each),
        formulas=sum(one.formulas for each in written for one in each),
        notes=sum(len(one.notes) for each in written for one in each),
        references=len(document.references),
    )
    return _Book(tuple(pages), _contents(document, sketches, binder), counted)


@dataclass(frozen=True)
class _Sketch:
    """A page before it is written. `anchor`: the identifier of its heading, as the document has it."""

    file: str
    title: str
    kind: str
    fragments: tuple[str, ...]
    anchor: str = ""


def _sketch_pages(document: Document, parts: Parts, fragments: _Fragments) -> list[_Sketch]:
    """The pages that have something to say, in reading order."""
    chapters = [
        _Sketch(chapter.file, chapter.title, chapter.kind, (fragment,), chapter.anchor or "")
        for chapter, fragment in zip(parts.chapters, fragments.chapters, strict=True)
    ]
    help = clean(document.help.heading) if document.help else ""
    sketches = [
        _Sketch("title.xhtml", describe_article(document).title, "titlepage", (fragments.title,)),
        _Sketch("help.xhtml", help or _HELP, "help", (fragments.help,)),
        _Sketch("abstract.xhtml", _ABSTRACT, "abstract", (fragments.abstract,)),
        *(chapter for chapter in chapters if chapter.kind == "chapter"),
        _Sketch(_REFERENCES_FILE, _REFERENCES, "bibliography", fragments.references),
        *(chapter for chapter in chapters if chapter.kind == "appendix"),
        _Sketch("about.xhtml", _ABOUT, "colophon", (fragments.about,)),
    ]
    return [sketch for sketch in sketches if any(sketch.fragments)]


def _entries(document: Document, ids: list[str], written: list[Written], binder: Binder) -> list[Entry]:
    return [
        Entry(reference, identifier, one.content, _pages_seen(reference.evidence), _places(binder, reference))
        for reference, identifier, one in zip(document.references, ids, written, strict=True)
    ]


def _pages_seen(links: Iterable[EvidenceLink]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Host, kind and addresses of the pages on which a work was seen, those of one host together."""
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for link in links:
        addresses = groups.setdefault((link.host, link.kind), {})
        if address := web_address(link.url):
            addresses[address] = None
    return tuple((host, kind, tuple(addresses)) for (host, kind), addresses in groups.items())


def _places(binder: Binder, reference: RenderedReference) -> tuple[CitedPlace, ...]:
    return tuple(binder.places.get(reference.anchor, {}).values())


def _contents(document: Document, sketches: list[_Sketch], binder: Binder) -> tuple[NavigationLine, ...]:
    """The table of contents: every page with a heading, under each section its subsections."""
    below: dict[str, list[NavigationLine]] = {}
    for entry in document.contents:
        if entry.level > 1 and entry.anchor in binder.targets:
            file, identifier = binder.targets[entry.anchor]
            title = binder.titles.get(entry.anchor) or entry.text or _UNTITLED
            below.setdefault(file, []).append(NavigationLine(title, f"{file}#{identifier}"))
    return tuple(
        NavigationLine(binder.titles.get(sketch.anchor) or sketch.title, sketch.file, tuple(below.get(sketch.file, ())))
        for sketch in sketches
    )


def _failure(message: str, help: str | None) -> Diagnostic:
    return Diagnostic("PUB030", Severity.ERROR, f"no EPUB could be made: {message}", _ARTICLE, help)
