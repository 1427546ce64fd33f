"""Sentences end where a reader ends them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellsourced.manuscript.sentences import split_sentences

WHOLE = [
    "In Ashcroft v. Free Speech Coalition the Court spoke.",
    "See No. 52 of 1999 and Nos. 3 and 4.",
    "It falls under art. 5, arts. 6 and 7, and para. 3.",
    "The duty is in 18 U.S.C. § 2258A and in Pub. L. No. 108-21.",
    "Smith et al. (2020) agree.",
    "The court in 831 F.3d 1292 (10th Cir. 2016) said so.",
    "A provider, e.g. Acme, must report.",
    "Dr. J. R. Smith and Prof. Jones wrote it.",
    "The U.S. Code and the U.S. Department of Justice are cited.",
    "It was held in S. Harish that storage counts.",
    "Cf. the report, vol. 3, p. 12, ca. 2001.",
]
DIVIDED = [
    ("It was decided in the U.S. The law changed.", 2),
    ("It came from the FBI. The bureau said so.", 2),
    ("The answer is no. The next question follows.", 2),
    ("They used plan A. However, it failed.", 2),
    ("Files, tools etc. These were seized.", 2),
    ("It is in 18 U.S.C. The provision is old.", 2),
    ("One. Two! Three? Four…", 4),
]


@pytest.mark.parametrize("text", WHOLE)
def test_abbreviations_do_not_end_a_sentence(text: str) -> None:
    assert [sentence.text for sentence in split_sentences(text)] == [text]


@pytest.mark.parametrize("text, count", DIVIDED)
def test_a_full_stop_before_an_opening_word_ends_one(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


@given(st.lists(st.sampled_from(["U.S. ", "v. ", "No. ", "The ", "a ", "\n", "\n\n", "X.Y. ", "art. 5 ", ". ", "…"])))
def test_sentences_are_slices_in_order(parts: list[str]) -> None:
    text = "".join(parts)
    position = 0
    for sentence in split_sentences(text):
        assert position <= sentence.start < sentence.end
        assert text[sentence.start : sentence.end] == sentence.text
        position = sentence.end
    covered = "".join(sentence.text for sentence in split_sentences(text))
    assert "".join(covered.split()) == "".join(text.split())
