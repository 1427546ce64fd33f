"""Names without a head noun that the words beside them tell for what they are: "the scanner PixelGuard".

Capitalised words alone may be a brand, a person or a place. Beside a noun for a tool, a programme or a law they name
one particular thing; how particular the noun must be depends on how like a coined name the words are.
"""

from __future__ import annotations

import re

from wellsourced.checks.names.jurisdictions import names_state
from wellsourced.manuscript.mentions import Mention
from wellsourced.manuscript.model import ParsedText

#: Nouns for what is made for one purpose and has a name of its own.
_TOOL = (
    r"(?:forensic )?(?:tool|software|scanner|classifier|crawler|suite|product|package|detector|matcher|hasher|plug-?in"
    r"|toolkit|workstation|dataset|data ?set|hash[ -](?:set|list|database|library|filter)|hash value (?:set|list)"
    r"|filter|chatbot|application|databank|database|repository|extension|search engine|matching (?:system|service))"
)
_PROGRAMME = (
    r"(?:programme|program|project|initiative|campaign|curriculum|helpline|hotline|operation|investigation|course|study"
    r"|survey|consortium|task ?force|partnership|coalition|charity|NGO|non-profit|foundation|fund|alliance|scheme)"
)
_LAW = r"(?:treaty|convention|directive|regulation|statute|standard|act|protocol|covenant|norm|ordinance|bill)"
_LOOSE = r"(?:app|platform|service|system|network|browser|library|algorithm|model|portal|engine|technology)"
_NOUN = rf"(?:{_TOOL}|{_PROGRAMME}|{_LAW})"
_CALLED = (
    r"(?:,? (?:which is |that is |it is )?(?:called|named|known as|dubbed|titled|entitled|codenamed|code-named"
    r"|by the name of))"
)
_MARKS = r"[\s*_“\"'‘«]{0,4}"
_CALLED_BEFORE = re.compile(rf"\b(?:{_NOUN}|{_LOOSE})s?{_CALLED}(?: the)?{_MARKS}$")
#: Who writes gives a name to what is their own, or for the length of the text.
_OF_AUTHORS = re.compile(
    rf"\b(?:[Oo]ur(?: own)?(?: [\w-]+){{0,2}} {_NOUN}{_CALLED}|(?:which |that )?(?:we|I)(?: (?:shall|will|have|here))?"
    rf" (?:call|name|named|called|dub|dubbed)(?: it| this| the {_NOUN})?){_MARKS}$"
)
_HERE_BEHIND = re.compile(
    r"[*_”\"'’»]{0,4},? (?:in what follows|below|hereafter|hereinafter|throughout|for short|from here on"
    r"|in (?:this|our|the present) (?:article|report|paper|text|study|chapter))\b"
)
_TOOL_BEFORE = re.compile(rf"\b(?:[Tt]he|[Aa]n?|its|their|our|new|own)(?: [\w-]+){{0,3}} {_TOOL},?{_MARKS}$")
_NOUN_BEFORE = re.compile(
    rf"(?:\b(?:[Tt]he|[Aa]n?|its|their)|\w['’]s|s['’])(?: [\w-]+){{0,3}} (?:{_NOUN}|{_LOOSE}),?{_MARKS}$"
)
_ONE_BEFORE = re.compile(rf"\b[Tt]he (?:{_TOOL}|{_PROGRAMME}){_MARKS}$")
_TOOL_BEHIND = re.compile(rf"[*_”\"'’»]{{0,4}}[\s>]{{1,3}}{_TOOL}s?\b|,? version \d")
_NOUN_BEHIND = re.compile(rf"[*_”\"'’»]{{0,4}}[\s>]{{1,3}}(?:{_TOOL}|{_PROGRAMME}|treaty|directive|statute)\b")
_LOOSE_BEHIND = re.compile(rf"[*_”\"'’»]{{0,4}}[\s>]{{1,3}}{_LOOSE}\b")
_NARROW_BEHIND = re.compile(
    r"[*_”\"'’»]{0,4}[\s>]{1,3}(?:forensic (?:suite|software|tool)|crawler|classifier|scanner"
    r"|hash[ -](?:set|list|database)|curriculum|hotline|helpline|helper app)\b"
)
_APPOSED_BEHIND = re.compile(
    rf"[*_”\"'’»]{{0,4}}(?: is|,)[\s>]{{1,3}}(?:the|an?|our|its|[A-Z][\w.]{{1,20}}['’]s)[\s>]{{1,3}}"
    rf"(?:[\w'’-]{{1,20}}[\s>]{{1,3}}){{0,4}}"
    rf"(?:{_NOUN}|agency|body|successor)\b"
    rf"(?=[\s>]{{1,3}}(?:of|for|on|by|from|that|which|to|in|with|against|\w{{2,14}}ed|made|built|sold|run|used)\b|[.,;]|$)"
)
#: The same with a noun that says less, or who makes it; for coined words only.
_APPOSED_LOOSE = re.compile(
    rf"[*_”\"'’»]{{0,4}}(?:,[\s>]{{1,3}}(?:the|an?|our|its|[A-Z][\w.]{{1,20}}['’]s)[\s>]{{1,3}}(?:[\w'’-]{{1,20}}[\s>]{{1,3}}){{1,3}}"
    rf"{_LOOSE}\b(?=[\s>]{{1,3}}(?:of|for|by|from|that|which|to|with|\w{{2,14}}ed|made|built|sold|run)\b|[.,;]|$)"
    rf"|(?:,|[\s>]{{1,3}}is)[\s>]{{1,3}}(?:now[\s>]{{1,3}})?(?:made|developed|sold|built|licen[cs]ed|marketed|distributed|maintained"
    rf"|offered|released|published)[\s>]{{1,3}}(?:by|to)\b)"
)
_WORDS_OF_KINDS = """
suite software scanner detector classifier crawler toolkit curriculum matcher analyzer analyser finder hunter spotter
"""
#: Capitalised behind another word, these make the name of a tool or of teaching.
_KINDS = frozenset(_WORDS_OF_KINDS.split())
_HUMPS = re.compile(r"[A-Z][a-z]+|[A-Z]+(?![a-z])|\d+")
_STATUTE = re.compile(r"[A-ZÄÖÜ]\w{5,60}(?:gesetz(?:es)?|verordnung|staatsvertrag|richtlinie)$")
_REGIONS = frozenset({"Western", "Eastern", "Northern", "Southern", "Central", "North", "South", "East", "West", "New"})
_WORDS_OF_WORLD = "International European Global World National"


def is_described_name(mention: Mention, parsed: ParsedText) -> bool:
    """Whether capitalised words without a head noun read as the name of one tool, programme, law or body."""
    words = mention.words.split()
    if not words or words[-1].endswith(("'s", "’s")):
        return False
    first = words[0]
    if len(words) == 1 and _STATUTE.fullmatch(first) and not first.casefold().startswith("grundgesetz"):
        return True
    coined = humps(first)
    if len(coined) > 2 and len(words) <= 2:
        return True
    if len(words) > 1 and words[-1].casefold() in _KINDS:
        return True
    several_names = "and" in words or "or" in words
    if (
        words[-1] in ("International", "Europe", "Worldwide")
        and not several_names
        and (len(words) > 2 or len(coined) > 1)
    ):
        return True
    prose = parsed.prose
    before = " ".join(prose[max(mention.sentence[0], mention.start - 70) : mention.start].split(" "))
    before = before.replace("\n", " ")
    behind = prose[mention.end : min(mention.sentence[1], mention.end + 130)]
    if _OF_AUTHORS.search(before) or _HERE_BEHIND.match(behind):
        return False
    if _CALLED_BEFORE.search(before) or _NARROW_BEHIND.match(behind):
        return True
    several = len(words) > 1 and first not in _REGIONS and not names_state(words)
    if len(coined) > 1:
        return bool(
            _NOUN_BEFORE.search(before)
            or _NOUN_BEHIND.match(behind)
            or _LOOSE_BEHIND.match(behind)
            or _TOOL_BEHIND.match(behind)
            or _APPOSED_BEHIND.match(behind)
            or (_is_product(coined, first) and (_APPOSED_LOOSE.match(behind) or _stands_as_tool(before, behind)))
        )
    if mention.kind == "acronym":
        return len(first) >= 5 and bool(_APPOSED_BEHIND.match(behind))
    if _TOOL_BEFORE.search(before) and not several:
        return True
    if several and (_TOOL_BEHIND.match(behind) or _NOUN_BEFORE.search(before) or _NOUN_BEHIND.match(behind)):
        return True
    return is_body_of_world(mention)


def is_body_of_world(mention: Mention) -> bool:
    """Whether a name calls itself international, European or the like, and the letters behind it are its own."""
    words = mention.words.split()
    if mention.acronym is None or len(words) < 3 or words[0] not in _WORDS_OF_WORLD.split():
        return False
    return "".join(w[0] for w in words if w[0].isupper()) == mention.acronym


def is_coined_tool(mention: Mention, word: str, parsed: ParsedText) -> bool:
    """Whether a coined word within a mention is a product, and what the mention names is used as a tool."""
    coined = humps(word)
    if len(coined) < 2 or not _is_product(coined, word):
        return False
    before = parsed.prose[max(mention.sentence[0], mention.start - 70) : mention.start].replace("\n", " ")
    behind = parsed.prose[mention.end : min(mention.sentence[1], mention.end + 130)]
    with_it = _WITH_BEFORE.search(before) is not None and _ENDS_BEHIND.match(behind) is not None
    return with_it or _stands_as_tool(before, behind)


def _is_product(parts: list[str], word: str) -> bool:
    """Whether a coined word is neither a surname ("McDonald") nor a product that every reader knows."""
    return parts[0] not in _OF_SURNAMES and word.casefold().removesuffix("'s") not in _WELL_KNOWN


def _stands_as_tool(before: str, behind: str) -> bool:
    """Whether somebody runs the thing, it does what programs do, or it stands among tools or in a cell of its own."""
    if _RUN_BEFORE.search(before) or _TOOLS_BEFORE.search(before) or _WORKS_BEHIND.match(behind):
        return True
    return before.strip() == "|" and behind.lstrip("*_ ").startswith("|")


_OF_SURNAMES = frozenset(
    {"Mc", "Mac", "De", "Le", "La", "Di", "Du", "Van", "Von", "Fitz", "St", "San", "Del", "Ver", "Ten"}
)
_WORDS_OF_WELL_KNOWN = """
youtube whatsapp tiktok linkedin github gitlab paypal powerpoint javascript typescript openai chatgpt bittorrent
deepmind dropbox onedrive icloud facetime imessage wechat onlyfans pornhub researchgate wordpress duckduckgo
"""
#: Coined words of the whole world; what is said of them is for the rules on claims.
_WELL_KNOWN = frozenset(_WORDS_OF_WELL_KNOWN.split())
_RUN_BEFORE = re.compile(
    r"\b(?:runs?|ran|running|deploy(?:s|ed|ing)?|install(?:s|ed|ing)?|ship(?:s|ped|ping)?|licen[cs]e[sd]?|bought|buys?"
    r"|(?:moved|switched|migrated|changed|gone|went)(?: over)?(?: from [^.;:]{2,30})? to"
    r"|sells?|sold|integrate[sd]?|switched on|rolled out|piloted|trialled|tested|evaluated|benchmarked"
    r"|fed (?:in)?to|trained|adopted|relies on|rely on|relied on|powered by|based on|built|developed|released|launched"
    r"|(?:scanned|found|processed) (?:with|by)|flagged by|detected by|matched by|uses?|used|using|try|tried)"
    rf"(?: the| its| their| a)?{_MARKS}$"
)
_WITH_BEFORE = re.compile(rf"\b(?:with|via|through|using|by means of)(?: the)?{_MARKS}$")
_ENDS_BEHIND = re.compile(r"[*_”\"'’»]{0,4}(?: [A-Z]\w{2,15})?(?:[,.;:)]|\s(?:to|on|in|for|at|as|which|that)\b|$)")
_TOOLS_BEFORE = re.compile(
    rf"\b(?:{_TOOL}|{_LOOSE})s(?:,| such as| like| \(|:| including)"
    rf"(?: (?:[A-Z][\w-]{{1,30}}(?: \([^()]{{1,30}}\))?,?|and|or)){{0,8}}{_MARKS}$"
)
_WORKS_BEHIND = re.compile(
    r"[*_”\"'’»]{0,4}(?: [A-Z][\w.]{0,12})?[\s>]{1,3}"
    r"(?:(?:now|then|also|only|can|could|will|automatically|quickly)[\s>]{1,3})?"
    r"(?:flag|scan|detect|match|hash|classif|recogni[sz]e|identif|crawl|index|extract|analy[sz]e|filter|compare|sort"
    r"|decrypt|encrypt|generate|de-?duplicate|cluster|triage|parse|upload|download|monitor)(?:s|es|ed|ies|ied)?\b"
    r"(?! (?:of|up)\b)"
)


def is_named_after_noun(mention: Mention, parsed: ParsedText) -> bool:
    """Whether a noun for a tool or a programme stands right before two words or more: "the programme Safe Harvest"."""
    if " " not in mention.words or mention.words.endswith(("'s", "’s")):
        return False
    before = parsed.prose[max(mention.sentence[0], mention.start - 70) : mention.start].replace("\n", " ")
    return bool(_ONE_BEFORE.search(before))


def humps(word: str) -> list[str]:
    """The parts of a coined word ("OpenVictimMatch"); nothing where it does not fall into such parts."""
    found = _HUMPS.findall(word)
    if "".join(found) != word or word.isupper() or len(found) < 2 or not any(len(h) > 2 for h in found):
        return []
    return [] if any(h.isdigit() for h in found[:1]) else found
