"""Read a loose draft from disk for an audit. The only door of the checks to the disk; the rules themselves are pure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wellsourced.checks.registry import rule
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.manuscript.spans import LineIndex

if TYPE_CHECKING:
    from wellsourced.checks.converted_drafts import ConvertedDraft

#: Bytes; a million words of Markdown are about seven.
MAX_DRAFT_SIZE = 50_000_000


class Draft(NamedTuple):
    """`text` is None if the draft cannot be read; then the diagnostic says why, and the exit status is 2.

    `converted`: how the Markdown in `text` leads back to the paragraphs of a draft of another kind.
    """

    text: str | None
    diagnostics: tuple[Diagnostic, ...] = ()
    converted: ConvertedDraft | None = None

    @property
    def shown(self) -> str:
        """What the draft's author reads, line by line or paragraph by paragraph, with LF line ends."""
        if self.converted:
            return self.converted.paragraphs
        return (self.text or "").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read_draft(file: Path, *, name: str | None = None) -> Draft:
    """The text of a file. Nothing is raised; see CFG120 for what is refused."""
    path = name or file.as_posix()
    try:
        if file.is_dir():
            return _refuse(path, "This is a folder, not a draft", "Name a file of text or Markdown.")
        if not file.exists():
            return _refuse(path, "There is no such file", "Check the path.")
        if not file.is_file():
            return _refuse(path, "This is a pipe or device, not a file", "Send it through standard input, named `-`.")
        with file.open("rb") as stream:
            data = stream.read(MAX_DRAFT_SIZE + 1)
    except (OSError, ValueError) as error:
        return _refuse(
            path, f"This file cannot be read: {getattr(error, 'strerror', None) or error}", "Check its rights."
        )
    return decode_draft(path, data)


def decode_draft(path: str, data: bytes) -> Draft:
    """The text of a draft that was read already (from standard input, say)."""
    if len(data) > MAX_DRAFT_SIZE:
        megabytes = MAX_DRAFT_SIZE // 1_000_000
        return _refuse(path, f"This draft is larger than {megabytes} MB", "Audit it chapter by chapter.")
    # A check of the article reads no drafts, and need not know of pandoc.
    from wellsourced.checks.converted_drafts import convert_draft, is_converted
    from wellsourced.pandoc import PandocError

    if is_converted(path):
        try:
            converted = convert_draft(path, data)
        except PandocError as error:
            return _refuse(path, f"This draft cannot be read: {error}", "Export it as Markdown, or as another kind.")
        return Draft(converted.markdown, (), converted)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        span = _place(path, before)
        hint = "It looks like UTF-16." if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "Save it as UTF-8."
        return _refuse(path, f"This is not UTF-8 text (byte 0x{data[error.start]:02x})", hint, span)
    if (place := text.find("\0")) != -1:
        return _refuse(
            path,
            "There is a NUL character here: this is no text",
            "Export the draft as Markdown.",
            _place(path, text[:place]),
        )
    return Draft(text)


@rule("CFG120", Severity.ERROR, "A draft cannot be read")
def unreadable_draft(_context: object) -> tuple[Diagnostic, ...]:
    """The file given to `wellsourced audit` is not a text that can be audited.

    ## What it checks

    It exists, is a file, is not larger than 50 MB, and holds UTF-8 text without NUL characters; or its name ends like
    that of a DOCX, ODT, EPUB, HTML, LaTeX, reStructuredText, Org or notebook file, and pandoc can read it.

    ## Why it matters

    An audit that silently skips what it cannot read would call it clean.

    ## Example

    A scanned page, a damaged DOCX file, or text in another encoding.

    ## Use instead

    The draft exported as Markdown or plain text in UTF-8.
    """
    return ()


def _refuse(path: str, message: str, help: str, span: Span | None = None) -> Draft:
    return Draft(None, (Diagnostic("CFG120", Severity.ERROR, message, span or Span(path), help=help),))


def _place(path: str, before: str) -> Span:
    text = before.replace("\r\n", "\n").replace("\r", "\n")
    return LineIndex(text).span(path, len(text), len(text))


RULES = (unreadable_draft,)
