"""XRF: what the text refers to is there, and what is there is referred to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from urllib.parse import unquote

from wellsourced.checks.context import CROSS_REFERENCES, Context, ReadText
from wellsourced.checks.registry import rule
from wellsourced.diagnostics import Diagnostic, Edit, Fix, Related, Severity, Span
from wellsourced.project.figures import ANCHOR, SCHEME

#: Places that the published article has of its own: entries of the reference list, appendices, its furniture.
_GENERATED = re.compile(r"(?:ref|correction|appendix|ws)-.+|references|notes")
#: rapidfuzz score (0-100) from which a known identifier is worth naming, and from which it is offered as a fix.
_LIKE, _VERY_LIKE = 60, 75


@rule("XRF001", Severity.ERROR, "A cross-reference leads nowhere", fix="unsafe")
def unknown_target(context: Context) -> Iterator[Diagnostic]:
    """A link leads to a place of the article that does not exist.

    ## What it checks

    What follows the `#` of a link is the identifier of a heading (its own, or the one that pandoc makes of its words),
    figure, table, div or span in any section. `@fig:`, `@tbl:`, `@sec:`, `@eq:` and `@lst:` are held against the same
    identifiers.

    ## Why it matters

    The reader clicks, and nothing happens; in print the words point at nothing.

    ## Example

    ```markdown
    ## The waggle dance {#sec:dance}

    We return to [the dance](#sec:dnace) below.
    ```

    ## Use instead

    ```markdown
    ## The waggle dance {#sec:dance}

    We return to [the dance](#sec:dance) below.
    ```
    """
    known = _known_identifiers(context)
    advice: dict[str, list[tuple[str, float]]] = {}

    def complain(name: str, written: str, span: Span, replace: Span | None, mark: str) -> Diagnostic:
        if name not in advice:
            advice[name] = _nearest(name, known)
        found = advice[name]
        fix = None
        if found and found[0][1] >= _VERY_LIKE and replace:
            fix = Fix(f"refer to {mark}{found[0][0]}", (Edit(replace, f"{mark}{found[0][0]}"),))
        message = f"Nothing has the identifier {written!r}" if name else "The # names no place"
        return Diagnostic("XRF001", Severity.ERROR, message, span, help=_advise(found), fix=fix)

    for text in context.texts:
        parsed = text.parsed
        for link in text.links.links:
            name = unquote(link.target[1:])
            if not link.target.startswith("#") or link.image or name in known or _GENERATED.fullmatch(name):
                continue
            span = parsed.place(link.target_start, link.target_end)
            in_place = (text.written(link.target_start, link.target_end) or "").startswith("#")
            yield complain(name, name, span, span if in_place else None, "#")
        for citation in parsed.citations:
            if citation.key.startswith(CROSS_REFERENCES) and citation.key not in known:
                yield complain(citation.key, citation.key, citation.span, citation.span, "@")


@rule("XRF002", Severity.WARNING, "A figure or table is never referred to")
def unreferenced_figure_or_table(context: Context) -> Iterator[Diagnostic]:
    """No sentence sends the reader to a figure or table.

    ## What it checks

    A figure or table with an identifier or a caption is linked to (`[words](#tbl:counts)`) anywhere in the article, or
    named in the prose around it, between the headings before and behind it: "the table", "Table 2", "the figure
    below", "this chart".

    ## Why it matters

    A figure that nobody speaks of is not part of the argument, and readers who cannot see it pass it by.

    ## Example

    ```markdown
    Colonies grew in most regions.

    | Region | Colonies |
    |--------|---------:|
    | North  |       12 |

    : Colonies by region {#tbl:colonies}
    ```

    ## Use instead

    ```markdown
    Colonies grew in most regions, as [the table below](#tbl:colonies) shows.
    ```
    """
    linked = {unquote(link.target[1:]) for text in context.texts for link in text.links.links}
    linked |= {citation.key for text in context.texts for citation in text.parsed.citations}
    for text in context.texts:
        for kind, name, words in context.keep("unspoken", text, tuple[_Unspoken, ...], partial(_unspoken, text)):
            if name and name in linked:
                continue
            yield Diagnostic(
                "XRF002",
                Severity.WARNING,
                f"No sentence refers to this {kind}",
                text.parsed.place(*words),
                help=f"Say in the text what it shows, and link to it: [the {kind} below](#{name or 'name'}).",
            )


@rule("XRF003", Severity.ERROR, "An identifier is given twice")
def repeated_identifier(context: Context) -> Iterator[Diagnostic]:
    """Two places of the article are given the same identifier.

    ## What it checks

    Every `{#identifier}` stands once in all sections together.

    ## Why it matters

    Links lead to the first of the two, so one place cannot be reached, and cross-references may name the wrong one.

    ## Example

    ```markdown
    ## Foraging {#sec:bees}

    ## Swarming {#sec:bees}
    ```

    ## Use instead

    ```markdown
    ## Foraging {#sec:foraging}

    ## Swarming {#sec:swarming}
    ```
    """
    first: dict[str, Span] = {}
    for text in context.texts:
        for anchor in text.anchors:
            if not anchor.given:
                continue
            span = text.parsed.place(anchor.start, anchor.end)
            earlier = first.setdefault(anchor.id, span)
            if earlier != span:
                yield Diagnostic(
                    "XRF003",
                    Severity.ERROR,
                    f"The identifier {anchor.id!r} is given twice",
                    span,
                    help="Give each place its own; links then have to follow.",
                    related=(Related(earlier, "first given here"),),
                )


@rule("XRF004", Severity.WARNING, "A footnote lacks its text or its mark", reads="text")
def dangling_footnote(context: Context) -> Iterator[Diagnostic]:
    """A footnote is called for and has no text, or has a text that nothing calls for, or two.

    ## What it checks

    In each section, every `[^label]` has one `[^label]: text`, and the other way round.

    ## Why it matters

    A mark without a text is printed as it is written; a text without a mark is not printed at all.

    ## Example

    ```markdown
    Bees count to four.[^cuonting]

    [^counting]: In the laboratory.
    ```

    ## Use instead

    ```markdown
    Bees count to four.[^counting]

    [^counting]: In the laboratory.
    ```
    """
    for text in context.texts:
        links = text.links
        defined: dict[str, Span] = {}
        called = {note.label for note in links.notes}
        for note in links.note_definitions:
            span = text.parsed.place(note.start, note.end)
            if note.label in defined:
                yield Diagnostic(
                    "XRF004",
                    Severity.WARNING,
                    f"The footnote {note.label!r} has two texts",
                    span,
                    help="Give one of them another label.",
                    related=(Related(defined[note.label], "the other text"),),
                )
            elif note.label not in called:
                yield Diagnostic(
                    "XRF004",
                    Severity.WARNING,
                    f"Nothing calls for the footnote {note.label!r}, so it is not printed",
                    span,
                    help=f"Write [^{note.label}] where it belongs, or remove the text.",
                )
            defined.setdefault(note.label, span)
        for note in links.notes:
            if note.label not in defined:
                yield Diagnostic(
                    "XRF004",
                    Severity.WARNING,
                    f"The footnote {note.label!r} has no text in this file",
                    text.parsed.place(note.start, note.end),
                    help=f"Write it in a paragraph of its own: [^{note.label}]: ...",
                )


def _known_identifiers(context: Context) -> dict[str, None]:
    """Identifiers of all texts as the article has them: of equal ones in several sections, the later are numbered."""
    known: dict[str, None] = {}
    count: dict[str, int] = {}
    for text in context.texts:
        for anchor in text.anchors:
            count[anchor.id] = number = count.get(anchor.id, 0) + 1
            known[anchor.id] = None
            if number > 1:
                known[f"{anchor.id}-{number}"] = None
    for section in context.manuscript.sections if context.manuscript else ():
        # A section without a heading of its own gets one from its title.
        known["-".join("".join(c if c.isalnum() else " " for c in section.title.lower()).split())] = None
    known |= dict.fromkeys(f"term-{entry.id}" for entry in context.project.glossary)
    return known


def _nearest(name: str, known: Iterable[str]) -> list[tuple[str, float]]:
    from rapidfuzz import fuzz, process

    found = process.extract(
        name.lower(), list(known), scorer=fuzz.ratio, processor=str.lower, limit=3, score_cutoff=_LIKE
    )
    return [(near, score) for near, score, _ in found]


def _advise(nearest: list[tuple[str, float]]) -> str:
    if not nearest:
        return "Give the place an identifier: {#name} behind a heading, an image's address or a table's caption."
    return f"Nearest: {', '.join(f'#{name}' for name, _ in nearest)}"


#: What kind of thing it is, its identifier, where it stands, and where its caption or identifier stands.
_Shown = tuple[str, str, int, int, tuple[int, int]]
#: Of such a thing: its kind, its identifier, and where its caption or identifier stands.
_Unspoken = tuple[str, str, tuple[int, int]]


def _unspoken(text: ReadText) -> tuple[_Unspoken, ...]:
    """Figures and tables of which the prose around them does not speak."""
    shown = sorted([*_captioned_tables(text), *_captioned_figures(text)], key=lambda item: item[2])
    if not shown:
        return ()
    headings = [heading.start for heading in text.parsed.headings]
    spoken = {kind: _spoken_places(text, pattern, shown) for kind, pattern in _SPOKEN.items()}
    return tuple(
        (kind, name, words)
        for kind, name, start, _, words in shown
        if not _between_same_headings(spoken[kind], start, headings)
    )


def _captioned_tables(text: ReadText) -> Iterator[_Shown]:
    for table in text.tables:
        if table.has_caption:
            start, end = min(table.start, table.caption_start), max(table.end, table.caption_end)
            yield "table", table.attributes.id, start, end, (table.caption_start, table.caption_end)


def _captioned_figures(text: ReadText) -> Iterator[_Shown]:
    for link in text.links.links:
        drawn = link.image and link.target.startswith(SCHEME)
        if link.image and (link.figure or link.attributes.id or drawn):
            words = (link.words_start, link.words_end) if link.words_end > link.words_start else (link.start, link.end)
            name = ANCHOR + link.target.removeprefix(SCHEME) if drawn and not link.attributes.id else link.attributes.id
            yield "figure", name, link.start, link.end, words


#: "figure" alone is a number more often than a picture.
_SPOKEN = {
    "table": re.compile(r"\btables?\b", re.IGNORECASE),
    "figure": re.compile(
        r"\bfig(?:ures?|s?\.)\s+\d|\b(?:the|this|these|that|our)\s+figures?\s+(?:above|below|shows?|on|here|gives?|plots?)\b"
        r"|\b(?:in|see|and|from)\s+the\s+figure\b|\bfigures?\s+(?:above|below|opposite)\b"
        r"|\b(?:chart|diagram|graph|plot|map|picture|image|photograph|photo|drawing|illustration|screenshot|timeline)s?\b",
        re.IGNORECASE,
    ),
}


def _spoken_places(text: ReadText, pattern: re.Pattern[str], shown: Sequence[_Shown]) -> list[int]:
    """Where the prose speaks of such things, their own words left out."""
    own = sorted([(table.start, table.end) for table in text.tables] + [(start, end) for _, _, start, end, _ in shown])
    begins = [start for start, _ in own]
    # Tables do not overlap; a figure may stand in one.
    ends = list(accumulate((end for _, end in own), max))
    places = []
    for match in pattern.finditer(text.parsed.prose):
        number = bisect_right(begins, match.start()) - 1
        if number < 0 or ends[number] <= match.start():
            places.append(match.start())
    return places


def _between_same_headings(places: list[int], start: int, headings: list[int]) -> bool:
    number = bisect_right(headings, start)
    first = bisect_left(places, headings[number - 1] if number else 0)
    return first < len(places) and (number == len(headings) or places[first] < headings[number])


RULES = (unknown_target, unreferenced_figure_or_table, repeated_identifier, dangling_footnote)
