"""Where values are written: beside marks, not across them, and not over one another."""

from __future__ import annotations

from dataclasses import dataclass, field

from wellsourced.figures.canvas import SIZE, Align, text_width

#: Points between a value and a mark, and between two values.
_GAP, _BETWEEN = 3.0, 1.5
#: By so much a value in the way of another moves up.
_STEP = 2.0


@dataclass
class Labels:
    """Values written so far. `marks`: where upright lines stand. A value in the way of another moves up."""

    marks: tuple[float, ...] = ()
    _taken: list[tuple[float, float, float]] = field(default_factory=list)

    def place(self, x: float, y: float, text: str, *, anchor: float, align: Align = "center") -> tuple[float, float]:
        """The left end and the baseline for a value whose point stands at `anchor`."""
        width = text_width(text)
        left = x - {"left": 0.0, "center": width / 2, "right": width}[align]
        for mark in self.marks:
            if left - _GAP < mark < left + width + _GAP:
                left = mark - _GAP - width if anchor < mark else mark + _GAP
        while any(self._meets(left, left + width, y, other) for other in self._taken):
            y -= _STEP
        self._taken.append((left, left + width, y))
        return left, y

    def clear(self, x: float, y: float, text: str) -> bool:
        """Whether a value centred there would stand free."""
        half = text_width(text) / 2
        return not any(self._meets(x - half, x + half, y, other) for other in self._taken)

    @staticmethod
    def _meets(left: float, right: float, y: float, other: tuple[float, float, float]) -> bool:
        start, end, height = other
        return left < end + _BETWEEN and start < right + _BETWEEN and abs(y - height) < SIZE
