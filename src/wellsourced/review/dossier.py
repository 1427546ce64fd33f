"""The dossier: what a reviewer has to see, as one frozen, versioned object. Its JSON form is this object."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from wellsourced.diagnostics import Severity

SCHEMA_VERSION: Literal[1] = 1

#: How well a statement stands: the worst status among its sources; `unknown`: a key without a reference; `uncited`: a
#: claim without a source; `none`: no claim, shown because a diagnostic lies in the sentence.
Standing = Literal["unknown", "retracted", "disputed", "unverified", "stale", "partial", "verified", "uncited", "none"]
#: Where the sources of a claim stand: in its own sentence; near it, where a source still vouches for it (the sentence
#: after, the lead of a list, the caption of a table); or nowhere.
Cited = Literal["here", "near", "nowhere"]
ChangeKind = Literal["added", "changed", "removed"]

_Count = Annotated[int, msgspec.Meta(ge=0)]


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What every part of a dossier shares."""


class Place(_Record, frozen=True):
    """A stretch of a file: path from the project root; lines and columns (code points) from 1, the end exclusive.

    Of a draft that has no lines, `unit` says that its paragraphs are counted.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    unit: Literal["line", "paragraph"] = "line"


class Note(_Record, frozen=True):
    """A diagnostic, or one that is excused."""

    code: str
    severity: Severity
    message: str
    help: str | None
    place: Place


class Run(_Record, frozen=True, omit_defaults=True):
    """A stretch of a sentence as readers will see it: words, a citation cluster, or words that facts put there.

    `cluster`: number of the cluster in `Claim.clusters`, `text` being the cluster as written; `facts`: fact ids.
    """

    text: str
    cluster: int | None = None
    facts: tuple[str, ...] = ()


class CitedWork(_Record, frozen=True):
    """One key of a cluster. `reference`: the id it leads to, null where no reference has it; `locator` as written."""

    key: str
    reference: str | None
    locator: str | None


class Cluster(_Record, frozen=True):
    """A citation as written (`[@a, p. 3; @b]`), and the works it cites."""

    written: str
    works: tuple[CitedWork, ...]


class Claim(_Record, frozen=True):
    """A sentence that a source has to stand for.

    `id`: anchor on the page, made of the section and the words, so that it outlives edits elsewhere. `heading`: the
    nearest heading above. `kinds`: what makes it a claim, as the claim finder names it; empty where only the author's
    citation or fact does. `near`: ids of the references that vouch for it without standing in it. `facts`,
    `instruments`: ids of what it uses and names. `change`: against an earlier dossier, `before`: its words there.
    """

    id: str
    place: Place
    heading: str
    kinds: tuple[str, ...]
    text: str
    runs: tuple[Run, ...]
    clusters: tuple[Cluster, ...]
    near: tuple[str, ...]
    facts: tuple[str, ...]
    instruments: tuple[str, ...]
    cited: Cited
    standing: Standing
    diagnostics: tuple[Note, ...]
    change: ChangeKind | None = None
    before: str | None = None

    @property
    def references(self) -> tuple[str, ...]:
        """Ids of the references cited, each once."""
        return tuple(dict.fromkeys(w.reference for c in self.clusters for w in c.works if w.reference))


class Section(_Record, frozen=True):
    """A section: its claims in order. `sentences`: all of them; `other`: those that claim nothing.

    `diagnostics`: those that lie in no sentence. `removed`: words of claims that an earlier dossier held.
    """

    id: str
    title: str
    path: str
    words: _Count
    sentences: _Count
    other: _Count
    standings: dict[str, _Count]
    claims: tuple[Claim, ...]
    diagnostics: tuple[Note, ...]
    removed: tuple[str, ...] = ()


class Evidence(_Record, frozen=True):
    """A record of what was seen where. `current`: made for the entry as it stands now."""

    url: str
    kind: str
    seen: str
    by: str | None
    confirms: tuple[str, ...]
    disputes: tuple[str, ...]
    notice: str | None
    note: str | None
    review_after: str | None
    current: bool


class ReferenceCard(_Record, frozen=True):
    """A work. `label`: author and year; `entry`: as the article's reference list prints it, null where it is not cited.

    `confirmed`: requirement -> addresses that prove it; `missing`: requirements that nothing proves; `unconfirmed`:
    what the researcher could not see; `facts`: ids of facts drawn from it; `claims`: ids of the sentences that cite it.
    """

    id: str
    type: str
    label: str
    title: str
    address: str | None
    entry: str | None
    cited: bool
    status: str
    why: tuple[str, ...]
    confirmed: dict[str, tuple[str, ...]]
    missing: tuple[str, ...]
    seen: str | None
    fingerprint: str
    evidence: tuple[Evidence, ...]
    unconfirmed: tuple[str, ...]
    relevance: str | None
    facts: tuple[str, ...]
    claims: tuple[str, ...]
    diagnostics: tuple[Note, ...]
    place: Place
    change: ChangeKind | None = None
    changed: tuple[str, ...] = ()


class FactCard(_Record, frozen=True):
    """A registered figure or finding; `claims`: ids of the sentences that use it."""

    id: str
    statement: str
    value: int | float | str | None
    qualifier: str | None
    unit: str | None
    as_of: str | None
    source: str
    locator: str | None
    evidence: tuple[str, ...]
    claims: tuple[str, ...]
    change: ChangeKind | None = None
    changed: tuple[str, ...] = ()


class InstrumentCard(_Record, frozen=True):
    """A registered law, treaty, standard, case, body, programme or tool; `claims`: ids of sentences that name it."""

    id: str
    kind: str
    official_name: str
    short_names: tuple[str, ...]
    identifiers: dict[str, str]
    adopted: str | None
    in_force: str | None
    until: str | None
    status: str | None
    jurisdiction: str | None
    superseded_by: str | None
    reference: str | None
    evidence: tuple[str, ...]
    note: str | None
    not_to_be_confused_with: tuple[str, ...]
    is_not: tuple[str, ...]
    claims: tuple[str, ...]
    change: ChangeKind | None = None
    changed: tuple[str, ...] = ()


class Excuse(_Record, frozen=True):
    """An excuse in force: which codes are silenced where, and why; `silenced`: the diagnostics it took away."""

    codes: tuple[str, ...]
    reason: str
    place: Place
    silenced: tuple[Note, ...]


class Counts(_Record, frozen=True):
    """Totals. `claims` by standing in `standings`; references by status; diagnostics by severity and by code."""

    words: _Count
    sentences: _Count
    claims: _Count
    cited: _Count
    uncited: _Count
    standings: dict[str, _Count]
    references: _Count
    references_cited: _Count
    statuses: dict[str, _Count]
    severities: dict[str, _Count]
    codes: dict[str, _Count]


class Changes(_Record, frozen=True):
    """What changed since an earlier state, in numbers and in one line; `removed_*`: ids, or titles, that are gone."""

    since: str
    headline: str
    claims: _Count
    references: _Count
    facts: _Count
    instruments: _Count
    removed_sections: tuple[str, ...]
    removed_references: tuple[str, ...]
    removed_facts: tuple[str, ...]
    removed_instruments: tuple[str, ...]


class Dossier(_Record, frozen=True):
    """What `wellsourced check --format review-json` prints and a build writes as review.json."""

    schema: Literal[1]
    title: str
    language: str
    version: str | None
    as_of: str | None
    counts: Counts
    sections: tuple[Section, ...]
    references: tuple[ReferenceCard, ...]
    facts: tuple[FactCard, ...]
    instruments: tuple[InstrumentCard, ...]
    excuses: tuple[Excuse, ...]
    diagnostics: tuple[Note, ...]
    changes: Changes | None = None
