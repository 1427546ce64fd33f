"""Rules for records whose official schema is not to be had for use: Zenodo's depositions, as its documentation says.

Source: developers.zenodo.org, "Representation: Deposit metadata" (fields, which are required, controlled vocabularies).
"""

from __future__ import annotations

from typing import Any

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_RELATIONS = (
    "isCitedBy cites isSupplementTo isSupplementedBy isContinuedBy continues isDescribedBy describes hasMetadata "
    "isMetadataFor isNewVersionOf isPreviousVersionOf isPartOf hasPart isReferencedBy references isDocumentedBy "
    "documents isCompiledBy compiles isVariantFormOf isOriginalFormof isIdenticalTo isAlternateIdentifier isReviewedBy "
    "reviews isDerivedFrom isSourceOf requires isRequiredBy isObsoletedBy obsoletes"
)
_PUBLICATIONS = (
    "annotationcollection book section conferencepaper datamanagementplan article patent preprint deliverable "
    "milestone proposal report softwaredocumentation taxonomictreatment technicalnote thesis workingpaper other"
)

ZENODO: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "required": [
        "title",
        "upload_type",
        "publication_type",
        "publication_date",
        "creators",
        "description",
        "access_right",
    ],
    "properties": {
        "title": _TEXT,
        "upload_type": {"const": "publication"},
        "publication_type": {"enum": _PUBLICATIONS.split()},
        "publication_date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "creators": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["name"],
                "properties": {
                    "name": _TEXT,
                    "affiliation": _TEXT,
                    "orcid": {"type": "string", "pattern": r"^(\d{4}-){3}\d{3}[\dX]$"},
                },
            },
        },
        "description": _TEXT,
        "access_right": {"enum": ["open", "embargoed", "restricted", "closed"]},
        "license": {"type": "string", "pattern": r"^[a-z0-9.+-]+$"},
        "doi": {"type": "string", "pattern": r"^10\.\d{4,9}/\S+$"},
        "keywords": {"type": "array", "items": _TEXT},
        "notes": _TEXT,
        "related_identifiers": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["identifier", "relation"],
                "properties": {"identifier": _TEXT, "relation": {"enum": _RELATIONS.split()}},
            },
        },
        "references": {"type": "array", "items": _TEXT},
        "version": _TEXT,
    },
    # "license: required if access_right is open or embargoed".
    "if": {"properties": {"access_right": {"enum": ["open", "embargoed"]}}},
    "then": {"required": ["license"]},
}
