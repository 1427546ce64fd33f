"""TRM002 on: one spelling, and abbreviations explained."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import msgspec

from wellsourced.checks.abbreviations import find_unexplained
from wellsourced.checks.context import Context, ReadText
from wellsourced.checks.registry import rule
from wellsourced.checks.spelling import Spelling, read_spelling, spelt_with_z
from wellsourced.checks.titles import quoted
from wellsourced.diagnostics import Diagnostic, Edit, Fix, Related, Severity, Span

_NAMES = {"en-GB": "British", "en-US": "American"}
#: Behind one of these a program is no software, and British English writes "programme".
_PROGRAMMES = frozenset(
    {"awareness", "community", "education", "educational", "exchange", "funding", "government", "health", "national"}
    | {"outreach", "parenting", "pilot", "prevention", "public", "rehabilitation", "research", "school", "social"}
    | {"support", "therapy", "training", "treatment", "welfare", "wellness", "youth"}
)
_LINKING = frozenset({"of", "and", "for", "on", "to", "in", "or", "against", "with", "by", "&"})
_OPENING = " \"'(*_[#>|-–—“‘"
#: "The data set out below": the second word goes with these and not with the first.
_PARTICLES = frozenset({"out", "up", "aside", "forth", "by", "against", "in", "off"})


class _Use(msgspec.Struct, frozen=True):
    """A word (or two) of a text that has another spelling.

    `form`: as looked up; `raw`: its first word; `folded`: all of it without soft hyphens and line ends; `written`: what
    the author's file holds there letter by letter, if it does.
    """

    form: str
    other: str
    raw: str
    folded: str
    written: str | None
    span: Span


class _Spellings(msgspec.Struct, frozen=True):
    """What of a text is spelt the British or the American way; `compounds`: number of a compound, its use, in order."""

    british: tuple[_Use, ...]
    american: tuple[_Use, ...]
    compounds: tuple[tuple[int, _Use], ...]


@rule("TRM002", Severity.WARNING, "A word is spelt in two ways", fix="safe")
def inconsistent_spelling(context: Context) -> Iterator[Diagnostic]:
    """A word is not spelt as the article spells, or stands in it in two spellings.

    ## What it checks

    British and American spelling against `check.spelling` of `article/article.yaml`, or else the article's language:
    American for `en-US`, British with -ise for other English. With `any`, and in other languages, only a mixture is
    reported, where it is rarer. So are compounds written in several ways (`e-mail`, `email`), whatever the spelling.
    Names, official titles, quotations, code and addresses are left alone.

    ## Why it matters

    A word in two spellings looks like two things, and a search for one of them misses the other.

    ## Example

    ```markdown
    The organization of hotlines differs; some organisations work on-line, others also online.
    ```

    ## Use instead

    ```markdown
    The organisation of hotlines differs; some organisations work online, others also by telephone.
    ```
    """
    spelling = read_spelling()
    wanted = context.project.article.check.spelling or _by_language(context.project.article.language)
    read = [
        context.keep("spellings", text, _Spellings, partial(_read_spellings, context, text, spelling, wanted))
        for text in context.texts
    ]
    if wanted == "any":
        yield from _find_mixed(read)
    else:
        for use in (use for each in read for use in each.american + each.british):
            message = f"“{use.raw}”: the article's spelling is {_NAMES[wanted]}"
            yield _describe(use, message, safe=use.form not in ("program", "programs"))
    yield from _find_compounds(read)


@rule("TRM003", Severity.WARNING, "An abbreviation is not explained")
def unexplained_abbreviation(context: Context) -> Iterator[Diagnostic]:
    """An abbreviation stands in the text before, or without, the words it is short for.

    ## What it checks

    Capitals of two to eight letters or digits, wherever the reader first meets them in the sections. They are explained
    by `Full Name (ABC)` or `ABC (full name)` there or earlier. Abbreviations of the registers of named things and of
    terms, those that every reader knows (EU, UN, PDF), units, Roman numerals and parts of names are left alone.

    ## Why it matters

    Readers from another field or country stop, or guess wrong.

    ## Example

    ```markdown
    The MLAT between the two countries is old.
    ```

    ## Use instead

    ```markdown
    The mutual legal assistance treaty (MLAT) between the two countries is old.
    ```
    """
    for found in find_unexplained(context):
        later = found.explained_later
        yield Diagnostic(
            "TRM003",
            Severity.WARNING,
            f"“{found.letters}” is explained only later" if later else f"“{found.letters}” is nowhere explained",
            found.span,
            help=f"Write it out where it first stands: “full name ({found.letters})”.",
            related=(Related(later, "explained here"),) if later else (),
        )


def _by_language(language: str) -> str:
    primary, _, region = language.casefold().partition("-")
    if primary != "en" or region == "ca":
        return "any"
    return "en-US" if region == "us" else "en-GB"


def _read_spellings(context: Context, text: ReadText, spelling: Spelling, wanted: str) -> _Spellings:
    """The words of one text that may have to be spelt otherwise."""
    british = tuple(_uses(context, text, spelling.american)) if wanted in ("any", "en-US") else ()
    american = tuple(_uses(context, text, spelling.british)) if wanted in ("any", "en-GB") else ()
    compounds = tuple(
        (number, _use(text, first, last, form, form))
        for number, forms in enumerate(spelling.compounds)
        for first, last, form in sorted((*place, form) for form in forms for place in _places(text, form))
        if _may_change(context, text, first, last)
    )
    return _Spellings(british, american, compounds)


def _uses(context: Context, text: ReadText, turn: Callable[[str], str | None]) -> Iterator[_Use]:
    """Every word that `turn` spells otherwise and that may be changed, in order."""
    index = text.index
    found = []
    for form, numbers in index.places.items():
        other = turn(form)
        if other:
            found += [(number, form, other) for number in numbers if index.words[number].exact == form]
    for number, form, other in sorted(found):
        if not (form in ("program", "programs") and _is_software(text, number)) and _may_change(
            context, text, number, number
        ):
            yield _use(text, number, number, form, other)


def _use(text: ReadText, first: int, last: int, form: str, other: str) -> _Use:
    words = text.index.words
    start, end = words[first].start, words[last].end
    return _Use(
        form,
        other,
        words[first].raw,
        text.index.folded.text[start:end],
        text.verbatim(start, end),
        text.place(start, end),
    )


def _find_mixed(read: Sequence[_Spellings]) -> Iterator[Diagnostic]:
    """The rarer of the two spellings, -ise and -ize judged by themselves."""
    sides = {
        "British": [use for each in read for use in each.british],
        "American": [use for each in read for use in each.american],
    }
    for with_z in (True, False):
        uses = {name: [u for u in side if spelt_with_z(u.form) is with_z] for name, side in sides.items()}
        rarer, common = sorted(uses, key=lambda name: len(uses[name]))
        for use in uses[rarer]:
            message = f"“{use.raw}” is {rarer}; the article mostly uses {common} spelling"
            yield _describe(use, message, safe=False, beside=uses[common][0])


def _find_compounds(read: Sequence[_Spellings]) -> Iterator[Diagnostic]:
    """Compounds written in several ways, where they are written in a rarer one."""
    written: dict[int, list[_Use]] = {}
    for number, use in (each for text in read for each in text.compounds):
        written.setdefault(number, []).append(use)
    for _, uses in sorted(written.items()):
        counts = Counter(use.form for use in uses)
        if len(counts) < 2:
            continue
        common = counts.most_common(1)[0][0]  # of equals that which stands first
        beside = next(use for use in uses if use.form == common)
        for use in uses:
            if use.form != common:
                plural = use.folded.casefold() == f"{use.form}s"
                times = "once" if counts[common] == 1 else f"{counts[common]} times"
                yield _describe(
                    msgspec.structs.replace(use, other=common + "s" if plural else common),
                    f"“{use.folded}” is also written “{common}” ({times})",
                    safe=" " not in use.form + common,
                    beside=beside,
                )


def _places(text: ReadText, form: str) -> Iterator[tuple[int, int]]:
    """Where a compound is written in this form: its first and last word."""
    index, words = text.index, text.index.words
    joint = "-" if "-" in form else " "
    first, _, second = form.partition(joint)
    end = second or form
    for place in index.places.get(first, ()):
        last = place + 1 if second else place
        if last >= len(words) or words[last].exact not in (end, f"{end}s"):
            continue
        if second and (
            words[place].exact != first
            or index.folded.text[words[place].end : words[last].start] != joint
            or (joint == " " and last + 1 < len(words) and words[last + 1].exact in _PARTICLES)
        ):
            continue
        yield place, last


def _describe(use: _Use, message: str, *, safe: bool, beside: _Use | None = None) -> Diagnostic:
    written = use.written
    # Folding takes away soft hyphens and line ends; what is not written letter by letter is left to the author.
    exact = written is not None and written.casefold() == use.folded.casefold()
    other = use.other[:1].upper() + use.other[1:] if written and written[:1].isupper() else use.other
    return Diagnostic(
        "TRM002",
        Severity.WARNING,
        message,
        use.span,
        help=f"Write “{other}”.",
        fix=Fix(f"write “{other}”", (Edit(use.span, other),), safe=safe) if exact else None,
        related=(Related(beside.span, "written so here"),) if beside else (),
    )


def _may_change(context: Context, text: ReadText, first: int, last: int) -> bool:
    """Whether the words are the author's own: in no name, title or quotation."""
    words = text.index.words
    if any(letter.isupper() for letter in words[first].raw[1:] + words[last].raw[1:]):
        return False
    if (words[first].raw[0].isupper() or words[last].raw[0].isupper()) and not _only_begins(text, first, last):
        return False
    start, end = text.source_range(words[first].start, words[last].end)
    named = context.named[text]
    number = bisect_right(named, start, key=lambda n: n.mention.start) - 1
    mention = named[number].mention if number >= 0 else None
    # A capital at the beginning of a sentence makes a name of one word that is none.
    if mention and mention.end > start and (mention.kind != "proper" or mention.start < start or mention.end > end):
        return False
    return not context.registers.titles.hold(text.index, (first, last)) and not quoted(text.parsed, start, end)


def _only_begins(text: ReadText, first: int, last: int) -> bool:
    """Whether capitals are those of a sentence's beginning and not of a name ("Center for Missing Children")."""
    index = text.index
    words = index.words
    before = index.folded.text[max(0, words[first].start - 40) : words[first].start].rstrip(_OPENING)
    if (before and before[-1] not in ".!?:;\n") or (last > first and words[last].raw[0].isupper()):
        return False
    _, unit_last = index.unit(last)
    following = words[last + 1 : min(unit_last, last + 2) + 1]
    if following and following[0].exact in _LINKING:
        following = following[1:]
    return not (following and following[0].raw[0].isupper())


def _is_software(text: ReadText, number: int) -> bool:
    """Whether a "program" may be one that runs on a machine."""
    first, _ = text.index.unit(number)
    return number == first or text.index.words[number - 1].exact not in _PROGRAMMES


RULES = (inconsistent_spelling, unexplained_abbreviation)
