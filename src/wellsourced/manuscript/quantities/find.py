"""Quantities of running prose: counts, shares, money, ratios, with unit, rounding and words such as "more than"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from wellsourced.manuscript.model import ParsedText
from wellsourced.manuscript.quantities.candidates import find_candidates
from wellsourced.manuscript.quantities.figures import read_figure
from wellsourced.manuscript.quantities.generated import mark_generated
from wellsourced.manuscript.quantities.quantity import Quantity
from wellsourced.manuscript.quantities.ranges import join_ranges
from wellsourced.manuscript.quantities.text import flatten


def find_quantities(parsed: ParsedText, nouns: Collection[str] = ()) -> tuple[Quantity, ...]:
    """Every quantity in the prose, in order of the text. Years, ages, section numbers and list ordinals are none.

    A number word up to ten is one only before a noun that measures something: those of words.toml, and
    `nouns` (in the singular).
    """
    flat = flatten(parsed)
    found = join_ranges(flat, list(_read_all(flat, frozenset(nouns))))
    return tuple(mark_generated(parsed, found))


def find_figures_of(text: str, nouns: Collection[str] = ()) -> tuple[Quantity, ...]:
    """The quantities of a plain sentence, such as the statement of a fact."""
    return tuple(join_ranges(text, list(_read_all(text, frozenset(nouns)))))


def _read_all(flat: str, nouns: frozenset[str]) -> Iterator[Quantity]:
    position = 0
    for candidate in find_candidates(flat):
        if candidate.number < position:
            continue
        quantity = read_figure(flat, candidate, nouns)
        position = max(position, candidate.end)
        if quantity:
            position = quantity.end
            yield quantity
