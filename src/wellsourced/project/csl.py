"""The CSL-JSON item: its types, variables and shape, as CSL 1.0.2 and its CSL-JSON schema define them.

Source: CSL 1.0.2 specification, appendices III (types) and IV (variables).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
)  # fmt: skip

NAME_VARIABLES = (
    "author", "chair", "collection-editor", "compiler", "composer", "container-author", "contributor", "curator",
    "director", "editor", "editor-translator", "editorial-director", "executive-producer", "guest", "host",
    "illustrator", "interviewer", "narrator", "organizer", "original-author", "performer", "producer", "recipient",
    "reviewed-author", "script-writer", "series-creator", "translator",
)  # fmt: skip

DATE_VARIABLES = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")

NUMBER_VARIABLES = (
    "chapter-number", "citation-number", "collection-number", "edition", "issue", "number", "number-of-pages",
    "number-of-volumes", "page", "page-first", "part-number", "printing-number", "section", "supplement-number",
    "version", "volume",
)  # fmt: skip

STRING_VARIABLES = (
    "abstract", "annote", "archive", "archive-place", "archive_collection", "archive_location", "authority",
    "call-number", "citation-key", "citation-label", "collection-title", "container-title", "container-title-short",
    "dimensions", "division", "event", "event-place", "event-title", "genre", "jurisdiction", "keyword", "language",
    "license", "medium", "note", "original-publisher", "original-publisher-place", "original-title", "part-title",
    "publisher", "publisher-place", "references", "reviewed-genre", "reviewed-title", "scale", "source", "status",
    "title", "title-short", "volume-title", "volume-title-short", "year-suffix", "DOI", "ISBN", "ISSN", "PMCID", "PMID",
    "URL",
)  # fmt: skip


class CslName(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", omit_defaults=True):
    """A person (`family`, `given`, particles, suffix) or a body (`literal`)."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None
    suffix: str | None = None
    dropping_particle: str | None = None
    non_dropping_particle: str | None = None
    comma_suffix: str | int | bool | None = None
    static_ordering: str | int | bool | None = None
    parse_names: str | int | bool | None = None


class CslDate(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", omit_defaults=True):
    """A date or range: `date-parts` holds one or two lists of year, month, day; or `literal`/`raw` words."""

    date_parts: Annotated[
        tuple[Annotated[tuple[int | str, ...], msgspec.Meta(min_length=1, max_length=3)], ...],
        msgspec.Meta(min_length=1, max_length=2),
    ] = ()
    season: str | int | None = None
    circa: str | int | bool | None = None
    literal: str | None = None
    raw: str | None = None


_Text = str | int | float


def _attribute(variable: str) -> str:
    return variable.replace("-", "_")


def _define_item() -> type[msgspec.Struct]:
    fields: list[tuple[str, Any] | tuple[str, Any, Any]] = [
        ("id", Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_:.#$%&+?<>~/-]*$")]),
        ("type", Literal[TYPES]),
        # wellsourced's own: former ids under which the item may still be cited.
        ("aliases", tuple[str, ...], ()),
    ]
    fields += [(_attribute(v), tuple[CslName, ...], ()) for v in NAME_VARIABLES]
    fields += [(_attribute(v), CslDate | None, None) for v in DATE_VARIABLES]
    fields += [(_attribute(v), _Text | None, None) for v in (*NUMBER_VARIABLES, *STRING_VARIABLES)]
    variables = (*NAME_VARIABLES, *DATE_VARIABLES, *NUMBER_VARIABLES, *STRING_VARIABLES)
    return msgspec.defstruct(
        "CslItem",
        fields,
        frozen=True,
        forbid_unknown_fields=True,
        omit_defaults=True,
        rename={_attribute(v): v for v in variables},
        namespace={"__doc__": "A CSL-JSON item: only `id` and `type` are required; `aliases` are its former ids."},
        module=__name__,
    )


CslItem = _define_item()
