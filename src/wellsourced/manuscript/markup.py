"""Which letters of a Markdown text are running prose: everything else is blanked out, in place.

A scanner beside pandoc's reader, because pandoc's AST carries no positions. It knows the constructs in which an `@`
or a word is not the author's prose: code, comments, raw blocks, mathematics, addresses, attributes. tests/manuscript
holds it against pandoc's own reading. Linear in the length of the text, whatever the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal

import msgspec

#: `dead` is neither markup nor prose; `address`: of a link, or a tag; `quiet`: attributes.
_Kind = Literal["dead", "address", "quiet"]

_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}(?=[^`]*$)|~{3,})", re.MULTILINE)
_FENCE_ATTRIBUTES = re.compile(r" {0,3}(?:`{3,}|~{3,})[ \t]*(\{[^{}\n]*\})")
_INDENTED = re.compile(r"(?: {4}|\t)")
_LIST_ITEM = re.compile(r" {0,3}(?:[-+*]|\(?(?:\d+|[A-Za-z]|#|@)[.)]|\[\^[^\]\s]+\]:|:|~)(?=\s)")
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_START = re.compile(r"\\|`+|<|\$|\]\(|\]\{|\{")
_PARENTHESIS = re.compile(r"[()]")
_TICKS = re.compile(r"`+")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9:-]*(?:\s[^<>]*)?/?>")
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>")
_ATTRIBUTES = re.compile(r"\{[#.=\w-][^{}\n]*\}")
_REFERENCE = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+[^\n]*$", re.MULTILINE)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]:?")
_TABLE_RULE = re.compile(r"^[ \t]*(?:[|+][ \t]*)?:?-[-|+: \t=]*$", re.MULTILINE)
_DIV = re.compile(r"^ {0,3}:{3,}[^\n]*$", re.MULTILINE)
_URL = re.compile(r"https?://[^\s<>\])]+")


class Markup(msgspec.Struct, frozen=True):
    """Three readings of a text, each of its length and with its line ends.

    `marked`: without code, comments and mathematics, attributes of code excepted: what may hold links, images and
    identifiers. `live`: also without tags and addresses: what may hold citations and headings. `prose`: also without
    attributes, footnote labels and rules.
    """

    marked: str
    live: str
    prose: str


def read_markup(text: str) -> Markup:
    """Blank out what is not running prose."""
    code = _code_blocks(text)
    blocks = blank(text, code)
    ranges: dict[_Kind, list[tuple[int, int]]] = {"dead": [], "address": [], "quiet": []}
    for start, end, kind in _inlines(blocks):
        ranges[kind].append((start, end))
    dead, quiet = ranges["dead"], ranges["quiet"]
    marked = blank(text, [*(part for start, end in code for part in _around_attributes(text, start, end)), *dead])
    live = blank(blocks, [*dead, *ranges["address"]])
    for pattern in (_REFERENCE, _FOOTNOTE, _TABLE_RULE, _DIV, _URL):
        quiet += [match.span() for match in pattern.finditer(live)]
    return Markup(marked, live, blank(live, quiet))


def blank(text: str, ranges: list[tuple[int, int]]) -> str:
    """`text` with these ranges turned into spaces; line ends stay."""
    parts: list[str] = []
    position = 0
    for start, end in sorted(ranges):
        if end <= position:
            continue
        start = max(start, position)
        parts.append(text[position:start])
        parts.append("".join("\n" if letter == "\n" else " " for letter in text[start:end]))
        position = end
    return "".join([*parts, text[position:]])


def _code_blocks(text: str) -> list[tuple[int, int]]:
    """Fenced and indented code blocks."""
    found: list[tuple[int, int]] = []
    fence: tuple[str, int] | None = None
    after_blank = True
    in_list = in_code = False
    position = 0
    for line in text.splitlines(keepends=True) if "\r" not in text else text.split("\n"):
        start, position = position, position + len(line)
        content = line.rstrip("\n")
        if fence:
            marker, opened = fence
            stripped = content.strip()
            if len(stripped) >= len(marker) and set(stripped) == {marker[0]}:
                found.append((opened, position))
                fence = None
            continue
        if not content.strip():
            after_blank = True
            continue
        opening = _FENCE.match(content)
        if opening and _closes_later(text, position, opening["fence"]):
            fence = (opening["fence"], start)
        elif _INDENTED.match(content) and not in_list and (after_blank or in_code):
            found.append((start, position))
            in_code, after_blank = True, False
            continue
        elif _LIST_ITEM.match(content):
            in_list = True
        elif not content[0].isspace() and after_blank:
            in_list = False
        in_code = after_blank = False
    return found


def _around_attributes(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A code block without the attributes of its fence."""
    fence = _FENCE_ATTRIBUTES.match(text, start, end)
    if fence:
        yield start, fence.start(1)
    yield (fence.end(1) if fence else start), end


def _closes_later(text: str, position: int, fence: str) -> bool:
    """pandoc reads a fence that is never closed as ordinary text."""
    return (
        re.compile(rf"^[ \t]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", re.MULTILINE).search(text, position)
        is not None
    )


def _inlines(text: str) -> Iterator[tuple[int, int, _Kind]]:
    """Ranges of inline markup: (start, end, kind). Quiet ones hold no prose but may stand around citations."""
    breaks = [match.start() for match in _BLANK.finditer(text)]
    ticks: dict[int, list[int]] = {}
    for run in _TICKS.finditer(text):
        ticks.setdefault(len(run[0]), []).append(run.start())
    dollars = [match.start() for match in re.finditer(r"\$", text)]
    parentheses = _match_parentheses(text, breaks)
    last_comment = text.rfind("-->")
    position = 0
    while found := _START.search(text, position):
        start, token = found.start(), found[0]
        position = found.end()
        limit = _next(breaks, start, len(text))
        if token == "\\":
            position += 1
        elif token[0] == "`":
            closing = _next(ticks.get(len(token), []), position, limit)
            if closing < limit:
                position = closing + len(token)
                yield start, position, "dead"
                if attributes := _ATTRIBUTES.match(text, position):
                    yield position, attributes.end(), "address"
                    position = attributes.end()
        elif token == "<":
            if text.startswith("<!--", start) and last_comment > start:
                position = text.index("-->", start) + 3
                yield start, position, "dead"
            elif markup := _AUTOLINK.match(text, start) or _TAG.match(text, start, min(limit, start + 2000)):
                position = markup.end()
                yield start, position, "address"
        elif token == "$":
            end = _math_end(text, start, limit, dollars)
            if end:
                position = end
                yield start, position, "dead"
        elif token == "](":
            end = parentheses.get(position - 1)
            if end:
                position = end
                yield start + 1, position, "address"
        else:
            brace = position - 1
            if attributes := _ATTRIBUTES.match(text, brace):
                position = attributes.end()
                yield brace, position, "quiet" if token == "{" else "address"


def _next(places: list[int], position: int, default: int) -> int:
    index = bisect_left(places, position)
    return min(places[index], default) if index < len(places) else default


def _math_end(text: str, start: int, limit: int, dollars: list[int]) -> int | None:
    """pandoc manual, tex_math_dollars: no space inside the dollars, no digit after the closing one."""
    if text.startswith("$$", start):
        end = text.find("$$", start + 2, limit)
        return end + 2 if end > start + 2 else None
    if start + 1 >= limit or text[start + 1].isspace():
        return None
    index = bisect_left(dollars, start + 1)
    # A formula with more than a few escaped dollars is no formula.
    for closing in dollars[index : index + 8]:
        if closing >= limit:
            return None
        if text[closing - 1] == "\\":
            continue
        return None if text[closing - 1].isspace() or text[closing + 1 : closing + 2].isdigit() else closing + 1
    return None


def _match_parentheses(text: str, breaks: list[int]) -> dict[int, int]:
    """Opening parenthesis -> the place behind the one that closes it, within a paragraph."""
    closed: dict[int, int] = {}
    opened: list[int] = []
    limit = _next(breaks, 0, len(text))
    for match in _PARENTHESIS.finditer(text):
        place = match.start()
        if place > limit:
            opened.clear()
            limit = _next(breaks, place, len(text))
        if match[0] == "(":
            opened.append(place)
        elif opened:
            closed[opened.pop()] = place + 1
    return closed
