"""What a sentence says of a thing by a pronoun that stands for it: "X: it is a ...", "X. It is a ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellsourced.checks.credited.predicate_words import Predication, read_phrases, read_tokens
from wellsourced.checks.credited.predicates_behind import find_verb
from wellsourced.manuscript.model import ParsedText


def find_by_pronoun(parsed: ParsedText, where: tuple[int, int], sentence_end: int) -> Iterator[Predication]:
    """The predicate of the first pronoun behind a name that can stand for nothing else; `where`: the name.

    Nothing else with a name of its own may stand between the two. The pronoun may begin the next sentence.
    """
    prose = parsed.prose
    match = _PRONOUN.match(prose, where[1], min(len(prose), sentence_end + 12))
    if match is None:
        return
    start = match.start("it") if match["it"] else match.start("it2")
    if prose.startswith("they", start) and prose[where[1] - 1] != "s":
        return
    limit = prose.find("\n\n", start, start + _REACH)
    stop = limit if limit >= 0 else min(len(prose), start + _REACH)
    if end := _SENTENCE_END.search(prose, start, stop):
        stop = end.start()
    tokens = read_tokens(prose, start, stop)
    if len(tokens) < 2:
        return
    if tokens[0].raw.endswith(("'s", "’s")):
        yield from read_phrases("is", tokens, 1, where)
    else:
        yield from find_verb(tokens, 1, where)


_REACH = 160
#: Up to a pronoun at the head of a clause or of the next sentence, over words without capitals.
_PRONOUN = re.compile(
    r"(?:[^A-Z.;:\n]{0,90}(?:\n(?!\n)[^A-Z.;:\n]{0,90})?"
    r"(?:[:;—–]\s{0,2}|,\s(?:and\s|but\s|for\s|so\s)?"
    r"|,?\s(?:because|since|as|though|although|given\sthat|in\sthat|now\sthat|for\sthe\sreason\sthat|so\sthat)\s))"
    r"(?P<it>it(?:['’]s)?\s|they\s(?=are|were)|this\s(?=is|was)|that\s(?=is\s(?:an?|the)\s))"
    r"|(?:[^A-Z.;:\n]{0,90})[.?]\s(?P<it2>(?:It|This|That)(?:['’]s)?\s(?=is|was|has|had|serves?|works?|acts?|remains?|an?\s))"
)
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z]|\s*$)")
