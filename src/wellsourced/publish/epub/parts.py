"""The document's AST divided into what become pages of the EPUB, with numbers, captions, images and notes in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

from wellsourced.compose import ast
from wellsourced.compose.document import Document
from wellsourced.compose.figures import DATA_CLASS, NAME
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.pandoc import Block, Inline
from wellsourced.publish.epub.images import ImageResource, ImageShelf
from wellsourced.publish.neutral_blocks import neutral_parts

#: The element that stands for a note until the pages are divided; `n` counts from 0. No text can produce it.
NOTE_TAG = "ws-note"
_TAGS = frozenset({"Header", "Figure", "Table", "Div", "Image", "Note"})


@dataclass(frozen=True)
class Chapter:
    """A section of the first level or an appendix. `title` with its number; `anchor` of its heading, if it has one."""

    kind: Literal["chapter", "appendix"]
    file: str
    title: str
    anchor: str | None
    blocks: list[Block]


@dataclass(frozen=True)
class Parts:
    """The article for pandoc's HTML writer. Of raw HTML only our own is left.

    `undescribed`: how many images have no alternative text. `drawings`: figures drawn from facts, each followed by its
    data.
    """

    abstract: list[Block]
    chapters: tuple[Chapter, ...]
    references: tuple[list[Block], ...]
    notes: tuple[list[Block], ...]
    images: tuple[ImageResource, ...]
    pictures: int
    undescribed: int
    drawings: int
    diagnostics: tuple[Diagnostic, ...]


def prepare_parts(document: Document) -> Parts:
    """The parts of the document. Warnings: those of `neutral_parts`, and PUB031 an image that is none."""
    neutral = neutral_parts(document)
    work = _Pass(document.figures, _figure_titles(document))
    abstract = work.change(neutral.abstract)
    body = work.change(neutral.body)
    references = tuple(work.change(_bare(blocks)) for blocks in neutral.references)
    appendices = work.change(neutral.appendices)
    chapters = (
        *_divide(body, "chapter", "Beginning"),
        *_divide(appendices, "appendix", "Appendix"),
    )
    return Parts(
        abstract,
        chapters,
        references,
        tuple(work.notes),
        tuple(work.shelf.resources.values()),
        work.pictures,
        work.undescribed,
        work.drawn,
        (*neutral.diagnostics, *work.diagnostics),
    )


def heading_label(number: str | None, level: int) -> str:
    """The number as it stands before a heading: "2.1", "Appendix A"."""
    return f"Appendix {number}" if number and level == 1 and number.isalpha() else number or ""


@dataclass
class _Pass:
    """One pass in reading order."""

    svgs: Mapping[str, str]
    titles: dict[str, str]
    shelf: ImageShelf = field(default_factory=ImageShelf)
    notes: list[list[Block]] = field(default_factory=list)
    pictures: int = 0
    undescribed: int = 0
    drawn: int = 0
    figure: str = "this figure"
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def change(self, blocks: list[Block]) -> list[Block]:
        changed: list[Block] = ast.rewrite(blocks, _TAGS, self._change)
        return changed

    def _change(self, element: dict[str, Any]) -> list[dict[str, Any]] | None:
        tag, content = element["t"], element["c"]
        match tag:
            case "Header":
                return [_header(content)]
            case "Figure":
                number = dict(content[0][2]).get("number")
                self.figure = f"Figure {number}" if number else "this figure"
                return [_captioned(tag, content, self.figure if number else None)]
            case "Table":
                number = dict(content[0][2]).get("number")
                return [_captioned(tag, content, f"Table {number}" if number else None)]
            case "Div" if DATA_CLASS in content[0][1]:
                return self._data(content)
            case "Image":
                return [self._image(content)]
            case "Note":
                self.notes.append(content)
                return [_raw_inline(f'<{NOTE_TAG} n="{len(self.notes) - 1}"></{NOTE_TAG}>')]
            case _:
                return None

    def _data(self, content: list[Any]) -> list[Block]:
        """The table behind a drawn figure, folded away where the reading system can."""
        identifier = f' id="{escape(content[0][0])}"' if content[0][0] else ""
        opening = f'<details class="ws-data"{identifier}><summary>Data behind {escape(self.figure)}</summary>'
        return [_raw_block(opening), *content[1], _raw_block("</details>")]

    def _image(self, content: list[Any]) -> Inline:
        attr, inlines, (source, title) = content
        pairs = dict(attr[2])
        alt = pairs.get("alt", "") or ast.plain_text(inlines)
        name = pairs.get(NAME, "")
        if svg := self.svgs.get(name):
            resource: ImageResource | None = self.shelf.add_drawing(svg, self.titles.get(name) or name, alt)
            self.drawn += 1
        else:
            resource = self.shelf.add_address(source)
        if resource is None:
            name = f"the image described as {alt[:80]!r}" if alt else "an image without description"
            self._complain(f"{name} is none that an EPUB holds; its words stand for it")
            return {"t": "Span", "c": [["", [], []], inlines]}
        self.pictures += 1
        self.undescribed += not alt
        attributes = {"id": attr[0], "src": resource.file, "alt": alt, "title": title, **_size(pairs)}
        written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if value or key == "alt")
        return _raw_inline(f"<img{written} />")

    def _complain(self, message: str) -> None:
        help = "use a sound PNG, JPEG, GIF, WebP or SVG file"
        self.diagnostics.append(
            Diagnostic("PUB031", Severity.WARNING, message, Span("article/article.yaml"), help=help)
        )


def _header(content: list[Any]) -> Block:
    level, (identifier, classes, pairs), inlines = content
    number = dict(pairs).get("number")
    if number:
        label: Inline = {"t": "Span", "c": [["", ["ws-number"], []], [{"t": "Str", "c": heading_label(number, level)}]]}
        inlines = [label, {"t": "Space"}, *inlines]
    return {"t": "Header", "c": [level, [identifier, classes, [["number", number]] if number else []], inlines]}


def _captioned(tag: str, content: list[Any], label: str | None) -> Block:
    """A figure or table whose caption begins with its name."""
    attr, (short, caption), *rest = content
    if label:
        words: Inline = {"t": "Span", "c": [["", ["ws-label"], []], [{"t": "Str", "c": f"{label}."}]]}
        if caption and caption[0]["t"] in ("Para", "Plain"):
            first = {"t": caption[0]["t"], "c": [words, {"t": "Space"}, *caption[0]["c"]]}
            caption = [first, *caption[1:]]
        else:
            caption = [{"t": "Plain", "c": [words]}, *caption]
    return {"t": tag, "c": [attr, [short, caption], *rest]}


def _size(pairs: dict[str, str]) -> dict[str, str]:
    """A width in per cent or sizes in pixels, as attributes of an image; any other unit is left to the page."""
    width = pairs.get("width", "").removesuffix("px")
    if width.endswith("%") and width[:-1].isdecimal() and 0 < int(width[:-1]) <= 100:
        return {"style": f"width: {int(width[:-1])}%"}
    sizes = {"width": width, "height": pairs.get("height", "").removesuffix("px")}
    return {name: str(int(value)) for name, value in sizes.items() if value.isdecimal() and len(value) <= 5}


def _bare(blocks: list[Block]) -> list[Block]:
    """An entry of the reference list without paragraphs of its own: pandoc writes a style's columns as `div`."""
    return [{**block, "t": "Plain"} if block["t"] == "Para" else block for block in blocks]


def _divide(blocks: list[Block], kind: Literal["chapter", "appendix"], title: str) -> list[Chapter]:
    """A chapter from each heading of the first level to the next; what stands before the first is one, too."""
    groups: list[list[Block]] = []
    for block in blocks:
        if (block["t"] == "Header" and block["c"][0] == 1) or not groups:
            groups.append([])
        groups[-1].append(block)
    chapters = []
    for index, group in enumerate(groups, 1):
        first = group[0]
        headed = first["t"] == "Header" and first["c"][0] == 1
        words = ast.plain_text(first["c"][2]) if headed else title
        anchor = first["c"][1][0] if headed else None
        chapters.append(Chapter(kind, f"{kind}-{index}.xhtml", words or title, anchor, group))
    return chapters


def _figure_titles(document: Document) -> dict[str, str]:
    """The captions of the drawn figures by name."""
    titles: dict[str, str] = {}
    if not document.figures:
        return titles
    for figure in ast.walk([document.body, document.appendices], {"Figure"}):
        for image in ast.walk(figure["c"][2], {"Image"}):
            if name := dict(image["c"][0][2]).get(NAME):
                titles[name] = ast.plain_text(figure["c"][1][1])
    return titles


def _raw_inline(html: str) -> Inline:
    return {"t": "RawInline", "c": ["html", html]}


def _raw_block(html: str) -> Block:
    return {"t": "RawBlock", "c": ["html", html]}
