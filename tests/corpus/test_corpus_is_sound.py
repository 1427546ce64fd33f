"""The labelled material is what its README says: labels point at words that are there, the halves are comparable."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
DRAFTS = range(1, 7)
ERRORS_PER_DRAFT = 20
GROUPS = frozenset((
    "treaty", "eu-act", "us-statute", "uk-statute", "other-statute", "case", "standard", "body", "programme", "tool",
    "hard-negative",
))  # fmt: skip
#: The same in the sets of strangers and visitors, which name the kinds of law by where they apply.
STRANGERS_GROUPS = frozenset((
    "treaty", "eu", "us", "uk", "national", "case", "standard", "body", "programme", "tool", "hard-negative",
))  # fmt: skip
WRONG_CODES = frozenset(("INS001", "INS002", "INS003", "INS004", "INS007", "INS008"))
STRANGERS = "named_things_strangers.yaml"
VISITORS = "named_things_visitors.yaml"
NAMED_THINGS = ("named_things.yaml", "named_things_development.yaml", "named_things_plain.yaml", STRANGERS, VISITORS)
#: Of each code, the least number of sentences for development whose best label it is.
DEVELOPMENT_CODES = {"INS001": 60, "INS002": 80, "INS003": 30, "INS004": 30, "INS007": 60, "INS008": 70}
#: Of each code, the number of sentences of strangers whose best label it is.
STRANGERS_CODES = {"INS001": 40, "INS002": 35, "INS003": 25, "INS004": 15, "INS007": 30, "INS008": 35}
#: The same of visitors.
VISITORS_CODES = {"INS001": 20, "INS002": 30, "INS003": 30, "INS004": 12, "INS007": 28, "INS008": 30}
NUMBERS = ("numbers.yaml", "numbers_strangers.yaml")
LABELS = frozenset(("backed", "contradicts", "unbacked", "none"))
#: Older words that may stand only inside these official titles.
OLD_TERM = re.compile(r"child(?:ren)?(?:'s)?[\s-]porn|kiddie|child[\s-]prostitut", re.IGNORECASE)
OFFICIAL_TITLES = (
    "sale of children, child prostitution and child pornography",
    "Child Pornography Victim Assistance Act",
    "Child Pornography Prevention Act of 1996",
    "Financial Coalition Against Child Pornography",
)
#: Discouraged terms are planted in drafts, and only there.
DISCOURAGED = re.compile(r"child sex touris|(?:online|internet|sexual) predators|webcam sex|pseudo-porn", re.IGNORECASE)
CONTACT = re.compile(r"[\w.]+@[\w-]+\.\w+|\b\w{16,}\.onion\b")


def load(name: str) -> Any:
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def half(identifier: str) -> str:
    last = hashlib.sha256(identifier.encode()).hexdigest()[-1]
    return "development" if int(last, 16) % 2 == 0 else "test"


def without_official_titles(text: str) -> str:
    text = " ".join(text.split())
    for title in OFFICIAL_TITLES:
        text = text.replace(title, "")
    return text


@pytest.mark.parametrize(
    "name, prefix",
    [
        ("named_things.yaml", "nt-"),
        ("named_things_development.yaml", "nd-"),
        ("named_things_plain.yaml", "pl-"),
        (STRANGERS, "st-"),
        (VISITORS, "vi-"),
        ("numbers.yaml", "nm-"),
        ("numbers_strangers.yaml", "ns-"),
    ],
)
def test_ids_are_unique_and_texts_are_not_repeated(name: str, prefix: str) -> None:
    sentences = load(name)["sentences"]
    assert all(re.fullmatch(prefix + r"\d{3}", sentence["id"]) for sentence in sentences)
    for key in ("id", "text"):
        assert [value for value, count in Counter(s[key] for s in sentences).items() if count > 1] == []


@pytest.mark.parametrize("name", NAMED_THINGS)
def test_every_wrong_mention_stands_in_its_text_once(name: str) -> None:
    for sentence in load(name)["sentences"]:
        keys, groups = {"id", "group", "text", "wrong", "mention"}, GROUPS
        if name in (STRANGERS, VISITORS):
            keys, groups = keys | {"why"}, STRANGERS_GROUPS
        assert set(sentence) <= keys, sentence["id"]
        assert sentence["group"] in groups, sentence["id"]
        assert set(sentence["wrong"]) <= WRONG_CODES, sentence["id"]
        assert bool(sentence["wrong"]) == ("mention" in sentence), sentence["id"]
        if sentence["wrong"]:
            assert sentence["text"].count(sentence["mention"]) == 1, sentence["id"]


def test_named_things_are_many_and_spread_over_groups_and_halves() -> None:
    sentences = load("named_things.yaml")["sentences"]
    counts = Counter((s["group"], bool(s["wrong"]), half(s["id"])) for s in sentences)
    assert len(sentences) >= 480
    assert sum(bool(s["wrong"]) for s in sentences) >= 190
    assert sum(s["group"] == "hard-negative" for s in sentences) >= 90
    for group in GROUPS - {"hard-negative"}:
        for wrong in (True, False):
            both = [counts[group, wrong, "development"], counts[group, wrong, "test"]]
            assert sum(both) >= 19, (group, wrong)
            assert min(both) >= 5, (group, wrong)
    first_codes = Counter(s["wrong"][0] for s in sentences if s["wrong"])
    assert min(first_codes[code] for code in WRONG_CODES) >= 20


def test_the_sentences_for_development_hold_every_code_and_group_wrong_and_right() -> None:
    sentences = load("named_things_development.yaml")["sentences"]
    assert sum(bool(s["wrong"]) for s in sentences) >= 330
    assert sum(not s["wrong"] for s in sentences) >= 170
    assert sum(s["group"] == "hard-negative" for s in sentences) >= 60
    first_codes = Counter(s["wrong"][0] for s in sentences if s["wrong"])
    assert {code: first_codes[code] for code in WRONG_CODES if first_codes[code] < DEVELOPMENT_CODES[code]} == {}
    counts = Counter((s["group"], bool(s["wrong"])) for s in sentences)
    assert min(counts[group, wrong] for group in GROUPS - {"hard-negative"} for wrong in (True, False)) >= 5


def test_the_sentences_of_strangers_hold_every_code_and_group_in_both_halves() -> None:
    sentences = load(STRANGERS)["sentences"]
    assert [s["id"] for s in sentences] == [f"st-{number:03}" for number in range(1, 301)]
    assert Counter(s["wrong"][0] for s in sentences if s["wrong"]) == STRANGERS_CODES
    assert sum(s["group"] == "hard-negative" for s in sentences) >= 35
    assert not any(s["wrong"] for s in sentences if s["group"] == "hard-negative")
    counts = Counter((s["group"], bool(s["wrong"]), half(s["id"])) for s in sentences)
    for group in STRANGERS_GROUPS - {"hard-negative"}:
        for wrong, least in ((True, 3), (False, 2)):
            assert min(counts[group, wrong, of] for of in ("development", "test")) >= least, (group, wrong)


def test_the_sentences_of_visitors_hold_every_code_and_group_in_both_halves() -> None:
    sentences = load(VISITORS)["sentences"]
    assert [s["id"] for s in sentences] == [f"vi-{number:03}" for number in range(1, 241)]
    assert Counter(s["wrong"][0] for s in sentences if s["wrong"]) == VISITORS_CODES
    assert not any(s["wrong"] for s in sentences if s["group"] == "hard-negative")
    codes = Counter((s["wrong"][0], half(s["id"])) for s in sentences if s["wrong"])
    assert min(codes[code, of] for code in WRONG_CODES for of in ("development", "test")) >= 5
    counts = Counter((s["group"], bool(s["wrong"]), half(s["id"])) for s in sentences)
    for group in STRANGERS_GROUPS - {"hard-negative"}:
        for wrong in (True, False):
            assert min(counts[group, wrong, of] for of in ("development", "test")) >= 2, (group, wrong)


@pytest.mark.parametrize("name", [STRANGERS, VISITORS])
def test_every_wrong_sentence_of_the_sets_from_outside_says_shortly_why(name: str) -> None:
    for sentence in load(name)["sentences"]:
        assert bool(sentence["wrong"]) == ("why" in sentence), sentence["id"]
        assert 1 <= len(sentence.get("why", "-").split()) <= 15, sentence["id"]


def test_no_sentence_stands_in_two_sets() -> None:
    texts = Counter(" ".join(s["text"].split()) for name in NAMED_THINGS for s in load(name)["sentences"])
    assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize("name", NUMBERS)
def test_every_judged_quantity_stands_in_its_text_once(name: str) -> None:
    for sentence in load(name)["sentences"]:
        assert set(sentence) <= {"id", "text", "label", "quantity", "also", "note"}, sentence["id"]
        assert sentence["label"] in LABELS, sentence["id"]
        assert set(sentence.get("also", ())) <= LABELS - {sentence["label"]}, sentence["id"]
        assert (sentence["label"] == "none") == ("quantity" not in sentence), sentence["id"]
        if "quantity" in sentence:
            assert sentence["text"].count(sentence["quantity"]) == 1, sentence["id"]


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_are_many_and_cite_sources_with_facts(name: str) -> None:
    corpus = load(name)
    sources = {fact["source"] for fact in corpus["facts"]}
    assert len(corpus["facts"]) >= 70
    assert len(sources) >= 35
    assert max(Counter(fact["id"] for fact in corpus["facts"]).values()) == 1
    for sentence in corpus["sentences"]:
        cited = {key for key in re.findall(r"@([\w-]+)", sentence["text"]) if key != "sec"}
        assert cited <= sources, sentence["id"]
        assert cited or sentence["label"] in {"unbacked", "none"}, sentence["id"]


@pytest.mark.parametrize("name, sentences_at_least, of_each_label", [("numbers.yaml", 240, 50), (NUMBERS[1], 200, 25)])
def test_numbers_are_spread_over_labels_and_halves(name: str, sentences_at_least: int, of_each_label: int) -> None:
    sentences = load(name)["sentences"]
    assert len(sentences) >= sentences_at_least
    counts = Counter((s["label"], half(s["id"])) for s in sentences)
    for label in LABELS:
        both = counts[label, "development"], counts[label, "test"]
        assert sum(both) >= of_each_label, label
        assert min(both) >= 0.3 * sum(both), label


@pytest.mark.parametrize("name", ["named_things.yaml", STRANGERS, VISITORS, *NUMBERS])
def test_the_halves_are_of_like_size(name: str) -> None:
    sizes = Counter(half(sentence["id"]) for sentence in load(name)["sentences"])
    assert min(sizes.values()) >= 0.4 * sum(sizes.values())


@pytest.mark.parametrize("number", DRAFTS)
def test_planted_errors_stand_where_the_list_says(number: int) -> None:
    lines = (HERE / f"drafts/draft-{number}.md").read_text(encoding="utf-8").split("\n")
    errors = load(f"drafts/draft-{number}.yaml")["errors"]
    assert len(errors) == ERRORS_PER_DRAFT
    assert [(e["line"], e["column"]) for e in errors] == sorted({(e["line"], e["column"]) for e in errors})
    for error in errors:
        line = lines[error["line"] - 1]
        assert error["end_line"] == error["line"]
        assert line[error["column"] - 1 : error["end_column"] - 1] == error["words"]
        assert line.count(error["words"]) == 1
        assert error["why"]
        assert error["codes"]
        assert all(re.fullmatch(r"[A-Z]{3}(\d{3})?", code) for code in error["codes"]), error


@pytest.mark.parametrize("number", DRAFTS)
def test_drafts_are_short_and_hold_every_kind_of_error(number: int) -> None:
    assert 500 <= len((HERE / f"drafts/draft-{number}.md").read_text(encoding="utf-8").split()) <= 900
    first_codes = {error["codes"][0] for error in load(f"drafts/draft-{number}.yaml")["errors"]}
    wanted = WRONG_CODES | {"CIT001", "CIT003", "REF001", "COR001", "COR002", "FCT001", "FCT002", "CLM001", "TRM001"}
    assert wanted | {"TRM", "LNK", "SAF"} <= first_codes


def test_planted_errors_of_all_drafts_cover_structure_figures_and_references() -> None:
    codes = {error["codes"][0] for number in DRAFTS for error in load(f"drafts/draft-{number}.yaml")["errors"]}
    assert {"STR001", "FIG", "XRF", "INS005"} <= codes


def test_older_terms_stand_only_in_official_titles_and_planted_errors() -> None:
    for name in (*NAMED_THINGS, *NUMBERS):
        for sentence in load(name)["sentences"]:
            text = without_official_titles(sentence["text"])
            assert not OLD_TERM.search(text), sentence["id"]
            assert not DISCOURAGED.search(text), sentence["id"]
            assert not CONTACT.search(text), sentence["id"]
    for number in DRAFTS:
        text = (HERE / f"drafts/draft-{number}.md").read_text(encoding="utf-8")
        for error in load(f"drafts/draft-{number}.yaml")["errors"]:
            text = text.replace(error["words"], "")
        assert not OLD_TERM.search(without_official_titles(text))
        assert not DISCOURAGED.search(text)
        assert not CONTACT.search(text)
