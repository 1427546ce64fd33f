"""Figures and tables say what they show, to everybody, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from check_projects import make_reference, slice_text, write_project

from wellsourced.checks.audit import audit_text
from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.parse import parse
from wellsourced.publish.pipeline import build

Check = Callable[..., tuple[Diagnostic, ...]]
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"


@pytest.mark.parametrize(
    "image, complaint",
    [
        ("![](bee.png)", True), ("![ ](bee.png)", True), ("![*…*](bee.png)", True), ("![][b]", True),
        ("![A bee](bee.png)", False), ("![](bee.png){alt='A bee'}", False), ("`![](bee.png)`", False),
        ("![A bee][b]", False), ("![𝒜](bee.png)", False),
    ],
)  # fmt: skip
def test_image_without_alternative_text(image: str, complaint: bool, check: Check) -> None:
    text = f"# T\n\n> Words {image} go on.\n\n[b]: bee.png\n"
    found = check(text, select=("FIG001",))
    assert [(slice_text(text, d), d.severity) for d in found] == ([(image, Severity.ERROR)] if complaint else [])


@pytest.mark.parametrize(
    "image, complaint",
    [
        ("![Bees by *year*](bee.png){#fig:bees width=50%}", True),
        ("![Bees by year](bee.png){alt='Bees by year.'}", True),
        ('![Bees by year](bee.png){#fig:bees\nalt="A line that\nrises"}', False),
        ("Inline ![Bees by year](bee.png) in words", False),
    ],
)
def test_alternative_text_of_a_figure_is_not_its_caption(image: str, complaint: bool, check: Check) -> None:
    text = f"# T\n\n{image}\n\nWords.\n"
    found = check(text, select=("FIG002",))
    assert [slice_text(text, d) for d in found] == ([image[2 : image.index("]")]] if complaint else [])


def test_missing_images_are_found_without_a_build(tmp_path: Path) -> None:
    project_root = tmp_path / "project"
    text = (
        "# T\n\n![A](near.png) ![B](<figures/a b.svg>) ![C](figures/a%20b.svg) ![D](../figures/far.gif)\n"
        "![E](https://bees.example/e.png) ![F](data:image/png;base64,QQ==)\n\n"
        "![G](gone.png)\n\n![H](../../outside.png) ![I](/etc/passwd.png) ![J](notes.exe) ![K](link.png)\n"
        "![L](folder.png) ![M][m] ![N]()\n\n[m]: missing.svg\n"
    )
    project = write_project(project_root, {"01-bees.md": text})
    (tmp_path / "outside.png").write_bytes(b"x")
    (project_root / "figures").mkdir()
    for name in ("sections/near.png", "figures/a b.svg", "figures/far.gif", "sections/notes.exe"):
        (project_root / name).write_text(SVG, encoding="utf-8")
    (project_root / "sections/folder.png").mkdir()
    (project_root / "sections/link.png").symlink_to(tmp_path / "outside.png")
    found = run_checks(project, parse(project), select=("FIG003",))
    assert [slice_text(text, d) for d in found] == [
        "gone.png", "../../outside.png", "/etc/passwd.png", "notes.exe", "link.png", "folder.png", "m", "![N]()",
    ]  # fmt: skip
    assert {d.severity for d in found} == {Severity.ERROR}


def test_build_says_once_that_an_image_is_missing(tmp_path: Path) -> None:
    write_project(tmp_path, {"01-bees.md": "# T\n\nA ![bee](gone.png) flies.\n"})
    for draft in (False, True):
        built = build(tmp_path, formats=("html",), draft=draft)
        assert [d.code for d in built.diagnostics].count("FIG003") == 1
        assert bool(built.outputs) is draft


def test_loose_draft_has_its_images_elsewhere(tmp_path: Path) -> None:
    project = write_project(tmp_path, {"01-bees.md": "# T\n"})
    assert audit_text("d.md", "![A](gone.png)\n", project, select=("FIG003",)) == ()


ROWS = "| Region | Hives |\n|--------|------:|\n| North | 412 |\n"


@pytest.mark.parametrize(
    "text, covered",
    [
        (f"{ROWS}\n: Hives by region\n", "Hives by region"),
        (ROWS, "412"),
        ("| Region | Hives |\n|---|---|\n| North | many |\n\n: Hives, 412 in all\n", "Hives, 412 in all"),
        (f"{ROWS}\n: Hives by region [@bees]\n", None),
        (f"{ROWS}| South [@bees] | 3 |\n", None),
        (f"The table shows hives [@bees].\n\n{ROWS}", None),
        (f"The table shows hives. More [@bees].\n\n{ROWS}", "412"),
        (f"{ROWS}\n: Hives {{#tbl:h}}\n\n## Next\n\nSee [the hives](#tbl:h), as counted [@bees].\n", None),
        (f"## Before\n\nA table of others [@bees].\n\n## Next\n\n{ROWS}", "412"),
        ("| Step | What |\n|---|---|\n| 1 | Open |\n| 2 | Look |\n", None),
        ("| Year | What |\n|---|---|\n| 2019 | Swarm |\n", None),
        ("![Hives: 412 hives in the north](bee.png)\n", "Hives: 412 hives in the north"),
        ("![Hives: 412 hives in the north [@bees]](bee.png)\n", None),
        ("Inline ![412 hives](bee.png) words.\n", None),
        ("+---+-----+\n| a | b   |\n+===+=====+\n| c | 412 |\n+---+-----+\n\n: Hives\n", "Hives"),
        ("> | a | b |\n> |---|---|\n> | c | 412 |\n>\n> : Hives\n", "Hives"),
    ],
)
def test_data_needs_a_source(text: str, covered: str | None, check: Check) -> None:
    text = f"# T\n\n{text}"
    found = check(text, select=("FIG004",), bibliography={"references": [make_reference("bees")]})
    assert [slice_text(text, d) for d in found] == ([covered] if covered else [])


def test_table_without_caption(check: Check) -> None:
    text = f"# T\n\n{ROWS}\n: Caption\n\n{ROWS}\nTable: Before\n\n{ROWS}\n- a\n\n    | a |\n    |---|\n    | b |\n"
    found = check(text, select=("FIG005",))
    assert [(d.span.line, slice_text(text, d)) for d in found] == [(15, "| Region | Hives |"), (21, "    | a |")]


def test_awkward_alternative_texts(check: Check) -> None:
    long = "bee " * 80
    text = (
        f"# T\n\n![Caption](a.png){{alt='{long.strip()}'}}\n\nA ![An image of a bee](b.png) and ![Imagery](c.png).\n\n"
        '![A picture of hives, as a caption](d.png)\n\n![Caption](e.png){alt="Photo showing 𝒜 bee"}\n'
    )
    found = check(text, select=("FIG006",))
    assert [slice_text(text, d) for d in found] == [long.strip(), "An image of a bee", "Photo showing 𝒜 bee"]


def test_places_after_a_template_and_tabs(check: Check) -> None:
    facts = {"facts": [{"id": "n", "statement": "s", "source": "bees", "value": 1234567}]}
    bibliography = {"references": [make_reference("bees")]}
    text = "# T\n\n{{ fact('n') }} bees,\t{{ fact('n') }}\n![](x.png) ![](y.png)\n"
    found = check(text, select=("FIG001",), facts=facts, bibliography=bibliography)
    assert [(d.span.line, d.span.column, slice_text(text, d)) for d in found] == [
        (4, 1, "![](x.png)"),
        (4, 12, "![](y.png)"),
    ]
