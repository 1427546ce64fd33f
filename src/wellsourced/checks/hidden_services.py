"""Addresses of hidden services, plain or in disguise.

Shapes: RFC 7686 (`.onion`); Tor's rend-spec-v3: 56 letters of base32 whose last is `d`, before it 16 letters; I2P: 52
letters of base32 before `.b32.i2p`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: In front of "onion": a label and a dot, which may stand in brackets or be spelt out.
_LABEL = re.compile(
    r"""(?P<label>[\w-]{2,80})[\u00ad\u200b-\u200d\u2060\ufeff]*
        (?:[.\u2024\u3002\uff0e\uff61]|\s?\\?[\[({<]\s?(?:\.|dot|d0t|punkt|point|punto)\s?\\?[\])}>]\s?)
        [\u00ad\u200b-\u200d\u2060\ufeff]*$""",
    re.VERBOSE | re.IGNORECASE,
)
_SPELT_OUT = re.compile(r"(?P<label>[a-z2-7]{16,56})\s{1,3}(?:dot|\.)\s{1,3}$", re.IGNORECASE)
_ONION = re.compile(r"onion(?!\w)", re.IGNORECASE)
_BARE = re.compile(r"(?<![A-Za-z0-9])(?=[a-z]*[2-7])[a-z2-7]{55}d(?![A-Za-z0-9])")
_I2P = re.compile(r"(?<![\w-])[\w-]{2,60}\.(?:b32\.)?i2p(?!\w)", re.IGNORECASE)


def find_hidden_services(text: str) -> Iterator[tuple[int, int]]:
    """Where such addresses stand, in order; the word "onion", and `.onion` by itself, are none."""
    found: list[tuple[int, int]] = []
    for match in _ONION.finditer(text):
        before = text[max(0, match.start() - 120) : match.start()]
        address = _LABEL.search(before) or _SPELT_OUT.search(before)
        if address:
            found.append((match.start() - len(before) + address.start("label"), match.end()))
    if "i2p" in text or "I2P" in text:
        found += [match.span() for match in _I2P.finditer(text)]
    found += [match.span() for match in _BARE.finditer(text)]
    end = -1
    for start, stop in sorted(found, key=lambda place: (place[0], -place[1])):
        if start >= end:
            yield start, stop
            end = stop
