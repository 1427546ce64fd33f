"""What is a quantity in prose, and what only looks like one."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wellsourced.manuscript.parse import parse_text
from wellsourced.manuscript.quantities.find import find_quantities
from wellsourced.manuscript.quantities.quantity import Quantity
from wellsourced.project.models import Fact


def find(text: str) -> tuple[Quantity, ...]:
    return find_quantities(parse_text("text.md", text))


def only(text: str) -> Quantity:
    found = find(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    "text, words, value, unit",
    [
        ("There were 36,210,368 bees.", "36,210,368", 36210368, "bee"),
        ("There were 36 210 368 bees.", "36 210 368", 36210368, "bee"),
        ("There were 36\u202f210\u202f368, it says.", "36\u202f210\u202f368", 36210368, ""),
        ("There were 36.210.368 bees.", "36.210.368", 36210368, "bee"),
        ("There were 36'210'368 bees.", "36'210'368", 36210368, "bee"),
        ("There were 1,20,000 bees.", "1,20,000", 120000, "bee"),
        ("It was 12,5 per cent.", "12,5 per cent", Decimal("12.5"), "percent"),
        ("It was 84%.", "84%", 84, "percent"),
        ("It was 84 percent.", "84 percent", 84, "percent"),
        ("Eighty-four per cent agreed.", "Eighty-four per cent", 84, "percent"),
        ("It rose by 5 percentage points.", "5 percentage points", 5, "percentage point"),
        ("It fell by −17 per cent.", "−17 per cent", -17, "percent"),
        ("It cost $150,000.", "$150,000", 150000, "money:USD"),
        ("It cost EUR 35m.", "EUR 35m", 35000000, "money:EUR"),
        ("It cost 35 million euros.", "35 million euros", 35000000, "money:EUR"),
        ("It cost £10.1bn.", "£10.1bn", Decimal("10100000000"), "money:GBP"),
        ("It cost A$2.3 million.", "A$2.3 million", 2300000, "money:AUD"),
        ("One in five hives failed.", "One in five", 20, "percent"),
        ("In 1 in 10 hives they slept.", "1 in 10", 10, "percent"),
        ("Three quarters of the hives failed.", "Three quarters", 75, "percent"),
        ("Nearly half of the hives failed.", "half", 50, "percent"),
        ("A third of the hives failed.", "A third", Decimal(100) / 3, "percent"),
        ("Hives doubled.", "doubled", 2, "times"),
        ("Hives rose tenfold.", "tenfold", 10, "times"),
        ("There were twice as many hives.", "twice", 2, "times"),
        ("There were 2.5 times as many hives.", "2.5 times", Decimal("2.5"), "times"),
        ("The effect was small (d = 0.3).", "0.3", Decimal("0.3"), "cohen's d"),
        ("It took 90 days.", "90", 90, "day"),
        ("A 12-month programme ended.", "12", 12, "month"),
        ("Twenty-three states joined.", "Twenty-three", 23, "state"),
        ("Two hundred and fifty officers came.", "Two hundred and fifty", 250, "officer"),
        ("A dozen agencies came.", "A dozen", 12, "agency"),
        ("Half a million bees came.", "Half a million", 500000, "bee"),
        ("Over a quarter of a million bees came.", "a quarter of a million", 250000, "bee"),
        ("Six countries joined.", "Six", 6, "country"),
    ],
)
def test_what_is_written_is_read(text: str, words: str, value: Decimal, unit: str) -> None:
    quantity = only(text)
    assert (quantity.words, quantity.low, quantity.unit) == (words, value, unit)
    assert text[quantity.start : quantity.end] == words


@pytest.mark.parametrize(
    "text, low, high, unit",
    [
        ("Between 4 and 7 per cent left.", 4, 7, "percent"),
        ("It took 4–7 days.", 4, 7, "day"),
        ("It is from 0.7 to 5.0 per cent.", Decimal("0.7"), 5, "percent"),
        ("There were 3 to 5 million bees.", 3000000, 5000000, "bee"),
    ],
)
def test_a_range_is_one_quantity(text: str, low: Decimal, high: Decimal, unit: str) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.high, quantity.unit) == (low, high, unit)


def test_emphasis_and_the_margin_of_a_quotation_do_not_hide_the_unit() -> None:
    assert only("There were **36** million bees.").low == 36000000
    assert only("> There were 36\n> per cent of them.").unit == "percent"
    assert only("> There were some 36\n> bees.").noun == "bees"


def test_a_change_is_two_quantities_with_one_unit() -> None:
    first, second = find("It rose from 32 to 41 per cent.")
    assert (first.low, first.unit, second.low) == (32, "percent", 41)


@pytest.mark.parametrize(
    "text, qualifier",
    [
        ("More than 80 hives failed.", "more than"),
        ("Just under 40 per cent failed.", "just under"),
        ("Some 40 per cent failed.", "about"),
        ("Up to 80 hives failed.", "up to"),
        ("Fewer than 80 hives failed.", "fewer than"),
        ("80 or more hives failed.", "at least"),
        ("80 hives failed.", None),
    ],
)
def test_words_around_a_figure_qualify_it(text: str, qualifier: str | None) -> None:
    assert only(text).qualifier == qualifier


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 and from 2018 to 2020, in the 1990s and in 2019/20.",
        "On 3 April 2026, April 2025, May 5, 2023, 2024-05-17 and 10/05/2023.",
        "Articles 16 and 34, section 2258A(f)(2), paragraph 12, Table 3, pp. 33-35 and Appendix 7.",
        "Directive 2011/93/EU, Pub. L. 110-401, 18 U.S.C. 2258A, CETS No. 201, ISO/IEC 27037:2012.",
        "Republic Act No. 11930, Convention No. 182, Act No. 52, COM(2022) 209 and A/RES/54/263.",
        "A person under 18, aged 16 or over, below the age of 16, 18-year-olds, men aged 17 to 20.",
        "It runs 24/7 and 24 hours a day with SHA-256, 64-bit keys, GPT-4, Windows 11 and iPhone 15.",
        "At 5 pm, 10:30 and 09:00 to 17:30; call 0808 1000 900 or +44 1372 847161 or 116 111.",
        "Dozens of hives, hundreds of bees, thousands of flowers, a few hundred and several dozen.",
        "Three points stand out. The two ways differ. One of the reasons is that one must be careful.",
        "The twenty-first century, a million-dollar question, Rule 41(b)(6), Year 9 pupils, the Group of 77.",
        "In the first half of 2024, half a year later, the second quarter, first-hand and half-hearted.",
        "Version 2.1.3, arXiv 2110.07450, doi:10.1093/cybsec/tyad020, ISBN 978-3-16-148410-0.",
        "1. First\n2. Second\n",
        "## 2.1 Hives\n\n# 7 Rules\n",
        "The rate is given per 100,000 people and for every 100 hives.",
        "`timeout 600` and $x^{12}$ and <!-- 40 bees -->.",
        "A treaty [@un, arts. 16 and 34; @eu, 33-35] and @led [p. 12].",
    ],
)
def test_names_dates_ages_and_places_are_no_quantities(text: str) -> None:
    assert find(text) == ()


def test_a_small_number_word_counts_what_the_register_counts() -> None:
    parsed = parse_text("text.md", "The review names five strategies.")
    assert find_quantities(parsed) == ()
    (quantity,) = find_quantities(parsed, frozenset({"strategy"}))
    assert (quantity.low, quantity.counts) == (5, "registered")


@pytest.mark.parametrize(
    "text",
    [
        "A line\nwith 36 million\nbees in it.",
        "> Of these bees\n> some 36 million\n> flew.",
        "| Year | Bees |\n|---|---|\n| 2021 | 36 million |\n",
        "A claim.[^1]\n\n[^1]: There were 36 million bees.\n",
        "- first\n- **36 million** bees\n",
        "Ein 😀 e\u0301 then 36 million bees.",
    ],
)
def test_the_place_is_exact_wherever_it_stands(text: str) -> None:
    parsed = parse_text("text.md", text)
    (quantity,) = find_quantities(parsed)
    assert parsed.text[quantity.start : quantity.end] == quantity.words == "36 million"
    span = parsed.place(quantity.start, quantity.end)
    line = text.split("\n")[span.line - 1]
    assert line[span.column - 1 : span.end_column - 1] == "36 million"


def test_a_figure_from_a_template_knows_its_fact() -> None:
    fact = Fact(id="bees", statement="There were bees.", source="study", value=36210368)
    source = 'There were {{ fact("bees") | millions }} bees and 12 hives, {{ fact("bees") }}% of all.'
    found = find_quantities(parse_text("text.md", source, facts={"bees": fact}))
    assert [(q.words, q.generated, q.facts) for q in found] == [
        ("36.2 million", True, ("bees",)),
        ("12", False, ()),
        ("36,210,368%", True, ("bees",)),
    ]


_WORDS = (
    "1 36,210,368 2.5 - – % million one five half third $ € of twenty -three hundred ( ) [ ] @x No. art. 2019 | : / ,"
    " . # > * ½ between from to aged under"
)
_SPACED = (" ", "\n", "\n\n", " in ", " a ", "and ", " more than ", " per cent", "p < ", "95% CI ", "+44 ", "\u202f")
_PIECES = st.sampled_from((*_WORDS.split(), *_SPACED))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_PIECES, max_size=60).map("".join))
def test_quantities_lie_in_the_text_in_order_and_apart(text: str) -> None:
    parsed = parse_text("text.md", text)
    position = 0
    for quantity in find_quantities(parsed):
        assert position <= quantity.start < quantity.end <= len(parsed.text)
        assert parsed.text[quantity.start : quantity.end] == quantity.words
        position = quantity.end


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_PIECES, _PIECES, _PIECES)
def test_no_repetition_makes_reading_slow(one: str, two: str, three: str) -> None:
    """A bound so wide that only a pattern that backtracks without limit can miss it."""
    text = (one + two + three) * 400
    begin = time.perf_counter()
    find(text)
    assert time.perf_counter() - begin < 0.5 * max(1, len(text) / 1000)
