"""Files that sections include, `{% include "shared/scope.md" %}`: where it says so, and what the files hold.

Only files inside sections/ can be included. What is wrong is reported where the directive stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec

from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.project.paths import FileText, is_inside, read_text
from wellsourced.project.wording import shorten

FOLDER = "sections"
#: An included file may include another, and so on, so many times.
MOST_LEVELS = 5
#: A section may grow by this many characters through what it includes.
GROWTH_LIMIT = 2_000_000

_TAG = re.compile(r"\{%[-+]?\s*(?:(?P<raw>raw)\s*[-+]?%\}|include\b)")
_END_OF_RAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
_DIRECTIVE = re.compile(r"""\{%\s*include\s+(?:"(?P<file>[^"\x00-\x1f\x7f]+)"|'(?P<other>[^'\x00-\x1f\x7f]+)')\s*%\}""")
_FORM = '{% include "shared/scope.md" %}'


class Directive(msgspec.Struct, frozen=True):
    """A directive at `text[start:end]`; `file` as written, None where it cannot be read."""

    start: int
    end: int
    file: str | None

    @property
    def path(self) -> str:
        """The path of the file in the project."""
        return f"{FOLDER}/{PurePosixPath(self.file or '')}"


class Fragments(NamedTuple):
    """The included files (path -> text), and what is wrong with what includes them."""

    texts: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]


def find_directives(text: str) -> tuple[Directive, ...]:
    """The include directives of a text, in order; none of those between `{% raw %}` and `{% endraw %}`."""
    return tuple(_find_directives(text)) if "{%" in text and "include" in text else ()


def _find_directives(text: str) -> Iterator[Directive]:
    position = 0
    while tag := _TAG.search(text, position):
        position = tag.end()
        if tag["raw"]:
            closing = _END_OF_RAW.search(text, position)
            position = closing.end() if closing else len(text)
        elif directive := _DIRECTIVE.match(text, tag.start()):
            position = directive.end()
            yield Directive(tag.start(), position, directive["file"] or directive["other"])
        else:
            # What cannot be read is marked up to its end, if that is near and on its line.
            line = text[tag.start() : tag.start() + 200].split("\n", 1)[0]
            closing_mark = line.find("%}")
            length = closing_mark + 2 if closing_mark != -1 else len(line.rstrip())
            yield Directive(tag.start(), tag.start() + max(length, position - tag.start()), None)


def read_fragments(
    root: Path, sections: Mapping[str, str], listed: Collection[str], present: list[str], unsaved: Mapping[str, str]
) -> Fragments:
    """Read every file that the sections (path -> text) include, and those that these include.

    `listed`: paths of all sections; `present`: Markdown files in sections/; `unsaved`: path -> text that stands for
    what the file holds. Codes: CFG022 (cannot be read), CFG023 (missing), CFG024 (leads out of sections/), CFG025 (goes
    round in a circle), CFG026 (beyond the limits), CFG027 (a section is included), and those of `read_text`.
    """
    reader = _Reader(root, frozenset(listed), present, unsaved)
    for path, text in sections.items():
        reader.visit(path, text, ())
    if not reader.diagnostics:
        for path, text in sections.items():
            reader.measure(path, text)
    return Fragments(reader.texts, tuple(dict.fromkeys(reader.diagnostics)))


class _Reader:
    def __init__(self, root: Path, listed: frozenset[str], present: list[str], unsaved: Mapping[str, str]) -> None:
        self._root, self._listed, self._present, self._unsaved = root, listed, present, unsaved
        self._visited: set[tuple[str, int]] = set()
        self._read: dict[str, FileText] = {}
        self._sizes: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        self.diagnostics: list[Diagnostic] = []

    def visit(self, path: str, text: str, above: tuple[str, ...]) -> None:
        """Follow the directives of a file; `above`: the files that include it, from the section on."""
        if (path, len(above)) in self._visited:
            return
        self._visited.add((path, len(above)))
        for directive in find_directives(text):
            span = _span(path, text, directive)
            problem = self._judge(directive, span, (*above, path))
            if problem:
                self.diagnostics.append(problem)
                continue
            included, unreadable = self._fetch(directive.path)
            if unreadable is not None:
                own = unreadable.span == Span(directive.path)
                self.diagnostics.append(msgspec.structs.replace(unreadable, span=span) if own else unreadable)
            elif included is None:
                self.diagnostics.append(self._report_missing(directive, span))
            else:
                self.texts[directive.path] = included
                self.visit(directive.path, included, (*above, path))

    def measure(self, path: str, text: str) -> None:
        """Complain of the directive that makes a section too long."""
        size = 0
        for directive in find_directives(text):
            size += self._size(directive.path)
            if size > GROWTH_LIMIT:
                message = f"The section grows by more than {GROWTH_LIMIT:,} characters through what it includes"
                help = "Include less, or make the file a section of its own."
                self.diagnostics.append(_complain("CFG026", message, _span(path, text, directive), help))
                return

    def _size(self, path: str) -> int:
        # Files that include nothing but each other count by the length of their directives.
        if path not in self._sizes:
            text = self.texts[path]
            self._sizes[path] = len(text) + sum(self._size(directive.path) for directive in find_directives(text))
        return self._sizes[path]

    def _fetch(self, path: str) -> FileText:
        if path not in self._read:
            unsaved = self._unsaved.get(path)
            self._read[path] = read_text(self._root, path) if unsaved is None else FileText(unsaved, None)
        return self._read[path]

    def _judge(self, directive: Directive, span: Span, above: tuple[str, ...]) -> Diagnostic | None:
        """What is wrong with a directive before any file is opened."""
        if directive.file is None:
            return _complain("CFG022", "This include cannot be read", span, f"Write {_FORM}.")
        named = f"`{shorten(directive.file)}`"
        if not is_inside(directive.file):
            help = f"Write the file's name inside {FOLDER}/, without `..`, `~` or a leading slash."
            return _complain("CFG024", f"{named} leads out of the folder {FOLDER}/", span, help)
        if directive.path in above:
            circle = " → ".join(path.removeprefix(f"{FOLDER}/") for path in above[above.index(directive.path) :])
            help = f"The circle: {shorten(circle, 200)} → {shorten(directive.file)}. Take one of the includes out."
            return _complain("CFG025", f"{named} includes itself", span, help)
        if directive.path in self._listed:
            help = "Move what both need into a file of its own, and include that in both."
            return _complain("CFG027", f"{named} is a section of the article and cannot be included", span, help)
        if len(above) > MOST_LEVELS:
            help = "Include the file further up."
            return _complain("CFG026", f"Includes are nested more than {MOST_LEVELS} deep", span, help)
        return None

    def _report_missing(self, directive: Directive, span: Span) -> Diagnostic:
        from rapidfuzz import process

        names = [path.removeprefix(f"{FOLDER}/") for path in self._present if path not in self._listed]
        nearest = process.extractOne(directive.file or "", names, score_cutoff=70)
        help = f"The nearest file is `{nearest[0]}`." if nearest else f"Files are looked for in {FOLDER}/."
        return _complain("CFG023", f"There is no file {shorten(directive.path)}", span, help)


def _complain(code: str, message: str, span: Span, help: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, span, help=help)


def _span(path: str, text: str, directive: Directive) -> Span:
    line, before = text.count("\n", 0, directive.start) + 1, text.rfind("\n", 0, directive.start) + 1
    end_line, end_before = text.count("\n", 0, directive.end) + 1, text.rfind("\n", 0, directive.end) + 1
    return Span(path, line, directive.start - before + 1, end_line, directive.end - end_before + 1)
