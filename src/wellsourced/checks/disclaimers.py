"""Whether a sentence says of a name that there is no such thing, or that it is the wrong one: "no Act of that name"."""

from __future__ import annotations

import re

from wellsourced.checks.context import ReadText
from wellsourced.checks.names.named import Named

#: So many letters before and behind a name are read for a denial.
_BEFORE, _BEHIND = 120, 160


def is_disclaimed(text: ReadText, named: Named) -> bool:
    """Whether the sentence denies the thing, corrects its name, or tells of an earlier draft that had it."""
    start, end = named.mention.sentence
    prose = text.parsed.prose
    before = " ".join(prose[max(start, named.mention.start - _BEFORE) : named.mention.start].split())
    behind = " ".join(prose[named.mention.end : min(end, named.mention.end + _BEHIND)].split())
    return bool(
        _NONE_BEFORE.search(before)
        or _WRONG_BEFORE.search(before)
        or _DRAFT_BEFORE.search(before)
        or _NONE_BEHIND.search(behind)
        or _TITLE_BEHIND.match(behind)
        or _is_title_of_work(prose, start, end, named)
    )


def _is_title_of_work(prose: str, start: int, end: int, named: Named) -> bool:
    """Whether the name stands in the title of an essay, a book or a song: what is named there need not exist."""
    before = prose[max(start, named.mention.start - _BEFORE) : named.mention.start]
    if _WORK_RIGHT_BEFORE.search(before):
        return True
    opening = _OPENING.search(before)
    if opening is None:
        return False
    closing = _CLOSING.search(prose, named.mention.end, min(end, named.mention.end + _BEHIND))
    if closing is None:
        return False
    return bool(
        _WORK_BEFORE.search(before[: opening.start()]) or _WORK_BEHIND.match(prose, closing.end(), min(len(prose), end))
    )


_WORK = (
    r"(?:article|blog(?:\spost)?|book|chapter|column|comedy|dissertation|documentary|editorial|episode|essay|exhibition|feature"
    r"|film|headline|keynote|lecture|memoir|monograph|newsletter|novel|op-ed|painting|pamphlet|paper|play|podcast|poem|poster"
    r"|sermon|series|song|speech|story|talk|thesis|video|webinar)"
)
#: The quotation mark that is still open where the name begins.
_OPENING = re.compile(r"[\"“„«](?=[^\"“”„«»]*$)|(?<!\w)['‘](?=[^'‘]*$)")
_CLOSING = re.compile(r"[\"”»]|['’](?!\w)")
_WORK_BEFORE = re.compile(
    rf"\b{_WORK}s?,?\s"
    r"(?:(?:called|titled|entitled|headed|with\sthe\stitle|under\sthe\stitle|by\s[\w. ]{3,30}),?\s)?[*_(]*$",
    re.IGNORECASE,
)
_WORK_BEHIND = re.compile(
    rf"[*_)]*,?\s(?:(?:is|was|were|had\sbeen)\s)?(?:(?:the\s(?:title|headline|name)\sof\s)?(?:an?|the|his|her|their|its|another|one)"
    rf"\s(?:[\w’'-]+\s){{0,3}}{_WORK}\b|(?:won|reads?|sells?|sold|appeared\sin|ran\sin|was\swritten\sby|is\sby)\b)",
    re.IGNORECASE,
)
#: What goes on behind the name, and is the title of a piece of writing: "Our Bees, Their Hives was the working title".
_TITLE_BEHIND = re.compile(
    r"[*_”\"’»]{0,3}(?:[,:] [A-Z][\w’' -]{2,50})?[*_”\"’»]{0,3} (?:is|was|had been|remained|became)"
    r" (?:the|our|its|his|her|their|a) (?:[\w-]+ ){0,2}(?:title|headline|heading|slogan|motto|nickname)\b"
)
_WORK_RIGHT_BEFORE = re.compile(rf"\b(?:the|a|his|her|their)\s(?:\w+\s)?{_WORK}\s[*_]{{0,2}}(?:The\s|A\s)?$")


_NONE_BEFORE = re.compile(
    r"(?:\b(?:no|never|nor|without)\b(?:\W+(?!only\b|doubt\b|longer\b)\w+){0,2}?\W+(?:called|named|titled"
    r"|entitled|of the name|by the name of)"
    r"|\b(?:no|any|without) (?:trace|record|sign|evidence|mention|proof) (?:of|that)"
    r"|\bthere (?:is|was|are|were|has been|exists?|existed) (?:no|never an?)(?: such)?(?: thing as)?|\bno(?: such)?"
    r"|\bif there (?:were|was)|\b(?:imagine|suppose)"
    r"|\b(?:invented|fictitious|fictional|made[- ]up|nonexistent|non-existent|imaginary|spurious|bogus|fabricated"
    r"|hypothetical|hallucinated)(?: \w+){0,3})(?:\W+(?:the|an?))?\W*$",
    re.IGNORECASE,
)
#: What is called so is not called so rightly; or it was looked for and not found.
_WRONG_BEFORE = re.compile(
    r"(?:\b(?:wrongly|mistakenly|erroneously|falsely|incorrectly|misleadingly)(?: \w+){0,4}"
    r"|\bmis(?:called|named|spelt|spelled|spelling|quoted|cited|labelled|labeled|printed|writes?|wrote|written)"
    r"(?: \w+){0,3}"
    r"|(?:\bnot|\bcannot|n't|\bnever|\bunable to|\bfailed to) (?:be |been |yet )?"
    r"(?:verif(?:y|ied)|confirm(?:ed)?|find|found|traced?|located?|list(?:ed)?|contain)(?: \w+){0,2}"
    r"|,? (?:and )?not)(?: (?:the|an?|as))?\W*$",
    re.IGNORECASE,
)
_DRAFT_BEFORE = re.compile(
    r"\b(?:(?:earlier|first|previous|older|former|submitted|original|poor) (?:draft|version|manuscript)s?"
    r"|the drafts?) (?:had|has|have|cited|named|wrote|spoke|gave|said|called|quoted|invented|listed|mentioned)\b",
    re.IGNORECASE,
)
_NONE_BEHIND = re.compile(
    r"\b(?:(?:does|did|do) not exist|never existed|(?:is|was) (?:invented|fictitious|made up|nonexistent"
    r"|non-existent|a fiction|an invention|an error|a mistake|a misspelling|a misnomer|a fabrication|a myth|false\.?$)"
    r"|an? (?:invented|fictitious|imaginary|made-up|non-existent|nonexistent|fictional)"
    r"|(?:could|can) not be (?:found|traced|confirmed|verified)|cannot be found|was not found|found nothing"
    r"|was never (?:adopted|founded|signed|passed)|has never (?:existed|been (?:founded|adopted|signed|seen))"
    r"|no such)\b",
    re.IGNORECASE,
)
