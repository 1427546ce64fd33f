"""What rules say is kept text by text: an edited article is judged as if nothing had been kept."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from wellsourced.cache import Cache
from wellsourced.checks.context import Context, ReadText
from wellsourced.checks.registry import all_rules
from wellsourced.checks.run import run_checks, run_checks_with_excused
from wellsourced.diagnostics import Diagnostic
from wellsourced.manuscript.parse import parse
from wellsourced.project.load import load
from wellsourced.project.project import Project

REPOSITORY = Path(__file__).parents[2]
DRAFTS = REPOSITORY / "tests" / "corpus" / "drafts"
TODAY = date(2026, 7, 15)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """This repository's article, with planted errors of three drafts in its sections."""
    for folder in ("article", "sections", "references"):
        shutil.copytree(REPOSITORY / folder, tmp_path / folder)
    for section, draft in zip(sorted((tmp_path / "sections").glob("*.md"))[2:5], (1, 2, 3), strict=False):
        errors = (DRAFTS / f"draft-{draft}.md").read_text(encoding="utf-8")
        section.write_text(section.read_text(encoding="utf-8") + "\n\n" + errors, encoding="utf-8")
    return tmp_path


def read(root: Path, cache: Cache | None = None) -> Project:
    project = load(root, cache=cache).project
    assert project is not None
    return project


def check(root: Path, cache: Cache) -> tuple[Diagnostic, ...]:
    project = read(root, cache)
    return run_checks(project, parse(project, cache=cache), today=TODAY, cache=cache)


def swap_sentences(text: str) -> str:
    parts = text.split("\n\n")
    parts[3], parts[5] = parts[5], parts[3]
    return "\n\n".join(parts)


EDITS: dict[str, Callable[[Path], object]] = {
    "a name": lambda root: append(root, "02-legal.md", "The Malabo Convention on Bees entered into force in 1999."),
    "an acronym's second meaning": lambda root: append(root, "05-cooperation.md", "The Big Bee Act (IWF) is new."),
    "a number that another section contradicts": lambda root: append(
        root, "08-conclusion.md", "Some 99,999 reports came in [@ncmec2024data]."
    ),
    "paragraphs exchanged": lambda root: rewrite(root, "sections/01-methods.md", swap_sentences),
    "a citation taken away": lambda root: rewrite(
        root, "sections/06-prevention.md", lambda text: text.replace("[@", "[-@", 3)
    ),
    "a spelling": lambda root: append(root, "03-technology.md", "The organization sends e-mail and email."),
    "a title in article.yaml": lambda root: rewrite(
        root, "article/article.yaml", lambda text: text.replace("Discussion", "Debate")
    ),
    "a register": lambda root: rewrite(
        root, "references/instruments.yaml", lambda text: text.replace("official_name: ", "official_name: Old ", 9)
    ),
    "a fact": lambda root: rewrite(root, "article/facts.yaml", lambda text: text.replace("value: 2", "value: 3", 5)),
    "evidence": lambda root: rewrite(
        root, "references/evidence.yaml", lambda text: text.replace("kind: primary", "kind: secondary", 40)
    ),
    "a citation that words in YAML lean on": lambda root: rewrite(
        root, "sections/00-introduction.md", lambda text: text.replace("[@", "(@")
    ),
    "a link, an image and a table": lambda root: append(
        root,
        "01-methods.md",
        "See [it](#fig:hive), ![A hive](hive.png){#fig:hvie}\n\n| a |\n|---|\n| 1 |\n\n: Bees {#tbl:a}",
    ),
    "a hidden service in a section": lambda root: append(root, "01-methods.md", "It was at example[.]onion then."),
    "a hidden service in a data file": lambda root: append(root, "../references/rejected.yaml", "# example[.]onion"),
}


def append(root: Path, section: str, words: str) -> None:
    rewrite(root, f"sections/{section}", lambda text: f"{text}\n\n{words}\n")


def rewrite(root: Path, path: str, change: Callable[[str], str]) -> None:
    file = root / path
    before = file.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, path
    file.write_text(after, encoding="utf-8")


def test_an_edited_article_is_judged_as_if_nothing_had_been_kept(article: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    first = check(article, cache)
    assert first == check(article, Cache(None))
    assert len({diagnostic.code for diagnostic in first}) > 30
    edits = list(EDITS.items())
    for step in (edits[:3], edits[3:6], edits[6:8], edits[8:11], edits[11:]):
        for _, edit in step:
            edit(article)
        assert check(article, cache) == check(article, Cache(None)), [name for name, _ in step]


def test_what_is_kept_of_some_rules_serves_no_others(article: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    project = read(article)
    manuscript = parse(project)
    for select in (("INS",), ("TRM", "FCT"), ()):
        kept = run_checks(project, manuscript, select=select, today=TODAY, cache=cache)
        assert kept == run_checks(project, manuscript, select=select, today=TODAY)


def test_the_day_counts(article: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    project = read(article)
    manuscript = parse(project)
    for day in (date(2020, 1, 1), date(2040, 1, 1), None):
        kept = run_checks(project, manuscript, today=day, cache=cache)
        assert kept == run_checks(project, manuscript, today=day)


def test_only_the_edited_section_is_read_again(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path / "kept")
    check(article, cache)
    append(article, "03-technology.md", "The hotlines met.")
    analysed: list[str] = []
    resolve = Context.named.func  # type: ignore[attr-defined]

    def note(self: Context) -> object:
        def analyse(text: ReadText) -> object:
            analysed.append(text.parsed.path)
            return resolve(self)[text]

        return {text: analyse(text) for text in self.texts} if len(self.texts) == 1 else resolve(self)

    monkeypatch.setattr(Context, "named", property(note))
    check(article, cache)
    assert set(analysed) == {"sections/03-technology.md"}


def test_rules_that_read_one_text_say_the_same_of_it_among_others(article: Path) -> None:
    """No such rule looks at another section: each text alone, in any order, gives what all together give."""
    project = read(article)
    manuscript = parse(project)
    rules = [rule for rule in all_rules() if rule.reads == "text"]
    whole = Context.of_article(project, manuscript, TODAY)
    together = {d for rule in rules for d in rule.check(whole)}
    texts = list(whole.texts)
    random.Random(7).shuffle(texts)
    fresh = Context.of_article(project, manuscript, TODAY)
    by_parsed = {text.parsed.path + text.parsed.prose: text for text in fresh.texts}
    alone = {
        d
        for text in texts
        for rule in rules
        for d in rule.check(fresh.alone(by_parsed[text.parsed.path + text.parsed.prose]))
    }
    assert alone == together


def test_rules_that_read_no_text_say_the_same_without_texts(article: Path) -> None:
    project = read(article)
    whole = Context.of_article(project, parse(project), TODAY)
    rules = [rule for rule in all_rules() if rule.reads == "cited"]
    assert [list(rule.check(whole.without_texts())) for rule in rules] == [list(rule.check(whole)) for rule in rules]


def test_half_a_surrogate_pair_is_read_and_not_kept(article: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    append(article, "03-technology.md", 'Odd: {{ "\\ud800" }}.')
    assert check(article, cache) == check(article, cache) == check(article, Cache(None))


def test_a_damaged_entry_is_derived_again(article: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    first = check(article, Cache(folder))
    for entry in folder.rglob("*"):
        if entry.is_file():
            entry.write_bytes(entry.read_bytes()[:-7] + b"damaged")
    assert check(article, Cache(folder)) == first


def test_what_is_excused_is_the_same(article: Path, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    project = read(article)
    manuscript = parse(project)
    plain = run_checks_with_excused(project, manuscript, today=TODAY)
    assert plain.excused
    for _ in range(2):
        assert run_checks_with_excused(project, manuscript, today=TODAY, cache=cache) == plain
