"""What a writer of a format returns."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from wellsourced.compose.document import Document
from wellsourced.diagnostics import Diagnostic


class Rendered(msgspec.Struct, frozen=True):
    """The bytes of one output file and what its writer complained about."""

    content: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


class Moment(msgspec.Struct, frozen=True):
    """The moment a build is dated to: seconds since 1970, UTC. The same moment gives the same bytes."""

    epoch: int


Writer = Callable[[Document, Moment], Rendered]
