"""Fold a text to the form in which wordings are compared, and keep the way back to every letter of it.

Folding takes away what a reader does not read: emphasis marks, soft hyphens, the difference between kinds of space,
quotation mark and dash, compatibility forms (NFKC) and letters of other scripts that look Latin. Case stays.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

import msgspec
import regex

from wellsourced.manuscript.spans import LineIndex, SourceMap


class FoldedText(msgspec.Struct, frozen=True):
    """`text` is the folded form; `source_range` leads back into the text that was folded."""

    text: str
    map: SourceMap

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stood before folding."""
        return self.map.source_range(start, end)

    def from_source(self, offsets: Sequence[int]) -> list[int]:
        """Where these offsets of the text that was folded (in ascending order) stand in `text`."""
        folded: list[int] = []
        pieces = self.map.pieces
        # One leap to the first offset, then step by step: callers ask for a few places of a long text, or for all.
        number = max(0, bisect_right(pieces, offsets[0], key=lambda piece: piece[1]) - 1) if offsets else 0
        for offset in offsets:
            while number + 1 < len(pieces) and pieces[number + 1][1] <= offset:
                number += 1
            start, source_start, length, copied = pieces[number]
            behind = offset - source_start
            if behind >= length:  # in something that folding took away
                end = pieces[number + 1][0] if number + 1 < len(pieces) else len(self.text)
                folded.append(end)
            else:
                folded.append(start + (behind if copied else 0))
        return folded


def fold(text: str) -> FoldedText:
    """Fold `text`. A paragraph break becomes a line feed, every other white space one space. Linear in its length."""
    if text.isascii() and not _MARKED.search(text):
        return FoldedText(text, SourceMap.identity(text))
    pieces: list[tuple[int, int, int, bool]] = []
    out: list[str] = []
    length = 0
    position = 0
    for match in _special(text).finditer(text):
        start, end = match.span()
        folded = _fold_special(match[0], match.lastgroup or "")
        if folded == match[0]:
            continue
        if start > position:
            pieces.append((length, position, start - position, True))
            out.append(text[position:start])
            length += start - position
        if folded:
            # Of equal length: letter by letter, so that a place inside stays exact.
            pieces.append((length, start, end - start, len(folded) == end - start))
            out.append(folded)
            length += len(folded)
        position = end
    if position < len(text) or not pieces:
        pieces.append((length, position, len(text) - position, True))
        out.append(text[position:])
    return FoldedText("".join(out), SourceMap(LineIndex(text), tuple(pieces)))


def fold_lines(lines: Sequence[str]) -> list[str]:
    """Each of `lines` folded; together, which takes a third of the time. None of them holds a line feed."""
    folded = fold("\n\n".join(lines)).text.split("\n")
    # A line of which nothing is left merges with its neighbours.
    return folded if len(folded) == len(lines) else [fold(line).text for line in lines]


#: What of ASCII folding may change.
_MARKED = re.compile(r"[*_~\\&<`>\t\n\r\f\v]|  |--")
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_INVISIBLE_LETTER = re.compile(f"[{_INVISIBLE}]")
_SPECIAL = rf"""
    (?P<space>(?:[ ](?=\s|\\\n)|[^\S ]|\\(?=\n))(?:\s|\\(?=\n))*(?:>[ \t]?(?=\S|\s*>)\s*)*)
  | (?P<invisible>[{_INVISIBLE}]+)
  | (?P<emphasis>\*+|~~|(?<!\w)_+|_+(?!\w))
  | (?P<escape>\\[!-/:-@\[-`{{-~\ ])
  | (?P<entity>&(?:\#\d{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});)
  | (?P<tag></?[A-Za-z][A-Za-z0-9:-]{{0,40}}(?:\s[^<>\n=]{{0,40}}=[^<>\n]{{0,200}}|\s{{0,3}})/?>)
  | (?P<dashes>--+)
  | (?P<backtick>`)
  | (?P<foreign>[^\x00-\x7f]\p{{M}}*)
"""
#: What can begin any of these: lets the search run past ordinary letters.
_BEGINNING = r"(?=[\s\\*~_&<`-]|[^\x00-\x7f])"

_QUOTES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼʹ´＇", "'"),
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‐‑‒–—―−﹘﹣－⁃", "-"),
        # Cyrillic and Greek capitals and small letters that look Latin (Unicode TR 39, confusables).
        **dict(zip("АВЕКМНОРСТХІЅЈ", "ABEKMHOPCTXISJ", strict=True)),
        **dict(zip("аеорсухіѕј", "aeopcyxisj", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
        **dict(zip("οιν", "oiv", strict=True)),
    }
)  # fmt: skip


def _special(text: str) -> regex.Pattern[str]:
    # Letters with loose accents are rare; looking for them is not free.
    loose_accents = not text.isascii() and regex.search(r"\p{M}", text) is not None
    return _compile_special(loose_accents=loose_accents)


@cache  # What `regex` keeps itself costs more to find again than a short text to fold.
def _compile_special(*, loose_accents: bool) -> regex.Pattern[str]:
    accented = r"(?P<foreign>[A-Za-z]\p{M}+)|" if loose_accents else ""
    return regex.compile(f"{accented}{_BEGINNING}(?:{_SPECIAL})", regex.VERBOSE)


def _fold_special(found: str, kind: str) -> str:
    match kind:
        case "space":
            return "\n" if found.count("\n") > 1 else " "
        case "escape":
            return found[1:]
        case "entity":
            return _fold_letters(html.unescape(found))
        case "dashes":
            return "-"
        case "backtick":
            return "'"
        case "foreign":
            return _fold_letters(found)
        case _:
            return ""


def _fold_letters(letters: str) -> str:
    folded = unicodedata.normalize("NFKC", letters).translate(_QUOTES)
    return "".join(" " if c.isspace() else c for c in folded if not _INVISIBLE_LETTER.match(c))
