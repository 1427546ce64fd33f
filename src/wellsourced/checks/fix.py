"""Apply the fixes that diagnostics carry to the texts they point at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from wellsourced.diagnostics import Diagnostic, Edit, Span
from wellsourced.manuscript.spans import LineIndex


class Fixed(msgspec.Struct, frozen=True):
    """`texts`: path -> new text, for the files that change. `applied`: the diagnostics that were mended."""

    texts: dict[str, str]
    applied: tuple[Diagnostic, ...]


def apply_safe_fixes(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str]) -> Fixed:
    """Apply every safe fix whose edits lie in `texts` (path -> text with LF line ends).

    A fix is applied whole or not at all; of two that overlap the first stands, the other is for the next run. Pure.
    """
    taken: dict[str, list[tuple[int, int, str]]] = {}
    applied: list[Diagnostic] = []
    indexes = {path: LineIndex(text) for path, text in texts.items()}
    for diagnostic in diagnostics:
        if diagnostic.fix is None or not diagnostic.fix.safe:
            continue
        places = [(edit.span.path, _range(edit, indexes)) for edit in diagnostic.fix.edits]
        if any(
            place is None or any(place[0] < end and start < place[1] for start, end, _ in taken.get(path, ()))
            for path, place in places
        ):
            continue
        for edit, (path, place) in zip(diagnostic.fix.edits, places, strict=True):
            if place is not None:
                taken.setdefault(path, []).append((*place, edit.text))
        applied.append(diagnostic)
    return Fixed({path: _edit(texts[path], edits) for path, edits in taken.items()}, tuple(applied))


def _range(edit: Edit, indexes: Mapping[str, LineIndex]) -> tuple[int, int] | None:
    """Offsets of an edit in its text; None where they lie outside."""
    index = indexes.get(edit.span.path)
    if index is None:
        return None
    start, end = _offset(index, edit.span, end=False), _offset(index, edit.span, end=True)
    return (start, end) if start is not None and end is not None and start <= end else None


def _offset(index: LineIndex, span: Span, *, end: bool) -> int | None:
    line, column = (span.end_line, span.end_column) if end else (span.line, span.column)
    if not 1 <= line <= len(index.starts):
        return None
    offset = index.starts[line - 1] + column - 1
    return offset if offset <= len(index.text) else None


def _edit(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text
