"""The templates of the page, and what they print dates, addresses and statuses with."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from wellsourced.project.dates import date_in_words
from wellsourced.project.models import HelpPoint
from wellsourced.project.status import Status
from wellsourced.publish.links_and_words import safe_address

if TYPE_CHECKING:
    from jinja2 import Environment

_PHONE = re.compile(r"\+?\d[\d \u00a0-]{5,}\d")
#: A sign for each status, so that colour is not the only difference; the words stand beside it.
SYMBOLS = {
    Status.VERIFIED: "✓",
    Status.PARTIAL: "◐",
    Status.UNVERIFIED: "?",
    Status.STALE: "↻",
    Status.DISPUTED: "≠",
    Status.RETRACTED: "✕",
}

NOTICE_NAMES = {
    "retraction": "Retraction",
    "correction": "Correction",
    "expression-of-concern": "Expression of concern",
}


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Templates of the default theme. Whatever they print is escaped, unless pandoc wrote it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("wellsourced", "themes/default/html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["date_in_words"] = date_in_words
    made.filters["host"] = _host
    made.filters["phone_parts"] = _phone_parts
    made.filters["safe_address"] = safe_address
    made.filters["traits"] = _traits
    made.globals["symbols"] = SYMBOLS
    made.globals["notice_names"] = NOTICE_NAMES
    return made


@lru_cache(maxsize=8)
def theme_text(name: str) -> str:
    """A file of the theme."""
    return files("wellsourced").joinpath("themes/default/html", name).read_text(encoding="utf-8")


def _host(address: str) -> str:
    """The part of an address that a person would type: "https://www.iwf.org.uk/" -> "iwf.org.uk"."""
    return address.partition("://")[2].partition("/")[0].removeprefix("www.")


def _phone_parts(phone: str) -> list[tuple[str, str | None]]:
    """The text of a phone entry in pieces, with the address to dial for those that are numbers."""
    parts: list[tuple[str, str | None]] = []
    end = 0
    for found in _PHONE.finditer(phone):
        parts.append((phone[end : found.start()], None))
        parts.append((found[0], "tel:" + re.sub(r"[^\d+]", "", found[0])))
        end = found.end()
    return [part for part in (*parts, (phone[end:], None)) if part[0]]


def _traits(point: HelpPoint) -> list[str]:
    """What a reader wants to know of a service before turning to it."""
    traits = [point.region[0].upper() + point.region[1:]] if point.region else []
    if point.anonymous is not None:
        traits.append("anonymous if you wish" if point.anonymous else "not anonymous")
    return traits
