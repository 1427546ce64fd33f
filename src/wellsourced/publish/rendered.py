"""What a writer of a format returns."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from wellsourced.compose.document import Document
from wellsourced.diagnostics import Diagnostic
from wellsourced.publish.typst.fonts import ProjectFonts


class Rendered(msgspec.Struct, frozen=True):
    """The bytes of an output's main file and what its writer complained about.

    `files`: what else the output consists of, path from the output folder ("site/about.html") -> bytes.
    """

    content: bytes
    diagnostics: tuple[Diagnostic, ...] = ()
    files: dict[str, bytes] = {}


class Moment(msgspec.Struct, frozen=True):
    """What a build brings to a document. The same document and moment give the same bytes.

    `epoch`: what the build is dated to, seconds since 1970, UTC. `formats`: what is written in the same build, so that
    one output may lead to another. `fonts`: the project's own, for what is set and drawn here.
    """

    epoch: int
    formats: tuple[str, ...] = ()
    fonts: ProjectFonts = ()


Writer = Callable[[Document, Moment], Rendered]
