"""What must hold between records: ids are unique, and what points to a record finds it.

Works on plain values, so that these errors are reported together with those of form.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from wellsourced.diagnostics import Diagnostic, Edit, Fix, Related, Severity
from wellsourced.project.project import KeyPath
from wellsourced.project.wording import shorten
from wellsourced.project.yaml_positions import YamlDocument

BIBLIOGRAPHY = "references/bibliography.yaml"
INSTRUMENTS = "references/instruments.yaml"
DEEDS = "references/deeds.yaml"
EVIDENCE = "references/evidence.yaml"
REJECTED = "references/rejected.yaml"
FACTS = "article/facts.yaml"
CORRECTIONS = "article/corrections.yaml"
TERMS = "article/terms.yaml"

#: Registers: file, the key of its list, what an entry is called.
_REGISTERS = (
    (BIBLIOGRAPHY, "references", "reference"),
    (INSTRUMENTS, "instruments", "instrument"),
    (DEEDS, "deeds", "deed"),
    (REJECTED, "rejected", "rejected lead"),
    (FACTS, "facts", "fact"),
    (CORRECTIONS, "corrections", "correction"),
    (TERMS, "terms", "term"),
    (TERMS, "glossary", "glossary term"),
    ("article/help.yaml", "help_points", "help point"),
    ("article/safety.yaml", "phrases", "forbidden phrase"),
)


#: Each suggestion costs a pass over all ids: ten thousand of them would take minutes and help nobody.
_MAX_SUGGESTIONS = 50


class _Pointer(NamedTuple):
    """The `id` at `path` in `file` names an entry of another register."""

    file: str
    path: KeyPath
    id: str
    key: bool = False


def check_registers(documents: Mapping[str, YamlDocument]) -> Iterator[Diagnostic]:
    """CFG010 (duplicate id), CFG018 (a fact's source is unknown), CFG019 (another pointer leads nowhere)."""
    for file, key, noun in _REGISTERS:
        if file in documents:
            yield from _check_ids(documents[file], key, noun)
    references = _known_ids(documents, BIBLIOGRAPHY, "references")
    sources = _point_from_records(documents, FACTS, "facts", "source")
    yield from _check_pointers(documents, sources, references, "reference", "CFG018", Severity.ERROR)
    pointers = (
        *_point_from_keys(documents, EVIDENCE, "evidence"),
        *_point_from_keys(documents, EVIDENCE, "unconfirmed"),
        *_point_from_keys(documents, EVIDENCE, "relevance"),
        *_point_from_records(documents, INSTRUMENTS, "instruments", "reference"),
        *_point_from_records(documents, REJECTED, "rejected", "confirmed_by"),
        *_point_from_records(documents, CORRECTIONS, "corrections", "references"),
        *_point_from_records(documents, TERMS, "glossary", "references"),
        *_point_from_records(documents, TERMS, "glossary", "used_in"),
    )
    yield from _check_pointers(documents, pointers, references, "reference", "CFG019", Severity.WARNING)
    explained = _known_ids(documents, TERMS, "glossary")
    see = _point_from_records(documents, TERMS, "glossary", "see")
    yield from _check_pointers(documents, see, explained, "glossary term", "CFG019", Severity.WARNING)
    instruments = _known_ids(documents, INSTRUMENTS, "instruments")
    for field in ("superseded_by", "not_to_be_confused_with"):
        pointers = (*_point_from_records(documents, INSTRUMENTS, "instruments", field),)
        yield from _check_pointers(documents, pointers, instruments, "instrument", "CFG019", Severity.WARNING)
    deeds = _known_ids(documents, DEEDS, "deeds")
    done = _point_from_records(documents, INSTRUMENTS, "instruments", "does")
    yield from _check_pointers(documents, done, deeds, "deed", "CFG019", Severity.WARNING)


def _check_ids(document: YamlDocument, key: str, noun: str) -> Iterator[Diagnostic]:
    taken: dict[str, KeyPath] = {}
    named = [((key, index, "id"), record.get("id")) for index, record in _records(document, key)]
    # Ids first: where an alias collides with an id, the alias is the one to go.
    aliases = [
        ((key, index, "aliases", place), alias)
        for index, record in _records(document, key)
        for place, alias in enumerate(_as_list(record.get("aliases")))
    ]
    for path, name in (*named, *aliases):
        if not isinstance(name, str):
            continue
        if name in taken:
            yield _report_duplicate(document, noun, name, path, taken[name])
        taken.setdefault(name, path)


def _report_duplicate(document: YamlDocument, noun: str, name: str, path: KeyPath, first: KeyPath) -> Diagnostic:
    first_span = document.positions.span(first)
    what = "alias" if "aliases" in path else "id"
    first_what = "an alias" if "aliases" in first else "the id"
    return Diagnostic(
        "CFG010",
        Severity.ERROR,
        f"The {what} `{shorten(name)}` is already {first_what} of another {noun}"
        if path[1] != first[1]
        else f"The alias `{shorten(name)}` repeats {first_what} of the same {noun}",
        document.positions.span(path),
        help=f"It first stands on line {first_span.line}. Merge the two, or give one another {what}.",
        related=(Related(first_span, f"`{shorten(name)}` first stands here"),),
    )


def _check_pointers(
    documents: Mapping[str, YamlDocument],
    pointers: Iterable[_Pointer],
    known: Collection[str] | None,
    noun: str,
    code: str,
    severity: Severity,
) -> Iterator[Diagnostic]:
    if known is None:
        return
    choices = sorted(known)
    for count, pointer in enumerate(pointer for pointer in pointers if pointer.id not in known):
        span = documents[pointer.file].positions.span(pointer.path, key=pointer.key)
        nearest = _find_nearest(pointer.id, choices) if count < _MAX_SUGGESTIONS else None
        yield Diagnostic(
            code,
            severity,
            f"No {noun} has the id `{shorten(pointer.id)}`" + (f"; the nearest is `{nearest}`" if nearest else ""),
            span,
            help=f"Add the {noun}, or correct the id.",
            fix=Fix(f"Write `{nearest}`", (Edit(span, nearest),)) if nearest else None,
        )


def _known_ids(documents: Mapping[str, YamlDocument], file: str, key: str) -> Collection[str] | None:
    """Ids and aliases; None where the file cannot be read, lest one error cause a hundred."""
    document = documents.get(file)
    if document is None:
        return frozenset()
    if not isinstance(document.value, dict) or not isinstance(document.value.get(key), list):
        return None
    return {
        name
        for _, record in _records(document, key)
        for name in (record.get("id"), *_as_list(record.get("aliases")))
        if isinstance(name, str)
    }


def _point_from_records(documents: Mapping[str, YamlDocument], file: str, key: str, field: str) -> Iterator[_Pointer]:
    if file not in documents:
        return
    for index, record in _records(documents[file], key):
        value = record.get(field)
        if isinstance(value, str):
            yield _Pointer(file, (key, index, field), value)
        for place, name in enumerate(_as_list(value)):
            if isinstance(name, str):
                yield _Pointer(file, (key, index, field, place), name)


def _point_from_keys(documents: Mapping[str, YamlDocument], file: str, key: str) -> Iterator[_Pointer]:
    value = documents[file].value if file in documents else None
    mapping = value.get(key) if isinstance(value, dict) else None
    if isinstance(mapping, dict):
        for name in mapping:
            yield _Pointer(file, (key, name), name, key=True)


def _records(document: YamlDocument, key: str) -> Iterator[tuple[int, dict[str, Any]]]:
    value = document.value.get(key) if isinstance(document.value, dict) else None
    for index, record in enumerate(_as_list(value)):
        if isinstance(record, dict):
            yield index, record


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _find_nearest(word: str, known: Sequence[str]) -> str | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=75)
    return str(found[0]) if found else None
