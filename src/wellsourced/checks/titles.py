"""Official titles and quotations: where a discouraged word is somebody else's and may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import msgspec

from wellsourced.checks.kept_registers import KeptRegisters
from wellsourced.checks.words.folding import fold, fold_lines
from wellsourced.checks.words.phrases import Found, WordIndex, index_words, word_keys
from wellsourced.manuscript.model import ParsedText

#: So many further words of a registered title must stand around a word for it to count as part of the title.
CONTEXT = 4
#: Head nouns of legal and institutional naming: a run of capitalised words around one of them is a name.
_HEAD_NOUNS = frozenset(
    {"act", "bill", "code", "convention", "covenant", "declaration", "directive", "framework", "guideline", "law"}
    | {"principle", "protocol", "regulation", "resolution", "statute", "treaty", "amendment", "ordinance", "decision"}
)
_LINKING = frozenset({"of", "and", "for", "on", "to", "in", "or", "against", "with", "by"})
_QUOTATION = re.compile(
    r"“[^“”\n]{1,600}”|‘[^‘’\n]{1,300}’(?!\w)|\"[^\"\n]{1,600}\"|(?<!\w)'[^'\n]{1,300}'(?!\w)|«[^«»\n]{1,600}»"
)


class OfficialTitles(msgspec.Struct, frozen=True, dict=True):
    """The registered titles; each is indexed when words that it may hold are first asked for."""

    titles: tuple[str, ...]
    kept: KeptRegisters
    _indexed: dict[int, WordIndex] = msgspec.field(default_factory=dict)

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        """Key of a word -> numbers of the titles that hold it. A text may ask for thousands of words."""
        return self.kept.keep("titles by key", dict[str, list[int]], lambda: _group_by_key(self.titles))

    def hold(self, index: WordIndex, place: Found) -> bool:
        """Whether the words `place` of a text stand in a registered title, or in what reads as the name of a law."""
        return self._registered(index, place) or _named_law(index, place)

    def _index(self, number: int) -> WordIndex:
        if number not in self._indexed:
            title = self.titles[number]
            self._indexed[number] = index_words(fold(title), [(0, len(title))])
        return self._indexed[number]

    def _registered(self, index: WordIndex, place: Found) -> bool:
        return any(_holds(self._index(number), index, place) for number in self._candidates(index, place))

    def _candidates(self, index: WordIndex, place: Found) -> Iterator[int]:
        """The titles that hold the first of the words and one that stands beside them in their sentence."""
        first, last = place
        unit_first, unit_last = index.unit(first)
        beside = [first - 1] * (first > unit_first) + [last + 1] * (last < unit_last)
        neighbours = [self._by_key.get(index.words[number].key, ()) for number in beside]
        near = set().union(*neighbours)
        return (number for number in self._by_key.get(index.words[first].key, ()) if number in near)


def collect_titles(kept: KeptRegisters) -> OfficialTitles:
    """Names of instruments, titles of the bibliography and titles of the reports they appeared in."""
    project = kept.project
    titles = [
        *(name for i in project.instruments for name in i.names),
        *(str(r.item.get(field, "")) for r in project.references for field in ("title", "container-title")),
    ]
    return OfficialTitles(tuple(dict.fromkeys(" ".join(title.split()) for title in titles if title)), kept)


def _holds(title: WordIndex, index: WordIndex, place: Found) -> bool:
    """Whether a title holds the words `place` of a text and enough of what stands around them there."""
    first, last = place
    unit_first, unit_last = index.unit(first)
    for number in title.places.get(index.words[first].key, ()):
        title_first, title_last = title.unit(number)
        end = number + last - first
        if end > title_last or any(
            title.words[number + i].key != index.words[first + i].key for i in range(last - first + 1)
        ):
            continue
        left = 0
        while (
            number - left > title_first
            and first - left > unit_first
            and title.words[number - left - 1].key == index.words[first - left - 1].key
        ):
            left += 1
        right = 0
        while (
            end + right < title_last
            and last + right < unit_last
            and title.words[end + right + 1].key == index.words[last + right + 1].key
        ):
            right += 1
        whole = number - left == title_first and end + right == title_last
        if left + right >= CONTEXT or (whole and left + right > 0):
            return True
    return False


def _group_by_key(titles: tuple[str, ...]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, title in enumerate(fold_lines(titles)):
        for key in word_keys(title):
            found.setdefault(key, []).append(number)
    return found


def quoted(parsed: ParsedText, start: int, end: int) -> bool:
    """Whether `parsed.text[start:end]` stands between quotation marks or in a block quotation."""
    prose = parsed.prose
    line_start = prose.rfind("\n", 0, start) + 1
    if prose[line_start:start].lstrip(" ").startswith(">"):
        return True
    paragraph_start = max(prose.rfind("\n\n", 0, start) + 1, start - 1500)
    paragraph_end = prose.find("\n\n", end)
    paragraph_end = min(len(prose) if paragraph_end == -1 else paragraph_end, end + 1500)
    paragraph = prose[paragraph_start:paragraph_end].replace("\n", " ")
    return any(
        match.start() < start - paragraph_start + 1 and match.end() > end - paragraph_start - 1
        for match in _QUOTATION.finditer(paragraph)
    )


def _named_law(index: WordIndex, place: Found) -> bool:
    """Whether the words are capitalised in a run of capitalised words that holds a head noun ("... Act 1996")."""
    first, last = place
    unit_first, unit_last = index.unit(first)
    words, text = index.words, index.folded.text
    if not all(words[i].raw[0].isupper() for i in range(first, last + 1)):
        return False

    def joined(a: int, b: int) -> bool:
        return not re.search(r"[.;:!?|\n()]", text[words[a].end : words[b].start])

    def run(number: int, step: int, limit: int) -> int:
        while number != limit and joined(min(number, number + step), max(number, number + step)):
            following = words[number + step]
            if not (following.raw[0].isupper() or following.exact in _LINKING):
                break
            number += step
        return number

    start, end = run(first, -1, unit_first), run(last, 1, unit_last)
    return any(words[i].key in _HEAD_NOUNS and words[i].raw[0].isupper() for i in range(start, end + 1))
