"""REF011: pandoc's citeproc and citeproc-py on the same entries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wellsourced.compose.agreement import compare_renderings
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.project.project import Project

_OWN_STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>own</title><id>own</id></info><citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><names variable="author"/><text variable="title" prefix=" "/>{more}</layout></bibliography>
</style>
"""


def project(root: Path, item: dict[str, Any], style: str) -> Project:
    for folder in ("article", "sections", "references/styles"):
        (root / folder).mkdir(parents=True)
    (root / "article/article.yaml").write_text(
        "title: Bees\nauthors: [{name: A}]\nsections: [a.md]\nstyle: own\n", encoding="utf-8"
    )
    (root / "sections/a.md").write_text("# One\n\nA claim [@a].\n", encoding="utf-8")
    (root / "references/bibliography.yaml").write_text(json.dumps({"references": [item]}), encoding="utf-8")
    (root / "references/styles/own.csl").write_text(style, encoding="utf-8")
    loaded = load(root).project
    assert loaded is not None
    return loaded


ITEM = {
    "id": "a",
    "type": "article-journal",
    "title": "On bees",
    "author": [{"family": "Beekeeper", "given": "B."}],
    "container-title": "Bee World",
}


def test_entries_that_agree_are_not_mentioned(tmp_path: Path) -> None:
    same = project(tmp_path, ITEM, _OWN_STYLE.format(more='<text variable="container-title" prefix=" "/>'))
    assert compare_renderings(same, parse(same)) == ()


def test_what_only_one_prints_is_named_with_both_renderings(tmp_path: Path) -> None:
    """`part-number` came with CSL 1.0.2; citeproc-py 0.11 knows it as text, but not as a number."""
    newer = project(
        tmp_path, {**ITEM, "part-number": "4711"}, _OWN_STYLE.format(more='<number variable="part-number"/>')
    )
    (found,) = compare_renderings(newer, parse(newer))
    assert found.code == "REF011"
    assert found.message == "'a': pandoc prints 'part-number', citeproc-py leaves it out"
    assert "4711" in (found.help or "")
    assert found.span.path == "references/bibliography.yaml"


def test_an_entry_that_citeproc_py_cannot_render_is_named(tmp_path: Path) -> None:
    item = {**ITEM, "host": [{"family": "Hostly"}]}
    strange = project(tmp_path, item, _OWN_STYLE.format(more='<names variable="host"/>'))
    (found,) = compare_renderings(strange, parse(strange))
    assert found.message.startswith("citeproc-py renders no entry")
