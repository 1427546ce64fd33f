"""What kinds of things a text names, by the nouns and deeds that tell them: general knowledge, held small.

A treaty is no statute and arrests nobody; a program is no authority and ratifies nothing. What a single thing is not
stands in its record (`is_not`), not here.
"""

from __future__ import annotations

from functools import cache

#: Class of thing -> the nouns that call something so, in small letters and the singular.
_NOUNS = {
    "treaty": "treaty, convention, covenant, international agreement, multilateral agreement",
    "eu-act": "directive, eu regulation",
    "regulation": "regulation",
    "statute": "statute, act of parliament, act of congress, act",
    "penal": "criminal code, penal code",
    "law": "law, legislation",
    "case": "judgment, judgement, court case, court decision, court ruling, verdict, lawsuit, ruling, court order",
    "software": "software, app, application, classifier, crawler, antivirus, scanner, computer program"
    ", software product, operating system, suite, toolkit",
    "tool": "tool, product",
    "algorithm": "algorithm",
    "body": "agency, organisation, charity, ngo, regulator, department, ministry, company, firm, association, authority"
    ", police force, task force, non-profit, nonprofit, foundation",
    "court": "court, tribunal",
    "database": "database, databank, data bank",
    "standard": "technical standard, iso standard, industry standard",
    "guideline": "guideline, voluntary code, recommendation, declaration, code of practice, code of conduct",
}
#: What a thing of each kind can surely not be.
_CLASHES = {
    "treaty": "penal eu-act regulation statute case software algorithm body court database standard guideline",
    "eu-act": "penal treaty case software algorithm body court database standard guideline",
    "statute": "treaty eu-act case software algorithm body court database standard guideline",
    "soft-law": "penal treaty statute eu-act case software algorithm body court database law",
    "case": "penal treaty statute eu-act regulation software algorithm tool court database standard law guideline",
    "standard": "penal treaty statute eu-act case software body court database law",
    "organisation": "penal treaty statute eu-act regulation case standard law software algorithm database guideline",
    "programme": "penal treaty statute eu-act regulation case law",
    "tool": "penal treaty statute eu-act regulation case body court law guideline database",
}
#: Stems of verbs -> the class of thing that does so. Who is not of that class does it not.
_DEEDS = {
    "law": "criminalis outlaw punish",
    "court": "convict sentenc acquit",
    "police force": "arrest",
    "legislature": "legislat",
    "software": "scan crawl encrypt",
}
#: Which deeds a thing of each kind can surely not do.
_UNABLE = {
    "treaty": "court police software legislature",
    "eu-act": "court police software legislature",
    "statute": "court police software legislature",
    "soft-law": "court police software legislature law",
    "case": "police software legislature",
    "standard": "court police legislature law software",
    "organisation": "law",
    "programme": "law court legislature",
    "tool": "law court police legislature",
}
#: Nouns that say the same, where more words stand with them: "digital forensics package", "British Act".
_ALIKE = (
    ("suite", "package", "toolkit"),
    ("tool", "software", "program", "application"),
    ("law", "statute", "act", "legislation"),
    ("decision", "ruling", "judgment", "judgement"),
    ("treaty", "convention", "covenant"),
    ("agency", "body", "organisation"),
    ("force", "unit", "squad", "department", "branch", "division", "arm", "wing"),
    ("project", "programme", "program", "operation"),
)


@cache
def class_nouns() -> dict[tuple[str, ...], str]:
    """The words of a noun, in small letters -> the class of thing that it names."""
    return {tuple(noun.strip().split()): name for name, nouns in _NOUNS.items() for noun in nouns.split(",")}


@cache
def clashes(kind: str) -> frozenset[str]:
    """The classes of which no thing of a kind can be."""
    return frozenset(_CLASHES.get(kind, "").split())


@cache
def deed_classes() -> tuple[tuple[str, str], ...]:
    """Stems of verbs, each with the class of thing that does so."""
    return tuple((stem, name) for name, stems in _DEEDS.items() for stem in stems.split())


@cache
def unable(kind: str) -> frozenset[str]:
    """The classes whose deeds a thing of a kind can surely not do."""
    return frozenset("police force" if name == "police" else name for name in _UNABLE.get(kind, "").split())


@cache
def alike(noun: str) -> frozenset[str]:
    """A noun and those that say the same."""
    return frozenset({noun}).union(*(group for group in _ALIKE if noun in group))
