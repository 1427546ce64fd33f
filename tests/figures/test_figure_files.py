"""Figure files: what is wrong with them is said at its place, and their words are read like any other."""

from __future__ import annotations

from pathlib import Path

import pytest
from figure_projects import ALL, BARS, FOREST, NETWORK, SECTION, SERIES, TIMELINE, covered, write_bees

from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.parse import parse
from wellsourced.project.figures import find_pointers
from wellsourced.project.load import load
from wellsourced.project.schemas import generate_figure_schema
from wellsourced.project.yaml_positions import read_yaml


def check(root: Path, *select: str) -> tuple[Diagnostic, ...]:
    project = load(root).project
    assert project is not None, load(root).diagnostics
    return run_checks(project, parse(project), select=select)


def test_every_kind_passes_the_checks(tmp_path: Path) -> None:
    found = check(write_bees(tmp_path, ALL, SECTION))
    assert [d for d in found if d.severity is not Severity.INFO] == []


def test_every_kind_is_what_the_schema_says(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(generate_figure_schema())
    validator.check_schema(validator.schema)
    for text in ALL.values():
        assert validator.is_valid(read_yaml("f.yaml", text).value)
        assert not validator.is_valid(read_yaml("f.yaml", text + "colour: red\n").value)
    project = load(write_bees(tmp_path, ALL, SECTION)).project
    assert project is not None
    assert sorted(project.figures) == sorted(ALL)


@pytest.mark.parametrize(
    "text, code, line, words",
    [
        (BARS.replace("kind: bars", "kind: pie"), "CFG028", 1, "pie"),
        (BARS.replace("kind: bars\n", ""), "CFG028", 1, "title"),
        (BARS.replace("alt: Columns", "atl: Columns"), "CFG012", 3, "atl"),
        (BARS.replace('label: "2019"', 'label: ""'), "CFG011", 7, '""'),
        (BARS.replace("axis: Hives\n", ""), "CFG013", 1, "title"),
        ("[]\n", "CFG028", 1, "[]"),
        ("kind: [bars]\n", "CFG028", 1, "[bars]"),
    ],
)
def test_malformed_file_stops_the_load_at_its_place(
    tmp_path: Path, text: str, code: str, line: int, words: str
) -> None:
    root = write_bees(tmp_path, {"hives": text})
    loaded = load(root)
    assert loaded.project is None
    found = next(d for d in loaded.diagnostics if d.code == code)
    assert found.span.path == "article/figures/hives.yaml"
    assert covered(root, found).strip('"') in (words.strip('"'), "kind") or found.span.line == line


def test_missing_description_stops_the_load(tmp_path: Path) -> None:
    text = "\n".join(line for line in BARS.split("\n") if not line.startswith("alt"))
    loaded = load(write_bees(tmp_path, {"hives": text}))
    assert [(d.code, d.message.split("`")[1]) for d in loaded.diagnostics] == [("CFG013", "alt")]


@pytest.mark.parametrize(
    "name, text, words",
    [
        ("hives", BARS.replace("hives-2019", "hives-2018"), "hives-2018"),
        ("hives", BARS.replace("source: board", "source: bored"), "bored"),
        ("laws", TIMELINE.replace("bee-treaty", "bee-treatise"), "bee-treatise"),
        ("honey", ALL["honey"].replace("to: jar", "to: jug"), "jug"),
        ("sharing", NETWORK.replace("kind: shares,", "kind: steals,"), "steals"),
        ("sharing", NETWORK.replace("[board-body, club]", "[board-body, bee-act]"), "bee-act"),
    ],
)
def test_what_is_not_registered_is_an_error_at_its_id(tmp_path: Path, name: str, text: str, words: str) -> None:
    root = write_bees(tmp_path, {**ALL, name: text}, SECTION)
    [found] = check(root, "FIG010")
    assert (found.severity, found.span.path) == (Severity.ERROR, f"article/figures/{name}.yaml")
    assert covered(root, found) == words


@pytest.mark.parametrize(
    "text, words, says",
    [
        (SERIES.replace("fact: hives-2022", "fact: keepers-2020"), "keepers-2020", "counts “keepers"),
        (
            FOREST.replace("low: shade-low", "low: shade-high").replace("high: shade-high,", "high: shade-low,"),
            "shade",
            "0.78",
        ),
        (FOREST.replace("low: shade-low, ", ""), "shade-high", "two ends"),
        (FOREST.replace("    left: less", "    log: true\n    left: less"), None, ""),
    ],
)
def test_facts_that_do_not_go_together_are_errors(tmp_path: Path, text: str, words: str | None, says: str) -> None:
    root = write_bees(tmp_path, {"hives": text})
    found = check(root, "FIG011")
    if words is None:
        assert found == ()
        return
    assert covered(root, found[0]) == words
    assert says in found[0].message


def test_fact_without_a_number_and_zero_on_a_logarithmic_axis_cannot_be_drawn(tmp_path: Path) -> None:
    log = SERIES.replace("axis: Number", "axis: Number\nlog: true")
    root = write_bees(tmp_path, {"hives": log}, facts={"hives-2019": 0, "keepers-2019": "2019-05-01"})
    assert [covered(root, d) for d in check(root, "FIG011")] == ["hives-2019", "keepers-2019"]


def test_units_that_the_author_calls_alike_may_stand_together(tmp_path: Path) -> None:
    mixed = SERIES.replace("fact: hives-2022", "fact: keepers-2020")
    alike = mixed.replace("  - name: Hives\n", "  - name: Hives\n    alike: [hives, keepers]\n")
    assert check(write_bees(tmp_path, {"hives": alike}), "FIG011") == ()


@pytest.mark.parametrize(
    "section, messages",
    [
        ("# T\n\n![](figure:hive)\n", ["There is no figure 'hive'"]),
        ("# T\n\n![Hives](figure:hives)\n", ["A figure drawn from facts has its words in its own file"]),
        ("# T\n\nSee ![](figure:hives) here.\n", ["A figure drawn from facts stands in a paragraph of its own"]),
        ("# T\n\n> ![](figure:hives)\n", []),
        ("# T\n\n::: {.wide}\n![](figure:hives)\n:::\n", []),
        ("# T\n\n![](figure:hives){#fig:mine}\n", []),
    ],
)
def test_figure_that_would_not_be_drawn_is_an_error(tmp_path: Path, section: str, messages: list[str]) -> None:
    found = check(write_bees(tmp_path, section=section), "FIG012", "FIG001", "FIG003", "LNK", "XRF001")
    assert [d.message for d in found] == messages


def test_figure_is_known_by_its_name_and_missed_when_never_shown_or_mentioned(tmp_path: Path) -> None:
    root = write_bees(
        tmp_path, section="# T\n\nBees are many.\n\n![](figure:hives)\n\nSee [](#fig:hive) or @fig:hives.\n"
    )
    assert [(d.code, d.span.line) for d in check(root, "XRF", "CIT")] == [("XRF001", 7)]
    root = write_bees(tmp_path, section="# T\n\nBees are many.\n\n![](figure:hives)\n")
    assert [d.code for d in check(root, "XRF")] == ["XRF002"]
    root = write_bees(tmp_path, section="# T\n\nBees.\n")
    assert [(d.code, d.severity) for d in check(root, "FIG")] == [("FIG013", Severity.INFO)]


def test_figure_shown_twice_has_its_identifier_twice(tmp_path: Path) -> None:
    section = "# T\n\nSee [](#fig:hives).\n\n![](figure:hives)\n\nAgain.\n\n![](figure:hives)\n"
    assert [d.code for d in check(write_bees(tmp_path, section=section), "XRF003")] == ["XRF003"]


def test_number_in_the_words_of_a_figure_must_come_from_its_facts(tmp_path: Path) -> None:
    assert check(write_bees(tmp_path), "FCT") == ()
    root = write_bees(tmp_path, {"hives": BARS.replace("400 hives in 2019", "450 hives in 2019")})
    [found] = check(root, "FCT")
    assert (found.span.path, found.span.line) == ("article/figures/hives.yaml", 3)
    assert covered(root, found).startswith("450")


def test_figure_of_an_unverified_source_is_an_error(tmp_path: Path) -> None:
    found = check(write_bees(tmp_path, verified=False), "REF", "FCT")
    assert {d.span.path for d in found if d.severity is Severity.ERROR} == {"article/figures/hives.yaml"}


def test_error_in_a_figure_file_can_be_excused_there(tmp_path: Path) -> None:
    bars = BARS.replace(
        '  - {label: "2022", fact: hives-2022}',
        '  - {label: "2022", fact: keepers-2020}  # wellsourced: allow FIG011: one keeper a hive',
    )
    assert check(write_bees(tmp_path, {"hives": bars}), "FIG011") == ()


def test_every_id_of_a_figure_is_found_with_its_place(tmp_path: Path) -> None:
    project = load(write_bees(tmp_path, ALL, SECTION)).project
    assert project is not None
    for name, figure in project.figures.items():
        text = project.texts[f"article/figures/{name}.yaml"].split("\n")
        for pointer in find_pointers(figure):
            span = project.where(f"article/figures/{name}.yaml", *pointer.path)
            assert text[span.line - 1][span.column - 1 : span.end_column - 1] == pointer.id
