"""When an instrument was adopted, in force and over, and what a sentence says of that."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import msgspec

from wellsourced.checks.name_register import NameRegister
from wellsourced.checks.named import Named
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.models import Instrument

#: A day, or only a month or a year: (year, month, day), zeros where unknown.
Moment = tuple[int, int, int]


class Lifetime(msgspec.Struct, frozen=True):
    """When an instrument began to exist and to apply, and when it ended, as far as the register says.

    `pending`: it never came into force (a proposal, too few ratifications). `over`: repealed, lapsed, merged.
    """

    adopted: Moment | None
    in_force: Moment | None
    until: Moment | None
    pending: bool
    over: bool

    @property
    def start(self) -> Moment | None:
        """The first moment at which it could apply."""
        return self.in_force or self.adopted


class Wrong(msgspec.Struct, frozen=True):
    """A time that does not fit, said in `text[start:end]`. INS002: a wrong date; INS003: spoken of at a wrong time."""

    code: str
    reason: str
    start: int
    end: int
    right: str | None = None


def find_wrong_time(parsed: ParsedText, named: Named, register: NameRegister, today: date | None) -> Wrong | None:
    """What a sentence says wrongly about the time of an instrument that it names."""
    instrument = named.instrument or named.superseded
    if instrument is None:
        return None
    if named.superseded is not None:
        start, end = named.mention.surroundings
        nothing = Lifetime(None, None, None, False, True)
        return _wrong_state(
            named, nothing, _flat(parsed.prose, start, named.mention.start), _flat(parsed.prose, named.mention.end, end)
        )
    life = read_lifetime(instrument, register, today)
    start, end = named.mention.surroundings
    before = _flat(parsed.prose, start, named.mention.start)
    behind = _flat(parsed.prose, named.mention.end, end)
    if behind.startswith(")"):
        behind = behind[1:]  # the end of the bracket with the letters of the name
    return (
        _wrong_date(parsed, named, instrument, life, register, before, behind)
        or _wrong_entry(named, life, before, behind)
        or _wrong_state(named, life, before, behind)
        or _wrong_period(named, life, before, behind)
    )


def read_lifetime(instrument: Instrument, register: NameRegister, today: date | None) -> Lifetime:
    """The times of an instrument. A status in words counts where no date does."""
    status = (instrument.status or "").casefold()
    in_force_words = (instrument.in_force or "").casefold()
    until = read_moment(str(instrument.until)) if instrument.until else None
    successor = register.by_id.get(instrument.superseded_by or "")
    if until is None and successor is not None:
        until = read_moment(successor.adopted)
        until = until if until and until > (read_moment(instrument.adopted) or (0, 0, 0)) else None
    over = (
        successor is not None
        or bool(_OVER.match(status))
        or (until is not None and today is not None and until <= _of(today))
    )
    in_force = None if "not in force" in in_force_words else read_moment(instrument.in_force)
    pending = bool(_PENDING.search(status)) or "not in force" in in_force_words
    if in_force is not None and today is not None and in_force > _of(today):
        pending = True
    adopted = read_moment(instrument.adopted)
    if adopted is None:
        years = register.named_years(instrument)
        adopted = (min(years), 0, 0) if years else None
    if "proposal" in (instrument.adopted or "") or instrument.official_name.startswith("Proposal"):
        pending = True
    return Lifetime(adopted, in_force, until, pending, over)


def read_moment(text: str | None) -> Moment | None:
    """The first date in a text: 2010-07-01, 2010-07, 2010."""
    match = _ISO.search(text or "")
    return (int(match[1]), int(match[2] or 0), int(match[3] or 0)) if match else None


_ISO = re.compile(r"\b((?:18|19|20)\d\d)(?:-(\d\d))?(?:-(\d\d))?\b")
_OVER = re.compile(
    r"(?:lapsed|repealed|expired|abandoned|merged|superseded|withdrawn|closed|ended|replaced|revoked|struck down)"
)
_PENDING = re.compile(r"^(?:not (?:yet )?in force|proposal|proposed|draft|bill\b|pending)|not (?:yet )?in force")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
} | {"spring": 4, "summer": 7, "autumn": 10, "fall": 10, "winter": 1}
_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|spring"
    "|summer|autumn|fall|winter)"
)
#: Day, month and year in either order; the year may stand alone.
_DATE = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? )?(?:(?P<month>{_MONTH})(?: of"
    rf"| (?P<day2>\d{{1,2}}),)?,? )?(?P<year>(?:18|19|20)\d\d)\b(?![/-]\d)"
)
_SKIP = r"(?: ?\([^()]{1,60}\))?"
_AUX = (
    r"(?:,? ?(?:which|that|who|it|and|was|were|has|had|have|been|is|are|being|first|finally|formally|itself"
    r"|then|only|already|officially|publicly|jointly|later|when|in turn)){0,5}"
)
_FOUNDED = (
    r"(?:adopted|signed|concluded|opened for signature|open for signature|passed|enacted|agreed|approved|issued"
    r"|launched|founded"
    r"|established|created|set up|introduced|released|dates? from|dating from|began|started|was born"
    r"|promulgated|drawn up|announced|presented|unveiled|donated|decided|handed down)"
)
_ENTERED = (
    r"(?:(?:has |had |have )?(?:been )?(?:in force|effective|applicable|in effect|binding|in operation|at work"
    r"|operational"
    r"|up and running)"
    r"|entered into force|came into force|comes into force|came into effect"
    r"|took effect|takes effect|(?:has |have |had )?(?:applied|applies)|commenced|became law|entered into effect|force)"
)
_WITHOUT_DATE = r"[^.;:\d]{0,60}?"


def _flat(prose: str, start: int, end: int) -> str:
    """A range with every space and mark one letter wide, so that offsets hold."""
    return re.sub(r"[\s*_>]", " ", prose[start:end])


def _squeeze(text: str) -> str:
    """On one line; a space before it stays."""
    return (" " if text[:1].isspace() else "") + " ".join(text.split())


def _moment(match: re.Match[str]) -> Moment:
    month = _MONTHS.get((match["month"] or "").casefold(), 0)
    return int(match["year"]), month, int(match["day"] or match["day2"] or 0)


def _of(day: date) -> Moment:
    return day.year, day.month, day.day


def _agrees(said: Moment, known: Moment) -> bool:
    """Whether two dates agree in what both give."""
    return all(not a or not b or a == b for a, b in zip(said, known, strict=True))


def _before(a: Moment, b: Moment) -> bool:
    """Whether `a` is surely before `b`."""
    for x, y in zip(a, b, strict=True):
        if not x or not y:
            return False
        if x != y:
            return x < y
    return False


def _wrong_date(
    parsed: ParsedText,
    named: Named,
    instrument: Instrument,
    life: Lifetime,
    register: NameRegister,
    before: str,
    behind: str,
) -> Wrong | None:
    """ "... adopted in 2009", where the register has 2007."""
    if instrument.adopted is None or life.adopted is None:
        return None
    match = _founded_behind_pattern().match(_squeeze(behind)) or _founded_before_pattern().search(_squeeze(before))
    if match is None:
        around = _squeeze(before)[-90:] + " \x00" + _squeeze(behind)[:90]
        match = next((found for pattern in _tied_patterns() if (found := pattern.search(around))), None)
    if match is None:
        match = _active_pattern().search(_squeeze(before) + " \x00" + _squeeze(behind)[:80])
    if match is None:
        return None
    said = _moment(match)
    moments = [m for m in (life.adopted,) if m]
    moments += [m for value in (instrument.adopted, *_dated_values(instrument)) for m in _all_moments(value)]
    if any(_agrees(said, known) for known in moments) or said[0] in register.years(instrument) - {
        m[0] for m in moments
    }:
        return None
    if life.in_force and _agrees(said, life.in_force):
        return None
    right = instrument.adopted
    begin, end = _with_year(parsed, named, said[0])
    return Wrong("INS002", f"the register has {right} for this date", begin, end, right)


def _with_year(parsed: ParsedText, named: Named, year: int) -> tuple[int, int]:
    """From the name to the year that is wrong, or the other way round."""
    start, end = named.mention.surroundings
    behind = parsed.prose.find(str(year), named.mention.end, end)
    if behind >= 0:
        return named.mention.start, behind + 4
    before = parsed.prose.rfind(str(year), start, named.mention.start)
    return (before if before >= 0 else named.mention.start), named.mention.end


def _dated_values(instrument: Instrument) -> list[str]:
    return [v for k, v in instrument.identifiers.items() if k in ("edition", "version", "UN", "UN_resolution")]


def _all_moments(text: str) -> list[Moment]:
    found: list[Moment] = [(int(m[1]), int(m[2] or 0), int(m[3] or 0)) for m in _ISO.finditer(text)]
    return found


def _wrong_entry(named: Named, life: Lifetime, before: str, behind: str) -> Wrong | None:
    """ "... in force since 2010", where it came into force in 2012, or never did."""
    match = _entered_behind_pattern().match(_squeeze(behind)) or _entered_before_pattern().search(_squeeze(before))
    if match is None:
        around = _squeeze(before)[-60:] + " \x00" + _squeeze(behind)[:60]
        match = next((found for pattern in _entered_around_patterns() if (found := pattern.search(around))), None)
    if match is None:
        return None
    said = _moment(match)
    where = (named.mention.start, named.mention.end)
    if life.pending and life.in_force is None:
        return Wrong("INS003", "by the register it is not in force", *where)
    if _IN_PART.search(match[0]):
        return None
    known = life.in_force or life.adopted
    if known is None:
        return None
    if (
        life.in_force is not None
        and not _agrees(said, life.in_force)
        and not (life.adopted and _agrees(said, life.adopted))
    ):
        return Wrong(
            "INS003", f"the register has {_say(life.in_force)} for its entry into force", *where, _say(life.in_force)
        )
    if _before(said, known):
        return Wrong("INS003", f"it was adopted only in {_say(known)}", *where, _say(known))
    return None


_IN_PART = re.compile(r"\b(?:in part|partly|partially|in full|fully|in stages|mostly|largely)\b")


def _wrong_state(named: Named, life: Lifetime, before: str, behind: str) -> Wrong | None:
    """Spoken of as law in force now, though it is a proposal, lapsed or merged."""
    if not (life.pending or life.over or named.superseded is not None):
        return None
    behind, before = _squeeze(behind), _squeeze(before)
    state = _now_behind_pattern().match(behind)
    said_now = state is not None and _NOW.search(state[0])
    if _CAUTIOUS.search(before) or (not said_now and _CAUTIOUS.search(behind[:160])):
        return None
    past = _PAST_YEAR.search(before)
    if state is None and (not past or "still" in behind[:60]):
        state = (
            _STILL.match(behind)
            or _TO_THIS_DAY.match(behind)
            or (_OPERATES.match(behind) if life.pending or named.superseded else None)
        )
    if state is None and life.over and not past and (_NOW.search(before) or _NOW.search(behind)):
        state = _OPERATES.match(behind) or _PRESENT.match(behind) or _find_reliance(before)
    if state is None:
        return None
    where = (named.mention.start, named.mention.end)
    if named.superseded is not None:
        return Wrong(
            "INS003", f"it was replaced by {named.superseded.official_name}", *where, named.superseded.official_name
        )
    in_past = past or next((m for m in _PAST_YEAR.finditer(behind) if _may_have_been(int(m[0][-4:]), life)), None)
    if life.over and in_past and not ("still" in state[0] and life.until is None):
        return None
    reason = "by the register it is not in force" if life.pending else "by the register it is over"
    return Wrong(
        "INS003", f"{reason} ({named.instrument.status or life.until})" if named.instrument else reason, *where
    )


def _find_reliance(before: str) -> re.Match[str] | None:
    """What rests on the thing now, told before it: "can still rely on", "is today governed by"."""
    return None if _NOT_NOW.search(before) else _RELIES.search(before)


def _may_have_been(year: int, life: Lifetime) -> bool:
    """Whether a thing that is over was not over yet in a year."""
    return life.until is None or year <= life.until[0]


def _wrong_period(named: Named, life: Lifetime, before: str, behind: str) -> Wrong | None:
    """Said to have worked at a time before it applied, or after it ended."""
    flat_before, flat_behind = _squeeze(before), _squeeze(behind)
    if _CAUTIOUS.search(flat_before) or _CAUTIOUS.search(flat_behind):
        return None
    cue = _BASIS.search(flat_before) or _WORKED.match(flat_behind) or _STATE.search(flat_behind[:120])
    told = cue is not None or _is_told_as_fact(flat_before, flat_behind)
    said = _spoken(flat_before, flat_behind)
    if said is None:
        return None
    if not told and not (life.until and _before(life.until, said) and _acts(named, flat_before, flat_behind)):
        return None
    where = (named.mention.start, named.mention.end)
    start = life.start
    if start is not None and _before(said, start):
        return Wrong("INS003", f"at that time it did not apply: the register has {_say(start)}", *where, _say(start))
    if life.pending and life.in_force is None:
        return Wrong("INS003", "by the register it was not in force", *where)
    if life.until is not None and _before(life.until, said):
        return Wrong("INS003", f"at that time it no longer applied: it ended on {_say(life.until)}", *where)
    if life.over and life.until is None and named.instrument is not None and _STILL_ITSELF.search(flat_behind):
        return Wrong("INS003", f"by the register it is over ({named.instrument.status})", *where)
    return None


def _acts(named: Named, before: str, behind: str) -> bool:
    """ "Since 2020 X has published ...": whether the sentence begins with the time, and the body goes on working."""
    opened = _opening_time_pattern().match(before)
    if opened is None or before[opened.end() :].strip(" ,the") or named.instrument is None:
        return False
    return named.instrument.kind in ("organisation", "programme", "tool") and bool(_GOES_ON.match(behind))


_GOES_ON = re.compile(
    r"(?: \([^()]{1,40}\))?(?: (?:has|have|had|also|again|still)){0,2} (?:been )?[a-z]+(?:ed|s|ing|nt|ft|ve|de)\b"
)


def _is_told_as_fact(before: str, behind: str) -> bool:
    """ "In 2004 X scanned ...": a sentence that begins with the time, or ends with it, and tells what then happened."""
    if _PREPARED.search(before) or _PREPARED.search(_ISSUED.sub("", behind)):
        return False
    opened = _opening_time_pattern().match(before)
    if opened is not None and not re.search(r"[.;:]\s|,.*,|\b(?:that|which|who|whether|and)\b", before[opened.end() :]):
        return True
    closed = _closing_time_pattern().match(behind)
    return closed is not None and bool(_BASIS_NEAR.search(before))


@cache
def _opening_time_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:Already|Back|As early as) )?(?:In|By|Since|During|Throughout|On) "
        rf"(?:(?:early|late|mid|the)[ -])?{_DATE}"
        r"(?=[ ,]|$)",
        re.IGNORECASE,
    )


@cache
def _closing_time_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?: (?:was|were|had been|have been))? [a-z]+ed (?:in|on|during|since) {_DATE}")


_BASIS_NEAR = re.compile(r"\b(?:under|pursuant to|on the basis of|in accordance with|by virtue of)(?: the| its)?$")
#: What a body does at all times.
_ISSUED = re.compile(r" (?:published|reported|issued|released) (?=its |an? )")
#: What is said of a thing at a time when it was still being made.
_PREPARED = re.compile(
    r"\b(?:present\w*|tabled|introduc\w*|consult\w*|prepar\w*|developed|developing|develop|work(?:ed|ing) on|began"
    r"|begin"
    r"|start\w*|launch\w*|found\w*|creat\w*|establish\w*|set up|sign\w*|ratif\w*|conclu\w*|pass\w*|enact\w*"
    r"|publish\w*"
    r"|releas\w*|unveil\w*|became|become|led to|origin\w*|root\w*|forerunner|what is now|known as|called|named|renam\w*"
    r"|open\w*|agree\w*|vot\w*|join\w*|acquir\w*|bought|reported|decid\w*|struck|upheld|ruled|annul\w*|invalid\w*"
    r"|transpos\w*|implement\w*|cit\w+|review\w*|stud(?:y|ied|ies)|evaluat\w*|test(?:ed|s)|edition|version|survey\w*"
    r"|gave rise|succe\w*|inspir\w*|model\w*|emerg\w*|grew|campaign\w*|call(?:s|ed) for|urg\w*|demand\w*|recommend\w*"
    r"|asked|request\w*|today|now)\b",
    re.IGNORECASE,
)


def _spoken(before: str, behind: str) -> Moment | None:
    """The one time of which the sentence speaks; None where there are several."""
    found = [_moment(m) for m in _spoken_pattern().finditer(f"{before} \x00 {behind}")]
    years = {m[0] for m in found}
    return found[0] if len(years) == 1 else None


def _say(moment: Moment) -> str:
    return "-".join(f"{part:02}" for part in moment if part)


@cache
def _founded_behind_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{_SKIP}{_AUX},? ?{_FOUNDED}{_WITHOUT_DATE}\b(?:in|on|of|from|since) (?:the )?(?:early |late "
        rf"|end of )?{_DATE}"
    )


@cache
def _founded_before_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\b{_FOUNDED}(?: (?:at|in|by)(?: the)? [\w ]{{2,30}}?)? (?:in|on) {_DATE},?(?: the| its| a)?$", re.IGNORECASE
    )


@cache
def _tied_patterns() -> tuple[re.Pattern[str], ...]:
    """ "On 2 May 2010 X was adopted", "the adoption of X in 2010", "X has existed since 2010", "X, of 2 May 2010,"."""
    return (
        re.compile(
            rf"\b(?:In|On|on|in) {_DATE},?(?: the| its)? \x00{_SKIP} (?:was|were|had been)"
            r" (?:\w+ly |first )?(?:adopted|signed|concluded|opened for signature|passed|enacted|approved|launched"
            r"|founded|established|created|set up|introduced|released|promulgated|unveiled|born|decided|handed down)\b"
        ),
        re.compile(
            r"\b(?:adoption|signing|signature|passage|passing|enactment|conclusion|launch|founding|foundation|creation"
            r"|establishment|introduction|publication|release|birth|arrival|advent) of (?:the |its )?"
            rf"\x00{_SKIP},? (?:back )?(?:in|on) {_DATE}"
        ),
        re.compile(
            rf"\x00{_SKIP} (?:(?:goes|going|dates|dating|reaches) back to|(?:has|had) existed since|stems from"
            r"|came about in|came into being in|came into existence in|saw the light (?:of day )?in|appeared in"
            r"|exists since|dates from|dates to|dating from|was born in|is of|was of)"
            r" (?:the (?:year |spring of |summer of |autumn of )?)?"
            rf"{_DATE}"
        ),
        re.compile(rf"\x00{_SKIP}, of {_DATE},"),
    )


@cache
def _active_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:adopted|signed|passed|enacted|launched|founded|established|created|introduced|opened|decided|published"
        rf"|released|issued|unveiled|concluded|agreed|announced|set up|promulgated|handed down|delivered)"
        rf" (?:the |its )?"
        rf"\x00(?:{_SKIP},? )(?:back )?(?:in|on) {_DATE}"
    )


@cache
def _entered_behind_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{_SKIP}{_AUX},? ?{_ENTERED} ?(?:there |here |generally |in full |only |[a-z]+ ){{0,2}}(?:since|from"
        rf"|in|on|as of|as early as)(?: about| early| late)? {_DATE}"
    )


@cache
def _entered_before_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b[Ii]n force (?:since|from) {_DATE},(?: the| its)?$")


@cache
def _entered_around_patterns() -> tuple[re.Pattern[str], ...]:
    """ "The entry into force of X in 2010", "it was in 2010 that X entered into force", "X (in force 2010)"."""
    return (
        re.compile(rf"\b(?:entry into force|commencement) of (?:the |its )?\x00{_SKIP},? (?:in|on) {_DATE}"),
        re.compile(
            rf"\b{_DATE} (?:that|was the year (?:in which|when)|is the year (?:in which|when)|saw)(?: the)? \x00{_SKIP}"
            r" (?:entered into force|came into force|took effect|came into effect|commenced|became law"
            r"|enter into force)\b"
        ),
        re.compile(rf"\x00 \(in (?:force|effect) (?:since |from |in )?{_DATE}\)"),
    )


@cache
def _now_behind_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{_SKIP},? ?(?:which |that )?(?:is|are|remains?)(?: the [a-z]+)?(?: still| now| currently| today"
        rf"| already| fully)? ?(?:in force|in effect|binding law|applicable law|the law in force|in use)\b"
        rf"|{_SKIP},? (?:which |that )?(?:is|are|remains?) (?:still )?(?:the|an?) (?:present|current|valid|governing"
        rf"|good|applicable|existing|latest|newest|prevailing|binding)"
        r" (?!draft|version of the (?:draft|proposal))[a-z]+\b"
        rf"|{_SKIP},? (?:which |that )?(?:is|are|remains?)(?: still| now)? (?:the|an?) (?:law|text|standard|act|edition"
        rf"|rule|instrument)s? (?:in force|now in force|in use|that applies|to follow|of today|of the day)\b"
        rf"|{_SKIP}, (?:which is |still |now |currently )?(?:the \w+ )?(?:still |now |currently |then )in force"
    )


@cache
def _spoken_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:[Ii]n(?: the)?|[Tt]hroughout|[Dd]uring|[Ss]ince|[Bb]y|[Aa]s early as|[Aa]s of|[Oo]n|[Uu]ntil"
        rf"|[Ff]rom|[Bb]ack in|[Aa]round) (?:(?:early|late|mid|the)[ -])?{_DATE}"
    )


_CAUTIOUS = re.compile(
    r"\b(?:propos\w*|drafts?\b|drafted|negotiat\w*|would|will|shall|later|not yet|laps\w+|expired?s?|repeal\w*"
    r"|no longer|before|not|never|neither|nor|nothing|nobody|none|without|until|once"
    r"|amend\w*|discuss\w*|debat\w*|planned|plans|future|pending|failed|withdr\w*|were to|if\b|should|could"
    r"|may|might|adopted|merged|predecessor|extended"
    r"|prolong\w*|replaced|replacement|recast|after|abandon\w*|revoked|announced)\b",
    re.IGNORECASE,
)
_RELIES = re.compile(
    r"\b(?:rel(?:y|ies) on|rests? on|(?:is|are|remains?|stays?)(?: \w+)? (?:governed|covered|regulated|bound|ruled) by"
    r"|(?:is|are|remains?)(?: \w+)? (?:based on|subject to)|(?:act|work|operate)s? (?:on|under)|appl(?:y|ies)|invokes?"
    r"|appeals? to|cites?|follows?|complie?s? with|falls? under|transposes?)(?: the)? ?$"
)
_NOT_NOW = re.compile(r"\b(?:was|were|had|did|used to|once|would|could|until|before|if|whether|not|no longer|cannot)\b")
_NOW = re.compile(r"\b(?:today|now|currently|nowadays|at present|presently|these days|still)\b", re.IGNORECASE)
_PRESENT = re.compile(
    r"(?: \([^()]{1,40}\))?,?(?: (?:still|now|currently|today))? (?:protects|scans|works|operates|helps|lets|serves"
    r"|allows|permits|covers|applies|obliges|sets"
    r"|defines|provides|invites|runs|offers|lays|publishes|keeps|gives|is)\b"
)
_PAST_YEAR = re.compile(r"\b(?:in|since|from|until|during|throughout|by) (?:\w+ )?(?:19|20)\d\d\b", re.IGNORECASE)
_BASIS = re.compile(
    r"\b(?:under|pursuant to|on the basis of|based on|relied (?:up)?on|relying (?:up)?on|rely (?:up)?on"
    r"|rested on|in accordance with|required by|obliged by|as required by|in line with"
    r"|applying|applied|using|used|uses|invoked|invoking|enforced|enforcing|by virtue of|breach(?:ed)? of"
    r"|violat(?:ed|ion of)|fell under|falls under|report under"
    r"|prosecuted under|convicted under|allowed by|bound by|thanks to)(?: the| its)?$",
    re.IGNORECASE,
)
_WORKED = re.compile(
    r"(?:'s rules|’s rules)?,?(?: (?:had|has|was|were|already|then|also|still|both|itself"
    r"|in fact)){0,3} (?:oblige[ds]?|require[ds]?|prohibit(?:ed|s)?|criminalised|criminalized|criminalises"
    r"|banned|bans|allowed|allows|applied|applies|bound|binds|covered|covers|changed|made|gave|governed|governs|protected|protects|provided|provides|ensured|regulated|regulates"
    r"|in force|in effect|published|publishes|forced|forces|compelled|punished|punishes|guided|served|serves"
    r"|permitted|permits|let|set|laid|in use)\b"
)
_STATE = re.compile(
    r"\b(?:(?:then|already|still|long been|been) in force|in force (?:at (?:that|the) time|then|for years"
    r"|worldwide|everywhere|already)|already applied|then in effect"
    r"|when (?:it|the \w+) was in force|had (?:already )?been in force)\b"
)
#: Behind the name of a law or anywhere in its clause: it works now.
_TO_THIS_DAY = re.compile(
    r"[^.;:]{0,60}\bto (?:this|the present) day\b|, [^.;:]{1,30}\bnow (?:must|have to|are bound|need to)\b"
)
_STILL = re.compile(
    r"(?: \([^()]{1,40}\))?,? (?:which |that )?(?:is |are )?(?:still|now|currently|today|continues to"
    r"|remains?) (?:apply|valid|good law|in force|binding|applicable|an? |oblig|requir|allow|govern|regulat|bind)"
)
_OPERATES = re.compile(
    r"(?: \([^()]{1,40}\))?,?(?: (?:now|already|today|currently|also)){0,2} (?:obliges|requires|binds|prohibits"
    r"|bans|forces|compels|criminalises|criminalizes|governs|regulates|is binding"
    r"|imposes|makes it|guarantees|punishes|is in force|has entered into force|entered into force|is law"
    r"|applies(?! from| as of| only| in \d| since))\b"
)
_STILL_ITSELF = re.compile(r"\bstill (?:an?|its|the|independent|separate)\b|\bon its own\b")
