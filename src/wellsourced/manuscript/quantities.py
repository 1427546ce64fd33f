"""Quantities of running prose: counts, shares, money, ratios, with unit, rounding and words such as "more than"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from heapq import merge
from typing import Literal, NamedTuple

import msgspec

from wellsourced.manuscript.markup import blank
from wellsourced.manuscript.model import ParsedText
from wellsourced.manuscript.number_words import (
    DIGITS,
    FIRST_WORD,
    MAGNITUDES,
    read_digits,
    read_part,
    read_words,
)
from wellsourced.manuscript.quantity_contexts import BLOCKED, is_plain_year, names_something
from wellsourced.manuscript.quantity_units import read_noun, read_qualifier, read_unit, words_to_read


class Quantity(msgspec.Struct, frozen=True):
    """A quantity at `ParsedText.text[start:end]`: the figure with its currency, magnitude and percent sign.

    `low` and `high` differ for a range. `unit`: "percent", "percentage point", "money:EUR", "times" ("doubled"), a noun
    of what is counted in the singular, or empty. `noun`: what is counted in the words of the text. `qualifier`: "more
    than", "about", ... `step`: the unit of the last written place (100,000 for "36.2 million"). `spelled`: in words.
    `parts`: (1, 5) for "one in five". `generated`: put there by a template, that is, from a fact; `facts`: the ids
    that the template names. `counts`: "registered" for a number word that is a quantity only because a fact counts such
    things ("five strategies"), and for a period in an adjective ("a four-year plan"): it may contradict, no more.
    """

    start: int
    end: int
    words: str
    low: Decimal
    high: Decimal
    unit: str = ""
    qualifier: str | None = None
    generated: bool = False
    noun: str = ""
    step: Decimal = Decimal(1)
    spelled: bool = False
    parts: tuple[Decimal, Decimal] | None = None
    facts: tuple[str, ...] = ()
    counts: Literal["measured", "registered"] = "measured"


def find_quantities(parsed: ParsedText, nouns: Collection[str] = ()) -> tuple[Quantity, ...]:
    """Every quantity in the prose, in order of the text. Years, ages, section numbers and list ordinals are none.

    A number word up to ten is one only before a noun that measures something: those of quantity_words.toml, and
    `nouns` (in the singular).
    """
    flat = _flatten(parsed)
    found = _join_ranges(flat, list(_read_all(flat, frozenset(nouns))))
    return tuple(_mark_generated(parsed, found))


def find_figures_of(text: str, nouns: Collection[str] = ()) -> tuple[Quantity, ...]:
    """The quantities of a plain sentence, such as the statement of a fact."""
    return tuple(_join_ranges(text, list(_read_all(text, frozenset(nouns)))))


#: How much is read on either side of a number; no phrase is longer, and no text can make reading slow.
_LEFT, _RIGHT = 80, 110
_CURRENCY = (
    r"(?:US\$|A\$|AU\$|C\$|CA\$|NZ\$|HK\$|S\$|\$|€|£|¥|₹|(?:USD|EUR|GBP|JPY|CHF|AUD|CAD|INR|PHP|SEK|NOK|DKK|CNY)\b)"
)
_CODES = {
    "$": "USD", "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD",
    "S$": "SGD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR",
}  # fmt: skip
_MULTIPLES = {
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
_EVERY = {
    "second": Decimal(2), "third": Decimal(3), "fourth": Decimal(4), "fifth": Decimal(5), "sixth": Decimal(6),
    "seventh": Decimal(7), "eighth": Decimal(8), "ninth": Decimal(9), "tenth": Decimal(10), "twentieth": Decimal(20),
    "hundredth": Decimal(100),
}  # fmt: skip
#: What comes round every so often, and what is no share.
_RECURS = re.compile(
    r"\s(?:year|month|week|day|night|morning|evening|hour|minute|weekend|time|season|session|meeting|issue|edition|summer"
    r"|winter|spring|autumn|monday|tuesday|wednesday|thursday|friday|saturday|sunday|one|party|line|word|page|letter"
    r"|sentence|step|turn|counts?|of|and|or)s?\b"
)
#: "One parent in five": what is counted stands between, and no noun behind.
_SOME_IN = re.compile(
    rf"\s(?P<noun>[a-z][\w-]{{2,20}}(?:\s[a-z][\w-]{{2,20}})?)\s(?:in|out\sof)\s(?:every\s)?(?P<whole>\d{{1,3}}(?![\w,.%]\d|%)"
    rf"|(?:a\s)?(?i:{FIRST_WORD})\b)(?=\s(?:had|has|have|was|were|is|are|did|does|do|said|could|can|will|would|knew|never"
    r"|may|might|must|felt|saw|got|told|went|came|took|gave|made|met|lost|left|kept|held|ran|sent|spoke|wrote|began"
    r"|found|thought|paid|chose|bought|led|sold|built|read|heard|won|stood|spent|sought|need|want|say|think"
    r"|[a-z]{3,16}ed)\b|[.,;:)]|\s\[|\s?$)"
)
_COMPARED = re.compile(
    r"\s(?:as|the|that|those|what|its|their|this|his|her|more|higher|larger|greater|bigger|longer|faster"
    r"|likelier|less|lower)\b"
)
_DIGITS = re.compile(DIGITS)
_DIGIT = re.compile(r"\d")
_DIGIT_RUN = re.compile(r"\d+")
_MONEY = re.compile(rf"(?<![\w.,/§#&@^_'’])\\?(?P<currency>{_CURRENCY})\s?$")
_WORDS = re.compile(
    rf"(?<![\w'’-])(?:a(?=[ ](?:hundred|thousand|million|billion|dozen)\b|[ -](?:third|quarter|fifth|sixth|seventh"
    rf"|ninth|tenth|twentieth|hundredth)\b)|an(?=[ -]eighth\b)|every(?=\s(?:{'|'.join(_EVERY)})\s[a-z])|half"
    rf"|{FIRST_WORD}|{'|'.join(_MULTIPLES)}|(?:two|three|four|five|six|seven|eight|nine|ten|hundred|thousand)fold)\b(?!['’]s)"
)
_MAGNITUDE = re.compile(
    r"[ \u00a0\u202f-]{0,4}(?P<word>hundred|thousand|million|billion|trillion|lakh|crore)\b(?:-(?=dollar|euro|pound))?"
    r"|\s{0,4}(?P<short>mn|bn|tn)\b|(?P<tight>[mMkKbB])\b(?!\s?(?:/|per\b))",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"[- ](?P<part>halves|half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?"
    r"|tenths?|hundredths?)\b"
)
_OF_A = re.compile(r"\sof\sa\s(million|billion|thousand)\b")
_GROWN = re.compile(
    r"\s(?:increase|rise|growth|jump|surge|decrease|drop|fall|more|higher|larger|greater|since|between"
    r"|from|over|in|within|to|during|as)\b|\s?(?:[^\w\s]|$)"
)
#: What makes a name of a number ("256-bit", "41a", "24/7", "twenty-first"), and the units that may be glued to it.
_GLUED = re.compile(r"[^\W\d_]|[-–][^\W\d_]|/|:\d|\.\d|\u2063")
_GLUED_UNIT = re.compile(
    r"[-–]?(?:fold|percent|per[- ]cent|(?:year|month|week|day|hour|minute|second)s?\b|dollar|euro|pound"
    r"|country|nation|member|"
    r"state|person|[xX]\b|pp\b)"
)
_SURE = re.compile(
    r"\s(?:sure|certain|committed|convinced|safe|secure|reliable|behind|right|correct|clear|dedicated)\b"
)
_HALVES = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_OR_SO = re.compile(r"\s{1,4}or\s(?:more|three|four|five|six|so)\b")
#: "A two-thirds majority", "half of this section", "half the battle": rules, the text itself and idioms.
_NO_SHARE = re.compile(
    r"[\s-]{1,4}(?:majority|vote)\b|\s{1,4}of\sthis\s(?:article|section|chapter|paper|report|review|survey|book|text)\b"
    r"|\sthe\s(?:battle|story|fun)\b|\s(?:of\s)?the\sway\b"
)
_ORDINAL = re.compile(r"\s(?:first|second|third|(?:four|fif|six|seven|eigh|nin)th)\b")
_MEASURED = re.compile(
    r"[\s-]{0,4}(?:%|per\s?cent|percent|hundred|thousand|million|billion|trillion|dollar|euro|pound|times)|[kmKMx½¼¾]|:\d"
)
#: Behind "one": what makes a quantity of it.
_ONE_OF = re.compile(
    r"[\s-](?:in|out|per|percent|pct|half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|hundredth|hundred|thousand"
    r"|million|billion|trillion|dozen|and|percentage|of\sa)\b"
)
_AND_A_HALF = re.compile(r"\s(?:and a half)\b|-and-a-half\b")
_HALF_PERCENT = re.compile(r"\sa\s(?:per\s?cent|percent|percentage\spoint)\b")
_HALF_A = re.compile(r"\sa\s(million|billion|dozen|thousand|hundred)\b")
_COLON = re.compile(r":(\d{1,2})(?![\d:])")
_IN = re.compile(
    rf"\s(?P<link>in|out\sof|in\severy)\s(?:every\s)?(?P<whole>\d{{1,3}}(?:,\d{{3}})?(?![\w,.]\d|%)"
    rf"|(?:a\s)?(?i:{FIRST_WORD})\b)(?!\s?(?:%|per\s?cent|percent))"
)
_WRAP = re.compile(r"\n(?P<margin>[ \t>]*)(?=(?P<next>[^\s>]))")
_BLOCK = re.compile(r"#{1,6}\s|[-+*]\s|\(?\d{1,3}[.)]\s|\||:\s")
_NUMBERING = re.compile(
    r"^[ \t>]*(?:#{1,6}[ \t]+)?(?:[-+*][ \t]+)?(?P<number>\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|\(?\d{1,3}\))[ \t]",
    re.MULTILINE,
)


# --- the text as it is read -------------------------------------------------------------------------------------------


def _flatten(parsed: ParsedText) -> str:
    """The prose, of the same length: paragraphs in one line, without emphasis, locators of citations and names."""
    prose = parsed.prose
    if not re.search(r"\w", prose):
        return ""

    def join(match: re.Match[str]) -> str:
        if _BLOCK.match(prose, match.end()) or (match.start() and prose[match.start() - 1] == "\n"):
            return match[0]
        line_start = prose.rfind("\n", 0, match.start()) + 1
        if not prose[line_start : match.start()].strip(" \t>") or prose[line_start : match.start()].lstrip(
            " >"
        ).startswith("#"):
            return match[0]
        return " " * len(match[0])

    flat = _WRAP.sub(join, prose)
    flat = flat.replace("*", " ")
    ranges = [match.span("number") for match in _NUMBERING.finditer(flat) if _is_numbering(match)]
    ranges += _blocked(flat)
    ranges += [(match.start(), match.end()) for match in re.finditer(r"\{\{[^{}]{0,400}\}\}|\{%[^{}]{0,400}%\}", flat)]
    ranges += _clusters(parsed)
    # A letter that is part of no number.
    return blank(flat, ranges, "\u2063")


def _blocked(flat: str) -> Iterator[tuple[int, int]]:
    """Names and dates in digits. Only what stands near digits is read."""
    window_start = window_end = -1
    for match in _DIGIT_RUN.finditer(flat):
        if match.start() > window_end + 30:
            if window_end >= 0:
                yield from (m.span() for m in BLOCKED.finditer(flat, window_start, window_end + 30))
            window_start = max(0, match.start() - 26)
        window_end = match.end()
    if window_end >= 0:
        yield from (m.span() for m in BLOCKED.finditer(flat, window_start, min(len(flat), window_end + 30)))


def _is_numbering(match: re.Match[str]) -> bool:
    number = match["number"]
    if number[-1] in ".)":
        return True
    return "#" in match[0] and ("." in number or match.string[match.end() : match.end() + 1].isupper())


def _clusters(parsed: ParsedText) -> Iterator[tuple[int, int]]:
    """The brackets of citations, with what they say about pages."""
    text = parsed.text
    for citation in parsed.citations:
        if citation.form == "bracketed":
            start = text.rfind("[", max(0, citation.start - 300), citation.start)
            end = text.find("]", citation.end, citation.end + 300)
            yield (citation.start if start < 0 else start), (citation.end if end < 0 else end + 1)
        elif text.startswith(" [", citation.end):
            end = text.find("]", citation.end, citation.end + 200)
            yield citation.end, max(citation.end, end + 1)


# --- one number -------------------------------------------------------------------------------------------------------


class _Candidate(NamedTuple):
    """A number as it begins: `start` with its currency or sign, `number` without."""

    start: int
    number: int
    end: int
    currency: str = ""
    sign: str = ""
    spelled: bool = False


def _read_all(flat: str, nouns: frozenset[str]) -> Iterator[Quantity]:
    position = 0
    for candidate in merge(_candidates_in_digits(flat), _candidates_in_words(flat), key=lambda c: c.number):
        if candidate.number < position:
            continue
        quantity = _read(flat, candidate, nouns)
        position = max(position, candidate.end)
        if quantity:
            position = quantity.end
            yield quantity


def _candidates_in_digits(flat: str) -> Iterator[_Candidate]:
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
        elif before.isalnum() or before in ".,/§#&@^_'’\\" or (before == ":" and flat[begin - 2 : begin - 1].isdigit()):
            continue
        elif before == "(" and begin > 1 and (flat[begin - 2].isalnum() or flat[begin - 2] == ")"):
            continue  # 41(b)(6)
        elif before in "-–" and not (begin > 1 and (flat[begin - 2].isdigit() or flat[begin - 2] in "%€")):
            continue
        yield _Candidate(begin, start, match.end(), currency, sign)


def _candidates_in_words(flat: str) -> Iterator[_Candidate]:
    lower = flat.lower()
    if len(lower) != len(flat):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in flat)
    for match in _WORDS.finditer(lower):
        yield _Candidate(match.start(), match.start(), match.end(), spelled=True)


def _read(flat: str, found: _Candidate, nouns: frozenset[str]) -> Quantity | None:
    start, spelled = found.start, found.spelled
    left = flat[max(0, start - _LEFT) : start]
    left = left[left.rfind("\n") + 1 :]
    left = left[left.rfind("|") + 1 :]
    written = flat[found.number : found.end]
    if not spelled:
        if not found.currency and is_plain_year(written, left) and not _MEASURED.match(flat, found.end):
            return None
        value, step = read_digits(written)
        if end_part := _HALVES.get(flat[found.end : found.end + 1]):
            value, step = value + end_part, end_part
        value = -value if found.sign in ("-", "−", "–") else value
        end = found.end + bool(end_part)
    else:
        word = written.lower()
        if word in _MULTIPLES or word.endswith("fold"):
            return _read_multiple(flat, found, word, left)
        if word == "every":
            return _read_every(flat, found)
        if word == "half" or (word in ("a", "an") and _FRACTION.match(flat, found.end)):
            return _read_fraction_word(flat, found, word, left)
        if word == "one" and not (_ONE_OF.match(flat, found.end) or _SOME_IN.match(flat, found.end)):
            return None
        first = found.end + 1 if word == "a" else start
        number = read_words(flat, first, _word_end(flat, first))
        if number is None:
            return None
        value, step, end = number
        half = _AND_A_HALF.match(flat, end)
        if half:
            # "three and a half" and "a million and a half"
            more = step / 2 if step >= 1000 else Decimal("0.5")
            value, step, end = value + more, more, half.end()
    if spelled and re.match(r"-[a-z]", flat[end : end + 2]) and value in (12, 100, 1000, 10**6, 10**9):
        return None  # "a million-dollar question"
    fraction = _FRACTION.match(flat, end) if value < 100 else None
    if fraction and (part := read_part(fraction["part"])) and value < part:
        return _fraction(flat, start, fraction.end(), value, Decimal(part), left, spelled=spelled)
    if re.search(r"\b(?:several|few|many|couple of|tens of|hundreds of|thousands of)\s$", left) and value in (
        12,
        100,
        1000,
        10**6,
        10**9,
    ):
        return None
    magnitude = _MAGNITUDE.match(flat, end)
    scaled = False
    if magnitude and not (spelled and magnitude["tight"]):
        tight = magnitude["tight"]
        if not tight or found.currency or tight in "kmM":
            scale = MAGNITUDES[(magnitude["word"] or magnitude["short"] or tight).lower()]
            value, step, end, scaled = value.scaleb(scale), step.scaleb(scale), magnitude.end(), True
    if not scaled and _GLUED.match(flat, end) and not _GLUED_UNIT.match(flat, end) and not _COLON.match(flat, end):
        return None
    right = flat[end : end + _RIGHT].split("\n", 1)[0].split("|", 1)[0]
    some_in = None if scaled or found.currency or value > 9 else _SOME_IN.match(flat, end)
    if some_in and (whole := _whole(flat, some_in)) in _ROUND_WHOLES and value < whole and value == int(value):
        share = _fraction(flat, start, some_in.end(), value, whole, left, spelled=spelled)
        return msgspec.structs.replace(share, noun=some_in["noun"]) if share else None
    if spelled and value == 1 and written.lower() == "one" and not _ONE_OF.match(flat, found.end):
        return None
    part_of = None if scaled or found.currency else _IN.match(flat, end)
    if part_of:
        whole = _whole(flat, part_of)
        if whole and value < whole and value == int(value) and whole in _ROUND_WHOLES and (value <= 10 or whole >= 100):
            after = flat[part_of.end() : part_of.end() + 12]
            if not re.match(r"\s(?:%|per\s?cent|million|thousand|billion)", after):
                return _fraction(flat, start, part_of.end(), value, whole, left, spelled=spelled)
    if not spelled and (to := _COLON.match(flat, end)):
        if len(to[1]) == 2 and value < 25 and int(to[1]) < 60:
            return None
        other = Decimal(to[1])
        return (
            None
            if not other
            else _build(flat, start, to.end(), value / other, Decimal("0.01"), "times", "", left, right, spelled=False)
        )
    unit, noun, unit_end = read_unit(left, right, currency=_CODES.get(found.currency, found.currency))
    if unit == "percent" and value == 100 and _SURE.match(flat, end + unit_end):
        return None
    if (
        not spelled
        and not scaled
        and _GROUPED.fullmatch(written)
        and (unit.startswith("money:") or _is_count(unit, noun))
    ):
        value, step = value * 1000, Decimal(1)  # "1.250 children"
    if not unit and re.search(r"\bfactor\sof\s(?:about\s|some\s|almost\s|over\s)?$", left):
        unit = "times"
    measured = (
        scaled
        or bool(found.currency)
        or unit in ("percent", "percentage point")
        or unit.startswith("money:")
        or unit == "times"
    )
    counted = bool(noun) or unit == "times"
    if names_something(written, value, left, right, spelled=spelled, counted=counted, measured=measured):
        return None
    if spelled and not measured and not _is_counted_word(flat, start, value, unit, noun, left, right, nouns):
        return None
    quantity = _build(flat, start, end + unit_end, value, step, unit, noun, left, right, spelled=spelled)
    weak = spelled and not measured and value <= 10 and (unit not in words_to_read().measured or right.startswith("-"))
    return msgspec.structs.replace(quantity, counts="registered") if weak else quantity


#: A point that parts thousands, where what is counted is whole: nothing else is written with three decimals.
_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def _is_count(unit: str, noun: str) -> bool:
    """Whether whole things are counted: "children", not "years", "kilometres" or "per cent"."""
    return bool(noun) and noun.endswith(("s", "children", "people", "women", "men")) and unit not in _MEASURES


_WORDS_OF_MEASURES = """
second minute hour day week month year decade kilometre kilometer metre meter mile kilogram kilo gram litre liter degree
point times percent
"""
_MEASURES = frozenset((*_WORDS_OF_MEASURES.split(), "percentage point"))


_ROUND_WHOLES = frozenset(map(Decimal, (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 25, 50, 100, 1000, 10000, 100000)))


def _read_every(flat: str, found: _Candidate) -> Quantity | None:
    """ "Every third child"."""
    start = found.end + 1
    end = _word_end(flat, start)
    part = _EVERY.get(flat[start:end].lower())
    if part is None or _RECURS.match(flat, end):
        return None
    right = flat[end : end + _RIGHT]
    noun = right.split(maxsplit=1)[0] if right.strip() else ""
    value = 100 / part
    return Quantity(
        found.start, end, flat[found.start : end], value, value, "percent", None,
        noun=noun, step=Decimal(100) / part / 4, spelled=True, parts=(Decimal(1), part),
    )  # fmt: skip


def _word_end(flat: str, start: int) -> int:
    end = start
    while end < len(flat) and flat[end].isalpha():
        end += 1
    return end


def _whole(flat: str, match: re.Match[str]) -> Decimal | None:
    written = match["whole"]
    if written[0].isdigit():
        return read_digits(written)[0]
    start = match.start("whole") + (2 if written.startswith("a ") else 0)
    number = read_words(flat, start, match.end("whole"))
    return number.value if number and number.end == match.end("whole") else None


def _read_multiple(flat: str, found: _Candidate, word: str, left: str) -> Quantity | None:
    if word.endswith("fold"):
        number = read_words(word.removesuffix("fold"), 0, len(word) - 4)
        if number is None or not _GROWN.match(flat, found.end):
            return None
        value = number.value
    else:
        value = _MULTIPLES[word]
        if word in ("double", "twice", "thrice", "triple") and not _COMPARED.match(flat, found.end):
            return None
        if word == "halves" and not re.match(r"\s(?:the|its|their|this|that)\b", flat[found.end : found.end + 8]):
            return None
        if word in ("doubling", "halving", "tripling") and re.match(
            r"\s(?:down|up)\b", flat[found.end : found.end + 6]
        ):
            return None
    return _build(flat, found.start, found.end, value, Decimal("0.1"), "times", "", left, "", spelled=True)


def _read_fraction_word(flat: str, found: _Candidate, word: str, left: str) -> Quantity | None:
    """ "Half of", "a third of", "by a quarter", "half a million"."""
    end = found.end
    if word == "half":
        if small := _HALF_PERCENT.match(flat, end):
            unit = "percentage point" if "point" in small[0] else "percent"
            right = flat[small.end() : small.end() + 20]
            return _build(
                flat, found.start, small.end(), Decimal("0.5"), Decimal("0.1"), unit, "", left, right, spelled=True
            )
        big = _HALF_A.match(flat, end)
        if big:
            number = read_words(flat, big.start(1), big.end(1))
            if number is None:
                return None
            right = flat[big.end() : big.end() + _RIGHT]
            unit, noun, length = read_unit(left, right, currency="")
            return _build(
                flat,
                found.start,
                big.end() + length,
                number.value / 2,
                number.value / 10,
                unit,
                noun,
                left,
                right,
                spelled=True,
            )
        if re.search(
            r"\b(?:first|second|latter|other|former|earlier|later|past|last|and a|the|one|this|that|each"
            r"|every|a|third|previous|top|bottom)[ -]$",
            left,
            re.I,
        ) or left.endswith("-"):
            return None
        if not re.match(
            r"\s(?:of|the|a|an|its|their|all|those|these|that|as|were|was|are|is|had|have|said|did)\b",
            flat[end : end + 8],
        ) and not re.search(
            r"\b(?:by|in|about|almost|nearly|than|around|over|under|roughly|least|some|only|just)\s$", left
        ):
            return None
        if re.match(
            r"\s(?:a|an)\s(?:year|month|day|hour|century|decade)|\sway\b|\sof\s(?:the\s)?(?:year\b|(?:19|20)\d\d)",
            flat[end : end + 14],
        ):
            return None
        return _fraction(flat, found.start, end, Decimal(1), Decimal(2), left, spelled=True)
    fraction = _FRACTION.match(flat, end)
    part = read_part(fraction["part"]) if fraction else None
    if fraction is None or not part:
        return None
    follows = flat[fraction.end() : fraction.end() + 12]
    if not re.match(
        r"\s(?:of\b(?!\s(?:19|20)\d\d)|more|less|fewer|higher|lower|as\b|were|are|was|is\b|had|said)|[,.;)]", follows
    ):
        return None
    if re.match(r"[,.;)]", follows) and not re.search(
        r"\b(?:by|about|almost|nearly|than|around|over|under|roughly|least|some|only|just)\s$", left
    ):
        return None
    return _fraction(flat, found.start, fraction.end(), Decimal(1), Decimal(part), left, spelled=True)


def _fraction(
    flat: str, start: int, end: int, part: Decimal, whole: Decimal, left: str, *, spelled: bool
) -> Quantity | None:
    if left.rstrip().endswith(("first", "second", "last", "clever", "better")) or _NO_SHARE.match(flat, end):
        return None
    if big := _OF_A.match(flat, end):
        scale = Decimal(10) ** MAGNITUDES[big[1]]
        right = flat[big.end() : big.end() + _RIGHT]
        unit, noun, length = read_unit(left, right, currency="")
        value = part / whole * scale
        return _build(flat, start, big.end() + length, value, scale / 20, unit, noun, left, right, spelled=spelled)
    noun, _ = read_noun(flat[end : end + _RIGHT])
    value, qualifier = part / whole * 100, read_qualifier(left, flat[end : end + 20])
    return Quantity(
        start, end, flat[start:end], value, value, "percent", qualifier,
        noun=noun, step=Decimal(100) / whole / 4, spelled=spelled, parts=(part, whole),
    )  # fmt: skip


def _build(
    flat: str,
    start: int,
    end: int,
    value: Decimal,
    step: Decimal,
    unit: str,
    noun: str,
    left: str,
    right: str,
    *,
    spelled: bool,
) -> Quantity:
    qualifier = read_qualifier(left, right)
    if (
        qualifier == "more than"
        and unit in ("day", "week", "month", "year", "hour", "decade")
        and left.endswith("over ")
    ):
        qualifier = None  # "over six months"
    return Quantity(start, end, flat[start:end], value, value, unit, qualifier, noun=noun, step=step, spelled=spelled)


def _is_counted_word(
    flat: str, start: int, value: Decimal, unit: str, noun: str, left: str, right: str, nouns: frozenset[str]
) -> bool:
    """Whether a number word measures the world and does not count the author's own points."""
    words = words_to_read()
    named = flat[start].isupper() and re.search(r"[^\s.:;!?\"“‘'(*\u2063\]|]\s*$", left)
    if value > 10:
        return (
            not named and not _ORDINAL.match(right) and (bool(noun) or not re.match(r"\s(?:of\sthe|of\sthem)\b", right))
        )
    if value == 1 or not unit or unit in words.own:
        return False
    if re.search(
        r"\b(?:the|these|those|both|other|its|their|his|her|our|all|each of the|any|every|last|first|next|past|same|"
        r"previous|following|coming|of)\s$",
        left,
        re.IGNORECASE,
    ) and not re.search(
        r"\b(?:than|sample|total|range|period|minimum|maximum|group|sentence|term|term) of\s$", left, re.IGNORECASE
    ):
        return False
    if re.search(r"\bfirst\b.{0,24}\bin\s$|\b(?:one|two) or\s$", left) or _OR_SO.match(right):
        return False
    if re.match(
        r"\s(?:years?|months?|weeks?|days?|decades?|hours?|minutes?)\s(?:later|earlier|ago|before|after|apart|on)\b",
        right,
    ):
        return False
    return not named and (unit in words.measured or unit in nouns)


# --- quantities together ----------------------------------------------------------------------------------------------

_CHANGED = re.compile(
    r"\b(?:rose|risen|rise|rising|rises|grew|grown|grow|growth|went|gone|go|fell|fallen|fall|falls|falling"
    r"|dropped|drop|increased?|"
    r"increasing|decreased?|declined?|climbed|jumped|moved|shrank|up|down|changed?|raised?|lowered?|cut"
    r"|reduced|expanded|"
    r"extended|improved|doubled|tripled|surged)\b[^.;|]{0,60}\bfrom\s[^.;|]{0,12}$",
    re.IGNORECASE,
)


def _join_ranges(flat: str, found: list[Quantity]) -> list[Quantity]:
    """Figures that share a unit lend it to each other; those of a range become one."""
    result: list[Quantity] = []
    for quantity in reversed(found):
        follower = result[-1] if result else None
        between = flat[quantity.end : follower.start] if follower else ""
        if follower is None or len(between) > 40 or quantity.parts or follower.parts:
            result.append(quantity)
            continue
        dash = re.fullmatch(r"\s?[-–—]\s?", between)
        linked = dash or re.fullmatch(
            r"\s(?:to|and|or|and up to|through)\s(?:(?:about|over|nearly|almost|around|more than|some|just under) )?",
            between,
        )
        if not linked:
            result.append(quantity)
            continue
        before = flat[max(0, quantity.start - 120) : quantity.start]
        opening = re.search(r"\b(from|between)\s+(?:(?:about|around|roughly|some|nearly|almost) )?$", before, re.I)
        lent = quantity
        if not quantity.unit and follower.unit:
            lent = msgspec.structs.replace(quantity, unit=follower.unit, noun=follower.noun)
            if _borrows_scale(quantity, follower):
                scale = _scale_of(follower.words)
                lent = msgspec.structs.replace(
                    lent, low=lent.low.scaleb(scale), high=lent.high.scaleb(scale), step=lent.step.scaleb(scale)
                )
        elif quantity.unit.startswith("money:") and not follower.unit.startswith("money:") and not follower.noun:
            follower = msgspec.structs.replace(follower, unit=quantity.unit)
            result[-1] = follower
            if _borrows_scale(quantity, follower):
                scale = _scale_of(follower.words)
                lent = msgspec.structs.replace(
                    lent, low=lent.low.scaleb(scale), high=lent.high.scaleb(scale), step=lent.step.scaleb(scale)
                )
        to = " to " in between or "through" in between
        is_range = bool(dash) or (opening is not None and opening[1].lower() == "between" and " and " in between)
        is_range = is_range or (to and not _CHANGED.search(before + "0") and (opening is not None or not quantity.unit))
        if is_range and lent.unit == follower.unit and abs(lent.low) < abs(follower.high) and lent.low == lent.high:
            result[-1] = msgspec.structs.replace(
                follower,
                start=lent.start,
                words=flat[lent.start : follower.end],
                low=lent.low,
                qualifier=lent.qualifier,
                step=min(lent.step, follower.step),
                spelled=lent.spelled and follower.spelled,
            )
        else:
            result.append(lent)
    return result[::-1]


def _scale_of(words: str) -> int:
    found = re.search(r"(hundred|thousand|million|billion|trillion|mn|bn|tn|lakh|crore|[mMkK])\b", words, re.IGNORECASE)
    return MAGNITUDES[found[1].lower()] if found else 0


def _borrows_scale(quantity: Quantity, follower: Quantity) -> bool:
    """ "3 to 5 million": the first is in millions too."""
    return bool(_scale_of(follower.words)) and not _scale_of(quantity.words) and abs(quantity.low) < 1000


def _mark_generated(parsed: ParsedText, found: Sequence[Quantity]) -> Iterator[Quantity]:
    text = parsed.text
    pieces = (
        [
            (start, following, source, length)
            for (start, source, length, copied), following in zip(
                parsed.map.pieces, [*(p[0] for p in parsed.map.pieces[1:]), len(text)], strict=True
            )
            if not copied and following > start
        ]
        if parsed.facts
        else []
    )
    starts = [piece[0] for piece in pieces]
    uses = [(use.start, use.id) for use in parsed.facts] if pieces else []
    places = [place for place, _ in uses]
    for quantity in found:
        facts: tuple[str, ...] = ()
        touched = [
            piece
            for piece in pieces[
                max(0, bisect_right(starts, quantity.start) - 1) : bisect_right(starts, quantity.end - 1)
            ]
            if piece[1] > quantity.start
            and any(c.isalnum() for c in text[max(piece[0], quantity.start) : min(piece[1], quantity.end)])
        ]
        for _, _, source, length in touched:
            facts += tuple(i for _, i in uses[bisect_right(places, source) : bisect_right(places, source + length)])
        generated = bool(touched)
        yield msgspec.structs.replace(
            quantity, words=text[quantity.start : quantity.end], generated=generated, facts=tuple(dict.fromkeys(facts))
        )
