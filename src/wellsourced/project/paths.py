"""Finding files and reading them, without ever leaving the project folder."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.project.wording import shorten

ARTICLE_FILE = "article/article.yaml"
#: A million words are 7 MB and ten thousand references with evidence about 20 MB.
MAX_FILE_BYTES = 64 * 1024 * 1024


class FileText(NamedTuple):
    """Text with LF line ends and without BOM; or why there is none. Both are None where the file does not exist."""

    text: str | None
    problem: Diagnostic | None


class FileBytes(NamedTuple):
    """The content of a file; or why there is none. Both are None where the file does not exist."""

    content: bytes | None
    problem: Diagnostic | None


def find_root(start: Path) -> Path | None:
    """The nearest folder, from `start` upwards, that holds article/article.yaml; absolute, symbolic links kept."""
    folder = Path(os.path.abspath(start))  # noqa: PTH100 - Path.resolve would follow links
    return next((root for root in (folder, *folder.parents) if os.path.lexists(root / ARTICLE_FILE)), None)


def read_text(root: Path, path: str) -> FileText:
    """Read the UTF-8 file `path` (relative to `root`, forward slashes).

    Codes: those of `read_bytes`, and CFG002 (not UTF-8).
    """
    content, problem = read_bytes(root, path)
    return FileText(None, problem) if content is None else _decode(path, content)


def read_bytes(root: Path, path: str) -> FileBytes:
    """Read the file `path` (relative to `root`, forward slashes).

    Codes: CFG001 (cannot be read), CFG017 (a symbolic link leads out of the project).
    """
    if leaves_project(root, path):
        return _refuse(
            "CFG017", path, f"{shorten(path)} leads out of the project through a symbolic link", _HELP_LEAVES
        )
    try:
        return FileBytes(_read_regular_file(root / path), None)
    except (FileNotFoundError, NotADirectoryError):
        return FileBytes(None, None)
    except _NotReadableError as error:
        return _refuse("CFG001", path, f"{shorten(path)} {error}", error.help)
    except OSError as error:
        return _refuse("CFG001", path, f"{shorten(path)} cannot be read: {error.strerror or error}", _advise(error))


def leaves_project(root: Path, path: str) -> bool:
    """Whether `path`, with symbolic links followed, is outside `root`."""
    real_root = os.path.realpath(root)
    real = os.path.realpath(Path(real_root, path))
    return not (real + os.sep).startswith(real_root.rstrip(os.sep) + os.sep)


def is_inside(path: str) -> bool:
    """Whether a path written by the author is relative and stays where it starts, by its words alone."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return bool(parts) and not path.startswith(("/", "\\", "~")) and ".." not in parts and parts[0][1:2] != ":"


_HELP_LEAVES = "Everything that is read must lie inside the project folder: copy the file into it."


class _NotReadableError(Exception):
    def __init__(self, what: str, help: str) -> None:
        super().__init__(what)
        self.help = help


def _read_regular_file(file: Path) -> bytes:
    # Asked before opening, because opening some devices has effects; asked again after, because files can be swapped.
    _require_regular(file.stat())
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(descriptor, "rb") as stream:
        _require_regular(os.fstat(stream.fileno()))
        content = stream.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise _NotReadableError(f"is larger than {MAX_FILE_BYTES >> 20} MiB", "Split it, or check what it holds.")
    return content


def _require_regular(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise _NotReadableError("is a folder, not a file", "Rename the folder and put a file in its place.")
    if not stat.S_ISREG(status.st_mode):
        raise _NotReadableError("is a pipe or device, not a file", "Replace it by a regular file.")
    if status.st_size > MAX_FILE_BYTES:
        raise _NotReadableError(f"is larger than {MAX_FILE_BYTES >> 20} MiB", "Split it, or check what it holds.")


def _decode(path: str, content: bytes) -> FileText:
    body = content.removeprefix(b"\xef\xbb\xbf")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            message = f"{shorten(path)} is UTF-16, not UTF-8"
            return FileText(None, _refuse("CFG002", path, message, "Save the file again as UTF-8.").problem)
        before = body[: error.start].decode("utf-8")
        lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        line, column = len(lines), len(lines[-1]) + 1
        return FileText(
            None,
            Diagnostic(
                "CFG002",
                Severity.ERROR,
                f"The byte 0x{body[error.start]:02X} here is not UTF-8",
                Span(path, line, column, line, column + 1),
                help="Save the file again as UTF-8; it looks like another encoding, perhaps Windows-1252 or Latin-1.",
            ),
        )
    return FileText(text.replace("\r\n", "\n").replace("\r", "\n"), None)


def _refuse(code: str, path: str, message: str, help: str) -> FileBytes:
    return FileBytes(None, Diagnostic(code, Severity.ERROR, message, Span(path), help=help))


def _advise(error: OSError) -> str:
    if error.errno in (errno.EACCES, errno.EPERM):
        return "Give yourself the right to read it (chmod u+r)."
    if error.errno == errno.ELOOP:
        return "It is a symbolic link that leads back to itself: replace it by the file."
    return "Look whether the file and its folder can be opened."
