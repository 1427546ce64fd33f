"""The templates of the page, and what they print dates, addresses and statuses with."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from wellsourced.project.dates import date_in_words
from wellsourced.project.models import HelpPoint
from wellsourced.publish.links_and_words import safe_address
from wellsourced.publish.metadata.record import NOTICE_NAMES
from wellsourced.publish.status_signs import SIGNS
from wellsourced.report.themes import theme_environment

if TYPE_CHECKING:
    from jinja2 import Environment

_PHONE = re.compile(r"\+?\d[\d \u00a0-]{5,}\d")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Templates of the default theme. Whatever they print is escaped, unless pandoc wrote it."""
    made = theme_environment("html")
    made.filters["date_in_words"] = date_in_words
    made.filters["host"] = _host
    made.filters["phone_parts"] = _phone_parts
    made.filters["safe_address"] = safe_address
    made.filters["traits"] = _traits
    made.globals["symbols"] = SIGNS
    made.globals["notice_names"] = NOTICE_NAMES
    return made


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
