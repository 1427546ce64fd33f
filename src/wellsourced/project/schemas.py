"""JSON Schemas of the data files, generated from the models, so that editors complete and check what authors type."""

from __future__ import annotations

import json
import os
from pathlib import Path, PurePosixPath
from typing import Any

from wellsourced.project.figures import FOLDER, Figure
from wellsourced.project.models import DATA_FILES

#: The shipped schemas, package data.
SHIPPED = Path(__file__).parent.parent / "schemas"
#: Where a project keeps its copies: no editor needs the network for them.
PROJECT_FOLDER = ".schemas"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

#: Schema name (`article`, `bibliography`, ...) -> path of the data file it describes.
SCHEMA_NAMES: dict[str, str] = {PurePosixPath(path).stem: path for path in DATA_FILES}
#: The schema of the files of article/figures, which are as many as the author likes.
FIGURE = "figure"


def generate_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one data file; `name` is one of `SCHEMA_NAMES`.

    Titles are the models' names and descriptions their docstrings. `$id` is relative: a schema has no home on the web.
    """
    import msgspec

    path = SCHEMA_NAMES[name]
    schema = msgspec.json.schema(DATA_FILES[path])
    root = schema.pop("$ref").removeprefix("#/$defs/")
    definitions = schema["$defs"]
    described = {key: value for key, value in definitions.pop(root).items() if key != "title"}
    return {
        "$schema": _DIALECT,
        "$id": f"{name}.schema.json",
        "title": path,
        **described,
        **({"$defs": definitions} if definitions else {}),
    }


def generate_figure_schema() -> dict[str, Any]:
    """The JSON Schema of a figure file, article/figures/NAME.yaml: one shape for each `kind`."""
    import msgspec

    schema = msgspec.json.schema(Figure)
    return {"$schema": _DIALECT, "$id": f"{FIGURE}.schema.json", "title": f"{FOLDER}/NAME.yaml", **schema}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every schema as `folder/NAME.schema.json` and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name in (*SCHEMA_NAMES, FIGURE):
        file = folder / f"{name}.schema.json"
        file.write_text(render_schema(name), encoding="utf-8", newline="\n")
        written.append(file)
    return tuple(written)


def render_schema(name: str) -> str:
    """The schema as the text of its file."""
    schema = generate_figure_schema() if name == FIGURE else generate_schema(name)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def schema_line(path: str, root: Path) -> str:
    """The first line of the data file `path` (relative to the project `root`), which tells editors its schema.

    It points to the tool's own schemas where the project is the tool's repository, else to the copies in `.schemas/`.
    """
    own = root / "src" / "wellsourced" / "schemas"
    folder = own if own.is_dir() else root / PROJECT_FOLDER
    schema = folder / f"{PurePosixPath(path).stem}.schema.json"
    relative = Path(os.path.relpath(schema, (root / path).parent)).as_posix()
    return f"# yaml-language-server: $schema={relative}"
