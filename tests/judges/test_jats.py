"""JATS before its judges: the official DTD, JATS4R's Schematron, and pandoc as a reader of another house."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from wellsourced.compose import ast
from wellsourced.pandoc import pandoc_path

from .building import output
from .conftest import Bench
from .schematron import compile_schematron

_DTD = "1.3/JATS-archivearticle1-3-mathml3.dtd"
_PROJECTS = pytest.mark.parametrize("project", ["judged_project", "judged_article"])


def _article(project: str, request: pytest.FixtureRequest) -> Path:
    return output(request.getfixturevalue(project), "jats")


@_PROJECTS
def test_article_is_valid_against_the_dtd(project: str, request: pytest.FixtureRequest, judge: Bench) -> None:
    home = judge("jats-dtds").home
    assert home is not None
    dtd = etree.DTD(str(home / _DTD))
    valid = dtd.validate(etree.parse(_article(project, request)))
    errors = [f"{entry.line}: {entry.message}" for entry in dtd.error_log]
    judge.says("jats-dtds", f"{len(errors)} errors in {project}")
    assert valid, "\n".join(errors[:20])


@_PROJECTS
def test_article_keeps_the_recommendations_of_jats4r(
    project: str, request: pytest.FixtureRequest, judge: Bench, tmp_path: Path
) -> None:
    schematrons, dtds = judge("jats4r-schematrons").home, judge("jats-dtds").home
    assert schematrons is not None
    assert dtds is not None
    sheet, article = tmp_path / "jats4r.xsl", tmp_path / "article.xml"
    sheet.write_bytes(compile_schematron(schematrons / "jats4r.sch"))
    text = _article(project, request).read_text(encoding="utf-8")
    # The DTD tells which attributes are identifiers.
    text = text.replace('"JATS-archivearticle1-3-mathml3.dtd"', f'"{(dtds / _DTD).as_uri()}"', 1)
    # The package speaks for version 1.0 of "Conflict of interest (COI) statements"; since 1.1 it is "coi-statement".
    text = text.replace('fn-type="coi-statement"', 'fn-type="COI-statement"')
    article.write_text(text, encoding="utf-8")
    # Its parser, Xerces, is a second opinion on validity.
    run = judge("saxon").run("-dtd:on", f"-s:{article}", f"-xsl:{sheet}")
    assert run.returncode == 0, run.stderr
    complaints = [line for line in run.stdout.splitlines() if line.strip()]
    judge.says("jats4r-schematrons", f"{len(complaints)} complaints about {project}")
    assert not complaints, "\n".join(complaints[:20])


def test_schematron_complains_of_what_is_wrong(judge: Bench, tmp_path: Path) -> None:
    schematrons = judge("jats4r-schematrons").home
    assert schematrons is not None
    sheet, article = tmp_path / "jats4r.xsl", tmp_path / "article.xml"
    sheet.write_bytes(compile_schematron(schematrons / "jats4r.sch"))
    article.write_text(
        "<article dtd-version='1.3'><front><article-meta><contrib-group><contrib contrib-type='author'>"
        "<contrib-id>https://orcid.org/</contrib-id></contrib></contrib-group></article-meta></front>"
        "<back><fn-group><fn fn-type='conflict'><p>None.</p></fn></fn-group></back></article>"
    )
    complaints = judge("saxon").run(f"-s:{article}", f"-xsl:{sheet}").stdout.splitlines()
    patterns = {line.split("\t")[0] for line in complaints}
    assert patterns == {"auths-aff-errors", "coi-errors", "permissions-errors"}


@_PROJECTS
def test_images_are_files_beside_the_article(project: str, request: pytest.FixtureRequest) -> None:
    path = _article(project, request)
    tree = etree.parse(path)
    hrefs = tree.xpath("//@xlink:href", namespaces={"xlink": "http://www.w3.org/1999/xlink"})
    assert not [href for href in hrefs if href.startswith("data:")]
    files = [href for href in hrefs if href.startswith("article.jats/")]
    assert files
    assert all((path.parent / file).stat().st_size > 0 for file in files)
    assert all(len(text.strip()) > 3 for text in tree.xpath("//graphic/alt-text/text()"))


@_PROJECTS
def test_pandoc_reads_the_same_headings_and_references(project: str, request: pytest.FixtureRequest) -> None:
    path = _article(project, request)
    read = subprocess.run(
        [pandoc_path(), "--from=jats", "--to=json", str(path)], capture_output=True, timeout=120, check=True
    )
    document: dict[str, Any] = json.loads(read.stdout)
    headings = [ast.plain_text(header["c"][2]) for header in ast.walk(document["blocks"], ("Header",))]
    tree = etree.parse(path)
    titles = tree.xpath("//body//sec/title | //boxed-text/caption/title | //back//title[not(ancestor::fn)]")
    assert [_squeeze(heading) for heading in headings] == [_squeeze(_words(title)) for title in titles]
    references = document["meta"]["references"]["c"]
    assert len(references) == len(tree.xpath("//ref"))
    # What pandoc takes for a citation is one: every cited work is in the list.
    keys = {one["citationId"] for cite in ast.walk(document["blocks"], ("Cite",)) for one in cite["c"][0]}
    assert keys
    assert keys <= {ref.get("id").removeprefix("ref-") for ref in tree.xpath("//ref")}


def _words(title: etree._Element) -> str:
    """The words of a title as pandoc reads them: of a formula only the TeX."""
    copy = etree.fromstring(etree.tostring(title))
    etree.strip_elements(copy, "alt-text", "{*}math", with_tail=False)
    return re.sub(r"\s+", " ", "".join(copy.itertext())).strip()


def _squeeze(text: str) -> str:
    return re.sub(r"[\s“”‘’\"']", "", text)
