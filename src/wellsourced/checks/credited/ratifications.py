"""Only treaties are ratified: what is said to have been, and is no treaty by its record (INS008)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellsourced.checks.names.named import Named
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.models import Instrument

#: Kinds of things that no state ratifies. A case may confirm a ratification, and agreements are registered as treaties.
_NEVER_RATIFIED = frozenset({"soft-law", "eu-act", "statute", "standard", "organisation", "programme", "tool"})
#: What is said of a thing behind its name.
_BEHIND = re.compile(
    r"(?:\s{1,3}\([^()\n]{1,40}\))?(?:,\s{1,3}which)?\s{1,3}(?:was|were|is|are|being|has\sbeen|have\sbeen|had\sbeen)"
    r"\s{1,3}(?:[a-z]{3,12}ly\s{1,3}|(?:since|now|also|already)\s{1,3})?(?:ratified|acceded\sto|opened\sfor\s(?:signature|ratification)"
    r"|open\sfor\s(?:signature|ratification))\b"
)
#: What is said of those who are bound by it, the thing being their subject.
_BY_STATES = re.compile(
    r"[^.;:]{1,60}\b(?:states|countries|governments|parties|members)\s{1,3}(?:that|which|who)\s{1,3}(?:have\s|had\s)?"
    r"(?:ratified|acceded\sto|signed\sand\sratified)\s{1,3}(?:it|them)\b"
)
#: What is said of a thing before its name.
_BEFORE = re.compile(
    r"\b(?:ratif(?:y|ies|ied|ying)|ratifications?\sof|acced(?:e|es|ed|ing)\sto|accessions?\sto|states\sparties\sto)"
    r"\s{1,3}(?:the\s{1,3})?$",
    re.IGNORECASE,
)
#: Who ratifies what is no treaty: a parliament its own decisions.
_BY_OWN = re.compile(
    r"\s{1,3}by\s{1,3}(?:the\s{1,3})?(?:its\s|[Pp]arliament|[Cc]ongress|[Ss]enate|[Pp]resident|[Bb]oard|members)"
)
_BODY_OF = re.compile(r"\s{1,3}(?:conventions?|treat(?:y|ies)|protocols?|covenants?)\b")
_NEAR = 120


def find_ratifications(parsed: ParsedText, named: Named, instrument: Instrument) -> Iterator[tuple[int, int]]:
    """Where the thing is said to be ratified or acceded to, as ranges of `parsed.text`, if its kind never is."""
    if instrument.kind not in _NEVER_RATIFIED:
        return
    mention = named.mention
    sentence = mention.sentence
    behind = parsed.prose[mention.end : min(sentence[1], mention.end + _NEAR)]
    if match := _BEHIND.match(behind):
        if not _BY_OWN.match(behind, match.end()):
            yield mention.start, mention.end + match.end()
    elif match := _BY_STATES.match(behind):
        yield mention.start, mention.end + match.end()
    if _BODY_OF.match(behind):
        return  # "the ratified ILO convention"
    before = parsed.prose[max(sentence[0], mention.start - _NEAR) : mention.start]
    if match := _BEFORE.search(before):
        yield mention.start - len(before) + match.start(), mention.end
