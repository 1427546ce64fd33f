"""Lists of words as patterns: the words stand in a named constant, sorted, and a pattern takes any of them."""

from __future__ import annotations


def one_of(phrases: str) -> str:
    r"""A pattern for any of the phrases, which are divided by semicolons or line ends.

    A phrase may hold marks of a pattern ("propos\w*"), but no semicolon.
    """
    found = (phrase.strip() for line in phrases.splitlines() for phrase in line.split(";"))
    return f"(?:{'|'.join(phrase for phrase in found if phrase)})"
