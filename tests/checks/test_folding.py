"""Wordings are compared as a reader sees them, and every place leads back to the author's letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellsourced.checks.words.folding import fold
from wellsourced.checks.words.phrases import index_words, parse_phrase


@pytest.mark.parametrize(
    "written, read",
    [
        ("**Malwarebytes**", "Malwarebytes"),
        ("Mal\u00adware\u200bbytes", "Malwarebytes"),
        ("Malware**bytes**", "Malwarebytes"),
        ("_end_-to\u2011end", "end-to-end"),
        ("a\u00a0b\n  c", "a b c"),
        ("one\n\ntwo", "one\ntwo"),
        ("> quoted\n> text", "> quoted text"),
        ("‘so’ “called”", "'so' \"called\""),
        ("a – b — c -- d", "a - b - c - d"),
        ("ＥＤＲ ﬁles", "EDR files"),
        ("Е\u0301DR", "E\u0301DR"),
        ("IСРS", "ICPS"),
        ("R&amp;D &nbsp; x&shy;y", "R&D   xy"),
        ("<b>EDR</b> tools", "EDR tools"),
        (r"end\-to\-end \*", "end-to-end *"),
        ("snake_case_name", "snake_case_name"),
    ],
)
def test_text_is_folded_to_what_is_read(written: str, read: str) -> None:
    assert fold(written).text.replace("É", "E\u0301") == read


@given(
    st.lists(
        st.sampled_from(["*", "**", "\u00ad", "\n", " ", "  ", "&amp;", "“", "—", "a\u0301", "x", "\\-", "<i>", "𝄞"])
    ),
    st.lists(st.sampled_from(["_", "\u200b", "\t", "\n\n", "> ", "'", "--", "é", "y", "&#8209;"])),
)
def test_a_planted_word_is_found_at_its_place(before: list[str], after: list[str]) -> None:
    text = f"{''.join(before)} planted {''.join(after)}"
    folded = fold(text)
    index = index_words(folded, [(0, len(text))])
    [(first, last)] = index.find(parse_phrase("planted"))
    start, end = folded.source_range(index.words[first].start, index.words[last].end)
    assert text[start:end] == "planted"


@given(st.text(alphabet="ab* _\\\n&;<>`\u00ad\u0301“—.|", max_size=200))
def test_offsets_never_leave_the_text(text: str) -> None:
    folded = fold(text)
    for start in range(len(folded.text)):
        a, b = folded.source_range(start, start + 1)
        assert 0 <= a <= b <= len(text)


@pytest.mark.parametrize(
    "unit", ["*", "_", "a_", "\\", "&", "&a", "<a", "\u0301", "\u00ad", "> ", "--", "`", "A.", "1,"]
)
def test_hostile_repetition_does_not_hang(unit: str) -> None:
    text = unit * (300_000 // len(unit))
    folded = fold(text)
    index_words(folded, [(0, len(text))])
    assert folded.source_range(0, len(folded.text))[1] <= len(text)


@pytest.mark.parametrize(
    "phrase, text, found",
    [
        ("ICPS", "the ICPS.", True),
        ("ICPS", "the (“ICPS”)", True),
        ("ICPS", "the I.C.P.S. treaty", True),
        ("ICPS", "the icps", True),
        ("ICPS", "Internet content providers (ICPs)", False),
        ("ICPS", "ICPSR data", False),
        ("EDR", "EDRs", True),
        ("US", "tell us", False),
        ("child pornographic materials", "Child-Pornographic\nMaterial", True),
        ("the suppression of the production", "suppression of production", True),
        ("criminali*", "criminalising", True),
        ("analyse", "analyze", True),
        ("deleted files", "deleted. Files", False),
        ("NGOs and companies", "NGO & company", True),
        ("right of the child", "rights, of the child", True),
        ("EDR solutions", "| EDR | solutions |", False),
    ],
)
def test_phrases(phrase: str, text: str, found: bool) -> None:
    index = index_words(fold(text), [(0, len(text))])
    assert bool(list(index.find(parse_phrase(phrase)))) is found
