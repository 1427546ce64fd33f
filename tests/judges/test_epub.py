"""The EPUB before its judges: epubcheck without a word, DAISY Ace without a finding."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
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


#: What Ace does not look at: a reading system at night, on a telephone. Its own rules on pages, which have one main
#: part and one heading each, are not for the files of a book.
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"landmark-one-main": {"enabled": False}, "page-has-heading-one": {"enabled": False}},
}


def test_axe_finds_nothing_at_night_on_a_narrow_screen(judge: Bench, judged_project: Path, tmp_path: Path) -> None:
    path = output(judged_project, "epub")
    script = judge("axe-core").home / "axe.min.js"  # type: ignore[operator]
    chromium = judge("chromium").command[0]
    from playwright.sync_api import sync_playwright

    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    pages = sorted((tmp_path / "EPUB").glob("*.xhtml"))
    findings = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme="dark")
        for page in pages:
            view.goto(page.as_uri())
            view.add_script_tag(path=script)
            found = view.evaluate("rules => axe.run(document, rules)", _RULES)["violations"]
            findings += [(page.name, one["id"], node["html"]) for one in found for node in one["nodes"]]
            assert view.evaluate("document.documentElement.scrollWidth") <= 320, page.name
        browser.close()
    assert findings == []
    judge.says("axe-core", f"EPUB, {len(pages)} pages, dark, 320 px: no findings")
