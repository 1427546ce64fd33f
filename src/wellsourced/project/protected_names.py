"""The register of protected names holds hashes only: what a name is, and how it is hashed.

A hash with a salt of the project keeps names out of sight, not secret from somebody who guesses them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

#: Words of a name that stand in small letters; those that lead it are left out.
PARTICLES = frozenset(
    {
        "al",
        "ap",
        "bin",
        "bint",
        "da",
        "das",
        "de",
        "del",
        "della",
        "dem",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
    }
    | {
        "ibn",
        "la",
        "las",
        "le",
        "les",
        "los",
        "of",
        "op",
        "san",
        "st",
        "ter",
        "ten",
        "the",
        "van",
        "vom",
        "von",
        "y",
        "zu",
    }
)
#: The most capitalised words of a name.
MOST_WORDS = 4

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


def normalise_name(name: str) -> str:
    """A name as it is hashed: NFKC, without case, soft hyphens and possessive `'s`; words joined by single spaces."""
    folded = unicodedata.normalize("NFKC", name.replace("\u00ad", "")).replace("’", "'").casefold()
    words = [word.removesuffix("'s") for word in _WORD.findall(unicodedata.normalize("NFC", folded))]
    while len(words) > 1 and words[0] in PARTICLES:
        words = words[1:]
    return " ".join(words)


def strip_accents(name: str) -> str:
    """A normalised name with its letters bare: "josé" -> "jose"."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def hash_name(salt: str, name: str) -> str:
    """The hexadecimal SHA-256 under which a normalised name is registered."""
    return hashlib.sha256((salt + name).encode()).hexdigest()
