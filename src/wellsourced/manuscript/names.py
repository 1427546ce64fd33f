"""Names by grammar: runs of capitalised words around a head noun of legal or institutional naming.

"Convention on the Rights of the Child", "Online Safety Act 2023", "Internet Watch Foundation (IWF)", "A v. B". A
scanner over blanked prose: no list of names, and linear in the length of the text, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

#: Nouns that end or open the name of a law, a treaty, a standard or soft law.
LEGAL_HEADS = frozenset(
    {
        "convention",
        "protocol",
        "treaty",
        "covenant",
        "charter",
        "declaration",
        "act",
        "bill",
        "code",
        "law",
        "ordinance",
    }
    | {"directive", "regulation", "decision", "resolution", "recommendation", "comment", "guideline", "principle"}
    | {
        "standard",
        "statute",
        "agreement",
        "order",
        "decree",
        "pact",
        "accord",
        "constitution",
        "rule",
        "memorandum",
        "compact",
    }
)
#: Nouns that end or open the name of a body, a programme or an operation.
BODY_HEADS = frozenset(
    {"agency", "centre", "center", "commission", "committee", "council", "office", "bureau", "foundation", "coalition"}
    | {"alliance", "taskforce", "network", "institute", "association", "programme", "program", "project", "operation"}
    | {"database", "initiative", "hotline", "helpline", "unit", "authority", "fund", "organisation", "organization"}
    | {"federation", "league", "partnership", "observatory", "consortium", "registry", "commissioner", "inspectorate"}
    | {"secretariat", "tribunal", "group", "forum", "campaign", "framework", "plan", "strategy", "platform", "library"}
    | {
        "index",
        "toolkit",
        "scheme",
        "mechanism",
        "service",
        "board",
        "directorate",
        "panel",
        "supervisor",
        "society",
        "force",
    }
    | {
        "workshop",
        "academy",
        "conference",
        "movement",
        "assembly",
        "rapporteur",
        "facility",
        "repository",
        "clearinghouse",
    }
)
HEADS = LEGAL_HEADS | BODY_HEADS

_LINKS = frozenset(
    {
        "of",
        "and",
        "for",
        "on",
        "to",
        "in",
        "or",
        "against",
        "with",
        "by",
        "from",
        "the",
        "concerning",
        "relating",
        "into",
    }
    | {
        "regarding",
        "between",
        "under",
        "a",
        "an",
        "at",
        "as",
        "through",
        "&",
        "de",
        "du",
        "des",
        "der",
        "und",
        "et",
        "la",
    }
    | {"le", "les", "all", "their", "its", "other", "that", "within", "without", "respecting", "upon"}
)
#: Head nouns that often stand before another noun of the name: "Law Enforcement Agency", "Project Manager".
_MODIFYING = frozenset(
    {"law", "code", "order", "rule", "standard", "plan", "group", "project", "operation", "service", "force", "board"}
)
#: Links over which a name may go on behind a head noun that other words stand before.
_BEHIND_HEAD = frozenset({"of", "for", "on", "against", "concerning", "relating", "regarding", "respecting", "to", "&"})
_DETERMINERS = frozenset({"the", "a", "an"})
#: Capitalised only because they open a sentence.
_WORDS_OFOPENERS = """
a about above according across acting after against all although among an and another any as at based because before
being below between both but by can citing compare compared consider contrary despite do does during each either
even ever every few first finally following for former from further given had has have hence here how however if in
including indeed instead into is it its itself just last lastly later latter like likewise many may meanwhile more
moreover most much neither never nevertheless next no nobody none nor not nothing now of often on once one only or
other others otherwise our out over past per perhaps pursuant rather read recently said second see several she he
should similarly since so some soon still such than that the their then there therefore these they third this those
though three through throughout thus to today together too two under unlike until unless upon using via was we were
what when whenever where whereas whether which while who whose why will with within without yet you your amending
adopting article articles section sections part chapter clause paragraph rule title annex schedule recital
"""
OPENERS = frozenset(_WORDS_OFOPENERS.split()) - {"first", "second", "third", "rule"}

_CAPITAL = re.compile(
    r"(?<![\w@/\\#.])(?:(?:[A-Z]\.){2,}(?:[A-Z]\b)?|(?:[a-z]{1,3}-?(?=[A-Z]))?[^\W\da-z_ªºß-öø-ÿ](?:\w|\u00ad)*"
    r"(?:(?:['’&+@/‐‑-]|\.(?=[A-Z]\b))\w+)*(?:['’](?=\s))?)"
)
_YEAR_BEHIND = re.compile(r",?[\s*_>]{1,6}(?:\(?(?:of[\s>]{1,4})?((?:19|20)\d\d)\b(?!/)\)?)")
_DATE_BEHIND = re.compile(r"[\s>]{1,4}of[\s>]{1,4}\d{1,2}[\s>]{1,4}[A-Z][a-z]{2,8}[\s>]{1,4}((?:19|20)\d\d)\b")
_YEAR_BEFORE = re.compile(r"((?:19|20)\d\d)[\s*_>]{1,6}$")
#: Before a year that is no part of the name behind it: "in 2020 Project Arachnid", "May 2024 Report Remove".
_POINT_IN_TIME = re.compile(
    r"\b(?:in|since|by|from|until|till|to|and|or|of|on|before|after|during|between|for|late|early|mid|mid-|around|about"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)[\s*_>]{1,6}$",
    re.IGNORECASE,
)
_NUMBER_BEHIND = re.compile(r",?[\s*_>]{1,6}\(?(?:[Nn]o\.?|[Nn]umber)\s?\d{1,5}\b\)?")
_BRACKET = re.compile(r"[*_]{0,3}[\s>]{1,4}[*_]{0,2}\(([^()\n|]{1,60}(?:\n[^()\n|]{1,60})?)\)")
_ACRONYM = re.compile(r"^(?:the\s)?[“\"'‘]?([A-Za-z]{0,3}[A-Z][\w&@+]*(?:[-/][\w]+)*)[”\"'’]?$")
_MARKS = str.maketrans(dict.fromkeys('*_>"“”«»', " "))
_EU_NUMBER = re.compile(
    r"[\s*_>]{1,4}\((?:EU|EC|EEC)\)(?:[\s>]{0,4}[Nn]o\.?)?[\s>]{0,4}\d{1,4}/\d{1,4}((?:[\s>]{1,4}(?:of|on|the)){0,3})[\s>]{1,4}"
)
#: Words in brackets in the midst of a name, behind them a head noun.
_TITLE_BRACKET = re.compile(
    r"[\s*_>]{1,4}\(([A-Z][^()\n|]{2,80}(?:\n[^()\n|]{1,60})?)(\)[\s>]{1,4}(?:[A-Z][\w-]+[\s>]{1,4}){0,2}"
    r"(?:Act|Bill|Order|Regulations?|Rules|Code|Law|Convention|Ordinance|Directive|Industry|Standard)\b)"
)
_STOP = re.compile(r"[.;:!?|()\[\]]")
_VERSUS = re.compile(r"^[\s*_>]{1,4}(?:v|vs|versus)\.?[\s*_>]{1,4}$")
_TAIL = re.compile(r"[^.,;:!?|()\[\]\n]{0,220}(?:\n(?!\s*\n)[^.,;:!?|()\[\]\n]{0,120}){0,3}")
#: Words at which the lower-case words of a title are over.
_TAIL_END = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|cannot|could|may|might|must|shall|should|will|would|that|which"
    r"|who|whose|when|where|while|because|if|since|until|although|entered|enters|adopted|requires?|required|obliges?|sets?"
    r"|prohibits?|criminalis[a-z]+|criminaliz[a-z]+|provides?|provided|defines?|defined|makes?|made|opened|came|comes|gives?"
    r"|gave|covers?|covered|applies|applied|asks?|binds?|bound|calls?|says?|said|states that|allows?|contains?"
    r"|remains?|took"
    r"|takes|became|becomes|now|not|also|only|then|it|they|he|she|we)\b"
)
#: So long a run of capitalised words may grow; longer ones are cut.
_LONGEST = 40


class Name(msgspec.Struct, frozen=True):
    """Words that read as a name, `text[start:end]`, with its head noun in small letters, in the singular.

    `kind`: `legal`, `body`, `case`, or `proper` for a run without a head noun. `lower_end`: how far a title in small
    letters may go on behind `end`. `premodified`: whether a capitalised word stands before the head.
    `opens`: whether it opens its sentence. `definite`: whether "the" stands before it. `year` bound to the name.
    """

    start: int
    end: int
    kind: str
    head: str = ""
    acronym: str | None = None
    lower_end: int = 0
    premodified: bool = False
    opens: bool = False
    definite: bool = False
    year: int | None = None


class _Token(msgspec.Struct):
    start: int
    end: int
    key: str
    gap: tuple[str, ...] = ()  # link words before it, within its run


def find_names(prose: str, start: int, end: int) -> Iterator[Name]:
    """The names in the sentence `prose[start:end]`, in order, not overlapping."""
    for run in _runs(prose, start, end):
        yield from _read_run(prose, start, end, run)


def head_noun(word: str) -> str:
    """The head noun that a word is ("Conventions" -> "convention"), or an empty string."""
    key = word.casefold().rstrip("'’")
    key = key.removesuffix("'s").removesuffix("’s")
    if key in HEADS:
        return key
    singular = f"{key[:-3]}y" if key.endswith("ies") else key.removesuffix("s")
    return singular if singular in HEADS else ""


def read_acronym(bracketed: str) -> str | None:
    """The acronym that a bracket behind a name holds, if it holds one."""
    match = _ACRONYM.match(bracketed.strip())
    if match is None:
        return None
    letters = match[1]
    capitals = sum(c.isupper() for c in letters)
    return letters if capitals >= 2 and not letters.isdigit() and len(letters) <= 16 else None


def _runs(prose: str, start: int, end: int) -> Iterator[list[_Token]]:
    """Capitalised words with nothing but linking words between them."""
    run: list[_Token] = []
    bracket = 0  # where a bracket that belongs to the name ends: "Sexual Offences (Amendment) Act"
    for match in _CAPITAL.finditer(prose, start, end):
        token = _Token(match.start(), match.end(), match[0].casefold())
        if match[0] == match[0].lower():  # a script without capitals
            continue
        if run:
            if (opening := _TITLE_BRACKET.match(prose, run[-1].end, end)) and token.start == opening.start(1):
                bracket = opening.end(2)
            gap = (
                ()
                if token.start <= bracket and _inside(prose, run[-1].end, token.start)
                else _gap(prose, run[-1], token)
            )
            if gap is not None and len(run) < _LONGEST:
                token.gap = gap
            else:
                yield run
                run = []
        run.append(token)
    if run:
        yield run


def _inside(prose: str, start: int, end: int) -> bool:
    """Whether only brackets, spaces, commas, dashes and linking words stand between two words of a bracket."""
    return all(word in _LINKS for word in re.sub(r"[(),–—&-]", " ", prose[start:end]).casefold().split())


def _gap(prose: str, left: _Token, right: _Token) -> tuple[str, ...] | None:
    """The linking words between two capitalised words of one name; None where they do not belong together."""
    if right.start - left.end > 60:
        return None
    gap = prose[left.end : right.start]
    if gap == " ":
        return ()
    if gap.startswith(".") and left.end - left.start <= 2 and not gap[1:].strip():
        return ()  # an initial: S. Harish
    if _VERSUS.match(gap.removeprefix(".") if left.end - left.start == 1 else gap):
        return ("v",)
    if "(" in gap or ")" in gap:
        return _bracket_gap(gap)
    if _STOP.search(gap) or _QUOTE_OPENS.search(gap) or "," in gap or gap.count("\n") > 1:
        return None
    words = gap.translate(_MARKS).casefold().split()
    if len(words) > 5 or any(word not in _LINKS for word in words):
        return None
    return tuple(words)


_QUOTE_OPENS = re.compile(r"\s['‘\"“]$")


def _bracket_gap(gap: str) -> tuple[str, ...] | None:
    """Over the bracket of "(EU) 2021/1232 of the European Parliament"; other brackets stand for themselves."""
    inside = _EU_NUMBER.fullmatch(gap)
    return tuple(inside[1].split()) if inside else None


def _read_run(prose: str, start: int, end: int, run: list[_Token]) -> Iterator[Name]:
    """The names in one run of capitalised words."""
    opens = not prose[start : run[0].start].strip(" \t\n*_>#|-+\"“‘'([0123456789.)")
    while run and run[0].key in OPENERS:
        run = run[1:]
        if run and "v" in run[0].gap:
            break
    if not run:
        return
    if any("v" in token.gap for token in run):
        yield from _read_case(prose, run)
        return
    for piece in _divide(run):
        yield from _read_piece(prose, start, end, piece, opens and piece[0] is run[0])


def _read_case(prose: str, run: list[_Token]) -> Iterator[Name]:
    """A v. B: the parties are the capitalised words on both sides; other links than of, for, the and & end them."""
    at = next(i for i, token in enumerate(run) if "v" in token.gap)
    first = at - 1
    while first > 0 and set(run[first].gap) <= {"of", "for", "the", "&", "and", "on"} and "v" not in run[first].gap:
        if run[first - 1].key in OPENERS:
            break
        first -= 1
    last = at
    italic = "*" in prose[max(0, run[first].start - 3) : run[first].start]
    while last + 1 < len(run) and not (italic and "*" in prose[run[last].end : run[last + 1].start]):
        gap = run[last + 1].gap
        if gap and gap[0] not in ("of", "for", "&", "de"):
            break
        last += 1
    yield Name(run[first].start, _strip_possessive(prose, run[last]), "case", "v")


def _strip_possessive(prose: str, token: _Token) -> int:
    written = prose[token.start : token.end]
    for ending in ("'s", "’s"):
        if written.endswith(ending):
            return token.end - 2
    return token.end - (1 if written.endswith(("'", "’")) else 0)


def _divide(run: list[_Token]) -> Iterator[list[_Token]]:
    """Cut a run where one name ends and the next begins: "the Lanzarote Convention and the Budapest Convention"."""
    piece: list[_Token] = []
    for number, token in enumerate(run):
        if piece and token.gap and _cuts(piece, token, run[number:]):
            yield piece
            piece = []
        piece.append(token)
    if piece:
        yield piece


def _cuts(piece: list[_Token], token: _Token, rest: list[_Token]) -> bool:
    gap = token.gap
    heads_left = [i for i, t in enumerate(piece) if head_noun(t.key)]
    if gap[0] in ("and", "or") and not (len(gap) > 1 and gap[1] in ("of", "on", "for", "to", "against")):
        if not heads_left:
            return len(gap) > 1 and gap[1] in _DETERMINERS
        if heads_left[-1] == len(piece) - 1 > 0:
            return True
        return (len(gap) > 1 and gap[1] in _DETERMINERS) or any(head_noun(t.key) for t in rest)
    if not heads_left:
        # "Microsoft in the Lanzarote Convention": a preposition without a head before it joins only names like
        # "Protection of Children Act".
        return gap[0] not in ("of", "for", "on", "to", "&", "against", "and", "from") or (
            len(gap) > 1
            and gap[-1] in _DETERMINERS
            and gap[0] not in ("of", "for")
            and any(head_noun(t.key) for t in rest)
        )
    if heads_left[0] > 0 and heads_left[-1] == len(piece) - 1:
        return gap[0] not in _BEHIND_HEAD
    return gap[0] in (
        "under",
        "at",
        "within",
        "without",
        "as",
        "through",
        "into",
        "that",
        "their",
        "its",
        "from",
        "by",
    ) and (gap[0] not in ("from", "by") or heads_left[0] > 0)


def _read_piece(prose: str, start: int, end: int, piece: list[_Token], opens: bool) -> Iterator[Name]:
    heads = [(i, head) for i, t in enumerate(piece) if (head := _head_of(piece, i))]
    if opens and heads and heads[0][0] > 0 and len(piece) > 1 and piece[1].gap == ("of", "the"):
        # "Critics of the Convention": the first word has its capital from the sentence.
        yield from _read_piece(prose, start, end, piece[1:], False)
        return
    first, last = piece[0], piece[-1]
    if not heads:
        stop = _strip_possessive(prose, last)
        acronym = _bracket_behind(prose, last.end, end)[0]
        yield Name(first.start, stop, "proper", "", acronym, opens=opens)
        return
    at, head = _main_head(piece, heads)
    name_start = first.start
    premodified = at > 0
    year = None
    before = _YEAR_BEFORE.search(prose, max(start, name_start - 8), name_start)
    if before and not _POINT_IN_TIME.search(prose, max(start, before.start() - 12), before.start()):
        year = int(before[1])
        name_start = before.start()
    name_end = _strip_possessive(prose, last)
    number = _NUMBER_BEHIND.match(prose, name_end, end)
    if number:
        name_end = number.end()
    dated = _YEAR_BEHIND.match(prose, name_end, end) or _DATE_BEHIND.match(prose, name_end, end)
    if dated and head in LEGAL_HEADS:
        year, name_end = int(dated[1]), dated.end()
    acronym, bracket_end = _bracket_behind(prose, name_end, end)
    lower_end = name_end
    if not bracket_end:
        lower_end = _lower_tail(prose, name_end, end)
    before_name = prose[max(start, name_start - 8) : name_start].translate(_MARKS).split()
    definite = bool(before_name) and before_name[-1].casefold() in ("the", "this", "that", "its", "their")
    kind = "legal" if head in LEGAL_HEADS else "body"
    yield Name(name_start, name_end, kind, head, acronym, lower_end, premodified, opens, definite, year)


def _head_of(piece: list[_Token], number: int) -> str:
    """The head noun at a place of a run; an owner in the midst of a name ("Council's position") is none."""
    key = piece[number].key
    if number < len(piece) - 1 and key.endswith(("'s", "’s", "s'", "s’")):
        return ""
    return head_noun(key)


def _main_head(piece: list[_Token], heads: list[tuple[int, str]]) -> tuple[int, str]:
    """The head noun that says what is named: the last one before a preposition that governs the rest."""
    last = len(piece) - 1
    firm = [
        (i, head)
        for i, head in heads
        if i == last or piece[i + 1].gap or head_noun(piece[i + 1].key) or head not in _MODIFYING or i == 0
    ] or heads
    first_at, first_head = firm[0]
    if (
        first_head in BODY_HEADS
        and first_at < last
        and piece[first_at + 1].gap[:1] in (("for",), ("on",), ("against",))
    ):
        return first_at, first_head  # "Agency for Law Enforcement Training"
    legal = [(i, head) for i, head in firm if head in LEGAL_HEADS]
    candidates = legal or firm
    at, head = candidates[0]
    for i, other in candidates[1:]:
        # "Data Protection Act Regulations": the later one, if no preposition stands between.
        if not any(token.gap for token in piece[at + 1 : i + 1]):
            at, head = i, other
    return at, head


def acronym_behind(prose: str, at: int, end: int) -> str | None:
    """The acronym in brackets right behind a name that ends at `at`, if there is one."""
    return _bracket_behind(prose, at, end)[0]


def _bracket_behind(prose: str, at: int, end: int) -> tuple[str | None, int]:
    """The acronym in brackets right behind, and where the bracket ends (0: none)."""
    match = _BRACKET.match(prose, at, min(end, at + 140))
    if match is None:
        return None, 0
    first = re.split(r"[,;]", match[1])[0]
    return read_acronym(" ".join(first.split())), match.end()


def _lower_tail(prose: str, at: int, end: int) -> int:
    """How far a title may go on in small letters: "on the protection of children against sexual exploitation"."""
    link = re.match(
        r"[\s*_>]{1,4}(?:on|for|of|to|against|concerning|relating|regarding|respecting)\s", prose[at : at + 24]
    )
    if link is None:
        return at
    tail = _TAIL.match(prose, at, min(end, at + 400))
    if tail is None:
        return at
    stop = _TAIL_END.search(prose, at, tail.end())
    return _rstrip(prose, at, stop.start() if stop else tail.end())


def _rstrip(prose: str, at: int, end: int) -> int:
    while end > at and (prose[end - 1].isspace() or prose[end - 1] in "*_"):
        end -= 1
    return end
