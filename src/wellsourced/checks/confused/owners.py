"""Who is said to have, run or have made a thing, held against what its record says of that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wellsourced.checks.names.named import Named
from wellsourced.checks.names.referents import NEAR, gap_to, referent
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.words.phrases import word_key
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.models import Instrument

_OWNERS = ("organisation", "programme")


def find_wrong_owner(
    parsed: ParsedText, named: Named, others: Sequence[Named], register: NameRegister
) -> tuple[Instrument, str] | None:
    """The body to which a programme, a tool or a part is given, where its record gives it to another.

    Only where the record names a registered body at all: of the owner of other things nothing is known.
    """
    instrument = referent(named, register)
    if instrument is None:
        return None
    own_name = any(named.mention.words.casefold() in (n.casefold(), f"the {n}".casefold()) for n in instrument.names)
    if instrument.kind in _OWNERS and not own_name and (match := _THING_OF.match(named.mention.words)):
        keys = tuple(word_key(word) for word in _WORD.findall(match[1].casefold()))
        for name in register.by_keys.get(keys, ()):
            own = owners_of(name.instrument, register) if name.instrument else frozenset()
            if own and instrument.id not in own and name.instrument and name.instrument.id != instrument.id:
                return name.instrument, match[1]
    for body, words in _said_owners(parsed, named, others, register):
        if body.id == instrument.id or body.kind not in _OWNERS:
            continue
        own = owners_of(instrument, register)
        if not own or body.id in own or instrument.id in owners_of(body, register) or own & _kin(body):
            continue
        if not any(body.id in owners_of(register.by_id[owner], register) for owner in own):  # of a part of it
            return body, words
    return None


def _kin(body: Instrument) -> frozenset[str]:
    return frozenset({body.superseded_by} if body.superseded_by else ())


def owners_of(instrument: Instrument, register: NameRegister) -> frozenset[str]:
    """The ids of the registered bodies that a record speaks of. Kept per register."""
    memory: dict[str, frozenset[str]] = register.memory(owners_of, dict)
    if instrument.id not in memory:
        memory[instrument.id] = frozenset(_bodies_in(_texts_of(instrument, register), register)) - {instrument.id}
    return memory[instrument.id]


def _texts_of(instrument: Instrument, register: NameRegister) -> list[str]:
    texts = [*instrument.names, instrument.jurisdiction or "", instrument.note or "", instrument.status or ""]
    project = register.project
    reference = project.resolve_reference(instrument.reference) if instrument.reference else None
    if reference is not None:
        item = reference.item
        texts += [str(item.get(key, "")) for key in ("publisher", "authority", "title")]
        texts += [str(n.get("literal") or "") for n in item.get("author") or () if isinstance(n, dict)]
    return texts


def _bodies_in(texts: Sequence[str], register: NameRegister) -> Iterator[str]:
    """Registered bodies whose names stand in the texts."""
    names = register.memory(_names_of_bodies, lambda: _names_of_bodies(register.project.instruments))
    for text in texts:
        words = tuple(_WORD.findall(text.casefold()))
        for at, word in enumerate(words):
            for wanted, body_id in names.get(word, ()):
                if words[at : at + len(wanted)] == wanted:
                    yield body_id


def _names_of_bodies(instruments: Sequence[Instrument]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word of the name of a body -> all its words, and the body's id."""
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for body in instruments:
        if body.kind in _OWNERS:
            for name in body.names:
                words = tuple(_WORD.findall(name.casefold()))
                if words and (len(words) > 1 or name[:1].isupper()):
                    names.setdefault(words[0], []).append((words, body.id))
    return names


_WORD = re.compile(r"[^\W_]+")


def _said_owners(
    parsed: ParsedText, named: Named, others: Sequence[Named], register: NameRegister
) -> Iterator[tuple[Instrument, str]]:
    """The registered bodies that stand as owner or maker right before or behind a thing's name."""
    prose, mention = parsed.prose, named.mention
    instrument = named.instrument
    if match := _OWN_WORDS.match(mention.words):
        keys = tuple(word_key(word) for word in _WORD.findall(match[1].casefold()))
        bodies = [n.instrument for n in register.by_keys.get(keys, ()) if _is_body(n.instrument, match[1])]
        yield from ((body, match[1]) for body in bodies if body is not None)
    part = instrument is not None and instrument.kind == "organisation"
    work = instrument is not None and instrument.kind in ("soft-law", "standard")
    if not part and not work and instrument is not None and instrument.kind not in ("programme", "tool"):
        return
    makes, made_by = (_WRITES, _WRITTEN_BY) if work else (_RUNS, _RUN_BY) if part else (_MAKES, _MADE_BY)
    for other in others:
        body = referent(other, register) if other.problem is None else None
        if body is None or body.kind not in _OWNERS or other is named:
            continue
        gap, ahead = gap_to(prose, named, other)
        if len(gap) >= NEAR:
            continue
        if not ahead:
            said = makes.fullmatch(gap) or _HAS.fullmatch(gap)
        elif _STANDS.fullmatch(gap):
            said = made_by.fullmatch(gap) if _opened_by_behind(prose, mention.start) else None
        else:
            said = made_by.fullmatch(gap) or (_PART_OF.fullmatch(gap) if part else None)
        if said is None and ahead and not part:
            said = _behind_other(prose, gap, other)
        if said:
            yield body, other.mention.words


def _opened_by_behind(prose: str, start: int) -> bool:
    """ "Behind X stands Y"."""
    return prose[max(0, start - 11) : start].casefold().removesuffix("the ").endswith("behind ")


_STANDS = re.compile(r"[*_]?\s(?:stands?|stood|is|was)\s(?:the\s)?")


def _is_body(instrument: Instrument | None, name: str) -> bool:
    """Whether a name is a body's own, not one that stands in brackets behind another."""
    if instrument is None or instrument.kind not in _OWNERS:
        return False
    return any(name.casefold() == own.casefold() for own in instrument.names)


_THING_OF = re.compile(r"(?:[Tt]he\s)?([A-Z].{2,80}?)\sof\s(?:the\s)?[A-Z]")
_OWN_WORDS = re.compile(r"(?:[Tt]he\s)?([A-Z][^’']{1,60})['’]s?\s")
_ROLE = (
    r"(?:run|made|built|developed|published|created|written|issued|operated|launched|owned|kept|maintained|sold|donated"
    r"|hosted|managed|funded|led|compiled|produced|edited|designed|started|founded|set\sup|coordinated|administered"
    r"|offered|provided|financed|invented|licensed|conceived|devised|compiled|assembled|worked\sout|put\stogether|initiated|released|drawn\sup|prepared|headed|sponsored)"
)
_HAS = re.compile(r"['’]s?\s(?:[a-z-]+\s){0,2}[*_]?")
_MAKER = (
    r"(?:maker|owner|operator|developer|publisher|creator|author|sponsor|provider|builder|vendor|inventor|founder|home|keeper"
    r"|body|company|charity|force|brains?|people)"
)
_MAKES = re.compile(
    r"\s(?:now\s|also\s|has\s|itself\s)?(?:runs?|ran|operates?d?|owns|owned|made|built|developed|develops|maintains|maintained|created"
    r"|launched|hosts|hosted|sells|keeps|publishes|published|offers|offered|provides|distributes|administers|coordinates|leads)"
    r"\s(?:the\s|its\s|a\s)?[*_]?"
    rf"|,?\s(?:is\s|was\s)?(?:itself\s)?the\s(?:sole\s|original\s|proud\s)?{_MAKER}\s(?:of|behind)\s(?:the\s)?[*_]?"
    r"|,\swhich\s(?:now\s|also\s|itself\s)?(?:runs|ran|operates|owns|built|made|developed|maintains|created|launched|hosts|sells"
    r"|publishes|offers|provides)\s(?:the\s)?[*_]?"
    r"|\s(?:is|was|stands|stood)\sbehind\s(?:the\s)?[*_]?"
)
_MADE_BY = re.compile(
    rf"[*_]?(?:\s\([^()]{{1,30}}\))?,?\s(?:[a-z-]+\s){{0,2}}(?:(?:which|that)\s)?(?:(?:was|is|are|has\sbeen)\s)?{_ROLE}\sby"
    r"\s(?:the\s)?|[*_]?(?:\s(?!and\b|or\b)[a-z-]+){0,2}\sof\s(?:the\s)?|[*_]?\s[a-z]+\sat\s(?:the\s)?"
    r"|[*_]?\s(?:belongs|belonged)\sto\s(?:the\s)?"
    r"|[*_]?\s(?:is|was|remains)\s(?:an?|the|one)\s(?:[a-z-]+\s){0,2}(?:project|programme|program|service|product|tool|initiative"
    r"|report|publication|index|work|property|creation|invention|brainchild|database|campaign|operation|helpline|hotline|scheme)\s(?:of|by|from)\s(?:the\s)?"
    r"|[*_]?\sis\s(?:[a-z]+ed|run|kept)\sat\s(?:the\s)?"
    r"|[*_]?\s(?:stands?|stood|is|was)\s(?:the\s)?"
)


def _behind_other(prose: str, gap: str, other: Named) -> re.Match[str] | None:
    """ "X, which Clover has kept", "X (Clover)", "X is Clover's answer": what follows the body says it too."""
    for between, behind in ((_WHICH, _WHO_DOES), (_BRACKET, _BRACKET_ENDS), (_IS, _ITS_OWN)):
        if between.fullmatch(gap):
            return behind.match(prose, other.mention.end)
    return None


_BRACKET = re.compile(r"[*_]?\s\((?:the\s)?[*_]?")
_BRACKET_ENDS = re.compile(r"[*_]?(?:\)|,\s(?:\d{4}|since\s\d{4}|[A-Z][a-z]+)\))")
_IS = re.compile(r"[*_]?,?\s(?:(?:is|was|remains|became)\s)?(?:the\s)?[*_]?")
_ITS_OWN = re.compile(
    r"[*_]?(?:(?<=['’]s)|(?<=s['’])|['’]s?)\s(?:own\s|main\s|new\s|latest\s|first\s)?(?:[a-z-]+\s)?(?:answer|product|tool|service|programme|program|project|system"
    r"|database|initiative|technology|software|solution|scheme|campaign|helpline|hotline|list|classifier|crawler|suite|platform)\b"
)
#: "X, which Clover has kept since": the gap before the body, and the verb behind it.
_WHICH = re.compile(r"[*_]?(?:\s\([^()]{1,30}\))?,?\s(?:which|that)\s(?:the\s)?[*_]?")
_WHO_DOES = re.compile(
    r"[*_]?\s(?:now\s|also\s|itself\s|has\s|had\s)?(?:keeps|kept|maintains|maintained|runs|ran|operates|operated|manages|managed"
    r"|hosts|hosted|owns|owned|sells|sold|built|made|makes|developed|develops|devised|designed|created|founded|launched|started"
    r"|publishes|published|issues|issued|wrote|compiles|compiled|offers|provides|administers|coordinates)\b(?!\s(?:with|on|from)\b)"
)
_PART_OF = re.compile(
    r",?\s(?:(?:which|that)\sis\s|is\s)?(?:an?|the)\s(?:[a-z-]+\s){0,2}(?:part|arm|branch|unit|division|department|section"
    r"|body|agency|organ)\sof\s(?:the\s)?"
)
#: What is said of who runs a body; bodies are funded and founded by others than run them, and belong to networks.
_RUNS = re.compile(r"\s(?:now\s|also\s|itself\s)?(?:runs|ran|operates|operated)\s(?:the\s|its\s)?[*_]?")
_RUN_BY = re.compile(
    r"[*_]?(?:\s\([^()]{1,30}\))?,?\s(?:(?:which|that)\s)?(?:(?:was|is|are)\s)?(?:run|operated)\sby\s(?:the\s)?"
)
#: What is said of who wrote a guide or a standard.
_WRITES = re.compile(r"\s(?:has\s|itself\s)?(?:issued|wrote|published|drew\sup)\s(?:the\s|its\s)?[*_]?")
_WRITTEN_BY = re.compile(
    r"[*_]?(?:\s\([^()]{1,30}\))?,?\s(?:(?:which|that)\s)?(?:(?:was|were|is|are)\s)?(?:issued|written|drawn\sup)\sby\s(?:the\s)?"
)
