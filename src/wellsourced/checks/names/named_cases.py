"""Court cases in a text held against the registered ones: whether parties, year and number are theirs."""

from __future__ import annotations

import re

import msgspec

from wellsourced.checks.names.cases import Case, read_case
from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.names.known_names import Keys
from wellsourced.checks.names.named import Named, Problem, unknown
from wellsourced.checks.names.search import NameSearch
from wellsourced.checks.names.variants import split_words
from wellsourced.manuscript.mentions import Mention

#: The number of an application behind the name of a case: ", no. 2872/02".
_CASE_NUMBER = re.compile(r"[*_]{0,2},?\s\(?(?:(?:[Aa]pplication|[Aa]pp\.|[Aa]ppl\.)\s)?[Nn]os?\.?\s(\d{1,6}/\d\d)\b")
#: Parties of so many cases that sharing them says nothing of which case is meant.
_COMMON_PARTIES = frozenset(
    {("commission",), ("finland",), ("people",), ("r",), ("russia",), ("state",), ("united", "state")}
)
#: rapidfuzz ratio (0-100) from which two parties are taken for one misspelt.
_MISSPELT = 80


def read_named_case(search: NameSearch, mention: Mention) -> Named | None:
    """What a mention of the form A v. B names."""
    case = next(read_case(mention.words, None), None)
    if case is None or not case.left or not case.right:
        return None
    best: tuple[int, Case] | None = None
    for known in search.register.cases.like(case):
        if _same_party(case.left, known.left) and _same_party(case.right, known.right):
            return _judge_case(search, mention, known)
        score = _agreement(case, known)
        if score and (best is None or score > best[0]):
            best = (score, known)
    own = _without_court(search, mention)
    if own is not None and (named := read_named_case(search, own)) is not None and named.problem is None:
        return named
    if best is None:
        return unknown(mention)
    known = best[1]
    return Named(mention, known.instrument, problem=Problem("INS002", "the parties are not these", known.text))


def _without_court(search: NameSearch, mention: Mention) -> Mention | None:
    """The name of "the Supreme Court's A v. B" alone."""
    court = _OF_COURT.match(mention.words)
    if court is None:
        return None
    words = mention.words[court.end() :]
    start = search.parsed.prose.find(words.split()[0], mention.start, mention.end)
    return None if start < 0 else msgspec.structs.replace(mention, start=start, words=words)


_OF_COURT = re.compile(r"[^'’]{0,60}\bCourt[^'’]{0,60}['’]s?\s")


def _agreement(case: Case, known: Case) -> int:
    """How much the parties of two cases agree: 3 where they are crossed or misspelt, 1 where one is shared."""
    left, right = _same_party(case.left, known.left), _same_party(case.right, known.right)
    crossed = _same_party(case.left, known.right) and _same_party(case.right, known.left)
    if crossed or (_like_party(case.left, known.left) and _like_party(case.right, known.right)):
        return 3
    distinctive = (left and case.left not in _COMMON_PARTIES) or (right and case.right not in _COMMON_PARTIES)
    return 1 if distinctive else 0


def _same_party(a: Keys, b: Keys) -> bool:
    """Whether two parties are one, the shorter form being the beginning or the end of the longer."""
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return bool(short) and (long[-len(short) :] == short or (long[: len(short)] == short and len(short) > 1))


def _like_party(a: Keys, b: Keys) -> bool:
    from rapidfuzz import fuzz

    return _same_party(a, b) or fuzz.ratio(" ".join(a), " ".join(b)) >= _MISSPELT


def _judge_case(search: NameSearch, mention: Mention, known: Case) -> Named:
    """Whether number, year and court beside the name are those of the case."""
    instrument = known.instrument
    wrong = _wrong_number(search, mention, known) or _wrong_court(search, mention, known)
    if wrong is not None:
        return Named(mention, instrument, False, True, problem=wrong)
    year = search.judge.year_behind(mention)
    years = search.register.years(instrument) if instrument is not None else frozenset()
    if year is None or not years or year in years:
        return Named(mention, instrument, True, True)
    problem = Problem("INS002", f"the year {year} is not its year", f"{known.text} ({min(years)})")
    return Named(mention, instrument, False, True, problem=problem)


def _wrong_number(search: NameSearch, mention: Mention, known: Case) -> Problem | None:
    """Whether the number of an application stands behind the name, and is another's."""
    number = _CASE_NUMBER.match(search.parsed.prose, mention.end, mention.sentence[1])
    if number is None or known.instrument is None:
        return None
    held = {i.number for i in search.register.identifiers_of.get(known.instrument.id, ())}
    applications = sorted(own for own in held if "/" in own)
    if not applications or number[1] in held:
        return None
    return Problem("INS002", f"no. {number[1]} is not its number", f"{known.text}, no. {applications[0]}")


def _wrong_court(search: NameSearch, mention: Mention, known: Case) -> Problem | None:
    """Whether the court of a state that is said to have decided it is of another state than the case."""
    prose, (begin, stop) = search.parsed.prose, mention.sentence
    case = known.instrument
    if case is None or not case.jurisdiction:
        return None
    said = _COURT_BEFORE.search(prose, max(begin, mention.start - 110), mention.start)
    said = said or _COURT_BEHIND.match(prose, mention.end, stop)
    if said is None or _is_registered(search, said["court"]):
        return None  # a registered court is for INS007, which knows what its own cases are
    codes, _ = read_jurisdictions(
        re.findall(r"[a-z]+", re.sub(r"['’]s\b", "", said["state"] or said["whose"]).casefold())
    )
    if not codes or codes & {"eu", "coe", "un"} or search.register.fits_jurisdiction(case, codes):
        return None
    return Problem("INS002", f"it was not decided by the “{said['court']}”", f"{known.text}, {case.jurisdiction}")


def _is_registered(search: NameSearch, court: str) -> bool:
    return tuple(word.key for word in split_words(court)) in search.register.by_keys


_COURT = (
    r"(?P<court>(?:(?:High|Supreme|Constitutional|Federal|Superior)\s){1,2}Court\sof\s(?:the\s)?"
    r"(?P<state>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)"
    r"|(?P<whose>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?)(?:['’]s)?\s(?:(?:High|Supreme|Constitutional|Federal)\s){1,2}Court)"
)
_DECIDED = r"(?:decided|ruled|held|said|found|heard|upheld|declared|reasoned|concluded|explained|confirmed|asked)"
_COURT_BEFORE = re.compile(
    rf"\b{_COURT}(?:,?\s(?:in\s\d{{4}}\s)?(?:{_DECIDED}\s)?(?:in|decided|heard)\s"
    r"|['’]s\s(?:[a-z]+\s)?(?:judgment|judgement|ruling|decision|opinion)\sin\s)(?:the\scase\sof\s)?[*_]?$"
)
_COURT_BEHIND = re.compile(
    r"[*_]?(?:\s\(\d{4}\))?(?:,?\s(?:(?:which|that)\s)?(?:was\s)?(?:decided|heard|settled)\s(?:in\s\d{4}\s)?by\s(?:the\s)?"
    r"|,?\s(?:is\s)?an?\s(?:[a-z]+\s)?(?:judgment|judgement|ruling|decision|case)\s(?:of|from|by)\s(?:the\s)?|\s\()"
    rf"{_COURT}"
)
