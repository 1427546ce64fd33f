"""Sections to one body: each read by pandoc, refused markup taken out, headings numbered, anchors made unique."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec

from wellsourced import pandoc
from wellsourced.cache import Cache, digest
from wellsourced.compose import ast
from wellsourced.compose.document import ContentsEntry
from wellsourced.compose.images import embed_images
from wellsourced.diagnostics import Diagnostic, Severity, Span
from wellsourced.manuscript.model import ParsedSection
from wellsourced.manuscript.spans import LineIndex
from wellsourced.pandoc import Block, PandocError

#: One run of pandoc reads about a megabyte a second; a second run is worth its start from here on.
_LETTERS_A_RUN = 300_000


class Body(msgspec.Struct, frozen=True):
    """The sections as one list of blocks, their contents, and what was complained about."""

    blocks: list[Block]
    contents: tuple[ContentsEntry, ...]
    diagnostics: tuple[Diagnostic, ...]


class SectionError(PandocError):
    """A section that cannot be read; `path` names it."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path


def read_sections(sections: tuple[ParsedSection, ...], *, root: Path, allow_raw: bool, cache: Cache) -> Body:
    """Read all sections with pandoc; images are looked for below `root`. Raises SectionError."""
    try:
        read = _read_all([section.parsed.text for section in sections], cache)
    except PandocError as error:
        raise _find_culprit(sections, cache, error) from error
    blocks: list[Block] = []
    contents: list[ContentsEntry] = []
    diagnostics: list[Diagnostic] = []
    taken: set[str] = set()
    number = 0
    try:
        for section, text in zip(sections, read, strict=True):
            section_blocks = text.blocks
            diagnostics += [_complain(warning, section) for warning in text.warnings]
            if not allow_raw:
                section_blocks, refused = _refuse_raw(section_blocks, section)
                diagnostics += refused
            section_blocks = embed_images(section_blocks, section.parsed.path, root)
            section_blocks = _part_meanings(section_blocks)
            section_blocks = _lead_with_title(section_blocks, section.title)
            if section.role == "section":
                number += 1
            numbering = Numbering(str(number) if section.role == "section" else None)
            section_blocks, entries = number_headings(section_blocks, numbering, taken)
            blocks += section_blocks
            contents += entries
    except RecursionError as error:
        raise SectionError(section.parsed.path, str(pandoc.NestingError())) from error
    return Body(blocks, tuple(contents), tuple(diagnostics))


def _part_meanings(blocks: list[Block]) -> list[Block]:
    """The meanings in definition lists with their paragraphs apart: of bare lines pandoc's writers make one."""

    def change(element: dict[str, Any]) -> list[dict[str, Any]] | None:
        items = [[term, [_apart(meaning) for meaning in meanings]] for term, meanings in element["c"]]
        return [{"t": "DefinitionList", "c": items}]

    parted: list[Block] = ast.rewrite(blocks, ("DefinitionList",), change)
    return parted


def _apart(meaning: list[Block]) -> list[Block]:
    bare = sum(block["t"] == "Plain" for block in meaning)
    return [{**block, "t": "Para"} if bare > 1 and block["t"] == "Plain" else block for block in meaning]


def _find_culprit(sections: tuple[ParsedSection, ...], cache: Cache, error: PandocError) -> SectionError:
    """Which of the sections that were read in one run pandoc cannot read."""
    for section in sections if len(sections) > 1 else ():
        try:
            _read_all([section.parsed.text], cache)
        except PandocError as own:
            return SectionError(section.parsed.path, str(own))
    return SectionError(sections[0].parsed.path, str(error))


class Numbering:
    """Numbers of headings below one section: "2", "2.1", "2.1.1"; none at all for an unnumbered section."""

    def __init__(self, first: str | None) -> None:
        self._first = first
        self._counts: list[int] = []

    def next(self, level: int) -> str | None:
        """The number of the next heading of `level` (1 is the section itself)."""
        if self._first is None:
            return None
        depth = level - 1
        if depth == 0:
            self._counts = []
            return self._first
        self._counts = [*self._counts[:depth], *[0] * (depth - len(self._counts))]
        self._counts[depth - 1] += 1
        return ".".join([self._first, *(str(count) for count in self._counts)])


def number_headings(
    blocks: list[Block], numbering: Numbering, taken: set[str]
) -> tuple[list[Block], list[ContentsEntry]]:
    """Give every heading its number and every anchor of these blocks a name not in `taken`, which grows.

    Links to a renamed anchor inside the same blocks follow it.
    """
    renamed: dict[str, str] = {}
    for element in ast.walk(blocks, _ATTRIBUTE_PLACE):
        attributes = _attributes(element)
        if attributes and attributes[0] and attributes[0] not in renamed:
            renamed[attributes[0]] = _free(attributes[0], taken)
    entries: list[ContentsEntry] = []

    def change(element: dict[str, Any]) -> list[dict[str, Any]] | None:
        tag = element["t"]
        if tag == "Link":
            attributes, inlines, (target, title) = element["c"]
            if target.startswith("#") and target[1:] in renamed:
                element = {"t": "Link", "c": [attributes, inlines, ["#" + renamed[target[1:]], title]]}
        found = _attributes(element)
        if found and found[0]:
            element = _with_identifier(element, renamed[found[0]])
        if tag == "Header":
            return [_numbered(element, numbering, entries, taken)]
        return [element]

    return ast.rewrite(blocks, _ATTRIBUTE_PLACE, change), entries


def _numbered(header: Block, numbering: Numbering, entries: list[ContentsEntry], taken: set[str]) -> Block:
    level, (identifier, classes, pairs), inlines = header["c"]
    identifier = identifier or _free("section", taken)
    number = None if "unnumbered" in classes else numbering.next(level)
    pairs = [pair for pair in pairs if pair[0] != "number"]
    if number:
        pairs.append(["number", number])
    elif "unnumbered" not in classes:
        classes = [*classes, "unnumbered"]
    if level <= 2:
        entries.append(ContentsEntry(level, number, inlines, ast.plain_text(inlines), identifier))
    return {"t": "Header", "c": [level, [identifier, classes, pairs], inlines]}


def _read_all(texts: list[str], cache: Cache) -> list[pandoc.ReadText]:
    """Each text from the cache; those that are not there from one run of pandoc, or one a core if they are long."""
    keys = [digest("section 2", pandoc.pandoc_version(), pandoc.READER, text) for text in texts]
    found = {key: kept for key in keys if (kept := _decode(cache.get(key))) is not None}
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
    runs = min(os.cpu_count() or 1, 1 + sum(map(len, missing.values())) // _LETTERS_A_RUN)
    shares = [list(missing)[start::runs] for start in range(runs)]
    with ThreadPoolExecutor(max_workers=runs) as pool:
        results = pool.map(lambda share: pandoc.read_together([missing[key] for key in share]), shares)
        for share, read in zip(shares, results, strict=True):
            for key, text in zip(share, read, strict=True):
                found[key] = text
                cache.put(key, msgspec.json.encode(text))
    return [found[key] for key in keys]


def _decode(entry: bytes | None) -> pandoc.ReadText | None:
    try:
        return None if entry is None else msgspec.json.decode(entry, type=pandoc.ReadText)
    except msgspec.DecodeError:
        # Kept by another version of this program.
        return None


def _complain(warning: pandoc.PandocWarning, section: ParsedSection) -> Diagnostic:
    parsed = section.parsed
    span = Span(parsed.path)
    if warning.line:
        start = LineIndex(parsed.text).starts[warning.line - 1 : warning.line]
        end = parsed.text.find("\n", start[0]) if start else -1
        span = parsed.place(start[0], len(parsed.text) if end == -1 else end) if start else span
    return Diagnostic("STR090", Severity.WARNING, f"pandoc: {warning.message}", span)


def _refuse_raw(blocks: list[Block], section: ParsedSection) -> tuple[list[Block], list[Diagnostic]]:
    """Take raw HTML and TeX out; comments go silently."""
    complaints: list[Diagnostic] = []
    parsed = section.parsed

    def change(element: dict[str, Any]) -> list[dict[str, Any]] | None:
        form, raw = element["c"]
        if form == "html" and raw.lstrip().startswith("<!--"):
            return []
        place = parsed.text.find(raw.strip())
        span = parsed.place(place, place + len(raw.strip())) if place != -1 else Span(parsed.path)
        complaints.append(
            Diagnostic(
                "SAF090",
                Severity.ERROR,
                f"raw {form} is not published: {_shorten(raw)}",
                span,
                help="write it in Markdown; a project that trusts its authors sets `allow_raw: true` in article.yaml",
            )
        )
        return []

    return ast.rewrite(blocks, ("RawBlock", "RawInline"), change), complaints


def _lead_with_title(blocks: list[Block], title: str) -> list[Block]:
    """The section's blocks under one heading of level 1: its own, or one made of its title."""
    first = next((block for block in blocks if block["t"] == "Header"), None)
    if first and first["c"][0] == 1 and blocks[0] is first:
        own = ast.plain_text(first["c"][2])
        inlines = first["c"][2] if own == title else ast.words(title)
        return [{"t": "Header", "c": [1, first["c"][1], inlines]}, *blocks[1:]]
    identifier = "-".join(word for word in "".join(c if c.isalnum() else " " for c in title.lower()).split())
    return [ast.header(1, identifier, ast.words(title)), *blocks]


#: Tag -> where its attributes stand in its content.
_ATTRIBUTE_PLACE: dict[str, Callable[[Any], Any]] = {
    "Header": lambda content: content[1],
    **dict.fromkeys(("Div", "Span", "Code", "CodeBlock", "Link", "Image", "Table", "Figure"), lambda c: c[0]),
}


def _attributes(element: dict[str, Any]) -> list[Any] | None:
    place = _ATTRIBUTE_PLACE.get(element["t"])
    return place(element["c"]) if place else None


def _with_identifier(element: dict[str, Any], identifier: str) -> dict[str, Any]:
    content = list(element["c"])
    index = 1 if element["t"] == "Header" else 0
    content[index] = [identifier, *content[index][1:]]
    return {"t": element["t"], "c": content}


def _free(wanted: str, taken: set[str]) -> str:
    name = wanted
    count = 1
    # `ref-` is where the reference list lives.
    while name in taken or name.startswith("ref-"):
        count += 1
        name = f"{wanted.removeprefix('ref-') or 'section'}-{count}"
    taken.add(name)
    return name


def _shorten(raw: str, length: int = 60) -> str:
    line = " ".join(raw.split())
    return line if len(line) <= length else line[: length - 1] + "…"
