"""The article as one Markdown file for reuse: pandoc's Markdown with metadata in YAML, nothing raw, nothing beside it.

Pictures cannot stand in a text: each is described, and the data behind a drawn figure follow as a table.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from wellsourced.compose import ast
from wellsourced.compose.document import ContentsEntry, Document
from wellsourced.diagnostics import Diagnostic, Severity, Span, sort_diagnostics
from wellsourced.pandoc import Block, Inline, PandocError, convert
from wellsourced.publish.links_and_words import strip_links
from wellsourced.publish.markdown_escapes import (
    clean_attributes,
    clean_identifier,
    escape_address,
    escape_math,
    escape_words,
)
from wellsourced.publish.metadata.record import describe_article
from wellsourced.publish.rendered import Moment, Rendered
from wellsourced.publish.typst.tables import balance_columns
from wellsourced.publish.whole_text import (
    describe_figure,
    describe_image,
    encode_printable,
    join_entries,
    lay_out,
    refuse,
    role_of,
)

#: Without what plain readers cannot follow. Raw TeX stays a word of the dialect, so that backslashes are escaped.
_WRITER = "markdown-smart-raw_html-native_divs-native_spans-fenced_divs-simple_tables-multiline_tables-implicit_figures"
_WIDTH = 100
_ARGUMENTS = (
    "--standalone",
    "--wrap=auto",
    f"--columns={_WIDTH}",
    "--markdown-headings=atx",
    "--reference-location=document",
)
_TAGS = frozenset({"Div", "Span", "Header", "Table", "Image", "SmallCaps", "CodeBlock", "Code", "Link", "Math", "Str"})
#: Spans that mean something to readers.
_SPANS = frozenset({"smallcaps", "mark", "underline"})
#: What the metadata say already, or what is the matter of a page.
_IN_METADATA = frozenset({"title", "subtitle", "author", "affiliation", "facts", "abstract", "keywords"})
_ARTICLE = Span("article/article.yaml")


def write_markdown(document: Document, moment: Moment) -> Rendered:
    """The article as UTF-8 Markdown, lines of at most 100 characters where words allow.

    PUB024: it could not be made; then `content` is empty. Warnings: PUB003-PUB005 of the shared pass, PUB023 what
    pandoc complained of.
    """
    try:
        return _write(document, moment)
    except (PandocError, RecursionError) as error:
        return refuse("Markdown", error)


def _write(document: Document, moment: Moment) -> Rendered:
    text = lay_out(document, moment, data_appendix=False)
    front = [block for block in text.front if _is_wanted(block)]
    blocks = _prepare(join_entries([*front, *_contents(text.contents), *text.text]))
    meta = _metadata(document, text.abstract, moment)
    converted = convert(encode_printable(blocks, meta), reader="json", writer=_WRITER, arguments=_ARGUMENTS)
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
    return {"t": "MetaInlines", "c": _prepare(ast.words(text))}


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
        case "Str":
            return escape_words(content)
        case "Div":
            return _div(element)
        case "Span":
            identifier, classes, pairs = attr = clean_attributes(content[0])
            if not identifier and not pairs and not set(classes) & _SPANS:
                return list(content[1])
            return [{"t": tag, "c": [attr, content[1]]}]
        case "Header":
            level, attr, words = content
            return [{"t": tag, "c": [level, [clean_identifier(attr[0]), [], []], words]}]
        case "Image":
            return [describe_image(element)]
        case "Link":
            _, words, (address, _) = content
            return [{"t": tag, "c": [["", [], []], words, [escape_address(address), ""]]}]
        case "Math":
            return [escape_math(*content)]
        case "SmallCaps":
            return [{"t": "Span", "c": [["", ["smallcaps"], []], content]}]
        case "Table":
            attr, *rest = content
            table = {"t": tag, "c": [[clean_identifier(attr[0]), [], []], *rest]}
            return [balance_columns(table, line=_WIDTH - 4)]
        case "CodeBlock":
            identifier, classes, _ = clean_attributes(content[0])
            return [{"t": tag, "c": [[identifier, classes[:1], []], content[1]]}]
        case "Code":
            return [{"t": tag, "c": [["", [], []], content[1]]}]
        case _:
            return None


def _div(element: dict[str, Any]) -> list[Block]:
    """A division as what it holds: its role as Markdown has it, its identifier on its first words."""
    identifier, _, languages = clean_attributes(element["c"][0])
    blocks = element["c"][1]
    match role_of(element):
        case "front-heading" | "help-heading":
            return [ast.header(1, "", block["c"]) for block in blocks]
        case "notice" | "draft" | "help" | "help-note":
            return [{"t": "BlockQuote", "c": blocks}]
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
