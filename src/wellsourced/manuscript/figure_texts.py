"""The words of figure files as texts: they reach the reader, so they are read as closely as any section."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from wellsourced.manuscript.model import Citation, FactUse, ParsedText
from wellsourced.manuscript.sentences import split_sentences
from wellsourced.manuscript.spans import SourceMap
from wellsourced.project.figures import Figure, figure_path, find_pointers
from wellsourced.project.project import KeyPath, Project

#: Keys whose values are words for the reader.
_WORDS = frozenset(
    {"title", "alt", "caption", "notes", "axis", "label", "gap", "text", "name", "note", "left", "right", "what"}
)


def read_figure_texts(project: Project) -> tuple[ParsedText, ...]:
    """One text a figure file, everything but its words blanked out.

    A fact is used and its source cited where the file names the fact; a reference is cited where the file names it.
    """
    return tuple(_read(project, name, figure) for name, figure in project.figures.items())


def _read(project: Project, name: str, figure: Figure) -> ParsedText:
    path = figure_path(name)
    source = project.texts.get(path, "")
    lines = SourceMap.identity(source)
    starts = lines.lines.starts

    def offsets(keys: KeyPath) -> tuple[int, int]:
        span = project.where(path, *keys)
        start, end = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
        quoted = source[start : start + 1] in ('"', "'")  # YAML's quotation marks quote nobody
        return (start + 1, end - 1) if quoted else (start, end)

    citations: list[Citation] = []
    facts: list[FactUse] = []
    for pointer in find_pointers(figure):
        span, (start, end) = project.where(path, *pointer.path), offsets(pointer.path)
        key = pointer.id if pointer.register == "reference" else None
        if pointer.register == "fact" and (fact := project.resolve_fact(pointer.id)):
            facts.append(FactUse(fact.id, span))
            key = fact.source
        if key:
            citations.append(Citation(key, span, start, end, len(citations), "bracketed"))
    prose = _only(source, sorted(offsets(keys) for keys in _word_places(figure, ())))
    return ParsedText(
        path,
        source,
        source,
        prose,
        lines,
        citations=tuple(sorted(citations, key=lambda citation: citation.start)),
        sentences=split_sentences(prose),
        facts=tuple(facts),
    )


def _word_places(value: Any, path: KeyPath, *, words: bool = False) -> Iterator[KeyPath]:
    if isinstance(value, str):
        if words:
            yield path
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _word_places(item, (*path, number), words=words)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _word_places(getattr(value, field), (*path, field.rstrip("_")), words=field in _WORDS)


def _only(text: str, ranges: list[tuple[int, int]]) -> str:
    """`text` with everything outside the ranges turned into empty lines, so that no sentence runs from one to another.

    Places are found by offsets, so the lines of the file need not be kept.
    """
    parts, position = [], 0
    for start, end in ranges:
        parts += ["\n" * (start - position), text[start:end]]
        position = end
    return "".join([*parts, "\n" * (len(text) - position)])
