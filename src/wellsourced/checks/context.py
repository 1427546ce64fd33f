"""What a rule may ask: the project, the texts under examination, and what several rules need and none should redo."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from wellsourced.cache import Cache
from wellsourced.checks.backing.fact_matching import Judged, judge_quantities
from wellsourced.checks.kept_texts import KeptTexts
from wellsourced.checks.names.expansions import Expansion, find_wrong_expansions
from wellsourced.checks.names.named import Named
from wellsourced.checks.names.naming import resolve_mentions
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.registers import Registers
from wellsourced.checks.times.instrument_times import find_wrong_times
from wellsourced.checks.times.said_times import Wrong
from wellsourced.checks.words.folding import fold
from wellsourced.checks.words.phrases import WordIndex, index_words
from wellsourced.checks.words.wordings import Search, find_wrong_wordings
from wellsourced.diagnostics import Diagnostic, Span
from wellsourced.manuscript.anchors import Anchor, find_anchors
from wellsourced.manuscript.attribution import Attribution
from wellsourced.manuscript.claims import Claim, find_claims
from wellsourced.manuscript.links import Links, find_links
from wellsourced.manuscript.model import Citation, Manuscript, ParsedText, Sentence
from wellsourced.manuscript.quantities.find import find_quantities
from wellsourced.manuscript.quantities.quantity import Quantity
from wellsourced.manuscript.sentences import split_sentences
from wellsourced.manuscript.spans import SourceMap
from wellsourced.manuscript.tables import Table, find_tables
from wellsourced.manuscript.words import ReadWords
from wellsourced.project.models import Instrument
from wellsourced.project.project import Project

Value = TypeVar("Value")

#: What pandoc cites without it being a reference: a cross-reference (pandoc-crossref's prefixes).
CROSS_REFERENCES = ("sec:", "fig:", "tbl:", "eq:", "lst:")


class ReadText(msgspec.Struct, frozen=True, eq=False, dict=True):
    """A text with its words indexed. Offsets of the index lead back to the author's file through `place`.

    `kept` holds what earlier runs read in it, where it is a text of an article.
    """

    parsed: ParsedText
    kept: KeptTexts | None = None

    @cached_property
    def index(self) -> WordIndex:
        """The words of the folded prose, sentence by sentence."""
        return index_words(fold(self.parsed.prose), tuple(_sentence_ranges(self.parsed)))

    @cached_property
    def links(self) -> Links:
        """Its links, images and footnotes."""
        return self._keep("links", Links, lambda: find_links(self.parsed))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Its tables with their captions."""
        return self._keep("tables", tuple[Table, ...], lambda: find_tables(self.parsed))

    @cached_property
    def anchors(self) -> tuple[Anchor, ...]:
        """Its identifiers: what can be linked to."""
        return self._keep("anchors", tuple[Anchor, ...], lambda: find_anchors(self.parsed, self.links, self.tables))

    @cached_property
    def read_words(self) -> ReadWords:
        """The words that a reader reads, to be counted."""
        return ReadWords(self.parsed)

    @cached_property
    def whole(self) -> ParsedText:
        """The text with the sentences of block quotations in one piece."""
        if ">" not in self.parsed.prose:
            return self.parsed
        prose = self.parsed.prose
        ranges = _sentence_ranges(self.parsed)
        return replace(self.parsed, sentences=tuple(Sentence(prose[start:end], start, end) for start, end in ranges))

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """From offsets of the folded text to offsets of `parsed.text`."""
        return self.index.folded.source_range(start, end)

    def place(self, start: int, end: int) -> Span:
        """From offsets of the folded text to the author's file."""
        return self.parsed.place(*self.source_range(start, end))

    def verbatim(self, start: int, end: int) -> str | None:
        """What the author wrote there, if the file holds it letter by letter (not put in by a template)."""
        return self.written(*self.source_range(start, end))

    def written(self, start: int, end: int) -> str | None:
        """`parsed.text[start:end]`, if the author's file holds it letter by letter: what a fix may replace."""
        source_start, source_end = self.parsed.map.source_range(start, end)
        written = self.parsed.source[source_start:source_end]
        whole = self.parsed.map.lines.unbroken(source_start, source_end)
        return written if whole and written == self.parsed.text[start:end] else None

    def _keep(self, name: str, kind: type[Value], derive: Callable[[], Value]) -> Value:
        return derive() if self.kept is None else self.kept.keep(name, self, kind, derive)


class ByText(Mapping[ReadText, Value]):
    """What an analysis makes of each of some texts, made when it is first asked for.

    `made` holds what was made of these and other texts; contexts of one run share it.
    """

    def __init__(
        self, texts: tuple[ReadText, ...], analyse: Callable[[ReadText], Value], made: dict[ReadText, Value]
    ) -> None:
        self._texts, self._analyse, self._made = texts, analyse, made

    def __getitem__(self, text: ReadText) -> Value:
        if text not in self._made:
            self._made[text] = self._analyse(text)
        return self._made[text]

    def __iter__(self) -> Iterator[ReadText]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


#: The analyses that rules about the whole article ask for, and their types: they may be kept from run to run.
KEPT_ANALYSES: Mapping[str, Any] = {
    "named": tuple[Named, ...],
    "expansions": tuple[tuple[Expansion, Instrument], ...],
    "quantities": tuple[Quantity, ...],
    "judged": tuple[Judged, ...],
}


class Context(msgspec.Struct, frozen=True, eq=False, dict=True):
    """One run of the rules over these texts. `manuscript` is None where a loose text is audited.

    `registers` are what the project's data files hold; `made` what has been read out of texts, by name of the
    analysis. Both may be shared by contexts of one project. `kept` holds what earlier runs made of texts of an article.
    """

    registers: Registers
    texts: tuple[ReadText, ...]
    manuscript: Manuscript | None = None
    made: dict[str, dict[ReadText, Any]] = msgspec.field(default_factory=dict)
    kept: KeptTexts | None = None

    @classmethod
    def of_article(
        cls, project: Project, manuscript: Manuscript, today: date | None, cache: Cache | None = None
    ) -> Context:
        """The sections of the article, and the words of article.yaml, glossary and figures that reach the reader."""
        sections = (section.parsed for section in manuscript.sections)
        abstract = () if manuscript.abstract is None else (_citations_only(manuscript.abstract),)
        texts = (*sections, *_metadata(project), *_definitions(project), *abstract, *manuscript.figures)
        registers = Registers(project, today, cache or Cache(None))
        kept = KeptTexts(registers, manuscript) if registers.cache.keeps else None
        return cls(registers, tuple(ReadText(text, kept) for text in texts), manuscript, kept=kept)

    @classmethod
    def of_text(cls, project: Project, parsed: ParsedText, today: date | None) -> Context:
        """One loose text."""
        return cls(Registers(project, today, Cache(None)), (ReadText(parsed),))

    def alone(self, text: ReadText) -> Context:
        """The context of one of the texts of an article: it holds nothing of the other sections and figures.

        Citations of the whole article are there for words that stand in data files, since these lean on all of it.
        """
        manuscript = self.manuscript
        if manuscript is not None:
            sections = tuple(section for section in manuscript.sections if section.parsed is text.parsed)
            figures = tuple(figure for figure in manuscript.figures if figure is text.parsed)
            manuscript = Manuscript(sections, None, figures, cited={} if sections else manuscript.cited)
        return Context(self.registers, (text,), manuscript, self.made)

    def without_texts(self) -> Context:
        """The registers, and which works the article cites."""
        cited: dict[str, tuple[Citation, ...]] = dict.fromkeys(sorted(self.cited_keys), ())
        return Context(self.registers, (), self.manuscript and Manuscript((), cited=cited))

    @property
    def project(self) -> Project:
        """The project whose registers vouch."""
        return self.registers.project

    @property
    def today(self) -> date | None:
        """The day by which evidence is judged."""
        return self.registers.today

    @property
    def names(self) -> NameRegister:
        """The register of named things."""
        return self.registers.names

    @cached_property
    def cited_keys(self) -> frozenset[str]:
        """The keys cited anywhere."""
        if self.manuscript is not None:
            return frozenset(self.manuscript.cited)
        return frozenset(citation.key for text in self.texts for citation in text.parsed.citations)

    @cached_property
    def searches(self) -> Mapping[ReadText, Search]:
        """What the corrections register finds in each text."""
        return self._by_text("searches", lambda text: find_wrong_wordings(self.registers.corrections, text.index))

    @cached_property
    def named(self) -> Mapping[ReadText, tuple[Named, ...]]:
        """The things that each text names, held against the register."""
        return self._by_text("named", lambda text: resolve_mentions(text.parsed, text.index, self.names))

    @cached_property
    def wrong_times(self) -> Mapping[ReadText, tuple[tuple[Named, Wrong], ...]]:
        """What each text says wrongly about the times of what it names."""
        return self._by_text(
            "times", lambda text: find_wrong_times(text.parsed, self.named[text], self.names, self.today)
        )

    @cached_property
    def wrong_expansions(self) -> Mapping[ReadText, tuple[tuple[Expansion, Instrument], ...]]:
        """Letters that are said to stand for another name than the register's, and for what they do stand."""
        return self._by_text("expansions", lambda text: find_wrong_expansions(text.parsed, self.names))

    @cached_property
    def quantities(self) -> Mapping[ReadText, tuple[Quantity, ...]]:
        """The quantities of each text."""
        return self._by_text("quantities", lambda text: find_quantities(text.parsed, self.registers.facts.nouns))

    @cached_property
    def judged(self) -> Mapping[ReadText, tuple[Judged, ...]]:
        """The quantities of each text, held against the facts. Words in article.yaml lean on the whole article."""
        return self._by_text("judged", self._judge)

    def _judge(self, text: ReadText) -> tuple[Judged, ...]:
        registers = self.registers
        present = registers.present_ids
        if text.parsed.path.endswith("article.yaml"):
            sources = {present.get(key, key) for key in self.cited_keys}
        else:
            sources = self._figure_sources(text)
        return judge_quantities(text.whole, self.quantities[text], registers.facts, present, sources)

    def _figure_sources(self, text: ReadText) -> set[str]:
        """What the words of a figure file lean on: all that the file names. Of other texts nothing beside their own."""
        figures = self.manuscript.figures if self.manuscript else ()
        named = text.parsed.citations if any(text.parsed is figure for figure in figures) else ()
        return {self.registers.present_ids.get(citation.key, citation.key) for citation in named}

    @cached_property
    def attributions(self) -> Mapping[ReadText, Attribution]:
        """The passages of each text, and which sources stand behind what stands in them."""
        return self._by_text("attributions", lambda text: Attribution(text.parsed))

    @cached_property
    def claims(self) -> Mapping[ReadText, tuple[Claim, ...]]:
        """The checkable claims of each text, cited or not."""
        return self._by_text(
            "claims",
            lambda text: find_claims(
                text.parsed,
                self.quantities[text],
                [named.mention for named in self.named[text]],
                self.attributions[text],
            ),
        )

    def reported(self, code: str) -> Iterator[Diagnostic]:
        """What parsing the manuscript has already found under this code."""
        if self.manuscript:
            yield from (diagnostic for diagnostic in self.manuscript.diagnostics if diagnostic.code == code)

    def keep(self, name: str, text: ReadText, kind: type[Value], derive: Callable[[], Value]) -> Value:
        """What `derive` makes of a text. It may lean on what `alone` holds, on nothing else."""
        return derive() if self.kept is None else self.kept.keep(name, text, kind, derive)

    def keep_without_texts(self, name: str, kind: type[Value], derive: Callable[[], Value]) -> Value:
        """What `derive` makes of the data files. It may lean on what `without_texts` holds, on nothing else."""
        return derive() if self.kept is None else self.kept.keep_without_texts(name, kind, derive)

    def _by_text(self, name: str, analyse: Callable[[ReadText], Value]) -> ByText[Value]:
        def recall(text: ReadText) -> Value:
            kind: type[Value] = KEPT_ANALYSES[name]
            return self.keep(name, text, kind, lambda: analyse(text))

        return ByText(self.texts, recall if name in KEPT_ANALYSES else analyse, self.made.setdefault(name, {}))


def _sentence_ranges(parsed: ParsedText) -> Iterator[tuple[int, int]]:
    """The sentences, those put together again that only the margin marks of a block quotation cut."""
    current: tuple[int, int] | None = None
    for sentence in parsed.sentences:
        if current and _continues_quotation(parsed.prose, current[1], sentence.start):
            current = (current[0], sentence.end)
            continue
        if current:
            yield current
        current = (sentence.start, sentence.end)
    if current:
        yield current


def _continues_quotation(prose: str, end: int, start: int) -> bool:
    """Whether a sentence goes on behind the `>` of the next line."""
    line_start = prose.rfind("\n", 0, end) + 1
    return (
        prose[end - 1] not in ".!?\"'”’)"
        and prose[start] == ">"
        and prose[end:start].count("\n") == 1
        and prose[line_start:end].lstrip().startswith(">")
        and prose[start:].lstrip("> \t")[:1] not in ("", "\n")
    )


def _citations_only(abstract: ParsedText) -> ParsedText:
    """The abstract with its citations and facts; its words are read in article.yaml itself, at their exact places."""
    return replace(abstract, prose="", headings=(), sentences=())


def _metadata(project: Project) -> Iterator[ParsedText]:
    """What article.yaml says to readers, at its places: titles, abstract, acknowledgements, notes of the history."""
    article = project.article
    fields = ("title", "subtitle", "short_title", "abstract", "acknowledgements", "competing_interests")
    places: list[tuple[str | int, ...]] = [(field,) for field in fields if getattr(article, field)]
    places += [
        ("sections", number, "title")
        for number, entry in enumerate(article.sections)
        if not isinstance(entry, str) and entry.title
    ]
    places += [("history", number, "note") for number in range(len(article.history))]
    yield from _values("article/article.yaml", places, project)


def _definitions(project: Project) -> Iterator[ParsedText]:
    """Terms and definitions of the glossary as written in terms.yaml, at their places."""
    places = [
        ("glossary", number, field) for number in range(len(project.glossary)) for field in ("term", "definition")
    ]
    # Each definition is a paragraph of its own: what YAML has between them is no text of theirs.
    for words in _values("article/terms.yaml", places, project) if places else ():
        yield replace(words, text=words.prose, marked=words.prose)


def _values(path: str, places: Sequence[tuple[str | int, ...]], project: Project) -> Iterator[ParsedText]:
    """These values of a data file as one text, everything else blanked out."""
    source = project.texts.get(path)
    if source is None:
        return
    lines = SourceMap.identity(source)
    ranges = []
    for place in places:
        span = project.where(path, *place)
        starts = lines.lines.starts
        start, end = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
        if source[start : start + 1] in ('"', "'"):  # YAML's quotation marks quote nobody
            start, end = start + 1, end - 1
        elif source[start : start + 1] in ("|", ">"):  # how YAML marks a block of lines, not a quotation
            start = source.find("\n", start, end) + 1 or start
        ranges.append((start, end))
    prose = _read_escapes(_only(source, ranges))
    yield ParsedText(path, source, source, prose, lines, sentences=split_sentences(prose))


def _read_escapes(text: str) -> str:
    """The escapes of quoted YAML as what they stand for, filled up to their length with what folding takes away."""

    def read(match: re.Match[str]) -> str:
        letter = chr(int(match[1], 16)) if match[1] else " "
        return letter + "\u200b" * (len(match[0]) - 1)

    return re.sub(r"\\(?:u([0-9a-fA-F]{4})|[nrt])", read, text)


def _only(text: str, ranges: list[tuple[int, int]]) -> str:
    """`text` with everything outside the ranges turned into spaces; line ends stay."""
    parts, position = [], 0
    for start, end in sorted(ranges):
        parts += ["".join("\n" if c == "\n" else " " for c in text[position:start]), text[start:end]]
        position = end
    return "".join([*parts, "".join("\n" if c == "\n" else " " for c in text[position:])])
