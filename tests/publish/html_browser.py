"""A real Chromium for the tests of the HTML page: import the fixtures `chromium` and `open_page`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from wellsourced.compose.document import Document
from wellsourced.publish.html.writer import write_html
from wellsourced.publish.rendered import Moment

EXECUTABLES = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Opened:
    """A page in the browser, with what it asked for and what it complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A running browser. Tests are skipped, with the reason, where none is installed."""
    executable = next((path for name in EXECUTABLES if (path := shutil.which(name))), None)
    if executable is None:
        pytest.skip("no Chromium on PATH (on Debian, tests/install-browser.sh installs it)")
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        # Chromium's own sandbox needs privileges that containers withhold; the pages are ours and closed by policy.
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """`open_page(document, width=..., **context)`: write the document to a file and open it."""
    contexts = []

    def open_document(document: Document, *, width: int = 1400, height: int = 900, **context: Any) -> Opened:
        path = tmp_path / f"article-{len(contexts)}.html"
        path.write_bytes(write_html(document, Moment(0)).content)
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}, **context))
        opened = Opened(contexts[-1].new_page())
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.goto(path.as_uri())
        return opened

    yield open_document
    for context in contexts:
        context.close()
