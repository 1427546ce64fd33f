"""CFG: excuses, `<!-- wellsourced: allow CODE: reason -->`, on the line they excuse or alone on the line before.

In data files the same stands in a comment of YAML: `# wellsourced: allow CODE: reason`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from wellsourced.checks.context import Context
from wellsourced.checks.registry import Rule, all_rules, rule
from wellsourced.diagnostics import Diagnostic, Edit, Excused, Findings, Fix, Severity, Span, sort_diagnostics
from wellsourced.manuscript.model import ParsedText
from wellsourced.manuscript.spans import LineIndex

_COMMENT = re.compile(r"<!--\s*wellsourced\s*:(?P<body>(?:(?!-->).)*+)-->", re.DOTALL | re.IGNORECASE)
#: Begins with the one letter that is looked for: data files are megabytes, and comments are few.
_YAML_COMMENT = re.compile(r"#[ \t]*+(?i:wellsourced)[ \t]*+:(?P<body>[^\n]*)")
_BODY = re.compile(
    r"\s*allow\b\s*(?P<codes>[A-Za-z0-9]+(?:\s*,\s*[A-Za-z0-9]+)*)?\s*(?::\s*(?P<reason>.*\S)?)?\s*", re.DOTALL
)


class Excuse(msgspec.Struct, frozen=True):
    """An excuse as written. `codes` in capitals; `lines`: the lines of the file that it covers."""

    span: Span
    codes: tuple[str, ...]
    reason: str | None
    lines: frozenset[int]


@rule("CFG101", Severity.ERROR, "An excuse gives no reason")
def excuse_without_reason(_context: Context) -> Iterator[Diagnostic]:
    """An excuse says which rule it silences, but not why.

    ## What it checks

    Every comment `<!-- wellsourced: allow CODE: reason -->` has a reason of at least one word. Without one it excuses
    nothing.

    ## Why it matters

    Whoever reviews the article has to be able to judge the exception.

    ## Example

    ```markdown
    <!-- wellsourced: allow TRM001 -->
    ```

    ## Use instead

    ```markdown
    <!-- wellsourced: allow TRM001: the words of the court -->
    ```
    """
    yield from ()


@rule("CFG102", Severity.WARNING, "An excuse excuses nothing", fix="safe")
def idle_excuse(_context: Context) -> Iterator[Diagnostic]:
    """An excuse stands where the rule that it names finds nothing.

    ## What it checks

    On the excuse's own line, and on the next where it stands alone, the rule must have found something. Rules that do
    not run are not asked.

    ## Why it matters

    An idle excuse waits for the next error on its line and hides it.

    ## Example

    ```markdown
    <!-- wellsourced: allow TRM001: the words of the court -->
    The court spoke of abuse material.
    ```

    ## Use instead

    The sentence without the comment.
    """
    yield from ()


@rule("CFG103", Severity.ERROR, "An excuse names no rule")
def excuse_of_unknown_code(_context: Context) -> Iterator[Diagnostic]:
    """An excuse names a code that no rule has, or none at all.

    ## What it checks

    The codes of an excuse are codes of rules (`wellsourced explain CODE`); families cannot be excused.

    ## Why it matters

    A mistyped code excuses nothing, and the author believes it does.

    ## Example

    ```markdown
    <!-- wellsourced: allow TRM01: the words of the court -->
    ```

    ## Use instead

    ```markdown
    <!-- wellsourced: allow TRM001: the words of the court -->
    ```
    """
    yield from ()


def find_excuses(parsed: ParsedText) -> Iterator[Excuse]:
    """The excuses of a text and of what it includes, file by file. Those inside code are examples, not excuses."""
    for path, source in parsed.files.items():
        if "wellsourced" in source.casefold():
            yield from _find_excuses(path, source)


def _find_excuses(path: str, source: str) -> Iterator[Excuse]:
    lines = LineIndex(source)
    fenced = _fenced_lines(source)
    for match in _COMMENT.finditer(source):
        span = lines.span(path, match.start(), match.end())
        line_start = lines.starts[span.line - 1]
        line_end = source.find("\n", match.end())
        before = source[line_start : match.start()]
        after = source[match.end() : len(source) if line_end == -1 else line_end]
        if span.line in fenced or before.count("`") % 2:
            continue
        covered = set(range(span.line, span.end_line + 1))
        if not before.strip(" \t>") and not after.strip():
            covered.add(span.end_line + 1)
        yield _read_excuse(span, match["body"], covered)


def find_yaml_excuses(path: str, text: str) -> Iterator[Excuse]:
    """The excuses in the comments of a data file, in order."""
    lines = LineIndex(text)
    for match in _YAML_COMMENT.finditer(text):
        # YAML 1.2, 6.6: a comment begins a line or stands behind white space.
        begins = match.start() == 0 or text[match.start() - 1] in " \t\n"
        # The first line of every data file names its schema, which is no excuse.
        if not begins or not re.match(r"\s*allow\b", match["body"]):
            continue
        span = lines.span(path, match.start(), match.end())
        alone = not text[lines.starts[span.line - 1] : match.start()].strip()
        yield _read_excuse(span, match["body"], {span.line, span.line + 1} if alone else {span.line})


def _read_excuse(span: Span, written: str, lines: set[int]) -> Excuse:
    body = _BODY.fullmatch(written)
    codes = tuple(re.split(r"\s*,\s*", body["codes"].upper())) if body and body["codes"] else ()
    return Excuse(span, codes, body["reason"] if body else None, frozenset(lines))


def apply_excuses(excuses: Iterable[Excuse], found: Iterable[Diagnostic], rules: Iterable[Rule]) -> Findings:
    """What stays, with what is wrong with the excuses themselves, and what they excuse. `rules`: those that ran."""
    running = {rule.code for rule in rules}
    known = {rule.code for rule in all_rules()}
    by_line: dict[tuple[str, int, str], list[Excuse]] = {}
    excuses = list(excuses)
    for excuse in excuses:
        if excuse.reason:
            for line in excuse.lines:
                for code in excuse.codes:
                    by_line.setdefault((excuse.span.path, line, code), []).append(excuse)
    used: set[tuple[Span, str]] = set()
    staying: list[Diagnostic] = []
    excused: dict[Diagnostic, Excused] = {}
    for diagnostic in found:
        allowing = by_line.get((diagnostic.span.path, diagnostic.span.line, diagnostic.code))
        if not allowing:
            staying.append(diagnostic)
            continue
        used.update((excuse.span, diagnostic.code) for excuse in allowing)
        reason = " ".join((allowing[0].reason or "").split())
        excused[diagnostic] = Excused(diagnostic, reason, allowing[0].span)
    for excuse in excuses:
        staying += (d for d in _judge(excuse, used, running, known) if d.code in running)
    return Findings(sort_diagnostics(staying), tuple(excused[d] for d in sort_diagnostics(excused)))


def _judge(excuse: Excuse, used: set[tuple[Span, str]], running: set[str], known: set[str]) -> Iterator[Diagnostic]:
    form = "<!-- wellsourced: allow CODE: reason -->"
    unknown = [code for code in excuse.codes if code not in known]
    if not excuse.codes:
        yield Diagnostic("CFG103", Severity.ERROR, "This excuse names no rule", excuse.span, help=f"Write {form}")
    for code in unknown:
        yield Diagnostic(
            "CFG103",
            Severity.ERROR,
            f"No rule has the code {code}",
            excuse.span,
            help=name_nearest(code, known),
        )
    if excuse.codes and not excuse.reason:
        yield Diagnostic(
            "CFG101", Severity.ERROR, "This excuse gives no reason, so it excuses nothing", excuse.span,
            help=f"Write {form}",
        )  # fmt: skip
        return
    for code in excuse.codes:
        if code in known and code in running and (excuse.span, code) not in used:
            fix = Fix("remove the comment", (Edit(excuse.span, ""),), safe=True) if len(excuse.codes) == 1 else None
            yield Diagnostic(
                "CFG102", Severity.WARNING, f"{code} finds nothing here: the excuse excuses nothing", excuse.span,
                help="Remove it, or move it to the line it was meant for (its own, or the next).", fix=fix,
            )  # fmt: skip


def name_nearest(name: str, known: set[str]) -> str:
    """The known code most like a mistyped one, as help."""
    from rapidfuzz import process

    nearest = process.extractOne(name.upper(), sorted(known), score_cutoff=60)
    return f"Nearest: {nearest[0]}" if nearest else "See the list of rules in docs/rules."


def _fenced_lines(source: str) -> frozenset[int]:
    """Lines inside fenced code (pandoc's guide, "Fenced code blocks")."""
    inside: set[int] = set()
    fence: str | None = None
    for number, line in enumerate(source.split("\n"), start=1):
        opening = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if fence is None and opening:
            fence = opening[1]
        elif fence is not None:
            inside.add(number)
            if opening and opening[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = None
    return frozenset(inside)


RULES = (excuse_without_reason, idle_excuse, excuse_of_unknown_code)
