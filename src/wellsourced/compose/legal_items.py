"""Laws and treaties as citation styles print them well.

CSL styles cite an instrument without author by its title, and the titles of laws run over lines; and the common styles
print the number of any law as a United States public law. Both are mended on the way to the style, never in the
bibliography: what is stored stays as it was verified.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wellsourced.project.models import Instrument
from wellsourced.project.project import Project, Reference

_LEGAL_TYPES = frozenset({"legislation", "bill", "treaty", "regulation"})
_REGISTER_KINDS = frozenset({"treaty", "eu-act", "statute", "soft-law", "standard"})
#: Titles up to this length (characters) are cited as they are.
_SHORT_ENOUGH = 48
_PUBLIC_LAW = re.compile(r"^(?:Public Law|Pub\. ?L\.)(?: No\.)? *(?P<number>\d+[-–]\d+)$")
_EU_ACT = re.compile(
    r"^(?:Council )?(?:Framework )?(?:Regulation|Directive|Decision) (?:\([A-Z]+\) )?(?:No )?\d+/\d+(?:/[A-Z]+)?"
)
_COM = re.compile(r"COM\(\d{4}\) \d+")


def prepare_items(project: Project, *, author_date: bool) -> dict[str, dict[str, Any]]:
    """CSL-JSON items by id, ready for citeproc.

    `author_date`: the style names works in the text by author and year. There a short title also leads the entry, so
    that "(GDPR 2016)" is found in the reference list under G.
    """
    registered = _registered_names(project)
    return {
        reference.id: _prepare(reference, registered.get(reference.id, ()), author_date=author_date)
        for reference in project.references
    }


def _registered_names(project: Project) -> Mapping[str, tuple[str, ...]]:
    """Reference id -> short names of what it is; of all that it vouches for where no official name is its title."""
    own: dict[str, tuple[str, ...]] = {}
    vouched: dict[str, tuple[str, ...]] = {}
    for instrument in project.instruments:
        reference = project.resolve_reference(instrument.reference) if instrument.reference else None
        if reference and instrument.kind in _REGISTER_KINDS:
            names = own if _is_titled(reference, instrument) else vouched
            names[reference.id] = (*names.get(reference.id, ()), *instrument.short_names)
    return {**vouched, **own}


def _is_titled(reference: Reference, instrument: Instrument) -> bool:
    return instrument.official_name.casefold() == reference.title.casefold()


def _prepare(reference: Reference, registered: tuple[str, ...], *, author_date: bool) -> dict[str, Any]:
    item = dict(reference.item)
    if item.get("type") not in _LEGAL_TYPES:
        return item
    title, number = reference.title, str(item.get("number", ""))
    short = item.get("title-short") or _short_title(title, number, registered)
    if public_law := _PUBLIC_LAW.match(number):
        # A hyphen that does not break is no range, so the style does not write "Nos".
        item["number"] = re.sub(r"[-–]", "\u2011", public_law["number"])
    elif item["type"] == "legislation" and number:
        del item["number"]
        if number not in title:
            item["title"] = f"{title} ({number})"
    if not short and item["title"] != title:
        # The number is for the entry; the text cites the law by its name.
        short = title
    if short and not item.get("author"):
        item["title-short"] = _without_year(short, item) if author_date else short
        if author_date and not title.startswith(item["title-short"]):
            item["title"] = f"{item['title-short']}: {item['title']}"
    return item


def _without_year(short: str, item: dict[str, Any]) -> str:
    """`Online Safety Act 2023` without its year, which an author-date style adds."""
    parts = item.get("issued", {}).get("date-parts") or [[""]]
    return re.sub(rf",?(?: of)? {re.escape(str(parts[0][0]))}$", "", short)


def _short_title(title: str, number: str, registered: tuple[str, ...]) -> str | None:
    if len(title) <= _SHORT_ENOUGH:
        return None
    main_title = title.split(";")[0]
    if len(main_title) <= _SHORT_ENOUGH:
        return main_title
    proposal = _COM.search(number)
    if proposal:
        return proposal[0]
    # A register's short name may be a section of a law or a description; a name begins with a capital.
    named = next((name for name in registered if name[:1].isupper() and len(name) <= _SHORT_ENOUGH), None)
    if named:
        return named
    act = _EU_ACT.match(title)
    if act:
        return act[0]
    first_number = number.split(";")[0].strip()
    return first_number if re.search(r"[A-Za-z]", first_number) else None
