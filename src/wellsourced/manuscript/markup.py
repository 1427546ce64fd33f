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

from wellsourced.manuscript.attributes import read_attributes

#: `dead` is neither markup nor prose; `address`: of a link, or a tag; `quiet`: attributes.
_Kind = Literal["dead", "address", "quiet"]

_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}(?=[^`]*$)|~{3,})", re.MULTILINE)
_FENCE_ATTRIBUTES = re.compile(r"[ \t]*(?:`{3,}|~{3,})[ \t]*(\{[^{}\n]*\})")
_QUOTED = re.compile(r"[ \t]*(?:>[ ]?)(?:[ ]{0,3}>[ ]?)*")
_LIST_ITEM = re.compile(r"(?:[-+*]|\(?(?:\d+|[A-Za-z]|[ivxlcdmIVXLCDM]{2,8}|#|@[\w-]*)[.)]|\[\^[^\]\s]+\]:|:|~)(?=\s)")
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_START = re.compile(r"\\|`+|<|\$|\]\(|\]\{|\{")
_TICKS = re.compile(r"`+")
#: A tag of HTML.
TAG = re.compile(
    r"""</?[A-Za-z][A-Za-z0-9:-]*+(?:\s++[A-Za-z][\w:-]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>=`]++))?+)*+\s*+/?>"""
)
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>")
_CODE_ATTRIBUTES = re.compile(r"\{[#.=\w-][^{}\n]*\}")
_REFERENCE = re.compile(
    r"^[ \t>]*(?P<item>(?:[-+*]|\d+\.|\[\^[^\]\s]+\]:)[ \t]+)?"
    r"(?P<whole>\[(?![\^@])[^\]\n]+\]:[ \t]*(?:\n[ \t>]*)?[^\s\[][^\n]*)$",
    re.MULTILINE,
)
_UNDERSCORES = re.compile(r"(?<!\w)_+(?=[^\s_])|(?<=[^\s_])_+(?!\w)")
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
    live = blank(blocks, [*dead, *_definitions(marked), *ranges["address"]])
    for pattern in (_FOOTNOTE, _TABLE_RULE, _DIV, _URL):
        quiet += [match.span() for match in pattern.finditer(live)]
    prose = blank(live, quiet)
    if "_" in prose:
        # To a regular expression `_` is a letter of a word, which `*` is not.
        prose = _UNDERSCORES.sub(lambda marks: "*" * len(marks[0]), prose)
    return Markup(marked, live, prose)


def _definitions(marked: str) -> Iterator[tuple[int, int]]:
    """Definitions of link labels. They begin a block or follow each other; within a paragraph they are its words."""
    last = -1
    for match in _REFERENCE.finditer(marked) if "]:" in marked else ():
        before = marked[marked.rfind("\n", 0, max(0, match.start() - 1)) + 1 : max(0, match.start() - 1)]
        begins = match.start() in (0, last + 1) or not before.strip("> \t") or before.lstrip().startswith((":::", "#"))
        if begins or match["item"]:
            last = match.end()
            yield match.span("whole")


def blank(text: str, ranges: list[tuple[int, int]], letter: str = " ") -> str:
    """`text` with these ranges turned into spaces, or into another letter; line ends stay."""
    parts: list[str] = []
    position = 0
    for start, end in sorted(ranges):
        if end <= position:
            continue
        start = max(start, position)
        parts.append(text[position:start])
        parts.append("".join("\n" if written == "\n" else letter for written in text[start:end]))
        position = end
    return "".join([*parts, text[position:]])


def _code_blocks(text: str) -> list[tuple[int, int]]:
    """Fenced and indented code blocks, also those in lists, notes, definitions and quotations."""
    found: list[tuple[int, int]] = []
    fence: tuple[str, int, int] | None = None
    # By depth of quotation: where the content of each open list item, note or definition begins.
    containers: list[list[int]] = [[]]
    after_blank, after_block, in_code, position = True, False, False, 0
    for whole in text.split("\n"):
        start, position = position, position + len(whole) + 1
        end = min(position, len(text))
        depth, line = (0, whole) if fence and not fence[2] else _unquote(whole, containers[0], after_blank or in_code)
        begin = start + len(whole) - len(line)
        stripped = line.strip()
        if fence:
            marker, opened, fence_depth = fence
            if depth < fence_depth:
                found.append((opened, start))
                fence, after_block = None, True
            else:
                if len(stripped) >= len(marker) and set(stripped) == {marker[0]}:
                    found.append((opened, end))
                    fence, after_block = None, True
                continue
        if not stripped:
            after_blank = True
            continue
        if depth > len(containers) - 1:
            containers += [[] for _ in range(depth + 1 - len(containers))]
            after_blank, in_code = True, False
        item = _read_item(line)
        # A paragraph of a quotation may go on without the mark, but not behind a block of code, nor as the next item.
        if depth < len(containers) - 1 and (after_blank or after_block or (item and containers[depth])):
            del containers[depth + 1 :]
        items, width, after_block = containers[-1], _indentation(line), False
        while items and width < items[-1] and (after_blank or item):
            items.pop()
        deep = width - (items[-1] if items else 0) >= 4
        opening = None if deep else _FENCE.match(stripped)
        if opening and _closes_later(text, position, opening["fence"]):
            fence = (opening["fence"], begin, depth)
        elif deep and (after_blank or in_code):
            found.append((begin, end))
            in_code, after_blank = True, False
            continue
        elif item and not deep:
            items.append(width + item)
        in_code = after_blank = False
    return found


def _unquote(line: str, items: list[int], may_be_code: bool) -> tuple[int, str]:
    """How many quotation marks stand in the margin of a line, and what follows them."""
    marks = _QUOTED.match(line)
    if marks is None:
        return 0, line
    width = _indentation(line)
    inner = [item for item in items if item <= width]
    if may_be_code and width - (inner[-1] if inner else 0) >= 4:
        return 0, line
    return marks[0].count(">"), line[marks.end() :]


def _read_item(line: str) -> int:
    """The width of the marker that begins a list item, note or definition, with the space behind it; 0 if none does."""
    line = line.lstrip()
    item = _LIST_ITEM.match(line)
    if item is None or (line[0] in "*-" and len(line) > 4 and not line.strip("*- \t")):
        return 0
    if line.startswith("[^"):
        return 4
    spaces = _indentation(line[item.end() :])
    return item.end() + (spaces if spaces <= 4 and line[item.end() :].strip() else 1)


def _indentation(line: str) -> int:
    """How far a line is indented; a tab goes on to the next multiple of four."""
    width = 0
    for letter in line:
        if letter == " ":
            width += 1
        elif letter == "\t":
            width += 4 - width % 4
        else:
            break
    return width


def _around_attributes(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A code block without the attributes of its fence."""
    fence = _FENCE_ATTRIBUTES.match(text, start, end)
    if fence:
        yield start, fence.start(1)
    yield (fence.end(1) if fence else start), end


def _closes_later(text: str, position: int, fence: str) -> bool:
    """pandoc reads a fence that is never closed as ordinary text."""
    return (
        re.compile(rf"^[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", re.MULTILINE).search(text, position)
        is not None
    )


def _inlines(text: str) -> Iterator[tuple[int, int, _Kind]]:
    """Ranges of inline markup: (start, end, kind). Quiet ones hold no prose but may stand around citations."""
    breaks = [match.start() for match in _BLANK.finditer(text)]
    ticks: dict[int, list[int]] = {}
    for run in _TICKS.finditer(text):
        ticks.setdefault(len(run[0]), []).append(run.start())
    dollars = [match.start() for match in re.finditer(r"\$", text)]
    parentheses = _match_pairs(text, "()", breaks)
    brackets = {closing - 1: opening for opening, closing in _match_pairs(text, "[]", breaks).items()}
    last_comment = text.rfind("-->")
    position = 0
    while found := _START.search(text, position):
        start, token = found.start(), found[0]
        position = found.end()
        limit = _next(breaks, start, len(text))
        if token == "\\":
            position += 1
        elif token[0] == "`":
            opening, closing = _close_ticks(ticks, start, position, limit)
            if closing:
                position = closing
                yield opening, position, "dead"
                if attributes := _CODE_ATTRIBUTES.match(text, position):
                    yield position, attributes.end(), "address"
                    position = attributes.end()
        elif token == "<":
            if text.startswith("<!--", start) and last_comment > start:
                position = text.index("-->", start) + 3
                yield start, position, "dead"
            elif markup := _AUTOLINK.match(text, start) or TAG.match(text, start, min(limit, start + 2000)):
                position = markup.end()
                yield start, position, "address"
        elif token == "$":
            end = _math_end(text, start, limit, dollars)
            if end:
                position = end
                yield start, position, "dead"
        elif token == "](":
            end = parentheses.get(position - 1)
            opened = brackets.get(start)
            # Behind a footnote's label or an inline note round brackets hold prose.
            if end and opened is not None and "^" not in (text[opened + 1], text[opened - 1 : opened]):
                position = end
                yield start + 1, position, "address"
        else:
            brace = position - 1
            # In loose braces stands prose, unless it can be read as attributes.
            if written := read_attributes(text, brace):
                position = written.end
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


def _close_ticks(ticks: dict[int, list[int]], start: int, end: int, limit: int) -> tuple[int, int]:
    """Where code begins and ends that backticks from `start` to `end` open; an end of 0 if nothing closes them.

    As many close it as open it; where so many do not follow, the first is a letter and the others are tried.
    """
    for length in range(end - start, 0, -1):
        closing = _next(ticks.get(length, []), end, limit)
        if closing < limit:
            return end - length, closing + length
    return start, 0


def _match_pairs(text: str, pair: str, breaks: list[int]) -> dict[int, int]:
    """Opening bracket -> the place behind the one that closes it, within a paragraph. `pair`: the two."""
    closed: dict[int, int] = {}
    opened: list[int] = []
    limit = _next(breaks, 0, len(text))
    for match in re.finditer(f"[{re.escape(pair)}]", text):
        place = match.start()
        if place > limit:
            opened.clear()
            limit = _next(breaks, place, len(text))
        if match[0] == pair[0]:
            opened.append(place)
        elif opened:
            closed[opened.pop()] = place + 1
    return closed
