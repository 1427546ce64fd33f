"""The other commands, the exit statuses, and how fast help can be."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Run


def test_help_imports_nothing_heavy() -> None:
    """What makes --help answer at once: no YAML, templates, models or rich are imported for it."""
    program = (
        "import sys\nfrom wellsourced.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'yaml', 'jinja2', 'msgspec', 'rich', 'typst', 'pypandoc', 'citeproc', 'rapidfuzz', 'regex'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert "HEAVY []" in shown
    for command in ("build", "check", "audit", "status", "refs", "explain", "new", "completion"):
        assert f"  {command} " in shown


def test_the_end_of_a_run_looks_at_no_value_again() -> None:
    """What the collector holds is set aside before Python collects for the last time."""
    program = (
        "import atexit, gc\nfrom wellsourced.cli.main import main\n"
        "atexit.register(lambda: print('LEFT', len(gc.get_objects())))\nmain(['--help'])"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert int(shown.rsplit("LEFT ", 1)[1]) < 100


def test_every_command_has_help(run: Run) -> None:
    for command in ("build", "check", "audit", "status", "refs", "explain", "new", "completion"):
        shown = run(command, "--help")
        assert shown.returncode == 0
        assert shown.stdout.startswith(f"Usage: wellsourced {command}")


def test_mistyped_command_names_the_nearest(run: Run) -> None:
    wrong = run("biuld")
    assert wrong.returncode == 2
    assert "Did you mean 'build'?" in wrong.stderr


def test_crash_of_our_own_exits_70_without_traceback() -> None:
    program = (
        "import wellsourced.cli.main as m\n"
        "m.COMMANDS['broken'] = ('wellsourced.cli.no_such_module', 'x')\nm.main(['broken'])"
    )
    crashed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert crashed.returncode == 70
    assert "Traceback" not in crashed.stderr
    assert "report it" in crashed.stderr
    saved = crashed.stderr.split("Details are in ")[1].split(".txt")[0] + ".txt"
    assert "Traceback" in Path(saved).read_text(encoding="utf-8")
    Path(saved).unlink()


def test_check_prints_json(run: Run, survey: Path) -> None:
    section = sorted((survey / "sections").glob("01*.md"))[0]
    section.write_text("# One\n\nA claim [@nobody].\n", encoding="utf-8")
    checked = run("check", "--format", "json", folder=survey)
    assert checked.returncode == 1
    report = json.loads(checked.stdout)
    assert report["schema"] == 1
    found = [d for d in report["diagnostics"] if d["code"] == "CIT001"]
    assert [(d["path"], d["line"], d["column"], d["end_column"]) for d in found] == [
        (f"sections/{section.name}", 3, 10, 17)
    ]
    assert report["summary"]["error"] == sum(d["severity"] == "error" for d in report["diagnostics"])


def test_select_and_ignore(run: Run, survey: Path) -> None:
    section = sorted((survey / "sections").glob("01*.md"))[0]
    section.write_text("# One\n\nA claim [@nobody].\n\n#### Too deep\n\nWords.\n", encoding="utf-8")
    only = json.loads(run("check", "--format", "json", "--select", "STR", folder=survey).stdout)
    assert {d["code"][:3] for d in only["diagnostics"]} == {"STR"}
    without = json.loads(run("check", "--format", "json", "--ignore", "CIT001", folder=survey).stdout)
    assert "CIT001" not in {d["code"] for d in without["diagnostics"]}


def test_status_lists_sections(run: Run, survey: Path) -> None:
    shown = run("status", folder=survey)
    assert shown.returncode == 0, shown.stderr
    assert "words" in shown.stdout
    assert "all" in shown.stdout


def test_refs_show_renders_the_entry_and_its_evidence(run: Run, survey: Path) -> None:
    listed = run("refs", "list", folder=survey).stdout.splitlines()
    key = listed[0].split("\t")[0]
    shown = run("refs", "show", key, folder=survey)
    assert shown.returncode == 0, shown.stderr
    assert "status: verified" in shown.stdout
    assert "primary, seen" in shown.stdout
    in_apa = run("refs", "show", key, "--style", "apa", folder=survey)
    assert in_apa.stdout.splitlines()[0] != shown.stdout.splitlines()[0]
    assert run("refs", "show", "nobody", folder=survey).returncode == 2


def test_explain_prints_a_rule(run: Run) -> None:
    explained = run("explain", "CIT001")
    assert explained.returncode == 0, explained.stderr
    assert "CIT001" in explained.stdout
    assert run("explain", "XYZ999").returncode == 2
    assert "COR001" in run("explain").stdout


def test_completion_scripts(run: Run) -> None:
    for shell in ("bash", "zsh", "fish"):
        assert "_WELLSOURCED_COMPLETE" in run("completion", shell).stdout


def test_closed_pipe_is_no_crash(survey: Path) -> None:
    program = f"{sys.executable} -m wellsourced refs list | head -n 1; exit ${{PIPESTATUS[0]}}"
    piped = subprocess.run(["bash", "-c", program], cwd=survey, capture_output=True, text=True, check=False)
    assert "Traceback" not in piped.stderr
    assert "fault of the program" not in piped.stderr


def test_new_refuses_a_folder_that_holds_something(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep", encoding="utf-8")
    refused = run("new", "mine")
    assert refused.returncode == 2
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes.txt"]


def test_code_that_nothing_has_is_refused_by_select_and_ignore(run: Run, survey: Path) -> None:
    for option in ("--select", "--ignore"):
        refused = run("check", option, "CTI001", folder=survey)
        assert refused.returncode == 2
        assert "no rule and no family is called 'CTI001'" in refused.stderr
        assert run("check", option, "cit001", option, "FCT", folder=survey).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_full_disk_is_no_fault_of_the_program(survey: Path) -> None:
    for command in ("check", "build", "explain"):
        arguments = [sys.executable, "-m", "wellsourced", command, *(["CIT001"] if command == "explain" else [])]
        with Path("/dev/full").open("w", encoding="utf-8") as full:
            done = subprocess.run(
                arguments, cwd=survey, stdout=full, stderr=subprocess.PIPE, text=True, timeout=120, check=False
            )
        assert done.returncode == 2
        assert "No space left on device" in done.stderr
        assert "fault of the program" not in done.stderr
