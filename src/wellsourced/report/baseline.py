"""The baseline: what was wrong when a draft came under the checks, so that from then on only new errors fail.

An entry is a path, a code, a fingerprint of the words of the line and of those marked in it, and how often that occurs.
A line that moved still matches; an edited one counts as new. Notes never fail and are not kept.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Literal, NamedTuple

import msgspec

from wellsourced.diagnostics import Diagnostic, Severity, Span

_MESSAGE_LENGTH = 100
_HEAD = (
    "# What `--baseline` lets pass: errors that stood in the drafts when it was written. Not for editing:\n"
    "# `--update-baseline` writes it anew.\n"
)


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Errors of one kind on equal lines of a file. `message` is for people and is not compared."""

    path: str
    code: Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}[0-9]{3}$")]
    fingerprint: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]
    count: Annotated[int, msgspec.Meta(ge=1)] = 1
    message: str = ""


class BaselineFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A baseline as written. `baseline` is the version of its form."""

    baseline: Literal[1]
    entries: tuple[Entry, ...]


class ReadBaseline(NamedTuple):
    """The baseline of a file and where its entries stand; `file` is None where the text is refused, and why."""

    file: BaselineFile | None
    places: tuple[Span, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class Comparison(NamedTuple):
    """`old`: the diagnostics that the baseline holds; `gone`: entries of which some or all no longer occur."""

    old: frozenset[Diagnostic] = frozenset()
    gone: tuple[Entry, ...] = ()


_Key = tuple[str, str, str]


def read_baseline(path: str, text: str) -> ReadBaseline:
    """Read the text of a baseline (LF line ends). Codes: those of YAML and of its models, CFG003 to CFG013."""
    from wellsourced.project.validate import validate
    from wellsourced.project.yaml_positions import read_yaml

    document = read_yaml(path, text)
    if not document.readable or document.diagnostics:
        return ReadBaseline(None, diagnostics=document.diagnostics)
    file, diagnostics = validate(document.value, BaselineFile, document.positions)
    if file is None:
        return ReadBaseline(None, diagnostics=diagnostics)
    places = tuple(document.positions.span(("entries", number)) for number in range(len(file.entries)))
    return ReadBaseline(file, places)


def compare_with_baseline(
    diagnostics: Iterable[Diagnostic],
    texts: Mapping[str, str],
    entries: Iterable[Entry],
    concerns: Callable[[Entry], bool] = lambda _: True,
) -> Comparison:
    """What of `diagnostics` is old. `concerns` tells of an entry whether its rule ran on its file this time."""
    entries = tuple(entries)
    left: dict[_Key, int] = {}
    for entry in entries:
        # A merge of two branches may hold an entry twice; it still stands for the same errors.
        left[_key(entry)] = max(left.get(_key(entry), 0), entry.count)
    old = set()
    for diagnostic, key in _identify(diagnostics, texts):
        if left.get(key):
            left[key] -= 1
            old.add(diagnostic)
    return Comparison(frozenset(old), tuple(entry for entry in entries if left[_key(entry)] and concerns(entry)))


def make_baseline(
    diagnostics: Iterable[Diagnostic], texts: Mapping[str, str], keep: Iterable[Entry] = ()
) -> tuple[Entry, ...]:
    """The entries for these diagnostics, and those of `keep` (which did not come under this run), sorted."""
    counts: Counter[_Key] = Counter()
    messages: dict[_Key, str] = {}
    for diagnostic, key in _identify(diagnostics, texts):
        counts[key] += 1
        messages.setdefault(key, _clean(diagnostic.message)[:_MESSAGE_LENGTH])
    entries = {key: Entry(*key, number, messages[key]) for key, number in counts.items()}
    entries |= {_key(entry): entry for entry in keep if _key(entry) not in entries}
    return tuple(entry for _, entry in sorted(entries.items()))


def render_baseline(entries: Iterable[Entry]) -> str:
    """The baseline as YAML, one line a value, so that a difference shows entry by entry."""
    blocks = [
        f"- path: {_quote(entry.path)}\n"
        f"  code: {entry.code}\n"
        f"  fingerprint: {_quote(entry.fingerprint)}\n"
        f"  count: {entry.count}\n"
        f"  message: {_quote(entry.message)}\n"
        for entry in entries
    ]
    return f"{_HEAD}baseline: 1\n" + (f"entries:\n{''.join(blocks)}" if blocks else "entries: []\n")


class Lines:
    """The lines of the texts examined, and a hash of the words of each: one line may hold thousands of complaints."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._lines: dict[str, list[str]] = {}
        self._hashes: dict[tuple[str, int], str] = {}

    def of(self, path: str) -> list[str]:
        """The lines of a file; none where it is not at hand."""
        if path not in self._lines:
            self._lines[path] = self._texts[path].split("\n") if path in self._texts else []
        return self._lines[path]

    def hash(self, path: str, line: int) -> str | None:
        """A hash of the words of a line, whatever the space between them; None where there is no such line."""
        if not 1 <= line <= len(self.of(path)):
            return None
        if (path, line) not in self._hashes:
            self._hashes[path, line] = hash_words(self._lines[path][line - 1])
        return self._hashes[path, line]


def hash_words(*texts: str) -> str:
    """16 hexadecimal digits for the words of the texts."""
    content = "\0".join(" ".join(text.split()) for text in texts)
    return hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()[:16]


def fingerprint(diagnostic: Diagnostic, lines: Lines) -> str:
    """16 hexadecimal digits for a diagnostic's code, the words of its line and those it marks.

    What stands for a whole file, or for one that is not at hand, goes by its message.
    """
    span = diagnostic.span
    line = None if span == Span(span.path) else lines.hash(span.path, span.line)
    if line is None:
        return hash_words(diagnostic.code, diagnostic.message)
    return hash_words(diagnostic.code, line, _marked(span, lines.of(span.path)))


def _identify(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str]) -> Iterable[tuple[Diagnostic, _Key]]:
    lines = Lines(texts)
    for diagnostic in diagnostics:
        if diagnostic.severity is not Severity.INFO:
            yield diagnostic, (_clean(diagnostic.span.path), diagnostic.code, fingerprint(diagnostic, lines))


def _marked(span: Span, lines: list[str]) -> str:
    covered = lines[span.line - 1 : span.end_line]
    if span.end_line <= len(lines):
        covered[-1] = covered[-1][: span.end_column - 1]
    covered[0] = covered[0][span.column - 1 :]
    return "\n".join(covered)


def _key(entry: Entry) -> _Key:
    return entry.path, entry.code, entry.fingerprint


def _clean(text: str) -> str:
    """`text` in one line, with what YAML or a terminal would take amiss replaced."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(text.split()))


def _quote(text: str) -> str:
    # A text in JSON is one in YAML.
    return json.dumps(text, ensure_ascii=False)
