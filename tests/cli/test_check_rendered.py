"""`wellsourced check --rendered`."""

from __future__ import annotations

from pathlib import Path

from .conftest import Run

_STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>own</title><id>own</id></info><citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><names variable="author"/><text variable="title" prefix=" "/>
<number variable="part-number"/></layout></bibliography></style>
"""


def test_rendered_names_what_one_processor_leaves_out(run: Run, survey: Path) -> None:
    (survey / "references/styles").mkdir(exist_ok=True)
    (survey / "references/styles/own.csl").write_text(_STYLE, encoding="utf-8")
    article = survey / "article/article.yaml"
    article.write_text(article.read_text(encoding="utf-8").replace("chicago-author-date", "own"), encoding="utf-8")
    bibliography = survey / "references/bibliography.yaml"
    text = bibliography.read_text(encoding="utf-8")
    bibliography.write_text(text.replace("  type: ", "  part-number: '4711'\n  type: ", 1), encoding="utf-8")
    assert "REF011" not in run("check", folder=survey).stdout
    told = run("check", "--rendered", "--select", "REF011", folder=survey).stdout
    assert "pandoc prints 'part-number', citeproc-py leaves it out" in told
