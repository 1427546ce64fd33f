"""Jinja2 over a section: facts filled in, and a map from every letter of the result to the author's file.

Only `{{ }}` and `{% %}` are live. `{#` is not a comment, because pandoc writes `{#sec:id}`. Templates may come from
strangers: the language is cut down to facts, arithmetic, conditions and loops, with a limit on what comes out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec
from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from wellsourced.diagnostics import Diagnostic, Edit, Fix, Severity
from wellsourced.manuscript.fact_values import DERIVED, FILTERS, DateValue, FactError, Quantity, UnknownFact, Value
from wellsourced.manuscript.model import FactUse
from wellsourced.manuscript.spans import LineIndex, SourceMap
from wellsourced.project.models import Fact

#: Marks in the private-use area; sections that hold such characters are refused when they are loaded.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
#: Nobody writes comments with these, so nothing is a comment.
_NEVER = "\ue002"

#: What the load refuses in a section, and a lone surrogate: no escape in a template brings it back.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ue000-\ue0ff\ufffe\uffff]")

#: A section may grow by this many characters through templates before it is stopped.
GROWTH_LIMIT = 2_000_000

_ALLOWED_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Assign, nodes.Name, nodes.Const,
    nodes.Call, nodes.Filter, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.List,
    nodes.Tuple, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.Neg, nodes.Pos, nodes.Keyword, nodes.Getattr,
)  # fmt: skip
_FUNCTIONS = ("fact", *DERIVED)


class Expanded(msgspec.Struct, frozen=True):
    """A section after its templates ran."""

    text: str
    map: SourceMap
    facts: tuple[FactUse, ...]
    diagnostics: tuple[Diagnostic, ...]


def expand(path: str, source: str, facts: Mapping[str, Fact], *, lines: LineIndex | None = None) -> Expanded:
    """Run the templates in `source`. `facts` maps ids, former ids included, to facts.

    `lines`: those of `source`, where they lead to other files or places than its own.

    A template that cannot run leaves the text as it is and gives a diagnostic: FCT010 unknown fact, FCT011 a fact used
    against its kind, FCT012 a template that cannot be read or is not allowed, FCT013 a fact called by a former id.
    """
    lines = lines or LineIndex(source)
    unchanged = SourceMap(lines, ((0, 0, len(source), True),))
    if "{{" not in source and "{%" not in source:
        return Expanded(source, unchanged, (), ())
    environment = _environment()
    try:
        pieces, uses = _scan(environment, path, source, lines)
        marked = _insert_marks(source, pieces)
        template = environment.parse(marked)
        _refuse_forbidden(template)
        text = _run(environment, template, facts, {use.id for use in uses}, len(source) + GROWTH_LIMIT)
    except TemplateSyntaxError as error:
        diagnostic = _template_error(path, lines, error.lineno, error.message or "cannot be read")
        return Expanded(source, unchanged, (), (diagnostic,))
    except _ForbiddenError as error:
        diagnostic = _template_error(path, lines, error.line, str(error))
        return Expanded(source, unchanged, (), (diagnostic,))
    except Exception as error:
        # A template is the author's program: whatever goes wrong while it runs is a fault in the section, not in ours.
        message = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        diagnostic = _template_error(path, lines, _line_of(error), message or type(error).__name__)
        return Expanded(source, unchanged, tuple(uses), (diagnostic,))
    plain, placed = _remove_marks(text, pieces)
    diagnostics = (*_unknown_facts(uses, facts), *_former_ids(uses, facts))
    return Expanded(plain, SourceMap(lines, placed), tuple(uses), diagnostics)


class _ForbiddenError(Exception):
    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class _Environment(ImmutableSandboxedEnvironment):
    # Jinja's own sandbox bounds `range`; these bound what arithmetic can blow up.
    intercepted_binops = frozenset(["+", "-", "*", "/"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if not all(isinstance(side, int | float) for side in (left, right)):
            raise FactError(f"`{operator}` takes numbers; for facts use {', '.join(DERIVED)}")
        return super().call_binop(context, operator, left, right)


def _environment() -> _Environment:
    environment = _Environment(
        undefined=StrictUndefined,
        autoescape=False,  # the result is Markdown, not HTML
        finalize=_refuse_unprintable,
        keep_trailing_newline=True,
        comment_start_string=_NEVER * 2,
        comment_end_string=_NEVER * 3,
    )
    environment.filters = dict(FILTERS)
    environment.globals = {"range": environment.globals["range"]}
    environment.tests = {name: environment.tests[name] for name in ("defined", "odd", "even")}
    return environment


def _refuse_unprintable(value: Any) -> Any:
    """What `{{ }}` prints: text, figures and facts; not a function, a list or the inside of a loop."""
    if isinstance(value, str | int | float | Quantity | DateValue | UnknownFact | Undefined):
        return value
    raise FactError(f"a {type(value).__name__} cannot be printed")


def _scan(
    environment: _Environment, path: str, source: str, lines: LineIndex
) -> tuple[list[tuple[int, int, int, bool]], list[FactUse]]:
    """Where copied and computed pieces begin: (place of the mark, start, length, copied); and the facts used."""
    pieces: list[tuple[int, int, int, bool]] = []
    uses: list[FactUse] = []
    position = data_end = begin = begin_mark = 0
    call: str | None = None
    before = ""
    for _, kind, value in environment.lexer.tokeniter(source, path):
        start = source.index(value, position) if value else position
        position = start + len(value)
        if kind == "data":
            pieces.append((start, start, len(value), True))
            data_end = position
            continue
        if kind == "variable_begin":
            # Before white space that `{{-` removes, so that it still stands next to it.
            begin_mark, begin = (data_end, start) if value.endswith("-") else (start, start)
        elif kind == "variable_end":
            pieces.append((begin_mark, begin, position - begin, False))
        elif kind == "name" and value in _FUNCTIONS:
            before = value
        elif kind == "operator" and value == "(" and before:
            call = before
        elif kind == "operator" and value == ")":
            call, before = None, ""
        elif kind == "string" and call:
            span = lines.span(path, start + 1, position - 1)
            uses.append(FactUse(value[1:-1], span, start + 1, position - 1))
        if kind.endswith(("_begin", "_end")):
            data_end = position
            call, before = (None, "") if kind.endswith("_begin") else (call, before)
    return sorted(pieces), uses


def _insert_marks(source: str, pieces: list[tuple[int, int, int, bool]]) -> str:
    parts: list[str] = []
    position = 0
    for index, (place, *_) in enumerate(pieces):
        parts += [source[position:place], f"{_OPEN}{index}{_CLOSE}"]
        position = place
    return "".join([*parts, source[position:]])


def _remove_marks(
    text: str, pieces: list[tuple[int, int, int, bool]]
) -> tuple[str, tuple[tuple[int, int, int, bool], ...]]:
    plain: list[str] = []
    placed: list[tuple[int, int, int, bool]] = []
    length = 0
    position = 0
    for mark in _MARK.finditer(text):
        plain.append(text[position : mark.start()])
        length += mark.start() - position
        position = mark.end()
        _, start, size, copied = pieces[int(mark[1])]
        placed.append((length, start, size, copied))
    plain.append(text[position:])
    return "".join(plain), tuple(placed) or ((0, 0, 0, True),)


def _refuse_forbidden(template: nodes.Template) -> None:
    for node in _walk(template):
        if isinstance(node, nodes.Getattr):
            if not (isinstance(node.node, nodes.Name) and node.node.name == "loop"):
                raise _ForbiddenError("reaching into values with `.` is not allowed in sections", node.lineno)
        elif isinstance(node, nodes.Call):
            if not (isinstance(node.node, nodes.Name) and node.node.name in (*_FUNCTIONS, "range")):
                raise _ForbiddenError(f"only {', '.join(_FUNCTIONS)} and range can be called in sections", node.lineno)
        elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
            raise _ForbiddenError(f"no filter named {node.name!r}; there are {', '.join(FILTERS)}", node.lineno)
        elif not isinstance(node, _ALLOWED_NODES):
            raise _ForbiddenError(f"`{type(node).__name__.lower()}` is not allowed in sections", node.lineno)
        # A loop within a loop can run for hours without printing a letter.
        elif isinstance(node, nodes.Const) and isinstance(node.value, str) and _REFUSED.search(node.value):
            raise _ForbiddenError("text in a template holds a control or private-use character", node.lineno)
        elif isinstance(node, nodes.For) and next(node.find_all(nodes.For), None):
            raise _ForbiddenError("a loop inside a loop is not allowed in sections", node.lineno)


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _run(
    environment: _Environment, template: nodes.Template, facts: Mapping[str, Fact], named: Collection[str], limit: int
) -> str:
    """The text the templates make. `named`: the ids written out in calls, which are complained about by their place."""

    def fact(identifier: Any) -> Value:
        if not isinstance(identifier, str):
            raise FactError(f"facts are called by their id, a text, not by {identifier}")
        found = facts.get(identifier)
        if found is None and identifier not in named:
            raise FactError(f"no fact has the id {identifier!r}")
        if found is None:
            return UnknownFact((identifier,))
        if found.value is None:
            raise FactError(
                f"the fact {found.id!r} is a finding without a figure; say it in words, cite {found.source}"
            )
        if isinstance(found.value, str):
            return DateValue(found.value, (found.id,))
        return Quantity(found.value, (found.id,))

    def derived(name: str) -> Any:
        return lambda *identifiers: DERIVED[name](*(fact(identifier) for identifier in identifiers))

    functions = {"fact": fact, **{name: derived(name) for name in DERIVED}}
    chunks: list[str] = []
    size = 0
    for chunk in environment.from_string(template, globals=functions).generate():
        size += len(chunk)
        if size > limit:
            raise FactError(f"the templates of this section produce more than {GROWTH_LIMIT:,} characters")
        chunks.append(chunk)
    return "".join(chunks)


def _line_of(error: Exception) -> int:
    """The template line an error was raised at: Jinja2 rewrites tracebacks to show it."""
    line = 1
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _template_error(path: str, lines: LineIndex, line: int, message: str) -> Diagnostic:
    line = max(1, min(line, len(lines.starts)))
    start = lines.starts[line - 1]
    end = lines.text.find("\n", start)
    return Diagnostic(
        "FCT012",
        Severity.ERROR,
        f"template: {message}",
        lines.span(path, start, len(lines.text) if end == -1 else end),
        help='sections may use {{ fact("id") | filter }}, {% if %}, {% for %}; literal braces: {% raw %}{{{% endraw %}',
    )


def _unknown_facts(uses: list[FactUse], facts: Mapping[str, Fact]) -> Iterator[Diagnostic]:
    for use in uses:
        if use.id not in facts:
            from rapidfuzz import process

            nearest = [match[0] for match in process.extract(use.id, list(facts), limit=3, score_cutoff=60)]
            yield Diagnostic(
                "FCT010",
                Severity.ERROR,
                f"no fact has the id {use.id!r}",
                use.span,
                help=f"nearest: {', '.join(nearest)}" if nearest else "facts are listed in article/facts.yaml",
                fix=Fix(f"use {nearest[0]!r}", (Edit(use.span, nearest[0]),)) if nearest else None,
            )


def _former_ids(uses: list[FactUse], facts: Mapping[str, Fact]) -> Iterator[Diagnostic]:
    for use in uses:
        if use.id in facts and facts[use.id].id != use.id:
            present = facts[use.id].id
            yield Diagnostic(
                "FCT013",
                Severity.INFO,
                f"{use.id!r} is a former id of the fact {present!r}",
                use.span,
                fix=Fix(f"use {present!r}", (Edit(use.span, present),), safe=True),
            )
