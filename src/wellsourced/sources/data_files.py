"""Writing the project's data files: readable block YAML that reads back under YAML 1.2 as the same values.

Entries that did not change keep their text, comments included; the file appears by rename, so that a killed run leaves
the old one whole.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from wellsourced.project.yaml_positions import YamlPositions, read_yaml

#: Path in a project -> name of its JSON Schema.
SCHEMAS = {
    "references/bibliography.yaml": "bibliography",
    "references/evidence.yaml": "evidence",
    "references/instruments.yaml": "instruments",
    "references/rejected.yaml": "rejected",
    "article/facts.yaml": "facts",
    "article/corrections.yaml": "corrections",
    "article/help.yaml": "help",
}
_WIDTH = 116
#: Keys whose values are short enough to stand on one line.
_FLOW_KEYS = frozenset(
    {"accessed", "aliases", "available-date", "confirms", "disputes", "event-date", "identifiers", "issued"}
    | {"not_to_be_confused_with", "original-date", "references", "short_names", "submitted"}
)

Entries = Sequence[Mapping[str, Any]] | Mapping[str, Any]


def render_data_file(path: str, content: Mapping[str, Any], previous: str | None = None) -> str:
    """The text of the data file `path` with `content`: scalars, lists of entries with `id`, mappings id -> entry.

    `previous` is the text of the file as it stands: entries that are equal there keep their wording and comments.
    """
    if previous is not None:
        text = previous.removeprefix("\ufeff").replace("\r\n", "\n")
        if read_yaml(path, text).value == content:
            return previous
        kept = _renew(path, content, text)
        if kept is not None and read_yaml(path, kept).value == content:
            return kept
    lines = [f"# yaml-language-server: $schema=../src/wellsourced/schemas/{SCHEMAS[path]}.schema.json\n"]
    for key, value in content.items():
        lines += [_dump({key: value})] if not _is_entries(value) else [f"{key}:\n", "\n".join(_blocks(value).values())]
    return "".join(lines)


def write_atomically(path: Path, text: str) -> None:
    """Write `text` under a temporary name beside `path` and rename it. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _is_entries(value: Any) -> bool:
    if isinstance(value, Mapping):
        return bool(value)
    return isinstance(value, list) and bool(value) and all(isinstance(v, Mapping) and "id" in v for v in value)


def _blocks(value: Entries) -> dict[str, str]:
    """Id -> text of its entry."""
    if isinstance(value, Mapping):
        return {key: _dump({"_": {key: entry}}).partition("\n")[2] for key, entry in value.items()}
    return {entry["id"]: _dump([entry]) for entry in value}


# --- keeping what did not change -------------------------------------------------------------------------------------


def _renew(path: str, content: Mapping[str, Any], previous: str) -> str | None:
    """`previous` with the entries that changed replaced and new ones put in; None where its layout is unusual."""
    document = read_yaml(path, previous)
    if not document.readable or not isinstance(document.value, dict):
        return None
    old, lines = document.value, re.findall(r"[^\n]*\n|[^\n]+\Z", previous)
    keys = [key for key in old if key in content]
    starts = [document.positions.span((key,), key=True).line for key in keys]
    if not keys or list(old) != keys or starts != sorted(starts):
        return None
    parts = ["".join(lines[: starts[0] - 1])]
    ends = [start - 1 for start in starts[1:]] + [len(lines)]
    for key, value in content.items():
        if key not in keys:
            parts.append(
                f"{key}:\n" + "\n".join(_blocks(value).values()) if _is_entries(value) else _dump({key: value})
            )
            continue
        index = keys.index(key)
        section = lines[starts[index] - 1 : ends[index]]
        if old[key] == value:
            parts.append("".join(section))
        elif not _is_entries(value) or not _is_entries(old[key]):
            parts.append(
                f"{key}:\n" + "\n".join(_blocks(value).values()) if _is_entries(value) else _dump({key: value})
            )
        else:
            parts.append(_renew_section(key, value, old[key], section, starts[index], document.positions))
    return "".join(parts)


def _renew_section(
    key: str, value: Entries, old: Entries, lines: Sequence[str], first_line: int, positions: YamlPositions
) -> str:
    if isinstance(old, Mapping):
        names = list(old)
        begins = [positions.span((key, name), key=True).line - first_line for name in names]
        old_values = dict(old)
    else:
        names = [entry["id"] for entry in old]
        begins = [positions.span((key, index)).line - first_line for index in range(len(names))]
        old_values = {entry["id"]: entry for entry in old}
    begins = [
        _with_leading_comments(lines, begin, previous) for begin, previous in zip(begins, [0, *begins], strict=False)
    ]
    texts = {
        name: "".join(lines[begin:end])
        for name, begin, end in zip(names, begins, [*begins[1:], len(lines)], strict=True)
    }
    new_values = dict(value) if isinstance(value, Mapping) else {entry["id"]: entry for entry in value}
    fresh = _blocks(value)
    result = "".join(lines[: begins[0]])
    for number, (name, entry) in enumerate(new_values.items()):
        text = texts[name] if name in texts and old_values[name] == entry else fresh[name]
        if name in texts and text is fresh[name]:
            text = "".join(re.findall(r"\A(?:[ \t]*(?:#.*)?\n)*", texts[name])) + text
        elif number and not text.startswith("\n") and not result.endswith("\n\n"):
            text = "\n" + text
        result += text if text.endswith("\n") else text + "\n"
    return result


def _with_leading_comments(lines: Sequence[str], begin: int, after: int) -> int:
    """Where an entry really begins: comments and blank lines above it belong to it."""
    while begin - 1 > after and re.fullmatch(r"\s*(#.*)?\n?", lines[begin - 1]):
        begin -= 1
    return begin


# --- YAML ------------------------------------------------------------------------------------------------------------


def _dump(value: Any) -> str:
    return str(
        yaml.dump(value, Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=False)
    )


@lru_cache(maxsize=1)
def _dumper() -> Any:
    """PyYAML's C emitter, taught which plain texts YAML 1.2 would read as something else (`1e3`, `0o17`, `0123`)."""

    class Dumper(yaml.CSafeDumper):
        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
            return True

        def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> Any:
            node = super().represent_mapping(tag, mapping, flow_style)
            for key, value in node.value:
                if key.value in _FLOW_KEYS:
                    _flatten(value)
            return node

    for tag, pattern in (
        ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"),
        (
            "float",
            r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)",
        ),
    ):
        Dumper.add_implicit_resolver(
            f"tag:yaml.org,2002:{tag}-1.2", re.compile(rf"^(?:{pattern})$"), list("-+.0123456789")
        )
    return Dumper


def _flatten(node: Any) -> None:
    if isinstance(node, yaml.ScalarNode):
        return
    node.flow_style = True
    for child in node.value:
        for part in child if isinstance(child, tuple) else (child,):
            _flatten(part)
