"""Rates, financial years, spans, and figures that follow from two facts, held against the facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from check_projects import find_unbacked, make_fact

_SPAN = "Between 38 and 52 per cent of the trained keepers wintered well."
_FINANCIAL = "The office received {:,} notices in the financial year {}."
_MARKED = "The share of marked queens rose from 8.73 % to 15.67 % in 2024."
_ASKED = "Of 4,000 keepers 55 per cent wanted to stop and 14 per cent had sought help."


FACTS = [
    make_fact("stings", 160, "stings per 100,000 walkers", "In 2022 there were 160 per 100,000 walkers.", as_of="2022"),
    make_fact("shift", 5, "hours per day", "The rules cap work at the smoker at five hours a day."),
    make_fact("control", 27, "percent of controls", "27 per cent of controls wintered well."),
    make_fact("low", 38, "percent of trained keepers", _SPAN),
    make_fact("high", 52, "percent of trained keepers", _SPAN),
    make_fact("notices-22", 40232, "notices", _FINANCIAL.format(40232, "2022-23"), as_of="2023-06"),
    make_fact("notices-23", 58503, "notices", _FINANCIAL.format(58503, "2023-24"), as_of="2024-06"),
    make_fact("asked", 4000, "keepers", _ASKED, as_of="2024"),
    make_fact("stop", 55.0, "percent", _ASKED, as_of="2024"),
    make_fact("help", 14, "percent", _ASKED, as_of="2024"),
    make_fact("rate-before", 8.73, "percent", _MARKED, as_of="2023"),
    make_fact("rate-after", 15.67, "percent", _MARKED, as_of="2024"),
    make_fact("cases", 9, "of 10 cases", "In 9 of 10 cases one keeper was stung."),
    make_fact("disk", 8, "terabytes", "The trial filled about eight terabytes.", qualifier="about"),
    make_fact("old", 5976, "swarm calls", "There were 5,976 swarm calls in 2023.", as_of="2023"),
    make_fact("new", 62891, "swarm calls", "There were 62,891 swarm calls in 2024.", as_of="2024"),
]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "In 2022 there were 160 stings per 100,000 walkers [@census].",
        "In 2022 there were 1.6 stings per 1,000 walkers [@census].",
        "Nobody works at the smoker for more than five hours daily [@census].",
        "Of the controls, 27 in every hundred wintered well [@census].",
        "Of the controls, 270 per 1,000 wintered well [@census].",
        "Of the trained keepers 38 to 52 per cent wintered well [@census].",
        "In the financial year 2022-23 the office received 40,232 notices [@census].",
        "In 2023/24 the office received 58,503 notices [@census].",
        "A little over half of the keepers wanted to stop [@census].",
        "About 2,200 of the 4,000 keepers wanted to stop [@census].",
        "The share of marked queens gained 6.9 percentage points in 2024 [@census].",
        "Swarm calls grew tenfold from 2023 to 2024 [@census].",
        "The office's notices rose by nearly half in 2023-24 [@census].",
        "Help was sought by one keeper in seven [@census].",
        "One in seven of the keepers had sought help [@census].",
        "One keeper was stung in 9 of 10 cases [@census].",
        "Swarm calls rose by 952 per cent between 2023 and 2024 [@census].",
        "## 58.5 thousand notices in 2023-24 [@census]",
        "Some 45 per cent of the keepers did not want to stop [@census].",
        "In 2024 that makes some 170 swarm calls a day [@census].",
        "The trial filled eight terabytes [@census].",
        "The trial filled 8,000 GB [@census].",
        "One affected child in seven sought help [@census].",
        "The office received 18,271 more notices in 2023-24 [@census].",
    ],
)
def test_what_follows_from_the_facts_is_backed(tmp_path: Path, text: str) -> None:
    assert find_unbacked(tmp_path, text, FACTS) == []


@pytest.mark.parametrize(
    "text, words",
    [
        ("In 2022 there were 610 stings per 100,000 walkers [@census].", "610"),
        ("In 2022 there were 16 stings per 1,000 walkers [@census].", "16"),
        ("Nobody works at the smoker for more than five hours a week [@census].", "five"),
        ("Of the controls, 27 per 1,000 wintered well [@census].", "27 per 1,000"),
        ("Of the trained keepers 28 to 42 per cent wintered well [@census].", "28 to 42 per cent"),
        ("Of the trained keepers 33 to 57 per cent wintered well [@census].", "33 to 57 per cent"),
        ("In the financial year 2022-23 the office received 58,503 notices [@census].", "58,503"),
        ("About 71pc of the keepers wanted to stop [@census].", "71pc"),
        ("About 1,200 of the 4,000 keepers wanted to stop [@census].", "1,200"),
        ("The share of marked queens gained 9.6 percentage points in 2024 [@census].", "9.6 percentage points"),
        ("Swarm calls grew fivefold from 2023 to 2024 [@census].", "fivefold"),
        ("Swarm calls grew by a quarter in 2024 [@census].", "a quarter"),
        ("Some 55 per cent of the keepers did not want to stop [@census].", "55 per cent"),
        ("In 2024 that makes some 710 swarm calls a day [@census].", "710"),
        ("The trial filled eight gigabytes [@census].", "eight gigabytes"),
        ("Twenty-odd inspectors took part [@census].", "Twenty"),
        ("Keepers needed a quarter of an hour for each hive [@census].", "a quarter of an hour"),
        ("Keepers needed half an hour for each hive [@census].", "half an hour"),
        ("A good third of the wax melted [@census].", "A good third"),
        ("A quarter told nobody [@census].", "A quarter"),
        ("A 30-strong team looks after the hives [@census].", "30"),
        ("A team of nine looks after the hives [@census].", "nine"),
        ("Repairs took a year and a half [@census].", "a year and a half"),
        ("In 2023 there were 5,976 photographs of swarms [@census].", "5,976"),
        ("The share of marked queens was 15.67 per cent in 2023 [@census].", "15.67 per cent"),
        ("There were 62,891 swarm calls from the county in 2023 [@census].", "62,891"),
        ("One keeper in fifteen across the county gave up [@census].", "One keeper in fifteen"),
        ("## 85.5 thousand notices in 2023-24 [@census]", "85.5 thousand"),
    ],
)
def test_another_rate_year_span_or_change_is_flagged(tmp_path: Path, text: str, words: str) -> None:
    assert find_unbacked(tmp_path, text, FACTS) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "All intervals are given at a confidence level of 95 per cent.",
        "The shares add up to 100 per cent.",
        "Keepers rated their bees on a scale from 1 to 10.",
        "The server answered with status code 451.",
        "Answers ran from 1 (never) to 5 (always).",
        "A p-value below 0.05 was taken as significant.",
        "Photographs are reduced to 64 x 64 pixels first.",
        "Images are compared at a threshold of 0.8.",
        "Llama 3.1 was tested.",
        "Recitals (12) to (14) say so.",
        "A keeper must be at least 18.",
        "Anna, 34, works there.",
        "Level 3 of the taxonomy covers them.",
        "The function returns 0 or 1.",
        "In (1) and (2) the sums differ: 2 + 2 = 4.",
        "Values range from 0 to 255.",
        "It is open 24 hours a day, 365 days a year.",
        "The number is 44 20 7946 0958.",
    ],
)
def test_settings_scales_and_codes_need_no_source(tmp_path: Path, text: str) -> None:
    assert find_unbacked(tmp_path, text, FACTS) == []
