"""Explain a code: the documentation of a rule, as one page of Markdown."""

from __future__ import annotations

from collections.abc import Mapping

from wellsourced.checks.registry import Rule, all_rules
from wellsourced.checks.stage_codes import STAGE_CODES
from wellsourced.diagnostics import Severity
from wellsourced.report.report import RuleDescription

_FIXES = {
    "safe": "a safe fix is offered",
    "unsafe": "a fix is offered that may change the meaning",
    "none": "no fix",
}


def explain(code: str) -> str | None:
    """The documentation of a code, in Markdown; None if nothing has that code. Case does not matter."""
    code = code.strip().upper()
    for rule in all_rules():
        if rule.code == code:
            return _describe(rule)
    for codes, found in (
        (_load_codes(), "Found while the project is read; an error unless said otherwise."),
        (STAGE_CODES, "Found while the article is built."),
    ):
        if code in codes:
            title, documentation = codes[code]
            return f"# {code}: {title}\n\n{found}\n\n{documentation.strip()}\n"
    return None


def all_codes() -> dict[str, str]:
    """Every code with its title, in order: rules, and what load and build report."""
    titles = {rule.code: rule.title for rule in all_rules()}
    titles |= {code: title for codes in (_load_codes(), STAGE_CODES) for code, (title, _) in codes.items()}
    return dict(sorted(titles.items()))


def describe_codes() -> tuple[RuleDescription, ...]:
    """Every code in words, in order, for the faces that carry a catalogue of rules."""
    severities = {rule.code: rule.severity for rule in all_rules()}
    # While the project is read nearly everything is an error; what stages report later are warnings, mostly.
    severities |= dict.fromkeys(_load_codes(), Severity.ERROR) | dict.fromkeys(STAGE_CODES, Severity.WARNING)
    described = []
    for code, title in all_codes().items():
        page = explain(code) or ""
        summary = " ".join(_documentation(code).partition("\n\n")[0].split())
        described.append(RuleDescription(code, title, severities[code], summary, page))
    return tuple(described)


def write_rule_pages() -> dict[str, str]:
    """The pages of docs/rules: file name -> Markdown. `README.md` lists them."""
    pages = {f"{code}.md": page for code in all_codes() if (page := explain(code)) is not None}
    rows = "\n".join(f"| [{code}]({code}.md) | {title} |" for code, title in all_codes().items())
    pages["README.md"] = (
        "# Rules\n\nGenerated from the rules' own documentation; `wellsourced explain CODE` prints the same.\n\n"
        f"| Code | What is wrong |\n| --- | --- |\n{rows}\n"
    )
    return pages


def _describe(rule: Rule) -> str:
    facts = f"Severity: {rule.severity}; {_FIXES[rule.fix]}."
    if rule.required:
        facts += " Required: article.yaml cannot switch it off; a single line can be excused, with a reason."
    return f"# {rule.code}: {rule.title}\n\n{facts}\n\n{rule.documentation.strip()}\n"


def _documentation(code: str) -> str:
    for rule in all_rules():
        if rule.code == code:
            return rule.documentation
    return ({**_load_codes(), **STAGE_CODES})[code][1]


def _load_codes() -> Mapping[str, tuple[str, str]]:
    from wellsourced.project.load_codes import LOAD_CODES

    return LOAD_CODES
