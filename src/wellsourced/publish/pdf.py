"""The article as PDF: pandoc writes the blocks, Typst and the theme's template make the pages."""

from __future__ import annotations

import msgspec

from wellsourced.compose.document import Document
from wellsourced.diagnostics import Diagnostic, Severity, sort_diagnostics
from wellsourced.pandoc import Block, PandocError, encode_document, write_blocks
from wellsourced.publish.rendered import Moment, Rendered
from wellsourced.publish.typst_blocks import ARTICLE, BlockRewriter, NestedTooDeepError, collect_anchors
from wellsourced.publish.typst_compile import (
    TypstComplaint,
    TypstFailedError,
    compile_pdf,
    describe_characters,
    find_damaged_images,
    find_missing_characters,
)
from wellsourced.publish.typst_data import template_data
from wellsourced.publish.typst_images import EmbeddedImage
from wellsourced.publish.typst_text import drop_unprintable, label_call, raw_block

_PREAMBLE = """\
#import "article.typ": *
#let data = json(bytes(sys.inputs.article))
#show: article.with(data)

"""
_REFERENCES_ANCHOR = "references"
_DATA_ANCHOR = "appendix-data"
#: Words from which on references and appendices begin a page of their own: some fifteen pages.
_LONG_TEXT = 5_000


def write_pdf(document: Document, moment: Moment) -> Rendered:
    """The document as PDF/UA-1 and PDF/A-2a. Whatever goes wrong is a diagnostic; then `content` is empty.

    PUB010: no PDF could be made. PUB011: a warning of pandoc or Typst. PUB012, PUB013: a link that leads nowhere or off
    the web. PUB014: an image left out. PUB015: an identifier used twice. PUB016: raw Typst refused. PUB017: characters
    that no font shows.
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


def _write(document: Document, moment: Moment, damaged: frozenset[EmbeddedImage] = frozenset()) -> Rendered:
    missing = find_missing_characters(_characters(document))
    rewriter = _start_rewriter(document, missing, damaged)
    converted = write_blocks(_arrange(document, rewriter), "typst", ["--wrap=none"])
    inputs = {"article": msgspec.json.encode(template_data(document, rewriter.printable)).decode()}
    images = {image.name: image.content for image in rewriter.images}
    try:
        compiled = compile_pdf(_PREAMBLE + converted.output, inputs=inputs, images=images, epoch=moment.epoch)
    except TypstFailedError:
        names = find_damaged_images(images)
        if not names:
            raise
        return _write(document, moment, damaged | {image for image in rewriter.images if image.name in names})
    warnings = [_warning(each.message.split("\n")[0], None) for each in converted.warnings]
    warnings += [_warning(_in_words(each), _hint(each)) for each in compiled.warnings]
    return Rendered(compiled.content, sort_diagnostics([*rewriter.diagnostics, *warnings]))


def _start_rewriter(document: Document, missing: frozenset[str], damaged: frozenset[EmbeddedImage]) -> BlockRewriter:
    own, reserved = collect_anchors(_parts(document)), frozenset(entry.anchor for entry in document.references)
    if document.references and _REFERENCES_ANCHOR not in own:
        reserved |= {_REFERENCES_ANCHOR}
    rewriter = BlockRewriter(own | reserved, reserved, missing, damaged, document.article.allow_raw)
    if missing:
        rewriter.complain(
            "PUB017",
            Severity.WARNING,
            f"the fonts of the PDF lack {describe_characters(missing)}",
            "Each is printed as a hollow square. The fonts hold Latin, Greek, Cyrillic, Hebrew and Arabic.",
        )
    return rewriter


def _arrange(document: Document, rewriter: BlockRewriter) -> list[Block]:
    """All blocks in the order of the pages, with the template's calls between them, for one run of pandoc."""
    abstract = rewriter.blocks(document.abstract)
    body = rewriter.blocks(document.body)
    references = _reference_list(document, rewriter) if document.references else []
    appendices = rewriter.blocks(document.appendices)
    appendices += rewriter.blocks(_data_appendix(document, rewriter))
    # A long text's references and appendices begin a page; Typst lays out what page breaks divide side by side.
    divide = [raw_block("#pagebreak(weak: true)")] if document.words > _LONG_TEXT else []
    return [
        raw_block("#title-block(data)"),
        raw_block("#help-box(data)"),
        *([raw_block("#abstract(data)["), *abstract, raw_block("]")] if abstract else []),
        raw_block("#keyword-line(data)"),
        raw_block("#contents-list(data)"),
        raw_block("#show: text-body"),
        raw_block(rewriter.stray_anchors()),
        *body,
        *(divide if references else []),
        *references,
        *([*divide, raw_block("#show: appendix-body"), *appendices] if appendices else []),
    ]


def _data_appendix(document: Document, rewriter: BlockRewriter) -> list[Block]:
    """The tables behind the drawn figures, as the last appendix: on paper nothing folds away."""
    if not rewriter.figure_data:
        return []
    number = chr(ord("A") + sum(block["t"] == "Header" and block["c"][0] == 1 for block in document.appendices))
    blocks = [_heading(1, _DATA_ANCHOR, [["number", number]], "Data behind the figures")]
    for title, identifier, data in rewriter.figure_data:
        blocks += [_heading(2, identifier, [], title), *data]
    return blocks


def _heading(level: int, identifier: str, pairs: list[list[str]], words: str) -> Block:
    classes = [] if pairs else ["unnumbered", "unlisted"]
    return {"t": "Header", "c": [level, [identifier, classes, pairs], [{"t": "Str", "c": words}]]}


def _reference_list(document: Document, rewriter: BlockRewriter) -> list[Block]:
    label = f"#{label_call(_REFERENCES_ANCHOR)}" if _REFERENCES_ANCHOR in rewriter.reserved else ""
    blocks = [raw_block(f"#references-heading(data){label}")]
    for index, entry in enumerate(document.references):
        blocks += [
            raw_block(f"#reference(data, {index})["),
            *rewriter.blocks(entry.blocks),
            raw_block(f"]#{label_call(entry.anchor)}"),
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
