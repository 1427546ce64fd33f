"""When a thing is said to have been adopted or founded, held against the register: "adopted in 2009"."""

from __future__ import annotations

import re
from functools import cache

from wellsourced.checks.names.jurisdictions import names_state, read_jurisdictions
from wellsourced.checks.names.named import Named
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.times.lifetimes import Lifetime, Moment, agrees, is_before, read_moments
from wellsourced.checks.times.said_times import AUXILIARIES, BRACKET, DATE, Wrong, read_words, said_moment
from wellsourced.manuscript.alternations import one_of
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.models import Instrument

#: What was done to a law or a body at its beginning, as it is said behind a date.
_MADE = one_of(
    """
    adopted; approved; born; concluded; created; decided; enacted; established; founded; handed down; introduced
    launched; opened for signature; passed; promulgated; released; set up; signed; unveiled
    """
)
#: The same as a sentence says it before a date.
_FOUNDED = one_of(
    r"""
    adopted; agreed; announced; approved; began(?! to\b); concluded; created; dates? from; dating from; decided; donated
    drawn up; enacted; established; founded; handed down; introduced; issued; launched; open for signature
    opened for signature; passed; presented; promulgated; released; set up; signed; started; unveiled; was born
    """
)
_WITHOUT_DATE = r"(?:[^.;:,\d]|, (?=after\b|as\b|at\b|by\b|first\b|in\b|on\b|then\b|with\b)){0,60}?"
#: The same as a noun: "the adoption of".
_FOUNDING = one_of(
    """
    adoption; advent; arrival; birth; conclusion; creation; enactment; establishment; foundation; founding
    introduction; launch; passage; passing; publication; release; signature; signing
    """
)
#: The same as the thing's own deed: "has existed since".
_AROSE = one_of(
    """
    (?:goes|going|dates|dating|reaches) back to; (?:has|had) existed since; appeared in; came about in
    came into being in; came into existence in; dates from; dates to; dating from; exists since; is of
    saw the light (?:of day )?in; stems from; was born in; was of
    """
)
#: The same in the active voice, the thing behind it: "adopted the".
_ADOPTED = one_of(
    """
    adopted; agreed; announced; concluded; created; decided; delivered; enacted; established; founded; handed down
    introduced; issued; launched; opened; passed; promulgated; published; released; set up; signed; unveiled
    """
)
#: What a court did in a case.
_RULED = one_of("affirmed; annulled; confirmed; decided; held; laid down; recognised; ruled; struck down; upheld")
#: Official numbers that hold a date of the thing itself.
_DATED = ("UN", "UN_resolution", "edition", "version")


def find_wrong_adoption(
    parsed: ParsedText, named: Named, life: Lifetime, register: NameRegister, before: str, behind: str
) -> Wrong | None:
    """ "... adopted in 2009", where the register has 2007. `before`, `behind`: the words around the name."""
    instrument = named.instrument
    if instrument is None or instrument.adopted is None or life.adopted is None:
        return None
    own_words = read_words(parsed, named.mention.start, named.mention.end)
    find = _find_founding if instrument.kind in ACTING else _find_adoption
    match = _dated_name_pattern().search(own_words) or find(before, behind)
    if match is None and instrument.kind in _MADE_ONCE and not _IN_NEW_FORM.match(behind):
        match = _dated_active_pattern().search(before + " \x00")
    if match is None:
        return None
    said = said_moment(match)
    moments = [life.adopted, *(m for value in _dated_values(instrument) for m in read_moments(value))]
    if any(agrees(said, known) for known in moments):
        return None
    if _is_on_the_way(match[0], said, life.adopted) or is_of_a_part(match[0], before):
        return None
    if said[0] in register.years(instrument) - {m[0] for m in moments}:
        return None
    began = life.in_force is not None and agrees(said, life.in_force)
    if began and not _is_of_the_making(match[0], behind, instrument.kind):
        return None
    if not began and _is_noted(said, instrument):
        return None
    if _is_only_named(match[0], said, life, instrument.kind):
        return None
    start, end = _with_year(parsed, named, said[0])
    return Wrong("INS002", f"the register has {instrument.adopted} for this date", start, end, instrument.adopted)


#: What acts itself: "X launched Y in 2019" tells nothing of when X was launched.
ACTING = ("organisation", "programme")
#: What is made on one day, while tools and bodies come out again and again.
_MADE_ONCE = ("treaty", "statute", "eu-act", "soft-law")
_IN_NEW_FORM = re.compile(r"(?:['’]s?\b|,? (?:again|anew|as|in|into)\b)")


def _is_of_the_making(words: str, behind: str, kind: str) -> bool:
    """Whether the words speak of how a law was made, and surely not of how it began to apply or was taken over.

    States go on signing a treaty after it entered into force, each for itself.
    """
    made = _MAKING.get(kind)
    return made is not None and made.search(words) is not None and _BY_OTHERS.search(behind) is None


_MAKING = {
    "treaty": re.compile(r"\b(?:adopted|concluded|opened for signature|open for signature)\b", re.IGNORECASE),
    "eu-act": re.compile(r"\b(?:adopted|enacted|passed|promulgated|signed)\b", re.IGNORECASE),
    "statute": re.compile(r"\b(?:enacted|passed|promulgated|signed into law|signed)\b", re.IGNORECASE),
}
#: Who did it then may be a single state, which takes a treaty over.
_BY_OTHERS = re.compile(r"^[^.;:]{0,80}\b(?:by|there|here|into (?:domestic|national) law)\b")


def _is_only_named(words: str, said: Moment, life: Lifetime, kind: str) -> bool:
    """Whether a date only names the thing ("X of 2 May 2010"), and may be that of another step of the same year.

    Acts of the Union have one date in their titles; treaties and statutes are dated by one step or another.
    """
    if not _NAMED_BY.search(words):
        return False
    if kind == "eu-act":
        return False
    return kind not in ("treaty", "statute", "case") or life.adopted is None or said[0] == life.adopted[0]


_NAMED_BY = re.compile(r"(?:^|\x00)(?!.*\b(?:was|were|been)\b).* of (?:\d|[A-Z])[^,]*$")


def _is_noted(said: Moment, instrument: Instrument) -> bool:
    """Whether the record gives the date in words, for another step on the way: "approved 17 Nov 2021"."""
    text = f"{instrument.note or ''} {instrument.status or ''}"
    noted = [(*_day_of(match), int(match["year"])) for match in _NOTED.finditer(text)]
    return any(agrees(said, (year, month, day)) for day, month, year in noted)


def _day_of(match: re.Match[str]) -> tuple[int, int]:
    return int(match["day"] or 0), _MONTHS.index(match["month"][:3].casefold()) + 1


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NOTED = re.compile(
    r"(?:(?P<day>\d{1,2})\s)?(?P<month>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\s(?P<year>(?:19|20)\d\d)\b"
)


def _is_on_the_way(words: str, said: Moment, adopted: Moment) -> bool:
    """Whether this may be an earlier step of the same year: a parliament adopts what is signed months later."""
    if _IN_CHAMBER.search(words) or (_TABLED.search(words) and is_before(said, adopted)):
        return True
    if AT_FIRST.search(words) and is_before(said, adopted):
        return True
    if _AGREED.search(words) and is_before(said, adopted) and adopted[0] - said[0] <= 1:
        return True  # what is agreed on in one year is adopted in the next
    step = _STEPS.search(words) is not None and _LAST_STEPS.search(words) is None
    return step and said[0] == adopted[0] and is_before(said, adopted)


def is_of_a_part(words: str, before: str) -> bool:
    """Whether one state alone did it ("signed by Singapore in 2025"), or an edition is dated, not the thing."""
    by_one = _BY_ONE.search(words) or _ONE_ADOPTED.search(words) or _ONE_SIGNS.search(before)
    if EDITION_OF.search(before):
        return True
    who = by_one[1].casefold().split() if by_one is not None else []
    if not who or who[-1] in _LAWGIVERS:
        return False
    return names_state(who[:1]) or not read_jurisdictions(who)[1]


_BY_ONE = re.compile(
    r"\b(?:signed|adopted|introduced|launched|approved|started|set up|passed)\s"
    r"(?:there\s)?(?:by|in|for)\s(?:the\s)?([A-Z]\w+(?:\s[A-Z]\w+)?)"
)
_ONE_ADOPTED = re.compile(r"\d,?(?: that)? (?:the )?([A-Z]\w+(?:\s[A-Z]\w+)?) (?=.{0,80}\x00$)")
#: Those who make a law, and do not join one.
_LAWGIVERS = frozenset({"assembly", "commission", "congress", "council", "nations", "parliament", "union"})
_ONE_SIGNS = re.compile(
    r"(?<!\w)([A-Z]\w{1,30}(?:\s[A-Z]\w{1,30})?)"
    r" (?:has |had )?(?:accepted|adopted|approved|joined|signed)(?: the| its)? ?$"
)
EDITION_OF = re.compile(
    r"\b(?:edition|version|revision|amendment|update|translation|recast|extension)s?(?: \d+(?:\.\d+)*)?"
    r" (?:of|to)(?: the)? ?$",
    re.IGNORECASE,
)
#: What was issued anew, and is registered as it is now, came out earlier, too.
AT_FIRST = re.compile(r"\b(?:first|initially|originally)\b")
_TABLED = re.compile(r"\b(?:introduced|presented|proposed|tabled|drawn up)\b", re.IGNORECASE)
_IN_CHAMBER = re.compile(
    r"\bpassed\s(?:by\s)?(?:the\s|both\s)?(?:Senate|House|Houses|Commons|Lords|Parliament|committee|chamber|Bundestag|Bundesrat)\b"
)


_AGREED = re.compile(r"\bagreed\b")
_STEPS = re.compile(
    r"\b(?:adopted|agreed|announced|approved|passed|presented|introduced|proposed|drawn up)\b", re.IGNORECASE
)
_LAST_STEPS = re.compile(r"\b(?:opened|signed|launched|enacted|promulgated)\b", re.IGNORECASE)


def _find_adoption(before: str, behind: str) -> re.Match[str] | None:
    """The first date that is said to be that of the adoption, with the words that say so."""
    match = _behind_pattern().match(behind) or _before_pattern().search(before)
    if match is not None and match.string is before and _SAID_OF_ANOTHER.search(before, 0, match.start()):
        match = None  # "A was opened in 2007, B almost six years earlier"
    if match is None:
        around = before[-90:] + " \x00" + behind[:90]
        match = next((found for pattern in _around_patterns() if (found := pattern.search(around))), None)
    return match or _active_pattern().search(before + " \x00" + behind[:80])


def _find_founding(before: str, behind: str) -> re.Match[str] | None:
    """The first date that is said to be that of the founding of a body, which is set up and does not only act."""
    match = _founded_behind_pattern().match(behind) or _founded_before_pattern().search(before)
    if match is not None and match.string is before and _SAID_OF_ANOTHER.search(before, 0, match.start()):
        match = None
    if match is None:
        around = before[-90:] + " \x00" + behind[:90]
        match = next((found for pattern in _founded_around_patterns() if (found := pattern.search(around))), None)
    return match


def _dated_values(instrument: Instrument) -> list[str]:
    return [instrument.adopted or "", *(v for k, v in instrument.identifiers.items() if k in _DATED)]


def _with_year(parsed: ParsedText, named: Named, year: int) -> tuple[int, int]:
    """From the name to the year that is wrong, or the other way round."""
    start, end = named.mention.surroundings
    behind = parsed.prose.find(str(year), named.mention.end, end)
    if behind >= 0:
        return named.mention.start, behind + 4
    before = parsed.prose.rfind(str(year), start, named.mention.start)
    return (before if before >= 0 else named.mention.start), named.mention.end


#: A verb in the passive before it: what follows is said of its subject.
_SAID_OF_ANOTHER = re.compile(r"\b(?:was|were|is|are|been|being|had|has|and)\s$")

# --- how a sentence says it; \x00 stands for the name ----------------------------------------------------------------


@cache
def _behind_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{BRACKET}{AUXILIARIES},? ?{_FOUNDED}{_WITHOUT_DATE}\b(?:in|on|of|from|since) (?:the )?(?:early |late "
        rf"|end of )?{DATE}"
    )


@cache
def _before_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\b{_FOUNDED}(?: (?:at|in|by)(?: the)? [\w ]{{2,30}}?)? (?:in|on) {DATE},?(?: the| its| a)?$", re.IGNORECASE
    )


@cache
def _around_patterns() -> tuple[re.Pattern[str], ...]:
    """ "On 2 May 2010 X was adopted", "the adoption of X in 2010", "X has existed since 2010", "X, of 2 May 2010,"."""
    return (
        re.compile(
            rf"(?<![a-z]ed )\b(?:In|On|on|in) {DATE},?(?: the| its)? \x00{BRACKET} (?:was|were|had been)"
            rf" (?:\w+ly |first )?{_MADE}\b"
        ),
        re.compile(rf"\b{_FOUNDING} of (?:the |its )?\x00{BRACKET},? (?:back )?(?:in|on) {DATE}"),
        re.compile(rf"\x00{BRACKET} {_AROSE} (?:the (?:year |spring of |summer of |autumn of )?)?{DATE}"),
        re.compile(rf"\x00{BRACKET}, of {DATE},"),
        re.compile(rf"\x00{BRACKET} of {_WITH_MONTH}{DATE}"),
        re.compile(
            rf"\b[Ii]t (?:was|is) (?:only |not until )?(?:in|on) {DATE} that (?:the |its )?\x00{BRACKET}"
            rf" (?:was|were|had been) {_MADE}\b"
        ),
        re.compile(rf"\b{_RULED} (?:in|on) {DATE},? (?:in|by) (?:the )?\x00"),
        re.compile(
            rf"(?<![a-z]ed )\b(?:In|On|in|on) {DATE},? [^.;:\d]{{0,50}}?\b{_RULED} [^.;:\d]{{0,60}}?\bin (?:the )?\x00"
        ),
    )


#: A date with its month, and no name: "of 2 May 2010", "of May 2010".
_WITH_MONTH = r"(?=(?:\d{1,2}(?:st|nd|rd|th)? )?[A-Z][a-z]+,? (?:\d{1,2}, )?\d{4}\b)"


#: How a body begins.
SET_UP = one_of(
    "born; created; established; formed; founded; incorporated; inaugurated; launched; set up; started; unveiled"
)
SET_UP_BEHIND = (
    rf"(?:(?: who| which| that)? (?:was|were|had been|has been|is|are|being)(?: \w+ly| first)? {SET_UP}"
    rf"|, ?(?:first )?{SET_UP}(?= (?:as|at|back|by|in|on|under|with)\b))"
)


@cache
def _founded_behind_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{BRACKET}(?:{SET_UP_BEHIND}{_WITHOUT_DATE}"
        rf"|,?(?: which| that)? (?:began(?: (?:its )?(?:life|work))?|dates|dating))"
        rf" (?:back )?(?:in|on|from|since|to) (?:the )?(?:early |late |end of )?{DATE}"
    )


@cache
def _founded_before_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\b{SET_UP}(?: (?:at|in|by)(?: the)? [\w ]{{2,30}}?)? (?:in|on) {DATE},(?: the| its)?$", re.IGNORECASE
    )


@cache
def _founded_around_patterns() -> tuple[re.Pattern[str], ...]:
    founding = one_of(
        "beginning; beginnings; birth; creation; establishment; formation; foundation; founding; inauguration"
    )
    return (
        re.compile(
            rf"(?<![a-z]ed )\b(?:In|On|on|in) {DATE},?(?: the| its)? \x00{BRACKET} (?:was|were|had been)"
            rf" (?:\w+ly |first )?{SET_UP}\b"
        ),
        re.compile(rf"\b{founding} of (?:the |its )?\x00{BRACKET},? (?:back )?(?:in|on) {DATE}"),
        re.compile(rf"\x00{BRACKET} {_AROSE} (?:the (?:year |spring of |summer of |autumn of )?)?{DATE}"),
        re.compile(
            rf"\b[Ii]t (?:was|is) (?:only |not until )?(?:in|on) {DATE} that (?:the |its )?\x00{BRACKET}"
            rf" (?:was|were|had been) {SET_UP}\b"
        ),
    )


@cache
def _dated_name_pattern() -> re.Pattern[str]:
    """A date that is written as the end of the name: "Directive 2010/9/EU of 2 May 2010"."""
    return re.compile(rf"\x00?.* of {_WITH_MONTH}{DATE}$")


@cache
def _dated_active_pattern() -> re.Pattern[str]:
    """ "On 2 May 2010 the General Assembly adopted X", "it was on 2 May 2010 that Parliament passed X"."""
    actor = r"(?:the )?(?P<actor>[A-Z]\w+(?: (?:of(?: the)?|and(?: the)?|for) [A-Z]\w+| [A-Z]\w+){0,4})"
    return re.compile(
        rf"\b(?:[Ii]t (?:was|is) (?:only |not until )?)?(?:[Ii]n|[Oo]n) {DATE}(?:,| that|) {actor}"
        rf" (?:\w+ly |first )?{_ADOPTED} (?:the |its )?\x00"
    )


@cache
def _active_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b{_ADOPTED} (?:the |its )?\x00(?:{BRACKET},? )(?:back )?(?:in|on) {DATE}")
