"""CLM: what can be checked carries its source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellsourced.checks.context import CROSS_REFERENCES, Context, ReadText
from wellsourced.checks.registry import rule
from wellsourced.diagnostics import Diagnostic, Related, Severity, Span
from wellsourced.manuscript import claim_wording
from wellsourced.manuscript.attribution import Attribution
from wellsourced.manuscript.claims import SOFT, Claim
from wellsourced.manuscript.model import Citation, Sentence

#: From so many words and sentences on a paragraph needs a source.
_PARAGRAPH_WORDS, _PARAGRAPH_SENTENCES = 40, 2
#: From so many words and citations on a section should not lean on one reference.
_SECTION_WORDS, _SECTION_CITATIONS = 150, 3
#: A footnote mark may stand so far behind a sentence.
_EDGE = 4
_WHAT = {
    "quantity": "gives a figure or a trend",
    "date": "says when something happened",
    "actor": "says what somebody did",
    "causal": "names a cause",
    "superlative": "says what holds first, most or always",
    "research": "calls on research",
}
#: How drafts cite that were not written for pandoc: (Name 2020), [12], a footnote mark, a link.
_OTHER_CITATION = re.compile(
    r"\([^()\n]{0,120}\b(?:1[89]|20)\d\d[a-z]?\b[^()\n]{0,40}\)"
    r"|\[\d{1,3}(?:[,;–-]\s?\d{1,3}){0,9}\]|\[\^|\]\(https?:|\bhttps?://|[¹²³⁴-⁹]"
)


@rule("CLM001", Severity.WARNING, "A claim without a source", reads="text")
def claim_without_source(context: Context) -> Iterator[Diagnostic]:
    """A sentence says something that could be checked, and cites nothing.

    ## What it checks

    Sentences that give a figure or a trend, say when something happened or what a named body did, name a cause, say
    what is the first, the most or always so, or call on research. A source stands in the sentence or in the next one of
    the same paragraph; in a table in the row, the head or the caption; in a list in the item or the sentence that
    introduces it. Questions, recommendations, definitions, what the article says of itself and what was not found are
    no claims. A sentence that only goes on about what the one before cited needs no source of its own unless it adds a
    figure, a date or a name; neither do the opening sentence of a paragraph with sources and the points that a section
    announces.

    ## Why it matters

    The reader cannot tell what is known from what is supposed. Unsourced figures are where made-up ones hide.

    ## Example

    ```markdown
    Reports doubled in 2023. Most hotlines have too few staff.
    ```

    ## Use instead

    ```markdown
    Reports doubled in 2023 [@hotline2024]. Most hotlines have too few staff [@survey2024].
    ```
    """
    for text in _texts(context):
        attribution = context.attributions[text]
        for claim in context.claims[text]:
            if _sourced(context, text, claim.start, claim.end) or _needs_none(attribution, claim):
                continue
            yield Diagnostic(
                "CLM001",
                Severity.WARNING,
                f"No source is cited for this sentence, which {_join([_WHAT[kind] for kind in claim.kinds])}",
                text.parsed.place(claim.start, claim.end),
                help="Cite its source in this sentence or the next: [@key].",
            )


@rule("CLM002", Severity.WARNING, "A paragraph without a source", reads="text")
def paragraph_without_source(context: Context) -> Iterator[Diagnostic]:
    """A whole paragraph makes claims and cites nothing.

    ## What it checks

    Paragraphs of running prose of at least 40 words and two sentences that hold a claim (see CLM001) and no citation.

    ## Why it matters

    A survey passes on what others found. A paragraph without a source is the author's word alone.

    ## Example

    ```markdown
    In 2023 the hotlines of the region received more reports than ever before. Staff were hired in two countries, and
    the backlog fell within a year. Police in both countries opened more cases as a result, although the number of
    convictions remained what it had been.
    ```

    ## Use instead

    The same with its sources: `... than ever before [@hotline2024].`
    """
    for text in _texts(context):
        attribution = context.attributions[text]
        words = text.read_words
        claims = (claim for claim in context.claims[text] if not _needs_none(attribution, claim))
        claimed = {attribution.passage_number(claim.start) for claim in claims}
        for number in sorted(claimed):
            passage = attribution.passages[number]
            if (
                passage.kind == "paragraph"
                and len(passage.sentences) >= _PARAGRAPH_SENTENCES
                and words.count(passage.start, passage.end) >= _PARAGRAPH_WORDS
                and not _sourced(context, text, passage.start, passage.end)
            ):
                yield Diagnostic(
                    "CLM002",
                    Severity.WARNING,
                    "This paragraph makes claims and cites no source",
                    text.parsed.place(passage.start, passage.end),
                    help="Cite where its claims come from, or say that they are the authors' own judgement.",
                )


@rule("CLM003", Severity.INFO, "One source carries a section", reads="text")
def one_source(context: Context) -> Iterator[Diagnostic]:
    """Everything a section says rests on one reference.

    ## What it checks

    Sections and subsections of 150 words or more with three citations or more, all of the same reference.

    ## Why it matters

    A survey compares. What one author says may be right, but nobody has been asked to contradict.

    ## Example

    A subsection of 200 words that cites `@smith2020` four times and nothing else.

    ## Use instead

    Look for a second, independent source, or say in the text that there is only one.
    """
    for text in _texts(context):
        words = text.read_words
        stretches = _stretches(text)
        for start, end, span in stretches:
            cited = [c for c in context.attributions[text].cited_within(start, end) if _is_reference(c)]
            keys = {_reference(context, citation) for citation in cited}
            enough = len(cited) >= _SECTION_CITATIONS and words.count(start, end) >= _SECTION_WORDS
            if len(keys) != 1 or not enough:
                continue
            yield Diagnostic(
                "CLM003",
                Severity.INFO,
                f"Everything here rests on one source, @{keys.pop()}, cited {len(cited)} times",
                span,
                help="Look for a second, independent source, or say that there is only one.",
                related=tuple(Related(citation.span, "cited here") for citation in cited[:5]),
            )
            if (start, end) == stretches[0][:2]:
                break  # What holds for the whole section is not said again of its parts.


def _texts(context: Context) -> Iterator[ReadText]:
    """The sections, or the loose draft; not the words of article.yaml, which cite nothing."""
    sections = None if context.manuscript is None else {id(s.parsed) for s in context.manuscript.sections}
    yield from (text for text in context.texts if sections is None or id(text.parsed) in sections)


def _sourced(context: Context, text: ReadText, start: int, end: int) -> bool:
    attribution = context.attributions[text]
    if any(_is_reference(citation) for citation in attribution.sources_of(start, end)):
        return True
    if context.manuscript is not None:
        return False
    last = attribution.sentence_number(max(start, end - 1))
    following = attribution.sentences[last + 1 : last + 2]
    same = following and attribution.passage_number(following[0].start) == attribution.passage_number(start)
    first = attribution.sentences[attribution.sentence_number(start)].start
    return _OTHER_CITATION.search(text.parsed.text, first, (following[0].end if same else end) + _EDGE) is not None


def _is_reference(citation: Citation) -> bool:
    return not citation.key.startswith(CROSS_REFERENCES)


def _reference(context: Context, citation: Citation) -> str:
    found = context.project.resolve_reference(citation.key)
    return found.id if found else citation.key


def _needs_none(attribution: Attribution, claim: Claim) -> bool:
    """Whether others vouch for a claim that cites nothing: the sentence before, the paragraph, or the next one,
    which says that there is no source."""
    passage = attribution.passages[attribution.passage_number(claim.start)]
    sentences = passage.sentences
    number = next((n for n, s in enumerate(sentences) if s.start <= claim.start < s.end), 0)
    if number + 1 < len(sentences) and claim_wording.states_lack(_lower(sentences[number + 1])):
        return True
    if not SOFT.issuperset(claim.kinds):
        return False
    cited = bool(attribution.cited_within(passage.start, passage.end))
    announces = any(claim_wording.announces(_lower(sentence)) for sentence in sentences)
    if announces and cited:
        return True
    if cited and ((number == 0 and len(sentences) > 1) or claim_wording.concludes(_lower(sentences[number]))):
        return True
    # "It also leads to ...": goes back over sentences that only go on about what one before them cites.
    while number and claim_wording.continues(_lower(sentences[number])):
        number -= 1
        if attribution.cited_within(sentences[number].start, sentences[number].end):
            return True
    return False


def _lower(sentence: Sentence) -> str:
    return " ".join(sentence.text.lstrip("-+*>[] \t\n").split()).casefold()


def _stretches(text: ReadText) -> list[tuple[int, int, Span]]:
    """The whole text, then what stands from each heading to the next: start, end, the place to report."""
    parsed = text.parsed
    length = len(parsed.text)
    headings = parsed.headings
    first = headings[0].span if headings else parsed.place(0, 0)
    ends = [*(heading.start for heading in headings[1:]), length]
    parts = [(heading.start, end, heading.span) for heading, end in zip(headings, ends, strict=False)]
    return [(0, length, first), *(parts if len(parts) > 1 else ())]


def _join(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


RULES = (claim_without_source, paragraph_without_source, one_source)
