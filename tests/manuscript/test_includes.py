"""Files that sections include: what stands in the text, and where every complaint points."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from wellsourced.checks.run import run_checks, run_checks_with_excused
from wellsourced.diagnostics import Span
from wellsourced.manuscript.includes import include
from wellsourced.manuscript.parse import parse
from wellsourced.project.includes import find_directives
from wellsourced.project.load import load
from wellsourced.project.project import Project

Write = Callable[..., Path]

CORRECTIONS = {
    "corrections": [
        {
            "id": "one",
            "quote": "A wrong phrase.",
            "verdict": "imprecise",
            "explanation": "No.",
            "wrong": ["wrong phrase"],
        }
    ]
}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a project: `sections` are listed, further files (path below sections/ -> text) are not."""

    def run(sections: dict[str, str], **files: str) -> Path:
        article = {"title": "Bees", "authors": [{"name": "A. Writer"}], "sections": list(sections)}
        article["abstract"] = "On bees."
        facts = {"facts": [{"id": "hives", "statement": "Hives", "source": "apis-2020", "value": 12}]}
        bibliography = {"references": [{"id": "apis-2020", "type": "book", "title": "Bees"}]}
        texts = {f"sections/{name}": text for name, text in sections.items()}
        texts |= {f"sections/{name.replace('__', '/')}.md": text for name, text in files.items()}
        texts |= {
            "article/article.yaml": json.dumps(article),
            "article/facts.yaml": json.dumps(facts),
            "article/corrections.yaml": json.dumps(CORRECTIONS),
            "references/bibliography.yaml": json.dumps(bibliography),
        }
        for path, text in texts.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(text.encode())
        return tmp_path

    return run


def loaded(root: Path) -> Project:
    found = load(root)
    assert found.project is not None, found.diagnostics
    return found.project


def sliced(project: Project, span: Span) -> tuple[str, str]:
    """The file of a span, and what it covers there."""
    lines = project.texts[span.path].split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return span.path, "\n".join(lines)


def complaints(root: Path) -> list[tuple[str, str, str]]:
    """What stops the load: code, path, and the text that is marked."""
    found = load(root)
    assert found.project is None
    return [
        (d.code, d.span.path, (root / d.span.path).read_text().split("\n")[d.span.line - 1][d.span.column - 1 :])
        for d in found.diagnostics
        if str(d.severity) == "error"
    ]


def test_included_files_stand_in_the_text(write: Write) -> None:
    root = write(
        {"01.md": "# One\n\nBefore {% include \"shared/scope.md\" %}, after.\n\n{% include 'block.md' %}\n"},
        shared__scope='scope of {% include "deep.md" %}\n',
        deep='{{ fact("hives") }} hives\n',
        block="- a\n- b\n",
    )
    project = loaded(root)
    assert not [d for d in load(root).diagnostics if d.code == "CFG015"]
    assert set(project.fragments) == {"sections/shared/scope.md", "sections/deep.md", "sections/block.md"}
    assert set(project.fragments) <= set(project.texts)
    manuscript = parse(project)
    assert manuscript.sections[0].parsed.text == "# One\n\nBefore scope of 12 hives, after.\n\n- a\n- b\n"
    assert sliced(project, manuscript.sections[0].parsed.facts[0].span) == ("sections/deep.md", "hives")


def test_everything_in_a_fragment_points_into_the_fragment(write: Write) -> None:
    root = write(
        {
            "01.md": '# One\n\nText 😀 with [@lost] {% include "a.md" %} and [@gone].\n',
            "02.md": '# Two\n\n{% include "a.md" %}\n',
        },
        a='first 😀 [@missing]\n\n## Inner heading\n\nA wrong phrase, {{ fact("hive") }} [@missing-too]\n\n'
        '{% include "b.md" %}\n',
        b="é́ [@deepest]\n",
    )
    project = loaded(root)
    found = run_checks(project, parse(project), select=("CIT001", "COR001", "FCT010"))
    assert [(d.code, *sliced(project, d.span)) for d in found] == [
        ("CIT001", "sections/01.md", "@lost"),
        ("CIT001", "sections/01.md", "@gone"),
        ("CIT001", "sections/a.md", "@missing"),
        ("COR001", "sections/a.md", "wrong phrase"),
        ("FCT010", "sections/a.md", "hive"),
        ("CIT001", "sections/a.md", "@missing-too"),
        ("CIT001", "sections/b.md", "@deepest"),
    ]
    heading = parse(project).sections[0].parsed.headings[1]
    assert sliced(project, heading.span) == ("sections/a.md", "## Inner heading")


def test_what_begins_in_one_file_and_ends_in_another_is_placed_around_the_directive(write: Write) -> None:
    root = write({"01.md": '# One\n\nA wrong {% include "a.md" %} here.\n'}, a="phrase\n")
    project = loaded(root)
    (found,) = run_checks(project, parse(project), select=("COR001",))
    assert sliced(project, found.span) == ("sections/01.md", 'wrong {% include "a.md" %}')
    assert found.fix is None


def test_template_error_in_a_fragment(write: Write) -> None:
    root = write({"01.md": '# One\n\n{% include "a.md" %}\n'}, a="fine\n\n{{ 1 | nothing }}\n\nmore\n")
    project = loaded(root)
    (error,) = parse(project).diagnostics
    assert (error.code, *sliced(project, error.span)) == ("FCT012", "sections/a.md", "{{ 1 | nothing }}")


def test_excuses_hold_file_by_file(write: Write) -> None:
    excuse = "<!-- wellsourced: allow CIT001: a known gap -->"
    root = write(
        {
            "01.md": f'# One\n\n{excuse}\n{{% include "a.md" %}}\n\n{{% include "b.md" %}}\n',
            "02.md": '# Two\n\n{% include "a.md" %}\n',
        },
        a=f"Here [@one] {excuse}\n\nand [@two]\n",
        b=f"{excuse}\n[@three]\n",
    )
    project = loaded(root)
    found = run_checks_with_excused(project, parse(project), select=("CIT001", "CFG102"))
    assert [(d.code, *sliced(project, d.span)) for d in found.diagnostics] == [
        ("CFG102", "sections/01.md", excuse),
        ("CIT001", "sections/a.md", "@two"),
    ]
    assert [sliced(project, e.diagnostic.span) for e in found.excused] == [
        ("sections/a.md", "@one"),
        ("sections/b.md", "@three"),
    ]


def test_directives_inside_raw_and_in_loose_texts_stay(write: Write) -> None:
    root = write({"01.md": '# One\n\n{% raw %}{% include "a.md" %}{% endraw %} is the form.\n'})
    project = loaded(root)
    assert '{% include "a.md" %} is the form' in parse(project).sections[0].parsed.text


@pytest.mark.parametrize(
    "directive, code",
    [
        ("{% include nowhere.md %}", "CFG022"),
        ('{% include "nowhere.md" ignore missing %}', "CFG022"),
        ('{%- include "nowhere.md" -%}', "CFG022"),
        ("{% include", "CFG022"),
        ('{% include "nowhere.md" %}', "CFG023"),
        ('{% include "../article/article.yaml" %}', "CFG024"),
        ('{% include "/etc/hostname" %}', "CFG024"),
        ('{% include "~/x" %}', "CFG024"),
        ('{% include "C:/x" %}', "CFG024"),
        ('{% include "01.md" %}', "CFG025"),
        ('{% include "02.md" %}', "CFG027"),
        ('{% include "./02.md" %}', "CFG027"),
        ('{% include "folder" %}', "CFG001"),
        ('{% include "' + "x" * 300 + '" %}', "CFG001"),
    ],
)
def test_include_that_cannot_be_is_reported_where_it_stands(write: Write, directive: str, code: str) -> None:
    root = write({"01.md": f"# One\n\nSee 😀 {directive}\n", "02.md": "# Two\n"})
    (root / "sections/folder").mkdir()
    assert complaints(root) == [(code, "sections/01.md", directive)]


def test_wrong_include_inside_a_fragment_is_reported_once_in_the_fragment(write: Write) -> None:
    root = write(
        {"01.md": '# One\n\n{% include "a.md" %}\n', "02.md": '# Two\n\n{% include "a.md" %}{% include "a.md" %}\n'},
        a='x {% include "lost.md" %}\n',
    )
    assert complaints(root) == [("CFG023", "sections/a.md", '{% include "lost.md" %}')]


def test_missing_fragment_names_the_nearest(write: Write) -> None:
    root = write({"01.md": '# One\n\n{% include "shared/scpe.md" %}\n'}, shared__scope="x\n")
    (found,) = [d for d in load(root).diagnostics if d.code == "CFG023"]
    assert found.help is not None
    assert "`shared/scope.md`" in found.help


def test_circles_and_depth(write: Write) -> None:
    root = write({"01.md": '# One\n\n{% include "a.md" %}\n'}, a='{% include "b.md" %}', b='{% include "a.md" %}')
    assert complaints(root) == [("CFG025", "sections/b.md", '{% include "a.md" %}')]
    chain = {f"f{n}": f'{n} {{% include "f{n + 1}.md" %}}' for n in range(1, 6)}
    root = write({"01.md": '# One\n\n{% include "f1.md" %}\n'}, **chain, f6="six")
    assert complaints(root) == [("CFG026", "sections/f5.md", '{% include "f6.md" %}')]
    root = write({"01.md": '# One\n\n{% include "f2.md" %}\n'}, **chain, f6="six")
    assert parse(loaded(root)).sections[0].parsed.text == "# One\n\n2 3 4 5 six\n"


def test_growth_is_bounded(write: Write) -> None:
    bombs = {f"f{n}": f'{{% include "f{n + 1}.md" %}}' * 1000 for n in range(1, 5)}
    root = write({"01.md": '# One\n\n{% include "f1.md" %}\n'}, **bombs, f5="")
    assert [(code, path) for code, path, _ in complaints(root)] == [("CFG026", "sections/01.md")]


def test_fragment_that_leaves_the_project_by_a_link(write: Write, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret.md"
    outside.write_text("secret")
    root = write({"01.md": '# One\n\n{% include "a.md" %}\n'})
    (root / "sections/a.md").symlink_to(outside)
    assert ("CFG017", "sections/01.md", '{% include "a.md" %}') in complaints(root)


def test_unsaved_text_of_a_fragment_counts(write: Write) -> None:
    root = write({"01.md": '# One\n\n{% include "a.md" %}\n'}, a="old\n")
    project = load(root, unsaved={"sections/a.md": "new"}).project
    assert project is not None
    assert parse(project).sections[0].parsed.text == "# One\n\nnew\n"


def test_fragment_on_windows_is_read_like_a_section(write: Write) -> None:
    root = write({"01.md": '# One\r\n\r\n{% include "a.md" %}\r\n'}, a="\ufeffone\r\ntwo [@lost]\r\n")
    project = loaded(root)
    (found,) = run_checks(project, parse(project), select=("CIT001",))
    assert found.span == Span("sections/a.md", 2, 6, 2, 11)


def test_reserved_characters_in_a_fragment(write: Write) -> None:
    root = write({"01.md": '# One\n\n{% include "a.md" %}\n'}, a="one\ntwo \ue000\n")
    assert complaints(root) == [("CFG020", "sections/a.md", "\ue000")]


def test_each_letter_of_the_whole_leads_back_to_its_file() -> None:
    texts = {
        "sections/a.md": 'A1\nA2 {% include "b.md" %} A3\n',
        "sections/b.md": "B1\nB2\n",
        "sections/e.md": "",
    }
    section = '{% include "b.md" %}{% include "e.md" %}S1\n{% include "a.md" %} S2 {% include "b.md" %}'
    lines = include("sections/s.md", section, texts)
    assert lines.text == "B1\nB2S1\nA1\nA2 B1\nB2 A3 S2 B1\nB2"
    files = {**texts, "sections/s.md": section}
    for offset, letter in enumerate(lines.text):
        span = lines.span("", offset, offset + 1)
        if letter != "\n":
            assert files[span.path].split("\n")[span.line - 1][span.column - 1] == letter
    for start in range(len(lines.text) + 1):
        for end in range(start, len(lines.text) + 1):
            span = lines.span("", start, end)
            assert (span.line, span.column) <= (span.end_line, span.end_column)
            assert span.end_line <= files[span.path].count("\n") + 1


def test_many_broken_directives_are_read_in_linear_time() -> None:
    for text in ('{% include "', "{% raw %}", "{%" + " " * 50, "{% include", "{% include '\""):
        find_directives(text * 20_000)
