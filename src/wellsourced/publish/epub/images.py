"""Images of the article as files of the EPUB: each once, of the type that its bytes have."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from importlib.resources import files

import msgspec

from wellsourced.publish.epub.svg import clean_svg_file

#: How files begin, and what they are then (EPUB 3.3, "Core media types"; AVIF is none).
_SIGNATURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))
_SHAPELESS = re.compile(r'<path((?: (?!d=)[\w:-]+="[^"]*")*) ?/>')
_SIZE = re.compile(r' width="[\d.]+pt" height="[\d.]+pt" viewBox="0 0 ([\d.]+) ([\d.]+)"')
#: Ground around a drawing, points.
_MARGIN = 8
_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}


class ImageResource(msgspec.Struct, frozen=True):
    """An image inside the EPUB. `moving`: it may be animated, and may flash."""

    file: str
    media_type: str
    content: bytes
    moving: bool = False


@dataclass
class ImageShelf:
    """The images seen so far; the same bytes are one file."""

    resources: dict[bytes, ImageResource] = field(default_factory=dict)

    def add_address(self, address: str) -> ImageResource | None:
        """The image of a `data:` address; None where its bytes are none that an EPUB holds."""
        try:
            content = base64.b64decode(address.partition(",")[2], validate=True)
        except (binascii.Error, ValueError):
            return None
        if content in self.resources:
            return self.resources[content]
        if media_type := _media_type(content):
            return self._add(content, content, media_type, _may_move(content, media_type))
        if cleaned := clean_svg_file(content):
            return self._add(content, cleaned.content, "image/svg+xml", cleaned.moving)
        return None

    def add_drawing(self, svg: str, title: str, description: str) -> ImageResource:
        """A figure drawn from facts, with its words inside, on a ground of its own: readers change a page's colours."""
        content = _stand_alone(svg, title, description).encode()
        return self.resources.get(content) or self._add(content, content, "image/svg+xml", False)

    def _add(self, key: bytes, content: bytes, media_type: str, moving: bool) -> ImageResource:
        file = f"images/image-{len(self.resources) + 1}.{_ENDINGS[media_type]}"
        self.resources[key] = ImageResource(file, media_type, content, moving)
        return self.resources[key]


def _media_type(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((media_type for start, media_type in _SIGNATURES if content.startswith(start)), None)


def _may_move(content: bytes, media_type: str) -> bool:
    """Whether the file may hold more than one picture: any GIF, and PNG and WebP with the chunk of an animation."""
    match media_type:
        case "image/gif":
            return True
        case "image/png":
            return b"acTL" in content.partition(b"IDAT")[0]
        case "image/webp":
            return b"ANIM" in content[:64]
        case _:
            return False


def _stand_alone(svg: str, title: str, description: str) -> str:
    words = f"<title>{escape(title)}</title><desc>{escape(description)}</desc><style>{_figure_style()}</style>"
    # An outline without a shape, that of a space, is drawn; SVG 1.1 wants the attribute.
    opening, _, rest = _SHAPELESS.sub(r'<path d=""\1/>', svg).partition(">")
    opening = _SIZE.sub(_widen, opening)
    x = y = -_MARGIN
    ground = f'<rect class="fig-ground" x="{x}" y="{y}" width="100%" height="100%" fill="#ffffff" stroke="none"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}>{words}{ground}{rest}'


def _widen(size: re.Match[str]) -> str:
    """The drawing's size with a margin around it."""
    width, height = float(size[1]) + 2 * _MARGIN, float(size[2]) + 2 * _MARGIN
    return f' width="{width:g}pt" height="{height:g}pt" viewBox="{-_MARGIN} {-_MARGIN} {width:g} {height:g}"'


@lru_cache(maxsize=1)
def _figure_style() -> str:
    return files("wellsourced").joinpath("themes/default/epub/figure.css").read_text(encoding="utf-8")
