"""Series by year: one panel for all or one each, names beside the lines, gaps where a year is missing.

No line runs past a mark, either: what was counted before and after it is not the same.
"""

from __future__ import annotations

from itertools import pairwise

from wellsourced.figures.axes import Axis, find_ticks, print_tick
from wellsourced.figures.canvas import (
    LEADING,
    MARKERS,
    SERIES,
    SIZE,
    WIDTH,
    Align,
    Canvas,
    balance,
    text_width,
    wrap,
)
from wellsourced.figures.drawings import Line, Lines
from wellsourced.figures.labels import Labels

#: Heights of the field of a panel of its own, and of one for all, points.
_PANEL, _SHARED = 82.0, 190.0
#: The widest column of names beside a shared panel.
_NAMES = 105.0


def draw_lines(drawing: Lines) -> Canvas:
    """Lines with their values written at the points."""
    groups = [drawing.lines] if drawing.together else [(line,) for line in drawing.lines]
    field = _SHARED if drawing.together else _PANEL
    values = [point.value for line in drawing.lines for point in line.points]
    left = text_width(print_tick(max(values))) + 12
    names = min(_NAMES, max(text_width(line.name, bold=True) for line in drawing.lines)) if drawing.together else 0
    right = WIDTH - (names + 14 if names else 14)
    years = Axis(drawing.first - 0.4, drawing.last + 0.6, left + 8, right)
    heads = [balance(mark.text, 120) for mark in drawing.marks]
    above = max((len(lines) for lines in heads), default=0) * SIZE * LEADING
    # Over each field stand the name of a series of its own and the value of its highest point.
    over = SIZE * LEADING * 2 + 16 if not drawing.together else SIZE * LEADING + 4
    top = SIZE * LEADING + 4 + above
    canvas = Canvas(WIDTH, top + len(groups) * (over + field) + SIZE * LEADING + 8)
    canvas.text(0, SIZE, drawing.axis, role="quiet")
    bottom = top + len(groups) * (over + field)
    for mark, lines in zip(drawing.marks, heads, strict=True):
        x = years.place(mark.at)
        canvas.line([(x, top - above + 8), (x, bottom)], role="quiet", width=1.2, dashes=(4, 2))
        rightwards = x + 5 + max(map(text_width, lines)) <= WIDTH
        canvas.paragraph(
            x + (4 if rightwards else -4), top - above + SIZE, lines, align="left" if rightwards else "right"
        )
    y = top
    for number, group in enumerate(groups):
        _draw_panel(canvas, drawing, group, number, years, (left, right), (y + over, y + over + field))
        y += over + field
    for year in _labelled_years(drawing, years):
        canvas.text(years.place(year), y + SIZE + 5, str(year), align="center")
    return canvas


def _draw_panel(
    canvas: Canvas,
    drawing: Lines,
    group: tuple[Line, ...],
    number: int,
    years: Axis,
    sides: tuple[float, float],
    ends: tuple[float, float],
) -> None:
    top, bottom = ends
    values = [point.value for line in group for point in line.points]
    ticks = find_ticks(values, log=drawing.log, count=5 if drawing.together else 3)
    axis = Axis(ticks[0], ticks[-1], bottom, top, log=drawing.log)
    for tick in ticks:
        y = axis.place(tick)
        base = tick == ticks[0]
        canvas.line([(sides[0], y), (sides[1], y)], role="ink" if base else "rule", width=0.8 if base else 0.5)
        canvas.text(sides[0] - 6, y + SIZE * 0.36, print_tick(tick), align="right", role="quiet")
    taken: list[float] = []
    for place, line in enumerate(group):
        index = (place if drawing.together else number) % len(SERIES)
        role, marker = SERIES[index], MARKERS[index]
        if not drawing.together:
            over = top - SIZE * LEADING - 8
            canvas.box(sides[0], over - SIZE, text_width(line.name, bold=True) + 3, SIZE * LEADING, fill="paper")
            canvas.text(sides[0], over, line.name, role=role, bold=True)
        _draw_line(canvas, drawing, line, role, marker, years, axis)
        if drawing.together:
            last = line.points[-1]
            words = wrap(line.name, _NAMES, bold=True)
            y = _free_place(axis.place(last.value), len(words), taken)
            x, width = years.place(last.at) + 12, max(text_width(word, bold=True) for word in words)
            canvas.box(x - 2, y - SIZE * 0.6, width + 4, len(words) * SIZE * LEADING, fill="paper")
            canvas.paragraph(x, y + SIZE * 0.36, words, role=role, bold=True)


def _draw_line(canvas: Canvas, drawing: Lines, line: Line, role: str, marker: str, years: Axis, axis: Axis) -> None:
    places = [(years.place(point.at), axis.place(point.value)) for point in line.points]
    joined = [
        after.at - before.at < 1.01 and not any(before.at < mark.at <= after.at for mark in drawing.marks)
        for before, after in pairwise(line.points)
    ]
    run = places[:1]
    for join, place in zip([*joined, False], [*places[1:], (0.0, 0.0)], strict=True):
        if not join:
            if len(run) > 1:
                canvas.line(run, role=role, width=1.6)
            run = []
        run.append(place)
    labels = Labels(tuple(years.place(mark.at) for mark in drawing.marks))
    for number, (point, (x, y)) in enumerate(zip(line.points, places, strict=True)):
        canvas.marker(x, y, marker, role=role)
        left = places[number - 1][1] if number and joined[number - 1] else y
        right = places[number + 1][1] if number < len(joined) and joined[number] else y
        # In a valley the value stands beneath its point, out of the way of the line; beside a steep line on the side
        # that the line leaves free.
        valley = left < y - 2 and right < y - 2
        align: Align = "center"
        anchor = x
        if not valley and right > y and not labels.clear(x, y - 6, point.text):
            valley = True
        if not valley and right < y - 14:
            align, x = "right", x + 3
        elif not valley and left < y - 14:
            align, x = "left", x - 3
        baseline = y + SIZE + 5 if valley else y - 6
        canvas.text(*labels.place(x, baseline, point.text, anchor=anchor, align=align), point.text)


def _free_place(wanted: float, lines: int, taken: list[float]) -> float:
    """A baseline as near to the wanted one as others allow."""
    y = wanted
    while any(abs(y - other) < SIZE * LEADING for other in taken):
        y += 2
    taken.extend(y + row * SIZE * LEADING for row in range(lines))
    return y


def _labelled_years(drawing: Lines, years: Axis) -> range:
    room = text_width("2000") + 8
    step = next(
        s
        for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
        if years.place(s) - years.place(0) >= room or s == 2000
    )
    # The last year is always named: it is the one that readers look for.
    return range(drawing.last, drawing.first - 1, -step)
