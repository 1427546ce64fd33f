"""A sheet to draw on: points from the upper left corner, colours by their role, text in one font.

Everything here goes through matplotlib, which measures text, turns it into outlines and writes SVG. Text as outlines
looks the same in every browser and in the PDF, whatever fonts they have; what it says is in the alternative text and
in the table of data beside each figure.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

#: Width of the drawings, points: the text width of the PDF on A4 and on US letter (132 mm).
WIDTH = 374.0
#: Sizes of text, points. No text is smaller than SMALL.
SIZE, SMALL = 9.0, 9.0
#: Distance of lines of text, in sizes.
LEADING = 1.25
#: What stands for a letter that the font lacks, as in the PDF.
MISSING = "□"

#: Role -> colour on paper. The page gives each role its colour in both schemes (`fig-ROLE` in the style sheet).
#: The four of data are Okabe and Ito's (jfly.uni-koeln.de/color), darkened to 4.5 : 1 on white so that words in them
#: can be read, and different in grey.
COLOURS = {
    "ink": "#22252a",
    "quiet": "#585e67",
    "rule": "#c9cbcf",
    "tint": "#eef1f5",
    "paper": "#ffffff",
    "one": "#0b5fa5",
    "two": "#a84300",
    "three": "#0a7a5c",
    "four": "#87407a",
}
#: The colours of data, in the order of their use, and the marker that goes with each.
SERIES = ("one", "two", "three", "four")
MARKERS = ("o", "s", "^", "D")

_SETTINGS_VARIABLE = "MATPLOTLIBRC"

Align = Literal["left", "center", "right"]


class Canvas:
    """A sheet of `width` by `height` points."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.figure import Figure

        self.width, self.height = width, height
        self._drawn = 0
        self._figure = Figure(figsize=(width / 72, height / 72))
        self._figure.patch.set_visible(False)
        self._axes: Any = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        role: str = "ink",
        align: Align = "left",
        bold: bool = False,
        size: float = SIZE,
        rotation: float = 0,
    ) -> None:
        """One line of text with its baseline at `y`."""
        self._axes.text(
            x,
            y,
            printable(text),
            color=COLOURS[role],
            ha=align,
            va="baseline",
            fontproperties=font(bold, size),
            rotation=rotation,
            rotation_mode="anchor",
            parse_math=False,
            zorder=self._next(),
        )

    def paragraph(self, x: float, y: float, lines: Sequence[str], **style: Any) -> float:
        """Lines of text, the first with its baseline at `y`; returns the baseline after the last."""
        for line in lines:
            self.text(x, y, line, **style)
            y += style.get("size", SIZE) * LEADING
        return y

    def line(
        self, points: Sequence[tuple[float, float]], *, role: str = "ink", width: float = 1.0, dashes: Any = None
    ) -> None:
        """A line through the points; `dashes` in points: (on, off)."""
        style: Any = (0, dashes) if dashes else "solid"
        self._line(
            [x for x, _ in points],
            [y for _, y in points],
            color=COLOURS[role],
            linewidth=width,
            linestyle=style,
            solid_capstyle="butt",
            solid_joinstyle="round",
        )

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str | None = None, edge: str | None = None
    ) -> None:
        """A rectangle with its upper left corner at `x`, `y`."""
        from matplotlib.patches import Rectangle

        self._axes.add_artist(
            Rectangle(
                (x, y),
                width,
                height,
                facecolor=COLOURS[fill] if fill else "none",
                edgecolor=COLOURS[edge] if edge else "none",
                linewidth=0.8 if edge else 0,
                clip_on=False,
                zorder=self._next(),
            )
        )

    def marker(
        self, x: float, y: float, shape: str, *, role: str, size: float = 6.0, filled: bool = True, width: float = 1.3
    ) -> None:
        """A marker of matplotlib's shapes, `size` points across."""
        self._line(
            [x],
            [y],
            marker=shape,
            markersize=size,
            markerfacecolor=COLOURS[role if filled else "paper"],
            markeredgecolor=COLOURS[role],
            markeredgewidth=width,
            linestyle="none",
        )

    def arrow(self, points: Sequence[tuple[float, float]], *, role: str = "quiet", width: float = 1.0) -> None:
        """A line through the points with a head at its end."""
        from matplotlib.patches import Polygon

        (x0, y0), (x1, y1) = points[-2:]
        length = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5, 0.01)
        dx, dy = (x1 - x0) / length, (y1 - y0) / length
        back = (x1 - 6 * dx, y1 - 6 * dy)
        self.line([*points[:-1], back], role=role, width=width)
        head = [(x1, y1), (back[0] - 2.8 * dy, back[1] + 2.8 * dx), (back[0] + 2.8 * dy, back[1] - 2.8 * dx)]
        self._axes.add_artist(
            Polygon(head, closed=True, facecolor=COLOURS[role], edgecolor="none", clip_on=False, zorder=self._next())
        )

    def _line(self, xs: list[float], ys: list[float], **style: Any) -> None:
        """A line of matplotlib, without what its `plot` does to find limits that are fixed here."""
        from matplotlib.lines import Line2D

        self._axes.add_artist(Line2D(xs, ys, **style, clip_on=False, zorder=self._next()))

    def _next(self) -> int:
        """What is drawn later lies above."""
        self._drawn += 1
        return self._drawn

    def svg(self) -> str:
        """matplotlib's SVG of the sheet, the same for the same drawing."""
        target = io.StringIO()
        self._figure.savefig(target, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
        return target.getvalue()


@contextmanager
def own_settings() -> Iterator[None]:
    """Drawing with settings of our own, whatever the machine or the folder we are in would have.

    matplotlib reads a file `matplotlibrc` of the present folder when it is imported. In a stranger's project such a
    file could ask for LaTeX to be run, or keep the import waiting; ours is named before it looks.
    """
    spec = find_spec("matplotlib")
    folder = (spec.submodule_search_locations or [""])[0] if spec else ""
    before = os.environ.get(_SETTINGS_VARIABLE)
    os.environ[_SETTINGS_VARIABLE] = os.path.join(folder, "mpl-data", "matplotlibrc")  # noqa: PTH118
    try:
        import matplotlib
    finally:
        os.environ.pop(_SETTINGS_VARIABLE)
        if before is not None:
            os.environ[_SETTINGS_VARIABLE] = before
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(
            {"svg.fonttype": "path", "svg.hashsalt": "wellsourced", "path.simplify": False, "text.usetex": False}
        )
        yield


@lru_cache(maxsize=8)
def font(bold: bool = False, size: float = SIZE) -> FontProperties:
    """The font that matplotlib itself ships, by file: a machine's own font of that name would measure otherwise."""
    from pathlib import Path

    import matplotlib
    from matplotlib.font_manager import FontProperties

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FontProperties(fname=str(Path(matplotlib.get_data_path(), "fonts", "ttf", name)), size=size)


def printable(text: str) -> str:
    """The text with a hollow square for each letter that the font lacks."""
    return "".join(character if ord(character) in _letters() else MISSING for character in text)


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import get_font

    return frozenset(get_font(str(font().get_file())).get_charmap())


@lru_cache(maxsize=4096)
def text_width(text: str, *, bold: bool = False, size: float = SIZE) -> float:
    """How wide a line of text is, in points."""
    return float(_measure().get_text_width_height_descent(printable(text), font(bold, size), False)[0])


def wrap(text: str, width: float, *, bold: bool = False, size: float = SIZE) -> list[str]:
    """The text in lines that are at most `width` points wide, words left whole."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, bold=bold, size=size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [""]


def balance(text: str, width: float, **style: Any) -> list[str]:
    """As `wrap`, in lines of about the same length."""
    lines = wrap(text, width, **style)
    low, high = width / 3, width
    for _ in range(8 if len(lines) > 1 else 0):
        middle = (low + high) / 2
        if len(wrap(text, middle, **style)) > len(lines) or _widest(wrap(text, middle, **style), **style) > middle:
            low = middle
        else:
            high = middle
    return wrap(text, high, **style)


def _widest(lines: Sequence[str], **style: Any) -> float:
    return max((text_width(line, **style) for line in lines), default=0.0)


@lru_cache(maxsize=1)
def _measure() -> Any:
    from matplotlib.textpath import TextToPath

    return TextToPath()
