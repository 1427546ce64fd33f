"""A CSL-JSON item as a typed JATS citation: `element-citation`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wellsourced.project.csl import NAME_VARIABLES
from wellsourced.publish.jats.inlines import external_link
from wellsourced.publish.jats.people import write_name
from wellsourced.publish.jats.xml import Element, append, element
from wellsourced.publish.links_and_words import safe_address
from wellsourced.publish.metadata.record import bare_doi

#: CSL types (CSL 1.0.2, appendix III) -> `publication-type` (JATS 1.3 Tag Library; JATS4R on data, software and
#: preprints). A type that is missing here goes by its CSL name.
_TYPES = {
    "article-journal": "journal",
    "article-magazine": "magazine",
    "article-newspaper": "newspaper",
    "book": "book",
    "chapter": "book",
    "classic": "book",
    "collection": "book",
    "dataset": "data",
    "entry-dictionary": "book",
    "entry-encyclopedia": "book",
    "paper-conference": "confproc",
    "post": "web",
    "post-weblog": "web",
    "review": "journal",
    "review-book": "journal",
    "webpage": "web",
}
#: Roles of persons (CSL 1.0.2, name variables) whose `person-group-type` has another name.
_ROLES = {"container-author": "author", "collection-editor": "editor", "editorial-director": "editor"}
#: Types whose title is a work of its own even where something contains it.
_SOURCES = frozenset({"book", "classic", "collection", "thesis", "software", "standard", "patent", "report"})
#: What a year must look like for JATS4R's "Data citations" to take it as a number.
_YEAR = re.compile(r"1[4-9]\d\d|20\d\d")
_PAGES = re.compile(r"([A-Za-z]*\d+[A-Za-z]*)\s*(?:[-–—]+)\s*([A-Za-z]*\d+[A-Za-z]*)")
_PAGE = re.compile(r"[ivxlc]+|\d+")
#: Tags that CSL allows in a field (citeproc-js manual, "HTML-like formatting tags"), and the elements they stand for.
_TAG = re.compile(r"(</?(?:i|b|sup|sub|sc|span)(?:\s[^<>]*)?>)")
_ELEMENTS = {"i": "italic", "b": "bold", "sup": "sup", "sub": "sub", "sc": "sc"}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def publication_type(item: Mapping[str, Any]) -> str:
    """The `publication-type` of an item."""
    kind = str(item.get("type") or "document")
    if kind == "article":
        return "preprint" if _is_preprint(item) else "document"
    return _TYPES.get(kind, kind.replace("_", "-"))


def write_citation(item: Mapping[str, Any]) -> Element | None:
    """The item's fields; None where it has none that JATS has an element for."""
    kind = publication_type(item)
    language = str(item.get("language") or "")
    attributes = {"publication-type": kind, "xml:lang": language if _LANGUAGE.fullmatch(language) else None}
    citation = element("element-citation", attributes)
    append(
        citation, *_persons(item), *_titles(item, kind), *_dates(item), *_places(item, kind), *_publishers(item, kind)
    )
    append(citation, *_identifiers(item), *_access(item))
    return citation if len(citation) else None


def _text(item: Mapping[str, Any], variable: str) -> str | None:
    """A field as plain text: CSL allows a few tags in titles."""
    value = item.get(variable)
    return " ".join(_TAG.sub("", str(value)).split()) or None if value is not None else None


def _field(tag: str, words: str | None, attributes: Mapping[str, str | None] | None = None) -> list[Element]:
    return [element(tag, attributes, words)] if words else []


def _title(tag: str, item: Mapping[str, Any], variable: str) -> list[Element]:
    """A title with its emphasis. Tags that do not fit together are left out."""
    words = " ".join(str(item.get(variable) or "").split())
    if not words:
        return []
    written = element(tag)
    open_elements = [("", written)]
    for piece in _TAG.split(words):
        name = _TAG.fullmatch(piece) and re.sub(r"[</>]|\s.*", "", piece)
        if not name:
            append(open_elements[-1][1], piece)
        elif not piece.startswith("</"):
            if name in _ELEMENTS:
                inner = element(_ELEMENTS[name])
                append(open_elements[-1][1], inner)
                open_elements.append((name, inner))
        elif open_elements[-1][0] == name:
            open_elements.pop()
    return [written]


def _is_preprint(item: Mapping[str, Any]) -> bool:
    """Whether the item has what JATS4R ("Preprint citations") wants of a preprint; an "article" may be anything."""
    source = item.get("container-title") or item.get("publisher") or item.get("archive")
    place = item.get("DOI") or item.get("URL")
    return bool(item.get("author") and item.get("title") and source and place and item.get("issued"))


# --- persons ----------------------------------------------------------------------------------------------------------


def _persons(item: Mapping[str, Any]) -> list[Element]:
    groups = []
    for variable in NAME_VARIABLES:
        names = [name for each in item.get(variable) or () if (name := _name(each)) is not None]
        if names:
            groups.append(element("person-group", {"person-group-type": _ROLES.get(variable, variable)}, *names))
    return groups


def _name(name: Mapping[str, Any]) -> Element | None:
    if literal := _text(name, "literal"):
        return element("collab", None, literal)
    family = " ".join(filter(None, (_text(name, "non-dropping-particle"), _text(name, "family")))) or None
    given = " ".join(filter(None, (_text(name, "given"), _text(name, "dropping-particle")))) or None
    return write_name(family, given, _text(name, "suffix")) if family or given else None


# --- titles -----------------------------------------------------------------------------------------------------------


def _titles(item: Mapping[str, Any], kind: str) -> list[Element]:
    container = next((name for name in ("container-title", "publisher", "archive") if item.get(name)), "")
    if kind == "data":
        fields = [*_title("data-title", item, "title"), *_title("source", item, container)]
    elif kind == "preprint":
        fields = [*_title("article-title", item, "title"), *_title("source", item, container)]
    elif item.get("type") in _SOURCES or container != "container-title":
        fields = [*_title("source", item, "title"), *_title("series", item, "container-title")]
    else:
        part = "chapter-title" if kind == "book" else "article-title"
        fields = [*_title(part, item, "title"), *_title("source", item, container)]
    return [
        *fields,
        *_title("part-title", item, "part-title"),
        *_title("series", item, "collection-title"),
        *_field("conf-name", _text(item, "event-title") or _text(item, "event")),
        *_field("conf-loc", _text(item, "event-place")),
        *_field("comment", _text(item, "genre")),
        *_version(item),
        *_field("edition", _text(item, "edition")),
    ]


def _version(item: Mapping[str, Any]) -> list[Element]:
    version = _text(item, "version")
    return _field("version", version, {"designator": version})


# --- dates ------------------------------------------------------------------------------------------------------------


def _dates(item: Mapping[str, Any]) -> list[Element]:
    issued = item.get("issued")
    if not isinstance(issued, Mapping):
        return []
    parts = issued.get("date-parts") or ()
    if not parts:
        return _field("string-date", _text(issued, "literal") or _text(issued, "raw"))
    first = [str(part) for part in parts[0]]
    last = [str(part) for part in parts[-1]]
    year = first[0] if len(parts) == 1 or last[0] == first[0] else f"{first[0]}–{last[0]}"
    if not _YEAR.fullmatch(first[0]):
        return _field("string-date", year)
    iso = _iso(first) if year == first[0] else first[0]
    written = [element("year", {"iso-8601-date": iso}, year)]
    if len(parts) == 1:
        written += [element(tag, None, part) for tag, part in zip(("month", "day"), first[1:3], strict=False)]
    return written


def _iso(parts: list[str]) -> str:
    return "-".join(part.zfill(2) if part.isdigit() else part for part in parts)


# --- places in a work, publishers -------------------------------------------------------------------------------------


def _places(item: Mapping[str, Any], kind: str) -> list[Element]:
    return [
        *_field("volume", _text(item, "volume")),
        *_field("issue", _text(item, "issue")),
        *_pages(item, kind),
        *_field("size", _text(item, "number-of-pages"), {"units": "page"}),
    ]


def _pages(item: Mapping[str, Any], kind: str) -> list[Element]:
    page = _text(item, "page") or _text(item, "page-first")
    if page is None:
        return _field("elocation-id", _text(item, "number")) if kind == "journal" else []
    if found := _PAGES.fullmatch(page):
        return [*_field("fpage", found[1]), *_field("lpage", found[2])]
    if _PAGE.fullmatch(page):
        return _field("fpage", page)
    return _field("page-range" if re.search(r"[,;–-]", page) else "elocation-id", page)


def _publishers(item: Mapping[str, Any], kind: str) -> list[Element]:
    return [
        *_field("publisher-loc", _text(item, "publisher-place")),
        *_field("publisher-name", _text(item, "publisher") if kind not in {"preprint", "data"} else None),
        *_field("gov", _text(item, "authority")),
    ]


# --- identifiers and access -------------------------------------------------------------------------------------------


def _identifiers(item: Mapping[str, Any]) -> list[Element]:
    kind = item.get("type")
    number = _text(item, "number") if kind not in {"article-journal", "review", "review-book"} else None
    number_kind = "std-designation" if kind == "standard" else "other"
    return [
        *_pub_id("doi", bare_doi(_text(item, "DOI"))),
        *_pub_id("pmid", _text(item, "PMID")),
        *_pub_id("pmcid", _text(item, "PMCID")),
        *_pub_id(number_kind, number),
        *_field("isbn", _text(item, "ISBN")),
        *_field("issn", _text(item, "ISSN")),
    ]


def _pub_id(kind: str, value: str | None) -> list[Element]:
    return _field("pub-id", value, {"pub-id-type": kind})


def _access(item: Mapping[str, Any]) -> list[Element]:
    written = []
    if address := safe_address(_text(item, "URL") or ""):
        written.append(external_link(address, address))
    accessed = item.get("accessed")
    parts = accessed.get("date-parts") if isinstance(accessed, Mapping) else None
    if parts:
        iso = _iso([str(part) for part in parts[0]])
        written.append(element("date-in-citation", {"content-type": "access-date", "iso-8601-date": iso}, iso))
    return written
