"""Small real projects on disk for the tests of the checks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from wellsourced.checks.audit import audit_text
from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.project.project import Project
from wellsourced.project.status import fingerprint

ROOT = Path(__file__).parents[2]
#: The fixture `check`: a section checked in a fresh project.
Check = Callable[..., tuple[Diagnostic, ...]]


def write_project(root: Path, sections: Mapping[str, str], **files: Any) -> Project:
    """A project with these sections (file name -> text) and data files (`corrections={...}`), loaded without error."""
    for folder in ("article", "sections", "references"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    article = {"title": "Bees", "authors": [{"name": "A. Writer"}], "sections": list(sections)}
    article |= files.pop("article", {})
    places = {
        "bibliography": "references",
        "evidence": "references",
        "instruments": "references",
        "deeds": "references",
        "rejected": "references",
    }
    for name, content in {"article": article, **files}.items():
        # JSON is YAML.
        path = root / places.get(name, "article") / f"{name}.yaml"
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")
    for name, text in sections.items():
        (root / "sections" / name).write_text(text, encoding="utf-8")
    loaded = load(root)
    assert loaded.project is not None, loaded.diagnostics
    return loaded.project


def make_reference(id: str, title: str = "A study of bees", **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "type": "article-journal",
        "title": title,
        "author": [{"family": "Beekeeper"}],
        "issued": {"date-parts": [[2020]]},
        "container-title": "Bee World",
        "volume": "3",
        **more,
    }


def make_fact(id: str, value: float, unit: str, statement: str, **more: Any) -> dict[str, Any]:
    """A fact of the reference `census`."""
    return {"id": id, "value": value, "unit": unit, "statement": statement, "source": "census", **more}


def find_unbacked(root: Path, text: str, facts: Sequence[Mapping[str, Any]]) -> list[str]:
    """The words of a section that the rules on numbers flag, where the reference `census` has these facts."""
    registers = {"facts": {"facts": facts}, "bibliography": {"references": [make_reference("census")]}}
    project = write_project(root, {"01-bees.md": text}, **registers)
    found = run_checks(project, parse(project), select=("FCT001", "FCT002", "FCT007"))
    return [slice_source(project, diagnostic) for diagnostic in found]


def find_codes(
    root: Path, text: str, instruments: Sequence[Mapping[str, Any]], *codes: str, today: date | None = None
) -> list[str]:
    """Those of the codes that the audit of a loose text gives, where the register holds these instruments."""
    project = write_project(root, {"01-bees.md": "Bees.\n"}, instruments={"instruments": instruments})
    return [d.code for d in audit_text("draft.md", text, project, today=today) if d.code in codes]


def prove(
    item: dict[str, Any], *, confirms: tuple[str, ...] = ("title", "author", "issued"), **more: Any
) -> dict[str, Any]:
    """A primary record of evidence for the item as it stands."""
    return {
        "url": "https://journal.example/bees",
        "kind": "primary",
        "confirms": list(confirms),
        "seen": "2026-11-22",
        "fingerprint": fingerprint({key: value for key, value in item.items() if key != "aliases"}),
        **more,
    }


def slice_source(project: Project, diagnostic: Diagnostic) -> str:
    """What the span of a diagnostic covers in the file."""
    return slice_text(project.texts[diagnostic.span.path], diagnostic)


def slice_text(text: str, diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    lines = text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)
