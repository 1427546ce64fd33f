"""Images for Typst: only what travels inside the document (RFC 2397 `data:` addresses); nothing is read from disk."""

from __future__ import annotations

import base64
import binascii
import re
from hashlib import sha256
from urllib.parse import unquote_to_bytes

import msgspec

_ENDINGS = {"png": "png", "jpeg": "jpg", "jpg": "jpg", "gif": "gif", "webp": "webp", "svg+xml": "svg"}
_DATA = re.compile(r"data:image/([a-z+]+)((?:;[a-z0-9=-]+)*?)(;base64)?,", re.IGNORECASE)


class EmbeddedImage(msgspec.Struct, frozen=True):
    """An image and the name of its file, made from its content, in the private folder that Typst is rooted in."""

    name: str
    content: bytes


def decode_image(target: str) -> EmbeddedImage | None:
    """The image in a `data:` address; None if it is no such address, of another kind, or damaged."""
    match = _DATA.match(target)
    ending = _ENDINGS.get(match[1].lower()) if match else None
    if not match or not ending:
        return None
    content = unquote_to_bytes(target[match.end() :])
    if match[3]:
        try:
            content = base64.b64decode(content, validate=True)
        except binascii.Error:
            return None
    return EmbeddedImage(f"{sha256(content).hexdigest()[:16]}.{ending}", content) if content else None
