"""Equations in words: what the alternative text of a formula says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellsourced.publish.math_speech import EMPTY, LONGEST, speak


@pytest.mark.parametrize(
    "tex,words",
    [
        ("E = mc^2", "E equals m c squared"),
        (r"\frac{a}{b}", "a over b"),
        (r"\frac{x+1}{y}", "fraction, x plus 1, over y, end fraction"),
        (r"\sqrt[3]{8}", "cube root of 8"),
        (r"\sum_{i=1}^{n} x_i^2", "sum from i equals 1 to n of x sub i squared"),
        (r"\int_0^1 x^2\,dx = \frac13", "integral from 0 to 1 of x squared d x equals 1 over 3"),
        (r"\alpha \le \beta", "alpha is less than or equal to beta"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "matrix 2 by 2: row 1: a, b; row 2: c, d"),
        (r"x > 0 \text{ where known}", "x is greater than 0 where known"),
        (r"\binom{n}{k}", "n choose k"),
        (r"\left\lfloor x \right\rfloor", "left floor x right floor"),
        (r"x \mapsto y", "x maps to y"),
    ],
)
def test_equation_is_read_in_words(tex: str, words: str) -> None:
    assert speak(tex, display=True) == words
    assert speak(tex, display=False) == words


@pytest.mark.parametrize(
    "tex,words",
    [
        (r"\nosuchthing{x}", "nosuchthing x"),
        (r"\frac{a", "frac a"),
        (r"x^2 \nosuchthing y_1", "x to the 2 nosuchthing y sub 1"),
        (r"\input{/etc/passwd}", "input /etc/passwd"),
    ],
)
def test_what_cannot_be_read_without_guessing_is_read_out(tex: str, words: str) -> None:
    assert speak(tex, display=False) == words


@pytest.mark.parametrize("tex", ["", "  \n ", "{}", "\x00"])
def test_nothing_is_called_an_empty_formula(tex: str) -> None:
    assert speak(tex, display=True) == EMPTY


@pytest.mark.parametrize("tex", ["x" * 10 * LONGEST, "{" * 3000, r"\frac" * 700, r"\def\a{\a\a}\a" * 99])
def test_hostile_formulas_end_in_words(tex: str) -> None:
    assert "\n" not in speak(tex, display=True)


@given(st.text(alphabet=st.characters() | st.sampled_from("\\{}^_&$fracsqtbgin"), max_size=60))
def test_any_text_gives_one_line_without_signs_of_tex(tex: str) -> None:
    words = speak(tex, display=False)
    assert words
    assert words == speak(tex, display=True) or words
    assert not set("\n{}^_\\") & set(words)
