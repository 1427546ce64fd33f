"""Two places of the article that give one thing two values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from wellsourced.checks.backing.fact_agreement import Interval, agrees
from wellsourced.checks.backing.fact_figures import stem
from wellsourced.checks.backing.fact_kinds import unit_class
from wellsourced.checks.backing.fact_matching import Judged
from wellsourced.checks.context import ReadText

#: Both sentences must share this part of the telling words of the shorter one.
SHARED = Decimal("0.6")
#: A place is compared with so many earlier ones of its kind at most.
MOST_PLACES = 12

_Place = tuple[ReadText, Judged]


def find_disagreements(
    judged: Mapping[ReadText, tuple[Judged, ...]],
) -> Iterator[tuple[ReadText, Judged, ReadText, Judged]]:
    """Pairs (later text, later place, earlier text, earlier place) with different values."""
    places: dict[tuple[str, str, str], list[_Place]] = {}
    for text, found in judged.items():
        for later in found:
            quantity = later.quantity
            if not later.cited or quantity.low != quantity.high or quantity.unit == "times":
                continue
            noun = stem(quantity.unit) if unit_class(quantity.unit) == "count" else quantity.unit
            if not noun:
                continue
            for source in later.cited:
                group = places.setdefault((source, noun, later.year), [])
                for earlier_text, earlier in group[-MOST_PLACES:]:
                    if not (earlier_text is text and earlier.sentence == later.sentence) and _disagree(earlier, later):
                        yield text, later, earlier_text, earlier
                        break
                group.append((text, later))


def _disagree(earlier: Judged, later: Judged) -> bool:
    if earlier.quantity.generated and later.quantity.generated:
        return False
    noun = stem(later.quantity.unit)
    ours, theirs = later.words - {noun}, earlier.words - {noun}
    fewest = min(len(ours), len(theirs))
    if fewest < 3 or len(ours & theirs) < SHARED * fewest:
        return False
    if {figure.fact.id for figure in earlier.figures} != {figure.fact.id for figure in later.figures} and (
        earlier.verdict == later.verdict == "backed"
    ):
        return False
    return not (_covers(earlier, later) or _covers(later, earlier))


def _covers(one: Judged, other: Judged) -> bool:
    """Whether what one says can be read as a rounding of the other."""
    value, slack = other.quantity.low, other.quantity.step / 2 if other.quantity.step > 1 else Decimal(0)
    if other.quantity.qualifier:
        slack = max(slack, abs(value) * Decimal("0.05"))
    return agrees(one.quantity, Interval(value - slack, value + slack))
