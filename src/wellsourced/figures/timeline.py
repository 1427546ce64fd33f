"""Timelines: lanes of instruments, one a row; a ring where it was adopted, a disc where it came into force."""

from __future__ import annotations

from wellsourced.figures.axes import Axis
from wellsourced.figures.canvas import LEADING, SIZE, WIDTH, Canvas, text_width
from wellsourced.figures.drawings import Event, Timeline

_ROW = 15.0
_GAP = 10.0


def draw_timeline(drawing: Timeline) -> Canvas:
    """One row an instrument, its name beside it, where there is room."""
    dates = [
        d for lane in drawing.lanes for e in lane.events for d in (e.adopted, e.in_force, e.until) if d is not None
    ]
    first, last = int(min(dates)), int(max(dates)) + 1
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) if (last - first) / s <= 9)
    first = first // step * step
    years = Axis(first, last, 8, WIDTH - 8)
    legend = SIZE * LEADING + 8
    rows = sum(len(lane.events) for lane in drawing.lanes)
    lanes = len(drawing.lanes)
    height = legend + lanes * (SIZE * LEADING + _GAP + 3) + rows * _ROW
    canvas = Canvas(WIDTH, height + SIZE * LEADING + 10)
    _draw_legend(canvas, drawing)
    bottom = height + 2
    for year in range(first, last + 1, step):
        x = years.place(year)
        canvas.line([(x, legend), (x, bottom)], role="rule", width=0.5)
        wide = text_width(str(year)) / 2
        canvas.text(min(max(x, wide), WIDTH - wide), bottom + SIZE + 4, str(year), align="center", role="quiet")
    canvas.line([(0, bottom), (WIDTH, bottom)], role="ink", width=0.8)
    y = legend
    for lane in drawing.lanes:
        y += _GAP
        canvas.box(0, y - 2, WIDTH, SIZE * LEADING + 3, fill="tint")
        canvas.text(4, y + SIZE - 0.5, lane.name, bold=True)
        y += SIZE * LEADING + 3
        for event in lane.events:
            _draw_event(canvas, event, y + _ROW / 2, years)
            y += _ROW
    return canvas


def _draw_event(canvas: Canvas, event: Event, y: float, years: Axis) -> None:
    places = [years.place(d) for d in (event.adopted, event.in_force, event.until) if d is not None]
    if len(places) > 1:
        canvas.line([(min(places), y), (max(places), y)], role="one", width=1.4)
    if event.adopted is not None:
        shape = "D" if event.pending else "o"
        canvas.marker(
            years.place(event.adopted), y, shape, role="two" if event.pending else "one", size=6, filled=False
        )
    if event.in_force is not None:
        canvas.marker(years.place(event.in_force), y, "o", role="one", size=6)
    if event.until is not None:
        canvas.marker(years.place(event.until), y, "x", role="ink", size=5.5)
    width = text_width(event.label)
    right = max(places) + 7
    if right + width <= WIDTH:
        canvas.text(right, y + SIZE * 0.36, event.label)
    else:
        canvas.text(min(places) - 7, y + SIZE * 0.36, event.label, align="right")


def _draw_legend(canvas: Canvas, drawing: Timeline) -> None:
    events = [event for lane in drawing.lanes for event in lane.events]
    keys = [
        ("o", False, "one", "adopted", any(e.adopted is not None and not e.pending for e in events)),
        ("o", True, "one", "in force or applied", any(e.in_force is not None for e in events)),
        ("x", True, "ink", "no longer in force", any(e.until is not None for e in events)),
        ("D", False, "two", "proposed", any(e.pending for e in events)),
    ]
    x = 4.0
    for shape, filled, role, words, shown in keys:
        if shown:
            canvas.marker(x, SIZE * 0.7, shape, role=role, size=6, filled=filled)
            canvas.text(x + 8, SIZE, words, role="quiet")
            x += 8 + text_width(words) + 16
