"""Figures in sentences: what counts, with its unit, and what only looks like a figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellsourced.sources.figures import find_figures

FOUND = [
    ("The council counted 299,619 visits in 2020 and 153,383 loans.", [(299619, "visits"), (153383, "loans")]),
    ("About 2.5 million euros were saved.", [(2500000, "EUR")]),
    ("Repairs cost at least 3,000 dollars.", [(3000, "USD")]),
    ("Nine recommendations and 43 interviews.", [(9, "recommendations"), (43, "interviews")]),
    ("Twenty-five museums took part.", [(25, "museums")]),
    ("One million objects were moved.", [(1000000, "objects")]),
    ("12 per cent of visitors and 0.5 % of loans.", [(12, "percent of visitors"), (0.5, "percent of loans")]),
    ("Loans fell by 3.8 percentage points.", [(3.8, "percentage points")]),
    ("Visits were 16% more than before.", [(16, "percent more")]),
    ("Staff did not treat 12 of 19 required objects.", [(12, "of 19 required objects"), (19, "required objects")]),
    ("In 9 of 10 cases light was the cause.", [(9, "of 10 cases")]),
    ("Fines of 150,000 and 300,000 dollars.", [(150000, "USD"), (300000, "USD")]),
    ("The share is 0.7 to 5.0 per cent.", [(0.7, "percent"), (5.0, "percent")]),
    ("The gap was 6.5-7.3 years.", [(6.5, "years"), (7.3, "years")]),
    ("A study (n=4,657) found d=-0.71.", [(4657, "participants"), (-0.71, "Cohen's d")]),
    ("In all 46 Guild of Binders members agreed.", [(46, "Guild of Binders members")]),
    ("A 140-day test and a ten-minute lesson.", [(140, "days"), (10, "minutes")]),
    ("It held images and 28 further objects.", [(28, "further objects")]),
]

NOT_FIGURES = [
    "The act of 2019 came into force on 3 May 2022 and on 4-15 December 2017.",
    "Article 34, sections 57 to 60, articles 14, 15 and 16, and section 474.22 apply.",
    "Directive 2011/93/EU, Regulation (EU) 2016/679, No. 182, ISO/IEC 27037, Lei nº 11.829, 18 U.S.C. 2258A(e).",
    "The 14th meeting met at 4 pm.",
    "Visitors aged 18 to 28, ages 7-11, under 18, 8-17-year-olds and under-18s.",
    "The difference was not significant (p=.015; p<.001).",
    "Between 2018 and 2020, in 2018/19 and 2018-2020.",
    "Task force VIDTF 16 and model LAION-5B; phase 2, part 00, grade 6.",
    "Under Article 5(1)(h), of one kind; two by two; the two halves.",
    "The Five Museum Guild met.",
]


@pytest.mark.parametrize("sentence, expected", FOUND)
def test_what_counts_or_measures_is_found_with_its_unit(sentence: str, expected: list[tuple[float, str]]) -> None:
    assert [(figure.value, figure.unit) for figure in find_figures(sentence)] == expected


@pytest.mark.parametrize("sentence", NOT_FIGURES)
def test_years_dates_ages_and_names_are_no_figures(sentence: str) -> None:
    assert find_figures(sentence) == ()


@pytest.mark.parametrize(
    "words, qualifier",
    [
        ("more than 80 loans", "more than"),
        ("over 80 loans", "more than"),
        ("almost 80 loans", "almost"),
        ("nearly 80 loans", "almost"),
        ("close to 80 loans", "almost"),
        ("about 80 loans", "about"),
        ("some 80 loans", "about"),
        ("at least 80 loans", "at least"),
        ("80 or more loans", "at least"),
        ("80 loans or more", "at least"),
        ("up to 80 loans", "up to"),
        ("fewer than 80 loans", "fewer than"),
        ("80+ loans", "more than"),
        ("80 loans", None),
    ],
)
def test_words_around_a_figure_qualify_it(words: str, qualifier: str | None) -> None:
    (figure,) = find_figures(f"The museum had {words}.")
    assert (figure.value, figure.qualifier) == (80, qualifier)


@pytest.mark.parametrize(
    "sentence, dates",
    [
        ("Loans rose from 292,951 in 2024 to 518,720 in 2025.", ["2024", "2025"]),
        ("There were 75 loans on 20 June 2024 and 76 in October 2024.", ["2024-06-20", "2024-10"]),
        ("Visits (410 in 2019) and 388 (2021).", ["2019", "2021"]),
        ("176 loans of paper to schools in 2023 after 21 in 2022.", ["2023", "2022"]),
        ("Visits were 14% more than in 2024.", [None]),
        ("40 loans between 2018-2020.", [None]),
    ],
)
def test_the_words_behind_a_figure_date_it(sentence: str, dates: list[str | None]) -> None:
    assert [figure.date for figure in find_figures(sentence)] == dates


def test_bounds_of_a_confidence_interval_are_labelled() -> None:
    ratio, low, high = find_figures("The odds ratio was higher (OR 3.56, 95 % CI -1.13 to 11.24).")
    assert (ratio.unit, low.role, high.role) == ("odds ratio", "ci-low", "ci-high")
    assert (low.value, high.value) == (-1.13, 11.24)
    assert "lower bound of the 95 percent confidence interval" in low.unit


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    for figure in find_figures(text):
        assert 0 <= figure.start < figure.end <= len(text)


@given(st.text(alphabet="0123456789,.-%() million of to and", max_size=400))
def test_texts_of_figures_only_can_be_read(text: str) -> None:
    find_figures(text)
