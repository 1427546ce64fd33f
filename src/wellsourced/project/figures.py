"""Figures drawn from facts: the shapes of article/figures/*.yaml, and how these files are read.

A figure file names what it shows by id (facts, instruments, references) and never types a figure: whether those ids
exist and fit together is for the rules FIG010 to FIG014 to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_args

import msgspec

from wellsourced.cache import Cache
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.project.models import DATA_FILES, Date, Id, NonEmpty, Record
from wellsourced.project.paths import leaves_project, read_text
from wellsourced.project.validate import validate
from wellsourced.project.wording import shorten
from wellsourced.project.yaml_cache import read_cached_yaml
from wellsourced.project.yaml_positions import YamlDocument

if TYPE_CHECKING:
    from wellsourced.project.project import Project

FOLDER = "article/figures"
#: How a section shows the figure of article/figures/NAME.yaml: an image of this address, alone in its paragraph.
SCHEME = "figure:"
#: What its place is called: `[](#fig:NAME)` leads there.
ANCHOR = "fig:"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
_SUFFIX = ".yaml"

Scale = Literal["ones", "thousands", "millions", "billions"]


class FigureRecord(Record, frozen=True, kw_only=True, tag_field="kind"):
    """What every figure has. `title`: the first words of its caption. `alt`: what is to be seen, for who cannot see it.

    `caption`: what the title leaves open. `notes`: what a reader must know to read it rightly. `sources`: references to
    be named beside those of the facts.
    """

    title: NonEmpty
    alt: NonEmpty
    caption: str | None = None
    notes: tuple[NonEmpty, ...] = ()
    sources: tuple[NonEmpty, ...] = ()


class Mark(Record, frozen=True, kw_only=True):
    """A change that a reader must know of, between the year before and `at`; `source` vouches for it."""

    at: Date
    text: NonEmpty
    source: NonEmpty | None = None
    fact: Id | None = None


class Bar(Record, frozen=True, kw_only=True):
    """A bar: `label` (a category, or a year) and its `fact`. Without a fact it is a gap, and `gap` says why."""

    label: NonEmpty
    fact: Id | None = None
    gap: NonEmpty | None = None


class BarsFigure(FigureRecord, frozen=True, kw_only=True, tag="bars"):
    """Bars, one a fact. Labels that are all years stand upright in the order of time, missing years as gaps.

    `axis`: what is counted. `alike`: units of facts that count as the same here. `marks` need years as labels.
    """

    axis: NonEmpty
    bars: Annotated[tuple[Bar, ...], msgspec.Meta(min_length=1, max_length=60)]
    scale: Scale = "ones"
    alike: tuple[NonEmpty, ...] = ()
    marks: Annotated[tuple[Mark, ...], msgspec.Meta(max_length=10)] = ()


class Point(Record, frozen=True, kw_only=True):
    """A fact at a year, or at a month of it."""

    at: Date
    fact: Id


class Series(Record, frozen=True, kw_only=True):
    """What one source counted over the years. `alike`: units of its facts that count as the same."""

    name: NonEmpty
    points: Annotated[tuple[Point, ...], msgspec.Meta(min_length=1, max_length=100)]
    alike: tuple[NonEmpty, ...] = ()


class SeriesFigure(FigureRecord, frozen=True, kw_only=True, tag="series"):
    """Several series by year, each in a panel with an axis of its own; years without a fact are gaps.

    `together`: one panel for all, where they count the same. `log`: a logarithmic axis.
    """

    axis: NonEmpty
    series: Annotated[tuple[Series, ...], msgspec.Meta(min_length=1, max_length=4)]
    scale: Scale = "ones"
    together: bool = False
    log: bool = False
    marks: Annotated[tuple[Mark, ...], msgspec.Meta(max_length=10)] = ()


class Effect(Record, frozen=True, kw_only=True):
    """A row of a forest plot: the facts of an estimate and of the bounds of its interval, and of the study's `size`."""

    label: NonEmpty
    fact: Id
    low: Id | None = None
    high: Id | None = None
    size: tuple[Id, ...] = ()
    note: NonEmpty | None = None


class Panel(Record, frozen=True, kw_only=True):
    """Effects on one measure. `reference`: the value that means no effect; `left` and `right`: what lies beside it."""

    axis: NonEmpty
    rows: Annotated[tuple[Effect, ...], msgspec.Meta(min_length=1, max_length=40)]
    reference: int | float = 0
    log: bool = False
    left: NonEmpty | None = None
    right: NonEmpty | None = None
    alike: tuple[NonEmpty, ...] = ()


class ForestFigure(FigureRecord, frozen=True, kw_only=True, tag="forest"):
    """Effects with their intervals against the line of no effect, one panel a measure."""

    panels: Annotated[tuple[Panel, ...], msgspec.Meta(min_length=1, max_length=4)]


class Event(Record, frozen=True, kw_only=True):
    """An instrument of the register; `label` in place of its first short name."""

    instrument: Id
    label: NonEmpty | None = None


class Lane(Record, frozen=True, kw_only=True):
    """Instruments that belong together, such as those of one lawgiver."""

    name: NonEmpty
    events: Annotated[tuple[Event, ...], msgspec.Meta(min_length=1, max_length=60)]


class TimelineFigure(FigureRecord, frozen=True, kw_only=True, tag="timeline"):
    """Instruments by the dates of the register: adopted, in force, and until when."""

    lanes: Annotated[tuple[Lane, ...], msgspec.Meta(min_length=1, max_length=20)]


class Node(Record, frozen=True, kw_only=True):
    """A box: its words, and, where there is one, the fact that is printed beneath them."""

    id: Id
    text: NonEmpty
    fact: Id | None = None
    source: NonEmpty | None = None
    emphasis: bool = False


class Arrow(Record, frozen=True, kw_only=True, rename={"from_": "from"}):
    """From one box to another, with what passes along it."""

    from_: Id
    to: Id
    label: NonEmpty | None = None
    source: NonEmpty | None = None


class Step(Record, frozen=True, kw_only=True):
    """A row of boxes: a stage of the process, with its name."""

    name: NonEmpty
    nodes: Annotated[tuple[Node, ...], msgspec.Meta(min_length=1, max_length=4)]


class FlowFigure(FigureRecord, frozen=True, kw_only=True, tag="flow"):
    """A process, stage under stage; arrows lead from box to box."""

    steps: Annotated[tuple[Step, ...], msgspec.Meta(min_length=2, max_length=20)]
    arrows: Annotated[tuple[Arrow, ...], msgspec.Meta(max_length=100)] = ()


class Tie(Record, frozen=True, kw_only=True):
    """How two bodies or programmes, by their ids in the register, work together. A `source` vouches for it."""

    between: Annotated[tuple[Id, ...], msgspec.Meta(min_length=2, max_length=2)]
    kind: Id
    source: NonEmpty
    what: NonEmpty | None = None


class TieKind(Record, frozen=True, kw_only=True):
    """A kind of cooperation."""

    id: Id
    label: NonEmpty


class NetworkFigure(FigureRecord, frozen=True, kw_only=True, tag="network"):
    """Who works with whom, as a matrix: `nodes` in the order of its rows, ids of instruments or maps with a label."""

    nodes: Annotated[tuple[Event, ...], msgspec.Meta(min_length=2, max_length=30)]
    kinds: Annotated[tuple[TieKind, ...], msgspec.Meta(min_length=1, max_length=6)]
    ties: Annotated[tuple[Tie, ...], msgspec.Meta(min_length=1, max_length=400)]


Figure = BarsFigure | SeriesFigure | ForestFigure | TimelineFigure | FlowFigure | NetworkFigure


class Pointer(NamedTuple):
    """A key of a figure file that names something: its place in the file, what it names and of which register."""

    path: tuple[str | int, ...]
    id: str
    register: Literal["fact", "instrument", "reference", "node", "tie"]


class Figures(NamedTuple):
    """All figures of a project: name -> record, path -> document and text, and what was complained about."""

    figures: dict[str, Figure]
    documents: dict[str, YamlDocument]
    texts: dict[str, str]
    diagnostics: tuple[Diagnostic, ...]


def read_figures(root: Path, *, cache: Cache, unsaved: Mapping[str, str]) -> Figures:
    """Read article/figures/*.yaml below `root`. Codes: CFG028 (unknown kind) and those of all data files."""
    read = Figures({}, {}, {}, ())
    diagnostics: list[Diagnostic] = []
    for path in _find_present(root, unsaved):
        name = path.removeprefix(FOLDER + "/").removesuffix(_SUFFIX)
        text, problem = (unsaved[path], None) if path in unsaved else read_text(root, path)
        if problem is not None:
            diagnostics.append(problem)
        if text is None:
            continue
        read.texts[path] = text
        document = read_cached_yaml(path, text, cache)
        read.documents[path] = document
        diagnostics += document.diagnostics
        if not _NAME.fullmatch(name):
            diagnostics.append(_refuse_name(path, name))
        elif document.readable:
            figure, complaints = _validate(document)
            diagnostics += complaints
            if figure is not None:
                read.figures[name] = figure
    return read._replace(diagnostics=tuple(diagnostics))


def figure_path(name: str) -> str:
    """The file of the figure `name`."""
    return f"{FOLDER}/{name}{_SUFFIX}"


def data_files(project: Project) -> tuple[str, ...]:
    """The paths of all data files that the project has, those of figures among them."""
    return tuple(path for path in project.texts if path in DATA_FILES or path.startswith(FOLDER + "/"))


def find_pointers(figure: Figure) -> Iterator[Pointer]:
    """Everything that a figure names by id, in the order of its file's keys as the models have them."""
    for place, source in enumerate(figure.sources):
        yield Pointer(("sources", place), source, "reference")
    yield from _walk(figure, ())


#: Field of a record -> the register that it names an entry of.
_POINTING: dict[str, Literal["fact", "instrument", "reference", "node"]] = {
    **dict.fromkeys(("fact", "low", "high", "size"), "fact"),
    "instrument": "instrument",
    "source": "reference",
    "from_": "node",
    "to": "node",
}


def _walk(value: Any, path: tuple[str | int, ...]) -> Iterator[Pointer]:
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _walk(item, (*path, number))
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            item, register = getattr(value, field), _POINTING.get(field)
            place = (*path, field.rstrip("_"))
            if register and isinstance(item, str):
                yield Pointer(place, item, register)
            elif register and isinstance(item, tuple):
                yield from (Pointer((*place, number), one, register) for number, one in enumerate(item))
            elif field == "between" and isinstance(value, Tie):
                yield from (Pointer((*place, number), one, "instrument") for number, one in enumerate(item))
            elif field == "kind" and isinstance(value, Tie):
                yield Pointer(place, item, "tie")
            else:
                yield from _walk(item, place)


def _find_present(root: Path, unsaved: Mapping[str, str]) -> list[str]:
    present = {path for path in unsaved if path.startswith(FOLDER + "/") and path.endswith(_SUFFIX)}
    if not leaves_project(root, FOLDER):
        present |= {file.relative_to(root).as_posix() for file in (root / FOLDER).glob(f"[!.]*{_SUFFIX}")}
    return sorted(present)


_KINDS: dict[str, type[Any]] = {model.__struct_config__.tag: model for model in get_args(Figure)}


def _validate(document: YamlDocument) -> tuple[Figure | None, tuple[Diagnostic, ...]]:
    value, positions = document.value, document.positions
    if not isinstance(value, dict) or "kind" not in value:
        begin = (next(iter(value)),) if isinstance(value, dict) and value else ()
        return None, (_refuse_kind(positions.span(begin, key=True), "A figure needs its `kind`"),)
    model = _KINDS.get(value["kind"]) if isinstance(value["kind"], str) else None
    if model is None:
        message = f"There is no figure of the kind `{shorten(str(value['kind']))}`"
        return None, (_refuse_kind(positions.span(("kind",)), message),)
    return validate({key: item for key, item in value.items() if key != "kind"}, model, positions)


def _refuse_kind(span: Span, message: str) -> Diagnostic:
    return Diagnostic("CFG028", Severity.ERROR, message, span, help=f"Write `kind:` with one of {', '.join(_KINDS)}.")


def _refuse_name(path: str, name: str) -> Diagnostic:
    return Diagnostic(
        "CFG011",
        Severity.ERROR,
        f"The name `{shorten(name)}` of this figure has the wrong form",
        Span(path),
        help="Name the file with lower-case letters, digits, hyphens and full stops.",
    )
