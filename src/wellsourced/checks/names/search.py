"""One text held against the register of names: its words, the places of its mentions, and what several readings ask."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from wellsourced.checks.names.edits import one_word_off
from wellsourced.checks.names.judgements import NameJudge
from wellsourced.checks.names.jurisdictions import read_owner
from wellsourced.checks.names.known_names import KnownName
from wellsourced.checks.names.named import Named
from wellsourced.checks.names.public_organs import is_public_organ
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.names.resemblance import Likeness, find_likeness
from wellsourced.checks.names.specific_names import NO_TITLE
from wellsourced.checks.names.variants import strip_year
from wellsourced.checks.words.phrases import Word, WordIndex
from wellsourced.manuscript.mentions import Mention
from wellsourced.manuscript.model import ParsedText

_WORDS_OF_LINKS = "against and at by concerning for from in of on or relating to under v with"
#: Words between the words of a name that name nothing themselves.
TITLE_LINKS = frozenset(_WORDS_OF_LINKS.split())


class NameSearch:
    """A text, its words (numbered as in `index`) and the register; what is asked more than once is remembered."""

    def __init__(self, parsed: ParsedText, index: WordIndex, register: NameRegister) -> None:
        self.parsed = parsed
        self.index = index
        self.register = register
        self.words = index.words
        self.judge = NameJudge(parsed, index, register)
        self._headings = {(heading.span.path, heading.span.line) for heading in parsed.headings}
        self._likeness: dict[tuple[str, ...], Likeness | None] = {}

    # --- places ------------------------------------------------------------------------------------------------------

    def word_ranges(self, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
        """First and last word of each mention."""
        starts = [word.start for word in self.words]
        ends = [word.end for word in self.words]
        offsets = sorted({offset for m in mentions for offset in (m.start, m.end)})
        folded = dict(zip(offsets, self.index.folded.from_source(offsets), strict=True))
        ranges = []
        for mention in mentions:
            first = bisect_right(ends, folded[mention.start])
            last = bisect_left(starts, folded[mention.end]) - 1
            if last > first + 1 and self.words[last].exact in NO_TITLE:
                last -= 1 + (self.words[last - 1].exact in TITLE_LINKS)  # "the Charter of March"
            ranges.append((first, max(first, last)))
        return ranges

    def source_range(self, first: int, last: int) -> tuple[int, int]:
        """Where the words `first` to `last` stand in the text."""
        return self.index.folded.source_range(self.words[first].start, self.words[last].end)

    def sentence(self, start: int) -> tuple[int, int]:
        """Where the sentence begins and ends in which `start` stands, or which is the last before it."""
        sentences = self.parsed.sentences
        at = bisect_right(sentences, start, key=lambda s: s.start) - 1
        return (sentences[at].start, sentences[at].end) if at >= 0 else (start, start)

    def in_heading(self, mention: Mention) -> bool:
        """Whether a mention stands in a heading, where all words may be capitalised."""
        span = self.parsed.place(mention.start, mention.start)
        return (span.path, span.line) in self._headings

    # --- what the register says of words -----------------------------------------------------------------------------

    def is_named_with_owner(self, words: Sequence[Word]) -> bool:
        """Whether the words are a registered name behind whose it is: "Apple's ...", "ENFSI ..."."""
        register = self.register
        for length in range(1, min(4, len(words))):
            keys = tuple(word.key for word in strip_year(words[length:])[0])
            owned = [name.instrument for name in register.by_keys.get(keys, ()) if name.instrument is not None]
            if not owned:
                continue
            codes, others = read_owner(words[:length])
            for thing in owned:
                own = {key for name in register.by_instrument(thing) for key in name.keys}
                beside = [words[n] for n in others]
                if all(word.raw.endswith(("'s", "s'")) or word.key in own for word in beside) and (
                    not codes or register.fits_jurisdiction(thing, codes)
                ):
                    return True
        return False

    def is_vouched(self, words: Sequence[Word]) -> bool:
        """Whether a verified entry, a fact or a note of the register writes these words."""
        content = [w for w in words if w.exact not in TITLE_LINKS]
        return len(content) >= 2 and self.register.vouches(tuple(w.key for w in words))

    def likeness(self, words: Sequence[Word]) -> Likeness | None:
        """The registered name most like these words."""
        keys = tuple(w.key for w in words)
        if keys not in self._likeness:
            self._likeness[keys] = find_likeness(words, self.register)
        return self._likeness[keys]

    def one_word_off(self, words: Sequence[Word]) -> KnownName | None:
        """The registered name that these words are but for one of them, if nothing vouches for them as they stand."""
        if is_public_organ([w.raw for w in words]):
            return None
        known = one_word_off(words, self.register)
        return known if known is not None and not self.is_vouched(words) else None

    def with_its_year(self, mention: Mention, names: Sequence[KnownName]) -> Named:
        """A mention that is one of these names, judged by the year in it."""
        chosen, problem = self.judge.year(names, mention.name.year if mention.name else None)
        return Named(mention, chosen.instrument, problem is None, True, False, problem, chosen)
