"""What an unquoted YAML text means: the core schema of YAML 1.2.2, chapter 10.3.2.

Whatever is neither null, true or false nor a number is text: `no`, `2024-05-01`, `12:30` and `0b1` are.
"""

from __future__ import annotations

import math
import re

_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_MAY_BE_NUMBER = frozenset("0123456789+-.")
#: First characters of all that is not text.
MAY_BE_SPECIAL = _MAY_BE_NUMBER | frozenset("~nNtTfF")


class NumberOutOfRangeError(ValueError):
    """A number that is not finite or needs more than 64 bits: no JSON reader agrees with another on those."""


def resolve_plain(text: str) -> str | int | float | bool | None:
    """The value of the unquoted scalar `text`. Raises NumberOutOfRangeError."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in _MAY_BE_NUMBER:
        return text
    if _DECIMAL.fullmatch(text):
        return _integer(text, 10)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if not math.isfinite(number):
            raise NumberOutOfRangeError(text)
        return number
    if _OCTAL.fullmatch(text):
        return _integer(text, 8)
    if _HEXADECIMAL.fullmatch(text):
        return _integer(text, 16)
    if _NOT_FINITE.fullmatch(text):
        raise NumberOutOfRangeError(text)
    return text


def _integer(text: str, base: int) -> int:
    # The length is tested first because Python refuses to convert very long ones.
    number = int(text, base) if len(text) <= 100 else 1 << 64
    if not -(1 << 63) <= number < 1 << 63:
        raise NumberOutOfRangeError(text)
    return number
