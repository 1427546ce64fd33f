"""Apply the fixes that diagnostics carry to the texts they point at.

Fixing runs until nothing is left to fix, so that a second run changes nothing. Code, quotations and official titles are
never touched, whatever a rule proposes; nor is any byte outside the edits, mixed line ends included.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping

import msgspec

from wellsourced.checks.protection import Protection
from wellsourced.diagnostics import Diagnostic, Edit, Span
from wellsourced.manuscript.spans import LineIndex
from wellsourced.project.project import Project

#: A fix may bring another to light, that one a third; more in a row is a rule that does not believe its own fix.
MOST_ROUNDS = 10


class Mended(msgspec.Struct, frozen=True):
    """`texts`: path -> new text with the file's own line ends, for the files that change.

    `applied`: the diagnostics that were mended; `remaining`: what a check of the mended texts finds.
    """

    texts: dict[str, str]
    applied: tuple[Diagnostic, ...]
    remaining: tuple[Diagnostic, ...]


def mend(
    project: Project,
    texts: Mapping[str, str],
    *,
    check: Callable[[Project], tuple[Diagnostic, ...]],
    reload: Callable[[Mapping[str, str]], Project | None],
    unsafe: bool = False,
) -> Mended:
    """Apply the fixes that `check` offers, again and again until it offers none that can be applied.

    `texts`: path -> text as in the file, line ends included, of every file that may be edited. `reload` gives the
    project with the texts given (LF line ends) in place of those on disk, or None where it does not load; then the
    fixes of that round are not made. With `unsafe`, fixes that may change the meaning are applied, too. Pure.
    """
    raw = dict(texts)
    applied: list[Diagnostic] = []
    remaining = check(project)
    seen = {tuple(sorted(raw.items()))}
    for _ in range(MOST_ROUNDS):
        changed, mended = _apply(project, remaining, raw, unsafe=unsafe)
        if not mended:
            break
        after = {**raw, **changed}
        state = tuple(sorted(after.items()))
        reloaded = reload({path: _normalise(text) for path, text in after.items() if text != texts[path]})
        # Two rules that undo each other's work would go round for ever.
        if reloaded is None or state in seen:
            break
        seen.add(state)
        raw, project = after, reloaded
        applied += mended
        remaining = check(project)
    return Mended({path: raw[path] for path in raw if raw[path] != texts[path]}, tuple(applied), remaining)


def _apply(
    project: Project, diagnostics: Iterable[Diagnostic], raw: Mapping[str, str], *, unsafe: bool
) -> tuple[dict[str, str], list[Diagnostic]]:
    """One round: a fix is applied whole or not at all; of two that overlap the first stands."""
    indexes = {path: LineIndex(_normalise(text)) for path, text in raw.items()}
    protection = Protection(project, {path: index.text for path, index in indexes.items()})
    taken: dict[str, list[tuple[int, int, str]]] = {}
    mended: list[Diagnostic] = []
    for diagnostic in diagnostics:
        if diagnostic.fix is None or not (diagnostic.fix.safe or unsafe):
            continue
        edits = [_locate(edit, indexes) for edit in diagnostic.fix.edits]
        if any(
            edit is None or _overlaps(edit, taken) or protection.holds(edit[0], edit[1], edit[2], diagnostic.code)
            for edit in edits
        ):
            continue
        for edit in edits:
            if edit is not None:
                taken.setdefault(edit[0], []).append(edit[1:])
        mended.append(diagnostic)
    return {path: _edit(raw[path], edits) for path, edits in taken.items()}, mended


def _overlaps(edit: tuple[str, int, int, str], taken: Mapping[str, list[tuple[int, int, str]]]) -> bool:
    """Whether an edit shares a letter with one that was taken, or inserts at the same place."""
    path, first, last, _ = edit
    return any((first < end and start < last) or (first, last) == (start, end) for start, end, _ in taken.get(path, ()))


def _locate(edit: Edit, indexes: Mapping[str, LineIndex]) -> tuple[str, int, int, str] | None:
    """Path, offsets and new text of an edit; None where it lies outside of what may be edited, or changes nothing."""
    index = indexes.get(edit.span.path)
    if index is None or edit.span.unit != "line":
        return None
    start, end = _offset(index, edit.span, end=False), _offset(index, edit.span, end=True)
    if start is None or end is None or start > end or index.text[start:end] == edit.text:
        return None
    return edit.span.path, start, end, edit.text


def _offset(index: LineIndex, span: Span, *, end: bool) -> int | None:
    line, column = (span.end_line, span.end_column) if end else (span.line, span.column)
    if not 1 <= line <= len(index.starts) or column < 1:
        return None
    offset = index.starts[line - 1] + column - 1
    return offset if offset <= len(index.text) else None


def _normalise(raw: str) -> str:
    return raw.replace("\r\n", "\n").replace("\r", "\n")


def _edit(raw: str, edits: list[tuple[int, int, str]]) -> str:
    """`raw` with the edits made, whose offsets are those of the text with LF line ends."""
    # Where the normalised text is shorter: behind each CR of a CR LF.
    shortened = [match.start() - number for number, match in enumerate(re.finditer(r"\r\n", raw))]
    end_of_line = re.search(r"\r\n|\r|\n", raw)
    parts: list[str] = []
    position = 0
    for start, end, new in sorted(edits):
        raw_start = start + bisect_left(shortened, start)
        raw_end = end + bisect_left(shortened, end)
        parts += [raw[position:raw_start], new.replace("\n", end_of_line[0] if end_of_line else "\n")]
        position = raw_end
    return "".join([*parts, raw[position:]])
