"""FIG: figures and tables say what they show, to everybody, and where it comes from."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote

from wellsourced.checks.context import Context, ReadText
from wellsourced.checks.registry import rule
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.links import Link, unescape
from wellsourced.manuscript.quantities.quantity import Quantity
from wellsourced.project.figures import SCHEME
from wellsourced.project.images import MEDIA_TYPES, find_image, is_file_address

#: Letters beyond which a description belongs into the text.
_LONG_ALT = 300
_REDUNDANT = re.compile(
    r"(?:an?|the|this)?\s*(?:image|picture|photo(?:graph)?|graphic|figure|illustration)\s+(?:of|shows?|showing|depicts?)\b",
    re.IGNORECASE,
)
_SPEAKS_OF_TABLE = re.compile(r"\btables?\b", re.IGNORECASE)


@rule("FIG001", Severity.ERROR, "An image has no text for those who cannot see it", reads="text")
def image_without_alt(context: Context) -> Iterator[Diagnostic]:
    """An image has no alternative text.

    ## What it checks

    Every image has words between its square brackets, or an attribute `alt`.

    ## Why it matters

    Screen readers say "image" and no more, and PDF/UA and WCAG forbid it.

    ## Example

    ```markdown
    The queen ![](queen.png) is marked.
    ```

    ## Use instead

    ```markdown
    The queen ![Queen with a blue dot on her back](queen.png) is marked.
    ```
    """
    for text, image in _images(context):
        if not _alt(text, image):
            yield Diagnostic(
                "FIG001",
                Severity.ERROR,
                "This image has no alternative text",
                text.parsed.place(image.start, image.end),
                help="Say between the square brackets what a reader sees who sees it.",
            )


@rule("FIG002", Severity.WARNING, "The alternative text of a figure is its caption", reads="text")
def alt_repeats_caption(context: Context) -> Iterator[Diagnostic]:
    """A figure is described by its caption only, or in the same words.

    ## What it checks

    An image that is alone in its paragraph is a figure; the words between its square brackets become the caption. It
    has an attribute `alt` of its own, with other words.

    ## Why it matters

    Without `alt` the caption is read out twice, and who cannot see the figure never learns what it shows: a caption
    says what a figure is about, an alternative text what is to be seen.

    ## Example

    ```markdown
    ![Colonies by year](colonies.png)
    ```

    ## Use instead

    ```markdown
    ![Colonies by year](colonies.png){alt="Line that rises from 12 in 2010 to 40 in 2020"}
    ```
    """
    for text, image in _images(context):
        if not image.figure or not _alt(text, image):
            continue
        caption = _words(text, image)
        given = image.attributes.get("alt")
        if given and _plain(given) != _plain(caption):
            continue
        what = "The caption stands in for the alternative text" if not given else "The alternative text is the caption"
        yield Diagnostic(
            "FIG002",
            Severity.WARNING,
            what,
            text.parsed.place(image.words_start, image.words_end),
            help='Describe behind the address what is to be seen: ![caption](file){alt="..."}',
        )


@rule("FIG003", Severity.ERROR, "An image is missing", scope="article")
def missing_image(context: Context) -> Iterator[Diagnostic]:
    """A section shows an image that the project does not hold, or one of a kind that is not published.

    ## What it checks

    The file is in the project, counted from the section's folder or from the project's; it is a PNG, JPEG, GIF, WebP or
    SVG file of at most 64 MiB, and no symbolic link leads out of the project.

    ## Why it matters

    The reader gets the description in place of the image.

    ## Example

    ```markdown
    ![Colonies by year](figures/colonys.png)
    ```

    ## Use instead

    ```markdown
    ![Colonies by year](figures/colonies.png)
    ```
    """
    endings = ", ".join(MEDIA_TYPES)
    for text, image in _images(context):
        if not is_file_address(image.target):
            continue
        found = find_image(context.project.root, text.parsed.path, unquote(image.target))
        if found.problem:
            place = (image.target_start, image.target_end) if image.target else (image.start, image.end)
            yield Diagnostic(
                "FIG003",
                Severity.ERROR,
                f"The image {image.target!r} {found.problem}",
                text.parsed.place(*place),
                help=f"Images lie in the project, as {endings}; the path counts from the section or the project.",
            )


@rule("FIG004", Severity.WARNING, "A figure or table shows data without a source")
def data_without_source(context: Context) -> Iterator[Diagnostic]:
    """A table with figures in its cells or caption, or a figure with figures in its caption, cites nothing.

    ## What it checks

    A citation stands in the caption, in a cell, or in a sentence that links to it or, for tables, speaks of a table
    between the same headings.

    ## Why it matters

    Tables are copied more than any sentence, and away from the text nobody can tell where their figures come from.

    ## Example

    ```markdown
    | Region | Colonies |
    |--------|---------:|
    | North  |      412 |

    : Colonies by region
    ```

    ## Use instead

    ```markdown
    | Region | Colonies |
    |--------|---------:|
    | North  |      412 |

    : Colonies by region [@beekeepers2020]
    ```
    """
    linked: dict[str, list[tuple[ReadText, int]]] = {}
    for text in context.texts:
        for link in text.links.links:
            if link.target.startswith("#"):
                linked.setdefault(unquote(link.target[1:]), []).append((text, link.start))
    for text in context.texts:
        shown = [
            ("table", table.attributes.id, [(table.start, table.end), (table.caption_start, table.caption_end)])
            for table in text.tables
        ]
        shown += [
            ("figure", image.attributes.id, [(image.words_start, image.words_end)])
            for image in text.links.links
            if image.image and image.figure
        ]
        if not shown:
            continue
        quantities, cited = context.quantities[text], [citation.start for citation in text.parsed.citations]
        places = [quantity.start for quantity in quantities]
        headings = [heading.start for heading in text.parsed.headings]
        speaking = [
            match.start() for match in _SPEAKS_OF_TABLE.finditer(text.parsed.prose) if _cites(text, match.start())
        ]
        for kind, name, ranges in shown:
            held = [q for a, b in ranges for q in quantities[bisect_left(places, a) : bisect_left(places, b)]]
            held = [quantity for quantity in held if not _numbers_a_row(text, quantity)]
            if not held or any(_between(cited, a, b) for a, b in ranges):
                continue
            if any(_cites(where, place) for where, place in linked.get(name, ())):
                continue
            if kind == "table" and _between(speaking, *_around(headings, ranges[0][0])):
                continue
            start, end = ranges[-1] if ranges[-1][0] != -1 else (held[0].start, held[0].end)
            yield Diagnostic(
                "FIG004",
                Severity.WARNING,
                f"This {kind} shows figures and names no source",
                text.parsed.place(start, end),
                help="Cite the source in the caption, or in each row where they differ.",
            )


@rule("FIG005", Severity.WARNING, "A table has no caption", reads="text")
def table_without_caption(context: Context) -> Iterator[Diagnostic]:
    """A table has no caption.

    ## What it checks

    Before or behind every table stands a paragraph that begins with `:` or `Table:`.

    ## Why it matters

    Readers who jump from table to table, by eye or by screen reader, have nothing to tell them apart.

    ## Example

    ```markdown
    | Region | Colonies |
    |--------|---------:|
    | North  |      412 |
    ```

    ## Use instead

    ```markdown
    | Region | Colonies |
    |--------|---------:|
    | North  |      412 |

    : Colonies by region {#tbl:colonies}
    ```
    """
    for text in context.texts:
        for table in text.tables:
            if not table.has_caption:
                line_end = text.parsed.text.find("\n", table.start, table.end)
                yield Diagnostic(
                    "FIG005",
                    Severity.WARNING,
                    "This table has no caption",
                    text.parsed.place(table.start, table.end if line_end == -1 else line_end),
                    help="Write one behind it, after an empty line: `: What it shows {#tbl:name}`.",
                )


@rule("FIG006", Severity.INFO, "An alternative text is long or begins with what is known", reads="text")
def awkward_alt(context: Context) -> Iterator[Diagnostic]:
    """An alternative text has more than 300 letters, or begins with "image of".

    ## What it checks

    The attribute `alt`, or, of images within a sentence, the words between the square brackets.

    ## Why it matters

    Screen readers say that it is an image, and read the text in one go, without a way to stop and return.

    ## Example

    ```markdown
    The queen ![Image of a queen](queen.png) is marked.
    ```

    ## Use instead

    ```markdown
    The queen ![Queen with a blue dot on her back](queen.png) is marked.
    ```
    """
    for text, image in _images(context):
        given = image.attributes.get("alt")
        if image.figure and not given:
            continue
        alt = _alt(text, image)
        start, end = image.words_start, image.words_end
        if given:
            start, end = next((a, b) for key, _, a, b in image.attributes.values if key == "alt")
        complain = partial(Diagnostic, "FIG006", Severity.INFO, span=text.parsed.place(start, end))
        if len(alt) > _LONG_ALT:
            yield complain(
                f"This alternative text has {len(alt)} letters",
                help="Say in one sentence what is to be seen, and the rest in the text or a table.",
            )
        if _REDUNDANT.match(alt):
            yield complain("This alternative text says that it is an image", help="Begin with what is to be seen.")


def _images(context: Context) -> Iterator[tuple[ReadText, Link]]:
    for text in context.texts:
        for link in text.links.links:
            # What is drawn here has its words in its own file.
            if link.image and not link.target.startswith(SCHEME):
                yield text, link


def _alt(text: ReadText, image: Link) -> str:
    """What is read out in place of the image."""
    alt = unescape(image.attributes.get("alt") or "") or _words(text, image)
    return alt if re.search(r"\w", alt) else ""


def _words(text: ReadText, image: Link) -> str:
    return unescape(text.parsed.text[image.words_start : image.words_end])


def _plain(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))


def _numbers_a_row(text: ReadText, quantity: Quantity) -> bool:
    """Whether it is the number of a row: alone in the first cell of a table, without a unit."""
    source = text.parsed.text
    before = source[source.rfind("\n", 0, quantity.start) + 1 : quantity.start]
    after = source[quantity.end : quantity.end + 20].lstrip(" .)")
    return not quantity.unit and "|" in before and not before.strip(" \t>|") and after.startswith("|")


def _between(places: list[int], start: int, end: int) -> bool:
    number = bisect_left(places, start)
    return number < len(places) and places[number] < end


def _around(headings: list[int], start: int) -> tuple[int, int]:
    """Where the headings before and behind a place stand."""
    number = bisect_right(headings, start)
    return headings[number - 1] if number else 0, headings[number] if number < len(headings) else sys.maxsize


def _cites(text: ReadText, place: int) -> bool:
    """Whether the sentence around the place holds a citation."""
    sentences = text.parsed.sentences
    number = bisect_right(sentences, place, key=lambda sentence: sentence.start) - 1
    if number < 0 or place >= sentences[number].end:
        return False
    citations = text.parsed.citations
    first = bisect_left(citations, sentences[number].start, key=lambda citation: citation.start)
    return first < len(citations) and citations[first].start < sentences[number].end


RULES = (
    image_without_alt,
    alt_repeats_caption,
    missing_image,
    data_without_source,
    table_without_caption,
    awkward_alt,
)
