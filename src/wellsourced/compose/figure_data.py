"""Figure files to drawings: ids looked up in the registers, values printed, and the same as a table of data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wellsourced.compose import ast
from wellsourced.figures import drawings
from wellsourced.pandoc import Block, Inline
from wellsourced.project.dates import date_in_words, parse_date
from wellsourced.project.figures import (
    BarsFigure,
    Figure,
    FlowFigure,
    ForestFigure,
    Mark,
    NetworkFigure,
    Scale,
    SeriesFigure,
    TimelineFigure,
)
from wellsourced.project.models import Fact, Instrument
from wellsourced.project.project import Project

_SCALES: dict[Scale, tuple[float, str]] = {
    "ones": (1, ""),
    "thousands": (1e3, "thousands"),
    "millions": (1e6, "millions"),
    "billions": (1e9, "billions"),
}
_SIGNS = {"about": "≈ ", "almost": "≲ ", "more than": "> ", "at least": "≥ ", "up to": "≤ ", "fewer than": "< "}
_YEAR = re.compile(r"\d{4}", re.ASCII)
#: So many bars of a year each stand side by side.
_MOST_YEARS = 60
#: Instruments whose `status` begins so have not been adopted; their date is that of the proposal.
_PENDING = re.compile(r"proposal|proposed|draft|bill\b", re.IGNORECASE)
_CONTENTS = "What is shown"


@dataclass(frozen=True)
class Resolved:
    """A figure with its data: what is drawn, the table behind it, and the references that stand behind both."""

    drawing: drawings.Drawing
    table: Block
    sources: tuple[str, ...]


def resolve_figure(project: Project, figure: Figure) -> Resolved | None:
    """The figure's data; None where nothing of it can be drawn. What is unknown is left out: FIG010 speaks of it."""
    look = _Lookup(project)
    found = _RESOLVERS[type(figure)](look, figure)
    if found is None:
        return None
    drawing, table = found
    return Resolved(drawing, table, tuple(dict.fromkeys((*look.sources, *filter(look.knows, figure.sources)))))


def shows_years(figure: BarsFigure) -> bool:
    """Whether every bar stands for a year, of a time that can be shown year by year."""
    years = [int(bar.label) for bar in figure.bars if _YEAR.fullmatch(bar.label)]
    return len(years) == len(figure.bars) and max(years) - min(years) < _MOST_YEARS


class _Lookup:
    """The registers, noting which references were leant on."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._instruments = {name: i for i in project.instruments for name in (*i.aliases, i.id)}
        self.sources: list[str] = []

    def fact(self, id: str | None) -> Fact | None:
        fact = self._project.resolve_fact(id) if id else None
        if fact:
            self.knows(fact.source, note=True)
        return fact

    def number(self, id: str | None) -> float | None:
        fact = self.fact(id)
        return float(fact.value) if fact and isinstance(fact.value, int | float) else None

    def instrument(self, id: str) -> Instrument | None:
        instrument = self._instruments.get(id)
        if instrument and instrument.reference:
            self.knows(instrument.reference, note=True)
        return instrument

    def knows(self, source: str | None, *, note: bool = False) -> bool:
        reference = self._project.resolve_reference(source) if source else None
        if reference and note:
            self.sources.append(reference.id)
        return reference is not None

    def cite(self, source: str | None) -> list[Inline]:
        reference = self._project.resolve_reference(source) if source else None
        return [ast.cite(reference.id)] if reference else []


# --- one function a kind ----------------------------------------------------------------------------------------------

_Found = tuple[drawings.Drawing, Block] | None
#: Cells of a row: words, or inlines.
_Row = list[str | list[Inline]]


def _bars(look: _Lookup, figure: BarsFigure) -> _Found:
    factor, words = _SCALES[figure.scale]
    upright = shows_years(figure)
    given = {bar.label: bar for bar in figure.bars}
    labels = [bar.label for bar in figure.bars]
    if upright:
        labels = [str(year) for year in range(int(min(labels)), int(max(labels)) + 1)]
    bars: list[drawings.Bar] = []
    rows: list[_Row] = []
    for label in labels:
        bar = given.get(label)
        fact = look.fact(bar.fact) if bar else None
        value = look.number(fact.id) if fact else None
        why = (bar.gap if bar else None) or "no figure"
        text = _print(fact, value, factor) if fact and value is not None else why
        bars.append(drawings.Bar(label, None if value is None else value / factor, text))
        rows.append(
            [label, _exact(fact) if value is not None else why, _as_of(fact), look.cite(fact.source if fact else None)]
        )
    if all(bar.value is None for bar in bars):
        return None
    marks = tuple(
        drawings.Mark(labels.index(mark.at[:4]), mark.text)
        for mark in figure.marks
        if upright and mark.at[:4] in labels
    )
    axis = f"{figure.axis}, {words}" if words else figure.axis
    table = _table(
        ["Year" if upright else _CONTENTS, figure.axis, "As of", "Source"], rows + _mark_rows(look, figure.marks)
    )
    return drawings.Bars(axis, tuple(bars), upright, marks), table


def _series(look: _Lookup, figure: SeriesFigure) -> _Found:
    factor, words = _SCALES[figure.scale]
    lines: list[drawings.Line] = []
    rows: list[_Row] = []
    for series in figure.series:
        points = []
        for point in sorted(series.points, key=lambda point: point.at):
            fact, value = look.fact(point.fact), look.number(point.fact)
            if fact is None or value is None or (figure.log and value <= 0):
                continue
            points.append(drawings.Point(_in_years(point.at), value / factor, _print(fact, value, factor)))
            at = date_in_words(point.at) if len(point.at) > 4 else point.at
            rows.append([at, series.name, _exact(fact), _as_of(fact), look.cite(fact.source)])
        if points:
            lines.append(drawings.Line(series.name, tuple(points)))
    if not lines:
        return None
    years = [point.at for line in lines for point in line.points]
    marks = tuple(
        drawings.Mark(_in_years(mark.at) - (0.5 if len(mark.at) == 4 else 0), mark.text) for mark in figure.marks
    )
    axis = f"{figure.axis}, {words}" if words else figure.axis
    drawing = drawings.Lines(axis, tuple(lines), int(min(years)), int(max(years)), figure.together, figure.log, marks)
    extra: list[_Row] = [[row[0], "", *row[1:]] for row in _mark_rows(look, figure.marks)]
    return drawing, _table(["Year", "Series", figure.axis, "As of", "Source"], rows + extra)


def _forest(look: _Lookup, figure: ForestFigure) -> _Found:
    panels: list[drawings.Panel] = []
    rows: list[_Row] = []
    for panel in figure.panels:
        effects = []
        for row in panel.rows:
            fact, estimate = look.fact(row.fact), look.number(row.fact)
            low, high = look.number(row.low), look.number(row.high)
            if fact is None or estimate is None or (panel.log and min(estimate, low or 1, high or 1) <= 0):
                continue
            whole = low is not None and high is not None
            interval = f"{_figure(low)} to {_figure(high)}" if low is not None and high is not None else ""
            text = f"{_figure(estimate)} ({interval})" if whole else _figure(estimate)
            sizes = "; ".join(_exact(size) for id in row.size if (size := look.fact(id)))
            detail = "; ".join(filter(None, (sizes, row.note)))
            effects.append(
                drawings.Effect(row.label, detail, estimate, text, low if whole else None, high if whole else None)
            )
            rows.append(
                [
                    row.label,
                    f"{_figure(estimate)}, {panel.axis}",
                    interval or "not reported",
                    detail,
                    look.cite(fact.source),
                ]
            )
        if effects:
            panels.append(
                drawings.Panel(
                    panel.axis, tuple(effects), panel.reference, panel.log, panel.left or "", panel.right or ""
                )
            )
    if not panels:
        return None
    return drawings.Forest(tuple(panels)), _table([_CONTENTS, "Effect", "Interval", "Size and notes", "Source"], rows)


def _timeline(look: _Lookup, figure: TimelineFigure) -> _Found:
    lanes: list[drawings.Lane] = []
    rows: list[_Row] = []
    for lane in figure.lanes:
        events = []
        for event in lane.events:
            instrument = look.instrument(event.instrument)
            dates = [instrument.adopted, instrument.in_force, instrument.until] if instrument else []
            adopted, in_force, until = (_in_years(date) if date else None for date in dates or (None, None, None))
            if instrument is None or adopted is in_force is until is None:
                continue
            label = event.label or short_name(instrument)
            pending = in_force is None and bool(_PENDING.match(instrument.status or ""))
            events.append(drawings.Event(label, adopted, in_force, until, pending))
            printed = [date_in_words(date) if date else "–" for date in dates]
            name = label if label == instrument.official_name else f"{instrument.official_name} ({label})"
            proposed = f"{printed[0]} (proposal)" if pending else printed[0]
            rows.append([name, proposed, printed[1], printed[2], look.cite(instrument.reference)])
        if events:
            ordered = sorted(events, key=lambda e: min(d for d in (e.adopted, e.in_force, e.until) if d is not None))
            lanes.append(drawings.Lane(lane.name, tuple(ordered)))
    if not lanes:
        return None
    return drawings.Timeline(tuple(lanes)), _table(["Instrument", "Adopted", "In force", "Until", "Source"], rows)


def _flow(look: _Lookup, figure: FlowFigure) -> _Found:
    steps: list[drawings.Step] = []
    rows: list[_Row] = []
    names = {node.id: node.text for step in figure.steps for node in step.nodes}
    for step in figure.steps:
        nodes = []
        for node in step.nodes:
            fact = look.fact(node.fact)
            look.knows(node.source, note=True)
            detail = _exact(fact) if fact and fact.value is not None else ""
            if fact and detail and (year := _YEAR.match(fact.as_of or "")):
                detail = f"{detail} ({year[0]})"
            nodes.append(drawings.Node(node.id, node.text, detail, node.emphasis))
            onwards = [
                names[arrow.to] + (f" ({arrow.label})" if arrow.label else "")
                for arrow in figure.arrows
                if arrow.from_ == node.id and arrow.to in names
            ]
            source = [*look.cite(fact.source if fact else None), *look.cite(node.source)]
            rows.append([step.name, node.text, "; ".join(onwards) or "–", detail or "–", source])
        steps.append(drawings.Step(step.name, tuple(nodes)))
    for arrow in figure.arrows:
        look.knows(arrow.source, note=True)
    arrows = tuple(drawings.Arrow(arrow.from_, arrow.to, arrow.label or "") for arrow in figure.arrows)
    return drawings.Flow(tuple(steps), arrows), _table(["Stage", "Step", "Leads to", "Count", "Source"], rows)


def _network(look: _Lookup, figure: NetworkFigure) -> _Found:
    names: dict[str, str] = {}
    for node in figure.nodes:
        if instrument := look.instrument(node.instrument):
            names[instrument.id] = node.label or short_name(instrument)
    look.sources.clear()  # that a body is registered vouches for no tie of it
    kinds = [kind.id for kind in figure.kinds]
    ids = list(names)
    ties: list[drawings.Tie] = []
    rows: list[_Row] = []
    for tie in figure.ties:
        pair = [i.id for id in tie.between if (i := look._instruments.get(id)) and i.id in names]
        if len(set(pair)) < 2 or tie.kind not in kinds:
            continue
        look.knows(tie.source, note=True)
        number = kinds.index(tie.kind)
        ties.append(drawings.Tie(ids.index(pair[0]), ids.index(pair[1]), number))
        what = tie.what or figure.kinds[number].label
        rows.append([names[pair[0]], names[pair[1]], figure.kinds[number].label, what, look.cite(tie.source)])
    if not ties:
        return None
    drawing = drawings.Matrix(tuple(names.values()), tuple(kind.label for kind in figure.kinds), tuple(ties))
    return drawing, _table(["One", "Other", "Kind", "What", "Source"], rows)


_RESOLVERS: dict[type, Callable[..., _Found]] = {
    BarsFigure: _bars,
    SeriesFigure: _series,
    ForestFigure: _forest,
    TimelineFigure: _timeline,
    FlowFigure: _flow,
    NetworkFigure: _network,
}


# --- words and numbers ------------------------------------------------------------------------------------------------


def short_name(instrument: Instrument) -> str:
    """What a figure calls an instrument."""
    return instrument.short_names[0] if instrument.short_names else instrument.official_name


def _print(fact: Fact, value: float, factor: float) -> str:
    """The value at its point: in the units of the axis, with a sign for "about" and the like."""
    scaled = value / factor
    text = f"{scaled:,.{1 if abs(scaled) < 100 else 0}f}".removesuffix(".0") if factor > 1 else _figure(value)
    return _SIGNS.get(fact.qualifier or "", "") + text.replace("-", "−")


def _exact(fact: Fact | None) -> str:
    """The value in full with its qualifier and unit, as the table gives it."""
    if fact is None or fact.value is None:
        return "–"
    value = _figure(fact.value) if isinstance(fact.value, int | float) else date_in_words(fact.value)
    return " ".join(filter(None, (fact.qualifier, value, fact.unit)))


def _figure(value: float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) >= 10:
        value = int(value)
    return f"{value:,}".replace("-", "−")


def _as_of(fact: Fact | None) -> str:
    if fact is None or not fact.as_of:
        return "–"
    return date_in_words(fact.as_of) if parse_date(fact.as_of) else fact.as_of


def _in_years(date: str) -> float:
    """A date as a year with its fraction; of a bare year its beginning, as an axis of years has it."""
    year, month, day = (int(part) for part in (*date.split("-"), "1", "1")[:3])
    return year + (month - 1) / 12 + (day - 1) / 372


def _mark_rows(look: _Lookup, marks: Iterable[Mark]) -> list[_Row]:
    rows: list[_Row] = []
    for mark in marks:
        fact = look.fact(mark.fact)
        look.knows(mark.source, note=True)
        rows.append([mark.at, mark.text, "–", look.cite(mark.source) or look.cite(fact.source if fact else None)])
    return rows


def _table(head: list[str], rows: Iterable[_Row]) -> Block:
    def cell(content: str | list[Inline]) -> list[Inline]:
        return ast.words(content) if isinstance(content, str) else content

    body = [[cell(content) for content in row] for row in rows]
    table = ast.table([ast.words(title) for title in head], body, widths=[0.0] * len(head))
    attributes, caption, columns, *rest = table["c"]
    # Each writer finds the widths from what the cells hold.
    columns = [[align, {"t": "ColWidthDefault"}] for align, _ in columns]
    return {"t": "Table", "c": [attributes, caption, columns, *rest]}
