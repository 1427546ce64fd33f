"""Which file of the project an image is: the one answer that checking and composing share."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from wellsourced.project.paths import MAX_FILE_BYTES, is_inside, leaves_project

#: File ending -> media type (IANA); what browsers and Typst both show.
MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}


class ImageFile(NamedTuple):
    """The path of an image from the root, with its media type; or what is wrong with it."""

    path: str = ""
    media_type: str = ""
    problem: str | None = None


def is_file_address(target: str) -> bool:
    """Whether the address of an image is a path, not an address of the web or inside the document."""
    return ":" not in target.split("/")[0] and not target.startswith(("#", "//"))


def find_image(root: Path, section: str, target: str) -> ImageFile:
    """The file that `target` names, counted from the folder of `section` or from `root`. Opens and raises nothing."""
    media_type = MEDIA_TYPES.get(PurePosixPath(target).suffix.lower())
    if media_type is None:
        return ImageFile(problem="is of a kind that is not published")
    for base in (str(PurePosixPath(section).parent), "."):
        path = os.path.normpath(f"{base}/{target}").replace(os.sep, "/")
        if target.startswith("/") or not is_inside(path) or "\0" in path:
            continue
        try:
            if not os.path.lexists(root / path):
                continue
            if leaves_project(root, path):
                return ImageFile(problem="leads out of the project through a symbolic link")
            if not (root / path).is_file():
                return ImageFile(problem="is no file")
            if (root / path).stat().st_size > MAX_FILE_BYTES:
                return ImageFile(problem=f"is larger than {MAX_FILE_BYTES >> 20} MiB")
        except OSError as error:
            return ImageFile(problem=f"cannot be used: {error.strerror or error}")
        return ImageFile(path, media_type)
    return ImageFile(problem="does not exist in the project")
