"""INS007: a law is given to a regulator that enforces another, or a treaty to the body of another.

"Ofcom enforces the Digital Services Act": whose a regulator and a law are stands in their records (`jurisdiction`), and
what treaty a body serves in its name or `about`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wellsourced.checks.names.judgements import alternatives
from wellsourced.checks.names.jurisdictions import applies_union_law, read_jurisdictions
from wellsourced.checks.names.named import Named
from wellsourced.checks.names.referents import between, is_said_between, names_without_year, referent
from wellsourced.checks.names.register import NameRegister
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.models import Instrument

#: What regulators enforce.
ENFORCED_KINDS = ("statute", "eu-act")


def find_wrong_regulator(
    parsed: ParsedText, named: Named, law: Instrument, others: Sequence[Named], register: NameRegister
) -> tuple[Instrument, str] | None:
    """The law of the same sort that the regulator of the sentence enforces, and the regulator's name."""
    prose, mention = parsed.prose, named.mention
    present = {other.instrument.id for other in others if other.instrument is not None}
    for other in others:
        body = referent(other, register) if other.problem is None else None
        if body is None or body.kind != "organisation" or not (codes := codes_of(body)):
            continue
        found = is_said_between(prose, named, other, _ENFORCED, _ENFORCES) or _is_cleft(prose, named, other)
        if not found or register.fits_jurisdiction(law, codes) or _may_apply(law, codes):
            continue
        for rival in alternatives(law, register):
            if rival.kind in ENFORCED_KINDS and rival.id not in present and register.fits_jurisdiction(rival, codes):
                shared = mention.words.casefold().removeprefix("the ") in names_without_year(rival)
                return None if shared else (rival, other.mention.words)
    return None


def _is_cleft(prose: str, law: Named, body: Named) -> bool:
    """ "It is from X that Y draws its powers"."""
    return (
        body.mention.start > law.mention.end
        and _IT_IS.search(prose, max(0, law.mention.start - _CLEFT), law.mention.start) is not None
        and _THAT.fullmatch(between(prose, law, body)) is not None
        and _ACTS.match(prose, body.mention.end) is not None
    )


_CLEFT = 40
_IT_IS = re.compile(
    r"\b[Ii]t\s(?:is|was)\s(?:from|under|through|in|by\svirtue\sof|on\sthe\sbasis\sof)\s(?:the\s)?[*_]?$"
)
_THAT = re.compile(r"[*_]?,?\sthat\s(?:the\s)?[*_]?")
_ACTS = re.compile(
    r"[*_]?\s(?:draws|derives|takes|has|owes|gets|fines|fined|acts|acted|enforces|regulates|supervises|investigates)\b"
)


def _may_apply(law: Instrument, codes: frozenset[str]) -> bool:
    """Whether a law of the Union is for the bodies of a state: a member, or Britain with what it has kept of 2020."""
    if law.kind != "eu-act":
        return False
    return applies_union_law(codes) or ("uk" in codes and (law.in_force or law.adopted or "0") < "2021")


_ENFORCING = r"(?:enforc|administer|supervis|oversee|overs|polic|monitor|appl|implement)"
_POWERS = (
    r"(?:its|most\sof\sits|all\sits|their|new|wide|far-reaching)(?:\s[a-z]+)?"
    r"\s(?:powers?|mandate|duties|functions|authority|role|remit)"
)
_ENFORCES = re.compile(
    rf",?\s(?:(?:now|which|that|has|must|may|can|will)\s){{0,2}}{_ENFORCING}[a-z]{{0,4}}\s(?:the\s)?[*_]?"
    rf"|,?\s(?:now\s|which\s)?(?:(?:is|was|has\sbeen)\s)?(?:given|gets|got|draws|drew|derives|derived|takes|took|owes|holds|has|received"
    rf"|gained|handed|granted)\s{_POWERS}\s(?:by|from|to|under|through|in)\s(?:the\s)?[*_]?"
    r"|,?\s(?:is|was|has\sbeen)\s(?:empowered|authorised|authorized|set\sup|established|created|appointed|designated|charged)"
    r"(?:\sas\s(?:the\s)?regulator)?\s(?:by|under|in)\s(?:the\s)?[*_]?"
    r"|\s(?:may|can|will|must)?\s?(?:fines?|fined|investigates?|investigated|supervises?|regulates?|acts?|acted|enforces?)"
    r"(?:\s(?:online\s)?(?:[a-z]+\s)?(?:platforms|providers|services|companies|firms|sites|websites|apps))?\s(?:under|by\svirtue\sof)\s(?:the\s)?[*_]?"
)
_ENFORCED = re.compile(
    rf"[*_]?,?\s(?:(?:is|was|are|being|now|which|that|has|been)\s){{0,3}}{_ENFORCING}[a-z]{{0,4}}\sby\s(?:the\s)?"
    rf"|[*_]?\s(?:gives|gave|grants|granted|hands|handed|confers|conferred)\s(?:{_POWERS}\s(?:up)?on\s)?(?:the\s)?"
    r"|[*_]?\s(?:empowers|empowered|made|makes|names|named|appoints|appointed|designates|designated)\s(?:the\s)?"
)


# --- bodies of a treaty -------------------------------------------------------------------------------------------


def find_wrong_treaty(
    parsed: ParsedText, named: Named, body: Instrument, others: Sequence[Named], register: NameRegister
) -> tuple[Instrument, str] | None:
    """A treaty's own body is said to watch over another treaty, which a body easily confused with it does."""
    prose = parsed.prose
    present = {other.instrument.id for other in others if other.instrument is not None}
    for other in others:
        treaty = referent(other, register) if other.problem is None else None
        if treaty is None or treaty.kind != "treaty" or _is_body_of(body, treaty):
            continue
        if not is_said_between(prose, named, other, _WATCHES, _WATCHED):
            continue
        for rival in alternatives(body, register):
            if rival.kind == "organisation" and rival.id not in present and _is_body_of(rival, treaty):
                return rival, other.mention.words
    return None


def _is_body_of(body: Instrument, treaty: Instrument) -> bool:
    """Whether a name of the treaty stands in a body's name, or is what the body is about."""
    texts = [f" {text.casefold()} " for text in (*body.names, *body.about)]
    names = [f" {name.casefold()} " for name in treaty.names]
    return any(name in text for text in texts for name in names)


_WATCHING = r"(?:monitor|supervis|oversee|overs|interpret|implement|watch)"
_WATCHES = re.compile(
    rf"[*_]?,?\s(?:(?:now|which|that|also|must|may|can|will)\s){{0,2}}{_WATCHING}[a-z]{{0,4}}\s(?:over\s)?"
    rf"(?:(?:how\s(?:the\s)?(?:parties|states)\s[a-z]+|(?:the\s)?(?:implementation|application|observance)\sof)\s)?(?:the\s)?[*_]?"
    rf"|[*_]?,?\s(?:is|which\sis|was)?\s?(?:the\s)?(?:treaty\s|monitoring\s|supervisory\s)?(?:body|committee)\s(?:of|under|for)\s(?:the\s)?[*_]?"
)
_WATCHED = re.compile(
    rf"[*_]?,?\s(?:(?:is|was|are|being|now|which|that|has|been)\s){{0,3}}{_WATCHING}[a-z]{{0,4}}\s(?:over\s)?by\s(?:the\s)?[*_]?"
)


# --- whose a body is ---


def codes_of(instrument: Instrument) -> frozenset[str]:
    """The one jurisdiction of a body, as far as its record tells."""
    own = read_codes(instrument.official_name)
    said = read_codes(instrument.jurisdiction or "")
    codes = own if len(own) == 1 else own & said or said
    return codes if len(codes) == 1 else frozenset()


def read_codes(text: str) -> frozenset[str]:
    """The jurisdictions that the words name."""
    return read_jurisdictions(re.findall(r"[a-z]+", text.casefold()))[0]
