"""The pages of the EPUB around the text: title, help box, what the article declares about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wellsourced.compose.document import Document
from wellsourced.pandoc import Block
from wellsourced.publish.rendered import Moment
from wellsourced.publish.statements import write_about
from wellsourced.publish.title_block import write_title_block

#: Roles of blocks that are headings of their page.
_HEADINGS = {"title": "ws-title", "help-heading": "ws-heading", "front-heading": "ws-heading"}
#: What says of a block more than its class.
_MEANINGS = {"notice": ' epub:type="notice" role="doc-notice"', "draft": ' epub:type="notice" role="doc-notice"'}


@dataclass(frozen=True)
class FrontPages:
    """Blocks of each page; the latter two are empty where the article has none."""

    title: list[Block]
    help: list[Block]
    about: list[Block]


def write_front_pages(document: Document, moment: Moment) -> FrontPages:
    """The pages as AST blocks whose roles have become headings and classes."""
    head = write_title_block(document, moment)
    at = next((index for index, block in enumerate(head) if _role(block) == "help-heading"), len(head))
    # On the title page the notices come first: whoever opens an earlier version must not miss them.
    title = sorted(head[:at], key=lambda block: {"draft": 0, "notice": 1}.get(_role(block), 2))
    return FrontPages(_dress(title), _dress(head[at:]), _dress(write_about(document)))


def _dress(blocks: list[Block]) -> list[Block]:
    return [dressed for block in blocks for dressed in _dress_one(block)]


def _dress_one(block: Block) -> list[Block]:
    role = _role(block)
    if not role:
        return [block]
    if role in _HEADINGS:
        return [{"t": "Header", "c": [1, ["", [_HEADINGS[role]], []], _words(block)]}]
    opening = f'<div class="ws-{role}"{_MEANINGS.get(role, "")}>'
    return [_raw(opening), *block["c"][1], _raw("</div>")]


def _role(block: Block) -> str:
    return dict(block["c"][0][2]).get("role", "") if block["t"] == "Div" else ""


def _words(block: Block) -> list[Any]:
    inlines: list[Any] = block["c"][1][0]["c"]
    return inlines


def _raw(html: str) -> Block:
    return {"t": "RawBlock", "c": ["html", html]}
