"""Whose law it is: the names of states and international organisations, as nouns, adjectives and letters.

General knowledge, held small: enough to see that "UK Online Safety Act 2023" names the British Act, and that an
Australian one of the same name is another. Everything else about instruments stands in the register.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from wellsourced.checks.words.phrases import Word

_NAMES = """
us: united states; united states of america; us; usa; american; federal
uk: united kingdom; uk; british; great britain; britain; english; england; wales; scottish; scotland; welsh
eu: european union; eu; european; union; ec; european community; european parliament; european communities
coe: council of europe; coe; european
un: united nations; un; general assembly; united nations general assembly; international
au: african union; african; organisation of african unity; oau
australia: australia; australian; commonwealth
canada: canada; canadian
india: india; indian
japan: japan; japanese
philippines: philippines; philippine; filipino
south africa: south africa; south african
brazil: brazil; brazilian; brasil
germany: germany; german
france: france; french
italy: italy; italian
spain: spain; spanish
portugal: portugal; portuguese
netherlands: netherlands; dutch
belgium: belgium; belgian
ireland: ireland; irish
austria: austria; austrian
switzerland: switzerland; swiss
sweden: sweden; swedish
norway: norway; norwegian
denmark: denmark; danish
finland: finland; finnish
poland: poland; polish
russia: russia; russian
ukraine: ukraine; ukrainian
turkey: turkey; turkish
china: china; chinese
south korea: south korea; korea; korean
singapore: singapore; singaporean
malaysia: malaysia; malaysian
thailand: thailand; thai
indonesia: indonesia; indonesian
vietnam: vietnam; vietnamese
new zealand: new zealand
mexico: mexico; mexican
argentina: argentina; argentine
colombia: colombia; colombian
chile: chile; chilean
kenya: kenya; kenyan
nigeria: nigeria; nigerian
ghana: ghana; ghanaian
israel: israel; israeli
ilo: international labour organization; international labour organisation; ilo
asean: asean; association of southeast asian nations
league: league of nations
"""
#: Bodies of the state and of international organisations that every reader knows and no register lists.
_ORGANS = """
european commission; european parliament; european council; council of europe; council of the european union
council of ministers; committee of ministers; general assembly; un general assembly; security council
un security council; human rights council; un human rights council; economic and social council; united nations
european union; african union; world health organization; international court of justice; parliamentary assembly
privy council; select committee; law commission; home office; foreign office; cabinet office; post office
oval office; patent office; press office; attorney general's office; public prosecutor's office
prosecutor's office; crown prosecution service; city council; federal bureau of investigation
federal trade commission; national security agency; congressional budget office
government accountability office; home affairs committee; judiciary committee; senate judiciary committee
house judiciary committee; nobel committee; olympic committee; international olympic committee
world trade organization; united nations organization; commission; council; public order; law and order
court order; rule of law; code of conduct; code of practice; codes of practice; terms of service; common law
civil code; criminal code; penal code; civil law; criminal law; international law; european law; public law
private law; data protection authority; data protection authorities; law enforcement agency; police force
member states; law enforcement; new world order; gold standard; international labour organization
international labour organisation; international criminal court; executive order; official journal
united nations treaty series; european treaty series; world wide web; social network; working group; task force
international monetary fund; organization of american states; organisation of american states
organization for security and co-operation in europe; north atlantic treaty organization; internet governance forum
world economic forum; paris peace forum; european union agency for cybersecurity; eu agency for cybersecurity
european union agency for fundamental rights; eu agency for fundamental rights; european data protection authorities
international commission of jurists; international committee of the red cross; international law commission
internet engineering task force; european audiovisual observatory; european court of auditors; european ombudsman
committee of the regions; economic and social committee; coreper; nordic council; gulf cooperation council
arab league; league of arab states; international bar association; american bar association; law society
human rights watch; amnesty international; save the children; plan international; world vision; red cross
world wide web consortium; internet crime complaint center; missing children europe; children's rights alliance
american civil liberties union; electronic frontier foundation; civil liberties committee; libe committee
royal assent; research group; research unit; police unit; crime agency; child protection
"""


@cache
def jurisdiction_names() -> dict[tuple[str, ...], frozenset[str]]:
    """The words of a name, in small letters, and the states and organisations that it may stand for."""
    names: dict[tuple[str, ...], set[str]] = {}
    for line in _NAMES.strip().splitlines():
        code, _, forms = line.partition(":")
        for form in forms.split(";"):
            names.setdefault(tuple(form.split()), set()).add(code)
    return {words: frozenset(codes) for words, codes in names.items()}


@cache
def public_bodies() -> tuple[str, ...]:
    """Bodies and expressions with a head noun that are nobody's finding."""
    return tuple(form.strip() for line in _ORGANS.strip().splitlines() for form in line.split(";"))


def read_jurisdictions(words: Sequence[str]) -> tuple[frozenset[str], list[int]]:
    """The jurisdictions that these words name, and the numbers of the words that name none."""
    names = jurisdiction_names()
    codes: set[str] = set()
    other: list[int] = []
    number = 0
    while number < len(words):
        for length in (4, 3, 2, 1):
            found = names.get(tuple(words[number : number + length]))
            if found and number + length <= len(words):
                codes |= found
                number += length
                break
        else:
            other.append(number)
            number += 1
    return frozenset(codes), other


def read_owner(words: Sequence[Word]) -> tuple[frozenset[str], list[int]]:
    """The same of the words of a text, with or without the `'s` of an owner."""
    return read_jurisdictions([word.exact.removesuffix("'s").removesuffix("'") for word in words])


def applies_union_law(codes: frozenset[str]) -> bool:
    """Whether one of these is the European Union or a state that belongs to it."""
    return bool(codes & _OF_UNION)


_OF_UNION = frozenset(
    {"eu", "germany", "france", "italy", "spain", "portugal", "netherlands", "belgium", "ireland", "austria", "sweden"}
    | {"denmark", "finland", "poland"}
)


def names_state(raws: Sequence[str]) -> bool:
    """Whether one of the words is a state, a people or a union of states."""
    return any(not read_jurisdictions([raw.casefold().removesuffix("'s")])[1] for raw in raws)
