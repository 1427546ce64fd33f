"""Which quantities a template put into the text, and from which facts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from wellsourced.manuscript.model import ParsedText
from wellsourced.manuscript.quantities.quantity import Quantity

#: What a template computed: where it stands in the text, and where the template stands in the source, and its length.
_Piece = tuple[int, int, int, int]


def mark_generated(parsed: ParsedText, found: Sequence[Quantity]) -> Iterator[Quantity]:
    """The quantities in the words of the text, those that a template put there with the facts that it names."""
    text = parsed.text
    pieces = _computed_pieces(parsed) if parsed.facts else []
    starts = [piece[0] for piece in pieces]
    uses = [(use.start, use.id) for use in parsed.facts] if pieces else []
    places = [place for place, _ in uses]
    for quantity in found:
        near = pieces[max(0, bisect_right(starts, quantity.start) - 1) : bisect_left(starts, quantity.end)]
        touched = [piece for piece in near if _touches(text, piece, quantity)]
        facts = [
            fact
            for _, _, source, length in touched
            for _, fact in uses[bisect_right(places, source) : bisect_right(places, source + length)]
        ]
        yield msgspec.structs.replace(
            quantity,
            words=text[quantity.start : quantity.end],
            generated=bool(touched),
            facts=tuple(dict.fromkeys(facts)),
        )


def _computed_pieces(parsed: ParsedText) -> list[_Piece]:
    pieces = parsed.map.pieces
    ends = [*(piece[0] for piece in pieces[1:]), len(parsed.text)]
    return [
        (start, end, source, length)
        for (start, source, length, copied), end in zip(pieces, ends, strict=True)
        if not copied and end > start
    ]


def _touches(text: str, piece: _Piece, quantity: Quantity) -> bool:
    """Whether a letter or digit of the quantity stands in the piece."""
    start, end = max(piece[0], quantity.start), min(piece[1], quantity.end)
    return piece[1] > quantity.start and any(c.isalnum() for c in text[start:end])
