"""A short paragraph that announces a table, a list or a quotation stands on its page."""

from __future__ import annotations

import pypdfium2
from html_documents import compose_markdown
from test_pdf import tags

from wellsourced.publish.pdf import write_pdf
from wellsourced.publish.rendered import Moment

#: A table, a list, a quotation, code.
BEHIND = (
    "| River | Length |\n|---|---|\n| Item {0} | 3 |\n| Brook | 2 |\n",
    "1. Item {0}\n2. Brook\n",
    "> Item {0}\n>\n> Brook\n",
    "```\nItem {0}\nBrook\n```\n",
)
PARTS = 120


def pages(text: str) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(write(text))]


def write(text: str) -> bytes:
    document = compose_markdown(f"# One {{#one}}\n\n{text}", "", items=[], help_box={})
    return write_pdf(document, Moment(0)).content


def announced(ending: str) -> str:
    """Parts of different lengths, each with a paragraph before what it announces."""
    line = "A line of the text before, and it goes on for quite a while.\n\n"
    return "".join(
        f"{line * (5 + 7 * number % 11)}Part {number} names them{ending}\n\n{BEHIND[number % 4].format(number)}\n"
        for number in range(PARTS)
    )


def apart(text: str) -> int:
    """How many paragraphs stand on another page than what they announce."""
    told = pages(text)
    where = [
        [page for page, words in enumerate(told) if f"{name} {number}{end}" in words.replace("\r\n", " ") + " "]
        for number in range(PARTS)
        for name, end in (("Part", " names"), ("Item", " "))
    ]
    assert all(len(each) == 1 for each in where)
    return sum(first != second for first, second in zip(where[::2], where[1::2], strict=True))


def test_what_a_paragraph_announces_stands_on_its_page() -> None:
    assert apart(announced(".")) > 1  # paragraphs that announce nothing do end a page here and there
    assert apart(announced(":")) == 0


def test_paragraph_that_announces_is_tagged_as_one() -> None:
    with_colon, without = (write(f"Before.\n\nThey are{end}\n\n- Stones\n- Ropes\n") for end in (":", "."))
    assert tags(with_colon) == tags(without)


def test_it_is_indented_as_the_paragraph_it_is() -> None:
    def left(text: str) -> float:
        page = pypdfium2.PdfDocument(write(text))[0].get_textpage()
        place = page.search("They are").get_next()
        assert place is not None
        return float(page.get_charbox(place[0])[0])

    behind = "\n\n- Stones\n- Ropes\n"
    for before in ("Before.\n\n", "> Before.\n\n"):
        assert left(f"{before}They are:{behind}") == left(f"{before}They are.{behind}")
