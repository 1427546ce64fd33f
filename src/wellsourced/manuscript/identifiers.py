"""Official numbers of laws, treaties, cases and standards, as they are written in prose and in registers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

import msgspec


class Identifier(msgspec.Struct, frozen=True):
    """An official number at `text[start:end]`.

    `scheme` and `number` are the same for every way of writing it: `("eu", "2011/93")` for Directive 2011/93/EU, for
    CELEX 32011L0093 and for 2011/93/EU. `type`: what kind of act is named with it ("directive"), in small letters.
    `edition`: the year or revision of a standard, where one is given; of an act of the Union the letters of the
    community that stand with it ("ec").
    """

    start: int
    end: int
    scheme: str
    number: str
    type: str = ""
    edition: str = ""


def find_identifiers(text: str, start: int = 0, end: int | None = None) -> list[Identifier]:
    """The official numbers in `text[start:end]`, in order; of two that overlap the longer one."""
    end = len(text) if end is None else end
    if not _DIGIT.search(text, start, end):
        return []
    found: list[Identifier] = []
    sentence = text[start:end]
    for needles, pattern, read in _readers():
        if needles and not any(needle in sentence for needle in needles):
            continue
        found += (i for match in pattern.finditer(text, start, end) for i in read(match))
    found.sort(key=lambda i: (i.start, -i.end))
    kept: list[Identifier] = []
    for identifier in found:
        if not kept or identifier.start >= kept[-1].end:
            kept.append(identifier)
        elif identifier.end > kept[-1].end and identifier.end - identifier.start > kept[-1].end - kept[-1].start:
            kept[-1] = identifier
    return kept


Reader = Callable[[re.Match[str]], Iterator[Identifier]]

_DIGIT = re.compile(r"\d")
_NO = r"(?:[Nn]o\.?|[Nn]r\.?|[Nn]umber|№|n[º°])"
_S = r"[\s*_]{0,3}"


def _plain(scheme: str, *, type: str = "") -> Reader:
    """The groups of the match, joined, are the number."""

    def read(match: re.Match[str]) -> Iterator[Identifier]:
        number = "/".join(_tidy(group) for group in match.groups() if group)
        yield Identifier(match.start(), match.end(), scheme, number, type)

    return read


def _tidy(group: str) -> str:
    group = re.sub(r"[\s.,]", "", group.casefold())
    return group.lstrip("0") or "0" if group.isdigit() else group.translate(_DASHES)


def _plain_number(scheme: str) -> Reader:
    """The number as it is written."""

    def read(match: re.Match[str]) -> Iterator[Identifier]:
        yield Identifier(match.start(), match.end(), scheme, match[1].casefold())

    return read


_DASHES = str.maketrans("‐‑‒–—", "-----")


def _read_eu(match: re.Match[str]) -> Iterator[Identifier]:
    """Directives are numbered year/number; regulations and decisions number/year until 2014, year/number since."""
    first, second = match["first"], match["second"]
    kind = " ".join((match["type"] or "").casefold().rstrip("s").split())
    kind = kind.removeprefix("council ").removeprefix("commission ")
    if not (kind or match["front"] or match["back"]):
        return
    year_second = len(second) == 4 and second[:2] in ("19", "20") and (match["no"] or not _is_year(first))
    if year_second:
        first, second = second, first
    elif (
        not _is_year(first) and len(first) != 2 and not (len(first) == 4 and kind and (match["front"] or match["back"]))
    ):
        return
    if len(first) == 2:
        first = f"19{first}" if int(first) > 50 else f"20{first}"
    community = re.sub(r"[^a-z].*", "", (match["back"] or match["front"] or "").casefold().lstrip("/("))
    yield Identifier(match.start(), match.end(), "eu", f"{first}/{int(second)}", kind, community)


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in ("19", "20")


def _read_celex(match: re.Match[str]) -> Iterator[Identifier]:
    sector, year, letters, number = match["sector"], match["year"], match["letters"], int(match["number"])
    if sector == "5" and letters == "PC":
        yield Identifier(match.start(), match.end(), "com", f"{year}/{number}")
    elif sector == "3" and letters in _CELEX_TYPES:
        yield Identifier(match.start(), match.end(), "eu", f"{year}/{number}", _CELEX_TYPES[letters])
    else:
        yield Identifier(match.start(), match.end(), "celex", match[0].split()[-1].strip("():").casefold())


_CELEX_TYPES = {"L": "directive", "R": "regulation", "D": "decision", "F": "framework decision"}


def _read_standard(match: re.Match[str]) -> Iterator[Identifier]:
    number = match["number"] + (f"-{match['part']}" if match["part"] else "")
    yield Identifier(match.start(), match.end(), "iso", number, edition=match["year"] or "")


def _read_nist(match: re.Match[str]) -> Iterator[Identifier]:
    revision = match["revision"] or match["letter"] or ""
    number = match["number"].translate(_DASHES)
    series = {"special publication": "sp", "nistir": "ir"}.get(match["series"].casefold(), match["series"].casefold())
    yield Identifier(match.start(), match.end(), f"nist {series}", number, edition=revision.casefold())


#: What must stand in the text (one of these; none: anything will do), the pattern, and how to read what it finds.
_SPEC: tuple[tuple[tuple[str, ...], str, Reader], ...] = (
    (
        ("ETS", "Treaty Series"),
        rf"\b(?:CETS|ETS|Council of Europe Treaty Series|European Treaty Series),?{_S}{_NO}?\s?(\d{{1,3}})\b",
        _plain("coe"),
    ),
    (("UNTS", "U.N.T.S"), r"\b(\d{1,4})\s+(?:UNTS|U\.N\.T\.S\.)\s+\d{1,6}\b", _plain("unts")),
    (
        ("UNTS", "Treaty Series"),
        r"\b(?:UNTS|United Nations Treaty Series|Treaty Series),?\s+vol(?:\.|ume)\s*(\d{1,4})",
        _plain("unts"),
    ),
    (
        (),
        r"(?:\bCELEX[:\s(]{0,3})?\b(?P<sector>[1-9])(?P<year>(?:19|20)\d\d)(?P<letters>[A-Z]{1,2})(?P<number>\d{4})\b",
        _read_celex,
    ),
    (
        ("/",),
        r"(?:\b(?P<type>(?:Council |Commission |Delegated |Implementing )?(?:Framework\s+Decision|Directive"
        r"|Regulation|Decision)s?)\s+)?"
        rf"(?P<front>\((?:EU|EC|EEC|EU, Euratom|EEC, Euratom)\)\s*)?(?P<no>{_NO}\s*)?"
        r"\b(?P<first>\d{2,4})/(?P<second>\d{1,4})\b(?P<back>/(?:EU|EC|EEC|JHA|CFSP|Euratom)\b)?",
        _read_eu,
    ),
    (
        ("Pub", "P."),
        rf"\b(?:Pub(?:lic|\.)?\s?L(?:aw|\.)?|P\.\s?L\.),?\s*{_NO}?\s*(\d{{2,3}}[-‐‑–]\d{{1,4}})\b",
        _plain("pub"),
    ),
    (
        ("S.C", "USC", "U.S.", "U. S."),
        r"\b(\d{1,2})\s?U\.?\s?S\.?\s?C(?:ode|\.)?(?:\s?A\.)?,?\s*(?:§{1,2}|[Ss]ec(?:tions?|\.)|[Ss]s?\.)?\s*"
        r"(\d{1,5}[A-Za-z]{0,2})\b(?:\([A-Za-z0-9]{1,4}\)){0,5}",
        _plain("usc"),
    ),
    (
        ("itle",),
        r"\b[Tt]itle\s+(\d{1,2}),?\s+(?:[Uu]nited States Code,?\s+)?[Ss]ection\s+(\d{2,5}[A-Z]{0,2})\b",
        _plain("usc"),
    ),
    (
        ("U.S.", "U. S.", "F.", "S.", "Stat.", "L."),
        r"\b(\d{1,4})\s+(U\.\s?S\.|F\.\s?[234](?:d|th)|F\.\s?Supp\.(?:\s?[234]d)?|S\.\s?Ct\.|Stat\.|L\.\s?Ed\.(?:\s?2d)?)\s+(\d{1,5})\b",
        _plain("reporter"),
    ),
    (
        ("[",),
        r"\[(\d{4})\]\s+(?:(\d{1,2})\s+)?((?:[A-Z]\.?){2,7}(?:\s+(?:Civ|Crim|Admin))?)\s+(\d{1,5})\b",
        _plain("neutral"),
    ),
    (
        ("No.", "Nos.", "ocket"),
        r"(?:\b[Nn]os?\.\s?|\b[Dd]ocket\s(?:[Nn]o\.?\s)?)(\d{2}[-‐‑–]\d{2,6})(?:-[A-Z]{2,4})?\b",
        _plain("docket"),
    ),
    (
        ("SC", "HL", "CA", "SCC"),
        r"\b((?:19|20)\d\d)\s+(INSC|SCC|UKSC|UKHL|HCA|ZACC|ZASCA|NZSC|SGCA|IESC)\s+(\d{1,5})\b",
        _plain("neutral"),
    ),
    (("/",), r"\b(?:UN\s+Doc\.?\s+)?([AES]/(?:RES|HRC|HRC/RES|AC|CONF)[\w/.()-]{2,24}\d)", _plain("un")),
    (("/C/",), r"\b((?:CRC|CCPR|CEDAW|CAT|CERD|CRPD|CMW)/C/(?:GC/)?[\w/.-]{0,16}\d)", _plain("un")),
    (
        ("ssembly", "UN"),
        r"\b(?:(?:UN\s+)?General\s+Assembly|UNGA|UN)\s+[Rr]esolution\s+(\d{1,3}/\d{1,3})\b",
        lambda m: iter((Identifier(m.start(), m.end(), "un", f"a/res/{m[1]}"),)),
    ),
    (
        ("ssembly",),
        r"\bGeneral\s+Assembly(?:\s\w{2,12}){1,3}\s+[Rr]esolution\s+(\d{1,3}/\d{1,3})\b",
        lambda m: iter((Identifier(m.start(1), m.end(1), "un", f"a/res/{m[1]}"),)),
    ),
    (
        ("esolution", "Res."),
        r"\b(?:(?:GA|G\.A\.|UNGA)\s+)?[Rr]es(?:olution|\.)\s+(\d{1,3}/\d{1,3})(?=,?\sof\s(?:[\w ]{4,20},\s)?(?:the\s)?"
        r"(?:UN\s|United\sNations\s)?General\sAssembly)",
        lambda m: iter((Identifier(m.start(), m.end(), "un", f"a/res/{m[1]}"),)),
    ),
    (
        ("ssembly",),
        r"(?<=General\sAssembly)[\s\w’',]{1,90}?\s(?:by|in|as|of|under|with)\s(?:its\s)?[Rr]esolution\s(\d{1,3}/\d{1,3})\b",
        lambda m: iter((Identifier(m.start(1), m.end(1), "un", f"a/res/{m[1]}"),)),
    ),
    (
        ("GA ", "G.A.", "UNGA"),
        r"\b(?:UN)?G\.?A\.?\s[Rr]es(?:olution|\.)\s(?:[Nn]o\.\s)?(\d{1,3}/\d{1,3})\b",
        lambda m: iter((Identifier(m.start(), m.end(), "un", f"a/res/{m[1]}"),)),
    ),
    (
        ("ECOSOC", "Social"),
        r"\b(?:ECOSOC|Economic\s+and\s+Social\s+Council)\s+[Rr]esolution\s+((?:19|20)\d\d/\d{1,3})\b",
        _plain("ecosoc"),
    ),
    (("OECD",), r"\bOECD/LEGAL/(\d{4})\b", _plain("oecd")),
    (("CM(", "T-ES("), r"\b((?:CM|T-ES)\(\d{4}\)\d{1,4})\b", _plain("coe doc")),
    (
        ("ouncil", "UNSC"),
        r"\b(?:(?:UN\s+)?Security\s+Council|UNSC)\s+[Rr]esolution\s+(\d{2,4})\b",
        lambda m: iter((Identifier(m.start(), m.end(), "un", f"s/res/{m[1]}"),)),
    ),
    (("CM", "Rec"), r"\b[Rr]esolution\s+(?:CM/Res|ResCM|Rec)\s?\((\d{4})\)\s?(\d{1,3})", _plain("cmres")),
    (("Rec",), r"\b(?:CM/Rec|Recommendation\s+Rec)\s?\((\d{4})\)\s?(\d{1,3})", _plain("cmrec")),
    (
        ("ISO", "IEC"),
        r"\b(?:(?:BS|DIN|EN|NF)\s+){0,2}(?:ISO(?:/(?:IEC|TS|TR|IEEE))*|IEC)(?:\s+(?:TS|TR|PAS|Guide))?[\s-]{1,2}(?P<number>\d{3,5})"
        r"(?:-(?P<part>\d{1,2}))?(?:\s?:\s?(?P<year>(?:19|20)\d\d))?\b",
        _read_standard,
    ),
    (
        ("SP", "pecial", "NIST", "FIPS"),
        r"\b(?:NIST\s+)?(?P<series>SP|Special\s+Publication|NISTIR|(?<=NIST )IR|(?<=NIST )AI|FIPS)\s+"
        r"(?P<number>\d{3,4}(?:[-‐‑–]\d{1,4})?|\d{1,3}[-‐‑–]\d{1,3})(?P<letter>[A-Z])?"
        r"(?:\s?(?:r|Rev\.?\s?|Revision\s)(?P<revision>\d{1,2}))?\b",
        _read_nist,
    ),
    (("ETSI",), r"\bETSI\s+(?:TS|EN|TR|ES|GS|EG)\s+(\d{3})[\s-](\d{2,3}(?:-\d{1,2})?)\b", _plain("etsi")),
    (("IEEE",), r"\bIEEE\s+(?:Std\.?\s+|[Ss]tandard\s+|P)?(\d{3,5}(?:\.\d{1,3})?)\b", _plain("ieee")),
    (("ITU",), r"\bITU-[TR]\s+(?:Rec(?:ommendation|\.)\s+)?([A-Z]\.\d{2,5})\b", _plain("itu")),
    (("ITU",), r"\bITU(?:-T|-R)?\s+(?:standard|Recommendation)\s+([A-Z]\.\d{2,5})\b", _plain("itu")),
    (("RFC",), r"\bRFC[\s-]?(\d{1,5})\b", _plain("rfc")),
    (
        ("SWGDE",),
        r"\bSWGDE\s+(?:[A-Z][a-z]+\s+)?(\d{2}-[A-Z]-\d{3})(?:-\d(?:\.\d)?)?\b",
        _plain("swgde"),
    ),
    (("ASTM",), r"\bASTM\s+([A-Z]\d{2,4})(?:-\d{2,4}[a-z]?)?\b", _plain("astm")),
    (
        ("BS", "EN ", "DIN", "NEN", "NF ", "ÖNORM", "UNE", "ANSI", "OASIS", "PAS ", "CWA", "CEN"),
        r"\b(?:(?:BS|EN|DIN|NEN|NF|ÖNORM|UNE|ANSI|OASIS|PAS|CWA|CEN/TS|CEN/TR|CEN)(?:\s|-)){1,2}"
        r"(\d{3,6}(?: \d{3})?(?:-\d{1,2})?)(?:\s?:\s?(?:19|20)\d\d)?\b",
        _plain("national standard"),
    ),
    (("(COD)", "(CNS)", "(NLE)"), r"\b((?:19|20)\d\d/\d{4}\((?:COD|CNS|NLE)\))", _plain("procedure")),
    (("COM",), r"\bCOM\s?[(/]\s?(\d{4})\s?[)/]\s?(\d{1,4})\b(?:\s+final)?", _plain("com")),
    (
        ("Republic Act", "Republic", "RA", "R.A"),
        rf"\b(?:Republic\s+Act|R\.?A\.?)\s+(?:{_NO}\s*)?(\d{{4,5}})\b",
        _plain("ra"),
    ),
    (
        ("SI", "S.", "nstrument"),
        r"\b(?:SI|S\.\s?I\.|[Ss]tatutory\s+[Ii]nstrument),?\s*((?:19|20)\d\d/\d{1,4})\b",
        _plain("si"),
    ),
    (
        ("SI", "S.", "nstrument"),
        rf"\b(?:SI|S\.\s?I\.|[Ss]tatutory\s+[Ii]nstrument),?\s*((?:19|20)\d\d)\s+{_NO}\s?(\d{{1,4}})\b",
        _plain("si"),
    ),
    (("Convention",), rf"\b(?:ILO\s+)?Convention,?\s+(?:{_NO}\s*|C)(\d{{1,3}})\b", _plain("ilo", type="convention")),
    (("ILO",), r"\bILO\s+Convention\s+(\d{1,3})\b", _plain("ilo", type="convention")),
    (("omment",), rf"\b[Gg]eneral\s+[Cc]omment,?\s+(?:{_NO}\s*)?(\d{{1,2}})\b", _plain("gc", type="general comment")),
    (("ECLI",), r"\b(ECLI:[A-Z]{2}:[A-Z]{1,7}:\d{4}:[A-Z0-9]{1,12})\b", _plain("ecli")),
    (("/",), r"\b([CT][-‐‑–]\d{1,4}/\d\d)\b(?!/)", _plain("cjeu")),
    (("pplication",), rf"\b[Aa]pplication\s+{_NO}\s?(\d{{2,6}}/\d\d)\b", _plain("application")),
    ((" of ", " of\n"), rf"\b(?:[Aa]ct\s+(?:{_NO}\s?)?|{_NO}\s?)(\d{{1,4}})\s+of\s+((?:19|20)\d\d)\b", _plain("act")),
    (
        ("o. ",),
        rf"\b(?:[Aa]ct\s+)?{_NO}\s?(\d{{1,4}}),\s((?:19|20)\d\d)(?=\)|\s\((?:Cth|Austl)|\sof\sAustralia)",
        _plain("act"),
    ),
    (
        ("Lei", "Law", "Loi", "Ley", "Decre"),
        rf"\b(?:Lei|Law|Loi|Ley|Decreto|Decree)\s+{_NO}\s?([\d.]{{3,7}})(?:/(?:19|20)\d\d)?\b",
        _plain("law"),
    ),
    (("Bill",), r"\b(?:Bill\s+)(C-\d{1,3}|S-\d{1,3})\b", _plain("bill")),
    (("H.",), r"\b(H\.\s?R\.\s?\d{1,5})\b", _plain("bill")),
    (("S.",), r"(?<![\w.])(S\.\s?\d{2,4})\b(?!\s?[§.]\d)", _plain("senate bill")),
    (("NCT",), r"\b(NCT\d{8})\b", _plain("trial")),
    (("ISRCTN",), r"\bISRCTN\s?(\d{8})\b", _plain("isrctn")),
    (
        ("rant",),
        rf"\b[Gg]rant(?:\s[Aa]greement)?,?\s(?:(?:{_NO}|[Nn]umber|ID)\s?)?(\d{{6,9}})\b",
        _plain("grant"),
    ),
    (("rder", "EO", "E.O"), rf"\b(?:Executive\s+Order|E\.?O\.?)\s+(?:{_NO}\s?)?(\d{{5}})\b", _plain("executive order")),
    (("ISBN",), r"\bISBN[-:\s]{0,3}(?:1[03]:?\s)?(97[89][-\d ]{9,14}\d)\b", _plain("isbn")),
    (
        ("S.C.", "S.O.", "R.S."),
        r"\b(?:R\.)?S\.[CO]\.,?\s*((?:19|20)\d\d),?\s*c\.\s?([A-Z]?-?\d{1,3})\b",
        _plain("chapter"),
    ),
    (("c.", "ch."), r"\b((?:19|20)\d\d)\s+c(?:h?)\.\s?(\d{1,3})\b", _plain("chapter")),
    (("(c.", "(ch."), r"\(ch?\.\s?(\d{1,3})\)", _plain("chapter of")),
    ((), r"\b([A-Z]{1,2}(?:19|20)\d\d[A-Z]{1,3}\d{3,6})\b", _plain("code")),
    (
        ("ection",),
        r"\b[Ss]ections?\s(\d{2,4}\.\d{1,3}|\d{3,5}[A-Z]?)\b",
        _plain_number("section"),
    ),
    (("OJ",), r"\bOJ\s+L\s?(\d{1,3}),", _plain("oj")),
)


@cache
def _readers() -> tuple[tuple[tuple[str, ...], re.Pattern[str], Reader], ...]:
    return tuple((needles, re.compile(pattern), read) for needles, pattern, read in _SPEC)
