"""Drafts of word processors, web pages, LaTeX and e-books: read through pandoc, judged as Markdown, and every place
given as a paragraph of the draft, since such files have no lines that their authors see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

import msgspec

from wellsourced import pandoc
from wellsourced.diagnostics import Diagnostic, Edit, Related, Span

#: Ending of the file name -> pandoc's reader. Text in footnotes and tables is read; comments and deletions are not.
READERS = {
    ".docx": "docx", ".odt": "odt", ".epub": "epub", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".tex": "latex", ".latex": "latex", ".rst": "rst", ".org": "org", ".ipynb": "ipynb",
}  # fmt: skip
#: One line a paragraph, nothing but what a reader reads: no attributes, no raw markup, tables row by row.
_WRITER = "markdown" + "".join(
    f"-{extension}"
    for extension in (
        "smart", "raw_html", "raw_tex", "raw_attribute", "header_attributes", "fenced_divs", "bracketed_spans",
        "native_divs", "native_spans", "simple_tables", "multiline_tables", "grid_tables", "link_attributes",
        "inline_code_attributes", "fenced_code_attributes", "definition_lists",
    )
)  # fmt: skip
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
#: `[@key, p. 3]` typed as letters, which pandoc hands out with its marks escaped: the author meant a citation.
_TYPED_CITATION = re.compile(r"\\\[(?P<words>[^\[\]\n]{0,200}\\@[^\[\]\n]{1,300})\\\]")
_RULE_OF_TABLE = re.compile(r"(?=[^-\n]*-)[-:| \t]+")


@dataclass(frozen=True)
class ConvertedDraft:
    """`markdown`: what the rules read. `paragraphs`: what the author reads, one paragraph or table row a line."""

    path: str
    markdown: str
    paragraphs: str
    _numbers: tuple[int, ...]
    _escapes: tuple[tuple[int, ...], ...]

    def place(self, span: Span) -> Span:
        """From a place in `markdown` to the paragraph it is in, columns as in `paragraphs`."""
        line, column = self._place(span.line, span.column)
        end_line, end_column = self._place(span.end_line, span.end_column)
        return Span(self.path, line, column, end_line, end_column, "paragraph")

    def placed(self, diagnostic: Diagnostic) -> Diagnostic:
        """The diagnostic with its places as paragraphs. Its fix is dropped: such a file cannot be edited by lines."""
        return msgspec.structs.replace(
            diagnostic,
            span=self.place(diagnostic.span),
            fix=None,
            help=_with_fix(diagnostic),
            related=tuple(
                Related(self.place(r.span), r.message) if r.span.path == self.path else r for r in diagnostic.related
            ),
        )

    def _place(self, line: int, column: int) -> tuple[int, int]:
        if not 1 <= line <= len(self._numbers):
            return max(1, self._numbers[-1] if self._numbers else 1), 1
        number = self._numbers[line - 1]
        return max(1, number), column - sum(escape < column for escape in self._escapes[line - 1])


def is_converted(path: str) -> bool:
    """Whether a file of this name is read through pandoc."""
    return PurePath(path).suffix.lower() in READERS


def convert_draft(path: str, data: bytes) -> ConvertedDraft:
    """The draft of the file `path`, whose ending names its kind. Raises PandocError."""
    suffix = PurePath(path).suffix.lower()
    name = f"draft{suffix}"
    converted = pandoc.convert(
        "",
        reader=READERS[suffix],
        writer=_WRITER,
        arguments=(name, "--wrap=none", "--markdown-headings=atx", "--track-changes=accept"),
        files={name: data},
    )
    return _number(path, _TYPED_CITATION.sub(_as_citation, converted.output))


def _as_citation(match: re.Match[str]) -> str:
    words = _ESCAPE.sub(r"\1", match["words"])
    return f"[{words}]"


def _number(path: str, markdown: str) -> ConvertedDraft:
    lines = markdown.split("\n")
    numbers: list[int] = []
    shown: list[str] = []
    escapes: list[tuple[int, ...]] = []
    for line in lines:
        # Blank lines belong to the paragraph before, the rule below a table's head to the head.
        if line.strip() and not _RULE_OF_TABLE.fullmatch(line):
            shown.append(_ESCAPE.sub(r"\1", line))
        numbers.append(len(shown))
        escapes.append(tuple(match.start() + 1 for match in _ESCAPE.finditer(line)))
    return ConvertedDraft(path, markdown, "\n".join(shown), tuple(numbers), tuple(escapes))


def _with_fix(diagnostic: Diagnostic) -> str | None:
    """The help, with what the fix would write where it cannot be applied."""
    edits: Iterable[Edit] = diagnostic.fix.edits if diagnostic.fix else ()
    words = [f"“{edit.text}”" for edit in edits if edit.text.strip()]
    parts = [diagnostic.help, f"Write {' and '.join(words)}." if words else None]
    return " ".join(part for part in parts if part) or None
