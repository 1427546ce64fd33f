"""REF: what is cited is vouched for, once, and used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from wellsourced.checks.context import Context
from wellsourced.checks.glossary import sources
from wellsourced.checks.registry import rule
from wellsourced.diagnostics import Diagnostic, Related, Severity, Span
from wellsourced.manuscript.model import Citation
from wellsourced.project.project import Reference
from wellsourced.project.status import Status

_BIBLIOGRAPHY = "references/bibliography.yaml"
#: What people write before a DOI: the resolver's address, or "doi:".
LINK_TO_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
#: rapidfuzz ratio (0-100) of normalised titles from which two entries of one year are near-identical.
_SAME_TITLE = 93
#: Entries of one block are compared with so many neighbours in order of title: linear even if all titles begin alike.
_NEIGHBOURS = 20


@rule("REF001", Severity.ERROR, "A cited reference is unverified", reads="text")
def cites_unverified(context: Context) -> Iterator[Diagnostic]:
    """Nothing proves that the cited source exists and is what its entry says.

    ## What it checks

    The status of every cited reference, derived from `references/evidence.yaml`: it is `unverified` when neither
    title, issuer nor year is confirmed by one primary or two independent secondary records. Reported at the first
    citation of each text.

    ## Why it matters

    Reference lists written by machines, and some written by people, hold works that do not exist.

    ## Example

    A citation of an entry without any evidence.

    ## Use instead

    Look the source up, record what you saw (`url`, `kind`, `confirms`, `seen`, `fingerprint`) in
    `references/evidence.yaml`, or cite a source that is verified.
    """
    yield from _cited_with(context, "REF001", Status.UNVERIFIED, "is not verified by anything")


@rule("REF002", Severity.ERROR, "A cited reference is only partly verified", reads="text")
def cites_partial(context: Context) -> Iterator[Diagnostic]:
    """Some of title, issuer and year of the cited source are proved, others not.

    ## What it checks

    The status of every cited reference is not `partial`. Reported at the first citation of each text.

    ## Why it matters

    A wrong year or author on a real title is the commonest form of a reference that nobody looked up.

    ## Example

    A citation of a report whose year was only seen on one secondary page.

    ## Use instead

    Add the missing evidence, or cite a source that is verified.
    """
    yield from _cited_with(context, "REF002", Status.PARTIAL, "is only partly verified")


@rule("REF003", Severity.ERROR, "A cited reference changed after it was verified", reads="text")
def cites_stale(context: Context) -> Iterator[Diagnostic]:
    """The entry was edited after it was checked, or its evidence is due for review.

    ## What it checks

    The fingerprint of every record of evidence is that of the entry as it stands, and its `review_after` has not
    passed. Reported at the first citation of each text.

    ## Why it matters

    What was verified is not what is printed.

    ## Example

    A title that was shortened after the look-up.

    ## Use instead

    Undo the edit, or look the source up again and record it with the present fingerprint.
    """
    yield from _cited_with(context, "REF003", Status.STALE, "changed after it was verified, or its evidence is too old")


@rule("REF004", Severity.ERROR, "A cited reference is disputed", reads="text")
def cites_disputed(context: Context) -> Iterator[Diagnostic]:
    """An authority gives another value for a field of the cited source.

    ## What it checks

    No current record of evidence of a cited reference has `disputes`. Reported at the first citation of each text.

    ## Why it matters

    The entry or the authority is wrong; printing the entry decides the matter without saying so.

    ## Example

    A journal article dated 2022 that its publisher dates 2023.

    ## Use instead

    Correct the entry and check it again, or record why the authority errs.
    """
    yield from _cited_with(context, "REF004", Status.DISPUTED, "is disputed by an authority")


@rule("REF005", Severity.ERROR, "A cited reference is retracted", reads="text")
def cites_retracted(context: Context) -> Iterator[Diagnostic]:
    """The cited work was withdrawn by its publisher.

    ## What it checks

    No record of evidence of a cited reference has the notice `retraction`. Reported at the first citation of each text.

    ## Why it matters

    A retracted finding supports nothing.

    ## Example

    A citation of a study that its journal has retracted.

    ## Use instead

    Another source; or excuse the line with the reason if the retraction itself is the subject.
    """
    yield from _cited_with(context, "REF005", Status.RETRACTED, "is retracted")


@rule("REF006", Severity.WARNING, "Two entries are one work", scope="article", reads="cited")
def duplicate_reference(context: Context) -> Iterator[Diagnostic]:
    """Two entries of the bibliography describe the same work.

    ## What it checks

    Entries with the same DOI; and entries of one year whose titles are near-identical, with the same figures in them,
    unless their DOIs or their authors differ.

    ## Why it matters

    The reference list prints the work twice, and one source looks like two.

    ## Example

    ```yaml
    - id: wolak2008
      title: Online predators and their victims
    - id: wolak2008b
      title: Online predators and their victims.
    ```

    ## Use instead

    One entry; the other id goes into its `aliases`, so that citations keep working.
    """
    for first, second, ground in find_duplicates(context.project.references):
        yield Diagnostic(
            "REF006",
            Severity.WARNING,
            f"{second.id!r} seems to be the same work as {first.id!r}: {ground}",
            second.span,
            help=f"Keep one entry and put the other id into its aliases: `aliases: [{second.id}]`.",
            related=(Related(first.span, f"{first.id!r} is here"),),
        )


@rule("REF007", Severity.INFO, "A reference is not cited", scope="article")
def unused_reference(context: Context) -> Iterator[Diagnostic]:
    """An entry of the bibliography is cited nowhere.

    ## What it checks

    Every reference is cited by at least one section or by the glossary, or is the source of a fact that a section uses.

    ## Why it matters

    Nothing is wrong with a well-stocked bibliography; an author may have forgotten the citation.

    ## Example

    An entry `moore2008takedown` that no section cites.

    ## Use instead

    Cite it, remove it, or leave it for later: this is only information.
    """
    project = context.project
    cited = {c.key for text in context.texts for c in text.parsed.citations}
    used = {project.reference_aliases.get(key, key) for key in cited}
    for text in context.texts:
        for use in text.parsed.facts:
            if fact := project.resolve_fact(use.id):
                used.add(project.reference_aliases.get(fact.source, fact.source))
    used.update(reference.id for entry in project.glossary for reference in sources(project, entry))
    for number, reference in enumerate(project.references):
        if reference.id not in used:
            span = project.where(_BIBLIOGRAPHY, "references", number, "id")
            yield Diagnostic("REF007", Severity.INFO, f"{reference.id!r} is cited nowhere", span)


def find_duplicates(references: tuple[Reference, ...]) -> Iterator[tuple[Reference, Reference, str]]:
    """Pairs that are one work, earlier entry first, and the ground. Linear in the number of entries."""
    known: set[tuple[str, str]] = set()
    by_doi: dict[str, Reference] = {}
    for reference in references:
        if doi := _doi(reference.item):
            earlier = by_doi.setdefault(doi, reference)
            if earlier is not reference:
                known.add((earlier.id, reference.id))
                yield earlier, reference, f"both have the DOI {doi}"
    blocks: dict[tuple[str, str], list[tuple[str, int]]] = {}
    titles = [_title(reference.item) for reference in references]
    keys: tuple[Callable[[str], str], ...] = (lambda t: f"<{t[:12]}", lambda t: f"{t[-12:]}>")
    for number, (reference, title) in enumerate(zip(references, titles, strict=True)):
        if title:
            for key in keys:
                blocks.setdefault((_year(reference.item), key(title)), []).append((title, number))
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        block.sort()
        for place, (title, number) in enumerate(block):
            for other_title, other in block[place + 1 : place + 1 + _NEIGHBOURS]:
                pair = (min(number, other), max(number, other))
                if pair not in pairs and _alike(title, other_title) and _may_be_one(*(references[n] for n in pair)):
                    pairs.add(pair)
    for a, b in sorted(pairs):
        if (references[a].id, references[b].id) not in known:
            yield references[a], references[b], "near-identical title, same year"


def _cited_with(context: Context, code: str, status: Status, is_so: str) -> Iterator[Diagnostic]:
    for text in context.texts:
        seen: dict[str, list[Citation]] = {}
        for citation in text.parsed.citations:
            if reference := context.project.resolve_reference(citation.key):
                seen.setdefault(reference.id, []).append(citation)
        for reference_id, citations in seen.items():
            report = context.registers.status(reference_id)
            if report.status is not status:
                continue
            reference = context.project.reference_by_id[reference_id]
            more = f" (cited {len(citations)} times in this text)" if len(citations) > 1 else ""
            yield Diagnostic(
                code,
                Severity.ERROR,
                f"{reference_id!r} {is_so}{more}",
                citations[0].span,
                help="; ".join(report.why) or "Record evidence in references/evidence.yaml.",
                related=(Related(_entry(reference), reference.title or "the entry"),),
            )


def _entry(reference: Reference) -> Span:
    span = reference.span
    return Span(span.path, span.line, span.column, span.line, span.column)


def _doi(item: dict[str, Any]) -> str:
    doi = str(item.get("DOI") or "").strip().lower()
    return LINK_TO_DOI.sub("", doi).rstrip(".")


def _title(item: dict[str, Any]) -> str:
    title = unicodedata.normalize("NFKD", str(item.get("title") or "")).casefold()
    title = "".join(c for c in title if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", re.sub(r"<[^>]*>|['’]", "", title)))


def _year(item: dict[str, Any]) -> str:
    issued = item.get("issued") or {}
    parts = issued.get("date-parts") or () if isinstance(issued, dict) else ()
    return str(parts[0][0]) if parts and parts[0] else ""


def _authors(item: dict[str, Any]) -> frozenset[str]:
    return frozenset(
        word
        for name in item.get("author") or ()
        for word in re.findall(r"\w{3,}", str(name.get("family") or name.get("literal") or "").casefold())
    )


def _alike(a: str, b: str) -> bool:
    if a == b:
        return True
    if re.findall(r"\d+", a) != re.findall(r"\d+", b):
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(a, b, score_cutoff=_SAME_TITLE) > 0


def _may_be_one(a: Reference, b: Reference) -> bool:
    """Different DOIs, numbers of one kind of document or authors without a common word: two works of one name."""
    if _doi(a.item) and _doi(b.item) and _doi(a.item) != _doi(b.item):
        return False
    numbers = [str(item.get("number") or "").casefold() for item in (a.item, b.item)]
    if all(numbers) and numbers[0] != numbers[1]:
        return False
    authors = [_authors(item) for item in (a.item, b.item)]
    return not all(authors) or bool(authors[0] & authors[1])


RULES = (
    cites_unverified,
    cites_partial,
    cites_stale,
    cites_disputed,
    cites_retracted,
    duplicate_reference,
    unused_reference,
)
