"""Laws and treaties are cited by a name a reader can take in, and found under it in the list."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from wellsourced.cache import Cache
from wellsourced.compose import ast
from wellsourced.compose.citations import render_citations
from wellsourced.compose.legal_items import prepare_items
from wellsourced.diagnostics import Span
from wellsourced.pandoc import read_markdown
from wellsourced.project.models import ArticleFile, Author, Instrument
from wellsourced.project.project import Project, Reference
from wellsourced.project.styles import is_author_date, is_note_style, read_style

LONG = "Regulation (EU) 2016/679 of the European Parliament and of the Council of 27 April 2016 on persons"


def _project(item: dict[str, Any], *names: str) -> Project:
    reference = Reference("law", {"id": "law", "issued": {"date-parts": [[2016]]}, **item}, (), Span("b.yaml"))
    instrument = Instrument("law", "eu-act", "Name", short_names=names, reference="law")
    article = ArticleFile("T", (Author("A"),), ("a.md",))
    return Project(Path(), article, (), references=(reference,), instruments=(instrument,) if names else ())


@pytest.mark.parametrize(
    "item, names, cited, entry",
    [
        ({"type": "legislation", "title": LONG, "number": "2016/679"}, ["GDPR"], "(GDPR 2016)", "GDPR: Regulation"),
        ({"type": "legislation", "title": LONG}, [], "(Regulation (EU) 2016/679 2016)", "Regulation (EU) 2016/679 of"),
        ({"type": "legislation", "title": LONG}, ["section 5"], "(Regulation (EU) 2016/679 2016)", "Regulation"),
        (
            {"type": "bill", "title": f"Proposal for a {LONG}", "number": "COM(2022) 209 final; 2022/0155(COD)"},
            ["CSA Regulation"],
            "(COM(2022) 209 2016)",
            "COM(2022) 209: Proposal",
        ),
        (
            {"type": "legislation", "title": "Lakes Act 2016", "number": "c. 50"},
            [],
            "(Lakes Act 2016)",
            "Lakes Act 2016 (c. 50)",
        ),
        ({"type": "treaty", "title": "Lakes Convention"}, ["LC"], "(Lakes Convention 2016)", "Lakes Convention"),
        ({"type": "book", "title": LONG}, ["GDPR"], f"({LONG} 2016)".title(), "Regulation"),
    ],
)
def test_in_an_author_date_style(item: dict[str, Any], names: list[str], cited: str, entry: str) -> None:
    words, listed = _render(_project(item, *names), "chicago-author-date")
    assert words.lower() == cited.lower()
    assert listed.startswith(entry)


def test_only_public_laws_of_the_united_states_are_called_so() -> None:
    ours = _project({"type": "legislation", "title": "Lakes Act 2016", "number": "S.I. 2025/368"})
    assert "Pub. L." not in _render(ours, "chicago-author-date")[1]
    theirs = _project({"type": "legislation", "title": "Lakes Act", "number": "Public Law 118-59"})
    assert "Pub. L. No. 118\u201159" in _render(theirs, "chicago-author-date")[1]


def test_the_bibliography_itself_is_not_touched() -> None:
    project = _project({"type": "legislation", "title": LONG, "number": "2016/679"}, "GDPR")
    before = dict(project.references[0].item)
    prepare_items(project, author_date=True)
    assert project.references[0].item == before


def _render(project: Project, style: str) -> tuple[str, str]:
    csl = read_style(Path(), style)
    rendered = render_citations(
        read_markdown("[@law]")[0],
        prepare_items(project, author_date=is_author_date(csl)),
        style=csl,
        note_style=is_note_style(csl),
        language="en-GB",
        cache=Cache(None),
    )
    return ast.plain_text(rendered.blocks), ast.plain_text(rendered.entries["law"])


def test_a_reference_that_vouches_for_two_laws_is_named_after_its_own() -> None:
    reference = Reference("law", {"id": "law", "type": "legislation", "title": LONG}, (), Span("b.yaml"))
    older = Instrument("older", "eu-act", "Directive 95/46/EC", short_names=("DPD",), reference="law")
    own = Instrument("own", "eu-act", LONG, short_names=("GDPR",), reference="law")
    article = ArticleFile("T", (Author("A"),), ("a.md",))
    project = Project(Path(), article, (), references=(reference,), instruments=(older, own))
    assert prepare_items(project, author_date=True)["law"]["title-short"] == "GDPR"
