"""The files of an EPUB packed into its archive (EPUB 3.3, "Open Container Format"): the same files, the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

_MEDIA_TYPE = "application/epub+zip"
#: The first moment that a ZIP archive can say.
_ZIP_BEGINS = (1980, 1, 1, 0, 0, 0)


def pack_epub(files: Mapping[str, bytes], *, epoch: int) -> bytes:
    """The archive, with the files in their order behind the one that says what it is. Dates are `epoch`, UTC."""
    moment = max(_ZIP_BEGINS, datetime.fromtimestamp(epoch, UTC).timetuple()[:6])
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(_entry("mimetype", moment), _MEDIA_TYPE, zipfile.ZIP_STORED)
        for name, content in files.items():
            archive.writestr(_entry(name, moment), content, zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()


def _entry(name: str, moment: tuple[int, ...]) -> zipfile.ZipInfo:
    year, month, day, hour, minute, second = moment
    entry = zipfile.ZipInfo(name, (year, month, day, hour, minute, second))
    # Left to itself, the module writes down the system that it runs on.
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    return entry
