"""The article as one Markdown file for reuse: pandoc's Markdown with metadata in YAML, nothing raw, nothing beside it.

Pictures cannot stand in a text: each is described, and the data behind a drawn figure follow as a table.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from wellsourced.compose import ast
from wellsourced.compose.document import ContentsEntry, Document
from wellsourced.diagnostics import Diagnostic, Severity, Span, sort_diagnostics
from wellsourced.pandoc import Block, Inline, PandocError, convert, encode_document
from wellsourced.publish.html_blocks import strip_links
from wellsourced.publish.metadata_record import describe_article
from wellsourced.publish.rendered import Moment, Rendered
from wellsourced.publish.whole_text import describe_figure, describe_image, join_entries, lay_out, role_of

#: No extension that would let markup of other languages through, and none that a plain reader cannot follow.
_WRITER = (
    "markdown-smart-raw_html-raw_tex-raw_attribute-native_divs-native_spans-fenced_divs"
    "-simple_tables-multiline_tables-implicit_figures"
)
_ARGUMENTS = (
    "--standalone",
    "--wrap=auto",
    "--columns=100",
    "--markdown-headings=atx",
    "--reference-location=document",
)
_TAGS = frozenset({"Div", "Span", "Header", "Table", "Image", "SmallCaps", "CodeBlock", "Code"})
_CLASS = re.compile(r"[A-Za-z][\w+.-]*")
#: What the metadata say already, or what is the matter of a page.
_IN_METADATA = frozenset({"title", "subtitle", "author", "affiliation", "facts", "abstract", "keywords"})
_ARTICLE = Span("article/article.yaml")


def write_markdown(document: Document, moment: Moment) -> Rendered:
    """The article as UTF-8 Markdown, lines of at most 100 characters where words allow.

    PUB024: it could not be made; then `content` is empty. Warnings: PUB003-PUB005 of the shared pass, PUB023 what
    pandoc complained of.
    """
    text = lay_out(document, moment, data_appendix=False)
    front = [block for block in text.front if _is_wanted(block)]
    blocks = [*front, *_contents(text.contents), *text.text]
    try:
        converted = convert(
            encode_document(_prepare(join_entries(blocks)), _metadata(document, text.abstract, moment)),
            reader="json",
            writer=_WRITER,
            arguments=_ARGUMENTS,
        )
    except PandocError as error:
        failure = Diagnostic("PUB024", Severity.ERROR, f"no Markdown could be made: {error}", _ARTICLE)
        return Rendered(b"", (*text.diagnostics, failure))
    complaints = [
        Diagnostic("PUB023", Severity.WARNING, f"pandoc, writing Markdown: {warning.message}", _ARTICLE)
        for warning in converted.warnings
    ]
    return Rendered(converted.output.encode(), sort_diagnostics([*text.diagnostics, *complaints]))


def _is_wanted(block: Block) -> bool:
    name = role_of(block) if block["t"] == "Div" else None
    return name not in _IN_METADATA and not (name == "front-heading" and ast.plain_text(block) == "Abstract")


def _metadata(document: Document, abstract: list[Block], moment: Moment) -> dict[str, Any]:
    """The block of metadata, in the names that pandoc and its templates know."""
    record = describe_article(document)
    date = record.date or datetime.fromtimestamp(moment.epoch, UTC).date().isoformat()
    texts = {
        "title": record.title,
        "subtitle": record.subtitle,
        "date": date,
        "version": record.version,
        "doi": record.doi,
        "license": record.license,
        "lang": record.language,
        "publisher": record.publisher,
        "url": record.address,
        "status": "draft, not for citation" if document.draft else None,
    }
    authors = [
        {"name": author.name, "affiliation": author.affiliation, "orcid": author.orcid_url, "email": author.email}
        for author in record.contributors
    ]
    meta: dict[str, Any] = {key: _words(value) for key, value in texts.items() if value}
    meta["author"] = _list([_map({key: value for key, value in each.items() if value}) for each in authors])
    if record.keywords:
        meta["keywords"] = _list([_words(keyword) for keyword in record.keywords])
    if abstract:
        meta["abstract"] = {"t": "MetaBlocks", "c": _prepare(abstract)}
    return meta


def _words(text: str) -> dict[str, Any]:
    return {"t": "MetaInlines", "c": ast.words(text)}


def _list(values: list[dict[str, Any]]) -> dict[str, Any]:
    return {"t": "MetaList", "c": values}


def _map(pairs: dict[str, str]) -> dict[str, Any]:
    return {"t": "MetaMap", "c": {key: _words(value) for key, value in pairs.items()}}


def _contents(entries: tuple[ContentsEntry, ...]) -> list[Block]:
    """The table of contents as a list of two levels."""
    sections: list[list[Block]] = []
    for entry in entries:
        number = ast.words(entry.number) if entry.number else []
        words = [*number, *([{"t": "Space"}] if number else []), *strip_links(entry.title)]
        line: Block = {"t": "Plain", "c": [ast.link(words, f"#{entry.anchor}")]}
        if entry.level == 1 or not sections:
            sections.append([line])
        elif sections[-1][-1]["t"] == "BulletList":
            sections[-1][-1]["c"].append([line])
        else:
            sections[-1].append({"t": "BulletList", "c": [[line]]})
    if not sections:
        return []
    return [ast.header(1, "", ast.words("Contents")), {"t": "BulletList", "c": sections}]


def _prepare(blocks: list[Block]) -> list[Block]:
    described = ast.rewrite(blocks, ("Figure",), describe_figure)
    prepared: list[Block] = ast.rewrite(described, _TAGS, _change)
    return prepared


def _change(element: dict[str, Any]) -> list[dict[str, Any]] | None:
    tag: str = element["t"]
    content: Any = element.get("c")
    match tag:
        case "Div":
            return _div(element)
        case "Span":
            (identifier, classes, pairs), words = content
            pairs = [pair for pair in pairs if pair[0] in ("lang", "dir")]
            if not identifier and not pairs and not set(classes) & {"smallcaps", "mark", "underline"}:
                return list(words)
            return [{"t": tag, "c": [[identifier, _classes(classes), pairs], words]}]
        case "Header":
            level, (identifier, *_), words = content
            return [{"t": tag, "c": [level, [identifier, [], []], words]}]
        case "Image":
            return [describe_image(element)]
        case "SmallCaps":
            return [{"t": "Span", "c": [["", ["smallcaps"], []], content]}]
        case "Table":
            attr, *rest = content
            return [{"t": tag, "c": [[attr[0], [], []], *rest]}]
        case "CodeBlock" | "Code":
            attr, code = content
            return [{"t": tag, "c": [[attr[0], _classes(attr[1])[:1] if tag == "CodeBlock" else [], []], code]}]
        case _:
            return None


def _div(element: dict[str, Any]) -> list[Block]:
    """A division as what it holds: its role as Markdown has it, its identifier on its first words."""
    (identifier, _, pairs), blocks = element["c"]
    match role_of(element):
        case "front-heading" | "help-heading":
            return [ast.header(1, "", block["c"]) for block in blocks]
        case "notice" | "draft" | "help" | "help-note":
            return [{"t": "BlockQuote", "c": blocks}]
    languages = [pair for pair in pairs if pair[0] in ("lang", "dir")]
    if languages:
        blocks = [
            {"t": each["t"], "c": [{"t": "Span", "c": [["", [], languages], each["c"]]}]}
            if each["t"] in ("Para", "Plain")
            else each
            for each in blocks
        ]
    if identifier and blocks and blocks[0]["t"] in ("Para", "Plain"):
        anchor: Inline = {"t": "Span", "c": [[identifier, [], []], []]}
        blocks = [{"t": blocks[0]["t"], "c": [anchor, *blocks[0]["c"]]}, *blocks[1:]]
    return list(blocks)


def _classes(classes: list[str]) -> list[str]:
    """Classes that no reader takes for anything else: `{.=html}` would be raw HTML."""
    return [each for each in classes if _CLASS.fullmatch(each)]
