"""The article of this repository: whole, in order, verified, and without the errors of the earlier draft."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from lxml import html as lxml_html

from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.project.project import Project
from wellsourced.project.status import Status, derive_status

REPOSITORY = Path(__file__).parents[2]
SECTIONS = (
    "1 Methods to identify, prevent and mitigate distribution",
    "2 Legal frameworks and policies",
    "3 Technological innovation and tools",
    "4 Ethical guidelines and best practice",
    "5 International cooperation",
    "6 Public awareness and education",
    "7 Discussion",
)


@pytest.fixture(scope="module")
def project() -> Project:
    loaded = load(REPOSITORY)
    assert loaded.project, loaded.diagnostics
    return loaded.project


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("article")
    run = _wellsourced("build", "-o", str(folder))
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@pytest.fixture(scope="module")
def pdf_text(built: Path) -> str:
    return " ".join(_pages(built))


def test_check_finds_no_error_and_no_warning() -> None:
    checked = _wellsourced("check", "--strict", "--format", "json")
    summary = json.loads(checked.stdout)["summary"]
    assert (checked.returncode, summary["error"], summary["warning"]) == (0, 0, 0)


def test_nine_sections_of_substance(project: Project) -> None:
    sections = parse(project).sections
    assert [section.role for section in sections] == ["introduction", *["section"] * 7, "conclusion"]
    assert all(section.parsed.words >= 700 for section in sections)
    assert 12_000 <= sum(section.parsed.words for section in sections) <= 16_000


def test_only_verified_works_are_cited(project: Project) -> None:
    cited = {reference.id: reference for key in parse(project).cited if (reference := project.resolve_reference(key))}
    assert len(cited) >= 200
    statuses = {
        key: derive_status(reference.item, project.evidence.get(key, ())).status for key, reference in cited.items()
    }
    assert {key: status for key, status in statuses.items() if status is not Status.VERIFIED} == {}


def test_register_of_corrections_is_whole(project: Project) -> None:
    assert len(project.corrections) == 33
    assert "ICPS" in project.corrections[0].quote
    assert project.corrections[0].verdict == "nonexistent"


def test_sections_stand_in_order_in_the_pdf(pdf_text: str) -> None:
    after_contents = pdf_text.index("Introduction", pdf_text.index("How this article was verified"))
    places = [pdf_text.index(title, after_contents) for title in ("The question", *SECTIONS, "Conclusion")]
    assert places == sorted(places)


def test_the_made_up_treaty_stands_in_the_corrections_only(built: Path) -> None:
    naming = [page for page in _pages(built) if "ICPS" in page]
    assert naming
    assert all("C Corrections to an earlier draft" in page for page in naming)
    page = lxml_html.fromstring((built / "article.html").read_text(encoding="utf-8"))
    for element in page.xpath("//*[contains(text(), 'ICPS')]"):
        around = " ".join(str(i) for i in element.xpath("ancestor-or-self::*/@id"))
        assert "correction" in around, lxml_html.tostring(element)


def test_help_box_leads_the_article(built: Path, pdf_text: str, project: Project) -> None:
    assert project.help is not None
    assert len(project.help.help_points) == 8
    assert pdf_text.index("CyberTipline") < pdf_text.index("Introduction")
    page = (built / "article.html").read_text(encoding="utf-8")
    assert page.index("report.cybertip.org") < page.index("The question")
    assert "22 November 2026" in pdf_text[: pdf_text.index("The question")]


def test_pdf_declares_its_standards(built: Path) -> None:
    import pikepdf

    with pikepdf.open(built / "article.pdf") as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"


def test_auditing_a_draft_that_names_the_treaty_points_at_it(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        "Treaties matter.\n\nThe International Convention for the Suppression of the Production and Distribution of\n"
        "Child Pornographic Materials (ICPS) provides a foundation.\n",
        encoding="utf-8",
    )
    audited = _wellsourced("audit", str(draft), "--format", "json")
    assert audited.returncode == 1
    found = [d for d in json.loads(audited.stdout)["diagnostics"] if d["code"] == "COR001"]
    assert (found[0]["line"], found[0]["column"]) == (3, 5)


@pytest.mark.parametrize("style", ["apa", "ieee", "oscola"])
def test_article_builds_in_other_styles(style: str, tmp_path: Path) -> None:
    for folder in ("article", "sections", "references"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    article = tmp_path / "article"
    settings = (article / "article.yaml").read_text(encoding="utf-8")
    (article / "article.yaml").write_text(
        settings.replace("style: chicago-author-date", f"style: {style}"), encoding="utf-8"
    )
    run = _wellsourced("build", folder=tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr
    # These styles have no branch for some laws and web pages: that, and nothing else, is warned of.
    assert set(re.findall(r"warning\[(\w+)\]", run.stdout)) <= {"REF010"}
    page = (tmp_path / "build/article.html").read_text(encoding="utf-8")
    shape = {"apa": r"Grossman et\sal\., 2024", "ieee": r">\[1\]<|\[<a[^>]*>1</a>\]", "oscola": r"footnote"}[style]
    assert re.search(shape, page)


def _pages(built: Path) -> list[str]:
    """The words of each page of the PDF, as a reader's search finds them."""
    with pypdfium2.PdfDocument(built / "article.pdf") as document:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in document]


def _wellsourced(*arguments: str, folder: Path = REPOSITORY) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wellsourced", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
