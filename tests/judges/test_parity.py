"""All formats say the same: headings, paragraphs, citations, numbers, captions, cells, notes and references.

Each output is read back as a reader of its format would read it, and held against the page; `parity.ALLOWED` lists what
may differ. That the comparison finds what is missing is shown on outputs that were tampered with.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
import yaml

from .building import PROJECT, REPOSITORY, build, output
from .reading import COMPARED, differences, parts_of_page


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.parametrize("folder", ["judged_project", "judged_article"])
def test_format_says_what_the_page_says(name: str, folder: str, request: pytest.FixtureRequest) -> None:
    outputs: Path = request.getfixturevalue(folder)
    assert differences(output(outputs, "html"), output(outputs, name), name) == []


def test_page_holds_what_the_project_holds(judged_project: Path) -> None:
    page = parts_of_page(output(judged_project, "html"))
    assert page.headings[:6] == [
        "Abstract",
        "Introduction",
        "1 Rivers",
        "1.1 How they bend",
        "1.1.1 Where the water goes",
        "1.1.1.1 Downhill",
    ]
    assert [text.split(".")[0] for text in sorted(page.captions)] == [
        *(f"Figure {number}" for number in range(1, 7)),
        *(f"Table {number}" for number in range(1, 5)),
    ]
    assert "Water does not go uphill." in page.paragraphs
    assert {"sandstone", "crumbles", "☒ the stones were counted", "☐ the ropes were counted"} <= set(page.paragraphs)
    assert "يجري النهر تحت الجسر، ونشرب الشاي على الضفة." in page.paragraphs
    assert "川は橋の下を流れ、私たちは岸でお茶を飲みます。" in page.paragraphs
    assert sum(text.startswith("⟨") for text in page.paragraphs) == 2
    assert page.footnotes[0].startswith("A note that cites Lind (2011)")
    assert page.footnotes[1].endswith("ends with a citation (Ferry Office of Allerby 2023).")
    assert len(page.references) == len(page.statuses) == 13
    assert page.citations.count("Roe and Lind 2020, 4 → roe2020bend") == 1
    assert page.numbers()["1,284,750"] == 1
    assert ("Southern", "the same all the year round", "none that anyone has seen") in [
        row for table in page.tables for row in table
    ]
    assert max(len(table) for table in page.tables) == 71


def test_article_is_read_in_full(judged_article: Path) -> None:
    page = parts_of_page(output(judged_article, "html"))
    assert len(page.references) > 200
    assert len(page.paragraphs) > 200
    assert len(page.citations) > len(page.references)
    assert sum(len(text.split()) for text in page.paragraphs) > 15_000


@pytest.mark.parametrize("folder, project", [("judged_project", PROJECT), ("judged_article", REPOSITORY)])
def test_page_holds_what_was_written(folder: str, project: Path, request: pytest.FixtureRequest) -> None:
    page = parts_of_page(output(request.getfixturevalue(folder), "html"))
    sources = "\n".join(path.read_text() for path in sorted((project / "sections").glob("*.md")))
    titles = re.findall(r"^#{1,6} ([^{}*`$~\\\n]+?)(?: \{[^}]*\})?$", sources.replace("'", "’"), re.M)
    assert len(titles) > 10
    assert [title for title in titles if not any(heading.endswith(title) for heading in page.headings)] == []
    notes = re.findall(r"^\[\^[^\]]+\]:", sources, re.M)
    assert len(page.footnotes) >= len(notes)
    items = yaml.safe_load((project / "references" / "bibliography.yaml").read_text())["references"]
    cited = {item["id"] for item in items if re.search(rf"@{re.escape(item['id'])}(?![\w:.-]*\w)", sources)}
    assert len(page.references) >= len(cited) > 10


# --- outputs that were tampered with -------------------------------------------------------------------------------


def test_sentence_missing_from_the_archives_copy_is_found(judged_project: Path, tmp_path: Path) -> None:
    found = _after_edit(judged_project, tmp_path, "jats", "", " The delta has no name of its own", "")
    assert len(found) == 1
    assert "'One flood never was (Quay 2001). The delta has no name of its own (Lind 2011)." in found[0]
    assert "has become 'One flood never was (Quay 2001). (Lind 2011)." in found[0]


def test_number_changed_in_the_file_for_word_is_found(judged_project: Path, tmp_path: Path) -> None:
    found = _after_edit(judged_project, tmp_path, "docx", "word/document.xml", "1,284,750", "1,284,570")
    assert [each.split(" ")[0] for each in found] == ["paragraph", "number", "number"]
    assert found[1:] == ["number '1,284,750 (1 times)' is missing", "number '1,284,570 (1 times)' is new"]


def test_footnote_missing_from_the_e_book_is_found(judged_project: Path, tmp_path: Path) -> None:
    note = re.compile(r"<aside (?:(?!</aside>).)*?A note that cites.*?</aside>", re.S)
    found = _after_edit(judged_project, tmp_path, "epub", "chapter-1.xhtml", note, "")
    assert found[0].startswith("footnote 'A note that cites Lind (2011), and then some more")
    assert found[0].endswith("is missing")
    assert {each.split(" ")[0] for each in found[1:]} <= {"citation", "number"}


def test_cell_changed_in_the_e_book_is_found(judged_project: Path, tmp_path: Path) -> None:
    found = _after_edit(judged_project, tmp_path, "epub", "chapter-2.xhtml", ">landing stage<", ">landing sta<")
    assert len(found) == 1
    assert found[0].startswith("row of a table 'Upper Quay | north | landing stage | open")
    assert "has become 'Upper Quay | north | landing sta | open" in found[0]


def test_citation_without_its_link_is_found(judged_project: Path, tmp_path: Path) -> None:
    link = re.compile(r"<xref [^>]*>Vogel 1987</xref>")
    found = _after_edit(judged_project, tmp_path, "jats", "", link, "Vogel 1987")
    assert found == ["citation 'Vogel 1987 → vogel1987song (1 times)' is missing"]


def test_citation_that_leads_to_another_work_is_found(judged_project: Path, tmp_path: Path) -> None:
    link = re.compile(r'(?<=<w:hyperlink w:anchor="ref-)roe2020weir(?=")')
    found = _after_edit(judged_project, tmp_path, "docx", "word/document.xml", link, "roe2020bend")
    assert found == [
        "citation 'Roe 2020 → roe2020weir (1 times)' is missing",
        "citation 'Roe 2020 → roe2020bend (1 times)' is new",
    ]


def test_paragraph_missing_from_paper_is_found(judged_project: Path, tmp_path: Path) -> None:
    # Of the headings of level 4 the last one, "And uphill", has a single paragraph below it.
    found = _after_removal(judged_project, tmp_path, lambda roles: len(roles) - roles[::-1].index("/H4"))
    assert found == ["paragraph 'Water does not go uphill.' is missing"]


def test_footnote_missing_from_paper_is_found(judged_project: Path, tmp_path: Path) -> None:
    found = _after_removal(judged_project, tmp_path, lambda roles: roles.index("/Note"))
    assert found[0].startswith("footnote 'A note that cites Lind (2011)")
    assert {each.split(" ")[0] for each in found[1:]} == {"citation"}


def test_signs_that_paper_does_not_show_are_found(judged_project: Path, tmp_path: Path) -> None:
    root, paper = tmp_path / "project", tmp_path / "paper"
    shutil.copytree(PROJECT, root, ignore=shutil.ignore_patterns("fonts"))
    assert build(root, paper, ("pdf",)) == ""
    found = differences(output(judged_project, "html"), output(paper, "pdf"), "pdf")
    assert found[0].startswith("paragraph 'This survey goes from the water")
    assert "onemarkofmany:☂□." in " ".join(found)
    assert found[-1] == "paragraph '河水在橋下流過，我們在岸邊喝茶。' is missing"


def test_number_on_paper_that_is_not_the_pages_is_found(judged_project: Path, tmp_path: Path) -> None:
    page = tmp_path / "article.html"
    page.write_text(_edit(output(judged_project, "html").read_text(), ">212 centimetres<", ">221 centimetres<"))
    found = differences(page, output(judged_project, "pdf"), "pdf")
    assert len(found) == 1
    assert found[0].startswith("row of a table '2019 | 221centimetres | 2019")
    assert "has become '2019 | 212centimetres | 2019" in found[0]


def _after_removal(outputs: Path, folder: Path, choose: Callable[[list[str]], int]) -> list[str]:
    """The differences once the PDF lacks one element of its structure, chosen by the roles of all in reading order."""
    edited = folder / "article.pdf"
    with pikepdf.open(output(outputs, "pdf")) as pdf:
        places = list(_elements(pdf.Root.StructTreeRoot))
        parent, index = places[choose([str(parent.K[index].S) for parent, index in places])]
        del parent.K[index]
        pdf.save(edited)
    return differences(output(outputs, "html"), edited, "pdf")


def _elements(parent: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, int]]:
    """Every element that is one of several children, in reading order: its parent, and its place there."""
    kids = parent.get("/K", ())
    for index, kid in enumerate(kids if isinstance(kids, pikepdf.Array) else (kids,)):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if isinstance(kids, pikepdf.Array):
                yield parent, index
            yield from _elements(kid)


def _after_edit(outputs: Path, folder: Path, name: str, member: str, old: str | re.Pattern[str], new: str) -> list[str]:
    """The differences once `old` (there exactly once) has become `new` in an output, or in a file within it."""
    path = output(outputs, name)
    edited = folder / path.name
    if not member:
        edited.write_text(_edit(path.read_text(), old, new))
    else:
        with zipfile.ZipFile(path) as before, zipfile.ZipFile(edited, "w") as after:
            for each in before.namelist():
                content = before.read(each)
                after.writestr(each, _edit(content.decode(), old, new) if each.endswith(member) else content)
    return differences(output(outputs, "html"), edited, name)


def _edit(text: str, old: str | re.Pattern[str], new: str) -> str:
    edited, count = re.subn(old if isinstance(old, re.Pattern) else re.escape(old), new, text, count=1)
    assert count == 1, f"{old} is not in the output"
    return edited
