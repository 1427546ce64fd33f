"""RIS, the tagged lines that every reference manager reads, from CSL items.

Source: "RIS Format Specifications", Research Information Systems, 2001 and 2011 revisions: a tag of two characters, two
spaces, a hyphen, a space; `TY` first, `ER` last; lines end with CR LF.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wellsourced.publish.metadata.record import clean, date_of_item

_LINE_END = "\r\n"
#: CSL type -> RIS type; what is not listed is GEN, a generic work.
_TYPES = {
    "article": "RPRT",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "entry": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal_communication": "PCOMM",
    "post": "ICOMM",
    "post-weblog": "BLOG",
    "regulation": "LEGAL",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "SOUND",
    "speech": "CPAPER",
    "standard": "STAND",
    "thesis": "THES",
    "treaty": "LEGAL",
    "webpage": "ELEC",
}
#: RIS tag -> CSL variables, of which the first that the item has is written.
_TAGS = {
    "TI": ("title",),
    "ST": ("title-short",),
    "T2": ("container-title", "collection-title", "event-title"),
    "JA": ("container-title-short",),
    "VL": ("volume",),
    "IS": ("issue", "number"),
    "ET": ("edition", "version"),
    "PB": ("publisher", "authority"),
    "CY": ("publisher-place", "event-place"),
    "SE": ("section", "chapter-number"),
    "SN": ("ISBN", "ISSN"),
    "DO": ("DOI",),
    "LA": ("language",),
    "AB": ("abstract",),
    "M3": ("genre",),
}
_NAMES = {"AU": "author", "A2": "editor", "A3": "collection-editor", "A4": "translator"}


def write_ris(items: Sequence[Mapping[str, Any]]) -> str:
    """One record an item, a blank line between them."""
    return _LINE_END.join("".join(f"{tag}  - {value}{_LINE_END}" for tag, value in _record(item)) for item in items)


def _record(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Tags and values. A value is one line: a second one could pass for a tag of its own."""
    yield "TY", _TYPES.get(str(item.get("type")), "GEN")
    yield "ID", clean(item.get("id", ""))
    for tag, variable in _NAMES.items():
        for name in item.get(variable, ()):
            yield tag, _name(name)
    for tag, variables in _TAGS.items():
        value = next((item[variable] for variable in variables if item.get(variable) not in (None, "")), None)
        if value is not None:
            yield tag, clean(value)
    yield from _dates(item)
    yield from _pages(str(item.get("page") or ""))
    if address := item.get("URL"):
        yield "UR", clean(address)
    for keyword in str(item.get("keyword") or "").split(","):
        if word := clean(keyword):
            yield "KW", word
    yield "ER", ""


def _name(name: Mapping[str, Any]) -> str:
    """`Family, Given, Suffix`. A name of one part ends in a comma, or readers take its last word for a family name."""
    if name.get("literal"):
        return f"{clean(name['literal'])},"
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"), name.get("family"))
    family = " ".join(str(part) for part in particles if part)
    parts = [clean(part) for part in (family, name.get("given"), name.get("suffix")) if part]
    return ", ".join(parts) if len(parts) > 1 else f"{''.join(parts)},"


def _dates(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Dates are `YYYY/MM/DD/other`, the slashes always there; the year once more on its own."""
    if issued := date_of_item(item):
        yield "PY", issued[:4]
        yield "DA", _date(issued)
    if accessed := date_of_item(item, "accessed"):
        yield "Y2", _date(accessed)


def _date(iso: str) -> str:
    return f"{'/'.join((*iso.split('-'), '', '')[:3])}/"


def _pages(pages: str) -> Iterator[tuple[str, str]]:
    first, _, last = pages.replace("–", "-").partition("-")
    if clean(first):
        yield "SP", clean(first)
    if clean(last):
        yield "EP", clean(last)
