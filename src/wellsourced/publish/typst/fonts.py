"""The fonts that Typst sets with: those inside its wheel and, where these lack a character, the project's own.

None of the machine's: the same article gives the same pages everywhere.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst


@dataclass(frozen=True)
class FontFile:
    """A font of the project: its path from the root and its bytes. It is told from others by their SHA-256."""

    path: str
    digest: str
    content: bytes = field(compare=False, repr=False)


#: Fonts in the order in which they are asked for a character; of two that suit equally well the first is taken.
ProjectFonts = tuple[FontFile, ...]


@dataclass(frozen=True)
class _Loaded:
    """Fonts for a compiler, which reads their files when it needs them; `folder` is there as long as this is."""

    fonts: typst.Fonts
    folder: tempfile.TemporaryDirectory[str] | None


def load_fonts(fonts: ProjectFonts) -> typst.Fonts:
    """The wheel's fonts with these behind them. Typst leaves out what it cannot read: see `find_unreadable`."""
    return _load(fonts).fonts


def find_unreadable(fonts: ProjectFonts) -> Iterable[FontFile]:
    """Those of the fonts in which Typst finds no face."""
    loaded = _load(fonts)
    read = {Path(face.path).parent.name for face in loaded.fonts.fonts() if face.path}
    return [font for number, font in enumerate(fonts) if _folder_name(number) not in read]


# Kept for good: a process builds with one set of fonts, and a compiler may still read what was loaded for it.
@cache
def _load(fonts: ProjectFonts) -> _Loaded:
    import typst

    # Removed when this process ends. Windows keeps files that are still open.
    folder = tempfile.TemporaryDirectory(prefix="wellsourced-fonts-", ignore_cleanup_errors=True) if fonts else None
    paths = _lay_out(fonts, Path(folder.name)) if folder else []
    return _Loaded(typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=paths), folder)


def _lay_out(fonts: ProjectFonts, folder: Path) -> list[str]:
    """Each font in a folder of its own: Typst takes folders in the order given, and files as the system lists them."""
    places = [folder / _folder_name(number) for number in range(len(fonts))]
    for place, font in zip(places, fonts, strict=True):
        place.mkdir()
        (place / f"font{Path(font.path).suffix.lower()}").write_bytes(font.content)
    return [str(place) for place in places]


def _folder_name(number: int) -> str:
    return f"font-{number}"
