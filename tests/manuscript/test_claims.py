"""What counts as a claim, and which sources vouch for it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellsourced.manuscript.attribution import Attribution
from wellsourced.manuscript.claims import Claim, find_claims
from wellsourced.manuscript.mentions import find_mentions
from wellsourced.manuscript.parse import parse_text
from wellsourced.manuscript.passages import divide_passages
from wellsourced.manuscript.quantities.find import find_quantities


def claims_of(text: str) -> tuple[Claim, ...]:
    parsed = parse_text("draft.md", text)
    return find_claims(parsed, find_quantities(parsed), find_mentions(parsed))


@pytest.mark.parametrize(
    "sentence, kind",
    [
        ("The register was closed in March 2021.", "date"),
        ("Since 1998 every hive has been counted.", "date"),
        ("The Ministry banned three of them.", "actor"),
        ("Later the European Commission has also proposed a ban.", "actor"),
        ("Smoke leads to calmer bees.", "causal"),
        ("Losses fell as a result of the ban.", "causal"),
        ("Poor food is associated with weak colonies.", "causal"),
        ("It was the first law on hives.", "superlative"),
        ("Finland has the largest hives of all.", "superlative"),
        ("Most countries keep no register.", "superlative"),
        ("Bees never sleep.", "superlative"),
        ("Studies show that bees like blue.", "research"),
        ("Experts agree on this.", "research"),
        ("According to keepers, winters are shorter.", "research"),
        ("An independent audit found the register incomplete.", "research"),
        ("Losses doubled within a year.", "quantity"),
    ],
)
def test_checkable_wording_makes_a_claim(sentence: str, kind: str) -> None:
    (claim,) = claims_of(f"{sentence}\n")
    assert kind in claim.kinds
    assert claim.sentence.text == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "# The first law of 2010 reduces losses",
        "Was it the first law, adopted in 2010?",
        "This section describes what led to the ban of 2010 and the first register.",
        "We describe the first register here.",
        "The table compares most countries.",
        "Three questions follow.",
        "Every state should keep a register, and never close it.",
        "Better food may lead to stronger colonies.",
        "If food is poor, this leads to losses.",
        "No newer register was found.",
        "Whether the ban reduces losses is not known.",
        "Hive means a box that always holds bees.",
        "A box is a simple thing.",
        "The act of sharing is old.",
        "A recommendation that rests on one study should say so.",
        "A survey is the place to say what differs.",
    ],
)
def test_talk_and_supposition_make_no_claim(sentence: str) -> None:
    assert claims_of(f"{sentence}\n") == ()


def test_table_rows_are_claims_by_their_figures() -> None:
    text = "| Land | Hives |\n|:--|--:|\n| Finland | 5,600 |\n| Norway | none seen |\n\n: Hives in 2020\n"
    parsed = parse_text("draft.md", text)
    (claim,) = claims_of(text)
    assert parsed.text[claim.start : claim.end] == "Finland | 5,600"


def keys(text: str, words: str) -> list[str]:
    parsed = parse_text("draft.md", text)
    start = parsed.text.index(words)
    return [citation.key for citation in Attribution(parsed).sources_of(start, start + len(words))]


@pytest.mark.parametrize(
    "text, words, expected",
    [
        ("Bees fly [@a]. They buzz [@b]. They sting [@c].", "Bees", ["a", "b"]),
        ("Bees fly [@a]. They buzz. They sting [@c].", "They sting", ["c"]),
        ("Bees fly. [@a] They buzz.", "Bees", ["a"]),
        ("Bees fly.\n\nThey buzz [@a].", "Bees", []),
        ("Bees fly.\n<!-- a comment -->\nThey buzz [@a].", "Bees", ["a"]),
        ("# Bees\nBees fly.\nThey buzz [@a].", "Bees fly", ["a"]),
        ("Bees\n====\nBees fly [@a].", "Bees\n", []),
        ("Two things:\n\n- Bees fly [@a].\n- They buzz.", "They buzz", []),
        ("Two things [@z]:\n\n- Bees fly.\n- They buzz.", "They buzz", ["z"]),
        ("Two things:\n\n- Bees fly [@a].\n- They buzz.", "Two things", ["a"]),
        ("| A | B |\n|--|--|\n| x | 1 [@a] |\n| y | 2 |", "y", []),
        ("| A | B |\n|--|--|\n| x | 1 [@a] |\n| y | 2 |", "x", ["a"]),
        ("| A | B [@h] |\n|--|--|\n| y | 2 |\n\n: Caption [@c]", "y", ["h", "c"]),
        (": Caption [@c]\n\n| A | B |\n|--|--|\n| y | 2 |", "y", ["c"]),
        ("| A |\n|--|\n| x |\n\n: One [@c]\n\n| B |\n|--|\n| y |\n\n: Two", "y", []),
        ("Keepers said [@a]:\n\n> Bees fly.\n> They buzz.", "They buzz", ["a"]),
        ("> Bees fly.\n> They\n> buzz [@a].", "Bees", ["a"]),
        ("Bees fly.[^n] They buzz.\n\n[^n]: See @a, of 2010.", "Bees", ["a"]),
        ("Bees fly [@a].[^n]\n\n[^n]: Not all of them.", "Not all", ["a"]),
        ("Bees fly.[^n]\n\n[^n]: See @a.\n[^m]: See @b.", "Bees fly", ["a"]),
        ("Bees fly. @a says that they buzz. They sting.", "says that", ["a"]),
        ("Bees fly.\n@a says that they buzz.", "says that", ["a"]),
        ("@a says that bees buzz.", "says that", ["a"]),
        ("Bees buzz, says @a", "Bees", ["a"]),
        ("Bees buzz, says @a\n\n@b says more.", "Bees", ["a"]),
        ("`[@code]` Bees fly.", "Bees", []),
    ],
)
def test_sources_of_a_stretch(text: str, words: str, expected: list[str]) -> None:
    assert keys(text + "\n", words) == expected


PIECES = st.sampled_from(
    [
        *(
            "Bees fly",
            "In 2010 ",
            " [@a]",
            "[^n]",
            "[^n]: ",
            ". ",
            "\n",
            "\n\n",
            "| ",
            " |",
            "- ",
            "> ",
            "\n> ",
            "# ",
            ": ",
            "====",
        ),
        *(
            "|--|",
            "leads to ",
            "the first ",
            "no ",
            "was found ",
            "Most ",
            "```\n",
            "<!-- ",
            " -->",
            "\t",
            "é",
            "\U0001f41d",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_divided_into_passages_in_order(text: str) -> None:
    parsed = parse_text("draft.md", text)
    passages = divide_passages(parsed)
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    letters = re.sub(r"\W", "", "".join(sentence.text for sentence in parsed.sentences))
    assert re.sub(r"\W", "", "".join(sentence.text for sentence in sentences)) == letters
    attribution = Attribution(parsed)
    for claim in find_claims(parsed, find_quantities(parsed), find_mentions(parsed)):
        assert 0 <= claim.start < claim.end <= len(parsed.text)
        assert set(attribution.sources_of(claim.start, claim.end)) <= set(parsed.citations)


@pytest.mark.parametrize(
    "piece",
    [
        "no no ",
        "the the ",
        "is is ",
        "a ",
        "A. ",
        "most of ",
        "[^n] ",
        "> ",
        "\n> ",
        "| ",
        "survey says ",
        "In 2010 in 2010 ",
        "not be ",
    ],
)
def test_repetition_is_judged_in_linear_time(piece: str) -> None:
    # Ends, where a backtracking pattern would not.
    claims_of(piece * 20_000)
