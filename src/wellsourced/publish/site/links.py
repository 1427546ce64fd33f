"""Links between the pages of a site: where an anchor lies on another page, its file is put before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from urllib.parse import unquote

from wellsourced.publish.site.pages import SitePage

#: Attributes of tags alone: in text and in attributes the writers of HTML write quotation marks as entities.
_ID = re.compile(r'\sid="([^"]*)"')
_LINK = re.compile(r'(<a\b[^>]*?\shref=")#([^"]+)"')


class Anchors:
    """Which page each anchor of the site lies on.

    Works stand on the pages that cite them, too; links from other pages lead to the reference list.
    """

    def __init__(self, pages: Iterable[SitePage], written: Mapping[str, str]) -> None:
        self._on_page = {file: {unescape(found) for found in _ID.findall(text)} for file, text in written.items()}
        self._heads = {page.file: page.anchor for page in pages}
        self._page_of: dict[str, str] = {}
        for page in sorted(pages, key=lambda one: one.kind != "references"):
            for anchor in self._on_page[page.file]:
                self._page_of.setdefault(anchor, page.file)

    def link_pages(self, file: str, text: str) -> str:
        """`text`, the page `file`, with its links to other pages."""

        def lead(found: re.Match[str]) -> str:
            anchor = unquote(unescape(found[2]))
            target = self._page_of.get(anchor)
            if target is None or anchor in self._on_page[file]:
                return found[0]
            # A page's own heading: from its top.
            return f'{found[1]}{target}"' if self._heads[target] == anchor else f'{found[1]}{target}#{found[2]}"'

        return _LINK.sub(lead, text)
