"""A fact's figure in the form in which a quantity is written: as words for a fix, or as a template that prints them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from wellsourced.checks.backing.fact_figures import FactFigure
from wellsourced.checks.backing.fact_kinds import unit_class
from wellsourced.manuscript import fact_values
from wellsourced.manuscript.quantities.quantity import Quantity


def template_for(quantity: Quantity, figure: FactFigure) -> str | None:
    """`{{ fact("id") | filter }}` and what stays typed behind it, where that prints the very words; else None."""
    value = figure.fact.value
    if not isinstance(value, int | float) or quantity.low != quantity.high or quantity.parts:
        return None
    printed = fact_values.Quantity(value, (figure.fact.id,))
    words = quantity.words
    for call, prints in _calls(words):
        try:
            shown = prints(printed)
        except fact_values.FactError:
            continue
        if shown and words.startswith(shown) and not re.match(r"[\w.,]*\d", words[len(shown) :]):
            if (
                call == ""
                and len(shown) < len(words)
                and re.match(r"\s?(?:million|billion|thousand)", words[len(shown) :])
            ):
                continue
            return f'{{{{ fact("{figure.fact.id}"){call} }}}}{words[len(shown) :]}'
    return None


def form_like(quantity: Quantity, figure: FactFigure) -> str | None:
    """The fact's figure, rounded and spelt as the quantity is: "36.2 million" for 36,210,368 where millions stand."""
    value = figure.fact.value
    if (
        not isinstance(value, int | float)
        or quantity.low != quantity.high
        or quantity.parts
        or quantity.unit == "times"
    ):
        return None
    if unit_class(quantity.unit) != unit_class(figure.unit) or (
        quantity.unit != figure.unit and unit_class(quantity.unit) == "duration"
    ):
        return None
    words = quantity.words
    amount = abs(Decimal(repr(value)))
    if quantity.spelled:
        return (
            fact_values.in_words(int(amount))
            if amount == int(amount) and amount <= 100 and re.fullmatch(r"[A-Za-z -]+", words)
            else None
        )
    number = re.search(r"\d[\d.,'’\u00a0\u2009\u202f ]*\d|\d", words)
    if number is None:
        return None
    scale = re.search(r"(million|billion|thousand|mn|bn|[mk])\b", words[number.end() :], re.IGNORECASE)
    power = (
        {"thousand": 3, "k": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9}[scale[1].lower()] if scale else 0
    )
    scaled = amount.scaleb(-power)
    digits = len(number[0].rpartition(".")[2]) if re.fullmatch(r"[\d,]*\.\d+", number[0]) else 0
    if power == 0:
        shown = fact_values.number(value if isinstance(value, int) else float(scaled)).lstrip(fact_values.MINUS)
    else:
        shown = fact_values.number(float(scaled), max(1, digits))
        shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
        if shown == "0":
            return None
    return words[: number.start()] + shown + words[number.end() :]


def _calls(words: str) -> Iterator[tuple[str, Callable[[fact_values.Quantity], str]]]:
    """Filters that may print the words, the plainest first."""
    yield "", str
    yield " | percent", fact_values.percent
    for digits in (1, 0, 2):
        suffix = "" if digits == 1 else f"({digits})"
        yield f" | millions{suffix}", lambda value, d=digits: fact_values.millions(value, d)  # type: ignore[misc]
        yield f" | billions{suffix}", lambda value, d=digits: fact_values.billions(value, d)  # type: ignore[misc]
    if words[:1] in "$€£¥":
        symbol = words[0]
        argument = "" if symbol == "$" else f'("{symbol}")'
        yield f" | money{argument}", lambda value: fact_values.money(value, symbol)
    for digits in (0, 1, 2):
        yield f" | number({digits})", lambda value, d=digits: fact_values.number(value, d)  # type: ignore[misc]
    for significant in (2, 3, 4):
        yield f" | rounded({significant})", lambda value, s=significant: fact_values.rounded(value, s)  # type: ignore[misc]
    yield " | words", fact_values.in_words
    yield " | abs", lambda value: str(fact_values.absolute(value))
    yield " | abs | percent", lambda value: fact_values.percent(fact_values.absolute(value))
