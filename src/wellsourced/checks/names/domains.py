"""Names that are addresses ("StopNCII.org"), written with another top-level domain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from wellsourced.checks.names.named import Named, Problem
from wellsourced.checks.names.register import NameRegister
from wellsourced.checks.names.search import NameSearch
from wellsourced.manuscript.mentions import Mention
from wellsourced.project.models import Instrument

_DOMAINS = r"ai|at|au|be|biz|ca|ch|co|com|de|edu|es|eu|fr|gov|ie|info|int|io|it|net|nl|org|pl|se|uk|us"
_WRITTEN = re.compile(rf"(?<![\w@./-])([A-Za-z][\w-]{{2,30}}(?:\s[A-Z][\w-]{{2,30}})?)\.({_DOMAINS})\b(?![\w/@-]|\.\w)")
_REGISTERED = re.compile(rf"([\w-]+)\.({_DOMAINS})$", re.IGNORECASE)


def find_wrong_domains(search: NameSearch) -> Iterator[Named]:
    """Names in a text that are a registered address but for what stands behind its dot."""
    known = search.register.memory(find_wrong_domains, lambda: _collect(search.register))
    if not known:
        return
    prose = search.parsed.prose
    for match in _WRITTEN.finditer(prose):
        start = match.start() if _stem(match[1]) in known else match.end(1) - len(match[1].split()[-1])
        names = known.get(_stem(prose[start : match.end(1)]), {})
        if not names or match[2].casefold() in names:
            continue
        right, instrument = next(iter(names.values()))
        problem = Problem("INS002", "it is not its address", right, replacement=right)
        words = prose[start : match.end()]
        mention = Mention(start, match.end(), "name", words, sentence=search.sentence(start))
        yield Named(mention, instrument, problem=problem)


def _collect(register: NameRegister) -> Mapping[str, Mapping[str, tuple[str, Instrument]]]:
    """What stands before the dot of a registered name -> what stands behind it -> the name and whose it is."""
    found: dict[str, dict[str, tuple[str, Instrument]]] = {}
    for instrument in register.project.instruments:
        for name in instrument.names:
            address = _REGISTERED.fullmatch(name)
            if address is not None:
                found.setdefault(_stem(address[1]), {})[address[2].casefold()] = (name, instrument)
    return found


def _stem(words: str) -> str:
    return words.casefold().replace(" ", "").replace("-", "")
