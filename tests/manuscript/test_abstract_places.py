"""Citations and facts of the abstract stand where article.yaml writes them, however YAML writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from wellsourced.checks.run import run_checks
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load

PLANTED = "[@lost-key]"


@pytest.mark.parametrize(
    "abstract, exact",
    [
        (f"On bees 😀 {PLANTED}.", True),
        (f">-\n  On bees\n  and more 😀\n\n  and hives {PLANTED}.", True),
        (f"|\n  On bees,\n    indented 😀 {PLANTED}.\n", True),
        (f"'It''s about bees {PLANTED}.'", True),
        (f'"It is \\"about\\"\\n bees \\\n  {PLANTED}."', True),
        (f'On {{{{ fact("hives") }}}} hives {PLANTED}.', True),
        (f'"Caf\\u00e9 {PLANTED}."', False),
    ],
)
def test_a_citation_in_the_abstract_is_placed(tmp_path: Path, abstract: str, exact: bool) -> None:
    files = {
        "article/article.yaml": f"title: T\nabstract: {abstract}\nauthors:\n- name: A\nsections: [a.md]\n",
        "article/facts.yaml": "facts:\n- {id: hives, statement: Hives, source: apis, value: 12}\n",
        "references/bibliography.yaml": "references:\n- {id: apis, type: book, title: Bees}\n",
        "sections/a.md": "# One\n\nWords.\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    project = load(tmp_path).project
    assert project is not None
    (found,) = run_checks(project, parse(project), select=("CIT001",))
    span = found.span
    lines = files[span.path].split("\n")
    if exact:
        assert span.line == span.end_line
        assert lines[span.line - 1][span.column - 1 : span.end_column - 1] == "@lost-key"
        for use in parse(project).abstract.facts:  # type: ignore[union-attr]
            assert lines[use.span.line - 1][use.span.column - 1 : use.span.end_column - 1] == "hives"
    else:
        assert lines[span.line - 1][span.column - 1 : span.end_column - 1] == abstract
