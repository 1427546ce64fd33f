"""A sentence as readers will see it: markup taken away, citations and what facts put there kept apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from wellsourced.manuscript.model import Citation, ParsedText
from wellsourced.review.dossier import Run

#: Private-use letters that stand around the number of a kept stretch while the markup is taken away.
_OPEN, _CLOSE = "\ue000", "\ue001"
_KEPT = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_STRAY = re.compile(f"[{_OPEN}{_CLOSE}]")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)")
_ATTRIBUTES = re.compile(r"\{[#.=][^{}\n]*\}")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]:?")
_MARGIN = re.compile(r"^[ \t]*(?:>[ \t]*)+|^[ \t]*(?:[-+*]|#{1,6}|\(?[0-9]{1,3}[.)]|:)[ \t]+", re.MULTILINE)
#: An escaped letter, which stays, or a mark, which goes.
_MARKS = re.compile(r"\\([^\w\s])|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|\*+(?=\S)|(?<=\S)\*+|`+|~~|\^(?=\w)")
_SPACE = re.compile(r"\s+")
#: A locator behind a narrative citation: `@key [p. 3]`.
_BEHIND = re.compile(r"[ \n]?\[(?P<locator>[^\[\]@\n]{1,80})\]")


@dataclass(frozen=True)
class WrittenCluster:
    """A cluster at `text[start:end]`, brackets included; each citation with its locator as written."""

    start: int
    end: int
    citations: tuple[tuple[Citation, str | None], ...]


@dataclass(frozen=True, eq=False)
class TextParts:
    """What is kept apart in one text: its citation clusters, and the stretches that templates put there.

    `ignored`: prefixes of keys that cite no work; `aliases`: former fact id -> present id.
    """

    parsed: ParsedText
    ignored: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def clusters(self) -> tuple[WrittenCluster, ...]:
        """All clusters but those with an ignored prefix (cross-references), in order."""
        grouped: dict[int, list[Citation]] = {}
        for citation in self.parsed.citations:
            if not citation.key.startswith(self.ignored):
                grouped.setdefault(citation.cluster, []).append(citation)
        return tuple(sorted((self._cluster(group) for group in grouped.values()), key=lambda c: c.start))

    @cached_property
    def facts(self) -> tuple[tuple[int, str], ...]:
        """(offset in the text's source, fact id), in order."""
        return tuple(sorted((use.start, self.aliases.get(use.id, use.id)) for use in self.parsed.facts))

    @cached_property
    def generated(self) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
        """(start, end, fact ids) of each stretch of the expanded text that facts put there."""
        pieces = self.parsed.map.pieces
        ends = [*(piece[0] for piece in pieces[1:]), len(self.parsed.text)]
        found = []
        for (start, source, length, copied), end in zip(pieces, ends, strict=True):
            if not copied and end > start and (ids := self.facts_between(source, source + length)):
                found.append((start, end, ids))
        return tuple(found)

    def facts_between(self, start: int, end: int) -> tuple[str, ...]:
        """Ids of the facts called in `source[start:end]`, each once."""
        first = bisect_left(self.facts, (start, ""))
        last = bisect_left(self.facts, (end, ""))
        return tuple(dict.fromkeys(id for _, id in self.facts[first:last]))

    def clusters_between(self, start: int, end: int) -> tuple[WrittenCluster, ...]:
        """The clusters that begin in `text[start:end]`."""
        return _between(self.clusters, self._cluster_starts, start, end)

    @cached_property
    def _cluster_starts(self) -> list[int]:
        return [cluster.start for cluster in self.clusters]

    @cached_property
    def _generated_starts(self) -> list[int]:
        return [stretch[0] for stretch in self.generated]

    def runs(self, start: int, end: int) -> tuple[Run, ...]:
        """The sentence `text[start:end]` in runs, white space evened out."""
        clusters = self.clusters_between(start, end)
        kept = [(c.start, c.end, Run(_even(self.parsed.text[c.start : c.end]), n)) for n, c in enumerate(clusters)]
        for a, b, ids in _between(self.generated, self._generated_starts, start, end):
            kept.append((a, b, Run(_plain(self.parsed.text[a:b]).strip(), None, ids)))
        return tuple(_runs(self.parsed.text, start, end, sorted(kept, key=lambda k: (k[0], -k[1]))))

    def _cluster(self, citations: list[Citation]) -> WrittenCluster:
        text = self.parsed.text
        first, last = citations[0], citations[-1]
        if first.form == "narrative":
            behind = _BEHIND.match(text, last.end)
            end = behind.end() if behind else last.end
            start = first.start - 1 if text[first.start - 1 : first.start] == "-" else first.start
            return WrittenCluster(start, end, ((first, behind["locator"].strip() if behind else None),))
        opening = text.rfind("[", max(0, first.start - 400), first.start)
        start = opening if opening != -1 else first.start
        closing = text.find("]", last.end, last.end + 400)
        end = closing + 1 if closing != -1 else last.end
        bounds = [*(citation.start for citation in citations[1:]), max(end - 1, last.end)]
        return WrittenCluster(
            start,
            end,
            tuple((c, _locator(text[c.end : bound])) for c, bound in zip(citations, bounds, strict=True)),
        )


def plain_text(runs: Sequence[Run]) -> str:
    """The words of the runs without citations, save those that are words of the sentence: "@grimm2024 finds"."""
    parts: list[str] = []
    for run in runs:
        if run.cluster is None or not run.text.startswith("["):
            parts.append(run.text)
        elif parts:
            parts[-1] = parts[-1].rstrip()
    return _even("".join(parts))


def _runs(text: str, start: int, end: int, kept: list[tuple[int, int, Run]]) -> Iterator[Run]:
    pieces: list[str] = []
    shown: list[Run] = []
    position = start
    for a, b, run in kept:
        if a < position:
            continue  # a fact inside a cluster's locator
        pieces += [_STRAY.sub("", text[position:a]), f"{_OPEN}{len(shown)}{_CLOSE}"]
        shown.append(run)
        position = b
    pieces.append(_STRAY.sub("", text[position:end]))
    words = _plain("".join(pieces)).strip(" |")
    position = 0
    for match in _KEPT.finditer(words):
        if match.start() > position:
            yield Run(words[position : match.start()])
        yield shown[int(match[1])]
        position = match.end()
    if position < len(words):
        yield Run(words[position:])


def _plain(text: str) -> str:
    """Without markup, on one line. Every pattern is linear: none holds a repetition inside a repetition."""
    if "<" in text:
        text = _TAG.sub("", _drop_comments(text))
    if "[" in text:
        text = _LINK.sub(r"\1", _FOOTNOTE.sub("", text))
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    return _even(_MARKS.sub(r"\1", _MARGIN.sub("", text)))


def _drop_comments(text: str) -> str:
    parts, position = [], 0
    while (opening := text.find("<!--", position)) != -1 and (closing := text.find("-->", opening)) != -1:
        parts.append(text[position:opening])
        position = closing + 3
    return "".join([*parts, text[position:]])


def _even(text: str) -> str:
    return _SPACE.sub(" ", text)


def _locator(behind: str) -> str | None:
    """What stands between a key and the next one, or the bracket: ", p. 3; see "."""
    words = _even(behind.partition(";")[0]).strip(" ,")
    return words or None


def _between(items: Sequence, starts: list[int], start: int, end: int) -> tuple:  # type: ignore[type-arg]
    return tuple(items[bisect_left(starts, start) : bisect_left(starts, end)])
