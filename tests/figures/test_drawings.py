"""Drawings: the same bytes for the same data, nothing but shapes in the colours of the palette."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wellsourced.cache import Cache
from wellsourced.figures import drawings
from wellsourced.figures.canvas import COLOURS, SMALL, text_width, wrap
from wellsourced.figures.draw import draw

HOSTILE = "$\\frac{1}{2}$ <script>alert(1)</script> & \" 'é\u202e 中"
DRAWINGS: dict[str, drawings.Drawing] = {
    "bars": drawings.Bars("Hives", (drawings.Bar("North", 4, "4"), drawings.Bar("South", None, "no figure"))),
    "upright": drawings.Bars(
        "Hives",
        tuple(drawings.Bar(str(year), None if year == 2021 else year - 2000.0, "x") for year in range(2018, 2024)),
        upright=True,
        marks=(drawings.Mark(3, "Counting changed here"),),
    ),
    "series": drawings.Lines(
        "Number",
        (
            drawings.Line("Hives", (drawings.Point(2019, 3, "3"), drawings.Point(2022, 9, "9"))),
            drawings.Line("Keepers", (drawings.Point(2020, 1, "1"), drawings.Point(2021, 2, "2"))),
        ),
        2019,
        2022,
        marks=(drawings.Mark(2020.5, "Counting changed"),),
    ),
    "together": drawings.Lines(
        "Number",
        tuple(
            drawings.Line(f"Series {n}", (drawings.Point(2019, 10.0**n, "a"), drawings.Point(2020, 10.0**n, "b")))
            for n in range(4)
        ),
        2019,
        2020,
        together=True,
        log=True,
    ),
    "forest": drawings.Forest(
        (
            drawings.Panel(
                "Odds ratio", (drawings.Effect("Shade", "2 trials", 3, "3 (1 to 9)", 1, 9),), 1, True, "a", "b"
            ),
            drawings.Panel("Difference", (drawings.Effect("Water", "", -0.25, "−0.25"),), 0),
        )
    ),
    "timeline": drawings.Timeline(
        (drawings.Lane("Treaties", (drawings.Event("A", 1990, 1993, 2015), drawings.Event("B", 2020, pending=True))),)
    ),
    "flow": drawings.Flow(
        (
            drawings.Step("Field", (drawings.Node("a", "Flower"), drawings.Node("b", "Bee", "900 hives", True))),
            drawings.Step("Hive", (drawings.Node("c", "Comb"),)),
            drawings.Step("Kitchen", (drawings.Node("d", "Jar"),)),
        ),
        (
            drawings.Arrow("a", "b"),
            drawings.Arrow("a", "c", "nectar"),
            drawings.Arrow("c", "d"),
            drawings.Arrow("d", "a"),
            drawings.Arrow("d", "nowhere"),
        ),
    ),
    "network": drawings.Matrix(
        ("Board", "Club", "School"), ("shares", "studies"), (drawings.Tie(0, 1, 0), drawings.Tie(1, 0, 1))
    ),
}
SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from test_drawings import DRAWINGS
from wellsourced.cache import Cache
from wellsourced.figures.draw import draw
sys.stdout.write(draw(DRAWINGS[sys.argv[2]], name="x", cache=Cache(None)))
"""


@pytest.mark.parametrize("kind", DRAWINGS)
def test_drawing_holds_shapes_in_palette_colours_and_nothing_else(kind: str) -> None:
    root = ElementTree.fromstring(draw(DRAWINGS[kind], name="x", cache=Cache(None)))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert names <= {"svg", "g", "defs", "path", "use"}
    assert all(element.get("d") for element in root.iter() if element.tag.endswith("path"))
    attributes = {name for element in root.iter() for name in element.attrib}
    assert not attributes & {"style", "onload", "{http://www.w3.org/1999/xlink}href"}
    colours = {element.get(name) for element in root.iter() for name in ("fill", "stroke")} - {None, "none"}
    assert colours <= set(COLOURS.values())
    references = {element.get("href") for element in root.iter() if element.get("href")}
    assert references <= {f"#{element.get('id')}" for element in root.iter() if element.get("id")}
    other = ElementTree.fromstring(draw(DRAWINGS[kind], name="y", cache=Cache(None)))
    assert not references & {element.get("href") for element in other.iter()}


@pytest.mark.parametrize("kind", DRAWINGS)
def test_every_colour_has_the_class_that_a_theme_sets(kind: str) -> None:
    roles = {colour: role for role, colour in COLOURS.items()}
    for element in ElementTree.fromstring(draw(DRAWINGS[kind], name="x", cache=Cache(None))).iter():
        for attribute, letter in (("fill", "f"), ("stroke", "s")):
            if (colour := element.get(attribute)) and colour != "none":
                assert f"fig-{letter}-{roles[colour]}" in element.get("class", "").split()


@pytest.mark.parametrize("kind", ["series", "flow"])
def test_another_process_draws_the_same_bytes(kind: str) -> None:
    here = draw(DRAWINGS[kind], name="x", cache=Cache(None))
    for seed in ("1", "2"):
        ran = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(Path(__file__).parent), kind],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=120,
        )
        assert ran.stdout.decode() == here


def test_settings_in_the_present_folder_change_nothing(tmp_path: Path) -> None:
    rc = "text.usetex: True\nsvg.fonttype: none\nlines.linewidth: 40\ntext.color: red\nbackend: MacOSX\n"
    (tmp_path / "matplotlibrc").write_text(rc, encoding="utf-8")
    expected = draw(DRAWINGS["bars"], name="x", cache=Cache(None))
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(Path(__file__).parent), "bars"],
        cwd=tmp_path,
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert ran.stdout.decode() == expected
    assert ran.stderr == b""


def test_words_of_a_stranger_are_drawn_as_letters() -> None:
    bars = drawings.Bars(HOSTILE, (drawings.Bar(HOSTILE, 1, HOSTILE),))
    events = drawings.Timeline((drawings.Lane(HOSTILE, (drawings.Event(HOSTILE, 2000),)),))
    for drawing in (bars, events):
        svg = draw(drawing, name="x", cache=Cache(None))
        assert "script" not in svg
        assert "alert" not in svg
        ElementTree.fromstring(svg)


def test_a_drawing_is_kept_and_only_what_changed_is_drawn_again(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    first = draw(DRAWINGS["bars"], name="x", cache=cache)
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.glob("??/*")}
    assert draw(DRAWINGS["bars"], name="x", cache=cache) == first
    assert len(kept) == len(list(tmp_path.glob("??/*"))) == 1
    other = drawings.Bars("Hives", (drawings.Bar("North", 5, "5"),))
    assert draw(other, name="x", cache=cache) != first
    assert len(list(tmp_path.glob("??/*"))) == 2


def test_a_line_leaves_a_missing_year_open() -> None:
    def strokes(*years: float) -> int:
        line = drawings.Line("Hives", tuple(drawings.Point(year, 5, "5") for year in years))
        svg = draw(drawings.Lines("Number", (line,), 2019, 2022), name="x", cache=Cache(None))
        wide = [e for e in ElementTree.fromstring(svg).iter() if e.get("stroke") == COLOURS["one"]]
        return sum(e.get("stroke-width") == "1.6" for e in wide)

    assert strokes(2019, 2020, 2021, 2022) == 1
    assert strokes(2019, 2020, 2022) == 1
    assert strokes(2019, 2022) == 0
    assert strokes(2019, 2020, 2021.5, 2022) == 2


def test_text_is_nine_points_and_wraps_at_words() -> None:
    assert SMALL >= 9
    text = "The quick brown bee jumps over the lazy drone"
    lines = wrap(text, 80)
    assert " ".join(lines) == text
    assert all(text_width(line) <= 80 for line in lines)
    assert wrap("unbreakable", 5) == ["unbreakable"]


WORDS = st.text(max_size=60)
VALUES = st.floats(-1e12, 1e12) | st.integers(-(10**15), 10**15).map(float)
BARS = st.builds(
    drawings.Bars,
    WORDS,
    st.lists(st.builds(drawings.Bar, WORDS, st.none() | VALUES, WORDS), min_size=1, max_size=6).map(tuple),
    st.booleans(),
)
POINTS = st.lists(st.builds(drawings.Point, st.floats(1, 9999), VALUES, WORDS), min_size=1, max_size=5)
LINES = st.builds(
    drawings.Lines,
    WORDS,
    st.lists(
        st.builds(drawings.Line, WORDS, POINTS.map(lambda points: tuple(sorted(points, key=lambda p: p.at)))),
        min_size=1,
        max_size=4,
    ).map(tuple),
    st.just(1),
    st.just(9999),
    st.booleans(),
)
EVENTS = st.builds(drawings.Event, WORDS, st.floats(1, 9999), st.none() | st.floats(1, 9999))
TIMELINES = st.builds(
    drawings.Timeline,
    st.lists(
        st.builds(drawings.Lane, WORDS, st.lists(EVENTS, min_size=1, max_size=3).map(tuple)), min_size=1, max_size=3
    ).map(tuple),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(BARS, LINES, TIMELINES))
def test_whatever_the_facts_say_can_be_drawn(drawing: drawings.Drawing) -> None:
    ElementTree.fromstring(draw(drawing, name="x", cache=Cache(None)))
