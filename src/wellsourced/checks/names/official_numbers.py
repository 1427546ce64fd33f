"""Official numbers in a text: whose each is, and whether it is that of the thing named right before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from wellsourced.checks.names.hits import Hit
from wellsourced.checks.names.judgements import alternatives
from wellsourced.checks.names.named import Named, Problem, unknown
from wellsourced.checks.names.names_as_registered import judge_registered
from wellsourced.checks.names.search import NameSearch
from wellsourced.checks.words.phrases import word_key
from wellsourced.manuscript.identifiers import Identifier
from wellsourced.manuscript.mentions import Mention
from wellsourced.manuscript.names import LEGAL_HEADS, head_noun
from wellsourced.project.models import Instrument

#: Types of acts of the European Union.
_ACT_TYPES = frozenset({"decision", "directive", "framework decision", "regulation"})
#: Schemes whose pattern also fits what is no official number; unknown ones are not worth a word.
_VAGUE = frozenset({"act", "application", "chapter of", "code", "oj", "section", "unts"})
#: Schemes of which very many numbers are real; unknown ones are worth a word beside the name of a thing only.
_MANY = frozenset({"coe doc", "docket", "ecosoc", "executive order", "isbn", "senate bill"})
#: Schemes in which an unknown number alone is somebody else's, and one a digit off a misprint.
_OF_MANY = frozenset({"grant", "isrctn", "oecd", "procedure", "trial"})
#: What may stand between a name and the number that goes with it.
_APPOSED = re.compile(
    r"[\s*_]{0,3}(?:\([A-Z][\w&-]{1,12}\)[\s*_]{0,3}|\((?:19|20)\d\d\)[\s*_]{0,3})?(?:\|\s(?:[^|\n]{1,40}\|\s){0,3})?"
    r"[(,;:\[–—-]?[\s*_]{0,3}"
    r"(?:[Cc]ase|[Aa]pplication|[A-Z][\w-]{1,12};|of \d{4},|as|(?:[Hh]orizon\s20(?:20)?|H2020)[,;]"
    r"|(?:(?:which|that)\s)?(?:(?:is|was|are|were|has\sbeen|had\sbeen)\s)?(?:now\s|later\s|since\s|first\s)?"
    r"(?:codified|reported|docketed|published|registered|numbered|printed|introduced|enacted|issued|listed|filed|known|cited"
    r"|tabled|bearing|bears|carries|carrying|given|has|with|having|under)"
    r"(?:\sas\samended)?(?:\s(?:as|at|in|under|by|with|the|a|its))*"
    r"(?:\s(?:symbol|number|reference|citation|docket|identifier|registration|trial|bill|case|application|clinical|procedure)){0,3}"
    r"|its\s(?:number|symbol|docket)\s(?:is|being))?"
    r"[\s*_]{0,3}\(?"
)
#: rapidfuzz ratio (0-100) from which a type word is taken for another's misspelling.
_MISSPELT = 75


def read_number(search: NameSearch, mention: Mention, first: int, last: int, inside: Sequence[Hit]) -> Named:
    """What an official number names. `inside`: the registered names that hold it or stand in it."""
    number = mention.identifier
    assert number is not None
    register = search.register
    place = (number.scheme, number.number)
    if place in register.identifiers:
        return _registered(search, mention, number)
    if register.vouching.hold_number(*place):
        return Named(mention, known=True, superseded=register.replaced.get(place))
    around = next((hit for hit in inside if hit.first <= first and last <= hit.last), None)
    if around is not None:
        return judge_registered(search, around, mention)
    if number.number.endswith("000") and not number.edition and _FAMILY.match(search.parsed.prose, mention.end):
        return Named(mention)
    near = register.near_number(number) if number.scheme not in _MANY else None
    if near is not None and number.scheme == "section" and _is_of_another_act(search, mention, near):
        near = None
    if near is not None:
        owner = register.identifiers[(near.scheme, near.number)][0]
        right, replacement = _number_of(near, owner), _renumbered(mention.words, number, near)
        problem = Problem("INS002", "no such number is registered", right, replacement=replacement)
        return Named(mention, owner, problem=problem)
    return Named(mention) if number.scheme in _VAGUE | _MANY | _OF_MANY else unknown(mention)


def _is_of_another_act(search: NameSearch, mention: Mention, near: Identifier) -> bool:
    """Whether an act is named right behind the number of a section, and it is not that of the section that is near."""
    named = _OF_ACT.match(search.parsed.prose, mention.end)
    if named is None:
        return False
    owner = search.register.identifiers[(near.scheme, near.number)][0]
    said = {word for word in named[1].split() if len(word) > _TELLING}
    return not any(said & set(name.split()) for name in owner.names)


_OF_ACT = re.compile(r"\sof\s(?:the\s)?((?:[A-Z][\w’'-]*\s?(?:of\s|on\s|for\s|the\s|and\s)*)+)")
#: So short words of a title tell of no act in particular.
_TELLING = 3
#: Behind the number of a family of standards, which is no standard of its own: "the ISO 27000 series".
_FAMILY = re.compile(r"\s(?:family|group|series|standards\b)")


def _registered(search: NameSearch, mention: Mention, number: Identifier) -> Named:
    """A registered number: whose it is, by its edition if several have it, and whether type and edition are right."""
    register = search.register
    place = (number.scheme, number.number)
    owners = register.identifiers[place]
    owner = owners[0]
    if number.edition and len(owners) > 1:
        held = register.identifiers_of
        owner = next((o for o in owners if any(i.edition == number.edition for i in held.get(o.id, ()))), owner)
    known = register.numbers.get(place, ())
    wrong = _judge_type(number, known) or _judge_edition(number, known, owner) or _judge_year(search, mention, owner)
    return Named(mention, owner, wrong is None, True, problem=wrong)


def _judge_type(number: Identifier, known: Sequence[Identifier]) -> Problem | None:
    types = {i.type for i in known if i.type}
    if number.scheme != "eu" or not number.type or not types or number.type in types:
        return None
    if head_noun(number.type) not in LEGAL_HEADS and number.type not in _ACT_TYPES:
        near = _near_type(number.type, types)
        return Problem("INS002", f"“{number.type}” is misspelt", near) if near else None
    return Problem("INS002", f"it is a {sorted(types)[0]}, not a {number.type}", None)


def _near_type(written: str, types: set[str]) -> str | None:
    from rapidfuzz import fuzz

    return next((known for known in sorted(types) if fuzz.ratio(written, known) >= _MISSPELT), None)


def _judge_edition(number: Identifier, known: Sequence[Identifier], owner: Instrument) -> Problem | None:
    editions = {i.edition for i in known if i.edition}
    years = set(re.findall(r"\b(?:19|20)\d\d\b", owner.adopted or ""))
    if not number.edition or not editions or number.edition in editions | years:
        return None
    if number.scheme == "eu":
        return Problem("INS002", f"its number does not stand with “{number.edition.upper()}”", owner.official_name)
    return Problem("INS002", f"{number.edition} is not its edition", owner.official_name)


def _judge_year(search: NameSearch, mention: Mention, owner: Instrument) -> Problem | None:
    """Whether the year behind a number is another than those of its record: "General comment No. 25 (2020)"."""
    assert mention.identifier is not None
    dated = _YEAR_BEHIND.match(search.parsed.prose, mention.end) if mention.identifier.scheme in _DATED else None
    if dated is None:
        return None
    years = search.register.noted_years(owner)
    if not years or int(dated[1]) in years:
        return None
    return Problem("INS002", f"the year {dated[1]} is not its year", owner.official_name)


#: Schemes whose numbers are cited with the year of the thing itself.
_DATED = frozenset({"coe", "docket", "gc", "ilo", "neutral", "pub", "reporter", "senate bill", "bill"})
_YEAR_BEHIND = re.compile(r"[*_]{0,2}\s(?:\(|of\s)((?:19|20)\d\d)\b(?![-/–]\d)")


def _number_of(number: Identifier, owner: Instrument) -> str:
    """The number as a reader would write it, and whose it is."""
    written = number.number if number.scheme != "coe" else f"No. {number.number}"
    return f"{written} ({owner.official_name})"


def _renumbered(words: str, wrong: Identifier, right: Identifier) -> str | None:
    """The words with the right number, where the wrong one stands in them as it is compared."""
    last_wrong, last_right = wrong.number.rsplit("/", 1)[-1], right.number.rsplit("/", 1)[-1]
    for a, b in ((wrong.number, right.number), (last_wrong, last_right), (last_wrong.upper(), last_right.upper())):
        if a != b and words.count(a) == 1:
            return words.replace(a, b)
    return None


# --- a number and the name before it ---------------------------------------------------------------------------------


def join_numbers(search: NameSearch, found: Sequence[Named]) -> Iterator[Named]:
    """The named things; a number that goes with a name ("Lanzarote Convention (CETS No. 201)") must be its own."""
    previous: Named | None = None
    end = 0  # where what belongs to the previous name ends, its numbers included
    for named in found:
        number = named.mention.identifier
        if number is not None and previous is not None and previous.mention.identifier is None:
            between = search.parsed.prose[end : named.mention.start]
            if _APPOSED.fullmatch(between) and previous.instrument is not None and previous.problem is None:
                named = _join(search, previous.instrument, named, number)
                end = named.mention.end
            if previous.problem is not None and named.instrument is None and not between.strip(" .,(*_\n"):
                named = msgspec.structs.replace(named, problem=None)  # one complaint is enough
        yield named
        if number is None or (named.instrument is not None and end != named.mention.end):
            previous, end = named, named.mention.end


def _join(search: NameSearch, instrument: Instrument, named: Named, number: Identifier) -> Named:
    """A number right behind the name of an instrument."""
    if named.instrument is not None and named.problem is None:
        return _join_registered(search, instrument, named, number)
    if number.scheme == "chapter of":
        right = search.register.number_of(instrument, "chapter")
        if right is not None and right.number.rsplit("/", 1)[-1] != number.number:
            return _not_its_number(search, named, instrument, number, right)
    elif not named.known:
        right = search.register.number_of(instrument, number.scheme)
        if right is not None:
            return _not_its_number(search, named, instrument, number, right)
    return named


def _join_registered(search: NameSearch, instrument: Instrument, named: Named, number: Identifier) -> Named:
    """A registered number right behind the name of an instrument that may be another's."""
    register = search.register
    owners = register.identifiers.get((number.scheme, number.number), ())
    if instrument in owners or not owners or register.related(instrument, owners):
        return named
    right = register.number_of(instrument, number.scheme)
    confusable = alternatives(instrument, register)
    if right is None:
        other = next((o for o in owners if o in confusable), None)
        if other is None or number.scheme == "usc" or _is_called_so(search, named, other, instrument):
            return named
        reason = f"this is the number of {other.official_name}"
        return msgspec.structs.replace(named, exact=False, problem=Problem("INS007", reason, instrument.official_name))
    code = "INS007" if any(o in confusable for o in owners) else "INS002"
    wrong = Problem(code, f"this is the number of {owners[0].official_name}", _number_of(right, instrument))
    return msgspec.structs.replace(named, instrument=instrument, exact=False, problem=wrong)


def _is_called_so(search: NameSearch, named: Named, other: Instrument, instrument: Instrument) -> bool:
    """Whether a word before the number tells the other from the one that is named: "the recast Directive (...)"."""
    own = {key for name in search.register.by_instrument(instrument) for key in name.keys}
    theirs = {key for name in search.register.by_instrument(other) for key in name.keys} - own
    start = max(named.mention.sentence[0], named.mention.start - 80)
    words = re.findall(r"[^\W_]+", search.parsed.prose[start : named.mention.start])
    return any(word_key(word.casefold()) in theirs for word in words)


def _not_its_number(
    search: NameSearch, named: Named, instrument: Instrument, number: Identifier, right: Identifier
) -> Named:
    tail = f"/{number.number}"
    of_other = any(
        (i.scheme, i.number) == (number.scheme, number.number) or (i.scheme == "chapter" and i.number.endswith(tail))
        for other in alternatives(instrument, search.register)
        for i in search.register.identifiers_of.get(other.id, ())
    )
    code = "INS007" if of_other else "INS002"
    wrong = Problem(code, f"this is not the number of {instrument.official_name}", _number_of(right, instrument))
    return msgspec.structs.replace(named, instrument=instrument, exact=False, problem=wrong)
