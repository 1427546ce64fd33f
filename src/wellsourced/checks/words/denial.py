"""Whether a sentence denies what it names: "EDR is not a means of finding such material"."""

from __future__ import annotations

from wellsourced.checks.words.phrases import WordIndex

#: How many words away from a statement a denial still belongs to it.
REACH = 8

_DENIALS = frozenset(
    {
        "not",
        "no",
        "never",
        "neither",
        "nor",
        "cannot",
        "none",
        "hardly",
        "unlike",
        "nobody",
        "nothing",
        "lacks",
        "lacked",
    }
    | {"mistakenly", "wrongly", "erroneously", "incorrectly", "falsely", "misconception", "myth", "misattributes"}
    | {
        "misattributed",
        "misattribution",
        "unproven",
        "untrue",
        "overstates",
        "overstated",
        "confused",
        "confuses",
        "mistook",
    }
)
_DENIALS_OF_TWO = frozenset(
    {
        ("rather", "than"),
        ("instead", "of"),
        ("far", "from"),
        ("opposed", "to"),
        ("contrary", "to"),
        ("earlier", "draft"),
    }
    | {("little", "evidence"), ("fails", "to"), ("fail", "to"), ("outside", "scope")}
)
#: What follows "not" or "no" where nothing is denied.
_NO_DENIAL = frozenset(
    {
        "only",
        "just",
        "merely",
        "least",
        "simply",
        "solely",
        "ending",
        "less",
        "but",
        "short",
        "doubt",
        "limited",
        "confined",
        "matter",
    }
)


def is_denied(index: WordIndex, first: int, last: int) -> bool:
    """Whether a word of denial stands in the sentence among or near the words `first` to `last` (inclusive)."""
    unit_first, unit_last = index.unit(first)
    start, end = max(unit_first, first - REACH), min(unit_last, last + REACH)
    return any(_denies(index, number, end) for number in range(start, end + 1))


def denials(index: WordIndex, first: int, last: int) -> int:
    """How many words of denial stand among the words `first` to `last` (inclusive)."""
    return sum(_denies(index, number, last) for number in range(first, last + 1))


def _denies(index: WordIndex, number: int, end: int) -> bool:
    word = index.words[number].exact
    following = index.words[number + 1].exact if number < end else ""
    if word in _DENIALS or word.endswith("n't"):
        return following not in _NO_DENIAL
    return (word, following) in _DENIALS_OF_TWO
