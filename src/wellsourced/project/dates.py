"""Dates of the data files (YYYY, YYYY-MM, YYYY-MM-DD) as readers write them."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def parse_date(iso: str) -> date | None:
    """The first day that `iso` stands for; None where no calendar has it."""
    try:
        year, month, day = (*(int(part) for part in iso.split("-")), 1, 1)[:3]
        return date(year, month, day)
    except ValueError:
        return None


def date_in_words(iso: str) -> str:
    """`2026-04-03` as "3 April 2026", `2026-04` as "April 2026"; what no calendar has stays as it is written."""
    first = parse_date(iso)
    if first is None:
        return iso
    month = MONTHS[first.month - 1]
    return (f"{first.year}", f"{month} {first.year}", f"{first.day} {month} {first.year}")[min(iso.count("-"), 2)]
