"""REF008 to REF012 and the static reading of styles, held against pandoc's own rendering."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from check_projects import ROOT, make_reference, prove, write_project

from wellsourced import pandoc
from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.project.project import Project
from wellsourced.project.style_reach import StyleReach
from wellsourced.project.styles import read_style


def bare_reference(id: str, **more: Any) -> dict[str, Any]:
    """An article without its journal."""
    item = make_reference(id)
    del item["container-title"], item["volume"]
    return {**item, **more}


def check(root: Path, *items: dict[str, Any], style: str = "chicago-author-date") -> list[Diagnostic]:
    cited = " ".join(f"[@{item['id']}]" for item in items)
    project = write_project(
        root,
        {"a.md": f"# One\n\nA claim {cited}.\n"},
        article={"style": style},
        bibliography={"references": list(items)},
        evidence={"evidence": {item["id"]: [prove(item)] for item in items}},
    )
    found = run_checks(project, parse(project), select=("REF",), today=date(2026, 11, 22))
    return [d for d in found if d.code in ("REF008", "REF009", "REF010", "REF012")]


def written(project: Path, diagnostic: Diagnostic) -> str:
    line = (project / diagnostic.span.path).read_text(encoding="utf-8").split("\n")[diagnostic.span.line - 1]
    return line[diagnostic.span.column - 1 : diagnostic.span.end_column - 1]


def test_complete_entry_is_left_alone(tmp_path: Path) -> None:
    article = bare_reference("a", **{"container-title": "Bee World", "volume": 3, "DOI": "10.1000/xyz.1"})
    assert check(tmp_path, article) == []


def test_article_without_journal_is_named(tmp_path: Path) -> None:
    (found,) = check(tmp_path, bare_reference("a", volume=3))
    assert found.code == "REF008"
    assert found.message == "'a' is a work of type 'article-journal' without container-title"
    assert written(tmp_path, found) == '"a"'


def test_what_the_style_does_not_print_is_not_missed(tmp_path: Path) -> None:
    page = {**bare_reference("a"), "type": "webpage", "author": [{"literal": "Bee Board"}]}
    (tmp_path / "references/styles").mkdir(parents=True)
    (tmp_path / "references/styles/bare.csl").write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><citation><layout/></citation>'
        '<bibliography><layout><names variable="author"/><text variable="title"/><date variable="issued"/></layout>'
        "</bibliography></style>",
        encoding="utf-8",
    )
    assert check(tmp_path, page, style="bare") == []
    (found,) = check(tmp_path, page)
    assert found.message.endswith("without URL")


@pytest.mark.parametrize(
    "field, value, complaint",
    [
        ("DOI", "https://doi.org/10.1000/xyz", "this is a link"),
        ("DOI", "11.1000/xyz", "is not a DOI"),
        ("ISBN", "978-92-871-6320-5", "the check digit does not fit"),
        ("ISSN", "1234-5678", "the check digit does not fit"),
        ("URL", "https://bees", "names no host"),
        ("URL", "ftp://bees.example/a", "begins with 'ftp'"),
        ("URL", "https://bees.example/a b", "white space"),
        ("URL", "https://[bees/", "cannot be read"),
        ("PMID", "abc", "no PubMed id"),
    ],
)
def test_malformed_identifier_is_named_at_its_place(tmp_path: Path, field: str, value: str, complaint: str) -> None:
    item = bare_reference("a", **{"container-title": "Bee World", "volume": 3, field: value})
    (found,) = check(tmp_path, item)
    assert found.code == "REF009"
    assert complaint in found.message
    assert written(tmp_path, found) == json.dumps(value)


def test_right_identifiers_pass(tmp_path: Path) -> None:
    item = bare_reference(
        "a",
        **{
            "container-title": "Bee World", "DOI": "10.1002/(SICI)1097-4679(199902)55:2<117::AID-JCLP1>3.0.CO;2-A",
            "ISBN": "978-0-306-40615-7 0-306-40615-2", "ISSN": "0378-5955, 2434-561X", "PMCID": "PMC123",
            "URL": "https://bees.example/%C3%BC?a=1#b",
        },
    )  # fmt: skip
    assert check(tmp_path, item) == []


def test_style_without_a_branch_for_the_number_of_a_law_is_named(tmp_path: Path) -> None:
    law = {
        "id": "law",
        "type": "legislation",
        "title": "Bee Act",
        "number": "c. 12",
        "issued": {"date-parts": [[2001]]},
    }
    assert check(tmp_path, law) == []
    (found,) = check(tmp_path, law, style="ieee")
    assert (found.code, found.message) == ("REF010", "The style 'ieee' prints 'law' without its official number")


@pytest.mark.parametrize(
    "more, complaint",
    [
        ({"issued": {"date-parts": [[2023, 2, 31]]}}, "not in the calendar"),
        ({"issued": {"date-parts": [[2023, "13"]]}}, "not in the calendar"),
        ({"issued": {"date-parts": [[2027]]}}, "lies in the future"),
        ({"issued": {"date-parts": [[2023, 5], [2022]]}}, "ends before it begins"),
        ({"author": [{}]}, "neither `family` nor `literal`"),
    ],
)
def test_impossible_entry_is_named(tmp_path: Path, more: dict[str, Any], complaint: str) -> None:
    item = bare_reference("a", **{"container-title": "Bee World", "volume": 3, **more})
    (found,) = [d for d in check(tmp_path, item) if d.code == "REF012"]
    assert complaint in found.message


def test_style_that_calls_itself_ends() -> None:
    loop = StyleReach(
        '<style xmlns="http://purl.org/net/xbiblio/csl"><macro name="m"><group><text macro="m"/></group></macro>'
        '<bibliography><layout><text macro="m"/><text variable="title"/></layout></bibliography></style>'
    )
    assert loop.printed({"title": "Bees"}) == {"title"}


@pytest.fixture(scope="module")
def article() -> Project:
    project = load(ROOT).project
    assert project is not None
    return project


def flatten(node: object) -> str:
    match node:
        case {"t": "Str", "c": str(letters)}:
            return letters
        case {"t": "Space" | "SoftBreak"}:
            return " "
        case {"c": content}:
            return flatten(content)
        case list():
            return "".join(flatten(child) for child in node if not isinstance(child, str))
    return ""


def render(items: list[dict[str, Any]], csl: str) -> dict[str, str]:
    converted = pandoc.convert(
        "---\nnocite: '@*'\n---\n",
        reader="markdown",
        writer="json",
        arguments=("--citeproc", "--bibliography=items.json", "--csl=style.csl"),
        files={"items.json": json.dumps(items), "style.csl": csl},
    )
    document = json.loads(converted.output)
    (references,) = [block for block in document["blocks"] if block["t"] == "Div"]
    return {div["c"][0][0].removeprefix("ref-"): flatten(div["c"][1]) for div in references["c"][1]}


@pytest.mark.parametrize("style", ["chicago-author-date", "apa", "ieee", "oscola", "nature"])
def test_the_static_reading_agrees_with_what_pandoc_prints(article: Project, style: str) -> None:
    """Every third entry of the real bibliography: is the title there, and is the year?"""
    items = [reference.item for reference in article.references[::3]]
    csl = read_style(article.root, style)
    reach, entries = StyleReach(csl), render(items, csl)
    different = []
    for item in items:
        printed, entry = reach.printed(item), entries[item["id"]]
        title = re.sub(r"\W+", "", str(item["title"])).casefold()[:20]
        if (title in re.sub(r"\W+", "", entry).casefold()) != ("title" in printed):
            different.append((item["id"], "title", entry))
        if "issued" in item:
            year = str(item["issued"]["date-parts"][0][0])
            # A year inside the title or the address is not the date of the entry.
            elsewhere = f"{item['title']} {item.get('URL')} {item.get('number')} {item.get('accessed')}"
            if year not in elsewhere and (year in entry) != ("issued" in printed):
                different.append((item["id"], "year", entry))
    assert different == []


def test_an_entry_is_excused_with_a_reason_in_a_yaml_comment(tmp_path: Path) -> None:
    item = bare_reference("a", volume=3)
    assert [d.code for d in check(tmp_path, item)] == ["REF008"]
    path = tmp_path / "references/bibliography.yaml"
    text = path.read_text(encoding="utf-8")
    before = text.index('   "id": "a"')
    path.write_text(
        f"{text[:before]}   # wellsourced: allow REF008: printed privately, without a journal\n{text[before:]}",
        encoding="utf-8",
    )
    project = load(tmp_path).project
    assert project is not None
    assert [d.code for d in run_checks(project, parse(project), select=("REF", "CFG"))] == []
    path.write_text(path.read_text(encoding="utf-8").replace(": printed privately, without a journal", ""), "utf-8")
    project = load(tmp_path).project
    assert project is not None
    assert [d.code for d in run_checks(project, parse(project), select=("REF", "CFG"))] == ["CFG101", "REF008"]
