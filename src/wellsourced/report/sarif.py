"""Diagnostics as SARIF 2.1.0 (OASIS), for code scanning and viewers. Section numbers are those of the standard."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from wellsourced import __version__
from wellsourced.diagnostics import Diagnostic, Excused, Fix, Severity, Span
from wellsourced.report.baseline import Lines, hash_words
from wellsourced.report.report import Report, RuleDescription

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
#: What GitHub's code scanning sorts its alerts by.
_PROBLEM_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_BASE = "%SRCROOT%"
_SURROGATE = re.compile("[\ud800-\udfff]")

_Object = dict[str, Any]


def render_sarif(
    report: Report, rules: Sequence[RuleDescription], *, home: str | None = None, pages: str | None = None
) -> str:
    """The report as one SARIF log of one run.

    `rules`: every code that may be reported. `home`: the tool's page on the web; `pages`: the address of the folder
    docs/rules there.
    """
    places = {rule.code: index for index, rule in enumerate(rules)}
    fingerprints = _Fingerprints(report)
    results = [_describe_result(diagnostic, places, fingerprints, report) for diagnostic in report.diagnostics]
    results += [_describe_excused(excused, places, fingerprints, report) for excused in report.excused]
    driver: _Object = {"name": "wellsourced", "semanticVersion": __version__, "version": __version__}
    if home:
        driver["informationUri"] = home
    driver["rules"] = [_describe_rule(rule, pages) for rule in rules]
    run: _Object = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"wellsourced/{report.command}/"},
        "invocations": [{"executionSuccessful": report.complete}],
        "originalUriBaseIds": {_BASE: {"uri": f"{report.base.absolute().as_uri().rstrip('/')}/"}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    if _SURROGATE.search(json.dumps(log, ensure_ascii=False)):  # a file name that is not UTF-8
        log = json.loads(_SURROGATE.sub("\ufffd", json.dumps(log, ensure_ascii=False)))
    # ASCII: readable whatever encoding the reader assumes.
    return json.dumps(log, indent=2) + "\n"


# --- rules (3.49) ----------------------------------------------------------------------------------------------------


def _describe_rule(rule: RuleDescription, pages: str | None) -> _Object:
    described: _Object = {
        "id": rule.code,
        "name": "".join(word[:1].upper() + word[1:] for word in re.findall(r"[^\W_]+", rule.title.replace("’", ""))),
        "shortDescription": {"text": _escape(rule.title)},
        "fullDescription": {"text": _escape(rule.summary)},
        "help": {"text": _escape(rule.documentation), "markdown": _escape_braces(rule.documentation)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.code[:3]], "problem.severity": _PROBLEM_SEVERITIES[rule.severity]},
    }
    if pages:
        described["helpUri"] = f"{pages}/{rule.code}.md"
    return described


# --- results (3.27) --------------------------------------------------------------------------------------------------


class _Fingerprints:
    """Hashes that stay while lines move, each with how many equal ones came before, as GitHub writes them."""

    def __init__(self, report: Report) -> None:
        self._lines = Lines(report.texts)
        self._met: Counter[str] = Counter()

    def of(self, diagnostic: Diagnostic) -> str:
        """The fingerprint of the next result."""
        span = diagnostic.span
        line = self._lines.hash(span.path, span.line) or ""
        digest = hash_words(span.path, diagnostic.code, diagnostic.message, line)
        self._met[digest] += 1
        return f"{digest}:{self._met[digest]}"


def _describe_result(
    diagnostic: Diagnostic, places: dict[str, int], fingerprints: _Fingerprints, report: Report
) -> _Object:
    told = diagnostic.message if diagnostic.help is None else f"{diagnostic.message}\n{diagnostic.help}"
    result: _Object = {"ruleId": diagnostic.code}
    if diagnostic.code in places:
        result["ruleIndex"] = places[diagnostic.code]
    result |= {
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _escape(told)},
        "locations": [_locate(diagnostic.span)],
        "partialFingerprints": {"primaryLocationLineHash": fingerprints.of(diagnostic)},
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {"id": number, **_locate(related.span), "message": {"text": _escape(related.message)}}
            for number, related in enumerate(diagnostic.related, start=1)
        ]
    if diagnostic.fix and diagnostic.fix.edits:
        result["fixes"] = [_describe_fix(diagnostic.fix)]
    if report.comparison is not None and diagnostic.severity is not Severity.INFO:
        result["baselineState"] = "unchanged" if report.is_old(diagnostic) else "new"
    return result


def _describe_excused(excused: Excused, places: dict[str, int], fingerprints: _Fingerprints, report: Report) -> _Object:
    """A result that is suppressed (3.35)."""
    suppression = {
        "kind": "inSource",
        "status": "accepted",
        "justification": excused.reason,
        "location": _locate(excused.span),
    }
    result = _describe_result(excused.diagnostic, places, fingerprints, report)
    result.pop("baselineState", None)
    return {**result, "suppressions": [suppression]}


def _describe_fix(fix: Fix) -> _Object:
    """A fix (3.55): the edits, file by file."""
    changes: dict[str, list[_Object]] = {}
    for edit in fix.edits:
        region = _exact_region(edit.span)
        changes.setdefault(edit.span.path, []).append({"deletedRegion": region, "insertedContent": {"text": edit.text}})
    return {
        "description": {"text": _escape(fix.title)},
        "artifactChanges": [
            {"artifactLocation": _locate_file(path), "replacements": edits} for path, edits in changes.items()
        ],
    }


def _locate(span: Span) -> _Object:
    """A location (3.28). A draft without lines has no region; its paragraph is a logical location."""
    file = {"artifactLocation": _locate_file(span.path)}
    if span.unit == "paragraph":
        paragraph = {"fullyQualifiedName": f"paragraph {span.line}", "kind": "element"}
        return {"physicalLocation": file, "logicalLocations": [paragraph]}
    whole_file = span == Span(span.path)
    return {"physicalLocation": {**file, "region": {"startLine": 1} if whole_file else _exact_region(span)}}


def _locate_file(path: str) -> _Object:
    """A file by a relative reference from the project's folder; one outside by the address of its own (3.4)."""
    path = _SURROGATE.sub("\ufffd", path)
    if PurePosixPath(path).is_absolute():
        return {"uri": f"file://{quote(path)}"}
    return {"uri": quote(path), "uriBaseId": _BASE}


def _exact_region(span: Span) -> _Object:
    """A region (3.30); like ours it ends before its end column."""
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _escape(text: str) -> str:
    """Plain text of a message: braces doubled (3.11.5), and nothing taken for a link (3.11.6)."""
    return _escape_braces(re.sub(r"\[([^\[\]]*)\](?=\()", r"\\[\1\\]", text))


def _escape_braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
