"""The EPUB before its judges: epubcheck without a word, DAISY Ace without a finding."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from .building import output
from .conftest import Bench

#: What a section and an article.yaml can hold that an EPUB must not.
HOSTILE_TITLE = "\"]]> <b>& '{{ x }}' \u0085\u202e שלום"
HOSTILE_SECTION = """
# One {#1}

Text[^a] with <b>raw</b> markup, [a link](<https://example.org/a\\b?c[]=1>), [another](#é%20), [a third]{#é onclick=x}.

[^a]: A note with `code`, $\\alpha < \\beta$, $\\nothing{x}$ and

    - a list.

## {#empty}

| | a |
|-|---|
| 1 ^[In a table.] | $$x$$ |

: A table[^a] {#tab:1 .class width=3 data-x="<"}

::: {lang="xx-not-a-language-at-all" dir=sideways style="color:red" role=button}
[x]{lang=ar dir=rtl .a.b} ~~y~~ [z]{.underline .mark}
:::

![](images/bend.svg){width=30% height=2in onclick=x}

(@one) Example

i. roman
#. again
"""


def verdict_of_epubcheck(judge: Bench, path: Path) -> str:
    """epubcheck's last line, after a look at all its messages: errors, warnings and usage."""
    ran = judge("epubcheck").run(path, "--usage")
    messages = [line for line in (ran.stdout + ran.stderr).splitlines() if re.match(r"[A-Z]+\([A-Z]+", line)]
    assert messages == []
    (verdict,) = re.findall(r"Messages: (.*)", ran.stdout + ran.stderr)
    return str(verdict)


@pytest.mark.parametrize("built", ["judged_project", "judged_article"])
def test_epubcheck_says_nothing_against_it(built: str, judge: Bench, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(built)
    verdict = verdict_of_epubcheck(judge, output(folder, "epub"))
    judge.says("epubcheck", f"{built.removeprefix('judged_')}: {verdict}")


def test_epubcheck_says_nothing_against_a_hostile_article(judge: Bench, tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "article").mkdir(parents=True)
    (project / "sections").mkdir()
    (project / "images").mkdir()
    settings = {"title": HOSTILE_TITLE, "authors": [{"name": "<A> & B"}], "sections": ["1.md"], "keywords": ["<k>"]}
    (project / "article/article.yaml").write_text(json.dumps(settings), encoding="utf-8")
    (project / "sections/1.md").write_text(HOSTILE_SECTION, encoding="utf-8")
    (project / "images/bend.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
        'inkscape:version="1" width="9" height="9" onload="x()"><script>x()</script><metadata><a/></metadata>'
        '<image href="https://example.org/x.png" width="9" height="9"/><rect width="9" height="9"/></svg>'
    )
    command = [sys.executable, "-m", "wellsourced", "build", "--draft", "--to", "epub", "-o", str(tmp_path / "out")]
    built = subprocess.run(command, cwd=project, capture_output=True, text=True, timeout=100, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    verdict_of_epubcheck(judge, tmp_path / "out/article.epub")


def test_ace_finds_nothing(judge: Bench, judged_project: Path, tmp_path: Path) -> None:
    path = output(judged_project, "epub")
    ran = judge("ace").run("--force", "--silent", "--outdir", tmp_path, path, seconds=200)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8")) if not ran.returncode else {}
    assert report, ran.stdout + ran.stderr
    findings = [
        (page["earl:testSubject"]["url"], found["earl:test"]["earl:impact"], found["earl:test"]["dct:title"])
        for page in report["assertions"]
        for found in page["assertions"]
    ]
    assert findings == []
    assert report["earl:result"]["earl:outcome"] == "pass"
    judge.says("DAISY Ace", f"{len(report['assertions'])} pages, no findings")
