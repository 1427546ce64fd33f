"""The abstract takes facts and citations like any section; what is wrong in it points at it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run


def _set_abstract(survey: Path, text: str) -> None:
    article = survey / "article/article.yaml"
    lines = article.read_text(encoding="utf-8").splitlines()
    start = next((n for n, line in enumerate(lines) if line.startswith("abstract:")), len(lines))
    end = next((n for n in range(start + 1, len(lines)) if lines[n][:1] not in (" ", "")), len(lines))
    article.write_text("\n".join([*lines[:start], *lines[end:], f"abstract: {text}"]) + "\n", encoding="utf-8")


def test_fact_and_citation_in_the_abstract(run: Run, survey: Path) -> None:
    key = run("refs", "list", folder=survey).stdout.split("\t")[0]
    facts = survey / "article/facts.yaml"
    fact = f"- id: trees\n  statement: There were 1,250 trees.\n  value: 1250\n  source: {key}\n"
    facts.write_text(facts.read_text(encoding="utf-8").replace("facts:\n", f"facts:\n{fact}"), encoding="utf-8")
    _set_abstract(survey, f"'We counted {{{{ fact(\"trees\") }}}} trees [@{key}, p. 2].'")
    built = run("build", "--strict", "--to", "html", folder=survey)
    assert built.returncode == 0, built.stdout + built.stderr
    page = (survey / "build/article.html").read_text(encoding="utf-8")
    assert "We counted 1,250 trees" in page
    assert f"[@{key}" not in page


@pytest.mark.parametrize(
    "text, code", [('We counted {{ fact("nothing") }}.', "FCT010"), ("A claim [@nobody].", "CIT001")]
)
def test_error_in_the_abstract_points_at_it(run: Run, survey: Path, text: str, code: str) -> None:
    _set_abstract(survey, f"'{text}'")
    line = (survey / "article/article.yaml").read_text(encoding="utf-8").splitlines().index(f"abstract: '{text}'") + 1
    checked = run("check", "--format", "json", folder=survey)
    assert checked.returncode == 1
    found = [d for d in json.loads(checked.stdout)["diagnostics"] if d["code"] == code]
    column = f"abstract: '{text}'".index("nothing" if code == "FCT010" else "@nobody") + 1
    assert [(d["path"], d["line"], d["column"]) for d in found] == [("article/article.yaml", line, column)]
