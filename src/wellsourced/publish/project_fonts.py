"""The project's own fonts: the files in article/fonts/, in the order of their names."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path, PurePosixPath

from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.project.paths import leaves_project, read_bytes
from wellsourced.project.wording import shorten
from wellsourced.publish.sfnt import find_damage
from wellsourced.publish.typst.fonts import FontFile, ProjectFonts, find_unreadable

FOLDER = "article/fonts"
#: What stands in the folder beside these (a licence, a note where the fonts are from) is nobody's business here.
_ENDINGS = frozenset({".ttf", ".otf", ".ttc"})
_WEB_ENDINGS = frozenset({".woff", ".woff2"})
#: All fonts together: a dozen of the largest, such as those of all Chinese, Japanese and Korean signs.
_MOST_BYTES = 256 * 1024 * 1024
_HELP = f"Fetch the font anew (TrueType or OpenType: .ttf, .otf, .ttc), or take the file out of {FOLDER}/."


def read_fonts(root: Path) -> tuple[ProjectFonts, tuple[Diagnostic, ...]]:
    """The fonts of the project at `root`, and what is wrong with files that are none.

    PUB019: a file cannot be used as a font. CFG001, CFG017: it cannot be read, or leads out of the project.
    """
    fonts: list[FontFile] = []
    problems: list[Diagnostic] = []
    left = _MOST_BYTES
    for path in _list_fonts(root):
        content, problem = read_bytes(root, path)
        if content is None:
            problems.append(problem or _refuse(path, "is a symbolic link that leads nowhere"))
            continue
        if len(content) > left:
            problems.append(_too_many(path))
            break
        left -= len(content)
        if damage := find_damage(content):
            problems.append(_refuse(path, damage))
        else:
            fonts.append(FontFile(path, sha256(content).hexdigest(), content))
    if fonts:
        unreadable = find_unreadable(tuple(fonts))
        problems += [_refuse(font.path, "holds no font that Typst can read") for font in unreadable]
        fonts = [font for font in fonts if font not in unreadable]
    return tuple(fonts), tuple(problems)


def _list_fonts(root: Path) -> list[str]:
    """Paths from the root of what is named like a font. A folder outside the project is not looked into."""
    if leaves_project(root, FOLDER):
        return [FOLDER]  # to be refused as whatever else leads out of the project
    try:
        names = sorted(os.listdir(root / FOLDER))  # noqa: PTH208 - names are wanted, not paths
    except OSError:
        return []  # there is none
    return [f"{FOLDER}/{name}" for name in names if PurePosixPath(name).suffix.lower() in _ENDINGS | _WEB_ENDINGS]


def _refuse(path: str, damage: str) -> Diagnostic:
    return Diagnostic("PUB019", Severity.ERROR, f"{shorten(path)} {damage}", Span(path), help=_HELP)


def _too_many(path: str) -> Diagnostic:
    return Diagnostic(
        "PUB019",
        Severity.ERROR,
        f"the fonts up to {shorten(path)} are larger than {_MOST_BYTES >> 20} MiB together",
        Span(path),
        help="Keep the fonts that the text needs, or cut them down to its scripts (pyftsubset of fonttools does).",
    )
