"""British and American spelling of English words, and compounds written in several ways (spelling.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import msgspec

_ISE = re.compile(r"([a-z]{3,})i([sz])(e|es|ed|ing|er|ers|able|ation|ations|ational|ationally)")
_PREFIX = re.compile(r"(?:un|re|de|dis|over|under|pre|inter|non|mis)(?=[a-z]{3})")
_DOUBLED_ENDINGS = ("ed", "ing", "er", "ers")
#: So written also where -ise is: there is no verb in -ise behind it.
_NO_VERB = frozenset({"improvisation", "improvisations", "improvisational"})


class Spelling(msgspec.Struct, frozen=True):
    """The tables. Words are in small letters; each function gives None where a word has no other spelling."""

    to_british: dict[str, str]
    to_american: dict[str, str]
    ise_stems: frozenset[str]
    always_z: frozenset[str]
    compounds: tuple[tuple[str, ...], ...]

    def british(self, word: str) -> str | None:
        """The British form of a word in American spelling."""
        if word in self.to_british:
            return self.to_british[word]
        match = _ISE.fullmatch(word)
        if match is None or match[2] == "s" or f"{match[1]}ize" in self.always_z:
            return None
        return f"{match[1]}is{match[3]}"

    def american(self, word: str) -> str | None:
        """The American form of a word in British spelling."""
        if word in self.to_american:
            return self.to_american[word]
        match = _ISE.fullmatch(word)
        if match is None or match[2] == "z" or word in _NO_VERB:
            return None
        stem = match[1]
        prefix = _PREFIX.match(stem)
        known = (
            match[3].startswith("ation")
            or stem in self.ise_stems
            or (prefix and stem[prefix.end() :] in self.ise_stems)
        )
        return f"{stem}iz{match[3]}" if known else None


def spelt_with_z(word: str) -> bool:
    """Whether the word is one of those in -ise, -yse or -ize, -yze: some who write British otherwise write the z."""
    return _ISE.fullmatch(word) is not None or re.search(r"y[sz](?:e|es|ed|ing|er|ers)$", word) is not None


@cache
def read_spelling() -> Spelling:
    """The tables of spelling.toml."""
    data = tomllib.loads(Path(__file__).with_name("spelling.toml").read_text(encoding="utf-8"))
    pairs: dict[str, str] = {}
    for group in data["stems"]:
        for pair in group["pairs"].split(","):
            british, american = pair.split()
            pairs |= {american + ending: british + ending for ending in group["endings"]}
    for verb in data["doubled"]["verbs"].split():
        pairs |= {verb + ending: f"{verb}l{ending}" for ending in _DOUBLED_ENDINGS}
    compounds = (
        tuple(form.strip() for form in re.split("[=,]", line)) for line in data["compounds"]["words"].split(";")
    )
    return Spelling(
        to_british=pairs,
        to_american={british: american for american, british in pairs.items()},
        ise_stems=frozenset(data["ise"]["stems"].split()),
        always_z=frozenset(data["ise"]["always_z"].split()),
        compounds=tuple(tuple(" ".join(form.split()) for form in forms) for forms in compounds),
    )
