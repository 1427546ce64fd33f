"""Text as Typst markup and strings, such that no character of it is ever taken for Typst code."""

from __future__ import annotations

import re
import string

from wellsourced.pandoc import Block, Inline

#: What stands for a character that no font can show. It is in the fonts that the typst wheel embeds.
MISSING = "□"
#: Runs of more letters than this get places to break, so that a hostile "word" stays on the paper.
LONG_WORD = 36

# Typst reference, "Syntax": a backslash before any character but `u{` and white space is that character itself.
_PUNCTUATION = {ord(character): "\\" + character for character in string.punctuation}
_STRING = {ord("\\"): "\\\\", ord('"'): '\\"', ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}
_UNBROKEN = re.compile(rf"\w{{{LONG_WORD}}}(?=\w)")
# Controls, byte order mark, non-characters, lone surrogates: nothing a page can show (XML 1.0, section 2.2).
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]")


def escape_markup(text: str) -> str:
    """`text` as Typst markup that shows exactly these characters. White space becomes a space."""
    pieces = _UNBROKEN.sub("\\g<0>\n", re.sub(r"[\t\r\n]", " ", text)).split("\n")
    # A box of no width is a place to break (UAX 14, class CB) that leaves no trace in copied text, as U+200B would.
    return "#box(width: 0pt)".join(piece.translate(_PUNCTUATION) for piece in pieces)


def quote_string(text: str) -> str:
    """`text` as a Typst string literal, quotation marks included, on one line."""
    return '"' + text.translate(_STRING) + '"'


def drop_unprintable(text: str) -> str:
    """`text` without control characters and non-characters."""
    return _UNPRINTABLE.sub("", text)


def raw_inline(markup: str) -> Inline:
    """Typst markup as an inline of the AST. Only for markup made here."""
    return {"t": "RawInline", "c": ["typst", markup]}


def raw_block(markup: str) -> Block:
    """Typst markup as a block of the AST. Only for markup made here."""
    return {"t": "RawBlock", "c": ["typst", markup]}


def label_call(name: str) -> str:
    """The label `name` as Typst code. `label()` takes any characters, the `<name>` form does not."""
    return f"label({quote_string(drop_unprintable(name))})"
