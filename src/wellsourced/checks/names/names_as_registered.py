"""Names that stand in a text just as they are registered: whether year, section, issuer and capitals go with them."""

from __future__ import annotations

from wellsourced.checks.names.editions import judge_edition
from wellsourced.checks.names.hits import Hit
from wellsourced.checks.names.named import Named
from wellsourced.checks.names.search import NameSearch
from wellsourced.manuscript.mentions import Mention, MentionKind, words_of
from wellsourced.manuscript.names import acronym_behind


def judge_registered(search: NameSearch, hit: Hit, mention: Mention | None = None) -> Named:
    """A registered name that stands in the text as it is registered. `mention`: as the grammar saw it, if it did."""
    if mention is None:
        mention = _mention_of(search, hit)
    judge = search.judge
    names = judge.of_place(hit.names, mention)
    name = names[0]
    raw = name.raw[0]
    weak = len(name.keys) == 1 and raw[:1].isupper() and raw[1:].islower()
    year = mention.name.year if mention.name else judge.year_behind(mention)
    chosen, problem = judge.year(names, year)
    problem = (
        problem
        or judge.section(hit, mention)
        or judge.number_of_words(hit)
        or judge.capitals(hit)
        or judge.issuer(hit, mention, chosen)
        or judge_edition(search, mention, chosen.instrument)
    )
    if problem is None and (made := judge.maker(mention, chosen)) is not None:
        mention, problem = made
    return Named(mention, chosen.instrument, problem is None, True, weak, problem, chosen)


def _mention_of(search: NameSearch, hit: Hit) -> Mention:
    """The mention that the grammar did not see, without the possessive behind it."""
    prose = search.parsed.prose
    start, end = search.source_range(hit.first, hit.last)
    if prose[end - 2 : end] in ("'s", "’s") and not hit.names[0].raw[-1].endswith("'s"):
        end -= 2
    text = words_of(prose, start, end)
    kind: MentionKind = "acronym" if hit.first == hit.last and text.isupper() else "name"
    sentence = search.sentence(start)
    letters = acronym_behind(prose, end, sentence[1]) if kind == "name" else None
    return Mention(start, end, kind, text, acronym=letters, sentence=sentence)
