"""INS007: a law is said to have replaced what another replaced: "the Law Enforcement Directive repealed 95/46/EC"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wellsourced.checks.names.judgements import alternatives
from wellsourced.checks.names.named import Named
from wellsourced.checks.names.referents import is_said_between
from wellsourced.checks.names.register import NameRegister
from wellsourced.manuscript.alternations import one_of
from wellsourced.manuscript.model import ParsedText
from wellsourced.project.models import Instrument

_LEGAL = ("treaty", "eu-act", "statute", "soft-law", "standard")


def find_wrong_succession(
    parsed: ParsedText, named: Named, others: Sequence[Named], register: NameRegister
) -> tuple[Instrument, str] | None:
    """What a law replaced by the register (`superseded_by`), and the words for the older one.

    `named` is the one that is said to have replaced the other. Nothing where the register is silent.
    """
    newer = named.instrument
    if newer is not None and newer.kind == "programme":
        return _wrong_end(parsed, named, others, register)
    if newer is None or newer.kind not in _LEGAL:
        return None
    for other, older in _said_replaced(parsed, named, others):
        if newer.id != older.id and older.id in _line_of(newer, register):
            return older, other.mention.words  # the other way round
        right = register.by_id.get(older.superseded_by or "")
        if right is not None and newer.id not in _line_of(older, register) and older.id != newer.id:
            return right, other.mention.words
    return None


def _wrong_end(
    parsed: ParsedText, named: Named, others: Sequence[Named], register: NameRegister
) -> tuple[Instrument, str] | None:
    """What one operation closed, where another is said to have done it: "X was shut down by Operation Y"."""
    rivals = {other.id for other in alternatives(named.instrument, register)} if named.instrument else set()
    for other in others:
        closed = other.instrument
        if closed is None or closed.id not in rivals or closed.kind != "programme":
            continue
        if is_said_between(parsed.prose, named, other, _CLOSED, _CLOSED_BY):
            return closed, other.mention.words
    return None


_CLOSING = (
    r"(?:closed|dismantled|ended|seized|shut(?:\sdown)?|taken\s(?:down|offline)|took\s(?:down|offline)|brought\sdown)"
)
_CLOSED_BY = re.compile(
    rf"\s(?:was|were|had\sbeen|has\sbeen)\s(?:finally\s)?{_CLOSING}\s(?:by|in|during|through)\s(?:the\s)?[*_]?"
)
_CLOSED = re.compile(rf"\s(?:finally\s)?{_CLOSING}\s(?:the\s(?:[a-z]+\s){{0,2}})?[*_]?")


def _said_replaced(parsed: ParsedText, named: Named, others: Sequence[Named]) -> Iterator[tuple[Named, Instrument]]:
    """The laws that this one is said to have replaced."""
    for other in others:
        older = other.superseded if other.instrument is None else other.instrument
        if older is None or other is named or older.kind not in _LEGAL:
            continue
        if is_said_between(parsed.prose, named, other, _REPLACED, _REPLACED_BY):
            yield other, older


def _line_of(older: Instrument, register: NameRegister) -> set[str]:
    """Everything that came in the place of a law, one after another, and what stands for it or amends it."""
    line: set[str] = set()
    at: Instrument | None = older
    while at is not None and at.superseded_by and at.superseded_by not in line:
        line.add(at.superseded_by)
        at = register.by_id.get(at.superseded_by)
    return line


_VERB = one_of(
    r"""
    abolished; did away with; ended; put an end to; repealed; repeals; replaced; replaces; revoked; revokes; succeeded
    superseded; supersedes; supplanted; took over from; took the place of; took the stead of
    """
)
_PARTICIPLE = one_of("abolished; followed up; repealed; replaced; revoked; succeeded; superseded; supplanted")
_THE = r"(?:the\s|its\s|all\sof\s|Council\s|older\s|old\s|former\s){0,3}[*_]?"
_REPLACED = re.compile(
    rf"[*_]?,?\s(?:(?:which|that|it)\s)?(?:(?:has|had|also|itself|in\s\d{{4}}|finally|later|formally|fully)\s){{0,3}}{_VERB}\s{_THE}"
    rf"|[*_]?\s(?:is|was)\s(?:the\s|a\s)?successor\s(?:of|to)\s{_THE}|[*_]?,\s(?:the\s)?successor\s(?:of|to)\s{_THE}"
)
_REPLACED_BY = re.compile(
    rf"[*_]?,?\s(?:(?:which|that|it)\s)?(?:(?:was|were|is|has|had|been|later|since|then|in\s\d{{4}}|formally|fully|eventually|finally)"
    rf"\s){{0,4}}{_PARTICIPLE}\s(?:(?:on\s)?(?:\d{{1,2}}\s[A-Z][a-z]+\s\d{{4}}|in\s\d{{4}})\s)?by\s{_THE}"
    rf"|[*_]?\s(?:gave\sway|had\sto\sgive\sway)\sto\s{_THE}|[*_]?[’']s\ssuccessor(?:,|\sis|\swas)\s{_THE}"
)
