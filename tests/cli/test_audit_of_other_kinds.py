"""`wellsourced audit` of word processors' files, web pages, LaTeX and e-books."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from wellsourced.pandoc import pandoc_path

from .conftest import Run

ROOT = Path(__file__).parents[2]

#: Paragraph 4 (behind the heading) is the one with the treaty that does not exist; the table's second row the last.
DRAFT = """# Law

A first paragraph that says nothing of note, and does so over
two lines of the source.

- An item.

The draft relied on the International Convention for the Suppression of the Production and Distribution of Child
Pornographic Materials (ICPS) & others \\[sic\\].

| Instrument | Year |
|------------|------|
| The ICPS   | 1990 |
"""


@pytest.mark.parametrize("kind", ["docx", "odt", "html", "tex", "epub"])
def test_errors_are_found_and_placed_by_paragraph(run: Run, tmp_path: Path, kind: str) -> None:
    draft = tmp_path / f"draft.{kind}"
    subprocess.run([pandoc_path(), "-o", draft], input=DRAFT.encode(), check=True)
    told = run("audit", str(draft), "--select", "COR001", "--format", "json", folder=ROOT)
    found = json.loads(told.stdout)["diagnostics"]
    assert told.returncode == 1
    assert {d["unit"] for d in found} == {"paragraph"}
    assert [d["line"] for d in found] == [4, 6]
    assert all(d["fix"] is None for d in found)


def test_terminal_names_the_paragraph_and_shows_it(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.docx"
    subprocess.run([pandoc_path(), "-o", draft], input=DRAFT.encode(), check=True)
    told = run("audit", str(draft), "--select", "COR001", folder=ROOT).stdout
    assert f"{draft.as_posix()}: paragraph 4" in told
    # As its author reads it: on one line, without marks of Markdown.
    shown = next(line for line in told.splitlines() if line.startswith("4 | "))
    carets = told.splitlines()[told.splitlines().index(shown) + 1]
    start = carets.index("^")
    assert "International Convention for the Suppression" in shown[start : start + carets.count("^")]


def test_citation_typed_into_a_document_is_a_citation(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.docx"
    words = b"Growth is linear [@grimm2024puttin, p. 3]."
    subprocess.run([pandoc_path(), "-f", "markdown-citations", "-o", draft], input=words, check=True)
    found = json.loads(run("audit", str(draft), "--select", "CIT001", "--format", "json", folder=ROOT).stdout)
    (diagnostic,) = found["diagnostics"]
    assert (diagnostic["line"], diagnostic["column"]) == (1, 19)
    assert "Write “@grimm2024putting”." in diagnostic["help"]


def test_damaged_document_is_refused_with_a_clear_error(run: Run, tmp_path: Path) -> None:
    draft = tmp_path / "draft.docx"
    draft.write_bytes(b"PK\x03\x04 this is no archive")
    told = run("audit", str(draft), folder=ROOT)
    assert told.returncode == 2
    assert "error[CFG120]: This draft cannot be read" in told.stdout
    assert "Traceback" not in told.stdout + told.stderr
