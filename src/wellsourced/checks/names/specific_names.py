"""Whether words around a head noun name one particular thing, or a kind of thing ("the Criminal Code")."""

from __future__ import annotations

from collections.abc import Sequence

from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.names.known_names import KnownName
from wellsourced.manuscript.mentions import Mention
from wellsourced.manuscript.model import ParsedText
from wellsourced.manuscript.names import BODY_HEADS, HEADS, OPENERS, head_noun

#: Words before a head noun that name none in particular.
_WORDS_OF_GENERIC = """
national international regional global local central federal european model framework founding additional optional
final basic common civil criminal penal public private general special joint high supreme constitutional state
ministerial executive legislative judicial royal official legal social human first second third fourth fifth new
annual main single double member members states state delegated implementing draft interim law police internal
foreign select standing working permanent provisional research professional data minister secretary president
director head chair our best north south east west eastern western northern southern both ethics review steering
advisory management data executive organising scientific technical city town bar medical nursing dental hospital
computing computer computation conference visitor student sports arts teaching writing parish village parent teacher
"""
_GENERIC = frozenset(_WORDS_OF_GENERIC.split())
#: Words that say that the whole is a work, a school, a court, a person or a place.
_WORDS_OF_OTHER_KINDS = """
university college school hospital court ministry department parliament senate faculty church museum journal review
press times news post gazette herald daily evening magazine weekly society house street road avenue square park bank
airport station hotel inc ltd llc gmbh corp corporation company limited city county district village church mr mrs
dr prof professor sir lady lord judge justice minister chapter section article figure table annex appendix part
volume monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december lab laboratory team day week inquiry
"""
_OTHER_KINDS = frozenset(_WORDS_OF_OTHER_KINDS.split())
#: Heads that make a name of almost anything; they need more around them.
_WORDS_OF_LOOSE_HEADS = """
law code bill order decision rule standard principle plan strategy group forum platform framework unit office index
library network campaign scheme mechanism comment recommendation guideline toolkit regulation programme program
project operation constitution memorandum decree accord pact fund service board panel society force
workshop conference movement assembly facility
"""
_LOOSE_HEADS = frozenset(_WORDS_OF_LOOSE_HEADS.split())
#: Heads of names of laws and treaties that are not said of things in general.
FIRM_HEADS = frozenset(
    {"convention", "treaty", "charter", "covenant", "protocol", "directive", "act", "accord", "pact", "statute"}
    | {"agreement", "compact", "declaration", "ordinance", "regulation", "recommendation", "resolution", "decree"}
    | {"order", "standard", "constitution"}
)
_WORDS_OF_NOT_OPERATIONS = """
grant grants funding proposal coordinator partner partners number name
manager managers officer officers director team management plan leader staff report room
"""
_NOT_OPERATIONS = frozenset(_WORDS_OF_NOT_OPERATIONS.split())


#: Capitalised words that are no part of a title.
NO_TITLE = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)


_PERSONS = frozenset(
    {"dr", "mr", "mrs", "ms", "prof", "professor", "sir", "lord", "lady", "judge", "justice", "detective"}
)
_WORDS_OF_ROLES = """
officer manager director chair chairman chairwoman president secretary adviser advisor analyst investigator
engineer lead head coordinator professor fellow lecturer student spokesperson spokeswoman spokesman minister
day week month
judge member user team department division desk room street avenue road award prize medal
"""
_ROLES = frozenset(_WORDS_OF_ROLES.split())
_GATHERINGS = frozenset({"conference", "workshop", "forum", "assembly", "movement"})
#: Police forces and their units are many, and each is real.
_POLICE_HEADS = frozenset(
    {"service", "force", "unit", "office", "authority", "academy", "directorate", "bureau", "group"}
)


def is_plain(name: KnownName) -> bool:
    """Whether a registered name is made of words that many names have ("Framework Decision", "Global Alliance")."""
    return all(raw.casefold() in _GENERIC or head_noun(raw) for raw in name.raw)


def is_role(raws: Sequence[str]) -> bool:
    """Whether the words end in what a person or a part of the house is called ("Data Protection Officer")."""
    return raws[-1].casefold().removesuffix("s") in _ROLES


def is_person(raws: Sequence[str]) -> bool:
    """Whether a title of persons opens the words ("Dr. Charter")."""
    first = 1 if len(raws) > 1 and raws[0] in ("Chief", "Lord", "Lady", "Senior", "Mr", "Madam") else 0
    return raws[first].casefold() in _PERSONS or any(raw.casefold() in _PERSONS - {"justice"} for raw in raws[:2])


def is_specific(mention: Mention, raws: Sequence[str], parsed: ParsedText, heading: bool) -> bool:
    """Whether an unregistered name is worth a complaint."""
    name = mention.name
    if name is None:
        return False
    lowered = [raw.casefold() for raw in raws]
    plain = [word.removesuffix("'s").removesuffix("'") for word in lowered]
    kinds = _OTHER_KINDS - {"may", "march", "part", "section", "article", "court", "police"}
    body = mention.head in BODY_HEADS
    heads = [i for i, raw in enumerate(raws) if head_noun(raw) == mention.head]
    if not heads or ("police" in plain and mention.head in _POLICE_HEADS):
        return False
    at = heads[0]
    learned = mention.head == "institute" or "research" in plain or "studies" in plain
    if learned and not mention.acronym and plain[0] not in ("international", "european", "global", "world"):
        return False  # where authors work
    if mention.head in _GATHERINGS and sum(raw[0].isupper() for raw in raws) < 3:
        return False
    if mention.head == "service" and plain[at] == "services" and not name.definite:
        return False
    if body and any(word in kinds for word in plain):
        return False
    if not body and plain[-1] in kinds:
        return False
    year = name.year is not None
    if heading and not (year or mention.acronym or (name.definite and not body and mention.head not in _LOOSE_HEADS)):
        return False
    before = [
        i for i in range(at) if lowered[i] not in OPENERS or lowered[i] in ("for", "of", "and", "on", "to", "against")
    ]
    exacts = [plain[i] for i in before]
    _, other = read_jurisdictions(exacts)
    special = [
        i
        for i in (before[o] for o in other)
        if raws[i][0].isupper() and plain[i] not in _GENERIC and not head_noun(raws[i]) and len(plain[i]) > 1
    ]
    after = raws[at + 1 :]
    behind = [r for r in after if r[0].isupper() and not r.isdigit() and r.casefold() not in OPENERS]
    if (
        mention.head in ("operation", "project")
        and (at <= 1 or lowered[at - 1].endswith(("'s", "’s", "s'")))
        and behind
    ):
        return bool(behind) and behind[0].casefold() not in _NOT_OPERATIONS
    if special:
        if (
            at < len(raws) - 1
            and after
            and after[0][0].isupper()
            and not head_noun(after[0])
            and after[0].casefold() != "no"
        ):
            return False  # "Law Society Gazette": the head is not what is named
        if mention.head in _LOOSE_HEADS:
            return len(special) + bool(mention.acronym) + year + bool(name.definite) + (len(other) < len(exacts)) >= 2
        return True
    linked = bool(after) and after[0].casefold() in (
        "on",
        "for",
        "of",
        "to",
        "against",
        "concerning",
        "relating",
        "regarding",
    )
    named_behind = [r for r in behind if r.casefold() not in _GENERIC and not head_noun(r)]
    if linked and named_behind:
        _, other = read_jurisdictions([r.casefold().removesuffix("'s") for r in behind])
        if not other:
            return False
        if at == 0 and name.opens and not name.definite and len(named_behind) < 2:
            return False
        return len(named_behind) >= (3 if at == 0 else 2) or mention.head not in _LOOSE_HEADS
    if at == 0 and not after and name.definite and name.lower_end > mention.end and mention.head not in BODY_HEADS:
        tail = parsed.prose[mention.end : name.lower_end].split()
        return len(tail) >= 5 and mention.head not in _LOOSE_HEADS
    generic_before = [i for i in before if plain[i] in _GENERIC or i not in (before[o] for o in other)]
    return bool(generic_before) and (year or bool(mention.acronym)) and len(before) >= 2 and bool(HEADS)
