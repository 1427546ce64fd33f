"""The dossier as one HTML file that asks nothing of any network: text, style and script in a single page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from wellsourced import __version__
from wellsourced.project.dates import date_in_words
from wellsourced.report.content_security import content_security_policy
from wellsourced.report.themes import theme_environment, theme_text
from wellsourced.review.bars import draw_bar
from wellsourced.review.claims import STANDINGS
from wellsourced.review.dossier import Claim, Dossier, Evidence, Note, Place, Section

if TYPE_CHECKING:
    from jinja2 import Environment, Template

#: Standing -> sign and words: colour is never the only difference. The signs of statuses are those of the article.
STANDING_WORDS: Mapping[str, tuple[str, str]] = {
    "verified": ("✓", "Verified"),
    "partial": ("◐", "Partly verified"),
    "stale": ("↻", "Stale"),
    "unverified": ("?", "Not verified"),
    "disputed": ("≠", "Disputed"),
    "retracted": ("✕", "Retracted"),
    "unknown": ("!", "No such reference"),
    "uncited": ("○", "Uncited"),
    "none": ("–", "No claim"),
}
SEVERITY_WORDS = {"error": "Error", "warning": "Warning", "info": "Note"}
FAMILIES = {
    "CIT": "citations",
    "REF": "references and evidence",
    "INS": "instruments and named things",
    "FCT": "facts and numbers",
    "CLM": "claims",
    "COR": "corrections",
    "TRM": "terms",
    "STR": "structure",
    "XRF": "cross-references",
    "LNK": "links",
    "FIG": "figures",
    "SAF": "responsible publication",
    "CFG": "configuration and excuses",
    "PUB": "publishing",
}
#: Characters of a sentence shown where it is only referred to.
_EXCERPT = 100
#: Characters of an address shown; the link holds all of it.
_ADDRESS = 72
_ANCHOR = re.compile(r"[^\w.:-]")


def render_page(dossier: Dossier) -> str:
    """The page. The same dossier gives the same page."""
    style, script = theme_text("review", "review.css"), theme_text("review", "review.js")
    claims = {claim.id: (section, claim) for section in dossier.sections for claim in section.claims}
    return load_template().render(
        dossier=dossier,
        claims=claims,
        cards={card.id: card for card in dossier.references},
        facts={fact.id: fact for fact in dossier.facts},
        instruments={instrument.id: instrument for instrument in dossier.instruments},
        shown_sections=[s for s in dossier.sections if s.claims or s.diagnostics or s.removed],
        families=_families(dossier),
        policy=content_security_policy(style, script),
        style=style,
        script=script,
        version=__version__,
    )


def load_template() -> Template:
    """The template, compiled: a build does that while it waits for pandoc."""
    return _environment().get_template("review.html.jinja")


def web_address(address: str | None) -> str | None:
    """The address if a page may link to it, which is http and https only; otherwise None."""
    address = (address or "").strip()
    # Browsers skip tabs and line ends inside a scheme.
    if not address or not address.isprintable() or any(letter in address for letter in " \"'<>\\"):
        return None
    try:
        parts = urlsplit(address)
        known = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    return address if known else None


def _host(address: str) -> str:
    return (urlsplit(address).hostname or address).removeprefix("www.")


def _shown(address: str) -> str:
    """An address as readers type it, its middle left out where it is long."""
    words = address.partition("://")[2].removeprefix("www.").rstrip("/")
    return words if len(words) <= _ADDRESS else f"{words[: _ADDRESS - 15]}…{words[-14:]}"


def _anchor(kind: str, id: str) -> str:
    """`ref-KEY`. What means something in an address is spelt by its code, so that no two ids have one anchor."""
    return f"{kind}-" + _ANCHOR.sub(lambda match: f"~{ord(match[0]):x}", id)


def _excerpt(claim: Claim) -> str:
    return claim.text if len(claim.text) <= _EXCERPT else claim.text[:_EXCERPT].rsplit(" ", 1)[0] + " …"


def _say_place(place: Place) -> str:
    if place.unit == "paragraph":
        return f"{place.path}, paragraph {place.line}"
    return f"{place.path}:{place.line}:{place.column}"


def _families(dossier: Dossier) -> list[tuple[str, str, int]]:
    """Family, what it is about, and how many diagnostics it has."""
    counts: dict[str, int] = {}
    for code, count in dossier.counts.codes.items():
        counts[code[:3]] = counts.get(code[:3], 0) + count
    return [(family, FAMILIES.get(family, family), count) for family, count in counts.items()]


def _codes(notes: Sequence[Note]) -> str:
    """Families and severities, for the filters of the page: "CIT error"."""
    words = dict.fromkeys(word for note in notes for word in (note.code[:3], str(note.severity)))
    return " ".join(words)


def _subsections(section: Section) -> list[tuple[str, list[Claim]]]:
    """Claims under the heading they stand under; that of the section itself is not repeated."""
    groups: list[tuple[str, list[Claim]]] = []
    for claim in section.claims:
        heading = "" if claim.heading == section.title else claim.heading
        if not groups or groups[-1][0] != heading:
            groups.append((heading, []))
        groups[-1][1].append(claim)
    return groups


def _by_host(evidence: Iterable[Evidence]) -> list[tuple[str, str]]:
    """One page of each host, those of primary records first; what cannot be opened is left out."""
    hosts: dict[str, str] = {}
    for record in sorted(evidence, key=lambda record: record.kind != "primary"):
        if safe := web_address(record.url):
            hosts.setdefault(_host(safe), safe)
    return list(hosts.items())


def _beyond_unused(notes: Iterable[Note]) -> list[Note]:
    """Without the note that the work is cited nowhere, which stands above the works that are not."""
    return [note for note in notes if note.code != "REF007"]


def _number(value: Any) -> str:
    if isinstance(value, str):
        return date_in_words(value)
    return f"{value:,}" if isinstance(value, int) and abs(value) >= 10_000 else str(value)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """The template of the default theme. Whatever it prints is escaped."""
    environment = theme_environment("review")
    environment.filters |= {
        "anchor": lambda id, kind: _anchor(kind, id),
        "beyond_unused": _beyond_unused,
        "by_host": _by_host,
        "codes": _codes,
        "date_in_words": date_in_words,
        "draw_bar": draw_bar,
        "excerpt": _excerpt,
        "host": _host,
        "number": _number,
        "say_place": _say_place,
        "shown": _shown,
        "subsections": _subsections,
        "web_address": web_address,
    }
    environment.globals |= {"standings": STANDINGS, "words": STANDING_WORDS, "severities": SEVERITY_WORDS}
    return environment
