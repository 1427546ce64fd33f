"""Things named in running prose, found by grammar: laws, treaties, cases, standards, bodies, programmes, tools."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from wellsourced.manuscript.identifiers import Identifier, find_identifiers
from wellsourced.manuscript.model import ParsedText
from wellsourced.manuscript.names import Name, find_names, read_acronym

#: `name`: words around a head noun; `identifier`: CETS No. 201, 18 U.S.C. 2258A; `case`: A v. B; `acronym`: letters;
#: `proper`: a run of capitalised words without a head noun, which may or may not be the name of anything registered.
MentionKind = Literal["name", "identifier", "case", "acronym", "proper"]

#: A capitalised word right before the number of an act: what it calls the act ("Charter (EU) 2023/1543").
_TYPE_BEFORE = re.compile(r"\b([A-Z][a-z]{4,14})[\s>]{1,4}(?:[Nn]o\.?[\s>]{1,4})?$")
#: So many letters away from a mention its sentence is read for what it says of it.
_NEAR = 500
_BEHIND_EU_ACT = re.compile(
    r"(?:[\s>]{1,4}of[\s>]{1,4}the[\s>]{1,4}European[\s>]{1,4}Parliament[\s>]{1,4}and[\s>]{1,4}of[\s>]{1,4}the"
    r"[\s>]{1,4}Council)?(?:[\s>]{1,4}of[\s>]{1,4}\d{1,2}[\s>]{1,4}[A-Z][a-z]{2,8}[\s>]{1,4}(?:19|20)\d\d)?"
)


class Mention(msgspec.Struct, frozen=True):
    """A thing named at `ParsedText.text[start:end]`.

    `words`: as written, on one line, without emphasis. `head`: the head noun in small letters ("convention"), empty
    where there is none. `acronym`: what stands in brackets behind the name and is bound to it. `sentence`: where the
    sentence begins and ends. `identifier`: what an official number reads as. `name`: what the grammar saw in a name.
    """

    start: int
    end: int
    kind: MentionKind
    words: str
    head: str = ""
    acronym: str | None = None
    sentence: tuple[int, int] = (0, 0)
    identifier: Identifier | None = None
    name: Name | None = None

    @property
    def surroundings(self) -> tuple[int, int]:
        """The sentence, as far as it is near: what is said of a thing stands within some hundred letters of it."""
        return max(self.sentence[0], self.start - _NEAR), min(max(self.end, self.sentence[1]), self.end + _NEAR)


def find_mentions(parsed: ParsedText) -> tuple[Mention, ...]:
    """Every thing named in the prose, in order of the text; mentions do not overlap."""
    prose = parsed.prose
    found: list[Mention] = []
    for sentence in parsed.sentences:
        found += find_mentions_in(prose, sentence.start, sentence.end)
    return tuple(found)


def find_mentions_in(prose: str, start: int, end: int) -> Iterator[Mention]:
    """The things named in one sentence."""
    place = (start, end)
    identifiers = [_identify(prose, i, place) for i in find_identifiers(prose, start, end)]
    position = 0
    for name in find_names(prose, start, end):
        while position < len(identifiers) and identifiers[position].start < name.start:
            yield identifiers[position]
            position += 1
        before = identifiers[position - 1] if position else None
        if before and before.end > name.start:
            continue  # words inside "Directive 2011/93/EU of the European Parliament and of the Council"
        after = identifiers[position] if position < len(identifiers) else None
        if after and after.start < name.end:
            if _names_more(prose, name, after):
                identifiers.pop(position)  # "Budapest Convention No. 185": the number belongs to the name
            elif (name.start < after.start and name.kind != "proper") or name.start >= after.start:
                continue
            else:
                name = msgspec.structs.replace(name, end=after.start)
                if not prose[name.start : name.end].strip():
                    continue
        yield _describe(prose, name, place)
    yield from identifiers[position:]


def words_of(prose: str, start: int, end: int) -> str:
    """The words of a range on one line, without emphasis and the margin marks of a block quotation."""
    return " ".join(re.sub(r"[*_>\u00ad\u200b]+", lambda m: " " if ">" in m[0] else "", prose[start:end]).split())


def _identify(prose: str, identifier: Identifier, sentence: tuple[int, int]) -> Mention:
    end = identifier.end
    start = identifier.start
    if (
        identifier.scheme == "eu"
        and not identifier.type
        and (typed := _TYPE_BEFORE.search(prose, max(sentence[0], start - 40), start))
    ):
        identifier = msgspec.structs.replace(identifier, start=typed.start(), type=typed[1].casefold())
    if identifier.scheme == "eu" and (behind := _BEHIND_EU_ACT.match(prose, end, sentence[1])):
        end = behind.end()
    words = words_of(prose, identifier.start, identifier.end)
    return Mention(
        identifier.start, end, "identifier", words, identifier.type, sentence=sentence, identifier=identifier
    )


def _names_more(prose: str, name: Name, identifier: Mention) -> bool:
    """Whether the words before a number say which instrument it is, so that the number is only part of the name."""
    assert identifier.identifier is not None
    if identifier.identifier.scheme not in ("ilo", "act"):
        return False
    before = prose[name.start : identifier.start].split()
    if identifier.identifier.scheme == "act" and all(_NO_TITLE.fullmatch(w) for w in before):
        return False  # "Japan's Act No. 52 of 1999"
    return bool(before) and name.start < identifier.start and before != ["ILO"] and before[0] not in ("UN", "CRC")


#: Whose an act is that has a number for a name: "Japan's Act No. 52 of 1999", "the Japanese Act No. 52 of 1999".
_NO_TITLE = re.compile(r"Act|\w+['’]s|[A-Z]\w+(?:ese|ish|ian)")


def _describe(prose: str, name: Name, sentence: tuple[int, int]) -> Mention:
    words = words_of(prose, name.start, name.end)
    kind: MentionKind = "case" if name.kind == "case" else "proper" if name.kind == "proper" else "name"
    if kind == "proper" and " " not in words and read_acronym(words) and sum(c.isupper() for c in words) >= 2:
        kind = "acronym"
    return Mention(name.start, name.end, kind, words, name.head, name.acronym, sentence, None, name)
