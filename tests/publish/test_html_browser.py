"""The page in a real browser: what it asks for, how it is read by keyboard, touch, on paper and without script."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from html_browser import Opened, chromium, open_page
from html_documents import TEXT, compose_markdown

OpenPage = Callable[..., Opened]
__all__ = ["chromium", "open_page"]

FIRST_CITATION = "#cited-tea-board-1"
MORE = "\n\nMore of it, in a paragraph that says nothing new but takes up a line of its own on any page.\n" * 60
VIEWS = [
    pytest.param({"width": 1400}, id="wide-light"),
    pytest.param({"width": 1400, "color_scheme": "dark"}, id="wide-dark"),
    pytest.param({"width": 360, "height": 740}, id="phone-light"),
    pytest.param({"width": 360, "height": 740, "color_scheme": "dark"}, id="phone-dark"),
]


def test_page_requests_nothing_and_breaks_no_policy(open_page: OpenPage) -> None:
    opened = open_page(compose_markdown(draft=True))
    opened.page.locator(FIRST_CITATION).hover()
    opened.page.locator("#ws-card").wait_for(state="visible")
    opened.page.mouse.wheel(0, 4000)
    opened.page.wait_for_timeout(200)
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []
    assert sum(url.startswith("file:") for url in opened.requests) == 1
    assert opened.complaints == []


def test_citation_card_opens_on_keyboard_focus_and_closes_on_escape(open_page: OpenPage) -> None:
    page = open_page(compose_markdown()).page
    focus_by_keyboard(page, FIRST_CITATION)
    card = page.locator("#ws-card")
    assert card.is_visible()
    words = card.inner_text()
    assert "Tea in Figures" in words
    assert "Verified on 22 November 2026" in words
    evidence = card.locator(".ws-evidence a").first
    assert evidence.get_attribute("href") == "https://library.example.org/tea-board"
    citation = page.locator(FIRST_CITATION)
    assert citation.get_attribute("aria-expanded") == "true"
    told = [page.locator(f"#{part}").inner_text() for part in citation.get_attribute("aria-describedby").split()]
    assert "Tea in Figures" in told[0]
    assert told[1:] == ["✓ Verified on 22 November 2026"]

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#ws-card') !== null")
    page.keyboard.press("Escape")
    assert card.count() == 0
    assert page.evaluate("document.activeElement.id") == FIRST_CITATION[1:]
    assert citation.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Space")
    assert card.is_visible()
    page.keyboard.press("Enter")
    assert page.url.endswith("#ref-tea-board")
    assert card.count() == 0


def test_every_work_of_a_cluster_has_its_own_card(open_page: OpenPage) -> None:
    page = open_page(compose_markdown()).page
    seen = []
    for identifier in ("#cited-tea-board-1", "#cited-rivers-1"):
        focus_by_keyboard(page, identifier)
        seen.append(page.locator("#ws-card").inner_text())
    assert "Tea in Figures" in seen[0]
    assert "How Rivers Bend" in seen[1]
    assert "Partly verified" in seen[1]
    assert "Tea in Figures" not in seen[1]


def test_card_stays_while_the_pointer_is_on_it_and_goes_after(open_page: OpenPage) -> None:
    page = open_page(compose_markdown()).page
    page.locator(FIRST_CITATION).hover()
    card = page.locator("#ws-card")
    card.wait_for(state="visible")
    card.locator(".ws-status").hover()
    page.wait_for_timeout(500)
    assert card.is_visible()
    page.mouse.move(5, 5)
    card.wait_for(state="detached")


def test_footnote_card_shows_the_note_and_the_work_it_cites(open_page: OpenPage) -> None:
    page = open_page(compose_markdown()).page
    focus_by_keyboard(page, "#fnref1")
    words = page.locator("#ws-card").inner_text()
    assert "A note of its own" in words
    assert "Not verified" in words


def test_note_style_shows_reference_and_status_behind_a_note(open_page: OpenPage) -> None:
    page = open_page(compose_markdown(style="oscola")).page
    focus_by_keyboard(page, "#fnref1")
    words = page.locator("#ws-card").inner_text()
    assert "Tea in Figures" in words
    assert "Verified on 22 November 2026" in words
    assert "How Rivers Bend" in words


def test_first_tap_opens_the_card_and_the_second_follows_the_link(open_page: OpenPage) -> None:
    page = open_page(compose_markdown(), width=360, height=740, has_touch=True).page
    page.locator(FIRST_CITATION).tap()
    assert page.locator("#ws-card").is_visible()
    assert "#" not in page.url
    box = page.locator("#ws-card").bounding_box()
    assert box["x"] == 0
    assert box["width"] == 360
    page.locator("#ws-card .ws-card-more").tap()
    assert page.url.endswith("#ref-tea-board")


@pytest.mark.parametrize("width", [320, 360, 800, 1160, 1920])
def test_page_never_scrolls_sideways(open_page: OpenPage, width: int) -> None:
    page = open_page(compose_markdown(draft=True), width=width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    table = page.locator(".ws-table").first
    if width == 320:
        assert table.evaluate("box => box.scrollWidth > box.clientWidth"), "the table scrolls by itself"
        assert table.get_attribute("tabindex") == "0"
        assert table.get_attribute("aria-label") == "Rivers by length"


def test_contents_mark_the_section_being_read(open_page: OpenPage) -> None:
    page = open_page(compose_markdown(TEXT + MORE)).page
    page.evaluate("document.getElementById('kinds').scrollIntoView()")
    page.locator('.ws-contents a[aria-current="location"][href="#kinds"]').wait_for()
    assert page.locator(".ws-contents a[aria-current]").count() == 1
    page.evaluate("scrollTo(0, 0)")
    page.locator('.ws-contents a[href="#kinds"]:not([aria-current])').wait_for()


def test_permalink_stands_on_the_last_line_of_its_heading(open_page: OpenPage) -> None:
    """Whatever the width, and without making the page wider than the screen."""
    text = "".join(f"# Stones and ropes {'x' * number} {{#h{number}}}\n\nText.\n\n" for number in range(1, 30))
    page = open_page(compose_markdown(text), width=360).page
    apart = """() => [...document.querySelectorAll(".ws-heading")].filter(box => {
        const heading = document.createRange();
        heading.selectNodeContents(box.firstElementChild);
        const last = [...heading.getClientRects()].at(-1);
        return box.querySelector(".ws-permalink").getBoundingClientRect().top > last.bottom - 6;
    }).map(box => box.textContent)"""
    assert page.locator(".ws-permalink").count() > 29
    for width in range(320, 440, 20):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(apart) == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_contents_are_folded_on_a_phone_and_open_on_a_desk(open_page: OpenPage) -> None:
    phone = open_page(compose_markdown(), width=360).page
    assert not phone.locator('.ws-contents a[href="#bend"]').is_visible()
    phone.locator(".ws-contents summary").click()
    phone.locator('.ws-contents a[href="#bend"]').click()
    assert phone.url.endswith("#bend")
    assert open_page(compose_markdown(), width=1400).page.locator('.ws-contents a[href="#bend"]').is_visible()


def test_help_stands_above_contents_and_text_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(compose_markdown(), width=360).page
    tops = [page.locator(part).bounding_box()["y"] for part in (".ws-help", ".ws-contents", "main")]
    assert tops == sorted(tops)
    assert tops[0] < 640


def test_page_reads_without_script(open_page: OpenPage) -> None:
    page = open_page(compose_markdown(), java_script_enabled=False).page
    assert page.locator('.ws-contents a[href="#bend"]').is_visible()
    page.locator(FIRST_CITATION).click()
    assert page.url.endswith("#ref-tea-board")
    assert page.locator("#ref-tea-board .ws-status").is_visible()
    phone = open_page(compose_markdown(), java_script_enabled=False, width=360).page
    phone.locator(".ws-contents summary").click()
    assert phone.locator('.ws-contents a[href="#bend"]').is_visible()


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(open_page: OpenPage, view: dict[str, Any]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    draft = "color_scheme" in view
    page = open_page(compose_markdown(draft=draft), bypass_csp=True, **view).page
    focus_by_keyboard(page, FIRST_CITATION)
    page.locator("#ws-card").evaluate("card => Promise.all(card.getAnimations().map(one => one.finished))")
    found = axe.Axe().run(page).response["violations"]
    assert {one["id"]: [node["html"] for node in one["nodes"]] for one in found} == {}


@pytest.mark.parametrize("draft", [True, False], ids=["draft", "final"])
def test_printed_draft_is_stamped_on_every_page(open_page: OpenPage, draft: bool) -> None:
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    page = open_page(compose_markdown(TEXT + MORE, draft=draft)).page
    pdf = pdfium.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))
    texts = [" ".join(sheet.get_textpage().get_text_range().split()) for sheet in pdf]
    assert len(texts) >= 3
    assert [("DRAFT" in text) for text in texts] == [draft] * len(texts)
    numbers = [f"{number} / {len(texts)}" for number in range(1, len(texts) + 1)]
    assert [number in text for number, text in zip(numbers, texts, strict=True)] == [True] * len(texts), texts
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (595, 842)


def test_print_shows_contents_and_addresses_but_no_cards(open_page: OpenPage) -> None:
    page = open_page(compose_markdown(), width=360).page
    focus_by_keyboard(page, FIRST_CITATION)
    page.emulate_media(media="print")
    assert not page.locator("#ws-card").is_visible()
    assert page.locator('.ws-contents a[href="#bend"]').is_visible()
    evidence = "getComputedStyle(document.querySelector('.ws-evidence a'), '::after').content"
    assert "https://library.example.org/" in page.evaluate(evidence)


def test_scripts_of_strangers_do_not_run_even_where_raw_html_is_allowed(open_page: OpenPage) -> None:
    bait = '<p onclick="document.title = \'taken\'" id="bait">Bait</p>'
    raw = f"\n\n<script>document.title = 'taken'</script>\n\n{bait}\n"
    opened = open_page(compose_markdown(TEXT + raw, allow_raw=True))
    opened.page.locator("#bait").click()
    assert opened.page.title() == "A survey of <ordinary> things"
    assert any("Content Security Policy" in complaint for complaint in opened.complaints)


def focus_by_keyboard(page: Any, selector: str) -> None:
    """Focus as the Tab key gives it: with `:focus-visible`."""
    page.keyboard.press("Shift")  # the last input was a key
    page.locator(selector).focus()
    page.locator("#ws-card").wait_for(state="visible")
