"""The article as a site of pages: what stands on which page, how they link, and what a browser makes of them."""

from __future__ import annotations

import functools
import http.server
import posixpath
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

import html5lib
import pytest
from html_browser import Opened, chromium
from html_documents import compose_markdown

from wellsourced.compose.document import Document
from wellsourced.publish.html.writer import write_html
from wellsourced.publish.rendered import Moment
from wellsourced.publish.site.writer import write_site

__all__ = ["chromium"]

NOON = Moment(1_795_348_800)
HISTORY = [
    {"date": "2026-11-20", "note": "First."},
    {"date": "2026-11-22", "note": "A river moved.", "kind": "correction"},
]
PAGES = [
    "index.html",
    "introduction.html",
    "rivers.html",
    "conclusion.html",
    "references.html",
    "corrections.html",
    "about.html",
]


def site(document: Document, moment: Moment = NOON) -> dict[str, str]:
    """File name in the site's folder -> text."""
    rendered = write_site(document, moment)
    assert rendered.diagnostics == ()
    files = {"site/index.html": rendered.content, **rendered.files}
    assert all(name.startswith("site/") for name in files)
    return {name.removeprefix("site/"): content.decode() for name, content in files.items()}


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return site(compose_markdown(history=HISTORY))


def tree(page: str) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)


def links(page: str) -> list[str]:
    return [node.get("href") for node in tree(page).iter("a")]


def main_text(page: str) -> str:
    (main,) = tree(page).iter("main")
    return " ".join("".join(main.itertext()).split())


# --- pages -----------------------------------------------------------------------------------------------------------


def test_every_section_has_a_page_and_all_pages_share_style_script_and_index(files: dict[str, str]) -> None:
    assert sorted(files) == sorted([*PAGES, "style.css", "script.js", "search-index.js"])
    for name in PAGES:
        (style,) = (node for node in tree(files[name]).iter("link") if node.get("rel") == "stylesheet")
        scripts = [node for node in tree(files[name]).iter("script") if node.get("type") is None]
        assert style.get("href").startswith("style.css?v=")
        assert [node.get("src")[:13] for node in scripts] == ["script.js?v=" + scripts[0].get("src")[12]]
        assert "<style" not in files[name]


def test_pages_lead_on_in_reading_order_and_back(files: dict[str, str]) -> None:
    def turn(name: str, way: str) -> str | None:
        found = re.search(rf'<a rel="{way}" href="([^"]+)"', files[name])
        return found[1] if found else None

    assert [turn(name, "next") for name in PAGES] == [*PAGES[1:], None]
    assert [turn(name, "prev") for name in PAGES] == [None, *PAGES[:-1]]
    assert '<link rel="next" href="rivers.html">' in files["introduction.html"]


def test_every_internal_link_leads_to_an_element_of_the_page_it_names(files: dict[str, str]) -> None:
    ids = {name: {node.get("id") for node in tree(files[name]).iter() if node.get("id")} for name in PAGES}
    checked = 0
    for name in PAGES:
        for link in links(files[name]):
            if urlsplit(link).scheme:
                continue
            target, anchor = urldefrag(link)
            target = posixpath.normpath(target) if target else name
            assert target in PAGES, link
            assert not anchor or unquote(anchor) in ids[target], f"{name}: {link}"
            checked += 1
    assert checked > 60


def test_contents_mark_the_present_page_and_unfold_it_only(files: dict[str, str]) -> None:
    page = files["rivers.html"]
    (current,) = (node for node in tree(page).iter("a") if node.get("aria-current") == "page")
    assert current.get("href") == "#rivers"
    assert 'href="#bend"' in page
    assert 'href="rivers.html"' in files["introduction.html"]
    contents = files["introduction.html"].partition('class="ws-contents"')[2].partition("</nav>")[0]
    assert "bend" not in contents


def test_works_and_notes_stand_on_the_page_that_refers_to_them(files: dict[str, str]) -> None:
    introduction, rivers = files["introduction.html"], files["rivers.html"]
    assert '<li value="1" id="fn1"' in introduction
    assert 'id="fn1"' not in rivers
    assert 'href="#ref-tea-board"' in introduction
    assert 'id="ref-tea-board"' in introduction
    assert 'id="ref-bridges"' in introduction, "cited in the note"
    assert 'id="ref-tea-board"' not in rivers
    assert files["references.html"].count('<li id="ref-') == 3
    back = re.findall(r"Cited in: (.*)</p>", files["references.html"])
    assert 'href="introduction.html#cited-tea-board-1"' in back[-1] + back[0] + back[1]


def test_words_of_the_one_page_and_of_the_site_are_the_same(files: dict[str, str]) -> None:
    whole = main_text(write_html(compose_markdown(history=HISTORY), NOON).content.decode())
    together = " ".join(main_text(files[name]) for name in PAGES)
    missing = [word for word in re.findall(r"\w{3,}", whole) if word not in together]
    assert missing == []


def test_a_site_keeps_the_notice_and_the_way_to_help_on_every_page(files: dict[str, str]) -> None:
    for name in PAGES:
        text = " ".join("".join(tree(files[name]).itertext()).split())
        assert "A river moved." in text
        assert "Report, or get help" in text
    assert 'href="index.html#ws-help"' in files["rivers.html"]
    assert 'href="about.html#ws-history"' in files["rivers.html"]


def test_strange_identifiers_make_distinct_file_names() -> None:
    text = "\n\n".join(
        f"# Part {{#{identifier}}}\n\nWords."
        for identifier in ("index", "Index", "../../etc", "references", "東京", "a" * 300)
    )
    names = sorted(name for name in site(compose_markdown(text, "")) if name.endswith(".html"))
    assert names == [
        "a" * 60 + ".html",
        "index-2.html",
        "index-3.html",
        "index.html",
        "part-etc.html",
        "references.html",
        "section.html",
    ]


def test_article_of_nothing_but_text_makes_a_site() -> None:
    plain = {"subtitle": None, "abstract": None, "keywords": [], "version": None, "license": None, "help_box": {}}
    pages = site(compose_markdown("Words before any heading.", "", **plain))
    assert sorted(name for name in pages if name.endswith(".html")) == ["index.html"]
    assert "Words before any heading." in pages["index.html"]


def test_same_document_gives_the_same_bytes_and_new_style_a_new_address() -> None:
    assert site(compose_markdown()) == site(compose_markdown())
    address = re.compile(r"style\.css\?v=\w+")
    a4, letter = (address.search(site(compose_markdown(paper=paper))["index.html"]) for paper in ("a4", "us-letter"))
    assert a4
    assert letter
    assert a4[0] != letter[0]


def test_complaints_are_made_once_where_the_single_page_is_written_too() -> None:
    document = compose_markdown("# One {#one}\n\n[off](ftp://example.org)\n", "")
    assert [one.code for one in write_site(document, Moment(0, ("site",))).diagnostics] == ["PUB005"]
    assert write_site(document, Moment(0, ("html", "site"))).diagnostics == ()


# --- in a browser ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(files: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("site")
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


Visit = Callable[..., Opened]


@pytest.fixture
def visit(chromium: Any) -> Iterator[Visit]:
    contexts = []

    def open_address(url: str, *, width: int = 1400, height: int = 900, **context: Any) -> Opened:
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}, **context))
        opened = Opened(contexts[-1].new_page())
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.goto(url)
        return opened

    yield open_address
    for context in contexts:
        context.close()


@pytest.mark.parametrize("from_disk", [False, True], ids=["served", "from-disk"])
def test_search_finds_what_stands_on_another_page_and_leads_there(
    visit: Visit, address: str, folder: Path, from_disk: bool
) -> None:
    start = folder.as_uri() if from_disk else address
    opened = visit(f"{start}/introduction.html")
    page = opened.page
    page.keyboard.press("/")
    page.keyboard.type("where IT begíns")
    page.locator("#ws-find-count", has_text=re.compile(r"^1 place$")).wait_for()
    assert "Kinds" in page.locator(".ws-hits a").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{start}/rivers.html?find=*")
    page.locator(".ws-shown").wait_for()
    assert "Where it begins" in page.locator(".ws-shown").inner_text()
    assert page.evaluate("CSS.highlights.get('ws-present').size") == 1
    assert page.locator(".ws-step p").inner_text() == "1 of 1"
    assert {url.rpartition("/")[0] for url in opened.requests if not url.startswith("data:")} == {start}
    assert opened.complaints == []


def test_card_of_a_citation_opens_on_the_page_that_cites(visit: Visit, address: str) -> None:
    page = visit(f"{address}/conclusion.html").page
    page.locator('a[href="#ref-bridges"]').first.hover()
    card = page.locator("#ws-card")
    card.wait_for(state="visible")
    assert "Bridges" in card.inner_text()
    assert "Not verified" in card.inner_text()


def test_site_reads_without_script(visit: Visit, address: str) -> None:
    page = visit(f"{address}/index.html", java_script_enabled=False).page
    page.locator('.ws-turn a[rel="next"]').click()
    page.locator('main a[href="#ref-rivers"]').first.click()
    assert page.url.endswith("introduction.html#ref-rivers")
    page.locator('#ref-rivers .ws-cited a[href^="rivers.html"]').click()
    assert "rivers.html#cited-rivers" in page.url


@pytest.mark.parametrize("name", ["introduction.html", "about.html"])
def test_axe_finds_nothing_on_a_page(visit: Visit, address: str, name: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = visit(f"{address}/{name}", bypass_csp=True, width=360, height=740).page
    found = axe.Axe().run(page).response["violations"]
    assert {one["id"]: [node["html"] for node in one["nodes"]] for one in found} == {}
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
