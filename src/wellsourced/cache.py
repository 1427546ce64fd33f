"""A content-addressed store of bytes. It knows nothing of what it keeps.

Safe to delete at any time, safe under two builds at once (entries appear by rename), and a damaged entry reads as
absent: every entry carries the digest of its content.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

Value = TypeVar("Value")
_DIGEST_SIZE = 32
#: The store is emptied of its oldest entries beyond this many bytes.
SIZE_LIMIT = 256 * 1024 * 1024


class Cache:
    """Entries under `folder`; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all."""
        return self._folder is not None

    def get_or_compute(self, key: str, compute: Callable[[], bytes]) -> bytes:
        """The entry of `key` (a hexadecimal digest), computed and kept if it is absent or damaged."""
        found = self.get(key)
        if found is None:
            found = compute()
            self.put(key, found)
        return found

    def get_or_derive(self, key: str, kind: type[Value], derive: Callable[[], Value]) -> Value:
        """As `get_or_compute` for a value of the type `kind` that MessagePack gives back as it was."""
        if not self.keeps:
            return derive()
        found = self.get(key)
        if found is not None:
            try:
                return msgspec.msgpack.decode(found, type=kind)
            except (msgspec.MsgspecError, ValueError):
                pass  # not what we wrote: derived anew below
        value = derive()
        self.put_value(key, value)
        return value

    def put_value(self, key: str, value: object) -> None:
        """Keep what `get_or_derive` gives back. What MessagePack cannot hold (half a surrogate pair) is not kept."""
        try:
            payload = msgspec.msgpack.encode(value)
        except (ValueError, OverflowError):  # UnicodeEncodeError is a ValueError
            return
        self.put(key, payload)

    def prune(self, limit: int = SIZE_LIMIT) -> None:
        """Remove the entries longest unused until at most `limit` bytes are left."""
        if self._folder is None or not self._folder.is_dir():
            return
        entries = []
        for path in self._folder.glob("??/*"):
            try:
                status = path.stat()
            except OSError:
                continue
            entries.append((status.st_mtime, status.st_size, path))
        size = sum(entry[1] for entry in entries)
        for _, bytes_, path in sorted(entries, key=lambda entry: entry[0]):
            if size <= limit:
                break
            path.unlink(missing_ok=True)
            size -= bytes_

    def get(self, key: str) -> bytes | None:
        """The entry of `key`, or None where it is absent or damaged."""
        if self._folder is None:
            return None
        path = self._path(key)
        try:
            content = path.read_bytes()
            digest, payload = content[:_DIGEST_SIZE], content[_DIGEST_SIZE:]
            if hashlib.sha256(payload).digest() != digest:
                return None
            os.utime(path)
        except OSError:
            return None
        return payload

    def put(self, key: str, payload: bytes) -> None:
        """Keep `payload` under `key`; a store that cannot be written keeps nothing."""
        if self._folder is None:
            return
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(payload).digest() + payload)
            Path(temporary).replace(path)
        except OSError:
            # A full disk or a read-only folder costs time, not the build.
            return

    def _path(self, key: str) -> Path:
        assert self._folder is not None
        return self._folder / key[:2] / key


def digest(*parts: str | bytes) -> str:
    """A key over `parts`; ("ab", "c") and ("a", "bc") differ."""
    hasher = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hasher.update(len(content).to_bytes(8, "big"))
        hasher.update(content)
    return hasher.hexdigest()


def find_cache_folder() -> Path | None:
    """`$WELLSOURCED_CACHE` (empty: no cache), else the user's cache folder; None where neither can be written.

    Never inside a project: whoever hands a project on could hand on forged entries with it.
    """
    named = os.environ.get("WELLSOURCED_CACHE")
    if named is not None:
        return Path(named) if named else None
    home = os.environ.get("XDG_CACHE_HOME") or (Path.home() / ".cache" if os.environ.get("HOME") else None)
    if not home:
        return None
    folder = Path(home) / "wellsourced"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None
