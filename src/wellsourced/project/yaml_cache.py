"""YAML files that have not changed are not parsed again: values and places come from the cache, ten times as fast."""

from __future__ import annotations

import msgspec

from wellsourced.cache import Cache, digest
from wellsourced.project.yaml_positions import YamlDocument, YamlPositions, read_yaml

#: Changes with the shape of what is kept and with the rules of reading.
_FORMAT = "wellsourced yaml 2"


def read_cached_yaml(path: str, text: str, cache: Cache) -> YamlDocument:
    """As `read_yaml`; what was read without complaint is kept under the digest of the text, unpacked when needed."""
    if not cache.keeps:
        return read_yaml(path, text)
    key = digest(_FORMAT, text)
    kept = cache.get(key)
    if kept is not None:
        try:
            value, root = msgspec.msgpack.decode(kept, type=tuple[msgspec.Raw, msgspec.Raw])
        except (msgspec.MsgspecError, ValueError):
            pass  # not what we wrote: read again below
        else:
            return YamlDocument(value, YamlPositions(path, text, root), (), readable=True, digest=key)
    document = read_yaml(path, text)
    if not document.diagnostics:  # these would have to be kept, too
        cache.put_value(key, (document.value, document.positions.root))
        document.digest = key
    return document
