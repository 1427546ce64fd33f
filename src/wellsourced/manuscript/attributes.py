"""Attributes in pandoc's syntax: `{#id .class key="value"}` (user's guide, "Extension: attributes")."""

from __future__ import annotations

import re

import msgspec

_BLOCK = re.compile(r"""\{(?:[^{}"'\n]|"[^"\n]*+(?:\n(?![ \t]*\n)[^"\n]*+)*+"|'[^'\n]*+'|\n(?![ \t]*\n))*+\}""")
_TOKEN = re.compile(
    r"""\s*(?:\#(?P<id>[\w][\w:.\-]*)|\.(?P<class>[^\s{}=#.][^\s{}=]*)
        |(?P<key>[\w][\w:.\-]*)=(?P<value>"[^"]*"|'[^']*'|[^\s{}"']*)|(?P<dash>-))(?=[\s}])""",
    re.VERBOSE,
)


class Attributes(msgspec.Struct, frozen=True):
    """Attributes at `text[start:end]`, braces included.

    `id_start`, `id_end`: of the identifier without its `#`. `values`: (key, value, start, end), quotes not included.
    """

    start: int = -1
    end: int = -1
    id: str = ""
    id_start: int = -1
    id_end: int = -1
    values: tuple[tuple[str, str, int, int], ...] = ()

    def get(self, key: str) -> str | None:
        """The value of the key, if it is given."""
        return next((value for name, value, _, _ in self.values if name == key), None)


def read_attributes(text: str, position: int) -> Attributes | None:
    """The attributes that begin at `position`; None where pandoc reads none. Linear in their length."""
    if not text.startswith("{", position):
        return None
    block = _BLOCK.match(text, position)
    if block is None:
        return None
    end = block.end()
    identifier, id_start, id_end = "", -1, -1
    values: list[tuple[str, str, int, int]] = []
    place = position + 1
    while token := _TOKEN.match(text, place, end):
        place = token.end()
        if token["id"]:
            identifier, (id_start, id_end) = token["id"], token.span("id")
        elif token["key"]:
            start, stop = token.span("value")
            if text[start:stop][:1] in ('"', "'"):
                start, stop = start + 1, stop - 1
            values.append((token["key"], " ".join(text[start:stop].split()), start, stop))
    if text[place : end - 1].strip():
        return None
    return Attributes(position, end, identifier, id_start, id_end, tuple(values))
