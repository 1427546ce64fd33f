"""Values of data files in the words of a message."""

from __future__ import annotations

import unicodedata
from typing import Any


def describe_value(value: Any) -> str:
    """A value of a data file in plain words: "the number 12", "the text `x`", "a list", "nothing"."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"the truth value {'true' if value else 'false'}"
        case int() | float():
            return f"the number {value}"
        case str():
            return f"the text `{shorten(value)}`" if value else "an empty text"
        case list():
            return "a list" if value else "an empty list"
        case _:
            return "a mapping" if value else "an empty mapping"


def shorten(text: str, width: int = 48) -> str:
    """`text` as part of a message: one line, and not longer than `width`."""
    line = " ".join(text.split()) if len(text) <= 10 * width else text[: 10 * width].replace("\n", " ")
    return line if len(line) <= width else f"{line[: width - 3]}..."


def is_reserved(character: str) -> bool:
    """Whether the template expander uses the character as a mark."""
    return "\ue000" <= character <= "\ue0ff"


def name_character(character: str) -> str:
    """`U+0000`, with the Unicode name where there is one."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")
