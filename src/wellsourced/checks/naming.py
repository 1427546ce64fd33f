"""Mentions held against the register: which instrument is meant, and whether it is named rightly."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from wellsourced.checks.described_names import humps, is_described_name, is_named_after_noun
from wellsourced.checks.jurisdictions import read_jurisdictions
from wellsourced.checks.name_cases import Case, read_case
from wellsourced.checks.name_edits import Slip, find_slips, one_word_off
from wellsourced.checks.name_hits import Hit, find_hits
from wellsourced.checks.name_judgements import NameJudge, Problem, alternatives, write_name
from wellsourced.checks.name_register import KnownName, NameRegister
from wellsourced.checks.name_resemblance import (
    Likeness,
    find_likeness,
    has_same_words,
    near_compact,
    near_pair,
)
from wellsourced.checks.name_variants import LINKS
from wellsourced.checks.phrases import Word, WordIndex, word_key
from wellsourced.checks.public_organs import is_public_organ
from wellsourced.checks.specific_names import NO_TITLE, is_person, is_plain, is_role, is_specific
from wellsourced.manuscript.identifiers import Identifier
from wellsourced.manuscript.mentions import Mention, find_mentions, words_of
from wellsourced.manuscript.model import ParsedText
from wellsourced.manuscript.names import LEGAL_HEADS, head_noun
from wellsourced.project.models import Instrument


class Named(msgspec.Struct, frozen=True):
    """A mention and what it names.

    `instrument` is None where nothing registered is near enough; `exact`: named as registered; `known`: vouched for,
    by the register or in another way. `weak`: a single plain word, which may be somebody's surname. `superseded`:
    by what a number that is no instrument of its own was replaced.
    """

    mention: Mention
    instrument: Instrument | None = None
    exact: bool = False
    known: bool = False
    weak: bool = False
    problem: Problem | None = None
    name: KnownName | None = None
    superseded: Instrument | None = None


def resolve_mentions(parsed: ParsedText, index: WordIndex, register: NameRegister) -> tuple[Named, ...]:
    """The things that a text names, each with the instrument of the register that it names, in order.

    `index` holds the words of `parsed.prose`. Linear in the length of the text.
    """
    return _Resolver(parsed, index, register).resolve()


class _Resolver:
    """One text against the register."""

    def __init__(self, parsed: ParsedText, index: WordIndex, register: NameRegister) -> None:
        self.parsed = parsed
        self.index = index
        self.register = register
        self.words = index.words
        self.judge = NameJudge(parsed, index, register)
        self.starts = [word.start for word in index.words]
        self.ends = [word.end for word in index.words]
        self.headings = {(heading.span.path, heading.span.line) for heading in parsed.headings}
        self.likeness: dict[tuple[str, ...], Likeness | None] = {}

    def resolve(self) -> tuple[Named, ...]:
        mentions = find_mentions(self.parsed)
        hits = list(find_hits(self.index, self.register))
        ranges = self._word_ranges(mentions)
        hit_at = {number: hit for hit in hits for number in range(hit.first, hit.last + 1)}
        taken: set[Hit] = set()
        found: list[Named] = []
        slips = [slip for slip in find_slips(self.index, self.register) if self._stands(slip, hit_at)]
        slip_at = {number: slip for slip in slips for number in range(slip.first, slip.last + 1)}
        for slip in slips:
            found.append(self._slipped(slip))
            taken.update(hit_at[n] for n in range(slip.first, slip.last + 1) if n in hit_at)
        for mention, (first, last) in zip(mentions, ranges, strict=True):
            if mention.kind != "identifier" and any(n in slip_at for n in range(first, last + 1)):
                continue
            inside = list(dict.fromkeys(hit_at[n] for n in range(first, last + 1) if n in hit_at))
            if mention.kind in ("proper", "acronym"):
                if not inside:
                    found += self._resolve_proper(mention, first, last)
                elif misspelt := self._misspelt(first, last, inside):
                    found.append(self._misnamed(mention, misspelt))
                    taken.update(inside)
                elif inside[0].first > first or inside[-1].last < last:
                    found += self._resolve_partly_known(mention, first, last, inside)
                elif mention.acronym and len(inside) == 1 and inside[0].last == last:
                    taken.add(inside[0])
                    found.append(self._name_hit(inside[0], mention))
                continue
            if mention.kind == "case":
                named = self._resolve_case(mention)
            elif mention.kind == "identifier":
                named = self._resolve_identifier(mention, inside, first, last)
            else:
                named = self._resolve_name(mention, first, last, inside)
            if named is not None:
                taken.update(inside)
                found.append(named)
        found += [self._name_hit(hit) for hit in hits if hit not in taken]
        found.sort(key=lambda named: (named.mention.start, -named.mention.end))
        return tuple(self._join_numbers(found))

    def _stands(self, slip: Slip, hit_at: Mapping[int, Hit]) -> bool:
        """Whether no registered name stands there that is as long, or goes on beyond."""
        numbers = range(slip.first, slip.last + 1)
        content = len(slip.name.content)
        for hit in dict.fromkeys(hit_at[n] for n in numbers if n in hit_at):
            if hit.first < slip.first or hit.last > slip.last or len(hit.names[0].content) >= content - 1:
                return False
            if hit.first <= slip.at <= hit.last and content < 5:
                return False
        return not self._is_vouched(self.words[slip.first : slip.last + 1])

    def _slipped(self, slip: Slip) -> Named:
        start, end = self.index.folded.source_range(self.words[slip.first].start, self.words[slip.last].end)
        head = next((h for n in range(slip.first, slip.last + 1) if (h := head_noun(self.words[n].raw))), "")
        text = words_of(self.parsed.prose, start, end)
        return self._misnamed(Mention(start, end, "name", text, head, sentence=self._sentence(start)), slip.name)

    # --- places ------------------------------------------------------------------------------------------------------

    def _word_ranges(self, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
        """First and last word of each mention."""
        offsets = sorted({offset for m in mentions for offset in (m.start, m.end)})
        folded = dict(zip(offsets, self.index.folded.from_source(offsets), strict=True))
        ranges = []
        for mention in mentions:
            first = bisect_right(self.ends, folded[mention.start])
            last = bisect_left(self.starts, folded[mention.end]) - 1
            if last > first + 1 and self.words[last].exact in NO_TITLE:
                last -= 1 + (self.words[last - 1].exact in _LINKS)  # "the Charter of March"
            ranges.append((first, max(first, last)))
        return ranges

    def _sentence(self, start: int) -> tuple[int, int]:
        sentences = self.parsed.sentences
        at = bisect_right(sentences, start, key=lambda s: s.start) - 1
        return (sentences[at].start, sentences[at].end) if at >= 0 else (start, start)

    def _name_hit(self, hit: Hit, mention: Mention | None = None) -> Named:
        """A registered name that stands in the text as it is registered."""
        if mention is None:
            start, end = self.index.folded.source_range(self.words[hit.first].start, self.words[hit.last].end)
            if self.parsed.prose[end - 2 : end] in ("'s", "’s") and not hit.names[0].raw[-1].endswith("'s"):
                end -= 2
            text = words_of(self.parsed.prose, start, end)
            kind = "acronym" if hit.first == hit.last and text.isupper() else "name"
            mention = Mention(start, end, kind, text, sentence=self._sentence(start))  # type: ignore[arg-type]
        name = hit.names[0]
        raw = name.raw[0]
        weak = len(name.keys) == 1 and raw[:1].isupper() and raw[1:].islower()
        year = mention.name.year if mention.name else self.judge.year_behind(mention)
        chosen, problem = self.judge.year(hit.names, year)
        problem = (
            problem
            or self.judge.section(hit, mention)
            or self.judge.number_of_words(hit)
            or self.judge.capitals(hit)
            or self.judge.issuer(hit, mention, chosen)
        )
        if problem is None and (made := self.judge.maker(mention, chosen)) is not None:
            mention, problem = made
        return Named(mention, chosen.instrument, problem is None, True, weak, problem, chosen)

    # --- names with a head noun --------------------------------------------------------------------------------------

    def _resolve_name(self, mention: Mention, first: int, last: int, inside: Sequence[Hit]) -> Named | None:
        at = self._head(mention, first, last)
        covering = next((hit for hit in inside if hit.first <= at <= hit.last), None)
        if inside and (inside[0].first > first or inside[-1].last < last):
            longest = max(len(hit.names[0].content) for hit in inside)
            known = self._one_word_off(self.words[first : last + 1])
            if (
                known is not None
                and len(known.content) > longest
                and has_same_words(self.words[first : last + 1], self.register) is None
            ):
                return self._misnamed(mention, known)
        if covering is not None:
            return self._judge_hit(mention, first, last, covering, inside)
        return self._judge_unregistered(mention, first, last)

    def _head(self, mention: Mention, first: int, last: int) -> int:
        heads = [n for n in range(first, last + 1) if head_noun(self.words[n].raw) == mention.head]
        if not heads:
            return first
        # "Convention on the Rights ...": the first; "Data Protection Act": the only one.
        return heads[0]

    def _judge_hit(self, mention: Mention, first: int, last: int, hit: Hit, inside: Sequence[Hit]) -> Named | None:
        """A registered name with more words around it."""
        start, end = self.index.folded.source_range(self.words[hit.first].start, self.words[hit.last].end)
        year = mention.name.year if mention.name else None
        grown = msgspec.structs.replace(mention, start=min(mention.start, start), end=max(mention.end, end))
        names = hit.names
        lead = self._adjacent_before(first, hit.first)
        if lead:
            exacts = [self.words[n].exact for n in lead]
            codes, other = read_jurisdictions(exacts)
            if not other:
                fitting = tuple(
                    n for n in names if n.instrument is None or self.register.fits_jurisdiction(n.instrument, codes)
                )
                if not fitting:
                    wanted = names[0]
                    return Named(
                        grown,
                        wanted.instrument,
                        problem=Problem("INS002", "it is the law of another jurisdiction", write_name(wanted)),
                        name=wanted,
                    )
                names = fitting
            elif not self._is_apart(lead, other, inside):
                return self._judge_unregistered(grown, lead[0], hit.last, names[0])
        trail = self._adjacent_behind(hit.last, last)
        if trail and not head_noun(self.words[hit.last].raw) and not self._is_apart(trail, range(len(trail)), inside):
            return self._judge_unregistered(grown, hit.first, last, names[0])
        if another := self._title_of_another(hit, last):
            confused = Problem("INS007", f"its title is that of {another.official_name}", write_name(names[0]))
            return Named(grown, names[0].instrument, False, True, False, confused, names[0])
        if foreign := self._goes_on(hit, last, inside):
            if foreign and not is_plain(hit.names[0]):
                return self._misnamed(grown, names[0])
            return self._judge_unregistered(mention, first, last)
        chosen, problem = self.judge.year(names, year)
        problem = problem or self.judge.number(mention, chosen) or self.judge.section(hit, grown)
        problem = problem or self.judge.issuer(hit, grown, chosen) or self.judge.number_of_words(hit)
        if problem is None and (made := self.judge.maker(grown, chosen)) is not None:
            grown, problem = made
        return Named(grown, chosen.instrument, problem is None, True, False, problem, chosen)

    def _title_of_another(self, hit: Hit, last: int) -> Instrument | None:
        """What the head noun and the words behind it name, where it is another thing ("X Convention on Cybercrime")."""
        head = next((n for n in range(hit.last, hit.first, -1) if head_noun(self.words[n].raw)), None)
        if head is None or head != hit.last or last <= hit.last:
            return None
        keys = tuple(w.key for w in self.words[head : last + 1])
        own = {name.instrument.id for name in hit.names if name.instrument is not None}
        owners = [n.instrument for n in self.register.by_keys.get(keys, ()) if n.instrument is not None]
        return owners[0] if own and owners and not any(o.id in own for o in owners) else None

    def _goes_on(self, hit: Hit, last: int, inside: Sequence[Hit]) -> bool:
        """Whether a title goes on behind the name with words that its instrument does not have."""
        if hit.last + 2 > last or self.words[hit.last + 1].exact not in (*_TITLE_LINKS, "of"):
            return False
        if not head_noun(self.words[hit.last].raw):
            return False
        own = {key for name in hit.names for other in self.register.names_of(name) for key in other.keys}
        foreign = [
            word
            for number, word in enumerate(self.words[hit.last + 2 : last + 1], hit.last + 2)
            if word.raw[0].isupper()
            and word.key not in own
            and word.exact not in NO_TITLE
            and not any(other.first <= number <= other.last for other in inside)
        ]
        rest = {w.key for w in self.words[hit.last + 2 : last + 1] if w.raw[0].isupper() and w.key in own}
        of = self.words[hit.last + 1].exact == "of"
        if not foreign and len(rest) > 2 and not self._is_title_of(hit, last):
            return True  # its own words in another order
        if len(rest) >= (1 if of else 2) and foreign:
            return True  # its own title with a wrong word
        if of:
            return False
        return len(foreign) >= 2 and bool(read_jurisdictions([w.exact for w in foreign])[1])

    def _is_title_of(self, hit: Hit, last: int) -> bool:
        """Whether the words behind a name stand in one of its instrument's names in this order."""
        tail = tuple(w.key for w in self.words[hit.last + 1 : last + 1] if w.key not in LINKS and not w.raw.isdigit())
        return any(
            other.content[at : at + len(tail)] == tail
            for name in hit.names
            for other in self.register.names_of(name)
            for at in range(len(other.content) - len(tail) + 1)
        )

    def _adjacent_before(self, first: int, at: int) -> list[int]:
        """The words right before a name, back to the nearest linking word, without years and "proposed"."""
        lead: list[int] = []
        for number in range(at - 1, first - 1, -1):
            word = self.words[number]
            if word.exact in _LINKS or word.unit != self.words[at].unit:
                break
            if word.raw.isdigit() or word.exact in _ADJECTIVES:
                continue
            lead.insert(0, number)
        return lead

    def _adjacent_behind(self, at: int, last: int) -> list[int]:
        trail: list[int] = []
        for number in range(at + 1, last + 1):
            word = self.words[number]
            if word.exact in _LINKS or word.raw.isdigit() or word.exact in ("no", "nos"):
                break
            trail.append(number)
        return trail

    def _is_apart(self, numbers: Sequence[int], other: Sequence[int], inside: Sequence[Hit]) -> bool:
        """Whether words beside a name are somebody's name of their own: a known body, an owner, an ordinal."""
        for place in other:
            word = self.words[numbers[place]]
            if any(hit.first <= numbers[place] <= hit.last for hit in inside):
                continue
            if word.raw.endswith(("'s", "s'", "'")) or word.exact in _ADJECTIVES:
                continue
            if word.raw.isupper() and len(word.raw) > 1:
                continue
            return False
        return True

    def _judge_unregistered(
        self, mention: Mention, first: int, last: int, nearest: KnownName | None = None
    ) -> Named | None:
        """Words around a head noun that are no registered name as they stand."""
        register = self.register
        words = self.words[first : last + 1]
        same = has_same_words(words, register)
        if same is not None:
            name, misjoined = same
            if misjoined:
                return Named(
                    mention,
                    name.instrument,
                    problem=Problem("INS002", "the words are joined in another way", write_name(name)),
                    name=name,
                )
            chosen, problem = self.judge.year((name,), mention.name.year if mention.name else None)
            return Named(mention, chosen.instrument, problem is None, True, False, problem, chosen)
        shorter = self._without_owner(mention, first, last)
        if shorter is not None:
            return shorter
        if self._is_vouched(words) or self._organ_of(words, mention.head):
            return Named(mention, known=True)
        if is_public_organ([w.raw for w in words]):
            return None
        misspelt = near_compact(words, register, self.index) or self._one_word_off(words)
        if misspelt is not None:
            return self._misnamed(mention, misspelt)
        if is_person([w.raw for w in words]) or is_role([w.raw for w in words]):
            return None
        if nearest is None and not is_specific(mention, [w.raw for w in words], self.parsed, self._in_heading(mention)):
            like = self._likeness(words)
            wanted = _LIKE if self._in_heading(mention) else _VERY_LIKE
            if like is None or like.score < wanted or len(like.shared) < (1 if len(words) == 2 else 2):
                return None
            if not any(len(register.by_key.get(key, ())) <= 8 for key in like.shared):
                return None
            return self._misnamed(mention, like.name)
        like = self._likeness(words)
        if like is not None and like.score >= _LIKE:
            return self._misnamed(mention, like.name)
        if nearest is not None:
            return self._misnamed(mention, nearest)
        worth_naming = like is not None and like.score > _SOMEWHAT_LIKE and _may_be_meant(mention, like.name)
        near = (like.name.text,) if like is not None and worth_naming else ()
        return Named(mention, problem=Problem("INS001", "", None, near))

    def _without_owner(self, mention: Mention, first: int, last: int) -> Named | None:
        """The name behind its owner: "Canada's Mandatory Reporting Act", "Apple's ... Programme"."""
        for number in range(first, min(last, first + 5)):
            if self.words[number].raw.endswith(("'s", "s'")):
                rest = self.words[number + 1 : last + 1]
                same = has_same_words(rest, self.register)
                if same is not None and not same[1]:
                    if self._is_of_another(same[0], self.words[first : number + 1]):
                        return self._misnamed(mention, same[0])
                    chosen, problem = self.judge.year((same[0],), mention.name.year if mention.name else None)
                    return Named(mention, chosen.instrument, problem is None, True, problem=problem, name=chosen)
                if self._is_vouched(rest):
                    return Named(mention, known=True)
        codes, other = read_jurisdictions([self.words[n].exact for n in range(first, last + 1)])
        if codes and other and other[0] > 0:
            rest = self.words[first + other[0] : last + 1]
            same = has_same_words(rest, self.register) if len(rest) > 1 else None
            if same is not None and not same[1] and same[0].instrument is not None:
                if self.register.fits_jurisdiction(same[0].instrument, codes):
                    chosen, problem = self.judge.year((same[0],), mention.name.year if mention.name else None)
                    return Named(mention, chosen.instrument, problem is None, True, problem=problem, name=chosen)
            elif same is not None and not same[1]:
                return Named(mention, known=True)
        return None

    def _is_of_another(self, name: KnownName, owner: Sequence[Word]) -> bool:
        """Whether the owner is a state or union that has not made this law."""
        codes, other = read_jurisdictions([w.exact.removesuffix("'s").removesuffix("'") for w in owner])
        if name.instrument is None or name.instrument.kind not in ("treaty", "eu-act", "statute"):
            return False
        return not other and bool(codes) and not self.register.fits_jurisdiction(name.instrument, codes)

    def _is_vouched(self, words: Sequence[Word]) -> bool:
        """Whether a verified entry, a fact or a note of the register writes these words."""
        content = [w for w in words if w.exact not in _LINKS]
        return len(content) >= 2 and self.register.vouches(tuple(w.key for w in words))

    def _organ_of(self, words: Sequence[Word], head: str) -> bool:
        """Whether this is the committee (or the like) of a registered treaty: "Lanzarote Committee"."""
        if head not in _ORGANS or not words or head_noun(words[-1].raw) != head:
            return False
        before = tuple(w.key for w in words[:-1])
        return any((*before, head) in self.register.by_keys for head in _TREATY_HEADS)

    def _likeness(self, words: Sequence[Word]) -> Likeness | None:
        keys = tuple(w.key for w in words)
        if keys not in self.likeness:
            self.likeness[keys] = find_likeness(words, self.register)
        return self.likeness[keys]

    def _in_heading(self, mention: Mention) -> bool:
        span = self.parsed.place(mention.start, mention.start)
        return (span.path, span.line) in self.headings

    def _misnamed(self, mention: Mention, name: KnownName) -> Named:
        year = mention.name.year if mention.name else None
        replacement = name.text if year is None or name.year is not None else None
        problem = Problem("INS002", "it is not its name", write_name(name), replacement=replacement)
        return Named(mention, name.instrument, problem=problem, name=name)

    # --- years and numbers -------------------------------------------------------------------------------------------

    def _resolve_identifier(self, mention: Mention, inside: Sequence[Hit], first: int, last: int) -> Named | None:
        number = mention.identifier
        assert number is not None
        place = (number.scheme, number.number)
        owners = self.register.identifiers.get(place, ())
        known = self.register.numbers.get(place, ())
        if owners:
            owner = owners[0]
            if number.edition and len(owners) > 1:
                held = self.register.identifiers_of
                owner = next((o for o in owners if any(i.edition == number.edition for i in held.get(o.id, ()))), owner)
            named = Named(mention, owner, True, True)
            wrong = self._judge_type(number, known) or self._judge_edition(number, known, owner)
            return msgspec.structs.replace(named, exact=wrong is None, problem=wrong)
        if self.register.vouching.hold_number(*place):
            return Named(mention, known=True, superseded=self.register.replaced.get(place))
        if any(hit.first <= first and last <= hit.last for hit in inside):
            hit = next(hit for hit in inside if hit.first <= first and last <= hit.last)
            return self._name_hit(hit, mention)
        near = self.register.near_number(number)
        if near is not None:
            owner = self.register.identifiers[(near.scheme, near.number)][0]
            replacement = _renumbered(mention.words, number, near)
            right = _number(near, owner)
            problem = Problem("INS002", "no such number is registered", right, replacement=replacement)
            return Named(mention, owner, problem=problem)
        if number.scheme in _VAGUE:
            return Named(mention)
        return Named(mention, problem=Problem("INS001", "", None, ()))

    @staticmethod
    def _judge_type(number: Identifier, known: Sequence[Identifier]) -> Problem | None:
        types = {i.type for i in known if i.type}
        if number.scheme != "eu" or not number.type or not types or number.type in types:
            return None
        if head_noun(number.type) not in LEGAL_HEADS and number.type not in _ACT_TYPES:
            near = _near_type(number.type, types)
            return Problem("INS002", f"“{number.type}” is misspelt", near) if near else None
        return Problem("INS002", f"it is a {sorted(types)[0]}, not a {number.type}", None)

    @staticmethod
    def _judge_edition(number: Identifier, known: Sequence[Identifier], owner: Instrument) -> Problem | None:
        editions = {i.edition for i in known if i.edition}
        years = set(re.findall(r"\b(?:19|20)\d\d\b", owner.adopted or ""))
        if not number.edition or not editions or number.edition in editions | years:
            return None
        return Problem("INS002", f"{number.edition} is not its edition", owner.official_name)

    def _join_numbers(self, found: Sequence[Named]) -> Iterator[Named]:
        """A number that goes with a name ("Lanzarote Convention (CETS No. 201)") must be that thing's own."""
        previous: Named | None = None
        for named in found:
            number = named.mention.identifier
            if number is not None and previous is not None and previous.mention.identifier is None:
                between = self.parsed.prose[previous.mention.end : named.mention.start]
                if _APPOSED.fullmatch(between) and previous.instrument is not None and previous.problem is None:
                    named = self._join(previous.instrument, named, number)
                if previous.problem is not None and named.instrument is None and not between.strip(" .,(*_\n"):
                    named = msgspec.structs.replace(named, problem=None)  # one complaint is enough
            yield named
            if number is None or named.instrument is not None:
                previous = named

    def _join(self, instrument: Instrument, named: Named, number: Identifier) -> Named:
        if named.instrument is not None and named.problem is None:
            owners = self.register.identifiers.get((number.scheme, number.number), ())
            if instrument in owners or not owners or self.register.related(instrument, owners):
                return named
            right = self.register.number_of(instrument, number.scheme)
            if right is None:
                other = next((o for o in owners if o in alternatives(instrument, self.register)), None)
                if other is None or number.scheme == "usc" or self._is_called_so(named, other, instrument):
                    return named
                problem = Problem("INS007", f"this is the number of {other.official_name}", _full_name(instrument))
                return msgspec.structs.replace(named, exact=False, problem=problem)
            code = "INS007" if any(o in alternatives(instrument, self.register) for o in owners) else "INS002"
            reason = f"this is the number of {owners[0].official_name}"
            return msgspec.structs.replace(
                named, instrument=instrument, exact=False, problem=Problem(code, reason, _number(right, instrument))
            )
        if number.scheme == "chapter of":
            right = self.register.number_of(instrument, "chapter")
            if right is not None and right.number.rsplit("/", 1)[-1] != number.number:
                return self._not_its_number(named, instrument, number, right)
        elif not named.known:
            right = self.register.number_of(instrument, number.scheme)
            if right is not None:
                return self._not_its_number(named, instrument, number, right)
        return named

    def _is_called_so(self, named: Named, other: Instrument, instrument: Instrument) -> bool:
        """Whether a word before the number tells the other from the one that is named: "the recast Directive (...)"."""
        own = {key for name in self.register.by_instrument(instrument) for key in name.keys}
        theirs = {key for name in self.register.by_instrument(other) for key in name.keys} - own
        start = named.mention.sentence[0]
        words = re.findall(r"[^\W_]+", self.parsed.prose[max(start, named.mention.start - 80) : named.mention.start])
        return any(word_key(word.casefold()) in theirs for word in words)

    def _not_its_number(self, named: Named, instrument: Instrument, number: Identifier, right: Identifier) -> Named:
        tail = f"/{number.number}"
        confusable = alternatives(instrument, self.register)
        of_other = any(
            (i.scheme, i.number) == (number.scheme, number.number)
            or (i.scheme == "chapter" and i.number.endswith(tail))
            for other in confusable
            for i in self.register.identifiers_of.get(other.id, ())
        )
        problem = Problem(
            "INS007" if of_other else "INS002",
            f"this is not the number of {instrument.official_name}",
            _number(right, instrument),
        )
        return msgspec.structs.replace(named, instrument=instrument, exact=False, problem=problem)

    # --- cases, and names without a head noun ------------------------------------------------------------------------

    def _resolve_case(self, mention: Mention) -> Named | None:
        case = next(read_case(mention.words, None), None)
        if case is None or not case.left or not case.right:
            return None
        best: tuple[int, Case] | None = None
        for known in self.register.cases_like(case):
            agreement = 2 * _same_party(case.left, known.left) + 2 * _same_party(case.right, known.right)
            if agreement == 4:
                return self._judge_case(mention, known)
            crossed = _same_party(case.left, known.right) and _same_party(case.right, known.left)
            like = _like_party(case.left, known.left) and _like_party(case.right, known.right)
            distinctive = (_same_party(case.left, known.left) and case.left not in _COMMON_PARTIES) or (
                _same_party(case.right, known.right) and case.right not in _COMMON_PARTIES
            )
            score = 3 if crossed or like else 1 if distinctive else 0
            if score and (best is None or score > best[0]):
                best = (score, known)
        if best is not None:
            known = best[1]
            return Named(mention, known.instrument, problem=Problem("INS002", "the parties are not these", known.text))
        return Named(mention, problem=Problem("INS001", ""))

    def _judge_case(self, mention: Mention, known: Case) -> Named:
        year = self.judge.year_behind(mention)
        years = self.register.years(known.instrument) if known.instrument is not None else frozenset()
        number = _CASE_NUMBER.match(self.parsed.prose, mention.end, mention.sentence[1])
        if number is not None and known.instrument is not None:
            held = {i.number for i in self.register.identifiers_of.get(known.instrument.id, ())}
            if held and any("/" in own for own in held) and number[1] not in held:
                right = next(own for own in sorted(held) if "/" in own)
                wrong = Problem("INS002", f"no. {number[1]} is not its number", f"{known.text}, no. {right}")
                return Named(mention, known.instrument, False, True, problem=wrong)
        if year is None or not years or year in years:
            return Named(mention, known.instrument, True, True)
        problem = Problem("INS002", f"the year {year} is not its year", f"{known.text} ({min(years)})")
        return Named(mention, known.instrument, False, True, problem=problem)

    def _resolve_proper(self, mention: Mention, first: int, last: int) -> Iterator[Named]:
        """Capitalised words without a head noun: a misspelt name of the register, or somebody's business."""
        words = self.words[first : last + 1]
        raws = [w.raw for w in words]
        if is_role(raws) or (len(words) > 1 and is_public_organ(raws)):
            return
        known = (
            near_compact(words, self.register, self.index)
            or near_pair(words, self.register)
            or self._one_word_off(words)
            or self._swapped(mention)
            or self._near_coined(mention)
        )
        if known is None and len(words) > 1:
            coined = [w for w in words if any(c.isupper() for c in w.raw[1:]) and any(c.islower() for c in w.raw)]
            known = next((n for w in coined if (n := near_compact((w,), self.register, self.index))), None)
        if known is None and len(words) > 2 and not self._is_vouched(words):
            like = self._likeness(words)
            enough = 2 if len([w for w in words if w.exact not in _LINKS]) > 2 else 3
            if like is not None and like.score >= _LIKE_WITHOUT_HEAD and len(like.shared) >= enough:
                known = like.name
        if known is not None:
            yield self._misnamed(mention, known)
        elif is_described_name(mention, self.parsed) and not self._is_known_word(words):
            like = self._likeness(words)
            near = (like.name.text,) if like is not None and like.score > _SOMEWHAT_LIKE else ()
            yield Named(mention, problem=Problem("INS001", "", None, near))
        elif mention.kind == "acronym":
            yield Named(mention, known=bool(self.register.vouches((words[0].exact,))) if words else False)

    def _resolve_partly_known(self, mention: Mention, first: int, last: int, inside: Sequence[Hit]) -> Iterator[Named]:
        """Words of which some are a name, where a noun before them says that all are one ("the tool Meta PQR")."""
        owner = inside[-1].last
        if owner < last and self.words[owner].raw.endswith(("'s", "s'")):
            start, _ = self.index.folded.source_range(self.words[owner + 1].start, self.words[last].end)
            rest = words_of(self.parsed.prose, start, mention.end)
            owned = msgspec.structs.replace(mention, start=start, words=rest)
            yield from self._resolve_proper(owned, owner + 1, last)
            return
        words = self.words[first : last + 1]
        if is_named_after_noun(mention, self.parsed) and not self._is_vouched(words):
            yield Named(mention, problem=Problem("INS001", "", None, ()))

    def _one_word_off(self, words: Sequence[Word]) -> KnownName | None:
        if is_public_organ([w.raw for w in words]):
            return None
        known = one_word_off(words, self.register)
        return known if known is not None and not self._is_vouched(words) else None

    def _swapped(self, mention: Mention) -> KnownName | None:
        """Registered letters of which two neighbours are exchanged."""
        letters = mention.words
        if mention.kind != "acronym" or len(letters) < 4 or not letters.isupper() or letters in self.register.acronyms:
            return None
        if len(letters) >= 5 and (near := self._near_letters(letters)) is not None:
            return near
        for at in range(len(letters) - 1):
            other = letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :]
            owners = self.register.acronyms.get(other)
            if owners and not self.register.vouches((letters.casefold(),)):
                return next((n for n in self.register.by_instrument(owners[0]) if n.raw == (other,)), None)
        return None

    def _near_letters(self, letters: str) -> KnownName | None:
        """The one acronym of which these letters lack or have one too many ("INHOP")."""
        if self.register.vouches((letters.casefold(),)):
            return None
        shorter = {letters[:at] + letters[at + 1 :] for at in range(len(letters))}
        near = [
            known
            for known in self.register.capitals
            if known in shorter or (len(known) == len(letters) + 1 and _lacks_one(letters, known))
        ]
        return self.register.capitals[near[0]] if len(near) == 1 else None

    def _near_coined(self, mention: Mention) -> KnownName | None:
        """A coined word that shares its last part, or one in capitals, with a coined name ("VideoDNA")."""
        parts = humps(mention.words)
        if not 2 <= len(parts) <= 3 or self.register.vouches((mention.words.casefold(),)):
            return None
        for at in range(len(parts) - (0 if parts[-1].isupper() else 1)):
            rest = (at, *parts[:at], *parts[at + 1 :])
            known = [n for n in self.register.by_hump.get(rest, ()) if humps(n.raw[0]) != parts]
            if len(parts) > 1 and known and (at < len(parts) - 1) and len(parts[-1]) > 2:
                return known[0]
        return None

    def _is_known_word(self, words: Sequence[Word]) -> bool:
        return self.register.vouches(tuple(w.key for w in words)) or bool(
            self.register.acronyms.get(words[0].raw.upper())
        )

    def _misspelt(self, first: int, last: int, inside: Sequence[Hit]) -> KnownName | None:
        """The name of which all the words are a misspelling, where a shorter name stands among them."""
        if (inside[0].first <= first and inside[-1].last >= last) or inside[-1].last > last or inside[0].first < first:
            return None
        words = self.words[first : last + 1]
        if is_public_organ([w.raw for w in words]):
            return None
        near = near_compact(words, self.register, self.index)
        near = near or near_pair(words, self.register) or self._one_word_off(words)
        if near is not None or len(words) < 3:
            return near
        like = self._likeness(words)
        longer = like is not None and len(like.name.content) > max(len(hit.names[0].content) for hit in inside)
        if like is not None and longer and like.score >= _LIKE_WITHOUT_HEAD + 0.04 and len(like.shared) > 1:
            return like.name if not self._is_vouched(words) and has_same_words(words, self.register) is None else None
        return None


def _lacks_one(short: str, long: str) -> bool:
    """Whether a word is another without one letter."""
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at:] == long[at + 1 :]


def _full_name(instrument: Instrument) -> str:
    return instrument.official_name


def _number(number: Identifier, owner: Instrument) -> str:
    written = number.number if number.scheme != "coe" else f"No. {number.number}"
    return f"{written} ({owner.official_name})"


def _renumbered(words: str, wrong: Identifier, right: Identifier) -> str | None:
    """The words with the right number, where the wrong one stands in them as it is compared."""
    last_wrong, last_right = wrong.number.rsplit("/", 1)[-1], right.number.rsplit("/", 1)[-1]
    for a, b in ((wrong.number, right.number), (last_wrong, last_right), (last_wrong.upper(), last_right.upper())):
        if a != b and words.count(a) == 1:
            return words.replace(a, b)
    return None


def _same_party(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return bool(short) and (long[-len(short) :] == short or (long[: len(short)] == short and len(short) > 1))


def _like_party(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    from rapidfuzz import fuzz

    return _same_party(a, b) or fuzz.ratio(" ".join(a), " ".join(b)) >= 80


def _near_type(written: str, types: set[str]) -> str | None:
    from rapidfuzz import fuzz

    return next((known for known in sorted(types) if fuzz.ratio(written, known) >= 75), None)


def _may_be_meant(mention: Mention, name: KnownName) -> bool:
    """Whether who writes of a convention could have meant this: not a body or a tool, and the other way round."""
    if name.instrument is None or not mention.head:
        return True
    return (mention.head in LEGAL_HEADS) != (name.instrument.kind in _ACTORS)


_ACT_TYPES = frozenset({"directive", "regulation", "decision", "framework decision"})
#: The number of an application behind the name of a case: ", no. 2872/02".
_CASE_NUMBER = re.compile(r"[*_]{0,2},?\s\(?(?:(?:[Aa]pplication|[Aa]pp\.|[Aa]ppl\.)\s)?[Nn]os?\.?\s(\d{1,6}/\d\d)\b")
_APPOSED = re.compile(
    r"[\s*_]{0,3}(?:\|\s)?(?:\([A-Z][\w&-]{1,12}\)[\s*_]{0,3})?[(,–—-]?[\s*_]{0,3}(?:[Cc]ase|[Aa]pplication"
    r"|[A-Z][\w-]{1,12};|of \d{4},|as)?[\s*_]{0,3}\(?"
)
#: rapidfuzz-like scores (0-1) from which a name is taken for another's misspelling, and from which it is worth naming.
_LIKE, _VERY_LIKE, _SOMEWHAT_LIKE, _LIKE_WITHOUT_HEAD = 0.66, 0.8, 0.3, 0.68
#: Kinds of the register that are no law, standard or case.
_ACTORS = frozenset({"organisation", "programme", "tool"})
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
        "concerning",
        "relating",
        "under",
        "at",
        "v",
    }
)
_ADJECTIVES = frozenset(
    {
        "new",
        "current",
        "old",
        "draft",
        "proposed",
        "revised",
        "recast",
        "original",
        "future",
        "present",
        "former",
        "late",
    }
    | {
        "so-called",
        "so",
        "called",
        "both",
        "said",
        "article",
        "articles",
        "section",
        "sections",
        "part",
        "chapter",
        "art",
    }
    | {"recent", "present", "existing", "eventual", "planned", "amended", "mr", "mrs", "ms", "dr", "prof"}
)
_TITLE_LINKS = frozenset({"on", "against", "for", "concerning", "relating", "regarding", "to"})
_ORGANS = frozenset({"committee", "commission", "secretariat", "council", "group", "network"})
_TREATY_HEADS = (
    "convention",
    "treaty",
    "charter",
    "covenant",
    "protocol",
    "agreement",
    "act",
    "regulation",
    "directive",
)
#: Schemes whose pattern also fits what is no official number; unknown ones are not worth a word.
_VAGUE = frozenset({"act", "oj", "application", "chapter of", "code", "unts", "section"})
_COMMON_PARTIES = frozenset(
    {("united", "state"), ("r",), ("state",), ("people",), ("commission",), ("finland",), ("russia",)}
)
