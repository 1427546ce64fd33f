"""INS: laws, treaties, cases, standards, bodies, programmes and tools are named as the register has them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import groupby

from wellsourced.checks.acronyms import acronym_before_name, acronym_of_another
from wellsourced.checks.confused.confusions import Profiles, find_confusion
from wellsourced.checks.context import Context, ReadText
from wellsourced.checks.credited.credits import Credit, find_wrong_credit
from wellsourced.checks.disclaimers import is_disclaimed
from wellsourced.checks.names.named import Named
from wellsourced.checks.registry import Rule, rule
from wellsourced.checks.times.said_times import Wrong
from wellsourced.diagnostics import Diagnostic, Edit, Fix, Related, Severity, Span
from wellsourced.manuscript.names import BODY_HEADS
from wellsourced.project.models import Instrument

_REGISTER = "references/instruments.yaml"
#: Sentences that name more things than this are lists.
_MOST_MENTIONS = 60


@rule("INS001", Severity.ERROR, "A named thing is not registered", reads="text")
def unknown_instrument(context: Context) -> Iterator[Diagnostic]:
    """A law, treaty, case, standard, body or programme is named that nothing vouches for.

    ## What it checks

    Names are found by grammar: capitalised words around a head noun of legal or institutional naming ("Convention",
    "Act", "Agency"), official numbers, "A v. B", and capitalised words that a noun beside them describes ("the scanner
    PixelGuard", "a tool called Drone"). Each must be in `references/instruments.yaml`, or be vouched for by
    the bibliography (issuing bodies, publishers, titles), a fact or a help point. Bodies and programmes are warnings,
    everything else is an error. Organs of states (ministries, courts, police forces) and universities are let be.

    ## Why it matters

    A made-up treaty looks like a real one. Readers, courts and later authors copy it.

    ## Example

    ```markdown
    The Madrid Convention on Digital Childhood obliges all states to report.
    ```

    ## Use instead

    ```markdown
    The Lanzarote Convention obliges its parties to criminalise the conduct [@coe-lanzarote-2007].
    ```
    """
    for text, named in _with_problem(context, "INS001"):
        problem = named.problem
        assert problem is not None
        body = named.mention.head in BODY_HEADS
        thing = "body or programme" if body else "case" if named.mention.kind == "case" else "instrument"
        near = f"; nearest: {', '.join(f'“{name}”' for name in problem.nearest)}" if problem.nearest else ""
        yield Diagnostic(
            "INS001",
            Severity.WARNING if body else Severity.ERROR,
            f"“{_shorten(named.mention.words)}”: no such {thing} is registered{near}",
            text.parsed.place(named.mention.start, named.mention.end),
            help="Name it as its issuer does, or enter it with its evidence in references/instruments.yaml.",
        )


@rule("INS002", Severity.ERROR, "A named thing is misnamed", fix="unsafe", reads="text")
def misnamed_instrument(context: Context) -> Iterator[Diagnostic]:
    """A registered thing is named with a wrong word, number, date or type.

    ## What it checks

    A name that is nearly a registered one, but is not: one word that is another ("Charter" for "Convention"), missing,
    too many or in another place, the singular for the plural, a letter or a capital wrong, another year, another
    official number or section, another issuer, the parties of a case in another form.

    ## Why it matters

    With a wrong number the reader finds another law, or none.

    ## Example

    ```markdown
    Directive 2011/39/EU sets minimum rules.
    ```

    ## Use instead

    ```markdown
    Directive 2011/93/EU sets minimum rules.
    ```
    """
    for text, named in _with_problem(context, "INS002"):
        yield _describe(context, text, named, "INS002", Severity.ERROR)
    for text, named, wrong in _wrong_times(context, "INS002"):
        yield _describe_time(context, text, named, wrong, Severity.ERROR)


@rule("INS003", Severity.WARNING, "An instrument is spoken of at a time when it did not apply", reads="text")
def instrument_out_of_time(context: Context) -> Iterator[Diagnostic]:
    """A law is said to work before it was in force, after it ended, or though it never came into force.

    ## What it checks

    What a sentence says about the time of an instrument that it names ("in force since 2010", "in 2005 the Directive
    required", "is now in force") is held against `adopted`, `in_force`, `until`, `status` and `superseded_by` in
    `references/instruments.yaml`.

    ## Why it matters

    A duty that did not exist yet, or exists no more, binds nobody; readers who act on it are misled.

    ## Example

    ```markdown
    In 2009 the police relied on the Lanzarote Convention.
    ```

    ## Use instead

    ```markdown
    Since its entry into force in July 2010 the police have relied on the Lanzarote Convention.
    ```
    """
    for text, named, wrong in _wrong_times(context, "INS003"):
        yield _describe_time(context, text, named, wrong, Severity.WARNING)


@rule("INS007", Severity.WARNING, "Two things that are easily confused are mixed", reads="text")
def confused_instruments(context: Context) -> Iterator[Diagnostic]:
    """A thing is named together with the number, year or deeds of another that it is easily confused with.

    ## What it checks

    Where the register says `not_to_be_confused_with`: the number, year, title, place or acronym that stands with one of
    the two belongs to the other, or the sentence says of the one what only the other is about (`about`). Also who is
    said to run or to have written a thing, to have adopted, decided or enforced it, or to have replaced it, against
    `jurisdiction`, `superseded_by` and the bodies that the record names.

    ## Why it matters

    Each word is right and the sentence is wrong: the reader is led to the other instrument.

    ## Example

    ```markdown
    The PROTECT Our Children Act of 2003 answered a judgment.
    ```

    ## Use instead

    ```markdown
    The PROTECT Act of 2003 answered a judgment.
    ```
    """
    for text, named in _with_problem(context, "INS007"):
        yield _describe(context, text, named, "INS007", Severity.WARNING)
    profiles = Profiles(context.names)
    for text in context.texts:
        told: set[tuple[int, str]] = set()
        for sentence in _by_sentence(context.named[text]):
            for named in sentence:
                found = find_confusion(text.parsed, text.index, named, sentence, context.names, profiles)
                if (
                    found is None
                    or named.instrument is None
                    or (named.mention.sentence[0], named.instrument.id) in told
                ):
                    continue
                told.add((named.mention.sentence[0], named.instrument.id))
                other, words = found
                theirs = _shorten(other.official_name, 80)
                yield Diagnostic(
                    "INS007",
                    Severity.WARNING,
                    f"“{_shorten(named.mention.words)}” stands with {words}, which belongs to {theirs}",
                    text.parsed.place(*_with_words(text, named, words)),
                    help="The register warns that the two are easily confused; check which of them is meant.",
                    related=(*_registered(context, named.instrument), *_registered(context, other)),
                )


def _with_words(text: ReadText, named: Named, words: str) -> tuple[int, int]:
    """From the name to the words that belong to another, where these stand as one near it."""
    start, end = named.mention.start, named.mention.end
    low, high = named.mention.surroundings
    prose = text.parsed.prose
    behind = prose.find(words, end, min(high, end + _NEAR))
    if behind >= 0:
        return start, behind + len(words)
    before = prose.rfind(words, max(low, start - _NEAR), start)
    return (before, end) if before >= 0 else (start, end)


#: So many letters apart, a name and what is said of it are marked as one.
_NEAR = 90


def _by_sentence(found: tuple[Named, ...]) -> Iterator[list[Named]]:
    """The mentions of each sentence; a list of very many things says nothing of any one of them."""
    for _, group in groupby(found, key=lambda named: named.mention.sentence):
        sentence = list(group)
        if len(sentence) <= _MOST_MENTIONS:
            yield sentence


@rule("INS006", Severity.INFO, "A named thing has no citation where it is first named", scope="article")
def uncited_instrument(context: Context) -> Iterator[Diagnostic]:
    """A registered thing with a reference of its own is named for the first time without a citation near it.

    ## What it checks

    At the first mention of a thing that `references/instruments.yaml` knows, its sentence or the next one cites a
    source. Treaties, laws and cases are warnings; bodies, programmes and tools are notes, since many only act.

    ## Why it matters

    The first mention is where a reader looks for the text of the law.

    ## Example

    ```markdown
    The Malabo Convention entered into force in 2023. Nine years had passed.
    ```

    ## Use instead

    ```markdown
    The Malabo Convention entered into force in 2023 [@au-malabo-2014]. Nine years had passed.
    ```
    """
    seen: set[str] = set()
    for text in context.texts:
        ends = [sentence.end for sentence in text.parsed.sentences]
        starts = [citation.start for citation in text.parsed.citations]
        for named in context.named[text]:
            instrument = named.instrument
            if instrument is None or named.weak or instrument.id in seen or instrument.reference is None:
                continue
            seen.add(instrument.id)
            at = bisect_right(ends, named.mention.start)
            limit = ends[min(at + 1, len(ends) - 1)] + 1
            cited = bisect_left(starts, named.mention.sentence[0]) < bisect_left(starts, limit)
            if cited or not starts or text.parsed.path == "article/article.yaml":
                continue
            legal = instrument.kind in ("treaty", "eu-act", "statute", "case")
            yield Diagnostic(
                "INS006",
                Severity.WARNING if legal else Severity.INFO,
                f"“{_shorten(named.mention.words)}” is named here first, and no source is cited",
                text.parsed.place(named.mention.start, named.mention.end),
                help=f"The register has [@{instrument.reference}] for it.",
            )


def _deny(credit: Credit) -> str:
    """ "is no treaty", "is not legally binding", "does not count bees", "is not what “counts bees” says"."""
    if credit.object is not None:
        return f"does not {credit.what}"
    if credit.verbal:
        return f"is not what “{credit.what}” says" if credit.what.split()[0].endswith("s") else f"is not {credit.what}"
    return f"is {'not' if credit.what.endswith(('binding', 'mandatory', 'compulsory')) else 'no'} {credit.what}"


@rule("INS008", Severity.ERROR, "A named thing is credited with what it is not", reads="text")
def miscredited_instrument(context: Context) -> Iterator[Diagnostic]:
    """A body, tool or law is said to be, or to do, what its record rules out.

    ## What it checks

    A sentence that says of a registered thing what its `is_not` lists ("forensic suite*"): by "is a", in apposition,
    by "such as" or "and other". Also a thing of one kind called one of another: a tool called a law, a body called a
    treaty; and whatever is no treaty and said to have been ratified. Where the record lists what the thing `does`,
    every other deed of `references/deeds.yaml` that is asked of its kind is ruled out, too: "recovers deleted files"
    of a tool that only records network traffic. A sentence that denies it ("is not", "rather than") is right.

    What the record itself rules out is an error; a deed that it only does not list is a warning, since a list may have
    gaps: add the deed to the record if a page shows it.

    ## Why it matters

    The thing exists and is well named, so nothing else would stop the sentence; but a reader who believes it will look
    for a duty or an ability that is not there.

    ## Example

    ```markdown
    Investigators use forensic suites such as Malwarebytes.
    ```

    ## Use instead

    ```markdown
    Investigators use forensic suites such as EnCase; Malwarebytes protects against malware.
    ```
    """
    for text in context.texts:
        told: set[int] = set()
        for named in context.named[text]:
            credit = find_wrong_credit(text.parsed, named, context.names, context.project.deeds)
            if credit is None or named.instrument is None or told & {credit.start, credit.end}:
                continue
            told |= {credit.start, credit.end}
            yield Diagnostic(
                "INS008",
                Severity.WARNING if credit.object is not None else Severity.ERROR,
                f"“{_shorten(named.mention.words)}” {_deny(credit)}, by its record",
                text.parsed.place(credit.start, credit.end),
                help=named.instrument.note,
                related=_registered(context, named.instrument),
            )


def _with_problem(context: Context, code: str) -> Iterator[tuple[ReadText, Named]]:
    for text in context.texts:
        bound = [(expansion.start, expansion.end) for expansion, _ in context.wrong_expansions[text]]
        for named in context.named[text]:
            if named.problem is None or named.problem.code != code or is_disclaimed(text, named):
                continue
            at = bisect_right(bound, (named.mention.start, len(text.parsed.text))) - 1
            if at >= 0 and named.mention.start < bound[at][1] and named.mention.kind != "identifier":
                continue  # a false name for an acronym is INS004
            yield text, named


def _wrong_times(context: Context, code: str) -> Iterator[tuple[ReadText, Named, Wrong]]:
    for text in context.texts:
        seen: set[tuple[int, str]] = set()
        for named, wrong in context.wrong_times[text]:
            if wrong.code != code or is_disclaimed(text, named):
                continue
            mark = (named.mention.sentence[0], named.instrument.id if named.instrument else "")
            if mark not in seen:
                seen.add(mark)
                yield text, named, wrong


def _describe_time(context: Context, text: ReadText, named: Named, wrong: Wrong, severity: Severity) -> Diagnostic:
    return Diagnostic(
        wrong.code,
        severity,
        f"“{_shorten(named.mention.words)}”: {wrong.reason}",
        text.parsed.place(wrong.start, wrong.end),
        help="Say when it was adopted, in force or over as the register has it, or correct the register with evidence.",
        related=_registered(context, named.instrument or named.superseded),
    )


def _describe(context: Context, text: ReadText, named: Named, code: str, severity: Severity) -> Diagnostic:
    problem, mention = named.problem, named.mention
    assert problem is not None
    right = problem.right
    span = text.parsed.place(mention.start, mention.end)
    return Diagnostic(
        code,
        severity,
        f"“{_shorten(mention.words)}”: {problem.reason}",
        span,
        help=f"Registered is “{_shorten(right, 300)}”." if right else None,
        fix=_rename(text, named, span),
        related=_registered(context, named.instrument),
    )


def _rename(text: ReadText, named: Named, span: Span) -> Fix | None:
    """The registered name in the place of the wrong one. Unsafe: which of two things is meant only the author knows."""
    right = named.problem.replacement if named.problem else None
    mention, parsed = named.mention, text.parsed
    start, end = parsed.map.source_range(mention.start, mention.end)
    written = parsed.source[start:end]
    if right is None or written != mention.words or "\n" in right:
        return None
    return Fix(f"write “{_shorten(right)}”", (Edit(span, right),), safe=False)


def _registered(context: Context, instrument: Instrument | None) -> tuple[Related, ...]:
    if instrument is None:
        return ()
    number = context.project.instruments.index(instrument)
    return (Related(context.project.where(_REGISTER, "instruments", number), "registered here"),)


def _shorten(words: str, limit: int = 120) -> str:
    words = " ".join(words.split())
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"


RULES: tuple[Rule, ...] = (
    unknown_instrument,
    misnamed_instrument,
    instrument_out_of_time,
    acronym_of_another,
    acronym_before_name,
    uncited_instrument,
    confused_instruments,
    miscredited_instrument,
)
