"""Diagnostics as JUnit XML, which Jenkins, GitLab, Azure and others show as test results.

A suite is a file; what is wrong with it are its failing cases, and a file without failures has one passing case.
Warnings that do not fail, what the baseline holds and what authors excused are skipped cases, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple
from xml.etree import ElementTree

from wellsourced.diagnostics import Diagnostic, Excused, Severity
from wellsourced.report.report import Report

#: What XML 1.0 (2.2, Char) cannot hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Case(NamedTuple):
    diagnostic: Diagnostic
    #: Why it does not count; None where it is a failure.
    skipped: str | None


def render_junit(report: Report) -> str:
    """The report as XML by the schema of Jenkins's xUnit plugin (junit-10.xsd); notes stand in system-out."""
    cases: dict[str, list[_Case]] = {path: [] for path in report.texts}
    for case in _cases(report):
        cases.setdefault(case.diagnostic.span.path, []).append(case)
    notes: dict[str, list[str]] = {}
    for diagnostic in report.diagnostics:
        if diagnostic.severity is Severity.INFO:
            notes.setdefault(diagnostic.span.path, []).append(_describe(diagnostic))
            cases.setdefault(diagnostic.span.path, [])
    suites = ElementTree.Element("testsuites", {"name": "wellsourced"})
    totals = [_add_suite(suites, path, cases[path], notes.get(path, [])) for path in sorted(cases)]
    suites.set("tests", str(sum(tests for tests, _ in totals)))
    suites.set("failures", str(sum(failures for _, failures in totals)))
    ElementTree.indent(suites)
    # What is not ASCII is written as references: readable whatever encoding the reader assumes.
    return f"{ElementTree.tostring(suites, encoding='us-ascii', xml_declaration=True).decode('ascii')}\n"


def _cases(report: Report) -> Iterator[_Case]:
    for diagnostic in report.diagnostics:
        if report.is_old(diagnostic):
            yield _Case(diagnostic, "in the baseline")
        elif diagnostic.severity is not Severity.INFO:
            yield _Case(diagnostic, None if report.fails(diagnostic) else "a warning")
    for excused in report.excused:
        yield _Case(excused.diagnostic, _excuse(excused))


def _excuse(excused: Excused) -> str:
    return f"excused at {excused.span}: {excused.reason}"


def _add_suite(suites: ElementTree.Element, path: str, cases: list[_Case], notes: list[str]) -> tuple[int, int]:
    """Add the suite of a file; the numbers of its cases and failures."""
    failures = sum(case.skipped is None for case in cases)
    # A dot in a class name would be taken for the end of a package.
    name = _clean(".".join(part.replace(".", "_") for part in PurePosixPath(path).parts if part != "/"))
    tests = len(cases) + (not failures)
    counts = {"tests": tests, "failures": failures, "errors": 0, "skipped": len(cases) - failures}
    suite = ElementTree.SubElement(
        suites,
        "testsuite",
        {"name": _clean(path), "file": _clean(path), **{key: str(value) for key, value in counts.items()}},
    )
    if not failures:
        ElementTree.SubElement(suite, "testcase", {"classname": name, "name": "nothing that fails"})
    for diagnostic, skipped in cases:
        span = diagnostic.span
        place = f"paragraph {span.line}" if span.unit == "paragraph" else f"{span.line}:{span.column}"
        title = _clean(f"{diagnostic.code} {place} {diagnostic.message}")
        case = ElementTree.SubElement(suite, "testcase", {"classname": name, "name": title})
        if skipped is not None:
            ElementTree.SubElement(case, "skipped", {"message": _clean(skipped)})
            continue
        failure = ElementTree.SubElement(
            case, "failure", {"type": diagnostic.code, "message": _clean(diagnostic.message)}
        )
        failure.text = _clean(_describe(diagnostic))
    if notes:
        ElementTree.SubElement(suite, "system-out").text = _clean("\n".join(notes))
    return tests, failures


def _describe(diagnostic: Diagnostic) -> str:
    told = f"{diagnostic.span}: {diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}"
    return told if diagnostic.help is None else f"{told}\n{diagnostic.help}"


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
