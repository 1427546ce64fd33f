"""Sections to manuscript: includes and templates expanded, markup scanned, citations, headings, sentences found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

import msgspec

from wellsourced.cache import Cache, digest
from wellsourced.diagnostics import Diagnostic
from wellsourced.manuscript.citations import find_citations
from wellsourced.manuscript.expand import Expanded, expand
from wellsourced.manuscript.figure_texts import read_figure_texts
from wellsourced.manuscript.includes import include
from wellsourced.manuscript.markup import blank, read_markup
from wellsourced.manuscript.model import (
    Citation,
    FactUse,
    Heading,
    Manuscript,
    ParsedSection,
    ParsedText,
    Sentence,
)
from wellsourced.manuscript.sentences import split_sentences
from wellsourced.manuscript.spans import LineIndex, SourceMap
from wellsourced.manuscript.yaml_values import locate_value
from wellsourced.project.models import Fact
from wellsourced.project.program import state_of_program
from wellsourced.project.project import Project, Section

_ATX = re.compile(r"^ {0,3}(#{1,6})[ \t]+(\S.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_SETEXT = re.compile(r"^(?P<text>[^\s#>|].*)\n(?P<rule>=+|-+)[ \t]*$", re.MULTILINE)
_HEADING_ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}\s*$")


def parse(project: Project, *, cache: Cache | None = None) -> Manuscript:
    """Parse all sections of a loaded project. Never fails: what is wrong is in `Manuscript.diagnostics`.

    `cache` spares expanding and scanning sections that have not changed; it changes nothing else.
    """
    facts = facts_by_any_id(project)
    kept = _Kept(cache or Cache(None), project)
    sections: list[ParsedSection] = []
    diagnostics: list[Diagnostic] = []
    cited: dict[str, list[Citation]] = {}
    abstract, complaints = _parse_abstract(project, facts)
    diagnostics += complaints
    for citation in abstract.citations if abstract else ():
        cited.setdefault(citation.key, []).append(citation)
    for section in project.sections:
        parsed, complaints = kept.parse(section.path, section.text, facts)
        diagnostics += complaints
        sections.append(ParsedSection(section.role, _title(section, parsed), parsed, section.span))
        for citation in parsed.citations:
            cited.setdefault(citation.key, []).append(citation)
    figures = read_figure_texts(project)
    for figure in figures:
        for citation in figure.citations:
            cited.setdefault(citation.key, []).append(citation)
    return Manuscript(
        tuple(sections), abstract, figures, tuple(diagnostics), {key: tuple(uses) for key, uses in cited.items()}
    )


def parse_text(path: str, text: str, *, facts: Mapping[str, Fact] | None = None) -> ParsedText:
    """Parse a loose text. Templates run only when `facts` is given; otherwise braces are letters like others."""
    return _parse(path, include(path, text, {}), facts)[0]


def facts_by_any_id(project: Project) -> dict[str, Fact]:
    """Facts by present and former ids."""
    return {**{old: project.fact_by_id[new] for old, new in project.fact_aliases.items()}, **project.fact_by_id}


def _parse(path: str, lines: LineIndex, facts: Mapping[str, Fact] | None) -> tuple[ParsedText, tuple[Diagnostic, ...]]:
    source = lines.text
    unexpanded = Expanded(source, SourceMap(lines, ((0, 0, len(source), True),)), (), ())
    expanded = unexpanded if facts is None else expand(path, source, facts, lines=lines)
    return _scan(path, source, expanded.text, expanded.map, expanded.facts), expanded.diagnostics


class _ReadSection(msgspec.Struct, frozen=True):
    """A parsed section without the lines of its files, and what was complained about."""

    text: str
    pieces: tuple[tuple[int, int, int, bool], ...]
    prose: str
    citations: tuple[Citation, ...]
    headings: tuple[Heading, ...]
    sentences: tuple[Sentence, ...]
    facts: tuple[FactUse, ...]
    marked: str
    diagnostics: tuple[Diagnostic, ...]


class _Kept:
    """Sections as an earlier run read them, found by the digest of their files, of the facts and of the program."""

    def __init__(self, cache: Cache, project: Project) -> None:
        self._cache, self._project = cache, project

    def parse(self, path: str, text: str, facts: Mapping[str, Fact]) -> tuple[ParsedText, tuple[Diagnostic, ...]]:
        lines = include(path, text, self._project.fragments)
        if not self._cache.keeps:
            return _parse(path, lines, facts)
        files = msgspec.msgpack.encode(sorted(lines.files(path).items()))
        key = digest("parsed", state_of_program(), self._facts, path, lines.text, files)
        read = self._cache.get_or_derive(key, _ReadSection, lambda: _without_lines(*_parse(path, lines, facts)))
        parsed = ParsedText(
            path=path,
            source=lines.text,
            text=read.text,
            prose=read.prose,
            map=SourceMap(lines, read.pieces),
            citations=read.citations,
            headings=read.headings,
            sentences=read.sentences,
            facts=read.facts,
            marked=read.marked,
        )
        return parsed, read.diagnostics

    @cached_property
    def _facts(self) -> str:
        return digest(msgspec.msgpack.encode(self._project.facts))


def _without_lines(parsed: ParsedText, diagnostics: tuple[Diagnostic, ...]) -> _ReadSection:
    return _ReadSection(
        parsed.text,
        parsed.map.pieces,
        parsed.prose,
        parsed.citations,
        parsed.headings,
        parsed.sentences,
        parsed.facts,
        parsed.marked,
        diagnostics,
    )


def _parse_abstract(project: Project, facts: Mapping[str, Fact]) -> tuple[ParsedText | None, tuple[Diagnostic, ...]]:
    """The abstract as a text of its own."""
    abstract = project.article.abstract
    if not abstract:
        return None, ()
    path = "article/article.yaml"
    span = project.where(path, "abstract")
    lines = LineIndex(project.texts.get(path, ""))
    start = lines.starts[span.line - 1] + span.column - 1 if lines.text else 0
    end = lines.starts[span.end_line - 1] + span.end_column - 1 if lines.text else 0
    expanded = expand(path, abstract, facts, lines=locate_value(abstract, lines, start, end))
    # A fix would have to be written in the quotation marks and escapes of YAML.
    diagnostics = tuple(msgspec.structs.replace(d, fix=None) for d in expanded.diagnostics)
    return _scan(path, abstract, expanded.text, expanded.map, expanded.facts), diagnostics


def _scan(path: str, source: str, text: str, source_map: SourceMap, facts: tuple[FactUse, ...]) -> ParsedText:
    markup = read_markup(text)
    found = find_citations(markup.live)
    prose = blank(markup.prose, [(citation.start, citation.end) for citation in found])
    return ParsedText(
        path=path,
        source=source,
        text=text,
        prose=prose,
        map=source_map,
        citations=tuple(
            Citation(c.key, source_map.span(path, c.start, c.end), c.start, c.end, c.cluster, c.form) for c in found
        ),
        headings=_headings(path, text, markup.live, source_map),
        sentences=split_sentences(prose),
        facts=facts,
        marked=markup.marked,
    )


def _headings(path: str, text: str, live: str, source_map: SourceMap) -> tuple[Heading, ...]:
    found: list[tuple[int, int, int, str]] = []
    for match in _ATX.finditer(live):
        found.append((match.start(), match.end(), len(match[1]), text[match.start(2) : match.end(2)]))
    for match in _SETEXT.finditer(live):
        before = live.rfind("\n", 0, max(0, match.start() - 1))
        alone = match.start() == 0 or not live[before + 1 : match.start()].strip()
        if alone and not re.fullmatch(r"[-\s|:+]*", match["text"]):
            found.append((match.start(), match.end(), 1 if match["rule"][0] == "=" else 2, match["text"]))
    return tuple(
        Heading(level, _HEADING_ATTRIBUTES.sub("", words).strip(), source_map.span(path, start, end), start, end)
        for start, end, level, words in sorted(found)
    )


def _title(section: Section, parsed: ParsedText) -> str:
    if section.title:
        return section.title
    first = next((heading.text for heading in parsed.headings if heading.level == 1), None)
    return (
        first
        or re.sub(r"^\d+[-_ ]*", "", section.path.rsplit("/", 1)[-1].removesuffix(".md")).replace("-", " ").capitalize()
    )
