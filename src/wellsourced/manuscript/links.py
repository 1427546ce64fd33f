"""Links, images and footnotes of a Markdown text, each with its exact place.

Grammar: pandoc user's guide, "Links", "Images", "Footnotes" and "Extension: link_attributes". pandoc's AST carries no
positions, so this reads beside it; tests/manuscript holds the two against each other. Linear in the length of the text.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

from wellsourced.manuscript.attributes import Attributes, read_attributes
from wellsourced.manuscript.headings import identify_headings
from wellsourced.manuscript.markup import TAG
from wellsourced.manuscript.model import ParsedText

#: `inline` [a](b), `reference` [a][b], [a][] or [a], `autolink` <b>, `bare` an address in prose, which is no link.
LinkForm = Literal["inline", "reference", "autolink", "bare"]


class Link(msgspec.Struct, frozen=True):
    """A link or image at `text[start:end]`, attributes not included.

    `words_start`, `words_end`: what is clicked, or describes the image. `target`: the address as pandoc reads it,
    before it escapes spaces; `target_start`, `target_end`: where the author wrote it; of a reference, its label.
    `figure`: an image alone in its paragraph, whose words pandoc prints as the caption.
    """

    form: LinkForm
    start: int
    end: int
    words_start: int
    words_end: int
    target: str
    target_start: int
    target_end: int
    image: bool = False
    figure: bool = False
    attributes: Attributes = Attributes()


class Definition(msgspec.Struct, frozen=True):
    """`[label]: target` at `text[start:end]`."""

    label: str
    target: str
    start: int
    end: int
    target_start: int
    target_end: int


class Reference(msgspec.Struct, frozen=True):
    """A label spoken of at `text[start:end]`: `[words][label]` or `[label][]` of a link, `[^label]` of a footnote."""

    label: str
    start: int
    end: int


class Links(msgspec.Struct, frozen=True):
    """What a text links to, in its order.

    `undefined`: references whose label nothing defines. `broken`: `[words](address` that pandoc does not read as a
    link, as (start, end). `notes`: references to footnotes; `note_definitions`: their texts' labels.
    """

    links: tuple[Link, ...]
    definitions: tuple[Definition, ...]
    used_labels: frozenset[str]
    undefined: tuple[Reference, ...]
    broken: tuple[tuple[int, int], ...]
    notes: tuple[Reference, ...]
    note_definitions: tuple[Reference, ...]


def find_links(parsed: ParsedText) -> Links:
    """Read the links of a text."""
    return _Reader(parsed.text, parsed.marked, parsed).read()


def normalise_label(label: str) -> str:
    """Labels are compared without case, white space evened out."""
    return " ".join(label.split()).lower()


def unescape(written: str) -> str:
    """What a stretch of Markdown stands for: backslashes and entities resolved, white space evened out."""
    if "\\" in written:
        written = _ESCAPE.sub(r"\1", written)
    if "&" in written:
        written = html.unescape(written)
    if "\n" in written:
        written = _MARGIN.sub(" ", written)
    return " ".join(written.split())


_MARGIN = re.compile(r"\n[ \t>]*")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = re.compile(r"\n[ \t>]*(?=\n)|\n(?= {0,3}#{1,6}[ \t])")
_TOKEN = re.compile(r"[\\\[\]<]")
_NOTE = re.compile(r"\[\^([^\]\[\s^]+)\]")
#: Behind `](`: an address in angle brackets, or one in which brackets are balanced; then, perhaps, a title.
_SOURCE = re.compile(
    r"""\([ \t]*(?:<(?P<angled>[^<>\n]*+)>
        |(?P<plain>(?:[^\s()\\]|\\.|\((?:[^()\\\n]|\\.|\((?:[^()\\\n]|\\.)*+\))*+\)|[ \t]++(?!["')])
           |\n(?![ \t]*\n)(?![ \t>]*["']))*+))
        (?:(?:[ \t]++(?:\n[ \t>]*+)?|\n[ \t>]*+)?(?P<title>"(?:[^"\\\n]|\\.|"(?=\w)|\n(?![ \t]*\n)){0,400}+"
           |'(?:[^'\\\n]|\\.|'(?=\w)|\n(?![ \t]*\n)){0,400}+'))?[ \t]*\)""",
    re.VERBOSE,
)
_DEFINITION = re.compile(
    r"""^[ \t>]*(?P<whole>\[(?![\^@])(?P<label>[^\[\]\n]+)\]:[ \t]*(?:\n[ \t>]*)?(?!\[)
        (?:<(?P<angled>[^<>\n]*+)>|(?P<plain>[^\s<]\S*+(?:[ \t]+(?!["'({])[^\s]++)*+))[^\n]*+)$""",
    re.MULTILINE | re.VERBOSE,
)
_AUTOLINK = re.compile(r"<(?P<target>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|(?P<mail>[^\s<>@]+@[^\s<>@]+))>")
_BARE = re.compile(r"(?:https?://|(?<![\w.@/-])www\.(?=\w))[^\s<>\"“”|]+", re.IGNORECASE)
#: What seems meant as an address where a link is not closed.
_MEANT = re.compile(r"\([ \t]*<?(?:https?:|www\.|mailto:|doi:|\#|\.{0,2}/)[^\s]*", re.IGNORECASE)
_CITED = re.compile(r"(?:^|[\s;\[-])-?@[\w{]")


class _Pair(msgspec.Struct):
    """Brackets that belong together, the image's `!` included in `start`."""

    start: int
    opening: int
    closing: int
    image: bool


class _Reader:
    def __init__(self, text: str, marked: str, parsed: ParsedText) -> None:
        self.text = text
        self.marked = marked
        self.parsed = parsed
        self.autolinks: list[Link] = []
        self.notes: list[Reference] = []
        self.note_definitions: list[Reference] = []
        self.undefined: list[Reference] = []
        self.broken: list[tuple[int, int]] = []
        self.used: set[str] = set()

    def read(self) -> Links:
        if not self.marked:
            return Links((), (), frozenset(), (), (), (), ())
        definitions = tuple(self._definitions())
        within = [(d.start, d.end) for d in definitions]
        pairs = [p for p in self._pairs() if not _inside(within, p.start)]
        known = {**self._headings(), **{normalise_label(d.label): d for d in reversed(definitions)}}
        links = list(self._links(pairs, known))
        words = [*within, *((link.start, link.end) for link in links if not link.image)]
        words.sort()
        links += [link for link in self.autolinks if not _inside(words, link.start)]
        links += self._bare([*within, *((link.start, link.end) for link in links), *self.broken])
        links.sort(key=lambda link: link.start)
        return Links(
            tuple(links), definitions, frozenset(self.used), tuple(self.undefined), tuple(self.broken),
            tuple(self.notes), tuple(self.note_definitions),
        )  # fmt: skip

    def _definitions(self) -> Iterator[Definition]:
        end_of_last = -1
        if "]:" not in self.marked:
            return
        for match in _DEFINITION.finditer(self.marked):
            before = self.marked[max(0, match.start() - 80) : match.start()]
            previous = before.rstrip("\n").rpartition("\n")[2] if before.endswith("\n") else before
            # A definition begins a block; within a paragraph its letters are prose.
            alone = not before.strip("\n \t>") or before.endswith("\n\n") or not previous.strip(" \t>")
            if not alone and match.start() != end_of_last + 1 and not previous.lstrip().startswith((":::", "#")):
                continue
            end_of_last = match.end()
            group = "angled" if match["angled"] is not None else "plain"
            yield Definition(
                match["label"], unescape(match[group]), match.start("whole"), match.end(), *match.span(group)
            )

    def _headings(self) -> dict[str, Definition]:
        """The words of a heading are a label of it (pandoc's guide, "Extension: implicit_header_references")."""
        identified = zip(self.parsed.headings, identify_headings(self.parsed), strict=True)
        return {
            normalise_label(heading.text): Definition(
                heading.text, f"#{identifier}", heading.start, heading.end, -1, -1
            )
            for heading, (identifier, *_) in reversed(list(identified))
        }

    def _pairs(self) -> list[_Pair]:
        """Brackets in order of their opening; footnote labels and autolinks are taken note of on the way."""
        marked = self.marked
        breaks = [match.start() for match in _BREAK.finditer(marked)]
        pairs: list[_Pair] = []
        opened: list[tuple[int, int, bool]] = []
        position, limit = 0, _next(breaks, 0, len(marked))
        while found := _TOKEN.search(marked, position):
            place = found.start()
            position = place + 1
            if place > limit:
                opened.clear()
                limit = _next(breaks, place, len(marked))
            match found[0]:
                case "\\":
                    position += 1
                case "<":
                    if autolink := _AUTOLINK.match(marked, place):
                        words = autolink.span("target")
                        target = ("mailto:" if autolink["mail"] else "") + unescape(autolink["target"])
                        self.autolinks.append(Link("autolink", place, autolink.end(), *words, target, *words))
                        position = autolink.end()
                case "[":
                    if note := _NOTE.match(marked, place):
                        self._take_note(note)
                        position = note.end()
                        continue
                    image = marked[place - 1 : place] == "!" and marked[place - 2 : place - 1] != "\\"
                    opened.append((place - image, place, image))
                case _ if opened:
                    pairs.append(_Pair(opened[-1][0], opened[-1][1], place, opened[-1][2]))
                    opened.pop()
                    if not marked.startswith("(", position):
                        continue
                    # What stands in the round brackets is an address, whose brackets are letters.
                    if source := _SOURCE.match(marked, position):
                        position = source.end()
        pairs.sort(key=lambda pair: pair.opening)
        return pairs

    def _take_note(self, note: re.Match[str]) -> None:
        reference = Reference(note[1], note.start(), note.end())
        line_start = self.marked.rfind("\n", max(0, note.start() - 80), note.start()) + 1
        before = self.marked[line_start : note.start()]
        if self.marked.startswith(":", note.end()) and not before.strip(" \t>"):
            self.note_definitions.append(reference)
        else:
            self.notes.append(reference)

    def _links(self, pairs: list[_Pair], definitions: Mapping[str, Definition]) -> Iterator[Link]:
        by_opening = {pair.opening: pair for pair in pairs}
        # Only images may stand inside a link: of nested links the outermost is one.
        link_end, keys = -1, set[int]()
        for pair in pairs:
            if pair.opening in keys or (pair.start < link_end and not pair.image):
                continue
            if self._cites(pair) and not self.marked.startswith(("(", "["), pair.closing + 1):
                continue
            link = self._inline(pair) or self._reference(pair, by_opening, definitions, keys)
            if link:
                if not pair.image:
                    link_end = link.end
                yield link

    def _inline(self, pair: _Pair) -> Link | None:
        after = pair.closing + 1
        if not self.marked.startswith("(", after):
            return None
        source = _SOURCE.match(self.text, after)
        if source is None:
            meant = _MEANT.match(self.marked, after)
            if meant and "[" not in meant[0]:
                self.broken.append((pair.start, meant.end()))
            return None
        group = "angled" if source["angled"] is not None else "plain"
        start, end = source.span(group)
        written = self.text[start:end]
        start, end = start + len(written) - len(written.lstrip()), start + len(written.rstrip())
        end = max(start, end)
        return self._make("inline", pair, source.end(), unescape(source[group]), start, end)

    def _reference(
        self, pair: _Pair, by_opening: Mapping[int, _Pair], definitions: Mapping[str, Definition], keys: set[int]
    ) -> Link | None:
        key = by_opening.get(pair.closing + 1)
        if key and (key.image or self._cites(key)):
            key = None
        named = key if key and key.closing > key.opening + 1 else pair
        label = self.text[named.opening + 1 : named.closing]
        definition = definitions.get(normalise_label(label)) if label.strip() else None
        end = (key or pair).closing + 1
        if definition is None:
            if key and label.strip() and named.opening not in keys:
                self.undefined.append(Reference(label, pair.start, end))
            return None
        self.used.add(normalise_label(label))
        if key:
            keys.add(key.opening)
        return self._make("reference", pair, end, definition.target, named.opening + 1, named.closing)

    def _cites(self, pair: _Pair) -> bool:
        """Whether the brackets are those of a citation."""
        return _CITED.search(self.text[pair.opening + 1 : min(pair.closing, pair.opening + 200)]) is not None

    def _make(self, form: LinkForm, pair: _Pair, end: int, target: str, start: int, stop: int) -> Link:
        attributes = read_attributes(self.text, end) or Attributes()
        figure = (
            pair.image and pair.closing > pair.opening + 1 and self._stands_alone(pair.start, max(end, attributes.end))
        )
        return Link(
            form, pair.start, end, pair.opening + 1, pair.closing, target, start, stop, pair.image, figure, attributes
        )

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether nothing else is in the paragraph (pandoc's guide, "Extension: implicit_figures")."""
        line_start = self.marked.rfind("\n", 0, start) + 1
        line_end = self.marked.find("\n", end)
        line_end = len(self.marked) if line_end == -1 else line_end
        if self.marked[line_start:start].strip(" \t>") or self.marked[end:line_end].strip():
            return False
        before = self.marked[self.marked.rfind("\n", 0, max(0, line_start - 1)) + 1 : max(0, line_start - 1)]
        after_end = self.marked.find("\n", line_end + 1)
        after = self.marked[line_end + 1 : len(self.marked) if after_end == -1 else after_end]
        return all(not line.strip(" \t>") or line.lstrip().startswith((":::", "#")) for line in (before, after))

    def _bare(self, taken: list[tuple[int, int]]) -> Iterator[Link]:
        """Addresses in prose."""
        taken.sort()
        for match in _BARE.finditer(self.marked):
            start, end = match.span()
            if _inside(taken, start) or self.marked[start - 1 : start] == "=" or self._in_tag(start):
                continue
            end = start + len(_without_punctuation(match[0]))
            target = self.text[start:end]
            if "://" in target[:9] and not target.split("://", 1)[1]:
                continue
            yield Link("bare", start, end, start, end, unescape(target), start, end)

    def _in_tag(self, place: int) -> bool:
        """Whether the address is an attribute of a raw tag or of `{...}`."""
        tag = self.marked.rfind("<", max(0, place - 2000), place)
        if tag != -1 and (found := TAG.match(self.marked, tag)) and found.end() > place:
            return True
        brace = self.marked.rfind("{", max(0, place - 2000), place)
        if brace != -1 and (attributes := read_attributes(self.marked, brace)) and attributes.end > place:
            return True
        return self.marked[place - 1 : place] in ("'", '"') and self.marked[place - 2 : place - 1] == "="


def _without_punctuation(address: str) -> str:
    """What ends a sentence, or closes a bracket that the address does not open, is no part of it."""
    address = address.removesuffix("~~")
    excess = address.count(")") - address.count("(")
    end = len(address)
    while end and (address[end - 1] in ".,;:!?'’*_]}…" or (address[end - 1] == ")" and excess > 0)):
        excess -= address[end - 1] == ")"
        end -= 1
    return address[:end]


def _inside(ranges: list[tuple[int, int]], place: int) -> bool:
    """Whether one of the sorted ranges holds the place; they may nest, but those that matter do not."""
    number = bisect_right(ranges, (place, float("inf")))
    return any(start <= place < end for start, end in ranges[max(0, number - 3) : number])


def _next(places: list[int], position: int, default: int) -> int:
    index = bisect_left(places, position)
    return places[index] if index < len(places) else default
