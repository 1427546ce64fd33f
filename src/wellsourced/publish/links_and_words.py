"""Links and words of pandoc's AST, the same for every format: what may be linked to, links taken out, plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlsplit

from wellsourced.pandoc import Inline

#: Inlines that hold nothing but other inlines.
WRAPPERS = frozenset({"Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"})
_WEB_SCHEMES = frozenset({"http", "https"})
#: RFC 3986, section 2; square brackets stand in a host only.
_NOT_IN_ADDRESSES = re.compile(r'[\\\[\]{}|^`<>"]')
_WEB_ADDRESS = re.compile(r"([^:]+://[^/?#\\]*)([^?#]*)(.*)")
_DOI = re.compile(r"(?:doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


def safe_address(address: str) -> str | None:
    """The address if a page may link to it: http, https, mailto, a place in the page; DOIs resolved. Otherwise None."""
    address = address.strip()
    if " " in address or not address.isprintable():
        return None  # browsers skip tabs and line ends inside a scheme
    if address.startswith("#"):
        return address
    if doi := _DOI.fullmatch(address):
        return _encode_signs(f"https://doi.org/{doi[1]}")
    try:
        parts = urlsplit(address)
        host = parts.hostname if parts.port is None or parts.port else None
    except ValueError:
        return None
    if parts.scheme in _WEB_SCHEMES and host:
        return _encode_signs(address)
    return address if parts.scheme == "mailto" and parts.path else None


def _encode_signs(address: str) -> str:
    """A web address without the signs that addresses cannot hold, as browsers read it (URL Living Standard)."""
    found = _WEB_ADDRESS.fullmatch(address) if _NOT_IN_ADDRESSES.search(address) else None
    if found is None:
        return address
    host, path, rest = found.groups()
    path = path.replace("\\", "/")
    return host + _NOT_IN_ADDRESSES.sub(lambda sign: quote(sign[0], safe=""), path + rest)


def strip_links(inlines: Iterable[Inline], notes: list[Inline] | None = None) -> list[Inline]:
    """The inlines without links, notes and ids: fit to stand inside a link, or a second time in the page.

    The notes taken out are added to `notes`, if given.
    """
    out: list[Inline] = []
    for inline in inlines:
        kind: str = inline["t"]
        content: Any = inline.get("c")
        if kind == "Note":
            if notes is not None:
                notes.append(inline)
        elif kind in {"Link", "Cite"}:
            out.extend(strip_links(content[1], notes))
        elif kind == "Span":
            out.append({"t": "Span", "c": [["", *content[0][1:]], strip_links(content[1], notes)]})
        elif kind == "Quoted":
            out.append({"t": "Quoted", "c": [content[0], strip_links(content[1], notes)]})
        elif kind in WRAPPERS:
            out.append({"t": kind, "c": strip_links(content, notes)})
        else:
            out.append(inline)
    return out


def plain_text(nodes: Iterable[Any]) -> str:
    """The words of blocks or inlines, without notes; blocks are separated by spaces."""
    pieces: list[str] = []
    _collect_text(nodes, pieces)
    return " ".join("".join(pieces).split())


def shorten(address: str) -> str:
    """An address as it can be quoted in a message; pandoc keeps control characters."""
    quoted = repr(address)[1:-1]
    return quoted if len(quoted) <= 80 else quoted[:77] + "..."


def _collect_text(nodes: Iterable[Any], pieces: list[str]) -> None:
    for node in nodes:
        if isinstance(node, list):
            _collect_text(node, pieces)
            continue
        if not isinstance(node, dict):
            continue
        kind = node.get("t")
        content: Any = node.get("c")
        match kind:
            case "Str":
                pieces.append(str(content))
            case "Space" | "SoftBreak" | "LineBreak":
                pieces.append(" ")
            case "Code" | "Math" | "CodeBlock":
                pieces.append(str(content[1]))
            case "Note" | "RawInline" | "RawBlock":
                pass
            case "Quoted":
                marks = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
                pieces.append(marks[0])
                _collect_text(content[1], pieces)
                pieces.append(marks[1])
            case _ if isinstance(content, list):
                _collect_text(content, pieces)
        if kind in {"Para", "Plain", "Header", "CodeBlock"}:
            pieces.append(" ")
