"""Bars: along the page where they are categories, upright where they follow time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from wellsourced.figures.axes import Axis, find_ticks, print_tick
from wellsourced.figures.canvas import LEADING, SIZE, WIDTH, Canvas, balance, text_width, wrap
from wellsourced.figures.drawings import Bars
from wellsourced.figures.labels import Labels

_ROW, _BAR = 21.0, 13.0
#: Height of the field of upright bars, points.
_FIELD = 165.0
#: The widest column of labels.
_LABELS = 150.0


def draw_bars(drawing: Bars) -> Canvas:
    """Bars with their values written at their ends."""
    return _draw_upright(drawing) if drawing.upright else _draw_along(drawing)


def _draw_along(drawing: Bars) -> Canvas:
    labels = [wrap(bar.label, _LABELS) for bar in drawing.bars]
    rows = [max(_ROW, len(lines) * SIZE * LEADING + 8) for lines in labels]
    left = max(text_width(line) for lines in labels for line in lines) + 9
    room = max(text_width(bar.text) for bar in drawing.bars if bar.value is not None) + 10 if _values(drawing) else 10
    top = SIZE * LEADING + 10
    canvas = Canvas(WIDTH, top + sum(rows) + 4)
    canvas.text(left, SIZE, drawing.axis, role="quiet")
    values = [*_values(drawing), 0.0]
    low, high = min(values), max(values)
    axis = Axis(low, high if high > low else low + 1, left, WIDTH - room)
    zero = axis.place(0)
    y = top
    for bar, lines, height in zip(drawing.bars, labels, rows, strict=True):
        middle = y + height / 2
        first = middle - (len(lines) - 1) * SIZE * LEADING / 2 + SIZE * 0.36
        canvas.paragraph(left - 7, first, lines, align="right")
        if bar.value is None:
            canvas.text(zero + 6, middle + SIZE * 0.36, bar.text, role="quiet")
        else:
            end = axis.place(bar.value)
            canvas.box(min(zero, end), middle - _BAR / 2, max(abs(end - zero), 0.6), _BAR, fill="one")
            canvas.text(max(zero, end) + 5, middle + SIZE * 0.36, bar.text)
        y += height
    canvas.line([(zero, top), (zero, y)], role="ink", width=0.8)
    return canvas


def _draw_upright(drawing: Bars) -> Canvas:
    values = _values(drawing)
    ticks = find_ticks([*values, 0.0])
    left = max(text_width(print_tick(tick)) for tick in ticks) + 8
    heads = [balance(mark.text, 110) for mark in drawing.marks]
    above = max((len(lines) for lines in heads), default=0) * SIZE * LEADING
    # The value over the highest bar may reach beyond the field, where the words of a mark would stand.
    beyond = SIZE * LEADING if heads and max(values, default=0.0) > 0.9 * ticks[-1] else 0.0
    top = SIZE * LEADING + 14 + (above + 4 + beyond if heads else 0)
    bottom = top + _FIELD
    canvas = Canvas(WIDTH, bottom + SIZE * LEADING + 8)
    canvas.text(0, SIZE, drawing.axis, role="quiet")
    axis = Axis(ticks[0], ticks[-1], bottom, top)
    for tick in ticks:
        y = axis.place(tick)
        canvas.line([(left, y), (WIDTH, y)], role="rule" if tick else "ink", width=0.5 if tick else 0.8)
        canvas.text(left - 6, y + SIZE * 0.36, print_tick(tick), align="right", role="quiet")
    zero = axis.place(0)
    step = (WIDTH - left) / len(drawing.bars)
    # The label of the last of many bars is wider than the bar.
    step = (WIDTH - left - max(0.0, text_width("2000") - step) / 2) / len(drawing.bars)
    width = min(step * 0.62, 46)
    every = next(n for n in (1, 2, 5, 10, 20) if n == 20 or step * n >= text_width("2000") + 6)
    for number, bar in enumerate(drawing.bars):
        x = left + step * (number + 0.5)
        # The last year is always named: it is the one that readers look for.
        if (len(drawing.bars) - 1 - number) % every == 0:
            canvas.text(x, bottom + SIZE + 5, bar.label, align="center")
        if bar.value is not None:
            y = axis.place(bar.value)
            canvas.box(x - width / 2, min(y, zero), width, max(abs(zero - y), 0.6), fill="one")
    for first, last in _runs_of_gaps(drawing):
        start, end = left + step * first, left + step * (last + 1)
        canvas.line([(start + 3, zero - 4), (end - 3, zero - 4)], role="quiet", dashes=(2, 2))
        words = wrap(drawing.bars[first].text, end - start - 2)
        if max(map(text_width, words)) > end - start:
            words = ["?"]
        for row, line in enumerate(reversed(words)):
            canvas.text((start + end) / 2, zero - 10 - row * SIZE * LEADING, line, align="center", role="quiet")
    # Values stand above all bars.
    labels = Labels(tuple(left + step * mark.at for mark in drawing.marks))
    for number, bar in enumerate(drawing.bars):
        if bar.value is not None:
            y = min(axis.place(bar.value), zero) - 4
            crowded = text_width(bar.text) > step - 1
            same = number and crowded and drawing.bars[number - 1].text == bar.text
            if not same:
                middle = left + step * (number + 0.5)
                canvas.text(*labels.place(middle, y, bar.text, anchor=middle), bar.text)
    for mark, lines in zip(drawing.marks, heads, strict=True):
        x = left + step * mark.at
        head = top - above - beyond
        canvas.line([(x, head + 4), (x, bottom)], role="two", width=1.2, dashes=(4, 2))
        rightwards = x + 6 + max(map(text_width, lines)) <= WIDTH
        place, align = (x + 5, "left") if rightwards else (x - 5, "right")
        canvas.paragraph(place, head + SIZE, lines, role="two", align=align)
    return canvas


def _runs_of_gaps(drawing: Bars) -> Iterator[tuple[int, int]]:
    """First and last place of each run of neighbouring gaps with the same words."""
    places = range(len(drawing.bars))
    for (empty, _), run in groupby(places, key=lambda n: (drawing.bars[n].value is None, drawing.bars[n].text)):
        if empty:
            found = list(run)
            yield found[0], found[-1]


def _values(drawing: Bars) -> list[float]:
    return [bar.value for bar in drawing.bars if bar.value is not None]
