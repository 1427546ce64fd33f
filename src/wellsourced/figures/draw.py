"""From a drawing to SVG: the one way in. matplotlib is imported when something is drawn, and not before."""

from __future__ import annotations

import threading
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from wellsourced.cache import Cache, digest
from wellsourced.figures.drawings import Bars, Drawing, Flow, Forest, Lines, Matrix, Timeline

if TYPE_CHECKING:
    from wellsourced.figures.canvas import Canvas


def draw(drawing: Drawing, *, name: str, cache: Cache) -> str:
    """The drawing as SVG, from the cache if it was drawn before. `name` keeps ids in one page apart.

    The same drawing gives the same text, byte by byte, with the same version of matplotlib.
    """
    key = digest("figure", _drawing_code(), version("matplotlib"), name, msgspec.json.encode(drawing).decode())
    return cache.get_or_compute(key, lambda: _draw(drawing, name).encode()).decode()


#: matplotlib keeps its settings and fonts for the whole process and guards neither.
_ONE_AT_A_TIME = threading.Lock()


@lru_cache(maxsize=1)
def _drawing_code() -> str:
    """The digest of this package's own code: whoever changes how figures look need not remember a number."""
    sources = sorted(files("wellsourced.figures").iterdir(), key=lambda file: file.name)
    return sha256(b"".join(file.read_bytes() for file in sources if file.name.endswith(".py"))).hexdigest()


def _draw(drawing: Drawing, name: str) -> str:
    from wellsourced.figures.canvas import COLOURS, own_settings
    from wellsourced.figures.svg import clean_svg

    with _ONE_AT_A_TIME, own_settings():
        return clean_svg(_lay_out(drawing).svg(), name=name, colours=COLOURS)


def _lay_out(drawing: Drawing) -> Canvas:
    match drawing:
        case Bars():
            from wellsourced.figures.bars import draw_bars

            return draw_bars(drawing)
        case Lines():
            from wellsourced.figures.lines import draw_lines

            return draw_lines(drawing)
        case Forest():
            from wellsourced.figures.forest import draw_forest

            return draw_forest(drawing)
        case Timeline():
            from wellsourced.figures.timeline import draw_timeline

            return draw_timeline(drawing)
        case Flow():
            from wellsourced.figures.flow import draw_flow

            return draw_flow(drawing)
        case Matrix():
            from wellsourced.figures.matrix import draw_matrix

            return draw_matrix(drawing)
        case _:
            raise TypeError(f"nothing draws a {type(drawing).__name__}")
