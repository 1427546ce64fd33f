"""The article as PDF: pandoc writes the blocks, Typst and the theme's template make the pages."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import msgspec

from wellsourced.compose.document import Document
from wellsourced.diagnostics import Diagnostic, Severity, sort_diagnostics
from wellsourced.pandoc import Block, PandocError, PandocWarning, encode_document, write_blocks
from wellsourced.project.models import ArticleFile
from wellsourced.publish.metadata.record import describe_article
from wellsourced.publish.pdf_metadata import describe_pdf, warm_up
from wellsourced.publish.rendered import Moment, Rendered
from wellsourced.publish.statements import write_about
from wellsourced.publish.title_block import write_change
from wellsourced.publish.typst.blocks import BEGIN_PAGE, BlockRewriter, collect_anchors
from wellsourced.publish.typst.compile import (
    TypstComplaint,
    TypstFailedError,
    compile_pdf,
    describe_characters,
    find_damaged_images,
    find_missing_characters,
    find_unset_equations,
    find_unshown_characters,
)
from wellsourced.publish.typst.data import template_data
from wellsourced.publish.typst.images import EmbeddedImage
from wellsourced.publish.typst.inlines import ARTICLE, NestedTooDeepError
from wellsourced.publish.typst.layout import layout_of
from wellsourced.publish.typst.tables import plain_text
from wellsourced.publish.typst.text import drop_unprintable, label_call, raw_block, raw_inline
from wellsourced.publish.verification import FILE as VERIFICATION
from wellsourced.publish.verification import render_verification

_PREAMBLE = """\
#import "article.typ": *
#let data = json(bytes(sys.inputs.article))
#show: article.with(data)

"""
_REFERENCES_ANCHOR = "references"
_DATA_ANCHOR = "appendix-data"
_ABOUT_ANCHOR = "about-this-article"
#: Characters of the abstract's size that fill some two thirds of a page of two columns.
_SPANNED = 4_000
#: Words from which on references and appendices begin a page of their own: some fifteen pages.
_LONG_TEXT = 5_000


@dataclass(frozen=True)
class Faults:
    """What a first try showed that Typst cannot take: damaged images, equations by their TeX, characters.

    Each of these characters can be shown, but not where it stands: a mark over this letter, in this weight.
    """

    images: frozenset[EmbeddedImage] = frozenset()
    equations: frozenset[str] = frozenset()
    characters: frozenset[str] = frozenset()

    def __or__(self, other: Faults) -> Faults:
        return Faults(self.images | other.images, self.equations | other.equations, self.characters | other.characters)


NO_FAULTS = Faults()


def write_pdf(document: Document, moment: Moment) -> Rendered:
    """The document as PDF/UA-1 and PDF/A-3a, verification.json attached.

    Whatever goes wrong is a diagnostic; then `content` is empty.

    PUB010: no PDF could be made. PUB011: a warning of pandoc or Typst. PUB012, PUB013: a link that leads nowhere or off
    the web. PUB014: an image left out. PUB015: an identifier used twice. PUB016: raw Typst refused. PUB017: characters
    that no font shows. PUB018: an equation shown as its source.
    """
    try:
        return _write(document, moment)
    except (NestedTooDeepError, RecursionError):
        help = "Take apart lists, quotations or notes that stand inside one another."
        return Rendered(b"", (_failure("the article is nested too deeply for the PDF", help),))
    except PandocError as error:
        return Rendered(b"", (_failure(str(error), None),))
    except TypstFailedError as error:
        return Rendered(b"", tuple(_failure(_in_words(each), _hint(each)) for each in error.complaints[:20]))


def _write(document: Document, moment: Moment, faults: Faults = NO_FAULTS) -> Rendered:
    missing = find_missing_characters(_characters(document), moment.fonts) | faults.characters
    rewriter = _start_rewriter(document, missing, faults)
    threading.Thread(target=warm_up, daemon=True).start()
    converted = write_blocks(_arrange(document, rewriter), "typst", ["--wrap=none"])
    if unread := _unread_equations(converted.warnings, rewriter.equations):
        return _write(document, moment, replace(faults, equations=faults.equations | unread))
    inputs = {"article": msgspec.json.encode(template_data(document, rewriter.printable)).decode()}
    images = {image.name: image.content for image in rewriter.images}
    files = {**images, VERIFICATION: render_verification(document, moment)}
    try:
        compiled = compile_pdf(
            _PREAMBLE + converted.output, inputs=inputs, files=files, fonts=moment.fonts, epoch=moment.epoch
        )
    except TypstFailedError as error:
        unshown = Faults(characters=find_unshown_characters(error.complaints) - missing)
        found = _find_faults(rewriter, images, moment) if unshown == NO_FAULTS else unshown
        if found == NO_FAULTS:
            raise
        return _write(document, moment, faults | found)
    warnings = [_warning(each.message.split("\n")[0], None) for each in converted.warnings]
    warnings += [_warning(_in_words(each), _hint(each)) for each in compiled.warnings]
    content = describe_pdf(compiled.content, document)
    return Rendered(content, sort_diagnostics([*rewriter.diagnostics, *warnings]))


def _unread_equations(warnings: Iterable[PandocWarning], equations: Iterable[str]) -> frozenset[str]:
    """Equations that pandoc could not read; it says so in words that begin with their TeX."""
    messages = [each.message for each in warnings if each.kind == "CouldNotConvertTeXMath"]
    openings = {tex: f"Could not convert TeX math {tex}, rendering as TeX" for tex in (equations if messages else ())}
    return frozenset(tex for tex, opening in openings.items() if any(each.startswith(opening) for each in messages))


def _find_faults(rewriter: BlockRewriter, images: Mapping[str, bytes], moment: Moment) -> Faults:
    """What of the article Typst cannot take, when it refused the whole."""
    names = find_damaged_images(images, moment.fonts)
    markups = {
        tex: write_blocks([{"t": "Para", "c": [{"t": "Math", "c": [{"t": "DisplayMath"}, tex]}]}], "typst").output
        for tex in ([] if names else rewriter.equations)
    }
    return Faults(
        frozenset(image for image in rewriter.images if image.name in names),
        find_unset_equations(markups, moment.fonts, moment.epoch),
    )


def _start_rewriter(document: Document, missing: frozenset[str], faults: Faults) -> BlockRewriter:
    own, reserved = collect_anchors(_parts(document)), frozenset(entry.anchor for entry in document.references)
    if document.references and _REFERENCES_ANCHOR not in own:
        reserved |= {_REFERENCES_ANCHOR}
    rewriter = BlockRewriter(
        own | reserved,
        reserved,
        missing,
        layout_of(document.article),
        faults.images,
        faults.equations,
        document.article.allow_raw,
    )
    if missing:
        rewriter.complain(
            "PUB017",
            Severity.WARNING,
            f"the fonts of the PDF lack {describe_characters(missing)}",
            "Each is printed as a hollow square. Put a font that has them into article/fonts/ (.ttf, .otf, .ttc).",
        )
    return rewriter


def _arrange(document: Document, rewriter: BlockRewriter) -> list[Block]:
    """All blocks in the order of the pages, with the template's calls between them, for one run of pandoc."""
    front = _front_matter(document, rewriter)
    body = rewriter.blocks(document.body)
    if body[:1] == [raw_block(BEGIN_PAGE)]:  # the text begins a page anyway
        body = body[1:]
    statements = _statements(document, rewriter)
    references = _reference_list(document, rewriter) if document.references else []
    appendices = rewriter.blocks(document.appendices)
    appendices += _data_appendix(document, rewriter)
    # A long text's references and appendices begin a page; Typst lays out what page breaks divide side by side.
    begins = document.words > _LONG_TEXT or document.article.layout == "report"
    divide = [raw_block(BEGIN_PAGE)] if begins else []
    return [
        *front,
        raw_block("#show: text-body.with(data)"),
        raw_block(rewriter.stray_anchors()),
        *body,
        raw_block("#place.flush()"),  # the text's figures and tables stand before what follows it
        *statements,
        *(divide if references else []),
        *references,
        *([*divide, raw_block("#show: appendix-body"), *appendices] if appendices else []),
    ]


def _front_matter(document: Document, rewriter: BlockRewriter) -> list[Block]:
    """Title, notices, abstract, keywords, help and contents, in the order and the frames of the layout."""
    words = rewriter.framed(document.abstract)
    abstract = [raw_block("#abstract(data)["), *words, raw_block("]")] if words else []
    notices = [
        {"t": "Para", "c": [raw_inline("#notice["), *rewriter.inlines(write_change(change)), raw_inline("]")]}
        for change in describe_article(document).notices[-1:]
    ]
    title, keywords, help, contents = (
        raw_block(f"#{call}(data)") for call in ("title-block", "keyword-line", "help-box", "contents-list")
    )
    match document.article.layout:
        case "report":
            cover = [raw_block("#front-page["), title, *notices, raw_block("]")]
            return [*cover, *abstract, keywords, help, contents]
        case "two-column":
            # What spans the columns floats, and must fit on a page; what does not runs through the columns.
            head = [title, *notices]
            size = _head_size(document.article) + len(plain_text(notices))
            if size > _SPANNED:
                return [*head, *abstract, keywords, help, contents]
            if size + len(plain_text(document.abstract)) <= _SPANNED:
                return [raw_block("#spanning["), *head, *abstract, keywords, raw_block("]"), help, contents]
            return [raw_block("#spanning["), *head, raw_block("]"), *abstract, keywords, help, contents]
        case _:
            return [title, *notices, help, *abstract, keywords, contents]


def _head_size(article: ArticleFile) -> int:
    """About how much room the title block takes, in characters of the abstract's size."""
    lines = [
        words for author in article.authors for words in (author.name, author.affiliation or "", author.email or "")
    ]
    return 4 * len(article.title) + sum(map(len, [article.subtitle or "", *lines])) + 60 * len(article.authors)


def _statements(document: Document, rewriter: BlockRewriter) -> list[Block]:
    """What the authors declare behind the text, as an unnumbered part."""
    _, *statements = write_about(document) or [{}]
    if not statements:
        return []
    heading = _heading(1, _ABOUT_ANCHOR if _ABOUT_ANCHOR not in rewriter.anchors else "", [], "About this article")
    return [
        *rewriter.blocks([heading]),
        raw_block("#statements["),
        *rewriter.framed(statements),
        raw_block("]"),
    ]


def _data_appendix(document: Document, rewriter: BlockRewriter) -> list[Block]:
    """The tables behind the drawn figures, as the last appendix: on paper nothing folds away. It has one column."""
    if not rewriter.figure_data:
        return []
    number = chr(ord("A") + sum(block["t"] == "Header" and block["c"][0] == 1 for block in document.appendices))
    blocks = [_heading(1, _DATA_ANCHOR, [["number", number]], "Data behind the figures")]
    for title, identifier, data in rewriter.figure_data:
        blocks += [_heading(2, identifier, [], title), *data]
    columns, rewriter.layout = rewriter.layout.columns, rewriter.layout.single
    return [*([raw_block("#set page(columns: 1)")] if columns > 1 else []), *rewriter.blocks(blocks)]


def _heading(level: int, identifier: str, pairs: list[list[str]], words: str) -> Block:
    classes = [] if pairs else ["unnumbered"] if level == 1 else ["unnumbered", "unlisted"]
    return {"t": "Header", "c": [level, [identifier, classes, pairs], [{"t": "Str", "c": words}]]}


def _reference_list(document: Document, rewriter: BlockRewriter) -> list[Block]:
    label = f"#{label_call(_REFERENCES_ANCHOR)}" if _REFERENCES_ANCHOR in rewriter.reserved else ""
    blocks = [raw_block(f"#references-heading(data){label}")]
    for index, entry in enumerate(document.references):
        blocks += [
            raw_block(f"#reference(data, {index})["),
            *rewriter.framed(entry.blocks),
            raw_block("]"),
        ]
    return blocks


def _characters(document: Document) -> set[str]:
    """Every character that may land on a page."""
    data = template_data(document, drop_unprintable)
    texts = [*(encode_document(part) for part in _parts(document)), msgspec.json.encode(data).decode()]
    return set(drop_unprintable("".join(set().union(*map(set, texts))))) - {"\n"}


def _parts(document: Document) -> list[list[Block]]:
    entries = [entry.blocks for entry in document.references]
    return [document.abstract, document.body, *entries, document.appendices]


def _failure(message: str, help: str | None) -> Diagnostic:
    return Diagnostic("PUB010", Severity.ERROR, f"no PDF could be made: {message}", ARTICLE, help)


def _warning(message: str, help: str | None) -> Diagnostic:
    return Diagnostic("PUB011", Severity.WARNING, f"while making the PDF: {message}", ARTICLE, help)


def _in_words(complaint: TypstComplaint) -> str:
    return f"{complaint.message} ({complaint.place})" if complaint.place else complaint.message


def _hint(complaint: TypstComplaint) -> str | None:
    return " ".join(hint[:1].upper() + hint[1:] + "." for hint in complaint.hints) or None
