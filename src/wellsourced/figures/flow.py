"""Processes: stages from top to bottom, boxes side by side in each, arrows from box to box."""

from __future__ import annotations

from dataclasses import dataclass

from wellsourced.figures.canvas import LEADING, SIZE, WIDTH, Canvas, balance, text_width, wrap
from wellsourced.figures.drawings import Arrow, Flow, Node

_PADDING, _BETWEEN = 6.0, 12.0
#: Height of the space between stages without and with words at the arrows, for each line of them.
_SPACE = 22.0
#: Width of the column of the stages' names.
_NAMES = 62.0


@dataclass(frozen=True)
class _Box:
    """A node's place: left, top, width, height; `step` counts the stages."""

    node: Node
    x: float
    y: float
    width: float
    height: float
    step: int

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height


def draw_flow(drawing: Flow) -> Canvas:
    """Boxes and arrows; an arrow back or past a stage runs around the boxes on the right."""
    rank = {node.id: number for number, step in enumerate(drawing.steps) for node in step.nodes}
    arrows = [arrow for arrow in drawing.arrows if arrow.start in rank and arrow.end in rank]
    around = [arrow for arrow in arrows if rank[arrow.end] - rank[arrow.start] not in (0, 1)]
    right = WIDTH - 10 * len(around) - (6 if around else 1)
    boxes: dict[str, _Box] = {}
    y = 12.0 if around else 2.0
    for number, step in enumerate(drawing.steps):
        width = (right - _NAMES - _BETWEEN * (len(step.nodes) - 1)) / len(step.nodes)
        height = max(_box_height(node, width) for node in step.nodes)
        for column, node in enumerate(step.nodes):
            boxes[node.id] = _Box(node, _NAMES + column * (width + _BETWEEN), y, width, height, number)
        labels = [a for a in arrows if rank[a.start] == number and rank[a.end] == number + 1 and a.label]
        lines = max((len(_label_lines(arrow, boxes[arrow.start].width)) for arrow in labels), default=0)
        y += height + _SPACE + max(0, lines) * SIZE * LEADING
    canvas = Canvas(WIDTH, y - _SPACE + (12 if around else 4))
    for arrow in arrows:
        if arrow not in around:
            _draw_arrow(canvas, arrow, boxes, arrows)
    for lane, arrow in enumerate(around):
        _draw_around(canvas, boxes[arrow.start], boxes[arrow.end], right + 6 + 10 * lane)
    for step in drawing.steps:
        first = boxes[step.nodes[0].id]
        name = wrap(step.name, _NAMES - 8, bold=True)
        middle = first.y + first.height / 2 - (len(name) - 1) * SIZE * LEADING / 2 + SIZE * 0.36
        canvas.paragraph(0, middle, name, bold=True, role="quiet")
        for node in step.nodes:
            _draw_box(canvas, boxes[node.id])
    return canvas


def _draw_box(canvas: Canvas, box: _Box) -> None:
    edge = "one" if box.node.emphasis else "quiet"
    canvas.box(box.x, box.y, box.width, box.height, fill="tint", edge=edge)
    words, detail = _box_lines(box.node, box.width)
    height = (len(words) + len(detail)) * SIZE * LEADING
    y = box.y + (box.height - height) / 2 + SIZE
    y = canvas.paragraph(box.middle, y, words, align="center", bold=box.node.emphasis)
    canvas.paragraph(box.middle, y, detail, align="center", role="one")


def _draw_arrow(canvas: Canvas, arrow: Arrow, boxes: dict[str, _Box], arrows: list[Arrow]) -> None:
    start, end = boxes[arrow.start], boxes[arrow.end]
    if start.step == end.step:
        x0, x1 = (start.x + start.width, end.x) if start.x < end.x else (start.x, end.x + end.width)
        canvas.arrow([(x0, start.y + start.height / 2), (x1, end.y + end.height / 2)])
        return
    leaving = [a for a in arrows if a.start == arrow.start and boxes[a.end].step == end.step]
    coming = [a for a in arrows if a.end == arrow.end and boxes[a.start].step == start.step]
    x0, x1 = _port(start, arrow, leaving, boxes, out=True), _port(end, arrow, coming, boxes, out=False)
    low, high = max(start.x, end.x) + 10, min(start.x + start.width, end.x + end.width) - 10
    if len(leaving) == len(coming) == 1 and low <= high:
        x0 = x1 = min(max(x0, low), high)
    if abs(x0 - x1) < 12:
        x0 = x1 = min(max((x0 + x1) / 2, max(start.x, end.x) + 4), min(start.x + start.width, end.x + end.width) - 4)
    canvas.arrow([(x0, start.bottom), (x1, end.y)])
    if arrow.label:
        lines = _label_lines(arrow, start.width)
        wide = max(map(text_width, lines))
        middle = (start.bottom + end.y) / 2 - (len(lines) - 1) * SIZE * LEADING / 2
        x = (x0 + x1) / 2 + 5
        x, align = (x, "left") if x + wide <= WIDTH else (x - 10, "right")
        # What stands beside a line must not be crossed by it.
        canvas.paragraph(x, middle + SIZE * 0.36, lines, role="quiet", align=align)


def _port(box: _Box, arrow: Arrow, siblings: list[Arrow], boxes: dict[str, _Box], *, out: bool) -> float:
    """Where on its edge an arrow leaves or enters a box: side by side in the order of the other ends."""
    ordered = sorted(siblings, key=lambda a: boxes[a.end if out else a.start].middle)
    place = ordered.index(arrow)
    return box.x + box.width * (place + 1) / (len(ordered) + 1)


def _draw_around(canvas: Canvas, start: _Box, end: _Box, x: float) -> None:
    """Past the right of all boxes; over or under a row where others stand between."""
    right = WIDTH - 24
    leave = [(start.x + start.width, start.y + start.height / 2), (x, start.y + start.height / 2)]
    if start.x + start.width < right - _BETWEEN * 3:
        leave = [(start.middle + 12, start.bottom), (start.middle + 12, start.bottom + 7), (x, start.bottom + 7)]
    enter = [(x, end.y + end.height / 2), (end.x + end.width, end.y + end.height / 2)]
    if end.x + end.width < right - _BETWEEN * 3:
        enter = [(x, end.y - 8), (end.middle + 12, end.y - 8), (end.middle + 12, end.y)]
    canvas.arrow([*leave, *enter])


def _label_lines(arrow: Arrow, width: float) -> list[str]:
    return wrap(arrow.label, max(width / 2, 110))


def _box_lines(node: Node, width: float) -> tuple[list[str], list[str]]:
    room = width - 2 * _PADDING
    return balance(node.text, room, bold=node.emphasis), balance(node.detail, room) if node.detail else []


def _box_height(node: Node, width: float) -> float:
    words, detail = _box_lines(node, width)
    return (len(words) + len(detail)) * SIZE * LEADING + 2 * _PADDING
