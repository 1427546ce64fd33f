"""Kinds of numbered lists, and the labels of those whose numbers no reader could guess."""

from __future__ import annotations

#: pandoc's styles -> `list-type` (JATS 1.3 Tag Library, @list-type).
_TYPES = {
    "LowerAlpha": "alpha-lower",
    "UpperAlpha": "alpha-upper",
    "LowerRoman": "roman-lower",
    "UpperRoman": "roman-upper",
}
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def list_type(style: str) -> str:
    """The `list-type` of a list whose numbers are of pandoc's `style`."""
    return _TYPES.get(style, "order")


def list_label(start: int, place: int, style: str, delimiter: str) -> str | None:
    """The label of the item at `place` (from 0); None where the list counts from 1 in the ordinary way."""
    if start == 1 and delimiter in {"DefaultDelim", "Period"}:
        return None
    number = start + place
    words = _letters(number) if "Alpha" in style else _roman(number) if "Roman" in style else str(number)
    words = words.upper() if style.startswith("Upper") else words
    return {"OneParen": f"{words})", "TwoParens": f"({words})"}.get(delimiter, f"{words}.")


def _letters(number: int) -> str:
    words = ""
    while number > 0:
        number, letter = divmod(number - 1, len(_LETTERS))
        words = _LETTERS[letter] + words
    return words or "0"


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    words = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        words += letters * count
    return words
