"""The text of a site's pages for the search on each of them: a script, since pages on a disk may read no other file.

The script in the page reads its own text from the page itself (themes/default/html/search.js); both divide it by
headings, so that a place found here is found again there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from wellsourced.compose.document import Document
from wellsourced.pandoc import Block
from wellsourced.publish.html.blocks import OWN, Prepared
from wellsourced.publish.html.fragments import split_sections
from wellsourced.publish.html.page import Entry
from wellsourced.publish.links_and_words import plain_text
from wellsourced.publish.site.pages import SitePage

#: Blocks of words; what else there is, is made of these.
_WORDS = frozenset({"Para", "Plain", "CodeBlock", "LineBlock"})


def write_search_index(pages: Sequence[SitePage], prepared: Prepared, values: dict[str, Any]) -> str:
    """`wsPages = [[file, [[anchor, heading, text, ...], ...]], ...]`, in reading order."""
    blocks = dict(split_sections([*prepared.body, *prepared.appendices]))
    index = []
    for page in pages:
        match page.kind:
            case "first":
                sections = [
                    *_sections("ws-abstract", "Abstract", prepared.abstract),
                    *_sections("", "", blocks.get(None, [])),
                ]
            case "text":
                sections = _sections(page.anchor or "", page.label, blocks.get(page.anchor, []))
            case "references":
                sections = _references(values["entries"])
            case "about":
                sections = _about(values["document"], page)
        if page.notes:
            sections.append([values["notes_anchor"], "Notes", *_lines(page.notes.striptags())])
        index.append([page.file, [section for section in sections if len(section) > 2]])
    return f"window.wsPages={json.dumps(index, ensure_ascii=False, separators=(',', ':'))};\n"


def _sections(anchor: str, heading: str, blocks: list[Block]) -> list[list[str]]:
    """The text by headings of any level; a heading is part of what it stands above."""
    sections = [[anchor, heading]]
    for block in _word_blocks(blocks):
        text = plain_text([block])
        if block["t"] == "Header":
            sections.append([block["c"][1][0], text, text])
        elif text:
            sections[-1].append(text)
    return sections


def _word_blocks(node: Any) -> Iterator[Block]:
    """Headings and blocks of words in reading order, without the links beside headings."""
    if isinstance(node, list):
        for child in node:
            yield from _word_blocks(child)
        return
    if not isinstance(node, dict):
        return
    kind, content = node.get("t"), node.get("c")
    if kind == "Header" or (kind in _WORDS and not _is_permalink(content)):
        yield node
    elif kind == "DefinitionList":
        for term, meanings in content or ():
            yield {"t": "Plain", "c": term}
            yield from _word_blocks(meanings)
    elif kind not in _WORDS:
        yield from _word_blocks(content)


def _is_permalink(content: Any) -> bool:
    return (
        len(content) == 1
        and isinstance(content[0], dict)
        and content[0]["t"] == "Link"
        and f"{OWN}permalink" in content[0]["c"][0][1]
    )


def _references(entries: list[Entry]) -> list[list[str]]:
    return [[entry.reference.anchor, "References", entry.html.striptags()] for entry in entries]


def _about(document: Document, page: SitePage) -> list[list[str]]:
    article = document.article
    texts = (
        *(f"{funder.funder} {funder.award or ''}" for funder in article.funding),
        article.competing_interests or "",
        article.acknowledgements or "",
        *(entry.note for entry in reversed(article.history)),
    )
    return [[page.anchor or "", page.label, *(text.strip() for text in texts if text.strip())]]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
