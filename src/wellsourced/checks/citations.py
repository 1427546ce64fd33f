"""CIT: citations lead to a reference, and are written as pandoc reads them."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from wellsourced.checks.context import CROSS_REFERENCES, Context, ReadText
from wellsourced.checks.registry import rule
from wellsourced.diagnostics import Diagnostic, Edit, Fix, Related, Severity
from wellsourced.manuscript.anchors import PRINTED_REFERENCES
from wellsourced.manuscript.model import Citation

#: rapidfuzz score (0-100) from which a known key is worth naming, and from which it is offered as a fix.
_LIKE, _VERY_LIKE = 60, 85
#: So far behind a key (characters) its first locator is looked for.
_LOCATOR_REACH = 60
#: Labels of locators as pandoc knows them in English (citeproc locale en-US), with the abbreviations of lawyers.
_LABELS = (
    r"pp?|pages?|arts?|articles?|secs?|sections?|§§?|chaps?|chs?|chapters?|paras?|paragraphs?|¶¶?|figs?|figures?"
    r"|tables?|vols?|volumes?|nos?|numbers?|ll?|lines?|nn?|notes?|pts?|parts?|cols?|columns?|recitals?|annex"
)
_EMPTY_LOCATOR = re.compile(
    rf"(?:,\s{{0,4}}|\s{{1,4}}\[)(?P<label>(?:{_LABELS})\b\.?|§§?|¶¶?)\s{{0,4}}(?:\?{{1,3}}|TODO|XX?)?\s{{0,4}}(?=[;\]])",
    re.IGNORECASE,
)


@rule("CIT001", Severity.ERROR, "A citation leads to no reference", fix="unsafe", reads="text")
def undefined_key(context: Context) -> Iterator[Diagnostic]:
    """A key is cited that the bibliography does not hold.

    ## What it checks

    Every cited key is the id, or a former id, of an entry of `references/bibliography.yaml`.

    ## Why it matters

    A citation without a reference is a claim without a source. A made-up reference usually enters an article this way.

    ## Example

    ```markdown
    Report counts are not prevalence [@grim2024].
    ```

    ## Use instead

    ```markdown
    Report counts are not prevalence [@grimm2024].
    ```
    """
    project = context.project
    known = [*project.reference_by_id, *project.reference_aliases]
    advice: dict[str, list[tuple[str, float]]] = {}
    # What leads to a place of the article is XRF001's; of equations and listings the article prints the key itself.
    exempt = CROSS_REFERENCES if context.manuscript is None else PRINTED_REFERENCES
    for citation in (citation for text in context.texts for citation in text.parsed.citations):
        key = citation.key
        if project.resolve_reference(key) is not None or key.startswith(exempt):
            continue
        if key not in advice:
            advice[key] = _nearest(key, known)
        crossing = f"A place of the article is referred to by a link: [words](#{key})."
        yield Diagnostic(
            "CIT001",
            Severity.ERROR,
            f"No reference has the id {key!r}",
            citation.span,
            help=crossing if key.startswith(CROSS_REFERENCES) else _advise(context, advice[key]),
            fix=_replace(citation, advice[key][0][0]) if advice[key] and advice[key][0][1] >= _VERY_LIKE else None,
        )


@rule("CIT002", Severity.INFO, "A citation uses a former id", fix="safe", reads="text")
def former_id(context: Context) -> Iterator[Diagnostic]:
    """A reference is cited by an id that it had before.

    ## What it checks

    Every cited key is the present id of its reference, not one of its `aliases`.

    ## Why it matters

    The citation works, but whoever searches the sections for the present id will not find it.

    ## Example

    ```markdown
    Tools are tested version by version [@cftt2009].
    ```

    ## Use instead

    ```markdown
    Tools are tested version by version [@nij2009encase].
    ```
    """
    for _, citation in _citations(context):
        present = context.project.reference_aliases.get(citation.key)
        if present is not None and citation.key not in context.project.reference_by_id:
            yield Diagnostic(
                "CIT002",
                Severity.INFO,
                f"{citation.key!r} is a former id of the reference {present!r}",
                citation.span,
                help=f"Cite it as @{present}.",
                fix=_replace(citation, present, safe=True),
            )


@rule("CIT003", Severity.WARNING, "A citation is malformed", fix="safe", reads="text")
def malformed_citation(context: Context) -> Iterator[Diagnostic]:
    """Something that looks like a citation is not read as the author meant it.

    ## What it checks

    Brackets without a key (`[@ ]`), brackets that are never closed, keys of one cluster divided by commas, and a
    citation in round brackets, which prints brackets within brackets.

    ## Why it matters

    pandoc does not complain: it prints the letters, or drops the second source.

    ## Example

    ```markdown
    Growth is linear [@grimm2024, @bursztein2019].
    ```

    ## Use instead

    ```markdown
    Growth is linear [@grimm2024; @bursztein2019].
    ```
    """
    for text in context.texts:
        yield from _find_malformed(text)


@rule("CIT004", Severity.WARNING, "A citation stands in a heading", reads="text")
def citation_in_heading(context: Context) -> Iterator[Diagnostic]:
    """A heading holds a citation.

    ## What it checks

    No citation stands on the line of a heading.

    ## Why it matters

    Headings are repeated in the table of contents, in running heads and bookmarks, where a citation is out of place,
    and it would be the first mention of the source.

    ## Example

    ```markdown
    ## Hash matching [@steel2023]
    ```

    ## Use instead

    ```markdown
    ## Hash matching

    Hash matching recognises known files [@steel2023].
    ```
    """
    for text in context.texts:
        headings = text.parsed.headings
        starts = [heading.start for heading in headings]
        for citation in text.parsed.citations:
            above = bisect_right(starts, citation.start) - 1
            inside = above >= 0 and citation.start < headings[above].end
            if inside and not citation.key.startswith(CROSS_REFERENCES):
                yield Diagnostic(
                    "CIT004",
                    Severity.WARNING,
                    "A citation does not belong in a heading",
                    citation.span,
                    help="Cite it in the first sentence below.",
                )


@rule("CIT005", Severity.WARNING, "A source is cited twice in one place", reads="text")
def repeated_in_cluster(context: Context) -> Iterator[Diagnostic]:
    """One cluster cites the same reference twice.

    ## What it checks

    The keys between one pair of brackets stand for different references, former ids resolved.

    ## Why it matters

    Two citations look like two sources. After a merge of duplicates they may be one.

    ## Example

    ```markdown
    Both audits agree [@grimm2024; @grimm2024].
    ```

    ## Use instead

    ```markdown
    The audit finds this [@grimm2024].
    ```
    """
    for text in context.texts:
        first: dict[tuple[int, str], Citation] = {}
        for citation in text.parsed.citations:
            key = context.project.reference_aliases.get(citation.key, citation.key)
            earlier = first.setdefault((citation.cluster, key), citation)
            if earlier is not citation and citation.form == "bracketed":
                yield Diagnostic(
                    "CIT005",
                    Severity.WARNING,
                    f"{key!r} is cited twice between the same brackets",
                    citation.span,
                    help="Cite it once; several pages go into one locator.",
                    related=(Related(earlier.span, "first cited here"),),
                )


@rule("CIT006", Severity.WARNING, "A locator has no number", reads="text")
def locator_without_number(context: Context) -> Iterator[Diagnostic]:
    """A citation says "page" or "article", but not which.

    ## What it checks

    Behind a cited key, a label that pandoc reads as a locator (`p.`, `pp.`, `art.`, `sec.`, `ch.`, `para.`, `fig.` and
    the like) is followed by a number, also a Roman one, or by letters with digits.

    ## Why it matters

    The author meant to look the page up and did not. The reader cannot.

    ## Example

    ```markdown
    The duty follows from the treaty [@un-opsc-2000, art.].
    ```

    ## Use instead

    ```markdown
    The duty follows from the treaty [@un-opsc-2000, art. 3].
    ```
    """
    for text, citation in _citations(context):
        if citation.form == "narrative" and text.parsed.text[citation.end : citation.end + 2] not in (" [", "\n["):
            continue
        behind = text.parsed.text[citation.end : citation.end + _LOCATOR_REACH]
        if match := _EMPTY_LOCATOR.match(behind):
            start = citation.end + match.start("label")
            yield Diagnostic(
                "CIT006",
                Severity.WARNING,
                f"{match['label'].strip()!r} is a locator without a number",
                text.parsed.place(start, citation.end + match.end("label")),
                help=f"Write the number behind it, or cite @{citation.key} without a locator.",
            )


def _citations(context: Context) -> Iterator[tuple[ReadText, Citation]]:
    for text in context.texts:
        for citation in text.parsed.citations:
            if not citation.key.startswith(CROSS_REFERENCES):
                yield text, citation


def _nearest(key: str, known: list[str]) -> list[tuple[str, float]]:
    from rapidfuzz import fuzz, process

    found = process.extract(key.lower(), known, scorer=fuzz.ratio, processor=str.lower, limit=3, score_cutoff=_LIKE)
    return [(name, score) for name, score, _ in found]


def _advise(context: Context, nearest: list[tuple[str, float]]) -> str:
    if not nearest:
        return "Nothing of a similar id is in references/bibliography.yaml; add the reference with its evidence."
    named = [
        f"{key} ({reference.title})" if (reference := context.project.resolve_reference(key)) else key
        for key, _ in nearest
    ]
    return f"Nearest: {'; '.join(named)}"


def _replace(citation: Citation, key: str, *, safe: bool = False) -> Fix:
    return Fix(f"cite @{key}", (Edit(citation.span, f"@{key}"),), safe=safe)


def _find_malformed(text: ReadText) -> Iterator[Diagnostic]:
    parsed = text.parsed

    def complain(start: int, end: int, message: str, help: str, edit: tuple[int, int, str] | None = None) -> Diagnostic:
        fix = None
        if edit:
            fix = Fix(help.rstrip("."), (Edit(parsed.place(edit[0], edit[1]), edit[2]),), safe=True)
        return Diagnostic("CIT003", Severity.WARNING, message, parsed.place(start, end), help=help, fix=fix)

    for match in re.finditer(r"\[[^\[\]\n@]{0,80}@(?=[\s\];,])", parsed.prose):
        yield complain(match.end() - 1, match.end(), "There is no key behind this @", "Write [@key].")
    closings = [match.start() for match in re.finditer(r"\]", parsed.prose)]
    breaks = [match.start() for match in re.finditer(r"\n[ \t]*\n", parsed.prose)]
    for citation in parsed.citations:
        before = parsed.text[max(0, citation.start - 2) : citation.start]
        opened = citation.form == "narrative" and (before.endswith("[") or before == "[-")
        if opened and _next(closings, citation.end) >= _next(breaks, citation.end):
            message = "The bracket of this citation is never closed"
            yield complain(citation.start - 1, citation.end, message, "Add the ].")
        if before.endswith("(") and parsed.text[citation.end : citation.end + 1] == ")":
            inside = parsed.text[citation.start : citation.end]
            yield complain(
                citation.start - 1, citation.end + 1, "A citation in round brackets prints brackets within brackets",
                f"Write [{inside}].", (citation.start - 1, citation.end + 1, f"[{inside}]"),
            )  # fmt: skip
    for a, b in pairwise(parsed.citations):
        between = parsed.text[a.end : b.start]
        if a.cluster == b.cluster and re.fullmatch(r"\s*,\s*(?:and\s+)?-?", between):
            comma = a.end + between.index(",")
            yield complain(
                a.start, b.end, "The sources of one cluster are divided by a comma, so the second is read as a locator",
                "Divide them by a semicolon.", (comma, comma + 1, ";"),
            )  # fmt: skip


def _next(places: list[int], position: int) -> int:
    """The first place from `position` on; beyond every text where there is none."""
    number = bisect_left(places, position)
    return places[number] if number < len(places) else sys.maxsize


RULES = (
    undefined_key,
    former_id,
    malformed_citation,
    citation_in_heading,
    repeated_in_cluster,
    locator_without_number,
)
