"""Building and walking pandoc's AST (pandoc-types 1.23: `{"t": tag, "c": content}`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from wellsourced.pandoc import Block, Inline

#: Tags without elements inside.
_LEAVES = frozenset({"Str", "Space", "SoftBreak", "LineBreak", "HorizontalRule", "RawInline", "RawBlock", "Math"})
#: Inline tags whose words stand in their last content element.
_WRAPPERS = {"Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"}


def words(text: str) -> list[Inline]:
    """Plain text as inlines."""
    inlines: list[Inline] = []
    for piece in re.split(r"([ \t\n]+)", text.strip()):
        if piece:
            inlines.append({"t": "Space"} if piece.isspace() else {"t": "Str", "c": piece})
    return inlines


def strong(inlines: list[Inline]) -> Inline:
    """Strong emphasis."""
    return {"t": "Strong", "c": inlines}


def link(inlines: list[Inline], target: str) -> Inline:
    """A link."""
    return {"t": "Link", "c": [["", [], []], inlines, [target, ""]]}


def para(*inlines: Inline) -> Block:
    """A paragraph."""
    return {"t": "Para", "c": list(inlines)}


def header(level: int, identifier: str, inlines: list[Inline], *, classes: tuple[str, ...] = ()) -> Block:
    """A heading."""
    return {"t": "Header", "c": [level, [identifier, list(classes), []], inlines]}


def apostrophes(text: str) -> str:
    """Plain text with the straight apostrophes of words curled, as a Markdown reader does it."""
    return re.sub(r"(?<=\w)'", "’", text)


def cite(*keys: str, prefixes: Mapping[str, str] | None = None) -> Inline:
    """A cluster in brackets; its words come from the citation style. `prefixes`: key -> what stands before it."""
    before = prefixes or {}
    citations = [
        {
            "citationId": key,
            "citationPrefix": words(before.get(key, "")),
            "citationSuffix": [],
            "citationMode": {"t": "NormalCitation"},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for key in keys
    ]
    return {"t": "Cite", "c": [citations, words(f"[{'; '.join('@' + key for key in keys)}]")]}


def table(head: list[list[Inline]], rows: list[list[list[Inline]]], *, widths: list[float]) -> Block:
    """A table with a header row, its columns aligned left; `widths` are shares of the line, adding up to at most 1."""

    def cell(inlines: list[Inline]) -> list[Any]:
        return [["", [], []], {"t": "AlignDefault"}, 1, 1, [{"t": "Plain", "c": inlines}] if inlines else []]

    def row(cells: list[list[Inline]]) -> list[Any]:
        return [["", [], []], [cell(inlines) for inlines in cells]]

    columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in widths]
    empty = ["", [], []]
    body = [empty, 0, [], [row(cells) for cells in rows]]
    return {"t": "Table", "c": [empty, [None, []], columns, [empty, [row(head)]], [body], [empty, []]]}


def walk(node: Any, tags: Collection[str] | None = None) -> Iterator[dict[str, Any]]:
    """Every element below `node` with one of `tags` (or of any tag), parents before children, in reading order."""
    stack = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, dict):
            tag = current.get("t")
            if tag is None or tag not in _LEAVES:
                stack.extend(reversed(list(current.values())))
            if tag is not None and (tags is None or tag in tags):
                yield current
        elif isinstance(current, list):
            # Most of a text are leaves: words and spaces, which need no visit of their own.
            stack.extend(
                child
                for child in reversed(current)
                if not (isinstance(child, dict) and child.get("t") in _LEAVES) or tags is None or child["t"] in tags
            )


def rewrite(node: Any, tags: Collection[str], change: Callable[[dict[str, Any]], list[dict[str, Any]] | None]) -> Any:
    """`node` with every element of a list that has one of `tags` gone through `change`, children first.

    `change` returns what stands in the element's place, or None to keep it. What does not change is shared, not copied.
    """
    if isinstance(node, list):
        result: list[Any] = []
        same = True
        for child in node:
            tag = child.get("t") if isinstance(child, dict) else None
            new = child if tag in _LEAVES or isinstance(child, str) else rewrite(child, tags, change)
            replaced = change(new) if tag is not None and tag in tags else None
            if replaced is None:
                result.append(new)
                same = same and new is child
            else:
                result.extend(replaced)
                same = False
        return node if same else result
    if isinstance(node, dict):
        content = node.get("c")
        if not isinstance(content, list):
            return node
        new_content = rewrite(content, tags, change)
        return node if new_content is content else {**node, "c": new_content}
    return node


def plain_text(node: Any) -> str:
    """The words of inlines or blocks, without notes."""
    parts: list[str] = []
    _collect(node, parts)
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def _collect(node: Any, parts: list[str]) -> None:
    if isinstance(node, list):
        for child in node:
            _collect(child, parts)
        return
    if not isinstance(node, dict):
        return
    tag, content = node.get("t"), node.get("c")
    if tag == "Str":
        parts.append(str(content))
    elif tag in ("Space", "SoftBreak", "LineBreak"):
        parts.append(" ")
    elif tag in ("Code", "Math", "CodeBlock") and isinstance(content, list):
        parts.append(str(content[1]))
    elif tag == "Quoted" and isinstance(content, list):
        opening, closing = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
        parts.append(opening)
        _collect(content[1], parts)
        parts.append(closing)
    elif tag in _WRAPPERS or tag in ("Para", "Plain"):
        _collect(content, parts)
        if tag in ("Para", "Plain"):
            parts.append(" ")
    elif tag in ("Link", "Image", "Span", "Cite", "Div") and isinstance(content, list):
        _collect(content[1], parts)
    elif tag not in ("Note", "RawInline", "RawBlock") and content is not None:
        _collect(content, parts)
