"""The only door to pandoc: sandboxed, with a time limit and a heap limit, its warnings returned as data."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

Block = dict[str, Any]
Inline = dict[str, Any]

#: Seconds after which a run is given up: a start, and so much for a million bytes. A 100,000-word document takes about
#: ten; nested brackets can keep pandoc busy for ever.
TIMEOUT, TIMEOUT_A_MEGABYTE = 30.0, 60.0
#: Upper bound of pandoc's heap; GHC's runtime ends the process beyond it (GHC users guide, "+RTS -M").
HEAP_LIMIT = "4g"

#: Markdown as sections are written in: pandoc's own without what belongs to a whole document. Raw HTML and TeX are
#: read, so that they can be seen and refused.
READER = "markdown-latex_macros-yaml_metadata_block-pandoc_title_block-mmd_title_block"


class PandocError(Exception):
    """pandoc refused, ran out of time or memory, or died. The message is for the person at the keyboard."""


class NestingError(PandocError):
    """A text is nested too deeply to be handled."""

    def __init__(self) -> None:
        super().__init__("lists, quotations or brackets are nested too deeply, hundreds of levels")


class PandocWarning(msgspec.Struct, frozen=True):
    """A warning from pandoc's log: its kind (`CiteprocWarning`, ...), words and, where known, line in the text."""

    kind: str
    message: str
    line: int | None = None
    file: str = ""


class Converted(msgspec.Struct, frozen=True):
    """What came out of one run, and what pandoc warned of."""

    output: str
    warnings: tuple[PandocWarning, ...]


def convert(
    text: str,
    *,
    reader: str,
    writer: str,
    arguments: Iterable[str] = (),
    files: Mapping[str, str | bytes] | None = None,
    timeout: float | None = None,
) -> Converted:
    """Run pandoc over `text`, or over those of `files` that `arguments` name as inputs.

    `files` are laid into the private folder pandoc runs in, so that arguments can name them (`--csl=style.csl`).
    Raises PandocError.
    """
    content, warnings = convert_to_bytes(
        text, reader=reader, writer=writer, arguments=arguments, files=files, timeout=timeout
    )
    return Converted(content.decode(), warnings)


def convert_to_bytes(
    text: str,
    *,
    reader: str,
    writer: str,
    arguments: Iterable[str] = (),
    files: Mapping[str, str | bytes] | None = None,
    timeout: float | None = None,
) -> tuple[bytes, tuple[PandocWarning, ...]]:
    """As `convert`, for writers whose output is no text (docx). Raises PandocError."""
    if timeout is None:
        size = len(text) + sum(map(len, (files or {}).values()))
        timeout = TIMEOUT + TIMEOUT_A_MEGABYTE * size / 1e6
    with tempfile.TemporaryDirectory(prefix="wellsourced-") as folder:
        for name, content in (files or {}).items():
            Path(folder, name).write_bytes(content.encode() if isinstance(content, str) else content)
        command = [
            pandoc_path(),
            "+RTS",
            f"-M{HEAP_LIMIT}",
            "-RTS",
            "--sandbox",
            f"--from={reader}",
            f"--to={writer}",
            "--log=log.json",
            "--output=-",
            *arguments,
        ]
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=_environment(),
        ) as process:
            _limit_processor_time(process.pid, timeout)
            try:
                output, errors = process.communicate(text.encode(), timeout=timeout)
            except subprocess.TimeoutExpired as error:
                process.kill()
                raise PandocError(f"pandoc took longer than {timeout:.0f} seconds and was stopped") from error
            except BaseException:
                process.kill()
                raise
        if process.returncode != 0:
            words = errors.decode(errors="replace").strip() or f"exit status {process.returncode}"
            raise PandocError(f"pandoc failed: {words}")
        return output, _read_log(Path(folder, "log.json"))


def _limit_processor_time(process: int, seconds: float) -> None:
    """Bound a pandoc that outlives us: killed outright, we cannot stop it, and some texts keep it busy for hours."""
    if sys.platform == "linux":
        import resource

        bound = int(seconds) + 10
        with contextlib.suppress(OSError):  # it may have ended already
            resource.prlimit(process, resource.RLIMIT_CPU, (bound, bound))


def read_markdown(text: str) -> tuple[list[Block], tuple[PandocWarning, ...]]:
    """Parse Markdown into pandoc AST blocks. Raises PandocError."""
    converted = convert(text, reader=READER, writer="json")
    return msgspec.json.decode(converted.output)["blocks"], converted.warnings


class ReadText(msgspec.Struct, frozen=True):
    """A Markdown text as pandoc reads it. The lines of `warnings` are those of the text."""

    blocks: list[Block]
    warnings: tuple[PandocWarning, ...]


#: A private-use character, which no section holds, as a block of code: what stands before each of the texts read
#: together. Of a paragraph a text that begins with `:` would make the term that it defines.
_BOUNDARY = "\ue011"
_BOUNDARY_BLOCK = f"```\n{_BOUNDARY}\n```\n\n"


def read_together(texts: Sequence[str]) -> list[ReadText]:
    """Parse Markdown texts, each for itself, in one run: most of the time of a short text is pandoc's start.

    Texts must not hold the private-use character U+E011. Raises PandocError.
    """
    if not texts:
        return []
    # A name that no text can guess, in letters that every file system holds.
    stem = f"section-{secrets.token_hex(8)}-"
    files = {f"{stem}{number}": f"{_BOUNDARY_BLOCK}{text}" for number, text in enumerate(texts)}
    # --file-scope reads each file for itself and puts its name and "__" before its identifiers.
    converted = convert("", reader=READER, writer="json", arguments=("--file-scope", *files), files=files)
    boundary = {"t": "CodeBlock", "c": [["", [], []], _BOUNDARY]}
    document = re.sub(rf'"(#?){stem}\d+__', r'"\1', converted.output)
    parts: list[list[Block]] = []
    try:
        read = msgspec.json.decode(document)["blocks"]
    except RecursionError as error:
        raise NestingError from error
    for block in read:
        if block == boundary:
            parts.append([])
        else:
            parts[-1].append(block)
    return [
        ReadText(blocks, tuple(_shift_line(w, stem) for w in converted.warnings if len(texts) == 1 or w.file == name))
        for name, blocks in zip(files, parts, strict=True)
    ]


def _shift_line(warning: PandocWarning, stem: str) -> PandocWarning:
    """A warning with its line counted without the boundary and the blank line behind it."""
    words = warning.message.split(stem)[0].removesuffix(" at ").strip()
    line = max(1, warning.line - _BOUNDARY_BLOCK.count("\n")) if warning.line else None
    return PandocWarning(warning.kind, words, line)


def write_blocks(blocks: list[Block], writer: str, arguments: Iterable[str] = ()) -> Converted:
    """Render pandoc AST blocks in the format `writer` (a fragment). Raises PandocError."""
    return convert(encode_document(blocks), reader="json", writer=writer, arguments=arguments)


def encode_document(blocks: list[Block], meta: Mapping[str, Any] | None = None) -> str:
    """A pandoc JSON document of these blocks."""
    return msgspec.json.encode({"pandoc-api-version": _api_version(), "meta": meta or {}, "blocks": blocks}).decode()


def warm_up() -> None:
    """Find pandoc and ask it who it is, which takes a tenth of a second that other work can fill."""
    with contextlib.suppress(PandocError, OSError):
        pandoc_version()
        _api_version()


@lru_cache(maxsize=1)
def pandoc_path() -> str:
    """The binary that pypandoc ships or finds."""
    import pypandoc

    return str(pypandoc.get_pandoc_path())


@lru_cache(maxsize=1)
def pandoc_version() -> str:
    """The version of the binary, for cache keys and reports."""
    import pypandoc

    return str(pypandoc.get_pandoc_version())


@lru_cache(maxsize=1)
def _api_version() -> list[int]:
    """The AST version this pandoc speaks, as it says itself."""
    version: list[int] = msgspec.json.decode(convert("", reader="markdown", writer="json").output)["pandoc-api-version"]
    return version


def _environment() -> dict[str, str]:
    """Nothing of the user's environment reaches pandoc but what it needs to start and to be reproducible."""
    kept = ("PATH", "HOME", "TMPDIR", "SOURCE_DATE_EPOCH", "SYSTEMROOT", "TEMP", "TMP")
    # --sandbox does not hold citeproc back, which fetches the parent of a dependent style: nobody listens at this port.
    deaf = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    return {
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        **deaf,
        **{name: os.environ[name] for name in kept if name in os.environ},
    }


def _read_log(path: Path) -> tuple[PandocWarning, ...]:
    try:
        entries = msgspec.json.decode(path.read_bytes())
    except (OSError, msgspec.DecodeError):
        return ()
    return tuple(
        PandocWarning(entry.get("type", ""), entry.get("pretty", ""), entry.get("line"), entry.get("source", ""))
        for entry in entries
        if entry.get("verbosity") == "WARNING"
    )
