"""Where a number begins: digits with their currency and sign, number words, and words that multiply or divide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from heapq import merge
from typing import NamedTuple

from wellsourced.manuscript.number_words import DIGITS, FIRST_WORD

#: What words that multiply stand for.
MULTIPLES = {
    word: Decimal(value)
    for value, words in {
        "2": "doubled doubling doubles double twice",
        "3": "tripled trebled tripling thrice triple",
        "4": "quadrupled quadrupling",
        "5": "quintupled",
        "0.5": "halved halving halves",
    }.items()
    for word in words.split()
}
#: "Every third child": by what the ordinal divides.
EVERY = {
    "second": Decimal(2), "third": Decimal(3), "fourth": Decimal(4), "fifth": Decimal(5), "sixth": Decimal(6),
    "seventh": Decimal(7), "eighth": Decimal(8), "ninth": Decimal(9), "tenth": Decimal(10), "twentieth": Decimal(20),
    "hundredth": Decimal(100),
}  # fmt: skip
_CURRENCY = (
    r"(?:US\$|A\$|AU\$|C\$|CA\$|NZ\$|HK\$|S\$|\$|€|£|¥|₹|(?:USD|EUR|GBP|JPY|CHF|AUD|CAD|INR|PHP|SEK|NOK|DKK|CNY)\b)"
)
_DIGITS = re.compile(DIGITS)
_DIGIT = re.compile(r"\d")
_MONEY = re.compile(rf"(?<![\w.,/§#&@^_'’])\\?(?P<currency>{_CURRENCY})\s?$")
_WORDS = re.compile(
    rf"(?<![\w'’-])(?:a(?=[ ](?:hundred|thousand|million|billion|dozen)\b|[ -](?:third|quarter|fifth|sixth|seventh"
    rf"|ninth|tenth|twentieth|hundredth)\b)"
    r"|a(?=[ ](?:year|month|week|day|hour|minute|decade)[ ]and[ ]a[ ]half\b)"
    r"|a[ ](?:full|good|mere|bare|scant)(?=[ ](?:third|quarter|fifth|sixth|tenth)\b)"
    rf"|an(?=[ -]eighth\b)|every(?=\s(?:{'|'.join(EVERY)})\s[a-z])|half"
    rf"|{FIRST_WORD}|{'|'.join(MULTIPLES)}|(?:two|three|four|five|six|seven|eight|nine|ten|hundred|thousand)fold)\b(?!['’]s)"
)


class Candidate(NamedTuple):
    """A number as it begins: `start` with its currency or sign, `number` without."""

    start: int
    number: int
    end: int
    currency: str = ""
    sign: str = ""
    spelled: bool = False


def find_candidates(flat: str) -> Iterator[Candidate]:
    """Everything that may be the beginning of a quantity, in order of the text."""
    return merge(_candidates_in_digits(flat), _candidates_in_words(flat), key=lambda c: c.number)


def _candidates_in_digits(flat: str) -> Iterator[Candidate]:
    position = 0
    while digit := _DIGIT.search(flat, position):
        start = digit.start()
        if start and flat[start - 1] == "." and not (start > 1 and flat[start - 2].isalnum()):
            start -= 1  # .05
        match = _DIGITS.match(flat, start)
        position = match.end() if match else digit.end()
        if match is None:
            continue
        before = flat[start - 1] if start else " "
        begin, sign, currency = start, "", ""
        if before in "-−+±–" and not (start > 1 and (flat[start - 2].isalnum() or flat[start - 2] in ")%")):
            begin, sign = start - 1, before
            before = flat[begin - 1] if begin else " "
        if before in "$€£¥₹DRPYFNKS\u00a0 \n" and (money := _MONEY.search(flat, max(0, begin - 5), begin)):
            begin, currency = money.start(), money["currency"]
        elif _is_part_of_name(flat, begin, before):
            continue
        yield Candidate(begin, start, match.end(), currency, sign)


def _is_part_of_name(flat: str, begin: int, before: str) -> bool:
    """Whether digits that begin at `begin`, behind the letter `before`, are only part of a name or place."""
    if before.isalnum() or before in ".,/§#&@^_'’\\":
        return True
    behind = flat[begin - 2] if begin > 1 else ""
    if before == ":":
        return flat[begin - 2 : begin - 1].isdigit()
    if before == "(":
        return behind.isalnum() or behind == ")"  # 41(b)(6)
    return before in "-–" and not (behind.isdigit() or (behind != "" and behind in "%€"))


def _candidates_in_words(flat: str) -> Iterator[Candidate]:
    lower = flat.lower()
    if len(lower) != len(flat):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in flat)
    for match in _WORDS.finditer(lower):
        yield Candidate(match.start(), match.start(), match.end(), spelled=True)
