"""Diagnostics for a terminal, like a good compiler's: the source line, carets below, help, related places.

What comes from files is never trusted: control characters and direction marks are shown, not sent to the terminal.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from wellsourced.diagnostics import Diagnostic, Severity, count_by_severity

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_TAB = 4
#: The least width of a source line that is still worth showing.
_NARROWEST = 20
#: More diagnostics than this end in a table of their codes.
_MANY = 20
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def render_terminal(
    diagnostics: Iterable[Diagnostic],
    texts: Mapping[str, str],
    console: Console,
    *,
    notes: int | None = None,
    titles: Callable[[], Mapping[str, str]] | None = None,
    told: str | None = None,
) -> None:
    """Print diagnostics and a summary line. `texts`: path -> text of the file (LF line ends), where it is at hand.

    With `notes`, so many notes of each code are printed and the others counted; errors and warnings are all printed.
    With `titles` (code -> what is wrong, asked for only then) many diagnostics end in a table of their codes. `told` is
    added to the summary.
    """
    from rich.text import Text

    diagnostics = tuple(diagnostics)
    lines: dict[str, list[str]] = {}
    seen: Counter[str] = Counter()
    for diagnostic in diagnostics:
        if diagnostic.severity is Severity.INFO:
            seen[diagnostic.code] += 1
            if notes is not None and seen[diagnostic.code] > notes:
                continue
        path = diagnostic.span.path
        if path not in lines:
            lines[path] = texts[path].split("\n") if path in texts else []
        # One print a diagnostic: rich prepares a console anew for each.
        block = Text("\n").join(_render(diagnostic, lines[path], console.width, wrap=console.is_terminal))
        console.print(block, soft_wrap=True, highlight=False, markup=False, emoji=False)
    if hidden := list(_count_hidden(seen, notes)):
        console.print(Text("\n").join([*hidden, Text()]), soft_wrap=True, highlight=False, markup=False, emoji=False)
    if titles and len(diagnostics) > _MANY and len({diagnostic.code for diagnostic in diagnostics}) > 1:
        console.print(_tabulate(diagnostics, titles()), highlight=False, markup=False, emoji=False)
        console.print()
    console.print(summarise(diagnostics, told), soft_wrap=True, highlight=False, markup=False, emoji=False)


def _count_hidden(seen: Counter[str], notes: int | None) -> Iterable[Text]:
    from rich.text import Text

    for code, number in seen.items():
        if notes is not None and number > notes:
            yield Text.assemble(
                (f"info[{code}]", _STYLES[Severity.INFO]), f": {number - notes} more of this kind; --all prints them"
            )


def show_controls(text: str) -> str:
    """`text` with control characters and direction marks made visible (ESC as ␛, U+202E as <U+202E>); tabs stay."""
    if text.isprintable():
        return text
    return "".join(_show(letter) for letter in text)


def _show(letter: str) -> str:
    code = ord(letter)
    if letter in "\t\n":
        return letter
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if (
        letter in _DIRECTION_MARKS
        or (0x80 <= code < 0xA0)
        or unicodedata.category(letter) in ("Cs", "Co", "Cn", "Zl", "Zp")
    ):
        return f"<U+{code:04X}>"
    return letter


def _render(diagnostic: Diagnostic, lines: list[str], width: int, *, wrap: bool) -> Iterable[Text]:
    """The lines of one diagnostic. Without `wrap` its message is one line, as who searches the output expects."""
    from rich.text import Text

    style = _STYLES[diagnostic.severity]
    span = diagnostic.span
    label = f"{diagnostic.severity}[{diagnostic.code}]"
    message = _one_line(diagnostic.message)
    first, *more = _wrap(message, max(_NARROWEST, width - len(label) - 2)) if wrap else [message]
    yield Text.assemble((label, style), (f": {first}", "bold"))
    yield from (Text(" " * (len(label) + 2) + words, "bold") for words in more)
    shown = 1 <= span.line <= len(lines) and bool(lines[span.line - 1].strip())
    last = min(span.end_line, len(lines)) if shown else span.line
    if last > span.line and span.end_column <= 1:
        last -= 1
    gutter = len(str(max(last, span.line)))
    yield Text.assemble((" " * gutter + "--> ", "blue"), show_controls(str(span)))
    if shown:
        yield Text(" " * gutter + " |", "blue")
        for number in _lines_to_show(span.line, last):
            if number is None:
                yield Text("...", "blue")
                continue
            written = lines[number - 1]
            start = span.column if number == span.line else len(written) - len(written.lstrip(" \t>")) + 1
            end = span.end_column if number == span.end_line else len(written) + 1
            room = max(_NARROWEST, width - gutter - 4)
            source, carets = _window(written, start, end, room)
            yield Text.assemble((f"{number:>{gutter}} | ", "blue"), source)
            yield Text.assemble((" " * gutter + " | ", "blue"), (carets, style))
        yield Text(" " * gutter + " |", "blue")
    notes = [("help", diagnostic.help)] if diagnostic.help else []
    if diagnostic.fix:
        kind = "safe" if diagnostic.fix.safe else "look before you apply it"
        notes.append(("fix", f"{diagnostic.fix.title} ({kind})"))
    notes += [("see", f"{related.span}: {related.message}") for related in diagnostic.related]
    for label, words in notes:
        yield from _note(label, _one_line(words or ""), gutter, width)
    yield Text("")


def _lines_to_show(first: int, last: int) -> Iterable[int | None]:
    """All lines of a short span; of a long one the first and the last."""
    if last - first <= 2:
        return range(first, last + 1)
    return (first, None, last)


def _window(line: str, start: int, end: int, room: int) -> tuple[str, str]:
    """The part of a line around columns `start` to `end` that fits `room` cells, and carets that stand below it.

    Tabs, wide and combining characters count as the cells they take.
    """
    import regex as re
    from rich.cells import cell_len

    line, start, end, left, right = _cut(line, start, end, room)
    cells: list[str] = []
    widths: list[int] = []
    column = 0
    if line.isascii() and line.isprintable():
        cells, widths, line = list(line), [1] * len(line), ""
    for cluster in re.findall(r"\X", line) if not line.isascii() else line:
        shown = [" " * (_TAB - column % _TAB)] if cluster == "\t" else [_show(letter) for letter in cluster]
        cells += shown
        # What is one letter to the eye (a family of emoji, a letter with its accent) takes the cells of the whole.
        widths += [cell_len("".join(shown)), *(0 for _ in shown[1:])]
        column += widths[-len(shown)]
    start = min(max(start - 1, 0), len(cells))
    end = min(max(end - 1, start), len(cells))
    first, last = 0, len(cells)
    if left or right or sum(widths) > room:
        first, last = _clip(widths, start, end, room - 2)
    before = "…" if first > 0 or left else ""
    after = "…" if last < len(cells) or right else ""
    pad = len(before) + sum(widths[first : max(first, start)])
    marked = sum(widths[max(first, start) : min(end, last)])
    return before + "".join(cells[first:last]) + after, " " * pad + "^" * max(1, marked)


def _cut(line: str, start: int, end: int, room: int) -> tuple[str, int, int, bool, bool]:
    """The neighbourhood of columns `start` to `end` in a very long line, the columns in it, and what was cut off.

    A letter may be made of several characters; a few times the room always holds enough. Without this, ten thousand
    complaints about one line of a megabyte would never be printed.
    """
    reach = 3 * room
    left = max(0, start - 1 - reach)
    right = min(len(line), max(start, min(end, start + reach)) + reach)
    return line[left:right], start - left, min(end - left, right - left + 1), left > 0, right < len(line)


def _clip(widths: list[int], start: int, end: int, room: int) -> tuple[int, int]:
    """A range of letters around `start`, at most `room` cells wide: a third of the free room goes before it."""
    free = max(0, room - sum(widths[start:end]))
    first = start
    used = 0
    while first > 0 and used + widths[first - 1] <= free // 3:
        first -= 1
        used += widths[first]
    last = start
    used = sum(widths[first:start])
    while last < len(widths) and used + widths[last] <= room:
        used += widths[last]
        last += 1
    while first > 0 and used + widths[first - 1] <= room:
        first -= 1
        used += widths[first]
    return first, last


def _note(label: str, words: str, gutter: int, width: int) -> Iterable[Text]:
    from rich.text import Text

    indent = " " * gutter + " = "
    first = True
    for line in _wrap(words, max(_NARROWEST, width - len(indent) - len(label) - 2)):
        if first:
            yield Text.assemble((indent, "blue"), (f"{label}: ", "bold"), line)
        else:
            yield Text(" " * (len(indent) + len(label) + 2) + line)
        first = False


def _wrap(words: str, room: int) -> list[str]:
    import textwrap

    return textwrap.wrap(words, room, break_long_words=False, break_on_hyphens=False) or [""]


def _one_line(text: str) -> str:
    return show_controls(" ".join(text.split()))


def _tabulate(diagnostics: Iterable[Diagnostic], titles: Mapping[str, str]) -> Table:
    """How many of each code, the worst first."""
    from rich.table import Table
    from rich.text import Text

    found = {diagnostic.code: diagnostic.severity for diagnostic in diagnostics}
    number = Counter(diagnostic.code for diagnostic in diagnostics)
    fixable = Counter(diagnostic.code for diagnostic in diagnostics if diagnostic.fix)
    order = list(Severity)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("Code", no_wrap=True)
    table.add_column("Found", justify="right", no_wrap=True)
    table.add_column("Fixes", justify="right", no_wrap=True)
    table.add_column("What is wrong", no_wrap=True, overflow="ellipsis")
    for code in sorted(found, key=lambda code: (order.index(found[code]), -number[code], code)):
        fixes = str(fixable[code]) if fixable[code] else ""
        table.add_row(Text(code, _STYLES[found[code]]), str(number[code]), fixes, Text(titles.get(code, "")))
    return table


def summarise(diagnostics: tuple[Diagnostic, ...], told: str | None = None) -> Text:
    """One line: how many of what in how many files, and what is `told` besides."""
    from rich.text import Text

    counts = count_by_severity(diagnostics)
    fixable = sum(1 for diagnostic in diagnostics if diagnostic.fix)
    if not diagnostics:
        return Text(f"Nothing to complain about; {told}." if told else "Nothing to complain about.", "green")
    names = {
        Severity.ERROR: ("error", "errors"),
        Severity.WARNING: ("warning", "warnings"),
        Severity.INFO: ("note", "notes"),
    }
    parts: list[tuple[str, str]] = []
    for severity, (one, many) in names.items():
        number = counts[str(severity)]
        if number:
            parts += [(", ", ""), (f"{number} {one if number == 1 else many}", _STYLES[severity])]
    files = len({diagnostic.span.path for diagnostic in diagnostics})
    parts.append((f" in {files} {'file' if files == 1 else 'files'}", ""))
    if fixable:
        parts.append((f"; {fixable} with a fix", ""))
    if told:
        parts.append((f"; {told}", ""))
    return Text.assemble(*parts[1:])
