"""Things are found by the grammar of their names, at their exact places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellsourced.manuscript.identifiers import find_identifiers
from wellsourced.manuscript.mentions import Mention, find_mentions
from wellsourced.manuscript.parse import parse_text


def mentions(text: str) -> tuple[Mention, ...]:
    return find_mentions(parse_text("section.md", text))


NAMES = [
    ("Under the Lanzarote Convention states act.", "Lanzarote Convention", "convention"),
    ("The Convention on the Rights of the Child applies.", "Convention on the Rights of the Child", "convention"),
    ("The Protection of Children Act 1978 is old.", "Protection of Children Act 1978", "act"),
    ("The PROTECT Act of 2003 answered.", "PROTECT Act of 2003", "act"),
    ("The Sexual Offences (Amendment) Act 2000 applies.", "Sexual Offences (Amendment) Act 2000", "act"),
    ("The *Budapest\nConvention* applies.", "Budapest Convention", "convention"),
    ("The Internet Watch Foundation assesses reports.", "Internet Watch Foundation", "foundation"),
    (
        "The National Center for Missing & Exploited Children.",
        "National Center for Missing & Exploited Children",
        "center",
    ),
    ("Police ran Operation Blackwrist.", "Operation Blackwrist", "operation"),
    ("The Agency for Law Enforcement Training.", "Agency for Law Enforcement Training", "agency"),
]
IDENTIFIERS = [
    ("CETS No. 201", "coe", "201"),
    ("18 U.S.C. § 2258A(f)", "usc", "18/2258a"),
    ("Directive 2011/93/EU", "eu", "2011/93"),
    ("Regulation (EU) 2021/1232", "eu", "2021/1232"),
    ("Regulation (EC) No 300/2008", "eu", "2008/300"),
    ("Directive 95/46/EC", "eu", "1995/46"),
    ("CELEX 32011L0093", "eu", "2011/93"),
    ("COM(2022) 209 final", "com", "2022/209"),
    ("Pub. L. No. 108-21", "pub", "108-21"),
    ("535 U.S. 234", "reporter", "535/us/234"),
    ("13 F.4th 961", "reporter", "13/f4th/961"),
    ("[2020] EWCA Crim 1716", "neutral", "2020/ewcacrim/1716"),
    ("A/RES/44/25", "un", "a/res/44/25"),
    ("ISO/IEC 27037:2012", "iso", "27037"),
    ("NIST SP 800-101 Revision 1", "nist sp", "800-101"),
    ("RFC 9116", "rfc", "9116"),
    ("Republic Act No. 11930", "ra", "11930"),
    ("S.I. 2025/368", "si", "2025/368"),
    ("ILO Convention No. 182", "ilo", "182"),
    ("General comment No. 25", "gc", "25"),
]


@pytest.mark.parametrize("text, words, head", NAMES)
def test_a_name_stands_around_its_head_noun(text: str, words: str, head: str) -> None:
    assert (words, head) in [(m.words, m.head) for m in mentions(text) if m.kind == "name"]


@pytest.mark.parametrize("written, scheme, number", IDENTIFIERS)
def test_official_numbers_are_read_alike_however_they_are_written(written: str, scheme: str, number: str) -> None:
    text = f"It is cited as {written} here."
    [found] = find_identifiers(text)
    assert (found.scheme, found.number) == (scheme, number)
    assert text[found.start : found.end] == written


@pytest.mark.parametrize(
    "case", ["Ashcroft v. Free Speech Coalition", "R v Bowden", "K.U. v. Finland", "United States v. Wilson"]
)
def test_cases_are_found_between_their_parties(case: str) -> None:
    assert (case, "case") in [(m.words, m.kind) for m in mentions(f"In *{case}* the Supreme Court spoke.")]


def test_letters_in_brackets_are_bound_to_the_name_before_them() -> None:
    [named, *_] = mentions("The Internet Watch Foundation (IWF) assesses reports.")
    assert named.acronym == "IWF"


def test_two_names_joined_by_and_are_two_mentions() -> None:
    found = [m.words for m in mentions("See the Lanzarote Convention and the Budapest Convention of 2001.")]
    assert found == ["Lanzarote Convention", "Budapest Convention of 2001"]


@pytest.mark.parametrize(
    "text",
    [
        "The act of sharing is an offence.",
        "By convention, hashes are short.",
        "It is standard practice.",
        "emotion regulation",
    ],
)
def test_common_nouns_are_no_names(text: str) -> None:
    assert [m for m in mentions(text) if m.kind != "proper"] == []


FRAGMENTS = [
    "The ",
    "Convention ",
    "on ",
    "of ",
    "the ",
    "A",
    "v. ",
    "(EU) ",
    "2011/93",
    "No. ",
    "(",
    ")",
    "Act ",
    "§ ",
]
FRAGMENTS += [
    "18 U.S.C. ",
    "*",
    "_",
    "\n",
    "\n\n> ",
    "| ",
    "ISO/IEC 27037",
    ":2012",
    "&",
    "'s ",
    "…",
    "🜁",
    "e\u0301",
    "- ",
    ", ",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60))
def test_mentions_are_in_order_and_do_not_overlap(parts: list[str]) -> None:
    parsed = parse_text("section.md", "".join(parts))
    position = 0
    for mention in find_mentions(parsed):
        assert position <= mention.start < mention.end <= len(parsed.text)
        assert mention.words
        position = mention.end


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FRAGMENTS), st.sampled_from(FRAGMENTS), st.sampled_from(FRAGMENTS))
def test_repetition_is_read_to_its_end(a: str, b: str, c: str) -> None:
    """20,000 letters of any repeated fragment: a pattern that backtracks would run into the suite's time limit."""
    find_mentions(parse_text("section.md", (a + b + c) * (20_000 // len(a + b + c))))
