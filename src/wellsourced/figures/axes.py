"""Axes: from values to points on the sheet, and where their ticks stand."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Axis:
    """Values from `low` to `high` on points from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def place(self, value: float) -> float:
        """Where the value stands."""
        low, high, value = (
            (math.log(v) for v in (self.low, self.high, value)) if self.log else (self.low, self.high, value)
        )
        return self.start + (value - low) / (high - low) * (self.end - self.start)


def find_ticks(values: Sequence[float], *, log: bool = False, count: int = 5, zero: bool = True) -> list[float]:
    """Round values that span all of `values`, and zero with `zero` unless `log`."""
    if log:
        return _find_log_ticks(min(values), max(values))
    from matplotlib.ticker import MaxNLocator

    low, high = min(values), max(values)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = low + 1
    ticks = [float(tick) for tick in MaxNLocator(nbins=count, steps=[1, 2, 2.5, 5, 10]).tick_values(low, high)]
    # The locator goes one step beyond on either side.
    first = max((i for i, tick in enumerate(ticks) if tick <= low), default=0)
    last = min((i for i, tick in enumerate(ticks) if tick >= high), default=len(ticks) - 1)
    return ticks[first : last + 1]


def _find_log_ticks(low: float, high: float) -> list[float]:
    steps = [base * 10.0**power for power in range(-6, 13) for base in (1, 2, 5)]
    inside = [step for step in steps if step <= low][-1:] + [step for step in steps if low < step < high]
    inside += [step for step in steps if step >= high][:1]
    if len(inside) > 7:
        inside = [10.0**power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]
    return inside


def print_tick(value: float) -> str:
    """A value of an axis, with thousands apart and a true minus sign."""
    text = f"{value:,.10g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return text.replace("-", "−")
