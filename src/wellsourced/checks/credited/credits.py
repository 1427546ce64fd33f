"""What a sentence says a named thing is or does, and whether the register rules it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property

import msgspec

from wellsourced.checks.credited.deeds import find_deeds_ruled_out
from wellsourced.checks.credited.foreign_states import find_foreign_state
from wellsourced.checks.credited.kinds import clashes, class_nouns, deed_classes, unable
from wellsourced.checks.credited.predicate_words import PREPOSITIONS, Predication, Token
from wellsourced.checks.credited.predications import find_predications
from wellsourced.checks.credited.ratifications import find_ratifications
from wellsourced.checks.credited.ruled_out import (
    DECISIONS,
    VAGUE,
    RuledOut,
    compile_ruled_out,
    find_sequence,
    is_same_thing,
    read_codes,
    rules_out_class,
    stem_of,
)
from wellsourced.checks.names.jurisdictions import read_jurisdictions
from wellsourced.checks.names.named import Named
from wellsourced.checks.names.referents import referent
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.words.phrases import word_key
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.models import Deed, Instrument


class Credit(msgspec.Struct, frozen=True):
    """A thing is credited with `what` in `text[start:end]`, which its record rules out.

    `object`: of a deed, where its object stands; whatever denies there denies nothing ("without a warrant"). `verbal`:
    `what` says it with a verb ("arrests suspects"), in the form that the record has.
    """

    what: str
    start: int
    end: int
    object: tuple[int, int] | None = None
    verbal: bool = False


def find_wrong_credit(
    parsed: ParsedText, named: Named, register: NameRegister, deeds: tuple[Deed, ...] = ()
) -> Credit | None:
    """What a sentence credits a named thing with, against its record; None where nothing is, or it is denied.

    `deeds`: those of which the register of deeds knows.
    """
    instrument = referent(named, register) if named.problem is None else None
    if instrument is None:
        return None
    for predication in find_predications(parsed, named, instrument.kind == "organisation"):
        for credit in (
            *_wrong_in(predication, named, instrument),
            *_wrong_service(predication, instrument),
            *_wrong_deeds(predication, instrument, deeds),
        ):
            if not _is_denied(parsed, credit, named, predication.tie):
                return credit
    for start, end in find_ratifications(parsed, named, instrument):
        credit = Credit("treaty that states ratify", start, end)
        if not _is_denied(parsed, credit, named, "passive"):
            return credit
    state = find_foreign_state(parsed, named, instrument, register)
    if state is not None:
        credit = Credit(f"law of {state.words}", state.start, state.end)
        if not _is_denied(parsed, credit, named, "does"):
            return credit
    return None


def _wrong_deeds(predication: Predication, instrument: Instrument, deeds: tuple[Deed, ...]) -> Iterator[Credit]:
    """Deeds that the record leaves out of those it lists."""
    for said in find_deeds_ruled_out(predication, instrument, deeds):
        yield Credit(said.what, said.start, said.end, said.object)


def _wrong_service(predication: Predication, instrument: Instrument) -> Iterator[Credit]:
    """ "The Convention runs a database": a text keeps no service at work; bodies do, also those set up by it.

    Only in the singular: in "the parties to X run hotlines", the text is not who does it.
    """
    verb, *others = predication.tokens
    if predication.tie != "does" or instrument.kind not in _TEXTS or verb.low not in _KEEPS_AT_WORK:
        return
    for number, token in enumerate(others[:_NEAR], 1):
        if token.low in PREPOSITIONS:
            return
        if word_key(token.low) in _SERVICES:
            yield Credit(f"run a {word_key(token.low)}", *predication.span(0, number), (token.start, token.end))
            return


#: Kinds of texts that no authority keeps up to date in their name.
_TEXTS = ("treaty", "soft-law", "case")
_KEEPS_AT_WORK = frozenset(["runs", "operates", "maintains", "hosts", "staffs"])
_SERVICES = frozenset(["database", "databank", "hotline", "helpline", "tipline", "laboratory", "crawler"])
#: So many words behind its verb an object begins.
_NEAR = 6


def _wrong_in(predication: Predication, named: Named, instrument: Instrument) -> Iterator[Credit]:
    if predication.tie in ("object", "acts", "means"):
        return  # too loose for what one word says
    if predication.tie == "lets" and instrument.kind not in ("tool", "standard"):
        return  # a body helps others to do what it may not do itself
    if predication.tie in ("does", "lets", "passive", "through", "there"):
        yield from _wrong_deed(predication, named, instrument)
    else:
        yield from _wrong_noun(predication, named, instrument)


# --- nouns -----------------------------------------------------------------------------------------------------------


def _wrong_noun(predication: Predication, named: Named, instrument: Instrument) -> Iterator[Credit]:
    said = _Said(predication, named.mention.sentence[0])
    if not said.words:
        return
    if predication.tie == "uses" and instrument.kind == "organisation":
        return  # what a body uses, it need not be
    ruled_out = compile_ruled_out(instrument.is_not)
    if predication.tie == "about":
        for phrase in ruled_out:
            if said.is_about(phrase):
                yield Credit(phrase.text, *said.span(0, said.head))
        return
    of_own = _own_states(instrument.jurisdiction or "")
    for phrase in ruled_out:
        if predication.tie == "part" and not phrase.codes:
            continue
        place = said.find(phrase, predication.tie, bool(phrase.codes and phrase.codes <= of_own))
        if place is not None:
            yield Credit(phrase.text, *said.span(*place))
    if predication.tie in ("has", "uses", "within") or named.weak:
        return
    noun, name = said.noun_class()
    if predication.tie == "part" and name != "law":
        return
    if predication.tie == "compound" and name not in _NEVER_OWNED.get(instrument.kind, ()):
        return
    if noun and name in clashes(instrument.kind) and not _is_in_names(noun, named, instrument):
        yield Credit(noun, *said.span(0, said.head))
        return
    if noun and predication.tie in _EQUATING and _is_act_of_other_type(noun, instrument):
        yield Credit(noun, *said.span(0, said.head))
        return
    wrong_state = said.foreign_state(instrument, bool(noun))
    if wrong_state:
        yield Credit(f"{wrong_state} one", *said.span(0, said.head))


_EQUATING = ("is", "as", "apposed", "called", "cell")
#: What an act of the Union calls itself first.
_ACT_TYPE = re.compile(r"(?:Proposal for an? )?(?:\w+ )?(Directive|Regulation|Framework Decision)\b")


def _is_act_of_other_type(noun: str, instrument: Instrument) -> bool:
    """Whether an act of the Union is called a directive, and by its title is a regulation, or the other way round."""
    if instrument.kind != "eu-act" or noun.split()[-1] not in ("directive", "regulation"):
        return False
    own = _ACT_TYPE.match(instrument.official_name)
    return own is not None and own[1].casefold() != noun.split()[-1]


@cache
def _own_states(jurisdiction: str) -> frozenset[str]:
    """The states that a jurisdiction names."""
    return read_jurisdictions(re.findall(r"[a-z]+", jurisdiction.casefold()))[0] - _OF_STATES


#: Organisations of states, which have no parts of other names.
_OF_STATES = frozenset({"un", "eu", "coe", "au"})


def _is_in_names(noun: str, named: Named, instrument: Instrument) -> bool:
    """Whether a thing calls itself so: a statute may be an "Industry Standard"."""
    names = (named.mention.words, instrument.official_name, *instrument.short_names)
    return any(noun in name.casefold() for name in names)


#: Nouns right behind a name that say what the thing is, and not what it has: "the X suite", but "the X database".
_NEVER_OWNED = {
    "tool": ("treaty", "statute", "eu-act", "case", "court", "software"),
    "programme": ("treaty", "statute", "eu-act"),
    "standard": ("treaty", "statute", "eu-act"),
    "soft-law": ("treaty", "statute", "eu-act"),
    "statute": ("treaty", "eu-act"),
    "eu-act": ("treaty", "statute"),
    "treaty": ("eu-act", "statute"),
    "case": ("treaty", "statute", "eu-act"),
}


class _Said:
    """A noun phrase that is said of a thing, without determiners, hyphened words apart."""

    def __init__(self, predication: Predication, sentence: int) -> None:
        self.predication = predication
        self.sentence = sentence
        self.words: list[str] = []
        self.raw: list[str] = []
        self.lows: list[str] = []
        self.places: list[int] = []
        self.head = -1
        for number, token in enumerate(predication.tokens):
            if predication.tie == "apposed" and number >= predication.head and token.low in _RELATIVES:
                break  # what others are or do there
            for part in token.low.split("-"):
                if part in ("the", "a", "an", ""):
                    continue
                self.words.append(word_key(part.removesuffix("'")))
                self.lows.append(part)
                self.raw.append(token.raw)
                self.places.append(number)
            if number == predication.head - 1:
                self.head = len(self.words) - 1
        while self.head > 0 and (self.words[self.head].isdigit() or self.lows[self.head] in _BEHIND_NOUNS):
            self.head -= 1

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """How the words begin: what a phrase cannot begin with, it does not say."""
        return frozenset(word[:3] for word in self.words)

    @cached_property
    def all_words(self) -> frozenset[str]:
        """The words, in no order, without the names of states."""
        return frozenset(self.words[number] for number in read_codes(self.lows)[1])

    @cached_property
    def codes(self) -> frozenset[str]:
        """The states and organisations among the words."""
        return read_codes(self.lows)[0]

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.predication.span(self.places[first], self.places[last])

    def find(self, phrase: RuledOut, tie: str, literal: bool = False) -> tuple[int, int] | None:
        """Where this says what the phrase says. `literal`: in its very words ("Scottish" is no "British")."""
        if phrase.verbal or (tie == "compound" and len(phrase.words) == 1 and self.head == 0):
            return None
        place = find_sequence(phrase, self.words) if phrase.words[0][:3] in self.beginnings else None
        if place is not None and place[0] <= self.head:
            noun = (phrase.words[phrase.head],) in class_nouns()
            at_head = place[1] >= self.head or all(w in _CONTAINERS for w in self.words[place[1] + 1 : self.head + 1])
            if len(phrase.words) == 1 and self.is_name():
                return None
            if phrase.words == ("binding",) and "non" in self.words[: place[0]]:
                return None
            if at_head and (tie not in ("has", "uses") or not noun):
                return place
            if phrase.adjectival and tie in ("is", "as", "before", "apposed", "cell"):
                return place
        if literal or tie in ("has", "uses") or self.head < 0:
            return None
        if tie == "within":
            return self._court(phrase)
        if is_same_thing(phrase, self.words[self.head], self.all_words, self.codes):
            return 0, self.head
        return None

    def is_about(self, phrase: RuledOut) -> bool:
        """Whether these words stand in the phrase behind "about" or "on": "case about CSAM"."""
        links = [n for n, word in enumerate(phrase.words) if word in ("about", "on", "against")]
        if not links or self.head < 0:
            return False
        wanted = [n for n in phrase.content if n > links[0]]
        return bool(wanted) and all(any(phrase.says(n, w) for w in self.words[: self.head + 1]) for n in wanted)

    def _court(self, phrase: RuledOut) -> tuple[int, int] | None:
        """ "the Supreme Court in X" for "Supreme Court decision"."""
        if phrase.words[-1] not in DECISIONS or len(phrase.words) < 2:
            return None
        court = msgspec.structs.replace(phrase, words=phrase.words[:-1], stems=phrase.stems[:-1])
        place = find_sequence(court, self.words)
        if place is None or not (place[1] == len(self.words) - 1 or self.words[place[1] + 1] in ("of", "for")):
            return None
        return place

    def is_name(self) -> bool:
        """Whether the noun is part of a name: "the Convention on ..."."""
        token = self.predication.tokens[self.places[self.head]]
        return token.raw.istitle() and token.start > self.sentence + _OPENING_MARKS

    def noun_class(self) -> tuple[str, str]:
        """The noun of the phrase and the class of things that it names; empty where it names none."""
        for length in (3, 2, 1):
            if self.head + 1 >= length:
                noun = tuple(self.words[self.head + 1 - length : self.head + 1])
                name = class_nouns().get(noun)
                if name is not None:
                    return ("", "") if self.is_name() and noun != ("act",) else (" ".join(noun), name)
        return "", ""

    def foreign_state(self, instrument: Instrument, of_kind: bool) -> str | None:
        """A state or organisation to which this gives the thing, where the register has another, and only that."""
        own_words = re.findall(r"[a-z]+", (instrument.jurisdiction or "").casefold())
        own, _ = read_jurisdictions(own_words)
        if not own or {"international", "global", "partners"} & set(own_words) or len(own - {"eu", "coe"}) > 1:
            return None
        if self.predication.tie == "apposed" and self.raw[self.head][0].isupper() and not of_kind:
            return None
        before = self.predication.tie in ("before", "named", "listed", "cell")
        last = -1
        for number in range(self.head if of_kind or not before else 0):
            if not self.raw[number][0].isupper() or self.lows[number] in VAGUE or "-" in self.raw[number]:
                continue
            if number <= last:
                continue  # the second word of "South African"
            pair = [word.removesuffix("'s") for word in self.lows[number : number + 2]]
            for words in (pair, pair[:1]):
                codes, rest = read_jurisdictions(words)
                if not codes or rest:
                    continue
                if not own & codes:
                    return " ".join(self.raw[number : number + len(words)])
                last = number + len(words) - 1
                break
        if of_kind and self.head + 2 < len(self.words) and self.lows[self.head + 1] in ("of", "by", "from"):
            owner = self.lows[self.head + 2 : self.head + 6]
            codes, _ = read_codes(owner)
            if codes and not own & codes and self.raw[self.head + 2][0].isupper():
                return " ".join(self.raw[self.head + 2 : self.head + 4])
        return None


_RELATIVES = frozenset({"that", "which", "who", "whose"})
#: So many quotation marks and stars may stand before the first word of a sentence, which has a capital for its place.
_OPENING_MARKS = 3
_BEHIND_NOUNS = frozenset({"today", "now", "itself", "too", "alone", "here", "there", "only", "still", "then"})
#: Nouns that add nothing to those before them: "antivirus package".
_WORDS_OF_CONTAINERS = """
tool product package software program suite application solution service platform system engine kit toolkit technology
technique utility app model module algorithm chatbot bot device feature function library plugin method machine network
filter text instrument document measure rule norm source scheme set body unit shop
"""
_CONTAINERS = frozenset(_WORDS_OF_CONTAINERS.split())


# --- deeds -----------------------------------------------------------------------------------------------------------


def _wrong_deed(predication: Predication, named: Named, instrument: Instrument) -> Iterator[Credit]:
    verb, *others = predication.tokens
    words = [word_key(part) for token in others for part in token.low.split("-") if part not in ("the", "a", "an")]
    stem = stem_of(verb.low)
    passive = predication.tie not in ("does", "lets")
    for phrase in compile_ruled_out(instrument.is_not):
        if phrase.verbal and stem_of(phrase.words[0]) == stem and _objects(phrase, words, passive):
            yield Credit(phrase.text, *predication.span(0, _reach(phrase, others, passive)), verbal=True)
        elif instrument.kind == "case" and stem in ("decid", "deliver", "hand") and _decided_by(phrase, words):
            yield Credit(phrase.text, *predication.span(0, min(len(others), 4)))
    if named.weak and instrument.kind != "organisation":
        return  # it may be somebody's surname
    if predication.tie in ("through", "there", "lets") or (passive and not verb.low.endswith("ed")):
        return
    if not passive and not _has_object(others):
        return
    for beginning, name in deed_classes():
        if not stem.startswith(beginning) or "-" in stem:
            continue
        no_court = name == "court" and instrument.kind == "organisation" and not _COURT.search(instrument.official_name)
        if (
            no_court
            or name in unable(instrument.kind)
            or (name != "software" and rules_out_class(instrument.is_not, name))
        ):
            yield Credit(name, *predication.span(0, min(1, len(others))))  # with "nobody", which denies it


_COURT = re.compile(r"\b(?:Court|Tribunal|Chamber|Bench|Judges?|Cour|Gericht\w*)\b", re.IGNORECASE)


def _objects(phrase: RuledOut, words: Sequence[str], passive: bool) -> bool:
    """Whether what the phrase has behind its verb stands in the sentence too."""
    wanted = [n for n in range(1, len(phrase.words)) if phrase.words[n] not in ("by", "the")]
    if passive:
        return all(any(phrase.says(n, word) for word in words) for n in wanted)
    at = 0
    for n in wanted:
        found = next((k for k in range(at, min(at + 4, len(words))) if phrase.says(n, words[k])), None)
        if found is None:
            return False
        at = found + 1
    return True


def _reach(phrase: RuledOut, others: Sequence[Token], passive: bool) -> int:
    if passive:
        return 0
    last = len(phrase.words) - 1
    return next((n + 1 for n, token in enumerate(others) if phrase.says(last, word_key(token.low))), 0)


def _decided_by(phrase: RuledOut, words: Sequence[str]) -> bool:
    if phrase.words[-1] not in DECISIONS or len(phrase.words) < 2 or "by" not in words[:3]:
        return False
    court = msgspec.structs.replace(phrase, words=phrase.words[:-1], stems=phrase.stems[:-1])
    return find_sequence(court, words) is not None


def _has_object(others: Sequence[Token]) -> bool:
    """Whether something is done to somebody; "the arrests were" is no verb."""
    return bool(others) and others[0].low not in _NO_OBJECTS


_NO_OBJECTS = frozenset(
    {"and", "or", "of", "in", "on", "at", "by", "to", "as", "with", "from", "for", "that", "which"}
) | {*("was", "were", "are", "is", "have", "has", "had", "rose", "fell", "may", "can", "will")}


# --- denial ----------------------------------------------------------------------------------------------------------


def _is_denied(parsed: ParsedText, credit: Credit, named: Named, tie: str) -> bool:
    prose = parsed.prose
    begin, end = named.mention.surroundings
    name = (named.mention.start, named.mention.end)
    around = ((credit.start, min(name[0], credit.end)), (max(name[1], credit.start), credit.end))
    first, last = credit.object or (0, 0)
    for denial in (denial for place in around for denial in _DENIED_BETWEEN.finditer(prose, *place)):
        if not first <= denial.start() < last:
            return True
    before = prose[max(begin, credit.start - 90) : credit.start]
    if _DENIED_BEFORE.search(before) or (tie in ("is", "does", "passive", "has") and _OPEN_BEFORE.search(before)):
        return True
    sentence = prose[begin:end]
    if tie in ("is", "does", "passive", "called") and sentence.rstrip().endswith("?") and _ASKS.match(sentence):
        return True
    return bool(_MARKED.search(prose, credit.end, end) or _REVOKED.match(prose, end))


_DENIED_BETWEEN = re.compile(
    r"\b(?:not(?!\s(?:only|just|merely)\b)"
    r"|never(?! (?:before|seen|been\sseen|(?<!has\snever\s)(?<!was\snever\s)\w+ed\b))"
    r"|no(?!\.|\s(?:doubt|less)\b|\s\w+\shas\s(?:ever|yet|before)\b)|neither"
    r"|nor|rather\sthan|instead\sof|unlike|hardly|cannot"
    r"|leaves?(?!\s(?:intact|standing|in\splace)\b)|left(?!\s(?:intact|standing|in\splace)\b)|lacks?|lacked|omits?|omitted"
    r"|without(?!\s(?:doubt|question)\b)|nothing(?!\s(?:but|less|more|other)\b)|nobody(?!\shas\s(?:ever|yet|before)\b)|almost|nearly"
    r"|none(?!\s(?:but|other)\b))\b|n[’']t\b",
    re.IGNORECASE,
)
_DENIED_BEFORE = re.compile(
    r"\b(?:not(?!\s(?:only|just|merely))|no(?!\.|\s(?:longer|doubt))|never|mistak\w+|mistook"
    r"|wrong\w*|false\w*|err\w*|myth|misread\w*|misconception\w*|confus\w*"
    r"|drafts?\scalled|draft|rather\sthan|instead\sof|unlike|nor|neither|nobody|almost|nearly"
    r"|nothing(?!\s(?:but|less|more|other)\b)|none(?!\s(?:but|other)\b)"
    r"|contrary|far\sfrom|(?<!none\s)(?<!nothing\s)other\sthan|short\sof)\b"
    r"(?![^.;:]{0,90}[.;:])",
    re.IGNORECASE,
)
_OPEN_BEFORE = re.compile(r"\b(?:whether|if|calls|called|claims?|claimed|unless)\b(?:\W+\w+){0,8}\W*$", re.IGNORECASE)
_ASKS = re.compile(
    r"\W{0,6}(?:is|are|was|were|does|do|did|would|could|can|should|who\swould|may|might)\b", re.IGNORECASE
)
_MARKED = re.compile(
    r"\b(?:is|was|would\sbe|are)\s(?:an?\s)?(?:mistake|error|wrong|false|myth|untrue|incorrect|misconception|misreading)\b"
    r"|\b(?:editors?|reviewers?|referees?|teacher|supervisor|examiner|author|proofreader|we|they|who)\s(?:had\s|has\s)?"
    r"(?:marked|struck|crossed|corrected|deleted|removed|withdrew)\b",
    re.IGNORECASE,
)
_REVOKED = re.compile(
    r"\s*(?:It|That|This|They|Neither|None)\s(?:is|are|was|were|does|do|did)(?:\s(?:not|wrong|false|untrue|no)\b|n[’']t)"
)
