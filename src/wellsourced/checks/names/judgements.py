"""Whether a registered name that stands in a text goes with its year, number, section, issuer and spelling."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from wellsourced.checks.names.described_names import humps
from wellsourced.checks.names.hits import Hit
from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.names.known_names import KnownName
from wellsourced.checks.names.named import Problem
from wellsourced.checks.names.numbers import is_slip
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.words.phrases import WordIndex
from wellsourced.manuscript.mentions import Mention, words_of
from wellsourced.manuscript.model import ParsedText
from wellsourced.manuscript.names import head_noun
from wellsourced.project.models import Instrument


def alternatives(instrument: Instrument, register: NameRegister) -> tuple[Instrument, ...]:
    """What an instrument is easily confused with, whichever of the two records says so."""
    return register.confusable.get(instrument.id, ())


class NameJudge:
    """The judgements on the names of one text."""

    def __init__(self, parsed: ParsedText, index: WordIndex, register: NameRegister) -> None:
        self.parsed = parsed
        self.index = index
        self.register = register
        self.words = index.words

    def number_of_words(self, hit: Hit) -> Problem | None:
        """Whether a word within the name stands in the singular for the plural, or the other way about."""
        whole = not head_noun(self.words[hit.last].raw)  # "Guidelines" stands for one and for several
        written = [w.raw for w in self.words[hit.first : hit.last + whole]]
        names = [n for n in hit.names if n.instrument is not None]
        if not names or not written or (len(written) < 2 and not _is_plural_of(written[0], hit.names)):
            return None
        for name in hit.names:
            if all(_same_number(a, b) for a, b in zip(written, name.raw, strict=False)):
                return None
            instrument = name.instrument
            if instrument and any(f" {' '.join(written)} " in f" {n} " for n in instrument.names):
                return None
        return Problem("INS002", "it is not its name", names[0].text)

    def section(self, hit: Hit, mention: Mention) -> Problem | None:
        """Whether the section before the name of an act is a slip for a registered one."""
        sections = next((held for n in hit.names if (held := self.register.sections.get(n.keys))), frozenset[str]())
        before = _SECTION_BEFORE.search(self.parsed.prose[max(mention.sentence[0], mention.start - 60) : mention.start])
        if before is None or (number := before[1].casefold()) in sections:
            return None
        instrument = next((n.instrument for n in hit.names if n.instrument is not None), None)
        for act, numbers in self.register.sections.items():
            for other in alternatives(instrument, self.register) if instrument and number in numbers else ():
                if any(name.keys == act for name in self.register.by_instrument(other)):
                    return Problem(
                        "INS007", f"section {before[1]} is one of {other.official_name}", other.official_name
                    )
        if self.register.vouches(("section", number)):
            return None
        near = next((known for known in sorted(sections) if is_slip(number, known) or _is_next(number, known)), None)
        if near is None:
            return None
        return Problem(
            "INS002", f"section {before[1]} is not registered", f"section {near.upper()} of {hit.names[0].text}"
        )

    def capitals(self, hit: Hit) -> Problem | None:
        """Whether a coined word has capitals inside where the registered one has none, or others ("OffCom")."""
        raw = self.words[hit.first].raw.removesuffix("'s")
        if hit.first != hit.last or not humps(raw) or any(raw in (n.raw[0], n.raw[0] + "s") for n in hit.names):
            return None
        known = [n for n in hit.names if n.instrument is not None and len(n.raw) == 1]
        if not known or any(n.raw[0].casefold() != raw.casefold() or humps(n.raw[0]) for n in known):
            return None
        if any(raw in name.instrument.names for name in known if name.instrument is not None):
            return None
        return Problem("INS002", "it is not written so", known[0].text, replacement=known[0].text)

    def issuer(self, hit: Hit, mention: Mention, name: KnownName) -> Problem | None:
        """Whether a law is given to another state or union: "the British DSA", "the EU's Take It Down Act"."""
        instrument = name.instrument
        if instrument is None or instrument.kind not in ("treaty", "eu-act", "statute") or hit.first == 0:
            return None
        unit = self.words[hit.first].unit
        first = hit.first
        while first > max(0, hit.first - 4) and self.words[first - 1].unit == unit:
            first -= 1
        lead = [w.exact.removesuffix("'s").removesuffix("'") for w in self.words[first : hit.first]]
        for length in (4, 3, 2, 1):
            words = lead[len(lead) - length :] if length <= len(lead) else []
            codes, other = read_jurisdictions(words) if words else (frozenset(), [0])
            if other or not codes or not self.words[hit.first - length].raw[0].isupper():
                continue
            between = self.index.folded.text[self.words[hit.first - 1].end : self.words[hit.first].start]
            owners = [name.instrument for name in hit.names if name.instrument is not None]
            if between != " " or any(self.register.fits_jurisdiction(owner, codes) for owner in owners):
                return None
            behind = self.parsed.prose[mention.end : mention.end + 12]
            if mention.kind == "name" or _SENTENCE_GOES_ON.match(behind):
                return Problem("INS002", f"it is not of “{' '.join(words)}”", name.text)
            return None
        return None

    def maker(self, mention: Mention, name: KnownName) -> tuple[Mention, Problem] | None:
        """Whether a law is said to be adopted by another state or union, and the name with these words."""
        instrument = name.instrument
        if instrument is None or instrument.kind not in ("treaty", "eu-act", "statute", "soft-law"):
            return None
        prose, (begin, stop) = self.parsed.prose, mention.sentence
        made = _MADE_BY.match(prose, mention.end, stop)
        before = None
        if made is None and instrument.kind == "statute":
            made = _STATE_BEHIND.match(prose, mention.end, stop)
            before = None if made else _MAKER_BEFORE.search(prose, max(begin, mention.start - 80), mention.start)
            made = made or before
        if made is None or (instrument.kind == "treaty" and " signed " in made[0]):
            return None  # a state that signs a treaty has not made it
        words = made[1].casefold().replace(".", "").split()
        codes, other = read_jurisdictions(words)
        if not codes or any(words[n] not in _LAWGIVERS for n in other):
            return None
        if self.register.fits_jurisdiction(instrument, codes):
            return None
        start, end = (before.start(1), mention.end) if before else (mention.start, made.end())
        grown = msgspec.structs.replace(mention, start=start, end=end, words=words_of(prose, start, end))
        return grown, Problem("INS002", f"it was not made by “{made[1]}”", name.text)

    def year_behind(self, mention: Mention) -> int | None:
        match = _YEAR.match(self.parsed.prose, mention.end, mention.sentence[1])
        return int(match[1]) if match else None

    def of_place(self, names: Sequence[KnownName], mention: Mention) -> Sequence[KnownName]:
        """The names, first those of the states that the sentence names, where several things share a name."""
        things = {name.instrument.id for name in names if name.instrument is not None}
        if len(things) < 2:
            return names
        low, high = mention.surroundings
        codes, _ = read_jurisdictions(re.findall(r"[^\W\d_]+", self.parsed.prose[low:high].casefold()))
        codes -= _UNIONS
        if not codes:
            return names
        fit = self.register.fits_jurisdiction
        return sorted(names, key=lambda name: name.instrument is None or not fit(name.instrument, codes))

    def year(self, names: Sequence[KnownName], year: int | None) -> tuple[KnownName, Problem | None]:
        """Which of the names is meant by the year that goes with them, or that the year is wrong."""
        names = [n for n in names if n.instrument is not None] or names
        first = names[0]
        if year is None:
            return first, None
        for name in names:
            if name.year == year or (name.instrument is not None and year in self.register.years(name.instrument)):
                return name, None
        dated = [n for n in names if n.year or (n.instrument is not None and self.register.years(n.instrument))]
        if len(dated) < len(names) or not dated:
            return first, None
        if first.instrument is None:
            return first, Problem("INS002", f"the year {year} is not its year", first.text)
        for other in alternatives(first.instrument, self.register):
            if year in self.register.named_years(other):
                return first, Problem(
                    "INS007", f"{year} is the year of {other.official_name}", _dated(first, self.register)
                )
        return first, Problem("INS002", f"the year {year} is not its year", _dated(first, self.register))

    def number(self, mention: Mention, name: KnownName) -> Problem | None:
        """A number in the name: "Budapest Convention No. 185"."""
        if name.instrument is None:
            return None
        held = self.register.identifiers_of.get(name.instrument.id, ())
        act = _ACT_NUMBER.match(self.parsed.prose, mention.end, mention.sentence[1])
        acts = {i.number for i in held if i.scheme == "act"}
        if act is not None and acts and f"{int(act[1])}/{act[2]}" not in acts:
            return Problem("INS002", f"No. {act[1]} of {act[2]} is not its number", name.text)
        number = _NUMBER.search(mention.words)
        if number is None:
            return None
        digits = {d for i in held for d in re.findall(r"\d+", i.number)} | set(
            re.findall(r"\d+", name.instrument.official_name)
        )
        if not held or number[1] in digits:
            return None
        return Problem("INS002", f"{number[1]} is not its number", name.text)


def _dated(name: KnownName, register: NameRegister) -> str:
    assert name.instrument is not None
    years = sorted(register.named_years(name.instrument))
    return name.text if name.year or not years else f"{name.text} ({', '.join(map(str, years))})"


def _is_next(a: str, b: str) -> bool:
    """Whether two numbers of two digits follow each other."""
    return len(a) == len(b) == 2 and a.isdigit() and b.isdigit() and abs(int(a) - int(b)) == 1


def _same_number(a: str, b: str) -> bool:
    """Whether two forms of one word are both in the singular or both in the plural, as far as a letter s tells."""
    a, b = (w.casefold().replace("’", "'").removesuffix("'s").rstrip("'") for w in (a, b))
    return _singular(a) != _singular(b) or a.endswith("s") == b.endswith("s")


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") and len(word) > 4 else word.removesuffix("s")


def _is_plural_of(written: str, names: Sequence[KnownName]) -> bool:
    """Whether the only word before a head noun has a letter s for the plural that no name of the thing has there."""
    if not written[0].isupper() or not written.endswith("s") or written.endswith(("'s", "’s")):
        return False
    return all(len(name.raw) == 2 and written[:-1] == name.raw[0] for name in names)


_YEAR = re.compile(
    r"(?:['’]s)?,?[\s*_]{1,4}(?:\(|of\s(?:\d{1,2}\s)?(?:(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\s)?)?((?:19|20)\d\d)\b(?![/-]\d)"
)
#: Who is said to have made a law, right behind its name.
_MADE_BY = re.compile(
    r"\)?[\s*_]{0,3}(?:\([^()\n]{1,40}\))?,?\s(?:(?:which|that|it)\s)?(?:(?:was|were|is|has\sbeen|had\sbeen)\s)?"
    r"(?:first\s|jointly\s)?(?:(?:(?:adopted|passed|enacted|concluded|issued|drafted|drawn\sup|promulgated|signed|made|written"
    r"|negotiated|agreed)\s(?:in\s\d{4}\s)?(?:by|in|within|under))|(?:comes|came|hails|stems)\sfrom|originat(?:es|ed)\sin|from)"
    r"\s(?:the\s)?((?:[A-Z][\w.]{1,20})(?:\s(?:of\s|of\sthe\s)?[A-Z][\w.]{1,20}){0,3}?)"
    r"(?=[,.;:)]|\s(?!of\b)[a-z\d]|$)"
)
#: A state in brackets behind the name of a statute, or behind "of".
_STATE_BEHIND = re.compile(
    r"[\s*_]{1,4}(?:\((?=[A-Z][\w\s]{2,40}\))|of\s(?:the\s)?)([A-Z][a-z]{2,20}(?:\s[A-Z][a-z]{2,20})?)(?=[).,;:]|\s[a-z]|$)"
)
#: Who passed it, right before its name: "the Japanese parliament passed", "the parliament of Japan passed".
_MAKER_BEFORE = re.compile(
    r"\b(?:(?:parliament|legislature|congress|government|senate)\sof\s(?:the\s)?)?([A-Z][a-z]{2,20}(?:\s[A-Z][a-z]{2,20})?)(?:['’]s?)?"
    r"\s(?:(?:legislators?|legislature|parliament|congress|government|lawmakers?|senate|cabinet|Parliament|Congress)\s)?(?:has\s|had\s)?"
    r"(?:passed|adopted|enacted)\s(?:the\s|its\s)?[*_]?$"
)
#: Words for these stand in sentences on anything.
_UNIONS = frozenset({"au", "coe", "eu", "un"})
_LAWGIVERS = frozenset({"congress", "parliament", "bundestag", "of", "the"})
_SECTION_BEFORE = re.compile(
    r"(?:\b[Ss]ections?|\b[Ss]{1,2}\.?|\b[Ss]ecs?\.|§§?)[\s>]{1,3}(\d{1,5}[A-Za-z]{0,2}(?:\.\d{1,3})?)[\s>]{1,3}of[\s>]{1,3}(?:the[\s>]{1,3})?(?:\w{2,20}['’]s[\s>]{1,3})?$"
)
#: Behind a name that stands for itself, and not before a noun ("the Dutch DSA supervisor").
_SENTENCE_GOES_ON = re.compile(
    r"[*_\"”’]{0,4}(?:[.,;:)]|$|[\s>]{1,3}(?:is|was|has|had|and|or|of|in|on|for|to|from|since|entered|requires?|which|that|does"
    r"|did|obliges?|applies|by|as|with|will|would|must|may|can|sets?|makes?|covers?|allows?|bans?|became)\b)"
)
_ACT_NUMBER = re.compile(
    r"[\s*_]{1,3}(?:\([^()\n]{1,20}\)\s)?,?\s?\(?(?:[Nn]o\.?\s?)?(\d{1,4})[\s>]{1,3}of[\s>]{1,3}((?:19|20)\d\d)\b"
)
_NUMBER = re.compile(r"\b[Nn]o\.?\s?(\d+)")
