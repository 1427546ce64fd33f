"""FIG: figures drawn from facts show what is registered, in units that go together, where a section asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from wellsourced.checks.context import Context, ReadText
from wellsourced.checks.registry import rule
from wellsourced.diagnostics import Diagnostic, Edit, Fix, Severity
from wellsourced.manuscript.links import Link
from wellsourced.project.figures import (
    SCHEME,
    BarsFigure,
    Figure,
    FlowFigure,
    ForestFigure,
    NetworkFigure,
    SeriesFigure,
    TimelineFigure,
    figure_path,
    find_pointers,
)
from wellsourced.project.models import Fact
from wellsourced.project.project import KeyPath, Project

#: rapidfuzz score (0-100) from which a known id is worth naming.
_LIKE = 70
_YEAR = re.compile(r"\d{4}", re.ASCII)
#: What of a unit says how the count was cut, not what was counted: "reports, first half-year".
_QUALIFIED = re.compile(r"\s*[,;(:].*", re.DOTALL)


@rule("FIG010", Severity.ERROR, "A figure names something that is not registered", scope="article", reads="cited")
def unregistered_in_figure(context: Context) -> Iterator[Diagnostic]:
    """A figure file names a fact, instrument, reference, box or kind of cooperation that does not exist.

    ## What it checks

    In `article/figures/*.yaml`, every id of a fact is in article/facts.yaml, of an instrument in
    references/instruments.yaml, of a source in references/bibliography.yaml; arrows lead between boxes of the figure,
    and ties are of its kinds and between its nodes.

    ## Why it matters

    What is not registered cannot be drawn; the figure would silently lack a bar, or a point of its line.

    ## Example

    ```yaml
    bars:
      - {label: "2020", fact: hives-202}
    ```

    ## Use instead

    ```yaml
    bars:
      - {label: "2020", fact: hives-2020}
    ```
    """
    project = context.project
    for name, figure in project.figures.items():
        known = {**_known_ids(project), **_own_ids(figure)}
        for pointer in find_pointers(figure):
            if pointer.id in known[pointer.register]:
                continue
            span = project.where(figure_path(name), *pointer.path)
            nearest = _nearest(pointer.id, known[pointer.register])
            noun = {"node": "box", "tie": "kind of cooperation", "member": "node"}.get(
                pointer.register, pointer.register
            )
            yield Diagnostic(
                "FIG010",
                Severity.ERROR,
                f"No {noun} has the id {pointer.id!r}",
                span,
                help=f"The nearest is {nearest!r}." if nearest else f"Register the {noun}, or correct the id.",
                fix=Fix(f"write {nearest}", (Edit(span, nearest),)) if nearest else None,
            )
        yield from _strangers(project, name, figure)


@rule("FIG011", Severity.ERROR, "A figure cannot show a fact as it is told to", scope="article", reads="cited")
def undrawable_fact(context: Context) -> Iterator[Diagnostic]:
    """A figure is to draw a fact that has no number, whose unit is another than its neighbours', or that has no place.

    ## What it checks

    Facts of bars, points and effects have numbers; within the bars, a series or a panel their units are the same, up to
    the first comma or bracket, or are listed under `alike`; values on a logarithmic axis are above zero; an interval
    has both its ends, and they enclose the estimate; an instrument of a timeline has a date; a mark stands at a year.

    ## Why it matters

    Nothing misleads like a line through figures that count different things.

    ## Example

    ```yaml
    series:
      - name: Hives
        points:
          - {at: "2019", fact: hives-2019}      # unit: hives
          - {at: "2020", fact: colonies-2020}   # unit: colonies
    ```

    ## Use instead

    ```yaml
    series:
      - name: Hives
        alike: [hives, colonies]  # one colony a hive, says the note of 2020
        points:
          - {at: "2019", fact: hives-2019}
          - {at: "2020", fact: colonies-2020}
    ```
    """
    for name, figure in context.project.figures.items():
        path = figure_path(name)
        for keys, message, help in _judge(context.project, figure):
            yield Diagnostic("FIG011", Severity.ERROR, message, context.project.where(path, *keys), help=help)


@rule("FIG012", Severity.ERROR, "A section shows a figure in a way that is not drawn", scope="article")
def undrawn_figure(context: Context) -> Iterator[Diagnostic]:
    """A section asks for a figure that has no file, in the middle of a paragraph, or with words of its own.

    ## What it checks

    `![](figure:name)` names a file article/figures/name.yaml, stands alone in its paragraph, and its brackets are
    empty.

    ## Why it matters

    The reader would get the name of the figure in place of the figure. Title, caption and description stand in its
    file, so that every place that shows it says the same.

    ## Example

    ```markdown
    Colonies grew: ![Colonies by year](figure:colonies)
    ```

    ## Use instead

    ```markdown
    Colonies grew ([](#fig:colonies)).

    ![](figure:colonies)
    ```
    """
    figures = context.project.figures
    for text, link in _placed(context):
        name = link.target.removeprefix(SCHEME)
        place = text.parsed.place(link.target_start, link.target_end)
        if name not in figures:
            nearest = _nearest(name, figures)
            yield Diagnostic(
                "FIG012",
                Severity.ERROR,
                f"There is no figure {name!r}",
                place,
                help=f"The nearest is {nearest!r}." if nearest else f"Write {figure_path(name)}, or correct the name.",
                fix=Fix(f"show {nearest}", (Edit(place, SCHEME + nearest),)) if nearest else None,
            )
        if link.words_end > link.words_start:
            yield Diagnostic(
                "FIG012",
                Severity.ERROR,
                "A figure drawn from facts has its words in its own file",
                text.parsed.place(link.words_start, link.words_end),
                help=f"Leave the brackets empty; `title`, `caption` and `alt` of {figure_path(name)} say them.",
            )
        if not _stands_alone(text.parsed.text, link):
            yield Diagnostic(
                "FIG012",
                Severity.ERROR,
                "A figure drawn from facts stands in a paragraph of its own",
                text.parsed.place(link.start, link.end),
                help=f"Leave an empty line before and behind it, and refer to it by [](#fig:{name}).",
            )


@rule("FIG013", Severity.INFO, "A figure is never shown", scope="article")
def unshown_figure(context: Context) -> Iterator[Diagnostic]:
    """A file of article/figures is shown in no section.

    ## What it checks

    Every `article/figures/name.yaml` is shown by a paragraph `![](figure:name)`.

    ## Why it matters

    A figure that was made and is not shown was forgotten, or its name was changed on one side only.

    ## Example

    ```yaml
    # article/figures/colonies.yaml
    kind: bars
    ```

    ## Use instead

    ```markdown
    ![](figure:colonies)
    ```
    """
    shown = {link.target.removeprefix(SCHEME) for _, link in _placed(context)}
    for name in context.project.figures:
        if name not in shown:
            yield Diagnostic(
                "FIG013",
                Severity.INFO,
                f"No section shows the figure {name!r}",
                context.project.where(figure_path(name), "title"),
                help=f"Show it in a paragraph of its own: ![]({SCHEME}{name})",
            )


# --- ids --------------------------------------------------------------------------------------------------------------


def _known_ids(project: Project) -> dict[str, frozenset[str]]:
    return {
        "fact": frozenset({*project.fact_by_id, *project.fact_aliases}),
        "instrument": frozenset(id for i in project.instruments for id in (i.id, *i.aliases)),
        "reference": frozenset({*project.reference_by_id, *project.reference_aliases}),
    }


def _own_ids(figure: Figure) -> dict[str, frozenset[str]]:
    """What only the figure itself can name."""
    nodes = frozenset(n.id for step in figure.steps for n in step.nodes) if isinstance(figure, FlowFigure) else ()
    kinds = frozenset(kind.id for kind in figure.kinds) if isinstance(figure, NetworkFigure) else ()
    return {"node": frozenset(nodes), "tie": frozenset(kinds)}


def _strangers(project: Project, name: str, figure: Figure) -> Iterator[Diagnostic]:
    """Ties to what is no node of the matrix."""
    if not isinstance(figure, NetworkFigure):
        return
    nodes = {node.instrument for node in figure.nodes}
    for number, tie in enumerate(figure.ties):
        for place, id in enumerate(tie.between):
            if id not in nodes:
                span = project.where(figure_path(name), "ties", number, "between", place)
                message = f"{id!r} is none of the nodes of this figure"
                yield Diagnostic("FIG010", Severity.ERROR, message, span, help="Add it to `nodes`, or correct the id.")


def _nearest(id: str, known: Iterable[str]) -> str | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(id, sorted(known), scorer=fuzz.ratio, score_cutoff=_LIKE)
    return str(found[0]) if found else None


# --- values -----------------------------------------------------------------------------------------------------------

#: Where in the file, what is wrong, what to do.
_Complaint = tuple[KeyPath, str, str]


def _judge(project: Project, figure: Figure) -> Iterator[_Complaint]:
    match figure:
        case BarsFigure():
            places = [(("bars", n, "fact"), bar.fact) for n, bar in enumerate(figure.bars) if bar.fact]
            yield from _judge_group(project, places, figure.alike, log=False)
            labels = [bar.label for bar in figure.bars]
            for n, mark in enumerate(figure.marks):
                if not (all(map(_YEAR.fullmatch, labels)) and min(labels) <= mark.at[:4] <= max(labels)):
                    message = f"There is no year {mark.at!r} among these bars"
                    yield ("marks", n, "at"), message, "Marks stand between years that are labels of bars."
        case SeriesFigure():
            for number, series in enumerate(figure.series):
                points = [(("series", number, "points", n, "fact"), p.fact) for n, p in enumerate(series.points)]
                yield from _judge_group(project, points, series.alike, log=figure.log)
        case ForestFigure():
            for number, panel in enumerate(figure.panels):
                rows = [
                    (("panels", number, "rows", n, key), id)
                    for n, row in enumerate(panel.rows)
                    for key, id in (("fact", row.fact), ("low", row.low), ("high", row.high))
                    if id
                ]
                yield from _judge_group(project, rows, panel.alike, log=panel.log)
                for n, row in enumerate(panel.rows):
                    yield from _judge_interval(project, ("panels", number, "rows", n), row.fact, row.low, row.high)
        case TimelineFigure():
            instruments = {i.id: i for i in project.instruments}
            for number, lane in enumerate(figure.lanes):
                for n, event in enumerate(lane.events):
                    found = instruments.get(event.instrument)
                    if found and not (found.adopted or found.in_force or found.until):
                        message = f"The register gives no date of {event.instrument!r}"
                        place = ("lanes", number, "events", n, "instrument")
                        yield place, message, "Record when it was adopted, or leave it out."


def _judge_group(
    project: Project, places: Sequence[tuple[KeyPath, str]], alike: tuple[str, ...], *, log: bool
) -> Iterator[_Complaint]:
    """Facts that are drawn on one axis."""
    first: Fact | None = None
    for keys, id in places:
        fact = project.resolve_fact(id)
        if fact is None:
            continue
        if not isinstance(fact.value, int | float):
            yield keys, f"The fact {id!r} has no number", "Only numbers can be drawn; leave it out, or choose another."
            continue
        if log and fact.value <= 0:
            yield keys, f"The fact {id!r} is {fact.value}, which has no place on a logarithmic axis", "Leave `log` out."
        if first is not None and _unit(fact, alike) != _unit(first, alike):
            message = f"The fact {id!r} counts “{fact.unit or 'no unit'}”, others here “{first.unit or 'no unit'}”"
            help = "Take it out, or list the units under `alike` if they count the same, and say so in a note."
            yield keys, message, help
        first = first or fact


def _judge_interval(
    project: Project, keys: KeyPath, estimate: str, low: str | None, high: str | None
) -> Iterator[_Complaint]:
    if (low is None) != (high is None):
        yield (*keys, "low" if low else "high"), "An interval has two ends", "Name both `low` and `high`, or neither."
        return
    values = [fact.value for id in (low, estimate, high) if id and (fact := project.resolve_fact(id))]
    numbers = [value for value in values if isinstance(value, int | float)]
    if low and len(numbers) == 3 and numbers != sorted(numbers):
        message = f"The interval from {numbers[0]} to {numbers[2]} does not hold the estimate {numbers[1]}"
        yield (*keys, "fact"), message, "Compare with the source; the facts may be mixed up."


def _unit(fact: Fact, alike: tuple[str, ...]) -> str:
    """What the fact counts; one word for all that the figure says are alike."""
    unit = _fold(fact.unit or "")
    what = _QUALIFIED.sub("", unit)
    same = {_fold(word) for word in alike}
    return "alike" if unit in same or what in same else what


def _fold(unit: str) -> str:
    return " ".join(unit.casefold().replace("per cent", "percent").split())


# --- places -----------------------------------------------------------------------------------------------------------


def _placed(context: Context) -> Iterator[tuple[ReadText, Link]]:
    for text in context.texts:
        for link in text.links.links:
            if link.image and link.target.startswith(SCHEME):
                yield text, link


def _stands_alone(text: str, link: Link) -> bool:
    end = max(link.end, link.attributes.end)
    line_start, line_end = text.rfind("\n", 0, link.start) + 1, text.find("\n", end)
    line_end = len(text) if line_end == -1 else line_end
    if text[line_start : link.start].strip(" \t>") or text[end:line_end].strip():
        return False
    before = text[text.rfind("\n", 0, max(0, line_start - 1)) + 1 : max(0, line_start - 1)]
    after = text[line_end + 1 :].split("\n", 1)[0]
    return all(not line.strip(" \t>") or line.lstrip().startswith((":::", "#", "<!--")) for line in (before, after))


RULES = (unregistered_in_figure, undrawable_fact, undrawn_figure, unshown_figure)
