"""Images of the project travel inside the document: as `data:` addresses, which every writer takes."""

from __future__ import annotations

import base64
import os
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from wellsourced.compose import ast
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.manuscript.model import ParsedText
from wellsourced.pandoc import Block
from wellsourced.project.paths import is_inside, read_bytes

#: File ending -> media type (IANA); what browsers and Typst both show.
_MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}


def embed_images(blocks: list[Block], parsed: ParsedText, root: Path) -> tuple[list[Block], tuple[Diagnostic, ...]]:
    """Blocks whose images of the project are embedded. Addresses count from the section's folder, or from `root`.

    FIG003: the file is missing, outside the project, or of a kind that is not published. Other addresses (`data:`,
    the web) are left to the writers.
    """
    complaints: list[Diagnostic] = []

    def change(element: dict[str, Any]) -> list[dict[str, Any]] | None:
        attributes, alt, (target, title) = element["c"]
        if ":" in target.split("/")[0] or target.startswith(("#", "//")):
            return None
        address, problem = _embed(unquote(target), parsed.path, root)
        if problem:
            place = parsed.text.find(target)
            span = parsed.place(place, place + len(target)) if place != -1 else Span(parsed.path)
            complaints.append(Diagnostic("FIG003", Severity.ERROR, f"the image {target!r} {problem}", span, help=_HELP))
            return None
        return [{"t": "Image", "c": [attributes, alt, [address, title]]}]

    return ast.rewrite(blocks, ("Image",), change), tuple(complaints)


_HELP = f"images lie in the project, as {', '.join(_MEDIA_TYPES)}; the path counts from the section or the project"


def _embed(target: str, section: str, root: Path) -> tuple[str, str | None]:
    """The `data:` address of an image, or what is wrong with it."""
    media_type = _MEDIA_TYPES.get(PurePosixPath(target).suffix.lower())
    if media_type is None:
        return "", "is of a kind that is not published"
    for base in (str(PurePosixPath(section).parent), "."):
        path = os.path.normpath(f"{base}/{target}").replace(os.sep, "/")
        if target.startswith("/") or not is_inside(path):
            continue
        content, problem = read_bytes(root, path)
        if problem:
            return "", f"cannot be used: {problem.message}"
        if content is not None:
            return f"data:{media_type};base64,{base64.b64encode(content).decode()}", None
    return "", "does not exist in the project"
