"""The Word document before its judges: openxml-audit on the schemas, LibreOffice as a reader who prints it."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest
from filelock import FileLock
from lxml import etree

from .building import output
from .conftest import Bench

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = {
    "w": W,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
ARTICLES = ("judges' project", "this article")


@pytest.fixture(scope="module", params=ARTICLES)
def word(request: pytest.FixtureRequest) -> Path:
    """article.docx of an article."""
    fixture = "judged_project" if request.param == ARTICLES[0] else "judged_article"
    return output(request.getfixturevalue(fixture), "docx")


@pytest.fixture(scope="module")
def text(word: Path) -> Any:
    with zipfile.ZipFile(word) as package:
        return etree.fromstring(package.read("word/document.xml"))


def find(root: Any, path: str) -> list[Any]:
    return root.xpath(path, namespaces=NAMES)  # type: ignore[no-any-return]


def words(element: Any) -> str:
    return " ".join("".join(each.text or " " for each in find(element, ".//w:t | .//w:tab")).split())


def test_openxml_audit_finds_no_error(word: Path, judge: Bench) -> None:
    judge("openxml-audit")
    from openxml_audit import FileFormat, OpenXmlValidator

    for version in (FileFormat.OFFICE_2019, FileFormat.MICROSOFT_365):
        result = OpenXmlValidator(file_format=version).validate(word)
        assert not result.errors, "\n".join(map(str, result.errors[:10]))
    judge.says("openxml-audit", "0 errors in article.docx")


def test_libreoffice_prints_all_of_it(word: Path, text: Any, judge: Bench) -> None:
    """Nothing of the text is lost on the way through another program than Word."""
    pdf = print_with_libreoffice(word, judge)
    pages = [page.extract_text() for page in pdf.pages]
    printed = squeeze(" ".join(pages))
    missing = [heading for heading in headings(text) if squeeze(heading) not in printed]
    missing += [caption for caption in captions(text) if squeeze(caption)[:60] not in printed]
    missing += [words(cell) for cell in find(text, "//w:tbl//w:tr[1]/w:tc") if squeeze(words(cell))[:20] not in printed]
    with zipfile.ZipFile(word) as package:
        notes = etree.fromstring(package.read("word/footnotes.xml"))
    missing += [words(note) for note in find(notes, "//w:footnote") if squeeze(words(note))[:30] not in printed]
    assert not missing
    assert len(find(text, "//w:tbl")) > 3
    judge.says("LibreOffice", f"prints all headings, captions, tables and notes of article.docx on {len(pages)} pages")


def test_libreoffice_turns_the_pages_of_wide_tables(word: Path, text: Any, judge: Bench) -> None:
    """A section on landscape pages holds its table's caption; upright pages come before it and behind it."""
    pages = print_with_libreoffice(word, judge).pages
    turned = [number for number, page in enumerate(pages) if page.mediabox.width > page.mediabox.height]
    sections = len(find(text, "//w:pgSz[@w:orient='landscape']"))
    assert 0 < sections <= len(turned) < len(pages) / 4
    assert min(turned) > 0
    assert max(turned) < len(pages) - 1
    behind = find(text, "//w:p[w:pPr/w:sectPr/w:pgSz/@w:orient='landscape']")
    own = [find(each, "preceding-sibling::w:p[w:pPr/w:pStyle/@w:val='TableCaption'][1]")[0] for each in behind]
    printed = squeeze(" ".join(pages[number].extract_text() for number in turned))
    assert all(squeeze(words(caption)) in printed for caption in own)
    assert len(own) == sections


def test_libreoffice_prints_head_and_number_on_every_page_and_none_empty(word: Path, judge: Bench) -> None:
    with zipfile.ZipFile(word) as package:
        head, foot = (etree.fromstring(package.read(f"word/{name}.xml")) for name in ("header1", "footer1"))
    title = squeeze("".join(find(head, ".//w:t/text()")))
    edition = squeeze(find(foot, ".//w:t/text()")[0])  # before the number
    for number, page in enumerate(print_with_libreoffice(word, judge).pages, 1):
        printed = squeeze(page.extract_text())
        # The first page has the article's title in place of a head.
        around = [edition, str(number), title] if number > 1 else [edition, str(number)]
        assert all(each in printed for each in around), number
        assert len(printed) > sum(map(len, around)), f"page {number} is empty"


def test_libreoffice_has_its_outline_language_and_title(word: Path, text: Any, judge: Bench) -> None:
    pdf = print_with_libreoffice(word, judge)
    marked = {squeeze(str(entry.title)) for entry in flatten(pdf.outline)}
    assert {squeeze(heading) for heading in headings(text)} <= marked
    assert pdf.metadata is not None
    assert pdf.metadata.title
    assert str(pdf.root_object["/Lang"]).startswith("en")


def test_reader_who_hears_it_is_told_everything(text: Any) -> None:
    """What Word's own accessibility checker asks for: descriptions, header rows, headings in order, none empty."""
    assert all(picture.get("descr") for picture in find(text, "//wp:docPr"))
    levels = [int(style[-1]) for style in find(text, "//w:pStyle[starts-with(@w:val, 'Heading')]/@w:val")]
    assert levels
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(headings(text))
    for table in find(text, "//w:tbl"):
        assert find(table, "w:tr[1]/w:trPr/w:tblHeader"), words(table)[:80]
    for link in find(text, "//w:hyperlink"):
        assert words(link) or find(link, ".//w:drawing | .//m:oMath"), etree.tostring(link)[:300]


def test_every_link_inside_leads_to_a_bookmark(text: Any) -> None:
    marks = set(find(text, "//w:bookmarkStart/@w:name"))
    assert set(find(text, "//w:hyperlink/@w:anchor")) <= marks


def headings(text: Any) -> list[str]:
    return [words(each) for each in find(text, "//w:p[w:pPr/w:pStyle[starts-with(@w:val, 'Heading')]]")]


def captions(text: Any) -> list[str]:
    return [words(each) for each in find(text, "//w:p[w:pPr/w:pStyle[contains(@w:val, 'Caption')]]")]


def squeeze(text: str) -> str:
    """Letters and digits only: where lines end on paper, spaces and hyphens cannot be told apart."""
    return "".join(re.findall(r"[^\W_]", text))


def flatten(outline: Any) -> list[Any]:
    return [entry for each in outline for entry in (flatten(each) if isinstance(each, list) else [each])]


def print_with_libreoffice(word: Path, judge: Bench) -> pypdf.PdfReader:
    """The document as LibreOffice prints it, with its outline; once for all workers."""
    program = judge("libreoffice")
    folder = word.parent / "printed"
    printed = folder / "article.pdf"
    with FileLock(f"{folder}.lock"):
        if not printed.exists():
            # A profile of its own: two runs of one profile wait for each other.
            profile = f"-env:UserInstallation={(word.parent / 'libreoffice').as_uri()}"
            export = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
            said = program.run(profile, "--headless", "--convert-to", export, "--outdir", folder, word, seconds=200)
            assert printed.exists(), said.stderr
    return pypdf.PdfReader(io.BytesIO(printed.read_bytes()))
