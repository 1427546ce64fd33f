"""Units of the register of facts, read as the units of quantities."""

from __future__ import annotations

import re

from wellsourced.manuscript.number_words import MAGNITUDES
from wellsourced.manuscript.quantities.rates import read_base
from wellsourced.manuscript.quantities.units import is_plural, singular, words_to_read

_DURATIONS = ("second", "minute", "hour", "day", "week", "month", "year", "decade")
_EFFECTS = (
    "cohen's d", "hedges' g", "odds ratio", "incidence rate ratio", "standardised mean difference", "risk ratio",
    "hazard ratio", "correlation", "beta", "effect size", "morris d", "coefficient", "estimate", "kappa", "auc", "i2",
)  # fmt: skip


def read_fact_unit(unit: str) -> tuple[str, int]:
    """A unit of the register as the unit of a Quantity, and the power of ten that it says ("million reports": 6)."""
    plain = " ".join(unit.lower().replace("’", "'").split())
    scale = 0
    if magnitude := re.search(r"\b(thousand|million|billion|trillion|bn|mn)s?\b(?: of)?", plain):
        scale = MAGNITUDES[magnitude[1]]
        plain = " ".join((plain[: magnitude.start()] + plain[magnitude.end() :]).split())
    plain = re.sub(r"\s?\([^()]*\)", "", plain) or plain
    plain = re.sub(r",? ?(?:upper|lower) bound.*confidence interval", "", plain)
    if re.search(r"percentage points?|\bpp\b|per cent points?", plain):
        return "percentage point", scale
    for effect in _EFFECTS:
        if plain.startswith(effect) or (
            effect in plain and "percent" not in plain and effect not in ("estimate", "i2")
        ):
            return effect, scale
    if re.search(r"percent|per cent|%", plain):
        return "percent", scale
    if code := re.search(r"\b(usd|eur|gbp|jpy|chf|aud|cad|inr|php|sek|nok|dkk|cny|nzd|sgd)\b|us\$|[€£¥$]", plain):
        signs = {"us$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
        return f"money:{signs.get(code[0], code[0].upper())}", scale
    for name, currency in words_to_read().currencies.items():
        if re.search(rf"\b{name}s?\b", plain):
            return f"money:{currency}", scale
    head = re.split(r"[(,;]| per | of | with | in | who | since | before | without ", plain, maxsplit=1)[0].strip()
    first = singular(head.split()[0]) if head else ""
    if first in _DURATIONS:
        return first, scale
    if re.search(r"\b(?:times|fold)\b|\bratio\b", plain):
        return "times", scale
    if plain.startswith(("of ", "out of ")):
        words = [word for word in plain.split() if is_plural(word)]
        return (singular(words[0]) if words else ""), scale
    words = head.split()
    plurals = [word for word in words if is_plural(word)]
    return singular(plurals[-1] if plurals else words[-1]) if words else "", scale


def read_fact_base(unit: str) -> str:
    """The base of the rate that a unit names ("arrests per month": "month"), as in Quantity; or an empty string."""
    found = re.search(r"\s(?:per|a|each|every)\s.*", unit)
    return read_base(found[0]) if found else ""


def read_fact_qualifier(unit: str) -> str | None:
    """The qualifier that a unit says in its brackets: "days (slowest 10 per cent: more than)"."""
    return next((word for word in ("more than", "at least", "fewer than", "up to", "almost") if word in unit), None)
