"""`check` and `audit` in every form, into files, with a baseline, and with rules selected; run as users run them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from click.testing import CliRunner

from wellsourced.cli.main import cli
from wellsourced.project.schemas import SHIPPED

from .conftest import Run

FORMS = ("terminal", "json", "sarif", "github", "junit", "line")
TEXT = "# One\n\nA claim [@nobody].\n\nA second [@none].\n"
#: Other rules may find more to say about so short a text.
CITATIONS = ("--select", "CIT,CFG")


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """A survey of one section with two undefined citations."""
    folder = tmp_path / "survey"
    for name in ("article", "sections"):
        (folder / name).mkdir(parents=True)
    article = {"title": "Bees", "authors": [{"name": "A. Writer"}], "sections": ["one.md"]}
    (folder / "article/article.yaml").write_text(json.dumps(article), encoding="utf-8")
    (folder / "sections/one.md").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def run(survey: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in the survey (or `folder`), within this process: starting one takes longer than the command."""

    def execute(*arguments: str, folder: Path = survey, **environment: str) -> Any:
        monkeypatch.chdir(folder)
        result = CliRunner().invoke(cli, arguments, env={"COLUMNS": "100", "GITHUB_WORKSPACE": None, **environment})
        assert isinstance(result.exception, SystemExit | None), result.exception
        return SimpleNamespace(returncode=result.exit_code, stdout=result.stdout, stderr=result.stderr)

    return execute


def read_json(text: str) -> Any:
    """The report of `--format json`, which keeps the shipped schema."""
    report = json.loads(text)
    schema = json.loads((SHIPPED / "diagnostics.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(report)
    return report


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_check_goes_to_the_screen_or_a_file(run: Run, survey: Path, form: str) -> None:
    shown = run("check", "--format", form, *CITATIONS)
    assert shown.returncode == 1, shown.stderr
    assert "nobody" in shown.stdout
    written = run("check", "--format", form, "--output", "reports/found", *CITATIONS)
    assert written.returncode == 1
    assert written.stdout == ""
    assert written.stderr == "2 errors in 1 file (reports/found)\n"
    text = (survey / "reports/found").read_text(encoding="utf-8")
    assert text == shown.stdout
    assert [file.name for file in (survey / "reports").iterdir()] == ["found"]
    {"json": read_json, "sarif": json.loads, "junit": ElementTree.fromstring}.get(form, str)(text)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_audit(run: Run, tmp_path: Path, form: str) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(TEXT, encoding="utf-8")
    audited = run("audit", "../draft.md", "--format", form)
    assert audited.returncode == 1, audited.stderr
    assert "nobody" in audited.stdout


@pytest.mark.parametrize("form", FORMS)
def test_project_that_cannot_be_read_is_reported_in_the_form_asked_for(run: Run, survey: Path, form: str) -> None:
    article = survey / "article/article.yaml"
    article.write_text('{"nonsense": 1, ' + article.read_text(encoding="utf-8")[1:], encoding="utf-8")
    broken = run("check", "--format", form)
    assert broken.returncode == 2
    assert "CFG012" in broken.stdout
    assert form != "terminal" or '1 | {"nonsense": 1' in broken.stdout
    {"json": read_json, "sarif": json.loads, "junit": ElementTree.fromstring}.get(form, str)(broken.stdout)


def test_output_that_cannot_be_written_is_told(run: Run, survey: Path) -> None:
    (survey / "file").write_text("", encoding="utf-8")
    refused = run("check", "--output", "file/report")
    assert refused.returncode == 2
    assert "cannot be written" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_one_line_each_from_where_the_reader_stands(run: Run, survey: Path) -> None:
    for folder, path in ((survey, "sections/one.md"), (survey.parent, "survey/sections/one.md")):
        shown = run("check", "-C", str(survey), "--format", "line", "--select", "CIT", folder=folder).stdout
        assert shown.splitlines()[0].startswith(f"{path}:3:10: error: ")
        assert shown.splitlines()[0].endswith(" [CIT001]")
        assert len(shown.splitlines()) == 2


def test_annotations_name_files_from_the_top_of_the_repository(run: Run, survey: Path) -> None:
    shown = run("check", "--format", "github", GITHUB_WORKSPACE=str(survey.parent)).stdout
    assert "::error file=survey/sections/one.md,line=3," in shown


def test_excused_errors_are_told_with_their_reason(run: Run, survey: Path) -> None:
    excuse = "<!-- wellsourced: allow CIT001: a key for the example -->"
    (survey / "sections/one.md").write_text(TEXT.replace("[@nobody].", f"[@nobody]. {excuse}"), encoding="utf-8")
    report = read_json(run("check", "--format", "json", *CITATIONS).stdout)
    [excused] = report["excused"]
    assert (excused["code"], excused["line"], excused["reason"]) == ("CIT001", 3, "a key for the example")
    assert excused["excuse"]["column"] == 20
    assert report["summary"]["error"] == 1


# --- selection -------------------------------------------------------------------------------------------------------


def test_codes_and_families_are_selected_repeated_or_with_commas(run: Run, survey: Path) -> None:
    (survey / "sections/one.md").write_text(f"{TEXT}\n#### Too deep\n\nWords.\n", encoding="utf-8")

    def found(*options: str) -> set[str]:
        report = read_json(run("check", "--format", "json", *options).stdout)
        return {diagnostic["code"][:3] for diagnostic in report["diagnostics"]} & {"CIT", "STR"}

    assert found("--select", "str, cit001") == {"CIT", "STR"}
    assert found("--select", "STR", "--select", "CIT") == {"CIT", "STR"}
    assert found("--select", "STR,CIT", "--ignore", "CIT001") == {"STR"}


def test_unknown_code_names_the_nearest(run: Run) -> None:
    refused = run("check", "--select", "STR,CTI001")
    assert refused.returncode == 2
    assert "'CTI001'" in refused.stderr
    assert "CIT001" in refused.stderr


# --- baseline --------------------------------------------------------------------------------------------------------


def test_only_new_errors_fail(run: Run, survey: Path) -> None:
    written = run("check", "--baseline", "old.yaml", "--update-baseline", *CITATIONS)
    assert written.returncode == 0, written.stdout
    assert "2 old errors" in written.stdout
    checked = run("check", "--baseline", "old.yaml", *CITATIONS)
    assert checked.returncode == 0
    assert "nobody" not in checked.stdout
    assert "2 old errors" in checked.stdout
    (survey / "sections/one.md").write_text(TEXT.replace("# One", "# One\n\nNew words [@new]."), encoding="utf-8")
    checked = run("check", "--baseline", "old.yaml", *CITATIONS)
    assert checked.returncode == 1
    assert "new" in checked.stdout
    assert "nobody" not in checked.stdout
    assert "1 error" in checked.stdout
    assert "2 old errors" in checked.stdout
    assert "nobody" in run("check", "--baseline", "old.yaml", "--all", *CITATIONS).stdout


@pytest.mark.parametrize("form", FORMS)
def test_old_errors_are_told_in_every_form(run: Run, form: str) -> None:
    run("check", "--baseline", "old.yaml", "--update-baseline", *CITATIONS)
    checked = run("check", "--baseline", "old.yaml", "--format", form, *CITATIONS)
    assert checked.returncode == 0
    assert "2 old errors" in checked.stdout + checked.stderr
    if form == "json":
        report = read_json(checked.stdout)
        assert {d["new"] for d in report["diagnostics"] if d["severity"] == "error"} == {False}
        assert report["baseline"]["old"] >= 2
    if form == "sarif":
        results = json.loads(checked.stdout)["runs"][0]["results"]
        assert {r["baselineState"] for r in results if r["level"] == "error"} == {"unchanged"}


def test_entries_that_are_gone_are_told_and_dropped(run: Run, survey: Path) -> None:
    run("check", "--baseline", "old.yaml", "--update-baseline", *CITATIONS)
    (survey / "sections/one.md").write_text(TEXT.replace(" [@nobody]", ""), encoding="utf-8")
    told = run("check", "--baseline", "old.yaml", "--select", "CIT,CFG")
    assert told.returncode == 0
    assert "CFG106" in told.stdout
    assert "old.yaml:" in told.stdout
    assert "CFG106" not in run("check", "--baseline", "old.yaml", "--select", "STR").stdout
    run("check", "--baseline", "old.yaml", "--update-baseline", "--select", "STR")
    assert (survey / "old.yaml").read_text(encoding="utf-8").count("CIT001") == 2
    run("check", "--baseline", "old.yaml", "--update-baseline", *CITATIONS)
    assert (survey / "old.yaml").read_text(encoding="utf-8").count("CIT001") == 1


def test_audit_has_a_baseline_of_its_own(run: Run, survey: Path) -> None:
    (survey / "draft.md").write_text(TEXT, encoding="utf-8")
    arguments = ("audit", "draft.md", "--baseline", "drafts.yaml")
    assert run(*arguments, "--update-baseline").returncode == 0
    audited = run(*arguments)
    assert audited.returncode == 0
    assert "nobody" not in audited.stdout
    assert "nobody" in run(*arguments, "--all").stdout
    (survey / "other.md").write_text(TEXT, encoding="utf-8")
    assert run("audit", "other.md", "--baseline", "drafts.yaml").returncode == 1


def test_baseline_that_is_wrong_or_missing_exits_2(run: Run, survey: Path) -> None:
    (survey / "old.yaml").write_text("baseline: 1\nentries:\n- path: a\n  cod: CIT001\n", encoding="utf-8")
    wrong = run("check", "--baseline", "old.yaml")
    assert wrong.returncode == 2
    assert "old.yaml:4:3" in wrong.stdout
    missing = run("check", "--baseline", "none.yaml")
    assert missing.returncode == 2
    assert "--update-baseline writes it" in missing.stderr
    assert run("check", "--update-baseline").returncode == 2


def test_old_errors_stop_a_build_all_the_same(run: Run) -> None:
    run("check", "--baseline", "old.yaml", "--update-baseline", *CITATIONS)
    assert run("build").returncode == 1


# --- the terminal ----------------------------------------------------------------------------------------------------


def test_many_complaints_end_in_a_table_of_their_codes(run: Run, survey: Path) -> None:
    (survey / "sections/one.md").write_text("# One\n\n#### Deep\n\n" + "Words [@nobody].\n\n" * 30, encoding="utf-8")
    shown = run("check", COLUMNS="80").stdout
    table = shown[shown.index("Code ") :]
    assert re.search(r"^CIT001 +30 ", table, re.MULTILINE)
    assert re.search(r"^STR001 +1 ", table, re.MULTILINE)
    assert all(len(line) <= 80 for line in table.splitlines())
    (survey / "sections/one.md").write_text("# One\n\n#### Deep\n\nWords [@nobody].\n", encoding="utf-8")
    assert "Code " not in run("check").stdout


@pytest.mark.parametrize("form", FORMS)
def test_reader_that_leaves_is_no_fault(survey: Path, form: str) -> None:
    (survey / "sections/one.md").write_text("# One\n\n" + "Words [@nobody].\n\n" * 2000, encoding="utf-8")
    program = f"{sys.executable} -m wellsourced check --format {form} | head -n 1; exit ${{PIPESTATUS[0]}}"
    piped = subprocess.run(["bash", "-c", program], cwd=survey, capture_output=True, text=True, check=False)
    assert piped.returncode != 70
    assert piped.stderr == ""
    assert len(piped.stdout.splitlines()) == 1


# --- explain ---------------------------------------------------------------------------------------------------------


def test_explain_lists_a_family_and_names_the_nearest(run: Run) -> None:
    listed = run("explain", "cit").stdout.splitlines()
    assert listed
    assert all(line.startswith("CIT") for line in listed)
    assert "CIT001" in run("explain", "CIT01").stderr
    assert "cannot switch it off" in run("explain", "CIT001").stdout


# --- required rules --------------------------------------------------------------------------------------------------


def test_settings_do_not_let_a_build_pass(run: Run, survey: Path) -> None:
    article = survey / "article/article.yaml"
    settings = {**json.loads(article.read_text(encoding="utf-8")), "check": {"ignore": ["CIT"]}}
    article.write_text(json.dumps(settings), encoding="utf-8")
    built = run("build")
    assert built.returncode == 1
    assert "CFG105" in built.stdout
    assert "error[CIT001]" in built.stdout
    assert not (survey / "build/article.html").exists()
    assert "error[CIT001]" not in run("check", "--ignore", "CIT001").stdout
