"""The page of each layout and paper: the one place that both the template and the fitting of tables take it from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wellsourced.project.models import ArticleFile

#: Width and height in millimetres: ISO 216 and ANSI/ASME Y14.1.
_PAPER = {"a4": (210.0, 297.0), "us-letter": (215.9, 279.4)}
_POINTS_A_MILLIMETRE = 72 / 25.4
#: Characters of table text on a line of 132 mm where the text has 10.5 points, counted on pages of running English.
_LINE, _LINE_WIDTH, _LINE_SIZE = 88, 132.0, 10.5
#: Space between two columns, in millimetres.
_GUTTER = 7.0
#: Margins of a landscape page: at its short sides, above, below.
_TURNED = (22.0, 25.0, 24.0)
#: The least margin beside a table that is turned within an upright page.
_BESIDE = 18.0


@dataclass(frozen=True)
class Layout:
    """A page. Lengths are millimetres, `size` (of the text) is points, `margin_x` stands left and right."""

    name: str
    paper: str
    margin_x: float
    top: float
    bottom: float
    size: float
    columns: int = 1

    @property
    def measure(self) -> float:
        """The width of a column of text."""
        return (self._width - (self.columns - 1) * _GUTTER) / self.columns

    @property
    def widest(self) -> float:
        """The width of a column in points: what is wider would leave it."""
        return round(self.measure * _POINTS_A_MILLIMETRE - 0.5, 1)

    @property
    def line(self) -> int:
        """Characters that a line of table text holds in a column."""
        return self._characters(self.measure)

    @property
    def drawn_part(self) -> float:
        """The part of the text's width that drawings take which span it: they are drawn for a page of one column."""
        return min(1.0, _LINE_WIDTH / self._width)

    @property
    def single(self) -> Layout:
        """The same page in one column."""
        return replace(self, columns=1)

    @property
    def page_line(self) -> int:
        """The same where a table spans the columns."""
        return self._characters(self._width)

    @property
    def turned_line(self) -> int:
        """The same on a landscape page."""
        return self._characters(_PAPER[self.paper][1] - self.top - self.bottom)

    @property
    def text_height(self) -> float:
        """The height of the text on a page, in points."""
        return (_PAPER[self.paper][1] - self.top - self.bottom) * _POINTS_A_MILLIMETRE

    @property
    def page_lines(self) -> int:
        """About how many lines of table text stand on a page."""
        return int((_PAPER[self.paper][1] - self.top - self.bottom) / (0.49 * self.size))

    @property
    def turned_lines(self) -> int:
        """The same where the table is turned."""
        return int((_PAPER[self.paper][0] - 2 * _BESIDE) / (0.37 * self.size))

    def for_template(self) -> dict[str, object]:
        """What the template reads as `data.page`."""
        return {
            "layout": self.name,
            "paper": self.paper,
            "x": self.margin_x,
            "top": self.top,
            "bottom": self.bottom,
            "size": self.size,
            "columns": self.columns,
            "gutter": _GUTTER,
            "turned": _TURNED,
            "height": _PAPER[self.paper][1] - self.top - self.bottom,
            "beside": self.margin_x - _BESIDE,
        }

    @property
    def _width(self) -> float:
        return _PAPER[self.paper][0] - 2 * self.margin_x

    def _characters(self, width: float) -> int:
        return round(_LINE * width / _LINE_WIDTH * _LINE_SIZE / self.size)


# A measure of 65 to 75 characters where there is one column, of about 50 where there are two, on either paper.
_LAYOUTS = {
    (layout.name, layout.paper): layout
    for layout in (
        Layout("article", "a4", margin_x=39, top=31, bottom=32, size=10.5),
        Layout("article", "us-letter", margin_x=42, top=24, bottom=25, size=10.5),
        Layout("two-column", "a4", margin_x=18, top=25, bottom=26, size=9.5, columns=2),
        Layout("two-column", "us-letter", margin_x=20, top=23, bottom=24, size=9.5, columns=2),
        Layout("report", "a4", margin_x=40, top=38, bottom=42, size=11),
        Layout("report", "us-letter", margin_x=43, top=32, bottom=35, size=11),
    )
}


def layout_of(article: ArticleFile) -> Layout:
    """The page that article.yaml asks for."""
    return _LAYOUTS[article.layout, article.paper]


def layout_of_one_column(article: ArticleFile) -> Layout:
    """The same where a text has one column in any case: for two, the page of the layout `article`."""
    layout = layout_of(article)
    return layout if layout.columns == 1 else _LAYOUTS["article", article.paper]
