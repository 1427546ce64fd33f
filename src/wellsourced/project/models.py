"""The shapes of the data files: frozen records that refuse unknown keys.

Each `*File` class is one YAML file; JSON Schemas are generated from these classes, never written by hand.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

import msgspec

from wellsourced.project.csl import CslItem

Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9._:-]*$", description="lower-case letters, digits, - . _ :")]
#: Leap years of the Gregorian calendar: divisible by 4, of the centuries only those divisible by 400.
_LEAP_YEAR = r"(\d\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
Date = Annotated[
    str,
    msgspec.Meta(
        # The calendar stands in the pattern, so that editors refuse 31 February, too: they know nothing but the schema.
        pattern=(
            r"^(\d{4}(-((0[1-9]|1[0-2])(-(0[1-9]|1\d|2[0-8]))?|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31))?"
            rf"|{_LEAP_YEAR}-02-29)$"
        ),
        description="YYYY, YYYY-MM or YYYY-MM-DD",
    ),
]
#: BCP 47: a language, then what narrows it down (script, region, variant).
Language = Annotated[
    str, msgspec.Meta(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", description="a language tag: en-GB, de, sr-Latn")
]
Url = Annotated[str, msgspec.Meta(pattern=r"^(https?://|urn:)\S+$", description="an http(s) address, or a urn:")]
NonEmpty = Annotated[str, msgspec.Meta(min_length=1)]
#: What `outputs` and `build --to` take. `site`: one page a section. `metadata`: records for indexes and archives.
OutputFormat = Literal["html", "pdf", "docx", "epub", "jats", "markdown", "text", "site", "metadata"]
OUTPUT_FORMATS: tuple[str, ...] = get_args(OutputFormat)
#: The fourteen roles of the Contributor Role Taxonomy, ANSI/NISO Z39.104-2022 (credit.niso.org).
CreditRole = Literal[
    "conceptualization",
    "data-curation",
    "formal-analysis",
    "funding-acquisition",
    "investigation",
    "methodology",
    "project-administration",
    "resources",
    "software",
    "supervision",
    "validation",
    "visualization",
    "writing-original-draft",
    "writing-review-editing",
]
SectionRole = Literal["introduction", "section", "conclusion"]
InstrumentKind = Literal[
    "treaty", "soft-law", "eu-act", "statute", "case", "standard", "organisation", "programme", "tool"
]
Verdict = Literal["nonexistent", "misnamed", "misattributed", "overstated", "imprecise", "outdated-term", "correct"]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every record of a data file shares: frozen, unknown keys refused, defaults not written out."""


# --- article.yaml ----------------------------------------------------------------------------------------------------


class Author(Record, frozen=True):
    """Who wrote it: a person, or a body (`kind: organisation`).

    `orcid` as the bare identifier, 0000-0000-0000-0000. `family`: the part of a person's `name` that indexes sort by;
    without it the last word. `ror`: the affiliation's address in the Research Organization Registry (ror.org).
    """

    name: NonEmpty
    affiliation: str | None = None
    email: str | None = None
    orcid: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$")] | None = None
    url: Url | None = None
    kind: Literal["person", "organisation"] = "person"
    family: NonEmpty | None = None
    ror: Annotated[str, msgspec.Meta(pattern=r"^https://ror\.org/0[a-hj-km-np-tv-z0-9]{6}\d{2}$")] | None = None
    corresponding: bool = False
    roles: tuple[CreditRole, ...] = ()


class Funding(Record, frozen=True):
    """Who paid. `id`: the funder's ROR or Funder Registry address; `award`: the number of the grant."""

    funder: NonEmpty
    id: Url | None = None
    award: NonEmpty | None = None


class Revision(Record, frozen=True):
    """An entry of the article's own history, oldest first: what was published when, and what it changed.

    `kind`: a new `version`, or a notice to readers of an earlier one: `correction`, `expression-of-concern`,
    `retraction`. `doi`: the identifier of that version or of the notice.
    """

    date: Date
    note: NonEmpty
    kind: Literal["version", "correction", "expression-of-concern", "retraction"] = "version"
    version: str | int | float | None = None
    doi: str | None = None


class SectionEntry(Record, frozen=True):
    """A section in reading order: `file` inside `sections/`; `title` overrides the file's own first heading."""

    file: NonEmpty
    role: SectionRole | None = None
    title: str | None = None


class PathSettings(Record, frozen=True):
    """Rules switched off for the files that match `path` (a glob from the project root)."""

    path: NonEmpty
    ignore: tuple[str, ...] = ()


class Limits(Record, frozen=True):
    """From which length on a note is made: words of a sentence, words of a paragraph."""

    sentence: Annotated[int, msgspec.Meta(ge=10)] = 40
    paragraph: Annotated[int, msgspec.Meta(ge=30)] = 220


class CheckSettings(Record, frozen=True):
    """Which rules run: codes (`CIT001`) or families (`CIT`); `limits` of length; the `spelling` to keep to.

    Without `spelling` that of the article's language (en-GB, en-US) is expected.
    """

    ignore: tuple[str, ...] = ()
    limits: Limits = Limits()
    spelling: Literal["en-GB", "en-US", "any"] | None = None
    paths: tuple[PathSettings, ...] = ()


class Appendices(Record, frozen=True):
    """Which generated appendices close the article. One that has nothing to say is left out whatever stands here."""

    abbreviations: bool = True
    glossary: bool = True
    corrections: bool = True
    verification: bool = True


class ArticleFile(Record, frozen=True):
    """article/article.yaml: title, authors, order of sections; everything else has a default.

    `address`: where the published page stands on the web. `publisher`: who answers for it. `history`: versions and
    notices. `layout`: of the PDF.
    """

    title: NonEmpty
    authors: Annotated[tuple[Author, ...], msgspec.Meta(min_length=1)]
    sections: Annotated[tuple[str | SectionEntry, ...], msgspec.Meta(min_length=1)]
    subtitle: str | None = None
    short_title: str | None = None
    abstract: str | None = None
    keywords: tuple[str, ...] = ()
    language: Language = "en-GB"
    date: Date | None = None
    version: str | int | float | None = None
    license: str | None = None
    doi: str | None = None
    repository: Url | None = None
    address: Url | None = None
    publisher: str | None = None
    funding: tuple[Funding, ...] = ()
    acknowledgements: str | None = None
    competing_interests: str | None = None
    history: tuple[Revision, ...] = ()
    style: NonEmpty = "chicago-author-date"
    outputs: Annotated[tuple[OutputFormat, ...], msgspec.Meta(min_length=1)] = ("html", "pdf")
    paper: Literal["a4", "us-letter"] = "a4"
    layout: Literal["article", "two-column", "report"] = "article"
    draft_name: str = "an earlier draft"
    allow_raw: bool = False
    appendices: Appendices = Appendices()
    check: CheckSettings = CheckSettings()


# --- references/ -----------------------------------------------------------------------------------------------------


class BibliographyFile(Record, frozen=True):
    """references/bibliography.yaml: CSL-JSON items sorted by id. pandoc reads it as it is."""

    references: tuple[CslItem, ...]  # type: ignore[valid-type]


class EvidenceRecord(Record, frozen=True):
    """What was seen of a reference, where and when.

    `confirms`: the CSL fields seen there. `fingerprint`: of the CSL item when it was checked (see status.fingerprint).
    `disputes`: fields that the authority gives differently. `notice`: what the authority announced about the work.
    """

    url: str
    kind: Literal["primary", "secondary"]
    confirms: tuple[str, ...]
    seen: Date
    fingerprint: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
    by: str | None = None
    note: str | None = None
    review_after: Date | None = None
    disputes: tuple[str, ...] = ()
    notice: Literal["retraction", "correction", "expression-of-concern"] | None = None


class EvidenceFile(Record, frozen=True):
    """references/evidence.yaml: for each reference id, the records of what was seen.

    `unconfirmed`: what the researcher could not see. `relevance`: what the reference is good for. Both by reference id.
    """

    evidence: dict[str, tuple[EvidenceRecord, ...]]
    unconfirmed: dict[str, tuple[str, ...]] = {}
    relevance: dict[str, str] = {}


class Instrument(Record, frozen=True):
    """A law, treaty, standard, case, body, programme or tool that the article may name.

    `until`: the day from which it no longer applied (repealed, lapsed, closed). `is_not`: descriptions that the record
    rules out, as phrases of the corrections register ("forensic suite*"): what a text must not credit it with. `does`:
    the deeds of references/deeds.yaml that it does, or that nothing seen rules out; all others asked of its kind are
    ruled out, or none where it is left out. `about`: what it is about and none of those that it is easily confused with
    is: sets of words, as phrases, whose words may stand in any order.
    """

    id: Id
    kind: InstrumentKind
    official_name: NonEmpty
    short_names: tuple[str, ...] = ()
    identifiers: dict[str, str] = {}
    adopted: str | None = None
    in_force: str | None = None
    until: Date | None = None
    parties_as_of: str | None = None
    jurisdiction: str | None = None
    status: str | None = None
    superseded_by: Id | None = None
    reference: str | None = None
    evidence: tuple[Url, ...] = ()
    note: str | None = None
    aliases: tuple[Id, ...] = ()
    not_to_be_confused_with: tuple[Id, ...] = ()
    is_not: tuple[NonEmpty, ...] = ()
    about: tuple[NonEmpty, ...] = ()
    does: tuple[Id, ...] | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The official name and the short ones."""
        return (self.official_name, *self.short_names)


class InstrumentsFile(Record, frozen=True):
    """references/instruments.yaml: the register of named things."""

    instruments: tuple[Instrument, ...]


class WayOfSaying(Record, frozen=True):
    """A verb, and what must stand with it: one of `objects`, or one of `users` as the subject of the verb.

    All are phrases of the corrections register (`recover*`, `bring back`), each form of an irregular verb one of its
    own. `objects` may be empty, where the verb alone says it. With `users` the named thing is what is used: "parents
    search the database".
    """

    verbs: Annotated[tuple[NonEmpty, ...], msgspec.Meta(min_length=1)]
    objects: tuple[NonEmpty, ...] = ()
    users: tuple[NonEmpty, ...] = ()


class Deed(Record, frozen=True):
    """Something that texts credit named things with: what it is called and the ways in which sentences say it.

    `what`: the deed as an infinitive without "to", for the complaint. `of`: the kinds of things of which it is asked.
    `nouns`: what a thing is, uses or offers that does it ("facial recognition"). `topics`: what it is then about.
    """

    id: Id
    what: NonEmpty
    of: Annotated[tuple[InstrumentKind, ...], msgspec.Meta(min_length=1)]
    ways: tuple[WayOfSaying, ...] = ()
    nouns: tuple[NonEmpty, ...] = ()
    topics: tuple[NonEmpty, ...] = ()


class DeedsFile(Record, frozen=True):
    """references/deeds.yaml: what named things are credited with, rightly or wrongly."""

    deeds: tuple[Deed, ...]


class RejectedLead(Record, frozen=True):
    """A claim that could not be confirmed or was proved wrong, and why it must not be used.

    `confirmed_by`: references found since that do confirm it. The text may then say it; the record of the doubt stays.
    """

    id: Id
    claim: NonEmpty
    why: NonEmpty
    confirmed_by: tuple[Id, ...] = ()


class RejectedFile(Record, frozen=True):
    """references/rejected.yaml: leads not to be used, unless confirmed since."""

    rejected: tuple[RejectedLead, ...]


# --- article/ registers ----------------------------------------------------------------------------------------------


class Fact(Record, frozen=True):
    """A figure or finding with its source. A finding without a figure has no `value`.

    `value` is a number, or an ISO date where the fact is a date. `qualifier` belongs to the value: "more than 80".
    `part_of`: the dossier's fact from which this value was split. `locator`: page, table or section in the source.
    """

    id: Id
    statement: NonEmpty
    source: NonEmpty
    value: int | float | str | None = None
    unit: str | None = None
    qualifier: Literal["about", "almost", "more than", "at least", "up to", "fewer than"] | None = None
    as_of: str | None = None
    locator: str | None = None
    kind: Literal["primary", "secondary"] | None = None
    evidence: tuple[str, ...] = ()
    part_of: Id | None = None
    aliases: tuple[Id, ...] = ()
    review_after: Date | None = None


class FactsFile(Record, frozen=True):
    """article/facts.yaml: every figure the article may use."""

    facts: tuple[Fact, ...]


class WrongWording(Record, frozen=True):
    """A wrong wording that no single phrase catches: either a `pattern` or `all`.

    `pattern`: a regular expression; it runs with a time limit, ignoring case, over the text with emphasis, line breaks
    and typographic quotation marks evened out. `all`: parts that are wrong when one sentence holds them all, in any
    order; a part is a phrase or a list of phrases of which one is enough, and `*` ends a word that may go on
    (`forensic*`). `within`: the most words they may span. `unless`: phrases in the same sentence that make it right.
    A sentence that denies what `all` describes ("is not", "rather than") is right without saying so here.
    """

    pattern: NonEmpty | None = None
    all: tuple[NonEmpty | tuple[NonEmpty, ...], ...] = ()
    within: Annotated[int, msgspec.Meta(ge=2)] | None = None
    unless: tuple[NonEmpty, ...] = ()

    def __post_init__(self) -> None:
        if (self.pattern is None) == (not self.all):
            raise ValueError("needs either `pattern` or `all`, and not both")


class Correction(Record, frozen=True):
    """An error of an earlier draft. `quote`: the draft's own words. `wrong`: what must not come back.

    A string in `wrong` is a phrase (case, plural, articles, line breaks and quotation marks do not matter); a map is a
    regular expression or a set of parts (see WrongWording). `right`: a replacement that is safe everywhere; `unless`:
    phrases in the same sentence that make the wording right.
    """

    id: Id
    quote: NonEmpty
    verdict: Verdict
    explanation: NonEmpty
    wrong: tuple[NonEmpty | WrongWording, ...] = ()
    unless: tuple[NonEmpty, ...] = ()
    right: str | None = None
    references: tuple[str, ...] = ()
    evidence: tuple[Url, ...] = ()


class CorrectionsFile(Record, frozen=True):
    """article/corrections.yaml: the register of errors found in earlier drafts."""

    corrections: tuple[Correction, ...]


class Term(Record, frozen=True):
    """House terminology: `discouraged` wordings, the `preferred` one, and where the old one may stand."""

    id: Id
    discouraged: Annotated[tuple[NonEmpty, ...], msgspec.Meta(min_length=1)]
    preferred: NonEmpty
    exceptions: tuple[Literal["official-titles", "quotations"], ...] = ()
    explanation: str | None = None


class GlossaryEntry(Record, frozen=True):
    """A term of the field, explained in the glossary if the article uses it.

    `term`: as it is printed; an abbreviation may stand behind it in brackets. `forms`: other wordings that count as its
    use, phrases as in the corrections register ("hash match*"). `definition`: plain words, one paragraph. `references`:
    works whose definition it follows; `used_in`: works that use the term in this sense, where the definition is the
    article's own wording. Only verified ones are printed. `see`: entries to look up as well.
    """

    id: Id
    term: NonEmpty
    definition: NonEmpty
    forms: tuple[NonEmpty, ...] = ()
    references: tuple[NonEmpty, ...] = ()
    used_in: tuple[NonEmpty, ...] = ()
    see: tuple[Id, ...] = ()


class TermsFile(Record, frozen=True):
    """article/terms.yaml: house terminology, and the terms that the glossary explains."""

    terms: tuple[Term, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()


class HelpPoint(Record, frozen=True, rename={"for_": "for"}):
    """A service where readers can report or get help."""

    id: Id
    name: NonEmpty
    url: Url
    for_: NonEmpty
    region: str | None = None
    phone: str | None = None
    anonymous: bool | None = None
    evidence_url: Url | None = None
    note: str | None = None


class HelpFile(Record, frozen=True):
    """article/help.yaml: the box at the head of the article, with the date the contact points were seen."""

    seen: Date
    help_points: Annotated[tuple[HelpPoint, ...], msgspec.Meta(min_length=1)]
    heading: str = "Report, or get help"
    introduction: str | None = None


class ForbiddenPhrase(Record, frozen=True):
    """A wording that must not be published. `all`: phrases that must not meet in one sentence (see WrongWording)."""

    id: Id
    why: NonEmpty
    all: Annotated[tuple[NonEmpty | tuple[NonEmpty, ...], ...], msgspec.Meta(min_length=1)]
    unless: tuple[NonEmpty, ...] = ()


class SafetyFile(Record, frozen=True):
    """article/safety.yaml: what must never reach the reader.

    `protected_names`: SHA-256 of `salt` and a private person's name, in hexadecimal, so that the register itself names
    nobody (`wellsourced protect` writes them). `phrases`: operational detail. `help_box`: whether the subject asks for
    article/help.yaml, the box that tells readers where to report and to find help.
    """

    salt: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32,64}$")] | None = None
    protected_names: tuple[Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")], ...] = ()
    phrases: tuple[ForbiddenPhrase, ...] = ()
    help_box: Literal["required", "optional"] = "optional"


#: Path in a project -> the class that reads it. The first is required, the others have defaults.
DATA_FILES: dict[str, type[Any]] = {
    "article/article.yaml": ArticleFile,
    "references/bibliography.yaml": BibliographyFile,
    "references/evidence.yaml": EvidenceFile,
    "references/instruments.yaml": InstrumentsFile,
    "references/deeds.yaml": DeedsFile,
    "references/rejected.yaml": RejectedFile,
    "article/facts.yaml": FactsFile,
    "article/corrections.yaml": CorrectionsFile,
    "article/terms.yaml": TermsFile,
    "article/help.yaml": HelpFile,
    "article/safety.yaml": SafetyFile,
}
