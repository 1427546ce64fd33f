"""Sections as a reviewer reads them: claim by claim, each with what it cites, uses and names."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from wellsourced.checks.context import CROSS_REFERENCES, Context, ReadText
from wellsourced.diagnostics import Diagnostic, Span
from wellsourced.manuscript.attribution import Attribution
from wellsourced.manuscript.model import Citation, ParsedText
from wellsourced.project.project import Project
from wellsourced.review.dossier import CitedWork, Claim, Cluster, Note, Place, Section, Standing
from wellsourced.review.wording import TextParts, WrittenCluster, plain_text

#: From worst to best: a claim stands as its worst source does.
STANDINGS: tuple[Standing, ...] = (
    *("unknown", "retracted", "disputed", "unverified", "stale", "partial", "verified", "uncited", "none"),
)


@dataclass(frozen=True)
class _Statement:
    """A sentence or table row at `text[start:end]`, with the clusters that begin in it or stand alone behind it."""

    start: int
    end: int
    span: Span
    clusters: tuple[WrittenCluster, ...]
    facts: tuple[str, ...]
    kinds: tuple[str, ...]


def collect_sections(context: Context, diagnostics: Iterable[Diagnostic]) -> tuple[Section, ...]:
    """The abstract, if there is one, and every section, in reading order. Linear in the length of the texts."""
    manuscript = context.manuscript
    if manuscript is None:
        return ()
    by_path: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        by_path.setdefault(diagnostic.span.path, []).append(diagnostic)
    read = {id(text.parsed): text for text in context.texts}
    taken: Counter[str] = Counter()
    sections = []
    if manuscript.abstract:
        # What is wrong with its words is found in article.yaml as it is written there, and told with that file.
        sections.append(_collect(context, "Abstract", manuscript.abstract, None, (), taken))
    for section in manuscript.sections:
        found = [diagnostic for path in section.parsed.files for diagnostic in by_path.get(path, ())]
        sections.append(_collect(context, section.title, section.parsed, read.get(id(section.parsed)), found, taken))
    return tuple(sections)


def make_note(diagnostic: Diagnostic) -> Note:
    """A diagnostic as the dossier keeps it."""
    return Note(
        diagnostic.code, diagnostic.severity, diagnostic.message, diagnostic.help, make_place(diagnostic.span)
    )  # fmt: skip


def make_place(span: Span) -> Place:
    """A span as the dossier keeps it."""
    return Place(span.path, span.line, span.column, span.end_line, span.end_column, span.unit)


def normalise_words(text: str) -> str:
    """Words only, in small letters: what two states of a sentence are compared by."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def _collect(
    context: Context,
    title: str,
    parsed: ParsedText,
    read: ReadText | None,
    diagnostics: Sequence[Diagnostic],
    taken: Counter[str],
) -> Section:
    stem = "abstract" if parsed.path.startswith("article/") else parsed.path.rsplit("/", 1)[-1].removesuffix(".md")
    name = re.sub(r"[^A-Za-z0-9]+", "-", stem).strip("-").casefold() or "section"
    parts = TextParts(parsed, CROSS_REFERENCES, context.project.fact_aliases)
    attribution = context.attributions[read] if read else Attribution(parsed)
    statements = tuple(_divide(parts, attribution, _kinds(context, read)))
    inside, outside = _assign(diagnostics, statements)
    named = _named(context, read, statements)
    headings = [(heading.start, heading.text) for heading in parsed.headings]
    claims: list[Claim] = []
    for number, statement in enumerate(statements):
        notes = inside.get(number, ())
        claimed = bool(statement.kinds or statement.clusters or statement.facts)
        if not claimed and not notes:
            continue
        here = tuple(citation for cluster in statement.clusters for citation, _ in cluster.citations)
        near = () if here or not claimed else _vouching(attribution, statement)
        runs = parts.runs(statement.start, statement.end)
        text = plain_text(runs)
        claims.append(
            Claim(
                id=_identify(name, text, taken),
                place=make_place(statement.span),
                heading=_heading_above(headings, statement.start),
                kinds=statement.kinds,
                text=text,
                runs=runs,
                clusters=tuple(_cluster(context.project, cluster, parsed) for cluster in statement.clusters),
                near=tuple(dict.fromkeys(_known(context.project, near))),
                facts=statement.facts,
                instruments=named.get(number, ()),
                cited="here" if here else "near" if near else "nowhere",
                standing=_standing(context, here or near) if here or near else "uncited" if claimed else "none",
                diagnostics=tuple(map(make_note, notes)),
            )
        )
    standings = Counter(claim.standing for claim in claims)
    return Section(
        id=_free(f"section-{name}", taken),
        title=title,
        path=parsed.path,
        words=parsed.words,
        sentences=len(statements),
        other=len(statements) - sum(claim.standing != "none" for claim in claims),
        standings={standing: standings[standing] for standing in STANDINGS if standings[standing]},
        claims=tuple(claims),
        diagnostics=tuple(map(make_note, outside)),
    )


def _divide(
    parts: TextParts, attribution: Attribution, kinds: Sequence[tuple[int, tuple[str, ...]]]
) -> Iterator[_Statement]:
    """Sentences and table rows, with the citations that belong to them."""
    ends = [end for end, _ in kinds]
    for start, end in _ranges(parts, attribution):
        found = kinds[bisect_left(ends, start) : bisect_left(ends, end)]
        yield _Statement(
            start,
            end,
            parts.parsed.place(start, end),
            parts.clusters_between(start, end),
            parts.facts_between(*parts.parsed.map.source_range(start, end)),
            tuple(dict.fromkeys(kind for _, each in found for kind in each)),
        )


def _ranges(parts: TextParts, attribution: Attribution) -> list[tuple[int, int]]:
    """Where each statement begins and ends, in order.

    Sentences are cut in prose without its citation keys. So one that opens with `@key` begins behind it, and brackets
    behind a full stop open the sentence after: both are put where their author meant them.
    """
    text = parts.parsed.text
    ranges = [
        [start, end]
        for passage in attribution.passages
        for start, end in (
            [(passage.start, passage.end)]
            if passage.kind in ("row", "head")
            else [(sentence.start, sentence.end) for sentence in passage.sentences]
        )
    ]
    starts = [start for start, _ in ranges]
    alone: list[list[int]] = []
    for cluster in parts.clusters:
        number = bisect_right(starts, cluster.start) - 1
        own = ranges[number] if number >= 0 else None
        after = ranges[number + 1] if number + 1 < len(ranges) else None
        if own and cluster.start < own[1]:
            before = ranges[number - 1] if number else None
            leads = text[cluster.start] == "[" and not text[own[0] : cluster.start].strip()
            if before and leads and _adjoin(text, before[1], cluster.start):
                before[1] = cluster.end
                own[0] = _skip_space(text, cluster.end, own[1])
        elif after and _adjoin(text, cluster.end, after[0]):
            after[0] = min(after[0], cluster.start)
        elif own and _adjoin(text, own[1], cluster.start):
            own[1] = cluster.end
        else:
            alone.append([cluster.start, cluster.end])

    return sorted((start, end) for start, end in (*ranges, *alone) if end > start)


def _adjoin(text: str, end: int, start: int) -> bool:
    """Whether nothing but white space within one paragraph stands between two places."""
    between = text[end : max(end, start)]
    return not between.strip() and between.count("\n") < 2


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _kinds(context: Context, read: ReadText | None) -> Sequence[tuple[int, tuple[str, ...]]]:
    """(The last letter of a claim, what makes it one), in order: where it begins depends on whose a citation is."""
    return [(claim.end - 1, claim.kinds) for claim in context.claims[read]] if read else ()


def _vouching(attribution: Attribution, statement: _Statement) -> tuple[Citation, ...]:
    found = attribution.sources_of(statement.start, statement.end)
    return tuple(citation for citation in found if not citation.key.startswith(CROSS_REFERENCES))


def _known(project: Project, citations: Iterable[Citation]) -> Iterator[str]:
    for citation in citations:
        if reference := project.resolve_reference(citation.key):
            yield reference.id


def _named(context: Context, read: ReadText | None, statements: Sequence[_Statement]) -> dict[int, tuple[str, ...]]:
    """Number of a statement -> ids of the instruments named in it."""
    found: dict[int, dict[str, None]] = {}
    starts = [statement.start for statement in statements]
    for named in context.named[read] if read else ():
        number = bisect_right(starts, named.mention.start) - 1
        if named.instrument and number >= 0 and named.mention.start < statements[number].end:
            found.setdefault(number, {})[named.instrument.id] = None
    return {number: tuple(ids) for number, ids in found.items()}


def _assign(
    diagnostics: Sequence[Diagnostic], statements: Sequence[_Statement]
) -> tuple[dict[int, list[Diagnostic]], list[Diagnostic]]:
    """Diagnostics by the number of the statement in which they begin, and those in none."""
    order = sorted(range(len(statements)), key=lambda number: statements[number].span)
    # Sentences of an included file have a path of their own.
    starts = [(span.path, span.line, span.column) for span in (statements[number].span for number in order)]
    inside: dict[int, list[Diagnostic]] = {}
    outside: list[Diagnostic] = []
    for diagnostic in diagnostics:
        begin = (diagnostic.span.path, diagnostic.span.line, diagnostic.span.column)
        place = bisect_right(starts, begin) - 1
        span = statements[order[place]].span if place >= 0 else None
        if span and begin < (span.path, span.end_line, span.end_column):
            inside.setdefault(order[place], []).append(diagnostic)
        else:
            outside.append(diagnostic)
    return inside, outside


def _cluster(project: Project, cluster: WrittenCluster, parsed: ParsedText) -> Cluster:
    works = tuple(
        CitedWork(citation.key, reference.id if (reference := project.resolve_reference(citation.key)) else None, where)
        for citation, where in cluster.citations
    )
    return Cluster(" ".join(parsed.text[cluster.start : cluster.end].split()), works)


def _standing(context: Context, citations: Iterable[Citation]) -> Standing:
    """The worst status of the works cited."""
    found: set[str] = set()
    for citation in citations:
        reference = context.project.resolve_reference(citation.key)
        found.add(str(context.registers.status(reference.id).status) if reference else "unknown")
    return next(standing for standing in STANDINGS if standing in found)


def _heading_above(headings: Sequence[tuple[int, str]], offset: int) -> str:
    number = bisect_right(headings, offset, key=lambda heading: heading[0]) - 1
    return headings[number][1] if number >= 0 else ""


def _identify(name: str, text: str, taken: Counter[str]) -> str:
    words = hashlib.sha256(normalise_words(text).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return _free(f"claim-{name}-{words}", taken)


def _free(wanted: str, taken: Counter[str]) -> str:
    taken[wanted] += 1
    return wanted if taken[wanted] == 1 else f"{wanted}-{taken[wanted]}"
