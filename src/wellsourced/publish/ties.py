"""What stays on one line: a number with the word before it, "et al.", words with a single letter beside a hyphen."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wellsourced.pandoc import Inline

#: Words that say what the number behind them counts, as text and citation styles write them.
_COUNTED = frozenset((
    "Figure", "Figures", "Fig.", "Table", "Tables", "Section", "Sections", "Appendix", "Chapter", "Equation", "No.",
    "Nos.", "art.", "arts.", "ch.", "chap.", "fig.", "no.", "nos.", "p.", "pp.", "para.", "paras.", "pt.", "s.", "sec.",
    "secs.", "ss.", "vol.", "vols.", "§",
))  # fmt: skip
_OPENING = "([“‘„«"
_NO_BREAK = "\u00a0"
_SPACES = frozenset({"Space", "SoftBreak"})
#: A letter or figure alone at the beginning or the end of a word with hyphens.
_CUT_OFF = re.compile(r"\W*\w-\w|.*\w\.?-\w\W*$")
#: Letters of the longest word that is kept whole: longer ones would leave holes in a justified text.
_LONGEST = 16


def tie_words(inlines: Iterable[Inline]) -> list[Inline]:
    """The inlines with spaces that do not break in "Figure 3", "art. 5" and "et al."."""
    tied = list(inlines)
    for place in range(1, len(tied) - 1):
        before, space, behind = tied[place - 1 : place + 2]
        if space["t"] in _SPACES and before["t"] == behind["t"] == "Str" and _belong(before["c"], behind["c"]):
            tied[place] = {"t": "Str", "c": _NO_BREAK}
    return tied


def stays_whole(word: str) -> bool:
    """Whether a line should not end at the hyphens of a word: in "n.d.-b" and "e-mail", not in "end-to-end"."""
    return "-" in word and len(word) <= _LONGEST and _CUT_OFF.match(word) is not None


def _belong(before: str, behind: str) -> bool:
    before = before.lstrip(_OPENING)
    if before == "et":
        return behind.startswith("al.")
    return before in _COUNTED and behind[:1].isdigit()
