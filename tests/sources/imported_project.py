"""Projects and dossiers made for one test."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from wellsourced.project.yaml_positions import read_yaml
from wellsourced.sources.dossier_import import ImportReport, import_dossiers


class ImportedProject:
    """A project folder and what stands in its registers."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *dossiers: Path) -> ImportReport:
        """Import `dossiers`; the report must hold no diagnostics."""
        report = import_dossiers(dossiers, self.root)
        assert not report.diagnostics, [(str(d.span), d.message) for d in report.diagnostics]
        return report

    def add(self, text: str, name: str = "dossier.yaml") -> ImportReport:
        """Import a dossier of this text."""
        path = self.root.parent / name
        path.write_text(text, encoding="utf-8")
        return self.run(path)

    def read(self, path: str) -> Any:
        """A data file's content."""
        document = read_yaml(path, (self.root / path).read_text(encoding="utf-8"))
        assert not document.diagnostics
        return document.value

    def entries(self, path: str) -> dict[str, dict[str, Any]]:
        """Id -> entry of the one list of a data file."""
        (entries,) = self.read(path).values()
        return {entry["id"]: entry for entry in entries}

    @property
    def references(self) -> dict[str, dict[str, Any]]:
        """Id -> CSL item."""
        return self.entries("references/bibliography.yaml")

    @property
    def facts(self) -> dict[str, dict[str, Any]]:
        """Id -> fact."""
        return self.entries("article/facts.yaml")

    @property
    def evidence(self) -> dict[str, list[dict[str, Any]]]:
        """Reference id -> records."""
        found: dict[str, list[dict[str, Any]]] = self.read("references/evidence.yaml")["evidence"]
        return found

    def files(self) -> dict[str, bytes]:
        """Path -> bytes of every file."""
        paths = (path for path in self.root.rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in paths}


def item(name: str, **fields: Any) -> dict[str, Any]:
    """A report of 2022 by the Museums Council, changed by `fields`."""
    return {
        "id": name,
        "type": "report",
        "title": "Climate in the Store",
        "author": [{"literal": "Museums Council"}],
        "issued": {"date-parts": [[2022]]},
        **fields,
    }


def reference_dossier(*items: dict[str, Any], primary: Collection[str] = (), host: str = "museums.example.org") -> str:
    """A dossier of these works, each seen on a page of its own."""
    references = [
        {
            "id": item["id"],
            "csl": {key: value for key, value in item.items() if key != "id"},
            "evidence": [
                {
                    "url": f"https://{host}/{item['id']}",
                    "kind": "primary" if item["id"] in primary else "secondary",
                    "confirms": ["title", "author", "issued"],
                    "seen": "2026-11-01",
                }
            ],
        }
        for item in items
    ]
    return json.dumps({"references": references}, ensure_ascii=False)
