"""Pictures of what readers see, to be looked at: every output page by page as PNG, and an index of them.

.venv/bin/python benchmarks/pages.py FOLDER                    # after `wellsourced build --to all`
.venv/bin/python benchmarks/pages.py FOLDER --from OUTPUTS     # outputs of another folder than build/
.venv/bin/python benchmarks/pages.py FOLDER --only html pdf    # of html, print, site, epub, pdf, docx
.venv/bin/python benchmarks/pages.py FOLDER --review           # the reviewer's dossier instead

Needs Debian's chromium; of the file for Word it needs LibreOffice, and leaves it out where there is none.
"""

from __future__ import annotations

import argparse
import posixpath
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
from playwright.sync_api import Browser, Page, sync_playwright

BUILD = Path(__file__).parents[1] / "build"
VIEWS = {
    "desktop": {"viewport": {"width": 1280, "height": 860}},
    "dark": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2},
}
#: A reading device of six inches, upright.
READER = {"viewport": {"width": 536, "height": 724}, "device_scale_factor": 2}
#: Screens of each view of the page, from its head to its foot.
SCREENS = 8
#: Points of a PDF page are 1/72 inch; this makes A4 714 pixels wide.
SCALE = 1.2


def main() -> None:
    """Write the pictures into a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="outputs", type=Path, default=BUILD, help="folder of the outputs [build/]")
    parser.add_argument("--only", nargs="+", choices=sorted(PICTURES), default=list(PICTURES))
    parser.add_argument("--review", action="store_true", help="the reviewer's dossier, not the article")
    arguments = parser.parse_args()
    folder, outputs = arguments.folder.resolve(), arguments.outputs.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with _chromium() as browser:
        if arguments.review:
            _picture_review(browser, outputs, folder)
        else:
            for name in arguments.only:
                PICTURES[name](browser, outputs, folder)
    _write_index(folder)


@contextmanager
def _chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def _picture_html(browser: Browser, outputs: Path, folder: Path) -> None:
    """The page, light, dark and on a telephone: from head to foot, and with the card of a citation open."""
    if not (path := _present(outputs / "article.html")):
        return
    for name, settings in VIEWS.items():
        page = browser.new_page(**settings)  # type: ignore[arg-type]
        page.goto(path.as_uri())
        page.screenshot(path=folder / f"html-{name}-top.png")
        _show_card(page)
        page.screenshot(path=folder / f"html-{name}-card.png")
        page.evaluate("document.activeElement.blur()")
        for number in range(1, SCREENS + 1):
            page.evaluate(
                "part => scrollTo({top: part * (document.body.scrollHeight - innerHeight), behavior: 'instant'})",
                number / SCREENS,
            )
            page.wait_for_timeout(150)
            page.screenshot(path=folder / f"html-{name}-{number:02}.png")
        page.close()


def _picture_print(browser: Browser, outputs: Path, folder: Path) -> None:
    """The page as a browser prints it."""
    if path := _present(outputs / "article.html"):
        with tempfile.TemporaryDirectory() as temporary:
            paper = Path(temporary) / "print.pdf"
            page = browser.new_page()
            page.goto(path.as_uri())
            page.pdf(path=paper, prefer_css_page_size=True)
            page.close()
            _picture_pages(paper, folder, "print")


def _picture_site(browser: Browser, outputs: Path, folder: Path) -> None:
    """The head of each page of the site, on a desk and on a telephone."""
    for path in sorted((outputs / "site").glob("*.html")):
        for name in ("desktop", "phone"):
            page = browser.new_page(**VIEWS[name])  # type: ignore[arg-type]
            page.goto(path.as_uri())
            page.screenshot(path=folder / f"site-{path.stem}-{name}.png")
            page.close()


def _picture_epub(browser: Browser, outputs: Path, folder: Path) -> None:
    """Each file of the e-book as a device of six inches opens it: its first screens, one below the other."""
    if not (path := _present(outputs / "article.epub")):
        return
    with tempfile.TemporaryDirectory() as temporary, zipfile.ZipFile(path) as book:
        book.extractall(temporary)
        page = browser.new_page(**READER)  # type: ignore[arg-type]
        for number, name in enumerate(_spine(book), 1):
            page.goto((Path(temporary) / name).as_uri())
            height = min(page.evaluate("document.documentElement.scrollHeight"), 4 * READER["viewport"]["height"])
            clip = {"x": 0, "y": 0, "width": READER["viewport"]["width"], "height": max(height, 1)}
            picture = folder / f"epub-{number:02}-{Path(name).stem}.png"
            page.screenshot(path=picture, full_page=True, clip=clip)  # type: ignore[arg-type]
        page.close()


def _spine(book: zipfile.ZipFile) -> list[str]:
    """The e-book's files in reading order."""
    container = ElementTree.fromstring(book.read("META-INF/container.xml"))
    package = next(str(each.get("full-path")) for each in container.iter() if each.tag.endswith("rootfile"))
    root = ElementTree.fromstring(book.read(package))
    names = {each.get("id"): str(each.get("href")) for each in root.iter() if each.tag.endswith("}item")}
    spine = [names[each.get("idref")] for each in root.iter() if each.tag.endswith("}itemref")]
    return [posixpath.join(posixpath.dirname(package), name) for name in spine]


def _picture_pdf(_: Browser, outputs: Path, folder: Path) -> None:
    """Each page of the PDF."""
    if path := _present(outputs / "article.pdf"):
        _picture_pages(path, folder, "pdf")


def _picture_docx(_: Browser, outputs: Path, folder: Path) -> None:
    """Each page of the file for Word, as LibreOffice lays it out."""
    office = shutil.which("soffice")
    path = _present(outputs / "article.docx")
    if not path or not office:
        print("no LibreOffice on PATH: the file for Word is left out" if path else "")
        return
    with tempfile.TemporaryDirectory() as temporary:
        # A profile of its own, so that an office that is open does not take the job over.
        profile = f"-env:UserInstallation={(Path(temporary) / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", temporary, str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        _picture_pages(Path(temporary) / "article.pdf", folder, "docx")


PICTURES: dict[str, Callable[[Browser, Path, Path], None]] = {
    "html": _picture_html,
    "print": _picture_print,
    "site": _picture_site,
    "epub": _picture_epub,
    "pdf": _picture_pdf,
    "docx": _picture_docx,
}


def _picture_review(browser: Browser, outputs: Path, folder: Path) -> None:
    """The reviewer's dossier: its head, a claim with its sources open, and all of it as printed."""
    path = outputs / "review.html"
    for name, settings in VIEWS.items():
        page = browser.new_page(**settings)  # type: ignore[arg-type]
        page.goto(path.as_uri())
        page.screenshot(path=folder / f"{name}-top.png")
        _show_claim(page)
        page.screenshot(path=folder / f"{name}-card.png")
        page.close()
    page = browser.new_page()
    page.goto(path.as_uri())
    page.pdf(path=folder / "review.pdf", prefer_css_page_size=True)
    _picture_pages(folder / "review.pdf", folder, "page")


def _picture_pages(paper: Path, folder: Path, name: str) -> None:
    for number, sheet in enumerate(pypdfium2.PdfDocument(paper), 1):
        sheet.render(scale=SCALE).to_pil().save(folder / f"{name}-{number:03}.png")


def _present(path: Path) -> Path | None:
    if path.exists():
        return path
    print(f"{path} is not there and is left out")
    return None


def _show_card(page: Page) -> None:
    """Open the card of a citation some way into the text."""
    links = page.locator("main a[href^='#ref-']")
    link = links.nth(min(12, links.count() - 1))
    link.scroll_into_view_if_needed()
    page.evaluate("window.scrollBy(0, 250)")
    link.focus()
    page.wait_for_timeout(400)


def _show_claim(page: Page) -> None:
    """Go to a claim with facts and several sources, and open their cards beside it."""
    backed = page.locator(".rv-section .rv-claim:has(.rv-facts)")
    several = backed.filter(has=page.locator(".rv-sources li + li"))
    claims = several if several.count() else backed
    claims.nth(min(9, claims.count() - 1)).evaluate("claim => { location.hash = claim.id; }")
    page.wait_for_timeout(300)
    page.keyboard.press("o")
    page.wait_for_timeout(300)


def _write_index(folder: Path) -> None:
    """A page with all pictures of the folder, and their number by kind on the screen."""
    pictures = sorted(folder.glob("*.png"))
    shown = "\n".join(
        f'<figure><a href="{escape(each.name)}"><img src="{escape(each.name)}" alt="" loading="lazy" width="320"></a>'
        f"<figcaption>{escape(each.stem)}</figcaption></figure>"
        for each in pictures
    )
    style = "body{display:flex;flex-wrap:wrap;gap:1rem;font:14px sans-serif;background:#ddd}figure{margin:0}"
    page = f'<!doctype html><html lang="en"><title>Pictures</title><style>{style}</style>\n{shown}\n</html>\n'
    (folder / "index.html").write_text(page, encoding="utf-8")
    kinds = [each.stem.split("-")[0] for each in pictures]
    for kind in dict.fromkeys(kinds):
        print(f"{kinds.count(kind):4} {kind}")
    print(f"{len(pictures):4} pictures in {folder / 'index.html'}")


if __name__ == "__main__":
    main()
