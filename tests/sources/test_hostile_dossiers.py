"""Dossiers that are wrong or hostile: diagnostics with a place, no traceback, nothing written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wellsourced.sources.dossier_import import import_dossiers

from .imported_project import ImportedProject

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8)
)
REFERENCE = "references:\n- id: r\n  csl: {type: report, title: T}\n"


@pytest.mark.parametrize(
    "content, line, column, words",
    [
        (b"- a\n- b\n", 1, 1, "mapping"),
        (b"just text", 1, 1, "mapping"),
        (b"references: 5\n", 1, 13, "list"),
        (b"reference: []\n", 1, 1, "reference"),
        (b"references:\n- 7\n", 2, 3, "mapping"),
        (b"references:\n- id: a\n", 2, 3, "csl"),
        (b"references:\n- id: a\n  csl: {type: report, titel: T}\n", 3, 23, "titel"),
        (b"references:\n- id: a\n  csl: {type: raport, title: T}\n", 3, 15, "raport"),
        (b"references:\n- id: a b\n  csl: {type: report}\n", 2, 7, "a b"),
        (b"facts:\n- {id: A B, statement: s, source: r}\n", 2, 8, "A B"),
        (b"facts:\n- {id: a, statement: s, source: nowhere}\n", 2, 33, "nowhere"),
        (b"instruments:\n- {id: a, kind: planet, official_name: P}\n", 2, 17, "planet"),
        (b"draft_audit:\n- {quote: q, verdict: silly, correction: c, reference: []}\n", 2, 23, "silly"),
        (b"references:\n- id: a\n  csl: {type: report\n", 4, 1, "YAML"),
        (b"references:\n- id: a\n  csl: \xff\n", 3, 8, "UTF-8"),
        (b"references:\n- id: a\n  csl: {type: report}\n- id: a\n  csl: {type: report}\n", 4, 7, "twice"),
        (b"help_points:\n- {id: a, name: n, url: 'https://a.org', for: f}\n", 1, 1, "when"),
        (BOMB.encode(), 6, None, "liases"),
        (b"references: !!python/object/apply:os.system [ls]\n", 1, None, "tag"),
        (b"[" * 5000, 1, None, ""),
    ],
)
def test_a_bad_dossier_is_a_diagnostic_at_its_place(
    empty_project: ImportedProject,
    write_dossier: Callable[[bytes], Path],
    content: bytes,
    line: int,
    column: int | None,
    words: str,
) -> None:
    report = import_dossiers([write_dossier(content)], empty_project.root)
    found = report.diagnostics[0]
    assert found.span.path.endswith("hostile.yaml")
    assert (found.span.line, column and found.span.column) == (line, column), found
    assert words in found.message + (found.help or "")
    assert empty_project.files() == {}


def test_all_errors_of_all_dossiers_are_reported_at_once(empty_project: ImportedProject, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("facts:\n- {id: a}\nreferences:\n- {id: b}\n")
    report = import_dossiers([tmp_path / "one.yaml", tmp_path / "two.yaml", tmp_path / "none.yaml"], empty_project.root)
    places = {(Path(found.span.path).name, found.span.line) for found in report.diagnostics}
    assert places == {("one.yaml", 2), ("one.yaml", 4), ("two.yaml", 2), ("two.yaml", 4), ("none.yaml", 1)}


def test_one_bad_dossier_keeps_all_out(empty_project: ImportedProject, pair: tuple[Path, Path], tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("facts: no\n")
    assert import_dossiers([*pair, bad], empty_project.root).diagnostics
    assert empty_project.files() == {}


@pytest.mark.parametrize("path", ["references/bibliography.yaml", "article/facts.yaml"])
def test_a_broken_register_is_not_written_over(imported: ImportedProject, pair: tuple[Path, Path], path: str) -> None:
    (imported.root / path).write_text("references: [\n")
    before = imported.files()
    report = import_dossiers(pair, imported.root)
    assert report.diagnostics[0].span.path == path
    assert imported.files() == before


def test_a_doubled_id_in_a_register_is_refused(imported: ImportedProject, pair: tuple[Path, Path]) -> None:
    file = imported.root / "references/bibliography.yaml"
    file.write_text(file.read_text().replace("- id: handbook\n", "- id: store-rules\n"))
    report = import_dossiers(pair, imported.root)
    assert report.diagnostics[0].code == "CFG010"


def test_a_register_that_is_a_link_out_of_the_project_is_refused(
    empty_project: ImportedProject, pair: tuple[Path, Path], tmp_path: Path
) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("references: []\n")
    (empty_project.root / "references").mkdir()
    (empty_project.root / "references/bibliography.yaml").symlink_to(outside)
    report = import_dossiers(pair, empty_project.root)
    assert report.diagnostics[0].code == "CFG017"
    assert outside.read_text() == "references: []\n"


def test_empty_dossiers_and_windows_texts_are_accepted(empty_project: ImportedProject, tmp_path: Path) -> None:
    empty, windows = tmp_path / "empty.yaml", tmp_path / "windows.yaml"
    empty.write_bytes(b"")
    windows.write_bytes(b"\xef\xbb\xbf" + REFERENCE.replace("\n", "\r\n").encode())
    empty_project.run(empty, windows)
    assert list(empty_project.references) == ["r"]


def test_a_register_with_windows_line_ends_is_left_alone_when_nothing_is_new(
    imported: ImportedProject, pair: tuple[Path, Path]
) -> None:
    file = imported.root / "article/facts.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = imported.files()
    imported.run(*pair)
    assert imported.files() == before


def test_texts_that_look_like_numbers_or_dates_stay_texts(
    empty_project: ImportedProject,
) -> None:
    empty_project.add(
        "references:\n- id: r\n  csl: {type: report, title: 'no', number: '1e3', volume: '0123', note: '2024-05-01'}\n"
    )
    work = empty_project.references["r"]
    assert (work["title"], work["number"], work["volume"], work["note"]) == ("no", "1e3", "0123", "2024-05-01")
