"""Mentions held against the register: which instrument is meant, and whether it is named rightly."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from wellsourced.manuscript.mentions import Mention
from wellsourced.project.models import Instrument


class Named(msgspec.Struct, frozen=True):
    """A mention and what it names. `instrument` is None where nothing is near enough; `exact`: named as registered."""

    mention: Mention
    instrument: Instrument | None = None
    exact: bool = False


def resolve_mentions(mentions: Iterable[Mention], instruments: Iterable[Instrument]) -> tuple[Named, ...]:
    """Each mention with the instrument of the register that it names."""
    del mentions, instruments
    return ()
