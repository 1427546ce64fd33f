"""The HTML page and the site before outside judges: Nu HTML checker, axe-core at WCAG 2.2 AA, Lighthouse."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .building import output
from .conftest import Bench

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = {
    "light": {"viewport": {"width": 1400, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1400, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
}


@pytest.fixture(scope="module")
def judged(request: pytest.FixtureRequest) -> Path:
    """The outputs named by the parameter."""
    folder: Path = request.getfixturevalue(request.param)
    output(folder, "html")
    output(folder, "site")
    return folder


@pytest.fixture(scope="module")
def address(judged: Path) -> Iterator[str]:
    """Where the outputs are served: Lighthouse opens no files."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(judged)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


BOTH = pytest.mark.parametrize("judged", ["judged_project", "judged_article"], indirect=True)


@BOTH
def test_nu_html_checker_finds_no_error(judge: Bench, judged: Path) -> None:
    pages = [judged / "article.html", *sorted((judged / "site").glob("*.html"))]
    told = judge("vnu").run("--stdout", "--exit-zero-always", "--format", "json", *pages)
    messages = json.loads(told.stdout)["messages"]
    errors = [
        f"{Path(one['url']).name}:{one.get('lastLine')}: {one['message']}" for one in messages if one["type"] != "info"
    ]
    assert errors == []
    judge.says("vnu", f"{len(pages)} pages, 0 errors")


@BOTH
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_no_violation(judge: Bench, judged: Path, address: str, view: str) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    axe, chromium = judge("axe-core"), judge("chromium")
    assert axe.home
    script = (axe.home / "axe.min.js").read_text(encoding="utf-8")
    # The article is long, and its site is made as the project's is.
    small = judged.name == "project"
    names = ["article.html"]
    if small:
        names += [f"site/{name}.html" for name in ("index", "introduction", "references", "about")]
    found: dict[str, Any] = {}
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.command[0], args=["--no-sandbox"])
        page = browser.new_context(bypass_csp=True, **VIEWS[view]).new_page()
        page.set_default_timeout(120_000)
        for name in names:
            page.goto(f"{address}/{name}")
            page.evaluate(script)
            found |= _violations(page, name)
        if small:
            page.goto(f"{address}/article.html")
            page.evaluate(script)
            page.keyboard.press("/")
            page.keyboard.type("river")
            page.locator(".ws-hits a").first.wait_for()
            found |= _violations(page, "search")
        browser.close()
    assert found == {}
    judge.says("axe-core", f"{judged.name}, {view}: {len(names)} pages, 0 violations of WCAG 2.2 AA")


def _violations(page: Any, name: str) -> dict[str, list[str]]:
    """What axe-core finds on the page as it is: place and rule -> elements."""
    told = page.evaluate("tags => axe.run({runOnly: tags, resultTypes: ['violations']})", WCAG)
    return {f"{name} {one['id']}": [node["html"] for node in one["nodes"]] for one in told["violations"]}


@pytest.mark.parametrize(
    "judged, name",
    [("judged_article", "article.html"), ("judged_project", "site/introduction.html")],
    indirect=["judged"],
)
def test_lighthouse_gives_full_marks(judge: Bench, judged: Path, address: str, name: str, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    judge("lighthouse").run(
        f"{address}/{name}",
        "--quiet",
        "--only-categories=accessibility,best-practices",
        "--chrome-flags=--headless=new --no-sandbox",
        "--output=json",
        f"--output-path={report}",
        seconds=200,
    )
    told = json.loads(report.read_text(encoding="utf-8"))
    failed = {key: one["title"] for key, one in told["audits"].items() if one["score"] is not None and one["score"] < 1}
    marks = {key: one["score"] for key, one in told["categories"].items()}
    assert marks == {"accessibility": 1, "best-practices": 1}, failed
    judge.says("lighthouse", f"{judged.name} {name}: accessibility 100, best practices 100")
