"""Included files on the command line: checked and mended in place, and part of the article that is built."""

from __future__ import annotations

import json
from pathlib import Path

from .conftest import Run


def _share(survey: Path, text: bytes) -> Path:
    """A fragment that two sections include."""
    fragment = survey / "sections/shared/scope.md"
    fragment.parent.mkdir()
    fragment.write_bytes(text)
    for section in sorted((survey / "sections").glob("0*.md"))[1:3]:
        with section.open("a", encoding="utf-8") as file:
            file.write('\n{% include "shared/scope.md" %}\n')
    return fragment


def test_fragment_is_mended_once_and_keeps_its_line_ends(run: Run, survey: Path) -> None:
    bibliography = survey / "references/bibliography.yaml"
    key = run("refs", "list", folder=survey).stdout.split("\t")[0]
    text = bibliography.read_text(encoding="utf-8")
    bibliography.write_text(text.replace(f"- id: {key}\n", f"- id: {key}\n  aliases: [old-name]\n"), encoding="utf-8")
    content = b"\xef\xbb\xbfThe scope [@old-name]\r\nis set \xf0\x9f\x98\x80 out by @old-name.\r\n"
    fragment = _share(survey, content)
    others = {path: path.read_bytes() for path in (survey / "sections").glob("*.md")}
    checked = json.loads(run("check", "--select", "CIT002", "--format", "json", folder=survey).stdout)
    assert [(d["path"], d["line"], d["column"]) for d in checked["diagnostics"]] == [
        ("sections/shared/scope.md", 1, 12),
        ("sections/shared/scope.md", 2, 17),
    ]
    mended = run("fix", "--select", "CIT002", folder=survey)
    assert "Mended 2 in 1 file (CIT002 2)." in mended.stderr
    assert fragment.read_bytes() == content.replace(b"old-name", key.encode())
    assert {path: path.read_bytes() for path in others} == others


def test_fragment_is_part_of_the_built_article(run: Run, survey: Path) -> None:
    _share(survey, b"Words of the fragment that two sections share [@nobody].\n\n[twice]: /a\n[twice]: /b\n")
    built = run("build", "--draft", "--to", "html", folder=survey)
    assert built.returncode == 0, built.stdout + built.stderr
    assert (survey / "build/article.html").read_text(encoding="utf-8").count("Words of the fragment") == 2
    assert "sections/shared/scope.md:4:1" in built.stdout + built.stderr  # what pandoc warns of
    assert "sections/shared/scope.md" in (survey / "build/review.html").read_text(encoding="utf-8")


def test_wrong_include_is_shown_with_its_line(run: Run, survey: Path) -> None:
    _share(survey, b'See {% include "lost.md" %}.\n')
    checked = run("check", folder=survey)
    assert checked.returncode == 2
    assert "CFG023" in checked.stdout
    assert "sections/shared/scope.md:1:5" in checked.stdout
    assert 'See {% include "lost.md" %}.' in checked.stdout
