"""Corrected errors and rejected leads do not come back unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from check_projects import ROOT, slice_text, write_project

from wellsourced.checks.audit import audit_text
from wellsourced.checks.context import Context
from wellsourced.checks.corrections import corrected_error_returns, rejected_lead_repeated
from wellsourced.checks.run import run_checks
from wellsourced.diagnostics import Diagnostic, Severity
from wellsourced.manuscript.parse import parse, parse_text
from wellsourced.project.project import Project

Check = Callable[..., tuple[Diagnostic, ...]]
LABELLED = yaml.safe_load((ROOT / "tests/checks/labelled_corrections.yaml").read_text(encoding="utf-8"))
LEADS = yaml.safe_load((ROOT / "tests/checks/labelled_leads.yaml").read_text(encoding="utf-8"))


def one(**more: Any) -> dict[str, Any]:
    correction = {
        "id": "edr",
        "quote": "EDR solutions",
        "verdict": "misattributed",
        "explanation": "It is telemetry.",
        **more,
    }
    return {"corrections": [correction]}


def found_ids(project: Project, sentence: str) -> set[str]:
    context = Context.of_text(project, parse_text("draft.md", sentence), None)
    by_line = {
        project.where("article/corrections.yaml", "corrections", n).line: c.id
        for n, c in enumerate(project.corrections)
    }
    return {by_line[d.related[0].span.line] for d in corrected_error_returns.check(context)}


@pytest.mark.parametrize("id, sentence", [(id, s) for id, both in LABELLED.items() for s in both["wrong"]])
def test_error_in_other_words_is_found(repository: Project, id: str, sentence: str) -> None:
    assert id in found_ids(repository, sentence)


@pytest.mark.parametrize("sentence", [s for both in LABELLED.values() for s in both["right"]])
def test_right_wording_is_not_flagged(repository: Project, sentence: str) -> None:
    assert found_ids(repository, sentence) == set()


#: Quotes that are nothing but the true name of something; what the draft says of it is the error.
TRUE_NAMES = {"gdpr", "encase", "ftk-imager"}


def test_sentences_the_wordings_were_not_written_against(repository: Project) -> None:
    held_out = yaml.safe_load((ROOT / "tests/checks/held_out_corrections.yaml").read_text(encoding="utf-8"))
    wrong = [(id, sentence) for id, both in held_out.items() for sentence in both["wrong"]]
    right = [sentence for both in held_out.values() for sentence in both["right"]]
    missed = [sentence for id, sentence in wrong if id not in found_ids(repository, sentence)]
    alarms = [sentence for sentence in right if found_ids(repository, sentence)]
    assert len(missed) <= 0.05 * len(wrong), missed
    assert len(alarms) <= 0.02 * len(right), alarms


def test_every_error_of_the_register_is_guarded(repository: Project) -> None:
    assert {c.id for c in repository.corrections if c.verdict != "correct"} == {
        c.id for c in repository.corrections if c.wrong
    }
    for correction in repository.corrections:
        if correction.verdict != "correct":
            quoted = f"Some say: {correction.quote} in this field."
            assert correction.id in found_ids(repository, quoted) or correction.id in TRUE_NAMES, correction.id
            assert len(LABELLED[correction.id]["wrong"]) >= 2
            assert len(LABELLED[correction.id]["right"]) >= 2


@pytest.mark.parametrize(
    "text, covered",
    [
        ("# T\n\nSome EDR solutions help.\n", "EDR solutions"),
        ("# T\n\nSome **EDR**\nsolutions help.\n", "EDR**\nsolutions"),
        ("# T\n\nSome EDR\u00ad\u00a0solu\u00adtions help.\n", "EDR\u00ad\u00a0solu\u00adtions"),
        ("# EDR solutions\n\nText.\n", "EDR solutions"),
        ("# T\n\nText.[^1]\n\n[^1]: On EDR solutions.\n", "EDR solutions"),
        ("# T\n\n| a | b |\n|---|---|\n| x | edr Solution |\n", "edr Solution"),
        ("# T\n\n> About EDR\n> solutions.\n", "EDR\n> solutions"),
        ("# T\n\nSee [EDR](https://example.org) solutions.\n", "EDR](https://example.org) solutions"),
        ("# T\n\n\t𝄞 é “EDR solutions”.\n\n- x", None),
        ("# T\n\n- 𝄞 e\u0301 “EDR solutions”.\n", "EDR solutions"),
        ("# T\n\n<!-- EDR solutions -->\nText, `EDR solutions`.\n", None),
        ("# T\n\nEDR. Solutions differ.\n", None),
    ],
)
def test_error_is_found_wherever_readers_read(check: Check, text: str, covered: str | None) -> None:
    diagnostics = check(text, corrections=one(wrong=["EDR solutions"]), select=("COR",))
    assert [slice_text(text, d) for d in diagnostics] == ([covered] if covered else [])


def test_diagnostic_names_error_advice_and_register_entry(check: Check) -> None:
    [found] = check("# T\n\nSome EDR solutions.\n", corrections=one(wrong=["EDR solutions"]), select=("COR",))
    assert found.code == "COR001"
    assert found.severity is Severity.ERROR
    assert "EDR solutions" in found.message
    assert "'edr'" in found.message
    assert found.help == "It is telemetry."
    assert found.related[0].span.path == "article/corrections.yaml"


def test_safe_replacement_is_offered_for_plain_phrases_only(check: Check) -> None:
    register = one(wrong=["EDR solutions", {"pattern": "XDR \\w+"}], right="security telemetry")
    text = "# T\n\nSome EDR solutions. And **EDR** solutions. And XDR things.\n"
    plain, marked, pattern = check(text, corrections=register, select=("COR",))
    assert plain.fix is not None
    assert plain.fix.safe
    assert plain.fix.edits[0].text == "security telemetry"
    assert plain.fix.edits[0].span == plain.span
    assert marked.fix is None
    assert pattern.fix is None


def test_replacement_takes_the_closing_bracket_along(check: Check) -> None:
    register = one(wrong=["Endpoint Detection (EDR)"], right="telemetry")
    text = "# T\n\nThe Endpoint Detection (EDR) is used.\n"
    [found] = check(text, corrections=register, select=("COR",))
    assert slice_text(text, found) == "Endpoint Detection (EDR)"


def test_title_and_abstract_are_checked(check: Check) -> None:
    article = {"title": "On EDR solutions", "abstract": "About\nEDR solutions, again."}
    diagnostics = check("# T\n\nText.\n", corrections=one(wrong=["EDR solutions"]), article=article, select=("COR",))
    assert [d.span.path for d in diagnostics] == ["article/article.yaml"] * 2


def test_parts_must_meet_in_one_sentence_within_reach_and_undenied(check: Check) -> None:
    register = one(wrong=[{"all": ["EDR", ["finds", "detect*"], "material"], "within": 6, "unless": ["telemetry"]}])
    text = (
        "# T\n\nEDR detects such material. EDR is software. It detects material.\n\n"
        "EDR does not detect material.\n\nMaterial that EDR, as one reads here and there and everywhere, finds.\n\n"
        "EDR telemetry finds material.\n\nNot only does EDR detect material, it reports it.\n"
    )
    assert [d.span.line for d in check(text, corrections=register, select=("COR",))] == [3, 11]


def test_outdated_term_may_stand_in_titles_and_quotations(check: Check) -> None:
    register = one(wrong=["child pornography"], verdict="outdated-term")
    instruments = {
        "instruments": [
            {
                "id": "d",
                "kind": "eu-act",
                "official_name": "Directive 2011/93/EU of the European Parliament and of the Council on"
                " combating the sexual abuse and sexual exploitation of children and child pornography",
            }
        ]
    }
    text = (
        "# T\n\nDirective 2011/93/EU on combating the sexual abuse and sexual exploitation of children\n"
        "and child pornography. The act says “child\npornography”.\n\n> child pornography\n\n"
        "The Child Pornography Prevention Act of 1996.\n\nThey seized child pornography.\n"
    )
    found = check(text, corrections=register, instruments=instruments, select=("COR",))
    assert [d.span.line for d in found] == [11]


@pytest.mark.parametrize("pattern", ["(convention|treaty", "[", "(?P<a>x)(?P<a>y)\\g<9>", "*a"])
def test_pattern_that_does_not_compile_is_reported_at_its_place(check: Check, pattern: str) -> None:
    register = one(wrong=["fine", {"pattern": pattern}])
    [found] = check("# T\n\nText.\n", corrections=register, select=("CFG",))
    assert found.code == "CFG110"
    assert found.span.path == "article/corrections.yaml"
    assert found.span.line > 1


def test_pattern_that_backtracks_forever_is_stopped_and_reported(check: Check) -> None:
    register = one(wrong=[{"pattern": "(?:a+a+)+b"}, "EDR solutions"])
    text = "# T\n\nEDR solutions.\n\n" + "a" * 3000 + "\n"
    found = check(text, corrections=register, select=("CFG", "COR"))
    assert {d.code for d in found} == {"CFG110", "COR001"}


@pytest.mark.parametrize("case", LEADS["repeats"], ids=lambda case: case["id"])
def test_repeated_lead_is_found(repository: Project, case: dict[str, str]) -> None:
    context = Context.of_text(repository, parse_text("draft.md", case["sentence"]), None)
    assert any(case["id"] in d.message for d in rejected_lead_repeated.check(context))


@pytest.mark.parametrize("sentence", LEADS["harmless"])
def test_harmless_sentence_repeats_no_lead(repository: Project, sentence: str) -> None:
    context = Context.of_text(repository, parse_text("draft.md", sentence), None)
    assert [d.message for d in rejected_lead_repeated.check(context)] == []


def test_repeated_lead_warns_with_the_reason(check: Check) -> None:
    rejected = {
        "rejected": [{"id": "x", "claim": "The hotline assessed 92,665 reports in 2023.", "why": "Lost digit."}]
    }
    text = "# T\n\nFirst. In 2023, the hotline assessed 92 665 reports.\n"
    [found] = check(text, rejected=rejected, select=("COR",))
    assert (found.code, found.severity, found.help) == ("COR002", Severity.WARNING, "Lost digit.")
    assert slice_text(text, found) == "In 2023, the hotline assessed 92 665 reports"


def test_lead_confirmed_since_may_be_said(check: Check) -> None:
    lead = {"id": "x", "claim": "The hotline assessed 92,665 reports in 2023.", "why": "Seen in a copy only."}
    text = "# T\n\nIn 2023, the hotline assessed 92,665 reports.\n"
    assert check(text, rejected={"rejected": [lead]}, select=("COR",))
    assert not check(text, rejected={"rejected": [lead | {"confirmed_by": ["doe2020"]}]}, select=("COR",))


def test_ten_planted_errors_are_found_at_their_places(repository: Project) -> None:
    text = (ROOT / "tests/checks/planted_draft.md").read_text(encoding="utf-8")
    planted = yaml.safe_load((ROOT / "tests/checks/planted_errors.yaml").read_text(encoding="utf-8"))
    diagnostics = audit_text("draft.md", text, repository)
    found = {(d.span.line, slice_text(text, d)) for d in diagnostics if d.severity is Severity.ERROR}
    assert len(planted) == 10
    for error in planted:
        assert (error["line"], error["text"]) in found, (error, sorted(found))
    assert len(found) == 10, sorted(found)


def test_article_of_the_repository_repeats_no_error(repository: Project) -> None:
    found = run_checks(repository, parse(repository), select=("COR", "TRM", "STR"))
    assert [f"{d.span} {d.message}" for d in found if d.severity is not Severity.INFO] == []


def test_projects_without_registers_are_checked_too(tmp_path: Any) -> None:
    project = write_project(tmp_path, {"a.md": "# T\n\nThe ICPS.\n"})
    assert [d.code for d in run_checks(project, parse(project))] == ["TRM003"]
