"""What a text names: a mention, the instrument of the register that is meant, and what is wrong with the name."""

from __future__ import annotations

import msgspec

from wellsourced.checks.names.known_names import KnownName
from wellsourced.manuscript.mentions import Mention
from wellsourced.project.models import Instrument


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with how a thing is named. `right`: the name or number to write; `nearest`: names like it.

    `replacement`: what to put in the place of the whole mention, where that is plain.
    """

    code: str
    reason: str
    right: str | None = None
    nearest: tuple[str, ...] = ()
    replacement: str | None = None


class Named(msgspec.Struct, frozen=True):
    """A mention and what it names.

    `instrument` is None where nothing registered is near enough; `exact`: named as registered; `known`: vouched for,
    by the register or in another way. `weak`: a single plain word, which may be somebody's surname. `superseded`:
    by what a number that is no instrument of its own was replaced.
    """

    mention: Mention
    instrument: Instrument | None = None
    exact: bool = False
    known: bool = False
    weak: bool = False
    problem: Problem | None = None
    name: KnownName | None = None
    superseded: Instrument | None = None


def misnamed(mention: Mention, name: KnownName) -> Named:
    """A mention that means `name` and writes it wrongly."""
    year = mention.name.year if mention.name else None
    replacement = name.text if year is None or name.year is not None else None
    problem = Problem("INS002", "it is not its name", name.text, replacement=replacement)
    return Named(mention, name.instrument, problem=problem, name=name)


def unknown(mention: Mention, near: KnownName | None = None) -> Named:
    """A mention of something that nothing vouches for; `near`: the name most like it, where that is worth saying."""
    return Named(mention, problem=Problem("INS001", "", None, (near.text,) if near is not None else ()))
