"""What a reader finds in an output, in a form in which outputs of different formats can be compared."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

#: Marks without a shape of their own: soft hyphens, joiners, directions, the byte order mark.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
#: How an appendix is headed: with the word, or with its letter only.
_APPENDIX = re.compile(r"^Appendix (?=[A-Z] )")
_LABEL = re.compile(r"^((?:Figure|Table) [A-Z]?[\d.]*\d)[.:]?(?:\s+|$)")

Row = tuple[str, ...]


@dataclass
class Parts:
    """The parts of an article as an output has them, each text with its words normalised, in reading order.

    `headings`: number and title. `paragraphs`: of abstract, body and appendices; also what stands in lists, quotations,
    definitions and code, and each displayed formula. `tables`: rows of cells. `citations`: the words that lead to an
    entry of the reference list, and to which. `references`: the entries, and `statuses` what is said of each one's
    verification. `letters`: those that run from right to left, where the reader of a format counts them itself.
    """

    headings: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    tables: list[tuple[Row, ...]] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    citations: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    letters: Counter[str] | None = None

    def right_to_left(self) -> Counter[str]:
        """How often each letter of a script that runs from right to left occurs."""
        if self.letters is not None:
            return self.letters
        return right_to_left("".join([*self.headings, *self.paragraphs, *self.captions, *self.footnotes]))

    def numbers(self) -> Counter[str]:
        """Every number that the reader meets, and how often."""
        cells = [cell for table in self.tables for row in table for cell in row]
        texts = [*self.headings, *self.paragraphs, *self.captions, *cells, *self.footnotes, *self.references]
        return Counter(number for text in texts for number in _NUMBER.findall(text))


def words(text: str) -> str:
    """The words of a text: composed letters, one space between them, nothing invisible."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def caption(text: str) -> str:
    """The words of a caption. The sign behind its label ("Figure 1.", "Figure 1:") is the format's own."""
    return _LABEL.sub(r"\1. ", words(text)).strip()


def heading(text: str) -> str:
    """The number and title of a heading."""
    return _APPENDIX.sub("", words(text))


def citation(label: str, target: str) -> str:
    """The words of a citation, and the id of the work that they lead to."""
    return f"{label} → {target.rpartition('#')[2].removeprefix('ref-')}"


def formula(letters: str) -> str:
    """What is comparable of a formula: its letters and digits, whatever their order on the page and their type face."""
    kept = sorted(sign for sign in unicodedata.normalize("NFKC", letters) if sign.isalnum())
    return f"⟨{''.join(kept)}⟩"


def squeeze(text: str) -> str:
    """The signs of a text as far as a printed page keeps them apart; see `parity.ALLOWED` for what it leaves out."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", words(text)) if not _is_lost(sign))


def right_to_left(text: str) -> Counter[str]:
    """The letters of scripts that run from right to left."""
    return Counter(sign for sign in unicodedata.normalize("NFKC", text) if _is_right_to_left(sign))


#: Hyphens, and what PDFium gives for one that was set at the end of a line.
_HYPHENS = frozenset("-\u00ad\u2010\u2011\u0002\ufffe")


def _is_lost(sign: str) -> bool:
    return sign.isspace() or sign in _HYPHENS or _is_right_to_left(sign)


def _is_right_to_left(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in ("R", "AL")


class Collector:
    """Text as a reader of a format comes across it, gathered to blocks. `take` ends a block."""

    def __init__(self) -> None:
        self._pieces: list[list[str]] = [[]]

    def add(self, text: str | None) -> None:
        self._pieces[-1].append(text or "")

    def take(self) -> str:
        """The words since the last block ended."""
        text = words("".join(self._pieces[-1]))
        self._pieces[-1] = []
        return text

    def push(self) -> None:
        """Begin something that stands inside a block and does not belong to its words: a note, a table."""
        self._pieces.append([])

    def pop(self) -> str:
        text = self.take()
        self._pieces.pop()
        return text
