"""Whether a time that stands in a sentence is that of the clause of a name: "seized in 2004 and now searched by X"."""

from __future__ import annotations

import re

from wellsourced.checks.times.spoken_times import ADVERBIAL, NAME, PART_OF, PREPOSITION
from wellsourced.manuscript.alternations import one_of

_BREAK = re.compile(r"[.;:–—|]")
_RELATIVE = re.compile(r"\b(?:that|which|who|whom|whose)\b")
#: Participles that do not end in "-ed".
_IRREGULAR = one_of(
    """
    begun; born; bought; built; caught; chosen; cut; drawn; driven; found; given; held; hidden; kept; known; laid down
    left; lost; made; put; seen; sent; set; shot; sold; spread; stolen; taken; told; won; written
    """
)
PARTICIPLE = rf"(?:(?!need\b|speed\b|feed\b|seed\b|breed\b|indeed\b|hundred\b)[a-z]{{2,}}ed|{_IRREGULAR})"
#: Verbs in the past tense.
PAST = (
    r"(?:began|broke|came|could|did|fell|gave|got|grew|had|has|have|held|kept|knew|led|made|put|ran|rose|sat|saw|sent|spoke"
    rf"|stood|struck|took|told|was|went|were|wrote|{PARTICIPLE})"
)
_FINITE = re.compile(rf"\b{PAST}\b")
_VERB = re.compile(rf"\b(?:are|can|has|have|is|may|must|shall|will|{PAST})\b")
_AUXILIARY = r"(?:am|are|be|been|being|had|has|have|is|was|were|\x00)"
#: A participle right before a time, with what stands before it: "images seen in", "were first seen in".
_DONE_THEN = re.compile(
    rf"(?:\b(?P<before>[\w’'-]{{1,30}}|{NAME}) )?(?:\b\w{{1,20}}ly |already |first |then |also )?"
    rf"\b{PARTICIPLE}(?: \w{{1,20}}ly)? {PREPOSITION}"
    rf" {PART_OF}$",
    re.IGNORECASE,
)
_IS_AUXILIARY = re.compile(rf"{_AUXILIARY}", re.IGNORECASE)
#: "Data from 2004", but not "data flowed from 2004 on".
_FROM = re.compile(r"[a-z] from (?:the )?$")
_ONWARDS = re.compile(r" (?:on|onwards?|to|till|until)\b")
#: Between a time and the name: the sentence goes on in the present tense.
_AND_NOW = re.compile(r",? (?:and|but) (?:\w+ly )?(?:belongs|has|is|[a-z]{2,}[^s\Wi]s)\b")
#: Words between a comma and a time, and a comma behind it: ", at work since 2004,".
_INSERTED = re.compile(rf", (?!(?:and|but|so|then|when)\b)[^,]*\S (?={PREPOSITION} {PART_OF}$)", re.IGNORECASE)
#: Behind a time or a verb of saying: what was said then was so at that time or before.
_SAID_THAT = re.compile(
    r"^ that\b|\b(?:argued|believed|claimed|complained|conceded|confirmed|declared|decided|explained|found|held"
    r"|insisted|noted|objected|pleaded|reported|ruled|said|showed|stated|submitted|testified"
    r"|told [\w ]{1,30}|wrote) that\b"
)
#: "(pictures that he) put on a phone were compared".
_MAIN_VERB = re.compile(rf"\b{PAST}\b[^,]{{0,80}}?(?<!and )\b(?:had|was|were) {PARTICIPLE}\b")
#: "Images found on the net" at the beginning of a clause: the time behind it is that of the participle.
_REDUCED_SUBJECT = re.compile(rf"^\W*(?!What\b|Who\b)(?:(?!{_AUXILIARY}\b)[\w’'-]{{1,30}} ){{1,5}}?{PARTICIPLE} ")
#: "Victims of crimes committed in": a noun behind a preposition has no verb of its own.
_OF_AN_OBJECT = re.compile(
    rf"\b(?:about|against|by|for|from|in|of|on|to|with) (?:[a-z]{{1,20}} ){{1,2}}{PARTICIPLE} {PREPOSITION} {PART_OF}$"
)
_WISHED = re.compile(r"\b(?:asked for|feared|hoped|looked for|needed|sought|wanted|wished)\b")
#: The name within a clause of its own, of which the verb behind it is not: "those who founded X had".
_OWN_CLAUSE = re.compile(rf"\b(?:that|which|who) (?:[\w’'-]+ ){{1,4}}{NAME}$")


def is_of_clause(text: str, at: int, start: int, end: int) -> bool:
    """Whether a time at `text[start:end]` may tell when what is said of the name at `text[at]` was so."""
    lead = text[:start]
    adverbial = ADVERBIAL.search(lead)
    if adverbial is None or _is_apart(text, lead, end):
        return False
    if _FROM.search(lead) and not _ONWARDS.match(text, end):
        return False
    if _FINITE.match(text, end + 1) and _is_reduced_subject(lead[_clause_start(lead) :]):
        return False
    if start > at:
        between = text[at + 1 : start]
        apart = _OWN_CLAUSE.search(text, 0, at + 1) and _FINITE.search(between)
        return not (_BREAK.search(between) or _RELATIVE.search(between) or apart)
    between = text[end:at]
    if _BREAK.search(between) or _is_in_relative(_SAID_THAT.sub(" ", between), closed=True) or _AND_NOW.match(between):
        return False
    clause = lead[_clause_start(lead) : adverbial.start()]
    if between.startswith(",") and _INSERTED.search(lead[_clause_start(lead) :]):
        return False
    return not _is_in_relative(clause, closed=False)


def _is_apart(text: str, lead: str, end: int) -> bool:
    """Whether a time is that of a participle, and not of the only verb of its clause: "officers searched in 2004"."""
    if text.startswith(" that ", end) or not is_of_participle(lead):
        return False
    if _OF_AN_OBJECT.search(lead):
        return True
    found = list(_FINITE.finditer(lead, _clause_start(lead)))
    return len(found) != 1 or found[0].start() == 0 or _VERB.search(text, end) is not None


def _is_reduced_subject(lead: str) -> bool:
    """Whether words are a subject with its participle: "images found on the net in"."""
    found = _REDUCED_SUBJECT.search(lead)
    return found is not None and _FINITE.search(lead, found.end()) is None


def _is_in_relative(words: str, *, closed: bool) -> bool:
    """Whether a relative clause begins in these words and tells something done, not a wish of that time.

    It may be `closed` again by the verb of its main clause, or else by a comma.
    """
    found = list(_RELATIVE.finditer(words))
    rest = words[found[-1].end() :] if found else ""
    if closed:
        return bool(rest) and _MAIN_VERB.search(rest) is None
    return bool(rest.strip()) and "," not in rest and _WISHED.search(rest) is None


def is_of_participle(lead: str) -> bool:
    """Whether a time behind `lead` is that of a participle of its own: "images seen in"."""
    found = _DONE_THEN.search(lead)
    return found is not None and (found["before"] is None or _IS_AUXILIARY.fullmatch(found["before"]) is None)


def is_genitive(before: str) -> bool:
    """Whether what is told is told of another thing that only belongs to the name: "the servers of X"."""
    return _OF.search(before) is not None and _BY_MEANS_OF.search(before) is None


def is_of_reduced_clause(before: str) -> bool:
    """Whether the words before a name end in a participle behind its noun: "struck down laws made under"."""
    found = _REDUCED.search(before)
    return found is not None and _FINITE.search(before[: found.start("noun")]) is not None


_OF = re.compile(r"\bof(?: the| its)? ?$")
_BY_MEANS_OF = re.compile(
    r"\b(?:accordance|aid|analysts|basis|because|breach(?:es)?|experts|ground|help|infringements?|light|means|members"
    r"|officers|pursuance|Articles? \d+|sections? \d+|staff|strength|terms|users?|violations?|virtue|way)"
    r" of(?: the| its)? ?$",
    re.IGNORECASE,
)
_ADVERB = r"(?:\w+ly|\d+|also|already|day|evening|first|month|now|often|soon|then|there|they|time|week|who|year)"
_REDUCED = re.compile(
    rf"\b(?P<noun>(?!{_AUXILIARY}\b|{_ADVERB}\b)[\w-]+)"
    rf" (?:that had )?{PARTICIPLE} (?:by|in|on|through|under|with)(?: the| its)? ?$"
)


def _clause_start(lead: str) -> int:
    return max((found.end() for found in _BREAK.finditer(lead)), default=0)
