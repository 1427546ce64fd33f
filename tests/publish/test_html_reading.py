"""What helps a reader of the page: search, citing and copying, notices, drawings and tables on a narrow screen."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from html_browser import Opened, chromium, open_page
from html_documents import TEXT, compose_markdown

from wellsourced.compose.ast import words
from wellsourced.compose.document import Notice
from wellsourced.publish.html.writer import write_html
from wellsourced.publish.rendered import Moment

OpenPage = Callable[..., Opened]
__all__ = ["chromium", "open_page"]

NOON = Moment(1_795_348_800)
SEARCHED = """
# Cafés {#cafes number="1"}

A *café* serves co-operative tea. Tea is served in every CAFE; “don’t” ask.

## Later {#later number="1.1"}

Nothing is served after tea [@rivers]. Straße and Øresund, an ﬁne day.

# End {#end}

Once more: tea, and a café that serves.
"""
HISTORY = [
    {"date": "2026-01-05", "note": "First published.", "version": "1.0"},
    {"date": "2026-03-01", "note": "The figure of 1999 was wrong.", "kind": "correction", "doi": "10.5555/tea.c1"},
    {"date": "2026-05-01", "note": "A chapter on bridges.", "version": "2.0"},
]


def render(*arguments: Any, moment: Moment = NOON, **settings: Any) -> str:
    return write_html(compose_markdown(*arguments, **settings), moment).content.decode()


def search(page: Any, query: str) -> list[str]:
    """Type a query into the open search; the lines of the list."""
    page.locator("#ws-find-words").fill(query)
    page.wait_for_timeout(250)
    return [text.replace("\n", " ") for text in page.locator(".ws-hits a").all_inner_texts()]


# --- search ----------------------------------------------------------------------------------------------------------


def test_search_ignores_case_accents_hyphens_and_the_form_of_quotation_marks(open_page: OpenPage) -> None:
    page = open_page(compose_markdown(SEARCHED, "")).page
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "ws-find-words"
    found = {
        query: len(search(page, query))
        for query in ("CAFE", "café", "co operative", "don't", "strasse", "oresund", "fine", "xyzzy")
    }
    assert found == {
        "CAFE": 4, "café": 4, "co operative": 1, "don't": 1, "strasse": 1, "oresund": 1, "fine": 1, "xyzzy": 0,
    }  # fmt: skip


def test_search_shows_where_it_found_what_and_says_how_many(open_page: OpenPage) -> None:
    page = open_page(compose_markdown(SEARCHED, "")).page
    page.locator(".ws-search-open").click()
    count = page.locator("#ws-find-count")
    assert count.get_attribute("role") == "status"
    lines = search(page, "served")
    assert count.inner_text() == "2 places"
    assert lines[0].startswith("1 Cafés A café serves")
    assert lines[1].startswith("1.1 Later Nothing is served after tea")
    assert page.locator(".ws-hits mark").all_inner_texts() == ["served", "served"]
    search(page, "tea nothing")
    assert count.inner_text() == "The phrase does not occur; 1 with all the words"
    search(page, "x")
    assert count.inner_text() == "Type two letters or more"


def test_search_is_walked_by_keyboard_and_marks_what_it_found(open_page: OpenPage) -> None:
    opened = open_page(compose_markdown(SEARCHED, "", history=HISTORY))
    page = opened.page
    page.keyboard.press("/")
    search(page, "serve")
    total = page.locator(".ws-hits a").count()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    assert not page.locator("#ws-find").is_visible()
    assert page.url.endswith("#cafes")
    assert page.evaluate("CSS.highlights.get('ws-found').size") == total
    assert page.evaluate("[...CSS.highlights.get('ws-present')].map(String)") == ["serve"]
    assert page.evaluate("document.activeElement.textContent").startswith("A café serves")
    step = page.locator(".ws-step")
    assert step.locator("p").inner_text() == f"2 of {total}"
    step.get_by_role("button", name="Next").click()
    assert step.locator("p").inner_text() == f"3 of {total}"
    assert page.evaluate("document.activeElement.textContent") == "Next"
    page.keyboard.press("Escape")
    assert not step.is_visible()
    assert page.evaluate("CSS.highlights.size") == 0
    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith(("file:", "data:"))] == []


def test_search_finds_text_across_emphasis_and_opens_what_is_folded(open_page: OpenPage) -> None:
    folded = "\n\n<details><summary>More</summary>\n\nA hidden *word* here.\n\n</details>\n"
    page = open_page(compose_markdown(SEARCHED + folded, "", allow_raw=True)).page
    page.keyboard.press("/")
    assert len(search(page, "hidden word here")) == 1
    page.keyboard.press("Enter")
    assert page.locator("main details").evaluate("box => box.open")
    assert "hidden word here" in page.evaluate("String([...CSS.highlights.get('ws-present')][0])")


def test_key_that_opens_the_search_can_be_switched_off_and_leaves_fields_alone(open_page: OpenPage) -> None:
    page = open_page(compose_markdown(SEARCHED, "")).page
    page.keyboard.press("/")
    page.keyboard.type("a/b")
    assert page.locator("#ws-find-words").input_value() == "a/b"
    page.locator("#ws-find-slash").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert not page.locator("#ws-find").is_visible()
    page.reload()
    page.keyboard.press("/")
    assert not page.locator("#ws-find").is_visible()
    assert page.locator(".ws-search-open").get_attribute("aria-keyshortcuts") is None


def test_back_leads_to_where_the_reader_was_before_the_search(open_page: OpenPage) -> None:
    page = open_page(compose_markdown(SEARCHED + "\n\nMore words.\n" * 80 + "\n\nThe needle.\n", "")).page
    page.keyboard.press("/")
    search(page, "needle")
    page.keyboard.press("Enter")
    assert page.evaluate("scrollY") > 1000
    page.go_back()
    page.wait_for_function("scrollY < 100")


# --- citing ----------------------------------------------------------------------------------------------------------


def test_article_is_cited_in_words_and_in_three_files_without_script(open_page: OpenPage) -> None:
    document = compose_markdown(doi="10.5555/tea", publisher="Tea Press")
    page = open_page(document, java_script_enabled=False, accept_downloads=True).page
    page.locator(".ws-cite summary").click()
    assert page.locator("#ws-citation").inner_text() == (
        "Writer, Ada, and Béla Író. 2026. “A survey of <ordinary> things: Tea, rivers & bridges.” "
        "Version 1.2. Tea Press. https://doi.org/10.5555/tea."
    )
    taken = {}
    for name in ("BibTeX", "RIS", "CSL-JSON"):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        taken[download.value.suggested_filename] = Path(download.value.path()).read_text(encoding="utf-8")
    assert sorted(taken) == ["article.bib", "article.csl.json", "article.ris"]
    assert "10.5555/tea" in taken["article.bib"]
    assert "DO  - 10.5555/tea" in taken["article.ris"]
    assert json.loads(taken["article.csl.json"])[0]["author"][0]["family"] == "Writer"
    assert not page.locator("button").first.is_visible(), "no button that does nothing"


def test_citations_are_copied_and_the_button_says_so(open_page: OpenPage) -> None:
    page = open_page(compose_markdown(), permissions=["clipboard-read", "clipboard-write"]).page
    page.locator(".ws-cite summary").click()
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Writer, Ada, and Béla Író. 2026.")
    entry = page.locator("#ref-rivers")
    entry.get_by_role("button", name="Copy citation").click()
    entry.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "How Rivers Bend" in copied
    assert "Partly verified" not in copied
    page.get_by_role("status").filter(has_text="Copied").wait_for(state="attached")


def test_formats_of_the_same_build_are_offered_and_no_others() -> None:
    alone = render(moment=NOON)
    assert "Other formats" not in alone
    assert "verification.json" not in alone
    page = render(moment=Moment(NOON.epoch, ("html", "pdf", "epub", "site", "metadata")))
    offered = re.findall(r'<li><a href="([^"]+)">', page.partition("Other formats")[2].partition("</details>")[0])
    assert offered == ["site/index.html", "article.epub"]
    assert '<a class="ws-button" href="article.pdf" type="application/pdf">PDF</a>' in page
    assert '<a href="verification.json" type="application/json">' in page
    assert '<a download href="metadata/references.ris">RIS</a>' in page
    assert "references.ris" not in alone


# --- notices and history ---------------------------------------------------------------------------------------------


def test_newest_notice_stands_at_the_head_and_the_history_at_the_end() -> None:
    page = render(history=HISTORY)
    notice = page.partition('<aside class="ws-notice ws-notice-correction"')[2].partition("</aside>")[0]
    assert "Correction" in notice
    assert "1 March 2026" in notice
    assert "The figure of 1999 was wrong." in notice
    assert 'href="https://doi.org/10.5555/tea.c1"' in notice
    assert 'href="#ws-history"' in notice
    history = page.partition('<ol role="list" class="ws-history">')[2].partition("</ol>")[0]
    assert re.findall(r'datetime="([^"]+)"', history) == ["2026-05-01", "2026-03-01", "2026-01-05"]
    assert page.index('class="ws-notice') < page.index('id="ws-text"') < page.index('class="ws-history"')
    assert '<a href="#ws-about"' in page.partition('class="ws-contents"')[2].partition("</nav>")[0]


def test_retraction_outlives_later_notices_and_stands_in_the_title() -> None:
    retraction = {"date": "2026-06-01", "note": "The data were made up.", "kind": "retraction"}
    later = {"date": "2026-07-01", "note": "A name was misspelt.", "kind": "correction"}
    page = render(history=[*HISTORY, retraction, later])
    assert "<title>Retracted: A survey" in page
    notice = page.partition('class="ws-notice ws-notice-retraction"')[2].partition("</aside>")[0]
    assert "The data were made up." in notice
    assert "misspelt" not in notice


def test_article_without_statements_has_no_section_about_itself() -> None:
    page = render()
    assert "About this article</h2>" not in page
    assert "ws-notice" not in page.partition("</style>")[2].partition("<script>")[0]


def test_statements_of_the_article_are_printed() -> None:
    page = render(
        authors=[{"name": "Ada Writer", "roles": ["writing-original-draft", "data-curation"]}],
        funding=[{"funder": "Water <Board>", "id": "https://ror.org/012345678", "award": "W-1"}],
        competing_interests="Ada drinks tea.",
        acknowledgements="Thanks to the ferry.",
    )
    about = " ".join(re.sub(r"<[^>]+>", "", page.partition('<section class="ws-about"')[2]).split())
    for words_of_it in (
        "Ada Writer: Writing – original draft, Data curation",
        "Water &lt;Board&gt;, award W-1",
        "Ada drinks tea.",
        "Thanks to the ferry.",
    ):
        assert words_of_it in about


def test_notices_on_a_work_stand_in_words_at_its_entry_and_in_its_card(open_page: OpenPage) -> None:
    document = compose_markdown()
    notices = (
        Notice("retraction", "https://journal.example.org/notice", "2026-04-01"),
        Notice("expression-of-concern", "javascript:alert(1)", "2026-03-01"),
    )
    first, *others = document.references
    document = replace(document, references=(replace(first, notices=notices), *others))
    page = open_page(document).page
    told = page.locator(f"[id='{first.anchor}'] .ws-work-notice").all_inner_texts()
    assert told == [
        "✕ Retraction of this work, seen at journal.example.org on 1 April 2026",
        "! Expression of concern about this work on 1 March 2026",
    ]
    page.keyboard.press("Shift")
    page.locator(f"main a[href='#{first.anchor}']").first.focus()
    card = page.locator("#ws-card")
    card.wait_for(state="visible")
    assert "Retraction of this work" in card.inner_text()
    assert "Copy citation" not in card.inner_text()


# --- narrow screens --------------------------------------------------------------------------------------------------

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 374 200"><text x="1" y="20">Left</text></svg>'


def drawn() -> Any:
    """A document whose first block is a drawing."""
    image = {
        "t": "Image",
        "c": [["", [], [["figure", "one"], ["alt", "A drawing"]]], [], ["data:image/svg+xml;base64,", ""]],
    }
    caption = [None, [{"t": "Plain", "c": words("What it shows")}]]
    figure = {"t": "Figure", "c": [["", [], [["number", "1"]]], caption, [{"t": "Plain", "c": [image]}]]}
    document = compose_markdown()
    return replace(document, body=[figure, *document.body], figures={"one": SVG})


def test_drawing_is_whole_on_a_phone_and_scrolls_when_enlarged(open_page: OpenPage) -> None:
    page = open_page(drawn(), width=375).page
    box = page.locator(".ws-drawing")
    assert box.evaluate("box => box.scrollWidth - box.clientWidth") == 0
    assert box.get_attribute("tabindex") is None
    button = page.get_by_role("button", name="Enlarge: Figure 1, drawing")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert box.evaluate("box => box.scrollWidth - box.clientWidth") > 200
    assert box.get_attribute("tabindex") == "0"
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert not open_page(drawn(), width=1400).page.locator(".ws-enlarge").is_visible()


def test_caption_of_a_wide_table_stays_in_the_window(open_page: OpenPage) -> None:
    page = open_page(compose_markdown(), width=320).page
    box = page.locator(".ws-table").first
    box.evaluate("box => { box.scrollLeft = 120; }")
    caption = page.locator("caption").first.bounding_box()
    assert caption["x"] >= 0
    assert caption["x"] + caption["width"] <= 320


def test_bar_of_a_phone_stays_and_tells_the_readers_place(open_page: OpenPage) -> None:
    page = open_page(compose_markdown(TEXT + "\n\nMore.\n" * 60), width=360, height=740).page
    page.evaluate("document.getElementById('kinds').scrollIntoView()")
    page.locator(".ws-place", has_text="1.2 Kinds").wait_for()
    assert page.locator(".ws-bar").bounding_box()["y"] == 0
    assert page.locator("#kinds").bounding_box()["y"] > page.locator(".ws-bar").bounding_box()["height"]
    page.locator(".ws-contents summary").click()
    page.keyboard.press("Escape")
    assert not page.locator('.ws-contents a[href="#bend"]').is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("width", [375, 1400])
def test_everything_to_press_is_large_enough(open_page: OpenPage, width: int) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 CSS pixels, but for links in a line of text."""
    page = open_page(compose_markdown(history=HISTORY), width=width).page
    page.locator(".ws-cite summary").click()
    page.keyboard.press("/")
    page.locator("#ws-find-words").fill("tea")
    page.wait_for_timeout(250)
    small = page.evaluate(
        """() => [...document.querySelectorAll(
          "button, summary, .ws-choices a, .ws-contents a, .ws-hits a, label:has(input)")]
        .filter((one) => one.checkVisibility() && !one.closest(".task-list"))
        .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24)
        .map(([html, box]) => html + box.height)"""
    )
    assert small == []


def test_lines_are_of_a_length_that_reads_well(open_page: OpenPage) -> None:
    text = "# One {#one}\n\n" + "The quick brown fox jumps over the lazy dog and then it sleeps in the shade. " * 12
    page = open_page(compose_markdown(text, "")).page
    lines = page.locator(".ws-body p").evaluate(
        """(paragraph) => {
          const range = document.createRange();
          const lengths = new Map();
          for (let at = 0; at < paragraph.firstChild.length; at++) {
            range.setStart(paragraph.firstChild, at);
            range.setEnd(paragraph.firstChild, at + 1);
            const line = Math.round(range.getBoundingClientRect().bottom / 8);
            lengths.set(line, (lengths.get(line) ?? 0) + 1);
          }
          return [...lengths.values()].slice(0, -1);
        }"""
    )
    assert 60 <= sum(lines) / len(lines) <= 75, lines


# --- equations -------------------------------------------------------------------------------------------------------


def test_equations_carry_words_and_scroll_by_themselves(open_page: OpenPage) -> None:
    wide = "\n\n$$" + " + ".join(f"a_{{{n}}}" for n in range(60)) + "$$\n"
    opened = open_page(
        compose_markdown("# One {#one}\n\n$$\\begin{pmatrix} 1 & 2 \\end{pmatrix}$$" + wide, ""), width=360
    )
    page = opened.page
    short, long = page.locator(".ws-equation").all()
    assert "matrix" in page.locator("math").first.get_attribute("alttext")
    assert short.get_attribute("tabindex") is None
    assert long.get_attribute("tabindex") == "0"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("[style]").count() == 0
    assert opened.complaints == []
