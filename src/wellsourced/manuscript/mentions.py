"""Things named in running prose, found by grammar: laws, treaties, cases, standards, bodies, programmes, tools."""

from __future__ import annotations

from typing import Literal

import msgspec

from wellsourced.manuscript.model import ParsedText

#: `name`: words around a head noun; `identifier`: CETS No. 201, 18 U.S.C. 2258A; `case`: A v. B; `acronym`: letters.
MentionKind = Literal["name", "identifier", "case", "acronym"]


class Mention(msgspec.Struct, frozen=True):
    """A thing named at `ParsedText.text[start:end]`.

    `words`: as written, on one line, without emphasis. `head`: the head noun in small letters ("convention"), empty
    where there is none. `acronym`: what stands in brackets behind the name and is bound to it.
    """

    start: int
    end: int
    kind: MentionKind
    words: str
    head: str = ""
    acronym: str | None = None


def find_mentions(parsed: ParsedText) -> tuple[Mention, ...]:
    """Every thing named in the prose, in order of the text; mentions do not overlap."""
    del parsed
    return ()
