"""Shares and parts: "a third of", "half a million", "every third child"."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from wellsourced.manuscript.alternations import one_of
from wellsourced.manuscript.number_words import MAGNITUDES, read_part, read_words
from wellsourced.manuscript.quantities.candidates import EVERY
from wellsourced.manuscript.quantities.quantity import NumberPlace, Quantity
from wellsourced.manuscript.quantities.units import read_noun, read_qualifier, read_unit
from wellsourced.manuscript.quantities.wholes import DID

_FRACTION = re.compile(
    r"[- ](?P<part>halves|half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?"
    r"|tenths?|hundredths?)\b"
)
_OF_A = re.compile(r"\sof\sa\s(million|billion|thousand)\b")
#: "A two-thirds majority", "half of this section", "half the battle": rules, the text itself and idioms.
_NO_SHARE = re.compile(
    r"[\s-]{1,4}(?:majority|vote)\b|\s{1,4}of\sthis\s(?:article|section|chapter|paper|report|review|survey|book|text)\b"
    r"|\sthe\s(?:battle|story|fun)\b|\s(?:of\s)?the\sway\b|\sof\s(?:a\s(?:century|mile|tank)|the\s(?:year|night))\b"
)
#: What a number that is no share ends on: "the first two thirds".
_NO_SHARE_BEFORE = ("first", "second", "last", "clever", "better")


#: "A quarter of an hour", "three quarters of a year".
_OF_A_PERIOD = re.compile(r"\sof\sa(?:n\s(?P<hour>hour)|\s(?P<year>year|day|minute))\b")


def read_share(place: NumberPlace, end: int, part: Decimal, whole: Decimal) -> Quantity | None:
    """The share that stands from the place to `end`, in per cent; a number where it is of a million."""
    if place.left.rstrip().endswith(_NO_SHARE_BEFORE) or _NO_SHARE.match(place.flat, end):
        return None
    if period := _OF_A_PERIOD.match(place.flat, end):
        name = period["hour"] or period["year"]
        return place.quantity(period.end(), part / whole, part / whole / 10, name, name + "s")
    if big := _OF_A.match(place.flat, end):
        scale = Decimal(10) ** MAGNITUDES[big[1]]
        right = place.right(big.end())
        unit, noun, length = read_unit(place.left, right, currency="")
        return place.quantity(big.end() + length, part / whole * scale, scale / 20, unit, noun, right=right)
    noun, _ = read_noun(place.right(end))
    value, qualifier = part / whole * 100, read_qualifier(place.left, place.flat[end : end + 20])
    return Quantity(
        place.start, end, place.flat[place.start : end], value, value, "percent", qualifier,
        noun=noun, step=Decimal(100) / whole / 4, spelled=place.spelled, parts=(part, whole),
    )  # fmt: skip


# --- "two thirds", "a quarter", "every third child" ------------------------------------------------------------------


def find_fraction(flat: str, end: int) -> tuple[Decimal, int] | None:
    """What the word right behind a number divides by ("thirds"), and where it ends."""
    fraction = _FRACTION.match(flat, end)
    part = read_part(fraction["part"]) if fraction else None
    return (Decimal(part), fraction.end()) if fraction and part else None


#: What stands behind "a third" where it is one of something; a mark must have `_ABOUT` before it.
_PART_OF = re.compile(
    r"\s(?:of\b(?!\s(?:19|20)\d\d)|more|less|fewer|higher|lower|as\b|were|are|was|is\b|had|said)"
    r"|\s(?:to|and|or)\s(?:a|an|one|two|three)[\s-](?:half|third|quarter|fifth|sixth|tenth)s?\sof\b|(?P<mark>[,.;)])"
)
_ROUGHLY = "about; almost; around; by; just; least; nearly; only; over; roughly; some; than; under"
_ABOUT = re.compile(rf"\b{one_of(_ROUGHLY)}\s$")
#: "Grew by a quarter", "up a third": whatever stands behind.
_CHANGED_BY = re.compile(
    rf"\b(?:by|up|down|rose|risen|grew|grown|fell|fallen|dropped|declined|shrank|shrunk|jumped)\s(?:{one_of(_ROUGHLY)}\s){{0,2}}$"
)


def read_single_part(place: NumberPlace, end: int) -> Quantity | None:
    """ "A third of", "by a quarter": the article ends at `end`."""
    fraction = find_fraction(place.flat, end)
    if fraction is None:
        return None
    whole, stop = fraction
    follows = _PART_OF.match(place.flat[stop : stop + 28])
    known = follows is not None and (not follows["mark"] or _ABOUT.search(place.left) is not None)
    if not known and not _CHANGED_BY.search(place.left) and not _does(place, stop):
        return None
    share = read_share(place, stop, Decimal(1), whole)
    loosely = _LOOSELY.get(place.flat[place.start : end].split()[-1].lower())
    return msgspec.structs.replace(share, qualifier=loosely) if share and loosely else share


#: "A good third".
_LOOSELY = {"good": "more than", "bare": "almost", "scant": "almost"}


def _does(place: NumberPlace, end: int) -> bool:
    """Whether a part opens a clause and did something: "and half told nobody"."""
    return bool(_CLAUSE_BEGINS.search(place.left) and DID.match(place.flat, end))


#: What comes round every so often, and what is no share.
_RECURRING = one_of(
    """
    and; autumn; counts?; day; edition; evening; friday; hour; issue; letter; line; meeting; minute; monday; month
    morning; night; of; one; or; page; party; saturday; season; sentence; session; spring; step; summer; sunday
    thursday; time; tuesday; turn; wednesday; week; weekend; winter; word; year
    """
)
_RECURS = re.compile(rf"\s{_RECURRING}s?\b")


def read_every(place: NumberPlace, end: int) -> Quantity | None:
    """ "Every third child": "every" ends at `end`."""
    flat = place.flat
    start = end + 1
    end = word_end(flat, start)
    part = EVERY.get(flat[start:end].lower())
    if part is None or _RECURS.match(flat, end):
        return None
    right = place.right(end)
    noun = right.split(maxsplit=1)[0] if right.strip() else ""
    value = 100 / part
    return Quantity(
        place.start, end, flat[place.start : end], value, value, "percent", None,
        noun=noun, step=Decimal(100) / part / 4, spelled=True, parts=(Decimal(1), part),
    )  # fmt: skip


def word_end(flat: str, start: int) -> int:
    """Where the word that begins at `start` ends."""
    end = start
    while end < len(flat) and flat[end].isalpha():
        end += 1
    return end


# --- "half" ----------------------------------------------------------------------------------------------------------

_HALF_PERCENT = re.compile(r"\sa\s(?:per\s?cent|percent|percentage\spoint)\b")
_HALF_A = re.compile(r"\sa\s(million|billion|dozen|thousand|hundred)\b")
#: Halves of a game, a year, a page.
_HALVES_OF_TIME = re.compile(
    r"\b"
    + one_of(
        """
        a; and a; bottom; each; earlier; every; first; former; last; later; latter; one; other; past; previous; second
        that; the; third; this; top
        """
    )
    + r"[ -]$",
    re.IGNORECASE,
)
#: Where a part that did something begins.
_CLAUSE_BEGINS = re.compile(r"(?:^|[,;:(.]\s{1,3}|\b(?:and|but|or|while|whereas|only|just|that)\s)$", re.IGNORECASE)
_BY_A = re.compile(r"\bby\s(?:about\s|almost\s|nearly\s|over\s)?a\s$")
_HALF_OF = re.compile(r"\s(?:a|all|an|are|as|did|had|have|is|its|of|said|that|the|their|these|those|was|were)\b")
_ABOUT_HALF = re.compile(rf"\b{one_of(_ROUGHLY + '; in')}\s$")
_HALF_AN_HOUR = re.compile(
    r"\s(?:a|an)\s(?P<period>year|month|day|hour|minute)\b(?!\s(?:ago|later|earlier|before|after)\b)"
    r"|\s(?:a|an)\s(?:year|month|day|hour|minute|century|decade)\b|\sway\b|\sof\s(?:the\s)?(?:year\b|(?:19|20)\d\d)"
)


def read_half(place: NumberPlace, end: int) -> Quantity | None:
    """ "Half of", "half a million", "half a per cent": "half" ends at `end`."""
    flat, left = place.flat, place.left
    if small := _HALF_PERCENT.match(flat, end):
        unit = "percentage point" if "point" in small[0] else "percent"
        right = flat[small.end() : small.end() + 20]
        return place.quantity(small.end(), Decimal("0.5"), Decimal("0.1"), unit, right=right)
    if big := _HALF_A.match(flat, end):
        return _read_half_of_number(place, big)
    if _BY_A.search(left):
        return read_share(place, end, Decimal(1), Decimal(2))
    if _HALVES_OF_TIME.search(left) or left.endswith("-"):
        return None
    if period := _HALF_AN_HOUR.match(flat, end):
        name = period["period"]
        return place.quantity(period.end(), Decimal("0.5"), Decimal("0.1"), name, name + "s") if name else None
    if not _does(place, end) and not _HALF_OF.match(flat[end : end + 8]) and not _ABOUT_HALF.search(left):
        return None
    return read_share(place, end, Decimal(1), Decimal(2))


def _read_half_of_number(place: NumberPlace, big: re.Match[str]) -> Quantity | None:
    number = read_words(place.flat, big.start(1), big.end(1))
    if number is None:
        return None
    right = place.right(big.end())
    unit, noun, length = read_unit(place.left, right, currency="")
    return place.quantity(big.end() + length, number.value / 2, number.value / 10, unit, noun, right=right)
