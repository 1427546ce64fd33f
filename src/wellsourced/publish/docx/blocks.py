"""The article's blocks made fit for pandoc's Word writer: roles become styles, pictures become what Word can show."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from wellsourced.compose import ast
from wellsourced.compose.document import ContentsEntry, Document
from wellsourced.compose.figures import NAME
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.pandoc import Block, Inline
from wellsourced.publish.docx.sections import TURNED_ENDS, UPRIGHT_ENDS
from wellsourced.publish.links_and_words import strip_links
from wellsourced.publish.raster import UndrawableError, rasterise
from wellsourced.publish.typst.fonts import ProjectFonts
from wellsourced.publish.typst.images import decode_image
from wellsourced.publish.typst.layout import Layout, layout_of_one_column
from wellsourced.publish.typst.tables import Place, balance_columns, place_table
from wellsourced.publish.whole_text import WholeText, role_of

#: Role -> name of the paragraph style (themes/default/docx/styles.xml.jinja).
_STYLES = {
    "draft": "Draft Notice",
    "title": "Title",
    "subtitle": "Subtitle",
    "author": "Author",
    "affiliation": "Affiliation",
    "facts": "Article Facts",
    "notice": "Notice",
    "help-heading": "Help Heading",
    "help": "Help Text",
    "help-note": "Help Note",
    "front-heading": "Front Heading",
    "abstract": "Abstract",
    "keywords": "Keywords",
    "statement": "Statement",
    "entry": "Bibliography",
    "reference-notice": "Reference Notice",
    "status": "Reference Status",
}
_TAGS = frozenset({"Div", "Span", "Image", "HorizontalRule", "CodeBlock", "Code", "Table"})
#: Letters of the style Table Text that the width of the text holds, and the same on landscape pages.
_LINE, _TURNED_LINES = 84, {"a4": 154, "us-letter": 143}
#: What Word shows without help. Others are drawn anew.
_AS_THEY_ARE = frozenset({"png", "jpg", "gif"})


@dataclass(frozen=True)
class WordBlocks:
    """All blocks of the Word document. `drawings`: digest (SHA-256) of a picture that stands for an SVG -> that SVG."""

    blocks: list[Block]
    drawings: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]


def write_blocks_for_word(text: WholeText, document: Document, fonts: ProjectFonts) -> WordBlocks:
    """The blocks of `document`, laid out as `text`, with the table of contents in its place.

    Warnings: PUB021 a picture that cannot be drawn.
    """
    work = _Rewriting(document.figures, fonts)
    contents = [_heading("TOC Heading", "Contents"), *map(_contents_line, text.contents)] if text.contents else []
    pages = work.pages(text.text, layout_of_one_column(document.article))
    blocks = [*work.blocks(text.front), *work.blocks(contents), *pages]
    return WordBlocks(blocks, work.drawings, tuple(work.diagnostics))


@dataclass
class _Rewriting:
    figures: Mapping[str, str]
    fonts: ProjectFonts
    line: int = _LINE
    drawings: dict[str, str] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def pages(self, blocks: list[Block], layout: Layout) -> list[Block]:
        """The text, with tables on landscape pages where a PDF of this layout has them, headings and all."""
        turned = replace(self, line=_TURNED_LINES[layout.paper])  # with the same drawings and complaints
        done: list[Block] = []
        headings: list[Block] = []  # those that nothing has followed yet
        for block in blocks:
            headings.append(block)
            if block["t"] == "Header":
                continue
            if block["t"] == "Table" and place_table(block, layout).place is Place.TURNED:
                done += [_raw(UPRIGHT_ENDS), *turned.blocks(headings), _raw(TURNED_ENDS)]
            else:
                done += self.blocks(headings)
            headings = []
        return done + self.blocks(headings)

    def blocks(self, blocks: list[Block]) -> list[Block]:
        changed: list[Block] = ast.rewrite(blocks, _TAGS, self._change)
        return changed

    def _change(self, element: dict[str, Any]) -> list[dict[str, Any]] | None:
        tag: str = element["t"]
        content: Any = element.get("c")
        match tag:
            case "Div" if (name := role_of(element)) in _STYLES:
                return [_styled(_STYLES[str(name)], content[1], content[0][0])]
            case "Span" if role_of(element) == "number":
                return [{"t": tag, "c": [["", [], [["custom-style", "Section Number"]]], content[1]]}]
            case "Image":
                return [self._image(*content)]
            case "HorizontalRule":
                return [_heading("Thematic Break", "* * *")]
            case "CodeBlock" | "Code":
                return [{"t": tag, "c": [[content[0][0], [], []], content[1]]}]
            case "Table":
                return [balance_columns(element, self.line)]
            case _:
                return None

    def _image(self, attr: list[Any], inlines: list[Inline], target: list[str]) -> Inline:
        """The picture as PNG, JPEG or GIF, with its description where pandoc takes it from."""
        pairs = dict(attr[2])
        alt = pairs.get("alt") or ast.plain_text(inlines) or target[1]
        drawing = self.figures.get(pairs.get(NAME, ""))
        image = decode_image(target[0])
        try:
            if image is None:
                raise UndrawableError("it is no picture")
            ending = image.name.rpartition(".")[2]
            drawn = rasterise(image.content, ending, self.fonts)  # for the others this is a test whether they are sound
            content, kind = (image.content, ending) if ending in _AS_THEY_ARE else (drawn, "png")
        except UndrawableError as error:
            reason = str(error).splitlines()[0] if str(error) else "no reason is given"
            self._complain(alt, reason)
            return {"t": "Emph", "c": ast.words(f"[Picture: {alt}]")}
        if drawing is not None:
            self.drawings[sha256(content).hexdigest()] = drawing
        kept = [[key, value] for key, value in pairs.items() if key in ("width", "height", "lang", "dir")]
        media = "jpeg" if kind == "jpg" else kind
        address = f"data:image/{media};base64,{base64.b64encode(content).decode()}"
        return {"t": "Image", "c": [[attr[0], [], [*kept, ["alt", alt]]], ast.words(alt), [address, ""]]}

    def _complain(self, alt: str, reason: str) -> None:
        self.diagnostics.append(
            Diagnostic(
                "PUB021",
                Severity.WARNING,
                f'the picture "{alt[:80]}" cannot be put into the Word document: {reason[:200]}',
                Span("article/article.yaml"),
                help="use a sound PNG, JPEG, GIF, WebP or SVG file; its description stands in its place",
            )
        )


def _contents_line(entry: ContentsEntry) -> Block:
    """A line of the table of contents, linked to its heading; Word adds the page numbers when it updates the table."""
    number: list[Inline] = [{"t": "Str", "c": entry.number}, {"t": "Str", "c": "\t"}] if entry.number else []
    line = ast.link([*number, *strip_links(entry.title)], f"#{entry.anchor}")
    return _styled(f"toc {min(entry.level, 2)}", [ast.para(line)])


def _heading(style: str, words: str) -> Block:
    return _styled(style, [ast.para(*ast.words(words))])


def _styled(style: str, blocks: list[Block], identifier: str = "") -> Block:
    return {"t": "Div", "c": [[identifier, [], [["custom-style", style]]], blocks]}


def _raw(markup: str) -> Block:
    """Markup of Word's, as it stands."""
    return {"t": "RawBlock", "c": ["openxml", markup]}
