"""What a writer of a format returns."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from wellsourced.compose.document import Document
from wellsourced.diagnostics import Diagnostic


class Rendered(msgspec.Struct, frozen=True):
    """The bytes of an output's main file and what its writer complained about.

    `files`: what else the output consists of, path from the output folder ("site/about.html") -> bytes.
    """

    content: bytes
    diagnostics: tuple[Diagnostic, ...] = ()
    files: dict[str, bytes] = {}


class Moment(msgspec.Struct, frozen=True):
    """The moment a build is dated to: seconds since 1970, UTC. The same moment gives the same bytes.

    `formats`: what is written in the same build, so that one output may lead to another.
    """

    epoch: int
    formats: tuple[str, ...] = ()


Writer = Callable[[Document, Moment], Rendered]
