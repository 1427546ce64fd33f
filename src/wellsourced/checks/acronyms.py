"""INS004 and INS005: letters stand for one thing, and the reader is told which."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wellsourced.checks.confused.owners import owners_of
from wellsourced.checks.context import Context, ReadText
from wellsourced.checks.names.expansions import spells
from wellsourced.checks.names.named import Named
from wellsourced.checks.names.register import is_acronym
from wellsourced.checks.names.variants import split_words
from wellsourced.checks.registry import rule
from wellsourced.diagnostics import Diagnostic, Related, Severity, Span
from wellsourced.project.models import Instrument

_REGISTER = "references/instruments.yaml"


@rule("INS004", Severity.ERROR, "An acronym is bound to another name than its own")
def acronym_of_another(context: Context) -> Iterator[Diagnostic]:
    """Letters are said to stand for something else than the register, or an earlier place of the text, says.

    ## What it checks

    "Name (ABC)", "ABC (Name)", "ABC, the Name," and "ABC stands for Name" are held against the short names of
    `references/instruments.yaml`, and against the first place in the article where the letters were explained.

    ## Why it matters

    The letters are what the reader remembers; with a false name behind them every later sentence names another thing.

    ## Example

    ```markdown
    The GDPR (Global Data Privacy Rules) limits what a hotline may store.
    ```

    ## Use instead

    ```markdown
    The General Data Protection Regulation (GDPR) limits what a hotline may store.
    ```
    """
    first: dict[str, tuple[frozenset[str], str, Span]] = {}
    for text in context.texts:
        done: set[int] = set()
        for expansion, meant in context.wrong_expansions[text]:
            done.add(expansion.start)
            span = text.parsed.place(expansion.start, expansion.end)
            yield _bound_wrongly(context, expansion.letters, expansion.words, span, meant)
        for named in context.named[text]:
            letters = named.mention.acronym
            if letters is None or any(named.mention.start <= start < named.mention.end + 20 for start in done):
                continue
            span = text.parsed.place(named.mention.start, _bracket_end(text, named))
            other = _registered_for_another(context, named, letters)
            if other is not None:
                yield _bound_wrongly(context, letters, named.mention.words, span, other)
                continue
            words = frozenset(w.key for w in split_words(named.mention.words) if len(w.key) > 3)
            held = first.setdefault(letters, (words, named.mention.words, span))
            if words and held[0] and len(words & held[0]) * 2 < min(len(words), len(held[0])):
                yield Diagnostic(
                    "INS004",
                    Severity.ERROR,
                    f"{letters} stands for “{named.mention.words}” here and for “{held[1]}” elsewhere",
                    span,
                    help="Use the letters for one of the two only.",
                    related=(Related(held[2], "explained here first"),),
                )


@rule("INS005", Severity.INFO, "An acronym comes before its full name")
def acronym_before_name(context: Context) -> Iterator[Diagnostic]:
    """The registered short form of a body, law or programme is used before the article gives its full name.

    ## What it checks

    Letters that the register lists as a short name are explained in the article at their first use or before it. One
    complaint an acronym.

    ## Why it matters

    A reader who starts at the beginning meets letters without a meaning.

    ## Example

    ```markdown
    The ICSE database holds images. The International Child Sexual Exploitation (ICSE) database is run by INTERPOL.
    ```

    ## Use instead

    ```markdown
    The International Child Sexual Exploitation (ICSE) database holds images. The ICSE database is run by INTERPOL.
    ```
    """
    explained: set[str] = set()
    told: set[str] = set()
    for text in context.texts:
        for named in context.named[text]:
            mention = named.mention
            if named.instrument is not None and mention.kind != "acronym":
                explained.add(named.instrument.id)
            if mention.kind != "acronym" or named.instrument is None or mention.words in told:
                continue
            instrument = named.instrument
            if instrument.id in explained or mention.words == instrument.official_name:
                continue
            if mention.words not in context.names.acronyms or _explained_here(text, named):
                explained.add(instrument.id)
                continue
            told.add(mention.words)
            yield Diagnostic(
                "INS005",
                Severity.INFO,
                f"“{mention.words}” is used before its full name is given",
                text.parsed.place(mention.start, mention.end),
                help=f"Write “{instrument.official_name} ({mention.words})” here.",
            )


def _explained_here(text: ReadText, named: Named) -> bool:
    """Whether the letters stand in brackets, or their full name in brackets behind them."""
    prose = text.parsed.prose
    before = prose[max(0, named.mention.start - 2) : named.mention.start]
    behind = prose[named.mention.end : named.mention.end + 120].lstrip("*_ \n")
    return before.endswith(("(", "[")) or (
        behind.startswith("(") and spells(behind[1:].split(")")[0], named.mention.words)
    )


def _registered_for_another(context: Context, named: Named, letters: str) -> Instrument | None:
    """The instrument whose letters these are, where the name before the bracket is another's."""
    register = context.names
    owners = register.acronyms.get(letters.upper(), ())
    instrument = named.instrument
    if owners and instrument is not None and named.problem is None:
        own = any(letters in _WORD.findall(short) for short in instrument.names)
        if own or instrument in owners:
            return None
        bodies = {owner.id for owner in owners if owner.kind == "organisation"}
        if bodies & owners_of(instrument, register):
            return None  # "Report Remove (IWF)": whose it is
        lettered = any(is_acronym(short) and len(short) > 2 for short in instrument.short_names)
        return owners[0] if lettered or not register.shares_letters(instrument, owners) else None
    if owners and named.problem is not None and instrument not in owners and spells(named.mention.words, letters):
        return owners[0]
    if not owners and instrument is not None and named.problem is None:
        held = [s for s in instrument.short_names if s in register.acronyms or s.isupper()]
        return instrument if any(_is_misprint(letters, right) for right in held) else None
    return None


#: Letters as they stand in a name, hyphens and all.
_WORD = re.compile(r"\w+(?:[-&/]\w+)*")


def _is_misprint(letters: str, right: str) -> bool:
    """Whether letters are other letters with one exchanged, left out or put in."""
    from rapidfuzz.distance import Levenshtein

    distance = Levenshtein.distance(letters.upper(), right.upper(), score_cutoff=2)
    swapped = len(letters) == len(right) and sorted(letters.upper()) == sorted(right.upper())
    return (0 < distance <= 1 and len(right) >= 3) or (swapped and distance == 2)


def _bracket_end(text: ReadText, named: Named) -> int:
    closing = text.parsed.prose.find(")", named.mention.end, named.mention.end + 80)
    return closing + 1 if closing != -1 else named.mention.end


def _bound_wrongly(context: Context, letters: str, words: str, span: Span, meant: Instrument) -> Diagnostic:
    number = context.project.instruments.index(meant)
    return Diagnostic(
        "INS004",
        Severity.ERROR,
        f"{letters} does not stand for “{' '.join(words.split())}”",
        span,
        help=f"By the register {letters} is {meant.official_name} ({', '.join(_letters(meant)) or 'no letters'}).",
        related=(Related(context.project.where(_REGISTER, "instruments", number), "registered here"),),
    )


def _letters(instrument: Instrument) -> list[str]:
    return [s for s in instrument.short_names if s.isupper()][:3]
