"""SARIF: valid by the standard's own schema, exact in its places, stable in its fingerprints."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from planted import NAME, SECTION, examine, write_planted

from wellsourced.checks.explain import all_codes, describe_codes
from wellsourced.diagnostics import Diagnostic, Edit, Fix, Related, Severity, Span
from wellsourced.report.baseline import Comparison, compare_with_baseline, make_baseline
from wellsourced.report.report import Report
from wellsourced.report.sarif import render_sarif


@cache
def validator() -> Any:
    schema = json.loads((Path(__file__).parent / "schemas/sarif-2.1.0.json").read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


def render(report: Report, **addresses: str) -> dict[str, Any]:
    """The run of the log, which is valid."""
    log = json.loads(render_sarif(report, describe_codes(), **addresses))
    validator().validate(log)
    [run] = log["runs"]
    return run  # type: ignore[no-any-return]


def slice_region(text: str, region: dict[str, int]) -> str:
    """What a region covers, its columns counted in code points."""
    lines = text.split("\n")[region["startLine"] - 1 : region["endLine"]]
    lines[-1] = lines[-1][: region["endColumn"] - 1]
    lines[0] = lines[0][region["startColumn"] - 1 :]
    return "\n".join(lines)


def physical(result: dict[str, Any]) -> dict[str, Any]:
    return result["locations"][0]["physicalLocation"]  # type: ignore[no-any-return]


def test_regions_cover_what_is_wrong_in_the_file_that_the_uri_names(tmp_path: Path) -> None:
    write_planted(tmp_path)
    run = render(examine(tmp_path))
    assert run["columnKind"] == "unicodeCodePoints"
    found = {}
    for result in run["results"]:
        place = physical(result)
        base = run["originalUriBaseIds"][place["artifactLocation"]["uriBaseId"]]["uri"]
        file = Path(unquote(urlsplit(urljoin(base, place["artifactLocation"]["uri"])).path))
        assert file == tmp_path / "sections" / NAME
        found.setdefault(result["ruleId"], []).append(slice_region(file.read_text(encoding="utf-8"), place["region"]))
    assert found == {"COR001": ["ICPS"], "CIT001": ["@nobody", "@excused"]}


def test_every_code_is_described_and_results_point_at_their_rule(tmp_path: Path) -> None:
    write_planted(tmp_path)
    run = render(examine(tmp_path), home="https://example.org/tool", pages="https://example.org/tool/docs/rules")
    driver = run["tool"]["driver"]
    assert driver["informationUri"] == "https://example.org/tool"
    assert [rule["id"] for rule in driver["rules"]] == list(all_codes())
    for rule in driver["rules"]:
        assert rule["name"].isalnum()
        assert rule["name"][0].isupper() or rule["name"][0].isdigit()
        assert rule["help"]["text"]
        assert rule["fullDescription"]["text"]
        assert not rule["fullDescription"]["text"].startswith("#")
        assert rule["helpUri"] == f"https://example.org/tool/docs/rules/{rule['id']}.md"
        assert rule["properties"]["tags"] == [rule["id"][:3]]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == driver["rules"][result["ruleIndex"]]["defaultConfiguration"]["level"]


def test_addresses_that_are_not_known_are_left_out(tmp_path: Path) -> None:
    write_planted(tmp_path)
    driver = render(examine(tmp_path))["tool"]["driver"]
    assert "informationUri" not in driver
    assert not any("helpUri" in rule for rule in driver["rules"])


def test_what_is_excused_is_suppressed_with_the_authors_reason(tmp_path: Path) -> None:
    write_planted(tmp_path)
    results = render(examine(tmp_path))["results"]
    [excused] = [result for result in results if "suppressions" in result]
    [suppression] = excused["suppressions"]
    assert suppression["kind"] == "inSource"
    assert suppression["justification"] == "the key is {an example}"
    region = suppression["location"]["physicalLocation"]["region"]
    assert slice_region(SECTION, region).startswith("<!-- wellsourced: allow CIT001")


def test_fixes_carry_the_edits() -> None:
    text = "The ICPS and the ICPS.\n"
    edits = (Edit(Span("a.md", 1, 5, 1, 9), "OPSC"), Edit(Span("a.md", 1, 18, 1, 22), "OPSC"), Edit(Span("b.md"), "x"))
    found = Diagnostic("COR001", Severity.ERROR, "m", edits[0].span, fix=Fix("write “OPSC”", edits, safe=True))
    [result] = render(Report((found,), {"a.md": text}))["results"]
    [fix] = result["fixes"]
    assert fix["description"]["text"] == "write “OPSC”"
    first, second = fix["artifactChanges"]
    assert (first["artifactLocation"]["uri"], second["artifactLocation"]["uri"]) == ("a.md", "b.md")
    for replacement in reversed(first["replacements"]):
        region = replacement["deletedRegion"]
        text = (
            text[: region["startColumn"] - 1] + replacement["insertedContent"]["text"] + text[region["endColumn"] - 1 :]
        )
    assert text == "The OPSC and the OPSC.\n"
    assert second["replacements"][0]["deletedRegion"]["endColumn"] == 1


def test_fingerprints_stay_while_lines_move_and_tell_equal_results_apart(tmp_path: Path) -> None:
    def fingerprints(section: str) -> dict[tuple[str, str], str]:
        write_planted(tmp_path, section)
        return {
            (result["ruleId"], result["message"]["text"]): result["partialFingerprints"]["primaryLocationLineHash"]
            for result in render(examine(tmp_path))["results"]
        }

    before = fingerprints(SECTION)
    assert fingerprints(SECTION.replace("\n\n", "\n\nA new paragraph.\n\n", 1)) == before
    after = fingerprints(SECTION.replace("bees dance", "bees sing"))
    assert {key for key in before if after[key] != before[key]} == {key for key in before if "nobody" in key[1]} | {
        key for key in before if key[0] == "COR001"
    }
    twice = examine_twice(tmp_path)
    assert len(twice) == len(set(twice)) == 2


def examine_twice(root: Path) -> list[str]:
    write_planted(root, "# T\n\nBees [@nobody].\n\nBees [@nobody].\n")
    return [result["partialFingerprints"]["primaryLocationLineHash"] for result in render(examine(root))["results"]]


def test_baseline_states(tmp_path: Path) -> None:
    write_planted(tmp_path)
    report = examine(tmp_path)
    entries = make_baseline([d for d in report.diagnostics if d.code == "COR001"], report.texts)
    comparison = compare_with_baseline(report.diagnostics, report.texts, entries)
    states = {r["ruleId"]: r.get("baselineState") for r in render(examine(tmp_path, comparison=comparison))["results"]}
    assert states["COR001"] == "unchanged"
    assert {r["ruleId"]: r.get("baselineState") for r in render(report)["results"]} == {"COR001": None, "CIT001": None}
    note = Diagnostic("REF007", Severity.INFO, "m", Span("a.md", 1, 1, 1, 2))
    [noted] = render(Report((note,), {}, comparison=Comparison()))["results"]
    assert "baselineState" not in noted


def test_braces_and_brackets_of_messages_are_no_placeholders_and_no_links() -> None:
    found = Diagnostic("CIT001", Severity.ERROR, "{0} [here](https://x) [@key]", Span("a.md"), help="Write {#id}")
    [result] = render(Report((found,)))["results"]
    assert result["message"]["text"] == "{{0}} \\[here\\](https://x) [@key]\nWrite {{#id}}"
    assert physical(result)["region"] == {"startLine": 1}


def test_drafts_outside_the_project_and_projects_that_cannot_be_read() -> None:
    found = Diagnostic("CFG120", Severity.ERROR, "m", Span("/elsewhere/a b.md"))
    run = render(Report((found,), command="audit", complete=False))
    assert physical(run["results"][0])["artifactLocation"] == {"uri": "file:///elsewhere/a%20b.md"}
    assert run["invocations"] == [{"executionSuccessful": False}]
    assert run["automationDetails"]["id"] == "wellsourced/audit/"


@given(st.text(), st.text(max_size=20), st.integers(1, 3), st.integers(1, 9))
def test_whatever_words_are_reported_the_log_is_valid(words: str, path: str, line: int, column: int) -> None:
    span = Span(path or "x", line, column, line, column + 1)
    found = Diagnostic("COR001", Severity.WARNING, words, span, words, Fix(words, (Edit(span, words),)))
    related = Diagnostic("XYZ999", Severity.INFO, "\udc80", span, related=(Related(span, words),))
    rules = describe_codes()[:1]
    validator().validate(json.loads(render_sarif(Report((found, related), {path: words}), rules)))


@pytest.mark.parametrize("command", ["check", "audit"])
def test_nothing_wrong_is_a_run_without_results(command: str) -> None:
    assert render(Report((), command=command))["results"] == []


def test_place_in_a_draft_without_lines_is_a_paragraph() -> None:
    found = Diagnostic("COR001", Severity.ERROR, "m", Span("a.docx", 7, 1, 7, 3, "paragraph"))
    [result] = render(Report((found,)))["results"]
    [location] = result["locations"]
    assert "region" not in location["physicalLocation"]
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "paragraph 7"


def test_thousands_of_results_on_one_long_line_are_told_apart() -> None:
    text = "word [@nobody] " * 60_000
    spans = [Span("a.md", 1, 15 * n + 7, 1, 15 * n + 14) for n in range(5_000)]
    report = Report(tuple(Diagnostic("CIT001", Severity.ERROR, "m", span) for span in spans), {"a.md": text})
    results = json.loads(render_sarif(report, ()))["runs"][0]["results"]
    assert len({result["partialFingerprints"]["primaryLocationLineHash"] for result in results}) == 5_000
    [entry] = make_baseline(report.diagnostics, report.texts)
    assert entry.count == 5_000
