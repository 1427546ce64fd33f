"""Cross-references lead somewhere, and what is shown is spoken of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from check_projects import make_reference, slice_source, slice_text, write_project

from wellsourced.checks.audit import audit_text
from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load

Check = Callable[..., tuple[Diagnostic, ...]]


def test_link_to_nothing_is_an_error_with_the_nearest_identifiers(check: Check) -> None:
    text = "# Bees\n\n## The dance {#sec:dance}\n\nAs *in* [the dance](#sec:dnace), and [that](#whatever-it-is).\n"
    near, far = check(text, select=("XRF001",))
    assert (near.severity, slice_text(text, near)) == (Severity.ERROR, "#sec:dnace")
    assert near.help == "Nearest: #sec:dance"
    assert near.fix is not None
    assert not near.fix.safe
    assert (near.fix.edits[0].span, near.fix.edits[0].text) == (near.span, "#sec:dance")
    assert slice_text(text, far) == "#whatever-it-is"
    assert far.fix is None


def test_everything_with_an_identifier_can_be_linked_to(tmp_path: Path) -> None:
    one = (
        "# Bees\n\n[a](#sec:two) [b](#bees) [c](#tbl:t) [d](#fig:f) [e](#box) [f](#span) [g](#the-dance-2) [h](#code)\n"
        "[i](#ref-somebody) [j](#appendix-corrections) [k](#honey-and-wax) [l](#sec%3Atwo) [m][n] [The dance]\n\n"
        "[n]: #sec:two\n\n## The dance\n\nWords.\n"
    )
    two = (
        "# Two {#sec:two}\n\n## The dance\n\n| a |\n|---|\n| b |\n\n: The table {#tbl:t}\n\n"
        "![The figure](f.png){#fig:f}\n\n"
        "::: {#box}\nA [word]{#span}.\n:::\n\n~~~ {#code}\nx\n~~~\n"
    )
    three = "Words without a heading.\n"
    sections = {"01-one.md": one, "02-two.md": two, "03-three.md": three}
    entries = ["01-one.md", "02-two.md", {"file": "03-three.md", "title": "Honey and wax"}]
    project = write_project(tmp_path, sections, article={"sections": entries})
    assert run_checks(project, parse(project), select=("XRF001",)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n- A\n\n    > B [c](#d) e\n",
        "# T\n\n| a | b |\n|---|---|\n| 𝒜e\u0301 | [c](#d) |\n",
        "# T\n\nA[^1].\n\n[^1]: B\tC [c](#d).\n",
        "# T\n\nA [c][e].\n\n[e]: #d\n",
        '# T\n\nA [c](#d "Title"){.x} [b\nc](\n#d)\n',
    ],
)
def test_the_place_is_exact(text: str, check: Check) -> None:
    found = check(text, select=("XRF001",))
    assert {slice_text(text, diagnostic) for diagnostic in found} <= {"#d", "e"}
    assert found


def test_place_behind_a_template_and_in_a_file_with_crlf(tmp_path: Path) -> None:
    facts = {"facts": [{"id": "hives", "statement": "Hives", "source": "s", "value": 12}]}
    write_project(tmp_path, {"01-bees.md": "# T\n"}, facts=facts, bibliography={"references": [make_reference("s")]})
    path = tmp_path / "sections/01-bees.md"
    path.write_bytes(b"# T\r\n\r\nOf {{ fact('hives') }} hives,\r\n{{ fact('hives') }} are [here](#nowhere).\r\n")
    project = load(tmp_path).project
    assert project is not None
    [found] = run_checks(project, parse(project), select=("XRF001",))
    assert (found.span.line, slice_source(project, found)) == (4, "#nowhere")


def test_code_comments_and_other_addresses_are_no_cross_references(check: Check) -> None:
    text = "# T\n\n`[a](#b)` <!-- [a](#b) --> \\[a](#b) [a](https://x.example/#b) $[a](#b)$ ![x](y)\n\n    [a](#b)\n"
    assert check(text, select=("XRF001",)) == ()


def test_loose_draft_answers_for_itself_alone(tmp_path: Path) -> None:
    project = write_project(tmp_path, {"01-bees.md": "# T {#sec:t}\n"})
    draft = "# D {#sec:d}\n\nSee @sec:d, @sec:e, [a](#sec:d) and [b](#sec:t); ask [@tbl:x].\n"
    found = audit_text("draft.md", draft, project, select=("XRF001",))
    assert [slice_text(draft, diagnostic) for diagnostic in found] == ["@sec:e", "#sec:t", "@tbl:x"]
    assert found[0].fix is not None
    assert found[0].fix.edits[0].text == "@sec:d"


TABLE = "| a | b |\n|---|---|\n| 1 | a table |\n\n: Colonies {#tbl:colonies}\n"


@pytest.mark.parametrize(
    "before, after, quiet",
    [
        ("Words.", "More words.", False),
        ("See [the numbers](#tbl:colonies).", "", True),
        ("The table shows colonies.", "", True),
        ("", "Table 1 shows colonies.", True),
        ("The table shows much.\n\n## Next", "", False),
        ("", "## Next\n\nThis table is another.", False),
        ("Three kinds of figure are mixed.", "", False),
        ("`the table`", "", False),
    ],
)
def test_table_must_be_spoken_of(before: str, after: str, quiet: bool, check: Check) -> None:
    text = f"# T\n\n{before}\n\n{TABLE}\n{after}\n"
    found = check(text, select=("XRF002",))
    assert [slice_text(text, diagnostic) for diagnostic in found] == ([] if quiet else ["Colonies"])


@pytest.mark.parametrize(
    "words, quiet",
    [
        ("The figure of 12 is high.", False),
        ("The figure below shows hives.", True),
        ("Hives are many (Figure 2).", True),
        ("A map of them follows.", True),
        ("See [there](#fig:hives).", True),
    ],
)
def test_figure_must_be_spoken_of(words: str, quiet: bool, check: Check) -> None:
    text = f"# T\n\n{words}\n\n![A map of the hives](hives.png){{#fig:hives}}\n"
    found = check(text, select=("XRF002",))
    assert [slice_text(text, diagnostic) for diagnostic in found] == ([] if quiet else ["A map of the hives"])


def test_link_from_another_section_counts(tmp_path: Path) -> None:
    sections = {"01-a.md": f"# A\n\n{TABLE}", "02-b.md": "# B\n\nRecall [the counts](#tbl:colonies).\n"}
    project = write_project(tmp_path, sections)
    assert run_checks(project, parse(project), select=("XRF002",)) == ()


def test_table_without_caption_and_inline_image_need_no_mention(check: Check) -> None:
    text = "# T\n\n| a |\n|---|\n| 1 |\n\nWords ![icon](icon.png) go on.\n"
    assert check(text, select=("XRF002",)) == ()


def test_identifier_given_twice_is_an_error_across_sections(tmp_path: Path) -> None:
    sections = {
        "01-a.md": "# A {#sec:a}\n\n## Same words\n\nA [b]{#box}.\n",
        "02-b.md": "# B {#sec:a}\n\n## Same words\n\n![x](y.png){#box}\n",
    }
    project = write_project(tmp_path, sections)
    found = run_checks(project, parse(project), select=("XRF003",))
    assert [(d.span.path, slice_source(project, d), d.severity) for d in found] == [
        ("sections/02-b.md", "sec:a", Severity.ERROR),
        ("sections/02-b.md", "box", Severity.ERROR),
    ]
    assert found[0].related[0].span.path == "sections/01-a.md"


def test_footnotes_need_mark_and_text(check: Check) -> None:
    text = "# T\n\nA[^a] b[^b] `[^c]`.\n\n[^b]: Words\n    go on[^d].\n\n[^d]: D.\n\n[^e]: E.\n\n[^b]: Again.\n"
    found = check(text, select=("XRF004",))
    assert [(d.span.line, slice_text(text, d)) for d in found] == [(3, "[^a]"), (10, "[^e]"), (12, "[^b]")]
    assert "no text" in found[0].message
    assert "Nothing calls" in found[1].message
    assert "two texts" in found[2].message


def test_mended_cross_reference_is_clean(check: Check) -> None:
    text = "# Bees\n\n## The dance {#sec:dance}\n\nSee [it](#sec:danse).\n"
    [found] = check(text, select=("XRF001",))
    assert found.fix is not None
    edit = found.fix.edits[0]
    lines = text.split("\n")
    line = lines[edit.span.line - 1]
    lines[edit.span.line - 1] = line[: edit.span.column - 1] + edit.text + line[edit.span.end_column - 1 :]
    assert check("\n".join(lines), select=("XRF001",)) == ()
