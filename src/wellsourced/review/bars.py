"""A bar of shares as SVG: the page's policy allows no inline style, and attributes need none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

#: From well to badly vouched for, left to right.
_ORDER = ("verified", "partial", "stale", "unverified", "disputed", "retracted", "unknown", "uncited")


def draw_bar(standings: Mapping[str, int]) -> Markup:
    """A bar of 100 x 8 units whose parts are as wide as their counts; hidden from screen readers, as words stand by it.

    Each part has the class `rv-bar-STANDING`.
    """
    from markupsafe import Markup

    total = sum(standings.get(standing, 0) for standing in _ORDER)
    parts, position = [], 0.0
    for standing in _ORDER:
        if count := standings.get(standing, 0):
            width = 100 * count / total
            parts.append(
                Markup('<rect class="rv-bar-{}" x="{}" y="0" width="{}" height="8"/>').format(
                    standing, f"{position:.2f}", f"{width:.2f}"
                )
            )
            position += width
    return Markup(
        '<svg class="rv-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
    ).format(Markup("").join(parts))
