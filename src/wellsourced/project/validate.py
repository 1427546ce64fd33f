"""Plain values against a typed model: every disagreement, each with its place and what was expected.

msgspec's own conversion stops at the first error and knows no places. It runs first, in C; only when it refuses is
the value walked here beside msgspec's description of the type.
"""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from wellsourced.diagnostics import Diagnostic, Edit, Fix, Severity
from wellsourced.project.project import KeyPath
from wellsourced.project.wording import describe_value, shorten
from wellsourced.project.yaml_positions import YamlPositions

T = TypeVar("T")

#: Below this likeness (rapidfuzz ratio, 0-100) a known key is no help to who mistyped one.
_LIKENESS = 60


def validate(value: Any, model: type[T], positions: YamlPositions) -> tuple[T | None, tuple[Diagnostic, ...]]:
    """`value` as a `model`, or None and all that is wrong with it.

    Codes: CFG011 (wrong value), CFG012 (unknown key), CFG013 (missing key).
    """
    try:
        return msgspec.convert(value, model), ()
    except msgspec.ValidationError as error:
        refusal = str(error)
    walk = _Walk(positions)
    walk.check(value, inspect.type_info(model), ())
    if not walk.diagnostics:  # msgspec sees more than the walk: its own words are better than silence
        walk.report((), "CFG011", f"This file is not accepted: {refusal}", help="Compare it with its JSON Schema.")
    return None, tuple(walk.diagnostics)


class _Walk:
    """One pass over a value and the type it should have."""

    def __init__(self, positions: YamlPositions) -> None:
        self._positions = positions
        self.diagnostics: list[Diagnostic] = []

    def check(self, value: Any, expected: inspect.Type, path: KeyPath) -> None:
        description, expected = _unwrap(expected)
        match expected:
            case inspect.StructType():
                self._check_struct(value, expected, path)
            case inspect.VarTupleType() | inspect.ListType():
                self._check_list(value, expected, path)
            case inspect.DictType():
                self._check_dict(value, expected, path)
            case inspect.UnionType():
                self._check_union(value, expected, path)
            case inspect.AnyType():
                pass
            case _:
                self._check_scalar(value, expected, path, description)

    def report(
        self,
        path: KeyPath,
        code: str,
        message: str,
        *,
        help: str,
        key: bool = False,
        fix: Fix | None = None,
    ) -> None:
        span = self._positions.span(path, key=key)
        self.diagnostics.append(Diagnostic(code, Severity.ERROR, message, span, help=help, fix=fix))

    def _check_struct(self, value: Any, expected: inspect.StructType, path: KeyPath) -> None:
        if not isinstance(value, dict):
            self._report_kind(value, expected, path)
            return
        fields = {field.encode_name: field for field in expected.fields}
        missing = [field.encode_name for field in expected.fields if field.required and field.encode_name not in value]
        for key, item in value.items():
            if key in fields:
                self.check(item, fields[key].type, (*path, key))
                continue
            nearest = _find_nearest(key, [name for name in fields if name not in value])
            if nearest in missing:
                missing.remove(nearest)
            self._report_unknown_key(key, nearest, tuple(fields), path)
        for key in missing:
            _, wanted = _unwrap(fields[key].type)
            # The place is the record's beginning: its whole extent would drown the screen.
            begin = (*path, next(iter(value))) if value else path
            self.report(
                begin,
                "CFG013",
                f"The key `{key}` is missing{_name_record(value, path)}",
                help=f"Add `{key}:` with {_describe_type(wanted)}.",
                key=True,
            )

    def _report_unknown_key(self, key: str, nearest: str | None, known: tuple[str, ...], path: KeyPath) -> None:
        place = (*path, key)
        if nearest is None:
            shown = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
            self.report(place, "CFG012", f"The key `{shorten(key)}` is unknown", help=f"Known here: {shown}.", key=True)
            return
        span = self._positions.span(place, key=True)
        self.report(
            place,
            "CFG012",
            f"The key `{shorten(key)}` is unknown; the nearest known key is `{nearest}`",
            help=f"Write `{nearest}`, or remove the key.",
            key=True,
            fix=Fix(f"Rename `{shorten(key)}` to `{nearest}`", (Edit(span, nearest),)),
        )

    def _check_list(self, value: Any, expected: inspect.VarTupleType | inspect.ListType, path: KeyPath) -> None:
        if not isinstance(value, list):
            self._report_kind(value, expected, path)
            return
        found = f"It has {_count(len(value))}."
        if expected.min_length and len(value) < expected.min_length:
            message = f"{_name(path)} needs at least {_count(expected.min_length)}"
            self.report(path, "CFG011", message, help=found, key=not value)
        if expected.max_length is not None and len(value) > expected.max_length:
            self.report(path, "CFG011", f"{_name(path)} takes at most {_count(expected.max_length)}", help=found)
        for index, item in enumerate(value):
            self.check(item, expected.item_type, (*path, index))

    def _check_dict(self, value: Any, expected: inspect.DictType, path: KeyPath) -> None:
        if not isinstance(value, dict):
            self._report_kind(value, expected, path)
            return
        for key, item in value.items():
            self.check(item, expected.value_type, (*path, key))

    def _check_union(self, value: Any, expected: inspect.UnionType, path: KeyPath) -> None:
        for _, candidate in map(_unwrap, expected.types):
            if _is_kind(value, candidate):
                self.check(value, candidate, path)
                return
        self._report_kind(value, expected, path)

    def _check_scalar(self, value: Any, expected: inspect.Type, path: KeyPath, description: str | None) -> None:
        wanted = description or _describe_type(expected)
        if isinstance(expected, inspect.LiteralType):
            if value not in expected.values or isinstance(value, bool):
                nearest = _find_nearest(str(value), [str(choice) for choice in expected.values])
                message = f"{_name(path)} is {describe_value(value)}, which is not one of its values"
                fix = Fix(f"Write {nearest}", (Edit(self._positions.span(path), nearest),)) if nearest else None
                self.report(path, "CFG011", message, help=f"Expected {_shorten_choices(expected, nearest)}.", fix=fix)
        elif not _is_kind(value, expected):
            self._report_kind(value, expected, path, wanted)
        elif isinstance(expected, inspect.StrType):
            if expected.min_length and len(value) < expected.min_length:
                self.report(path, "CFG011", f"{_name(path)} is empty", help=f"Expected {wanted}.")
            elif expected.pattern and not re.search(expected.pattern, value):
                message = f"{_name(path)} is {describe_value(value)}, which has the wrong form"
                self.report(path, "CFG011", message, help=f"Expected {wanted}.")

    def _report_kind(self, value: Any, expected: inspect.Type, path: KeyPath, wanted: str | None = None) -> None:
        wanted = wanted or _describe_type(expected)
        message = f"{_name(path)} should be {wanted}, but is {describe_value(value)}"
        help, fix = self._advise(value, expected, path, wanted)
        self.report(path, "CFG011", message, help=help, key=value is None, fix=fix)

    def _advise(self, value: Any, expected: inspect.Type, path: KeyPath, wanted: str) -> tuple[str, Fix | None]:
        if value is None:
            return f"Write {wanted}, or remove the key if it is not needed.", None
        written = self._positions.source(path) if isinstance(value, (bool, int, float)) else ""
        if written and _accepts_text(expected, written):
            return f'Put it in quotes: "{written}".', self._replace(path, "Put it in quotes", f'"{written}"')
        if isinstance(expected, inspect.BoolType) and (truth := _TRUTHS.get(str(value).lower())):
            return f"Write {truth}: other words are text in YAML 1.2.", self._replace(path, f"Write {truth}", truth)
        if _wants_list(expected) and not isinstance(value, dict):
            return "Write a list: a line that begins with `- ` for each item.", None
        return f"Write {wanted} here.", None

    def _replace(self, path: KeyPath, title: str, text: str) -> Fix:
        return Fix(title, (Edit(self._positions.span(path), text),), safe=True)


#: What YAML 1.1 took for truth values.
_TRUTHS = {
    **dict.fromkeys(("yes", "y", "on", "1"), "true"),
    **dict.fromkeys(("no", "n", "off", "0"), "false"),
}


def _unwrap(expected: inspect.Type) -> tuple[str | None, inspect.Type]:
    description = None
    while isinstance(expected, inspect.Metadata):
        description = (expected.extra_json_schema or {}).get("description", description)
        expected = expected.type
    return description, expected


def _is_kind(value: Any, expected: inspect.Type) -> bool:
    """Whether the value is of the right kind; its details may still be wrong."""
    match expected:
        case inspect.StrType():
            return isinstance(value, str)
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.IntType():
            return type(value) is int
        case inspect.FloatType():
            return type(value) in (int, float)
        case inspect.NoneType():
            return value is None
        case inspect.LiteralType():
            return any(type(value) is type(choice) for choice in expected.values)
        case inspect.StructType() | inspect.DictType():
            return isinstance(value, dict)
        case inspect.VarTupleType() | inspect.ListType():
            return isinstance(value, list)
        case _:
            return False


def _describe_type(expected: inspect.Type) -> str:
    match expected:
        case inspect.StrType():
            return "text"
        case inspect.BoolType():
            return "true or false"
        case inspect.IntType():
            return "a whole number"
        case inspect.FloatType():
            return "a number"
        case inspect.NoneType():
            return "nothing"
        case inspect.LiteralType():
            return _shorten_choices(expected, None)
        case inspect.StructType():
            required = [field.encode_name for field in expected.fields if field.required]
            return f"a mapping with {_join([f'`{name}`' for name in required], 'and')}" if required else "a mapping"
        case inspect.DictType():
            return "a mapping"
        case inspect.VarTupleType() | inspect.ListType():
            return "a list"
        case inspect.UnionType():
            described = [description or _describe_type(kind) for description, kind in map(_unwrap, expected.types)]
            words = list(dict.fromkeys(word for word in described if word != "nothing"))
            if "a whole number" in words and "a number" in words:
                words.remove("a whole number")
            return _join(words, "or")
        case _:
            return "another value"


def _shorten_choices(expected: inspect.LiteralType, nearest: str | None) -> str:
    choices = [str(choice) for choice in expected.values]
    if len(choices) <= 12:
        return _join(choices, "or")
    first = [nearest] if nearest else []
    return f"one of {len(choices)} values: {', '.join([*first, *(c for c in choices if c != nearest)][:12])}, ..."


def _accepts_text(expected: inspect.Type, text: str) -> bool:
    _, expected = _unwrap(expected)
    if isinstance(expected, inspect.UnionType):
        return any(_accepts_text(kind, text) for kind in expected.types)
    return isinstance(expected, inspect.StrType) and bool(re.search(expected.pattern or "", text))


def _wants_list(expected: inspect.Type) -> bool:
    return isinstance(expected, (inspect.VarTupleType, inspect.ListType))


def _name(path: KeyPath) -> str:
    """How an author would name the place: "`orcid`", "item 2 of `keywords`", "this file"."""
    if not path:
        return "This file"
    if isinstance(path[-1], str):
        return f"`{shorten(path[-1])}`"
    owner = next((step for step in reversed(path) if isinstance(step, str)), None)
    return f"Item {path[-1] + 1} of `{shorten(owner)}`" if owner else f"Item {path[-1] + 1}"


def _name_record(value: dict[str, Any], path: KeyPath) -> str:
    for label in ("id", "name", "file"):
        if isinstance(value.get(label), str):
            return f" in `{shorten(value[label])}`"
    name = _name(path)
    return f" in {name[0].lower()}{name[1:]}" if path else ""


def _count(number: int) -> str:
    return {0: "no items", 1: "one item"}.get(number, f"{number} items")


def _join(words: list[str], conjunction: str) -> str:
    return f" {conjunction} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _find_nearest(word: str, known: list[str]) -> str | None:
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(word, known, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_LIKENESS)
    return str(found[0]) if found else None
