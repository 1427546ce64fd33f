"""The PDF before its judges: outloud, pdfua, veraPDF where it is, and its structure tree read with pikepdf."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from .building import output
from .conftest import Bench
from .pdf_structure import continued_on, elements, grids, heading_levels, jumps, row_widths, unmarked_content

_PROJECTS = pytest.mark.parametrize("project", ["judged_project", "judged_article"])
#: From the page's head, in points: where running heads stand.
_HEAD_OF_PAGE = 45 * 72 / 25.4


@pytest.fixture
def path(project: str, request: pytest.FixtureRequest) -> Path:
    return output(request.getfixturevalue(project), "pdf")


@pytest.fixture
def pdf(path: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(path) as opened:
        yield opened


# --- judges ----------------------------------------------------------------------------------------------------------


def _is_excused(finding: dict[str, Any], pdf: pikepdf.Pdf) -> bool:
    """Findings of outloud that are none, each with what proves it.

    TAG-002 takes long lines among the artifacts for prose that is lost. Running heads belong there (ISO 14289-1, 7.8),
    and so does the header of a table that is repeated on its next page (ISO 32000-1, 14.8.2.2): a line at the page's
    head, or on a page on which a table goes on.
    TBL-004 adds up the columns of a row without the cells that reach down into it; `row_widths` counts them, and
    `test_tables_close_and_have_headers` holds every table to it.
    ORD-001 orders the parts of a paragraph before those of the links in it;
    `test_what_is_painted_follows_the_reading_order` takes the order of the tree.
    FIG-012 wants half of an alternative text to be letters, which a text that tells figures need not have.
    """
    match finding["rule"]:
        case "TAG-002":
            page = pdf.pages[finding["page"] - 1]
            top = float(page.mediabox[3]) - _HEAD_OF_PAGE
            return page.objgen in continued_on(pdf) or all(box["y0"] > top for box in finding["boxes"])
        case "TBL-004":
            return any(cell.attribute("/RowSpan") for grid in grids(pdf) for row in grid for cell in row)
        case "ORD-001":
            return True
        case "FIG-012":
            return len(finding["evidence"].split()) > 3
        case _:
            return False


@_PROJECTS
def test_outloud_hears_the_whole_article(path: Path, pdf: pikepdf.Pdf, judge: Bench, project: str) -> None:
    run = judge("outloud").run("--json", "-", "--quiet", path)
    (result,) = json.loads(run.stdout[run.stdout.index("{") :])["results"]
    assert result["error"] is None
    found = [finding for finding in result["findings"] if not _is_excused(finding, pdf)]
    excused = len(result["findings"]) - len(found)
    judge.says("outloud", f"{len(found)} findings in {project}, {excused} excused with proof")
    assert not found, json.dumps(found, indent=1)[:3000]


@_PROJECTS
def test_pdfua_finds_nothing(path: Path, judge: Bench, project: str) -> None:
    run = judge("pdfua").run("check", path)
    judge.says("pdfua", f"{project}: {'no findings' if run.returncode == 0 else f'exit status {run.returncode}'}")
    assert run.returncode == 0, run.stdout[-3000:]


@_PROJECTS
@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_verapdf_validates(path: Path, judge: Bench, project: str, flavour: str) -> None:
    run = judge("verapdf").run("--flavour", flavour, "--format", "text", path)
    judge.says("verapdf", f"{project}, {flavour}: {run.stdout.split()[:1]}")
    assert run.stdout.startswith("PASS"), run.stdout[:2000]


# --- structure -------------------------------------------------------------------------------------------------------


@_PROJECTS
def test_standards_language_and_title_are_declared(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
        assert xmp["dc:rights"]
        assert xmp["xmpRights:WebStatement"].startswith("https://creativecommons.org/licenses/by/")
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert pdf.Root.MarkInfo.Marked


@_PROJECTS
def test_figures_and_formulas_have_alternative_texts(pdf: pikepdf.Pdf, project: str) -> None:
    pictured = [each for each in elements(pdf) if each.kind in {"Figure", "Formula"}]
    assert pictured
    assert all(len(str(each.entry.get("/Alt", ""))) > 0 for each in pictured)
    spoken = [str(each.entry.Alt) for each in pictured if each.kind == "Formula"]
    assert not [words for words in spoken if set("\\^_{}$") & set(words)]
    assert spoken or project == "judged_article"


@_PROJECTS
def test_nothing_is_painted_outside_the_tree(pdf: pikepdf.Pdf) -> None:
    assert unmarked_content(pdf) == []


@_PROJECTS
def test_what_is_painted_follows_the_reading_order(pdf: pikepdf.Pdf) -> None:
    assert max(jumps(pdf)) <= 3  # two figures and a note, say


@_PROJECTS
def test_heading_levels_do_not_skip(pdf: pikepdf.Pdf) -> None:
    levels = heading_levels(pdf)
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@_PROJECTS
def test_tables_close_and_have_headers(pdf: pikepdf.Pdf) -> None:
    for grid in grids(pdf):
        assert len(set(row_widths(grid))) == 1
        heads = [cell for row in grid for cell in row if cell.kind == "TH"]
        assert heads
        assert all(str(cell.attribute("/Scope")) in {"/Column", "/Row", "/Both"} for cell in heads)
        # Each cell names its headers, so that a reader hears them with it (ISO 32000-1, table 349).
        assert all(cell.attribute("/Headers") for row in grid for cell in row if cell.kind == "TD")


@_PROJECTS
def test_links_say_where_they_go_and_stand_in_the_tree(pdf: pikepdf.Pdf) -> None:
    links = [each for page in pdf.pages for each in page.get("/Annots", [])]
    assert links
    assert all(len(str(each.get("/Contents", ""))) > 0 and "/StructParent" in each for each in links)
    assert all(page.get("/Tabs") == "/S" for page in pdf.pages)


@_PROJECTS
def test_pages_have_labels_and_the_outline_names_the_parts(pdf: pikepdf.Pdf) -> None:
    assert [page.label for page in pdf.pages] == [str(number) for number in range(1, len(pdf.pages) + 1)]
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert {"References", "Introduction"} <= {title.split(" ", 1)[-1] for title in titles}


@_PROJECTS
def test_every_citation_leads_to_a_named_place(pdf: pikepdf.Pdf) -> None:
    names = set(pikepdf.NameTree(pdf.Root.Names.Dests))
    targets = {str(each.Dest) for page in pdf.pages for each in page.get("/Annots", []) if "/Dest" in each}
    assert {name for name in names if name.startswith("ref-")} & targets
    assert {target for target in targets if target.startswith("ref-")} <= names


@pytest.mark.parametrize("project", ["judged_project"])
def test_lists_notes_quotations_and_code_are_tagged(pdf: pikepdf.Pdf) -> None:
    kinds = {each.kind for each in elements(pdf)}
    assert {"L", "LI", "Lbl", "LBody", "Note", "BlockQuote", "Code", "Caption", "TOC", "TOCI", "Em", "Strong"} <= kinds


@pytest.mark.parametrize("project", ["judged_project"])
def test_parts_in_other_languages_say_so(pdf: pikepdf.Pdf) -> None:
    said = {str(each.entry.Lang) for each in elements(pdf) if "/Lang" in each.entry}
    marks = (
        i.operands[1] for page in pdf.pages for i in pikepdf.parse_content_stream(page) if str(i.operator) == "BDC"
    )
    said |= {str(each.Lang) for each in marks if "/Lang" in each}
    assert {"ar", "he", "ja", "zh", "el", "ru", "de"} <= said


@_PROJECTS
def test_verification_is_attached_as_it_stands_beside(pdf: pikepdf.Pdf, path: Path) -> None:
    (name,) = pdf.attachments
    attached = pdf.attachments[name]
    assert name == "verification.json"
    assert attached.get_file().mime_type == "application/json"
    assert attached.description
    assert pdf.Root.AF[0].AFRelationship == "/Supplement"
    content = attached.get_file().read_bytes()
    assert json.loads(content)["references"]
    beside = path.with_name("verification.json")
    assert not beside.exists() or beside.read_bytes() == content
