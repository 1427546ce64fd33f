"""Forest plots: what was studied on the left, its effect and interval in the middle, the same in figures beside it."""

from __future__ import annotations

from wellsourced.figures.axes import Axis, find_ticks, print_tick
from wellsourced.figures.canvas import LEADING, SIZE, WIDTH, Canvas, balance, text_width, wrap
from wellsourced.figures.drawings import Effect, Forest, Panel

#: Width of the column of labels, and the least of the field, points.
_LABELS, _FIELD = 162.0, 96.0
_PADDING = 3.5


def draw_forest(drawing: Forest) -> Canvas:
    """Panels beneath one another, each with its own axis and line of no effect."""
    texts = max(text_width(row.text) for panel in drawing.panels for row in panel.rows)
    field = (_LABELS + 12, max(WIDTH - texts - 10, _LABELS + 12 + _FIELD))
    canvas = Canvas(WIDTH, sum(_height(panel) for panel in drawing.panels))
    y = 0.0
    for panel in drawing.panels:
        _draw_panel(canvas, panel, y, field)
        y += _height(panel)
    return canvas


def _draw_panel(canvas: Canvas, panel: Panel, y: float, field: tuple[float, float]) -> None:
    start, end = field
    y = canvas.paragraph(0, y + SIZE, wrap(panel.axis, WIDTH, bold=True), bold=True) - SIZE + 4
    top = y
    values = [v for row in panel.rows for v in (row.estimate, row.low, row.high) if v is not None]
    ticks = find_ticks([*values, panel.reference], log=panel.log, zero=False, count=4)
    axis = Axis(ticks[0], ticks[-1], start, end, log=panel.log)
    bottom = y + sum(map(_row_height, panel.rows))
    for tick in ticks:
        canvas.line([(axis.place(tick), top), (axis.place(tick), bottom)], role="rule", width=0.5)
    zero = axis.place(panel.reference)
    canvas.line([(zero, top), (zero, bottom)], role="ink", width=0.9)
    for row in panel.rows:
        _draw_row(canvas, row, y, axis)
        y += _row_height(row)
    canvas.line([(start, bottom), (end, bottom)], role="ink", width=0.8)
    last = -1e9
    for tick in sorted(ticks, key=lambda tick: (tick != panel.reference, tick)):
        x, room = axis.place(tick), text_width(print_tick(tick)) / 2
        if tick == panel.reference or (abs(x - zero) > room + 12 and x - room > last):
            canvas.text(x, bottom + SIZE + 4, print_tick(tick), align="center", role="quiet")
            last = x + room + 4 if tick != panel.reference else last
    if panel.left or panel.right:
        base = bottom + SIZE + 4 + SIZE * LEADING
        left, right = f"← {panel.left}", f"{panel.right} →"
        # Where no effect stands at the edge of the field there is nothing beyond it.
        if panel.left and text_width(left) + 4 <= zero - start:
            canvas.text(zero - 4, base, left, align="right", role="quiet")
        if panel.right and zero + 4 + text_width(right) <= end:
            canvas.text(zero + 4, base, right, role="quiet")


def _draw_row(canvas: Canvas, row: Effect, y: float, axis: Axis) -> None:
    height = _row_height(row)
    middle = y + height / 2
    after = canvas.paragraph(0, y + _PADDING + SIZE * 0.8, balance(row.label, _LABELS))
    canvas.paragraph(0, after, _detail(row), role="quiet")
    if row.low is not None and row.high is not None:
        low, high = axis.place(row.low), axis.place(row.high)
        canvas.line([(low, middle), (high, middle)], role="one", width=1.6)
        for x in (low, high):
            canvas.line([(x, middle - 3), (x, middle + 3)], role="one", width=1.2)
        canvas.marker(axis.place(row.estimate), middle, "s", role="one", size=7)
    else:
        canvas.marker(axis.place(row.estimate), middle, "D", role="one", size=6.5, filled=False)
    canvas.text(WIDTH, middle + SIZE * 0.36, row.text, align="right")


def _row_height(row: Effect) -> float:
    return (len(balance(row.label, _LABELS)) + len(_detail(row))) * SIZE * LEADING + 2 * _PADDING


def _detail(row: Effect) -> list[str]:
    return wrap(row.detail, _LABELS) if row.detail else []


def _height(panel: Panel) -> float:
    heading = len(wrap(panel.axis, WIDTH, bold=True)) * SIZE * LEADING + 4
    foot = SIZE * LEADING * (2 if panel.left or panel.right else 1) + 16
    return heading + sum(map(_row_height, panel.rows)) + foot
