"""What leads to a person: e-mail addresses, telephone numbers and protected names, each found in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from wellsourced.manuscript.links import Links
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.protected_names import MOST_WORDS, PARTICLES, hash_name, normalise_name, strip_accents

Place = tuple[int, int]


def find_mail_addresses(text: str) -> Iterator[Place]:
    """E-mail addresses, also those written as "name [at] host.example"."""
    for match in _AT.finditer(text):
        end = match.start() - (match[0] != "@" and text[match.start() - 1 : match.start()].isspace())
        before = _LOCAL_PART.search(text, max(0, end - 64), end)
        after = _DOMAIN.match(text, match.end())
        if before is None or after is None:
            continue
        start = before.start()
        # The user of a web address ("https://user@host") is no mailbox; a handle ("@name@host") is no mail address.
        if text[start - 1 : start] in ("/", ":", "@") and text[max(0, start - 7) : start].lower() != "mailto:":
            continue
        yield start, after.end()


def find_phone_numbers(parsed: ParsedText, links: Links) -> Iterator[Place]:
    """Telephone numbers by their shape: international, with trunk 0, North American, in letters, and `tel:` links."""
    prose = parsed.prose
    found = []
    for candidate in _DIGITS.finditer(prose):
        # A sign or bracket may stand before it, letters behind it.
        start, end = max(0, candidate.start() - 2), candidate.end() + 16
        found += [place for pattern, judge in _SHAPES for place in _numbers(prose, start, end, pattern, judge)]
    found += [(k.target_start, k.target_end) for k in links.links if k.target.lower().startswith(("tel:", "sms:"))]
    end = -1
    for start, stop in sorted(found, key=lambda place: (place[0], -place[1])):
        if start >= end:
            yield start, stop
            end = stop


class NameFinder:
    """Finds the protected names of one project; what was hashed once is remembered."""

    def __init__(self, salt: str, hashes: frozenset[str]) -> None:
        self._salt = salt
        self._hashes = hashes
        self._protected: dict[str, bool] = {}

    def find(self, prose: str) -> Iterator[Place]:
        """Runs of up to four capitalised words that are protected names; of overlapping ones the longest."""
        import regex

        words = [(m.start(), m.end()) for m in regex.finditer(_NAME_WORD, prose)]
        end = -1
        for number, (start, first_end) in enumerate(words):
            # A name is hashed without the particles that lead it ("Von", "Of" at the beginning of a sentence).
            if start < end or prose[start:first_end].casefold() in PARTICLES:
                continue
            longest = None
            for last in range(number, min(len(words), number + MOST_WORDS)):
                if last > number and not _joined(prose, words[last - 1], words[last]):
                    break
                stop = words[last][1]
                if self._is_protected(prose[start:stop]):
                    longest = stop
            if longest:
                yield start, longest
                end = longest

    def _is_protected(self, words: str) -> bool:
        if words not in self._protected:
            name = normalise_name(words)
            self._protected[words] = bool(name) and any(
                hash_name(self._salt, form) in self._hashes for form in {name, strip_accents(name)}
            )
        return self._protected[words]


_AT = re.compile(r"@(?=\w)|[\[({]\s?at\s?[\])}]\s?(?=\w)", re.IGNORECASE)
_LOCAL_PART = re.compile(r"[\w.+%'-]{0,63}\w$")
_DOMAIN = re.compile(r"(?:[\w-]{1,63}(?:\.|\s?[\[({]\s?dot\s?[\])}]\s?)){1,6}[^\W\d_]{2,24}\b", re.IGNORECASE)

#: In front of it, a number is the number of something else.
_OTHER_NUMBER = re.compile(
    r"(?:\b(?:ISBN|ISSN|DOI|ORCID|CELEX|ISO|IEC|ID|refs?|art|sec|nos?|nrs?|n[º°]|numbers?|case|file|docket|act|law|ley|lei"
    r"|grant|version|v|pp?)|[№#§€$£¥])[.:]?\s{0,2}(?:-?1[03][:\s]\s?)?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:tel|telephone|phone|mobile|fax|whatsapp|dial|call|ring)(?:\s(?:number|us|on|at|is)){0,2}[.:]{0,2}\s{0,2}$",
    re.IGNORECASE,
)
_APART = "(?<![\\w.,/:#§€$£+=-])"
_SEPARATORS = re.compile(r"[ .\-/()\u00a0\u202f\u2010\u2011\u2012\u2013]+")
_TWO_SEPARATORS = re.compile(r"[ .\-/\u00a0]{2}")
#: Shorter ones are numbers of services: 112, 116 111.
_FEWEST_DIGITS = 7
_DIGITS = re.compile(r"\d[\d .\-/()\u00a0\u2010-\u2013]{4,}")
_INTERNATIONAL = re.compile(
    _APART + r"(?:\+|00)[1-9]\d{0,2}[ \u00a0]?(?:\(\d{1,5}\))?[\d .\-/\u00a0\u2010-\u2013]{5,20}\d"
)
_TRUNK = re.compile(_APART + r"(?:\(0\d{1,5}\)|0\d)[\d .\-/\u00a0\u2010-\u2013]{5,18}\d")
_NORTH_AMERICAN = re.compile(_APART + r"(?:1[-. ])?(?:\([2-9]\d\d\)[ -]?|[2-9]\d\d[-. ])[2-9]\d\d[-. ]\d{4}(?![\d-])")
_LETTERS = re.compile(_APART + r"(?:1[-. ])?8(?:00|33|44|55|66|77|88)-[A-Z][A-Z-]{5,11}(?![\w-])")
_LABELLED = re.compile(_APART + r"\d[\d .\-/\u00a0]{5,18}\d")
_DATE = re.compile(r"\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)\d\d\b|(?:19|20)\d\d[-./]\d\d[-./]\d\d\b")


def _numbers(
    prose: str, first: int, last: int, pattern: re.Pattern[str], judge: Callable[[str, str], bool]
) -> Iterator[Place]:
    for match in pattern.finditer(prose, first, last):
        start, end = match.span()
        # Two separators in a row end the number: "0808 1000 900. 12 of them".
        written = _TWO_SEPARATORS.split(match[0], 1)[0]
        end = start + len(written)
        before = prose[max(0, start - 24) : start]
        if prose[end : end + 1].isalnum() or prose[end : end + 1] in ("%", "€") or _DATE.match(written):
            continue
        labelled = _LABEL.search(before) and sum(map(str.isdigit, written)) >= _FEWEST_DIGITS
        if labelled or (not _OTHER_NUMBER.search(before) and judge(written, before)):
            yield start, end


def _groups(written: str) -> list[str]:
    return [group for group in _SEPARATORS.split(written.lstrip("+")) if group]


def _is_international(written: str, _before: str) -> bool:
    groups = _groups(written)
    digits = sum(map(len, groups))
    if written.startswith("00"):
        return len(groups) >= 3 and 11 <= digits <= 17
    # "+36 210 368" is a number with thousands apart, or a very short call to Hungary.
    in_thousands = len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3
    return 8 <= digits <= 15 and not (in_thousands and digits < 11)


def _is_national(written: str, _before: str) -> bool:
    groups = _groups(written)
    digits = sum(map(len, groups))
    if len(groups) < 2 or written.startswith("00") or min(map(len, groups[1:])) < 2:
        return False
    # Decimal fractions, dates and versions have dots; telephone numbers with dots have pairs: 01.23.45.67.89.
    if "." in written and any(len(group) != 2 for group in groups):
        return False
    # "0800 1111", but hours are 0800-1600.
    return 9 <= digits <= 12 or (digits == 8 and written.startswith(("0800 ", "0808 ", "0300 ", "0900 ")))


def _always(_written: str, _before: str) -> bool:
    return True


def _never(_written: str, _before: str) -> bool:
    """A mere number: only where the word before says what it is."""
    return False


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[str, str], bool]], ...] = (
    (_INTERNATIONAL, _is_international),
    (_TRUNK, _is_national),
    (_NORTH_AMERICAN, _always),
    (_LETTERS, _always),
    (_LABELLED, _never),
)

#: A word that begins with a capital, or one of a script that has none.
_NAME_WORD = r"(?<![\p{L}\p{M}])[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}\u00ad]*+(?:['’]\p{L}[\p{L}\p{M}]*+)*+"
_MARKS = str.maketrans(dict.fromkeys("*_>-‐‑[]\u00ad", " "))


def _joined(prose: str, first: Place, second: Place) -> bool:
    """Whether two words can belong to one name: between them spaces, emphasis, hyphens, particles, an initial's dot."""
    gap = prose[first[1] : second[0]]
    if len(gap) > 24 or gap.count("\n") > 1:
        return False
    if gap.startswith(".") and first[1] - first[0] == 1:
        gap = gap[1:]
    return all(word in PARTICLES for word in gap.translate(_MARKS).split())
