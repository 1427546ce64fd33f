"""Every load error is a diagnostic with its place, and all errors of a project are reported at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.project.load import load
from wellsourced.project.load_codes import LOAD_CODES

WriteProject = Callable[..., Path]
Found = tuple[str, str, int, int]

ARTICLE = "article/article.yaml"
LINES = ["title: T", "authors:", "- name: A", "sections:", "- 00-introduction.md"]


def complaints(root: Path) -> list[Diagnostic]:
    loaded = load(root)
    stopped = any(d.severity is Severity.ERROR for d in loaded.diagnostics)
    assert (loaded.project is None) == stopped
    assert all(d.code in LOAD_CODES for d in loaded.diagnostics)
    assert all(d.help or d.related for d in loaded.diagnostics)
    return list(loaded.diagnostics)


def found(diagnostics: list[Diagnostic]) -> list[Found]:
    return [(d.code, d.span.path, d.span.line, d.span.column) for d in diagnostics]


def article(*lines: str) -> dict[str, str]:
    """article.yaml with `lines` after those of the least article."""
    return {ARTICLE: "\n".join([*LINES, *lines]) + "\n"}


@pytest.mark.parametrize(
    "line,code,column,end_column,words",
    [
        ("langauge: en", "CFG012", 1, 9, "nearest known key is `language`"),
        ("colour: red", "CFG012", 1, 7, "`colour` is unknown"),
        ("subtitle: 5", "CFG011", 11, 12, "should be text, but is the number 5"),
        ("language: no", "", 0, 0, ""),
        ("subtitle: [en]", "CFG011", 11, 15, "should be text, but is a list"),
        ("language:", "CFG011", 1, 9, "but is nothing"),
        ("keywords: one", "CFG011", 11, 14, "should be a list, but is the text `one`"),
        ("keywords: [one, 2]", "CFG011", 17, 18, "Item 2 of `keywords` should be text"),
        ("keywords: {a: b}", "CFG011", 11, 17, "should be a list, but is a mapping"),
        ("allow_raw: yes", "CFG011", 12, 15, "should be true or false, but is the text `yes`"),
        ("allow_raw: 1", "CFG011", 12, 13, "should be true or false"),
        ("outputs: [html, odt]", "CFG011", 17, 20, "not one of its values"),
        ("paper: A4", "CFG011", 8, 10, "not one of its values"),
        ("date: 2024-13-01", "CFG011", 7, 17, "wrong form"),
        ("date: 2024", "CFG011", 7, 11, "should be YYYY, YYYY-MM or YYYY-MM-DD"),
        ("date: 2024-05-01", "", 0, 0, ""),
        ("date: 2026-02-31", "CFG011", 7, 17, "wrong form"),
        ("date: 2023-02-29", "CFG011", 7, 17, "wrong form"),
        ("date: 2024-02-29", "", 0, 0, ""),
        ("outputs: []", "CFG011", 1, 8, "needs at least one item"),
        ("language: en_GB", "CFG011", 11, 16, "wrong form"),
        ("language: sr-Latn", "", 0, 0, ""),
        ("repository: ftp://x", "CFG011", 13, 20, "wrong form"),
        ("style: ''", "CFG011", 8, 10, "is empty"),
        ("check: {paths: [{ignore: [FIG]}]}", "CFG013", 18, 24, "key `path` is missing"),
        ("check: {ingore: [FIG]}", "CFG012", 9, 15, "nearest known key is `ignore`"),
        ("appendices: {corrections: maybe}", "CFG011", 27, 32, "true or false"),
        ("title: again", "CFG005", 1, 6, "stands twice"),
        ("version: 0.10", "", 0, 0, ""),
        ("<<: {language: en}", "CFG012", 1, 3, "`<<` is unknown"),
    ],
)
def test_value_and_key_errors(
    write_project: WriteProject, line: str, code: str, column: int, end_column: int, words: str
) -> None:
    diagnostics = complaints(write_project(article(line)))
    if not code:
        assert diagnostics == []
        return
    (diagnostic,) = diagnostics
    assert found(diagnostics) == [(code, ARTICLE, 6, column)]
    assert (diagnostic.span.end_line, diagnostic.span.end_column) == (6, end_column)
    assert words in diagnostic.message


def test_missing_keys_point_at_the_record(write_project: WriteProject) -> None:
    root = write_project(
        {
            ARTICLE: "# comment\nlanguage: en\nauthors:\n- orcid: 0000-0000-0000-000X\nsections: []\n",
            "article/facts.yaml": "facts:\n- statement: S\n  id: f\n- {}\n",
        }
    )
    diagnostics = complaints(root)
    assert found(diagnostics)[:3] == [("CFG013", ARTICLE, 2, 1), ("CFG013", ARTICLE, 4, 3), ("CFG011", ARTICLE, 5, 1)]
    facts = [d for d in diagnostics if d.span.path == "article/facts.yaml"]
    assert [(d.code, d.span.line, d.span.column) for d in facts] == [("CFG013", 2, 3)] + [("CFG013", 4, 3)] * 3
    assert facts[0].message == "The key `source` is missing in `f`"


def test_mistyped_required_key_is_one_complaint_with_a_fix(write_project: WriteProject) -> None:
    root = write_project({ARTICLE: "titel: T\nauthors: [{nmae: A}]\nsections: [00-introduction.md]\n"})
    diagnostics = complaints(root)
    assert found(diagnostics) == [("CFG012", ARTICLE, 1, 1), ("CFG012", ARTICLE, 2, 12)]
    assert diagnostics[0].fix is not None
    assert diagnostics[0].fix.edits[0].text == "title"


def test_number_where_text_belongs_offers_quotes_only_where_they_help(write_project: WriteProject) -> None:
    year, orcid = complaints(write_project({ARTICLE: "\n".join(["date: 2024", *LINES[:3], "  orcid: 12", *LINES[3:]])}))
    assert year.fix is not None
    assert year.fix.edits[0].text == '"2024"'
    assert orcid.fix is None


@pytest.mark.parametrize("value", ["just text", "- a\n- b\n", "12"])
def test_a_data_file_that_is_no_mapping(write_project: WriteProject, value: str) -> None:
    diagnostics = complaints(write_project({"article/facts.yaml": value}))
    assert found(diagnostics) == [("CFG011", "article/facts.yaml", 1, 1)]
    assert "This file should be a mapping with `facts`" in diagnostics[0].message


@pytest.mark.parametrize("content", ["", "\n\n", "# only a comment\n", "---\n", b"\xef\xbb\xbf", "null\n"])
def test_empty_article(write_project: WriteProject, content: str | bytes) -> None:
    assert found(complaints(write_project({ARTICLE: content}))) == [("CFG009", ARTICLE, 1, 1)]


def test_no_article(write_project: WriteProject, tmp_path: Path) -> None:
    assert found(complaints(write_project({ARTICLE: None}))) == [("CFG008", ARTICLE, 1, 1)]
    assert found(complaints(tmp_path / "nowhere")) == [("CFG008", ARTICLE, 1, 1)]


def test_sections_missing_twice_and_outside(write_project: WriteProject) -> None:
    root = write_project(
        {
            ARTICLE: "title: T\nauthors: [{name: A}]\nsections:\n- 00-introduction.md\n- 00-introducton.md\n"
            "- file: ./00-introduction.md\n- ../secret.md\n- /etc/passwd\n- a/../../b.md\n- 'C:\\x.md'\n- '~/x.md'\n"
            "- gone.md\n- ''\n- 12\n- {role: section}\n",
        }
    )
    diagnostics = complaints(root)
    assert found(diagnostics) == [
        ("CFG014", ARTICLE, 5, 3),
        ("CFG016", ARTICLE, 6, 9),
        ("CFG017", ARTICLE, 7, 3),
        ("CFG017", ARTICLE, 8, 3),
        ("CFG017", ARTICLE, 9, 3),
        ("CFG017", ARTICLE, 10, 3),
        ("CFG017", ARTICLE, 11, 3),
        ("CFG014", ARTICLE, 12, 3),
        ("CFG011", ARTICLE, 14, 3),
        ("CFG013", ARTICLE, 15, 4),
    ]
    assert "00-introduction.md" in (diagnostics[0].help or "")
    assert str(diagnostics[1].related[0].span) == f"{ARTICLE}:4:3"


@pytest.mark.parametrize(
    "file,key,record",
    [
        ("references/bibliography.yaml", "references", "id: {}, type: book"),
        ("references/instruments.yaml", "instruments", "id: {}, kind: treaty, official_name: N"),
        ("references/deeds.yaml", "deeds", "id: {}, what: w, of: [tool]"),
        ("references/rejected.yaml", "rejected", "id: {}, claim: c, why: w"),
        ("article/corrections.yaml", "corrections", "id: {}, quote: q, verdict: misnamed, explanation: e"),
        ("article/terms.yaml", "terms", "id: {}, discouraged: [d], preferred: p"),
        ("article/help.yaml", "help_points", "id: {}, name: n, url: 'https://example.org', for: f"),
    ],
)
def test_duplicate_ids(write_project: WriteProject, file: str, key: str, record: str) -> None:
    records = "".join(f"- {{{record.format(name)}}}\n" for name in ("one", "two", "one", "one"))
    seen = "seen: 2026-11-22\n" if key == "help_points" else ""
    diagnostics = complaints(write_project({file: f"{key}:\n{records}{seen}"}))
    assert found(diagnostics) == [("CFG010", file, 4, 8), ("CFG010", file, 5, 8)]
    assert str(diagnostics[0].related[0].span) == f"{file}:2:8"


def test_aliases_may_not_collide(write_project: WriteProject) -> None:
    file = "references/bibliography.yaml"
    root = write_project(
        {
            file: "references:\n- {id: a, type: book, aliases: [b, x]}\n- {id: b, type: book, aliases: [x]}\n"
            "- {id: c, type: book, aliases: [c, d, d]}\n"
        }
    )
    diagnostics = complaints(root)
    assert found(diagnostics) == [
        ("CFG010", file, 2, 33),
        ("CFG010", file, 3, 33),
        ("CFG010", file, 4, 33),
        ("CFG010", file, 4, 39),
    ]
    assert "already the id of another reference" in diagnostics[0].message
    assert "already an alias of another reference" in diagnostics[1].message
    assert "of the same reference" in diagnostics[2].message


def test_pointers_that_lead_nowhere(write_project: WriteProject) -> None:
    files = {
        "references/bibliography.yaml": "references:\n- {id: smith2020, type: book, aliases: [smith]}\n",
        "article/facts.yaml": "facts:\n- {id: a, statement: s, source: smith}\n"
        "- {id: b, statement: s, source: smith2O20}\n",
        "references/evidence.yaml": "evidence:\n  smith2020: []\n  nobody: []\nunconfirmed:\n  noone: [title]\n",
        "references/instruments.yaml": "instruments:\n- id: x\n  kind: tool\n  official_name: N\n  reference: gone\n"
        "  superseded_by: y\n  not_to_be_confused_with: [x, z]\n  does: [count, sting]\n",
        "references/deeds.yaml": "deeds:\n- {id: count, what: count, of: [tool]}\n",
        "article/corrections.yaml": "corrections:\n"
        "- {id: c, quote: q, verdict: misnamed, explanation: e, references: [smith, lost]}\n",
    }
    diagnostics = complaints(write_project(files))
    assert [(d.severity.value, *found([d])[0]) for d in diagnostics] == [
        ("warning", "CFG019", "article/corrections.yaml", 2, 76),
        ("error", "CFG018", "article/facts.yaml", 3, 33),
        ("warning", "CFG019", "references/evidence.yaml", 3, 3),
        ("warning", "CFG019", "references/evidence.yaml", 5, 3),
        ("warning", "CFG019", "references/instruments.yaml", 5, 14),
        ("warning", "CFG019", "references/instruments.yaml", 6, 18),
        ("warning", "CFG019", "references/instruments.yaml", 7, 32),
        ("warning", "CFG019", "references/instruments.yaml", 8, 17),
    ]
    fix = next(d for d in diagnostics if d.code == "CFG018").fix
    assert fix is not None
    assert fix.edits[0].text in ("smith2020", "smith")


def test_a_broken_bibliography_does_not_make_every_fact_dangle(write_project: WriteProject) -> None:
    facts = {"article/facts.yaml": "facts:\n- {id: a, statement: s, source: smith}\n"}
    broken = complaints(write_project({**facts, "references/bibliography.yaml": "references: [\n"}))
    assert [d.code for d in broken] == ["CFG004"]
    wrong = complaints(write_project({**facts, "references/bibliography.yaml": "references: 5\n"}))
    assert [d.code for d in wrong] == ["CFG011"]
    absent = complaints(write_project({**facts, "references/bibliography.yaml": "\n"}))
    assert [d.code for d in absent] == ["CFG018"]


def test_text_that_is_not_utf_8(write_project: WriteProject) -> None:
    root = write_project(
        {
            "sections/00-introduction.md": "# Ünlikely\r\n\r\nA caf".encode() + b"\xe9 is here\n",
            "article/facts.yaml": b"\xef\xbb\xbffacts: []\r# \xc3\xa9\xf0\x9d\x84\x9e\xff\n",
            "article/terms.yaml": "terms: []".encode("utf-16"),
            "references/bibliography.yaml": b"references: []\n# \xed\xa0\x80\n",
        }
    )
    assert found(complaints(root)) == [
        ("CFG002", "article/facts.yaml", 2, 5),
        ("CFG002", "article/terms.yaml", 1, 1),
        ("CFG002", "references/bibliography.yaml", 2, 3),
        ("CFG002", "sections/00-introduction.md", 3, 6),
    ]


def test_characters_that_no_section_may_hold(write_project: WriteProject) -> None:
    text = "# Title\n\nA \ue000 and \ue0ff and \ue000; NUL \0; but \ue100 and\ttabs are fine.\n"
    diagnostics = complaints(write_project({"sections/00-introduction.md": text}))
    path = "sections/00-introduction.md"
    assert found(diagnostics) == [("CFG020", path, 3, 3), ("CFG020", path, 3, 9), ("CFG003", path, 3, 22)]


def test_all_errors_of_all_files_at_once(write_project: WriteProject) -> None:
    root = write_project(
        {
            ARTICLE: "titel: T\nauthors: []\nsections: [00-introduction.md, gone.md]\ndate: x\n",
            "references/bibliography.yaml": "references:\n- {id: a, type: bok}\n- {id: a, type: book, tilte: x}\n",
            "references/evidence.yaml": "evidence: [\n",
            "references/instruments.yaml": b"instruments: \xff\n",
            "article/facts.yaml": "facts:\n- {id: f, statement: s, source: b, value: [1]}\n- {id: f, statement: s}\n",
            "article/terms.yaml": "terms: &t [*t]\n",
            "sections/00-introduction.md": b"\x80",
            "sections/extra.md": "",
        }
    )
    assert found(complaints(root)) == [
        ("CFG012", ARTICLE, 1, 1),
        ("CFG011", ARTICLE, 2, 1),
        ("CFG014", ARTICLE, 3, 32),
        ("CFG011", ARTICLE, 4, 7),
        ("CFG018", "article/facts.yaml", 2, 33),
        ("CFG011", "article/facts.yaml", 2, 43),
        ("CFG013", "article/facts.yaml", 3, 4),
        ("CFG010", "article/facts.yaml", 3, 8),
        ("CFG006", "article/terms.yaml", 1, 12),
        ("CFG011", "references/bibliography.yaml", 2, 17),
        ("CFG010", "references/bibliography.yaml", 3, 8),
        ("CFG012", "references/bibliography.yaml", 3, 23),
        ("CFG004", "references/evidence.yaml", 2, 1),
        ("CFG002", "references/instruments.yaml", 1, 14),
        ("CFG002", "sections/00-introduction.md", 1, 1),
        ("CFG015", "sections/extra.md", 1, 1),
    ]


def test_a_fix_mends_the_file(write_project: WriteProject) -> None:
    root = write_project({ARTICLE: "titel: T\nauthors: [{name: A}]\nsections: [00-introduction.md]\ndate: 2024\n"})
    for _ in range(2):
        diagnostic = complaints(root)[0]
        assert diagnostic.fix is not None
        (edit,) = diagnostic.fix.edits
        lines = (root / ARTICLE).read_text().split("\n")
        line = lines[edit.span.line - 1]
        lines[edit.span.line - 1] = line[: edit.span.column - 1] + edit.text + line[edit.span.end_column - 1 :]
        (root / ARTICLE).write_text("\n".join(lines))
    assert complaints(root) == []


def test_every_code_is_explained() -> None:
    for code, explanation in LOAD_CODES.items():
        assert code.startswith("CFG")
        assert explanation.title
        assert len(explanation.docs) > 80
