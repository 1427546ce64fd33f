"""The review page in a real browser: filters, keys, deep links, cards, paper, no script, strangers' words."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from review_projects import bees, collect, find_claim, make_item, make_record, write_files

from wellsourced.review.compare import mark_changes
from wellsourced.review.dossier import Dossier
from wellsourced.review.page import render_page, web_address

EXECUTABLES = ("chromium", "chromium-browser", "google-chrome")
VIEWS = [
    pytest.param({"width": 1400}, id="wide-light"),
    pytest.param({"width": 1400, "color_scheme": "dark"}, id="wide-dark"),
    pytest.param({"width": 360, "height": 740}, id="phone-light"),
    pytest.param({"width": 360, "height": 740, "color_scheme": "dark"}, id="phone-dark"),
]


@dataclass
class Opened:
    """A page in the browser, with what it asked for and what it complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


OpenPage = Callable[..., Opened]


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
def open_page(chromium: Any, tmp_path: Path) -> Iterator[OpenPage]:
    """`open_page(dossier, anchor, width=..., **context)`: write the page to a file and open it."""
    contexts = []

    def open_dossier(
        dossier: Dossier, anchor: str = "", *, width: int = 1400, height: int = 900, **context: Any
    ) -> Opened:
        path = tmp_path / f"review-{len(contexts)}.html"
        path.write_text(render_page(dossier), encoding="utf-8")
        contexts.append(chromium.new_context(viewport={"width": width, "height": height}, **context))
        opened = Opened(contexts[-1].new_page())
        opened.page.on("request", lambda request: opened.requests.append(request.url))
        opened.page.on("console", lambda message: opened.complaints.append(message.text))
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.goto(path.as_uri() + anchor)
        return opened

    yield open_dossier
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    return collect(write_files(tmp_path_factory.mktemp("bees"), bees()))


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory, dossier: Dossier) -> Dossier:
    files = bees()
    files["sections/hives.md"] = files["sections/hives.md"].replace("40 percent", "41 percent")
    files["sections/hives.md"] = files["sections/hives.md"].replace("A count of 900 hives has no source.", "")
    return mark_changes(dossier, collect(write_files(tmp_path_factory.mktemp("later"), files)), since="round 1")


def shown_claims(page: Any) -> list[str]:
    visible = "[...document.querySelectorAll('.rv-claim')].filter(c => c.getClientRects().length)"
    return page.evaluate(f"{visible}.map(c => c.querySelector('.rv-words').innerText)")


# --- what it shows ---------------------------------------------------------------------------------------------------


def test_page_requests_nothing_and_breaks_no_policy(open_page: OpenPage, dossier: Dossier) -> None:
    opened = open_page(dossier)
    for key in "jjokj":
        opened.page.keyboard.press(key)
    opened.page.locator("#rv-search").fill("wax")
    opened.page.wait_for_timeout(200)
    assert [url for url in opened.requests if not url.startswith("file:")] == []
    assert len(opened.requests) == 1
    assert opened.complaints == []


def test_claim_shows_sentence_sources_locator_status_and_problems(open_page: OpenPage, dossier: Dossier) -> None:
    page = open_page(dossier).page
    claim = page.locator(f"#{find_claim(dossier, 'Hives were counted').id}")
    words = claim.inner_text()
    assert "Hives were counted in 73 villages (Keeper 2020, p. 12; Roe 2021)." in words
    assert "◐ Partly verified" in words
    assert "sections/hives.md:3" in words
    assert "Warning REF002" in words or "Error REF002" in words
    assert "73 villages, as of 2020: Hives were counted in 73 villages. p. 12" in words
    assert claim.locator(".rv-seen a").first.get_attribute("href") == "https://journal.example.org/keeper2020"


def test_card_shows_entry_evidence_gaps_and_citing_sentences(open_page: OpenPage, dossier: Dossier) -> None:
    page = open_page(dossier, "#ref-keeper2020").page
    card = page.locator("#ref-keeper2020")
    assert "Keeper, A. 2020. ‘Counting Hives’. Journal of Bees." in card.inner_text()
    assert "the page numbers" in card.inner_text()
    card.locator(".rv-evidence summary").click()
    assert "by a librarian" in card.inner_text()
    card.locator(".rv-citing summary").click()
    card.locator(".rv-citing a").nth(1).click()
    assert page.evaluate("document.activeElement.id") == find_claim(dossier, "40 percent").id


# --- filters ---------------------------------------------------------------------------------------------------------


def test_filters_narrow_and_clear(open_page: OpenPage, dossier: Dossier) -> None:
    page = open_page(dossier).page
    every = shown_claims(page)
    assert page.locator("#rv-shown").inner_text() == f"{len(every)} of {len(every)} claims"
    page.locator("#rv-section").select_option(label="Honey")
    assert len(shown_claims(page)) == 2
    page.locator("#rv-standing").select_option("disputed")
    assert shown_claims(page) == ["Honey was sold in 12 towns (Disputed 2017)."]
    assert page.locator("#rv-shown").inner_text() == f"1 of {len(every)} claims"
    page.get_by_role("button", name="Clear").click()
    page.get_by_text(f"{len(every)} of {len(every)} claims").wait_for()
    page.locator("#rv-uncited").check()
    assert shown_claims(page) == ["A count of 900 hives has no source."]
    page.locator("#rv-uncited").uncheck()
    page.locator("#rv-codes").select_option("CLM")
    assert shown_claims(page) == ["A count of 900 hives has no source."]
    page.locator("#rv-codes").select_option("")
    page.locator("#rv-problems").check()
    assert 0 < len(shown_claims(page)) < len(every)


def test_search_finds_words_keys_and_cards(open_page: OpenPage, dossier: Dossier) -> None:
    page = open_page(dossier).page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "rv-search"
    page.keyboard.type("STALE2019 calm")
    page.get_by_text("1 of 9 claims").wait_for()
    assert shown_claims(page) == ["Smoke | Calm bees (Stale 2019)"]
    assert not page.locator("#section-honey").is_visible()


def test_deep_link_survives_filters(open_page: OpenPage, dossier: Dossier) -> None:
    page = open_page(dossier).page
    page.locator("#rv-uncited").check()
    for anchor in (find_claim(dossier, "Honey was sold").id, "ref-unused2001", "instrument-wasp-convention"):
        page.evaluate(f"location.hash = '{anchor}'")
        page.locator(f"[id='{anchor}']:focus").wait_for()
        box = page.locator(f"#{anchor}").bounding_box()
        assert page.locator(f"#{anchor}").is_visible()
        assert page.locator(".rv-filters").bounding_box()["height"] <= box["y"] < 900


def test_deep_link_opens_the_page_at_its_claim(open_page: OpenPage, dossier: Dossier) -> None:
    anchor = find_claim(dossier, "Water").id
    page = open_page(dossier, f"#{anchor}", height=500).page
    assert page.evaluate("document.activeElement.id") == anchor
    assert 0 <= page.locator(f"#{anchor}").bounding_box()["y"] < 500


# --- keys ------------------------------------------------------------------------------------------------------------


def test_keys_step_through_the_claims_that_are_shown(open_page: OpenPage, dossier: Dossier) -> None:
    page = open_page(dossier).page
    present = "document.activeElement.querySelector('.rv-words').innerText"
    page.keyboard.press("j")
    assert page.evaluate(present).startswith("Hives were counted")
    page.keyboard.press("j")
    assert page.evaluate(present).startswith("A count of 900")
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert page.evaluate(present).startswith("Hives were counted")
    page.locator("#rv-section").select_option(label="Honey")
    page.locator("body").press("j")
    assert page.evaluate(present).startswith("Honey was sold")


def test_cards_open_beside_the_claim_and_close_on_escape(open_page: OpenPage, dossier: Dossier) -> None:
    page = open_page(dossier).page
    panel = page.locator(".rv-panel")
    page.keyboard.press("j")
    page.keyboard.press("o")
    assert panel.locator("h3").count() == 2
    assert "https://" not in page.url
    assert panel.locator("a[href='https://library.example.com/k']").is_visible()
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    page.locator(".rv-claim .rv-work").first.click()
    assert panel.locator("h3").count() == 1
    assert "#" not in page.url
    panel.get_by_role("link", name="Go to the card").click()
    assert page.url.endswith("#ref-keeper2020")
    assert not panel.is_visible()


def test_single_keys_can_be_switched_off(open_page: OpenPage, dossier: Dossier) -> None:
    page = open_page(dossier).page
    page.keyboard.press("?")
    help = page.get_by_role("dialog", name="Keys")
    help.get_by_label("Single keys do something").uncheck()
    help.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") != "rv-claim"


def test_keys_write_letters_where_letters_are_meant(open_page: OpenPage, dossier: Dossier) -> None:
    page = open_page(dossier).page
    page.locator("#rv-search").press_sequentially("jok?")
    assert page.locator("#rv-search").input_value() == "jok?"
    assert not page.get_by_role("dialog").first.is_visible()


# --- changes ---------------------------------------------------------------------------------------------------------


def test_only_changes_are_shown_until_asked_for_all(open_page: OpenPage, changed: Dossier) -> None:
    page = open_page(changed).page
    assert "2 claims changed since round 1." in page.locator(".rv-headline").inner_text()
    [words] = shown_claims(page)
    assert words.startswith("Losses fell by 41 percent")
    assert "Before: Losses fell by 40 percent" in page.locator(".rv-before").first.inner_text()
    assert page.locator(".rv-removed").inner_text().endswith("A count of 900 hives has no source.")
    page.locator("#rv-changed").uncheck()
    assert len(shown_claims(page)) > 5


def test_changes_are_toggled_without_script(open_page: OpenPage, changed: Dossier) -> None:
    page = open_page(changed, java_script_enabled=False).page
    hidden = page.locator(f"#{find_claim(changed, 'Smoke').id}")
    assert not hidden.is_visible()
    page.locator("#rv-changed").uncheck()
    assert hidden.is_visible()


# --- everywhere ------------------------------------------------------------------------------------------------------


def test_page_reads_without_script(open_page: OpenPage, dossier: Dossier) -> None:
    page = open_page(dossier, java_script_enabled=False).page
    assert page.locator(".rv-claim").count() == page.locator(".rv-claim:visible").count()
    assert not page.locator("#rv-search").is_visible()
    page.locator(".rv-claim .rv-work").first.click()
    assert page.url.endswith("#ref-keeper2020")
    page.locator("#ref-keeper2020 .rv-evidence summary").click()
    assert page.locator("#ref-keeper2020 .rv-evidence li").first.is_visible()


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(open_page: OpenPage, changed: Dossier, view: dict[str, Any]) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = open_page(changed, bypass_csp=True, **view).page
    page.locator("#rv-changed").uncheck()
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.locator("body").press("j")
    page.keyboard.press("o")
    found = axe.Axe().run(page).response["violations"]
    assert {one["id"]: [node["html"] for node in one["nodes"]] for one in found} == {}


@pytest.mark.parametrize("width", [320, 360, 800, 1160, 1920])
def test_page_never_scrolls_sideways(open_page: OpenPage, dossier: Dossier, width: int) -> None:
    page = open_page(dossier, width=width).page
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("body").press("j")
    page.keyboard.press("o")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_ids_of_any_letters_have_anchors_of_their_own(open_page: OpenPage, tmp_path: Path) -> None:
    files = bees()
    odd = [make_item(id, f"Work {id}", issued={"date-parts": [[2020]]}) for id in ("a/b%20#2020", "a-b-20-2020")]
    files["references/bibliography.yaml"]["references"] += odd
    files["sections/honey.md"] += "\nBees flew 3 miles [@{a/b%20#2020}; @a-b-20-2020].\n"
    page = open_page(collect(write_files(tmp_path / "odd", files)), "#%zz").page
    for number, item in enumerate(odd):
        page.locator("#section-honey .rv-sources").last.locator(".rv-work").nth(number).click()
        page.locator(".rv-panel").get_by_role("link", name="Go to the card").click()
        assert item["title"] in page.evaluate("document.activeElement.innerText")


def test_paper_shows_evidence_addresses_and_no_controls(open_page: OpenPage, dossier: Dossier) -> None:
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    page = open_page(dossier).page
    page.keyboard.press("j")
    page.keyboard.press("o")
    pdf = pdfium.PdfDocument(BytesIO(page.pdf(prefer_css_page_size=True)))
    text = " ".join("".join(sheet.get_textpage().get_text_range() for sheet in pdf).split())
    assert "<https://library.example.com/k>" in text
    assert "by a librarian" in text
    assert "Cited by 2 sentences" in text
    assert "Search" not in text
    assert text.count("Good for:") == 1  # the panel is not printed
    assert tuple(round(side) for side in pdf[0].get_size()) == (595, 842)


def test_strangers_words_are_words(open_page: OpenPage, tmp_path: Path) -> None:
    files = bees()
    evil = make_item("evil2020", "</cite><script>document.title='taken'</script><img src=x onerror=alert(1)>")
    evil["URL"] = "javascript:document.title='taken'"
    files["references/bibliography.yaml"]["references"].append(evil)
    bad = [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "https://ok.example/\"onclick='x'",
        "//x.example",
    ]
    files["references/evidence.yaml"]["evidence"]["evil2020"] = [
        make_record(evil, url=url, note="<svg onload=alert(1)>") for url in bad
    ]
    files["article/article.yaml"]["title"] = "</title><script>alert(1)</script>"
    files["sections/hives.md"] += (
        '\nA hive of `</article><b id=bait>` and \\<i\\> held 7 bees [@evil2020, "><b id=bait>].\n'
    )
    opened = open_page(collect(write_files(tmp_path / "evil", files)))
    assert opened.page.title() == "Review: </title><script>alert(1)</script>"
    assert opened.page.locator("#bait, img").count() == 0
    assert opened.page.evaluate("document.scripts.length") == 1
    assert opened.complaints == []
    schemes = opened.page.evaluate("[...new Set([...document.links].map(link => link.protocol))]")
    assert set(schemes) <= {"file:", "https:", "http:"}
    assert (
        opened.page.evaluate("[...document.links].filter(a => /alert|taken|onclick|x.example/.test(a.href)).length")
        == 0
    )
    assert "javascript:alert(1)" in opened.page.locator("#ref-evil2020").evaluate("card => card.textContent")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:x",
        "java\tscript:x",
        "http://",
        "ftp://a.example/",
        "http://[",
        "mailto:a@b.example",
        "https://a b/",
    ],
)
def test_only_web_addresses_become_links(address: str) -> None:
    assert web_address(address) is None
    assert web_address("https://a.example/?q=1#x") == "https://a.example/?q=1#x"


def test_page_is_the_same_twice(dossier: Dossier) -> None:
    assert render_page(dossier) == render_page(msgspec.convert(msgspec.to_builtins(dossier), Dossier))
