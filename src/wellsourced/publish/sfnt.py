"""Font files as they are laid out (OpenType 1.9.1, "The OpenType Font File"; ISO/IEC 14496-22): are they whole?

Typst leaves out what it cannot read, and draws the blank outlines of a damaged font without a word: a page would say
to a program what it shows to nobody. Each table of a font has a checksum; here they are held against it.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator

_SFNT_VERSIONS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_WEB_FONTS = (b"wOFF", b"wOF2")
#: More than any font has, which bounds what a hostile file can ask for.
_MOST_FACES, _MOST_TABLES = 1_000, 100
#: Tables that tell of a font and put nothing on a page; their checksums are wrong in some that are otherwise sound, and
#: that of `head` is made before the file's own is written into it.
_NOT_HELD = frozenset({b"head", b"name", b"OS/2", b"DSIG"})


def find_damage(content: bytes) -> str | None:
    """What is wrong with a font or a collection of fonts, as the rest of a sentence; None where it is whole."""
    if content[:4] in _WEB_FONTS:
        return "is packed for the web (WOFF), which Typst does not read"
    try:
        starts = _faces(content)
        tables = sorted({table for start in starts for table in _tables(content, start)})
    except _NotAFontError:
        return "is no TrueType or OpenType font"
    except struct.error:
        return "is cut off within its table of contents"
    for tag, _, offset, length in tables:
        if offset + length > len(content):
            return f'is cut off: its table "{_name(tag)}" ends behind the end of the file'
    if sum(length for _, length in {(offset, length) for _, _, offset, length in tables}) > 2 * len(content):
        return "is damaged: its tables lie over one another"
    sums: dict[tuple[int, int], int] = {}
    for tag, checksum, offset, length in tables:
        if tag in _NOT_HELD:
            continue
        if (offset, length) not in sums:
            sums[offset, length] = _checksum(content[offset : offset + length])
        if sums[offset, length] != checksum:
            return f'is damaged: the checksum of its table "{_name(tag)}" is wrong'
    return None


class _NotAFontError(Exception):
    """It does not begin as fonts do."""


def _faces(content: bytes) -> list[int]:
    """Where the fonts of a file begin: one, or those of a collection. Raises _NotAFontError, struct.error."""
    if content[:4] != b"ttcf":
        return [0]
    (count,) = struct.unpack_from(">I", content, 8)
    if not 0 < count <= _MOST_FACES:
        raise _NotAFontError
    return list(struct.unpack_from(f">{count}I", content, 12))


def _tables(content: bytes, start: int) -> Iterator[tuple[bytes, int, int, int]]:
    """The tables of the font that begins at `start`: tag, checksum, offset, length. Raises as `_faces`."""
    if content[start : start + 4] not in _SFNT_VERSIONS:
        raise _NotAFontError
    (count,) = struct.unpack_from(">H", content, start + 4)
    if not 0 < count <= _MOST_TABLES:
        raise _NotAFontError
    for number in range(count):
        yield struct.unpack_from(">4sIII", content, start + 12 + 16 * number)


def _checksum(table: bytes) -> int:
    """The sum of a table's big-endian numbers of 32 bits, filled up with zeros."""
    numbers = array("I", table + bytes(-len(table) % 4))
    if sys.byteorder == "little":
        numbers.byteswap()
    return sum(numbers) & 0xFFFFFFFF


def _name(tag: bytes) -> str:
    return tag.decode("ascii", "replace").strip()
