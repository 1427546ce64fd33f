"""What a rule is, and the table of all rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Literal

import msgspec

from wellsourced.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from wellsourced.checks.context import Context

#: What a fix of the rule may do: change wording only (`safe`), change meaning (`unsafe`), or there is none.
FixKind = Literal["safe", "unsafe", "none"]
#: `text` rules judge any text; `article` rules need the whole article.
Scope = Literal["text", "article"]
#: What of an article a rule reads beside the registers, the settings and the day: each `text` by itself; no text but
#: which works are `cited`; or `all`. Of the first two the findings are kept until what they read changes.
Reads = Literal["text", "cited", "all"]
Check = Callable[["Context"], Iterable[Diagnostic]]

#: A family is a module of this package with a tuple `RULES`.
FAMILIES = (
    *("citations", "references", "entries", "corrections", "instruments", "facts", "numbers", "claims"),
    *("structure", "readability", "terms", "glossary", "language", "cross_references", "links", "figures", "safety"),
    "drawn_figures",
    *("excuses", "settings", "drafts"),
)

#: Rules that the settings of an article cannot switch off: without them something unvouched, or something that harms
#: people, would reach the reader.
REQUIRED = frozenset(
    {"CIT001", "REF001", "REF002", "REF003", "REF004", "REF005", "COR001", "INS001", "FCT001", "FCT002"}
    | {"SAF001", "SAF005", "SAF006"}
)


class Rule(msgspec.Struct, frozen=True):
    """A rule: a function from a context to diagnostics, with its code and documentation."""

    code: str
    severity: Severity
    title: str
    fix: FixKind
    scope: Scope
    check: Check
    reads: Reads = "all"

    @property
    def family(self) -> str:
        """The three letters of the code."""
        return self.code[:3]

    @property
    def required(self) -> bool:
        """Whether it runs whatever article.yaml says; only a single place can be excused, with a reason."""
        return self.code in REQUIRED

    @property
    def documentation(self) -> str:
        """The docstring of the rule: Markdown with fixed headings."""
        import inspect  # takes longer than most rules

        return inspect.getdoc(self.check) or ""


def rule(
    code: str, severity: Severity, title: str, *, fix: FixKind = "none", scope: Scope = "text", reads: Reads = "all"
) -> Callable[[Check], Rule]:
    """Make a rule of a function. Its docstring is the rule's documentation.

    A rule that reads less than `all` is given a context that holds no more (`Context.alone`, `without_texts`).
    """

    def register(check: Check) -> Rule:
        return Rule(code, severity, title, fix, scope, check, reads)

    return register


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    modules = [import_module(f"wellsourced.checks.{family}") for family in FAMILIES]
    rules: list[Rule] = [rule for module in modules for rule in module.RULES]
    return tuple(sorted(rules, key=lambda r: r.code))


def select_rules(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules named by codes or families in `select` (all, when empty) and not by those in `ignore`."""
    wanted, unwanted = tuple(select), tuple(ignore)
    return tuple(
        r for r in all_rules() if (not wanted or names_code(wanted, r.code)) and not names_code(unwanted, r.code)
    )


def names_code(names: Iterable[str], code: str) -> bool:
    """Whether `names` holds the code or its family."""
    return any(name.upper() in (code, code[:3]) for name in names)
