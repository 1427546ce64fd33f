"""REF008 on: entries are complete and well formed for the style that prints them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from wellsourced.checks.context import Context
from wellsourced.checks.references import LINK_TO_DOI
from wellsourced.checks.registry import rule
from wellsourced.diagnostics import Diagnostic, Edit, Fix, Severity
from wellsourced.project.csl import DATE_VARIABLES, NAME_VARIABLES
from wellsourced.project.project import KeyPath, Reference

_BIBLIOGRAPHY = "references/bibliography.yaml"
#: Groups of variables of which an entry of the type needs one, to be found again: ISO 690:2021, 5 to 9, in CSL's words.
_NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "article-journal": (("container-title",), ("volume", "issue", "number", "DOI", "URL")),
    "article-magazine": (("container-title",),),
    "article-newspaper": (("container-title", "publisher"),),
    "book": (("publisher",),),
    "chapter": (("container-title",), ("publisher", "DOI")),
    "dataset": (("publisher", "DOI", "URL"),),
    "legal_case": (("authority", "container-title", "number"),),
    "paper-conference": (("container-title", "event-title", "event", "publisher"),),
    "patent": (("number",),),
    "post-weblog": (("URL",),),
    "report": (("publisher", "author"),),
    "standard": (("number", "title"),),
    "thesis": (("publisher",),),
    "webpage": (("URL",),),
}
#: What says who answers for a work; for a law, treaty or case its number or reporter does (project/status.py), and
#: where it has neither, title and date have to do.
_ISSUERS = frozenset(NAME_VARIABLES) | {"publisher", "authority", "container-title"}
_OFFICIAL = frozenset({"number", "volume", "section", "references", "container-title"})
_LEGAL = frozenset({"bill", "legal_case", "legislation", "regulation", "standard", "treaty"})


@rule("REF008", Severity.WARNING, "A cited entry lacks what its type needs", scope="article", reads="cited")
def incomplete_entry(context: Context) -> Iterator[Diagnostic]:
    """The style would print something that the entry does not have and a reader needs to find the work.

    ## What it checks

    For every cited work: the journal of an article, the publisher of a book or thesis, the collection of a chapter, the
    court or reporter of a case, the address of a web page and the like, if the article's citation style prints them for
    works of this type.

    ## Why it matters

    The entry cannot be found again; and what a made-up reference lacks is usually just this.

    ## Example

    ```yaml
    - id: steel2023
      type: article-journal
      title: Hash-based methods
    ```

    ## Use instead

    ```yaml
    - id: steel2023
      type: article-journal
      title: Hash-based methods
      container-title: Digital Investigation
      volume: 44
    ```
    """
    for number, reference in _cited(context):
        item = reference.item
        for group in _NEEDED.get(str(item.get("type")), ()):
            if any(item.get(variable) for variable in group):
                continue
            printed = context.registers.reach.printed({**item, **dict.fromkeys(group, "1")})
            wanted = [variable for variable in group if variable in printed]
            if wanted:
                yield Diagnostic(
                    "REF008",
                    Severity.WARNING,
                    f"{reference.id!r} is a work of type {item.get('type')!r} without {' or '.join(wanted)}",
                    context.project.where(_BIBLIOGRAPHY, "references", number, "id"),
                    help="Look it up, add it, and record what was seen in references/evidence.yaml.",
                )


@rule("REF009", Severity.ERROR, "An identifier or address is malformed", fix="unsafe", scope="article", reads="cited")
def malformed_identifier(context: Context) -> Iterator[Diagnostic]:
    """A DOI, ISBN, ISSN or web address of the bibliography cannot be right.

    ## What it checks

    The shape of `DOI` (`10.` and a registrant's number, a slash, the rest; not a link), of `URL` (http or https, with a
    host and without spaces), `PMID` and `PMCID`, and the check digits of `ISBN` and `ISSN`.

    ## Why it matters

    The link leads nowhere. Check digits exist because people mistype numbers; a machine that makes up an ISBN rarely
    gets its check digit right.

    ## Example

    ```yaml
    ISBN: 978-92-871-6320-5
    ```

    ## Use instead

    ```yaml
    ISBN: 978-92-871-6320-3
    ```
    """
    for number, reference in enumerate(context.project.references):
        for field, check in _IDENTIFIERS.items():
            value = reference.item.get(field)
            complaint = check(str(value).strip()) if value not in (None, "") else None
            if complaint is None:
                continue
            span = context.project.where(_BIBLIOGRAPHY, "references", number, field)
            fix = None
            bare = LINK_TO_DOI.sub("", str(value).strip())
            if field == "DOI" and bare != value and _check_doi(bare) is None:
                # The evidence was recorded for the entry as it is: an edit makes it stale, so it is not safe.
                fix = Fix(f"write {bare}", (Edit(span, bare),))
            yield Diagnostic(
                "REF009",
                Severity.ERROR,
                f"{field} of {reference.id!r}: {complaint}",
                span,
                help="Look it up again at the publisher, and record what was seen in references/evidence.yaml.",
                fix=fix,
            )


@rule(
    "REF010",
    Severity.ERROR,
    "The citation style would print an entry without title, year or issuer",
    scope="article",
    reads="cited",
)
def dead_style_branch(context: Context) -> Iterator[Diagnostic]:
    """The style has no branch that prints what the entry holds.

    ## What it checks

    The article's citation style is followed through its macros and conditions for every cited work: does it reach the
    title, the date (or, for a web page, the date of access), and somebody who answers for the work: author, editor,
    publisher, journal, court; for laws, treaties, cases and standards the official number will do?

    ## Why it matters

    Many styles were written for journals. They print a treaty as a bare title, or a case without its court, and say
    nothing.

    ## Example

    A treaty in a style that knows no type `treaty` and prints neither its number nor its depositary.

    ## Use instead

    Another style, a variable that this style does print (`publisher` beside `authority`), or a style of the project's
    own in references/styles that has the branch.
    """
    for number, reference in _cited(context):
        printed = context.registers.reach.printed(reference.item)
        missing = list(_missing(reference.item, printed))
        if missing:
            style = context.project.article.style
            yield Diagnostic(
                "REF010",
                Severity.WARNING,
                f"The style {style!r} prints {reference.id!r} without its {' and its '.join(missing)}",
                context.project.where(_BIBLIOGRAPHY, "references", number, "id"),
                help=f"`wellsourced refs show {reference.id}` shows what is printed. It prints: "
                + (", ".join(sorted(printed)) or "nothing"),
            )


@rule("REF012", Severity.ERROR, "An entry holds an impossible date or an empty name", scope="article", reads="cited")
def impossible_entry(context: Context) -> Iterator[Diagnostic]:
    """A date of the bibliography is not in the calendar, lies in the future, or a name has no letters.

    ## What it checks

    `date-parts` hold a year, and a month and day that exist in it, the second of a range not before the first; `issued`
    is not later than today; every name has a `family` or a `literal`.

    ## Why it matters

    Styles print such an entry as if nothing were wrong: "31 February", or a work by nobody.

    ## Example

    ```yaml
    issued: {date-parts: [[2023, 2, 31]]}
    ```

    ## Use instead

    ```yaml
    issued: {date-parts: [[2023, 2, 28]]}
    ```
    """
    for number, reference in enumerate(context.project.references):
        for keys, complaint in _impossible(reference.item, context.today):
            span = context.project.where(_BIBLIOGRAPHY, "references", number, *keys)
            yield Diagnostic("REF012", Severity.ERROR, f"{reference.id!r}: {complaint}", span)


def _cited(context: Context) -> Iterator[tuple[int, Reference]]:
    ids = {context.project.reference_aliases.get(key, key) for key in context.cited_keys}
    for number, reference in enumerate(context.project.references):
        if reference.id in ids:
            yield number, reference


def _missing(item: Mapping[str, Any], printed: frozenset[str]) -> Iterator[str]:
    if item.get("title") and not printed & {"title", "title-short"}:
        yield "title"
    dates = {"issued", "original-date"} | ({"accessed"} if item.get("accessed") else set())
    if item.get("issued") and not printed & dates:
        yield "year"
    legal = item.get("type") in _LEGAL
    if any(item.get(variable) for variable in (_OFFICIAL if legal else _ISSUERS)) and not printed & (
        _ISSUERS | _OFFICIAL if legal else _ISSUERS
    ):
        yield "official number" if legal else "author or issuer"


def _check_doi(doi: str) -> str | None:
    if LINK_TO_DOI.match(doi):
        return "this is a link; a DOI begins with 10."
    # DOI handbook, 2.2: prefix 10. with a registrant code, a slash, a suffix of printable characters.
    if not re.fullmatch(r"10\.\d{4,9}(?:\.\d{1,9}){0,4}/[!-~]{1,300}|10\.\d{4,9}/\S{1,300}", doi):
        return f"{doi[:60]!r} is not a DOI (10.1234/abc)"
    return None


def _check_isbn(isbn: str) -> str | None:
    from stdnum import isbn as numbers

    return None if all(numbers.is_valid(part) for part in isbn.split()) else _not_valid("ISBN", isbn)


def _check_issn(issn: str) -> str | None:
    from stdnum import issn as numbers

    parts = [part for part in re.split(r"[,;\s]+", issn) if part]
    return None if all(numbers.is_valid(part) for part in parts) else _not_valid("ISSN", issn)


def _not_valid(kind: str, written: str) -> str:
    return f"{written[:40]!r} is no {kind}: a digit is missing or mistyped (the check digit does not fit)"


def _check_url(url: str) -> str | None:
    from urllib.parse import urlsplit

    if re.search(r"\s", url):
        return "the address holds white space"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"the address cannot be read: {error}"
    if parts.scheme not in ("http", "https"):
        return f"the address begins with {parts.scheme or 'no scheme'!r}, not with http or https"
    if not host or "." not in host.strip(".") or ".." in host:
        return "the address names no host"
    return None


def _check_pmid(pmid: str) -> str | None:
    return None if re.fullmatch(r"[1-9]\d{0,8}", pmid) else f"{pmid[:40]!r} is no PubMed id (digits)"


def _check_pmcid(pmcid: str) -> str | None:
    return None if re.fullmatch(r"(?:PMC)?\d{1,9}", pmcid) else f"{pmcid[:40]!r} is no PMC id (PMC and digits)"


_IDENTIFIERS: Mapping[str, Callable[[str], str | None]] = {
    "DOI": _check_doi,
    "ISBN": _check_isbn,
    "ISSN": _check_issn,
    "URL": _check_url,
    "PMID": _check_pmid,
    "PMCID": _check_pmcid,
}


def _impossible(item: Mapping[str, Any], today: date | None) -> Iterator[tuple[KeyPath, str]]:
    for variable in NAME_VARIABLES:
        for place, name in enumerate(item.get(variable) or ()):
            if not any(str(name.get(part) or "").strip() for part in ("family", "literal", "given")):
                yield (variable, place), f"a name in `{variable}` has neither `family` nor `literal`"
    for variable in DATE_VARIABLES:
        value = item.get(variable)
        parts = value.get("date-parts") or () if isinstance(value, Mapping) else ()
        days = [_first_day(part) for part in parts]
        if None in days:
            yield (variable,), f"`{variable}` holds a date that is not in the calendar"
        elif len(days) == 2 and days[0] and days[1] and days[1] < days[0]:
            yield (variable,), f"`{variable}` ends before it begins"
        elif variable in ("issued", "accessed") and today and days and days[0] and days[0] > today:
            yield (variable,), f"`{variable}` lies in the future"


def _first_day(parts: tuple[int | str, ...]) -> date | None:
    """The first day of a year, month or day; None where there is none such. Years before 1 CE are let be."""
    try:
        numbers = [int(part) for part in parts]
        return date(numbers[0], *([*numbers[1:], 1, 1][:2])) if numbers[0] > 0 else date.min
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


RULES = (incomplete_entry, malformed_identifier, dead_style_branch, impossible_entry)
