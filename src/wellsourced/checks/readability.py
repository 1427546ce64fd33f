"""STR006 on: sentences, paragraphs and sections of a length that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from statistics import median

from wellsourced.checks.context import Context
from wellsourced.checks.registry import rule
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.model import ParsedText
from wellsourced.manuscript.words import ReadWords

#: A section is unbalanced that is this many times as long as the median of its role, or this part of it.
_TOO_LONG, _TOO_SHORT = 2.5, 0.4
#: Of so many sections a median says something.
_ENOUGH = 3


@rule("STR006", Severity.INFO, "A sentence is very long", reads="text")
def long_sentence(context: Context) -> Iterator[Diagnostic]:
    """A sentence has more words than most readers hold in mind.

    ## What it checks

    Sentences of paragraphs, list items and footnotes against `check.limits.sentence` of `article/article.yaml` (40
    words). Citations are not counted; quotations, headings and tables are left alone.

    ## Why it matters

    A long sentence usually makes several claims, and then nobody sees which of them its citation vouches for.

    ## Example

    One sentence of sixty words that names three laws, their dates and what each of them failed to do.

    ## Use instead

    Three sentences, each with its own citation.
    """
    limit = context.project.article.check.limits.sentence
    for text in context.texts:
        words = text.read_words
        for passage in context.attributions[text].passages:
            if passage.kind not in ("paragraph", "item", "note"):
                continue
            for sentence in passage.sentences:
                # Even one-letter words need two letters each.
                if sentence.end - sentence.start <= 2 * limit:
                    continue
                length = words.count(sentence.start, sentence.end)
                if length > limit:
                    yield Diagnostic(
                        "STR006",
                        Severity.INFO,
                        f"This sentence has {length} words",
                        text.parsed.place(sentence.start, sentence.end),
                        help=f"Divide it; {limit} words are the limit here (check.limits.sentence).",
                    )


@rule("STR007", Severity.INFO, "A paragraph is very long", reads="text")
def long_paragraph(context: Context) -> Iterator[Diagnostic]:
    """A paragraph has more words than belong to one thought.

    ## What it checks

    Paragraphs against `check.limits.paragraph` of `article/article.yaml` (220 words). Citations are not counted.

    ## Why it matters

    Readers skim by paragraphs; what stands in the middle of a long one is not found again.

    ## Example

    A paragraph of 300 words that goes from a law to its history, its critics and its results.

    ## Use instead

    A paragraph each, with a first sentence that says what it is about.
    """
    limit = context.project.article.check.limits.paragraph
    for text in context.texts:
        words = text.read_words
        for passage in context.attributions[text].passages:
            if passage.kind != "paragraph" or passage.end - passage.start <= 2 * limit:
                continue
            length = words.count(passage.start, passage.end)
            if length > limit:
                yield Diagnostic(
                    "STR007",
                    Severity.INFO,
                    f"This paragraph has {length} words",
                    text.parsed.place(passage.start, passage.end),
                    help=f"Divide it; {limit} words are the limit here (check.limits.paragraph).",
                )


@rule("STR008", Severity.INFO, "A section is much longer or shorter than the others", scope="article")
def unbalanced_section(context: Context) -> Iterator[Diagnostic]:
    """A section is out of proportion to the others of its role.

    ## What it checks

    Among three or more sections of one role, each has between 0.4 and 2.5 times the words of their median. Citations
    are not counted.

    ## Why it matters

    Length is read as weight. A section of a few lines among long ones looks unfinished; one that is far longer hides
    several subjects.

    ## Example

    Sections of 2,000, 2,100, 1,900 and 400 words.

    ## Use instead

    Write the short one out, or make it part of another.
    """
    sections = context.manuscript.sections if context.manuscript else ()
    lengths: dict[str, list[int]] = {}
    counted = []
    read = {id(text.parsed): text for text in context.texts}
    for section in sections:
        length = context.keep("length", read[id(section.parsed)], int, partial(_count, section.parsed))
        if length:  # An empty one is another rule's.
            lengths.setdefault(section.role, []).append(length)
            counted.append((section, length))
    for section, length in counted:
        others = lengths[section.role]
        middle = median(others)
        if len(others) < _ENOUGH or _TOO_SHORT * middle <= length <= _TOO_LONG * middle:
            continue
        headings = section.parsed.headings
        yield Diagnostic(
            "STR008",
            Severity.INFO,
            f"This section has {length:,} words; the median of its kind is {middle:,.0f}",
            headings[0].span if headings else section.parsed.place(0, 0),
            help="Write it out or make it part of another." if length < middle else "Shorten or divide it.",
        )


def _count(parsed: ParsedText) -> int:
    return ReadWords(parsed).count(0, len(parsed.text))


RULES = (long_sentence, long_paragraph, unbalanced_section)
