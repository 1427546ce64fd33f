"""What the EPUB says of its accessibility: only what its content shows (EPUB Accessibility 1.1, section 2).

The terms are those of the Schema.org Accessibility Properties for Discoverability Vocabulary. No conformance to WCAG is
declared: that needs an evaluation by somebody who can judge descriptions, and his name (section 3.5); we check only
what a program can. A publisher who has the book evaluated adds `dcterms:conformsTo` and `a11y:certifiedBy`.
"""

from __future__ import annotations

import msgspec


class Content(msgspec.Struct, frozen=True):
    """What the pages hold, counted. `undescribed`: pictures without alternative text. `moving`: that may be animated.

    `drawings`: pictures with a table of their data behind them. `equations`: MathML with its spoken form;
    `formulas`: what stands as TeX because it could not be turned into MathML.
    """

    pictures: int = 0
    undescribed: int = 0
    moving: int = 0
    drawings: int = 0
    equations: int = 0
    formulas: int = 0
    notes: int = 0
    references: int = 0


class Accessibility(msgspec.Struct, frozen=True):
    """Values of schema:accessMode, accessModeSufficient, accessibilityFeature, accessibilityHazard and -Summary."""

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str


def describe_accessibility(content: Content) -> Accessibility:
    """The statements that are true of this content."""
    described = content.pictures > 0 and content.undescribed == 0
    features = {
        "tableOfContents": True,
        "structuralNavigation": True,
        "readingOrder": True,
        "displayTransformability": True,
        "ARIA": True,
        "alternativeText": described,
        "longDescription": content.drawings > 0,
        "MathML": content.equations > 0,
        "describedMath": content.equations > 0 and content.formulas == 0,
        "latex": content.formulas > 0,
    }
    sufficient = ("textual,visual",) if content.pictures else ()
    if content.undescribed == 0:
        sufficient = (*sufficient, "textual")
    return Accessibility(
        modes=("textual", "visual") if content.pictures else ("textual",),
        sufficient=sufficient,
        features=tuple(name for name, holds in features.items() if holds),
        hazards=("unknown",) if content.moving else ("none",),
        summary=" ".join(_summarise(content)),
    )


def _summarise(content: Content) -> list[str]:
    sentences = [
        "The text can be enlarged, recoloured and read aloud; headings, lists and tables are marked as such, and the "
        "table of contents leads to every section."
    ]
    if content.references and content.notes:
        sentences.append("Citations and notes lead to their texts and back.")
    elif content.references or content.notes:
        sentences.append(f"{'Citations' if content.references else 'Notes'} lead to their texts and back.")
    if content.pictures and content.undescribed:
        are = "has" if content.undescribed == 1 else "have"
        sentences.append(f"{content.undescribed} of {content.pictures} images {are} no alternative text.")
    elif content.pictures:
        sentences.append("Every image has an alternative text.")
    if content.drawings:
        sentences.append("The data behind each drawn figure stand in a table beneath it.")
    if content.equations:
        sentences.append("Equations are MathML and carry their spoken form in English.")
    if content.formulas:
        stand = "formula stands" if content.formulas == 1 else "formulas stand"
        sentences.append(f"{content.formulas} {stand} as TeX source.")
    if content.moving:
        sentences.append("Images may be animated; whether they flash was not examined.")
    sentences.append("No person has certified the publication against an accessibility standard.")
    return sentences
