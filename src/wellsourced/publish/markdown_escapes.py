"""What pandoc's Markdown writer leaves unescaped, and a reader of Markdown would take for markup."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from wellsourced.pandoc import Inline

#: Braces open attributes, which could make code raw; `@` a citation; colons a division; dashes and equals signs alone
#: on a line a rule or a heading.
_LIVE = re.compile(r"\{|(?<![A-Za-z0-9])@|^:(?=::)|^[-=](?=[-=]*$)")
_IDENTIFIER = re.compile(r"[^\w:.-]")
_CLASS = re.compile(r"[A-Za-z][\w+.-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_DIRECTIONS = frozenset({"ltr", "rtl", "auto"})
#: What ends the address of a link.
_ENDING = re.compile(r"[<>\"'`\\\s{}\[\]]")


def escape_words(text: str) -> list[Inline] | None:
    """A string with backslashes before what would be markup; None where there is none."""
    if not _LIVE.search(text):
        return None
    inlines: list[Inline] = []
    end = 0
    for found in _LIVE.finditer(text):
        if before := text[end : found.start()]:
            inlines.append({"t": "Str", "c": before})
        inlines.append({"t": "RawInline", "c": ["markdown", f"\\{found[0]}"]})
        end = found.end()
    return [*inlines, *([{"t": "Str", "c": text[end:]}] if text[end:] else [])]


def escape_math(kind: dict[str, Any], tex: str) -> Inline:
    """An equation; as code where a dollar sign or an empty line of its own would end it."""
    if re.search(r"(?<!\\)(?:\\\\)*\$|\n\s*\n", tex):
        return {"t": "Code", "c": [["", [], []], " ".join(tex.split())]}
    return {"t": "Math", "c": [kind, tex]}


def escape_address(address: str) -> str:
    """The address of a link, with what would end it encoded (RFC 3986, section 2.1)."""
    if address.startswith("#"):
        return "#" + clean_identifier(address[1:])
    address = _ENDING.sub(lambda found: quote(found[0]), address)
    if not _is_balanced(address):
        address = address.replace("(", "%28").replace(")", "%29")
    return address


def clean_attributes(attr: list[Any], *, classes: bool = True) -> list[Any]:
    """Identifier, classes and language as Markdown can write them; other attributes are dropped."""
    identifier, names, pairs = attr
    kept = [[key, value] for key, value in pairs if (key == "lang" and _LANGUAGE.fullmatch(value))]
    kept += [[key, value] for key, value in pairs if key == "dir" and value in _DIRECTIONS]
    return [clean_identifier(identifier), [n for n in names if _CLASS.fullmatch(n)] if classes else [], kept]


def clean_identifier(identifier: str) -> str:
    """The identifier in signs that attributes can hold; the same for its links."""
    return _IDENTIFIER.sub("-", identifier)


def _is_balanced(address: str) -> bool:
    depth = 0
    for sign in address:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0
