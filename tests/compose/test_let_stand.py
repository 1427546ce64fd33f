"""What the authors excused, and which checks they switched off, is printed in the appendix on verification."""

from __future__ import annotations

import json
from pathlib import Path

from wellsourced.cache import Cache
from wellsourced.compose import ast
from wellsourced.compose.compose import compose
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load


def appendix(root: Path, section: str, bibliography_comment: str = "", check: str = "{}") -> str:
    for folder in ("article", "sections", "references"):
        (root / folder).mkdir(parents=True)
    (root / "article/article.yaml").write_text(
        f"title: Bees\nauthors: [{{name: A}}]\nsections: [a.md]\ncheck: {check}\n", encoding="utf-8"
    )
    (root / "sections/a.md").write_text(section, encoding="utf-8")
    item = {"id": "a", "type": "book", "title": "Bees", "author": [{"family": "B"}], "issued": {"date-parts": [[2020]]}}
    (root / "references/bibliography.yaml").write_text(
        f"{bibliography_comment}\nreferences: {json.dumps([item])}\n", encoding="utf-8"
    )
    project = load(root).project
    assert project is not None
    document, _ = compose(project, parse(project), cache=Cache(None))
    return ast.plain_text(document.appendices)


def test_excuses_of_text_and_data_are_printed_with_their_reasons(tmp_path: Path) -> None:
    printed = appendix(
        tmp_path,
        "# Hives\n\nA claim [@a]. <!-- wellsourced: allow TRM001, REF001: the court's own words -->\n",
        "# wellsourced: allow REF008: privately printed",
    )
    assert "3 findings of the checks stood" in printed
    assert "TRM001" in printed
    assert "Hives" in printed
    assert "the court’s own words" in printed or "the court's own words" in printed
    assert "privately printed" in printed


def test_checks_that_were_switched_off_are_named(tmp_path: Path) -> None:
    check = "{ignore: [STR], paths: [{path: sections/a.md, ignore: [TRM001]}]}"
    assert "for some of its files: STR, TRM001." in appendix(tmp_path, "# Hives\n\nA claim [@a].\n", check=check)


def test_nothing_is_said_where_nothing_was_excused(tmp_path: Path) -> None:
    printed = appendix(tmp_path, "# Hives\n\nA claim [@a].\n")
    assert "let stand" not in printed
    assert "switched off" not in printed
