"""Images of a JATS article: files in a folder beside it, because archives want files and no `data:` addresses."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field

from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.publish.epub.svg import clean_svg_file
from wellsourced.publish.jats.xml import Element, element
from wellsourced.publish.typst.fonts import ProjectFonts

#: The folder beside the article's XML; the pair is what an archive takes.
FOLDER = "article.jats"
_ADDRESS = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,(.*)", re.DOTALL)
_ENDINGS = {"jpeg": "jpg", "svg+xml": "svg"}
_SAFE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass
class Images:
    """The images seen so far. `files`: path from the output folder -> bytes. `stems`: content -> path without ending.

    `fonts`: for the words in drawings. `rasters`: SVG -> PNG, or None where it cannot be drawn.
    """

    fonts: ProjectFonts = ()
    files: dict[str, bytes] = field(default_factory=dict)
    stems: dict[bytes, str] = field(default_factory=dict)
    rasters: dict[bytes, bytes | None] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def write(self, tag: str, address: str, description: str, *, name: str, identifier: str | None) -> Element | None:
        """A `graphic` or `inline-graphic`; None where the image is none that can be kept. `name`: of a drawn figure.

        An SVG and its PNG are `alternatives`: many archives take no SVG.
        """
        found = _ADDRESS.fullmatch(address)
        content = _decode(found[2]) if found else None
        if found is None or content is None:
            self._complain(description)
            return None
        kind = found[1]
        if kind == "svg+xml":
            cleaned = clean_svg_file(content)
            if cleaned is None:
                self._complain(description)
                return None
            content = cleaned.content
        stem = self._stem(content, name)
        graphic = self._graphic(tag, f"{stem}.{_ENDINGS.get(kind, kind)}", content, kind, description)
        if identifier:
            graphic.set("id", identifier)
        if kind != "svg+xml":
            return graphic
        if content not in self.rasters:
            self.rasters[content] = _rasterise(content, self.fonts)
        raster = self.rasters[content]
        if raster is None:
            return graphic
        return element("alternatives", None, graphic, self._graphic(tag, f"{stem}.png", raster, "png", description))

    def _graphic(self, tag: str, path: str, content: bytes, kind: str, description: str) -> Element:
        self.files[path] = content
        attributes = {"mimetype": "image", "mime-subtype": kind, "xlink:href": path}
        return element(tag, attributes, element("alt-text", None, description) if description else None)

    def _stem(self, content: bytes, name: str) -> str:
        """The path of the image's files without their endings: archives tell by it what belongs together."""
        if content not in self.stems:
            taken = set(self.stems.values())
            number = 1
            wanted = f"{FOLDER}/{name}" if _SAFE_NAME.fullmatch(name) else ""
            while not wanted or wanted in taken:
                wanted = f"{FOLDER}/image-{number}"
                number += 1
            self.stems[content] = wanted
        return self.stems[content]

    def _complain(self, description: str) -> None:
        shown = f"“{description[:60]}”" if description else "without description"
        self.diagnostics.append(
            Diagnostic(
                "PUB041",
                Severity.WARNING,
                f"the image {shown} cannot be read and is not among the JATS article's files",
                Span("article/article.yaml"),
                help="save it again as PNG, JPEG, GIF, WebP or plain SVG",
            )
        )


def _rasterise(content: bytes, fonts: ProjectFonts) -> bytes | None:
    """The drawing as PNG; None where it cannot be drawn, and the SVG has to do."""
    from wellsourced.publish.raster import UndrawableError, rasterise

    try:
        return rasterise(content, "svg", fonts)
    except UndrawableError:
        return None


def _decode(text: str) -> bytes | None:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
