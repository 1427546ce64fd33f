"""What stays on one line, in the PDF and on the page."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from html_documents import compose_markdown

from wellsourced.publish.html.writer import write_html
from wellsourced.publish.pdf import write_pdf
from wellsourced.publish.rendered import Moment
from wellsourced.publish.ties import stays_whole, tie_words

#: Words that push what follows them along the line, a letter more in each paragraph.
PUSHED = "\n\n".join(f"{'x' * number} and so on and on to the end of a line, {{}}" for number in range(1, 36))


def inlines(text: str) -> list[dict[str, str]]:
    """Words and spaces, as pandoc's AST has them."""
    pairs = ([{"t": "Str", "c": word}, {"t": "Space"}] for word in text.split())
    return [each for pair in pairs for each in pair][:-1]


def lines(text: str) -> list[str]:
    """The lines of the PDF of an article with this text."""
    document = compose_markdown(f"# One {{#one}}\n\n{text}", "", items=[], help_box={})
    pages = pypdfium2.PdfDocument(write_pdf(document, Moment(0)).content)
    printed = [line for page in pages for line in page.get_textpage().get_text_bounded().splitlines()]
    return [line.replace("\u00a0", " ") for line in printed]


@pytest.mark.parametrize(
    "text, tied",
    [
        ("see Figure 3 here", "see Figure~3 here"),
        ("(Table 2)", "(Table~2)"),
        ("1989, art. 34(c)", "1989, art.~34(c)"),
        ("Lyle et al. 2022", "Lyle et~al. 2022"),
        ("a Figure of note", "a Figure of note"),
        ("Paris et Alain", "Paris et Alain"),
        ("12 cases", "12 cases"),
        ("Figure", "Figure"),
    ],
)
def test_number_stays_with_the_word_before_it_and_al_with_et(text: str, tied: str) -> None:
    shown = "".join(each.get("c", " ") for each in tie_words(inlines(text)))
    assert shown == tied.replace("~", "\u00a0")


@pytest.mark.parametrize("word", ["n.d.-b", "(n.d.-a);", "e-mail", "X-Ways", "vitamin-D,"])
def test_word_with_a_letter_alone_beside_its_hyphen_stays_whole(word: str) -> None:
    assert stays_whole(word)


@pytest.mark.parametrize("word", ["end-to-end", "self-report", "plain", "a", "-", "https://x.org/a-longer-address-b"])
def test_other_words_may_break_at_their_hyphens(word: str) -> None:
    assert not stays_whole(word)


def test_pdf_keeps_both_on_one_line_wherever_it_falls() -> None:
    printed = lines(PUSHED.format(*["Figure 3 and n.d.-b."] * 35))
    assert sum("Figure 3" in line for line in printed) == 35
    assert sum("n.d.-b" in line for line in printed) == 35


def test_pdf_has_a_word_kept_whole_as_it_is_in_its_outline() -> None:
    document = compose_markdown("# The e-mail of 2020 {#one}\n\nText.", "", items=[], help_box={})
    with pikepdf.open(BytesIO(write_pdf(document, Moment(0)).content)) as pdf, pdf.open_outline() as outline:
        assert "The e-mail of 2020" in [entry.title for entry in outline.root]


def test_page_keeps_them_together_too() -> None:
    page = write_html(compose_markdown("# One {#one}\n\nSee Figure 3 by e-mail.", ""), Moment(0)).content.decode()
    assert 'See Figure\u00a03 by <span class="ws-whole">e-mail.</span>' in page
    assert ".ws-whole { white-space: nowrap; }" in page
