"""The hooks and the examples of docs/examples, held against the real tools and the real commands."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
EXAMPLES = REPOSITORY / "docs/examples"
HOOKS = REPOSITORY / ".pre-commit-hooks.yaml"
PROGRAMS = Path(sys.executable).parent


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """A git repository with a survey in which one citation is undefined, and a loose draft with another."""
    root = tmp_path / "survey"
    for folder in ("article", "sections", "drafts"):
        (root / folder).mkdir(parents=True)
    article = {"title": "Bees", "authors": [{"name": "A. Writer"}], "sections": ["one: two.md"]}
    (root / "article/article.yaml").write_text(json.dumps(article), encoding="utf-8")
    (root / "sections/one: two.md").write_text("# One\n\nBees dance [@nobody].\n", encoding="utf-8")
    (root / "drafts/draft.md").write_text("# Draft\n\nBees sing [@none].\n", encoding="utf-8")
    run("git", "init", "--quiet", cwd=root)
    return root


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(cwd / ".pre-commit-home"),
        "COLUMNS": "100",
    }
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd, env=environment, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip


def test_pre_commit_accepts_the_hooks_and_the_example(tmp_path: Path) -> None:
    for verb, file in (("validate-manifest", HOOKS), ("validate-config", EXAMPLES / "pre-commit-config.yaml")):
        validated = run(sys.executable, "-m", "pre_commit", verb, file, cwd=tmp_path)
        assert validated.returncode == 0, validated.stdout + validated.stderr
    hooks = {hook["id"] for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))}
    config = yaml.safe_load((EXAMPLES / "pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert {hook["id"] for repo in config["repos"] for hook in repo["hooks"]} == hooks


def test_pre_commit_runs_the_hooks_where_they_are_needed(survey: Path) -> None:
    """The hooks as they are, save that the program of this environment is run instead of one installed anew."""
    hooks = [{**hook, "language": "system"} for hook in yaml.safe_load(HOOKS.read_text(encoding="utf-8"))]
    hooks[1]["files"] = "^drafts/"
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (survey / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (survey / ".gitignore").write_text(".pre-commit-home\n", encoding="utf-8")

    def commit(*files: str) -> str:
        run("git", "reset", "--quiet", cwd=survey)
        run("git", "add", ".pre-commit-config.yaml", *files, cwd=survey)
        return run(sys.executable, "-m", "pre_commit", "run", cwd=survey).stdout

    shown = commit("sections")
    assert re.search(r"wellsourced check\.+Failed", shown), shown
    assert "@nobody" in shown or "'nobody'" in shown
    assert "wellsourced audit" in shown
    assert "'none'" not in shown
    shown = commit("drafts")
    assert re.search(r"wellsourced audit\.+Failed", shown), shown
    assert "'none'" in shown
    assert "'nobody'" not in shown
    shown = commit(".gitignore")
    assert "Failed" not in shown


def problem_matcher() -> dict[str, Any]:
    [task] = json.loads((EXAMPLES / "vscode-tasks.json").read_text(encoding="utf-8"))["tasks"]
    return task["problemMatcher"]  # type: ignore[no-any-return]


def test_problem_matcher_reads_what_its_command_prints(survey: Path) -> None:
    [task] = json.loads((EXAMPLES / "vscode-tasks.json").read_text(encoding="utf-8"))["tasks"]
    printed = run(*shlex.split(task["command"]), cwd=survey).stdout
    pattern = problem_matcher()["pattern"]
    matches = [re.search(pattern["regexp"], line) for line in printed.splitlines()]
    assert matches
    assert all(matches), printed
    [found] = [match for match in matches if match and match[pattern["code"]] == "CIT001"]
    assert found[pattern["file"]] == "sections/one: two.md"
    assert (found[pattern["line"]], found[pattern["column"]]) == ("3", "13")
    assert found[pattern["severity"]] == "error"
    assert "'nobody'" in found[pattern["message"]]


@pytest.mark.parametrize("name", ["github-workflow.yml", "gitlab-ci.yml"])
def test_commands_of_the_examples_run_and_leave_what_is_uploaded(survey: Path, name: str) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    yaml.safe_load(text)
    commands = re.findall(r"^\s*(?:# )?- (?:run: )?(wellsourced .*)$", text, re.MULTILINE)
    assert commands
    for command in commands:
        done = run(*shlex.split(command), cwd=survey)
        assert done.returncode == 1, done.stderr
    uploaded = re.findall(r"(?:sarif_file|junit): (\S+)", text)
    assert uploaded
    assert all((survey / file).stat().st_size > 0 for file in uploaded)
