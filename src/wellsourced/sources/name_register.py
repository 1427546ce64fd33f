"""Add names to the register of protected names in article/safety.yaml, which holds their hashes only."""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from wellsourced.project.protected_names import MOST_WORDS, PARTICLES, hash_name, normalise_name, strip_accents
from wellsourced.sources.data_files import write_atomically

SAFETY_FILE = "article/safety.yaml"
_HEADER = "# yaml-language-server: $schema=../src/wellsourced/schemas/safety.schema.json\n"


class Protected(NamedTuple):
    """How many names were added, how many were protected before, and which places of the list (from 1) hold none."""

    added: int
    known: int
    refused: tuple[int, ...]


def protect_names(root: Path, names: Iterable[str]) -> Protected:
    """Register names under a salt, which is made if there is none. Comments and order of the file stay.

    The file must be sound (load the project first). A name with accents is registered with and without them. Names are
    of one to four words besides particles; others are refused, since no text is searched for them. Raises OSError.
    """
    path = root / SAFETY_FILE
    before = path.read_bytes().decode("utf-8") if path.exists() else ""
    yaml = _round_trip()
    content: Any = yaml.load(before.removeprefix("\ufeff").replace("\r\n", "\n"))
    if content is None:
        content = {}
    salt = content.get("salt") or secrets.token_hex(16)
    hashes: list[str] = list(content.get("protected_names") or ())
    registered, added, known, refused = set(hashes), 0, 0, []
    for number, name in enumerate(names, start=1):
        normal = normalise_name(name)
        if not normal or sum(word not in PARTICLES for word in normal.split()) > MOST_WORDS:
            refused.append(number)
            continue
        forms = dict.fromkeys((normal, strip_accents(normal)))
        new = [hashed for form in forms if (hashed := hash_name(salt, form)) not in registered]
        registered.update(new)
        hashes += map(_quote, new)
        added, known = (added + 1, known) if new else (added, known + 1)
    if added:
        _put(content, "salt", _quote(salt))
        _put(content, "protected_names", hashes)
        text = (_HEADER if not before.strip() else "") + _dump(yaml, content, before)
        write_atomically(path, text)
    return Protected(added, known, tuple(refused))


def _round_trip() -> Any:
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 4096
    # As the data files of this project are indented.
    yaml.indent(mapping=2, sequence=2, offset=0)
    return yaml


def _quote(text: str) -> str:
    """Hexadecimal digits may read as a number, `12e34`, unless quoted."""
    from ruamel.yaml.scalarstring import SingleQuotedScalarString

    quoted: str = SingleQuotedScalarString(text)
    return quoted


def _put(content: Any, key: str, value: Any) -> None:
    """Set a value in place; a list grows, so that the comments between its items stay."""
    existing = content.get(key)
    if isinstance(value, list) and isinstance(existing, list):
        existing.extend(value[len(existing) :])
    elif existing != value:
        content[key] = value


def _dump(yaml: Any, content: Any, before: str) -> str:
    stream = io.StringIO()
    yaml.dump(content, stream)
    text = stream.getvalue()
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    return mark + (text.replace("\n", "\r\n") if "\r\n" in before else text)
