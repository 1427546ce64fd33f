"""Figures put in their places: drawn from facts, with captions, sources and data; all figures and tables numbered."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wellsourced.cache import Cache
from wellsourced.compose import ast
from wellsourced.compose.figure_data import Resolved, resolve_figure
from wellsourced.figures.draw import draw
from wellsourced.manuscript.anchors import PRINTED_REFERENCES
from wellsourced.pandoc import Block, Inline
from wellsourced.project.figures import ANCHOR, SCHEME, Figure
from wellsourced.project.project import Project
from wellsourced.project.styles import is_note_style

#: Class of the division that holds the table of data behind a drawn figure, right after it.
DATA_CLASS = "figure-data"
#: Attribute of a drawn figure's image: its name. Writers that know themes take the drawing from `Document.figures`.
NAME = "figure"
#: Height of a drawing, points: A4 and US letter leave some 650 to the text, captions of drawings take up to 100.
_HIGHEST = 545.0
#: More sources than these are named in the table only.
_MANY = 8
#: Where a text shows a figure.
_SHOWN = re.compile(re.escape(SCHEME) + r"([a-z0-9._-]+)")


def resolve_figures(project: Project, texts: Iterable[str]) -> dict[str, Resolved]:
    """The figures of the project that the Markdown `texts` show and that have data, by name."""
    shown = {name for text in texts for name in _SHOWN.findall(text)} & project.figures.keys()
    found = {name: resolve_figure(project, project.figures[name]) for name in sorted(shown)}
    return {name: resolved for name, resolved in found.items() if resolved}


def draw_figures(figures: Mapping[str, Resolved], *, cache: Cache) -> dict[str, str]:
    """Each figure drawn, as SVG."""
    return {name: draw(figure.drawing, name=name, cache=cache) for name, figure in figures.items()}


def place_figures(blocks: list[Block], project: Project, figures: Mapping[str, Resolved]) -> list[Block]:
    """Blocks in which each paragraph that holds nothing but `![](figure:NAME)` is the figure of that name.

    It becomes a `Figure` with caption and sources, whose image has no address before `insert_drawings`, and a `Div` of
    the class `figure-data` with its table. A figure that does not exist or has no data leaves its name in words.
    """
    in_notes = is_note_style(project.style)
    if not figures:
        return blocks

    def change(block: dict[str, Any]) -> list[dict[str, Any]] | None:
        image = _sole_image(block)
        name = image["c"][2][0].removeprefix(SCHEME) if image else ""
        if image is None or name not in figures:
            return None
        figure, resolved = project.figures[name], figures[name]
        identifier = _identifier(block, image) or ANCHOR + name
        return [
            _figure(identifier, name, figure, resolved.sources, in_notes=in_notes),
            {"t": "Div", "c": [[f"{identifier}-data", [DATA_CLASS], [["title", figure.title]]], [resolved.table]]},
        ]

    placed: list[Block] = ast.rewrite(blocks, ("Para", "Plain", "Figure"), change)
    return placed


def insert_drawings(blocks: list[Block], drawings: Mapping[str, str]) -> list[Block]:
    """Placed figures with their drawings: SVG as a `data:` address, so wide that drawing and caption fit a page."""

    def change(image: dict[str, Any]) -> list[dict[str, Any]] | None:
        (identifier, classes, pairs), words, (target, title) = image["c"]
        svg = drawings.get(dict(pairs).get(NAME, ""))
        if target or svg is None:
            return None
        address = f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
        pairs = [*pairs, ["width", f"{_width(svg)}%"]]
        return [{"t": "Image", "c": [[identifier, classes, pairs], words, [address, title]]}]

    drawn: list[Block] = ast.rewrite(blocks, ("Image",), change) if drawings else blocks
    return drawn


def number_figures(blocks: list[Block]) -> list[Block]:
    """Blocks in which figures and tables with a caption have the attribute `number`, counted apart from 1."""
    counts = {"Figure": 0, "Table": 0}

    def change(element: dict[str, Any]) -> list[dict[str, Any]] | None:
        tag, (attributes, (short, caption), *rest) = element["t"], element["c"]
        if not caption:
            return None
        counts[tag] += 1
        identifier, classes, pairs = attributes
        pairs = [*(pair for pair in pairs if pair[0] != "number"), ["number", str(counts[tag])]]
        return [{"t": tag, "c": [[identifier, classes, pairs], [short, caption], *rest]}]

    numbered: list[Block] = ast.rewrite(blocks, ("Figure", "Table"), change)
    return numbered


def name_references(blocks: list[Block], numbers: Mapping[str, str]) -> list[Block]:
    """Links without words to a figure, table or section get its name, and `@fig:name` becomes such a link.

    `numbers`: what `find_names` found. What is not there stays as it is.
    """

    def change(element: dict[str, Any]) -> list[dict[str, Any]] | None:
        if element["t"] == "Link":
            attributes, words, (target, title) = element["c"]
            name = numbers.get(target.removeprefix("#")) if target.startswith("#") and not words else None
            return [{"t": "Link", "c": [attributes, ast.words(name), [target, title]]}] if name else None
        keys = [citation["citationId"] for citation in element["c"][0]]
        if not all(key in numbers and key.startswith(PRINTED_REFERENCES) for key in keys):
            return None
        links: list[Inline] = []
        for key in keys:
            links += [{"t": "Str", "c": ","}, {"t": "Space"}] if links else []
            links.append(ast.link(ast.words(numbers[key]), f"#{key}"))
        return links

    named: list[Block] = ast.rewrite(blocks, ("Link", "Cite"), change)
    return named


def find_names(blocks: Sequence[Block]) -> dict[str, str]:
    """Identifier -> what the text calls it: "Figure 3", "Table 2", "Section 2.1", or a heading's words."""
    names: dict[str, str] = {}
    for element in ast.walk(blocks, ("Figure", "Table", "Header")):
        heading = element["t"] == "Header"
        identifier, _, pairs = element["c"][1 if heading else 0]
        number = dict(pairs).get("number")
        if heading and identifier:
            words = ast.plain_text(element["c"][2])
            names[identifier] = f"Section {number}" if number else f"“{words}”"
        elif identifier and number:
            names[identifier] = f"{element['t']} {number}"
    return names


def _sole_image(block: Block) -> Inline | None:
    """The image of a drawn figure, where it is all that the block holds."""
    inner = block["c"]
    if block["t"] == "Figure":
        blocks = block["c"][2]
        inner = blocks[0]["c"] if len(blocks) == 1 and blocks[0]["t"] in ("Para", "Plain") else []
    inlines = [inline for inline in inner if inline["t"] not in ("Space", "SoftBreak")]
    image: Inline | None = inlines[0] if len(inlines) == 1 and inlines[0]["t"] == "Image" else None
    return image if image and image["c"][2][0].startswith(SCHEME) else None


def _identifier(block: Block, image: Inline) -> str:
    own = block["c"][0][0] if block["t"] == "Figure" else ""
    return str(own or image["c"][0][0])


def _figure(identifier: str, name: str, figure: Figure, sources: Sequence[str], *, in_notes: bool) -> Block:
    pairs = [["alt", figure.alt], [NAME, name]]
    image: Inline = {"t": "Image", "c": [["", [], pairs], ast.words(figure.alt), ["", ""]]}
    caption = [ast.strong(ast.words(_sentence(figure.title)))]
    for text in (figure.caption, *figure.notes):
        if text:
            caption += [{"t": "Space"}, *ast.words(_sentence(text))]
    if len(sources) > _MANY:
        # A caption of thirty citations is read by nobody; each row of the data has its own.
        caption += [{"t": "Space"}, *ast.words("Sources: with each row of the data behind this figure.")]
    elif sources and in_notes:
        caption.append(ast.cite(*sources))
    elif sources:
        word = "Sources:" if len(sources) > 1 else "Source:"
        caption += [{"t": "Space"}, *ast.words(word), {"t": "Space"}, ast.cite(*sources), {"t": "Str", "c": "."}]
    plain = {"t": "Plain", "c": [image]}
    return {"t": "Figure", "c": [[identifier, [], []], [None, [{"t": "Plain", "c": caption}]], [plain]]}


def _width(svg: str) -> int:
    """The percentage of the text's width at which the drawing, with its caption, is no higher than a page."""
    size = re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)
    height = float(size[1]) if size else 0.0
    return 100 if height <= _HIGHEST else int(100 * _HIGHEST / height)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
