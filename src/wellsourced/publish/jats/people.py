"""Contributors in JATS: names, identifiers, roles, affiliations, correspondence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wellsourced.publish.jats.inlines import external_link
from wellsourced.publish.jats.names import Names
from wellsourced.publish.jats.xml import Element, append, element
from wellsourced.publish.metadata.record import Contributor

#: The Contributor Role Taxonomy (ANSI/NISO Z39.104-2022): article.yaml's names -> its terms. JATS4R's recommendation
#: "CRediT taxonomy" says which attributes carry them.
CREDIT_TERMS = {
    "conceptualization": "Conceptualization",
    "data-curation": "Data curation",
    "formal-analysis": "Formal analysis",
    "funding-acquisition": "Funding acquisition",
    "investigation": "Investigation",
    "methodology": "Methodology",
    "project-administration": "Project administration",
    "resources": "Resources",
    "software": "Software",
    "supervision": "Supervision",
    "validation": "Validation",
    "visualization": "Visualization",
    "writing-original-draft": "Writing – original draft",
    "writing-review-editing": "Writing – review & editing",
}
_CREDIT = "https://credit.niso.org/"


@dataclass(frozen=True)
class People:
    """What the article's metadata hold of its authors. `notes`: addresses of those who answer letters."""

    group: Element
    affiliations: tuple[Element, ...]
    notes: tuple[Element, ...]


def write_people(contributors: Sequence[Contributor], names: Names) -> People:
    """The authors in their order; those of one affiliation share its element."""
    affiliations: dict[tuple[str | None, str | None], tuple[str, Element]] = {}
    notes: list[Element] = []
    group = element("contrib-group", {"content-type": "authors"})
    for person in contributors:
        contributor = _contributor(person)
        key = (person.affiliation, person.ror)
        if any(key):
            if key not in affiliations:
                affiliations[key] = _affiliation(len(affiliations) + 1, *key, names)
            contributor.append(element("xref", {"ref-type": "aff", "rid": affiliations[key][0]}))
        if person.corresponding:
            name = names.own(f"cor{len(notes) + 1}")
            notes.append(_correspondence(person, name))
            contributor.append(element("xref", {"ref-type": "corresp", "rid": name}))
        group.append(contributor)
    return People(group, tuple(each for _, each in affiliations.values()), tuple(notes))


def _contributor(person: Contributor) -> Element:
    attributes = {"contrib-type": "author", "corresp": "yes" if person.corresponding else None}
    contributor = element("contrib", attributes)
    if person.orcid_url:
        # Nobody signed in at ORCID here: the author's word is all there is.
        kind = {"contrib-id-type": "orcid", "authenticated": "false"}
        contributor.append(element("contrib-id", kind, person.orcid_url))
    if person.is_body:
        contributor.append(element("collab", None, person.name))
    else:
        eastern = bool(person.given and person.family and person.name.startswith(person.family))
        contributor.append(write_name(person.family, person.given, person.suffix, eastern=eastern))
    if person.email:
        contributor.append(_email(person.email))
    if person.url:
        contributor.append(element("uri", {"xlink:href": person.url}, person.url))
    append(contributor, *(_role(role) for role in person.roles))
    return contributor


def write_name(family: str | None, given: str | None, suffix: str | None, *, eastern: bool = False) -> Element:
    """A person's name. One of `family` and `given` is not None. `eastern`: the family name comes first."""
    style = ("eastern" if eastern else None) if family else "given-only"
    return element(
        "name",
        {"name-style": style},
        element("surname", None, family) if family else None,
        element("given-names", None, given) if given else None,
        element("suffix", None, suffix) if suffix else None,
    )


def _role(role: str) -> Element:
    term = CREDIT_TERMS.get(role, role)
    attributes = {
        "vocab": "credit",
        "vocab-identifier": _CREDIT,
        "vocab-term": term,
        "vocab-term-identifier": f"{_CREDIT}contributor-roles/{role}/",
    }
    return element("role", attributes, term)


def _affiliation(number: int, words: str | None, ror: str | None, names: Names) -> tuple[str, Element]:
    name = names.own(f"aff{number}")
    wrap = element("institution-wrap")
    if ror:
        wrap.append(element("institution-id", {"institution-id-type": "ror"}, ror))
    if words:
        wrap.append(element("institution", None, words))
    return name, element("aff", {"id": name}, wrap)


def _correspondence(person: Contributor, name: str) -> Element:
    contact = _email(person.email) if person.email else None
    if contact is None and person.url:
        contact = external_link(person.url, person.url)
    words = f"Correspondence: {person.name}" + (", " if contact is not None else "")
    return element("corresp", {"id": name}, words, contact)


def _email(address: str) -> Element:
    return element("email", {"xlink:href": f"mailto:{address}"}, address)
