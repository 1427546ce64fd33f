"""Shares, multiples, ranges and averages in the many forms in which prose gives them, held against the facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from check_projects import find_unbacked, make_fact

FACTS = [
    make_fact("hives", 36210368, "hives", "Beekeepers registered 36,210,368 hives in 2023.", as_of="2023"),
    make_fact("keepers", 1250, "beekeepers", "1,250 beekeepers took part.", as_of="2023"),
    make_fact("fifth", 20, "percent of farmers", "20 per cent of farmers kept bees."),
    make_fact("two-thirds", 66.1, "percent of gardeners", "66.1 per cent of gardeners wanted hives."),
    make_fact("points", 12, "percentage points", "Yield rose by 12 percentage points in 2023.", as_of="2023"),
    make_fact("age", 14.6, "years, mean age", "The mean age of the queens' keepers was 14.6 years."),
    make_fact("before", 500, "swarms", "Swarms rose from 500 to 1,000 in 2023.", as_of="2022"),
    make_fact("after", 1000, "swarms", "Swarms rose from 500 to 1,000 in 2023.", as_of="2023"),
]


@pytest.mark.parametrize(
    "text",
    [
        "One farmer in five kept bees [@census].",
        "Every fifth farmer kept bees [@census].",
        "Four in five farmers had not kept bees [@census].",
        "The other 80 per cent of farmers kept none [@census].",
        "Two gardeners in three wanted hives [@census].",
        "Yield rose by 12 points in 2023 [@census].",
        "There were just short of 37 million hives in 2023 [@census].",
        "1.250 beekeepers took part [@census].",
        "The mean age was between 14 and 15 years [@census].",
        "In 2023, 1,000 swarms were seen, up from 500 [@census].",
    ],
)
def test_what_the_source_says_in_other_words_is_backed(tmp_path: Path, text: str) -> None:
    assert find_unbacked(tmp_path, text, FACTS) == []


@pytest.mark.parametrize(
    "text, words",
    [
        ("One farmer in ten kept bees [@census].", "One farmer in ten"),
        ("Every second farmer kept bees [@census].", "Every second"),
        ("Three in five farmers had not kept bees [@census].", "Three in five"),
        ("The other 70 per cent of farmers kept none [@census].", "70 per cent"),
        ("One gardener in three wanted hives [@census].", "One gardener in three"),
        ("Yield rose by 21 points in 2023 [@census].", "21"),
        ("1.520 beekeepers took part [@census].", "1.520"),
        ("The keepers were 16.4 years old on average [@census].", "16.4"),
        ("The mean age was between 10 and 12 years [@census].", "10 and 12"),
        ("In 2023, 1,000 swarms were seen, up from 800 [@census].", "800"),
    ],
)
def test_another_share_rate_or_average_is_flagged(tmp_path: Path, text: str, words: str) -> None:
    assert find_unbacked(tmp_path, text, FACTS) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Every second year the keepers meet [@census].",
        "Every third party must agree [@census].",
        "A third of the way through the hive the comb changes.",
        "A keeper aged 45 spoke [@census].",
    ],
)
def test_what_recurs_or_only_looks_like_a_share_is_none(tmp_path: Path, text: str) -> None:
    assert find_unbacked(tmp_path, text, FACTS) == []
