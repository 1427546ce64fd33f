"""From offsets of a text to its words, one place at a time, in logarithmic time."""

from __future__ import annotations

from bisect import bisect_right

from wellsourced.checks.words.folding import FoldedText
from wellsourced.checks.words.phrases import Found, WordIndex


def words_between(index: WordIndex, start: int, end: int) -> Found:
    """The first and last word that stand between two offsets of the text that was folded."""
    return index.between(_fold_offset(index.folded, start), _fold_offset(index.folded, end))


def _fold_offset(folded: FoldedText, offset: int) -> int:
    """Where an offset stands in the folded text; what folding took away stands where the next letter does."""
    pieces = folded.map.pieces
    number = max(0, bisect_right(pieces, offset, key=lambda piece: piece[1]) - 1)
    start, source_start, length, copied = pieces[number]
    behind = offset - source_start
    if behind >= length:
        return pieces[number + 1][0] if number + 1 < len(pieces) else len(folded.text)
    return start + (behind if copied else 0)
