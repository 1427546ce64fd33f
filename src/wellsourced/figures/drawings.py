"""What can be drawn: plain records, every word and number of them ready for the page.

Lengths in these records are data, not points; `text` is what is printed. They are encoded as JSON for the digest under
which a drawing is kept, so they hold nothing but text, numbers and tuples.
"""

from __future__ import annotations

import msgspec


class Drawing(msgspec.Struct, frozen=True, tag_field="kind"):
    """What every drawing is."""


class Bar(msgspec.Struct, frozen=True):
    """A bar of `value`, printed as `text`. Without a value it is a gap and `text` says why."""

    label: str
    value: float | None
    text: str


class Mark(msgspec.Struct, frozen=True):
    """A change at a place of the axis: of bars, before the bar of this number; of lines, at this year."""

    at: float
    text: str


class Bars(Drawing, frozen=True, tag="bars"):
    """Bars along one axis; `upright` where they follow time."""

    axis: str
    bars: tuple[Bar, ...]
    upright: bool = False
    marks: tuple[Mark, ...] = ()


class Point(msgspec.Struct, frozen=True):
    """A value at a year (a month is a twelfth of it)."""

    at: float
    value: float
    text: str


class Line(msgspec.Struct, frozen=True):
    """A series: points of consecutive years are joined, others are not."""

    name: str
    points: tuple[Point, ...]


class Lines(Drawing, frozen=True, tag="series"):
    """Series by year from `first` to `last`, in one panel or one each."""

    axis: str
    lines: tuple[Line, ...]
    first: int
    last: int
    together: bool = False
    log: bool = False
    marks: tuple[Mark, ...] = ()


class Effect(msgspec.Struct, frozen=True):
    """A row of a forest plot; `low` and `high` are absent together."""

    label: str
    detail: str
    estimate: float
    text: str
    low: float | None = None
    high: float | None = None


class Panel(msgspec.Struct, frozen=True):
    """Effects on one measure."""

    axis: str
    rows: tuple[Effect, ...]
    reference: float
    log: bool = False
    left: str = ""
    right: str = ""


class Forest(Drawing, frozen=True, tag="forest"):
    """Panels of effects, one beneath the other."""

    panels: tuple[Panel, ...]


class Event(msgspec.Struct, frozen=True):
    """An instrument: years (with fractions) of adoption, of force and of its end; `pending`: a proposal."""

    label: str
    adopted: float | None = None
    in_force: float | None = None
    until: float | None = None
    pending: bool = False


class Lane(msgspec.Struct, frozen=True):
    """Events that belong together."""

    name: str
    events: tuple[Event, ...]


class Timeline(Drawing, frozen=True, tag="timeline"):
    """Lanes of events along one axis of years."""

    lanes: tuple[Lane, ...]


class Node(msgspec.Struct, frozen=True):
    """A box; `detail` stands beneath its words."""

    id: str
    text: str
    detail: str = ""
    emphasis: bool = False


class Step(msgspec.Struct, frozen=True):
    """A row of boxes."""

    name: str
    nodes: tuple[Node, ...]


class Arrow(msgspec.Struct, frozen=True):
    """From one box to another."""

    start: str
    end: str
    label: str = ""


class Flow(Drawing, frozen=True, tag="flow"):
    """A process from top to bottom."""

    steps: tuple[Step, ...]
    arrows: tuple[Arrow, ...]


class Tie(msgspec.Struct, frozen=True):
    """Rows `first` and `second` work together in the way of kind number `kind`."""

    first: int
    second: int
    kind: int


class Matrix(Drawing, frozen=True, tag="network"):
    """Who works with whom."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    ties: tuple[Tie, ...]
