"""Whether two outputs say the same: every difference between their parts, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from .parts import Parts, Row, squeeze, words

#: What outputs may differ in, and why: the one list. Everything else is a difference.
ALLOWED = {
    "front matter": "title block, help box, notices, keywords, statements and contents are set as each format has "
    "them, some as data only; the format's own judges look at them, and parity begins with the abstract",
    "evidence": "pages that vouch for a work and places that cite it are shown as a format can; its status is compared",
    "site": "each page repeats the works that it cites; the whole list is compared",
    "place of notes": "at the foot of a page, behind a chapter, or behind the text",
    "data of figures": "HTML folds them away behind the figure, paper has an appendix; the tables are compared",
    "word before an appendix": "'Appendix A' or 'A', as the contents of the format have it",
    "marks": "bullets, numbers of lists, rules between passages, the sign behind the label of a caption",
    "formulas": "compared by their letters and digits: the notations draw them in different orders",
    "PDF: spaces and hyphens": "at the end of a line on paper a space, a hyphen and a broken word look the same",
    "PDF: compatible letters": "ligatures and letters of formulas are compared as the letters they stand for (NFKC)",
    "PDF: right to left": "Hebrew and Arabic are compared as the letters of the whole text: they are read off the page "
    "in the order in which they are drawn",
}
_TEXTS = {
    "heading": "headings",
    "paragraph": "paragraphs",
    "caption": "captions",
    "footnote": "footnotes",
    "reference": "references",
    "status": "statuses",
}


@dataclass(frozen=True)
class Difference:
    """A difference: which kind of part, what only the first has, what only the second has."""

    kind: str
    missing: str = ""
    extra: str = ""

    def __str__(self) -> str:
        if self.missing and self.extra:
            return f"{self.kind} {self.missing!r} has become {self.extra!r}"
        return f"{self.kind} {self.missing!r} is missing" if self.missing else f"{self.kind} {self.extra!r} is new"


def compare(first: Parts, second: Parts, *, printed: bool = False) -> list[Difference]:
    """What of `first` is missing from `second` or changed in it, and what is new there.

    `printed`: the second was read from pages, so that texts count as far as a page keeps their signs apart.
    """
    key = squeeze if printed else words
    found: list[Difference] = []
    for kind, name in _TEXTS.items():
        found += _compare_texts(kind, getattr(first, name), getattr(second, name), key)
    found += _compare_tables(first.tables, second.tables, key)
    found += _compare_counts("citation", Counter(map(key, first.citations)), Counter(map(key, second.citations)))
    found += _compare_counts("number", first.numbers(), second.numbers()) if not printed else []
    if printed:
        found += _compare_counts("letter", first.right_to_left(), second.right_to_left())
    return found


def _compare_texts(
    kind: str, first: Sequence[str], second: Sequence[str], key: Callable[[str], str]
) -> list[Difference]:
    """Texts in their order: what was changed, left out, added. Two that changed places are each left out and added."""
    before, after = [key(text) for text in first], [key(text) for text in second]
    found = []
    for tag, start, end, at, until in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        # Pairs that follow one another are taken for the same text, changed.
        for old, new in zip(range(start, end), range(at, until), strict=False):
            found.append(Difference(kind, first[old], second[new]))
        found += [Difference(kind, missing=first[old]) for old in range(start + min(end - start, until - at), end)]
        found += [Difference(kind, extra=second[new]) for new in range(at + min(end - start, until - at), until)]
    return found


def _compare_tables(
    first: Sequence[tuple[Row, ...]], second: Sequence[tuple[Row, ...]], key: Callable[[str], str]
) -> list[Difference]:
    """Tables wherever they stand. Of two that resemble each other the rows that differ are told."""
    left = Counter(tuple(tuple(map(key, row)) for row in table) for table in first)
    right = Counter(tuple(tuple(map(key, row)) for row in table) for table in second)
    missing, extra = list((left - right).elements()), list((right - left).elements())
    found = []
    for table in missing:
        twin = max(extra, key=lambda other: len(set(table) & set(other)), default=None)
        if twin is None or not set(table) & set(twin):
            found.append(Difference("table", missing=_line(table[0] if table else ())))
            continue
        extra.remove(twin)
        rows = [_line(row) for row in table], [_line(row) for row in twin]
        found += _compare_texts("row of a table", *rows, key)
    return [*found, *(Difference("table", extra=_line(table[0] if table else ())) for table in extra)]


def _line(row: Row) -> str:
    return " | ".join(row)


def _compare_counts(kind: str, first: Counter[str], second: Counter[str]) -> list[Difference]:
    missing, extra = first - second, second - first
    found = [Difference(kind, missing=f"{each} ({count} times)") for each, count in sorted(missing.items())]
    return [*found, *(Difference(kind, extra=f"{each} ({count} times)") for each, count in sorted(extra.items()))]
