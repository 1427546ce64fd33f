"""Drawings as PNG, for formats that cannot hold SVG alone: drawn by Typst, which reads no file but the one given."""

from __future__ import annotations

import tempfile
from pathlib import Path

from wellsourced.publish.typst.compile import is_panic, make_compiler
from wellsourced.publish.typst.fonts import ProjectFonts

#: Pixels to the inch: twice and more what screens show of a figure as wide as the text.
RESOLUTION = 220
#: The box, in points, that a picture is fitted into. It bounds the memory that a hostile drawing can ask for.
WIDEST, HIGHEST = 500, 700

_PAGE = """\
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#context {{
  let own = measure(image("{name}"))
  let scale = calc.min(1, {widest}pt / own.width, {highest}pt / own.height)
  image("{name}", width: own.width * scale, height: own.height * scale)
}}
"""


class UndrawableError(Exception):
    """Typst cannot read the picture."""


def rasterise(content: bytes, ending: str, fonts: ProjectFonts) -> bytes:
    """The picture (`ending`: svg, png, jpg, gif, webp) as PNG on white; the same bytes for the same picture and fonts.

    Raises UndrawableError.
    """
    with tempfile.TemporaryDirectory(prefix="wellsourced-") as folder:
        root = Path(folder)
        name = f"picture.{ending}"
        (root / name).write_bytes(content)
        main = root / "main.typ"
        main.write_text(_PAGE.format(name=name, widest=WIDEST, highest=HIGHEST), encoding="utf-8")
        try:
            drawn = make_compiler(main, root=root, packages=root, fonts=fonts).compile(format="png", ppi=RESOLUTION)
        except BaseException as error:
            if not isinstance(error, Exception) and not is_panic(error):
                raise
            raise UndrawableError(str(error)) from error
    if not isinstance(drawn, bytes):
        raise UndrawableError("Typst drew no picture, or more than one")
    return drawn
