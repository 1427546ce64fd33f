"""Figures in the article: numbers, captions with sources, data, in a real browser and in a real PDF."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from figure_projects import ALL, BARS, SECTION, write_bees

from wellsourced.cache import Cache
from wellsourced.compose import ast
from wellsourced.compose.compose import compose
from wellsourced.compose.document import Document
from wellsourced.diagnostics import Severity
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.publish.html.writer import write_html
from wellsourced.publish.pdf import write_pdf
from wellsourced.publish.rendered import Moment

MOMENT = Moment(1_795_305_600)


def compose_bees(root: Path, cache: Path | None = None) -> Document:
    project = load(root).project
    assert project is not None, load(root).diagnostics
    return compose(project, parse(project), cache=Cache(cache))[0]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Every kind of figure in one article, with a table among them."""
    table = "\n\n| Hive | Bees |\n|:--|--:|\n| North | many |\n\n: Hives of the club {#tbl:club}\n"
    table += "\nSee [](#tbl:club), @sec:counts.\n"
    return compose_bees(write_bees(tmp_path_factory.mktemp("bees"), ALL, SECTION + table))


@pytest.fixture(scope="module")
def page(whole: Document) -> str:
    rendered = write_html(whole, MOMENT)
    assert rendered.diagnostics == ()
    return rendered.content.decode()


@pytest.fixture(scope="module")
def pdf(whole: Document) -> bytes:
    rendered = write_pdf(whole, MOMENT)
    assert rendered.diagnostics == ()
    return rendered.content


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_figures_and_tables_are_counted_apart_and_named_where_links_have_no_words(whole: Document) -> None:
    elements = list(ast.walk(whole.body, ("Figure", "Table", "Link")))
    numbers = [dict(e["c"][0][2]).get("number") for e in elements if e["t"] == "Figure"]
    assert numbers == ["1", "2", "3", "4", "5", "6"]
    captioned = [e for e in elements if e["t"] == "Table" and e["c"][1][1]]
    assert [dict(e["c"][0][2]).get("number") for e in captioned] == ["1"]
    named = {e["c"][2][0]: ast.plain_text(e["c"][1]) for e in elements if e["t"] == "Link" and e["c"][2][0][:2] != "#r"}
    assert named["#fig:hives"] == "Figure 1"
    assert named["#fig:sharing"] == "Figure 6"
    assert named["#tbl:club"] == "Table 1"
    assert named["#sec:counts"] == "Section 1.1"


def test_page_shows_each_drawing_with_description_caption_source_and_data(page: str) -> None:
    figures = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(figures) == 6
    for number, (figure, name) in enumerate(zip(figures, ALL, strict=True), 1):
        assert f'id="fig:{name}"' in figure
        assert re.search(r'<svg role="img" aria-label="[^"]{10,}"', figure)
        assert f"Figure {number}." in words(figure)
        if name != "sharing":
            assert "Source: ( Bee Board 2023 )" in words(figure)
    data = [words(each) for each in re.findall(r"<details class=\"ws-data\".*?</details>", page, re.DOTALL)]
    assert [each.partition(" Year")[0][:20] for each in data[:1]] == ["Data behind Figure 1"]
    assert "2022 900 hives 31 December 2022 ( Bee Board 2023 )" in data[0]
    assert "2020 no figure" in data[0]
    assert "2021 no survey" in data[0]
    assert "2022 Counting changed – ( Bee Board 2023 )" in data[0]
    assert "0.45 to 0.78" in data[2]
    assert "not reported" in data[2]
    assert "1 May 1990 1993 2015" in data[3]
    assert "2020 (proposal)" in data[3]
    assert "Board Bee Club shares hives spring hives" in data[5]


def test_page_has_no_style_attribute_and_every_id_once(page: str) -> None:
    assert not re.search(r"<(?:svg|g|path|use)[^>]* style=", page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_pdf_has_descriptions_captions_and_the_data_as_an_appendix(pdf: bytes) -> None:
    text = " ".join(" ".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())
    assert "Figure 1. Hives by year. Hives on record. Source: (Bee Board 2023)." in text
    assert "Data behind the figures" in text
    assert re.search(r"Figure 1\. Hives by year Year Hives As of Source 2019 400 hives", text)
    alts = descriptions(pdf)
    for figure in ALL.values():
        alt = re.search(r"^alt: (.*)$", figure, re.MULTILINE)
        assert alt
        assert alt[1] in alts


def test_the_same_article_gives_the_same_bytes(tmp_path: Path, whole: Document, page: str) -> None:
    assert write_html(whole, MOMENT).content.decode() == page
    again = compose_bees(write_bees(tmp_path, {"hives": BARS}))
    first, second = (write_pdf(again, MOMENT).content for _ in range(2))
    assert first == second


def test_changed_fact_redraws_its_figure_and_no_other(tmp_path: Path) -> None:
    before = compose_bees(write_bees(tmp_path / "a", ALL, SECTION)).figures
    after = compose_bees(write_bees(tmp_path / "b", ALL, SECTION, facts={"shade": 0.5})).figures
    assert {name for name in ALL if before[name] != after[name]} == {"shade"}


def test_warm_build_draws_nothing(tmp_path: Path) -> None:
    root = write_bees(tmp_path / "bees")
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[3])\n"
        "from test_publishing import compose_bees\n"
        "compose_bees(Path(sys.argv[1]), Path(sys.argv[2])); print('matplotlib' in sys.modules)"
    )
    arguments = [sys.executable, "-c", script, str(root), str(tmp_path / "cache"), str(Path(__file__).parent)]
    runs = [subprocess.run(arguments, capture_output=True, text=True, timeout=120, env=os.environ) for _ in range(2)]
    assert [run.stdout.strip() for run in runs] == ["True", "False"], runs[0].stderr


def test_gap_in_the_facts_leaves_what_is_there(tmp_path: Path) -> None:
    """A draft is built although a fact is missing; nothing is made up in its place."""
    root = write_bees(tmp_path, {"hives": BARS.replace("hives-2019", "hives-1919")})
    text = words(write_html(compose_bees(root), MOMENT).content.decode())
    assert "2019 no figure" in text
    assert "2022 900 hives" in text


def test_figure_without_any_fact_leaves_its_address_to_the_checks(tmp_path: Path) -> None:
    root = write_bees(tmp_path, {"hives": BARS.replace("hives-2019", "x").replace("hives-2022", "y")})
    rendered = write_html(compose_bees(root), MOMENT)
    assert [d.severity for d in rendered.diagnostics] == [Severity.WARNING] * len(rendered.diagnostics)
    assert b"<svg role" not in rendered.content


def test_note_style_puts_the_sources_of_a_figure_into_a_note(tmp_path: Path) -> None:
    root = write_bees(tmp_path)
    article = root / "article/article.yaml"
    article.write_text(article.read_text(encoding="utf-8").replace("{", '{"style": "oscola", ', 1), encoding="utf-8")
    document = compose_bees(root)
    page = write_html(document, MOMENT).content.decode()
    caption = re.search(r"<figcaption>.*?</figcaption>", page, re.DOTALL)
    assert caption
    assert re.fullmatch(r"Figure 1\. Hives by year\. Hives on record\. ?\d", words(caption[0]))
    assert "Bee Board" in words(page.partition("ws-notes")[2])
    assert write_pdf(document, MOMENT).diagnostics == ()


def test_words_of_a_figure_file_cannot_break_out(tmp_path: Path) -> None:
    evil = '"><script>alert(1)</script><b x="'
    hives = BARS.replace("title: Hives by year", f"title: '{evil}'").replace("alt: Columns", f"alt: '{evil}'\n#")
    page = write_html(compose_bees(write_bees(tmp_path, {"hives": hives})), MOMENT).content.decode()
    assert "<script>alert" not in page
    assert page.count("<script") == 2, "the page's own, and its metadata"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    import shutil

    executable = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    if executable is None:
        pytest.skip("no Chromium on PATH (on Debian, tests/install-browser.sh installs it)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


def test_drawing_takes_the_colours_of_the_scheme_and_is_whole_on_a_phone(
    browser: Any, page: str, tmp_path: Path
) -> None:
    file = tmp_path / "page.html"
    file.write_text(page, encoding="utf-8")
    fills, complaints = [], []
    for scheme in ("light", "dark"):
        context = browser.new_context(viewport={"width": 380, "height": 800}, color_scheme=scheme)
        opened = context.new_page()
        opened.on("console", lambda message: complaints.append(message.text))
        opened.on("request", lambda r: complaints.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
        opened.goto(file.as_uri())
        fills.append(opened.evaluate("getComputedStyle(document.querySelector('.fig-f-one')).fill"))
        assert opened.evaluate("document.documentElement.scrollWidth") <= 380
        box = opened.locator(".ws-drawing").first
        assert box.evaluate("e => e.scrollWidth == e.clientWidth")
        opened.locator(".ws-enlarge").first.click()
        box.focus()
        assert box.evaluate("e => e === document.activeElement")
        summary = opened.locator(".ws-data summary").first
        assert not opened.locator(".ws-data table").first.is_visible()
        summary.press("Enter")
        assert opened.locator(".ws-data table").first.is_visible()
        context.close()
    assert fills[0] != fills[1]
    assert complaints == []


def test_page_of_figures_is_accessible(browser: Any, page: str, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    file = tmp_path / "page.html"
    file.write_text(page, encoding="utf-8")
    for scheme in ("light", "dark"):
        context = browser.new_context(viewport={"width": 1200, "height": 900}, color_scheme=scheme, bypass_csp=True)
        opened = context.new_page()
        opened.goto(file.as_uri())
        opened.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found = axe.Axe().run(opened)
        assert found.response["violations"] == [], found.generate_report()
        context.close()


def descriptions(pdf: bytes) -> list[str]:
    """The alternative texts in the PDF's tag tree."""
    found: list[str] = []
    document = pikepdf.open(io.BytesIO(pdf))
    pending: list[Any] = [document.Root.StructTreeRoot]
    while pending:
        node = pending.pop()
        if isinstance(node, pikepdf.Array):
            pending.extend(list(node))
        elif isinstance(node, pikepdf.Dictionary):
            found += [str(node.Alt)] if "/Alt" in node else []
            pending += [node.K] if "/K" in node else []
    return found
