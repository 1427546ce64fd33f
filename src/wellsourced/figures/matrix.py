"""Who works with whom, as half a matrix: in the cell where two meet, a sign for each way in which they do."""

from __future__ import annotations

from wellsourced.figures.canvas import LEADING, SIZE, WIDTH, Canvas, text_width
from wellsourced.figures.drawings import Matrix

#: Signs differ in shape as well as in colour.
_SIGNS = (
    ("o", "one", True),
    ("s", "two", True),
    ("^", "three", True),
    ("D", "four", True),
    ("o", "ink", False),
    ("s", "ink", False),
)


def draw_matrix(drawing: Matrix) -> Canvas:
    """Rows are named on the left; each column ends under the row of the same name, whose number it bears."""
    count = len(drawing.names)
    labels = [f"{number + 1}  {name}" for number, name in enumerate(drawing.names)]
    left = min(max(text_width(label) for label in labels) + 8, WIDTH * 0.6)
    cell = min((WIDTH - left - 1) / (count - 1), 26.0)
    legend = len(_legend_rows(drawing)) * (SIZE * LEADING + 4) + 8
    top = legend + 4
    canvas = Canvas(WIDTH, top + count * cell + SIZE * LEADING + 6)
    _draw_legend(canvas, drawing)
    meeting: dict[tuple[int, int], list[int]] = {}
    for tie in drawing.ties:
        row, column = max(tie.first, tie.second), min(tie.first, tie.second)
        meeting.setdefault((row, column), []).append(tie.kind)
    for row, label in enumerate(labels):
        y = top + row * cell
        canvas.text(0, y + cell / 2 + SIZE * 0.36, label)
        for column in range(row):
            x = left + column * cell
            kinds = meeting.get((row, column), [])
            canvas.box(x, y, cell, cell, fill="tint" if kinds else None, edge="rule")
            for place, kind in enumerate(dict.fromkeys(kinds)):
                shape, role, filled = _SIGNS[kind]
                across, down = _spread(len(set(kinds)), place, cell)
                canvas.marker(
                    x + across, y + down, shape, role=role, size=6.5 if len(set(kinds)) < 3 else 5, filled=filled
                )
        if row < count - 1:
            # The head of the column stands on the diagonal, where it begins.
            canvas.text(
                left + row * cell + cell / 2, y + cell / 2 + SIZE * 0.36, str(row + 1), align="center", role="quiet"
            )
    return canvas


def _spread(count: int, place: int, cell: float) -> tuple[float, float]:
    """Where in its cell one of `count` signs stands."""
    if count == 1:
        return cell / 2, cell / 2
    if count == 2:
        return cell * (0.3 + 0.4 * place), cell / 2
    return cell * (0.3 + 0.4 * (place % 2)), cell * (0.3 + 0.4 * (place // 2))


def _legend_rows(drawing: Matrix) -> list[list[tuple[int, float]]]:
    """Kinds with their places, broken into lines of the sheet's width."""
    rows: list[list[tuple[int, float]]] = [[]]
    x = 4.0
    for kind, words in enumerate(drawing.kinds):
        width = 8 + text_width(words) + 16
        if rows[-1] and x + width - 16 > WIDTH:
            rows.append([])
            x = 4.0
        rows[-1].append((kind, x))
        x += width
    return rows


def _draw_legend(canvas: Canvas, drawing: Matrix) -> None:
    for row, kinds in enumerate(_legend_rows(drawing)):
        y = SIZE + row * (SIZE * LEADING + 4)
        for kind, x in kinds:
            shape, role, filled = _SIGNS[kind]
            canvas.marker(x, y - SIZE * 0.33, shape, role=role, size=6.5, filled=filled)
            canvas.text(x + 8, y, drawing.kinds[kind], role="quiet")
