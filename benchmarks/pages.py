"""Pictures of what readers see: HTML views and PDF pages as PNG, to be looked at.

.venv/bin/python benchmarks/pages.py FOLDER              # after `make article`; needs Debian's chromium
.venv/bin/python benchmarks/pages.py FOLDER --review     # the reviewer's dossier instead
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, sync_playwright

BUILD = Path(__file__).parents[1] / "build"
VIEWS = {
    "desktop": {"viewport": {"width": 1280, "height": 860}},
    "dark": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
}


def main() -> None:
    """Write the pictures into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--review", action="store_true", help="the reviewer's dossier, not the article")
    arguments = parser.parse_args()
    folder, review = arguments.folder, arguments.review
    folder.mkdir(parents=True, exist_ok=True)
    paper = folder / "review.pdf" if review else BUILD / "article.pdf"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, settings in VIEWS.items():
            page = browser.new_page(**settings)  # type: ignore[arg-type]
            page.goto((BUILD / ("review.html" if review else "article.html")).as_uri())
            page.screenshot(path=folder / f"{name}-top.png")
            (show_claim if review else show_card)(page)
            page.screenshot(path=folder / f"{name}-card.png")
        if review:
            page = browser.new_page()
            page.goto((BUILD / "review.html").as_uri())
            page.pdf(path=paper, prefer_css_page_size=True)
        browser.close()
    document = pypdfium2.PdfDocument(paper)
    for number, sheet in enumerate(document, 1):
        sheet.render(scale=1.2).to_pil().save(folder / f"page-{number:03}.png")


def show_card(page: Page) -> None:
    """Open the card of the third citation of the first numbered section."""
    link = page.locator("main a[href^='#ref-']").nth(12)
    link.scroll_into_view_if_needed()
    page.evaluate("window.scrollBy(0, 250)")
    link.focus()
    page.wait_for_timeout(400)


def show_claim(page: Page) -> None:
    """Go to a claim with facts and several sources, and open their cards beside it."""
    page.locator(".rv-section .rv-claim:has(.rv-facts):has(.rv-sources li + li)").nth(9).evaluate(
        "claim => { location.hash = claim.id; }"
    )
    page.wait_for_timeout(300)
    page.keyboard.press("o")
    page.wait_for_timeout(300)


if __name__ == "__main__":
    main()
