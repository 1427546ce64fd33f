"""The dossier as JSON: the object of `dossier.py` as it stands; its schema is shipped as schemas/review.schema.json."""

from __future__ import annotations

import json
import re

import msgspec

from wellsourced.review.dossier import SCHEMA_VERSION, Dossier

_SURROGATE = re.compile("[\ud800-\udfff]")


class NoDossierError(Exception):
    """What was read is no dossier of this version. The message is for the user."""


def render_review_json(dossier: Dossier) -> str:
    """One line, keys in the order of the schema. The same dossier gives the same text."""
    try:
        text = msgspec.json.encode(dossier).decode()
    except UnicodeEncodeError:  # half a character, from a file that holds none
        builtins = msgspec.to_builtins(dossier)
        text = _SURROGATE.sub("\ufffd", json.dumps(builtins, ensure_ascii=False, separators=(",", ":")))
    return text + "\n"


def read_review_json(content: bytes) -> Dossier:
    """The dossier that `render_review_json` wrote. Raises NoDossierError."""
    try:
        version = msgspec.json.decode(content, type=_Versioned).schema
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NoDossierError(f"it is no dossier: {error}") from error
    if version != SCHEMA_VERSION:
        raise NoDossierError(f"it has schema {version}; this version reads {SCHEMA_VERSION}")
    try:
        return msgspec.json.decode(content, type=Dossier)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NoDossierError(f"it is no dossier: {error}") from error


def render_review_schema() -> str:
    """The JSON Schema (2020-12) of a dossier, as shipped."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "review.schema.json",
        **msgspec.json.schema(Dossier),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


class _Versioned(msgspec.Struct):
    schema: int
